"""The file of a cycle made of another kind's, as a publication of a board cycle's: the same data and definitions, other rules and readers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date

from eianalysis.cycle_kinds import Kind

BY = "check: the law wants it published at least once a year"


def of_another_kind(text: str, kind: Kind) -> str:
    """A cycle file as that of this kind, everything else carried.

    What is said of notebooks goes: they are pages of another kind of cycle. The day to publish by goes as well, so that
    it is worked out anew, and so does what this kind has not.
    """
    lines, section = [], ""
    own, gone = kind.own_lines, ("kind", "publish_by", *kind.left_out)
    for key, said in _entries(text):
        if said[0].startswith("["):
            section = said[0]
        if section:
            lines += [] if section.startswith("[notebooks") else said
        elif key in own:
            lines.append(own[key])
        elif key in gone:
            while lines and lines[-1].startswith("#"):  # what is said of it above
                lines.pop()
        else:
            lines += [f"{said[0]}  # {kind.asks[key]}"] if key in kind.asks and "#" not in said[0] else said
    return "\n".join(_after(lines, "cycle", f'kind = "{kind.name}"'))


def with_day(text: str, day: date) -> str:
    """The file with the day to publish by written into it."""
    return "\n".join(_after(text.splitlines(), "kind", f"publish_by = {day}  # {BY}")) + "\n"


def _entries(text: str) -> Iterable[tuple[str, list[str]]]:
    """Each key with all its lines, as a list may have several; every other line by itself, without a key."""
    lines = text.splitlines()
    while lines:
        many = next((many for many in range(1, len(lines) + 1) if _key(lines[0]) and _whole(lines[:many])), 1)
        yield _key(lines[0]), lines[:many]
        lines = lines[many:]


def _whole(lines: list[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _after(lines: list[str], key: str, line: str) -> list[str]:
    at = next(place for place, each in enumerate(lines) if _key(each) == key)
    return [*lines[: at + 1], line, *lines[at + 1 :]]


def _key(line: str) -> str:
    return line.split("=")[0].strip() if "=" in line and not line.lstrip().startswith("#") else ""
