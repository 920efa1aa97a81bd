"""Community events and crime outcomes: sums by hand; a blank is never none."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import UsageError
from tests.builders import groups, table

EVENTS = table(
    "community_events",
    """
    event_ref  event_date  type           audience   attended  attended_women  attended_men  expressions_of_interest  expressions_of_interest_women  expressions_of_interest_men
    E1         2022-05-02  outreach       everyone   40        20              18            10                       6                              4
    E2         2022-06-02  outreach       women      30        .               .             5                        4                              1
    E3         2023-03-31  cluster panel  residents  .         .               .             .                        .                              .
    E4         2022-03-31  school         everyone   99        50              49            .                        .                              .
    E5         2022-04-01  outreach       everyone   10        4               6             .                        .                              .
""",
)
OUTCOMES = table(
    "cj_outcomes",
    """
    month       offence_group     vawg  victim_sex  recorded  charged  adult_rape_to_court  responses  response_target_met
    2022-04-01  rape of an adult  Y     F           8         1        2                    .          .
    2023-03-01  theft             N     M           100       5        .                    50         40
    2023-03-01  theft             N     F           80        .        .                    .          .
    2022-03-01  rape of an adult  Y     F           6         0        0                    .          .
    2022-03-01  theft             N     M           90        9        .                    40         36
    2021-03-01  theft             N     M           900       900      .                    400        400
""",
)


@pytest.fixture
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


def test_events_of_the_period_are_counted_and_small_kinds_put_together(cycle):
    assert groups(ei.event_count(EVENTS, cycle=cycle, by="type")) == {"Recruitment outreach": (3, 4), "Cluster panel": (1, 4), "All": (4, 4)}
    real = ei.event_count(ei.load_community_events(cycle), cycle=cycle, by="type")
    assert min(numerator for numerator, _ in groups(real).values()) >= 5


def test_who_came_is_of_events_at_which_somebody_counted(cycle):
    assert groups(ei.event_reach(EVENTS, cycle=cycle, by="type"))["All"] == (80, 80)
    assert groups(ei.event_attendance(EVENTS, cycle=cycle, by="sex")) == {"Female": (24, 50), "Male": (24, 50), "Not recorded": (2, 50), "All": (50, 50)}


def test_interest_is_of_those_who_came_to_the_same_events(cycle):
    assert groups(ei.eoi_rate(EVENTS, cycle=cycle, by="sex")) == {"Female": (6, 20), "Male": (4, 18), "All": (10, 38)}
    assert groups(ei.eoi_share(EVENTS, cycle=cycle, by="sex")) == {"Female": (10, 15), "Male": (5, 15), "All": (15, 15)}


def test_what_nobody_counted_is_not_available(cycle):
    assert ei.event_attendance(EVENTS, cycle=cycle, by="ethnicity").missing.columns == ("attended_ethnic_minorities", "attended_white")
    with pytest.raises(UsageError, match="nobody notes 'religion' at events"):
        ei.eoi_rate(EVENTS, cycle=cycle, by="religion")
    early = replace(EVENTS, frame=EVENTS.frame.assign(event_date=pd.Timestamp("2001-01-01")))
    assert "no event in the period" in ei.event_count(early, cycle=cycle).missing.reason
    assert ei.event_reach(replace(EVENTS, absent=True), cycle=cycle).missing.file == "community_events"


def test_charges_are_of_offences_whose_outcome_is_known(cycle):
    assert groups(ei.cj_charge_rate(OUTCOMES, cycle=cycle, by="vawg")) == {
        "Violence against women and girls": (1, 8),
        "All other offences": (5, 100),
        "All": (6, 108),
    }
    assert groups(ei.cj_charge_rate(OUTCOMES, cycle=cycle, by="offence_group"))["Theft"] == (5, 100)


def test_a_year_is_set_beside_the_year_before(cycle):
    change = ei.cj_charge_change(OUTCOMES, cycle=cycle)
    assert groups(change, offences="All other offences") == {"12 months to March 2023": (5, 100), "12 months to March 2022": (9, 90)}
    now = change.unreleased.query("offences == 'All other offences' and group == '12 months to March 2023'").iloc[0]
    assert now["reference"] == "12 months to March 2022" and now["disparity_ratio"] == pytest.approx(0.5)
    assert groups(ei.cj_response_in_time(OUTCOMES, cycle=cycle)) == {"12 months to March 2023": (40, 50), "12 months to March 2022": (36, 40)}


def test_cases_at_court_are_counted_beside_what_was_recorded_and_hidden_where_few(cycle):
    court = ei.cj_rape_to_court(OUTCOMES, cycle=cycle)
    assert groups(ei.cj_rape_to_court(OUTCOMES, cycle=cycle, beside=False)) == {"All": (2, 8)}
    assert groups(court) == {"12 months to March 2023": (2, 8), "12 months to March 2022": (0, 6)} and court.kind == "rate"
    released = ei.release(court, cycle.policy).table.set_index("group")
    assert pd.isna(released.loc["12 months to March 2023", "numerator"])


def test_a_column_that_is_blank_throughout_is_not_available(cycle):
    blank = replace(OUTCOMES, frame=OUTCOMES.frame.assign(charged=pd.array([pd.NA] * 6, dtype="Int64")))
    assert ei.cj_charge_rate(blank, cycle=cycle).missing.columns == ("charged",)
    old = replace(OUTCOMES, frame=OUTCOMES.frame[OUTCOMES.frame["month"] > "2022-06-01"])
    assert "nothing in the 12 months to March 2022" in ei.cj_response_in_time(old, cycle=cycle).missing.reason


def test_known_effects_of_the_synthetic_force(cycle):
    """The truth: 1.4 times the interest among ethnic minorities, none between women and men."""
    rates = ei.compare(ei.eoi_rate(ei.load_community_events(cycle), cycle=cycle, months=36), reference=cycle).unreleased.set_index("group")
    assert rates.loc["Ethnic minorities", "ratio_low"] < 1.4 < rates.loc["Ethnic minorities", "ratio_high"]
    assert rates.loc["Female", "ratio_low"] < 1 < rates.loc["Female", "ratio_high"]
