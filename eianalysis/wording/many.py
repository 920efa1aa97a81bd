"""The title of a comparison by many characteristics: by which of them groups differ, and that the others show nothing clear."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.vocabulary import characteristic_label, crossed_parts
from eianalysis.wording.numbers import absent, capital, count, listed, uncapital
from eianalysis.wording.reading import group_words, reference_words


#: From more characteristics than this on, a title says by which of them groups differ.
MANY = 3
#: The end of a title where some of the groups are too small.
SOME = "; for some too few to say"


def headline(released: Release, seen: list, *, start: bool = True) -> str:
    """'No clear difference by any of the 8 characteristics that can be compared; possibly bisexual applicants … more often'.

    ``seen`` are the compared rows that are shown, each with its block.
    """
    named = list(dict.fromkeys(block.characteristic for block, _ in seen))
    clear = [(block, row) for block, row in seen if row["verdict"] == "clear difference" and not absent(row["disparity_ratio"])]
    perhaps = [(block, row) for block, row in seen if row["verdict"] == "possible difference" and not absent(row["disparity_ratio"])]
    few = [row for _, row in seen if row["verdict"] == "too few to say"]
    some = SOME if few else ""
    if clear:
        by = list(dict.fromkeys(block.characteristic for block, _ in clear))
        left = len(named) - len(by)
        rest = f"; by the other {count(left)} no clear difference{some}" if left else some
        return f"{'By' if start else 'by'} {listed(_label(name) for name in by)}: {_who(released, clear)}{rest}"
    if len(few) == len(seen):
        return f"{'Too' if start else 'too'} few to say by any of the {count(len(named))} characteristics that can be compared"
    every = f"{'No' if start else 'no'} clear difference by any of the {count(len(named))} characteristics that can be compared"
    return f"{every}; possibly {_who(released, perhaps)}{some}" if perhaps else f"{every}{some}"


def crossed(released: Release, seen: list) -> str:
    """The title of groups inside groups: which of them differ; those of one characteristic alone are in the table."""
    both = [(block, row) for block, row in seen if crossed_parts(block.characteristic) and not absent(row["disparity_ratio"])]
    clear, perhaps = ([pair for pair in both if pair[1]["verdict"] == word] for word in ("clear difference", "possible difference"))
    if not clear and not perhaps:
        label, few = _label(seen[-1][0].characteristic), [row for _, row in both if row["verdict"] == "too few to say"]
        said = "too few to say whether groups differ by" if len(few) == len(both) else "no clear difference by"
        return f"{released.definition.title}: {said} {label} taken together{SOME if 0 < len(few) < len(both) else ''}"
    if not clear or not perhaps:
        return f"{'' if clear else 'Possible difference: '}{capital(_who(released, clear)) if clear else _who(released, perhaps)}"
    alike = len({(row["disparity_ratio"] < 1, row["reference"]) for _, row in (*clear, *perhaps)}) == 1
    also = f"also {listed(group_words(released, block, row['group']) for block, row in perhaps)}" if alike else _who(released, perhaps)
    return f"{capital(_who(released, clear))}; possibly {also}"


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
