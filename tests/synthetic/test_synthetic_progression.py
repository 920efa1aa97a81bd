"""Promotions and schemes of the synthetic force: tied to its people, and with the documented effects."""

import numpy as np
import pandas as pd
import pytest

from synthetic.test_synthetic_effects import with_groups

BANDS = [0, 2, 5, 10, 20, 99]


def rounds(force):
    """Eligible officers in each round, with their rank and length of service when it opened, and whether mentored."""
    rows = with_groups(force["promotions"]).query("eligible == 'Y'")
    seen = force["workforce_snapshot"][["person_ref", "as_at", "service_start"]]
    rows = rows.assign(as_at=pd.to_datetime(rows["opened"].dt.year.astype(str) + "-03-31")).merge(seen, on=["person_ref", "as_at"])
    band = pd.cut((rows["as_at"] - rows["service_start"]).dt.days / 365.25, BANDS, right=False).astype(str)
    schemes = force["development_participation"].query("scheme == 'mentoring' and role == 'participant'")
    mentees = set(zip(schemes["person_ref"], schemes["started"].dt.year))
    mentored = [pair in mentees for pair in zip(rows["person_ref"], rows["opened"].dt.year)]
    return rows.assign(cell=rows["rank_grade"] + band, mentored=mentored)


@pytest.fixture(scope="module")
def several(forces):
    return pd.concat([rounds(force) for force in forces], ignore_index=True)


def pooled_ratio(rows, happened, column, group, reference):
    """Mantel-Haenszel ratio over cells of rank and service, with the standard error of its log (Greenland-Robins)."""
    top = bottom = spread = 0.0
    for _, cell in rows.assign(yes=rows[happened] == "Y").groupby("cell"):
        one, other = (cell[cell[column] == value]["yes"] for value in (group, reference))
        n = len(one) + len(other)
        if len(one) and len(other):
            top, bottom = top + one.sum() * len(other) / n, bottom + other.sum() * len(one) / n
            spread += ((one.sum() + other.sum()) * len(one) * len(other) - one.sum() * other.sum() * n) / n**2
    return np.log(top / bottom), np.sqrt(spread / (top * bottom))


@pytest.mark.parametrize(
    "happened, column, group, reference, size",
    [
        ("applied", "sex", "F", "M", 0.75),
        ("applied", "mentored", True, False, 1.5),
        ("applied", "two", "Ethnic minorities", "White", 1.0),
        ("promoted", "sex", "F", "M", 1.0),
        ("promoted", "two", "Ethnic minorities", "White", 1.0),
        ("promoted", "mentored", True, False, 1.0),
        ("temporary", "two", "Ethnic minorities", "White", 0.6),
        ("temporary", "sex", "F", "M", 1.0),
    ],
)
def test_gaps_among_those_eligible(several, happened, column, group, reference, size):
    estimate, error = pooled_ratio(several, happened, column, group, reference)
    assert abs(estimate - np.log(size)) < 3 * error, f"{np.exp(estimate):.3f}, documented {size}"
    assert size == 1 or abs(estimate) > 2.5 * error


@pytest.mark.parametrize("column, group, reference, size", [("two", "Ethnic minorities", "White", 0.75), ("sex", "F", "M", 1.0)])
def test_gaps_among_those_who_sat_the_examination(several, column, group, reference, size):
    estimate, error = pooled_ratio(several.query("exam_taken == 'Y'").assign(cell="all"), "exam_passed", column, group, reference)
    assert abs(estimate - np.log(size)) < 3 * error, f"{np.exp(estimate):.3f}, documented {size}"


def test_who_becomes_a_mentee(several):
    rows = several[several["rank_grade"].isin(["Constable", "Sergeant", "Inspector"])]
    rows = rows.assign(joins=rows["mentored"].map({True: "Y", False: "N"}))
    estimate, error = pooled_ratio(rows, "joins", "two", "Ethnic minorities", "White")
    assert abs(estimate - np.log(1.5)) < 3 * error, np.exp(estimate)
    assert abs(pooled_ratio(rows, "joins", "sex", "F", "M")[0]) < 0.15


def test_without_effects_women_apply_and_minorities_pass_like_others(plain_forces):
    rows = pd.concat([rounds(force) for force in plain_forces], ignore_index=True)
    for happened, column, group, reference in [
        ("applied", "sex", "F", "M"),
        ("applied", "mentored", True, False),
        ("temporary", "two", "Ethnic minorities", "White"),
    ]:
        estimate, error = pooled_ratio(rows, happened, column, group, reference)
        assert abs(estimate) < 3 * error, (happened, column)


def test_everybody_is_a_person_of_the_force_on_the_day(tables):
    spans = tables["workforce_snapshot"].groupby("person_ref")["service_start"].min()
    left = tables["leavers"].query("leaver_type != 'CB'").groupby("person_ref")["leave_date"].max()
    for table, day in (("promotions", "opened"), ("development_participation", "started")):
        rows = tables[table]
        assert rows["person_ref"].isin(spans.index).all(), table
        assert (rows["person_ref"].map(spans) <= rows[day]).all(), table
        assert (rows["person_ref"].map(left).fillna(pd.Timestamp("2100-01-01")) > rows[day]).all(), table


def test_who_is_promoted_holds_the_rank_afterwards(tables):
    done = tables["promotions"].query("promoted == 'Y'")
    done = done.assign(as_at=pd.to_datetime((done["opened"].dt.year + 1).astype(str) + "-03-31"))
    after = done.merge(tables["workforce_snapshot"][["person_ref", "as_at", "rank_grade"]], on=["person_ref", "as_at"], suffixes=("", "_after"))
    assert len(after) > 0.9 * len(done) > 70
    assert (after["rank_grade_after"] == after["to_rank"]).all()


def test_stages_hold_together(tables):
    rows = tables["promotions"]
    for later, earlier in (
        ("applied", "eligible"),
        ("withdrawn", "applied"),
        ("exam_passed", "exam_taken"),
        ("assessed", "applied"),
        ("passed", "assessed"),
        ("promoted", "passed"),
    ):
        assert (rows.loc[rows[later] == "Y", earlier] == "Y").all(), (later, earlier)
    assert not rows.duplicated(["person_ref", "process_id"]).any()
    pairs = tables["development_participation"].query("scheme == 'reverse mentoring'")
    assert pairs.groupby("role").size().to_dict() == {"mentor": 5, "participant": 5}
