"""Figures of the general measures through the real gate: a hidden count is in none of them, and the text says what is drawn."""

import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.errors import UsageError
from eianalysis.figures import plot_adjusted, plot_bounds, plot_funnel, plot_ratios
from eianalysis.measures.adjust_for import adjust_for
from eianalysis.measures.bounds import bounds
from eianalysis.measures.compare import with_rates
from eianalysis.measures.detectable import detectable
from eianalysis.measures.funnel_plot import funnel_plot
from eianalysis.policy import policy_for
from eianalysis.results import Result
from eianalysis.tables import table

from .builders import FILE, LEAVING

# Counts that no year, rounding or percentage makes by chance.
PARTS = {"Patrol": {"Asian": (61, 683), "Other": (2, 37), "White": (377, 5051)}, "Custody": {"Asian": (78, 599), "Other": (1, 29), "White": (499, 4409)}}
TELLING = ("37", "29", "66")  # the bases of the hidden group, and both together


def split():
    rows = [(unit, group, *counts) for unit, groups in PARTS.items() for group, counts in groups.items()]
    frame = pd.DataFrame(rows, columns=["unit", "group", "numerator", "denominator"])
    total = frame.groupby("unit", sort=False)[["numerator", "denominator"]].sum().reset_index().assign(group="All")
    frame = pd.concat([frame, total], ignore_index=True).assign(
        measure="leaving",
        kind="proportion",
        window="12m",
        characteristic="ethnicity_5",
        period_start=pd.Timestamp("2022-04-01"),
        period_end=pd.Timestamp("2023-03-31"),
    )
    return with_rates(Result("leaving", "counts", LEAVING, frame, keys=("unit",), sources=(FILE,)))


def whole():
    made = adjust_for(split(), "unit", reference="White")
    return with_rates(Result("leaving", "counts", LEAVING, made.counts, sources=(FILE,)))


@pytest.mark.parametrize("profile", ["board", "public"])
@pytest.mark.parametrize(
    ("make", "draw"),
    [
        (lambda: adjust_for(split(), "unit", reference="White"), plot_adjusted),
        (lambda: bounds(whole(), reference="White"), plot_bounds),
        (lambda: detectable(whole(), reference="White"), plot_ratios),
        (lambda: funnel_plot(whole()), plot_funnel),
    ],
)
def test_a_hidden_group_is_named_and_never_numbered(profile, make, draw):
    released = release(make(), policy_for(profile))
    hidden = released.table.set_index("group").loc["Other"]
    assert hidden["status"] == "hidden"
    assert hidden.drop(["measure", "kind", "window", "period_start", "period_end", "characteristic", "status", "reference", "comparison"]).isna().all()
    figure = draw(released)
    assert figure.alt and figure.title
    for text in (figure.alt, repr(table(released))):
        words = text.replace(",", "").split()
        assert not set(TELLING) & {word.strip("().;:") for word in words}


@pytest.mark.parametrize(("draw", "said"), [(plot_adjusted, "adjust_for"), (plot_bounds, "bounds"), (plot_funnel, "funnel_plot")])
def test_a_figure_of_another_measure_is_refused_by_name(draw, said):
    with pytest.raises(UsageError, match=f"needs the release of {said}"):
        draw(release(whole(), policy_for("board")))


@pytest.mark.parametrize("draw", [plot_adjusted, plot_bounds, plot_funnel])
def test_what_is_not_available_says_so(draw):
    from .builders import not_available

    assert "not available" in draw(not_available()).title
