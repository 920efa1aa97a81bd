"""The forms: each kind of result with what is drawn of it. A release is shown as the kind it is, or as one that is asked for by name."""

from __future__ import annotations

from eianalysis import figures
from eianalysis.errors import UsageError
from eianalysis.forms.form import Form
from eianalysis.results import Release
from eianalysis.wording import Findings, kinds


class Curve(kinds.Curve, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_survival(self.released, **options)


class Exits(kinds.Exits, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_exits(self.released, **options)


class Trajectory(kinds.Trajectory, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_trajectory(self.released, **options)


class Series(kinds.Series, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_trend(self.released, **options)


class Profile(kinds.Profile, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_representation(self.released, **options)


class Shares(kinds.Shares, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_shares(self.released, **options)


class Funnel(kinds.Funnel, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_funnel(self.released, **options)


class Adjusted(kinds.Adjusted, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_adjusted(self.released, **options)


class Explained(kinds.Explained, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_explained(self.released, **options)


class Bounds(kinds.Bounds, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_bounds(self.released, **options)


class Steps(kinds.Steps, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_stages(self.released, **options)


class Comparison(kinds.Comparison, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_ratios(self.released, **options)


class Panels(kinds.Panels, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_panels(self.released, **options)


class Rates(kinds.Rates, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_rates(self.released, **options)


class Bars(kinds.Bars, Form):
    def draw(self, **options: object) -> figures.Figure:
        return figures.plot_bars(self.released, **options)


class Listing(kinds.Plain, Form):
    """A table of its own: counts nobody is compared in, a register, a statistic."""


class Alone(kinds.Plain, Form):
    """A table and nothing else, where its sentences would say the table again; asked for by name."""

    name = "table"

    def said(self) -> Findings:
        return Findings(())


#: What can be shown, by the name that ``ei.show(form=…)`` takes.
FORMS: dict[str, type[Form]] = {
    each.name: each
    for each in (Curve, Exits, Trajectory, Series, Profile, Shares, Funnel, Adjusted, Explained, Bounds, Steps, Comparison, Panels, Rates, Bars, Alone, Listing)
}


def form_of(released: Release, name: str | None = None) -> Form:
    """The release in the form that is named; without a name as the first of its kinds that has a drawing, else as a table."""
    if name is not None and name not in FORMS:
        raise UsageError(f"there is no form '{name}'; there are: {', '.join(FORMS)}")
    if name or released.missing:
        return FORMS[name or Listing.name](released)
    return next((FORMS[kind.name] for kind in kinds.OWN if kind.name in FORMS and kind.suits(released)), Listing)(released)
