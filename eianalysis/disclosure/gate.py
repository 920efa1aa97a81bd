"""The one gate between what an analysis made and what anybody may see."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from functools import partial

import pandas as pd

from eianalysis.disclosure import amounts, conclusions, counts, curve_rows, curves, means, notes, other_shapes, people, plan, published, session
from eianalysis.disclosure.published import Made
from eianalysis.errors import DisclosureError, UsageError, as_said
from eianalysis.once import looked_up
from eianalysis.policy import RUNNING, Policy, policy_for
from eianalysis.results import _SEAL, Release, Result

FINEST = 12  # alternatives tried before giving up; a measure that makes more is in a loop


def release(result: Result, policy: Policy | str | None = None) -> Release:
    """Make the part of a result that may be shown, with everything small or telling hidden.

    Parameters
    ----------
    result : Result
        Of shape ``counts``, ``curve``, ``statistic``, ``amounts``, ``register``, ``mean`` or ``bound``; any other is refused. A ``bound`` result
        is a register whose rows are concluded from other results: each of those is released by its own rules first, and
        the rows are made of what was released, so that nothing can be read from them that its own page would hide.
    policy : Policy
        That of the cycle the result was asked for, unless another is given (``cycle.policy``) or named ("public").

    Returns
    -------
    Release
        ``.table`` in the columns of the contract, ``.level`` which alternative was taken, ``.note`` what is hidden.

    Raises
    ------
    DisclosureError
        Where the thing is no result, the policy no policy, or hiding rows cannot protect the small counts.

    Examples
    --------
    >>> from eianalysis.policy import policy_for                                                  # doctest: +SKIP
    >>> release(turnover, "board").table                                                          # doctest: +SKIP
    """
    if not isinstance(result, Result):
        raise DisclosureError(f"release() takes a Result, got {type(result).__name__}; measures make them")
    policy = policy_meant(result, policy)
    if type(policy) is not Policy:
        raise DisclosureError(f'release() takes a policy, got {as_said(policy)}; cycle.policy is one, "board" and "public" name others')
    policy = Policy(**asdict(policy))  # its own rules are checked again: nothing that was slipped past them counts
    if not policy.export and RUNNING in os.environ:
        raise DisclosureError("a notebook that is run for a pack cannot release under the working profile")
    how = _SHAPES.get(result.shape)
    if how is None:
        raise DisclosureError(f"'{result.shape}' is not a kind of result the gate knows; nothing was released")
    table, level, note, taken, cells = _made_once(result, policy)
    return Release(
        measure=taken.measure,
        shape=taken.shape,
        definition=taken.definition,
        _table=table,
        keys=taken.keys,
        sources=tuple(source.printable(policy.threshold) for source in taken.sources),
        policy=policy,
        level=level,
        note=note,
        missing=taken.missing,
        confidence=taken.confidence,
        band=taken.band,
        cycle=result.cycle,
        public=published.is_public(result, policy),
        _cells=cells,
        seal=_SEAL,
    )


def policy_meant(result: Result, policy: Policy | str | None) -> Policy:
    """The policy that is meant: as given, by the name of its profile, or that of the cycle the result was asked for."""
    if isinstance(policy, str):
        return policy_for(policy) if result.cycle is None else result.cycle.policy_as(policy)
    if policy is not None:
        return policy
    if result.cycle is None:
        raise UsageError('this result belongs to no board cycle: name the policy, as release(result, "board")')
    return result.cycle.policy


def alternatives(result: Result):
    """The result, then its coarser alternatives, each made only when the finer ones do not pass."""
    for _ in range(FINEST):
        yield result
        if result.coarser is None:
            return
        result = result.coarser()
    raise DisclosureError(f"{result.measure} has no end of coarser alternatives; nothing was released")


def _best(result: Result, policy: Policy, made, fit: str):
    """The first alternative in which every group it was asked for can be shown, else the one in which most can."""
    best = made(result, policy)
    for each in alternatives(result):
        this = best if each is result else made(each, policy)
        if getattr(this, fit) > getattr(best, fit):
            best = this
        if getattr(this, fit) == 1:
            break
    return best


def level_of(result: Result, policy: Policy) -> counts.Counted:
    """The alternative of a table of counts that is decided on, in a plan and alone alike."""
    return _best(result, policy, counts.counted, "fit")


def _counts(result: Result, policy: Policy) -> Made:
    if result.missing:
        return _nothing(counts.columns(result), result)
    taken = level_of(result, policy)
    best = counts.decide(taken, session.hidden_of(taken.planned, taken.result, policy), policy)
    table = counts.mask(best, policy)
    for step in best.result.after:
        table = _added(table, step(table.copy()), result)
    cells = [row and not gone and (row.count, row.base) or None for row, gone in zip(best.rows, counts.hidden(best.status), strict=True)]
    elsewhere = partial(session.shown_elsewhere, taken.result, policy)
    taken_as = replace(best.result, definition=people.said(best.result.definition, table, best.rows, policy, elsewhere))
    return Made(table, notes.level(result, best.result), notes.counts(best, result, policy), taken_as, tuple(cells))


def _added(table: pd.DataFrame, more: pd.DataFrame, result: Result) -> pd.DataFrame:
    """The released table with the columns a step added to it; it may change nothing that was there."""
    if len(more) != len(table) or not more.reindex(columns=table.columns).equals(table):
        raise DisclosureError(f"{result.measure} changes figures after their release; nothing was released")
    return more


def _curve(result: Result, policy: Policy) -> Made:
    if result.missing:
        return _nothing(curves.columns(result), result)
    best = curve_rows.suppress_differences(_best(result, policy, curves.decide, "shown"), policy)
    return Made(best.table, notes.level(result, best.result), notes.curve(best, result, policy), best.result)


def _statistic(result: Result, policy: Policy) -> Made:
    if result.missing:
        return _nothing(other_shapes.statistic_columns(result), result)
    table, withheld = other_shapes.statistics(result, policy)
    return Made(table, notes.AS_ASKED, notes.statistic(withheld, policy), result)


def _amounts(result: Result, policy: Policy) -> Made:
    result = amounts.of_the_whole(result, policy)
    if result.missing:
        return _nothing(amounts.columns(result), result)
    table, some = amounts.decide(result, policy)
    return Made(table, notes.AS_ASKED, notes.amounts(some, policy), result)


def _mean(result: Result, policy: Policy) -> Made:
    if result.missing:
        return _nothing(means.columns(result), result)
    best = _best(result, policy, means.meant, "fit")
    gone = means.decide(best, policy)
    return Made(means.mask(best, gone, policy), notes.level(result, best.result), notes.mean(best.result, result, gone.any(), policy), best.result)


def _register(result: Result, policy: Policy) -> Made:
    if result.missing:
        return _nothing([*result.counts.columns, "status"], result)
    table, removed = other_shapes.register_rows(result)
    return Made(table, notes.AS_ASKED, notes.register(removed), result)


def _bound(result: Result, policy: Policy) -> Made:
    if result.missing:
        return _nothing([*result.counts.columns, "status"], result)
    shown = {each.name: conclusions.see(each, policy, _part) for each in result.bound}
    concluded = conclusions.conclude(result, shown)
    table, removed = other_shapes.register_rows(concluded)
    return Made(table, notes.AS_ASKED, notes.bound(table, removed), concluded)


def _part(result: Result, policy: Policy) -> pd.DataFrame:
    """The released table of one result that a conclusion leans on."""
    if result.shape == "bound":
        raise DisclosureError(f"{result.measure} is itself a conclusion: nothing may be concluded from it")
    return _made_once(result, policy).table


def _made_once(result: Result, policy: Policy) -> Made:
    """What the gate makes of a result, once a run: pages that lean on each other's results release the same ones.

    Every process of a run decides by the one plan, so what was made of a result depends on the result and the policy alone. Under a
    policy that the plan is not of, each process decides beside what it released itself, and must know all of that.
    """

    def make() -> Made:
        return published.shown(result, policy, _SHAPES[result.shape])

    if plan.plan_of_run(policy) is None:
        return make()
    return looked_up(lambda: ["release", policy, *_written_down(result)], lambda: _kept(make()))


def _written_down(result: Result) -> list:
    """All that the gate makes something of, one after the other and without the calls in it."""
    parts: list = [_without_calls(level) for level in alternatives(result)]
    for each in result.bound:
        parts += [each.name, *_written_down(each.now)]
        for name, lately, before in each.changes:
            parts += [name, *_written_down(lately), *_written_down(before)]
    return parts


def _without_calls(result: Result) -> Result:
    return replace(result, coarser=None, cycle=None, bound=())


def _kept(made: Made) -> Made:
    """The same with a result that can be kept: what it is coarsened from or concluded from is used no more."""
    return made._replace(taken=_without_calls(made.taken))


def _nothing(names: list[str], result: Result) -> Made:
    table = pd.DataFrame({name: pd.Series(dtype=object) for name in dict.fromkeys(names)})
    return Made(table, notes.AS_ASKED, notes.missing(result), result)


_SHAPES = {"counts": _counts, "curve": _curve, "statistic": _statistic, "amounts": _amounts, "register": _register, "bound": _bound, "mean": _mean}
