"""Tables that the cycle calls published are shown whole; whatever else went into a figure, and the profile holds."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.disclosure import release
from eianalysis.disclosure.published import NOTE
from eianalysis.measures.asking import answer
from eianalysis.policy import policy_for
from eianalysis.results import Result, Source

from .builders import DEFINITION, counts

FEW = {"Asian": (0, 3), "Black": (2, 4), "White": (31, 90), "All": (33, 97)}


def policy(*tables, profile="board"):
    return replace(policy_for(profile), published=tables)


def of(*tables, state="real"):
    return tuple(Source(table, f"{table}.csv", "0" * 64, 97, state) for table in tables)


def figures(released):
    return released.table.set_index("group")[["numerator", "denominator"]].astype(float).apply(tuple, axis=1).to_dict()


@pytest.mark.parametrize("profile", ["board", "public"])
def test_counts_of_published_tables_alone_are_shown_whole(profile):
    made = release(counts(FEW, sources=of("stop_search", "benchmarks")), policy("stop_search", profile=profile))
    assert figures(made) == FEW and made.note == NOTE and made.public
    assert dict(zip(made.table["group"], made.table["status"], strict=True)) == {"Asian": "low_base", "Black": "low_base", "White": "shown", "All": "shown"}
    assert made.table["rate"].notna().all()


@pytest.mark.parametrize(
    "sources, named",
    [
        (of("stop_search", "complaints"), ("stop_search",)),  # mixed with a table of the force
        (of("stop_search"), ()),
        (of("complaints"), ("stop_search",)),
        (of("benchmarks"), ("stop_search",)),  # a cycle that publishes something else
        (of("stop_search", state="synthetic"), ("stop_search",)),  # nobody was published who never was
        ((), ("stop_search",)),  # who knows where from
    ],
)
def test_anything_else_obeys_the_profile(sources, named):
    made = release(counts(FEW, sources=sources), policy(*named))
    assert pd.isna(figures(made)["Black"][0]) and not made.public and made.policy.published == named


def test_a_file_that_is_absent_added_nothing():
    absent = (Source("complaints", "complaints.csv", "", 0, "absent"),)
    assert release(counts(FEW, sources=of("stop_search") + absent), policy("stop_search")).public


def test_statistics_and_curves_of_published_tables_are_shown_whole():
    test = pd.DataFrame({"name": ["log-rank"], "value": [1.23456], "df": [1], "p_value": [0.26654], "smallest": [2]})
    made = Result("apart", "statistic", DEFINITION, test, sources=of("leavers"))
    assert release(made, policy()).table["value"].isna().all()
    assert release(made, policy("leavers")).table["value"].tolist() == [1.23456]
    steps = pd.DataFrame(
        {
            "characteristic": "sex",
            "group": "Female",
            "time": [0.0, 0.5, 1.0],
            "at_risk": [12, 12, 9],
            "events": [0, 3, 1],
            "censored": [0, 0, 0],
            "estimate": [1.0, 0.75, 2 / 3],
            "low": 0.2,
            "high": 1.0,
        }
    )
    curve = Result("stay", "curve", DEFINITION, steps, sources=of("leavers"))
    assert release(curve, policy()).table["estimate"].isna().all()
    assert min(release(curve, policy("leavers")).table["estimate"]) == 2 / 3


def test_a_demo_has_nothing_published():
    demo = load_cycle("2023-04", data_dir="data")
    assert replace(demo, published=("stop_search",)).policy.published == ()
    assert replace(demo, published=("stop_search",), data="real").policy.published == ("stop_search",)


def test_a_published_table_takes_nothing_from_the_workforce_table(tmp_path):
    """Else ethnicity that only the force knows would be shown whole."""
    raw = tmp_path / "raw" / "a"
    raw.mkdir(parents=True)
    (raw / "workforce_snapshot.csv").write_text(
        "as_at,person_ref,sex,ethnicity_code,worker_type,service_start\n2023-01-31,P1,F,A1,officer,2010-01-01\n", encoding="utf-8"
    )
    (raw / "leavers.csv").write_text(
        "person_ref,leave_date,leaver_type,sex,ethnicity_code,worker_type,service_start\nP1,2023-02-01,VR,,,officer,2010-01-01\n", encoding="utf-8"
    )
    cycle = replace(load_cycle("2023-04", data_dir="data"), name="a", data="real", data_dir=tmp_path, data_cut_off=date(2023, 3, 31))
    assert ei.load_leavers(cycle).frame["sex"].tolist() == ["Female"]
    assert ei.load_leavers(replace(cycle, published=("leavers",))).frame["sex"].tolist() == ["Not recorded"]


@pytest.mark.proof
def test_a_result_names_every_table_it_was_made_of():
    """The rule rests on it: a table that a measure used and did not name could be shown whole."""
    force = ei.force("2023-04", data_dir="data")
    for name, (measure, ask) in force.standing.items():
        asked = dict(by=list(ask.by) or None, months=[12] if ask.months else None, options=dict(ask.options))
        used = {}

        def table(wanted, used=used):
            used[wanted] = force.table(wanted)
            return used[wanted]

        made = answer(measure, table, force.cycle, **asked)
        if made.shape not in ("counts", "curve", "statistic") or made.missing:
            continue
        named = {source.table for source in made.sources}
        silent = [wanted for wanted, found in used.items() if not found.absent and not named & {source.table for source in found.sources}]
        for unnamed in silent:  # it was handed over: was it used?
            without = {**used, unnamed: replace(used[unnamed], frame=used[unnamed].frame.iloc[:0])}
            again = answer(measure, without.__getitem__, force.cycle, **asked)
            pd.testing.assert_frame_equal(again.unreleased, made.unreleased, obj=f"{name} without {unnamed}")
