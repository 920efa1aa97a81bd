"""From a drawing to SVG text that can stand inside a page: accessible, self-contained, the same bytes each time."""

from __future__ import annotations

import io
import re
from html import escape

from eianalysis import theme


def render(drawing, *, title: str, alt: str, prefix: str) -> str:
    """The drawing as one ``<svg>`` element.

    ``role="img"`` with ``<title>`` and ``<desc>``; every id begins with ``prefix``, so that two figures in one page do
    not take each other's clip paths and marks; no date, no metadata, no style element (it would style the whole page).
    """
    import matplotlib.style

    with io.BytesIO() as out, matplotlib.style.context(["default", theme.STYLE]):
        drawing.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        text = out.getvalue().decode()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', text)
    text = re.sub(r'((?:xlink:)?href="#)', rf"\1{prefix}-", text)
    text = re.sub(r"url\(#", f"url(#{prefix}-", text)
    text = re.sub(rf"font-family: '{theme.DRAWN_FONT}'", f"font-family: {theme.FONT_STACK}", text)
    root = re.match(r"<svg[^>]*>", text)
    return _head(root.group(0), title, alt, prefix) + text[root.end() :].strip()


def _head(root: str, title: str, alt: str, prefix: str) -> str:
    box = re.search(r'viewBox="([^"]+)"', root).group(1)
    _, _, width, height = (float(number) for number in box.split())
    # matplotlib writes points; a page has 96 pixels to 72 points
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" role="img" '
        f'aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc" width="{width * 4 / 3:.0f}" '
        f'height="{height * 4 / 3:.0f}" viewBox="{box}" style="stroke-linejoin: round; stroke-linecap: butt">'
        f'<title id="{prefix}-title">{escape(title)}</title><desc id="{prefix}-desc">{escape(alt)}</desc>'
    )
