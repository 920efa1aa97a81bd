"""The page on force used in the City runs on the real file, whose counts are those the Home Office printed."""

import re
import xml.etree.ElementTree as ElementTree
import zipfile

import pandas as pd
import pytest

from eianalysis.schema import TABLES
from eianalysis.vocabulary import plain
from tests.examples import pages

PAGE = "docs/examples/use-of-force.md"
TABLE, TEXT, OFFICE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "text", "office"))
FILE = "police-use-of-force-apr2018-mar2019-hosb3319-tables.ods"


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "public-data" / "use-of-force"


@pytest.fixture(scope="module")
def ran(folder, root):
    return pages.run(root / PAGE, folder / "derived")


@pytest.fixture(scope="module")
def sheets(folder):
    """Each sheet of the workbook as printed: rows of text."""
    found = {}
    content = ElementTree.fromstring(zipfile.ZipFile(folder / FILE).read("content.xml"))
    for sheet in content.iter(f"{TABLE}table"):
        rows = []
        for row in sheet.iter(f"{TABLE}table-row"):
            cells = []
            for cell in row:
                many = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
                value = cell.get(f"{OFFICE}value") or " ".join("".join(p.itertext()) for p in cell.findall(f"{TEXT}p"))
                cells += [value] * min(many, 30)
            rows.append([cell for cell in cells if cell])
        found[sheet.get(f"{TABLE}name")] = rows
    return found


def test_every_quoted_line_is_printed_by_the_code_above_it(ran, root):
    quoted = pages.quoted(root / PAGE)
    assert len(quoted) == 2 and [line for line in quoted if line not in ran[0]] == []


def test_the_shares_are_those_of_the_printed_counts(ran):
    cuffs = ran[1]["resisted"].table.set_index("group")
    assert list(cuffs.loc["White", ["numerator", "denominator"]]) == [519, 927]
    assert list(cuffs.loc["Asian", ["numerator", "denominator"]]) == [81 + 7, 209 + 23]  # Chinese among them
    taser = ran[1]["drawn"].table.set_index("group").loc["Black"]
    assert taser["disparity_ratio"] == pytest.approx((19 / 716) / (20 / 1546))


def test_the_file_is_what_the_home_office_printed_and_its_groups_add_up(sheets, folder):
    extract = pd.read_csv(folder / "derived" / "by-ethnicity-force-april2018-march2019.csv")
    columns = list(extract.columns[3:])
    city = extract[extract["Police Force"] == "City of London"]
    printed = [row for row in sheets["Table_16"] if row[:1] == ["City of London"]]
    said = {(row[1], row[2]): [float(cell) for cell in row[-9:]] for row in printed if len(row) >= 12}
    mine = {(kind, tactic): values for kind, tactic, *values in city[["Type of force", "Tactic", *columns]].itertuples(index=False)}
    shared_rows = [key for key in said if key in mine]
    assert len(shared_rows) > 20 and all(said[key] == mine[key] for key in shared_rows)
    assert (city[columns[:-1]].sum(axis=1) == city[columns[-1]]).all()


def test_the_note_under_the_outcomes_is_the_only_share_printed(sheets):
    """No ratio between groups is printed anywhere in the workbook, so none can be reproduced."""
    shares = [cell for rows in sheets.values() for row in rows for cell in row if "%" in cell or re.search(r"\bratio\b", cell)]
    assert len(shares) == 1 and "45%" in shares[0]


def test_tactics_of_the_national_tables_are_codes_of_ours(sheets):
    """What the Home Office calls a tactic is read, under its own or our words, by the schema's declaration."""
    known = {plain(word) for word in (*TABLES["use_of_force"]["tactic"].codes, *TABLES["use_of_force"]["tactic"].also)}
    printed = {row[1] for row in sheets["Table_4"] if len(row) > 9}
    for name in (
        "Compliant handcuffing",
        "Non-compliant handcuffing",
        "Limb / Body restraints",
        "Ground restraint",
        "Baton drawn",
        "Baton used",
        "Spit and bite guard",
        "Shield",
        "Dog deployed",
        "Dog bite",
        "Irritant spray - drawn",
        "Irritant spray - used",
        "Other / improvised",
    ):
        assert name in printed and plain(name) in known
