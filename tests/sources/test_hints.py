"""What a message says to write is written, word for word, and cures: one case for each hint that is not followed elsewhere.

A case is a file, what the message must say (of which the groups are the hint), and the mapping that follows it.
"""

import re

import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.sources import load_leavers, load_workforce
from eianalysis.sources.linkage import check_linkage
from eianalysis.sources.unread import unread

pytestmark = pytest.mark.follows

HEAD = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type"
ENTRY = "[[table]]\ntable = 'leavers'\nfile = 'leavers.csv'\n"


def leavers(head=HEAD, count=30, **cells):
    """A file of leavers; ``cells`` say what stands in a column of a row, by its number."""
    row = {
        "person_ref": lambda n: f"P{n}",
        "worker_type": lambda n: "officer",
        "ethnicity_code": lambda n: "W1",
        "sex": lambda n: "FM"[n % 2],
        "service_start": lambda n: "2015-04-01",
        "leave_date": lambda n: f"2022-06-{n % 28 + 1:02}",
        "leaver_type": lambda n: "VR",
        **cells,
    }
    return "\n".join([head, *(",".join(made(n) for made in row.values()) for n in range(count))]) + "\n"


def mapped(**columns):
    """An entry that names every column, some of them otherwise than they are headed."""
    return ENTRY + "[table.columns]\n" + "".join(f"{name} = '{columns.get(name, name)}'\n" for name in HEAD.split(",") if columns.get(name, "") is not None)


CASES = {
    "a failed cell": (
        leavers(leaver_type=lambda n: "#N/A" if n < 3 else "VR"),
        r"\[values.leaver_type\] ('#N/A' = '')",
        lambda hint: f"[values.leaver_type]\n{hint}\n",
        ("leaver_type", {"VR": 27, "UK": 3}),
    ),
    "an empty date": (
        leavers(service_start=lambda n: "1900-01-01" if n < 3 else "2015-04-01"),
        r"(\[values.)COLUMN\]",
        lambda hint: f"{hint}service_start]\n'1900-01-01' = ''\n",
        ("service_start", {"2015-04-01": 27}),
    ),
    "dates of either order": (
        leavers(leave_date=lambda n: f"0{n % 7 + 3}/0{n % 5 + 1}/2022", service_start=lambda n: "01/02/2015"),
        r'(date_format = "%d/%m/%Y"), or "%m/%d/%Y"',
        lambda hint: ENTRY + hint,
        ("leave_date", "2022-01-03"),
    ),
    "dates of either order, month first": (
        leavers(leave_date=lambda n: f"0{n % 7 + 3}/0{n % 5 + 1}/2022", service_start=lambda n: "01/02/2015"),
        r'date_format = "%d/%m/%Y", or ("%m/%d/%Y")',
        lambda hint: f"{ENTRY}date_format = {hint}",
        ("leave_date", "2022-03-01"),
    ),
    "days that are right though none is after the 12th": (
        leavers(leave_date=lambda n: f"2022-{n % 6 + 1:02}-{n % 5 + 8:02}"),
        r'say so in mapping.toml: (date_format = "%Y-%m-%d")',
        lambda hint: ENTRY + hint,
        ("leave_date", "2022-01-08"),
    ),
    "many unknown words": (
        leavers(count=66, leaver_type=lambda n: f"Way out {'abcdefghijk'[n % 11] * 3}"),
        r"say what each means in mapping.toml, under (\[values.leaver_type\])",
        lambda hint: hint + "\n" + "".join(f"'Way out {letter * 3}' = 'VR'\n" for letter in "abcdefghijk"),
        ("leaver_type", {"VR": 66}),
    ),
    "a heading that is nearly ours": (
        leavers(HEAD.replace("leaver_type", "leaver_tipe")),
        r"found '(leaver_tipe)' \(if it is the same, rename it or add it to the columns",
        lambda hint: mapped(leaver_type=hint),
        ("leaver_type", {"VR": 30}),
    ),
    "five groups under the heading of codes": (
        leavers(ethnicity_code=lambda n: "W1" if n else "Asian"),
        r"it is a group of (ethnicity_5): name the column so",
        lambda hint: mapped(ethnicity_code=None) + f"{hint} = 'ethnicity_code'\n[table.values.{hint}]\nW1 = 'White'\n",
        ("ethnicity_5", {"White": 29, "Asian": 1}),
    ),
    "columns that contradict each other": (
        leavers(HEAD + ",ethnicity_5", five=lambda n: "Black" if n < 3 else "White"),
        r"read only the right one \(in (\[table.columns\]) of mapping.toml\)",
        lambda hint: mapped(),
        ("ethnicity_5", {"White": 30}),
    ),
    "two columns of one meaning": (
        leavers(HEAD + ",Gender", gender=lambda n: "M"),
        r"say which is right in mapping.toml: (\[table.columns\] sex = )",
        lambda hint: mapped(),
        ("sex", {"Female": 15, "Male": 15}),
    ),
    "a column that is missing": (
        leavers(HEAD.replace("leaver_type", "Remark")),
        r"found .*'(Remark)'",
        lambda hint: mapped(leaver_type=hint),
        ("leaver_type", {"VR": 30}),
    ),
}


