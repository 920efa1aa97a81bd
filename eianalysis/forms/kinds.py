"""The kinds of exhibit, the most particular first: a release takes the first that suits it."""

from __future__ import annotations

from eianalysis import figures
from eianalysis.forms.form import Form
from eianalysis.measures.catalogue import form_declared
from eianalysis.results import Release
from eianalysis.vocabulary.steps import STEP_KEYS
from eianalysis.wording import adjusted, explained, funnel
from eianalysis.wording.reading import comparisons, key_columns


class Curve(Form):
    """The share left at each length of service."""

    name = "curve"

    def suits(self, released: Release) -> bool:
        return released.shape == "curve" and "cause" not in key_columns(released)

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_survival(released, **options)


class Exits(Form):
    """The share gone by each way of leaving."""

    name = "exits"

    def suits(self, released: Release) -> bool:
        return released.shape == "curve"

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_exits(released, **options)


class Trajectory(Form):
    """A share over the years to come, and its target."""

    name = "trajectory"

    def suits(self, released: Release) -> bool:
        return form_declared(released.measure) == self.name

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_trajectory(released, **options)


class Series(Form):
    """A figure month by month."""

    name = "series"

    def suits(self, released: Release) -> bool:
        return released.shape == "counts" and "month" in key_columns(released)

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_trend(released, **options)


class Profile(Form):
    """Shares of a workforce beside those of populations."""

    name = "profile"

    def suits(self, released: Release) -> bool:
        return released.shape == "counts" and "benchmark" in key_columns(released)

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_representation(released, **options)


class Shares(Form):
    """Each group's share, measured against several bases."""

    name = "shares"

    def suits(self, released: Release) -> bool:
        return released.shape == "counts" and "population" in key_columns(released)

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_shares(released, **options)


class Funnel(Form):
    """Units beside the limits of chance."""

    name = "funnel"

    def suits(self, released: Release) -> bool:
        return released.shape == "counts" and funnel.is_funnel(released)

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_funnel(released, **options)


class Adjusted(Form):
    """Ratios as counted, and among people of the same stratum."""

    name = "adjusted"

    def suits(self, released: Release) -> bool:
        return released.shape == "counts" and adjusted.is_adjusted(released)

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_adjusted(released, **options)


class Explained(Form):
    """A gap between two rates: what goes with each factor, and what is left."""

    name = "explained"

    def suits(self, released: Release) -> bool:
        return released.shape == "counts" and explained.is_explained(released)

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_explained(released, **options)


class Bounds(Form):
    """Ratios as declared, and the least and most they could be."""

    name = "bounds"

    def suits(self, released: Release) -> bool:
        return released.shape == "counts" and "lowest_ratio" in released.table and bool(comparisons(released))

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_bounds(released, **options)


class Steps(Form):
    """Ratios step by step."""

    name = "steps"

    def suits(self, released: Release) -> bool:
        return released.shape == "counts" and bool({*STEP_KEYS} & {*key_columns(released)}) and bool(comparisons(released))

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_stages(released, **options)


class Comparison(Form):
    """Ratios of groups to their reference."""

    name = "comparison"

    def suits(self, released: Release) -> bool:
        return released.shape == "counts" and bool(comparisons(released))

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_ratios(released, **options)


class Panels(Form):
    """A small panel a group; asked for by name."""

    name = "panels"

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_panels(released, **options)


class Rates(Form):
    """The rate of each group; asked for by name."""

    name = "rates"

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_rates(released, **options)


class Bars(Form):
    """Numbers of categories; asked for by name."""

    name = "bars"

    def draw(self, released: Release, **options: object) -> figures.Figure:
        return figures.plot_bars(released, **options)


class Listing(Form):
    """A table of its own: counts nobody is compared in, a register, a statistic."""

    name = "listing"

    def suits(self, released: Release) -> bool:
        return True


KINDS: tuple[Form, ...] = (
    Curve(),
    Exits(),
    Trajectory(),
    Series(),
    Profile(),
    Shares(),
    Funnel(),
    Adjusted(),
    Explained(),
    Bounds(),
    Steps(),
    Comparison(),
    Panels(),
    Rates(),
    Bars(),
    Listing(),
)


def form_of(released: Release) -> Form:
    """The first kind that suits a release."""
    return KINDS[-1] if released.missing else next(kind for kind in KINDS if kind.suits(released))
