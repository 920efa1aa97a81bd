"""A part of an extract that stands twice on the same days under new references is refused; records that are only alike are read."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES
from eianalysis.sources.doubled import without_doubled
from tests.builders import table

SEEDS = [0, 1]


def again(made, rows, own):
    """The table with these rows once more, under references of their own."""
    copy = made.frame[rows]
    return replace(made, frame=pd.concat([made.frame, copy.assign(**{own: "Z" + copy[own].astype(str)})], ignore_index=True))


@pytest.mark.parametrize(
    "name, own",
    [
        ("applications", "application_ref"),
        ("misconduct_cases", "case_ref"),
        ("complaints", "complaint_ref"),
        ("use_of_force", "incident_ref"),
        ("vetting", "vetting_ref"),
    ],
    ids=lambda value: value,
)
@pytest.mark.follows
def test_a_month_under_new_references_is_refused_and_without_the_copy_is_read(tables, name, own):
    made = table(name, tables[name])
    month = made.frame[TABLES[name].happened[0]].dt.strftime("%Y-%m")
    sizes = month.value_counts()
    rows = month == sizes[sizes >= 15].sort_index().index[-1]
    with pytest.raises(DataFault, match=f"{2 * rows.sum()} rows stand twice or more, alike in everything but '{own}', and none once") as fault:
        without_doubled(again(made, rows, own))
    assert "under new references: export it again; or, if you know which of the two is the copy, take its rows out" in str(fault.value)
    assert without_doubled(made) is made


@pytest.mark.parametrize("name, own", [("misconduct_cases", "case_ref"), ("grievances", "grievance_ref"), ("vetting", "vetting_ref")])
def test_a_month_of_a_few_rows_is_refused_where_hardly_any_are_alike_elsewhere(tables, name, own):
    made = table(name, tables[name])
    month = made.frame[TABLES[name].happened[0]].dt.strftime("%Y-%m")
    sizes = month.value_counts()
    few = month == sizes[sizes == 5].sort_index().index[-1]
    with pytest.raises(DataFault, match="10 rows stand twice or more, alike in everything but"):
        without_doubled(again(made, few, own))
    copies = few & (few.cumsum() <= 2)  # two of its five may be entered twice, or be alike
    assert without_doubled(twice := again(made, copies, own)) is twice


def test_a_half_of_a_month_is_refused(tables):
    made = table("applications", tables["applications"])
    month = made.frame["applied_on"].dt.strftime("%Y-%m")
    rows = (month == month.value_counts().index[0]) & (made.frame.index % 2 == 0)
    with pytest.raises(DataFault, match="stand twice or more"):
        without_doubled(again(made, rows, "application_ref"))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_force_in_which_nothing_stands_twice_is_read(make_force, seed):
    for name, frame in make_force(seed=seed, searches=False).items():
        made = table(name, frame)
        assert without_doubled(made) is made, name


@pytest.mark.parametrize("rows, days", [(120, 1), (400, 1), (2_000, 365)])
def test_applicants_of_whom_little_is_asked_are_alike_by_chance(rows, days):
    """Of a closing day hundreds of applications may have every word in common."""
    draw = np.random.default_rng(5)
    frame = pd.DataFrame(
        {
            "application_ref": [f"A{n}" for n in range(rows)],
            "campaign_id": "Constables",
            "route": "pcda",
            "worker_type": "officer",
            "applied_on": pd.Timestamp("2022-06-01") + pd.to_timedelta(draw.integers(0, days, rows), unit="D"),
            "ethnicity_code": draw.choice(["W1", "A1", "B1", "M1"], rows, p=[0.8, 0.1, 0.06, 0.04]),
            "sex": draw.choice(["F", "M"], rows),
            "age": draw.integers(18, 40, rows),
            "sift": draw.choice(["pass", "fail"], rows),
            "interview": "",
        }
    )
    made = table("applications", frame)
    assert without_doubled(made) is made
