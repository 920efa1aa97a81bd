"""What explains a gap in leaving: on small drawn forces whose parts are known, and on the demo beside the first table of its page."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.errors import UsageError
from eianalysis.added_columns import GAP_PARTS
from eianalysis.measures.leaving_explained import EARLIER, RANK, ROUTE, SERVICE, TOGETHER, leaving_explained
from eianalysis.results import REST
from eianalysis.sources.typed import TypedTable

GROUPINGS = {"sex": ("sex",), "ethnicity": ("ethnicity_5", "ethnicity_2")}
YEARS = (date(2020, 3, 31), date(2021, 3, 31), date(2022, 3, 31), date(2023, 3, 31))


@pytest.fixture(scope="module")
def demo(root, tmp_path_factory):
    return ei.force("2023-04", data_dir=root / "data", outputs_dir=tmp_path_factory.mktemp("outputs"))


@pytest.fixture
def cycle(root):
    return load_cycle("2023-04", data_dir=root / "data")


def drawn(leaving, *, men=400, women=200, new=(0.2, 0.6), seed=1, ranks=True, routes=True, started=True):
    """A force in which a share ``new`` of men and of women is new, and ``leaving(sex, new)`` is the chance to leave in a year."""
    rng = np.random.default_rng(seed)
    people, leavers, joiners = [], [], []
    for place in range(men + women):
        sex = "Male" if place < men else "Female"
        is_new = rng.random() < new[sex == "Female"]
        begun = pd.Timestamp("2018-06-01" if is_new else "2006-06-01") if started else pd.NaT
        own = {
            "person_ref": f"p{place}",
            "worker_type": "officer",
            "sex": sex,
            "ethnicity_5": "White",
            "ethnicity_2": "White",
            "rank_band": ("Constable" if is_new or place % 2 else "Sergeant") if ranks else None,
        }
        if is_new and routes:
            joiners.append({**own, "start_date": begun, "route": "pcda" if place % 2 else "transferee"})
        gone = next((year for year in range(3) if rng.random() < leaving(sex, is_new)), None)
        people += [{**own, "as_at": pd.Timestamp(day), "service_start": begun} for at, day in enumerate(YEARS) if gone is None or at <= gone]
        if gone is not None:
            leavers.append(
                {
                    **own,
                    "service_start": begun,
                    "leave_date": pd.Timestamp(YEARS[gone]) + pd.Timedelta(days=100),
                    "leaver_type": "VR",
                    "leaver_family": "voluntary",
                }
            )
    columns = ["person_ref", "start_date", "worker_type", "sex", "ethnicity_5", "ethnicity_2", "rank_band", "route"]
    joiners = pd.DataFrame(joiners, columns=columns).astype({"start_date": "datetime64[ns]"})
    return tuple(
        TypedTable(name, pd.DataFrame(rows), groupings=GROUPINGS) for name, rows in (("workforce_snapshot", people), ("leavers", leavers), ("joiners", joiners))
    )


def of(result, group="Female"):
    table = result.unreleased
    return table[table["group"] == group].set_index("factor")


def by_service(sex, new):
    """The new leave four times as often, men and women alike."""
    return 0.2 if new else 0.05


def test_a_gap_of_make_up_alone_goes_with_service_and_leaves_next_to_nothing(cycle):
    rows = of(leaving_explained(*drawn(by_service, men=4000, women=2000), cycle=cycle, by="sex"))
    found = rows.loc[SERVICE]
    assert found["gap"] > 0.03 and abs(found["left"]) < 0.015 and found["left_low"] < 0 < found["left_high"]
    assert found["explained_low"] > 0.03
    assert rows.loc[TOGETHER, "left"] == pytest.approx(found["left"], abs=0.02)


def test_a_gap_of_other_chances_is_left(cycle):
    rows = of(leaving_explained(*drawn(lambda sex, new: 0.16 if sex == "Female" else 0.06, men=3000, women=2000), cycle=cycle, by="sex"))
    assert rows.loc[SERVICE, "left_low"] > 0.05 and abs(rows.loc[SERVICE, "explained"]) < 0.02


def test_counts_by_hand(cycle):
    """Men: 3 of 40 new ones and 2 of 60 others a year; women: 5 of 50, 30 of them new. At men's rates 30 * 3/40 + 20 * 2/60."""
    rows, gone = [], []
    for sex, new, many, leave in (("Male", True, 40, 3), ("Male", False, 60, 2), ("Female", True, 30, 3), ("Female", False, 20, 2)):
        for at in range(many):
            own = {
                "person_ref": f"{sex}{new}{at}",
                "worker_type": "officer",
                "sex": sex,
                "ethnicity_5": "White",
                "ethnicity_2": "White",
                "service_start": pd.Timestamp("2018-06-01" if new else "2006-06-01"),
            }
            rows.append({**own, "as_at": pd.Timestamp("2022-03-31")})
            if at < leave:
                gone.append({**own, "leave_date": pd.Timestamp("2022-08-01"), "leaver_type": "VR", "leaver_family": "voluntary"})
            else:
                rows.append({**own, "as_at": pd.Timestamp("2023-03-31")})
    tables = [TypedTable(name, pd.DataFrame(each), groupings=GROUPINGS) for name, each in (("workforce_snapshot", rows), ("leavers", gone))]
    joiners = drawn(by_service, men=9, women=9, routes=False)[2]
    made = leaving_explained(*tables, joiners, cycle=cycle, by="sex", months=12)
    found = of(made).loc[SERVICE]
    assert (found["numerator"], found["denominator"]) == (5, 50)
    assert found["gap"] == pytest.approx(5 / 50 - 5 / 100)
    assert found["explained"] == pytest.approx((30 * 3 / 40 + 20 * 2 / 60) / 50 - 5 / 100)
    assert found["left"] == pytest.approx(5 / 50 - (30 * 3 / 40 + 20 * 2 / 60) / 50)


