"""The file of a publication, made of a board cycle's: the same data and definitions, by the rules of what anybody may read."""

from __future__ import annotations

from datetime import date

from eianalysis.cycle_sense import PUBLICATION

SAID = "# A publication, made from {previous}. docs/publishing.md says how it is made, docs/cycles.md explains every key."
#: Keys that a publication has in its own way, each with its line.
OWN = {"kind": f'kind = "{PUBLICATION}"', "profile": 'profile = "public"', "marking": 'marking = "OFFICIAL"'}
BY = "check: the law wants it published at least once a year"


def as_publication(text: str) -> str:
    """A cycle file as that of a publication, everything else carried.

    What is said of notebooks goes: they are pages of another kind of cycle. The day to publish by goes as well, so that
    it is worked out anew.
    """
    lines, section = [], ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line
        if section:
            lines += [line] * (not section.startswith("[notebooks"))
        elif _key(line) not in ("kind", "publish_by"):
            lines.append(OWN.get(_key(line), line))
    return "\n".join(_after(lines, "cycle", OWN["kind"]))


def with_day(text: str, day: date) -> str:
    """The file with the day to publish by written into it."""
    return "\n".join(_after(text.splitlines(), "kind", f"publish_by = {day}  # {BY}")) + "\n"


def _after(lines: list[str], key: str, line: str) -> list[str]:
    at = next(place for place, each in enumerate(lines) if _key(each) == key)
    return [*lines[: at + 1], line, *lines[at + 1 :]]


def _key(line: str) -> str:
    return line.split("=")[0].strip() if "=" in line else ""
