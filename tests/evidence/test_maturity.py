"""Standards of maturity: the level assessed beside the level aimed at, in the order that the force declares and in no other."""

import pytest

import eianalysis as ei
from eianalysis.register.register_table import load_register
from tests.register.conftest import drawn, write  # noqa: F401 (fixture)

LEVELS = ("Starting", "Developing", "Enabling")


def standard(number, target="Enabling", **more):
    return {"item_id": f"RPT-{number:02}", "kind": "maturity", "target_level": target, **more}


def levels(cycle, *words):
    write(cycle.data_dir / "recommendations/lists.csv", [{"list": "level", "word": word, "label": "", "reads_as": ""} for word in words])
    return cycle


def standings(cycle):
    return ei.maturity(load_register(cycle), cycle).counts.set_index("item_id")["standing"].to_dict()


@pytest.mark.parametrize("level, said", [("Enabling", "reached"), ("Developing", "1 level below"), ("Starting", "2 levels below"), ("", "not assessed")])
def test_a_level_is_set_beside_the_one_aimed_at(drawn, level, said):  # noqa: F811
    cycle = levels(drawn([standard(1)], [{"item_id": "RPT-01", "level": level}]), *LEVELS)
    assert standings(cycle) == {"RPT-01": said}


def test_above_the_target_is_reached_and_without_one_nothing_is_judged(drawn):  # noqa: F811
    cycle = levels(
        drawn([standard(1, "Starting"), standard(2, "")], [{"item_id": "RPT-01", "level": "Enabling"}, {"item_id": "RPT-02", "level": "Starting"}]), *LEVELS
    )
    assert standings(cycle) == {"RPT-01": "reached", "RPT-02": "no level is aimed at"}


def test_no_order_is_read_into_words_that_nobody_declared(drawn):  # noqa: F811
    cycle = drawn([standard(1)], [{"item_id": "RPT-01", "level": "Developing"}])
    assert standings(cycle) == {"RPT-01": "another level; lists.csv does not declare their order"}
    assert standings(levels(cycle, *LEVELS)) == {"RPT-01": "1 level below"}  # as it says


def test_the_last_assessment_up_to_the_board_counts_with_its_assessor_and_evidence(drawn):  # noqa: F811
    cycle = levels(
        drawn(
            [standard(1, owner_role="Human Resources")],
            [
                {"item_id": "RPT-01", "level": "Starting", "cycle_id": "2023-01", "updated_by_role": "Lead", "evidence_link": "old"},
                {"item_id": "RPT-01", "level": "Developing", "cycle_id": "2023-04", "updated_by_role": "Peer review", "evidence_link": "review.docx"},
                {"item_id": "RPT-01", "level": "Enabling", "cycle_id": "2023-07", "updated_by_role": "Lead", "evidence_link": "later"},
            ],
        ),
        *LEVELS,
    )
    row = ei.release(ei.maturity(load_register(cycle), cycle), cycle.policy).table.iloc[0]
    assert (row["level"], row["assessor"], row["evidence_link"], row["reported_cycle"]) == ("Developing", "Peer review", "review.docx", "2023-04")


def test_a_report_that_says_no_level_takes_no_assessment_away(drawn):  # noqa: F811
    cycle = levels(
        drawn(
            [standard(1), standard(2)],
            [
                {"item_id": "RPT-01", "level": "Developing", "cycle_id": "2023-01", "updated_by_role": "Peer review", "evidence_link": "review.docx"},
                {"item_id": "RPT-01", "level": "", "cycle_id": "2023-04", "updated_by_role": "Lead", "progress_plain": "Going on"},
                {"item_id": "RPT-02", "level": "", "cycle_id": "2023-04", "updated_by_role": "Lead"},
            ],
        ),
        *LEVELS,
    )
    rows = ei.maturity(load_register(cycle), cycle).counts.set_index("item_id")
    assert tuple(rows.loc["RPT-01", ["level", "standing", "assessor", "evidence_link", "reported_cycle"]]) == (
        "Developing",
        "1 level below",
        "Peer review",
        "review.docx",
        "2023-01",
    )
    assert rows.loc["RPT-02", "standing"] == "not assessed"


def test_any_item_with_a_level_is_a_standard_and_others_are_none(drawn):  # noqa: F811
    cycle = drawn([{"item_id": "RPT-01"}, {"item_id": "RPT-02", "target_level": "Enabling"}, standard(3, source_doc="OLD")])
    assert list(standings(cycle)) == ["RPT-02"], "a programme that is no longer live has none"


def test_a_standard_is_no_promise(drawn):  # noqa: F811
    cycle = drawn([standard(1), {"item_id": "RPT-02"}], [{"item_id": "RPT-01", "level": "Starting", "status": "unknown"}, {"item_id": "RPT-02"}])
    table = ei.exceptions(load_register(cycle), as_at=cycle.data_cut_off).counts
    assert table["item_id"].tolist() == ["RPT-02"]


def test_without_a_standard_the_table_says_what_is_lacking(drawn):  # noqa: F811
    cycle = drawn([{"item_id": "RPT-01"}])
    assert ei.maturity(load_register(cycle), cycle).missing.reason == "the register has no standard of maturity"
