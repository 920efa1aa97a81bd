"""What if: a share in post if leaving or joining were another, and several such scenarios beside each other.

Worked out from a released table of who is in post, joined and left, so that it cannot say more about people than that table does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from eianalysis.declare import Measure, Population, Words
from eianalysis.errors import UsageError, as_said, did_you_mean
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.trajectory import HORIZON, SEED, Flow, expected, flow_of, required_share, simulate, years_until
from eianalysis.results import ALL, Missing, Release, Result, require_release
from eianalysis.schema.date_columns import day_asked
from eianalysis.vocabulary import day_in_words, phrase

NAMED = "scenario"


@dataclass(frozen=True)
class Scenario:
    """What is supposed: rates of leaving and numbers joining as multiples of those of today."""

    target: float
    characteristic: str
    group: str
    until: pd.Timestamp
    leaving: float
    joining: float

    @property
    def name(self) -> str:
        """'half as many leave, as many join' in numbers: what tells it from another."""
        said = [f"{what} {times:g} times today's" for what, times in (("leaving", self.leaving), ("joining", self.joining)) if times != 1]
        return f"{', '.join(said)[:1].upper()}{', '.join(said)[1:]}" if said else "As today"


def scenario(target: float, characteristic: str, group: str, until: object, leaving: float, joining: float) -> Scenario:
    """The scenario, or a ``UsageError`` that says which of its numbers cannot be."""
    if isinstance(target, bool) or not isinstance(target, int | float) or not 0 < target < 1:
        raise UsageError(f"target is a share, as 0.40 for 40%, not {as_said(target)}")
    for what, times in (("leaving", leaving), ("joining", joining)):
        if isinstance(times, bool) or not isinstance(times, int | float) or not 0 <= times <= 10:
            raise UsageError(f"{what} multiplies today's rate: 1 is today's, 0.5 half of it, at most 10, not {as_said(times)}")
    if group == ALL:
        raise UsageError("group is 'All', and a target is a share of everybody: name the group whose share it is, as \"Ethnic minorities\"")
    return Scenario(float(target), characteristic, group, day_asked("until", until), float(leaving), float(joining))


def project(released: Release, what: Scenario) -> Result:
    """Carry today's joining and leaving on, multiplied as the scenario supposes (2,000 seeded futures, as ``target_trajectory``).

    Parameters
    ----------
    released : Release of ``workforce_flow`` by the scenario's characteristic

    Returns
    -------
    Result
        Of shape ``register``, a row a year: ``low``, ``middle``, ``high`` (nine futures in ten), ``if_kept`` (the share if as many
        joiners were of the group as the target asks for), ``target``, and the scenario with what it would take.
    """
    released = require_release(released, "project")
    definition = replace(definition_of(SCENARIO.id), noun=released.definition.noun)
    flow = None if released.missing else flow_of(released, what.characteristic, what.group)
    if flow is None:
        groups = [] if released.missing else sorted({*released.table["group"]} - {ALL})
        if groups and what.group not in groups:
            raise UsageError(f"'{what.group}' is not a group of {what.characteristic} with figures here; {did_you_mean(what.group, groups)}")
        missing = released.missing or Missing(
            released.measure, ("numerator",), definition.serves, "figures it needs are hidden, because small numbers could tell about a person"
        )
        return Result(SCENARIO.id, "register", definition, pd.DataFrame(), sources=released.sources, missing=missing)
    flow = replace(
        flow,
        leavers=flow.leavers * what.leaving,
        leavers_group=flow.leavers_group * what.leaving,
        joiners=flow.joiners * what.joining,
        joiners_group=flow.joiners_group * what.joining,
    )
    end = pd.Timestamp(released.table["period_end"].iloc[0])
    years = years_until(end, what.until)
    if not 1 <= years <= HORIZON:
        raise UsageError(f"until is {day_in_words(what.until)}: take a day 1 to {HORIZON} years after {day_in_words(end)}, where the figures end")
    paths = simulate(flow, rng=np.random.default_rng(SEED))
    needed = required_share(flow, what.target, years)
    low, middle, high = np.quantile(paths, (0.05, 0.5, 0.95), axis=0)
    frame = pd.DataFrame(
        {
            NAMED: what.name,
            "year": [f"{(end + pd.DateOffset(years=year)):%Y}" for year in range(HORIZON + 1)],
            "low": low,
            "middle": middle,
            "high": high,
            "if_kept": np.nan if needed is None else expected(flow, needed),
            "target": what.target,
            "until": f"{end + pd.DateOffset(years=years):%Y}",
            "now": flow.group / flow.everybody,
            "joiners_a_year": flow.joiners / flow.years,
            "share_needed": np.nan if needed is None else needed,
        }
    ).round(6)
    who = phrase(what.characteristic, what.group, released.definition.noun)
    title = f"{who[:1].upper()}{who[1:]} in post: {what.name[:1].lower()}{what.name[1:]}"
    notes = (*_said(frame, what, who, flow), *definition.notes)
    return Result(SCENARIO.id, "register", replace(definition, title=title, notes=notes), frame, sources=released.sources)


def _said(frame: pd.DataFrame, what: Scenario, who: str, flow: Flow) -> tuple[str, ...]:
    row = frame[frame["year"] == frame["until"].iloc[0]].iloc[0]
    return (
        f"Supposed: {what.name[:1].lower()}{what.name[1:]}.",
        f"By {row['until']}, {who} would be about {row['middle']:.0%} of those in post (nine futures in ten: {row['low']:.0%} to "
        f"{row['high']:.0%}); now they are {row['now']:.0%}.",
        _needed(row, who, what.target),
    )


def _needed(row: pd.Series, who: str, target: float) -> str:
    if pd.isna(row["share_needed"]):
        return f"{target:.0%} is not reachable by {row['until']}, whoever joins."
    return (
        f"To reach {target:.0%} by {row['until']}, about {np.ceil(row['share_needed'] * row['joiners_a_year'] - 1e-9):.0f} of a year's "
        f"{row['joiners_a_year']:,.0f} joiners would have to be {who}."
    )


def beside(*scenarios: Result) -> Result:
    """Put scenarios of ``force.project`` side by side: a row each, with what each would bring and what it would take.

    Returns
    -------
    Result
        Of shape ``register``: the scenario, the share now and at the end (middle, and nine futures in ten), and the joiners of the
        group it would take a year to reach the target. Release it as any other.

    >>> ei.beside(force.project(**aim), force.project(**aim, leaving=0.5)).release()                    # doctest: +SKIP
    """
    for one in scenarios:
        if not isinstance(one, Result) or one.measure != SCENARIO.id:
            got = one.measure if isinstance(one, Result | Release) else type(one).__name__
            raise UsageError(f"beside() takes what force.project() gives, not {got}")
    if len(scenarios) < 2:
        raise UsageError("beside() takes two scenarios or more, as beside(force.project(…), force.project(…, leaving=0.5))")
    absent = next((one for one in scenarios if one.missing), None)
    if absent is not None:
        return replace(absent, measure=SCENARIOS.id)
    names = [one.counts[NAMED].iloc[0] for one in scenarios]
    if len(set(names)) < len(names):
        raise UsageError(f"two of these suppose the same ({max(names, key=names.count)}): let them differ in leaving or joining")
    rows = [_row(one.counts) for one in scenarios]
    definition = definition_of(SCENARIOS.id)
    first = scenarios[0]
    return Result(
        SCENARIOS.id,
        "register",
        replace(definition, noun=first.definition.noun, notes=definition.notes),
        pd.DataFrame(rows),
        sources=first.sources,
        cycle=first.cycle,
    )


def _row(frame: pd.DataFrame) -> dict[str, str]:
    then = frame[frame["year"] == frame["until"].iloc[0]].iloc[0]
    needed = then["share_needed"]
    return {
        "scenario": then[NAMED],
        "share_now": f"{then['now']:.0%}",
        "share_then": f"{then['middle']:.0%} in {then['until']}",
        "nine_futures_in_ten": f"{then['low']:.0%} to {then['high']:.0%}",
        "target": f"{then['target']:.0%} by {then['until']}",
        "joiners_a_year": f"{then['joiners_a_year']:,.0f}",
        "of_the_group_it_takes": "not reachable" if pd.isna(needed) else f"{np.ceil(needed * then['joiners_a_year'] - 1e-9):.0f} a year ({needed:.0%})",
    }


SCENARIO = Measure(
    "scenario",
    Words(
        "A share in post, supposed",
        "people of the group in post",
        "people in post who declared; of sex, everybody",
        noun="officers",
        verb="are of this group",
        method="Seeded simulation of 2,000 futures, with today's joining and leaving multiplied as supposed. Worked out from released numbers.",
        notes=("It is no forecast: it says what would follow if the rest stayed as it is.",),
    ),
    counts=Population("service"),
    rows=project,
    shape="register",
    form="scenario",
)
SCENARIOS = Measure(
    "scenarios",
    Words(
        "What would follow, by what is supposed",
        "people of the group in post",
        "people in post who declared; of sex, everybody",
        noun="officers",
        verb="are of this group",
        method="Each scenario as simulated by itself, from the same released numbers.",
        notes=("It is no forecast: each row says what would follow if the rest stayed as it is.",),
    ),
    counts=Population("service"),
    rows=beside,
    shape="register",
    form="register",
)
