"""The keys of a cycle file: what each may hold, and what stands where it is left out.

A value is read by a function that raises ``ValueError`` with what it should have been.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from eianalysis.cycle_kinds import BOARD, KINDS
from eianalysis.cycle_sense import faults_between, kind_faults
from eianalysis.errors import DataFault, Fault, did_you_mean
from eianalysis.policy import PROFILE_NAMES
from eianalysis.service import ServiceRules
from eianalysis.toml_file import shown
from eianalysis.vocabulary import POLICE_FORCES
from eianalysis.vocabulary.synonyms import meaning

DEFAULT_CYCLE = "2023-04"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
MOST_PRIMARY = 6
#: The ratios not worth acting on where a cycle names none: as ``stats.comparison.BAND``, which is not imported so that a cycle is read in no time.
BAND = (0.8, 1.25)
NARROWEST, WIDEST = 1.05, 2.0  # upper ends of a band: of a narrower one chance decides, a wider one calls twice as often immaterial
LONGEST_LINE = 200  # of a text at the head of every page
#: What a pack is made of: the extracts of a force, or the invented force. Never both.
DATA = ("real", "demo")
#: How long and how much a run may take, and what holds where a limit is not set; docs/cycles.md says the same.
LIMITS = MappingProxyType({"cell_minutes": 10, "run_minutes": 240, "output_mb": 50, "memory_gb": 16})


@dataclass(frozen=True)
class Comparison:
    """A comparison declared before looking: this group against that, for one measure, window and characteristic."""

    measure: str
    window: str
    characteristic: str
    group: str
    reference: str

    @classmethod
    def parse(cls, text: str) -> Comparison:
        parts = text.split("/")
        if len(parts) != 4 or parts[3].count(":") != 1 or not all(part.strip() for part in parts):
            raise ValueError(text)
        group, reference = parts[3].split(":")
        return cls(*(word.strip() for word in (*parts[:3], group, reference)))

    def __str__(self) -> str:
        return f"{self.measure}/{self.window}/{self.characteristic}/{self.group}:{self.reference}"


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text")
    return value.strip()


def _line(value: object) -> str:
    """A text that stands at the head of every page: white space as single spaces."""
    text = " ".join(_text(value).split())
    if len(text) > LONGEST_LINE:
        raise ValueError(f"one line of at most {LONGEST_LINE} characters")
    return text


def _day(value: object) -> date:
    if type(value) is not date:
        raise ValueError("a date without quotes or time, as 2023-03-31")
    return value


def _one_of(options: tuple[str, ...]) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in options:
            raise ValueError(did_you_mean(value, options))
        return value

    return check


def _months(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 12 <= value <= 120 or value % 12:
        raise ValueError("a whole number of years in months, 12 to 120, as 36")
    return value


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.5 < value < 1:
        raise ValueError("a share above 0.5 and below 1, as 0.95")
    return float(value)


def _band(value: object) -> tuple[float, float]:
    """Two ratios, as far below 1 as above it: which group is called the reference must not change a verdict."""
    ends = value if isinstance(value, list) and len(value) == 2 else ()
    if not ends or any(isinstance(end, bool) or not isinstance(end, int | float) for end in ends):
        raise ValueError("two ratios, as [0.8, 1.25]")
    low, high = (float(end) for end in ends)
    if not NARROWEST <= high <= WIDEST:
        raise ValueError(f"two ratios, the upper of them from {NARROWEST:g} to {WIDEST:g}, as [0.8, 1.25]")
    if abs(low * high - 1) > 0.0101:
        raise ValueError(f"two ratios as far below 1 as above it: [{1 / high:.3g}, {high:g}], perhaps")
    return low, high


def _name(value: object) -> str:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise ValueError("small letters, digits and single hyphens, as '2023-01'")
    return value


def _texts(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) and item for item in value.values()):
        raise ValueError('a table of names and texts, as ethnicity = "White"')
    return MappingProxyType(dict(value))


def _comparisons(value: object) -> tuple[Comparison, ...]:
    if not isinstance(value, list) or len(value) > MOST_PRIMARY:
        raise ValueError(f"a list of at most {MOST_PRIMARY}, chosen before looking at the data")
    try:
        return tuple(Comparison.parse(item) for item in value)
    except (ValueError, AttributeError, TypeError):
        raise ValueError("entries of the form measure/window/characteristic/group:reference") from None


def _rows(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.count("/") >= 3 for item in value):
        raise ValueError('a list of rows as the run asks for them, "measure/window/characteristic/group"')
    return tuple(value)


def _notebooks(value: object) -> Mapping[str, Mapping[str, object]]:
    if not isinstance(value, dict):
        raise ValueError("a table by notebook, as [notebooks.06-retention]")
    value = dict(value)
    run = value.get("run", [])
    if not isinstance(run, list) or not all(isinstance(item, str) for item in run):
        raise ValueError('run = ["06-retention", "08-stop-search"], the notebooks to run')
    if not all(isinstance(knobs, dict) for key, knobs in value.items() if key != "run"):
        raise ValueError("a table of knobs by notebook, as [notebooks.06-retention]")
    return MappingProxyType(value)


def _published(value: object) -> tuple[str, ...]:
    from eianalysis.schema import TABLES

    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError('a list of tables, as ["stop_search"]')
    for item in value:
        if item not in TABLES:
            raise ValueError(f"a list of tables; '{item}' is none of them, {did_you_mean(item, TABLES)}")
    return tuple(dict.fromkeys(value))


def _passages(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError('a list of passages as `eianalysis check` shows them, as ["four of them women"]')
    return tuple(value)


def _forces(value: object) -> tuple[str, ...]:
    """Forces by any of their names, as data.police.uk has them."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError('a list of police forces, as ["metropolitan", "west-midlands"]')
    for item in value:
        if item not in POLICE_FORCES and not meaning("police_forces", item):
            raise ValueError(f"a list of police forces; '{item}' is none of them, {did_you_mean(item, [*POLICE_FORCES, *POLICE_FORCES.values()])}")
    return tuple(dict.fromkeys(item if item in POLICE_FORCES else meaning("police_forces", item) or item for item in value))


