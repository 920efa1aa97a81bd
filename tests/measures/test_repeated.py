"""A person in several rounds is one person: counted once among people, and their rows are no six opinions."""

from dataclasses import replace


import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import UsageError
from eianalysis.measures import repeated
from eianalysis.measures.compare import compare
from eianalysis.measures.rates import share, tally
from eianalysis.policy import policy_for
from eianalysis.sources import TypedTable
from eianalysis.stats import spread


def rows_of(people, always):
    """Six rounds each: ``always`` of the people of a group apply each time, nobody else ever."""
    return pd.DataFrame(
        [{"person_ref": f"{group}{n}", "sex": group, "applied": n < always[group]} for group, size in people.items() for n in range(size) for _ in range(6)]
    )


def counted(frame, **more):
    return share(TypedTable("promotions", frame), "applied", by="sex", measure="m", **more)


def test_people_and_their_sums_by_hand():
    base = pd.DataFrame({"person_ref": ["a", "a", "a", "b", "c", None, None], "sex": ["F", "F", "F", "F", "M", "M", "M"]})
    made = tally(base.iloc[[0, 1, 4]], base, ["sex"]).set_index("group")
    assert made.loc["F", list(repeated.SPREAD)].tolist() == list(spread([2, 0], [3, 1]))
    assert made.loc["M", list(repeated.SPREAD)].tolist() == list(spread([1, 0, 0], [1, 1, 1]))  # who is blank is somebody else each time
    assert made.loc["All", "people"] == 5


def test_a_respondents_key_is_of_one_wave_and_the_same_key_in_the_next_is_somebody_else():
    """Nobody can link a person's two answers: V1 of each of four waves are four people, and V1 twice in one wave is one."""
    waves = pd.DataFrame({"survey": "victims", "wave": [1, 2, 3, 4] * 2, "respondent_ref": ["V1"] * 4 + ["V2"] * 4, "sex": "F"})
    assert "people" not in tally(waves.iloc[:3], waves, ["sex"])
    twice = pd.concat([waves, waves.iloc[:1]], ignore_index=True)
    assert tally(twice.iloc[[0, 8, 1]], twice, ["sex"])["people"].tolist() == [8, 8]
    assert tally(twice.iloc[[0, 8, 1]], twice, ["sex"])["cases_squared"].tolist() == [5, 5]  # V1 of the first wave twice, of the second once


def test_who_stands_once_in_each_part_of_a_table_stands_nowhere_twice():
    """Two questions answered, two courses attended: in the count of each everybody is somebody else."""
    asked = pd.DataFrame({"person_ref": ["a", "a", "b", "b"], "question": ["x", "y"] * 2, "sex": "F"})
    assert "people" not in tally(asked.iloc[:1], asked, ["sex"], ["question"]) and "people" in tally(asked.iloc[:1], asked, ["sex"])


def test_without_anybody_twice_counts_are_as_they_were():
    once = pd.DataFrame({"person_ref": list("abcd"), "sex": ["F", "F", "M", "M"]})
    assert list(tally(once.iloc[:1], once, ["sex"])) == ["characteristic", "group", "numerator", "denominator"]


def test_a_person_is_no_six_people():
    """30 of 300 women's rows and 600 of 3,000 men's: clear if all were different people, and 5 of 50 people as it is."""
    frame = rows_of({"F": 50, "M": 500}, {"F": 5, "M": 100})
    alone = frame.assign(person_ref=[str(n) for n in range(len(frame))])
    naive, made = (compare(counted(each), reference="M").unreleased.set_index("group").loc["F"] for each in (alone, frame))
    of_people = compare(counted(frame.drop_duplicates("person_ref")), reference="M").unreleased.set_index("group").loc["F"]
    assert naive["verdict"] == "clear difference" and made["verdict"] == of_people["verdict"] != "clear difference"
    for name in ("rate_low", "rate_high", "ratio_low", "ratio_high", "gap_low", "gap_high"):
        assert made[name] == pytest.approx(of_people[name], rel=0.01), name
    assert made["disparity_ratio"] == naive["disparity_ratio"]


