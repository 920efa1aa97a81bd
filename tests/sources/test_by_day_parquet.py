"""A large parquet file is counted where it lies, whatever the kinds of its columns, and every figure is what the reader of rows makes of it."""

import pandas as pd
import pytest

from eianalysis.errors import DataFault
from eianalysis.sources import by_day, months, read_stop_search
from eianalysis.sources.duplicate_searches import KEPT
from tests.sources.test_by_day import drawn

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed (eianalysis[large])")
NAME = "2020-04-metropolitan-stop-and-search.parquet"
FLAG, CLOTHES, OPERATION = "Outcome linked to object of search", "Removal of more than just outer clothing", "Part of a policing operation"
NOT_KEPT = ("searched_at", "latitude", "longitude", "duplicate", "source_row")


@pytest.fixture
def read(tmp_path, monkeypatch):
    """``read(frame, Date="TIMESTAMPTZ")``: the file with columns of these kinds, as counted, as read by rows, and whether it was counted."""

    def reader(frame, also="", **kinds):
        cells = [f"cast(nullif({_named(name)}, '') as {kinds[name]}) as {_named(name)}" if name in kinds else _named(name) for name in frame]
        (tmp_path / "raw").mkdir(exist_ok=True)
        with duckdb.connect() as base:
            base.execute("set timezone = 'UTC'")
            base.register("given", frame.astype(str))
            base.execute(f"copy (select {', '.join(cells)}{also} from given) to '{tmp_path / 'raw' / NAME}' (format parquet, row_group_size 2048)")
        made = []
        for large in (1, 10**12):
            monkeypatch.setattr(by_day, "LARGE", large)
            try:
                made.append(read_stop_search(tmp_path / "raw"))
            except DataFault as fault:
                made.append(str(fault))
        counted = not isinstance(made[0], str) and (by_day.SAID, 0) in made[0].sources[0].flags
        return *made, counted

    return reader


def _named(name):
    return f'"{name}"'


def alike(one, other):
    """Whether two tables say the same but for what counting does not keep."""
    for table in (one, other):
        assert len(table) == len(table.frame)
    kept = [name for name in other.frame if name not in NOT_KEPT]
    cells = [
        table.frame[kept].astype(object).where(table.frame[kept].notna(), "").astype(str).assign(day=table.frame["searched_at"].dt.strftime("%Y-%m-%d"))
        for table in (one, other)
    ]
    pd.testing.assert_series_equal(*(each.value_counts().sort_index() for each in cells))
    said = [[flag for flag in table.sources[0].flags if flag[0] != by_day.SAID] for table in (one, other)]
    assert sorted(said[0]) == sorted(said[1]) and one.sources[0].sha256 == other.sources[0].sha256
    return True


KINDS = {
    "as text": {},
    "moments and flags": {"Date": "TIMESTAMPTZ", FLAG: "BOOLEAN", CLOTHES: "BOOLEAN", OPERATION: "BOOLEAN", "Latitude": "DOUBLE", "Longitude": "DOUBLE"},
    "a short list of words": {"Date": "TIMESTAMPTZ", "Gender": "ENUM('Male', 'Female', 'Other')", FLAG: "BOOLEAN"},
    "exact places": {"Date": "TIMESTAMPTZ", "Latitude": "DECIMAL(9, 6)", "Longitude": "FLOAT"},
}


@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
def test_every_column_is_that_of_the_rows(read, kinds):
    """Rows of several groups of the file, some blank in some of their columns."""
    frame = drawn(rows=5000).reset_index(drop=True)
    frame[FLAG] = frame[FLAG].astype(str).mask(frame.index % 11 == 0, "")
    one, other, counted = read(frame, also=", 7::integer as Number, date '2020-04-01' as Sent, 1.5::decimal(4, 2) as Cost, null::varchar as Nothing", **kinds)
    assert counted and alike(one, other)


def test_nothing_is_written_out(read, monkeypatch):
    told = []
    real = months.unpacked
    monkeypatch.setattr("eianalysis.sources.months.unpacked", lambda *given: told.append("rows") or real(*given))
    monkeypatch.setattr(by_day, "unpacked", lambda *given: told.append("counted") or real(*given))
    assert read(drawn(rows=300), Date="TIMESTAMPTZ")[2] and told == ["rows"]


