"""mapping.toml: read strictly, applied and counted; the worked example gives the known answers."""

import copy
import json
import shutil
import tomllib
from datetime import date
from types import SimpleNamespace

import pytest

from eianalysis.errors import DataFault
from eianalysis.sources import load_joiners, load_leavers, load_workforce
from eianalysis.sources.mapping import read_mapping

CSV = """Ref,Race,Sex,First day,Last day,Status,Why
1,WHITE,MALE,2001-05-01,2020-02-01,0,Resigned
2,HISPANIC,FEMALE,2002-05-01,,1,
3,,MALE,2003-05-01,2002-02-01,0,Resigned
4,BLACK,FEMALE,,2019-01-01,0,Retired
5,BLACK,MALE,2004-05-01,2018-01-01,1,Retired
6,BLACK,FEMALE,2004-05-01,2018-01-01,0,Retired
"""
TOML = """
[history]
observed_from = 2000-01-01

[[file]]
file = "roster.csv"
note = "A roster."
licence = "public"
[file.own_codes.ethnicity]
WHITE = "White"
BLACK = "Black"
HISPANIC = "Hispanic"
[[file.set_aside]]
reason = "no first day"
column = "First day"
blank = true
[[file.set_aside]]
reason = "left before joining"
column = "Last day"
before_column = "First day"
[[file.set_aside]]
reason = "in post with a last day"
when = [{ column = "Status", is = 1 }, { column = "Last day", not_blank = true }]

[[table]]
table = "leavers"
file = "roster.csv"
[table.columns]
person_ref = "Ref"
ethnicity = "Race"
sex = "Sex"
service_start = "First day"
leave_date = "Last day"
leaver_type = "Why"
[table.constants]
worker_type = "officer"
[table.values.leaver_type]
resigned = "VR"
Retired = "NR"
[[table.only]]
reason = "still in post"
column = "Status"
is = ["0"]
"""


def a_cycle(tmp_path, **more):
    facts = {
        "name": "c",
        "data_dir": tmp_path,
        "raw_dir": tmp_path / "raw" / "c",
        "force": None,
        "demo": False,
        "published": (),
        "period_start": date(2022, 4, 1),
        "period_end": date(2023, 3, 31),
        "data_cut_off": date(2023, 3, 31),
    }
    (tmp_path / "raw" / "c").mkdir(parents=True, exist_ok=True)
    return SimpleNamespace(**{**facts, **more})


def placed(tmp_path, toml=TOML, csv=CSV):
    cycle = a_cycle(tmp_path)
    (cycle.raw_dir / "roster.csv").write_text(csv)
    (cycle.raw_dir / "mapping.toml").write_text(toml)
    return cycle


def refused(tmp_path, toml, csv=CSV):
    cycle = placed(tmp_path, toml, csv)
    with pytest.raises(DataFault) as fault:
        load_leavers(cycle)
    return str(fault.value)


def test_rows_are_set_aside_with_their_reason_and_values_translated(tmp_path):
    table = load_leavers(placed(tmp_path))
    assert table.frame["person_ref"].tolist() == ["1", "6"]
    assert table.frame["leaver_type"].tolist() == ["VR", "NR"]
    assert table.frame["ethnicity"].tolist() == ["White", "Black"]
    assert table.groupings["ethnicity"] == ("ethnicity",)
    assert table.observed_from == date(2000, 1, 1)
    (source,) = table.sources
    assert source.set_aside == (("no first day", 1), ("left before joining", 1), ("in post with a last day", 1))
    assert source.rows == 6  # the one still in post belongs to another table: nothing is wrong with it
    assert source.note == "A roster. Licence: public."


