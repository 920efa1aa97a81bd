"""One board cycle: a TOML file in ``data/cycles/``, read strictly.

A key that is not known, a value of the wrong kind, a missing file: one message that lists every fault. Nothing is
guessed, because a guessed period gives a right-looking wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from eianalysis.errors import DataFault, DisclosureError, Fault, UsageError, did_you_mean
from eianalysis.policy import PROFILE_NAMES, Policy, policy_for
from eianalysis.service import ServiceRules
from eianalysis.toml_file import read_toml

DEFAULT_CYCLE = "2023-04"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
MOST_PRIMARY = 6


@dataclass(frozen=True)
class Comparison:
    """A comparison declared before looking: this group against that, for one measure, window and characteristic."""

    measure: str
    window: str
    characteristic: str
    group: str
    reference: str

    @classmethod
    def parse(cls, text: str) -> "Comparison":
        parts = text.split("/")
        if len(parts) != 4 or parts[3].count(":") != 1 or not all(part.strip() for part in parts):
            raise ValueError(text)
        group, reference = parts[3].split(":")
        return cls(*(word.strip() for word in (*parts[:3], group, reference)))

    def __str__(self) -> str:
        return f"{self.measure}/{self.window}/{self.characteristic}/{self.group}:{self.reference}"


@dataclass(frozen=True)
class BoardCycle:
    """The parameters of one board pack; made by :func:`load_cycle`."""

    name: str
    board: str
    meeting_date: date
    period_start: date
    period_end: date
    data_cut_off: date
    previous_cycle: str | None
    profile: str
    marking: str
    pooled_months: int
    confidence: float
    primary_comparisons: tuple[Comparison, ...]
    reference: Mapping[str, str]
    notebooks: Mapping[str, Mapping[str, object]]
    force: str | None
    data_dir: Path
    outputs_dir: Path
    service: ServiceRules = ServiceRules()
    withhold: tuple[str, ...] = ()

    @property
    def policy(self) -> Policy:
        """The disclosure rules of this cycle's profile."""
        return replace(policy_for(self.profile), withhold=self.withhold)

    @property
    def raw_dir(self) -> Path:
        """Where this cycle's real extracts lie."""
        return self.data_dir / "raw" / self.name

    @property
    def folder(self) -> Path:
        """Where this cycle's pack goes."""
        return self.outputs_dir / self.name

    def describe(self, path: Path) -> str:
        """A file's name as a reader may see it: below the data folder, never a path of this machine."""
        try:
            return path.resolve().relative_to(self.data_dir.resolve()).as_posix()
        except ValueError:
            return path.name

    def __repr__(self) -> str:  # stable: notebooks print it, and paths differ from machine to machine
        return f"<BoardCycle {self.name}: {self.board}, {self.period_start} to {self.period_end}, profile {self.profile}>"


def find_data_dir(start: Path | None = None) -> Path:
    """The project's ``data`` folder: in this folder or one above it, so that notebooks and the shell both find it."""
    start = Path.cwd() if start is None else start
    for folder in (start, *start.parents):
        if (folder / "data" / "cycles").is_dir():
            return folder / "data"
    package = Path(__file__).resolve().parents[1]
    if (package / "data" / "cycles").is_dir():
        return package / "data"
    raise UsageError("no data/cycles folder here or above: run this from the project, or name the folder with data_dir")


def cycle_names(data_dir: str | Path | None = None) -> list[str]:
    """The cycles there are files for, oldest name first."""
    folder = Path(data_dir) if data_dir is not None else find_data_dir()
    return sorted(path.stem for path in (folder / "cycles").glob("*.toml"))


