"""Tab in a notebook or an IPython console: ids of measures, columns, and values of columns, inside the quotes of a question.

Registered with IPython by ``import eianalysis``; what is suggested is looked for when Tab is pressed and not before. Tables are not read
for it: values are those that a table read already holds, else those declared. References and free text are never suggested.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping

#: The call that the cursor is in, up to the cursor, and what it is called on.
CALL = re.compile(r"(?:(?P<on>[A-Za-z_][\w.]*|[\w.]*\([^()]*\))\.)?(?P<call>\w+)\((?P<given>[^()]*)$", re.DOTALL)
#: A word begun in quotes, of an argument or of none; and a name begun.
IN_QUOTES = re.compile(r"""(?:(?P<name>\w+)\s*=\s*)?[\[(]?(?:\s*["'][^"']*["']\s*,)*\s*["'](?P<begun>[^"']*)$""")
NAME = re.compile(r"(?:^|,)\s*(?P<begun>[A-Za-z_]\w*)?$")
#: Calls whose first word is the id of a measure, and calls whose arguments are columns.
OF_MEASURES, OF_COLUMNS = ("ask", "stand", "catalogue", "explain"), ("where",)


def register() -> None:
    """Have the IPython that this runs in, if it does, ask ``matcher`` as well."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    completer = getattr(shell, "Completer", None)
    if completer is None or any(getattr(each, "__module__", "") == __name__ for each in completer.custom_matchers):
        return
    try:
        from IPython.core.completer import context_matcher
    except ImportError:  # older than 8.6
        return

    @context_matcher()
    def names_by_tab(context):
        return matcher(context.full_text, context.cursor_line, context.cursor_position, completer.namespace)

    completer.custom_matchers.append(names_by_tab)


def matcher(text: str, line: int, column: int, space: Mapping[str, object]) -> dict:
    """What may stand at the cursor of a cell, in IPython's own words; nothing where no question is asked there."""
    from IPython.core.completer import SimpleCompletion

    lines = text.split("\n")
    begun, found = suggested("\n".join([*lines[:line], lines[line][:column]]), space)
    fit = sorted({each for each in found if each.casefold().startswith(begun.casefold())})
    return {"completions": [SimpleCompletion(text=each, type="text") for each in fit], "matched_fragment": begun, "suppress": bool(fit)}


def suggested(before: str, space: Mapping[str, object]) -> tuple[str, Iterable[str]]:
    """What was begun before the cursor, and every word that may stand there."""
    call = CALL.search(before)
    if call is None:
        return "", ()
    on, given = _held(call["on"] or "", space), call["given"]
    inside = sum(map(given.count, "\"'")) % 2  # a mark that was opened and not closed
    quoted = IN_QUOTES.search(given) if inside else None
    if quoted is None:
        name = NAME.search(given)
        return (name["begun"] or "", (f"{each}=" for each in _columns(on))) if name and not inside and call["call"] in OF_COLUMNS else ("", ())
    if quoted["name"] is None:
        return quoted["begun"], _measures() if call["call"] in OF_MEASURES else ()
    if quoted["name"] == "by":
        last = re.split(r"\s*\*\s*", quoted["begun"])[-1]  # of "route * eth" the second
        return last, _groupings(on)
    if quoted["name"] == "every":
        return quoted["begun"], _periods()
    return quoted["begun"], _values(on, quoted["name"]) if call["call"] in OF_COLUMNS else ()


def _held(name: str, space: Mapping[str, object]) -> object:
    """What a name stands for, followed through attributes that are there already: nothing is called and nothing read."""
    first, *rest = name.split(".")
    thing = space.get(first)
    for each in rest:
        read = getattr(thing, "read", None)
        thing = read.get(_table_named(each)) if isinstance(read, dict) else getattr(thing, "__dict__", {}).get(each)
    return thing


def _table_named(name: str) -> str:
    from eianalysis.measures.input_checks import TABLE_OF

    return TABLE_OF.get(name, (name,))[0]


def _tables(on: object) -> list:
    """The tables that were read of a force, or the table itself."""
    from eianalysis.sources.typed import TypedTable

    if isinstance(on, TypedTable):
        return [on]
    read = getattr(on, "read", None)
    return list(read.values()) if isinstance(read, dict) else []


def _measures() -> Iterable[str]:
    from eianalysis.measures.catalogue import declared_measures

    return declared_measures()


def _periods() -> Iterable[str]:
    from eianalysis.measures.periods import LENGTHS

    return LENGTHS


def _declared(on: object) -> list:
    """The declarations of a table, or of all where it is not known which is meant."""
    from eianalysis.schema import TABLES
    from eianalysis.sources.typed import TypedTable

    return [TABLES[on.name]] if isinstance(on, TypedTable) and on.name in TABLES else list(TABLES.values())


def _columns(on: object) -> set[str]:
    from eianalysis.sources.repeated_rows import MANY
    from eianalysis.sources.typed import TypedTable
    from eianalysis.vocabulary import FREE_TEXT

    names = set(on.rows.columns) - {MANY} if isinstance(on, TypedTable) else {column.name for table in _declared(on) for column in table.columns}
    return {name for name in map(str, names) if name not in FREE_TEXT and not name.endswith("_ref")}


def _groupings(on: object) -> set[str]:
    named = {name for table in (_tables(on) or _declared(on)) for name in table.groupings}
    return named | {column for table in _declared(on) for columns in table.groupings.values() for column in columns}


def _values(on: object, column: str) -> set[str]:
    if column not in _columns(on):
        return set()
    held = {str(value) for table in _tables(on) if column in table.rows for value in table.rows[column].dropna().unique() if isinstance(value, str)}
    return held or {word for table in _declared(on) if column in table for pair in table[column].codes.items() for word in pair}
