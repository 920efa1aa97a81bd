"""Nothing of the evidence map can be read back to a count that the measure's own page hides."""

from dataclasses import replace
from functools import partial

import pandas as pd
import pytest

from eianalysis.disclosure.session import new_session
from eianalysis.disclosure import release
from eianalysis.errors import DisclosureError
from eianalysis.measures.compare import compare, with_rates
from eianalysis.evidence.conclude import INNER, OF_BINDING, OF_ITEM, conclude
from eianalysis.policy import policy_for
from eianalysis.results import Bound, Definition, Result
from eianalysis.sources import Source

BOARD = policy_for("board")
SYNTHETIC, REAL = (Source("leavers", "leavers.csv", "0", 9, state) for state in ("synthetic", "real"))


def counted(cases, base, *, year="2023", source=REAL):
    groups = {"All": (cases + 64, base + 800), "Ethnic minorities": (cases, base), "White": (64, 800)}
    frame = pd.DataFrame([(group, *pair) for group, pair in groups.items()], columns=["group", "numerator", "denominator"])
    frame = frame.assign(
        measure="m",
        kind="rate",
        window="12m",
        period_start=pd.Timestamp(f"{int(year) - 1}-04-01"),
        period_end=pd.Timestamp(f"{year}-03-31"),
        characteristic="ethnicity_2",
    )
    definition = Definition("Leaving", "officers who left", "officers in post", outcome="harm")
    return compare(with_rates(Result("m", "counts", definition, frame, kind="rate", sources=(source,))), reference="White")


def item(**said):
    row = dict.fromkeys((*OF_ITEM, *OF_BINDING, *INNER), "") | {
        "item_id": "X-1",
        "programme": "A review",
        "live": True,
        "reported_status": "complete",
        "rag_reported": "green",
        "update_basis": "real",
        "evidence_kind": "measured",
        "measure": "m",
        "window": "12m",
        "characteristic": "ethnicity_2",
        "group": "Ethnic minorities",
        "reference": "White",
        "figure": "rate",
        "direction": "at_most",
        "target": 0.05,
        "target_status": "set",
        "least_base": 10,
        "measure_title": "Leaving",
        "page": "06-retention",
        "date_reached": False,
        "asked": True,
    }
    return row | said


def mapped(now, before=None, rows=None, policy=BOARD):
    changes = () if before is None else (("ethnicity_2", now, before),)
    result = Result(
        "evidence_map",
        "bound",
        Definition("The map", "", ""),
        pd.DataFrame(rows or [item()]),
        sources=(REAL, *now.sources),
        bound=(Bound("m", now, changes),),
        conclude=conclude,
    )
    return release(result, policy).table


def test_two_forces_that_differ_in_a_hidden_count_have_the_same_map():
    """1, 2, 3 or 4 leavers of 90: whatever is asked, a reader of the map cannot tell which."""
    rows = [
        item(item_id=f"X-{n}", figure=figure, direction=direction, target=target)
        for n, (figure, direction, target) in enumerate(
            [
                ("rate", "at_most", 0.02),
                ("rate", "at_least", 0.03),
                ("count", "at_most", 2.0),
                ("ratio", "parity", None),
                ("rate", "up", None),
                ("ratio", "narrow", None),
                ("gap", "narrow", None),
                ("rate", "no_target", None),
            ]
        )
    ]
    seen = [mapped(counted(cases, 90), counted(20, 90, year="2022"), rows) for cases in (1, 2, 3, 4)]
    for other in seen[1:]:
        pd.testing.assert_frame_equal(seen[0], other)
    assert set(seen[0]["evidence_status"]) == {"too few to say"} and seen[0][["value", "low", "high", "base"]].isna().all(axis=None)
    assert set(seen[0]["status"]) == {"hidden"} and set(seen[0]["contradiction"]) == {""}


def test_a_hidden_year_before_cannot_be_read_from_the_change():
    rows = [item(direction="up", target=None), item(item_id="X-2", figure="ratio", direction="narrow", target=None)]
    seen = [mapped(counted(30, 90), counted(cases, 90, year="2022"), rows) for cases in (1, 2, 3, 4)]
    for other in seen[1:]:
        pd.testing.assert_frame_equal(seen[0], other)
    assert set(seen[0]["change"]) == {"too few to say"}


