"""A large file is read from where it lies, whatever its folder is called, and from no other."""

import pytest

from eianalysis.errors import DataFault
from eianalysis.sources import by_day, parquet, read_stop_search
from eianalysis.sources.sql import pattern_of, text_of

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed (eianalysis[large])")
NAME = "2022-06-kent-stop-and-search.csv"
HEAD = (
    "Type,Date,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Part of a policing operation,Policing operation,Outcome linked to object of search,Removal of more than just outer clothing"
)


def rows(day=0, sex="Male"):
    """Twelve searches; those of another ``day`` have the same words."""
    each = "Person search,2022-06-{:02}T{:02}:10:05+00:00,51.{},-0.1," + sex + ",18-24,,White,An Act,Controlled drugs,Arrest,False,,True,False"
    return "\n".join([HEAD, *(each.format(at + day, at, at) for at in range(3, 15))]) + "\n"


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch):
    monkeypatch.setattr(by_day, "LARGE", 1)


def put(folder, text, name=NAME):
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def days(table):
    assert (by_day.SAID, 0) in table.sources[0].flags
    return sorted(table.frame["searched_at"].dt.day)


@pytest.mark.parametrize(("folder", "other"), [("raw[12]", "raw1"), ("rawx[!y]", "rawxz")])
def test_a_folder_named_as_a_pattern_is_not_the_one_that_fits_it(tmp_path, folder, other):
    """The other one's rows have as many lines and the same words, so that nothing else would tell."""
    here = put(tmp_path / folder, rows())
    put(tmp_path / other, rows(day=9))
    assert days(read_stop_search(here)) == list(range(3, 15))


def test_what_a_folder_is_called_is_no_cell_of_a_row(tmp_path):
    table = read_stop_search(put(tmp_path / "Gender=Male", rows(sex="Female")))
    assert days(table) == list(range(3, 15)) and set(table.frame["sex"]) == {"Female"}


@pytest.mark.parametrize(("folder", "other"), [("raw[12]", "raw1"), ("Gender=Male", "raw1")])
def test_nor_of_a_parquet_file(tmp_path, folder, other):
    for name, day in ((folder, 0), (other, 9)):
        text = put(tmp_path / name, rows(day, sex="Female"), "text.csv") / "text.csv"
        made = f"copy (from read_csv({text_of(pattern_of(text))}, all_varchar=true, hive_partitioning=false))"
        duckdb.execute(f"{made} to {text_of(tmp_path / name / NAME.replace('.csv', '.parquet'))}")
    table = read_stop_search(tmp_path / folder)
    assert days(table) == list(range(3, 15)) and set(table.frame["sex"]) == {"Female"}


def test_a_parquet_table_is_read_whatever_the_folder_of_temporary_files_is_called(tmp_path, monkeypatch):
    (tmp_path / "sex=x[1]").mkdir()
    duckdb.execute(f"copy (select 'F' as sex) to {text_of(tmp_path / 'one.parquet')}")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "sex=x[1]"))
    assert parquet.rows_of((tmp_path / "one.parquet").read_bytes(), "one.parquet") == [["sex"], ["F"]]


def test_a_folder_of_temporary_files_may_have_any_name(tmp_path, monkeypatch):
    (tmp_path / "o'brien [1]").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "o'brien [1]"))
    assert days(read_stop_search(put(tmp_path / "raw", rows()))) == list(range(3, 15))
    assert not list((tmp_path / "o'brien [1]").iterdir())


@pytest.mark.parametrize("year", ["4841", "9999"])
def test_a_year_that_days_are_not_counted_to_is_for_the_reader_of_rows(tmp_path, year):
    """In the number that a day is kept in there is no room for it."""
    table = read_stop_search(put(tmp_path / "raw", rows().replace("2022-06-14", f"{year}-06-14")))
    assert table.frame["source_row"].min() == 2 and table.frame["searched_at"].dt.year.max() == int(year)


@pytest.mark.parametrize("cell", [' "An Act"', '"An Act" ', '"" ', ' "An, Act"', '"An" "Act"'])
def test_spaces_outside_quotation_marks_are_for_the_reader_of_rows(tmp_path, monkeypatch, cell):
    put(tmp_path / "raw", rows().replace("An Act", cell))

    def read():
        try:
            return read_stop_search(tmp_path / "raw").frame["legislation"].tolist()
        except DataFault as fault:
            return str(fault)

    now = read()
    monkeypatch.setattr(by_day, "LARGE", 10**12)
    assert now == read()
