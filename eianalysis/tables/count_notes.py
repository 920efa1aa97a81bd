"""What stands under a grid of counts: what it is compared with, what is exploratory, what its symbols mean."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.vocabulary import SYMBOLS, UNDECLARED
from eianalysis.wording.numbers import absent
from eianalysis.wording.reading import empty_references

LOW, INFINITE = "[u]", "∞"


def notes_of(released: Release, rows, wanted) -> tuple[str, ...]:
    said = []
    named = dict.fromkeys(str(row["reference"]) for _, row in rows if not absent(row["reference"]))
    if named and {"disparity_ratio", "benchmark_share"} & set(wanted):
        exact = dict.fromkeys(str(block.keys.get("benchmark", "")) for block, _ in rows)
        exact = {each.partition(" (")[0]: each for each in exact if " (" in each}
        named = [exact.get(each, each) for each in named]
        said.append(
            f"Reference: {('; ' if any(', ' in name for name in named) else ', ').join(named)}."
            + (" A ratio of 1 means the same rate." if "disparity_ratio" in wanted else "")
        )
    if "detectable_above" in wanted:
        said.append("Would show: the ratios nearest 1 that groups of these sizes would usually bring to light; none: no ratio would.")
    comparisons = {row["comparison"] for _, row in rows if not absent(row["comparison"])}
    if "verdict" in wanted and comparisons:
        said.append("Comparisons not marked primary are exploratory." if "primary" in comparisons else "All comparisons are exploratory.")
    said += empty_references(released) if named else []
    if any(row["group"] in UNDECLARED for _, row in rows) and named:
        said.append("People who did not declare are shown, never compared.")
    return tuple(said)


def legend(released: Release, cells) -> tuple[tuple[str, str], ...]:
    """Symbol and meaning of every symbol that occurs in the cells."""
    meanings = {**SYMBOLS, INFINITE: "no ratio, because the reference's rate is 0"}
    if any(cell == LOW for row in cells for cell in row):
        meanings[LOW] = f"{SYMBOLS[LOW]}; standing alone: no figure, because the base is under {released.policy.rate_base}"
    text = " ".join(cell for row in cells for cell in row)
    return tuple((symbol, meaning) for symbol, meaning in meanings.items() if symbol in text)
