"""Events that stand twice, the second time under other dates: refused wherever they are; events that are only alike are read."""

import numpy as np
import pandas as pd
import pytest

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES
from eianalysis.sources.copied import without_copies
from eianalysis.sources.source import Source
from eianalysis.sources.stop_search import read_stop_search
from eianalysis.sources.typed import TypedTable
from eianalysis.synthetic.write import write

EVENTS = sorted(name for name, table in TABLES.items() if table.happened and not table.recurs and name != "family_leave")
COUNTED = [name for name in EVENTS if name != "grievances"]  # of which every month of this force has five or more


def typed(name, frame):
    return TypedTable(name, frame, (Source(name, f"{name}.csv", "", len(frame), "real"),))


def again(frame, day, rows, **move):
    """The frame with these rows once more, all their days moved."""
    copy = frame[rows].copy()
    for name in copy.select_dtypes("datetime"):
        if name != "service_start":
            copy[name] = copy[name] + pd.DateOffset(**move)
    return pd.concat([frame, copy], ignore_index=True)


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize("move", [{"months": 1}, {"days": 30}, {"months": -1}], ids=["a month on", "thirty days on", "a month back"])
@pytest.mark.follows
def test_a_month_that_stands_again_is_refused_and_without_it_is_read(tables, name, move):
    frame, day = tables[name], TABLES[name].happened[0]
    month = frame[day].dt.strftime("%Y-%m").value_counts()
    rows = frame[day].dt.strftime("%Y-%m") == month[month >= 5].sort_index().index[-4]
    with pytest.raises(DataFault, match="alike in everything but their dates") as fault:
        without_copies(typed(name, again(frame, day, rows, **move)))
    assert "once under other dates: export it again; or, if you know which of the two is the copy, take its rows out" in str(fault.value)
    assert len(without_copies(typed(name, frame))) == len(frame)


def test_a_year_of_few_a_month_is_refused(tables):
    frame = tables["grievances"]
    with pytest.raises(DataFault, match="stand again 12 months later"):
        without_copies(typed("grievances", again(frame, "lodged", frame["lodged"].dt.year == 2020, years=1)))


def test_a_month_of_searches_in_the_place_of_another_is_refused(tables, tmp_path):
    found = tables["stop_search"][lambda rows: rows["month"].between("2022-05", "2022-08")]
    june = found[found["month"] == "2022-06"]
    july = june.assign(month="2022-07", Date=june["Date"].str.replace("2022-06", "2022-07"))
    write(tmp_path / "sound", tables={"stop_search": found})
    assert len(read_stop_search(tmp_path / "sound")) == len(found)
    write(tmp_path / "copied", tables={"stop_search": pd.concat([found[found["month"] != "2022-07"], july])})
    with pytest.raises(DataFault, match="2022-0[67]-synthetic-force-stop-and-search.csv .*\n.*all .* stand again 1 month later"):
        read_stop_search(tmp_path / "copied")


def test_many_events_of_few_kinds_are_alike_by_chance_and_read():
    draw = np.random.default_rng(3)
    days = pd.Timestamp("2022-01-01") + pd.to_timedelta(draw.integers(0, 365, 12_000), unit="D")
    frame = pd.DataFrame({"used_on": days, "tactic": draw.choice(["a", "b", "c"], 12_000), "officer_ethnicity": draw.choice(["White", "Black"], 12_000)})
    assert len(without_copies(typed("use_of_force", frame))) == 12_000
    with pytest.raises(DataFault, match="of 1 June 2022 to 30 June 2022 stand again 1 month later"):
        without_copies(typed("use_of_force", again(frame, "used_on", frame["used_on"].dt.strftime("%Y-%m") == "2022-06", months=1)))


def test_what_comes_again_every_year_is_read(tables):
    frame = tables["training_attendance"]
    made = again(frame, "session_date", frame["session_date"].dt.year == 2021, years=1)
    assert len(without_copies(typed("training_attendance", made))) == len(made)


def test_two_rows_of_a_leaver_whose_date_was_corrected_are_no_copied_month(tables):
    frame = tables["leavers"]
    rows = frame.index % 20 == 0
    assert len(without_copies(typed("leavers", again(frame, "leave_date", rows, months=1)))) == len(frame) + rows.sum()
