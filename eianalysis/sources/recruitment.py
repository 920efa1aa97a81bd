"""The loaders of recruitment: applications, clearances, selection panels, outreach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eianalysis.sources.assemble_table import load_table
from eianalysis.sources.typed import TypedTable

if TYPE_CHECKING:
    from eianalysis.cycle import BoardCycle


def load_applications(cycle: BoardCycle) -> TypedTable:
    """Who applied, by which route, and how far they got: table ``applications``, one row an application.

    Found as :func:`eianalysis.load_workforce` says. A file in which somebody has a result at a stage without having
    passed the one before it is refused, the rows named.

    >>> load_applications(load_cycle("2023-04"))   # doctest: +SKIP
    <applications: 2613 rows, 34 columns, SYNTHETIC>
    """
    return load_table("applications", cycle)


def load_vetting(cycle: BoardCycle) -> TypedTable:
    """Clearances asked for and renewed, refusals and appeals: table ``vetting``, one row a decision;
    found as :func:`load_workforce` says.
    """
    return load_table("vetting", cycle)


def load_selection_panels(cycle: BoardCycle) -> TypedTable:
    """Who sat on selection panels, and whether trained: table ``selection_panels``, one row a seat;
    found as :func:`load_workforce` says.
    """
    return load_table("selection_panels", cycle)


def load_outreach(cycle: BoardCycle) -> TypedTable:
    """Who showed interest at outreach events, and whether they applied: table ``outreach``, one row an interest;
    found as :func:`load_workforce` says.
    """
    return load_table("outreach", cycle)
