"""What a target is and whether it would be reached, in one sentence for the head of a page."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.wording.numbers import capital, uncapital


def line(released: Release) -> str:
    """'40% of those who join by 31 March 2033: target not likely met; to meet it, about 14 more of a year's 81 joiners …'.

    The measure's notes are its answer: the target first, then how things stand, then what it would take.
    """
    target, _, *answer = released.definition.notes
    what = target.removeprefix("The target: ").partition(" (")[0]
    said = answer[0]
    return f"{capital(what)}: {'; '.join(filter(None, (outlook(released), uncapital(said))))}"


def outlook(released: Release) -> str:
    """'target not likely met'; "" of a scenario, which asks what would be and not what will."""
    return str(released.table["outlook"].iloc[0]) if "outlook" in released.table else ""
