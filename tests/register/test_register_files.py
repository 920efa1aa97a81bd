"""The committed register: every item of the five documents, in our own words, consistent with itself."""

import csv
import re

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault
from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.register.files import read_csv_text
from eianalysis.register.register_table import load_register


#: The source documents as they lie in ../shared/seeds.
SEEDS = ("000_130b1b04349e47cb.txt", "001_1962e3ae09c7391f.txt", "002_195c240d77b54995.txt", "003_0f5c46ae66f30399.txt", "004_a80ac13ae575e237.txt")


def rows(root, name):
    with open(root / "data" / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def items(root):
    return rows(root, "recommendations/register.csv")


@pytest.fixture(scope="module")
def updates(root):
    return rows(root, "recommendations/updates.csv")


#: Counted by hand in the source documents: document, kind, how many.
COUNTS = {
    ("TRT", "recommendation"): 11,
    ("CAS", "recommendation"): 16,
    ("CAS", "measure"): 7,
    ("CAS", "part"): 4 + 5 + 2 + 3 + 2,
    ("EDHR", "objective"): 64,
    ("EDHR", "action"): 116 + 7,
    ("GLA", "recommendation"): 10,
    ("GLA", "part"): 3,
    ("GLA", "term_of_reference"): 4,
    ("EIW", "objective"): 14 + 7 + 9 + 8 + 7,
    ("EIW", "deliverable"): 9 + 6 + 7 + 5 + 4,
    ("EIW", "kpi"): 6 + 3 + 2,
    ("EIW", "measure"): 6,
    ("EIW", "next_step"): 3 + 8 + 5 + 2,
    ("EIW", "progress_note"): 2 + 6 + 10 + 3 + 11,
}


def test_every_item_of_the_five_documents_is_in(items):
    found = {}
    for item in items:
        key = item["source_doc"], item["kind"]
        found[key] = found.get(key, 0) + 1
    assert found == COUNTS


def test_strands_and_workstreams_have_the_objectives_they_should(items):
    found = {}
    for item in items:
        if item["kind"] == "objective":
            found[item["workstream"]] = found.get(item["workstream"], 0) + 1
    assert found == {"REC": 14, "HWB": 7, "COM": 9, "LDC": 8, "RET": 7, "OD": 17, "OC": 17, "OP": 10, "LA": 20}


def test_ids_are_canonical(items):
    forms = {
        "TRT": r"TRT-\d{2}",
        "CAS": r"CAS-\d{2}(\.(i|ii|iii|iv|v|[1-7]))?",
        "GLA": r"GLA-(\d{2}(\.i{1,3})?|T[1-4])",
        "EIW": r"EIW-(REC|HWB|COM|LDC|RET)-[ODKN]\d{2}(\.i{1,3})?|EIW-(REC|HWB|COM|LDC)-P\d{2}|EIW-RET-P\d\.\d",
        "EDHR": r"EDHR-(OD|OC|OP|LA)\d{1,2}(\.(0\d|TBC))?",
    }
    wrong = [item["item_id"] for item in items if not re.fullmatch(forms[item["source_doc"]], item["item_id"])]
    assert wrong == []
    for known in ("TRT-09", "EIW-RET-O04", "CAS-16.3", "EDHR-OP4.03", "GLA-07"):
        assert known in {item["item_id"] for item in items}


def test_seven_actions_are_to_be_confirmed_and_only_five_rows_were_ticked(items):
    confirmed = [item["item_id"] for item in items if item["item_id"].endswith(".TBC")]
    assert [item.removeprefix("EDHR-").removesuffix(".TBC") for item in confirmed] == ["OD6", "OC10", "OP6", "LA6", "LA15", "LA16", "LA17"]
    ticked = [item["item_id"] for item in items if item["characteristics_basis"] == "ticked_in_source"]
    assert ticked == ["EDHR-OP2.01", "EDHR-OP2.02", "EDHR-OP2.03", "EDHR-OP2.04", "EDHR-OP10.02"]


def test_no_colour_was_in_the_sources_so_none_is_recorded(updates):
    assert {row["rag_reported"] for row in updates} == {"not_recorded"}


def test_parsed_dates_are_those_the_reader_gives(updates):
    different = []
    for row in updates:
        found = parse_date_as_written(row["date_raw"])
        told = (row["date_start"], row["date_end"], row["precision"], row["trigger_text"])
        if told != (str(found.start or ""), str(found.end or ""), found.precision, found.trigger_text):
            different.append(row["item_id"])
    assert different == []


def test_raw_dates_of_the_2012_plan_are_as_often_as_counted_by_hand(updates):
    """Cells were counted; OD10 and OD16 share one cell among three actions, OC2.02 and OC3.02 have none."""
    raw = [row["date_raw"] for row in updates if row["cycle_id"] == "2012-06"]
    count = {text: raw.count(text) for text in set(raw)}
    assert count == {
        "Aug-12": 37 + 2,
        "Complete": 18,
        "Dec-12": 15,
        "Aug-12 *": 13,
        "Sep-12": 8,
        "Jul-12": 5,
        "Jun-12": 4,
        "Jan-13": 2 + 2,
        "May - 12": 2,
        "Oct-12": 2,
        "Ongoing (quarterly review)": 2,
        "Ongoing": 2,
        "TBC": 1,
        "May-12": 1,
        "When city First proposals are implemented.": 1,
        "Ongoing (quarterly)": 1,
        "Nov-12": 1,
        "Sept 12 onwards": 1,
        "Aug-12 onwards": 1,
        "": 2,
    }


def test_titles_and_notes_are_plain_short_and_ours(items, updates, shared):
    """No run of twelve words of a source document stands in any cell we wrote."""

    def words(text):
        return re.findall(r"[a-z0-9%']+", text.casefold().replace("\u2019", "'"))

    runs = set()
    for file in SEEDS:
        told = words(re.sub(r"<[^>]*>", " ", (shared / "seeds" / file).read_text(encoding="utf-8")))
        runs |= {tuple(told[at : at + 12]) for at in range(len(told) - 11)}
    assert len(runs) > 15_000
    copied = [
        (row["item_id"], column)
        for row in (*items, *updates)
        for column, text in row.items()
        for at in range(len(words(text)) - 11)
        if tuple(words(text)[at : at + 12]) in runs
    ]
    assert copied == []
    assert max(len(item["title_plain"]) for item in items) <= 170


def test_no_person_is_in_the_register_or_its_updates(items, updates, root):
    names = [row["owner_raw"] for row in rows(root, "recommendations/owners.csv") if row["person"] == "Y"]
    assert len(names) >= 8
    surnames = {re.split(r"[ .]+", name.split(" (")[0])[-1] for name in names} - {"Service", "May"}
    text = "\n".join(" ".join(row.values()) for row in (*items, *updates))
    assert [name for name in (*names, *surnames) if re.search(rf"\b{re.escape(name)}\b", text)] == []
    assert "@" not in text


def test_the_register_loads_in_both_cycles(root):
    now = load_register(load_cycle("2023-04", data_dir=root / "data"))
    before = load_register(load_cycle("2023-01", data_dir=root / "data"))
    assert len(now) == sum(COUNTS.values()) and not now.synthetic and not now.absent
    assert set(now.frame["source_doc"]) - set(before.frame["source_doc"]) == {"CAS"}  # published after that board
    assert before.sources[0].set_aside == (("their programme begins after this cycle", 39),)
    live = now.frame.groupby("source_doc")["live"].agg(["all", "any"]).to_dict("index")
    assert {doc: row["all"] for doc, row in live.items()} == {"TRT": True, "EIW": True, "CAS": True, "EDHR": False, "GLA": False}
    assert {row["last_reported"] for row in now.frame[now.frame["source_doc"] == "EDHR"].to_dict("records")} == {"June 2012"}


def test_a_register_of_very_many_columns_is_refused_before_each_is_looked_at(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("item_id" + "".join(f",x{number}" for number in range(100_000)) + "\n")
    with pytest.raises(DataFault, match="it has 100,001 columns"):
        read_csv_text(path)
