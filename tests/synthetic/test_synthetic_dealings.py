"""Grievances, complaints, force used and samples: the known effects are in the records at their documented sizes.

Estimated with plain arithmetic from the tables alone, pooled over twenty-four forces, so that chance averages out.
"""

import numpy as np
import pandas as pd
import pytest

from eianalysis import synthetic

LAST = pd.Timestamp("2023-03-31")
MINORITY = ("A", "B", "M", "O")


def two(codes):
    """Ethnic minorities or White, missing where nothing was declared."""
    letter = codes.str[0].where(~codes.isin(["NS", "P", "U"]))
    return letter.map({"W": "White", **dict.fromkeys(MINORITY, "Ethnic minorities")})


def at_work(force, kinds=("officer", "staff", "pcso")):
    people = force["workforce_snapshot"]
    return people[people["as_at"].between("2018-03-31", "2022-03-31") & people["worker_type"].isin(kinds)]


def lodged(force):
    """Grievances per person and year, by sex."""
    people, rows = at_work(force), force["grievances"]
    return [n for sex in "FM" for n in (rows["sex"].eq(sex).sum(), people["sex"].eq(sex).sum())]


def upheld(force):
    rows = force["grievances"].query("outcome != ''")
    group = two(rows["ethnicity_code"])
    yes = rows["outcome"].str.contains("upheld") & (rows["outcome"] != "not upheld")
    return [n for name in ("Ethnic minorities", "White") for n in ((yes & (group == name)).sum(), (group == name).sum())]


def complained_of(force, column, group, reference):
    people = at_work(force, ["officer"])
    last = force["workforce_snapshot"].drop_duplicates("person_ref", keep="last").set_index("person_ref")
    rows = force["complaints"].query("person_ref != ''")
    groups, base = rows["person_ref"].map(last[column]).str[0], people[column].str[0]
    return [n for name in (group, reference) for n in ((groups == name).sum(), (base == name).sum())]


def blank(force):
    rows = force["complaints"]
    gone, online = ~rows["complainant_ethnicity"].isin(["White", "Asian", "Black", "Mixed", "Other"]), rows["channel"] == "online"
    return [(gone & online).sum(), online.sum(), (gone & ~online).sum(), (~online).sum()]


def right(force, group):
    rows = force["complaints"]
    rows = rows[rows["outcome"].isin(["case to answer", "not acceptable", "acceptable", "no case to answer", "not determined"])]
    yes = rows["outcome"].isin(["case to answer", "not acceptable"])
    inside, outside = group(rows)
    return [(yes & inside).sum(), inside.sum(), (yes & outside).sum(), outside.sum()]


def unfair(rows):
    flag = rows["discrimination_flag"] == "Y"
    return flag, ~flag


def minorities(rows):
    who = rows["complainant_ethnicity"]
    return who.isin(["Asian", "Black", "Mixed", "Other"]), who == "White"


def people_seen(force):
    rows = force["use_of_force"]
    return (
        rows.assign(taser=rows["tactic"].eq("CED drawn, aimed or red-dotted"))
        .groupby(["incident_ref", "subject_ref"])
        .agg(taser=("taser", "any"), seen=("officer_ethnicity", "first"), injury=("injury", "first"))
    )


def forced(force, what):
    rows = people_seen(force)
    rows = rows if what == "taser" else rows[rows["injury"] != ""]
    yes = rows["taser"] if what == "taser" else rows["injury"] != "none"
    return [n for name in ("Black", "White") for n in ((yes & (rows["seen"] == name)).sum(), (rows["seen"] == name).sum())]


def learned(force):
    rows = force["dip_samples"].query("result != ''")
    yes = rows["result"].isin(["learning", "concern"])
    return [n for who in ("community", "internal") for n in ((yes & (rows["sampler"] == who)).sum(), (rows["sampler"] == who).sum())]


@pytest.mark.parametrize(
    "name, count",
    [
        ("grievance_women", lodged),
        ("grievance_upheld_ethnic_minorities", upheld),
        ("complaint_women_officers", lambda force: complained_of(force, "sex", "F", "M")),
        ("complaint_black_officers", lambda force: complained_of(force, "ethnicity_code", "B", "W")),
        ("complaint_blank_online", blank),
        ("complaint_upheld_discrimination", lambda force: right(force, unfair)),
        ("complaint_upheld_ethnic_minorities", lambda force: right(force, minorities)),
        ("force_taser_black", lambda force: forced(force, "taser")),
        ("force_injury_black", lambda force: forced(force, "injury")),
        ("learning_community", learned),
    ],
)
def test_the_size_is_in_the_records(forces, name, count):
    x1, n1, x0, n0 = np.sum([count(force) for force in forces], axis=0)
    size, found = synthetic.EFFECTS[name], np.log((x1 / n1) / (x0 / n0))
    error = np.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)
    assert abs(found - np.log(size)) < 3 * error, f"{name}: {np.exp(found):.3f}, documented {size}"
    assert size == 1 or abs(found) > 3 * error, f"{name}: {np.exp(found):.3f} cannot be told from 1"


