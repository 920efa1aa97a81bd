"""From a drawing to SVG text that can stand inside a page: accessible, self-contained, the same bytes each time."""

from __future__ import annotations

import io
import re
from html import escape, unescape

from eianalysis import theme
from eianalysis.figures.text_width import text_width

WORDS = re.compile(r"(<text\b[^>]*)>([^<]*)</text>")
EDGE = 2.0  # points between words and the edge of the drawing


def render(drawing, *, title: str, alt: str, prefix: str) -> str:
    """The drawing as one ``<svg>`` element.

    ``role="img"`` with a spoken name, the title and what is drawn; every id begins with ``prefix``, so that two figures in one page do
    not take each other's clip paths and marks; no date, no metadata, no style element (it would style the whole page).
    The layout holds in any font: each line of words has the width it has in Arial, and the drawing is as wide as its words.
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
    left, top, width, height = (float(number) for number in re.search(r'viewBox="([^"]+)"', root.group(0)).group(1).split())
    words = [_Words(found) for found in WORDS.finditer(text)]
    first = min([left, *(word.left - EDGE for word in words)])
    last = max([left + width, *(word.right + EDGE for word in words)])
    body = WORDS.sub(lambda found: _Words(found).settled, text[root.end() :]).strip()
    return _head((first, top, last - first, height), title, alt) + body


def picture(drawing) -> bytes:
    """The drawing as PNG, sharp on a projector; no date, no name of what made it."""
    import matplotlib.style

    with io.BytesIO() as out, matplotlib.style.context(["default", theme.STYLE]):
        drawing.savefig(out, format="png", dpi=200, metadata={"Software": None})
        return out.getvalue()


class _Words:
    """One line of words in a drawing, and the room it takes in Arial."""

    def __init__(self, found: re.Match):
        self.tag, self.said = found.groups()
        size, bold = float(re.search(r"font-size: ([\d.]+)px", self.tag)[1]), "font-weight: 700" in self.tag
        self.width = text_width(unescape(self.said), size, bold=bold)
        turned = re.search(r"rotate\((-?[\d.]+)", self.tag)
        at = re.search(r'\bx="(-?[\d.]+)"|translate\((-?[\d.]+)', self.tag)
        anchor = re.search(r"text-anchor: (\w+)", self.tag)
        x = float(at[1] or at[2]) - self.width * {"middle": 0.5, "end": 1.0}.get(anchor[1] if anchor else "", 0.0)
        upright = not turned or float(turned[1]) == 0
        self.left, self.right = (x, x + self.width) if upright else (float("inf"), float("-inf"))

    @property
    def settled(self) -> str:
        """The words told how wide to be: a wider font is condensed to the room there is, in place of being cut."""
        if not self.said.strip():
            return f"{self.tag}>{self.said}</text>"
        return f'{self.tag} textLength="{self.width:.2f}" lengthAdjust="spacingAndGlyphs">{self.said}</text>'


def _head(box: tuple[float, float, float, float], title: str, alt: str) -> str:
    _, _, width, height = box
    seen = " ".join(f"{number:g}" for number in box)
    # matplotlib writes points; a page has 96 pixels to 72 points
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" role="img" '
        f'aria-label="{escape(f"{title}. {alt}")}" width="{width * 4 / 3:.0f}" '
        f'height="{height * 4 / 3:.0f}" viewBox="{seen}" style="stroke-linejoin: round; stroke-linecap: butt">'
    )
