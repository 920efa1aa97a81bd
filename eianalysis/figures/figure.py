"""``Figure``: a drawing with its title, text alternative, caption, released data and sources."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from html import escape

import pandas as pd

from eianalysis.figures import svg
from eianalysis.rendered import note_rendered

MIME = "application/vnd.eianalysis.figure+json"


@dataclass(frozen=True, repr=False)
class Figure:
    """What every ``plot_*`` returns; a notebook shows it, a page embeds ``html()``.

    ``digest`` is the sha256 of the released data, so that a test sees changed numbers whatever version drew them.
    """

    drawing: object  # a matplotlib.figure.Figure
    title: str
    alt: str
    caption: str
    data: pd.DataFrame
    about: str = ""  # HTML: sources, definition, policy, folded away
    source: str = ""

    @cached_property
    def digest(self) -> str:
        """The sha256 of the released data as CSV, numbers to nine digits."""
        text = self.data.to_csv(index=False, float_format="%.9g", lineterminator="\n", date_format="%Y-%m-%d")
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def svg(self) -> str:
        """The drawing as one SVG element, ready to stand inside a page."""
        name = hashlib.sha256(f"{self.title}\n{self.alt}\n{self.caption}\n{self.digest}".encode()).hexdigest()[:10]
        return svg.render(self.drawing, title=self.title, alt=self.alt, prefix=f"f{name}")

    @cached_property
    def png(self) -> bytes:
        """The drawing as a picture, for what cannot hold an SVG; its words go beside it as a text alternative."""
        return svg.picture(self.drawing)

    def html(self) -> str:
        """``<figure>`` with the drawing inline, its caption and source, and 'About this figure' folded away."""
        source = f"<p>{escape(self.source)}</p>" if self.source else ""
        return f'<figure class="ei">{self.svg}<figcaption><p>{escape(self.caption)}</p>{source}</figcaption>{self.about}</figure>'

    def __repr__(self) -> str:
        return f"<Figure: {self.title}>\nalt: {self.alt}\ndata: {self.digest[:16]}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        about = {"title": self.title, "alt": self.alt, "caption": self.caption, "source": self.source, "digest": self.digest, "about": self.about}
        bundle = {"text/plain": repr(self), "image/svg+xml": self.svg, MIME: about}
        note_rendered(bundle)
        return bundle