def test_a_value_the_mapping_forgot_is_a_fault(tmp_path):
    message = refused(tmp_path, TOML, CSV.replace("Retired\n", "Lft\n"))
    assert "row 7, column 'leaver_type': 'Lft' is not a code of the leaver types" in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[history]", "[histroy]", "'histroy' is not a key of a mapping; did you mean 'history'?"),
        ("observed_from = 2000-01-01", 'observed_from = "2000"', "'history' is not right; it holds one date"),
        ('table = "leavers"', 'table = "leaver"', "[[table]] number 1 is for 'leaver'; did you mean 'leavers'?"),
        ("[table.constants]", "[table.constant]", "'constant' is not a key; did you mean 'constants'?"),
        ('leave_date = "Last day"', 'leave_day = "Last day"', "columns names 'leave_day', which leavers has not; did you mean 'leave_date'?"),
        ('is = ["0"]', 'equals = "0"', "'still in post': 'equals' is not a test; it can be: is, is_not, blank"),
        ('reason = "still in post"\n', "", "a [[table.only]] has no reason; say why in a few words"),
        ('licence = "public"', 'license = "public"', "'license' is not a key of [[file]]; did you mean 'licence'?"),
        (
            'file = "roster.csv"\n[table.columns]',
            'file = "rooster.csv"\n[table.columns]',
            "there is no file 'rooster.csv' in the folder; did you mean 'roster.csv'?",
        ),
        ("[[table]]", "[table]", "'table' is not right; each begins with [[table]] in double brackets"),
        ("blank = true", "", "'no first day' is no condition; it needs a column and at least one test"),
        ("blank = true", 'blank = "yes"', "'no first day': 'blank' is 'yes'; it should be true or false"),
        ('before_column = "First day"', 'before = "2001"', "'before' is '2001'; it should be a date without quotes"),
        ("[history]", "history]", "it is not readable as TOML"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_named(tmp_path, old, new, said):
    assert old in TOML
    toml = TOML.replace(old, new, 1) if old != "[[table]]" else TOML.replace(old, new).replace("[[table.only]]", "[x]")
    message = refused(tmp_path, toml)
    assert message.startswith("mapping.toml does not fit a mapping: ")
    assert said in message


def test_every_fault_of_a_mapping_at_once(tmp_path):
    toml = TOML.replace("[history]", "[histroy]").replace("[table.constants]", "[table.constant]")
    assert refused(tmp_path, toml).startswith("mapping.toml does not fit a mapping: 2 faults")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('person_ref = "Ref"', 'person_ref = "Reff"', "the mapping names the column 'Reff', which the file has not; did you mean 'Ref'?"),
        ("[table.values.leaver_type]", "[table.values.planned]", "values are given for 'planned', which no column is mapped to"),
        ('column = "Status"\nis', 'column = "Statis"\nis', "the mapping names the column 'Statis', which the file has not"),
    ],
)
def test_what_does_not_fit_the_file_is_named(tmp_path, old, new, said):
    assert said in refused(tmp_path, TOML.replace(old, new))


def test_a_test_on_dates_needs_dates(tmp_path):
    message = refused(tmp_path, TOML, CSV.replace("2002-05-01", "May 2002"))
    assert "row 3, column 'First day': it is not a date; tests on dates need dates" in message


def test_a_date_form_of_its_own(tmp_path):
    csv = CSV.replace("2001-05-01", "05/31/2001").replace("2020-02-01", "02/28/2020")
    lines = csv.splitlines()
    toml = TOML.replace('licence = "public"', 'date_format = "%m/%d/%Y"')
    table = load_leavers(placed(tmp_path, toml, "\n".join(lines[:2]) + "\n"))
    assert table.frame["service_start"].dt.strftime("%Y-%m-%d").tolist() == ["2001-05-31"]


def test_no_row_left_is_a_fault(tmp_path):
    message = refused(tmp_path, TOML.replace('is = ["0"]', 'is = "7"'))
    assert "no row is left; set aside: no first day; set aside: left before joining" in message


