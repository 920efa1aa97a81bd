"""Effects of exactly 1: there is no gap in the records, and there is one as soon as another size is asked for.

Estimated with plain arithmetic from the tables alone, pooled over forces, so that chance averages out.
"""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
import pytest

from eianalysis import synthetic

FIRST, LAST = pd.Timestamp("2017-03-31"), pd.Timestamp("2023-03-31")
MINORITY, YEAR = ("A", "B", "M", "O"), pd.Timedelta(days=365.25)
Force = dict[str, pd.DataFrame]


def two(codes: pd.Series) -> pd.Series:
    letter = codes.str[0].where(~codes.isin(["NS", "P", "U"]))
    return letter.map({"W": "White", **dict.fromkeys(MINORITY, "Ethnic minorities")})


def counts(happened: pd.Series, group_of: pd.Series) -> list[float]:
    return [n for name in ("Ethnic minorities", "White") for n in ((happened & group_of.eq(name)).sum(), group_of.eq(name).sum())]


def withdrawn(force: Force) -> list[float]:
    rows = force["vetting"].query("application_ref != '' and decision in ['cleared', 'refused', 'withdrawn']")
    return counts(rows["decision"].eq("withdrawn"), two(rows["ethnicity_code"]))


def of_people(force: Force) -> pd.DataFrame:
    return force["vetting"].query("application_ref == '' and decision == 'cleared'")


def removed(force: Force) -> list[float]:
    rows = of_people(force)
    return counts(rows["removed_on"].notna(), two(rows["ethnicity_code"]))


def late(force: Force) -> list[float]:
    """Of clearances that have had to be renewed at all: still the one before, and out of date."""
    rows = of_people(force)
    out = rows["expires"] < LAST
    rows = rows[out | rows["purpose"].ne("recruitment")]
    return counts(rows["expires"] < LAST, two(rows["ethnicity_code"]))


def suspects(force: Force) -> list[float]:
    rows = force["vawg_offences"].query("police_suspect != ''")
    group = rows["victim_ethnicity"].map({"White": "White", **dict.fromkeys(["Asian", "Black", "Mixed", "Other"], "Ethnic minorities")})
    return counts(rows["police_suspect"].eq("Y"), group)


def open_days(force: Force) -> pd.DataFrame:
    """Each officer's spells with a case open, those that overlap put together; ``left`` is the last day seen."""
    cases = force["misconduct_cases"].sort_values("received").drop_duplicates("case_ref")
    rows = cases[["person_ref", "received", "finalised"]].assign(to=cases["finalised"].fillna(LAST)).sort_values(["person_ref", "received"])
    before = rows.groupby("person_ref")["to"].transform(lambda each: each.shift().cummax())
    return rows.assign(since=rows["received"].where(before.isna() | (before < rows["received"]), before))


def resigned(force: Force) -> list[float]:
    """Resignations and years at risk with a case open and with none, the latter weighted to the lengths of service of the former."""
    columns = ["person_ref", "service_start", "worker_type"]
    people = pd.concat([force["workforce_snapshot"][columns], force["joiners"].rename(columns={"start_date": "service_start"})[columns]])
    people = people.drop_duplicates("person_ref").query("worker_type == 'officer'")
    leavers = force["leavers"].query("leaver_type != 'CB'")[["person_ref", "leave_date", "leaver_type"]]
    people = people.merge(leavers, on="person_ref", how="left")
    people = people.assign(end=people["leave_date"].fillna(LAST), begin=people["service_start"].clip(lower=FIRST))
    spells = open_days(force).merge(people, on="person_ref")
    spells = spells.assign(to=spells[["to", "end"]].min(axis=1))
    sums = np.zeros(4)
    for year in range(36):
        low, high = (each["service_start"] + year * YEAR for each in (people, spells))
        seen = (np.minimum(people["end"], low + YEAR) - np.maximum(people["begin"], low)).dt.days.clip(lower=0).sum()
        there = (np.minimum(spells["to"], high + YEAR) - np.maximum(spells["since"], high)).dt.days.clip(lower=0).sum()
        went = people["leaver_type"].eq("VR") & people["end"].between(low, low + YEAR, inclusive="right")
        went_open = spells["leaver_type"].eq("VR") & spells["end"].between(high, high + YEAR, inclusive="right")
        went_open &= (spells["end"] > spells["since"]) & (spells["end"].lt(spells["finalised"]) | spells["finalised"].isna())
        if seen > there > 0:
            weight = there / (seen - there)
            sums += [went_open.sum(), there, weight * (went.sum() - went_open.sum()), there]
    return list(sums)


def close(of: Callable[[Force], list[float]], forces: Iterable[Force], size: float) -> None:
    x1, n1, x0, n0 = np.sum([of(force) for force in forces], axis=0)
    found, error = np.log((x1 / n1) / (x0 / n0)), np.sqrt(1 / x1 + 1 / x0)
    assert abs(found - np.log(size)) < 3 * error, f"{np.exp(found):.2f} times, and {size} was asked for"
    assert size == 1 or abs(found) > 3 * error, f"{np.exp(found):.2f} times cannot be told from 1"


KNOWN = {
    "vetting_withdrawal_ethnic_minorities": withdrawn,
    "clearance_removed_ethnic_minorities": removed,
    "clearance_late_ethnic_minorities": late,
    "police_suspect_ethnic_minorities": suspects,
    "resignation_case_open": resigned,
}


@pytest.mark.parametrize("name, of", KNOWN.items())
def test_there_is_no_gap_where_none_is_declared(forces, name, of):
    assert synthetic.EFFECTS[name] == 1.0
    close(of, forces, 1.0)


@pytest.fixture(scope="module")
def several(make_force):
    """Forces in which all of these are large: of which the records must then tell."""
    return [make_force(seed=seed, searches=False, effects=dict.fromkeys(KNOWN, 3.0)) for seed in range(300, 308)]


@pytest.mark.parametrize("name, of", KNOWN.items())
def test_there_is_one_where_another_size_is_asked_for(several, name, of):
    close(of, several, 3.0)


@pytest.mark.slow
def test_fewer_resign_with_a_case_open_where_it_holds_them(make_force):
    close(resigned, [make_force(seed=seed, searches=False, effects={"resignation_case_open": 0.3}) for seed in range(310, 322)], 0.3)
