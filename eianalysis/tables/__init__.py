"""Released tables as people read them: with a caption, units, a legend of every symbol, sources, and no empty cell."""

from __future__ import annotations

from collections.abc import Sequence

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.results import Release, require_release
from eianalysis.tables.amounts import amounts_grid
from eianalysis.tables.counts import counts_grid
from eianalysis.tables.crosswise import crosswise_grid, keywise_grid
from eianalysis.tables.explained import explained_grid
from eianalysis.tables.grid import Grid, without_empty
from eianalysis.tables.means import mean_grid
from eianalysis.tables.curve_grids import curve_grid, statistic_grid
from eianalysis.tables.register_grid import register_grid
from eianalysis.tables.trajectory import trajectory_grid
from eianalysis.tables.view import TableView
from eianalysis.wording import about, missing_words, source_line
from eianalysis.wording import caption as caption_words
from eianalysis.wording.kinds import kind_of
from eianalysis.wording.numbers import HIDDEN
from eianalysis.wording.reading import key_columns

__all__ = ["Grid", "TableView", "table"]

_GRIDS = {"counts": counts_grid, "curve": curve_grid, "statistic": statistic_grid, "amounts": amounts_grid, "register": register_grid, "mean": mean_grid}
#: Kinds whose table is not that of their shape.
_OWN_GRIDS = {"trajectory": trajectory_grid, "explained": explained_grid}


def table(released: Release, columns: Sequence[str] | None = None, caption: str | None = None, *, across: str | None = None) -> TableView:
    """Show a released table so that anybody can read it, with hidden numbers as [c] and every symbol explained.

    Parameters
    ----------
    released : Release
    columns : sequence of str, optional
        Columns of ``released.table`` to show, in this order, beside those that say which row it is.
    caption : str, optional
        Instead of the generated title.
    across : "group" or a key column, optional
        Put the groups side by side, a row a stage (tactic, object): short, where a row for each of them would be long. Takes
        a release of one key, one characteristic and one window. The name of the one key column (as "flow") puts its values
        side by side, a row a group and a table a characteristic.

    Returns
    -------
    TableView
        Shows as HTML on a page and as aligned text in a console.

    Raises
    ------
    UsageError
        For a column the release does not have, or groups that cannot stand side by side.

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.table(released, columns=["numerator", "denominator", "rate"])                      # doctest: +SKIP
    """
    released = require_release(released, "table")
    kind = kind_of(released)
    said, exactly = caption or kind.headline(), caption_words(released)

    def view(grid: Grid | None, message: str = "") -> TableView:
        marked = grid is not None and any(HIDDEN in cell for row in grid.rows for cell in row)
        return TableView(said, grid, message, source_line(released), about(released, "table", marked=marked), exactly)

    if released.missing:
        return view(None, missing_words(released))
    known = list(released.table.columns)
    for name in columns or ():
        if name not in known:
            raise UsageError(f"the release of {released.measure} has no column '{name}'; {did_you_mean(name, known)}")
    sides = ("group", *(key_columns(released) if released.shape == "counts" and len(key_columns(released)) == 1 else ()))
    if across not in (None, *sides) or across and (columns or released.shape != "counts"):
        raise UsageError(f"across can be {' or '.join(map(repr, sides))}, of a table of counts and without columns")
    if released.table.empty:
        return view(None, "Nothing was counted in this period.")
    own = None if columns or across else _OWN_GRIDS.get(kind.name)
    if own is not None:
        grid = own(released)
    elif across:
        grid = crosswise_grid(released) if across == "group" else keywise_grid(released, across)
    else:
        grid = _GRIDS[released.shape](released, columns)
    if across in (None, "group"):
        grid = without_empty(grid, columns=not columns)
    if not grid.rows:
        return view(None, " ".join(grid.notes[-1:]))
    return view(grid)
