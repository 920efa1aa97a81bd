"""Very large files of searches are counted by DuckDB, and every figure is what the reader of rows makes of the same file."""

from dataclasses import replace
from datetime import date
from functools import cache
import gzip
import zipfile

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault
from eianalysis.sources.repeated_rows import MANY
from eianalysis.sources import by_day, months, unpack, read_stop_search
from eianalysis.sources.lines import Lines
from eianalysis.sources.duplicate_searches import KEPT
from eianalysis.synthetic.effects import EFFECTS
from eianalysis.synthetic.searches import COLUMNS, make_searches

pytest.importorskip("duckdb", reason="duckdb is not installed (eianalysis[large])")
CYCLE = """cycle = "many"
board = "Strategic Management Board"
period = {{ start = {start}, end = {end} }}
data_cut_off = {end}
meeting_date = 2020-10-20
profile = "board"
marking = "OFFICIAL-SENSITIVE"
"""
NAME = "2020-04-metropolitan-stop-and-search.csv"


def drawn(rows=4000, seed=3, month="2020-04", days=29):
    """Searches of the synthetic force, at moments of a summer month, which UTC and London end at different hours."""
    rng = np.random.default_rng(seed)
    frame = _searches().sample(rows, random_state=seed, replace=True).reset_index(drop=True)
    seconds = pd.to_timedelta(rng.integers(0, days * 86_400, rows), unit="s")
    return frame.assign(Date=(pd.Timestamp(f"{month}-01") + seconds).strftime("%Y-%m-%dT%H:%M:%S+00:00"))


@cache
def _searches():
    return make_searches(3, EFFECTS, 30.0)[list(COLUMNS)]


def written(folder, frame, name=NAME):
    folder.mkdir(exist_ok=True)
    frame.to_csv(folder / name, index=False, lineterminator="\n")
    return folder


@pytest.fixture
def counted(monkeypatch):
    """Every file is large enough; says which were counted."""
    there, real = [], by_day.counts_by_day

    def noted(file, *given, **more):
        made = real(file, *given, **more)
        there.append((file.name, made is not None))
        return made

    monkeypatch.setattr(by_day, "LARGE", 1)
    monkeypatch.setattr("eianalysis.sources.stop_search.counts_by_day", noted)
    return there


def both(path, monkeypatch, **more):
    table = read_stop_search(path, **more)
    monkeypatch.setattr(by_day, "LARGE", 10**12)
    return table, read_stop_search(path, **more)


def cycle_of(folder, start, end):
    (folder / "cycles").mkdir(parents=True, exist_ok=True)
    (folder / "cycles" / "many.toml").write_text(CYCLE.format(start=start, end=end), encoding="utf-8")
    return load_cycle("many", data_dir=folder)


@pytest.mark.parametrize(("start", "end"), [("2020-04-01", "2020-04-30"), ("2020-04-11", "2020-05-10"), ("2020-03-24", "2020-04-23")])
def test_every_figure_is_that_of_the_rows(tmp_path, counted, monkeypatch, start, end):
    table, rows = both(written(tmp_path / "raw", drawn(days=31)), monkeypatch)
    assert counted == [(NAME, True)] and len(table) == len(rows) == 4000
    cycle = cycle_of(tmp_path / "data", start, end)
    for by in ("ethnicity", "officer_ethnicity", "sex", "age", ["object"]):
        for measure in ("search_find_rate", "search_positive_outcome_rate", "search_clothing_removed_rate"):
            one, other = (ei.search_outcomes(each, cycle=cycle, by=by, measure=measure) for each in (table, rows))
            pd.testing.assert_frame_equal(one.counts, other.counts, check_dtype=False)
    for ask in (ei.searches_by_month, ei.ethnicity_agreement, ei.undeclared_searches):
        one, other = (ask(each, cycle=cycle) for each in (table, rows))
        pd.testing.assert_frame_equal(one.counts, other.counts, check_dtype=False)
    one, other = (ei.release(ei.search_outcomes(each, cycle=cycle, by="ethnicity"), "board").table for each in (table, rows))
    pd.testing.assert_frame_equal(one, other, check_dtype=False)
    women = [ei.search_outcomes(each.where(sex="Female"), cycle=cycle, by="ethnicity") for each in (table, rows)]
    pd.testing.assert_frame_equal(*(each.counts for each in women), check_dtype=False)
    assert "frame" not in vars(table)  # and nothing needed a row for every search


