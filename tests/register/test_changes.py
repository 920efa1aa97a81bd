"""What changed since the last board: every kind of change once, and nothing where nothing changed."""

import pytest

import eianalysis as ei
from eianalysis.disclosure import release
from eianalysis.errors import DataFault
from eianalysis.policy import policy_for
from eianalysis.register.register_table import load_register, load_updates

BOARD = policy_for("board")
BEFORE, NOW = "2023-01", "2023-04"  # boards of 25 January and 26 April 2023, cut off at the end of December and of March


def changed(drawn, *told, items=None, **more):
    """``told``: pairs of what was reported of RPT-00, RPT-01 … at the two boards; None for no report."""
    items = items or [{"item_id": f"RPT-{n:02d}", "kind": "deliverable"} for n in range(len(told))]
    updates = [
        {"item_id": item["item_id"], "cycle_id": cycle, **row}
        for item, pair in zip(items, told, strict=True)
        for cycle, row in zip((BEFORE, NOW), pair, strict=True)
        if row is not None
    ]
    updates.sort(key=lambda row: row["cycle_id"])
    cycle = drawn(items, updates, **more)
    return ei.what_changed(load_register(cycle), load_updates(cycle), cycle=cycle)


def pairs(result):
    return [(row["item_id"], row["change"]) for row in result.counts.to_dict("records")]


DUE = {"date_raw": "Dec-23"}


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (None, DUE, ["new"]),
        (DUE, {**DUE, "status": "complete"}, ["closed"]),
        (DUE, {**DUE, "status": "complete_recurring"}, ["closed"]),
        ({**DUE, "status": "complete"}, DUE, ["opened_again"]),
        ({**DUE, "rag_reported": "amber"}, {**DUE, "rag_reported": "red"}, ["turned_red"]),
        (DUE, {**DUE, "rag_reported": "amber"}, ["turned_amber"]),
        ({**DUE, "rag_reported": "red"}, {**DUE, "rag_reported": "red"}, []),
        ({**DUE, "rag_reported": "red"}, {**DUE, "rag_reported": "green"}, []),
        ({"date_raw": "Feb-23"}, {"date_raw": "Feb-23"}, ["newly_overdue"]),
        ({"date_raw": "Nov-22"}, {"date_raw": "Nov-22"}, []),  # overdue at both boards
        ({"date_raw": "Jun-23"}, {"date_raw": "Dec-23"}, ["redated"]),
        ({"date_raw": ""}, DUE, ["dated"]),
        (DUE, {"date_raw": "TBC"}, ["undated"]),
        ({**DUE, "status": "not_started"}, DUE, ["status_changed"]),
        (DUE, {**DUE, "owner_reported": "LEAD"}, ["owner_changed"]),
        (DUE, {**DUE, "owner_reported": "HR"}, []),  # the owner it had already
        (DUE, None, ["not_heard"]),
        ({**DUE, "status": "complete"}, None, []),  # nobody waits to hear of it
        (DUE, DUE, []),
    ],
)
def test_each_change_is_told_once_and_no_other(drawn, before, now, said):
    assert [change for _, change in pairs(changed(drawn, (before, now)))] == said


@pytest.mark.parametrize(
    ("before", "now"), [("Dec-23", "31/12/2023"), ("December 2023", "by the end of December 2023"), ("Q1 23", "Q1 2023"), ("Dec-23", "12/23 *")]
)
def test_a_date_in_other_words_that_ends_on_the_same_day_has_not_moved(drawn, before, now):
    result = changed(drawn, ({"date_raw": before}, {"date_raw": now}))
    assert (
        pairs(result) == []
        and ei.slippage(
            load_updates(
                drawn(
                    [{"item_id": "RPT-00"}],
                    [{"item_id": "RPT-00", "cycle_id": BEFORE, "date_raw": before}, {"item_id": "RPT-00", "cycle_id": NOW, "date_raw": now}],
                )
            ),
            as_at=ei.load_cycle(NOW).data_cut_off,
        ).counts.empty
    )


def test_a_moved_date_says_from_when_to_when_and_by_how_much(drawn):
    row = changed(drawn, ({"date_raw": "Q1 23"}, {"date_raw": "Dec-23"})).counts.iloc[0]
    assert row["was"] == "January to March 2023, or April to June 2023" and row["now"] == "December 2023"
    assert row["days_moved"] == 184  # 30 June to 31 December
    assert changed(drawn, ({"date_raw": "Dec-23"}, {"date_raw": "Jun-23"})).counts.iloc[0]["days_moved"] == -184


