"""What kind of thing each argument of a public function may be, read from its own signature; and the refusal of any other kind.

An analyst's slip (a word for a number, a list for a word, 2023-02-30) is told as that before the function begins. What a word may
mean, the function itself knows and says: only its kind is looked at here.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial, wraps
from numbers import Integral, Real
from pathlib import Path

import numpy as np
import pandas as pd

from eianalysis.errors import UsageError, as_said, did_you_mean
from eianalysis.schema.date_columns import day_asked

#: Kinds of our own as a message names them; what is not here is called by its class.
OURS = {
    "TypedTable": "a table, as load_leavers(cycle) gives one",
    "Result": "a Result, as a measure gives it",
    "Release": "a Release, as release(result, policy) gives it",
    "BoardCycle": 'a board cycle, as load_cycle("2023-04") gives it',
    "Force": 'a force, as ei.force("2023-04") gives it',
    "Axes": "the axes of a drawing, as plt.gca() gives them",
}
#: Plain kinds: how one of them is called, how several are, and an example.
_PLAIN = {
    str: ("a word", "words", '"sex"'),
    bool: ("True or False", "True or False", ""),
    int: ("a whole number", "whole numbers", "12"),
    float: ("a number", "numbers", "0.95"),
    date: ("a day", "days", '"2023-03-31"'),
    Path: ("a path", "paths", '"data"'),
}
#: No count, share or span is larger, and no name of a file longer.
MOST, LONGEST = 10**12, 255
_SEVERAL = (list, tuple, set, frozenset, range, np.ndarray, pd.Index)


class CallError(UsageError, TypeError):
    """The call has an argument too many or too few, or one that the function has not."""


def kept_to(function: Callable) -> Callable:
    """The function, with the kind of each argument looked at before it begins; ``UsageError`` says what would be right."""

    @wraps(function)
    def call(*given, **named):
        bound = bound_to(function, given, named)
        bound.arguments.update(right(function, bound.arguments))
        return function(*bound.args, **bound.kwargs)

    return call


def bound_to(function: Callable, given: Sequence[object], named: Mapping[str, object]) -> inspect.BoundArguments:
    """The arguments by the names of their parameters; ``CallError`` with the nearest name where the function has no such one."""
    signature = inspect.signature(function)
    try:
        return signature.bind(*given, **named)
    except TypeError as fault:
        known = [name for name, each in signature.parameters.items() if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)]
        strange = next((name for name in named if name not in known), None)
        said = f"has no '{strange}'; {did_you_mean(strange, known)}" if strange is not None and known else f"cannot be asked like this: {fault}"
        raise CallError(f"{function.__name__}() {said}") from None


def right(function: Callable, given: Mapping[str, object]) -> dict[str, object]:
    """The arguments by name as the function takes them, with a day in writing read as that day.

    Raises ``UsageError`` that names the first argument of another kind, what it is, and what would be right.
    """
    kinds, signature = _kinds(function), inspect.signature(function).parameters
    made = dict(given)
    for name, value in given.items():
        if name not in kinds:
            continue
        parameter = signature[name]
        if parameter.kind is parameter.VAR_POSITIONAL:
            made[name] = tuple(_read(name, kinds[name], each) for each in value)
        elif parameter.kind is parameter.VAR_KEYWORD:
            made[name] = {own: _read(own, kinds[name], each) for own, each in value.items()}
        else:
            made[name] = _read(name, kinds[name], value, parameter.default)
    return made


def values_of(name: str, value: object) -> list:
    """One value of a column or several, as a list; ``UsageError`` where one of them could stand in no column."""
    several = list(value) if isinstance(value, _SEVERAL) else [value]
    return [_read(name, str | bool | float | date | None, each) for each in several]


def _read(name: str, kind: object, value: object, usual: object = None) -> object:
    options = _options(kind)
    if date in options and str not in options and isinstance(value, str):
        return day_asked(name, value).date()
    if Path in options and isinstance(value, str) and not _can_be_there(Path(value)):
        raise UsageError(f"{name} is {as_said(value)}: no file or folder can be called so; it should be {_either(options, usual)}")
    if not any(_is(option, value) for option in options):
        raise UsageError(f"{name} is {as_said(value)}: it should be {_either(options, usual)}")
    return value


def _kinds(function: Callable) -> dict[str, object]:
    return _declared(function.func if isinstance(function, partial) else function)


@cache
def _declared(function: Callable) -> dict[str, object]:
    """The declared kind of each parameter; what declares none may be anything."""
    names = _Names(getattr(inspect.unwrap(function), "__globals__", {}))
    found = {}
    for name, each in inspect.signature(function).parameters.items():
        if each.annotation is not each.empty:
            found[name] = eval(each.annotation, {}, names) if isinstance(each.annotation, str) else each.annotation  # noqa: S307 (the package's own text)
    return found


class _Names(dict):
    """The names of a module; one that it imports for its types only stands for whatever class is called so."""

    def __missing__(self, name: str) -> object:
        builtin = __builtins__.get(name) if isinstance(__builtins__, dict) else getattr(__builtins__, name, None)
        return builtin if builtin is not None else type(name, (_ByName,), {})


class _ByName:
    """A class that is known by its name alone."""


def _options(kind: object) -> tuple[object, ...]:
    return typing.get_args(kind) if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union else (kind,)


def _is(kind: object, value: object) -> bool:
    """Whether a value is of a kind; a kind that cannot be looked at holds anything."""
    of, parts = typing.get_origin(kind) or kind, typing.get_args(kind)
    if of is None or of is types.NoneType:
        return value is None
    if of is Callable:
        return callable(value)
    if not isinstance(of, type) or of is object:
        return True
    if issubclass(of, Mapping):
        return isinstance(value, Mapping) and all(_all_are(part, side) for part, side in zip(parts, (value.keys(), value.values()), strict=False))
    if of in (Iterable, Sequence, list, tuple, set, frozenset):
        once = of is Iterable and isinstance(value, Iterator)  # looked at, it would be used up
        return once or isinstance(value, _SEVERAL) and (not parts or _all_are(parts[0], value))
    return _one(of, value)


def _all_are(kind: object, values: Iterable[object]) -> bool:
    return all(any(_is(option, value) for option in _options(kind)) for value in values)


def _one(kind: type, value: object) -> bool:
    if kind in (int, float):
        number = isinstance(value, Real) and not isinstance(value, bool | np.bool_) and abs(value) <= MOST  # which nan is not
        return number and (kind is float or isinstance(value, Integral) or float(value).is_integer())
    if kind is bool:
        return isinstance(value, bool | np.bool_)
    if kind is Path:
        return isinstance(value, Path) and _can_be_there(value)
    if kind in (date, datetime):
        return isinstance(value, date) and not pd.isna(value)
    if issubclass(kind, _ByName) or kind.__name__ in OURS:
        return is_ours(kind.__name__, value)
    return isinstance(value, kind)


def _can_be_there(path: Path) -> bool:
    """Whether a file or folder may be called so, on any system."""
    return "\0" not in str(path) and all(len(part.encode("utf-8", "replace")) <= LONGEST for part in path.parts)


def is_ours(name: str, value: object) -> bool:
    """Whether a value is of a kind of our own, by its name: what stands for a cycle will do, and a Result in the place of a Release is refused by the gate's own words."""
    called = {each.__name__ for each in type(value).__mro__}
    return name in called or name == "BoardCycle" and hasattr(value, "data_cut_off") or name == "Release" and "Result" in called


