"""The band of ratios that are not worth acting on is the cycle's: its verdicts, its legends and what it is read from change together."""

from dataclasses import replace

import pytest

import eianalysis as ei
from eianalysis.cycle import BoardCycle, load_cycle
from eianalysis.cycle_keys import BAND
from eianalysis.dataset import Force
from eianalysis.evidence.year_on_year import gap_moved
from eianalysis.report.check_plan import _telling
from eianalysis.report.front_differences import strip
from eianalysis.stats import comparison
from tests.measures.test_compare import compared, result

WIDE = (0.5, 2.0)
TURNOVER = "turnover_start_headcount_ex_transfers"


@pytest.fixture(scope="module")
def demo(root):
    return load_cycle("2023-04", data_dir=root / "data")


def with_band(cycle: BoardCycle, band) -> BoardCycle:
    return replace(cycle, band=band)


def test_what_a_cycle_takes_where_none_is_named_is_what_verdicts_take(demo):
    assert demo.band == BAND == comparison.BAND


def test_another_band_changes_the_verdict(demo):
    rates = result({"Black": (40, 270), "Asian": (203, 2400), "White": (192, 2400)})  # 1.85 times (1.36 to 2.52); 1.06
    plain, wide = (compared(rates, reference=with_band(demo, band)).loc[["Black", "Asian"], "verdict"].tolist() for band in (BAND, WIDE))
    assert plain == ["clear difference", "too few to say"] or plain == ["clear difference", "no material difference"]
    assert wide == ["possible difference", "no material difference"]


def test_another_band_changes_the_legend_the_alternative_text_and_the_words(demo):
    shown = [Force(with_band(demo, band)).ask(TURNOVER, by="ethnicity_2", months=36).compare().release() for band in (BAND, WIDE)]
    verdicts = [each.table["verdict"].dropna().tolist() for each in shown]
    assert verdicts == [["clear difference"], ["possible difference"]]
    for released, own, other in zip(shown, ("0.8 to 1.25", "0.5 to 2"), ("0.8 to 1.25", "0.5 to 2")[::-1], strict=True):
        figure = ei.plot_ratios(released)
        drawn = [text.get_text() for text in figure.drawing.findobj(lambda each: hasattr(each, "get_text"))]
        for text in (figure.caption, figure.alt, *drawn):
            assert other not in text
        assert f"shaded: {own}" in figure.caption and f"The band from {own} is shaded" in figure.alt and f"shaded: {own}" in drawn
        low, high = own.split(" to ")
        said = " ".join(ei.explain(released))
        assert said.count(f"below {low} or above {high}") == 2
        assert ("measured at 95% and a band of 0.8 to 1.25" in said) == (own != "0.8 to 1.25")


def test_a_share_of_a_population_and_an_adjusted_ratio_are_judged_by_it(demo):
    """Every kind of comparison that a page makes has the band of its cycle, at every level of detail."""
    force = Force(with_band(demo, WIDE))
    asked = [
        force.ask("representation_share", by="ethnicity_2"),
        force.ask("survey_gap", survey="street", by="black", theme="confidence"),
        force.ask(TURNOVER, by="ethnicity", months=36).compare(reference="the rest"),
        force.ask(TURNOVER, by="ethnicity", months=36).bounds(),
    ]
    for each in asked:
        finer = each
        while finer is not None:
            assert finer.band == WIDE, each.measure
            finer = finer.coarser() if finer.coarser else None
    bounded = asked[-1].unreleased
    assert "clear difference" not in set(bounded.loc[bounded["group"] == "Ethnic minorities", "verdict"])


def test_the_front_check_and_the_gap_over_time_follow_it(demo):
    import pandas as pd

    assert strip(1.5, 1.1, 2.0) != strip(1.5, 1.1, 2.0, band=WIDE)
    side = pd.Series({"tested_denominator": 500, "reference_numerator": 300, "reference_denominator": 900, "own_people": 500, "reference_people": 900})
    plain, wide = (float(_telling("proportion", side, 0.95, band).split("ratio of ")[1].split(" ")[0]) for band in (BAND, WIDE))
    assert plain < 2 <= wide
    now, before = (300, 2000, 200, 2000), (200, 2000, 200, 2000)  # from 1.0 to 1.5 times
    assert gap_moved(now, before, kind="proportion", confidence=0.95) != gap_moved(now, before, kind="proportion", confidence=0.95, band=WIDE)
