"""The sheet a figure is drawn on: fixed width, margins in points, titles at the top, and rows of words beside marks.

Nothing here depends on how wide a font turns out, so the drawing is the same on every machine.
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Callable
from contextlib import contextmanager

from eianalysis import theme
from eianalysis.errors import UsageError, as_said
from eianalysis.figures.figure import Figure
from eianalysis.results import Release, require_release
from eianalysis.wording import about, alt, caption, missing_words, source_line, statistical_title
from eianalysis.wording.kinds import kind_of
from eianalysis.wording.numbers import HIDDEN, band_words
from eianalysis.wording.reading import nothing_counted

LINE = 1.35  # height of a line of text, by its size


@contextmanager
def style():
    """Our style over matplotlib's defaults; what the reader has set stays as it was."""
    import matplotlib.style

    with matplotlib.style.context(["default", theme.STYLE]):
        yield


def balanced(text: str, width: int) -> list[str]:
    """The text in as few lines as the width allows, none of them much shorter than the others."""
    lines = textwrap.wrap(text, width)
    narrower = (textwrap.wrap(text, less) for less in range(max(1, len(text) // max(1, len(lines))), width))
    return next((found for found in narrower if len(found) == len(lines)), lines)


class Sheet:
    """One drawing with its titles; axes are placed in points from the top, under the titles."""

    def __init__(self, title: str, subtitle: str, height: float, *, synthetic: bool, note: str = ""):
        from matplotlib.figure import Figure as Drawing

        titles, subtitles, notes = balanced(title, 66) or [""], balanced(subtitle, 96), balanced(note, 100)
        strip = 16 if synthetic else 0
        top = strip + 6 + len(titles) * theme.TITLE_SIZE * LINE + len(subtitles) * theme.SUBTITLE_SIZE * LINE + 8
        below = len(notes) * theme.SMALL_SIZE * LINE + (6 if notes else 0)
        self.top, self.height = top, top + height + below
        self.drawing = Drawing(figsize=(theme.WIDTH / 72, self.height / 72), dpi=72)
        if synthetic:
            self.words(theme.WIDTH - 6, 11, "SYNTHETIC: not real people", size=theme.SMALL_SIZE, ha="right", weight="bold", color=theme.DARK_PINK)
        y = strip + 6
        for text, size, weight, color in [
            *((line, theme.TITLE_SIZE, "bold", theme.TEXT) for line in titles),
            *((line, theme.SUBTITLE_SIZE, "normal", theme.QUIET) for line in subtitles),
        ]:
            y += size * LINE
            self.words(6, y - 3, text, size=size, weight=weight, color=color)
        for place, line in enumerate(notes):
            self.words(6, self.height - below + (place + 1) * theme.SMALL_SIZE * LINE, line, size=theme.SMALL_SIZE, color=theme.QUIET)

    def words(self, x: float, y: float, text: str, *, ha="left", size=theme.LABEL_SIZE, **style) -> None:
        """Text with its baseline ``y`` points under the top edge of the sheet."""
        self.drawing.text(x / theme.WIDTH, 1 - y / self.height, text, ha=ha, va="baseline", fontsize=size, **style)

    def axes(self, left: float, top: float, width: float, height: float):
        """Axes placed in points, ``top`` counted from under the titles."""
        bottom = self.height - self.top - top - height
        return self.drawing.add_axes((left / theme.WIDTH, bottom / self.height, width / theme.WIDTH, height / self.height))


def figure_of(kind: str, shape: str = "counts") -> Callable:
    """Mark a function as one that draws a kind of figure: it is given releases of the shape with something in them.

    What is not a release, or of another shape, is refused; what is not available, or counted nobody, gets a figure that
    says so.
    """

    def mark(draws: Callable) -> Callable:
        @functools.wraps(draws)
        def plot(released: Release, **options) -> Figure:
            released, title, ax = require_release(released, draws.__name__), options.get("title"), options.get("ax")
            if ax is not None and not hasattr(ax, "add_artist"):
                raise UsageError(f"ax is {as_said(ax)}: it should be the axes to draw on, as plt.subplots()[1] gives them")
            if released.missing:
                return nothing(released, kind, title)
            if released.shape != shape:
                raise UsageError(f"{draws.__name__}() draws a release of shape {shape}, not {released.shape}")
            if nothing_counted(released):
                return nothing(released, kind, title, "Nothing was counted in this period.")
            return draws(released, **options)

        return plot

    return mark


def draw(
    released: Release, kind: str, title: str | None, ax, height: float, paint: Callable, *, reading: str = "", subtitle: str | None = None, note: str = ""
) -> Figure:
    """Make the figure: the sheet, what ``paint(sheet, ax)`` draws on it, and the words that go with it."""
    said = kind_of(released).headline() if title is None else title
    with style():
        if ax is None:
            sheet = Sheet(said, subtitle or statistical_title(released), height, synthetic=released.synthetic, note=note)
            paint(sheet, None)
            drawing = sheet.drawing
        else:
            paint(None, ax)
            drawing = ax.figure
    marked = _marks_hidden(drawing)
    return finish(released, kind, drawing, said, reading if marked else _without_mark(reading), marked=marked)


def _marks_hidden(drawing) -> bool:
    """Whether [c] stands on the drawing: only then is it explained below."""
    from matplotlib.text import Text

    return any(HIDDEN in text.get_text() for text in drawing.findobj(Text))


def _without_mark(reading: str) -> str:
    return reading.replace(f"; {HIDDEN}: hidden.", ".").replace(f"; {HIDDEN}: hidden", "").replace(f"{HIDDEN}: hidden.", "").strip()


def finish(released: Release, kind: str, drawing, title: str, reading: str = "", *, marked: bool = False) -> Figure:
    """The words around a drawing, all from the release; ``marked`` where [c] stands on it."""
    return Figure(
        drawing,
        title,
        alt(released, kind),
        caption(released, reading.replace("{sure}", f"{100 * released.confidence:g}%").replace("{band}", band_words(released.band))),
        released.table,
        about(released, "figure", marked=marked),
        source_line(released),
    )


def nothing(released: Release, kind: str, title: str | None, message: str | None = None) -> Figure:
    """A figure that says why there is none: what is missing, or that nothing was counted."""
    said = kind_of(released).headline() if title is None else title
    words = textwrap.wrap(message or (missing_words(released) + "."), 92)
    with style():
        sheet = Sheet(said, statistical_title(released), len(words) * theme.LABEL_SIZE * LINE + 12, synthetic=released.synthetic)
        for place, line in enumerate(words):
            sheet.words(6, sheet.top + (place + 1) * theme.LABEL_SIZE * LINE, line)
    return finish(released, kind, sheet.drawing, said)


def one_panel(ax, panels: int, caller: str) -> None:
    """``ax=`` takes one panel."""
    if ax is not None and panels != 1:
        raise UsageError(f"{caller}(ax=) draws one panel; this release has {panels}: leave ax out")
