"""The decisions the board is asked for, with what was reported of the items they belong to."""

from __future__ import annotations

from eianalysis.cycle import BoardCycle
from eianalysis.evidence.tracker import judged, register_result
from eianalysis.register.evidence import load_decisions
from eianalysis.results import Definition, Missing, Result
from eianalysis.sources.typed import TypedTable


def decisions_asked(register: TypedTable, cycle: BoardCycle) -> Result:
    """Return the decisions asked of the board that are open at this cycle, one row a decision, oldest first.

    From ``data/recommendations/decisions.csv``; a decision stays open until a cycle is written as ``answered_cycle``.

    Examples
    --------
    >>> ei.release(ei.decisions_asked(ei.load_register(cycle), cycle), cycle.policy)              # doctest: +SKIP
    """
    asked = load_decisions(cycle)
    items = judged(register, cycle.data_cut_off)[["item_id", "programme", "title_plain", "owner_role", "reported_status"]]
    table = asked.frame.rename(columns={"cycle_id": "asked_at"}).merge(items, on="item_id")
    columns = ["item_id", "decision", "asked_at", "asked_by_role", "source_ref", "title_plain", "programme", "owner_role",
               "reported_status"]
    result = register_result("decisions_asked", table[columns], register, Definition(
        title="Decisions asked of the board", numerator="", denominator="", noun="decisions",
        method="As written by those who ask; open until the board has answered.", serves=("EDHR-OP4.03",)))
    sources = tuple(dict.fromkeys((*register.sources, *asked.sources)))
    missing = Missing(asked.sources[0].file, ("item_id", "decision"), (), "nobody has written down a decision") if asked.absent else None
    return Result(result.measure, "register", result.definition, result.counts, keys=("item_id",), sources=sources,
                  missing=result.missing or missing)
