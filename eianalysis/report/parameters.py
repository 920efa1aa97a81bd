"""The parameters cell of a notebook: what it declares, and what a run may set.

papermill only warns about a parameter the notebook does not have, and then uses the default. Here a misspelt name or a
value of the wrong kind stops the run before a kernel starts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault, EIAnalysisError, Fault, UsageError, did_you_mean
from eianalysis.passed import name_set
from eianalysis.report.notebooks import cells_of

#: The runner sets these itself; nobody else may.
RESERVED = ("cycle", "data_dir", "outputs_dir")

_WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", list: "a list", dict: "a table", type(None): "a text"}


def declared(path: Path) -> dict[str, object]:
    """The names and defaults of a notebook's ``parameters`` cell, read without running it.

    Raises ``EIAnalysisError`` if there is no such cell, if a default is not a plain value, or if one of ``cycle``,
    ``data_dir`` and ``outputs_dir`` is not declared.
    """
    tagged = [cell for cell in cells_of(path) if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise EIAnalysisError(f"{path.name} needs one cell tagged 'parameters', it has {len(tagged)}")
    found = _assignments("".join(tagged[0]["source"]), path.name)
    missing = [name for name in RESERVED if name not in found]
    if missing:
        raise EIAnalysisError(f"the parameters cell of {path.name} does not declare {', '.join(missing)}")
    return found


def _assignments(source: str, file: str) -> dict[str, object]:
    try:
        lines = ast.parse(source).body
    except SyntaxError as error:
        raise EIAnalysisError(f"the parameters cell of {file} is not Python (line {error.lineno})") from None
    found = {}
    for line in lines:
        if (put := name_set(line)) is None:
            raise EIAnalysisError(f"the parameters cell of {file}, line {line.lineno}: only NAME = value may stand there")
        name, value = put
        try:
            found[name] = ast.literal_eval(value)
        except ValueError:
            raise EIAnalysisError(f"the parameters cell of {file}: the default of '{name}' is not a plain value") from None
    return found


def settings(cycle: BoardCycle, notebooks: Mapping[str, Mapping[str, object]], given: Iterable[tuple[str, str]] = ()) -> dict[str, dict[str, object]]:
    """What to set in each notebook: the cycle file's knobs first, then those given with ``-p NAME VALUE``.

    ``notebooks`` maps each selected notebook to what it declares. The three reserved names are the runner's.
    """
    chosen: dict[str, dict[str, object]] = {name: {} for name in notebooks}
    faults = []
    for notebook, knobs in cycle.notebooks.items():
        if notebook == "run" or notebook not in notebooks:
            continue
        for name, value in knobs.items():
            try:
                _check_name(name, notebooks[notebook])
                chosen[notebook][name] = _of_kind(name, value, notebooks[notebook][name])
            except ValueError as error:
                faults.append(Fault(f"[notebooks.{notebook}] {error}", ""))
    if faults:
        raise DataFault(f"cycles/{cycle.name}.toml", "the notebooks it sets", faults, "Correct the cycle file.")
    for name, text in given:
        for notebook, knob in _receivers(name, notebooks):
            try:
                chosen[notebook][knob] = _read(knob, text, notebooks[notebook][knob])
            except ValueError as error:
                raise UsageError(f"-p {name}: {error}") from None
    return chosen


def _receivers(name: str, notebooks: Mapping[str, Mapping[str, object]]) -> list[tuple[str, str]]:
    """Which notebooks a ``-p`` goes to; ``06-retention:window`` goes to one."""
    only, _, knob = name.rpartition(":")
    if knob in RESERVED:
        raise UsageError(f"-p cannot set '{knob}': the run sets it (see --data-dir and --outputs-dir)")
    if only and only not in notebooks:
        raise UsageError(f"-p {name}: '{only}' is not among the notebooks of this run; {did_you_mean(only, notebooks)}")
    hearers = [(notebook, knob) for notebook, has in notebooks.items() if knob in has and only in ("", notebook)]
    if not hearers:
        knobs = sorted({own for notebook, has in notebooks.items() if only in ("", notebook) for own in has if own not in RESERVED})
        hint = did_you_mean(knob, knobs) if knobs else "there is none to set"
        raise UsageError(f"no notebook of this run declares a parameter '{knob}'; {hint}")
    return hearers


def _check_name(name: str, has: Mapping[str, object]) -> None:
    if name in RESERVED:
        raise ValueError(f"cannot set '{name}': the run sets it")
    if name not in has:
        own = [known for known in has if known not in RESERVED]
        raise ValueError(f"'{name}' is not a parameter of it; " + (did_you_mean(name, own) if own else "it has none"))


def _of_kind(name: str, value: object, default: object) -> object:
    """The value, if it is of the default's kind; a whole number will do for a number."""
    if default is None or type(value) is type(default):
        return value
    if isinstance(default, float) and type(value) is int:
        return float(value)
    raise ValueError(f"'{name}' should be {_WORDS[type(default)]} (its default is {default!r}), not {value!r}")


def _read(name: str, text: str, default: object) -> object:
    """A command line's text as a value of the default's kind."""
    if default is None or isinstance(default, str):
        return text
    if isinstance(default, bool):
        value: object = {"true": True, "yes": True, "false": False, "no": False}.get(text.casefold(), text)
    else:
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError):
            value = text
    return _of_kind(name, value, default)