def test_few_people_are_too_few_however_often_they_stand():
    frame = rows_of({"F": 4, "M": 200}, {"F": 4, "M": 20})
    assert compare(counted(frame), reference="M").unreleased.set_index("group").loc["F", "verdict"] == "too few to say"


def test_the_rest_is_the_people_of_the_other_groups_together():
    frame = pd.concat([rows_of({"F": 40, "M": 200}, {"F": 4, "M": 20}), rows_of({"X": 30}, {"X": 3})])
    made = compare(counted(frame), reference="All").unreleased.set_index("group")
    assert made.loc["F", "reference_people"] == 230 and made.loc["F", "own_people"] == 40


def test_people_of_a_table_stay_behind_the_gate():
    made = ei.release(compare(counted(rows_of({"F": 50, "M": 500}, {"F": 20, "M": 100})), reference="M"), policy_for("board"))
    assert not set(repeated.SPREAD) & set(made.table)


def test_a_yearly_rate_counts_people_with_events_in_several_years():
    rng = np.random.default_rng(1)
    base = pd.DataFrame({"person_ref": [f"p{n}" for n in range(300)] * 3, "sex": ["F", "M", "M"] * 300, "weight": 1.0})
    prone = rng.gamma(0.5, 2, 300)
    events = base[rng.uniform(size=900) < np.tile(np.minimum(0.1 * prone, 1), 3)]
    assert repeated.whose(events, base, "weight") == "person_ref" and repeated.whose(events.drop_duplicates("person_ref"), base, "weight") is None
    made = tally(events, base, ["sex"], size="weight")
    assert repeated.shared_by_rows(made, "rate") > 0.5


def test_bounds_and_adjustment_take_counts_of_people_who_stand_twice():
    frame = rows_of({"F": 50, "M": 500, "Prefer not to say": 20}, {"F": 20, "M": 100, "Prefer not to say": 5}).assign(rank_band="PC")
    made = ei.bounds(counted(frame), reference="M").unreleased.set_index("group")
    assert made.loc["F", "lowest_ratio"] < made.loc["F", "highest_ratio"]
    adjusted = ei.adjust_for(counted(frame, within=("rank_band",)), "rank_band", reference="M").unreleased.set_index("group")
    assert adjusted.loc["F", "adjusted_ratio"] == pytest.approx(2.0)


def of(name, people, **more):
    return TypedTable(name, pd.DataFrame({"person_ref": list(people), "sex": "F", **more}))


def test_events_of_people_outside_the_base_are_a_fault_with_their_number():
    with pytest.raises(UsageError, match="7 people in leavers are in no row of workforce_snapshot") as refused:
        ei.rate(of("leavers", "abcdefgh"), of("workforce_snapshot", "axyz"), by="sex", measure="m")
    assert "fewer than" not in str(refused.value)
    with pytest.raises(UsageError, match="fewer than 5 people"):
        ei.rate(of("leavers", "ab"), of("workforce_snapshot", "axyz"), by="sex", measure="m")


def test_what_the_message_advises_is_taken():
    made = ei.rate(of("leavers", "ab"), of("workforce_snapshot", "abxyz", years=0.5), by="sex", measure="m", kind="rate", size="years")
    assert made.counts.set_index("group").loc["F", ["numerator", "denominator"]].tolist() == [2, 2.5]
    assert len(ei.rate(of("leavers", "a"), of("workforce_snapshot", "axyz"), by="sex", measure="m").counts)


