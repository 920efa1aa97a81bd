"""A TOML file that a person wrote: its content, or one message that says what is wrong with it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from eianalysis.errors import DataFault, Fault
from eianalysis.vocabulary.showable import NO_SHOW, showable


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
        odd = [Fault(f"{shown(key)} holds {NO_SHOW}", "type the text anew") for key, value in content.items() if not _showable((key, value))]
        if odd:
            raise DataFault(where, what, odd, remedy)
        return content
    raise DataFault(where, what, [Fault(f"it is not readable as TOML ({found})", f"see {guide}")], remedy)


def _showable(value: object) -> bool:
    """Whether every text in a value can be shown, keys among them."""
    if isinstance(value, dict):
        return all(map(_showable, value.items()))
    return all(map(_showable, value)) if isinstance(value, list | tuple) else not isinstance(value, str) or showable(value)


def shown(value: object, most: int = 60) -> str:
    """A value of the file as a message may repeat it: cut short, whatever it is."""
    try:
        text = repr(value)
    except ValueError:  # a number too long to print
        text = "a very long number"
    return text if len(text) <= most else text[:most] + "…"