def test_without_columns_headings_are_matched_and_values_still_hold(tmp_path):
    cycle = a_cycle(tmp_path)
    (cycle.raw_dir / "people.csv").write_text("person_ref,worker_type,ethnicity,gender,start date\nP1,regular cop,W1,F,2020-01-01\n")
    (cycle.raw_dir / "mapping.toml").write_text(
        '[[table]]\ntable = "joiners"\nfile = "people.csv"\n[table.values.worker_type]\n"Regular COP" = "officer"\n[table.constants]\nroute = "pcda"\n'
    )
    table = load_joiners(cycle)
    assert table.frame[["worker_type", "route", "sex"]].iloc[0].tolist() == ["officer", "pcda", "Female"]


def test_the_example_in_the_documentation_is_right(root, tmp_path):
    text = (root / "docs" / "mapping.md").read_text(encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(text.split("```toml\n")[1].split("```")[0])
    (tmp_path / "roster.csv.gz").write_bytes(b"x")
    mapping = read_mapping(tmp_path)
    assert mapping.observed_from == date(2015, 4, 1)
    (entry,) = mapping.of("leavers")
    assert entry.about == "HR system, extract of 3 April 2023. Licence: internal."


def test_a_folder_without_a_mapping_has_an_empty_one(tmp_path):
    assert read_mapping(tmp_path).entries == ()


def test_the_chicago_roster_through_its_documented_mapping(shared, root, tmp_path):
    """Known answers of the public-data README: 31,906 usable; appointed from 1990 14,796, of whom 3,274 left."""
    cycle = a_cycle(tmp_path, data_cut_off=date(2017, 3, 31))
    shutil.copyfile(root / "docs" / "examples" / "chicago-roster" / "mapping.toml", cycle.raw_dir / "mapping.toml")
    roster = shared / "public-data" / "retention" / "chicago-police-roster-1936-2017.csv.gz"
    shutil.copyfile(roster, cycle.raw_dir / roster.name)
    people, left, came = load_workforce(cycle), load_leavers(cycle), load_joiners(cycle)
    assert len(people) + len(left) == 31_906
    assert len(came) == 14_796
    assert int((left.frame["service_start"] >= "1990-01-01").sum()) == 3_274
    assert people.sources[0].rows == 32_446
    assert people.sources[0].set_aside == (
        ("no appointment date", 6),
        ("left before joining", 10),
        ("marked as gone, without a leaving date", 495),
        ("marked as in post, with a leaving date", 28),
        ("left after the day of the roster", 1),
    )
    assert people.observed_from == date(1990, 1, 1)
    assert people.groupings["ethnicity"] == ("ethnicity",)
    assert set(left.frame["ethnicity"]) == {"Asian or Pacific Islander", "Black", "Hispanic", "Native American or Alaskan Native", "White", "Not recorded"}
    assert not people.synthetic and not people.absent


def test_a_file_outside_the_folder_is_refused(tmp_path):
    (tmp_path / "elsewhere.csv").write_text(CSV)
    toml = TOML.replace('file = "roster.csv"', 'file = "../../../elsewhere.csv"')
    assert toml != TOML
    assert "lies outside the folder of the mapping" in refused(tmp_path, toml)


def test_a_table_without_its_name_says_which_keys_it_has(tmp_path):
    toml = TOML.replace('table = "leavers"', 'tabel = "leavers"')
    message = refused(tmp_path, toml)
    assert "[[table]] number 1 has no 'table'; it has" in message and "'tabel'" in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('file = "roster.csv"\n[table.columns]', "file = [1]\n[table.columns]", "'file' is [1]; it should be a text"),
        ('[[file]]\nfile = "roster.csv"', "[[file]]\nfile = [1]", "a [[file]] names no file"),
        ("[[table.only]]\nreason", "[table.x]\nreason", "'x' is not a key"),
        ('file = "roster.csv"\n[table.columns]', 'file = "roster.csv"\nset_aside = [1]\n[table.columns]', "'set_aside' is not a list of rules"),
        ('licence = "public"', 'date_format = "%Z%Z"', "'date_format' is '%Z%Z'; it should hold a day, a month and a year"),
        ('licence = "public"', 'date_format = "%d/%m"', "it should hold a day, a month and a year"),
        ("blank = true", "when = 3\nblank = true", "'no first day' has 'when' and tests beside it"),
        ('column = "First day"\nblank = true', "when = [1]", "'no first day' is no condition"),
        ('is = ["0"]', "is = [[0]]", "'still in post': 'is' is [[0]]; it should be a value or a list of values"),
        ('before_column = "First day"', "before = 2001-01-01T00:00:00Z", "it should be a date without quotes"),
        ('worker_type = "officer"', 'worker_type = ["officer"]', "constants must be of the form"),
        ('resigned = "VR"', "resigned = [1]", "values.leaver_type has a word that stands for a list or a table"),
        ("[history]\nobserved_from = 2000-01-01", 'history = "1990"', "'history' is not right"),
        ("observed_from = 2000-01-01", "covers_to = { leaver = 2023-03-31 }", "covers_to names 'leaver'; did you mean 'leavers'?"),
        ("observed_from = 2000-01-01", "observed_from = " + "9" * 5000, "it is not readable as TOML (a number or date in it"),
        ("observed_from = 2000-01-01", "observed_from = " + "[" * 3000, "it is not readable as TOML"),
        ('file = "roster.csv"\nnote', 'file = "roster.csv"\nheading_row = 0\nnote', "'heading_row' is 0; it should be the number of a row"),
        ('file = "roster.csv"\nnote', 'file = "roster.csv"\nheading_row = [3, 2]\nnote', "'heading_row' is [3, 2]"),
        ('file = "roster.csv"\nnote', 'file = "roster.csv"\nfoot_rows = true\nnote', "'foot_rows' is True"),
        ('file = "roster.csv"\n[table.columns]', 'file = "ro\\u0000ster.csv"\n[table.columns]', "'table.1.file' holds a character that no page can show"),
        (
            'licence = "public"',
            'licence = "public"\n[file.columns]\nroute = "Why"',
            "[[file]] of 'roster.csv': columns names 'route', which no table made of it has",
        ),
        ("[table.constants]", '[table.fte]\ncolumn = "Hours"\nfull = 0\n[table.constants]', "'fte' is not right; it should be: column = "),
        ("[table.constants]", '[table.posts]\nmain = "first"\n[table.constants]', "'posts' is not right"),
        (
            'file = "roster.csv"\n[table.columns]',
            'file = "roster.csv"\ndays = [2023-03-31]\n[table.columns]',
            "'days' makes snapshots; it goes with table = \"workforce_snapshot\"",
        ),
    ],
)
def test_a_malformed_mapping_ends_in_one_message(tmp_path, old, new, said):
    assert old in TOML
    message = refused(tmp_path, TOML.replace(old, new, 1))
    assert message.startswith("mapping.toml does not fit a mapping: ")
    assert said in message
    assert max(map(len, message.splitlines())) < 500


