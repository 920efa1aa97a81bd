"""Icons of what a series says: a shape, filled or not, with a triangle for the way it went; the words always stand beside it."""

from __future__ import annotations

from eianalysis import theme
from eianalysis.stats.assurance import BETTER, CHANGED, LIKELY, OPEN, ORDINARY, TOO_FEW, UNLIKELY, WORSE

#: Shape, whether filled, colour: no two are told apart by their colour alone.
ICONS = {
    ORDINARY: ("circle", False, theme.QUIET),
    BETTER: ("circle", True, theme.DARK_BLUE),
    WORSE: ("diamond", True, theme.DARK_PINK),
    CHANGED: ("square", True, theme.DARK_GREY),
    TOO_FEW: ("square", False, theme.QUIET),
    LIKELY: ("circle", True, theme.DARK_BLUE),
    UNLIKELY: ("diamond", True, theme.DARK_PINK),
    OPEN: ("square", False, theme.QUIET),
}
#: What stands in the icon of a target: a tick, a cross, a question mark.
IN_TARGETS: dict[str, object] = {LIKELY: ((-1.0, 0.0), (-0.3, -0.8), (1.0, 0.9)), UNLIKELY: "x", OPEN: "$?$"}
#: The same as strokes of an SVG, 16 by 16.
SIGNS = {LIKELY: "M4.8 8.3l2.3 2.4 4.2-5", UNLIKELY: "M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4", OPEN: "M6 6.3c0-2.7 4-2.7 4 0 0 1.6-2 1.5-2 3.1M8 11.2v1.2"}
MARKS = {"circle": "o", "diamond": "D", "square": "s"}
SIZE = 11.0


def paint_icon(drawing, x: float, y: float, icon: str, side: int) -> None:
    """Draw an icon on a drawing, at a place in shares of its width and height."""
    from matplotlib.lines import Line2D

    shape, filled, color = ICONS[icon]
    where = {"transform": drawing.transFigure, "linestyle": "none", "figure": drawing}
    drawing.add_artist(
        Line2D(
            [x],
            [y],
            marker=MARKS[shape],
            markersize=SIZE - 2 * (shape == "diamond"),
            markeredgecolor=color,
            markeredgewidth=1.5,
            markerfacecolor=color if filled else "white",
            **where,
        )
    )
    inner = IN_TARGETS.get(icon) or {1: "^", -1: "v"}.get(side, "_" if icon == ORDINARY else "")
    if inner:
        drawing.add_artist(
            Line2D(
                [x],
                [y],
                marker=inner,
                markersize=SIZE / 2,
                markerfacecolor="none" if icon == LIKELY else "white" if filled else color,
                markeredgecolor="white" if filled else color,
                markeredgewidth=1.4 if icon in (LIKELY, UNLIKELY) else 0.8,
                **where,
            )
        )


def icon_shapes(icon: str, side: int) -> str:
    """The icon as shapes of an SVG, 16 by 16, in the colour of its words, which stand beside it and say what it means."""
    shape, filled, _ = ICONS[icon]
    outer = {
        "circle": '<circle cx="8" cy="8" r="6.5"',
        "square": '<rect x="1.5" y="1.5" width="13" height="13"',
        "diamond": '<path d="M8 .8l7.2 7.2-7.2 7.2L.8 8z"',
    }[shape]
    inner = {1: '<path class="ink" d="M8 4.5l3 5.5H5z"/>', -1: '<path class="ink" d="M8 11.5l3-5.5H5z"/>'}.get(
        side, '<path class="bar" d="M4.5 8h7"/>' if icon == ORDINARY else ""
    )
    inner = f'<path class="sign" d="{SIGNS[icon]}"/>' if icon in SIGNS else inner
    return f'<g class="icon {"filled" if filled else "hollow"}">{outer} class="shape"/>{inner}</g>'
