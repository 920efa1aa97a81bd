"""Whether several measures say the same: one sentence, from their verdicts and from nothing else."""

from __future__ import annotations

from eianalysis.results import REST, Release
from eianalysis.stats.judgement import CLEAR, NO_MATERIAL, TOO_FEW
from eianalysis.vocabulary import phrase
from eianalysis.wording.numbers import absent, capital

#: A release with the row it leads with.
Led = tuple[Release, object]


def sentences(leads: list[Led], same: list[Led], *, none_clear: bool) -> list[str]:
    """What measures say together: ``leads`` of all groups, ``same`` those of them that compare the groups of the first; nothing where there is one.

    ``none_clear``: no comparison of these releases is clear, not even one that does not lead. Whether two point the same way is
    asked only of measures that all say which way is better, or of which none does.
    """
    clear = [(released, row) for released, row in same if row["verdict"] == CLEAR]
    if clear and len(same) > 1:
        return _agree(clear, same, len(same) == len(leads))
    if not none_clear or len(leads) < 2:
        return []
    verdicts = {row["verdict"] for _, row in leads}
    if verdicts == {NO_MATERIAL}:
        return ["None of these is a material difference."]
    return [] if verdicts == {TOO_FEW} else ["None of these is a clear difference."]  # of each that it is too few has been said


def _agree(clear: list[Led], same: list[Led], alone: bool) -> list[str]:
    """Nothing where it is clear in some and not in others: the list has the verdict of each."""
    sides, between = _sides(clear), _between(same[0][1])
    if sides == {True, False}:
        said = "they point opposite ways: what is counted decides, so read each by itself."
        return [capital(said) if alone else f"{between} {said}"]
    if len(clear) == len(same):
        return [("All of them point the same way." if alone else f"{between} all of them point the same way.")] if sides else []
    return []


def _between(row) -> str:
    """'Between people from ethnic minorities and White people': the measures may count officers, applicants and cases of theirs."""
    who, other = (REST if absent(group) or group == REST else phrase(str(row["characteristic"]), str(group)) for group in (row["group"], row["reference"]))
    return f"Between {who} and {other}"


def _sides(clear: list[Led]) -> set[bool]:
    """Whether each clear difference is on the worse side or, where no measure says which that is, above; nothing where they cannot be set side by side."""
    outcomes = {released.definition.outcome for released, _ in clear}
    if len(outcomes) > 1 and "neutral" in outcomes:
        return set()
    return {(row["disparity_ratio"] > 1) != (released.definition.outcome == "good") for released, row in clear}
