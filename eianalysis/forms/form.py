"""``Form``: a kind of result as it is shown: its words (``wording.kinds``) with its sentences in order, its drawing and its table.

A new kind is a class in ``wording.kinds`` for its words, and one in ``forms.kinds`` that adds what is drawn.
"""

from __future__ import annotations

from eianalysis.figures import Figure
from eianalysis.tables import TableView, table
from eianalysis.wording import Findings, board_lines, findings
from eianalysis.wording.about import SYNTHETIC
from eianalysis.wording.kinds.kind import Kind


def _more(line: str, sentence: str) -> str | None:
    """What a sentence says beyond a line that it says again, with the period or without; None where it says something else."""
    bare = line.removeprefix(f"{SYNTHETIC} ")
    for start in (bare, bare.partition(", ")[2] if bare.startswith(("In the ", "From ")) else ""):
        if start and sentence.casefold().startswith(start.casefold()):
            return sentence[len(start) :]
        if f"{start} ".casefold().startswith(f"{sentence} ".casefold()):
            return ""
    return None


class Form(Kind):
    """A kind of exhibit; without more it is a table with its sentences."""

    def draw(self, **options: object) -> Figure | None:
        """The figure; None where the kind has none."""
        return None

    def said(self) -> Findings:
        """What it says: the declared or most certain comparison first, then everything else."""
        every = tuple(findings(self.released))
        if not self.leads():
            return Findings(every)
        lead, others = [], [sentence.removeprefix(f"{SYNTHETIC} ") for sentence in every]
        for line in board_lines(self.released):
            again = next((found for sentence in others if (found := _more(line, sentence)) is not None), None)
            lead.append(line if again is None else line + again)
            others = [sentence for sentence in others if _more(line, sentence) is None]
        return Findings((*lead, *others))

    def leads(self) -> bool:
        """Whether one comparison of it matters more than what is counted of everybody."""
        table = self.released.table
        return self.released.shape == "counts" and "disparity_ratio" in table and bool(table["verdict"].notna().any())

    def grid(self) -> TableView:
        """The table behind it."""
        return table(self.released)
