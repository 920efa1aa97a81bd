"""Stops and searches: drawn months for the rules, published months for the truth."""

import gzip
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from builders import POLICE_UK, searches_csv

from eianalysis.errors import DataFault, DataFaults, UsageError
from eianalysis.sources import read_stop_search


def month(folder, *rows, name="2023-01-city-of-london-stop-and-search.csv", **more):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(searches_csv(*rows, **more))
    return path


def test_a_month_as_published(tmp_path):
    table = read_stop_search(
        month(
            tmp_path,
            {},
            {
                "Gender": "",
                "Self-defined ethnicity": "Other ethnic group - Not stated",
                "Outcome": "Arrest",
                "Outcome linked to object of search": "True",
                "Date": "2023-01-11T12:00:00+00:00",
            },
        )
    )
    frame = table.frame
    assert repr(table) == "<stop_search: 2 rows, 27 columns>"
    assert frame["force"].tolist() == ["city-of-london"] * 2
    assert frame["sex"].tolist() == ["Male", "Not recorded"]
    assert frame["ethnicity_5"].tolist() == ["White", "Not stated"]
    assert frame["ethnicity_2"].tolist() == ["White", "Not stated"]
    assert frame["positive"].tolist() == [False, True]
    assert frame["find"].tolist() == [False, True]
    assert frame["source_row"].tolist() == [2, 3]
    assert table.sources[0].rows == 2 and table.sources[0].state == "real"
    assert table.groupings["age"] == ("age_range",)


def test_blank_is_not_recorded_and_is_not_not_stated(tmp_path):
    rows = [{"Self-defined ethnicity": "", "Officer-defined ethnicity": "", "Age range": ""}]
    frame = read_stop_search(month(tmp_path, *rows)).frame
    columns = ["ethnicity_18", "ethnicity_5", "officer_ethnicity", "age_range"]
    assert frame.loc[0, columns].tolist() == ["Not recorded"] * 4


def test_a_find_needs_a_recorded_link(tmp_path):
    found = {"Outcome": "Arrest"}
    rows = [{**found, "Outcome linked to object of search": link} for link in ("True", "False", "")]
    rows += [{"Outcome linked to object of search": ""}, {"Outcome": "", "Outcome linked to object of search": "False"}]
    frame = read_stop_search(month(tmp_path, *rows)).frame
    assert frame["find"].isna().tolist() == [False, False, True, True, True]
    assert frame["find"].iloc[:2].tolist() == [True, False]
    assert frame["positive"].isna().tolist() == [False, False, False, False, True]


def test_utc_text_is_local_time_before_months_are_made(tmp_path):
    summer, winter = {"Date": "2020-06-30T23:05:00+00:00"}, {"Date": "2020-12-31T23:05:00+00:00"}
    frame = read_stop_search(month(tmp_path, summer, winter, name="2020-07-metropolitan-stop-and-search.csv")).frame
    assert frame["month"].tolist() == ["2020-07", "2020-12"]
    assert frame["searched_at"].dt.hour.tolist() == [0, 23]
    assert str(frame["searched_at"].dt.tz) == "Europe/London"


def test_a_vehicle_alone_is_no_person(tmp_path):
    frame = read_stop_search(month(tmp_path, {"Type": "Vehicle search"}, {"Type": "Person and Vehicle search"})).frame
    assert frame["person_searched"].tolist() == [False, True]


def test_a_month_listed_twice_is_counted_once_with_both_totals(tmp_path):
    one, two = {"Latitude": "51.5"}, {"Latitude": "51.6"}
    table = read_stop_search(month(tmp_path, one, one, two, two))
    assert len(table) == 2
    source = table.sources[0]
    assert source.rows == 4
    assert source.set_aside == (("every search stands twice in this month's file (a listing fault): counted once", 2),)
    assert not table.frame["duplicate"].any()


def test_other_duplicates_stay_and_are_reported(tmp_path):
    one, two, three = ({"Latitude": f"51.{number}"} for number in (5, 6, 7))
    table = read_stop_search(month(tmp_path, one, one, two, two, three))
    assert table.frame["duplicate"].tolist() == [False, True, False, True, False]
    assert table.sources[0].set_aside == ()
    assert table.sources[0].flags[0] == ("exact duplicates of another row, kept (times are to the minute, groups are searched together)", 2)