def told(load, cycle, hint: str) -> str:
    """What the message of a refused file says in the place of the pattern's group."""
    with pytest.raises(DataFault) as refused:
        load(cycle)
    found = re.search(hint, str(refused.value))
    assert found, str(refused.value)
    return found[1]


@pytest.mark.parametrize("content, hint, cure, right", CASES.values(), ids=CASES)
def test_the_hint_cures(tmp_path, content, hint, cure, right):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers.csv", content)
    put(cycle.raw_dir, "mapping.toml", cure(told(load_leavers, cycle, hint)))
    column, values = right
    read = load_leavers(cycle).frame[column]
    words = read.dt.strftime("%Y-%m-%d") if read.dtype.kind == "M" else read
    assert words.iloc[0] == values if isinstance(values, str) else words.value_counts().to_dict() == values


SNAPSHOT = "person_ref,worker_type,ethnicity_code,sex,service_start,{}\n" + "".join(f"P{n},officer,W1,F,2015-04-01,{{}}\n" for n in range(5))
PEOPLE = "[[table]]\ntable = 'workforce_snapshot'\nfile = 'people.csv'\n"
ALL = (
    "[table.columns]\nperson_ref = 'person_ref'\nworker_type = 'worker_type'\nethnicity_code = 'ethnicity_code'\nsex = 'sex'\nservice_start = 'service_start'\n"
)
PARTS = {
    "the day a file was made": (
        "Extract date",
        "2023-04-03",
        PEOPLE,
        r"(as_at = 2023-03-31) in \[table.constants\]",
        lambda hint: f"{PEOPLE}[table.constants]\n{hint}\n",
    ),
    "a birth date without a day": (
        "Born",
        "1980-05-05",
        PEOPLE + "born = 'Born'\n",
        r"(?:map a column to (as_at)|give it in \[table.constants\])",
        lambda hint: f"{PEOPLE}born = 'Born'\n[table.constants]\n{hint} = 2023-03-31\n",
    ),
    "days without leaving days": (
        "Left",
        "",
        PEOPLE + "days = [2023-03-31]\n",
        r'say (left = )"their column of leaving days"',
        lambda hint: f"{PEOPLE}days = [2023-03-31]\n{hint}'Left'\n",
    ),
    "hours that are not said for a kind": (
        "Hours",
        "37",
        PEOPLE + "[table.constants]\nas_at = 2023-03-31\n[table.fte]\ncolumn = 'Hours'\nfull = { staff = 36 }\n",
        r"add it to full, or say (other = 37)",
        lambda hint: f"{PEOPLE}[table.constants]\nas_at = 2023-03-31\n[table.fte]\ncolumn = 'Hours'\nfull = {{ staff = 36, {hint} }}\n",
    ),
    "a column made and mapped": (
        "Hours",
        "37",
        PEOPLE + ALL + "fte = 'Hours'\n[table.constants]\nas_at = 2023-03-31\n[table.fte]\ncolumn = 'Hours'\nfull = 37\n",
        r"(keep one) of the two",
        lambda hint: PEOPLE + ALL + "[table.constants]\nas_at = 2023-03-31\n[table.fte]\ncolumn = 'Hours'\nfull = 37\n",
    ),
    "values for a column that is not mapped": (
        "Kind",
        "PC",
        PEOPLE + ALL + "[table.constants]\nas_at = 2023-03-31\n[table.values.rank_grade]\nPC = 'Constable'\n",
        r"add it to (\[table.columns\])",
        lambda hint: PEOPLE + ALL + "rank_grade = 'Kind'\n[table.constants]\nas_at = 2023-03-31\n[table.values.rank_grade]\nPC = 'Constable'\n",
    ),
}


