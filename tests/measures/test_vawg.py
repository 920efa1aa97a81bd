"""Crimes against women and girls, offence by offence: every number is counted here by eye."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.vawg import CHARGED, CLOSED, NOT_POLICE, OPEN, POLICE
from tests.builders import groups, table

ROWS = """
    offence_ref  recorded_on  victim_ethnicity  police_suspect  result             decided_on
    W1           2022-04-01   White             N               charged            2022-07-10
    W2           2022-04-01   White             N               no further action  2022-07-11
    W3           2022-05-01   Black             Y               .                  .
    W4           2022-05-01   Black             .               out of court       2022-05-01
    W5           2023-03-31   Black             N               .                  .
    W6           2022-12-21   Asian             N               charged            2023-04-05
    W7           2022-03-31   Asian             N               charged            2022-04-01
"""
SAID = {"offence_group": "stalking", "victim_sex": "F"}


@pytest.fixture(scope="module")
def force(root):
    cycle = replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())
    return ei.force(cycle).holding(vawg_offences=table("vawg_offences", ROWS, **SAID))


def test_results_are_of_the_offences_recorded_as_they_stood_on_the_last_day(force):
    result = force.ask("vawg_result_share", by=("victim_ethnicity", "suspect"), months=12)
    at = {name: groups(result, stage=name, characteristic="victim_ethnicity") for name in (CHARGED, CLOSED, OPEN)}
    assert at[CHARGED] == {"All": (1, 6), "Asian": (0, 1), "Black": (0, 3), "White": (1, 2)}  # W6 was charged after the last day
    assert at[CLOSED]["All"] == (1, 6) and at[OPEN] == {"All": (3, 6), "Asian": (1, 1), "Black": (2, 3), "White": (0, 2)}
    assert groups(result, stage=OPEN, characteristic="suspect") == {"All": (3, 6), POLICE: (1, 1), NOT_POLICE: (2, 4), "Not recorded": (0, 1)}


def test_only_offences_of_quarters_old_enough_say_how_soon_they_are_decided(force):
    """W6 was recorded a hundred days before the end, and after the last quarter that ended as long before."""
    soon = force.ask("vawg_decided_soon", by="victim_ethnicity", months=12)
    assert groups(soon) == {"All": (2, 4), "Black": (1, 2), "White": (1, 2)}  # W1 on the hundredth day, W2 a day later
    assert set(soon.counts["period_end"].astype(str)) == {"2022-09-30"}
    assert groups(force.ask("vawg_decided_soon", by="victim_ethnicity", months=12, days=101))["White"] == (2, 2)
    assert set(force.ask("vawg_decided_soon", months=12, days=90).counts["period_end"].astype(str)) == {"2022-12-31"}


def test_how_soon_offences_are_decided_is_no_evidence_of_how_fast_police_respond(force):
    """CAS-16.6 asks for response rates and times; a decision about an offence is not a response to a call."""
    assert "CAS-16.6" not in force.ask("vawg_decided_soon", by="victim_ethnicity", months=12).definition.serves
    assert "CAS-16.6" in definition_of("cj_response_in_time").serves


def test_a_few_days_between_two_windows_hide_no_group(force):
    """Three of a group in the days between would be told by the base of one board and the table of results of the board before."""
    rows = [("Black", "2022-10-05", 20), ("White", "2022-10-05", 60), ("Asian", "2022-08-05", 30), ("Black", "2022-08-05", 30)]
    rows += [("White", "2022-08-05", 60), ("Black", "2022-12-24", 3), ("White", "2022-12-24", 9)]
    frame = pd.DataFrame([(ethnicity, day) for ethnicity, day, many in rows for _ in range(many)], columns=["victim_ethnicity", "recorded_on"])
    frame = frame.assign(offence_ref=[f"W{number}" for number in range(len(frame))], police_suspect="N", result="no further action")
    soon = [at % 2 == 0 for at in range(len(frame))]
    frame["decided_on"] = [(pd.Timestamp(day) + pd.Timedelta(days=9 if fast else 120)).strftime("%Y-%m-%d") for day, fast in zip(frame["recorded_on"], soon)]
    before = replace(force.cycle, period_start=pd.Timestamp("2022-01-01").date(), period_end=pd.Timestamp("2022-12-31").date())
    held = table("vawg_offences", frame, **SAID)
    first, second = (ei.force(cycle).holding(vawg_offences=held) for cycle in (before, force.cycle))
    first.ask("vawg_result_share", by="victim_ethnicity", months=12).release()
    soon = second.ask("vawg_decided_soon", by="victim_ethnicity", months=12).release()
    assert set(soon.table["status"]) == {"shown"}


def test_a_result_without_its_day_is_in_no_base(force):
    undated = force.holding(vawg_offences=table("vawg_offences", ROWS.replace("no further action  2022-07-11", "no further action  ."), **SAID))
    soon = undated.ask("vawg_decided_soon", by="victim_ethnicity", months=12)
    assert groups(soon)["White"] == (1, 1) and any("no day of it" in note for note in soon.definition.notes)
    assert groups(undated.ask("vawg_result_share", by="victim_ethnicity", months=12), stage=CLOSED)["White"] == (1, 2)


def test_police_suspects_are_of_the_offences_of_which_it_is_recorded(force):
    assert groups(force.ask("vawg_police_suspect_share", months=12)) == {"All": (1, 5), "Stalking and harassment": (1, 5)}


def test_without_a_word_of_suspects_results_are_told_by_the_victim_alone(force):
    silent = table("vawg_offences", ROWS, **SAID)
    silent = force.holding(vawg_offences=replace(silent, frame=silent.frame.drop(columns="police_suspect")))
    assert set(silent.ask("vawg_result_share", by=("victim_ethnicity", "suspect")).counts["characteristic"]) == {"victim_ethnicity"}
    assert silent.ask("vawg_police_suspect_share").missing.columns == ("police_suspect",)


def test_a_table_without_the_victims_ethnicity_is_told_by_the_suspects_alone(force):
    rows = pd.DataFrame(
        {"offence_ref": ["W1", "W2"], "recorded_on": "2022-05-01", "police_suspect": ["Y", "N"], "result": "charged", "decided_on": "2022-06-01"}
    )
    held = force.holding(vawg_offences=table("vawg_offences", rows, **SAID))
    for question in ("vawg_result_share", "vawg_decided_soon"):
        assert set(held.ask(question).counts["characteristic"]) == {"suspect"}
        assert held.ask(question, by="victim_ethnicity").missing.columns == ("victim_ethnicity",)


def test_the_gate_knows_what_is_left_and_that_the_sums_count_the_same(force):
    """Charged, closed and open leave out of court, of a few offences perhaps; and a table of sums has the same charges."""
    result = force.ask("vawg_result_share", by="victim_ethnicity", months=12)
    rows = result.counts[result.counts["group"] == "Black"]
    boxes = [result.identity.terms(row.to_dict(), ["Black"], ["stage"])[0][0][1] for _, row in rows.iterrows()]
    assert [box.value("result") is not None for box in boxes] == [True] * 3
    assert all(len(set(box.facts) - set(boxes[0].facts)) == 1 for box in boxes[1:]), "they differ in one fact only"
    sums = ei.force(force.cycle).ask("cj_charge_change")
    assert sums.identity is not None
    last = sums.counts[(sums.counts["offences"] == "Violence against women and girls")].iloc[0].to_dict()
    whole = result.counts[result.counts["group"] == "All"].iloc[0].to_dict()
    same = {**last, "period_start": whole["period_start"], "period_end": whole["period_end"], "characteristic": "all", "group": "All"}
    assert sums.identity.terms(same, [], ["offences"]) == result.identity.terms(whole, [], ["stage"])


@pytest.mark.parametrize(
    ("question", "column"), [("vawg_result_share", "result"), ("vawg_decided_soon", "decided_on"), ("vawg_police_suspect_share", "police_suspect")]
)
def test_what_nobody_filled_in_is_not_available(force, question, column):
    blank = table("vawg_offences", ROWS, **SAID)
    blank = force.holding(vawg_offences=replace(blank, frame=blank.frame.assign(**{column: pd.NA})))
    assert blank.ask(question).missing.columns == (column,)
    absent = force.holding(vawg_offences=replace(force.table("vawg_offences"), absent=True))
    assert absent.ask(question).status == "not_available"


def test_offences_of_another_time_are_not_none(force):
    assert (
        "no offence recorded in the period"
        in force.holding(vawg_offences=table("vawg_offences", ROWS.replace("2022-", "2012-").replace("2023-", "2013-"), **SAID))
        .ask("vawg_result_share")
        .missing.reason
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2022-07-10", "2022-03-10", "decided_on"),
        ("out of court", "convicted    ", "'convicted' is not a code of the results of offences"),
        ("W2 ", "W1 ", "have the same offence_ref"),
        ("2022-12-21", ".         ", "recorded_on"),
    ],
)
def test_a_bad_file_is_refused(old, new, said):
    with pytest.raises(DataFault, match=said):
        table("vawg_offences", ROWS.replace(old, new, 1), **SAID)
