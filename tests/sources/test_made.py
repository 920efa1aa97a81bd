"""What a mapping makes of other columns: ages, shares of full time, marks of ranks, one row a person, snapshots of a list."""

import pytest

from eianalysis.errors import DataFault
from eianalysis.sources import load_joiners, load_leavers, load_workforce
from eianalysis.sources.made import FURTHER, LISTED, MARKED
from tests.sources.test_mapping import a_cycle

HEAD = "Ref,Kind,Rank,Ethnic,Sex,Started,Born,Hours,Post,Left,Why\n"
COLUMNS = '[table.columns]\nperson_ref = "Ref"\nworker_type = "Kind"\nrank_grade = "Rank"\nethnicity_code = "Ethnic"\nsex = "Sex"\nservice_start = "Started"\n'
SNAPSHOT = '[[table]]\ntable = "workforce_snapshot"\nfile = "all.csv"\n{more}\n' + COLUMNS + "{columns}"
AS_AT = "[table.constants]\nas_at = 2023-03-31\n"


def loaded(tmp_path, rows, more="", columns=AS_AT, load=load_workforce, toml=None, head=HEAD):
    cycle = a_cycle(tmp_path, demo=False)
    (cycle.raw_dir / "all.csv").write_text(head + rows)
    (cycle.raw_dir / "mapping.toml").write_text(toml or SNAPSHOT.format(more=more, columns=columns))
    return load(cycle)


def test_age_is_of_the_day_of_the_row_and_the_birth_date_does_not_stay(tmp_path):
    rows = (
        "1,PC,PC,W1,F,2015-01-01,31/03/1990,,,,\n2,PC,PC,W1,F,2015-01-01,01/04/1990,,,,\n3,PC,PC,W1,F,2015-01-01,29/02/1968,,,,\n"
        "4,PC,PC,W1,F,2015-01-01,01/05/58,,,,\n5,PC,PC,W1,F,2015-01-01,,,,,\n"
    )
    rows = rows.replace(",PC,PC,", ",officer,PC,")
    people = loaded(tmp_path, rows, 'born = "Born"').frame
    assert people["age"].tolist()[:4] == [33, 32, 55, 64] and people["age"].isna().tolist() == [False] * 4 + [True]
    assert people["age_band"].tolist() == ["26 to 40", "26 to 40", "41 to 55", "Over 55", "Not recorded"]
    assert not any("born" in column.lower() or "birth" in column.lower() for column in people)


@pytest.mark.parametrize("load, table, day", [(load_leavers, "leavers", "leave_date"), (load_joiners, "joiners", "start_date")])
def test_age_of_leavers_and_joiners_is_of_their_own_day(tmp_path, load, table, day):
    toml = (
        f'[[table]]\ntable = "{table}"\nfile = "all.csv"\nborn = "Born"\n[table.columns]\nperson_ref = "Ref"\nworker_type = "Kind"\n'
        f'ethnicity_code = "Ethnic"\nsex = "Sex"\n{day} = "Left"\n' + ('service_start = "Started"\nleaver_type = "Why"\n' if table == "leavers" else "")
    )
    frame = loaded(tmp_path, "1,officer,PC,W1,F,2015-01-01,01/06/1990,,,2020-05-31,Resigned\n", toml=toml, load=load).frame
    assert frame["age"].tolist() == [29]


def test_a_wrong_birth_date_is_a_fault_that_does_not_show_it(tmp_path):
    with pytest.raises(DataFault) as fault:
        loaded(tmp_path, "1,officer,PC,W1,F,2015-01-01,Smith 1971,,,,\n", 'born = "Born"')
    assert "row 2, column 'Born': it is not a date" in str(fault.value) and "1971" not in str(fault.value)


@pytest.mark.parametrize(
    ("full", "cells", "shares"),
    [
        ("100", ["80%", "100 %", "50"], [0.8, 1.0, 0.5]),
        ("37", ["37", "28.8", "18.5"], [1.0, 0.7784, 0.5]),
        ("{ officer = 40, other = 37 }", ["40", "20", "37"], [1.0, 0.5, 1.0]),
        ("1", ["1", "0.8", "0.5"], [1.0, 0.8, 0.5]),
    ],
)
def test_full_time_as_a_share_per_cent_or_hours(tmp_path, full, cells, shares):
    kinds = ["officer", "officer", "staff"]
    rows = "".join(f"{n},{kind},,W1,F,2015-01-01,,{cell},,,\n" for n, (kind, cell) in enumerate(zip(kinds, cells)))
    people = loaded(tmp_path, rows, columns=AS_AT + f'[table.fte]\ncolumn = "Hours"\nfull = {full}\n').frame
    assert people["fte"].tolist() == shares


def test_hours_without_a_full_week_for_a_kind_of_worker_are_refused(tmp_path):
    with pytest.raises(DataFault, match="'fte' does not say what full time is for staff; add it to full, or say other = 37"):
        loaded(tmp_path, "1,staff,,W1,F,2015-01-01,,20,,,\n", columns=AS_AT + '[table.fte]\ncolumn = "Hours"\nfull = { officer = 40 }\n')