def test_every_search_has_a_row_where_rows_are_asked_for(tmp_path, counted, monkeypatch):
    table, rows = both(written(tmp_path / "raw", drawn()), monkeypatch)
    assert len(table.rows) < len(table) == len(rows) and table.rows[MANY].sum() == 4000
    assert repr(table) == repr(rows) and MANY not in table.frame and list(table.frame) == list(rows.frame)
    assert len(table.frame) == 4000 and table.where(sex="Female").frame["sex"].eq("Female").sum() == len(table.where(sex="Female"))
    women = table.where(sex="Female")
    assert len(women.narrowed_but_by(["sex"])) == 4000
    cut = replace(table, covers_to=date(2020, 4, 20))  # whoever knows nothing of rows that stand for several gets each by itself
    assert cut.alike is None and len(cut.frame) == 4000
    assert len(replace(table, frame=table.frame[:7])) == 7


def test_every_column_is_that_of_the_rows_but_what_is_said_not_to_be_kept(tmp_path, counted, monkeypatch):
    table, rows = both(written(tmp_path / "raw", drawn(seed=5)), monkeypatch)
    kept = [name for name in rows.frame if name not in ("searched_at", "latitude", "longitude", "duplicate", "source_row")]
    day = [each.frame["searched_at"].dt.tz_localize(None).dt.normalize() for each in (table, rows)]
    one, other = (
        each.frame[kept].astype(object).where(each.frame[kept].notna(), "").astype(str).assign(day=days) for each, days in zip((table, rows), day, strict=True)
    )
    pd.testing.assert_series_equal(one.value_counts().sort_index(), other.value_counts().sort_index())
    assert table.frame["duplicate"].isna().all() and table.frame["latitude"].isna().all()
    assert table.sources[0].sha256 == rows.sources[0].sha256 and table.sources[0].rows == 4000
    assert (by_day.SAID, 0) in table.sources[0].flags
    assert [flag for flag in table.sources[0].flags if flag[0] != by_day.SAID] == list(rows.sources[0].flags)


def test_places_that_only_a_few_rows_have_are_not_blank(tmp_path, counted, monkeypatch):
    """Of each set of words the first row is looked at, and these have no places."""
    frame = drawn(rows=300)
    frame = pd.concat([frame.assign(Latitude="", Longitude=""), frame.assign(Date=frame["Date"].str.replace("04-", "05-"))[::5]])
    table, rows = both(written(tmp_path / "raw", frame), monkeypatch)
    assert sorted(flag for flag in table.sources[0].flags if flag[0] != by_day.SAID) == sorted(rows.sources[0].flags)
    assert counted == [(NAME, True)] and not any("itude" in flag for flag, _ in table.sources[0].flags)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("last", [True, False])
def test_lines_may_end_as_they_do_on_any_system(tmp_path, counted, monkeypatch, end, last):
    path = written(tmp_path / "raw", drawn(rows=300).assign(Legislation='an "Act", so called'))
    text = (path / NAME).read_text(encoding="utf-8").replace("\n", end)
    (path / NAME).write_bytes((text if last else text.removesuffix(end)).encode())
    table, rows = both(path, monkeypatch)
    assert counted == [(NAME, True)] and table.frame["legislation"].tolist() == rows.frame["legislation"].tolist()


def test_a_row_that_is_not_the_line_it_should_be_goes_to_the_reader_of_rows(tmp_path, counted, monkeypatch):
    """As many lines as rows, but an empty one and one of two."""
    path = written(tmp_path / "raw", drawn(rows=300))
    lines = (path / NAME).read_text(encoding="utf-8").split("\n")
    lines[9] = lines[9].rsplit(",", 1)[0] + ',"Tr\nue"'
    (path / NAME).write_text("\n".join(lines[:3] + lines[4:]), encoding="utf-8")
    assert "Tr\nue" in (path / NAME).read_text(encoding="utf-8")
    with pytest.raises(DataFault, match="quotation mark"):
        read_stop_search(path)
    assert counted == [(NAME, False)]


