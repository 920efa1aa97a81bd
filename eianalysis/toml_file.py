"""A TOML file that a person wrote: its content, or one message that says what is wrong with it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from eianalysis.errors import DataFault, Fault


def read_toml(path: Path, where: str, what: str, *, guide: str, remedy: str = "Correct the file.") -> dict:
    """The content of a TOML file. ``where`` and ``what`` name it in the message, ``guide`` is the page that explains it.

    Raises ``DataFault`` for whatever TOML cannot be read: no UTF-8, a slip of the pen, a number of thousands of digits,
    brackets nested without end.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        found = str(error)
    except UnicodeDecodeError:
        found = "it is not saved as UTF-8"
    except ValueError:
        found = "a number or date in it cannot be read"
    except RecursionError:
        found = "brackets are nested too deeply"
    raise DataFault(where, what, [Fault(f"it is not readable as TOML ({found})", f"see {guide}")], remedy)


def shown(value: object, most: int = 60) -> str:
    """A value of the file as a message may repeat it: cut short, whatever it is."""
    try:
        text = repr(value)
    except ValueError:  # a number too long to print
        text = "a very long number"
    return text if len(text) <= most else text[:most] + "…"
