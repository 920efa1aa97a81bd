"""Pay gaps: the figures of the gender pay gap regulations for sex, and the same for ethnicity and disability.

A gap is how much less than the reference's a group's pay is, in per cent of the reference's: below 0 where the group has more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Each, InPost, Measure, Population, Split, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.declaring import without_range
from eianalysis.measures.paid import amounts_result, paid_people, support
from eianalysis.measures.pay_sides import CHARACTERISTICS, SEXES, WORKERS, EMPLOYED, kinds_of_worker, one_against_one, sides, SEVERAL
from eianalysis.measures.made_columns import one_at_a_time
from eianalysis.measures.rates import BLANK, By, build, columns_for, not_available, tally, unfilled
from eianalysis.measures.end_of_records import noted
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED, characteristic_label, order

QUARTERS = ("Lower quarter", "Lower middle quarter", "Upper middle quarter", "Upper quarter")
MEAN_PAY, MEDIAN_PAY, MEAN_BONUS, MEDIAN_BONUS = "Mean hourly pay", "Median hourly pay", "Mean bonus pay", "Median bonus pay"
_IN_POST = Population("service", InPost("end"), (("worker_type", EMPLOYED), "on the payroll"))
_FULL = _IN_POST.that("full pay", ("sex", SEXES))
_FEW = "too few people in a group"
_LAW = "SI 2017/353, Schedule 1"


def pay_gap(pay: TypedTable, people: TypedTable, *, cycle: BoardCycle, by: By = CHARACTERISTICS) -> Result:
    """Mean and median gaps in hourly pay of those on full pay, and in bonus pay of those paid one; keys ``workers`` and ``figure``.

    Parameters
    ----------
    pay, people : TypedTable
        From ``load_pay`` and ``load_workforce``: groups and kinds of worker are those of the workforce snapshot of the same day.
    by : characteristics of one group and its reference, else ``UsageError``: from groups inside groups one person's pay could be
        worked out. References are the cycle's, else men, White people and people who are not disabled.

    Returns
    -------
    Result of shape ``amounts``: ``value`` is the gap as a share of the reference's pay, ``low`` and ``high`` its range. The whole
    force, officers, and police staff with PCSOs. No amount of money leaves the gate.

    Examples
    --------
    >>> import eianalysis as ei                                                                      # doctest: +SKIP
    >>> ei.table(ei.force("2023-04").ask("pay_gap", by="sex").release())                             # doctest: +SKIP
    """
    measure, keys = "pay_gap", ("workers", "figure")
    found = paid_people(measure, pay, people, cycle, keys=keys, shape="amounts")
    if isinstance(found, Result):
        return found
    made = []
    columns = one_against_one(measure, people, by, cycle)
    if not columns:
        return not_available(measure, definition_of(measure), people, keys=keys, shape="amounts", reason=SEVERAL)
    full, paid = found.full, found.rows[_bonus(found.rows)]
    for column, mean, median, rows in (("hourly_pay", MEAN_PAY, MEDIAN_PAY, full), ("bonus_pay", MEAN_BONUS, MEDIAN_BONUS, paid)):
        if unfilled(pay, column):
            continue
        for workers, part in kinds_of_worker(rows, everybody=found.rows):
            for characteristic, group, reference, one, two in sides(part, people, columns, cycle):
                amounts, others = part.loc[one, column].astype(float), part.loc[two, column].astype(float)
                gap = stats.amount_gap(amounts, others, confidence=cycle.confidence)
                row = {"workers": workers, "characteristic": characteristic, "group": group, "reference": reference, **support(amounts, others)}
                made += [
                    {**row, "figure": mean, "value": gap.mean, "low": gap.mean_low, "high": gap.mean_high},
                    {**row, "figure": median, "value": gap.median, "low": gap.median_low, "high": gap.median_high},
                ]
    return amounts_result(measure, made, keys, found, cycle, (*pay.sources, *people.sources))


def _bonus(rows: pd.DataFrame) -> pd.Series:
    if "bonus_pay" not in rows:
        return pd.Series(False, index=rows.index)
    return (rows["bonus_pay"] > 0).fillna(False).astype(bool)


def bonus_share(pay: TypedTable, people: TypedTable, *, cycle: BoardCycle, by: By = CHARACTERISTICS) -> Result:
    """Of everybody employed on the snapshot date, the share who were paid a bonus in the twelve months before; key ``workers``."""
    measure, keys = "bonus_share", ("workers",)
    found = paid_people(measure, pay, people, cycle, keys=keys)
    if isinstance(found, Result):
        return found
    if unfilled(pay, "bonus_pay"):
        return not_available(measure, definition_of(measure), pay, keys=keys, columns=("bonus_pay",), reason=BLANK)

    def counts(columns) -> pd.DataFrame:
        parts = [tally(rows[_bonus(rows)], rows, columns.values()).assign(workers=name) for name, rows in kinds_of_worker(found.rows)]
        made = pd.concat(parts, ignore_index=True)
        # no total and nobody who did not declare: beside the groups they would tell of the few who did not
        other = made["characteristic"].eq("sex") & ~made["group"].isin(SEXES)
        return made[~made["group"].isin([ALL, *UNDECLARED]) & ~other].reset_index(drop=True)

    return build(measure, definition_of(measure), counts, columns_for(people, by), keys=keys, sources=(*pay.sources, *people.sources), **found.when)


def pay_quarters(pay: TypedTable, people: TypedTable, *, cycle: BoardCycle, by: By = CHARACTERISTICS) -> Result:
    """Who is in each quarter of hourly pay, from the lowest to the highest: each group's share of those who declared; key ``pay_band``.

    The quarters are of everybody on full pay whose sex is recorded as female or male, as the regulations have it: one for
    the force. Where one rate of pay stands in two quarters, women and men of that rate are shared out in proportion.
    """
    return _quarters("pay_quarters", ("pay_band",), pay, people, cycle, by)


def pay_quarters_apart(pay: TypedTable, people: TypedTable, *, cycle: BoardCycle, by: By = CHARACTERISTICS) -> Result:
    """The same as ``pay_quarters`` for officers and for police staff, each with quarters of their own; keys ``workers``, ``pay_band``."""
    return _quarters("pay_quarters_apart", ("workers", "pay_band"), pay, people, cycle, by)


def _quarters(measure: str, keys: tuple[str, ...], pay, people, cycle: BoardCycle, by: By) -> Result:
    one_at_a_time(measure, by)
    found = paid_people(measure, pay, people, cycle, keys=keys)
    if isinstance(found, Result):
        return found
    rows = found.full[found.full["sex"].isin(SEXES)] if "sex" in found.full else found.full[:0]
    if rows.empty:
        return not_available(measure, definition_of(measure), people, keys=keys, columns=("sex",), reason="nobody on full pay has a sex recorded")
    parts = [(name, each) for name, each in kinds_of_worker(rows, whole="workers" not in keys) if len(each)]
    parts = [(name, quartered(each)) for name, each in (parts if "workers" in keys else parts[:1])]
    levels, left_out = _many_enough(columns_for(people, by), [each for _, each in parts], cycle)
    if not levels:
        return not_available(measure, definition_of(measure), people, keys=keys, columns=left_out, reason=_FEW)

    def counts(columns) -> pd.DataFrame:
        made = [
            _shares(each if quarter == ALL else each[each["pay_band"] == quarter], column, list(pd.unique(rows[column].astype(object)))).assign(
                workers=name, pay_band=quarter
            )
            for name, each in parts
            for quarter in (*QUARTERS, ALL)
            for column in dict.fromkeys(columns.values())
        ]
        return pd.concat(made, ignore_index=True)[[*keys, "characteristic", "group", "numerator", "denominator"]]

    result = build(measure, definition_of(measure), counts, levels, keys=keys, shared_base=True, sources=(*pay.sources, *people.sources), **found.when)
    few = f"Not available by {', '.join(characteristic_label(name).lower() for name in left_out)}: {_FEW}." if left_out else ""
    return noted(result.then(without_range), few)


def _many_enough(levels: Sequence[Mapping[str, str]], parts: Sequence[pd.DataFrame], cycle: BoardCycle) -> tuple[list[dict[str, str]], list[str]]:
    """The levels without characteristics of which some group has few people over the four quarters, and what is left out wholly.

    "0 of 75" in three quarters of a group of four would say what each of the four is paid; with two groups, "75 of 75" of the
    other says the same. So all the groups of such a characteristic go, and for every kind of worker.
    """
    policy = getattr(cycle, "policy", None)
    least = max([LIMITS.pay_people, *([policy.all_or_none_base, policy.rate_base] if policy else [])])
    sizes = {
        column: min((int(each[column].isin([group]).sum()) for each in parts for group in _declared(column, parts)), default=0)
        for column in dict.fromkeys(column for level in levels for column in level.values())
    }
    chains = {name: [column for column in dict.fromkeys(level[name] for level in levels) if sizes[column] >= least] for name in levels[0]}
    whole = {name: chain for name, chain in chains.items() if chain}
    depth = max((len(chain) for chain in whole.values()), default=0)
    return (
        [{name: chain[min(level, len(chain) - 1)] for name, chain in whole.items()} for level in range(depth)],
        [name for name in chains if name not in whole],
    )


def _declared(column: str, parts: Sequence[pd.DataFrame]) -> list[str]:
    """The groups of a characteristic that anybody of any part says to be of."""
    found = dict.fromkeys(group for each in parts for group in each[column].astype(object).dropna().unique())
    return [group for group in found if group not in (ALL, *UNDECLARED)]


def quartered(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their quarter of pay; at one rate women and men are spread evenly, and among each so are the other groups."""
    others = [name for name in CHARACTERISTICS[1:] if name in rows]
    for name in reversed(others):  # j-th of n of its group at (j - 1/2)/n of the way: the file's order decides nothing
        each = rows.groupby(["sex", name], dropna=False)["person_ref"]
        rows = rows.iloc[np.argsort(((each.cumcount() + 0.5) / each.transform("size")).to_numpy(), kind="stable")]
    quarter = stats.quarters_of_pay(rows["hourly_pay"].astype(float).round(2), rows["sex"])
    return rows.assign(pay_band=[QUARTERS[each - 1] for each in quarter])


