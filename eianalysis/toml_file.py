"""A TOML file that a person wrote: its content, or one message that says what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from eianalysis.errors import DataFault, Fault
from eianalysis.vocabulary.showable import NO_SHOW, showable


def is_a_file(path: Path, where: str, what: str) -> bool:
    """Whether there is such a file. What stands there and is none (a pipe, which a reader would wait for, a folder, a broken link) is a fault."""
    if path.is_file():
        return True
    if path.exists() or path.is_symlink():
        raise DataFault(where, what, [Fault("it is no file (a pipe, a folder or a broken link)", "a file of that name, or nothing")], "Take it away.")
    return False


def read_toml(path: Path, where: str, what: str, *, guide: str, remedy: str = "Correct the file.") -> dict:
    """The content of a TOML file. ``where`` and ``what`` name it in the message, ``guide`` is the page that explains it.

    Raises ``DataFault`` for whatever TOML cannot be read: no UTF-8, a slip of the pen, a number of thousands of digits,
    brackets nested without end.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        found = str(error)
    except UnicodeDecodeError:
        found = "it is not saved as UTF-8"
    except ValueError:
        found = "a number or date in it cannot be read"
    except RecursionError:
        found = "brackets are nested too deeply"
    else:
        odd = [Fault(f"{shown(place)} holds {NO_SHOW}", "type the text anew") for place in _unshowable(content)]
        if odd:
            raise DataFault(where, what, odd, remedy)
        return content
    raise DataFault(where, what, [Fault(f"it is not readable as TOML ({found})", f"see {guide}")], remedy)


def _unshowable(value: object, place: str = "") -> Iterator[str]:
    """Where a text that no page can show stands: 'table.2.file', or the key itself."""
    if isinstance(value, str):
        yield from () if showable(value) else (place,)
    parts = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    for name, each in parts:
        inside = f"{place}.{name}" if place else str(name)
        yield from _unshowable(each, inside) if showable(str(name)) else (inside,)


def shown(value: object, most: int = 60) -> str:
    """A value of the file as a message may repeat it: cut short, whatever it is."""
    try:
        text = repr(value)
    except ValueError:  # a number too long to print
        text = "a very long number"
    return text if len(text) <= most else text[:most] + "…"
