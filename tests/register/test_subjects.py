"""Items on one subject in different papers: proposed by their words, linked by a person, and their disagreements shown."""

import pytest

import eianalysis as ei
from eianalysis.errors import DataFault
from eianalysis.evidence.subjects import links
from eianalysis.register.register_table import load_register


def told(drawn, one, other, *, one_item=None, other_item=None, decisions=""):
    cycle = drawn(
        [{"item_id": "RPT-01", "same_subject": "RPT-02", **(one_item or {})}, {"item_id": "RPT-02", **(other_item or {})}],
        [{"item_id": "RPT-01", **one}, {"item_id": "RPT-02", **other}],
    )
    if decisions:
        (cycle.data_dir / "recommendations/decisions.csv").write_text("item_id,cycle_id,decision\n" + decisions, encoding="utf-8")
    table = ei.disagreements(load_register(cycle), as_at=cycle.data_cut_off, asked=ei.load_decisions(cycle)).counts
    return table[["about", "says", "other_says"]].values.tolist()


def test_complete_in_one_paper_and_in_progress_in_another(drawn):
    assert told(drawn, {"status": "complete"}, {"status": "in_progress"}) == [["status", "complete", "in progress"]]
    assert told(drawn, {"status": "under_consideration"}, {"status": "complete_recurring"}) == [["status", "under consideration", "complete recurring"]]
    for one, other in (("complete", "complete"), ("in_progress", "not_started"), ("complete", "unknown"), ("not_applicable", "in_progress")):
        assert told(drawn, {"status": one}, {"status": other}) == []


def test_a_number_asked_for_and_another_reported(drawn):
    asked = {"target_value": "60", "target_unit": "people", "target_direction": "up"}
    assert told(drawn, {}, {"value_reported": "20", "value_unit": "people"}, one_item=asked) == [["number", "60 people asked for", "20 people reported"]]
    assert told(drawn, {}, {"value_reported": "60", "value_unit": "people"}, one_item=asked) == []
    assert told(drawn, {}, {"value_reported": "20", "value_unit": "posts"}, one_item=asked) == []  # other things


def test_colours_disagree_only_where_both_were_recorded(drawn):
    assert told(drawn, {"rag_reported": "red"}, {"rag_reported": "green"}) == [["colour", "red", "green"]]
    assert told(drawn, {"rag_reported": "red"}, {}) == []


def test_complete_while_the_board_is_still_asked(drawn):
    assert told(drawn, {"status": "complete"}, {"status": "unknown"}, decisions="RPT-02,2023-01,Shall it be done?\n") == [
        ["decision", "complete", "the board is asked: Shall it be done?"]
    ]


def test_a_link_counts_for_both_once(drawn):
    cycle = drawn([{"item_id": "RPT-01", "same_subject": "RPT-02"}, {"item_id": "RPT-02", "same_subject": "RPT-01"}])
    assert links(load_register(cycle)) == [("RPT-01", "RPT-02")]


def test_a_link_to_no_item_is_a_fault(drawn):
    for other in ("RPT-99", "RPT-01"):
        with pytest.raises(DataFault, match="not the id of another item"):
            load_register(drawn([{"item_id": "RPT-01", "same_subject": other}, {"item_id": "RPT-02"}]))


def test_wordings_propose_and_never_decide(drawn):
    cycle = drawn(
        [
            {"item_id": "RPT-01", "title_plain": "Train sixty first aiders for mental health", "kind": "deliverable"},
            {"item_id": "RPT-02", "title_plain": "Mental health first aiders trained so far", "kind": "progress_note"},
            {"item_id": "RPT-03", "title_plain": "Publish the policy on vehicles"},
            {"item_id": "RPT-04", "title_plain": "Train sixty first aiders for mental health", "kind": "deliverable"},
            {"item_id": "RPT-05", "title_plain": "Mental health first aiders", "kind": "action", "parent_id": "RPT-01"},
            *(
                {"item_id": f"RPT-{10 + n}", "title_plain": f"Open station number {n} of the {word}"}
                for n, word in enumerate(("river", "market", "bridge", "tower", "square", "wall", "gate", "lane", "court", "yard"))
            ),
        ]
    )
    table = ei.same_subject_proposals(load_register(cycle)).counts
    found = set(zip(table["item_id"], table["other_id"], strict=True))
    assert ("RPT-01", "RPT-02") in found and not any("RPT-03" in pair for pair in found)
    assert ("RPT-01", "RPT-04") not in found and ("RPT-01", "RPT-05") not in found  # one kind in one workstream; one family
    assert not table["confirmed"].any() and links(load_register(cycle)) == []


def test_the_disagreements_of_the_five_papers(root):
    """The targets agreed and considered; 60 and 20 first aiders; one sentence in progress here and complete there."""
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    register = load_register(cycle)
    table = ei.disagreements(register, as_at=cycle.data_cut_off, asked=ei.load_decisions(cycle)).counts
    found = {(row["item_id"], row["other_id"], row["about"]) for row in table.to_dict("records")}
    assert {
        ("TRT-09", "EIW-REC-D01", "status"),
        ("TRT-09", "EIW-REC-D01", "decision"),
        ("EIW-HWB-D04", "EIW-HWB-P02", "number"),
        ("EIW-REC-O13", "EIW-HWB-O01", "status"),
    } <= found
    proposed = ei.same_subject_proposals(register).counts
    pairs = set(zip(*(proposed.loc[proposed["alike"] >= 0.28, name] for name in ("item_id", "other_id")), strict=True))
    assert {("TRT-09", "EIW-REC-D01"), ("EIW-HWB-D04", "EIW-HWB-P02"), ("EIW-REC-O13", "EIW-HWB-O01")} <= pairs
