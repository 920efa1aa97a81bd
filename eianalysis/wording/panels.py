"""Words of small multiples: from which rate to which, whether that could be chance, and every panel in numbers."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.wording.about import statistical_title
from eianalysis.wording.numbers import capital, count, period_label, places, rate, rate_unit, span
from eianalysis.wording.short_titles import cut, fits
from eianalysis.wording.reading import group_words, key_columns

#: Groups drawn, each with its rows and the blocks they stand in.
Panels = dict[str, list]


def overlap(rows: list) -> bool:
    """Whether the plausible ranges of all the rows have a value in common, so that chance could have made their order."""
    return max(float(row["rate_low"]) for row in rows) <= min(float(row["rate_high"]) for row in rows)


def headline(released: Release, panels: Panels, what: str) -> str:
    """'Officers left: 7.3 per 100 to 9.4 per 100 in 3 directorates; ranges overlap'."""
    pairs = [pair for each in panels.values() for pair in each]
    longest = min(str(row["period_start"]) for _, row in pairs)
    pairs = [(block, row) for block, row in pairs if str(row["period_start"]) == longest]
    done = released.definition.verb
    (block, low), (_, high) = (pick(pairs, key=lambda pair: pair[1]["rate"]) for pick in (min, max))
    if len(pairs) == 1:
        return cut(f"{capital(group_words(released, block, low['group']))}: {value(released, low)} {done}")
    who = f"{capital(released.definition.noun)} {done}"
    if overlap([row for _, row in pairs]):
        said = f"{_number(released, low)} to {value(released, low, high['rate'])} in {count(len(panels))} {what}; ranges overlap"
    else:
        said = f"from {_number(released, low)} ({low['group']}) to {value(released, high)} ({high['group']})"
    return f"{who}: {said}" if fits(f"{who}: {said}") else cut(capital(said))


def _number(released: Release, row) -> str:
    """The lower end of a span: its unit stands at the upper end."""
    return value(released, row).removesuffix(rate_unit(released.definition, row["kind"]))


def alt(released: Release, panels: Panels, note: str, opening: str) -> str:
    """Every panel in numbers, and how many are too small to show; nothing of what is not drawn."""
    said = []
    for group, each in panels.items():
        values = []
        for block, row in each:
            keys = [str(block.keys[key]) for key in key_columns(released) if key != "window"]
            where = ", ".join([*keys, period_label(row)]) if len(each) > 1 else ""
            limits = span(row["rate_low"], row["rate_high"], lambda at, row=row: value(released, row, at))
            values.append(f"{f'{where}: ' if where else ''}{value(released, row)}, plausibly {limits} (base {count(row['denominator'])})")
        said.append(f"{group}: {'; '.join(values)}.")
    return " ".join([opening, f"{statistical_title(released)}.", *said, note.removeprefix("[c] ")])


def value(released: Release, row, at: float | None = None) -> str:
    """The rate of a row, or another rate with as many decimals."""
    decimals = places(row["denominator"], released.definition, released.policy)
    return rate(row["rate"] if at is None else at, released.definition, row["kind"], decimals)
