"""How mature the work on each standard is: the level assessed beside the level aimed at, with its evidence and who assessed it.

A standard is an item of the register of kind ``maturity``, or any item with a level; an assessment is an update of it. Levels are words
of the plan's own. They are in order only where lists.csv declares them, the lowest first: nothing is read into the words themselves.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.evidence.judging import register_result
from eianalysis.register.files import PLACES, read_one
from eianalysis.register.register_table import load_updates
from eianalysis.results import Definition, Missing, Result
from eianalysis.schema.register import MATURITY
from eianalysis.sources.typed import TypedTable
from eianalysis.wording.numbers import count

COLUMNS = ("item_id", "programme", "title_plain", "level", "target_level", "standing", "evidence_link", "assessor", "reported_cycle", "owner_role")
NOT_ASSESSED, NO_TARGET, REACHED, NO_ORDER = ("not assessed", "no level is aimed at", "reached", "another level; lists.csv does not declare their order")


def maturity(register: TypedTable, cycle: BoardCycle) -> Result:
    """Return the standards of maturity of the register, each with the level last assessed and the level aimed at.

    Parameters
    ----------
    register : TypedTable
        From ``load_register(cycle)``: assessments after its board are not looked at, and a report that says no level takes none away.
    cycle : BoardCycle
        Its ``lists.csv`` declares the levels (list ``level``), the lowest first.

    Returns
    -------
    Result of shape ``register``
        One row a live standard, in the order of the register: ``title_plain`` (the standard), ``level``, ``target_level``,
        ``standing`` (reached, N levels below, not assessed, no level is aimed at; or that another level was reached, where the order of
        levels is not declared), ``evidence_link``, ``assessor`` (the role that gave it), ``reported_cycle``, ``owner_role``. Not available
        where the register has no standard.

    Examples
    --------
    >>> ei.release(ei.maturity(ei.load_register(cycle), cycle), cycle.policy)                     # doctest: +SKIP
    <Release maturity: register, 12 rows, profile board>
    """
    items = register.frame if register.absent else _assessed(register.frame, cycle)
    if not register.absent:
        live = items["live"].astype(bool)
        items = items[live & (items["kind"].eq(MATURITY) | items["level"].ne("") | items["target_level"].ne(""))]
    order = _levels(cycle)
    said = [_standing(level, target, order) for level, target in zip(items["level"], items["target_level"], strict=True)]
    table = (
        items.assign(standing=pd.array(said, dtype="str"), assessor=items["updated_by_role"], owner_role=items["owner_role"].str.replace(";", "; "))
        if len(items)
        else items
    )
    result = register_result(
        "maturity",
        table.reindex(columns=list(COLUMNS)).reset_index(drop=True),
        register,
        Definition(
            title="How mature the work on each standard is",
            numerator="",
            denominator="",
            noun="standards",
            method="As assessed in updates.csv; levels are in the order in which lists.csv declares them.",
        ),
    )
    if result.missing or len(items):
        return result
    return replace(result, missing=Missing(PLACES["register"][1], ("kind", "target_level"), reason="the register has no standard of maturity"))


def _assessed(items: pd.DataFrame, cycle: BoardCycle) -> pd.DataFrame:
    """The items with what their last assessment said; a report since that says no level takes none away."""
    updates = load_updates(cycle).frame
    last = updates[updates["level"].fillna("").ne("")].drop_duplicates("item_id", keep="last").set_index("item_id")
    told = {"level": "level", "evidence_link": "evidence_link", "updated_by_role": "updated_by_role", "cycle_id": "reported_cycle"}
    later = items["item_id"].isin(last.index) & items["level"].eq("")
    return items.assign(
        **{name: pd.array(items[name].mask(later, items["item_id"].map(last[column].fillna(""))), dtype="str") for column, name in told.items()}
    )


def _levels(cycle: BoardCycle) -> dict[str, int]:
    """The place of each declared level; none where the file declares no levels, or is not there."""
    table, place = PLACES["lists"]
    if not (cycle.data_dir / place).is_file():
        return {}
    lists, _ = read_one(cycle.data_dir / place, table, place)
    return {word: at for at, word in enumerate(lists.loc[lists["list"] == "level", "word"])}


def _standing(level: str, target: str, order: dict[str, int]) -> str:
    if not level:
        return NOT_ASSESSED
    if not target:
        return NO_TARGET
    if level == target:
        return REACHED
    if level not in order or target not in order:
        return NO_ORDER
    short = order[target] - order[level]
    return REACHED if short < 0 else f"{count(short)} level{'' if short == 1 else 's'} below"
