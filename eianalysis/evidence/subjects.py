"""Items on one subject in different papers: proposed by their wording, confirmed by a person, set beside each other.

A proposal is a hint. What counts is the column ``same_subject`` of register.csv, which a person fills; then reports that
cannot both be so are shown beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from eianalysis.evidence.judging import judged, register_result
from eianalysis.register.consistency import split
from eianalysis.register.likeness import Wordings
from eianalysis.results import Definition, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

#: How alike two wordings must be to be proposed: the cosine of their words, rare words counting more.
LIKE = 0.28
FINISHED = ("complete", "complete_recurring")
OPEN = ("not_started", "under_consideration", "in_progress", "delayed", "on_hold")


def same_subject_proposals(register: TypedTable, *, like: float = LIKE) -> Result:
    """Propose items that may be on one subject, by their words, most alike first; a person decides.

    Words that stand in many items count little, so two items are alike by what few others say (cosine of words weighted
    by the logarithm of how rare they are; of the titles, or of titles with what was reported and glossed). An item and its
    own objective or part are never proposed, nor two items of one kind in one workstream. ``confirmed`` says that a person
    has written the link into ``same_subject``; every confirmed link is listed, however little alike its wordings are.

    Parameters
    ----------
    register : TypedTable
        From ``load_register``.
    like : float
        From 0 to 1: how alike two wordings must be.

    Examples
    --------
    >>> ei.release(ei.same_subject_proposals(register), cycle.policy)                             # doctest: +SKIP
    """
    frame = register.frame
    titles = dict(zip(frame["item_id"], frame["title_plain"], strict=True))
    told = {item: " ".join(words) for item, *words in zip(*(frame[name] for name in ("item_id", "title_plain", "progress_plain", "gloss")), strict=True)}
    home = {item: tuple(place) for item, *place in zip(*(frame[name] for name in ("item_id", "source_doc", "workstream", "kind")), strict=True)}
    family = {item: parent or item for item, parent in zip(frame["item_id"], frame["parent_id"], strict=True)}
    linked = set(links(register))
    found = {(one, other): alike for one, other, alike in Wordings(titles).pairs()}
    for one, other, alike in Wordings(told).pairs():
        found[one, other] = max(alike, found[one, other])
    rows = [
        {
            "item_id": one,
            "other_id": other,
            "alike": round(alike, 2),
            "confirmed": (one, other) in linked,
            "title_plain": titles[one],
            "other_title": titles[other],
        }
        for (one, other), alike in found.items()
        if (one, other) in linked or alike >= like and home[one] != home[other] and family[one] != family[other]
    ]
    table = pd.DataFrame(rows, columns=["item_id", "other_id", "alike", "confirmed", "title_plain", "other_title"])
    table = table.sort_values(["confirmed", "alike", "item_id"], ascending=[True, False, True], kind="stable").reset_index(drop=True)
    return register_result(
        "same_subject_proposals",
        table,
        register,
        Definition(
            title="Items that may be on one subject",
            numerator="",
            denominator="",
            noun="pairs",
            method=f"Wordings at least {like:g} alike.",
            notes=("A person decides, and writes the link into the column same_subject of register.csv.",),
        ),
        keys=("item_id", "other_id"),
    )


def disagreements(register: TypedTable, *, as_at: date, asked: TypedTable | None = None) -> Result:
    """Return items on one subject whose reports cannot both be so: status, number or colour; one row a disagreement.

    Parameters
    ----------
    register : TypedTable
        From ``load_register``; the links are those of its column ``same_subject``.
    as_at : date
        ``cycle.data_cut_off``.
    asked : TypedTable, optional
        From ``load_decisions(cycle)``: an item reported complete while the board is still asked to decide its subject is
        told as that.

    Returns
    -------
    Result of shape ``register``
        ``item_id`` and ``other_id`` with what each says in ``says`` and ``other_says``; ``about`` is status, number, colour
        or decision. Nothing is corrected: which of the two is right, their owners say.
    """
    items = judged(register, as_at)
    items = items[items["live"].astype(bool)].set_index("item_id")
    open_decisions = {} if asked is None else dict(zip(asked.frame["item_id"], asked.frame["decision"], strict=True))
    rows = []
    for one, other in links(register):
        if one in items.index and other in items.index:
            pair = {
                "item_id": one,
                "other_id": other,
                "title_plain": items.loc[one, "title_plain"],
                "other_title": items.loc[other, "title_plain"],
                "owner_role": items.loc[one, "owner_role"],
                "other_owner": items.loc[other, "owner_role"],
            }
            rows += [
                {**pair, "about": about, "says": says, "other_says": other_says}
                for about, says, other_says in _between(
                    items.loc[one].to_dict(), items.loc[other].to_dict(), open_decisions.get(one), open_decisions.get(other)
                )
            ]
    columns = ["item_id", "other_id", "about", "says", "other_says", "title_plain", "other_title", "owner_role", "other_owner"]
    return register_result(
        "disagreements",
        pd.DataFrame(rows, columns=columns),
        register,
        Definition(
            title="Papers that disagree on one subject",
            numerator="",
            denominator="",
            noun="disagreements",
            method=f"Items linked in the register as on one subject; live programmes only, judged as at {day_in_words(as_at)}.",
            notes=("Nothing is corrected here: the owners are asked which of the two is right.",),
        ),
        keys=("item_id", "other_id", "about"),
    )


def links(register: TypedTable) -> list[tuple[str, str]]:
    """The confirmed pairs, each once, in the order of the register; a link written on one side counts for both."""
    frame = register.frame
    order = {item: place for place, item in enumerate(frame["item_id"])}
    pairs = {
        tuple(sorted((item, other), key=order.get))
        for item, cell in zip(frame["item_id"], frame["same_subject"], strict=True)
        for other in split(cell)
        if other in order
    }
    return sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _between(one: Mapping, other: Mapping, asked: str | None, other_asked: str | None) -> Iterator[tuple[str, str, str]]:
    """In what two items on one subject disagree."""
    statuses = one["reported_status"], other["reported_status"]
    said = [status.replace("_", " ") for status in statuses]
    if any(here in FINISHED and there in OPEN for here, there in (statuses, statuses[::-1])):
        yield "status", *said
    if statuses[0] in FINISHED and other_asked:
        yield "decision", said[0], f"the board is asked: {other_asked}"
    if statuses[1] in FINISHED and asked:
        yield "decision", f"the board is asked: {asked}", said[1]
    numbers = _number(one), _number(other)
    if None not in numbers and numbers[0][1] == numbers[1][1] and numbers[0][0] != numbers[1][0]:
        yield "number", numbers[0][2], numbers[1][2]
    colours = one["rag_reported"], other["rag_reported"]
    if not {"not_recorded", "tbd"} & set(colours) and colours[0] != colours[1]:
        yield "colour", *colours


def _number(item: Mapping) -> tuple[float, str, str] | None:
    """The number an item names, its unit, and both in words: what it asks for, else what was reported."""
    for name, unit, word in (("target_value", "target_unit", "asked for"), ("value_reported", "value_unit", "reported")):
        if pd.notna(item[name]) and item[unit]:
            joined = f"{item[name]:g}%" if item[unit] == "%" else f"{item[name]:,g} {item[unit]}"
            return float(item[name]), str(item[unit]), f"{joined} {word}"
    return None
