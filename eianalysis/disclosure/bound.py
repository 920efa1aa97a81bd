"""The gate for conclusions: rows of the register that say what other results show.

A status such as "met" is a function of counts, so it could give a hidden count away. Therefore each result leaned on is
released first, by its own rules, and the conclusion is a plain function of the released tables. It cannot hold on to a
table of its own: a function made inside another, or one with values bound to it, is refused.

The year before is released only to be compared: a change is told in a word ("moving towards"), never in figures, and only
where the rows of both years could be shown. So no count of the year before is in the pack, and the windows it overlaps
with (pooled months) cannot be taken apart with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import FunctionType

import pandas as pd

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
            changes[name] = (part(lately, policy), part(before, policy))
        except DisclosureError:  # nothing could protect one of the years: there is no change to tell
            continue
    return Shown(table, changes, now.definition, now.kind, now.keys, now.missing,
                 frozenset(source.state for source in now.sources), policy.round_to > 1)


def conclude(result: Result, shown: dict[str, Shown]) -> Result:
    """The rows concluded, as a result of shape ``register``."""
    draw = result.conclude
    if type(draw) is not FunctionType or draw.__closure__ or "<" in draw.__qualname__ or draw.__defaults__ or draw.__kwdefaults__:
        raise DisclosureError(f"{result.measure}: what concludes must be a plain function of a module, with nothing bound "
                              "to it, so that it can only use what was released; nothing was released")
    rows = draw(result.counts.copy(), shown)
    return replace(result, shape="register", counts=rows, bound=(), conclude=None, steps=())
