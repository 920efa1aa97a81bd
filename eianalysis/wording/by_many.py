"""The title of a comparison by many characteristics: by which of them groups differ, and that in the others nothing stands out."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.stats.judgement import CLEAR, NO_MATERIAL, POSSIBLE, TOO_FEW
from eianalysis.vocabulary import characteristic_label, crossed_parts
from eianalysis.wording.numbers import absent, capital, count, listed, uncapital
from eianalysis.wording.reading import group_words, reference_words


#: From more characteristics than this on, a title says by which of them groups differ.
MANY = 3
#: The end of a title where some of the groups are too small.
SOME = "; for some too few to say"


def headline(released: Release, seen: list, *, start: bool = True) -> str:
    """'By age: officers aged under 26 applied less often than …; by the other 7 nothing stands out; for some too few to say'.

    ``seen`` are the compared rows that are shown, each with its block.
    """
    named = list(dict.fromkeys(block.characteristic for block, _ in seen))
    clear, perhaps = (_with(seen, word) for word in (CLEAR, POSSIBLE))
    few, none = (sum(row["verdict"] == word for _, row in seen) for word in (TOO_FEW, NO_MATERIAL))
    some = SOME if few else ""
    if clear:
        by = list(dict.fromkeys(block.characteristic for block, _ in clear))
        left = len(named) - len(by)
        rest = f"; by the other {count(left)} nothing stands out{some}" if left else some
        return f"{'By' if start else 'by'} {listed(_label(name) for name in by)}: {_who(released, clear)}{rest}"
    every = f"any of the {count(len(named))} characteristics that can be compared"
    if few == len(seen):
        return f"{'Too' if start else 'too'} few to say by {every}"
    if none == len(seen):
        return f"{'No' if start else 'no'} material difference by {every}"
    said = f"{'Nothing' if start else 'nothing'} stands out by {every}"
    return f"{said}; possible difference: {_beside(released, perhaps)}{some}" if perhaps else f"{said}{some}"


def crossed(released: Release, seen: list) -> str:
    """The title of groups inside groups: which of them differ; those of one characteristic alone are in the table."""
    both = [(block, row) for block, row in seen if crossed_parts(block.characteristic) and not absent(row["disparity_ratio"])]
    clear, perhaps = (_with(both, word) for word in (CLEAR, POSSIBLE))
    if not clear and not perhaps:
        few, none = (sum(row["verdict"] == word for _, row in both) for word in (TOO_FEW, NO_MATERIAL))
        said = "too few to say whether groups differ by" if few == len(both) else "no material difference by" if none == len(both) else "nothing stands out by"
        return f"{released.definition.title}: {said} {_label(seen[-1][0].characteristic)} taken together{SOME if 0 < few < len(both) else ''}"
    if not clear:
        return f"Possible difference: {_beside(released, perhaps)}"
    return f"{capital(_who(released, clear))}" + (f"; possible difference: {_beside(released, perhaps)}" if perhaps else "")


def _with(pairs: list, word: str) -> list:
    return [(block, row) for block, row in pairs if row["verdict"] == word and not absent(row["disparity_ratio"])]


def _beside(released: Release, found: list) -> str:
    """'bisexual applicants, beside straight applicants': who may differ from whom, without the word for the side."""
    names = list(dict.fromkeys(group_words(released, block, row["group"]) for block, row in found))
    others = list(dict.fromkeys(reference_words(released, block, row["reference"]) for block, row in found))
    who = listed(names) if len(names) < 3 else f"{count(len(names))} groups"
    return f"{who}, beside {others[0]}" if len(others) == 1 else who


def _who(released: Release, found: list) -> str:
    """'bisexual applicants reached an offer more often'; more than three groups of one characteristic are counted."""
    said = []
    for often in ("less", "more"):
        pairs = [(block, row) for block, row in found if (row["disparity_ratio"] < 1) == (often == "less")]
        names = [group_words(released, block, row["group"]) for block, row in pairs]
        beside = {reference_words(released, block, row["reference"]) for block, row in pairs}
        if names:
            than = f" than {beside.pop()}" if len(beside) == 1 else ""
            who = listed(names) if len(names) < 3 else f"{count(len(names))} groups"
            said.append(f"{who} {released.definition.verb} {often} often{than}")
    return listed(said)


def _label(name: str) -> str:
    return uncapital(characteristic_label(name))
