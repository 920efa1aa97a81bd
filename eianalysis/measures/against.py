"""What groups are compared with: the reference group by name, at each level of detail, and refused where it is nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError, as_said, did_you_mean
from eianalysis.results import ALL, HIGHEST, REST, Result
from eianalysis.sources.typed import words_for
from eianalysis.vocabulary.derived import OTHERS, groups_of
from eianalysis.vocabulary import GROUPINGS, SMALL_TOGETHER, UNDECLARED, crossed_group, crossed_parts, group_parts, is_group, roll_up


def _groups(result: Result) -> dict[str, list[str]]:
    """The groups of each characteristic of a result, without everybody."""
    return {
        characteristic: [group for group in pd.unique(rows["group"]) if group != ALL]
        for characteristic, rows in result.counts.groupby("characteristic", sort=False)
    }


def as_groups_are_called(result: Result, reference: str | Mapping[str, str]) -> str | Mapping[str, str]:
    """References by code or in another spelling ("F", "white") as the groups of the result are called."""
    groups = _groups(result)

    def called(word: str, characteristics: Iterable[str]) -> str:
        if word in (REST, HIGHEST, ALL) or any(word in groups[name] for name in characteristics):
            return word
        found = {group for name in characteristics for group in groups[name] if group in words_for(name, word)}
        return found.pop() if len(found) == 1 else word

    if isinstance(reference, str):
        return called(reference, groups)
    return {name: called(word, [each for each in groups if reference_for(each, {name: word}) == word]) for name, word in reference.items()}


def as_declared(reference, primary: tuple, confidence: float | None, result: Result) -> tuple:
    """References, comparisons declared before looking, confidence and band: a board cycle's own, or as they were given or the result has them."""
    if isinstance(reference, BoardCycle):
        return dict(reference.reference), reference.primary_comparisons, reference.confidence, reference.band
    return reference, primary, result.confidence if confidence is None else confidence, result.band


def reference_for(characteristic: str, reference: str | Mapping[str, str]) -> str | None:
    """The reference group of a characteristic: ``ethnicity`` also speaks for ``ethnicity_5`` and ``ethnicity_2``.

    Of two characteristics at once it is the reference of both: "White, Male". A group that is told beside all others is compared
    with them, unless another reference is named.
    """
    if isinstance(reference, str):
        return reference
    if characteristic in reference:
        return reference[characteristic]
    both = crossed_parts(characteristic)
    if both:
        found = [reference_for(name, reference) for name in both]
        return None if None in found else crossed_group(*found)
    if OTHERS in groups_of(characteristic)[1]:  # women, beside all others
        return OTHERS
    stem = _stem(characteristic)
    return _at_level(reference.get(stem), stem, characteristic) if stem != characteristic else None


def _at_level(group: str | None, stem: str, characteristic: str) -> str | None:
    """The group that a finer one belongs to at a coarser level: where "Black" is the reference, of two groups it is "Ethnic minorities"."""
    if group is None or is_group(characteristic, group):
        return group
    for finer in (f"{stem}_18", *GROUPINGS.get(stem, ())):
        if is_group(finer, group):
            try:
                return roll_up(group, finer, characteristic)
            except ValueError:  # it is the coarser of the two
                continue
    return group


def check_reference(result: Result, reference: str | Mapping[str, str], declared: bool, also: Mapping[str, str]) -> None:
    """Refuse a reference that does not occur. One ``declared`` for every table of a cycle, or of ``also`` for those of a
    measure, may have nobody in a small one: its rows are then too few to say, and the wording says why. Where nothing at all
    was counted there is nothing to refuse."""
    for characteristic, groups in _groups(result).items():
        wanted = reference_for(characteristic, reference)
        if wanted is None or wanted in (REST, HIGHEST, ALL):
            continue
        if groups and wanted not in groups and not _may_be_nobody(characteristic, wanted, declared, also):
            raise UsageError(f"the reference group '{wanted}' does not occur in {result.measure} by {characteristic}; {did_you_mean(wanted, groups)}")


def check_named(result: Result, reference: str | Mapping[str, str]) -> None:
    """Refuse references that name a group of none of the characteristics that a result is split by."""
    asked = list(pd.unique(result.counts["characteristic"])) if isinstance(reference, Mapping) else []
    if asked and all(reference_for(name, reference) is None for name in asked):
        raise UsageError(
            f"reference names a group of {', '.join(map(repr, reference))}, and {result.measure} is split by "
            f"{', '.join(map(repr, asked))}: name a group of one of these"
        )


def _may_be_nobody(characteristic: str, wanted: str, declared: bool, also: Mapping[str, str]) -> bool:
    both = crossed_parts(characteristic)
    if both:
        return all(_may_be_nobody(name, part, declared, also) for name, part in zip(both, group_parts(wanted) or ("", ""), strict=True))
    return characteristic in also or declared and is_group(characteristic, wanted)


def check_there_are_two(result: Result, standing: bool) -> None:
    """Refuse to compare one group with nobody. A reference that a ``standing`` question may have, the cycle's or "the rest", may meet
    one group in a small table: its page goes on and says so, unless the question itself is narrowed to that group."""
    found = {characteristic: [group for group in groups if group not in (SMALL_TOGETHER, *UNDECLARED)] for characteristic, groups in _groups(result).items()}
    if not found or any(len(groups) != 1 for groups in found.values()):
        return
    by = next(iter(found))
    narrowed = {_stem(name) for name, _ in result.filters} & set(map(_stem, crossed_parts(by) or (by,)))
    if narrowed or not standing:
        cure = (
            f"leave {by} out of where(…), or ask by another characteristic"
            if narrowed
            else "ask by another characteristic, or show it as it is, without compare()"
        )
        raise UsageError(f"{result.measure} by {by} has only one group, '{found[by][0]}', so there is nobody to compare it with; {cure}")


def _stem(characteristic: str) -> str:
    """``ethnicity`` of ``ethnicity_5``: the same question in more or fewer groups."""
    stem, _, digits = characteristic.rpartition("_")
    return stem if digits.isdigit() else characteristic


def fixed_reference(reference: str | Mapping[str, str], refused: tuple[str, ...], caller: str) -> None:
    """Refuse references that are another group as soon as a count changes."""
    named = set(reference.values()) if isinstance(reference, Mapping) else {reference}
    for word in refused:
        if word in named:
            raise UsageError(f"{caller}() needs one group, or '{REST}', as the reference, not {as_said(word)}")
