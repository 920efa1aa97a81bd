"""What can go wrong, as a small tree; each branch knows the exit code of the command line.

    EIAnalysisError            1  a notebook failed, or the run could not finish
    ├── ReadOnlyError          1  a notebook would have changed its data
    ├── UsageError             2  unknown cycle, option, parameter
    ├── DataFault              3  a fault inside a cycle, mapping or data file (lists every one)
    ├── DisclosureError        4  the disclosure check failed; nothing was released
    └── RefusedError           5  issued, locked

Messages show category values, never identifiers, birth dates or free text.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_PACKAGE = Path(__file__).parent


class EIAnalysisError(Exception):
    """Anything this package refuses or could not do, said in words a person can act on."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the analyst's own lines and the message, not the lines of this package (``%xmode Verbose`` shows them too)."""
        shown = sys.modules["IPython"].get_ipython().InteractiveTB  # only IPython asks
        whole = shown.mode == "Verbose"
        return shown.structured_traceback(type(self), self, self.__traceback__ if whole else own_lines(self.__traceback__), tb_offset=0)


class UsageError(EIAnalysisError):
    """The call was wrong: an unknown cycle, option or parameter."""

    exit_code = 2


class DisclosureError(EIAnalysisError):
    """Something would have been shown that must not be."""

    exit_code = 4


class RefusedError(EIAnalysisError):
    """The thing exists and is protected: an issued pack, a run in progress."""

    exit_code = 5


class ReadOnlyError(EIAnalysisError, PermissionError):
    """A notebook would have written, renamed or deleted below the data folder."""


def own_lines(traceback: TracebackType | None) -> TracebackType | None:
    """A traceback up to where this package was called, without what ran the cell; the whole of one that begins in here."""
    own, at = [], traceback
    while at is not None and _PACKAGE not in Path(at.tb_frame.f_code.co_filename).parents:
        if not at.tb_frame.f_globals.get("__name__", "").startswith("IPython."):
            own.append(at)
        at = at.tb_next
    kept = None
    for each in reversed(own):
        kept = TracebackType(kept, each.tb_frame, each.tb_lasti, each.tb_lineno)
    return kept or traceback


def as_said(value: object) -> str:
    """What was given, as a message may say it: a word, a number or a few of them; of anything else only what kind of thing it is,
    because it can hold people."""
    few = isinstance(value, list | tuple | set | frozenset) and len(value) <= 6 and all(isinstance(each, str | int | float) for each in value)
    said = repr(value) if value is None or isinstance(value, str | int | float) or few else ""
    return said if 0 < len(said) <= 80 else f"a {type(value).__name__}"


@dataclass(frozen=True)
class Fault:
    """One fault in a file: where it is, what was found, what would be right."""

    found: str
    expected: str
    row: int | None = None  # as a person counts: the header is row 1
    column: str | None = None

    def __str__(self) -> str:
        where = ", ".join(part for part in (f"row {self.row}" if self.row is not None else "", f"column '{self.column}'" if self.column else "") if part)
        said = f"{self.found}; {self.expected}" if self.expected else self.found
        return f"{where}: {said}" if where else said


class DataFault(EIAnalysisError):
    """One file does not fit what was declared; lists every fault at once."""

    exit_code = 3
    SHOWN = 40

    def __init__(self, file: str, what: str, faults: Sequence[Fault], remedy: str = "Correct the file."):
        self.file, self.what, self.faults, self.remedy = str(file), what, tuple(faults), remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        count = len(self.faults)
        lines = [f"{self.file} does not fit {self.what}: {count} fault{'s' if count != 1 else ''}"]
        lines += [f"  {fault}" for fault in self.faults[: self.SHOWN]]
        if count > self.SHOWN:
            lines.append(f"  … and {count - self.SHOWN} more of the same kinds")
        return "\n".join([*lines, f"{self.remedy} Nothing was loaded."])


class DataFaults(DataFault):
    """Several files do not fit; each one's own message, one after the other."""

    def __init__(self, each: Sequence[DataFault]):
        self.each = tuple(each)
        EIAnalysisError.__init__(self, str(self))

    def __str__(self) -> str:
        return "\n\n".join(str(fault) for fault in self.each)


def nearest(word: object, among: Iterable[object]) -> str | None:
    """The one of ``among`` most like ``word``, or None: for 'did you mean'. Never one that says something else in a word's place.

    >>> nearest("self_defined_ethnicity", ["officer_ethnicity"]), nearest("oficer_ethnicity", ["officer_ethnicity"])
    (None, 'officer_ethnicity')
    """
    options = {str(option).casefold(): str(option) for option in among}
    close = difflib.get_close_matches(str(word).casefold(), options, n=5, cutoff=0.6)
    return next((options[each] for each in close if not _says_otherwise(str(word).casefold(), each)), None)


def _says_otherwise(word: str, other: str) -> bool:
    """Whether each of two names has a word that the other has nothing like: who asks for the one does not mean the other."""
    one, two = (re.findall(r"[^\W_]+", text) for text in (word, other))
    return all(any(not difflib.get_close_matches(part, there, n=1, cutoff=0.5) for part in here) for here, there in ((one, two), (two, one)))


def did_you_mean(word: object, among: Iterable[object]) -> str:
    """A closing clause for an error: the nearest valid word, else all of them."""
    among = [str(option) for option in among]
    close = nearest(word, among)
    return f"did you mean '{close}'?" if close else f"it can be: {', '.join(among)}"
