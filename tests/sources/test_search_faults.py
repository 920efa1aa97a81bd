"""Months listed twice, fields recorded for one outcome only, moments without a zone: counted right, told, or refused."""

import random

import pytest
from builders import searches_csv
from sources.test_stop_search import month

from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault
from eianalysis.measures.searches import search_outcomes
from eianalysis.sources import by_day, read_stop_search

LINK, CLOTHING = "Outcome linked to object of search", "Removal of more than just outer clothing"
FOUND, NOTHING = {"Outcome": "Arrest"}, {"Outcome": "A no further action disposal"}


def searches(count, day="2023-01", **more):
    """So many searches, each at its own moment, which is another in another month."""
    return [{"Date": f"{day}-{n % 28 + 1:02}T{n // 28 % 24:02}:{n % 60:02}:{day[-2:]}+00:00", **more} for n in range(count)]


def read(folder, *rows, name="2023-01-city-of-london-stop-and-search.csv"):
    return read_stop_search(month(folder, *rows, name=name))


def aside(table):
    return dict(pair for source in table.sources for pair in source.set_aside)


def flags(table):
    return dict(pair for source in table.sources for pair in source.flags)


# --- listed more than once ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [2, 3, 4, 6])
def test_a_month_listed_several_times_is_counted_once_with_its_own_duplicates(tmp_path, times):
    rows = searches(50)
    rows += rows[:4]  # four people searched together with four others
    random.Random(1).shuffle(rows)
    table = read(tmp_path, *(rows * times))
    assert len(table) == 54 and table.frame["duplicate"].sum() == 4
    assert sum(aside(table).values()) == 54 * (times - 1)


@pytest.mark.parametrize("more", [1, 3])
def test_nearly_every_search_twice_is_counted_once_too(tmp_path, more):
    rows = searches(100 + more)
    table = read(tmp_path, *rows, *rows[:100])
    assert len(table) == 100 + more
    assert aside(table) == {"nearly every search stands 2 times in this month's file (a listing fault): counted once": 100}


def test_half_a_month_listed_twice_is_refused(tmp_path):
    rows = searches(100)
    with pytest.raises(DataFault, match="a large part of the searches stands more than once: part of the month may be listed twice"):
        read(tmp_path, *rows, *rows[:60])


def test_as_many_alike_as_forces_really_have_are_kept_and_told(tmp_path):
    rows = searches(100)
    table = read(tmp_path, *rows, *rows[:24])
    assert len(table) == 124 and not aside(table)
    assert flags(table)["exact duplicates of another row, kept (times are to the minute, groups are searched together)"] == 24


def test_rows_of_one_month_in_the_file_of_the_next_are_counted_in_their_own(tmp_path):
    january, february = searches(40), searches(30, "2023-02")
    month(tmp_path, *january)
    month(tmp_path, *january[25:], *february, name="2023-02-city-of-london-stop-and-search.csv")
    table = read_stop_search(tmp_path)
    assert len(table) == 70 and (table.frame["month"] == "2023-01").sum() == 40
    assert aside(table) == {"searches that stand in another month's file too: counted once, in the month they are dated in": 15}


def test_a_month_file_that_holds_two_whole_months_is_counted_once(tmp_path):
    january, february = searches(40), searches(30, "2023-02")
    month(tmp_path, *january, *february)
    month(tmp_path, *february, name="2023-02-city-of-london-stop-and-search.csv")
    assert len(read_stop_search(tmp_path)) == 70


def test_a_month_that_stops_or_begins_in_its_midst_is_told_and_a_whole_or_small_one_is_not(tmp_path):
    rows = [{"Date": f"2023-01-{day:02}T{n:02}:00:00+00:00"} for day in range(1, 32) for n in range(4)]
    cut = "no search after the 12th of the month, though there were 4.0 a day on the other days: is the file cut short?"
    late = "no search before the 22nd of the month, though there were 4.0 a day on the other days: is the file cut short?"
    assert cut in flags(read(tmp_path, *rows[:48])) and late in flags(read(tmp_path, *rows[84:]))
    assert not any("cut short" in words for kept in (rows, rows[:116], rows[:40:8]) for words in flags(read(tmp_path, *kept)))


