"""evidence.csv: every item and measure it names exists, everything that can be counted is bound, no status is typed."""

import csv

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault
from eianalysis.evidence.status_rules import STATUSES
from eianalysis.measures.catalogue import standing_asks, wanted_measures

#: Recommendations that are evidenced by their parts, or by documents although the register says mixed.
BY_DOCUMENT = {
    "CAS-07.i",
    "CAS-16",
    "EDHR-OD8",
    "EDHR-OD9",
    "EDHR-OD12",
    "EDHR-OD14",
    "EDHR-OC15",
    "EDHR-OP8",
    "EIW-REC-P01",
    "EIW-REC-D01",
    "EDHR-OD1",
    "EDHR-OP4",
    "EDHR-OP4.01",
}


@pytest.fixture(scope="module")
def bindings():
    return ei.load_evidence(ei.load_cycle("2023-04")).frame


@pytest.fixture(scope="module")
def items(root):
    return pd.read_csv(root / "data/recommendations/register.csv", keep_default_na=False, dtype=str).set_index("item_id")


def test_every_item_exists_and_every_item_is_bound(bindings, items):
    assert set(bindings["item_id"]) == set(items.index)


def test_what_can_be_counted_is_bound_to_a_measure(bindings, items):
    measured = set(bindings.loc[bindings["measure"] != "", "item_id"])
    wanted = set(items.index[items["evidence_type"].isin(["quantitative", "survey", "mixed"])])
    assert wanted - measured <= BY_DOCUMENT
    assert len(measured) >= 90
    assert {f"CAS-16.{n}" for n in range(1, 8)} | {
        "TRT-09",
        "TRT-10",
        "EIW-LDC-K01",
        "EIW-HWB-D04",
        "GLA-07",
        "GLA-08",
        "EDHR-OC10.TBC",
        "CAS-03",
        "EIW-COM-K01.ii",
        "EIW-COM-K04",
        "EIW-LDC-O02",
    } <= measured


def test_every_measure_is_built_or_planned_and_not_both(bindings):
    named = set(bindings["measure"]) - {""}
    built, wanted = set(standing_asks()), set(wanted_measures())
    assert named <= built | wanted, sorted(named - built - wanted)
    assert not built & wanted
    assert wanted <= named, "wanted, and nothing is bound to it"


def test_every_standing_question_has_a_page(root):
    for name, (_, ask) in standing_asks().items():
        assert ask.page == "" or (root / "notebooks" / f"{ask.page}.ipynb").is_file(), name  # "": shown in the map only


def test_every_row_says_what_would_count_and_documents_are_named(bindings):
    assert (bindings["met_when"].str.len() > 10).all()
    documentary = bindings[bindings["evidence_kind"] != "measured"]
    assert (documentary["document"].str.len() > 10).all()


def test_targets_are_those_of_the_sources(bindings):
    rows = bindings.set_index("item_id")
    assert set(rows.loc["TRT-09", "target"].dropna()) == {0.4} and rows.loc["EIW-HWB-D04", "target"] == 60
    assert set(rows.loc["TRT-09"].loc[rows.loc["TRT-09", "target"].notna(), "target_status"]) == {"proposed"}
    assert rows.loc["EIW-LDC-K01", "target"] == 1 and "eligible and available" in rows.loc["EIW-LDC-K01", "met_when"]
    held = rows.loc["GLA-07"][rows.loc["GLA-07", "direction"] == "at_least"].squeeze()
    assert (held["group"], held["part"], held["target"]) == ("Women officers", "step=Held, of all who left", 1)