@pytest.mark.parametrize(
    ("lacking", "out", "kept"),
    [
        ({"routes": False}, ROUTE, [RANK, SERVICE, TOGETHER]),
        ({"ranks": False}, RANK, [SERVICE, ROUTE, TOGETHER]),
        ({"ranks": False, "routes": False}, ROUTE, [SERVICE]),
        ({"started": False, "routes": False}, SERVICE, [RANK]),
    ],
)
def test_what_is_not_recorded_is_left_out_with_a_word(cycle, lacking, out, kept):
    made = leaving_explained(*drawn(by_service, **lacking), cycle=cycle, by="sex")
    assert list(of(made).index) == kept
    assert f"{out} is left out: it is recorded for too few." in made.definition.notes
    said = str(ei.findings(ei.release(made, "board")))
    assert out.lower() not in said


def test_nothing_recorded_or_no_window_is_not_available(cycle):
    nothing = leaving_explained(*drawn(by_service, ranks=False, routes=False, started=False), cycle=cycle, by="sex")
    assert nothing.missing and "recorded for too few" in nothing.missing.reason
    people, leavers, joiners = drawn(by_service)
    gone = leaving_explained(people, TypedTable("leavers", pd.DataFrame(), absent=True), joiners, cycle=cycle, by="sex")
    assert gone.missing.file == "leavers" and gone.keys == ("factor",)
    assert "not available" in ei.plot_explained(ei.release(gone, "board")).title


def test_records_that_do_not_reach_back_give_the_last_year(cycle):
    people, leavers, joiners = drawn(by_service)
    short = replace(people, frame=people.frame[people.frame["as_at"] >= "2022-03-31"])
    made = leaving_explained(short, leavers, joiners, cycle=cycle, by="sex")
    assert set(made.counts["window"]) == {"12m"}


def test_other_references(cycle):
    tables = drawn(by_service)
    women = leaving_explained(*tables, cycle=replace(cycle, reference={"sex": "Female"}), by="sex")
    men = leaving_explained(*tables, cycle=cycle, by="sex")
    assert of(women, "Male").loc[RANK, "gap"] == pytest.approx(-of(men).loc[RANK, "gap"])
    rest = leaving_explained(*tables, cycle=replace(cycle, reference={"sex": REST}), by="sex")
    assert of(rest).loc[SERVICE, "explained"] == pytest.approx(of(men).loc[SERVICE, "explained"])
    assert set(of(rest)["reference"]) == {REST}
    many = leaving_explained(*drawn(by_service, men=1500, women=1200), cycle=replace(cycle, reference={"sex": REST}), by="sex")
    assert set(ei.release(many, "board").table.dropna(subset=["explained"])["group"]) == {"Female", "Male"}
    none = leaving_explained(*tables, cycle=replace(cycle, reference={"ethnicity": "White"}), by="sex")
    assert none.missing and "no reference group" in none.missing.reason


def test_those_who_came_before_the_lists_are_one_route(cycle):
    from eianalysis.measures.leaving_explained import _routes

    people, _, joiners = drawn(by_service)
    rows = people.frame.drop_duplicates("person_ref").rename(columns={"service_start": "started"})
    routes = _routes(rows, joiners)
    assert set(routes[rows["started"] < "2018-06-01"]) == {EARLIER} and set(routes[rows["started"] == "2018-06-01"]) == {"pcda", "transferee"}