# --- half recorded ------------------------------------------------------------------------------------------------------


def linked_only_where_found(count=400, found=50, finds=40, **more):
    rows = searches(count, **more)
    return [{**row, **(FOUND if n < found else NOTHING), LINK: ("True" if n < finds else "False") if n < found else ""} for n, row in enumerate(rows)]


def rate(table, root, measure="search_find_rate"):
    return search_outcomes(table, cycle=load_cycle("2023-04", data_dir=root / "data"), by="sex", measure=measure)


def test_a_link_recorded_only_where_something_was_found_gives_no_find_rate_and_the_reason_with_its_count(tmp_path, root):
    table = read(tmp_path, *linked_only_where_found())
    result = rate(table, root)
    assert result.missing and "recorded nearly only where something came of the search: half recorded, not used" in result.missing.reason
    assert "(known in 50 rows of 400)" in result.missing.reason
    assert table.frame["find"].isna().all() and table.frame["linked"].isna().all()
    assert not rate(table, root, "search_positive_outcome_rate").missing


def test_of_few_known_the_count_is_in_words(tmp_path, root):
    reason = rate(read(tmp_path, *linked_only_where_found(found=4, finds=3)), root).missing
    assert reason is None or "fewer than 5 rows" in reason.reason


def test_a_link_recorded_only_where_nothing_came_of_it_is_half_recorded_too(tmp_path, root):
    rows = [{**row, **(FOUND if n < 50 else NOTHING), LINK: "" if n < 50 else "False"} for n, row in enumerate(searches(400))]
    assert "nearly only where nothing came of it" in rate(read(tmp_path, *rows), root).missing.reason


@pytest.mark.parametrize("others", [{"Outcome": ""}, None], ids=["blank", "left out"])
def test_outcomes_recorded_only_where_something_came_of_it_give_no_share(tmp_path, root, others):
    rows = searches(200)
    rows = [{**row, **FOUND, LINK: "True"} for row in rows[:60]] + ([{**row, **others, LINK: ""} for row in rows[60:]] if others else [])
    table = read(tmp_path, *rows)
    for measure in ("search_positive_outcome_rate", "search_find_rate"):
        assert "no search ends in 'no further action'" in rate(table, root, measure).missing.reason
    assert table.frame["positive"].isna().all() and len(table) == len(rows)


def test_a_few_searches_that_all_led_to_something_are_a_few(tmp_path, root):
    table = read(tmp_path, *({**row, **FOUND, LINK: "True"} for row in searches(12)))
    assert not rate(table, root, "search_positive_outcome_rate").missing


def test_a_month_of_finds_only_is_left_out_and_the_others_count(tmp_path, root):
    month(
        tmp_path,
        *({**row, **(FOUND if n % 4 == 0 else NOTHING), LINK: str(n % 4 == 0)} for n, row in enumerate(searches(80, "2023-02"))),
        name="2023-02-city-of-london-stop-and-search.csv",
    )
    month(tmp_path, *({**row, **FOUND, LINK: "True"} for row in searches(40)))
    counts = rate(read_stop_search(tmp_path), root, "search_positive_outcome_rate").unreleased.query("group == 'All'")
    assert counts[["numerator", "denominator"]].iloc[0].tolist() == [20, 80]


def test_a_characteristic_recorded_only_where_something_came_of_it_gives_no_rate(tmp_path, root):
    rows = [{**row, **(FOUND if n < 60 else NOTHING), LINK: str(n < 60), **({} if n < 60 else {"Gender": ""})} for n, row in enumerate(searches(300))]
    result = rate(read(tmp_path, *rows), root)
    assert "sex is recorded nearly only where the answer is yes: half recorded, so nothing is counted by it" in result.missing.reason
    both = search_outcomes(read(tmp_path, *rows), cycle=load_cycle("2023-04", data_dir=root / "data"), by=["sex", "age_range"], measure="search_find_rate")
    assert set(both.unreleased["characteristic"]) == {"age_range"} and any("half recorded" in note for note in both.definition.notes)
    other = [{**row, "Gender": "" if n % 3 else "Male"} for n, row in enumerate(rows)]
    assert not rate(read(tmp_path, *other), root).missing


