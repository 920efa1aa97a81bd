"""What all tables of a pack say together of the people they share: no count that is hidden may follow from the rest.

``report.populations`` says which figures are of the same people. Here each becomes a cell, its print a known value, and
what a reader can add up a relation: groups make their total, five groups make two, a yes/no split makes the whole, who
declared and who did not make everybody, one population holds another, the mean of the year's ends is the average. Then
the ends of each hidden count, of what is left over in a containing population, and of those who did not declare are found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from eianalysis.disclosure.ranges import ranges
from eianalysis.disclosure.relations import LEVEL
from eianalysis.errors import EIAnalysisError
from eianalysis.measures.flow import OF_EVERYBODY
from eianalysis.policy import Policy
from eianalysis.report.populations import HOLDS, MEANS, NET, SAME, SPLITS, Figure
from eianalysis.report.printed import Printed, Table, told_together
from eianalysis.results import ALL
from eianalysis.vocabulary import SMALL_TOGETHER, UNDECLARED, UNDECLARED_TOGETHER, roll_up

DECLARED, NOT_DECLARED = "who declared", "who did not declare"
LEFT_OVER = "whom no table shows"


@dataclass
class _Print:
    """Everything printed of the populations: known and hidden cells, sums that are 0, and which tables said so."""

    known: dict = field(default_factory=dict)
    hidden: set = field(default_factory=set)
    relations: list = field(default_factory=list)
    said: dict = field(default_factory=dict)  # cell -> {(table, row as ``withhold`` names it)}
    level: dict = field(default_factory=dict)  # cell -> characteristic as in the table

    def say(self, cell, value: float | None, row: Printed, characteristic: str) -> None:
        self.said.setdefault(cell, set()).add((row.table, row.label))
        self.level[cell] = characteristic
        if value is None:
            self.hidden.add(cell)
        elif abs(self.known.setdefault(cell, value) - value) > 1e-6:
            first = sorted({name for name, _ in self.said[cell]})
            raise EIAnalysisError(f"{' and '.join(first)} give different figures for the same {cell[0]} "
                                  f"({', '.join(map(str, cell[2:]))}): report/populations.py says they are the same")


def require_nothing_follows(tables: Iterable[Table], policy: Policy) -> None:
    """Stop the pack where a count of few people follows from several tables; ``DisclosureError`` gives no counts."""
    if policy.round_to > 1:  # sums of rounded counts are not counts
        return
    print_ = _Print()
    for _, rows, definition in tables:
        _read(print_, rows, definition.get("noun", ""))
    _relate(print_)
    finds = _follows(print_, policy)
    if finds:
        raise told_together("a reader of several tables could work out a few people by adding them up:",
                            (what for what, _ in finds), (row for _, remedy in finds for row in remedy), policy)


def _read(print_: _Print, rows: list[Printed], noun: str) -> None:
    for population, figures in SAME.items():
        for figure in figures:
            parts: dict[tuple, list[Printed]] = {}
            for row in rows:
                if figure.is_in(row, noun):
                    parts.setdefault((row.time, row.characteristic, *row.keys.values()), []).append(row)
            for part in parts.values():
                _read_part(print_, part, population, figure)


def _read_part(print_: _Print, part: list[Printed], population: str, figure: Figure) -> None:
    shown, time = part[0].characteristic, part[0].time
    time = ("", "", time[2]) if figure.at_end else time
    level, split = LEVEL.sub("", shown), SPLITS.get(shown, (None, {}))
    cells = {}
    for row in part:
        group = row.group
        if figure.total_only and group != ALL:
            continue
        own = {SMALL_TOGETHER: f"{group} in {row.table}", UNDECLARED_TOGETHER: NOT_DECLARED}.get(group, group)
        of = (split[0], split[1][group]) if group in split[1] else (level, own)
        declared = figure.declared and level not in OF_EVERYBODY
        cell = (population, time, *((level, DECLARED) if declared else ("", ALL))) if group == ALL else (population, time, *of)
        print_.say(cell, row.figure(figure.column), row, shown)
        cells[cell] = group
        if figure.partial and group not in (ALL, *UNDECLARED) and not row.hidden:  # its base is a total too
            everybody = figure.declared and not declared
            print_.say((population, time, *(("", ALL) if everybody else (level, DECLARED))), row.figure("denominator"), row, shown)
    total = next((cell for cell, group in cells.items() if group == ALL), None)
    # a split by what only some rows have (a yes/no of another kind) is left alone: its groups need not make the total
    if total is not None and len(cells) > 1 and not figure.partial:
        print_.relations.append({total: 1.0, **{cell: -1.0 for cell in cells if cell != total}})


def _relate(print_: _Print) -> None:
    cells = set(print_.known) | print_.hidden
    for mean, start, end in MEANS:
        for cell in [cell for cell in list(cells) if cell[0] == mean and cell[1][0] == "12m"]:
            both = {(start, *cell[1:]): -1.0, (end, ("", "", cell[1][2]), *cell[2:]): -1.0}
            print_.relations.append({cell: 2.0, **both})
            cells |= both.keys()
    groups: dict[tuple, set[str]] = {}
    for population, time, level, group in cells:
        groups.setdefault((population, time, level), set()).add(group)
    for (population, time, level), names in groups.items():
        if "ethnicity" in level and "Ethnic minorities" in names:
            parts = [group for group in names if group != "Ethnic minorities" and _minority(group)]
            if len(parts) == 4:
                print_.relations.append({(population, time, level, "Ethnic minorities"): 1.0,
                                         **{(population, time, level, part): -1.0 for part in parts}})
        undeclared = [group for group in UNDECLARED if group in names]
        if undeclared and level:
            few = (population, time, level, NOT_DECLARED)
            print_.relations.append({few: 1.0, **{(population, time, level, group): -1.0 for group in undeclared}})
            print_.relations.append({(population, time, "", ALL): 1.0, few: -1.0, (population, time, level, DECLARED): -1.0})
            print_.level.setdefault(few, level)
            print_.hidden.add(few)
            declared = [group for group in names - {*UNDECLARED, ALL, DECLARED, NOT_DECLARED, "Ethnic minorities"}
                        if not group.startswith(SMALL_TOGETHER)]
            declared = ["Ethnic minorities", "White"] if {"Ethnic minorities", "White"} <= names else declared
            if {"Male", "White"} & set(declared):  # the reference is there, so all are
                print_.relations.append({(population, time, level, DECLARED): 1.0,
                                         **{(population, time, level, group): -1.0 for group in declared}})
    for outer, inner in HOLDS:
        for cell in [cell for cell in list(cells) if cell[0] == inner and (outer, *cell[1:]) in cells]:
            rest = (_rest(outer, inner), *cell[1:])
            print_.relations.append({(outer, *cell[1:]): 1.0, cell: -1.0, rest: -1.0})
            print_.level[rest] = print_.level[cell]
            print_.said[rest] = print_.said[cell] | print_.said[(outer, *cell[1:])]
            print_.hidden.add(rest)
        _left_over(print_, outer, inner)


def _rest(outer: str, inner: str) -> str:
    return f"{outer}, not {inner}"


def _left_over(print_: _Print, outer: str, inner: str) -> None:
    """In the containing population and not in the contained: everybody of the groups hidden in either, together."""
    rests: dict[tuple, list] = {}
    for cell in print_.hidden:
        if cell[0] == _rest(outer, inner) and cell[2] and cell[3] not in (DECLARED, NOT_DECLARED, "Ethnic minorities"):
            if not {(outer, *cell[1:]), (inner, *cell[1:])} <= print_.known.keys():
                rests.setdefault(cell[1:3], []).append(cell)
    for place, cells in rests.items():
        if len(cells) > 1:
            together = (_rest(outer, inner), *place, LEFT_OVER)
            print_.relations.append({together: 1.0, **{cell: -1.0 for cell in cells}})
            print_.level[together] = print_.level[cells[0]]
            print_.hidden.add(together)


def _minority(group: str) -> bool:
    try:
        return roll_up(group, "ethnicity_5", "ethnicity_2") == "Ethnic minorities"
    except ValueError:
        return False


def _follows(print_: _Print, policy: Policy) -> list[tuple[str, tuple[str, ...]]]:
    asked = {cell: {cell: 1.0} for cell in sorted(print_.hidden - set(print_.known))} | _nets(print_)
    finds = []
    for cell, ends in zip(asked, ranges(print_.known, print_.relations, list(asked.values())), strict=True):
        if ends is None:
            raise EIAnalysisError(f"the tables contradict each other about {cell[0]} ({', '.join(map(str, cell[2:]))})")
        if _few(ends, cell, print_, policy):
            remedy = _remedy(cell, asked[cell], print_, policy)
            finds.append((f"{cell[0]}: {', '.join(str(each) for each in (cell[1][0], *cell[2:]) if each)}", remedy))
    return finds


def _nets(print_: _Print) -> dict[tuple, dict[tuple, float]]:
    """What each ``NET`` is made of, wherever all its populations are told of."""
    cells, found = print_.known.keys() | print_.hidden, {}
    for name, parts in NET.items():
        for place in {cell[1:] for cell in cells if cell[0] in parts}:
            if cells >= (made := {(population, *place): sign for population, sign in parts.items()}).keys():
                found[(name, *place)] = made
                print_.level[(name, *place)] = print_.level[next(iter(made))]
    return found


def _few(ends: tuple[float, float], cell: tuple, print_: _Print, policy: Policy) -> bool:
    """Whether it is certain that somebody is there (on one side of a ``NET`` or the other), and that they are few."""
    low, high = ends if ends[0] > 0 else (-ends[1], -ends[0])
    return 1 <= low and high < policy.threshold_for(print_.level.get(cell, cell[2]))


def _remedy(cell: tuple, made: dict[tuple, float], print_: _Print, policy: Policy) -> tuple[str, ...]:
    """The rows of one cell that, hidden, leave this one in doubt: of the cells that do, the one in fewest tables."""
    near = _near(made, print_)
    best: tuple[str, ...] = ()
    for other in sorted(near, key=lambda each: (len(print_.said.get(each, ())), str(each))):
        less = {each: value for each, value in print_.known.items() if each != other}
        ends = ranges(less, print_.relations, [made])[0]
        if ends is not None and not _few(ends, cell, print_, policy):
            best = tuple(sorted(row for _, row in print_.said[other]))
            break
    return best


def _near(made: Iterable[tuple], print_: _Print) -> Iterable[tuple]:
    """Printed groups (totals are told too often to be worth hiding) that hang together with some cells."""
    reached: set[tuple] = set()
    edge, found = set(made), []
    while edge:
        reached |= edge
        found += [cell for cell in edge if cell in print_.known and cell[3] not in (ALL, DECLARED)]
        unknown = edge - print_.known.keys()
        edge = {each for row in print_.relations if unknown & row.keys() for each in row} - reached
    return found