def load_cycle(name: str = DEFAULT_CYCLE, *, data_dir: str | Path | None = None,
               outputs_dir: str | Path | None = None) -> BoardCycle:
    """Read one board cycle's parameters from ``<data_dir>/cycles/<name>.toml``.

    ``data_dir`` is searched for from the working folder upwards; ``outputs_dir`` is ``outputs`` beside it.
    Raises ``UsageError`` for an unknown cycle or a name with a slash, ``DataFault`` listing every fault of the file.

    >>> load_cycle("2023-04").meeting_date
    datetime.date(2023, 4, 26)
    """
    data_dir = Path(data_dir) if data_dir is not None else find_data_dir()
    outputs_dir = Path(outputs_dir) if outputs_dir is not None else data_dir.parent / "outputs"
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise UsageError(
            f"'{name}' cannot be a cycle's name: small letters, digits and single hyphens only, as in '{DEFAULT_CYCLE}'"
        )
    path = data_dir / "cycles" / f"{name}.toml"
    if not path.is_file():
        known = cycle_names(data_dir)
        hint = did_you_mean(name, known) if known else f"there is no cycle file in {data_dir.name}/cycles yet"
        raise UsageError(f"there is no cycle '{name}' (no file cycles/{name}.toml); {hint}")
    where = f"cycles/{name}.toml"
    content = read_toml(path, where, "a board cycle", guide="docs/cycles.md")
    values = _check(content, where, name)
    return BoardCycle(**values, data_dir=data_dir, outputs_dir=outputs_dir)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text")
    return value.strip()


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
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.5 <= value < 1:
        raise ValueError("a share from 0.5 to below 1, as 0.95")
    return float(value)


def _name(value: object) -> str:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise ValueError("small letters, digits and single hyphens, as '2023-01'")
    return value


def _texts(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) and item for item in value.values()):
        raise ValueError("a table of names and texts, as ethnicity = \"White\"")
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


_KEYS: dict[str, tuple[Callable[[object], object], bool]] = {  # key: (check, required)
    "cycle": (_name, True),
    "board": (_text, True),
    "meeting_date": (_day, True),
    "data_cut_off": (_day, True),
    "previous_cycle": (_name, False),
    "profile": (_one_of(PROFILE_NAMES), True),
    "marking": (_one_of(MARKINGS), True),
    "pooled_months": (_months, False),
    "confidence": (_share, False),
    "primary_comparisons": (_comparisons, False),
    "force": (_name, False),
    "reference": (_texts, False),
    "notebooks": (_notebooks, False),
    "service": (ServiceRules.of, False),
    "withhold": (_rows, False),
}
_DEFAULTS = {
    "previous_cycle": None, "pooled_months": 36, "confidence": 0.95, "primary_comparisons": (), "force": None,
    "reference": MappingProxyType({}), "notebooks": MappingProxyType({}),
    "service": ServiceRules(), "withhold": (),
}


def _check(content: dict, where: str, name: str) -> dict:
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
            faults.append(Fault(f"'{key}' is {content[key]!r}",
                                hint if hint.startswith(("did you", "it can")) else f"it should be: {hint}"))
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
    faults += _sense(values)
    if faults:
        raise DataFault(where, "a board cycle", faults, "Correct the cycle file.")
    return values


def _sense(values: dict) -> list[Fault]:
    """Faults between values that are each right alone."""
    faults = []
    start, end, cut = (values.get(key) for key in ("period_start", "period_end", "data_cut_off"))
    if start and end and start >= end:
        faults.append(Fault(f"the period ends ({end}) before it starts ({start})", "swap them"))
    if end and cut and cut < end:
        faults.append(Fault(f"data_cut_off {cut} is before the period's end {end}", "data must reach the end of the period"))
    if values.get("previous_cycle") and values["previous_cycle"] == values.get("name"):
        faults.append(Fault("previous_cycle is this cycle itself", "name the board before, or leave it out"))
    try:
        exported = policy_for(values["profile"]).export if "profile" in values else True
    except DisclosureError:  # said already
        exported = True
    if exported and values.get("profile") == "board" and values.get("marking") == "OFFICIAL":
        faults.append(Fault("marking is 'OFFICIAL' with profile 'board'",
                            "a board pack holds exact small-force counts: OFFICIAL-SENSITIVE (OFFICIAL goes with 'public')"))
    return faults
