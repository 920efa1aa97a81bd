"""What is odd in a large file, and what is made of its counts: by hand, on a dozen rows."""

import gzip
import hashlib
import zipfile
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from eianalysis.errors import DataFault
from eianalysis.sources import Source, by_day
from eianalysis.sources.repeated_rows import MANY
from eianalysis.sources.by_day import COPIED, NO_ROW, SAID, CountedTexts, _odd, _texts, by_rows, counts_by_day, large, too_large
from eianalysis.sources.large_file import Counted
from eianalysis.sources.months import MonthFile
from eianalysis.sources.duplicate_searches import KEPT
from eianalysis.sources.typed import TypedTable

HEAD = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,"
    "Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing"
)


def row(moment, sex="Male", place="51.5"):
    return f"Person search,{moment},False,,{place},-0.1,{sex},18-24,,White,Misuse of Drugs Act 1971 (section 23),Controlled drugs,Arrest,True,False"


ROWS = [row(f"2022-06-{1 + at:02}T{at:02}:{at + 10}:05+00:00", place=f"51.{at}1") for at in range(3, 15)]


@pytest.fixture
def file(tmp_path):
    def made(*rows, name="2022-06-kent-stop-and-search.csv", head=HEAD, month="2022-06", end="\n"):
        path = tmp_path / name
        text = (end.join([head, *rows]) + end).encode()
        path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
        return MonthFile(path.name, path, force="kent", month=month, size=len(text))

    return made


def counted(file, alone=True):
    return counts_by_day(file, "real", "a note", alone=alone)


# --- whether a file is counted --------------------------------------------------------------------------------------------


def test_a_file_is_counted_from_a_hundred_million_bytes_on(file, monkeypatch):
    one = file(*ROWS)
    assert not large(one)
    monkeypatch.setattr(by_day, "LARGE", one.size)
    assert large(one)
    monkeypatch.setattr(by_day, "LARGE", one.size + 1)
    assert not large(one)
    monkeypatch.setattr(by_day, "LARGE", 1)
    monkeypatch.setattr(by_day, "find_spec", lambda name: None)
    assert not large(one), "without what it needs"
    assert by_day.MOST_UNPACKED > 100_000_000 == MonthFile("a", one.path, size=100_000_000).size
    monkeypatch.setattr(by_day, "MOST_UNPACKED", one.size)
    assert not too_large(one)
    monkeypatch.setattr(by_day, "MOST_UNPACKED", one.size - 1)
    assert too_large(one)


@pytest.mark.parametrize("size, is_large", [(99_999_999, False), (100_000_000, True)])
def test_that_size_to_the_byte(file, size, is_large):
    assert large(MonthFile("a", file(*ROWS).path, size=size)) is is_large


def facts(**more):
    days = pd.DataFrame({"word": [0], "late": [False], "day": [np.datetime64("2022-06-05").astype(int)], "many": [100]})
    return Counted(
        **{
            **dict(rows=100, days=days, words=pd.DataFrame(), blank=(), odd_moments=0, latest_hour=13, midnights=2, again=20),
            **dict(day_again=False, part_again=False, in_lines=True),
            **more,
        }
    )


@pytest.mark.parametrize(
    "more, month, said",
    [
        ({}, None, ""),
        ({}, "2022-06", ""),
        ({}, "2022-07", "it has searches of another month, of which there may be a file too"),
        ({"rows": 0, "midnights": 0, "again": 0}, None, "it has no rows"),
        ({"odd_moments": 1}, None, "some moments are not written as 2019-01-01T02:48:45+00:00"),
        ({"in_lines": False}, None, "a cell of it has several lines, a line of it is empty, spaces stand beside its quotation marks, or it is no text"),
        ({"again": 21}, None, "many of its rows stand more than once"),
        ({"midnights": 3}, None, "many of its searches are at midnight to the second"),
        ({"latest_hour": 12}, None, "no search of it is after 13:00"),
        ({"day_again": True}, None, "the searches of one day stand again under another date"),
        ({"part_again": True}, None, COPIED),
    ],
)
def test_what_is_odd_in_a_file_of_a_hundred_rows(more, month, said):
    assert _odd(facts(**more), month) == said


