"""Contradictions, age of the last word, pace; and whose answer to a recommendation is late."""

from datetime import date

import pandas as pd
import pytest

from eianalysis.errors import UsageError
from eianalysis.evidence import register_progress, responses
from eianalysis.register.import_register import read_register
from eianalysis.register.register_table import load_register, load_updates

CUT = date(2023, 3, 31)
CYCLES = ("2022-07", "2022-10", "2023-01", "2023-04")


def items(count, **more):
    return [{"item_id": f"RPT-{n:02d}", **more} for n in range(1, count + 1)]


def test_what_contradicts_itself(drawn):
    cycle = drawn(
        items(7),
        [
            {"item_id": "RPT-01", "parse_flags": "text_says_complete"},
            {"item_id": "RPT-02", "parse_flags": "contradictory_status", "date_raw": "09/21 Complete and Ongoing"},
            {"item_id": "RPT-03", "status": "complete", "date_raw": "30/06/23"},
            {"item_id": "RPT-04", "status": "complete", "rag_reported": "red"},
            {"item_id": "RPT-05", "status": "complete", "parse_flags": "text_says_complete"},
            {"item_id": "RPT-06", "status": "complete", "date_raw": "31/03/23"},
            {"item_id": "RPT-07"},
        ],
    )
    found = register_progress.contradictions(load_register(cycle), as_at=CUT).counts.set_index("item_id")["reasons"].to_dict()
    assert found == {
        "RPT-01": "the text says complete, the status does not",
        "RPT-02": "complete and ongoing at once",
        "RPT-03": "shown complete, though its date lies ahead",
        "RPT-04": "shown complete and reported red",
    }


def test_age_is_counted_to_the_cut_off(drawn):
    cycle = drawn(
        items(5),
        [
            {"item_id": "RPT-01", "updated_on": "2023-03-21"},
            {"item_id": "RPT-02", "updated_on": "2023-03-01"},
            {"item_id": "RPT-03", "updated_on": ""},
            {"item_id": "RPT-04", "updated_on": "2020-01-01", "status": "complete"},
        ],
    )
    row = register_progress.age_of_updates(load_register(cycle), as_at=CUT).counts.iloc[0]
    assert (row["open_items"], row["median_days_since_update"], row["longest_days"], row["without_a_dated_report"]) == (4, 20, 30, 2)
    with pytest.raises(UsageError, match="cannot be grouped by 'owner'; did you mean 'owner_role'"):
        register_progress.age_of_updates(load_register(cycle), as_at=CUT, by="owner")


def told(statuses_by_item):
    """Rows of updates in the order of the cycles: item -> one letter a cycle (c complete, o open, - nothing said)."""
    return [
        {"item_id": f"RPT-{n:02d}", "cycle_id": cycle, "status": "complete" if said[at] == "c" else "in_progress"}
        for at, cycle in enumerate(CYCLES)
        for n, said in enumerate(statuses_by_item, start=1)
        if said[at : at + 1] in ("c", "o")
    ]


def forecast(drawn, *said):
    cycle = drawn(items(len(said)), told(said))
    return register_progress.completion_forecast(load_updates(cycle), as_at=CUT)


def test_a_forecast_from_a_steady_pace(drawn):
    """Four items, one closed between each two of four cycles: the last one after as long again."""
    result = forecast(drawn, "occc", "oocc", "oooc", "oooo")
    row = result.counts.iloc[0]
    assert (row["items"], row["complete"], row["open"], row["cycles"]) == (4, 3, 1, 4)
    months = (pd.Timestamp("2023-04-26") - pd.Timestamp("2022-07-01")).days / 30.4375
    assert row["closed_a_month"] == round(3 / months, 2)
    assert row["expected"] == f"{pd.Timestamp('2023-04-26') + pd.Timedelta(days=round(months / 3 * 30.4375)):%B %Y}" == "August 2023"
    assert row["soonest"] == "July 2023" and row["latest"] == "August 2023" and row["why_not"] == ""


def test_slow_and_quick_paces_give_a_range(drawn):
    row = forecast(drawn, "occc", "occc", "oooo", "oooo").counts.iloc[0]
    assert row["soonest"] == "July 2023" and row["latest"] == "no end at the slowest pace" and row["expected"] == "February 2024"