def test_grievances_of_disabled_people_take_longer(forces):
    counts = {"Y": [0, 0], "N": [0, 0]}
    for force in forces:
        rows = force["grievances"]
        days = (rows["closed"].fillna(LAST) - rows["lodged"]).dt.days - 10  # the first ten days nothing is closed
        for who, sums in counts.items():
            here = rows["disability"].eq(who) & (days > 0)
            sums[0] += (here & rows["closed"].notna()).sum()
            sums[1] += days[here].sum()
    (x1, t1), (x0, t0) = counts["Y"], counts["N"]
    assert abs(np.log((x1 / t1) / (x0 / t0)) - np.log(0.6)) < 3 * np.sqrt(1 / x1 + 1 / x0)


@pytest.mark.parametrize(
    "sampler, column, group, low, high", [("community", "officer_ethnicity", "Black", 1.75, 2.1), ("internal", "object", "Controlled drugs", 0.46, 0.60)]
)
def test_samples_lean_as_they_are_said_to(forces, sampler, column, group, low, high):
    """A weight in drawing without return is not quite a ratio of shares."""
    sampled, frame = [0, 0], [0, 0]
    for force in forces[:8]:
        rows = force["dip_samples"].query("sampler == @sampler and encounter_type == 'search'")
        searches = force["stop_search"].query("Type != 'Vehicle search' and month >= '2021-04'")
        whole = searches["Officer-defined ethnicity" if column == "officer_ethnicity" else "Object of search"]
        for place, here in enumerate((True, False)):
            sampled[place] += (rows[column].eq(group) == here).sum()
            frame[place] += (whole.eq(group) == here).sum()
    assert low < (sampled[0] / frame[0]) / (sampled[1] / frame[1]) < high


def test_a_force_without_effects_has_none(plain_forces):
    for count in (lodged, lambda force: forced(force, "taser"), blank, learned):
        x1, n1, x0, n0 = np.sum([count(force) for force in plain_forces], axis=0)
        assert abs(np.log((x1 / n1) / (x0 / n0))) < 3 * np.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)


def test_the_committed_force_is_no_unlucky_draw(tables):
    """No comparison of the example pages lies further than two standard errors from the truth."""
    for name, count in (
        ("grievance_women", lodged),
        ("complaint_women_officers", lambda f: complained_of(f, "sex", "F", "M")),
        ("complaint_black_officers", lambda f: complained_of(f, "ethnicity_code", "B", "W")),
        ("complaint_blank_online", blank),
        ("force_taser_black", lambda f: forced(f, "taser")),
        ("force_injury_black", lambda f: forced(f, "injury")),
        ("learning_community", learned),
        ("complaint_upheld_discrimination", lambda f: right(f, unfair)),
        ("complaint_upheld_ethnic_minorities", lambda f: right(f, minorities)),
        ("grievance_upheld_ethnic_minorities", upheld),
    ):
        x1, n1, x0, n0 = count(tables)
        away = (np.log((x1 / n1) / (x0 / n0)) - np.log(synthetic.EFFECTS[name])) / np.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)
        assert abs(away) < 2, f"{name}: {away:.1f} standard errors away"


def test_the_tables_agree_with_each_other(tables):
    force, samples = tables["use_of_force"], tables["dip_samples"]
    refs = set(force["incident_ref"] + "-" + force["subject_ref"])
    assert set(samples.query("encounter_type == 'force'")["sample_ref"]) <= refs
    assert not samples.duplicated(["sampler", "encounter_type", "sample_ref"]).where(samples["sample_ref"] != "", False).any()
    assert not force.duplicated(["incident_ref", "subject_ref", "tactic"]).any()
    for name in ("grievances", "complaints"):
        rows = tables[name]
        start, end = rows.columns[rows.dtypes.astype(str).str.startswith("datetime")]
        assert (rows[end].isna() | (rows[end] > rows[start])).all() and rows[start].max() <= LAST
        assert rows.loc[rows[end].isna(), "outcome"].eq("").all()
