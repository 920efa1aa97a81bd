"""When a target for a share would be reached: simulated from released numbers of those in post, joining and leaving.

Worked out from a released table and nothing else, so that it cannot say more about people than that table does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.declare import Measure, Population, Words
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.outlook import RULE, outlook
from eianalysis.measures.flow import IN_POST, JOINED, LEFT, OF_EVERYBODY
from eianalysis.results import Missing, Release, Result, require_release
from eianalysis.schema.date_columns import day_asked
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import characteristic_label, day_in_words, phrase

DRAWS, SEED, HORIZON = 2000, 20230331, 30
BASIS = {"joiners": "those who join", "stock": "those in post"}
STATUS = {"proposed": "proposed, not approved", "approved": "approved", "elsewhere": "another force's"}


@dataclass(frozen=True)
class Flow:
    """What a year brings: those in post now and a year's joiners and leavers, of the group and of all who declared."""

    group: float
    everybody: float
    joiners_group: float
    joiners: float
    leavers_group: float
    leavers: float
    years: float


def target_trajectory(
    released: Release,
    targets: TypedTable,
    *,
    target: str = "",
    characteristic: str = "",
    applies_to: str = "",
    by_date: str = "",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Result:
    """Say when a target for a group's share would be reached if joining and leaving go on, and what joiners it would take.

    Parameters
    ----------
    released : Release of ``workforce_flow``
    targets : TypedTable ``targets``
    target : the target's id in that table; left out, the force's own for the ``characteristic`` ("ethnicity_2", "sex"), of the
        kind it ``applies_to`` where there is one, else another force's. Not available where the table has none.
    applies_to : "joiners" (those who join) or "stock" (those in post); by default as the target says
    by_date : "2030-03-31"; by default as the target says
    draws, seed : each draw takes a joiner share and rates of leaving that the records leave possible (Jeffreys), then chance
        year by year; the same seed gives the same figures.

    Returns
    -------
    Result
        Of shape ``register``: a row a year with the share in post (middle, and the range of nine futures in ten), and the
        share if the target for joiners, or the joiners' share the target asks for, were kept to. Its notes are the answer.

    Raises
    ------
    UsageError
        For a target that is not in the table, or an ``applies_to`` that is neither.
    """
    released = require_release(released, "target_trajectory")
    definition = replace(definition_of("target_trajectory"), noun=released.definition.noun)
    if released.missing or targets.absent:
        missing = released.missing or Missing(targets.name + ".csv", ("target_id",), definition.serves)
        return _result(released, definition, pd.DataFrame(), missing)
    aim = _aim(targets, target, characteristic, applies_to, by_date)
    if aim is None:
        what = f"no target for {characteristic_label(characteristic).lower()} is written down"
        return _result(released, definition, pd.DataFrame(), Missing(targets.name, ("target_id", "value"), definition.serves, what))
    flow = flow_of(released, aim["characteristic"], aim["group"])
    if flow is None:
        why = "figures it needs are hidden, because small numbers could tell about a person, or do not hold this group"
        return _result(released, definition, pd.DataFrame(), Missing(released.measure, ("numerator",), definition.serves, why))
    return _result(released, *_projected(released, definition, flow, aim, draws, seed), None, targets)


def _projected(released: Release, definition: Words, flow: Flow, aim: dict, draws: int, seed: int) -> tuple[Words, pd.DataFrame]:
    """The words and the table of a flow that goes on, beside what is aimed at."""
    end = pd.Timestamp(released.table["period_end"].iloc[0])
    paths = simulate(flow, draws=draws, rng=np.random.default_rng(seed))
    low, middle, high = np.quantile(paths, (0.05, 0.5, 0.95), axis=0)
    years = years_until(end, aim["by_date"]) if pd.notna(aim["by_date"]) else None
    needed = None if years is None else required_share(flow, aim["value"], years)
    kept = aim["value"] if aim["basis"] == "joiners" else needed
    frame = pd.DataFrame(
        {
            "year": [f"{(end + pd.DateOffset(years=year)):%Y}" for year in range(HORIZON + 1)],
            "low": low,
            "middle": middle,
            "high": high,
            "if_kept": np.nan if kept is None else expected(flow, kept),
            "target": aim["value"],
            "outlook": outlook(flow, aim["value"], aim["basis"], paths, years),
        }
    )
    said = _answer(flow, aim, paths, needed, end, released.definition.noun)
    title = _title(flow, aim, paths, end, released.definition.noun)
    return replace(definition, title=title, notes=(*said, *definition.notes)), frame.round(6)


def simulate(flow: Flow, *, draws: int = DRAWS, years: int = HORIZON, rng=None) -> np.ndarray:
    """The group's share in post now and after each year, one row a draw, if joining and leaving go on as they did."""
    rng = np.random.default_rng(SEED) if rng is None else rng

    def likely(cases: float, base: float) -> np.ndarray:
        return rng.beta(cases + 0.5, max(base - cases, 0) + 0.5, draws)

    joining = likely(flow.joiners_group, flow.joiners)
    others = flow.everybody - flow.group
    leaving = likely(flow.leavers_group, flow.group * flow.years)
    leaving_others = likely(flow.leavers - flow.leavers_group, others * flow.years)
    mine, rest = np.full(draws, round(flow.group)), np.full(draws, round(others))
    shares = [mine / (mine + rest)]
    for _ in range(years):
        come = rng.poisson(flow.joiners / flow.years, draws)
        of_group = rng.binomial(come, joining)
        mine = mine - rng.binomial(mine, leaving) + of_group
        rest = rest - rng.binomial(rest, leaving_others) + come - of_group
        shares.append(np.divide(mine, mine + rest, out=np.zeros(draws), where=mine + rest > 0))
    return np.array(shares).T


def expected(flow: Flow, joining: float, years: int = HORIZON) -> np.ndarray:
    """The share in post now and after each year if the group were this share of joiners, by the sum of docs/methods.md, "Targets".

    >>> flow = Flow(group=100, everybody=1000, joiners_group=20, joiners=100, leavers_group=10, leavers=100, years=1)
    >>> [float(share) for share in expected(flow, 0.4, 1).round(3)]   # 100 + 40 - 10 of 1,000
    [0.1, 0.13]
    """
    mine, rest = flow.group, flow.everybody - flow.group
    leaving = flow.leavers_group / (flow.group * flow.years) if flow.group else 0.0
    leaving_others = (flow.leavers - flow.leavers_group) / (rest * flow.years) if rest else 0.0
    come, shares = flow.joiners / flow.years, [mine / (mine + rest)]
    for _ in range(years):
        mine, rest = mine * (1 - leaving) + come * joining, rest * (1 - leaving_others) + come * (1 - joining)
        shares.append(mine / (mine + rest) if mine + rest else np.nan)
    return np.array(shares)


def required_share(flow: Flow, target: float, years: int) -> float | None:
    """The least share of joiners that would bring the share in post to the target in so many years; None if none does."""
    if years < 1 or expected(flow, 1.0, years)[-1] < target:
        return None
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if expected(flow, middle, years)[-1] >= target else (middle, high)
    return high


def _aim(targets: TypedTable, target: str, characteristic: str, applies_to: str, by_date: str) -> dict | None:
    """The target meant, with what this question changes of it; None where no share is aimed at for the characteristic."""
    shares = targets.frame[targets.frame["basis"].isin(BASIS)]
    names = list(shares["target_id"])
    if applies_to and applies_to not in BASIS:
        raise UsageError(f"a target applies to '{applies_to}'; it can be: {', '.join(BASIS)}")
    if bool(target) == bool(characteristic):
        raise UsageError(f'name a target or a characteristic, as characteristic="sex"; the targets are: {", ".join(names) or "none"}')
    if target and target not in names:
        raise UsageError(f"'{target}' is not a target; {did_you_mean(target, names)}")
    found = shares[shares["target_id"].eq(target) if target else shares["characteristic"].eq(characteristic)]
    if found.empty:
        return None
    first = pd.DataFrame({"elsewhere": found["status"].eq("elsewhere"), "another": found["basis"].ne(applies_to) if applies_to else False})
    aim = found.loc[first.sort_values(["elsewhere", "another"], kind="stable").index[0]].to_dict()
    aim["basis"] = applies_to or aim["basis"]
    day = day_asked("by_date", by_date) if by_date else aim["by_date"]
    aim["asked"], aim["by_date"] = bool(by_date) and day != aim["by_date"], day
    return aim


def flow_of(released: Release, characteristic: str, group: str) -> Flow | None:
    """What a year brings to one group of a released ``workforce_flow``; None where a figure it needs is hidden or not there."""
    table = released.table
    rows = table[(table["characteristic"] == characteristic) & (table["group"] == group)].set_index("flow")
    if not {IN_POST, JOINED, LEFT} <= set(rows.index) or rows[["numerator", "denominator"]].isna().any(axis=None):
        return None
    start, end = (pd.Timestamp(rows[name].iloc[0]) for name in ("period_start", "period_end"))
    numbers = [float(rows.loc[flow, name]) for flow in (IN_POST, JOINED, LEFT) for name in ("numerator", "denominator")]
    months = (end.year - start.year) * 12 + end.month - start.month + 1  # fewer than asked for where the records begin later
    return Flow(*numbers, years=months / 12)


def years_until(end: pd.Timestamp, by: pd.Timestamp) -> int:
    """Whole years from one day to another."""
    return int(by.year - end.year - ((by.month, by.day) < (end.month, end.day)))


def _title(flow: Flow, aim: dict, paths: np.ndarray, end: pd.Timestamp, noun: str) -> str:
    who = phrase(aim["characteristic"], aim["group"], noun)
    if aim["basis"] == "joiners":
        joined = flow.joiners_group / flow.joiners if flow.joiners else 0.0
        return f"{who[:1].upper()}{who[1:]}: {joined:.0%} of those who join, target {aim['value']:.0%}"
    when = _when(paths, aim["value"], end)
    reached = when.partition("reached in about ")[2].rstrip(".") or ("met now" if "met now" in when else f"not reachable within {paths.shape[1] - 1} years")
    return f"{who[:1].upper()}{who[1:]}: {aim['value']:.0%} in post {'in about ' if reached[:1].isdigit() else ''}{reached}"


def _answer(flow: Flow, aim: dict, paths: np.ndarray, needed: float | None, end: pd.Timestamp, noun: str) -> tuple[str, ...]:
    who = phrase(aim["characteristic"], aim["group"], noun)
    low, high = stats.exact_interval(flow.joiners_group, flow.joiners)
    declared = "" if aim["characteristic"] in OF_EVERYBODY else " who declared"
    due = "" if pd.isna(aim["by_date"]) else f" by {day_in_words(aim['by_date'])}"
    when = " (a date set for this page, not with the target)" if aim["asked"] else ""
    said = [
        f"The target: {aim['value']:.0%} of {BASIS[aim['basis']]}{due}{when} ({STATUS[aim['status']]}; {aim['source']}).",
        f"Now: {who} are {flow.group / flow.everybody:.1%} of those in post ({flow.group:,.0f} of {flow.everybody:,.0f}"
        f"{declared}). Of those who joined in {flow.years:.0f} years they are {flow.joiners_group / flow.joiners:.1%} "
        f"({flow.joiners_group:,.0f} of {flow.joiners:,.0f}). The plausible range is {float(low):.0%} to {float(high):.0%}. About "
        f"{flow.joiners / flow.years:,.0f} join a year.",
    ]
    if aim["basis"] == "joiners":
        more = max(0, int(np.ceil((aim["value"] * flow.joiners - flow.joiners_group) / flow.years - 1e-9)))
        ahead = expected(flow, aim["value"])
        said.append(
            f"To meet it, about {more} more of a year's {flow.joiners / flow.years:,.0f} joiners would be {who}." if more else "Those who joined met it."
        )
        said.append(
            f"If it were met from now on, the share in post would be about {ahead[5]:.0%} after five years and "
            f"{ahead[10]:.0%} after ten; as things are, about {np.median(paths[:, 10]):.0%} after ten."
        )
        return tuple(said)
    return (*said, _when(paths, aim["value"], end), *_needs(needed, aim, due))


def _when(paths: np.ndarray, value: float, end: pd.Timestamp) -> str:
    """The first year from which most futures are at the target and stay there, with the range of nine in ten; or that it is not reachable.

    A first crossing would be noise: futures that wander reach by chance what they do not keep.
    """
    stays = np.minimum.accumulate((paths >= value)[:, ::-1], axis=1)[:, ::-1]
    first = np.where(stays.any(axis=1), stays.argmax(axis=1), np.inf)
    share = float(np.isfinite(first).mean())
    if share < 0.5:
        many = "none" if not share else f"{share:.0%}" if share >= 0.005 else "fewer than 1 in 200"
        chance = f"in {many} of the simulated futures"
        if (paths[:, 0] >= value).all():
            return f"The target is met now. If joining and leaving go on as they did, it is not kept: after {paths.shape[1] - 1} years it is met {chance}."
        return f"If joining and leaving go on as they did, the target is not reachable within {paths.shape[1] - 1} years: it is reached and kept {chance}."
    early, middle, late = np.quantile(first, (0.05, 0.5, 0.95), method="higher")
    if middle == 0:
        return "The target is met now."
    last = f"{end.year + late:.0f}" if np.isfinite(late) else f"after {end.year + paths.shape[1] - 1}"
    return (
        f"If joining and leaving go on as they did, the target is reached in about {end.year + middle:.0f} "
        f"(nine futures in ten: {end.year + early:.0f} to {last})."
    )


def _needs(needed: float | None, aim: dict, due: str) -> tuple[str, ...]:
    if not due:
        return ("No date was set, so no share of joiners can be worked out for it.",)
    if needed is None:
        return (f"It is not reachable{due}, whoever joins: even if all who join were of the group.",)
    return (f"To reach it{due}, about {needed:.0%} of all who join from now on would have to be of the group.",)


def _result(released: Release, definition, frame: pd.DataFrame, missing: Missing | None, targets: TypedTable | None = None) -> Result:
    sources = (*released.sources, *(targets.sources if targets is not None else ()))
    return Result("target_trajectory", "register", definition, frame, sources=sources, missing=missing)


TARGET_TRAJECTORY = Measure(
    "target_trajectory",
    Words(
        "Towards a target",
        "people of the group in post",
        "people in post who declared; of sex, everybody",
        noun="officers",
        verb="are of this group",
        method="Seeded simulation of 2,000 futures: each takes a share of joiners and rates of leaving that the records "
        "leave possible (Jeffreys), then chance year by year. Worked out from released numbers.",
        notes=(RULE, "It supposes that as many go on joining, and that each group goes on leaving at its own rate.", "A target is an aim, not a quota."),
    ),
    counts=Population("service"),
    rows=target_trajectory,
    shape="register",
    form="trajectory",
    serves=("TRT-09", "EIW-REC-O01", "EIW-REC-D01", "GLA-08"),
)