def _limits(value: object) -> Mapping[str, float]:
    if not isinstance(value, dict) or not all(name in LIMITS and type(size) in (int, float) and 0 < size < float("inf") for name, size in value.items()):
        raise ValueError(f"a table of numbers above 0, among: {', '.join(LIMITS)}")
    return MappingProxyType(dict(value))


_KEYS: dict[str, tuple[Callable[[object], object], bool]] = {  # key: (check, required)
    "cycle": (_name, True),
    "board": (_line, True),
    "meeting_date": (_day, True),
    "data_cut_off": (_day, True),
    "previous_cycle": (_name, False),
    "profile": (_one_of(PROFILE_NAMES), True),
    "marking": (_one_of(MARKINGS), True),
    "pooled_months": (_months, False),
    "confidence": (_share, False),
    "band": (_band, False),
    "primary_comparisons": (_comparisons, False),
    "force": (_name, False),
    "reference": (_texts, False),
    "notebooks": (_notebooks, False),
    "service": (ServiceRules.of, False),
    "withhold": (_rows, False),
    "data": (_one_of(DATA), False),
    "published": (_published, False),
    "limits": (_limits, False),
    "next_meeting": (_day, False),
    "contact": (_line, False),
    "as_written": (_passages, False),
    "kind": (_one_of(tuple(KINDS)), False),
    "publish_by": (_day, False),
    "similar_forces": (_forces, False),
}
_DEFAULTS = {
    "previous_cycle": None,
    "pooled_months": 36,
    "confidence": 0.95,
    "band": BAND,
    "primary_comparisons": (),
    "force": None,
    "reference": MappingProxyType({}),
    "notebooks": MappingProxyType({}),
    "service": ServiceRules(),
    "withhold": (),
    "data": "real",
    "published": (),
    "limits": MappingProxyType({}),
    "next_meeting": None,
    "contact": None,
    "as_written": (),
    "kind": BOARD.name,
    "publish_by": None,
    "similar_forces": (),
}


def read_keys(content: dict, where: str, name: str) -> dict:
    """The cycle's values, or a ``DataFault`` with every fault of the file."""
    faults: list[Fault] = []
    values: dict = dict(_DEFAULTS)
    known = (*_KEYS, "period")
    for key in content:
        if key not in known:
            faults.append(Fault(f"'{key}' is not a key of a cycle", did_you_mean(key, known)))
    for key, (check, required) in _KEYS.items():
        if key not in content:
            if required:
                faults.append(Fault(f"'{key}' is missing", f"see data/cycles/{DEFAULT_CYCLE}.toml for an example"))
            continue
        try:
            values[key] = check(content[key])
        except ValueError as right:
            hint = str(right)
            faults.append(Fault(f"'{key}' is {shown(content[key], 120)}", hint if hint.startswith(("did you", "it can")) else f"it should be: {hint}"))
    period = content.get("period")
    if not isinstance(period, dict) or set(period) != {"start", "end"}:
        faults.append(Fault("'period' is not right", "it should be: period = { start = 2022-04-01, end = 2023-03-31 }"))
    else:
        for end in ("start", "end"):
            try:
                values[f"period_{end}"] = _day(period[end])
            except ValueError as right:
                faults.append(Fault(f"period {end} is {period[end]!r}", f"it should be: {right}"))
    values["name"] = values.pop("cycle", name)
    if values["name"] != name:
        faults.append(Fault(f"'cycle' says '{values['name']}'", f"it should be '{name}', as the file's name"))
    faults += faults_between(values) + kind_faults(values)
    if faults:
        raise DataFault(where, "a board cycle", faults, "Correct the cycle file.")
    return values
