"""Which further rows to hide so that the hidden ones stay hidden: chosen greedily, proved by the auditor.

Two plans are made and the one that hides fewer of the groups people ask about is taken. The first keeps the totals and
hides more groups; the second withholds the totals, in every table of the result at once, since withholding one alone
would protect nobody; where other tables add up to the same totals (``totals_known``) it is not tried. Where the same measure is released twice the runner checks that no total hidden in one is shown in
the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from eianalysis.disclosure import memory
from eianalysis.disclosure.audit import breaches
from eianalysis.disclosure.marks import claims
from eianalysis.disclosure.relations import Row, Tied
from eianalysis.errors import DisclosureError

WHATEVER = ("small counts could be worked out from the totals whatever is hidden; nothing was released. "
            "Ask for fewer groups or a longer period.")


def hide(tied: Tied) -> tuple[set[int], set[int]]:
    """``(primary, all)``: the names of rows marked as hidden for their own counts, and of all rows hidden.

    Where the difference between the two marks would itself give a count away, whatever is hidden, every hidden row gets
    the first mark: a reader then cannot tell which was small.
    """
    printed = {row.name for row in tied.rows if row.printed and not row.held}
    primary = {row.name for row in tied.rows if row.name in printed and tied.unsafe(row)}
    known = memory.recall(tied)
    if known and _proved(tied, *known, primary, printed):
        return known[1:]
    for tied.alike in (False, True):
        plans = _plans(tied, primary, printed)
        if plans:
            asked = {row.name: row.denominator or 0.0 for row in tied.rows if not row.margin and not row.undeclared}
            best = min(plans, key=lambda hidden: (sum(asked.get(name, 0.0) for name in hidden - primary), len(hidden)))
            marked = best if tied.alike else primary
            memory.remember(tied, tied.alike, marked, best)
            return marked, best
    raise DisclosureError(WHATEVER)


def _proved(tied: Tied, alike: bool, marked: set[int], everything: set[int], primary: set[int], printed: set[int]) -> bool:
    """Whether a remembered plan hides every small row and nothing else can be worked out: as strict as on a new one."""
    tied.alike = alike
    sound = primary <= everything and marked == (everything if alike else primary) and (
        everything <= printed | {row.name for row in tied.rows})
    return sound and not _found(tied, everything, primary, {})


def _plans(tied: Tied, primary: set[int], printed: set[int]) -> list[set[int]]:
    """What each plan would hide, of those that pass the audit; hiding every row is the last."""
    found, memo = [], {}
    for plan in (_keeping_totals,) if tied.totals_known else (_keeping_totals, _withholding_totals):
        try:
            found.append(plan(tied, primary, printed, memo))
        except DisclosureError:
            continue
        if found[-1] == primary | (tied.withheld & printed):
            break
    if not found:
        everything = printed | _settled(tied, primary, printed, memo)
        if not _found(tied, everything, primary, memo):
            found.append(everything)
    return found


def _keeping_totals(tied: Tied, primary: set[int], printed: set[int], memo: dict) -> set[int]:
    """Totals are settled first and by themselves; then groups are hidden, a total only when nothing else helps."""
    margins = {row.name for row in tied.rows if row.margin}
    settled = _settled(tied, primary, printed, memo)
    return _protect(tied, primary | settled | (tied.withheld & printed), printed - margins, primary, memo, last=margins)


def _withholding_totals(tied: Tied, primary: set[int], printed: set[int], memo: dict) -> set[int]:
    """Every total is withheld; then each is shown again where the audit still passes."""
    margins = {row.name for row in tied.rows if row.margin} & printed
    elsewhere = _settled(tied, primary, printed, memo) - printed  # a total that is no row here is not ours to withhold
    always = primary | (tied.withheld & printed)
    return _protect(tied, always | elsewhere, printed - margins, primary, memo, added=sorted(margins - always), far=True)


def _settled(tied: Tied, primary: set[int], printed: set[int], memo: dict) -> set[int]:
    """The totals that must be hidden because of each other, whatever becomes of the groups."""
    totals = tied.only_margins()
    free = {row.name for row in totals.rows if row.printed}
    return _protect(totals, (primary | tied.withheld) & free, free, primary, memo)


def _protect(tied: Tied, hidden: set[int], free: set[int], primary: set[int], memo: dict,
             last: set[int] = frozenset(), added: Sequence[int] = (), far: bool = False) -> set[int]:
    """The rows to hide, ``hidden`` among them; only ``free`` rows are added, and ``last`` ones when nothing else helps.

    ``added`` rows are hidden from the start, and shown again in the end where they can be. With ``far`` the cheapest row
    of all that hang together is hidden, else the cheapest of the nearest.
    """
    start, hidden = set(hidden), set(hidden) | set(added)
    added = list(added)
    while found := _found(tied, hidden, primary, memo):
        step, around = set(), tied.cells(hidden)
        for cell in found:
            chosen = _neighbours(tied, cell, around, free, far) or _neighbours(tied, cell, around, set(last), far)
            if chosen and not step & set(chosen):
                step.add(chosen[0])
        if not step:
            raise DisclosureError(WHATEVER)
        hidden |= step
        added += sorted(step)
    # What was hidden early may have become unnecessary: show the largest again where the audit still passes.
    rows = {row.name: row for row in tied.rows}
    for name in sorted(added, key=lambda name: _size(rows[name]), reverse=True):
        if len(added) > 1 and not _found(tied, hidden - {name}, primary, memo):
            hidden.remove(name)
    return start | hidden


def _found(tied: Tied, hidden: set[int], primary: set[int], memo: dict) -> list:
    return breaches(*tied.cells(hidden), claims(tied, hidden, primary), memo=memo)


def _size(row: Row) -> tuple:
    """What hiding a row costs: least for those who declared nothing, then for small groups."""
    return (not row.undeclared, row.denominator or 0.0, row.numerator, row.label)


def _neighbours(tied: Tied, cell, around: tuple[dict, list], free: set[int], far: bool) -> list[int]:
    """Shown rows that give this cell away, the one to hide first: the nearest (unless ``far``), not empty, cheapest."""
    cells, relations = around
    rows = {row.name: row for row in tied.rows}
    reached, edge, near, empty = {cell}, {cell}, [], []
    while edge:
        further = set()
        for relation in relations:
            if not edge & relation.keys():
                continue
            for other in relation:
                if cells[other].known and other[0] in free:
                    (near if cells[other].value > 0 else empty).append(other[0])
                elif not cells[other].known and other not in reached:
                    further.add(other)
        if near and not far:
            return sorted(set(near), key=lambda name: _size(rows[name]))
        reached |= further
        edge = further
    return sorted(set(near or empty), key=lambda name: _size(rows[name]))