# --- what is made of it ---------------------------------------------------------------------------------------------------


def test_rows_of_a_day_with_the_same_words_are_one_row_that_stands_for_as_many(file):
    (texts, days), source = counted(
        file(*ROWS, row("2022-06-04T15:00:01+00:00", place="1.1"), row("2022-06-04T23:30:01+00:00"), row("2022-06-04T15:00:02+00:00", "Female"))
    )
    assert days["many"].sum() == 15 and len(days) == 14 and sorted(zip(texts["sex"], texts[MANY], strict=True)) == [("Female", 1), ("Male", 14)]
    day = days[days["noon"] == "2022-06-04T12:00:00+00:00"]
    assert sorted(zip(texts["sex"].take(day["word"]), day["many"], strict=True)) == [("Female", 1), ("Male", 2)]
    assert days["noon"].tolist().count(pd.Timestamp("2022-06-05T12:00:00+00:00")) == 2, "half past twelve on the next day in London"
    same = {"force": "kent", "source_file": "2022-06-kent-stop-and-search.csv", "source_row": NO_ROW, "file_month": "2022-06", "duplicate": False}
    assert all((texts[name] == value).all() for name, value in same.items())
    assert (texts["outcome"] == "Arrest").all() and (texts["latitude"] == "").all()
    assert (source.table, source.rows, source.state, source.note, source.part) == ("stop_search", 15, "real", "a note", "kent")
    assert source.flags == ((SAID, 0), ("'Self-defined ethnicity' is blank throughout the file", 15)) and source.set_aside == ()


def test_rows_that_stand_twice_are_counted_and_told(file):
    (texts, days), source = counted(file(*ROWS, *ROWS[:3]))
    assert texts[MANY].sum() == days["many"].sum() == 15 and source.flags[:2] == ((SAID, 0), (KEPT, 3))
    _, source = counted(file(*ROWS))
    assert (KEPT, 0) not in source.flags


def test_a_file_of_no_force_and_no_month_has_none(file):
    one = file(*ROWS)
    (texts, _), source = counted(MonthFile(one.name, one.path, size=one.size))
    assert source.part == "" and (texts["file_month"] == "").all()


def test_what_was_packed_is_known_by_its_bytes_as_they_lie(file):
    plain, packed = file(*ROWS), file(*ROWS, name="2022-06-kent-stop-and-search.csv.gz")
    for one in (plain, packed):
        assert counted(one)[1].sha256 == hashlib.sha256(one.path.read_bytes()).hexdigest()


def test_a_member_of_an_archive_is_known_by_its_own_bytes(file, tmp_path):
    text = file(*ROWS).path.read_bytes()
    with zipfile.ZipFile(tmp_path / "months.zip", "w") as archive:
        archive.writestr("a.csv", text)
    member = MonthFile("a.csv", tmp_path / "months.zip", member="a.csv", force="kent", size=len(text))
    assert counted(member)[1].sha256 == hashlib.sha256(text).hexdigest()


def test_what_has_a_file_of_its_own_must_be_of_its_month(file):
    other = file(*ROWS, month="2022-05")
    assert counted(other) is not None and counted(other, alone=False) is None
    assert counted(file(*ROWS), alone=False) is not None