def test_searches_at_one_time_and_place_are_of_one_incident(tmp_path):
    at = {"Latitude": "51.5", "Longitude": "-0.1", "Date": "2023-01-11T12:00:00+00:00"}
    other, later = at | {"Latitude": "51.6"}, at | {"Date": "2023-01-11T12:01:00+00:00"}
    nowhere, midnight = at | {"Latitude": ""}, at | {"Date": "2023-01-11T00:00:00+00:00"}
    rows = [at, at | {"Gender": "Female"}, other, later, other, nowhere, nowhere, midnight, midnight | {"Gender": "Female"}]
    found = read_stop_search(month(tmp_path, *rows)).frame["encounter"]
    assert found.notna().tolist() == [True, True, True, False, True, False, False, False, False]
    assert found[0] == found[1] != found[2] == found[4]


def test_the_same_month_given_twice_counts_once(tmp_path):
    lf = month(tmp_path / "a", {}, {"Latitude": "51.6"})
    crlf = month(tmp_path / "b", {}, {"Latitude": "51.6"}, newline="\r\n")
    packed = tmp_path / "c" / (lf.name + ".gz")
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(lf.read_bytes()))
    table = read_stop_search([lf, crlf, packed, lf])
    assert len(table) == 2
    assert [said for said, _ in table.sources[0].flags][:2] == [
        "the same rows were also given as b/2023-01-city-of-london-stop-and-search.csv: counted once",
        "the same rows were also given as 2023-01-city-of-london-stop-and-search.csv.gz: counted once",
    ]


def test_the_same_month_with_other_rows_is_refused(tmp_path):
    month(tmp_path / "a", {})
    month(tmp_path / "b", {}, {"Latitude": "51.6"})
    with pytest.raises(DataFault, match="2023-01 of city-of-london is also in '.*', with other rows; keep the"):
        read_stop_search(tmp_path)


def test_several_forces_are_never_pooled_unasked(tmp_path):
    month(tmp_path, {})
    month(tmp_path, {}, {}, {"Latitude": "1"}, name="2023-01-metropolitan-stop-and-search.csv")
    with pytest.raises(UsageError) as refused:
        read_stop_search(tmp_path)
    assert str(refused.value) == (
        "these files are of 2 forces, and forces are not pooled unasked: city-of-london, metropolitan; say which with force=, or force='every force'"
    )
    assert len(read_stop_search(tmp_path, force="city-of-london")) == 1
    assert len(read_stop_search(tmp_path, force=["city-of-london", "metropolitan"])) == 4
    with pytest.raises(UsageError, match="there is no month of force 'city-of-londn'; did you mean 'city-of-london'"):
        read_stop_search(tmp_path, force="city-of-londn")


def test_archives_and_folders_below(tmp_path):
    inner = searches_csv({"Date": "2023-02-10T12:00:00+00:00"}, {"Date": "2023-02-11T12:00:00+00:00"})
    with zipfile.ZipFile(tmp_path / "months.zip", "w") as archive:
        archive.writestr("2023-02/2023-02-city-of-london-stop-and-search.csv", inner)
        archive.writestr("2023-02/2023-02-city-of-london-street.csv", b"other,columns\n1,2\n")
    month(tmp_path, {}, name="2023/2023-01-city-of-london-stop-and-search.csv")
    table = read_stop_search(tmp_path)
    assert [source.file for source in table.sources] == [
        "2023-01-city-of-london-stop-and-search.csv",
        "months.zip/2023-02/2023-02-city-of-london-stop-and-search.csv",
    ]
    assert len(table) == 3


def test_a_month_without_rows_is_reported_and_only_such_months_are_refused(tmp_path):
    month(tmp_path)
    with pytest.raises(DataFault) as refused:
        read_stop_search(tmp_path)
    assert "1 month file without a row; a month without searches and a month not sent look alike" in str(refused.value)
    month(tmp_path, {}, name="2023-02-city-of-london-stop-and-search.csv")
    table = read_stop_search(tmp_path)
    assert len(table) == 1
    assert table.sources[0].flags == (("2023-01-city-of-london-stop-and-search.csv has no rows: a month without searches, or one that was not sent", 0),)


def test_missing_months_are_reported(tmp_path):
    month(tmp_path, {})
    month(tmp_path, {"Date": "2023-04-01T12:00:00+00:00"}, name="2023-04-city-of-london-stop-and-search.csv")
    assert ("months without a file: 2023-02, 2023-03", 0) in read_stop_search(tmp_path).sources[0].flags