@pytest.mark.parametrize("years", [[0.5] * 4, [0.5, 0.5, 0.5, 0.5, 0.0]])
def test_events_of_people_without_person_time_are_a_fault_and_what_is_advised_is_taken(years):
    """b is in no row of the base, or in one of no time: its event would be set against the years of others."""
    base = of("workforce_snapshot", "axyzb"[: len(years)], years=years)
    with pytest.raises(UsageError, match="fewer than 5 people in leavers have no years in workforce_snapshot") as refused:
        ei.rate(of("leavers", "ab"), base, by="sex", measure="m", kind="rate", size="years")
    assert "keep only events of people who have, or give workforce_snapshot a row with the years of each of them" in str(refused.value)
    kept = ei.rate(of("leavers", "a"), base, by="sex", measure="m", kind="rate", size="years")
    given = ei.rate(of("leavers", "ab"), of("workforce_snapshot", "axyzb", years=0.5), by="sex", measure="m", kind="rate", size="years")
    assert [each.counts.set_index("group").loc["F", "numerator"] for each in (kept, given)] == [1, 2]
    later = ei.rate(of("leavers", "ab"), of("workforce_snapshot", "axyz"), by="sex", measure="m", kind="rate")
    assert later.counts.set_index("group").loc["F", ["numerator", "denominator"]].tolist() == [2, 4]  # of a headcount who came later can leave


def test_a_window_in_which_nobody_stands_twice_stands_beside_one_in_which_they_do():
    made = counted(rows_of({"F": 50, "M": 500}, {"F": 20, "M": 100}))
    once = counted(rows_of({"F": 50, "M": 500}, {"F": 20, "M": 100}).drop_duplicates("person_ref"), window="12m")
    both = replace(made, counts=pd.concat([made.counts, once.counts], ignore_index=True))
    table = compare(both, reference="M").unreleased.set_index(["window", "group"])
    assert table.loc[("12m", "F"), "own_people"] == 50 and table.loc[("", "F"), "own_people"] == 50
    assert table.loc[("12m", "F"), "ratio_low"] == pytest.approx(compare(once, reference="M").unreleased.set_index("group").loc["F", "ratio_low"])


def test_searches_of_one_incident_are_one_opinion():
    """Forty stops of five people each, all found with something or nobody; the others alone."""
    stops = pd.DataFrame([{"encounter": n, "sex": "F", "find": n % 2 == 0} for n in range(40) for _ in range(5)])
    alone = pd.DataFrame([{"encounter": pd.NA, "sex": "M", "find": n % 4 == 0} for n in range(2000)])
    frame = pd.concat([stops, alone], ignore_index=True).astype({"encounter": "Int64", "find": "boolean"})
    made = share(TypedTable("stop_search", frame), "find", by="sex", measure="m")
    counts = made.counts.set_index("group")
    assert counts.loc["F", list(repeated.SPREAD)].tolist() == list(spread([5, 0] * 20, [5] * 40))
    assert counts.loc["M", list(repeated.SPREAD)].tolist() == [2000, 500, 500, 2000]
    assert repeated.NOTES["encounter"] in made.definition.notes and repeated.NOTES[""] not in made.definition.notes
    naive = share(TypedTable("stop_search", frame.drop(columns="encounter")), "find", by="sex", measure="m")
    wide, narrow = (compare(each, reference="M").unreleased.set_index("group").loc["F"] for each in (made, naive))
    assert wide["rate_low"] < narrow["rate_low"] and wide["ratio_low"] < narrow["ratio_low"] and wide["numerator"] == narrow["numerator"]


def test_rows_of_nobody_else_are_added_up_as_if_each_had_a_name():
    rng = np.random.default_rng(3)
    base = pd.DataFrame({"person_ref": rng.integers(0, 40, 200).astype(str), "sex": rng.choice(["F", "M"], 200), "unit": rng.choice(["a", "b"], 200)})
    base.loc[rng.random(200) < 0.6, "person_ref"] = None
    events = base[rng.random(200) < 0.3]
    named = base.assign(person_ref=base["person_ref"].where(base["person_ref"].notna(), "alone" + base.index.to_series().astype(str)))
    for by in ([], ["sex"], ["sex", "unit"]):
        one, other = (repeated.sums(each.loc[events.index], each, by, "person_ref", None).sort_index() for each in (base, named))
        pd.testing.assert_frame_equal(one, other, check_dtype=False, check_names=False)
