"""Which comparisons a board is told first, and why each other clear one is not: the written rule of docs/front.md.

Everything is read from released tables and from what their measures declare, so nothing here knows a hidden number. Each
clause is a function of its own, tried in the order of ``CLAUSES``; the first that speaks against a comparison says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from eianalysis.declare import Beside, Each, Measure, Split, Steps
from eianalysis.report.released_tables import ReleasedTable
from eianalysis.report.whole_ways import Way, every_way, spans, way_of
from eianalysis.results import ALL, GROUPING, HIDDEN_STATUS, LEADING
from eianalysis.stats.judgement import CLEAR, NO_MATERIAL
from eianalysis.vocabulary import SMALL_TOGETHER, UNDECLARED, protected
from eianalysis.wording.reading import more_than_at_its_rate

MOST = 5
YEAR = "12m"


@dataclass(frozen=True)
class Compared:
    """One comparison of a released table, with its reference's row."""

    table: ReleasedTable
    declared: Measure | None
    row: Mapping
    other: Mapping | None  # the row of its reference; None of a population, or of the rest
    total: Mapping | None
    keys: tuple[tuple[str, str], ...]
    way: Way | None = None  # of a share: from whom to what
    stage: bool = False  # whether some declared share spans it: it is one stage of a process

    @property
    def name(self) -> tuple:
        """What makes it this comparison, over whatever window and in whatever table."""
        return (self.table.measure, self.keys, self.row["characteristic"], self.row["group"], self.row["reference"])

    @property
    def whole_name(self) -> tuple:
        return (*self.name, self.row.get("window"))

    @property
    def page(self) -> str:
        """The page it is told on: its measure's own, else the one that saved it."""
        return self.declared.page if self.declared and self.declared.page else self.table.page

    @property
    def primary(self) -> bool:
        return self.row["comparison"] == "primary"

    @property
    def clear(self) -> bool:
        return self.row["verdict"] == CLEAR

    @property
    def more(self) -> bool:
        return self.row["disparity_ratio"] > 1

    @property
    def years(self) -> float:
        """How many years its window has; 1 where it is a day."""
        window = str(self.row.get("window"))
        return int(window[:-1]) / 12 if window.endswith("m") and window[:-1].isdigit() else 1.0

    @property
    def people(self) -> float:
        """How many more (or, below 0, fewer) than at the rate of the reference."""
        return more_than_at_its_rate(self.row, self.other)

    @property
    def sided(self) -> bool:
        """Whether its measure says which way is better."""
        return self.table.definition.outcome != "neutral"


@dataclass(frozen=True)
class Ranked:
    """Every clear difference of a pack: those told on the front, in order, and why each other one is not."""

    told: tuple[Compared, ...]
    left: tuple[tuple[Compared, str], ...]
    comparisons: tuple[Compared, ...] = field(repr=False, default=())


def comparisons(tables: Mapping[str, ReleasedTable], measures: Mapping[str, Measure]) -> tuple[Compared, ...]:
    """Every comparison that the pack shows, each once, however many tables hold it."""
    found: dict[tuple, Compared] = {}
    own_page = {name: measures[each.measure].page for name, each in tables.items() if each.measure in measures}
    # the table of the measure's own page first: what another page shows of it again is the same fact
    for _, table in sorted(tables.items(), key=lambda pair: (pair[1].page != own_page.get(pair[0]), pair[0])):
        if table.about["shape"] != "counts" or table.about["missing"] or "verdict" not in table.rows:
            continue
        for each in _of_table(table, measures.get(table.measure)):
            found.setdefault(each.whole_name, each)
    ways = every_way(measures.values())
    return tuple(replace(each, stage=each.way is not None and any(spans(whole, each.way) for whole in ways)) for each in found.values())


def _of_table(table: ReleasedTable, declared: Measure | None):
    keys = [name for name in table.about["keys"] if name not in (*LEADING, *GROUPING) and name in table.rows]
    place = [name for name in ("window", *keys, "characteristic") if name in table.rows]
    rows = table.rows.to_dict("records")
    shown = {(*(str(row[name]) for name in place), str(row["group"])): row for row in rows if row["status"] not in HIDDEN_STATUS and pd.notna(row["rate"])}
    for row in rows:
        if row["status"] in HIDDEN_STATUS or pd.isna(row["verdict"]) or pd.isna(row["disparity_ratio"]):
            continue
        other, total = (shown.get((*(str(row[name]) for name in place), group)) for group in (str(row["reference"]), ALL))
        named = tuple((name, str(row[name])) for name in keys)
        yield Compared(table, declared, row, other, total, named, way_of(declared, dict(named)) if declared else None)