def test_an_unknown_label_is_reported_and_may_be_mapped(tmp_path):
    path = month(tmp_path, {}, {"Self-defined ethnicity": "White - Romani"}, {"Outcome": "Arest"})
    with pytest.raises(DataFault) as refused:
        read_stop_search(path)
    message = str(refused.value)
    assert "row 3, column 'Self-defined ethnicity': 'White - Romani' is not in the data.police.uk labels" in message
    assert "row 4, column 'Outcome': 'Arest' is not in the outcomes of searches; nearest is 'Arrest'" in message
    assert "say what it means in mapping.toml" in message
    table = read_stop_search(path, values={"self_defined": {"white - romani": "W3"}, "outcome": {"Arest": "Arrest"}})
    assert table.frame["ethnicity_18"].tolist()[1] == "Gypsy or Irish Traveller"
    assert table.frame["positive"].tolist() == [False, False, True]


def test_unknown_words_of_several_files_are_all_reported(tmp_path):
    month(tmp_path, {"Gender": "Q"})
    month(tmp_path, {"Date": "last Tuesday"}, name="2023-02-city-of-london-stop-and-search.csv")
    with pytest.raises(DataFaults) as refused:
        read_stop_search(tmp_path)
    assert "column 'Gender': 'Q' is not in the sex codes" in str(refused.value)
    assert "column 'Date': 'last Tuesday' is not a date" in str(refused.value)


