"""Part 4 of the front page, at its foot: targets for a share that the pack follows, each with whether it is likely met."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from eianalysis.figures.icons import icon_shapes
from eianalysis.measures.trajectory import TARGET_TRAJECTORY
from eianalysis.report.released_tables import ReleasedTable
from eianalysis.stats.assurance import LIKELY, UNLIKELY
from eianalysis.wording.numbers import capital

MOST, SIZE = 2, 16


def targets(tables: Mapping[str, ReleasedTable], pages: set[str]) -> list[dict]:
    """One entry a target, for the template, two at most: what it is, the icon and its words (docs/trends.md).

    A scenario has no outlook and is no target; what is not available says so on its page. ``pages`` are those of the pack.
    """
    found: dict[str, dict] = {}
    for table in sorted(tables.values(), key=lambda each: (each.page, each.name)):
        if table.measure != TARGET_TRAJECTORY.id or table.about["missing"] or "outlook" not in table.rows or table.rows.empty:
            continue
        words = str(table.rows["outlook"].iloc[0])
        what = table.definition.title
        found.setdefault(
            what, {"what": what, "page": table.page if table.page in pages else "", "icon": icon(words), "words": words, "css": _CSS.get(words, "")}
        )
    return list(found.values())[:MOST]


_CSS = {LIKELY: "better", UNLIKELY: "worse"}


def icon(words: str) -> str:
    """The icon of an outlook as a drawing whose name is its words: a screen reader hears them once, who sees it reads them beside it."""
    return f'<svg role="img" aria-label="{escape(capital(words))}" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">{icon_shapes(words, 0)}</svg>'