@pytest.mark.parametrize(
    "rows, head, odd",
    [
        (ROWS, HEAD.replace("Gender", "Sort"), "its headings are not those of data.police.uk"),
        (ROWS, HEAD.replace("Latitude", "Longitude"), "its headings are not those of data.police.uk"),
        ([*ROWS, "a,b"], HEAD, "a row of it is too long or too short, or is no text"),
        ([*ROWS, row("2022-06-31T15:00:00+00:00")], HEAD, "some moments are not written as"),
    ],
)
def test_what_is_not_as_it_should_be_is_left_to_the_reader_of_rows_or_refused(file, monkeypatch, rows, head, odd):
    one = file(*rows, head=head)
    assert counted(one) is None
    monkeypatch.setattr(by_day, "MOST_UNPACKED", 1)
    with pytest.raises(DataFault, match=f"{odd}.*the file is too large for its rows to be looked at") as fault:
        counted(one)
    assert "month by month" in str(fault.value)


def test_a_sound_file_too_large_for_its_rows_is_counted(file, monkeypatch):
    monkeypatch.setattr(by_day, "MOST_UNPACKED", 1)
    assert counted(file(*ROWS)) is not None


def test_the_last_hour_of_a_summers_day_is_the_next_days_in_london():
    words = pd.DataFrame({"sex": ["Male", "Female"]})
    first, winter = (int(np.datetime64(day).astype(int)) for day in ("2022-06-05", "2022-12-05"))
    days = pd.DataFrame({"word": [0, 1, 1, 0], "late": [False, True, True, False], "day": [first, first, winter, winter], "many": [3, 1, 4, 2]})
    texts, days = _texts(facts(days=days, words=words), SimpleNamespace(force="kent", name="a.csv", month=None))
    assert days["noon"].dt.strftime("%Y-%m-%dT%H").tolist() == ["2022-06-05T12", "2022-06-06T12", "2022-12-05T12", "2022-12-05T12"]
    assert texts["sex"].take(days["word"]).tolist() == ["Male", "Female", "Female", "Male"] and days["many"].tolist() == [3, 1, 4, 2]
    assert texts[MANY].tolist() == [5, 5] and texts["file_month"].tolist() == [""] * 2


def typed(*rows_of):
    made = {"month": ["2022-05", "2022-06"], "file_month": ["2022-06", "2022-06"], "sex": ["Male", "Female"], "age": [1, 2], "duplicate": [False, False]}
    searched = pd.to_datetime(["2022-05-03T13:00", "2022-06-04T23:10"]).tz_localize("Europe/London")
    return pd.DataFrame({**made, "searched_at": searched, "source_row": rows_of})


def test_typed_rows_take_little_room_and_of_those_nobody_looked_at_it_is_not_known_whether_they_are_alike():
    noon = pd.Series(pd.to_datetime(["2022-06-07T12:00", "2022-07-07T12:00"]).tz_localize("UTC"))
    days = pd.DataFrame({"word": [0, 0], "noon": noon, "many": [5, 6]})
    looked = by_day.by_day(typed(7, NO_ROW), [CountedTexts(typed(7, NO_ROW)[1:], days)])
    assert looked[MANY].tolist() == [1, 5, 6] and looked[MANY].dtype == "int64"
    assert looked["duplicate"].isna().tolist() == [False, True, True] and looked["sex"].tolist() == ["Male", "Female", "Female"]
    assert looked["searched_at"].dt.strftime("%m-%d %H:%M").tolist() == ["05-03 13:00", "06-07 13:00", "07-07 13:00"]
    assert looked["month"].dtype == looked["file_month"].dtype and (looked["month"] == looked["file_month"]).tolist() == [False, True, False]
    assert list(looked["month"].cat.categories) == ["2022-05", "2022-06", "2022-07"] and looked["sex"].dtype == "category" and looked["age"].dtype == "int64"
    plain = typed(2, 3)
    assert by_day.by_day(plain, []) is plain and plain["sex"].dtype != "category"


def test_searches_that_were_read_row_by_row():
    def table(*rows_of):
        return TypedTable("stop_search", typed(*rows_of), (Source("stop_search", "a.csv", "", 2, "real"),), {})

    assert by_rows(table(NO_ROW, 7)).frame["source_row"].tolist() == [7]
    assert by_rows(read := table(2, 7)) is read
    assert len(by_rows(table(NO_ROW, NO_ROW)).frame) == 0