def _shares(rows: pd.DataFrame, column: str, groups: Sequence[str]) -> pd.DataFrame:
    """Each group's number, of those who declared."""
    names = [group for group in order(column, groups) if group not in (ALL, *UNDECLARED)]  # of sex, women and men: see pay_quarters
    size = rows[column].astype(object).value_counts().reindex(names, fill_value=0).astype(int)
    return pd.DataFrame({"group": names, "numerator": list(size)}).assign(characteristic=column, denominator=int(size.sum()))


_RANGES = "Ranges: Bonett and Price (2020), of the ratio of two means and of two medians."
_CHANCE = "A range says how far a gap like this moves by chance in so few people; the law asks for the gap alone."
PAY_GAP = Measure(
    "pay_gap",
    Words(
        "Pay gaps",
        "pay of the group",
        "pay of the reference",
        noun="people employed by the force",
        verb="are paid less",
        method=f"How much less than the reference's a group's pay is, in per cent of the reference's ({_LAW}). {_RANGES}",
        notes=(
            "Hourly pay is of people on full pay; bonus pay is of those who were paid a bonus in the twelve months before.",
            "A gap is not unequal pay for equal work: it says who holds which posts as well. Below 0 the group is paid more.",
            "Where many are on one point of a scale, the median is that point and its range can be a point.",
            _CHANCE,
        ),
    ),
    counts=_IN_POST,
    rows=pay_gap,
    instead={"pay": {"bonus_pay": "Gaps in bonus pay are not told."}},
    looked_up=("pay",),
    shape="amounts",
    form="gaps",
    keys={"workers": Split("worker_type", WORKERS), "figure": Each()},
    asks={name: Ask("13-pay-gaps", by=(name,), yearly=False) for name in CHARACTERISTICS},
    serves=(),
)

