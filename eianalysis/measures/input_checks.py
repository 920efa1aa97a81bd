"""What a public measure is given, looked at before it starts: a table in the wrong place is told as that.

Measures name their tables alike (``people`` is always the workforce), so one list serves them all, and a measure added
later is looked at without a word of its own. Tables made by hand pass where they bear the name of the table they stand for.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping

from eianalysis.argument_kinds import OURS, is_ours
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.results import Release, Result
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable

#: Parameter of a measure: the table, or tables, that it stands for. A table's own name stands for that table.
TABLE_OF: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in TABLES},
    "people": ("workforce_snapshot",),
    "cases": ("misconduct_cases",),
    "searches": ("stop_search",),
    "force": ("use_of_force",),
    "samples": ("dip_samples",),
    "frame": ("stop_search", "use_of_force"),
    "benchmark": ("benchmarks",),
    "contacts": ("leaver_contacts",),
    "development": ("development_participation",),
    "outcomes": ("cj_outcomes",),
    "offences": ("vawg_offences",),
    "panels": ("selection_panels",),
    "training": ("training_attendance",),
    "questions": ("survey_questions",),
    "waves": ("survey_waves",),
    "events": ("community_events",),
    "drafts": ("draft_register",),
    "asked": ("decisions",),
    "breaks": ("definition_breaks",),
}
#: Where one word is not always one table.
INSTEAD = {name: {"interviews": ("exit_interviews",)} for name in ("exit_interviews", "exit_themes")}
INSTEAD |= {name: {"interviews": ("stay_interviews",)} for name in ("stay_interviews", "stay_themes")}
#: Measures of any table whatever.
ANY_TABLE = ("rate", "share", "mean", "trend", "pipeline", "intersect", "data_notes", "characteristics_captured", "input_tables", "code_checks", "completeness")
#: Loaders are named more shortly than some tables.
LOADED_AS = {"workforce": "workforce_snapshot", "misconduct": "misconduct_cases", "training": "training_attendance", "development": "development_participation"}
_KINDS = ("TypedTable", "Result", "Release", "BoardCycle")


def faults_of(measure: Callable, signature: inspect.Signature, bound: Mapping[str, object]) -> None:
    """Refuse what is not a measure's own tables with one ``UsageError`` that names every argument at fault."""
    faults = [fault for name, value in bound.items() for fault in _faults(measure, signature.parameters[name], value)]
    several = [each.name for each in signature.parameters.values() if each.kind is each.VAR_POSITIONAL and each.annotation == "TypedTable"]
    faults += [f"{name} should be one table or more, as *ei.every_table(cycle), and there is none" for name in several if not bound.get(name)]
    if faults:
        order = _tables(signature)
        asked = f" Its tables, in this order: {', '.join(order)}." if len(order) > 1 else ""
        raise UsageError(f"{measure.__name__}() was not given what it needs: {'; '.join(faults)}.{asked}")


def tables_of(measure: Callable) -> dict[str, tuple[str, ...]]:
    """The parameters of a measure that are tables, with the names of the tables that each can be."""
    return {
        name: wanted(measure.__name__, name)
        for name, each in inspect.signature(measure).parameters.items()
        if "TypedTable" in str(each.annotation) and each.kind is each.POSITIONAL_OR_KEYWORD or name == "benchmark"
    }


def wanted(measure: str, parameter: str) -> tuple[str, ...]:
    """The tables that a parameter of a measure can be; () for any table."""
    return () if measure in ANY_TABLE else INSTEAD.get(measure, TABLE_OF).get(parameter, TABLE_OF.get(parameter, ()))


def _tables(signature: inspect.Signature) -> list[str]:
    return [
        name for name, parameter in signature.parameters.items() if parameter.annotation == "TypedTable" and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]


def _faults(measure: Callable, parameter: inspect.Parameter, value: object) -> Iterator[str]:
    """What is wrong with one argument; ``*tables`` and ``**tables`` hold several."""
    kind = str(parameter.annotation)
    if parameter.kind is parameter.VAR_KEYWORD and kind == "TypedTable":
        for name, table in value.items():
            meant = LOADED_AS.get(name, name)
            if meant not in TABLES:
                yield f"there is no table '{name}'; {did_you_mean(name, [*LOADED_AS, *TABLES])}"
            else:
                yield from _fault(name, kind, (meant,), table)
        return
    for one in value if parameter.kind is parameter.VAR_POSITIONAL else (value,):
        yield from _fault(parameter.name, kind, wanted(measure.__name__, parameter.name), one)


def _fault(name: str, kind: str, names: tuple[str, ...], value: object) -> Iterator[str]:
    if kind not in _KINDS:
        return
    if not is_ours(kind, value):
        yield f"{name} should be {f'the table {_either(names)}' if names else OURS[kind]}, and is {_said(value)}"
    elif isinstance(value, TypedTable) and names and value.name not in names:
        yield f"{name} should be the table {_either(names)}, and is {_said(value)}"


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f"'{name}'" for name in names)


def _said(value: object) -> str:
    """What was given, without its content."""
    if isinstance(value, TypedTable):
        return f"'{value.name}'"
    if isinstance(value, (Result, Release)):
        return f"a {type(value).__name__} of {value.measure}"
    return "nothing" if value is None else f"a {type(value).__name__}"
