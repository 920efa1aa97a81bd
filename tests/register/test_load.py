"""One row an item, with what was last said about it at or before the cycle."""

from eianalysis.register.register_table import load_register, load_updates
from eianalysis.register.text import text_hash


def one(table, item):
    return table.frame.set_index("item_id").loc[item]


def test_the_latest_update_at_or_before_the_board(drawn):
    cycle = drawn(
        [{"item_id": "RPT-01"}, {"item_id": "RPT-02"}],
        [
            {"item_id": "RPT-01", "cycle_id": "2022-10", "status": "not_started"},
            {"item_id": "RPT-01", "cycle_id": "2023-01", "status": "in_progress"},
            {"item_id": "RPT-01", "cycle_id": "2023-04", "status": "complete"},
            {"item_id": "RPT-01", "cycle_id": "2023-07", "status": "on_hold"},
        ],
    )
    assert one(load_register(cycle), "RPT-01")["reported_status"] == "complete"  # 2023-07 is after this board
    earlier = drawn(
        [{"item_id": "RPT-01"}],
        [{"item_id": "RPT-01", "cycle_id": "2023-01"}, {"item_id": "RPT-01", "cycle_id": "2023-04", "status": "complete"}],
        cycle="2023-01",
    )
    assert one(load_register(earlier), "RPT-01")["reported_status"] == "in_progress"


def test_an_item_nobody_reported_is_unknown_and_has_no_colour(drawn):
    row = one(load_register(drawn([{"item_id": "RPT-01"}, {"item_id": "RPT-02"}])), "RPT-02")
    assert (row["reported_status"], row["rag_reported"], row["update_basis"]) == ("unknown", "not_recorded", "none")


def test_a_part_without_its_own_update_stands_as_its_recommendation(drawn):
    cycle = drawn(
        [
            {"item_id": "RPT-01"},
            {"item_id": "RPT-01.i", "kind": "part", "parent_id": "RPT-01"},
            {"item_id": "RPT-01.ii", "kind": "part", "parent_id": "RPT-01"},
        ],
        [{"item_id": "RPT-01", "status": "in_progress"}, {"item_id": "RPT-01.ii", "status": "complete"}],
    )
    table = load_register(cycle)
    assert one(table, "RPT-01.i")[["reported_status", "update_basis"]].tolist() == ["in_progress", "parent"]
    assert one(table, "RPT-01.ii")[["reported_status", "update_basis"]].tolist() == ["complete", "real"]


def test_invented_history_is_used_only_when_asked_and_says_so(drawn):
    cycle = drawn(
        [{"item_id": "RPT-01"}, {"item_id": "RPT-02"}],
        [{"item_id": "RPT-01", "cycle_id": "2023-01"}],
        synthetic=[{"item_id": "RPT-01", "cycle_id": "2022-10"}, {"item_id": "RPT-02", "cycle_id": "2022-10"}],
    )
    plain, told = load_register(cycle), load_register(cycle, synthetic_updates=True)
    assert not plain.synthetic and one(plain, "RPT-02")["update_basis"] == "none"
    assert told.synthetic and one(told, "RPT-02")["update_basis"] == "synthetic"
    assert one(told, "RPT-01")["update_basis"] == "real"  # what was really said, said later, wins
    history = load_updates(cycle, synthetic=True)
    assert history.synthetic and len(history) == 3 and {source.state for source in history.sources} == {"real", "synthetic"}


def test_a_date_as_written_is_read_where_nobody_has_filled_in_the_parts(drawn):
    cycle = drawn([{"item_id": "RPT-01"}], [{"item_id": "RPT-01", "date_raw": "Q1 23"}])
    assert str(one(load_register(cycle), "RPT-01")["date_end"].date()) == "2023-06-30"


def test_names_addresses_and_numbers_do_not_come_through(drawn):
    cycle = drawn(
        [{"item_id": "RPT-01", "title_plain": "Ask Pat Example to act"}],
        [{"item_id": "RPT-01", "progress_plain": "Write to pat.example@force.example or 020 7946 0018; 15 of 92 done", "date_raw": "when PAT EXAMPLE returns"}],
    )
    row = one(load_register(cycle), "RPT-01")
    assert row["title_plain"] == "Ask Workstream lead to act"
    assert row["progress_plain"] == "Write to [contact removed] or [contact removed]; 15 of 92 done"
    assert "Workstream lead" in row["date_raw"]


def test_a_fingerprint_notices_wording_not_typing():
    assert text_hash("Train  all\u00a0staff \u2013 \u2018now\u2019") == text_hash("train all staff - 'now'")
    assert text_hash("<p>Train all <u>staff</u></p>") == text_hash("Train all staff")
    assert text_hash("Train all staff") != text_hash("Train some staff")