@pytest.mark.parametrize("form, said", [("%d/%m/%Y %H:%M", "day first"), ("%m/%d/%Y %H:%M", "month first")])
@pytest.mark.follows
def test_moments_that_a_spreadsheet_wrote_are_one_line_for_all_files_and_the_files_fetched_again_are_read(tmp_path, form, said):
    months = {"2023-01": 31, "2023-02": 28}
    for name, days in months.items():
        moments = [pd.Timestamp(f"{name}-{day:02}T12:00:00") for day in range(1, days + 1)]
        file = f"{name}-city-of-london-stop-and-search.csv"
        month(tmp_path / "changed", *({"Date": moment.strftime(form)} for moment in moments), name=file)
        month(tmp_path / "again", *({"Date": moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")} for moment in moments), name=file)
    with pytest.raises(DataFault) as refused:
        read_stop_search(tmp_path / "changed")
    message = str(refused.value)
    first = pd.Timestamp("2023-01-01T12:00").strftime(form)
    assert f"row 2, column 'Date': '{first}' and 58 others are written {said} (in 59 rows of 2 files); it should be as 2019-01-01T02:48:45+00:00" in message
    assert "fetch the file again from data.police.uk" in message and len(message.splitlines()) == 3
    assert len(read_stop_search(tmp_path / "again")) == 59


def test_a_column_of_other_words_is_one_line(tmp_path):
    with pytest.raises(DataFault) as refused:
        read_stop_search(month(tmp_path, *({"Gender": f"Number {n}"} for n in range(30))))
    assert "column 'Gender': 30 different values that are not in the sex codes (in 30 rows); is another column under this heading?" in str(refused.value)
    assert len(str(refused.value).splitlines()) == 3


def test_a_wrong_column_and_a_damaged_file(tmp_path):
    path = month(tmp_path, {})
    path.write_bytes(path.read_bytes().replace(b"Self-defined ethnicity", b"Self defined etnicity"))
    with pytest.raises(DataFault, match=r"column 'self_defined': the column is missing; found 'Self defined etnicity'"):
        read_stop_search(path)
    whole = searches_csv({}, {"Latitude": "51.6"})
    path.write_bytes(whole[:-90])
    with pytest.raises(DataFault, match="the last row is cut short"):
        read_stop_search(path)
    path.write_bytes(whole + b"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n")
    with pytest.raises(DataFault, match="Expected 15 fields in line 4, saw 17"):
        read_stop_search(path)
    path.write_bytes(b"")
    with pytest.raises(DataFault, match="the file is empty"):
        read_stop_search(path)


def test_a_file_whose_name_says_no_force_needs_one(tmp_path):
    path = month(tmp_path, {}, name="searches.csv")
    with pytest.raises(UsageError, match="the name of 'searches.csv' does not say which force it is of; say force="):
        read_stop_search(path)
    assert read_stop_search(path, force="city-of-london").frame["force"].tolist() == ["city-of-london"]


def test_nothing_there(tmp_path):
    with pytest.raises(UsageError, match="no stop-and-search month there"):
        read_stop_search(tmp_path)
    with pytest.raises(UsageError, match="there is no file or folder nowhere"):
        read_stop_search(tmp_path / "nowhere")


def test_a_damaged_archive(tmp_path):
    (tmp_path / "months.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(DataFault, match="the archive is damaged or is no .zip"):
        read_stop_search(tmp_path)


# --- the published files ----------------------------------------------------------------------------------------------


def test_the_city_of_london_months(shared):
    table = read_stop_search(shared / "public-data" / "stop-search" / "city-of-london")
    assert len(table) == 5317
    assert sum(source.rows for source in table.sources) == 5576
    (twice,) = [source for source in table.sources if source.set_aside]
    assert twice.file == "2020-07-city-of-london-stop-and-search.csv"
    assert (twice.rows, twice.set_aside[0][1]) == (518, 259)
    assert twice.sha256 == "0e98eaba5d2ba6e6424ba23d04bf5f0411e7d15d1571964cd89c1d9bdd2e6f1d"  # as its README prints it
    assert table.frame["part_of_operation"].isna().all()
    assert not table.frame["duplicate"].any()


def test_a_month_in_two_wrappers_of_the_city(shared):
    folder = shared / "public-data" / "stop-search"
    table = read_stop_search([folder / "city-of-london", folder / "city-of-london-crlf"])
    assert len(table) == 5317


def test_the_met_months(shared):
    table = read_stop_search(shared / "public-data" / "stop-search" / "metropolitan")
    assert len(table) == 132_743
    assert int(table.frame["duplicate"].sum()) == 495 + 572 + 467 + 416 + 300 + 324 + 278  # as the README counts them
    assert table.frame["linked"].isna().all() and table.frame["find"].isna().all()
    assert set(table.frame["month"]) == {"2019-01", "2020-07", "2020-08", "2020-09", "2021-06", "2021-07", "2021-08"}
    assert all(source.set_aside == () for source in table.sources)


def test_the_published_counts_of_met_searches(shared):
    """Ashby (UCL), tutorial of 10 December 2020: searches of three Met months by sex, age and ethnic group."""
    folder = shared / "public-data" / "stop-search"
    met = read_stop_search(sorted((folder / "metropolitan").glob("2020-*.csv.gz"))).frame
    people = met[met["person_searched"] & (met["age_range"] != "Not recorded") & met["sex"].isin(["Male", "Female"]) & (met["ethnicity_5"] != "Not recorded")]
    assert len(people) == 57_057
    counted = people.groupby(["sex", "age_range", "ethnicity_5"]).size()
    assert counted["Male", "18-24", "Black"] == 5713
    assert counted["Male", "18-24", "White"] == 5355
    published = pd.read_csv(folder / "published" / "ashby-2020-met-q3-group-disparity.csv")
    for row in published.itertuples():
        key = (row.sex.capitalize(), row.age_range, row.ethnic_group.split("/")[0].capitalize())
        assert counted[key] == int(str(row.searches).replace(",", "")), key


def test_the_re_exported_and_the_api_variants(shared):
    folder = shared / "public-data" / "stop-search"
    wales = read_stop_search(folder / "re-exported" / "wales-00.csv", force="wales").frame
    assert len(wales) == 1650
    assert wales["clothing_removed"].notna().any()
    api = read_stop_search(sorted((folder / "api-central-london-2024").glob("*.csv")), force="central-london")
    assert len(api) == 4572
    assert (api.frame.groupby("source_file")["month"].nunique() == 1).all()  # in local time, each file is one month


@pytest.mark.proof
def test_all_other_forces_in_their_archives(shared):
    folder = shared / "public-data" / "stop-search"
    paths = sorted(folder.glob("*.zip"))
    names = {name.rsplit("/")[-1][8 : -len("-stop-and-search.csv")] for path in paths for name in zipfile.ZipFile(path).namelist()}
    table = read_stop_search(paths, force=sorted(names))
    assert len(table) == 633_667  # six months in which every search stands twice, or 2k times, are counted once
    assert sum(source.rows for source in table.sources) == 639_001
    assert len(table.sources) == 989


def test_the_drawn_header_is_the_published_one(shared):
    path = next((shared / "public-data" / "stop-search" / "city-of-london").glob("*.csv"))
    assert tuple(path.read_text().splitlines()[0].split(",")) == POLICE_UK


def test_a_large_file_is_read_to_the_same_table(tmp_path, monkeypatch):
    """Above a size each distinct word is kept once while reading; nothing may come out differently for it."""
    from eianalysis.sources import search_month

    source = Path(__file__).resolve().parents[2] / "data" / "synthetic" / "stop_search"
    files = sorted(source.rglob("*.csv"))[:3]
    usual = read_stop_search(files)
    monkeypatch.setattr(search_month, "LARGE", 0)
    large = read_stop_search(files)
    pd.testing.assert_frame_equal(large.frame, usual.frame)
    assert large.sources == usual.sources
