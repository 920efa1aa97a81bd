"""``Form``: what a released result looks like, in one class a kind: whether it is of the kind, and how it is drawn.

A new kind is a new class in ``forms.kinds``. What is the same for all of them is here: the sentences, the one that
matters most first, and the table.
"""

from __future__ import annotations

from eianalysis.errors import UsageError
from eianalysis.figures import Figure
from eianalysis.results import Release
from eianalysis.tables import TableView, table
from eianalysis.wording import Findings, board_lines, findings
from eianalysis.wording.about import SYNTHETIC


def _more(line: str, sentence: str) -> str | None:
    """What a sentence says beyond a line that it says again, with the period or without; None where it says something else."""
    bare = line.removeprefix(f"{SYNTHETIC} ")
    for start in (bare, bare.partition(", ")[2] if bare.startswith("In the ") else ""):
        if start and sentence.casefold().startswith(start.casefold()):
            return sentence[len(start) :]
    return None


class Form:
    """A kind of exhibit."""

    #: As ``ei.show(form=…)`` names it.
    name = ""

    def suits(self, released: Release) -> bool:
        """Whether a release is of this kind; of none where the kind is only asked for by name."""
        return False

    def draw(self, released: Release, **options: object) -> Figure | None:
        """The figure; None where the kind has none."""
        return None

    def sentences(self, released: Release) -> Findings:
        """What it says: the declared or most certain comparison first, then everything else."""
        every = tuple(findings(released))
        if not self.leads(released):
            return Findings(every)
        lead, others = [], [sentence.removeprefix(f"{SYNTHETIC} ") for sentence in every]
        for line in board_lines(released):
            again = next((found for sentence in others if (found := _more(line, sentence)) is not None), None)
            lead.append(line if again is None else line + again)
            others = [sentence for sentence in others if _more(line, sentence) is None]
        return Findings((*lead, *others))

    def leads(self, released: Release) -> bool:
        """Whether one comparison of it matters more than what is counted of everybody."""
        return released.shape == "counts" and not released.missing and "disparity_ratio" in released.table and bool(released.table["verdict"].notna().any())

    def grid(self, released: Release) -> TableView:
        """The table behind it."""
        return table(released)


def named(kinds: tuple[Form, ...], name: str) -> Form:
    """The form of this name."""
    found = next((kind for kind in kinds if kind.name == name), None)
    if found is None:
        raise UsageError(f"there is no form '{name}'; there are: {', '.join(kind.name for kind in kinds)}")
    return found