def test_one_blank_link_is_one_blank_link(tmp_path, root):
    rows = [{**row, **(FOUND if n < 50 else NOTHING), LINK: "" if n == 60 else str(n < 40)} for n, row in enumerate(searches(400))]
    result = rate(read(tmp_path, *rows), root)
    assert not result.missing and not any("recorded" in words for words in flags(read(tmp_path, *rows)))


def test_links_left_out_by_chance_are_no_half(tmp_path, root):
    chance = random.Random(3)
    rows = [{**row, **(FOUND if n % 8 == 0 else NOTHING), LINK: "" if chance.random() < 0.3 else str(n % 16 == 0)} for n, row in enumerate(searches(600))]
    assert not rate(read(tmp_path, *rows), root).missing


def test_months_that_are_half_recorded_are_left_out_and_the_others_count(tmp_path, root):
    month(tmp_path, *linked_only_where_found())
    full = [{**row, **(FOUND if n < 50 else NOTHING), LINK: str(n < 20)} for n, row in enumerate(searches(200, "2023-02"))]
    month(tmp_path, *full, name="2023-02-city-of-london-stop-and-search.csv")
    table = read_stop_search(tmp_path)
    whole = rate(table, root).unreleased.query("group == 'All'").iloc[0]
    assert (whole["numerator"], whole["denominator"]) == (20, 200)
    assert [words for words, rows in table.sources[0].flags if "half recorded" in words] and "half" not in str(table.sources[1].flags)


def test_the_few_links_of_a_small_month_of_a_force_that_half_records_are_no_find_rate_of_all(tmp_path, root):
    month(tmp_path, *linked_only_where_found())
    few = [{**row, **(FOUND if n < 3 else NOTHING), LINK: "True" if n == 0 else ""} for n, row in enumerate(searches(20, "2023-02"))]
    month(tmp_path, *few, name="2023-02-city-of-london-stop-and-search.csv")
    result = rate(read_stop_search(tmp_path), root)
    assert result.missing and "half recorded" in result.missing.reason


def test_a_link_that_is_true_or_blank_whatever_the_outcome_gives_no_rate(tmp_path, root):
    rows = [{**row, **(FOUND if n % 4 == 0 else NOTHING), LINK: "True" if n % 3 else ""} for n, row in enumerate(searches(400))]
    result = rate(read(tmp_path, *rows), root)
    assert "says yes or nothing, and never no" in result.missing.reason


def test_a_field_that_leans_is_told_and_used(tmp_path, root):
    rows = [{**row, **(FOUND if n % 2 else NOTHING), LINK: "" if n % 2 == 0 and n % 3 == 0 else str(n % 10 == 1)} for n, row in enumerate(searches(600))]
    table = read(tmp_path, *rows)
    assert not rate(table, root).missing
    assert "recorded more often where something came of the search: the share of finds leans" in " ".join(flags(table))


def test_clothing_that_is_removed_or_blank_gives_no_rate_and_never_all(tmp_path, root):
    rows = [{**row, CLOTHING: "True" if n < 20 else ""} for n, row in enumerate(searches(400))]
    table = read(tmp_path, *rows)
    result = rate(table, root, "search_clothing_removed_rate")
    assert "says yes or nothing, and never no: a blank is not a no, so it is not used (known in 20 rows of 400)" in result.missing.reason
    few = [{**row, CLOTHING: "True" if n < 20 else "" if n < 23 else "False"} for n, row in enumerate(searches(400))]
    assert not rate(read(tmp_path, *few), root, "search_clothing_removed_rate").missing


