"""The kinds of result, the most particular first: a release is of the first whose marks it bears.

Each says its title, its sentences, its line for a board and its text alternative; the words themselves are in the module of its subject.
"""

from __future__ import annotations

from eianalysis.errors import UsageError
from eianalysis.results import Release
from eianalysis.wording.kinds.no_counts import Amounts, Curve, Exits, Headlines, Mean, Register, Statistic, Trajectory
from eianalysis.wording.kinds.compared import Adjusted, Bars, Bounds, Comparison, Declared, Panels, Plain, Rates, Steps
from eianalysis.wording.kinds.other_counts import Explained, Flow, Funnel, Notes, PayBands, Profile, Quarters, Series, Shares, Whole
from eianalysis.wording.kinds.kind import Kind, Missing

__all__ = [
    "Adjusted",
    "Amounts",
    "Bars",
    "Bounds",
    "Comparison",
    "Curve",
    "Declared",
    "Exits",
    "Explained",
    "Flow",
    "Funnel",
    "Headlines",
    "Mean",
    "Missing",
    "Notes",
    "Panels",
    "PayBands",
    "Plain",
    "Profile",
    "Quarters",
    "Rates",
    "Register",
    "Series",
    "Shares",
    "Statistic",
    "Steps",
    "Trajectory",
    "Whole",
    "KINDS",
    "OWN",
    "kind_of",
]

#: A release is of the first of these whose marks it bears.
OWN: tuple[type[Kind], ...] = (
    Missing,
    Exits,
    Curve,
    Mean,
    Statistic,
    Amounts,
    Trajectory,
    Register,
    Series,
    Notes,
    PayBands,
    Explained,
    Funnel,
    Profile,
    Quarters,
    Flow,
    Whole,
    Shares,
    Adjusted,
    Bounds,
    Steps,
    Comparison,
    Plain,
)
KINDS: tuple[type[Kind], ...] = (*OWN, Rates, Panels, Declared, Bars, Headlines)


def kind_of(released: Release) -> Kind:
    """The release as what it is: the first kind whose marks it bears."""
    found = next((kind for kind in OWN if kind.suits(released)), None)
    if found is None:
        raise UsageError(f"there are no words for a release of shape {released.shape}")
    return found(released)
