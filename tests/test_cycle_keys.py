"""The keys of a cycle: what each may hold, and what a real cycle and a demo may not have."""

import re

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault
from tests.builders import CYCLE


@pytest.fixture
def cycle(tmp_path):
    (tmp_path / "cycles").mkdir()

    def make(more="", whole=CYCLE):
        (tmp_path / "cycles" / "c.toml").write_text(whole + more, encoding="utf-8")
        return load_cycle("c", data_dir=tmp_path)

    return make


def test_real_is_what_holds_where_nothing_is_said(cycle):
    assert not cycle().demo and cycle().data == "real"
    assert not cycle('data = "real"').demo and cycle('data = "demo"').demo


def test_the_committed_cycles_are_demos(root):
    assert all(load_cycle(name, data_dir=root / "data").demo for name in ("2023-01", "2023-04"))


def test_published_tables_and_limits_are_read(cycle):
    made = cycle('published = ["stop_search"]\n[limits]\ncell_minutes = 5\nmemory_gb = 1.5')
    assert made.published == ("stop_search",) and dict(made.limits) == {"cell_minutes": 5, "memory_gb": 1.5}


def test_similar_forces_are_known_by_any_of_their_names(cycle):
    assert cycle().similar_forces == ()
    assert cycle('similar_forces = ["surrey", "Metropolitan Police Service", "surrey"]').similar_forces == ("surrey", "metropolitan")


def test_a_band_is_two_ratios_as_far_below_1_as_above_it(cycle):
    assert cycle().band == (0.8, 1.25) and cycle("band = [0.67, 1.5]").band == (0.67, 1.5) and cycle("band = [0.5, 2]").band == (0.5, 2.0)


@pytest.mark.parametrize("wrong", ["[0.8, 1.5]", "[0.9, 1.25]", "[0.2, 2]"])
def test_a_lopsided_band_is_refused_and_what_the_message_offers_is_taken(cycle, wrong):
    """With another band above 1 than below it a verdict would depend on which group is called the reference."""
    with pytest.raises(DataFault, match="as far below 1 as above it") as refused:
        cycle(f"band = {wrong}")
    offered = re.search(r"above it: (\[.*?\]), perhaps", str(refused.value))[1]
    low, high = cycle(f"band = {offered}").band
    assert abs(low * high - 1) < 0.011


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("band = 1.25", "it should be: two ratios, as [0.8, 1.25]"),
        ("band = [0.8]", "it should be: two ratios, as [0.8, 1.25]"),
        ('band = ["0.8", "1.25"]', "it should be: two ratios, as [0.8, 1.25]"),
        ("band = [1.25, 0.8]", "the upper of them from 1.05 to 2"),
        ("band = [1, 1]", "the upper of them from 1.05 to 2"),
        ("band = [0.01, 100]", "the upper of them from 1.05 to 2"),
        ("band = [nan, inf]", "the upper of them from 1.05 to 2"),
        ("confidence = 0.5", "a share above 0.5 and below 1"),
        ('data = "synthetic"', "'data' is 'synthetic'; it can be: real, demo"),
        ('data = "Demo"', "did you mean 'demo'"),
        ('published = "stop_search"', 'it should be: a list of tables, as ["stop_search"]'),
        ('published = ["stop_serch"]', "did you mean 'stop_search'"),
        ('data = "demo"\npublished = ["stop_search"]', "nothing of an invented force was ever published"),
        ("[limits]\ncell_minutes = 0", "a table of numbers above 0"),
        ("[limits]\nmemory = 3", "among: cell_minutes, run_minutes, output_mb, memory_gb"),
        ("limits = true", "a table of numbers above 0"),
        ('similar_forces = "kent"', 'a list of police forces, as ["metropolitan", "west-midlands"]'),
        ('similar_forces = ["Kemt"]', "'Kemt' is none of them, did you mean 'Kent'"),
        ('force = "kent"\nsimilar_forces = ["surrey", "Kent Police"]', "which is the cycle's own force"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_right(cycle, more, said):
    with pytest.raises(DataFault) as refused:
        cycle(more)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-02-29", "2025-02-28", "from 2024-03-01 to 2025-02-28"),
        ("2022-04-15", "2023-01-10", "from 2022-04-11 to 2023-01-10"),
        ("2022-04-02", "2023-03-31", "from 2022-04-01 to 2023-03-31"),
    ],
)
def test_a_period_of_part_months_is_refused_and_what_it_advises_is_taken(cycle, start, end, said):
    def of(start, end):
        return CYCLE.replace("2022-04-01", start).replace("2023-03-31", end)

    with pytest.raises(DataFault, match="not a whole number of months") as refused:
        cycle(whole=of(start, end))
    assert said in str(refused.value)
    assert cycle(whole=of(said.split()[1], end)).period_start.isoformat() == said.split()[1]


def test_months_that_begin_mid_month_are_whole(cycle):
    assert cycle(whole=CYCLE.replace("2022-04-01", "2022-04-15").replace("end = 2023-03-31", "end = 2023-01-14")).period_end.day == 14
