"""The attacker reads two issues of one cycle, between which somebody's data were taken out: who has both looks for what changed."""

from __future__ import annotations

from pathlib import Path

from .attack import Find, finds_of
from .knowledge import ONE, Knowledge, Sum, know
from .reading import NO_KEY, printed, read


def between(first: Path, second: Path) -> tuple[list[Find], Knowledge, int]:
    """``(finds, knowledge, changed)``: what can only be a few people more in the first issue; how many printed counts changed.

    Each issue is read with all that adds up in it. Nobody was put in, so that no count of the second is greater: a reader
    who is told that somebody's data were taken out knows that much.
    """
    told = know(read(first)), know(read(second))
    both = Knowledge()
    for number, one in enumerate(told):
        both.known |= {(number, cell): value for cell, value in one.known.items()}
        both.hidden |= {(number, cell) for cell in one.hidden}
        both.private |= {(number, cell) for cell in one.private}
        for kind in ("zero", "least", "guessed_zero", "guessed_least"):
            getattr(both, kind).extend(_named(each, number) for each in getattr(one, kind))
    common = told[0].cells & told[1].cells
    for cell in common:
        less = {(0, cell): 1.0, (1, cell): -1.0}
        both.guessed_least.append(less)
        both.asked[f"taken out: {cell}"] = less
    changed = [cell for cell in common if cell in told[0].known and cell in told[1].known and told[0].known[cell] != told[1].known[cell]]
    return finds_of(both), both, len(changed)


def _named(each: Sum, number: int) -> Sum:
    """The sum with the cells of one issue."""
    return {cell if cell == ONE else (number, cell): weight for cell, weight in each.items()}


def differing(first: Path, second: Path) -> list[str]:
    """Counts printed in both issues that differ by one to four: the plainest reading, line beside line."""
    found = []
    for path in sorted(first.glob("*.csv")):
        if not (second / path.name).exists():
            continue
        before, after = ({_place(line): line for line in printed(each / path.name)} for each in (first, second))
        for place in before.keys() & after.keys():
            for column in ("numerator", "denominator", "at_risk"):
                old, new = before[place].get(column), after[place].get(column)
                if old and new and 0 < abs(float(old) - float(new)) < 5:
                    found.append(f"{path.stem} {place} {column}: {old} and {new}")
    return found


def _place(line: dict[str, str]) -> tuple:
    """What a line is of: its labels and its own keys, and of a curve the time."""
    labels = ("window", "period_start", "period_end", "characteristic", "group")
    keys = [name for name in line if name not in NO_KEY and name not in ("at_risk", "estimate", "low", "high", "events")]
    return tuple(line.get(name, "") for name in (*labels, *keys))