def test_items_of_a_paper_that_begins_now_are_new(drawn):
    programmes = [{"source_doc": "RPT", "programme": "A review", "addressee": "this force", "live_from": NOW, "live_until": "", "last_reported": "April 2023"}]
    assert pairs(changed(drawn, (None, DUE), programmes=programmes)) == [("RPT-00", "new")]


def test_remarks_and_parts_told_with_their_recommendation_are_no_items_of_a_board(drawn):
    items = [{"item_id": "RPT-00"}, {"item_id": "RPT-00.i", "kind": "part", "parent_id": "RPT-00"}, {"item_id": "RPT-01", "kind": "progress_note"}]
    assert pairs(changed(drawn, (None, DUE), (None, None), (None, {}), items=items)) == [("RPT-00", "new")]


def test_without_colours_nothing_is_said_to_be_0_red(drawn):
    cycle = drawn([{"item_id": "RPT-00"}], [{"item_id": "RPT-00", "date_raw": "Dec-23"}])
    register, updates = load_register(cycle), load_updates(cycle)
    told = str(ei.say_changes(release(ei.what_changed(register, updates, cycle=cycle), BOARD), release(ei.decisions_before(register, cycle), BOARD)))
    standing = release(ei.standing(register, updates, as_at=cycle.data_cut_off), BOARD)
    assert "No colour was recorded" in told and "red" not in told.split("No colour")[0]
    assert "0 reported red" not in str(ei.say_standing(standing)) and standing.table["red"].isna().all()
    assert "0 red" not in str(ei.table(standing))


def test_a_cycle_without_a_board_before_says_so(drawn):
    cycle = drawn([{"item_id": "RPT-00"}], cycle=BEFORE)
    result = ei.what_changed(load_register(cycle), load_updates(cycle), cycle=cycle)
    assert result.status == "not_available" and "names no board before" in result.missing.reason


def test_the_committed_register_between_its_two_boards(root):
    """By hand: 23 items of the Casey paper are new; of 29 open workstream items and 8 of the taskforce nothing was heard."""
    cycle = ei.load_cycle(NOW, data_dir=root / "data")
    table = ei.what_changed(load_register(cycle), load_updates(cycle), cycle=cycle).counts
    assert set(table.loc[table["change"] == "new", "item_id"].str[:3]) == {"CAS"} and (table["change"] == "new").sum() == 23
    assert sorted(table.loc[table["change"] == "newly_overdue", "item_id"]) == ["EIW-HWB-D03", "EIW-HWB-D04", "EIW-RET-D04"]
    silent = table.loc[table["change"] == "not_heard", "item_id"]
    assert not silent.str.startswith("CAS").any() and silent.str.startswith("TRT").sum() == 8


HEAD = "item_id,cycle_id,decision,recommendation,recommended_by,owner_role,by_when,answered_cycle,answer,done_cycle\n"


def decided(drawn, *lines):
    cycle = drawn([{"item_id": "RPT-00"}])
    (cycle.data_dir / "recommendations/decisions.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return cycle, ei.decisions_before(load_register(cycle), cycle).counts


def test_decisions_of_the_boards_before_are_done_open_or_never_answered(drawn):
    cycle, table = decided(
        drawn,
        "RPT-00,2022-10,Old and done?,,,,,2022-10,Yes,2022-10",
        "RPT-00,2022-10,Long decided?,,,,2023-03-01,2022-10,Yes,",
        "RPT-00,2023-01,Done since?,,,,,2023-01,Yes,2023-04",
        "RPT-00,2023-01,Not answered?,,,,,,,",
        "RPT-00,2023-04,Asked today?,,,,,,,",
    )
    assert table[["decision", "state", "late"]].values.tolist() == [
        ["Done since?", "done", False],
        ["Long decided?", "not_done", True],
        ["Not answered?", "unanswered", False],
    ]
    assert table["owner_role"].tolist() == ["Human Resources"] * 3  # the item's owner, where no other is named
    asked = ei.decisions_asked(load_register(cycle), cycle).counts
    assert asked["decision"].tolist() == ["Not answered?", "Asked today?"]


def test_faults_of_the_decisions_are_told(drawn):
    with pytest.raises(DataFault) as fault:
        decided(drawn, "RPT-00,2023-01,A?,Do it,,,,,,", "RPT-00,2023-01,B?,,,,,,Yes,", "RPT-00,2023-04,C?,,,,,2023-01,Yes,", "RPT-00,2023-01,D?,,,,,,,2023-04")
    for words in ("nobody is named who recommends it", "an answer goes with the cycle", "go back in time", "done before it was decided"):
        assert words in str(fault.value)