def test_why_there_is_no_forecast(drawn):
    two = forecast(drawn, "oc", "oo")
    assert two.missing and two.missing.reason == ("a pace needs items reported at 3 cycles or more; the most reports of one item held so far are 2")
    assert forecast(drawn, "ooo", "ooo").counts.iloc[0]["why_not"] == "no more items were closed at the last cycle than at the first"
    assert forecast(drawn, "ccc", "occ").counts.iloc[0]["why_not"] == "every item is closed"
    mixed = forecast(drawn, "ooc", "ooo", "o").counts.iloc[0]
    assert mixed["items"] == 2 and mixed["expected"]  # the one reported once is not counted


def test_the_register_has_no_forecast_yet_and_says_so(root):
    from eianalysis.cycle import load_cycle

    cycle = load_cycle("2023-04", data_dir=root / "data")
    assert "most reports of one item held so far are 1" in register_progress.completion_forecast(load_updates(cycle), as_at=cycle.data_cut_off).missing.reason
    shown = register_progress.completion_forecast(load_updates(cycle, synthetic=True), as_at=cycle.data_cut_off)
    assert shown.missing is None and set(shown.counts.loc[shown.counts["items"] > 0, "update_basis"]) == {"synthetic"}


THEIRS = "what,who,due,said\nTrain,Force A,01/11/22,Yes\nAsk,Force A,01/12/22,Awaiting\nTell,,31/03/23,Awaiting\nWrite,Force B,30/03/23,No\n"
MAPPING = (
    'prefix = "THX"\nowners_are_organisations = true\n[columns]\ntitle = "what"\nowner = "who"\ndate = "due"\n'
    'response = "said"\n[values.response]\nYes = "accepted"\nNo = "not_accepted"\nAwaiting = "awaiting"\n'
)


@pytest.fixture
def drafts(tmp_path):
    (tmp_path / "theirs.csv").write_text(THEIRS, encoding="utf-8")
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    return read_register(tmp_path / "theirs.csv", mapping=tmp_path / "m.toml")


def test_acceptance_as_a_whole_and_by_body(drafts):
    assert responses.acceptance(drafts).counts.to_numpy().tolist() == [["Accepted", 1], ["Not accepted", 1], ["Awaiting response", 2]]
    by = responses.acceptance(drafts, by="owner_role").counts
    assert by.to_dict("records")[0] == {"owner_role": "Force A", "recommendations": 2, "Accepted": 1, "Not accepted": 0, "Awaiting response": 1}
    assert "not named" in set(by["owner_role"])
    with pytest.raises(UsageError, match="cannot be counted by 'force'"):
        responses.acceptance(drafts, by="force")


def test_a_response_is_late_the_day_after_it_was_due(drafts):
    late = responses.responses_overdue(drafts, as_at=CUT).counts
    assert late[["item_id", "days_overdue"]].to_numpy().tolist() == [["THX-02", 120]]
    assert len(responses.responses_overdue(drafts, as_at=date(2023, 4, 1)).counts) == 2


def test_a_register_without_answers_has_no_acceptance(tmp_path):
    (tmp_path / "one.md").write_text("| Recommendation | Response |\n|---|---|\n| Train | Done |", encoding="utf-8")
    assert responses.acceptance(read_register(tmp_path / "one.md")).missing


def test_the_complaints_body_s_recommendations(shared, root):
    table = read_register(
        shared / "public-data" / "recommendations" / "iopc-recommendations-30june.xlsx",
        mapping=root / "docs" / "examples" / "iopc-recommendations" / "mapping.toml",
    )
    told = dict(responses.acceptance(table).counts.to_numpy().tolist())
    assert told == {"Accepted": 202, "Not accepted": 14, "Awaiting response": 27}
    late = responses.responses_overdue(table, as_at=date(2021, 6, 30)).counts
    # of the 27 awaited, one was due later (10 August 2021)
    assert len(late) == 26 and late["response_due_on"].min() == pd.Timestamp("2015-04-30")
    assert late["days_overdue"].iloc[0] == (date(2021, 6, 30) - date(2015, 4, 30)).days