def test_too_few_show_nothing(cycle):
    released = ei.release(leaving_explained(*drawn(by_service, men=300, women=9, seed=3), cycle=cycle, by="sex"), "board")
    assert released.table[list(GAP_PARTS)].isna().all(axis=None)
    assert "hidden" in str(ei.findings(released)).lower()


def test_the_gap_is_that_of_the_first_table_of_its_page(demo):
    made = demo.ask("leaving_explained").unreleased
    first = demo.ask("turnover_start_headcount_ex_transfers", by=["ethnicity_2", "sex"], months=36).compare().unreleased
    names = ["characteristic", "group"]
    both = made[made["gap"].notna()].merge(first, on=names, suffixes=("", "_first"))
    assert len(both) and (both["numerator"] == both["numerator_first"]).all() and (both["denominator"] == both["denominator_first"]).all()
    for name in ("gap", "gap_low", "gap_high"):
        assert both[name].to_numpy(float) == pytest.approx(both[f"{name}_first"].to_numpy(float))
    assert made["left"].add(made["explained"]).dropna().to_numpy(float) == pytest.approx(made.loc[made["left"].notna(), "gap"].to_numpy(float))


def test_its_counts_are_known_to_be_those_of_the_first_table(demo):
    mine, first = (demo.ask(name, by=["sex"], months=36).release("board") for name in ("leaving_explained", "turnover_start_headcount_ex_transfers"))
    here = {cell for cell in first._cells if cell}
    assert here and {cell for cell in mine._cells if cell} <= here


@pytest.mark.parametrize(
    ("leaving", "title"),
    [
        (by_service, "The gap in leaving may go with rank, service and route"),
        (lambda sex, new: 0.16 if sex == "Female" else 0.06, "Little of the gap in leaving goes with rank, service and route"),
        (lambda sex, new: (0.3 if new else 0.05) + 0.1 * (sex == "Female"), "Some of the gap in leaving goes with rank, service and route"),
        (lambda sex, new: 0.1, "The gap in leaving could be chance: nothing clear to explain"),
        (lambda sex, new: 0.02 + 0.2 * new - 0.05 * (sex == "Female") * new - 0.02 * (sex == "Female"), "More than the gap in leaving goes with rank"),
        (lambda sex, new: (0.093 if new else 0.01) if sex == "Female" else (0.22 if new else 0.02), "A gap in leaving appears after allowing for rank"),
        (lambda sex, new: (0.01 if new else 0.2) + 0.2 * (sex == "Female"), "None of the gap in leaving goes with rank, service and route"),
    ],
)
def test_titles_say_what_is_so(cycle, leaving, title):
    released = ei.release(leaving_explained(*drawn(leaving, men=4000, women=2500), cycle=cycle, by="sex"), "board")
    said = ei.plot_explained(released).title
    assert said.startswith(title) and len(said.split()) <= 12
    assert ei.board_lines(released).sentences[0].startswith(said)
    assert str(ei.table(released)).count("Female") == 5 and ei.plot_explained(released).alt


def test_a_figure_of_anything_else_is_refused(demo):
    with pytest.raises(UsageError, match="divides a gap"):
        ei.plot_explained(demo.ask("stability_12m", by="sex").release("board"))


def test_a_part_of_the_force_is_asked_alike(demo):
    part = demo.where(rank_band="Constable")
    made = part.ask("leaving_explained", by="sex")
    first = part.ask("turnover_start_headcount_ex_transfers", by="sex", months=36)
    assert (
        made.counts.drop_duplicates(["group"])[["numerator", "denominator"]].to_numpy().tolist()
        == first.counts[["numerator", "denominator"]].to_numpy().tolist()
    )
    assert RANK not in set(made.unreleased.dropna(subset=["explained"])["factor"])  # all are of one


def test_what_it_says_of_the_demo(demo):
    released = demo.ask("leaving_explained").release("board")
    said = list(ei.findings(released))
    assert len(ei.plot_explained(released).title.split()) <= 12
    assert any("no measure of unfair treatment" in sentence for sentence in said)
    assert all(sum(part.replace(".", "").strip("−(),").isdigit() for part in sentence.partition(", ")[2].split()) <= 3 for sentence in said)
    view = str(ei.table(released))
    assert "Goes with it (points)" in view and "All of these together" in view
    shown = released.table[released.table["explained"].notna()]
    assert set(shown["factor"]) == {RANK, SERVICE, ROUTE, TOGETHER}