def test_words_read_from_another_line_are_not_taken(tmp_path, counted, monkeypatch):
    real = Lines.of_rows
    monkeypatch.setattr(Lines, "of_rows", lambda self, path, rows: real(self, path, np.append(rows[1:], rows[:1])))
    table = read_stop_search(written(tmp_path / "raw", drawn(rows=300)))
    assert counted == [(NAME, False)] and table.frame["source_row"].min() == 2


def test_places_that_are_blank_throughout_are_told(tmp_path, counted, monkeypatch):
    table, rows = both(written(tmp_path / "raw", drawn(rows=600).assign(Latitude="", Longitude="")), monkeypatch)
    assert counted == [(NAME, True)] and ("'Longitude' is blank throughout the file", 600) in rows.sources[0].flags
    assert sorted(flag for flag in table.sources[0].flags if flag[0] != by_day.SAID) == sorted(rows.sources[0].flags)


def test_rows_alike_are_counted(tmp_path, counted, monkeypatch):
    frame = drawn(seed=6)
    table, rows = both(written(tmp_path / "raw", pd.concat([frame, frame[:40], frame[:3]])), monkeypatch)
    assert counted == [(NAME, True)] and len(table) == len(rows) == 4043
    assert (KEPT, 43) in table.sources[0].flags and (KEPT, 43) in rows.sources[0].flags


def written_as_parquet(text, path):
    """With moments and flags of their own kinds, as whoever makes such a file would."""
    import duckdb

    kinds = "types={'Date': 'TIMESTAMPTZ', 'Outcome linked to object of search': 'BOOLEAN', 'Latitude': 'DOUBLE'}"
    duckdb.execute(f"copy (select * from read_csv('{text}', {kinds}, all_varchar=false)) to '{path}'")