def _either(options: Sequence[object], usual: object) -> str:
    """What would be right, of all that may be: 'a word, as "sex", or several words'; ``usual`` is an example where it is of the kind."""
    said = dict.fromkeys(_called(option, usual) for option in options if option not in (None, types.NoneType))
    return ", or ".join([*said, *(["None"] if len(said) < len(options) else [])])


def _called(kind: object, usual: object = None) -> str:
    of, parts = typing.get_origin(kind) or kind, typing.get_args(kind)
    one, _, example = _PLAIN.get(of, ("", "", ""))
    if one and type(usual) is of and usual != "":
        example = f'"{usual}"' if of is str else str(usual)
    if one:
        return f"{one}, as {example}" if example and of is not bool else one
    if isinstance(of, type) and issubclass(of, Mapping):
        return 'a mapping, as {"sex": "Male"}'
    if parts and isinstance(of, type) and issubclass(of, Iterable):
        each = [_PLAIN[option] for option in _options(parts[0]) if option in _PLAIN]
        return f"several {each[0][1]}, as [{each[0][2]}]" if each else f"a list, each {_called(_options(parts[0])[0])}"
    name = getattr(of, "__name__", str(of))
    return OURS.get(name, f"{'an' if name[:1] in 'AEIOU' else 'a'} {name}")
