"""FTE and kinds of worker are judged by the whole column: hours, another full time and a kind called another are refused, and the advice cures."""

import re

import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.sources import load_workforce

HEAD = "person_ref,worker_type,rank_grade,ethnicity_code,sex,service_start,as_at,{}\n"


def cell(value):
    return value if isinstance(value, str) else f"{value:g}"


def placed(tmp_path, fte, *, heading="fte", kind=lambda n: "staff" if n % 3 == 0 else "officer", days=("2023-03-31",)):
    """A cycle with sixty people a snapshot, a third of them staff and one in four of those part time; ``fte(share, n, day)`` is what the file has."""
    cycle = a_cycle(tmp_path)
    rows = [
        f"P{n},{kind(n)},{'C' if n % 3 == 0 else 'Constable'},W1,F,2015-04-01,{day},{cell(fte(0.8 if n % 12 == 0 else 1, n, day))}\n"
        for day in days
        for n in range(60)
    ]
    put(cycle.raw_dir, "workforce_snapshot.csv", HEAD.format(heading) + "".join(rows))
    return cycle


def refused(cycle):
    with pytest.raises(DataFault) as fault:
        load_workforce(cycle)
    return str(fault.value)


def test_one_column_of_two_measures_is_refused_with_its_rows_and_no_full_time_is_proposed(tmp_path):
    for half in (lambda share: f"{share * 100:g}%", lambda share: f"{share * 100:g}"):
        cycle = placed(tmp_path / half(1), lambda share, n, day, half=half: half(share) if n % 2 else share)
        assert "30 others are shares of full time, as 0.8: write these so too" in refused(cycle) and "full = 100" not in refused(cycle)
        put(cycle.raw_dir, "mapping.toml", ENTRY.format("full = 100"))
        assert "it looks like a share of full time (in 30 rows: 2, 4, 6, 8, 10, 12, …)" in refused(cycle)
    cycle = placed(tmp_path / "hours", lambda share, n, day: f"{share * 100:g}%" if n % 2 else share * 37)
    put(cycle.raw_dir, "mapping.toml", ENTRY.format("full = 37"))
    assert "it is per cent (in 30 rows: 3, 5, 7, 9, 11, 13, …)" in refused(cycle)


ENTRY = "[[table]]\ntable = 'workforce_snapshot'\nfile = 'workforce_snapshot.csv'\n[table.fte]\ncolumn = 'fte'\n{}\n"
HOURS = {True: 37, False: 40}
WRONG = {
    "multiplied": lambda share, n, day: share * 1.4,
    "another week": lambda share, n, day: share * 0.9,
    "hours": lambda share, n, day: share * 37,
    "per cent": lambda share, n, day: f"{share * 100:g}%",
    "per cent without a sign": lambda share, n, day: share * 100,
    "officers' hours over staff's": lambda share, n, day: round(share * HOURS[n % 3 == 0] / 37, 6),
}


@pytest.mark.parametrize("heading", ["fte", "WTE"])
@pytest.mark.parametrize("fte", WRONG.values(), ids=WRONG)
@pytest.mark.follows
def test_what_is_no_share_of_full_time_is_refused_and_the_advice_cures_it(tmp_path, fte, heading):
    cycle = placed(tmp_path, fte, heading=heading)
    assert "full time should be 1: say what it is here, in the table's entry in mapping.toml" in (said := refused(cycle))
    column, full = re.search(r"\[table.fte\] column = '(.+?)', full = (\{.+?\}|[\d.]+)", said).groups()
    assert column == heading
    put(
        cycle.raw_dir,
        "mapping.toml",
        f"[[table]]\ntable = 'workforce_snapshot'\nfile = 'workforce_snapshot.csv'\n[table.fte]\ncolumn = '{column}'\nfull = {full}\n",
    )
    assert load_workforce(cycle).frame["fte"].value_counts().to_dict() == {1.0: 55, 0.8: 5}


