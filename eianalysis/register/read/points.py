"""The labelled points of a text: which of them are the items, which head them as sections, which stand below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from eianalysis.register.read.headings import names_a_column, plain_heading
from eianalysis.register.read.labels import STYLES
from eianalysis.register.read.document_rows import Row

BULLET = re.compile(r"^[\u2022\u25cf\u25aa\u25e6\u00b7\u25cb\uf0b7*\u2013\u2014-]\s*(?=\S)")
_KEY_LINE = re.compile(r"(?P<key>[A-Z][\w /&'()-]{0,40}?)\s*:\s*(?P<value>.*)", re.DOTALL)
_NEXT_KEY = re.compile(r"\s*[|;,\u2022]\s*(?=[A-Z][\w /&'()-]{0,40}?\s*:\s)|(?<=\.)\s+(?=[A-Z][\w /&'()-]{0,40}?\s*:\s)")
#: Styles of labels, most telling first.
ORDER = (*(name for name, _ in STYLES), "bullet")
#: What items are called, most telling first; an objective may also stand over its actions.
_NOUNS = (
    "action",
    "recommendation",
    "rec",
    "commitment",
    "deliverable",
    "task",
    "pledge",
    "proposal",
    "milestone",
    "step",
    "item",
    "objective",
    "outcome",
    "aim",
    "goal",
)
_MAY_HEAD = ("objective", "outcome", "item", "step", "commitment", "aim", "goal")


@dataclass
class Point:
    """One labelled point of a text, what stands below it, and the section it is in."""

    style: str
    label: str
    text: str
    row: Row
    section: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    below: list[Point] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)

    @property
    def noun(self) -> str:
        """What a point is called by its label, as "action" of "Action 3"; '' where it is not."""
        found = re.match(r"[a-z]+", self.label.casefold()) if self.style == "named" else None
        return found[0].removesuffix("s") if found else ""

    def add(self, key: str, value: str) -> None:
        """More of a field; one that is there already goes on."""
        name = next((known for known in self.fields if plain_heading(known) == plain_heading(key)), key.strip())
        self.fields[name] = f"{self.fields.get(name, '')} {value.strip()}".strip()


def points_of(rows: Sequence[Row]) -> tuple[list[Point], list[tuple[Row, str]]]:
    """Every labelled point, with "Lead: …" lines below it as its fields; and the lines that belong to none."""
    points: list[Point] = []
    aside: list[tuple[Row, str]] = []
    section = ""
    for row in rows:
        text, marks = row.text(0), set(row.marks[0]) if row.marks else set()
        style, label, said = labelled(text)
        if row.level and style != "coded" and not (style == "named" and not said):
            section = text
            if style in ("named", "number", "points"):
                points.append(Point(style, label, said, row, marks=marks))
            continue
        facts = facts_of(BULLET.sub("", text)) if points and style in ("", "bullet") else []
        if facts:
            for key, value in facts:
                points[-1].add(key, value)
            points[-1].marks |= marks
        elif style:
            points.append(Point(style, label, said, row, section, marks=marks))
        elif points and points[-1].section == section and (not points[-1].text or text[:1].islower()):
            points[-1].text = f"{points[-1].text} {text}".strip()
            points[-1].marks |= marks
        else:
            aside.append((row, "a line of prose"))
    return points, aside


def facts_of(text: str) -> list[tuple[str, str]]:
    """The names of columns and their values in a line that holds nothing else; none where it holds anything else.

    >>> facts_of("Lead: Head of HR | Due: 31/03/2025"), facts_of("Dear all: come")
    ([('Lead', 'Head of HR'), ('Due', '31/03/2025')], [])
    """
    found: list[tuple[str, str]] = []
    for piece in _NEXT_KEY.split(text):
        key = _KEY_LINE.fullmatch(piece)
        if key and names_a_column(key["key"]) and len(key["key"].split()) <= 5:
            found.append((key["key"].strip(), key["value"].strip()))
        elif found:  # no name of a column after all: it goes on
            found[-1] = found[-1][0], f"{found[-1][1]} {piece}".strip()
        else:
            return []
    return found


def labelled(text: str) -> tuple[str, str, str]:
    """The style of a line's label, the label and the words after it; a bullet before another label is only a bullet.

    >>> labelled("\u2022 R7. Train all staff"), labelled("\u2022 Train all staff"), labelled("Dear all")
    (('coded', 'R7', 'Train all staff'), ('bullet', '\u2022', 'Train all staff'), ('', '', 'Dear all'))
    """
    bare = BULLET.sub("", text)
    for name, pattern in STYLES:
        if match := pattern.match(bare):
            return name, match["label"].strip(), bare[match.end() :].strip()
    return ("bullet", text[0], bare) if bare != text else ("", "", text)


def style_of_items(points: Sequence[Point]) -> tuple[str, str] | None:
    """The style of the items and, where they are called by a noun, the noun; None where nothing looks like a list of items."""
    nouns = Counter(point.noun for point in points if point.noun)
    for noun in _NOUNS:
        enough = nouns[noun] >= 2 or nouns[noun] and (nouns[noun] == len(points) or noun in ("recommendation", "rec"))
        if enough and not (noun in _MAY_HEAD and _heads(points, noun)):
            return "named", noun
    counts = Counter(point.style for point in points)
    for style in ORDER[1:]:
        if counts[style] < 2 or style == "letter":
            continue
        own = [point for point in points if point.style == style]
        if style == "number" and all(point.row.level for point in own) and len(points) > len(own):
            continue  # numbered headings over the items
        return style, ""
    return None


def _heads(points: Sequence[Point], noun: str) -> bool:
    """Whether points called so stand over points of another style, as "Objective 1" over its actions."""
    own = [at for at, point in enumerate(points) if point.noun == noun]
    return all(at + 1 < len(points) and at + 1 not in own and not points[at].fields for at in own)


def nested(points: Sequence[Point], style: str, noun: str) -> tuple[list[Point], list[tuple[Row, str]]]:
    """The items; points of a more telling style, or headings, before them are their sections, others below are their pieces."""
    items: list[Point] = []
    aside: list[tuple[Row, str]] = []
    section = ""
    plain = any(point.style == style and not point.row.level for point in points)
    for at, point in enumerate(points):
        own = point.style == style and (not noun or point.noun == noun) and not (style == "number" and point.row.level and plain)
        if own:
            point.section = section or point.section
            items.append(point)
        elif point.row.level or ORDER.index(point.style) < ORDER.index(style) or _goes_before(points, at, style):
            section = point.text or point.label
        elif items:
            items[-1].below.append(point)
        else:
            aside.append((point.row, "a point of another kind"))
    return items, aside


def _goes_before(points: Sequence[Point], at: int, style: str) -> bool:
    """Whether a numbered line stands over what follows, as "2. Fair vetting" over 2.1 or over bullets."""
    if points[at].style != "number" or style not in ("points", "bullet"):
        return False
    later = next((point for point in points[at + 1 :] if point.style == style), None)
    return later is not None and (style == "bullet" or later.label.partition(".")[0] == points[at].label)