def test_ranks_written_as_temporary_and_acting(tmp_path):
    rows = "".join(f"{n},officer,{rank},W1,F,2015-01-01,,,,,\n" for n, rank in enumerate(["T/Sgt", "A/Insp", "T/DC", "Ch/Insp", ""]))
    table = loaded(tmp_path, rows)
    assert table.frame["rank_grade"].tolist()[:4] == ["Sergeant", "Sergeant", "Constable", "Chief Inspector"]
    assert table.frame["temp_rank"].tolist()[:4] == [True, False, False, False] and table.frame["temp_rank"].isna().tolist()[4]
    assert table.frame["acting"].tolist()[:4] == [False, True, False, False]
    assert (MARKED, 2) in table.sources[0].flags


POSTS = "[table.posts]\n"
TWO = (
    "1,officer,PC,W1,F,2015-01-01,,0.4,Second,,\n1,officer,Sgt,W1,F,2015-01-01,,0.6,Main,,\n2,staff,,A1,M,2016-01-01,,1,Main,,\n"
    "3,staff,,A1,M,2016-01-01,,0.5,Main,,\n3,staff,E,A1,M,2016-01-01,,0.5,Second,,\n"
)
FTE = '[table.fte]\ncolumn = "Hours"\nfull = 1\n'


def test_posts_of_a_person_are_one_row_with_all_hours(tmp_path):
    table = loaded(tmp_path, TWO, columns=AS_AT + FTE + POSTS)
    assert table.frame["person_ref"].tolist() == ["1", "2", "3"] and table.frame["fte"].tolist() == [1.0, 1.0, 1.0]
    assert table.frame["rank_grade"].tolist()[0] == "Sergeant" and (FURTHER, 2) in table.sources[0].set_aside
    assert table.sources[0].rows == 5


def test_the_main_post_is_the_one_marked_so(tmp_path):
    table = loaded(tmp_path, TWO, columns=AS_AT + FTE + POSTS + 'main = { column = "Post", is = "second" }\n')
    assert table.frame.set_index("person_ref").loc[["1", "3"], "rank_grade"].tolist() == ["Constable", "E"]
    assert table.frame["fte"].tolist() == [1.0, 1.0, 1.0]


def test_two_people_under_one_reference_are_not_posts_of_one(tmp_path):
    with pytest.raises(DataFault, match="row 2, column 'sex': posts under one reference differ in it, in 2 rows"):
        loaded(tmp_path, TWO.replace("1,officer,Sgt,W1,F", "1,officer,Sgt,W1,M"), columns=AS_AT + FTE + POSTS)


def test_without_posts_two_rows_of_one_person_are_a_fault(tmp_path):
    with pytest.raises(DataFault, match="rows 2 and 3; 5 and 6 have the same person_ref and as_at"):
        loaded(tmp_path, TWO, columns=AS_AT)


LIST = (
    "1,officer,PC,W1,F,2015-01-01,01/04/1990,,,,\n2,officer,PC,A1,M,2021-06-01,01/04/1990,,,,\n3,staff,,B1,F,2010-01-01,01/04/1990,,,"
    "2022-03-31,Resigned\n4,staff,,B1,F,2010-01-01,01/04/1990,,,2022-04-01,Retired\n5,staff,,B1,F,2023-05-01,01/04/1990,,,,\n"
)


def test_snapshots_are_made_of_a_list_of_everybody(tmp_path):
    table = loaded(tmp_path, LIST, 'left = "Left"\nborn = "Born"\ndays = [2021-03-31, 2022-03-31, 2023-03-31]', columns="")
    there = {str(day.date()): rows["person_ref"].tolist() for day, rows in table.frame.groupby("as_at")}
    assert there == {"2021-03-31": ["1", "3", "4"], "2022-03-31": ["1", "2", "4"], "2023-03-31": ["1", "2"]}
    assert table.frame.loc[table.frame["person_ref"] == "1", "age"].tolist() == [30, 31, 32]
    assert (LISTED, 0) in table.sources[0].flags and table.sources[0].rows == 5


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("days = [2023-03-31]", "'days' needs to know who had left; say left = "),
        ('left = "Gone"\ndays = [2023-03-31]', "the mapping names the column 'Gone', which the file has not"),
        ('born = "Birthday"', "the mapping names the column 'Birthday', which the file has not"),
    ],
)
def test_what_the_making_needs_is_told(tmp_path, more, said):
    with pytest.raises(DataFault) as fault:
        loaded(tmp_path, LIST, more, columns="" if "days" in more else AS_AT)
    assert said in str(fault.value)


def test_days_of_the_mapping_stand_beside_dates_of_another_form(tmp_path):
    rows = "1,officer,PC,W1,F,05/31/2015,04/01/1990,,,,\n2,officer,PC,W1,F,12/31/2021,04/01/1990,,,04/01/2022,Resigned\n"
    people = loaded(tmp_path, rows, 'date_format = "%m/%d/%Y"\nborn = "Born"').frame
    assert people["as_at"].dt.strftime("%Y-%m-%d").tolist() == ["2023-03-31"] * 2 and people["age"].tolist() == [32, 32]
    made = loaded(tmp_path, rows, 'date_format = "%m/%d/%Y"\nleft = "Left"\ndays = [2022-03-31, 2023-03-31]', columns="").frame
    assert made["as_at"].dt.year.tolist() == [2022, 2022, 2023]