def test_a_part_of_a_second_is_cut_off_alike(read):
    frame = drawn(rows=300)
    one, other, counted = read(frame.assign(Date=frame["Date"].str.replace("+00:00", ".999999+00:00")), Date="TIMESTAMPTZ")
    assert counted and alike(one, other)


def test_a_blank_cell_is_as_one_that_is_none_and_a_sign_of_nothing_is_a_sign(read):
    """Of the same searches given again, twenty are alike, and twenty are so many degrees west or east of nothing."""
    frame = drawn(rows=300).astype(str).assign(Latitude="51.5", Longitude="-0.1", Legislation="")
    twice = pd.concat([frame, frame[:20], frame[20:40].assign(Longitude="0.0"), frame[20:40].assign(Longitude="-0.0")])
    twice["Legislation"] = ["" if at < 300 else None for at in range(len(twice))]
    one, other, counted = read(twice, Date="TIMESTAMPTZ", Latitude="DOUBLE", Longitude="DOUBLE")
    assert counted and (KEPT, 20) in one.sources[0].flags and (KEPT, 20) in other.sources[0].flags


BY_ROWS = {"without a zone": "TIMESTAMP", "without a zone, to the second": "TIMESTAMP_S", "of a day": "DATE", "to a billionth": "TIMESTAMP_NS"}


@pytest.mark.parametrize("kind", BY_ROWS.values(), ids=BY_ROWS)
def test_moments_that_are_not_of_utc_are_for_the_reader_of_rows(read, kind):
    frame = drawn(rows=300)
    one, other, counted = read(frame.assign(Date=frame["Date"].str.removesuffix("+00:00")), Date=kind)
    assert not counted and (one == other if isinstance(one, str) else one.frame.equals(other.frame))


@pytest.mark.parametrize("damage", ["none", "infinity", "20200-04-17T12:00:00+00:00"])
def test_a_moment_that_is_none_is_for_the_reader_of_rows(read, damage):
    frame = drawn(rows=300).reset_index(drop=True)
    one, other, counted = read(frame.assign(Date=frame["Date"].where(frame.index != 7, "" if damage == "none" else damage)), Date="TIMESTAMPTZ")
    assert not counted and one == other


@pytest.mark.parametrize("column", ["Legislation", "Latitude", "Note"])
@pytest.mark.parametrize("sign", ["\n", "\r", "\x01"])
def test_a_cell_of_several_lines_or_of_no_text_is_for_the_reader_of_rows(read, column, sign):
    frame = drawn(rows=300).reset_index(drop=True).astype(str).assign(Note="")
    one, other, counted = read(frame.assign(**{column: frame[column].where(frame.index != 7, f"one{sign}two")}), Date="TIMESTAMPTZ")
    assert not counted and (one == other if isinstance(one, str) else one.frame.equals(other.frame))


@pytest.mark.parametrize("cell", ['an "Act", so called', ' "An Act"', '""', "a, b"])
def test_signs_that_part_cells_of_text_part_none_here(read, cell):
    frame = drawn(rows=300).reset_index(drop=True)
    one, other, counted = read(frame.assign(Legislation=frame["Legislation"].where(frame.index != 7, cell)), Date="TIMESTAMPTZ")
    assert counted and alike(one, other) and cell.strip() in {str(word).strip() for word in one.frame["legislation"]}


def test_one_that_is_damaged_or_of_other_headings_says_what_the_reader_of_rows_says(read, tmp_path, monkeypatch):
    frame = drawn(rows=300)
    one, other, counted = read(frame.rename(columns={"Outcome": "What came of it"}), Date="TIMESTAMPTZ")
    assert not counted and one == other and "utcome" in one
    path = tmp_path / "raw" / NAME
    path.write_bytes(path.read_bytes()[:-40] + b"0" * 36 + b"PAR1")
    monkeypatch.setattr(by_day, "LARGE", 1)
    with pytest.raises(DataFault, match="damaged, or no parquet file"):
        read_stop_search(path.parent)
    monkeypatch.setattr(by_day, "MOST_UNPACKED", 1)
    with pytest.raises(DataFault, match="damaged, or no parquet file; and the file is too large"):
        read_stop_search(path.parent)
