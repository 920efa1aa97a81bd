"""One vocabulary of arguments: what an analyst may write for ``by``, ``months``, ``worker_type`` and the rest, and how it is read.

A value that can only mean one thing is read as that (12, 12.0, "12" and "12m"; a name where several are wanted); any other
is refused with one message that says what would be right.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

from eianalysis.declare.words import WORKERS
from eianalysis.errors import UsageError, as_said, did_you_mean
from eianalysis.measures.input_checks import tables_of
from eianalysis.schema import TABLES
from eianalysis.vocabulary import WORKER_TYPES, plain

#: Arguments that are numbers of months or years, as "36" or "36m" may say them.
_SPANS = ("months", "years", "within_months", "within")
_LONGEST = 600  # months: fifty years of records


def read(function: Callable, given: Mapping[str, object]) -> dict[str, object]:
    """The arguments as the function takes them; ``UsageError`` with the name of the first that cannot be read."""
    parameters, made = inspect.signature(function).parameters, dict(given)
    for name, value in given.items():
        if name in parameters:
            made[name] = _read(function.__name__, name, str(parameters[name].annotation), value)
            _check_coded(function, name, made[name], parameters[name].default)
    return made


def _check_coded(function: Callable, name: str, value: object, usual: object) -> None:
    """Refuse a word that is no code of the column of its name: of an argument called as a coded column of the function's own tables."""
    tables = [TABLES[table] for tables in tables_of(function).values() for table in tables if table in TABLES]
    codes = next((column.codes for table in tables for column in table.columns if column.name == name and column.codes), {})
    if not codes or name == "worker_type":
        return
    for each in value if isinstance(value, list | tuple | set | frozenset) else (value,):
        if isinstance(each, str) and each not in (*codes, usual):
            label = next((code for code, words in codes.items() if plain(each) in (plain(code), plain(words))), None)
            raise UsageError(f"there is no {name} '{each}'; {did_you_mean(label or each, codes)}")


def _read(function: str, name: str, wanted: str, value: object) -> object:
    if name == "months":
        value = months_of(value)
    elif name == "worker_type":
        value = workers_of(value)
    elif name == "by":
        check_by(value)
    several = isinstance(value, list | tuple | set | frozenset)
    takes_several = "Sequence" in wanted or wanted in ("By", "tuple", "list") or "tuple[" in wanted
    takes_one = wanted.startswith(("str", "int", "float")) or wanted in ("By",)
    if several and not takes_several and takes_one:
        if len(value) == 1:
            return next(iter(value))
        raise UsageError(f"{function}() takes one {name} at a time, not {', '.join(map(str, value))}; ask it once for each")
    if not several and takes_several and not takes_one and value is not None:
        return [value]
    if value is None and wanted == "str":
        raise UsageError(f"{function}() needs a {name}: {_examples(name)}")
    return value


def months_of(value: object) -> object:
    """Windows in months: 12, 12.0, "12" and "12m" are the same; several stay several, each once."""
    if isinstance(value, list | tuple | set | frozenset):
        found = list(dict.fromkeys(months_of(each) for each in value))
        if not found:
            raise UsageError("months is empty: name at least one window, as months=12 or months=[12, 36]")
        return found
    text = str(value).strip().casefold().removesuffix("months").removesuffix("m").strip()
    try:
        number = float(text)
    except ValueError:
        raise UsageError(f'months is {as_said(value)}: say it as 12, "12m" or [12, 36]') from None
    if isinstance(value, bool) or not number.is_integer() or not 0 < number <= _LONGEST:
        raise UsageError(f"months is {as_said(value)}: it should be a whole number of months from 1 to {_LONGEST}")
    return int(number)


def workers_of(value: object) -> object:
    """The kind of people to count, or several: a code, its name, or its plural; None is every kind."""
    if value is None:
        return None
    if isinstance(value, list | tuple | set | frozenset):
        found = tuple(dict.fromkeys(workers_of(each) for each in value))
        if not found:
            raise UsageError("worker_type is empty: name at least one kind of people, or None for every kind")
        return found
    said = {plain(word): code for code in WORKER_TYPES for word in (code, WORKER_TYPES[code], *WORKERS.get(code, ()))}
    found = said.get(plain(value))
    if found is None:
        raise UsageError(f"worker_type is '{value}'; {did_you_mean(value, WORKER_TYPES)}")
    return found


def check_by(value: object) -> None:
    """Refuse a characteristic that is no name, or a list of none."""
    several = isinstance(value, list | tuple | set | frozenset)
    if several and not value:
        raise UsageError('by is empty: name at least one characteristic, as by="sex" or by=["ethnicity", "sex"]')
    for each in value if several else (value,):
        if not isinstance(each, str) and (several or each is not None):
            raise UsageError(f'by is {as_said(each)}: a characteristic is a name, as "sex"')


def _examples(name: str) -> str:
    return {"by": 'a characteristic, as "sex"', "worker_type": f"one of {', '.join(WORKER_TYPES)}"}.get(name, "a name")
