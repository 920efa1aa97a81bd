"""Quarter by quarter, in a sentence a group; and, of what is decided in steps, that the newest quarters read low."""

from __future__ import annotations

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import SMALL_TOGETHER, UNDECLARED
from eianalysis.wording.numbers import absent, by_threes, capital, uncapital
from eianalysis.wording.reading import Block, blocks, group_words, hidden, rate_words

LOW = "the newest quarters read low, because refusals are decided first"
#: How the note begins of a measure whose refusals are decided first: of searches or of leavers nothing of the kind is true.
READS_LOW = "The newest quarters read low"


def sentences(released: Release) -> list[str]:
    """'White applicants passed the sift: April to June 2022 54% and July to September 2022 35%.'"""
    said = []
    for who, cells in _series(released).items():
        shown = [f"{quarter} {rate_words(released, row)}" for quarter, row in cells if not hidden(row) and not absent(row["rate"])]
        unseen = [quarter for quarter, row in cells if hidden(row)]
        end = f"; hidden, because small numbers could tell about a person: {', '.join(unseen)}" if unseen and shown else ""
        if shown:
            said.append(f"{capital(who)} {released.definition.verb}: {by_threes(shown)}{end}.")
    low = [f"{capital(LOW)}: one that passed is still on its way and not counted yet."] if _reads_low(released) else []
    return [*said, *low] if said else ["Every quarter is hidden, because small numbers could tell about a person."]


def headline(released: Release) -> str:
    """'Applicants: 52.9% passed the sift in April to June 2022; the newest quarters read low, …'."""
    low = f"; {LOW}" if _reads_low(released) else ""
    for who, cells in _series(released).items():
        for quarter, row in cells:
            if not hidden(row) and not absent(row["rate"]):
                return f"{capital(who)}: {rate_words(released, row)} {released.definition.verb} in {_within(quarter)}{low}"
    return f"{released.definition.title}: figures hidden to protect people"


def _reads_low(released: Release) -> bool:
    return any(note.startswith(READS_LOW) for note in released.definition.notes)


def _within(quarter: str) -> str:
    """After 'in': 'April to June 2022', 'the quarter to March 2023'."""
    return f"the {uncapital(quarter)}" if quarter.startswith("Quarter to") else quarter


def _series(released: Release) -> dict[str, list]:
    """Each group's quarters in order, everybody first; not the undeclared and not small groups together."""
    found: dict[str, list] = {}
    for block in blocks(released):
        for _, row in block.rows.iterrows():
            if row["group"] not in (*UNDECLARED, SMALL_TOGETHER):
                cells = found.setdefault(_who(released, block, row), [])
                cells += [(block.keys["quarter"], row)] if block.keys["quarter"] not in [quarter for quarter, _ in cells] else []
    return found


def _who(released: Release, block: Block, row) -> str:
    return released.definition.noun if row["group"] == ALL else group_words(released, block, row["group"])