def test_no_status_is_typed_in_any_file(root):
    for path in sorted((root / "data/recommendations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            assert not {"evidence_status", "contradiction", "change"} & set(rows.fieldnames), path.name
            found = {cell for row in rows for name, cell in row.items() if cell in STATUSES and name not in ("applies_to", "word")}  # "met": the Met
        assert not found, f"{path.name}: {found}"


HEAD = "item_id,evidence_kind,measure,part,figure,direction,target,population,rests_on,met_when\n"


def _evidence(tmp_path, root, text):
    import shutil

    for folder in ("cycles", "recommendations", "reference"):
        shutil.copytree(root / "data" / folder, tmp_path / "data" / folder)
    (tmp_path / "data/recommendations/evidence.csv").write_text(text, encoding="utf-8")
    return ei.load_cycle("2023-04", data_dir=tmp_path / "data")


def test_every_fault_of_the_file_is_reported_at_once(tmp_path, root):
    head = "item_id,evidence_kind,measure,figure,direction,target,met_when,document,reference,status"
    text = "\n".join(
        (
            head,
            "TRT-99,measured,m,rate,at_least,,When it is so,,,",
            "TRT-01,documentary,,,,,When it is so,,,",
            "TRT-02,measured,,rate,up,,When it is so,,,",
            "TRT-03,measured,m,ratio,parity,,When it is so,,,met",
            "TRT-04,measured,m,rate,narrow,,When it is so,,,",
            "TRT-05,measured,m,rate,parity,,When it is so,,,",
            "",
        )
    )
    with pytest.raises(DataFault) as error:
        ei.load_evidence(_evidence(tmp_path, root, text))
    said = str(error.value)
    for words in (
        "'TRT-99' is not an item",
        "a target goes with",
        "no document is named",
        "without measure, figure or direction",
        "a ratio without a reference",
        "only a ratio or a gap can narrow",
        "alike to nobody",
        "does not say whom it counts, or on which words of the item it rests",
        "column 'status' is a status typed by hand",
    ):
        assert words in said, said


def test_an_unknown_measure_stops_the_map(tmp_path, root):
    text = f"{HEAD}TRT-02,measured,stability_12,,rate,up,,officers,who stayed,When it is so\n"
    cycle = _evidence(tmp_path, root, text)
    with pytest.raises(ei.UsageError, match="'stability_12m'"):
        ei.evidence_map(ei.load_register(cycle), cycle)


def test_without_the_file_the_map_is_not_available(tmp_path, root):
    cycle = _evidence(tmp_path, root, "")
    (tmp_path / "data/recommendations/evidence.csv").unlink()
    result = ei.evidence_map(ei.load_register(cycle), cycle)
    assert result.status == "not_available" and "evidence.csv" in repr(result)
    assert ei.release(result, cycle.policy).status == "not_available"


def test_a_measure_without_its_table_is_no_data_and_one_not_built_says_so(tmp_path, root):
    text = (
        f"{HEAD}TRT-10,measured,stability_12m,,rate,up,,officers,who stayed,When it is so\n"
        "EIW-COM-N03,measured,messaging_reach,,count,up,,readers,reached,When it is so\n"
    )
    cycle = _evidence(tmp_path, root, text)  # no people at all in this folder
    table = ei.release(ei.evidence_map(ei.load_register(cycle), cycle), cycle.policy).table.set_index("item_id")
    assert table.loc["TRT-10", "evidence_status"] == "no data" and "workforce" in table.loc["TRT-10", "needs"]
    assert table.loc["EIW-COM-N03", "evidence_status"] == "no data: measure not built"
    assert table.loc["TRT-01", "evidence_kind"] == "not bound" and table.loc["TRT-01", "evidence_status"] == "no data"


def test_a_question_is_looked_for_word_for_word_in_the_survey_and_the_wave_that_is_measured(tmp_path, root):
    """Another question of the same subject shows nothing of the item that names its question."""
    asked = pd.read_csv(root / "data/synthetic/survey_questions.csv", dtype=str, keep_default_na=False)
    about = asked[(asked["survey"] == "staff") & (asked["theme"] == "leadership")]["item_text"].iloc[-1]
    head = HEAD.replace("part,", "part,question,")
    for number, (text, said) in enumerate(
        ((about, "measured, no target set"), (about.upper(), "measured, no target set"), ("Do leaders listen?", "no data"), ("", "measured, no target set"))
    ):
        row = f'TRT-04,measured,survey_favourable/staff,question=Leadership,"{text}",rate,no_target,,staff,leaders,When it is so\n'
        cycle = _evidence(tmp_path / str(number), root, head + row)
        given = {name: getattr(ei, f"load_{name}")(ei.load_cycle("2023-04", data_dir=root / "data")) for name in ("surveys", "survey_questions")}
        table = ei.release(ei.evidence_map(ei.load_register(cycle), cycle, **given), cycle.policy).table.set_index("item_id")
        assert table.loc["TRT-04", "evidence_status"] == said, text
        assert table.loc["TRT-04", "question"] == (text or about)  # the map always says what was asked
        needs = table.loc["TRT-04", "needs"]
        assert (needs == f'a survey that asks "{text}"; the latest wave asks "{about}": if that shows it too, write it in evidence.csv') == (
            said == "no data"
        ), needs


@pytest.mark.slow
def test_in_the_pack_nothing_is_met_or_missed_without_something_to_meet(pack):
    """Over every row of the pack: a target, direction or reference; dated targets are judged by their day."""
    rows = pd.read_csv(next(pack.rglob("evidence_map.csv")), keep_default_na=False)
    judged = rows[rows["evidence_status"].isin(["met", "not met"])]
    aimed = (judged["direction"].isin(["at_least", "at_most"]) & (judged["target"] != "") & (judged["target_status"] == "set")) | (
        (judged["direction"] == "parity") & (judged["reference"] != "")
    )
    assert aimed.all() and len(judged) >= 10
    by_item = rows.set_index("item_id")
    assert by_item.loc["EIW-LDC-K01", "against_date"] == "its date is reached and the target is not"
    assert set(rows.loc[rows["item_id"] == "EIW-RET-P4.3", "evidence_status"]) == {"measured, no target set"}  # nobody came back: not met, nor failed
    assert (rows.loc[rows["measure"] != "", ["population", "rests_on"]] != "").all(axis=None)


def test_a_table_that_is_there_and_says_nothing_of_it_is_told_apart_from_one_that_is_absent(tmp_path, root):
    text = f"{HEAD}EDHR-LA11,measured,survey_response_rate/street,,rate,no_target,,people asked,response,When it is so\n"
    cycle = _evidence(tmp_path, root, text)
    waves = ei.load_survey_waves(ei.load_cycle("2023-04", data_dir=root / "data"))  # of the staff survey only
    for given, said in (({}, "the table survey waves"), ({"survey_waves": waves}, "survey waves: nobody recorded whom the street survey asked")):
        table = ei.release(ei.evidence_map(ei.load_register(cycle), cycle, **given), cycle.policy).table.set_index("item_id")
        assert table.loc["EDHR-LA11", "evidence_status"] == "no data"
        assert table.loc["EDHR-LA11", "needs"] == said


def test_every_state_is_counted_apart_and_met_is_never_added_to_by_measured():
    from eianalysis.evidence.map_sentences import _statuses

    rows = pd.DataFrame({"evidence_status": ["met"] * 6 + ["measured, no target set"] * 38 + ["not met"] * 21 + ["no data"] * 5})
    assert _statuses(rows) == "6 met, 21 not met and 38 measured without a target"
