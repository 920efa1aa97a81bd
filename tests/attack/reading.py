"""Reads the printed pack as anybody could: the CSV files and the JSON beside them, and nothing of the package."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .phrases import ALL, NOT_PEOPLE, SMALL, fact, population

#: Columns that are no keys of a table's rows.
NO_KEY = frozenset(
    """measure kind window period_start period_end characteristic group numerator denominator rate rate_low rate_high
    reference disparity_ratio ratio_low ratio_high gap gap_low gap_high p_value comparison verdict status adjusted_for adjusted_ratio
    adjusted_low adjusted_high adjusted_verdict strata_agree strata strata_dropped centre limit_low limit_high outer_low outer_high
    signal series_mean series_low series_high series_signal rolling_year lowest_ratio highest_ratio lowest_verdict highest_verdict
    detectable_above detectable_below benchmark_share people_short explained explained_low explained_high left left_low left_high""".split()
)
SAYS_NOTHING = ("not_available",)
STEPS = ("step", "stage", "flow", "state")
JOINED = re.compile(r"(.+) who joined on or after (.+)")
Range = tuple[float, float]


@dataclass(frozen=True)
class Cell:
    """A count of people or things: which of them (``of``), over which days, with which facts."""

    of: str
    start: str
    end: str
    facts: frozenset[tuple[str, str]]

    def __str__(self) -> str:
        return f"{self.of} [{self.start}..{self.end}] {', '.join(f'{a}={b}' for a, b in sorted(self.facts)) or 'all'}"


@dataclass(frozen=True)
class Row:
    """A printed row: its place, and its two cells with what is printed of them (None: hidden)."""

    table: str
    proportion: bool
    keys: tuple[tuple[str, str], ...]
    characteristic: str
    group: str
    number: Cell
    base: Cell
    cases: float | None
    of: float | None
    public: bool
    status: str
    shares: bool  # of a whole, and not of the group's own people
    about: tuple[Range, Range] | None = None  # of rounded figures: between which numbers its two counts lie
    rate: Range | None = None  # and its rate

    @property
    def part(self) -> tuple:
        """The same for all rows that are groups of one whole."""
        return self.table, self.keys, self.characteristic, self.number.start, self.number.end, self.number.of


def read(folder: Path, label: str = "", beside: Iterable[Path] = ()) -> list[Row]:
    """Every row of counts of a folder of released tables; ``beside`` are folders that may have a rounded table as it is."""
    rows: list[Row] = []
    for path in sorted(folder.glob("*.csv")):
        side = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        words, public = side["definition"], side.get("public") is True
        if side["shape"] == "curve":
            rows += _points(f"{label}{path.stem}", printed(path), words)
        if side["shape"] != "counts" or words["noun"] in NOT_PEOPLE:
            continue
        to = side["policy"]["round_to"]
        like = next((each / path.name for each in beside if to > 1 and each != folder and (each / path.name).exists()), path)
        rows += _rows(f"{label}{path.stem}", printed(path), words, public, to, printed(like))
    return rows


def printed(path: Path) -> list[dict[str, str]]:
    """The lines of a table, without those of which it says that there are no data."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["status"] not in SAYS_NOTHING]


def _points(table: str, lines: list[dict[str, str]], words: dict) -> Iterable[Row]:
    """Of each point of a curve how many were still there: a count of one length of service, of no day."""
    joined = JOINED.fullmatch(words["noun"])
    noun, since = (joined[1], frozenset({("joined", joined[2])})) if joined else (words["noun"], frozenset())
    for row in lines:
        own = frozenset(fact(row["characteristic"], row["group"])) if row["group"] != ALL else frozenset()
        cell = Cell(f"{noun} at risk", row["window"], row["time"], own | since)
        of = _number(row["at_risk"])
        yield Row(table, False, (("time", row["time"]),), row["characteristic"], row["group"], cell, cell, of, of, False, row["status"], False)


