"""The numbers and marks of Word's lists, which it keeps apart from the text: starts, restarts, levels, forms.

As Word counts (ECMA-376, part 1, 17.9): lists of one abstract list share their counters, an instance may start them anew,
and a level begins again after a higher one has gone on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLETS = ("\u2022 ", "\u25cb ")  # of the outer level, and of deeper ones
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def value(element, otherwise: str = "") -> str:
    """The ``w:val`` of an element that may be missing."""
    return element.get(f"{W}val", otherwise) if element is not None else otherwise


class Level:
    """How one level of a list counts."""

    def __init__(self, element):
        self.start = _whole(value(element.find(f"{W}start")), 1)
        self.form = value(element.find(f"{W}numFmt"), "decimal")
        self.text = value(element.find(f"{W}lvlText"), "")
        self.restart = value(element.find(f"{W}lvlRestart")) != "0"
        self.legal = element.find(f"{W}isLgl") is not None


class Lists:
    """The marks of the list paragraphs of one document, in the order of the text."""

    def __init__(self, document):
        self.styles = {style.get(f"{W}styleId"): style for style in document.styles.element.findall(f"{W}style")}
        self.levels: dict[str, dict[int, Level]] = {}  # abstract list -> its levels
        self.of: dict[str, str] = {}  # list -> its abstract list
        self.own: dict[str, dict[int, Level]] = {}  # list -> levels it has otherwise
        self.starts: dict[str, dict[int, int]] = {}  # list -> where it starts anew
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[str] = set()
        try:
            self._read(document.part.numbering_part.element)
        except (KeyError, NotImplementedError):
            pass  # a document without lists

    def _read(self, numbering) -> None:
        linked = {}
        for one in numbering.findall(f"{W}abstractNum"):
            name = one.get(f"{W}abstractNumId")
            self.levels[name] = {_whole(level.get(f"{W}ilvl"), 0): Level(level) for level in one.findall(f"{W}lvl")}
            if (link := value(one.find(f"{W}numStyleLink"))) and not self.levels[name]:
                linked[name] = link
        for one in numbering.findall(f"{W}num"):
            name = one.get(f"{W}numId")
            self.of[name] = value(one.find(f"{W}abstractNumId"))
            for over in one.findall(f"{W}lvlOverride"):
                at = _whole(over.get(f"{W}ilvl"), 0)
                if (level := over.find(f"{W}lvl")) is not None:
                    self.own.setdefault(name, {})[at] = Level(level)
                if (start := over.find(f"{W}startOverride")) is not None:
                    self.starts.setdefault(name, {})[at] = _whole(value(start), 1)
        for name, style in linked.items():
            number = value(self.styles[style].find(f"{W}pPr/{W}numPr/{W}numId")) if style in self.styles else ""
            self.levels[name] = self.levels.get(self.of.get(number, ""), {})

    def chain(self, style: str) -> Iterator:
        """A style and those it is based on."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style].find(f"{W}basedOn"))

    def place(self, about) -> tuple[str, int] | None:
        """The list and level of a paragraph, its own or its style's; None where it stands in no list."""
        if about is None:
            return None
        own = about.find(f"{W}numPr")
        number, level = (value(own.find(f"{W}numId")), value(own.find(f"{W}ilvl"))) if own is not None else ("", "")
        for style in self.chain(value(about.find(f"{W}pStyle"))):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None and not number:
                number, level = value(found.find(f"{W}numId")), level or value(found.find(f"{W}ilvl"))
        return None if number in ("", "0") else (number, _whole(level, 0))

    def mark(self, about) -> tuple[str, int]:
        """What Word would draw before a paragraph, and how deep its list is (0 where it stands in none)."""
        place = self.place(about)
        if place is None:
            style = next(self.chain(value(about.find(f"{W}pStyle"))), None) if about is not None else None
            name = value(style.find(f"{W}name")).casefold() if style is not None else ""
            return (BULLETS[0], 1) if name.startswith("list bullet") and (about.find(f"{W}numPr") is None) else ("", 0)
        number, at = place
        abstract = self.of.get(number, "")
        levels = {**self.levels.get(abstract, {}), **self.own.get(number, {})}
        level = levels.get(at)
        if level is None or level.form == "bullet":
            return BULLETS[at > 0], at + 1
        if level.form == "none":
            return "", at + 1
        counts = self._count(number, abstract, at, levels)
        text = re.sub(
            r"%([1-9])",
            lambda found: _written(
                counts.get(int(found[1]) - 1, 0), "decimal" if level.legal else levels[int(found[1]) - 1].form if int(found[1]) - 1 in levels else "decimal"
            ),
            level.text or f"%{at + 1}.",
        )
        return f"{text.strip()} " if text.strip() else "", at + 1

    def _count(self, number: str, abstract: str, at: int, levels: dict[int, Level]) -> dict[int, int]:
        counts = self.counts.setdefault(abstract, {})
        if number not in self.begun:
            self.begun.add(number)
            for level, start in self.starts.get(number, {}).items():
                counts[level] = start - 1
        for higher in range(at):
            counts.setdefault(higher, levels[higher].start if higher in levels else 1)
        counts[at] = counts[at] + 1 if at in counts else levels[at].start
        for deeper in [level for level in counts if level > at and (level not in levels or levels[level].restart)]:
            del counts[deeper]
        return counts


def _written(number: int, form: str) -> str:
    """A number in one of the forms that lists take.

    >>> [_written(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'd', 'IV', '04']
    """
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 20 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = ""
        for worth, sign in _ROMAN:
            roman += sign * (number // worth)
            number %= worth
        return roman if form == "lowerRoman" else roman.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() and len(text) < 8 else otherwise