def test_the_advice_names_the_column_of_the_file_where_a_mapping_renamed_it(tmp_path):
    cycle = placed(tmp_path, WRONG["hours"], heading="Hours a week")
    names = [*HEAD.split(",")[:7]]
    columns = "".join(f"{name} = '{name}'\n" for name in names)
    mapping = f"[[table]]\ntable = 'workforce_snapshot'\nfile = 'workforce_snapshot.csv'\n[table.columns]\n{columns}"
    put(cycle.raw_dir, "mapping.toml", mapping + "fte = 'Hours a week'\n")
    assert "[table.fte] column = 'Hours a week', full = 37" in refused(cycle)
    put(cycle.raw_dir, "mapping.toml", mapping + "[table.fte]\ncolumn = 'Hours a week'\nfull = 37\n")
    assert load_workforce(cycle).frame["fte"].max() == 1


def test_one_snapshot_with_another_full_time_is_to_be_exported_again(tmp_path):
    said = refused(placed(tmp_path, lambda share, n, day: share * 1.4 if day == "2023-03-31" else share, days=("2022-03-31", "2023-03-31")))
    assert "all of 31 March 2023; full time is 1 in the other snapshots: export these again" in said and "[table.fte]" not in said


@pytest.mark.parametrize(
    "fte",
    [lambda share, n, day: share, lambda share, n, day: 1.2 if n < 6 else share, lambda share, n, day: ""],
    ids=["as it should be", "a few with a second post", "blank"],
)
def test_a_sound_column_of_fte_is_read(tmp_path, fte):
    load_workforce(placed(tmp_path, fte))


@pytest.mark.follows
def test_everybody_called_an_officer_is_refused_and_reading_the_right_column_cures_it(tmp_path):
    cycle = placed(tmp_path, lambda share, n, day: "staff" if n % 3 == 0 else "officer", heading="Group", kind=lambda n: "officer")
    assert "20 of 20 rows with a staff grade (in rank_grade) are called 'officer'" in (said := refused(cycle))
    assert "one of the two columns is wrong: in mapping.toml map the one that tells them apart to worker_type" in said
    columns = "".join(f"{name} = '{'Group' if name == 'worker_type' else name}'\n" for name in HEAD.split(",")[:7])
    put(cycle.raw_dir, "mapping.toml", f"[[table]]\ntable = 'workforce_snapshot'\nfile = 'workforce_snapshot.csv'\n[table.columns]\n{columns}")
    assert load_workforce(cycle).frame["worker_type"].value_counts().to_dict() == {"officer": 40, "staff": 20}


@pytest.mark.follows
def test_where_the_ranks_are_wrong_they_can_be_left_unread(tmp_path):
    cycle = placed(tmp_path, lambda share, n, day: share, kind=lambda n: "officer")
    assert "where the ranks are wrong, leave them unread" in (said := refused(cycle))
    constant = re.search(r"\[table.constants\]: (.+)", said)[1]
    put(cycle.raw_dir, "mapping.toml", f"[[table]]\ntable = 'workforce_snapshot'\nfile = 'workforce_snapshot.csv'\n[table.constants]\n{constant}\n")
    assert set(load_workforce(cycle).frame["rank_band"]) == {"Not recorded"}


@pytest.mark.parametrize(
    "kind",
    [lambda n: "special" if n % 3 and n < 30 else "pcso" if n % 3 == 0 else "officer", lambda n: "officer" if n % 3 or n < 9 else "staff"],
    ids=["specials with police ranks, community support officers with grades", "a few slips"],
)
def test_kinds_that_may_have_such_a_rank_and_a_few_slips_are_read(tmp_path, kind):
    table = load_workforce(placed(tmp_path, lambda share, n, day: share, kind=kind))
    slips = any("than their rank or grade says" in words for words, _ in table.sources[0].flags)
    assert slips == (kind(3) == "officer")
