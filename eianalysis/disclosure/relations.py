"""Which rows of a table add up to which: everything a reader with a pencil knows before looking at one number.

A relation is kept only where the true counts obey it. Where a total is more than the groups shown under it, what is left
over is a row as well, one that nobody printed and everybody can subtract.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations, product

import numpy as np
import pandas as pd

from eianalysis.disclosure import windows
from eianalysis.disclosure.audit import Cell
from eianalysis.disclosure.primary import COMPLEMENT, DENOMINATOR, NUMERATOR, threshold_of, unsafe
from eianalysis.errors import UsageError
from eianalysis.policy import Policy
from eianalysis.results import ALL, Result
from eianalysis.vocabulary import ROLL_UP, UNDECLARED, crossed_parts, group_parts, roll_up

NEAR = 1e-6
LEVEL = re.compile(r"_\d+$")  # ethnicity_2 and ethnicity_5 have groups of one name, and of the same people


@dataclass(frozen=True)
class Row:
    """One row of the table, or one that can be worked out of several (``printed`` False)."""

    name: int
    numerator: float
    denominator: float | None  # None: no base can be worked out
    threshold: int
    printed: bool = True
    margin: bool = False  # the total over all groups
    held: bool = False  # no row of this table: if it may be printed, some other table prints it
    undeclared: bool = False
    label: tuple = ()


@dataclass
class Tied:
    """The rows and how they hang together; made by ``tie``."""

    rows: list[Row]
    proportion: bool
    policy: Policy
    shared_base: bool = False
    totals_known: bool = False
    withheld: frozenset[int] = frozenset()  # rows another table would give away: hidden, and not to be worked out here
    alike: bool = False  # every hidden row gets the same mark, which then says nothing
    relations: list[dict] = field(default_factory=list)

    def unsafe(self, row: Row) -> set[str]:
        found = unsafe(row.numerator, row.denominator, proportion=self.proportion, threshold=row.threshold,
                       policy=self.policy)
        return found - {COMPLEMENT} if self.is_whole(row) else found

    def is_whole(self, row: Row) -> bool:
        """Whether the row is a total of shares: all of itself, whoever they are, which says nothing of anybody."""
        return self.shared_base and row.margin and row.numerator == row.denominator

    def cells(self, hidden: set[int]) -> tuple[dict, list[dict]]:
        """The cells and relations for the audit when these rows are hidden."""
        cells, within = {}, []
        whole = all(row.denominator is None or float(row.denominator).is_integer() for row in self.rows)
        for row in self.rows:
            known, wary = row.printed and row.name not in hidden, self.unsafe(row)

            def cell(column, value, whole=whole, row=row, known=known, wary=wary):
                guarded = column in wary or row.name in self.withheld
                keep = row.threshold if guarded and not known else 0
                cells[row.name, column] = Cell(float(value), known, keep, whole)

            cell(NUMERATOR, row.numerator, whole=float(row.numerator).is_integer())
            if row.denominator is None:
                continue
            cell(DENOMINATOR, row.denominator)
            if self.proportion and row.denominator >= row.numerator:
                cell(COMPLEMENT, row.denominator - row.numerator)
                within.append({(row.name, DENOMINATOR): 1, (row.name, NUMERATOR): -1, (row.name, COMPLEMENT): -1})
        relations = [*self.relations, *within]
        for name in _none_said(cells, [*relations, *_complements(self.relations, cells)],
                                {row.name for row in self.rows if row.margin}):
            cells[name] = replace(cells[name], keep=0)
        return cells, relations

    def only_margins(self) -> "Tied":
        """The totals alone: other tables of the same pack print them too."""
        kept = {row.name for row in self.rows if row.margin}
        relations = [each for each in self.relations if all(name in kept for name, _ in each)]
        return replace(self, rows=[row for row in self.rows if row.name in kept], relations=relations)

    # --- building -----------------------------------------------------------------------------------------------------

    def derive(self, numerator: float, denominator: float | None, like: Row, *, margin: bool) -> Row:
        """A row nobody printed, that follows from others."""
        if denominator is not None and self.proportion and denominator < numerator - NEAR:
            denominator = None
        row = Row(len(self.rows), _tidy(numerator), None if denominator is None else _tidy(denominator), like.threshold,
                  printed=False, margin=margin, label=like.label)
        self.rows.append(row)
        return row

    def add_up(self, total: Row, parts: Sequence[Row]) -> None:
        """``total`` is the sum of ``parts``, and of a remainder if something is left over."""
        if not parts:
            return
        over = total.numerator - sum(part.numerator for part in parts)
        base = -1.0 if self.shared_base else total.denominator - sum(part.denominator for part in parts)
        columns = [column for column, left in ((NUMERATOR, over), (DENOMINATOR, base)) if left >= -NEAR]
        rest = None
        if any(left > NEAR for left in (over, base)) and NUMERATOR in columns:
            rest = self.derive(over, base if DENOMINATOR in columns else None, total,
                               margin=all(part.margin for part in parts))
        for column in columns:
            relation = {(total.name, column): 1.0, **{(part.name, column): -1.0 for part in parts}}
            if rest is not None and (column == NUMERATOR or rest.denominator is not None):
                relation[rest.name, column] = -1.0
            elif (over if column == NUMERATOR else base) > NEAR:
                continue  # something is left over that no row stands for
            self.relations.append(relation)
        if DENOMINATOR not in columns:  # shares of one whole: every row has the same base
            some = any(part.undeclared for part in parts)  # then the declared have a base of their own
            for part in parts:
                if part.undeclared or not some:
                    self.equal(total, part, (DENOMINATOR,))

    def equal(self, one: Row, other: Row, columns: Sequence[str] = (NUMERATOR, DENOMINATOR)) -> None:
        """Two rows count the same, wherever the true counts say so."""
        for column in columns:
            if abs(getattr(one, column) - getattr(other, column)) < NEAR:
                self.relations.append({(one.name, column): 1.0, (other.name, column): -1.0})

    def contains(self, outer: Row, inner: Row, *, base: bool) -> None:
        """``inner`` is part of ``outer``; what is left is a row (of the numerator alone where bases do not nest)."""
        over = outer.numerator - inner.numerator
        if over < -NEAR:
            return
        rest = self.derive(over, outer.denominator - inner.denominator if base else None, outer,
                           margin=outer.margin and inner.margin)
        for column in (NUMERATOR, DENOMINATOR) if rest.denominator is not None else (NUMERATOR,):
            self.relations.append({(outer.name, column): 1.0, (inner.name, column): -1.0, (rest.name, column): -1.0})


def _complements(relations: list[dict], cells: dict) -> list[dict]:
    """The same sums for those in the base but not in the numerator, where both of the others hold."""
    both = {}
    for relation in relations:
        columns = {column for _, column in relation}
        if len(columns) == 1:  # a stage's base that is another's passes is no sum of complements
            both.setdefault(tuple((name, sign) for (name, _), sign in relation.items()), set()).update(columns)
    return [{(name, COMPLEMENT): sign for name, sign in rows} for rows, columns in both.items()
            if {NUMERATOR, DENOMINATOR} <= columns and all((name, COMPLEMENT) in cells for name, _ in rows)]


def _none_said(cells: dict, relations: list[dict], totals: set) -> set:
    """Hidden cells that a shown 0 already says are 0: "nobody at all" cannot be taken back group by group."""
    none = {name for name, cell in cells.items() if cell.known and cell.value == 0 and name[0] in totals}
    before = -1
    while len(none) > before:
        before = len(none)
        for relation in relations:
            for sign in (1, -1):
                if all(name in none for name, by in relation.items() if by * sign > 0):
                    none |= {name for name, by in relation.items() if by * sign < 0}
    return {name for name in none if not cells[name].known}


def _tidy(value: float) -> float:
    return max(0.0, float(np.round(value, 9)))


def tie(table: pd.DataFrame, result: Result, policy: Policy) -> Tied:
    """Every relation between the rows of one result: totals, roll-ups, equal totals, windows, keys, stages."""
    keys = [key for key in result.keys if key != "window"]
    tied = Tied([_row(place, row, keys, policy) for place, row in enumerate(table.to_dict("records"))],
                proportion=result.kind == "proportion", policy=policy, shared_base=result.shared_base,
                totals_known=result.totals_known)
    place = ["window", "period_start", "period_end", *keys]
    frame = table[[*place, "characteristic", "group"]].astype(object)
    frame = frame.where(frame.notna(), None)
    frame.insert(0, "row", [row.name for row in tied.rows])
    _groups_make_the_total(tied, frame, place)
    _finer_make_coarser(tied, frame, place)
    _crossed_make_single(tied, frame, place)
    _same_total(tied, frame, place)
    _keys_make_the_whole(tied, frame, place, keys)
    _stages_follow(tied, frame, place, keys, result.chain)
    windows.tie_windows(tied, frame, keys)
    windows.tie_nested(tied, frame, [*place, "characteristic", "group"], result.nested)
    labels = zip(frame["row"], table["measure"], *(frame[name] for name in ("window", *keys, "characteristic", "group")),
                 strict=True)
    tied.withheld = frozenset(name for name, *label in labels if row_label(*label) in policy.withhold)
    return tied


def row_label(*parts: object) -> str:
    """How a board cycle names a row it withholds: measure, window, keys, characteristic without its level, group.

    The total is the same people whatever the characteristic, so all of them are withheld together.
    """
    *place, characteristic, group = map(str, parts)
    return "/".join([*place, ALL if group == ALL else LEVEL.sub("", characteristic), group])


def _row(place: int, row: dict, keys: list[str], policy: Policy) -> Row:
    return Row(place, float(row["numerator"]), float(row["denominator"]),
               threshold_of(policy, row["characteristic"], keys), margin=row["group"] == ALL,
               undeclared=row["group"] in UNDECLARED,
               label=tuple(str(row[name]) for name in ("window", *keys, "characteristic", "group")))


def _by(frame: pd.DataFrame, columns: list[str]):
    return frame.groupby(columns, sort=False, dropna=False)


def _pick(tied: Tied, rows: pd.DataFrame) -> list[Row]:
    return [tied.rows[name] for name in rows["row"]]


def _groups_make_the_total(tied: Tied, frame: pd.DataFrame, place: list[str]) -> None:
    for _, rows in _by(frame, [*place, "characteristic"]):
        total, parts = _pick(tied, rows[rows["group"] == ALL]), _pick(tied, rows[rows["group"] != ALL])
        if tied.shared_base:
            _declared_make_the_base(tied, total, parts)
        if total:
            tied.add_up(total[0], parts)
        elif len(parts) > 1:  # no total here, but some other table of the pack has one
            _outside_total(tied, parts)


def _declared_make_the_base(tied: Tied, total: list[Row], parts: list[Row]) -> None:
    """Shares of those who declared: all have one base, which is everybody but the undeclared, or the sum of the groups."""
    declared, undeclared = ([part for part in parts if part.undeclared is is_so] for is_so in (False, True))
    for part in declared[1:]:
        tied.equal(declared[0], part, (DENOMINATOR,))
    for row in total:
        if tied.is_whole(row):
            tied.relations.append({(row.name, NUMERATOR): 1.0, (row.name, DENOMINATOR): -1.0})
    if not declared:
        return
    base = declared[0].denominator
    others = {(row.name, NUMERATOR): 1.0 for row in undeclared}
    if total and abs(base + sum(row.numerator for row in undeclared) - total[0].numerator) < NEAR:
        tied.relations.append({(declared[0].name, DENOMINATOR): 1.0, **others, (total[0].name, NUMERATOR): -1.0})
    elif abs(base - sum(row.numerator for row in declared)) < NEAR:
        tied.relations.append({(declared[0].name, DENOMINATOR): 1.0, **{(row.name, NUMERATOR): -1.0 for row in declared}})


def _outside_total(tied: Tied, parts: list[Row]) -> None:
    base = sum(part.denominator for part in parts)
    if tied.shared_base:
        base = parts[0].denominator
        if abs(sum(part.numerator for part in parts) - base) > NEAR:
            return  # these overlap or leave some out, so there is no such total
    total = Row(len(tied.rows), sum(part.numerator for part in parts), base, max(part.threshold for part in parts),
                held=True, margin=True, label=parts[0].label)
    if total.numerator <= total.denominator and not tied.unsafe(total):
        tied.rows.append(total)
        tied.add_up(total, parts)


def _finer_make_coarser(tied: Tied, frame: pd.DataFrame, place: list[str]) -> None:
    present = set(frame["characteristic"])
    for finer in present & set(ROLL_UP):
        coarser = ROLL_UP[finer]
        while coarser not in present and coarser in ROLL_UP:
            coarser = ROLL_UP[coarser]
        if coarser not in present:
            continue
        for _, rows in _by(frame, place):
            below = rows[(rows["characteristic"] == finer) & (rows["group"] != ALL)]
            above = [_rolled(group, finer, coarser) for group in below["group"]]
            for total in _pick(tied, rows[(rows["characteristic"] == coarser) & (rows["group"] != ALL)]):
                tied.add_up(total, _pick(tied, below[[group == total.label[-1] for group in above]]))


def _crossed_make_single(tied: Tied, frame: pd.DataFrame, place: list[str]) -> None:
    """Groups of two characteristics at once add up to the groups of either, with those who declared only one left over."""
    present = set(frame["characteristic"])
    for crossed in present:
        for side, single in enumerate(crossed_parts(crossed) or ()):
            if single not in present:
                continue
            for _, rows in _by(frame, place):
                inner = rows[rows["characteristic"] == crossed]
                parts = [(group_parts(group) or (None, None))[side] for group in inner["group"]]
                for total in _pick(tied, rows[(rows["characteristic"] == single) & (rows["group"] != ALL)]):
                    tied.add_up(total, _pick(tied, inner[[part == total.label[-1] for part in parts]]))


def _rolled(group: str, finer: str, coarser: str) -> str | None:
    try:
        return roll_up(group, finer, coarser)
    except UsageError:  # a source's own list, shown as found: it rolls up to nothing we know
        return None


def _same_total(tied: Tied, frame: pd.DataFrame, place: list[str]) -> None:
    for _, rows in _by(frame[frame["group"] == ALL], place):
        first, *others = _pick(tied, rows)
        for other in others:
            tied.equal(first, other)


def _keys_make_the_whole(tied: Tied, frame: pd.DataFrame, place: list[str], keys: list[str]) -> None:
    for key in keys:
        others = [column for column in [*place, "characteristic", "group"] if column != key]
        if (frame[key] == ALL).any():
            for _, rows in _by(frame, others):
                total = _pick(tied, rows[rows[key] == ALL])
                if total:
                    tied.add_up(total[0], _pick(tied, rows[rows[key] != ALL]))


def _stages_follow(tied: Tied, frame: pd.DataFrame, place: list[str], keys: list[str], chain: tuple) -> None:
    """Stages that count the same people: the base of one is the passes, or the base, of another.

    A measure says so in ``chain``. Where it does not, two columns of figures that agree in every group are taken to be
    the same people: a reader would.
    """
    for key in keys:
        others = [column for column in [*place, "characteristic", "group"] if column != key]
        at = {value: dict(zip(rows[others].itertuples(index=False, name=None), _pick(tied, rows), strict=True))
              for value, rows in _by(frame[frame[key] != ALL], [key])}
        said = chain[1] if chain and chain[0] == key else ()
        follow = set(zip(said, said[1:], strict=False))
        for (one, rows), (other, further) in permutations(at.items(), 2):
            pairs = [(row, further[label]) for label, row in rows.items() if label in further]
            one, other = (value[0] if isinstance(value, tuple) else value for value in (one, other))
            for first, second in product((NUMERATOR, DENOMINATOR), repeat=2):
                said_so = (one, other) in follow and (first, second) == (NUMERATOR, DENOMINATOR)
                if said_so or _agree(pairs, first, second):
                    for row, match in pairs:
                        if abs(getattr(row, first) - getattr(match, second)) < NEAR:
                            tied.relations.append({(row.name, first): 1.0, (match.name, second): -1.0})


def _agree(pairs: list[tuple[Row, Row]], first: str, second: str) -> bool:
    values = {getattr(row, first) for row, _ in pairs}
    alike = all(abs(getattr(row, first) - getattr(match, second)) < NEAR for row, match in pairs)
    return alike and len(values - {0.0}) > 1