def test_what_is_shown_is_what_the_page_shows():
    now = counted(30, 90)
    table, page = mapped(now), release(now, BOARD).table.set_index("group")
    row = table.iloc[0]
    assert (row["value"], row["low"], row["high"]) == tuple(page.loc["Ethnic minorities", ["rate", "rate_low", "rate_high"]])
    assert row["evidence_status"] == "not met" and row["contradiction"] == "reported complete, the data say otherwise"
    assert row["data"] == "real" and row["status"] == "shown"


def test_no_count_of_the_year_before_is_in_the_map():
    told = mapped(counted(30, 90), counted(61, 90, year="2022"), [item(direction="down", target=None)])
    assert told["change"].tolist() == ["moving towards"]
    assert "61" not in told.to_csv() and str(61 / 90)[:6] not in told.to_csv()


def test_invented_data_beside_a_real_report_are_marked_in_the_row():
    row = mapped(counted(30, 90, source=SYNTHETIC)).iloc[0]
    assert row["data"] == "SYNTHETIC ILLUSTRATION" and row["evidence_status"] == "not met"


def test_what_concludes_cannot_carry_a_table_of_its_own():
    now = counted(30, 90)
    true = now.counts

    def spy(rows, shown):
        return rows.assign(leaked=true["numerator"].sum())

    base = Result("evidence_map", "bound", Definition("The map", "", ""), pd.DataFrame([item()]), bound=(Bound("m", now),))
    for trick in (spy, partial(conclude), lambda rows, shown: rows, None):
        with pytest.raises(DisclosureError, match="plain function"):
            release(replace(base, conclude=trick), BOARD)


def test_a_conclusion_from_a_conclusion_is_refused():
    inner = Result("inner", "bound", Definition("In", "", ""), pd.DataFrame([item()]), bound=(Bound("m", counted(30, 90)),), conclude=conclude)
    with pytest.raises(DisclosureError, match="itself a conclusion"):
        mapped(inner)


def test_rows_about_people_are_refused_as_in_any_register():
    now = counted(30, 90)
    result = Result("evidence_map", "bound", Definition("The map", "", ""), pd.DataFrame([item()]), bound=(Bound("m", now),), conclude=_with_people)
    with pytest.raises(DisclosureError, match="columns of people"):
        release(result, BOARD)


def _with_people(rows, shown):
    return rows.assign(person_ref="P1", ethnicity_5="Asian")


def test_no_word_of_change_where_three_years_less_two_leave_a_few():
    """36 months show 93 leavers, this year 30, the year before 61: a word on the last would say something of the other 2."""
    now, before = counted(30, 90), counted(61, 90, year="2022")
    for third, told in ((2, {"too few to say"}), (12, {"moving towards"})):
        long = counted(91 + third, 270)
        long = replace(long, counts=long.counts.assign(window="36m", period_start=pd.Timestamp("2020-04-01")))
        both = replace(now, counts=pd.concat([now.counts, long.counts], ignore_index=True))
        result = Result(
            "evidence_map",
            "bound",
            Definition("The map", "", ""),
            pd.DataFrame([item(direction="down", target=None)]),
            sources=(REAL,),
            bound=(Bound("m", both, (("ethnicity_2", now, before),)),),
            conclude=conclude,
        )
        new_session()
        table = release(result, BOARD).table
        assert table["status"].tolist() == ["shown"] and set(table["change"]) <= told, third


def test_a_target_whose_day_is_reached_is_judged_by_its_day_and_one_that_is_not_is_not():
    """LDC-K01: everybody trained by a day that is past, and 82.8% are. Without a target a day is no test."""
    rows = [
        item(item_id="X-1", date_reached=True),
        item(item_id="X-2"),
        item(item_id="X-3", date_reached=True, direction="no_target", target=None),
        item(item_id="X-4", date_reached=True, target=0.9),
        item(item_id="X-5", date_reached=True, group="Nobody"),
    ]
    said = mapped(counted(30, 90), rows=rows)
    assert said["evidence_status"].tolist() == ["not met", "not met", "measured, no target set", "met", "no data"]
    assert said["against_date"].tolist() == ["its date is reached and the target is not", "", "", "met by its date", "its date is reached: no data"]
    assert not set(INNER) - {"page", "measure_title", "needs"} & set(said.columns)


def test_a_question_that_nobody_asked_has_no_figure():
    said = mapped(
        counted(30, 90),
        counted(41, 90, year="2022"),
        [item(direction="down", target=None, asked=False, needs='a survey that asks: "Do you trust us?"'), item(asked=True)],
    )
    assert said["evidence_status"].tolist() == ["no data", "not met"] and said["value"].isna().tolist() == [True, False]
    assert said["change"].tolist()[0] == "" and "Do you trust us?" in said["needs"][0]
