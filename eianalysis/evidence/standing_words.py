"""How the live programmes stand, in a sentence or two that a board can act on."""

from __future__ import annotations

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.evidence.changes import CHANGES, NO_COLOURS
from eianalysis.evidence.decisions import STATES
from eianalysis.results import ALL, Release, require_release
from eianalysis.wording.about import SYNTHETIC, missing_words
from eianalysis.wording.findings import Findings
from eianalysis.wording.numbers import by_threes, count

_SAID = (
    ("red", "reported red"),
    ("overdue", "overdue"),
    ("delayed", "reported delayed"),
    ("contradictory_status", "with a status that contradicts itself"),
    ("no_owner", "without an owner"),
    ("unknown_status", "whose status nobody has said"),
    ("no_date", "without a date"),
    ("slipped", "put off since they were first promised"),
)

#: Changes said even where there are none: their absence is news. Colours are not, because often nobody recorded any.
_ALWAYS = ("new", "closed", "newly_overdue", "redated", "not_heard")
_CHANGED = tuple(
    (
        name,
        {
            "redated": "with a date moved",
            "owner_changed": "with another owner",
            "status_changed": "with another status",
            "not_heard": "of which nothing was heard",
        }.get(name, words),
    )
    for name, words in CHANGES.items()
)


def say_standing(released: Release) -> Findings:
    """Say how many items need the board and why, for all live programmes and for each; zeros are said too."""
    released = require_release(released, "say_standing")
    if released.missing:
        return Findings((missing_words(released) + ".",))
    if released.measure != "standing":
        raise UsageError(f"say_standing speaks of the release of standing(), not of {released.measure}")
    table = released.table.set_index("programme")
    total = table.loc[ALL]
    reasons = [f"{count(total[name])} {words}" for name, words in _SAID if not pd.isna(total[name])]
    said = [
        f"{count(total['need_the_board'])} of {count(total['items'])} items of the live programmes need the board. "
        f"{by_threes(reasons)}. An item may count more than once."
    ]
    if total["no_colour_recorded"] == total["items"]:
        said.append(f"No colour was recorded for any of the {count(total['items'])} items, so nobody knows how many are red, amber or green.")
    elif total["no_colour_recorded"]:
        said.append(f"No colour was recorded for {count(total['no_colour_recorded'])} of {count(total['items'])} items; that is neither red nor green.")
    said += [
        f"{name}: {count(row['need_the_board'])} of {count(row['items'])} items, {count(row['overdue'])} of them overdue."
        for name, row in table.drop(index=ALL).iterrows()
    ]
    if total["done_without_evidence"]:
        said.append(f"{count(total['done_without_evidence'])} items are reported complete without a record of where the evidence is.")
    said += [note for note in released.definition.notes if note.startswith("Slipped: not known")]
    return Findings((f"{SYNTHETIC} {said[0]}", *said[1:]) if released.synthetic else tuple(said))


def say_changes(changed: Release, decisions: Release) -> Findings:
    """Say what changed since the last board, each kind of change with its number, and what became of its decisions.

    Takes the releases of ``what_changed`` and ``decisions_before``. What nobody could see (colours that were recorded
    nowhere) is said as that, and never as none.
    """
    changed, decisions = require_release(changed, "say_changes"), require_release(decisions, "say_changes")
    for released, name in ((changed, "what_changed"), (decisions, "decisions_before")):
        if released.measure != name:
            raise UsageError(f"say_changes speaks of the release of {name}(), not of {released.measure}")
    if changed.missing:
        said = [missing_words(changed) + "."]
    else:
        table = changed.table
        found = table.groupby("change")["item_id"].nunique()
        told = [f"{count(found.get(name, 0))} {words}" for name, words in _CHANGED if name in found or name in _ALWAYS]
        said = [f"Since the last board: {by_threes(told)}.", *(note for note in changed.definition.notes if note == NO_COLOURS)]
        moved = table.loc[table["change"] == "redated", "days_moved"].astype("float64")
        if len(moved):
            said.append(f"Of {count(len(moved))} dates that moved, {count((moved > 0).sum())} moved to a later day.")
    if not decisions.missing and len(decisions.table):
        states = decisions.table["state"].value_counts()
        said.append(f"Decisions of the boards before: {'; '.join(f'{count(states[name])} {words}' for name, words in STATES.items() if name in states)}.")
    return Findings(tuple(said))


def say_highlights(released: Release) -> Findings:
    """Say how many of the workstreams' deliverables are past their date, and of whose nobody has said how they stand."""
    released = require_release(released, "say_highlights")
    if released.missing:
        return Findings((missing_words(released) + ".",))
    if released.measure != "highlights":
        raise UsageError(f"say_highlights speaks of the release of highlights(), not of {released.measure}")
    table = released.table[released.table["kind"] == "deliverable"]
    late = table[table["late"].astype(bool)].groupby("workstream_name").size().sort_values(ascending=False, kind="stable")
    silent = table[table["reported_status"] == "unknown"]
    by = f" By workstream: {by_threes([f'{name} {count(number)}' for name, number in late.items()])}." if len(late) else ""
    return Findings(
        (
            f"{count(late.sum())} of {count(len(table))} deliverables of {count(table['workstream_name'].nunique())} workstreams are past their date.{by}",
            f"Of {count(len(silent))} of them no report says how they stand.",
        )
    )
