"""What the data say, in sentences a board can read; every number comes from the release."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from eianalysis.errors import UsageError, as_said
from eianalysis.rendered import as_html
from eianalysis.results import Release, require_release
from eianalysis.wording.kinds import kind_of

#: Sentences a reader can take in; clear and possible differences are never left out for them.
MOST = 10


@dataclass(frozen=True, repr=False)
class Findings:
    """Sentences, as a list on a page and one a line as text."""

    sentences: tuple[str, ...]
    css: str = "findings"

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def __repr__(self) -> str:
        return "\n".join(f"- {sentence}" for sentence in self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self):
        return iter(self.sentences)

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.sentences)
        return as_html(self, f'<ul class="{self.css}">{items}</ul>')


def findings(released: Release, *, most: int = MOST) -> Findings:
    """Say what a released result shows: totals, comparisons with their verdicts, what is hidden, what is not known.

    Parameters
    ----------
    released : Release
    most : int
        Comparisons said in full. Clear and possible differences always are; the rest beyond ``most`` are counted.

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.findings(released)                                                                 # doctest: +SKIP
    - In the 12 months to 31 March 2023, 8 of 90 officers from ethnic minorities left (8.9%), compared with ...
    """
    released = require_release(released, "findings")
    if not isinstance(most, int) or most < 1:
        raise UsageError(f"most must be a whole number of 1 or more, not {as_said(most)}")
    return Findings(tuple(kind_of(released).findings(most)))