def ranked(tables: Mapping[str, ReleasedTable], measures: Mapping[str, Measure], most: int = MOST) -> Ranked:
    """The clear differences of a pack that stand on its front, at most ``most``, and why each other one does not."""
    seen = comparisons(tables, measures)
    clear = sorted((each for each in seen if each.clear), key=_weight)
    told: list[Compared] = []
    left: list[tuple[Compared, str]] = []
    for each in clear:
        why = next((said for clause in CLAUSES if (said := clause(each, seen))), "")
        if not why and any((kept.page, _about(kept)) == (each.page, _about(each)) for kept in told):
            why = "its page and characteristic have one that weighs more"
        if not why and len(told) == most:
            why = f"{most} others weigh more"
        told, left = (told, [*left, (each, why)]) if why else ([*told, each], left)
    return Ranked(tuple(told), tuple(left), seen)


def _weight(each: Compared) -> tuple:
    """Declared before looking first; then what is no single stage; then what is better one way; then by people a year."""
    many = abs(each.people) / each.years if each.other is not None else 0.0
    return (not each.primary, each.stage, not each.sided, -many, each.whole_name[0], str(each.name))


def _about(each: Compared) -> str:
    column = str(each.row["characteristic"])
    cut = each.declared.cuts.get(column) if each.declared else None
    return protected(cut.of if cut else column)


# --- The clauses: each says why a comparison does not stand on the front, or "" -------------------------------------------------


def not_of_people(each: Compared, seen) -> str:
    """Groups of people by one protected characteristic: objects of searches and ways of complaining are on their pages."""
    whole = each.row["group"] in (ALL, SMALL_TOGETHER, *UNDECLARED) or each.row["reference"] in (ALL, *UNDECLARED)
    return "" if _about(each) and not whole else "not a group by one protected characteristic"


def beside_something_else(each: Compared, seen) -> str:
    """Beside a group of the same table: residents and earlier days are no group whose rate people could have had."""
    besides = each.declared and any(isinstance(each.declared.keys.get(name), Beside) for name, _ in each.keys)
    return "set beside a population or another time, not beside a group" if besides or each.other is None else ""


def of_few(each: Compared, seen) -> str:
    """Not on a base of 10 to 19."""
    return "rests on few people" if "low_base" in (each.row["status"], each.other["status"]) else ""


def one_part(each: Compared, seen) -> str:
    """Of all cases, not of one kind of them: what held of sifts with names does not hold of sifting."""
    kinds = [(name, value) for name, value in each.keys if value != ALL and _is_part(each.declared, name)]
    if not kinds:
        return ""
    names = {name for name, _ in kinds}
    rest = {pair for pair in each.keys if pair[0] not in names}
    alike = [other for other in seen if other.table.measure == each.table.measure and other.whole_name[2:] == each.whole_name[2:] and rest <= set(other.keys)]
    whole = [other for other in alike if all(value == ALL for name, value in other.keys if name in names)]
    if whole or not all(other.clear and other.more == each.more for other in alike) or len(alike) < 2:
        return "holds in one kind of case, and not in all"
    return ""


def _is_part(declared: Measure | None, key: str) -> bool:
    kind = declared.keys.get(key) if declared else None
    return kind is None or isinstance(kind, Split) or not isinstance(kind, Each | Beside | Steps)


def past(each: Compared, seen) -> str:
    """Current: the last year alone does not say otherwise."""
    if each.row.get("window") == YEAR:
        return ""
    lately = next((other for other in seen if other.name == each.name and other.row.get("window") == YEAR), None)
    if lately is None:
        return ""
    ruled_out = lately.row["verdict"] == NO_MATERIAL or lately.clear and lately.more != each.more
    return "the last 12 months do not show it" if ruled_out else ""


def one_stage(each: Compared, seen) -> str:
    """End to end: where the whole way is measured for the same group, it is what counts."""
    if each.way is None:
        return ""
    for other in seen:
        if other.name[2:] == each.name[2:] and other.way is not None and spans(other.way, each.way):
            same = other.clear and other.more == each.more
            return "told of the whole way" if same else "one stage of a process: over the whole way it is not clear"
    return ""


CLAUSES: tuple[Callable[[Compared, tuple[Compared, ...]], str], ...] = (not_of_people, beside_something_else, of_few, one_part, past, one_stage)
