"""The gate for conclusions: rows of the register that say what other results show.

A status such as "met" is a function of counts, so it could give a hidden count away. Therefore each result leaned on is
released first, by its own rules, and the conclusion is a plain function of the released tables. It cannot hold on to a
table of its own: a function made inside another, or one with values bound to it, is refused.

The year before is released only to be compared: a change is told in a word ("moving towards"), never in figures, and only
where the rows of both years could be shown. A word narrows a count down nevertheless: beside a longer window of the page it
says something of what is left of that window. Where a few people are left, no word is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import FunctionType

import pandas as pd

from eianalysis.disclosure.published import is_public
from eianalysis.errors import DisclosureError
from eianalysis.policy import Policy
from eianalysis.results import Bound, Result, Shown


def see(each: Bound, policy: Policy, part: Callable[[Result, Policy], pd.DataFrame]) -> Shown:
    """What the gate lets through of one result that a conclusion leans on."""
    now = each.now
    table = pd.DataFrame() if now.missing else part(now, policy)
    changes = {}
    for name, lately, before in each.changes:
        try:
            years = part(lately, policy), part(before, policy)
        except DisclosureError:  # nothing could protect one of the years: there is no change to tell
            continue
        few = set() if is_public(now, policy) else _left(now, lately, before, policy)
        changes[name] = tuple(_without(year, few, now.keys) for year in years)
    return Shown(
        table,
        changes,
        now.definition,
        now.kind,
        now.keys,
        now.missing,
        frozenset(source.state for source in now.sources),
        policy.round_to > 1,
        now.confidence,
        now.band,
    )


def _left(now: Result, lately: Result, before: Result, policy: Policy) -> set[tuple]:
    """The rows of which a longer window of the page, without both years, leaves a few people."""
    wanted = set(lately.counts["characteristic"])
    while not wanted & set(now.counts["characteristic"]) and now.coarser is not None:
        now = now.coarser()
    labels = [*now.keys, "characteristic", "group"]
    years = pd.concat([lately.counts, before.counts]).groupby(labels, dropna=False)["numerator"].sum().rename("told")
    longer = now.counts[pd.to_datetime(now.counts["period_start"]) < pd.to_datetime(before.counts["period_start"]).min()]
    rows = longer.merge(years.reset_index(), on=labels)
    left = (rows["numerator"] - rows["told"]).astype(float)
    few = (left > 0) & (left < rows["characteristic"].map(policy.threshold_for).astype(float))
    return set(rows.loc[few, labels].itertuples(index=False, name=None))


def _without(table: pd.DataFrame, few: set[tuple], keys: tuple[str, ...]) -> pd.DataFrame:
    """The released year without those rows, and without what is compared with them."""
    labels = [*keys, "characteristic"]
    by = table["reference"] if "reference" in table else pd.Series(None, index=table.index, dtype=object)
    hide = [
        tuple(row) + (group,) in few or tuple(row) + (other,) in few
        for row, group, other in zip(table[labels].itertuples(index=False, name=None), table["group"], by, strict=True)
    ]
    status = table["status"].mask(pd.Series(hide, index=table.index, dtype=bool), "hidden")
    return table.assign(status=status)


def conclude(result: Result, shown: dict[str, Shown]) -> Result:
    """The rows concluded, as a result of shape ``register``."""
    draw = result.conclude
    if type(draw) is not FunctionType or draw.__closure__ or "<" in draw.__qualname__ or draw.__defaults__ or draw.__kwdefaults__:
        raise DisclosureError(
            f"{result.measure}: what concludes must be a plain function of a module, with nothing bound "
            "to it, so that it can only use what was released; nothing was released"
        )
    rows = draw(result.counts.copy(), shown)
    return replace(result, shape="register", counts=rows, bound=(), conclude=None, steps=())