JUNK = [1, -1, 2.5, True, "", "x", [], [1], [[1]], {}, {"a": 1}, {"a": {"b": [1]}}, date(2020, 1, 1), "%Z%Z", float("nan")]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_at_any_place_of_a_mapping_is_told_or_harmless(tmp_path, junk):
    whole = tomllib.loads(TOML)
    (tmp_path / "roster.csv").write_text(CSV)
    for path in places(whole):
        damaged = copy.deepcopy(whole)
        inside = damaged
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = junk
        (tmp_path / "mapping.toml").write_text(as_toml(damaged))
        try:
            mapping = read_mapping(tmp_path)
            mapping.entry("leavers", "roster.csv")
        except DataFault as fault:
            assert fault.faults


def places(value, before=()):
    """Every place of a nested value that something stands at."""
    for key, inside in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*before, key)
        if isinstance(inside, (dict, list)):
            yield from places(inside, (*before, key))


def as_toml(value, top=True):
    """A value as TOML, tables in braces: for damage at any place."""
    if isinstance(value, dict):
        parts = [f"{json.dumps(str(key))} = {as_toml(inside, False)}" for key, inside in value.items()]
        return "\n".join(parts) if top else "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(inside, False) for inside in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return "nan" if value != value else json.dumps(value)


SHARED = """
[values.sex]
Herr = "M"
Dame = "F"
[values.leaver_type]
Gone = "VR"
[values.route]
Usual = "probationer"

[[file]]
file = "all.csv"
[file.columns]
person_ref = "No"
sex = "Geschlecht"
ethnicity_code = "Eth"
service_start = "From"
start_date = "From"
[file.constants]
worker_type = "officer"
[file.values.sex]
Divers = "X"

[[table]]
table = "leavers"
file = "all.csv"
[table.columns]
leave_date = "To"
leaver_type = "Why"
[table.values.sex]
Dame = "U"
[table.values.leaver_type]
Died = "DE"

[[table]]
table = "joiners"
file = "all.csv"
"""