# --- moments ------------------------------------------------------------------------------------------------------------


def test_moments_without_a_zone_keep_the_day_they_say_and_that_is_told(tmp_path):
    rows = [{"Date": f"2023-07-{day:02}T23:{day:02}:00"} for day in range(1, 29)]
    table = read(tmp_path, *rows, name="2023-07-city-of-london-stop-and-search.csv")
    assert table.frame["searched_at"].dt.day.tolist() == list(range(1, 29))
    assert flags(table)["moments without a time zone: read as the day and hour of London that they say"] == 28


@pytest.mark.parametrize("zone", ["+01:00 ", " +01:00", "+01", "+0100", "+1"])
def test_a_zone_is_one_however_it_is_written(tmp_path, zone):
    rows = [{"Date": f"2023-07-{day:02}T{day // 2 + 8:02}:{day:02}:00{zone if day == 9 else '+00:00'}"} for day in range(1, 29)]
    table = read(tmp_path, *rows, name="2023-07-city-of-london-stop-and-search.csv")
    assert table.frame["searched_at"].dt.hour.tolist() == [day // 2 + 8 + (day != 9) for day in range(1, 29)]
    assert not any("time zone" in flag for flag in flags(table))


def test_a_moment_in_the_hour_that_the_clocks_repeat_or_skip_is_read(tmp_path):
    for text in ("2023-10-29T01:30:00", "2023-03-26T01:30:00"):
        assert len(read(tmp_path, {"Date": text}, name=f"{text[:7]}-kent-stop-and-search.csv")) == 1


def test_many_searches_at_midnight_have_no_time_of_day(tmp_path):
    rows = [{"Date": f"2023-01-{n % 28 + 1:02}T00:00:00+00:00", "Latitude": f"51.{n:04}"} for n in range(40)]
    assert flags(read(tmp_path, *rows, *searches(60)))["searches at midnight to the second: their time of day seems not to be recorded"] >= 40
    assert not any("midnight" in words for words in flags(read(tmp_path, *searches(700))))


# --- the file -----------------------------------------------------------------------------------------------------------


def test_a_mark_that_swallows_rows_is_told(tmp_path):
    text = searches_csv(*searches(40)).decode().splitlines()
    text[5] = text[5].replace("Controlled drugs", '"Controlled drugs')
    text[9] = text[9].replace("Controlled drugs", 'Controlled drugs"')
    path = tmp_path / "2023-01-kent-stop-and-search.csv"
    path.write_text("\n".join(text))
    with pytest.raises(DataFault, match="2023-01-kent-stop-and-search.csv does not fit"):
        read_stop_search(path)


def test_two_byte_order_marks_are_none(tmp_path):
    path = month(tmp_path, *searches(3))
    path.write_bytes(b"\xef\xbb\xbf\xef\xbb\xbf" + path.read_bytes())
    assert len(read_stop_search(path)) == 3


def test_the_faults_of_all_months_are_told_together(tmp_path):
    for name in ("2023-01", "2023-02"):
        (tmp_path / f"{name}-kent-stop-and-search.csv").write_text("nothing,of,this\n1,2,3\n")
    with pytest.raises(DataFault) as told:
        read_stop_search(tmp_path)
    assert "2023-01-kent" in str(told.value) and "2023-02-kent" in str(told.value)


@pytest.mark.parametrize("large", [False, True])
def test_a_file_of_very_many_columns_is_refused_before_each_is_looked_at(tmp_path, monkeypatch, large):
    monkeypatch.setattr(by_day, "LARGE", 1 if large else 10**12)
    path = tmp_path / "2023-01-kent-stop-and-search.csv"
    first, row = searches_csv({}).decode().splitlines()
    path.write_text(first + "".join(f",x{number}" for number in range(100_000)) + "\n" + row + "," * 100_000 + "\n")
    with pytest.raises(DataFault, match=r"it has 100,0\d\d columns.*Up to 2,000 columns are read"):
        read_stop_search(path)