@pytest.mark.parametrize("kind", ["gz", "zip", "parquet"])
def test_what_is_packed_is_counted_where_it_is_unpacked(tmp_path, counted, monkeypatch, kind):
    text = written(tmp_path / "plain", drawn()) / NAME
    raw = tmp_path / "raw"
    raw.mkdir()
    if kind == "gz":
        (raw / f"{NAME}.gz").write_bytes(gzip.compress(text.read_bytes()))
    elif kind == "parquet":
        written_as_parquet(text, raw / NAME.replace(".csv", ".parquet"))
    else:
        with zipfile.ZipFile(raw / "months.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(text, f"2020-04/{NAME}")
    table, rows = both(raw, monkeypatch)
    assert [made for _, made in counted] == [True] and len(table) == len(rows) == 4000
    assert table.sources[0].sha256 == rows.sources[0].sha256 and table.sources[0].file == rows.sources[0].file
    assert table.frame["find"].sum() == rows.frame["find"].sum()


@pytest.mark.parametrize("kind", ["cut", "bomb"])
def test_what_cannot_be_unpacked_is_told(tmp_path, counted, monkeypatch, kind):
    raw = tmp_path / "raw"
    raw.mkdir()
    packed = gzip.compress((written(tmp_path / "plain", drawn(rows=300)) / NAME).read_bytes())
    if kind == "cut":
        packed = packed[: len(packed) // 2]
    else:
        monkeypatch.setattr(unpack, "MOST_TIMES", 0)
        monkeypatch.setattr(by_day, "MOST_UNPACKED", 1)
    (raw / f"{NAME}.gz").write_bytes(packed)
    with pytest.raises(DataFault, match="damaged or cut short" if kind == "cut" else "no text of rows"):
        read_stop_search(raw)


def test_a_parquet_file_is_read_row_by_row_too_and_what_is_none_is_told(tmp_path, monkeypatch):
    text = written(tmp_path / "plain", drawn(rows=300)) / NAME
    raw = tmp_path / "raw"
    raw.mkdir()
    path = raw / NAME.replace(".csv", ".parquet")
    written_as_parquet(text, path)
    one, other = (read_stop_search(each).frame for each in (text, raw))
    changed = ["source_file"]
    pd.testing.assert_frame_equal(one.drop(columns=changed), other.drop(columns=changed), check_dtype=False)
    monkeypatch.setattr(unpack, "find_spec", lambda name: None)
    with pytest.raises(DataFault, match=r"duckdb is not installed to read it; save it as CSV, or .pip install eianalysis\[large\]"):
        read_stop_search(raw)
    monkeypatch.undo()
    path.write_bytes(b"PAR1" + b"0" * 200)
    with pytest.raises(DataFault, match="damaged, or no parquet file"):
        read_stop_search(raw)


def test_a_member_of_an_archive_too_large_to_be_unpacked_in_memory_is_refused(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "months.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, "0" * 5_000_000)
    monkeypatch.setattr(months, "MOST_UNPACKED", 4_000_000)
    with pytest.raises(DataFault, match="more than 4 MB of text"):
        read_stop_search(tmp_path / "months.zip")


def other_zone(frame):
    return frame.assign(Date=frame["Date"].where(frame.index != 7, "2020-04-07T12:00:00"))


def no_date(frame):
    return frame.assign(Date=frame["Date"].where(frame.index != 7, "2020-04-31T12:00:00+00:00"))


def unknown_word(frame):
    return frame.assign(Gender=frame["Gender"].where(frame.index != 7, "Robot"))


def swallowed(frame):
    return frame.assign(Legislation=frame["Legislation"].where(frame.index != 7, "one\ntwo"))


def swallowed_in_a_column_of_their_own(frame):
    return frame.assign(Note=["one\ntwo" if at == 7 else "" for at in range(len(frame))])


def swallowed_in_a_place(frame):
    return frame.assign(Latitude=frame["Latitude"].where(frame.index != 7, "51\n2"))


def no_text(frame):
    return frame.assign(Legislation=frame["Legislation"].where(frame.index != 7, "\0"))


def a_word_for_nothing(frame):
    return frame.assign(Gender=frame["Gender"].where(frame.index != 7, "\\1"))


def of_another_zone(frame):
    return frame.assign(Date=frame["Date"].str.replace("+00:00", "+01:00"))


def of_no_clock(frame):
    return frame.assign(Date=frame["Date"].where(frame.index != 7, "2020-04-17T24:00:00+00:00"))


def of_no_figures(frame):
    return frame.assign(Date=frame["Date"].where(frame.index != 7, "2020-04-17T 9:15:00+00:00"))


def doubled(frame):
    return pd.concat([frame, frame])


def thrice(frame):
    return pd.concat([frame, frame, frame])


def twelve_hours(frame):
    return frame.assign(Date=frame["Date"].str.replace(r"T(\d\d)", lambda found: f"T{int(found[1]) % 12 + 1:02d}", regex=True))


def midnights(frame):
    return frame.assign(Date=frame["Date"].where(frame.index % 10 != 0, frame["Date"].str[:10] + "T00:00:00+00:00"))


def midnights_in_london(frame):
    return frame.assign(Date=frame["Date"].where(frame.index % 10 != 0, frame["Date"].str[:10] + "T23:00:00+00:00"))


def a_day_again(frame):
    day = frame[frame["Date"].str.startswith("2020-04-07")]
    return pd.concat([frame[~frame["Date"].str.startswith("2020-04-21")], day.assign(Date=day["Date"].str.replace("04-07", "04-21"))])


def renamed(frame):
    return frame.rename(columns={"Outcome": "What came of it"})


NOT_SOUND = [
    *(other_zone, of_another_zone, no_date, of_no_clock, of_no_figures, unknown_word, a_word_for_nothing, no_text),
    *(swallowed, swallowed_in_a_column_of_their_own, swallowed_in_a_place),
    *(doubled, thrice, twelve_hours, midnights, midnights_in_london, a_day_again, renamed),
]


@pytest.mark.parametrize("damage", NOT_SOUND)
def test_what_is_not_sound_is_read_row_by_row(tmp_path, counted, monkeypatch, damage):
    """And the table, or the message, is what the reader of rows makes of it."""
    path = written(tmp_path / "raw", damage(drawn(seed=8)))

    def read():
        try:
            table = read_stop_search(path)
        except DataFault as fault:
            return str(fault)
        return table.frame.astype(object).fillna("").to_csv(), table.sources

    now = read()
    if damage not in (unknown_word, a_word_for_nothing):  # every moment and row of it is sound: its word is found when it is typed
        assert counted == [(NAME, False)]
    monkeypatch.setattr(by_day, "LARGE", 10**12)
    assert now == read()


@pytest.mark.parametrize("end", ["cut", "more"])
def test_a_row_that_is_no_row_is_told_by_the_reader_of_rows(tmp_path, counted, end):
    path = written(tmp_path / "raw", drawn(rows=300)) / NAME
    path.write_text(path.read_text().rstrip("\n").rsplit(",", 4)[0] if end == "cut" else path.read_text() + "a" + ",b" * 20 + "\n", encoding="utf-8")
    with pytest.raises(DataFault, match="cut short|does not fit its headings"):
        read_stop_search(path)
    assert counted == [(NAME, False)]


def test_months_beside_each_other_are_counted_where_each_keeps_to_itself(tmp_path, counted, monkeypatch):
    folder = written(tmp_path / "raw", drawn(rows=600))
    written(folder, drawn(rows=500, month="2020-05", seed=9), "2020-05-metropolitan-stop-and-search.csv")
    table, rows = both(folder, monkeypatch)
    assert [made for _, made in counted] == [True, True]
    assert table.frame["month"].value_counts().to_dict() == rows.frame["month"].value_counts().to_dict() == {"2020-04": 600, "2020-05": 500}


def test_all_of_a_force_are_read_by_rows_where_one_is_not_sound(tmp_path, counted, monkeypatch):
    folder = written(tmp_path / "raw", drawn(rows=600))
    written(folder, drawn(rows=500, month="2020-05", seed=9), "2020-05-metropolitan-stop-and-search.csv")
    stray = drawn(rows=400, month="2020-06", seed=10)
    stray.loc[0] = pd.read_csv(folder / "2020-05-metropolitan-stop-and-search.csv", dtype=str, keep_default_na=False).iloc[0]  # it stands in both
    written(folder, stray, "2020-06-metropolitan-stop-and-search.csv")
    table, rows = both(folder, monkeypatch)
    assert [made for _, made in counted] == [True, True, False]
    assert table.frame["source_row"].min() == 2
    assert table.frame["month"].value_counts().to_dict() == rows.frame["month"].value_counts().to_dict() == {"2020-04": 600, "2020-05": 500, "2020-06": 399}


def test_a_file_without_what_is_needed_is_read_by_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(by_day, "LARGE", 1)
    monkeypatch.setattr(by_day, "find_spec", lambda name: None)
    table = read_stop_search(written(tmp_path / "raw", drawn(rows=300)))
    assert table.frame["source_row"].min() == 2 and table.frame["latitude"].notna().any()


def test_one_too_large_to_be_read_by_rows_says_what_is_odd(tmp_path, counted, monkeypatch):
    monkeypatch.setattr(by_day, "MOST_UNPACKED", 1)
    with pytest.raises(DataFault, match="some moments are not written as .*too large for its rows to be looked at.*\n?.*month by month"):
        read_stop_search(written(tmp_path / "raw", other_zone(drawn(rows=300))))


def test_one_too_large_says_which_word_is_unknown(tmp_path, counted, monkeypatch):
    monkeypatch.setattr(by_day, "MOST_UNPACKED", 1)
    frame = drawn(rows=300)
    with pytest.raises(DataFault, match=r"'Robot' is not in .* \(in 40 rows\)") as fault:
        read_stop_search(written(tmp_path / "raw", frame.assign(Gender=frame["Gender"].where(frame.index >= 40, "Robot"))))
    assert "row 0" not in str(fault.value)


def test_where_duckdb_is_absent_a_file_too_large_names_it(tmp_path, monkeypatch):
    monkeypatch.setattr(months, "MOST_UNPACKED", 1)
    with pytest.raises(DataFault, match=r"eianalysis\[large\]"):
        read_stop_search(written(tmp_path / "raw", drawn(rows=300)))


def over_two_years(rows=6000, seed=4):
    frame = drawn(rows=rows, seed=seed)
    days = pd.Series(pd.to_datetime("2020-04-01") + pd.to_timedelta(np.random.default_rng(seed).integers(0, 730 * 86_400, rows), unit="s"))
    return frame.assign(Date=days.dt.strftime("%Y-%m-%dT%H:%M:%S+00:00"))


def exchanged_since(frame):
    since = frame["Date"] >= "2021-09"
    return frame.assign(Gender=frame["Gender"].mask(since, frame["Gender"].replace({"Male": "Female", "Female": "Male"})))


def link_of_finds_alone(frame):
    name = "Outcome linked to object of search"
    return frame.assign(**{name: frame[name].where(frame["Outcome"] != "A no further action disposal", "")})


def nobody_under_18_in_a_quarter(frame):
    gone = (frame["Date"] >= "2021-01") & (frame["Date"] < "2021-07") & frame["Age range"].isin(["10-17", "under 10"])
    return frame[~gone]


def ethnicity_of_finds_alone_in_a_year(frame):
    name = "Self-defined ethnicity"
    blank = (frame["Date"] >= "2021-04") & (frame["Outcome"] == "A no further action disposal") & (frame.index % 10 != 0)
    return frame.assign(**{name: frame[name].mask(blank, "")})


def always_yes(frame):
    name = "Removal of more than just outer clothing"
    return frame.assign(**{name: frame[name].replace({"False": "", False: ""})})


@pytest.mark.parametrize("damage", [exchanged_since, link_of_finds_alone, nobody_under_18_in_a_quarter, ethnicity_of_finds_alone_in_a_year, always_yes])
def test_what_is_odd_over_the_months_is_found_in_counts_as_in_rows(tmp_path, counted, monkeypatch, damage):
    table, rows = both(written(tmp_path / "raw", damage(over_two_years())), monkeypatch)
    assert counted == [(NAME, True)]
    said = [flag for flag in table.sources[0].flags if flag[0] != by_day.SAID]
    sound = read_stop_search(written(tmp_path / "sound", over_two_years())).sources[0].flags
    assert sorted(said) == sorted(rows.sources[0].flags) != sorted(sound)
    assert table.half_recorded == rows.half_recorded
    for column in ("linked", "find", "sex", "ethnicity_5", "clothing_removed"):
        one, other = (each.frame[column].astype(object).where(each.frame[column].notna(), "") for each in (table, rows))
        assert one.value_counts().to_dict() == other.value_counts().to_dict()


def a_month_pasted_in(frame, months):
    part = frame[frame["Date"].str.startswith("2020-06")]
    moved = (pd.to_datetime(part["Date"]) + pd.DateOffset(months=months)).dt.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return pd.concat([frame, part.assign(Date=moved)])


@pytest.mark.parametrize("months", [1, 12])
def test_a_month_pasted_in_beside_what_was_there_is_told(tmp_path, counted, months):
    """Its days have searches of their own, so that no day stands again as it is."""
    path = written(tmp_path / "raw", a_month_pasted_in(over_two_years(20_000), months))
    with pytest.raises(DataFault, match="rows of 1 June 2020 to 30 June 2020 stand again"):
        read_stop_search(path)
    assert counted == [(NAME, False)]


def test_what_is_blank_is_told_alike_whatever_its_heading(tmp_path, counted, monkeypatch):
    named = {"Self-defined ethnicity": "self_defined_ethnicity", "Legislation": "legislation"}
    frame = drawn(rows=300).assign(Legislation="", Latitude="").rename(columns=named)
    table, rows = both(written(tmp_path / "raw", frame), monkeypatch)
    assert counted == [(NAME, True)]
    assert [flag for flag in table.sources[0].flags if flag[0] != by_day.SAID] == list(rows.sources[0].flags)
    assert ("'Legislation' is blank throughout the file", 300) in table.sources[0].flags