def _rows(table: str, lines: list[dict[str, str]], words: dict, public: bool, to: int, like: list[dict[str, str]]) -> Iterable[Row]:
    keys = [name for name in (like[0] if like else ()) if name not in NO_KEY and not _repeats(like, name)]
    shares, apart = _bases_are_the_whole(like, keys), _totals_differ(like, keys)
    listed = _listed(like)
    for row in lines:
        given = {name: row[name] for name in keys if row[name] != ALL}
        step = next((given[name] for name in STEPS if name in given), None)
        time = row["period_start"] or row["period_end"] or row["window"], row["period_end"] or row["window"]
        group = f"{SMALL}, not {listed[row['characteristic']]}" if row["group"] == SMALL else row["group"]
        own = frozenset(fact(row["characteristic"], group)) if group != ALL else frozenset()
        other = frozenset(pair for name, value in given.items() for pair in fact(name, value))
        whole = fact(row["characteristic"], "")[0][0]
        of_all = re.search(rf"of {whole}, everybody", words["denominator"]) is not None
        own_total = apart or "declared" in words["denominator"] and not of_all
        declared = frozenset({("declared", whole)}) if own_total else frozenset()
        vague = len(words["numerator"].split()) < 6
        number, base = (population(words[name], words["noun"], words["title"], step, vague) for name in ("numerator", "denominator"))
        about, rate = _about(row, base, to)
        yield Row(
            table,
            row["kind"] == "proportion",
            tuple(sorted((name, row[name]) for name in keys)),
            row["characteristic"],
            row["group"],
            Cell(number, *time, own | other | (declared if row["group"] == ALL else frozenset())),
            Cell(base, *time, (frozenset() if shares else own) | _base_facts(base, other, step) | (declared if shares or row["group"] == ALL else frozenset())),
            None if about else _number(row["numerator"]),
            None if about else _number(row["denominator"]),
            public,
            row["status"],
            shares,
            about,
            rate,
        )


def _listed(lines: list[dict[str, str]]) -> dict[str, str]:
    """The groups that a table lists, by characteristic, in one order."""
    found: dict[str, set[str]] = {}
    for row in lines:
        found.setdefault(row["characteristic"], set()).add(row["group"])
    return {name: "; ".join(sorted(groups - {ALL, SMALL})) for name, groups in found.items()}


def _about(row: dict[str, str], base: str, to: int) -> tuple[tuple[Range, Range] | None, Range | None]:
    """Between which numbers the counts of a rounded row lie; of people none to four are not printed, so that a 5 is five or more."""
    number, of = _number(row["numerator"]), _number(row["denominator"])
    if to <= 1 or number is None or of is None:
        return None, None
    people = row["kind"] == "proportion" and not base.startswith("mean of")
    rate, step = _number(row["rate"]), 0.005 + 1e-9
    return (_of_people(number, to), _of_people(of, to) if people else (of - to / 2, of + to / 2)), (rate - step, rate + step) if rate is not None else None


def _of_people(shown: float, to: int) -> Range:
    return (max(shown - to // 2, 5.0), shown + (to - 1) // 2) if shown else (0.0, 0.0)


def _base_facts(base: str, facts: frozenset, step: str | None) -> frozenset:
    """A phrase that already says which step it is of needs the step no more."""
    return frozenset(pair for pair in facts if not (base.startswith("those who left") and pair[1] == step))


def _repeats(printed: list[dict[str, str]], key: str) -> bool:
    """Whether along this key the same counts stand again, beside something else."""
    seen: dict[tuple, set] = {}
    for row in printed:
        place = tuple(
            value
            for name, value in row.items()
            if name == "characteristic" or name == "group" or name.startswith(("window", "period")) or (name not in NO_KEY and name != key)
        )
        seen.setdefault(place, set()).add((row["numerator"], row["denominator"]))
    return len({row[key] for row in printed}) > 1 and all(len(values) == 1 for values in seen.values()) and len(seen) < len(printed)


def _bases_are_the_whole(printed: list[dict[str, str]], keys: list[str]) -> bool:
    """Whether each group's base is the whole table's: shares, not rates."""
    parts: dict[tuple, list] = {}
    for row in printed:
        if row["denominator"]:
            parts.setdefault((row["period_start"], row["period_end"], row["characteristic"], *(row[name] for name in keys)), []).append(row)
    told = [rows for rows in parts.values() if len(rows) > 2]
    return bool(told) and all(len({row["denominator"] for row in rows}) == 1 for rows in told)


def _totals_differ(printed: list[dict[str, str]], keys: list[str]) -> bool:
    """Whether characteristics have totals of their own: then each is of those whose group is known."""
    totals: dict[tuple, set] = {}
    for row in printed:
        if row["group"] == ALL and row["denominator"]:
            totals.setdefault((row["period_start"], row["period_end"], row["window"], *(row[name] for name in keys)), set()).add(row["denominator"])
    return any(len(each) > 1 for each in totals.values())


def _number(text: str) -> float | None:
    return float(text) if text else None
