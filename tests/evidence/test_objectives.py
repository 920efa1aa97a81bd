"""Equality objectives and how they stand: as reported, with what was promised for each, and nothing judged of an aim."""

import eianalysis as ei
from eianalysis.register.register_table import load_register
from tests.register.conftest import drawn  # noqa: F401 (fixture)


def stand(cycle):
    return ei.objectives(load_register(cycle), as_at=cycle.data_cut_off)


def test_an_objective_stands_as_it_was_last_reported_with_what_is_promised_for_it(drawn):  # noqa: F811
    cycle = drawn(
        [
            {"item_id": "RPT-01", "kind": "objective", "title_plain": "Fair promotion", "characteristics": "race;sex"},
            {"item_id": "RPT-02", "kind": "action", "parent_id": "RPT-01"},
            {"item_id": "RPT-03", "kind": "action", "parent_id": "RPT-01"},
            {"item_id": "RPT-04", "kind": "progress_note", "parent_id": "RPT-01"},
            {"item_id": "RPT-05", "kind": "objective", "title_plain": "Trust"},
        ],
        [{"item_id": "RPT-01", "status": "in_progress"}, {"item_id": "RPT-02", "status": "complete"}, {"item_id": "RPT-03", "status": "in_progress"}],
    )
    rows = ei.release(stand(cycle), "public").table.set_index("item_id")
    assert list(rows.index) == ["RPT-01", "RPT-05"]
    assert tuple(rows.loc["RPT-01", ["title_plain", "about", "reported_status", "promised"]]) == (
        "Fair promotion",
        "race and sex",
        "in_progress",
        "1 of 2 done",
    )
    assert rows.loc["RPT-05", "promised"] == "none" and rows.loc["RPT-05", "last_reported"] == "not reported"


def test_a_register_without_objectives_says_so(drawn):  # noqa: F811
    made = stand(drawn([{"item_id": "RPT-01", "kind": "action"}], []))
    assert made.missing and "no live programme has an item of kind objective" in made.missing.reason
