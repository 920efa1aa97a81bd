"""Exhibits: ``show(released)`` gives what a released result says, draws and lists, in the order of its form, and saves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eianalysis.figures import Figure
from eianalysis.forms.form import Form
from eianalysis.forms.kinds import form_of
from eianalysis.provenance import save
from eianalysis.results import Release, require_release
from eianalysis.tables import TableView, table
from eianalysis.wording import Findings

__all__ = ["Form", "Shown", "show"]


@dataclass(frozen=True, repr=False)
class Several:
    """Exhibits one after the other."""

    shown: tuple[Shown, ...]

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.shown))

    def _ipython_display_(self) -> None:
        for each in self.shown:
            each._ipython_display_()


@dataclass(frozen=True, repr=False)
class Shown:
    """What ``show()`` gives: sentences, figure and table of one release."""

    said: Findings
    drawn: Figure | None
    listed: TableView | None

    @property
    def parts(self) -> tuple[object, ...]:
        return tuple(part for part in (self.said, self.drawn, self.listed) if part is not None and (part is not self.said or len(self.said)))

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.parts))

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(*self.parts)


def show(
    released: Release | Sequence[Release], *, form: str | None = None, name: str | None = None, across: str | None = None, **options: object
) -> Shown | Several:
    """Show a released result: its sentences, its figure and its table, in the order of its form; and save the table.

    Parameters
    ----------
    released : Release, or several, each saved under its own measure's id
    form : the name of another form than its own ("panels", "rates", "bars", "listing" draw what is not a comparison; "table" gives the table alone)
    name : of the saved table, if not the measure's id; "" saves nothing (what is a part of a table saved already)
    across : as for ``table``
    options : of the form's own figure, as ``test=`` of a curve or ``by=`` of panels

    The table goes to the ``tables`` folder of the pack of the cycle it was asked for; a release of no cycle is not saved.

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.show(ei.force("2023-04").ask("stability_12m", by="sex").compare().release())       # doctest: +SKIP
    """
    if isinstance(released, list | tuple):
        return Several(tuple(show(each, form=form, across=across, **options) for each in released))
    released = require_release(released, "show")
    kind = form_of(released, form)
    if released.cycle is not None and name != "":
        save(released, released.cycle, name)
    if released.missing:
        return Shown(Findings(()), None, kind.grid())
    listed = table(released, across=across) if across else kind.grid()
    return Shown(kind.said(), kind.draw(**options), listed)
