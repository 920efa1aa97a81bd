"""Words of small multiples: which groups stand out by more than chance, and every panel in numbers."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.wording.about import statistical_title
from eianalysis.wording.numbers import capital, count, listed, period_label, span
from eianalysis.wording.ranking import Family, standing
from eianalysis.wording.reading import group_words, key_columns, rate_words
from eianalysis.wording.short_titles import cut, fits

#: Groups drawn, each with its rows and the blocks they stand in.
Panels = dict[str, list]


def headline(released: Release, panels: Panels, what: str) -> str:
    """'Officers left more often: Custody; the other 5 directorates do not stand out': of the longest window, and no order that chance would make."""
    pairs = [pair for each in panels.values() for pair in each]
    longest = min(str(row["period_start"]) for _, row in pairs)
    pairs = [(block, row) for block, row in pairs if str(row["period_start"]) == longest]
    done, (block, first) = released.definition.verb, pairs[0]
    if len(pairs) == 1:
        return cut(f"{capital(group_words(released, block, first['group']))}: {rate_words(released, first)} {done}")
    who = f"{capital(released.definition.noun)} {done}"
    found = standing(released, [Family(block.characteristic, [(str(row["group"]), row) for _, row in pairs])])[0]
    if not found.differ:
        none = f"no difference between the {count(len(panels))} {what} shown stands out"
        return f"{who}: {none}" if fits(f"{who}: {none}") else capital(none)
    sides = [f"{word} often: {listed(name for name, _ in rows)}" for word, rows in (("more", found.above), ("less", found.below)) if rows]
    if not sides or len(panels) < len(pairs):  # a group in several parts of the table has no place of its own among the others
        differ = f"the {count(len(panels))} {what} shown differ"
        return f"{who}: {differ}" if fits(f"{who}: {differ}") else capital(differ)
    said = "; ".join(sides)
    return next(filter(fits, (f"{who} {said}", capital(said))), None) or f"{capital(count(len(found.above + found.below)))} {what} stand out"


def alt(released: Release, panels: Panels, note: str, opening: str) -> str:
    """Every panel in numbers, and how many are too small to show; nothing of what is not drawn."""
    said = []
    for group, each in panels.items():
        values = []
        for block, row in each:
            keys = [str(block.keys[key]) for key in key_columns(released) if key != "window"]
            where = ", ".join([*keys, period_label(row)]) if len(each) > 1 else ""
            limits = span(row["rate_low"], row["rate_high"], lambda at, row=row: rate_words(released, row, at))
            values.append(f"{f'{where}: ' if where else ''}{rate_words(released, row)}, plausibly {limits} (base {count(row['denominator'])})")
        said.append(f"{group}: {'; '.join(values)}.")
    return " ".join([opening, f"{statistical_title(released)}.", *said, note.removeprefix("[c] ")])