BONUS_SHARE = Measure(
    "bonus_share",
    Words(
        "Paid a bonus",
        "people paid a bonus in the twelve months up to the snapshot date",
        "people employed on the snapshot date",
        noun="people employed by the force",
        verb="were paid a bonus",
        outcome="good",
        notes=(f"Of everybody employed, on full pay or not ({_LAW}). An empty cell of the bonus column is no bonus.",),
    ),
    counts=_IN_POST,
    did="paid a bonus",
    rows=bonus_share,
    looked_up=("pay",),
    form="comparison",
    keys={"workers": Split("worker_type", WORKERS)},
    asks=Ask("13-pay-gaps", by=CHARACTERISTICS, against={"disability": "Not disabled"}, compared=True, yearly=False),
    serves=(),
)

_QUARTER_WORDS = {
    "noun": "people on full pay",
    "verb": "are of this group",
    "base_unit": "people on full pay who declared",
    "method": f"Ranked by hourly pay and divided into four as evenly as can be ({_LAW}). A head count: there is no range.",
    "notes": (
        "Women and men at one rate of pay that stands in two quarters are shared out between them in proportion.",
        "Shares are of those who declared the characteristic.",
    ),
}
PAY_QUARTERS = Measure(
    "pay_quarters",
    Words("Quarters of hourly pay", "people of the group in the quarter", "people in the quarter who declared", **_QUARTER_WORDS),
    counts=_FULL,
    rows=pay_quarters,
    looked_up=("pay",),
    form="shares",
    base="declared",
    total="declared",
    keys={"pay_band": Split("pay_quarter")},
    asks=Ask("13-pay-gaps", by=CHARACTERISTICS, yearly=False),
    serves=(),
)

PAY_QUARTERS_APART = Measure(
    "pay_quarters_apart",
    Words(
        "Quarters of hourly pay, officers and police staff apart",
        "people of the group in the quarter of their kind of worker",
        "people in that quarter who declared",
        **_QUARTER_WORDS,
    ),
    counts=_FULL,
    rows=pay_quarters_apart,
    looked_up=("pay",),
    form="shares",
    base="declared",
    total="declared",
    keys={"workers": Split("worker_type", WORKERS), "pay_band": Split("pay_quarter_of_own_kind")},
    asks=Ask("13-pay-gaps", by=("sex",), yearly=False),
    serves=(),
)