def test_one_code_list_and_one_list_of_columns_serve_every_table(tmp_path):
    cycle = a_cycle(tmp_path)
    (cycle.raw_dir / "all.csv").write_text(
        "No,Geschlecht,Eth,From,To,Why\n1,Herr,W1,2001-05-01,2020-02-01,Gone\n2,Dame,A1,2002-05-01,2020-02-02,Gone\n3,Divers,B2,2003-05-01,2020-02-03,Died\n"
    )
    (cycle.raw_dir / "mapping.toml").write_text(SHARED)
    left, came = load_leavers(cycle).frame, load_joiners(cycle).frame
    assert left["sex"].tolist() == ["Male", "Not recorded", "Other"]  # the table's own word wins, the others still hold
    assert came["sex"].tolist() == ["Male", "Female", "Other"]
    assert left["leaver_type"].tolist() == ["VR", "VR", "DE"]
    assert came["start_date"].dt.year.tolist() == [2001, 2002, 2003] and "route" not in came


def test_a_shared_list_serves_files_that_bear_their_tables_names(tmp_path):
    cycle = a_cycle(tmp_path)
    (cycle.raw_dir / "joiners.csv").write_text("person_ref,worker_type,ethnicity,gender,start date\nP1,PC,W1,Dame,2020-01-01\n")
    (cycle.raw_dir / "mapping.toml").write_text(
        '[values.sex]\nDame = "F"\n[values.leaver_type]\nGone = "VR"\n'
        '[[file]]\nfile = "joiners.csv"\nnote = "HR."\n[file.constants]\nroute = "pcda"\n'
        '[file.values.worker_type]\nPC = "officer"\n'
    )
    came = load_joiners(cycle)
    assert came.frame[["sex", "route", "worker_type"]].iloc[0].tolist() == ["Female", "pcda", "officer"]
    assert came.sources[0].note == "HR."


def test_headings_over_two_rows_and_rows_at_the_foot_are_taken_as_told(tmp_path):
    cycle = a_cycle(tmp_path)
    (cycle.raw_dir / "starters.csv").write_text(
        "Starters,,,\nPerson,,,Date of\nref,Sex,Ethnicity,joining\n1,M,W1,2001-05-01\n2,F,A1,2002-05-01\nX,F,W1,2003-05-01\n"
    )
    (cycle.raw_dir / "mapping.toml").write_text(
        '[[table]]\ntable = "joiners"\nfile = "starters.csv"\nheading_row = [2, 3]\nfoot_rows = 1\n[table.constants]\nworker_type = "officer"\n'
    )
    came = load_joiners(cycle)
    assert came.frame["person_ref"].tolist() == ["1", "2"] and came.frame["start_date"].dt.year.tolist() == [2001, 2002]
    assert came.sources[0].set_aside == (("total or closing lines at the foot", 1),)


def test_history_says_how_far_each_extract_goes(tmp_path):
    (tmp_path / "mapping.toml").write_text("[history]\ncovers_to = { leavers = 2023-03-31 }\n")
    assert read_mapping(tmp_path).covers_to == {"leavers": date(2023, 3, 31)}
    (tmp_path / "mapping.toml").write_text("[history]\ncovers_to = 2023-03-31\n")
    assert read_mapping(tmp_path).covers_to["joiners"] == date(2023, 3, 31)