@pytest.mark.parametrize("heading, cell, before, hint, cure", PARTS.values(), ids=PARTS)
def test_the_hint_to_a_mapping_cures(tmp_path, heading, cell, before, hint, cure):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "people.csv", SNAPSHOT.format(heading, *[cell] * 5))
    put(cycle.raw_dir, "mapping.toml", before)
    put(cycle.raw_dir, "mapping.toml", cure(told(load_workforce, cycle, hint)))
    assert len(load_workforce(cycle)) == 5


def test_a_file_that_nothing_reads_is_read_as_the_message_says(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "gone in june.csv", leavers())
    (fault,) = unread(cycle)
    assert "say in mapping.toml which table it makes" in str(fault)
    put(cycle.raw_dir, "mapping.toml", "[[table]]\ntable = 'leavers'\nfile = 'gone in june.csv'\n")
    assert not unread(cycle) and len(load_leavers(cycle)) == 30


GONE = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type,Payroll\n"
THERE = "person_ref,worker_type,ethnicity_code,sex,service_start,as_at\n" + "".join(f"P{n},officer,W1,F,2015-04-01,2022-03-31\n" for n in range(40))


def met(cycle):
    tables = {"workforce_snapshot": load_workforce(cycle), "leavers": load_leavers(cycle)}
    return [str(fault) for fault in check_linkage(tables)[1]], tables["leavers"]


def test_leaving_twice_is_set_aside_as_the_message_says(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "workforce_snapshot.csv", THERE)
    days = ["2022-09-30,VR"] * 20 + ["2022-10-31,NR"] * 12
    put(cycle.raw_dir, "leavers.csv", GONE + "".join(f"P{n % 20},officer,W1,F,2015-04-01,{day},\n" for n, day in enumerate(days)))
    (fault,) = met(cycle)[0]
    assert "12 of 32 leave a second time" in fault
    hint = re.search(r"(\[\[table\.set_aside\]\]) in mapping.toml sets the others aside", fault)[1]
    put(cycle.raw_dir, "mapping.toml", f"{ENTRY}{hint}\nreason = 'left before'\ncolumn = 'leave_date'\nis = '2022-10-31'\n")
    faults, table = met(cycle)
    assert not faults and len(table) == 20


def test_references_of_another_kind_are_mapped_as_the_message_says(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "workforce_snapshot.csv", THERE)
    put(cycle.raw_dir, "leavers.csv", GONE + "".join(f"{9000 + n},officer,W1,F,2015-04-01,2022-09-30,VR,P{n}\n" for n in range(20)))
    (fault,) = met(cycle)[0]
    hint = re.search(r"Map the right column to (person_ref) in mapping.toml", fault)[1]
    put(cycle.raw_dir, "mapping.toml", mapped().replace("person_ref = 'person_ref'", f"{hint} = 'Payroll'"))
    faults, table = met(cycle)
    assert not faults and set(table.frame["person_ref"]) == {f"P{n}" for n in range(20)}
