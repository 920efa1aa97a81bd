"""Words made from released numbers: findings, titles, text alternatives, captions, and what stands around a figure.

Everything is said from the ``Release`` and nothing else, so a hidden number cannot be spoken.
"""

from eianalysis.wording.about import about, caption, missing_words, source_line, statistical_title
from eianalysis.wording.alternatives import alt
from eianalysis.wording.answer import answer
from eianalysis.wording.board import board_lines
from eianalysis.wording.explain import explain
from eianalysis.wording.findings import Findings, findings
from eianalysis.wording.headline import headline

__all__ = [
    "Findings",
    "about",
    "alt",
    "answer",
    "board_lines",
    "caption",
    "explain",
    "findings",
    "headline",
    "missing_words",
    "source_line",
    "statistical_title",
]
