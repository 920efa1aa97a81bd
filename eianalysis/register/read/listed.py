"""Plans without a table: bullets, "R1.", "Recommendation 4", numbered lists, with "Lead: …" and "By …" in or below them.

The points of a document are gathered with their labels; the style of label that tells the most is that of the items, and
what stands under another style above them is their section. The points become a grid like that of a table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from eianalysis.register.read.contents import content_of, date_cell, label_like
from eianalysis.register.read.headings import heading_scores, names_a_column, plain_heading
from eianalysis.register.read.rows import Row, words
from eianalysis.register.read.tables import Grid, Line

_NOUN = r"(?:recommendation|rec|action|objective|commitment|priority|task|item|step|pledge|proposal|outcome|deliverable|aim|goal|theme|point)"
#: Label styles, most telling first: a noun and its number, letters and a number, numbers with points, numbers, letters, bullets.
_STYLES = tuple((name, re.compile(pattern, re.IGNORECASE if name == "named" else 0)) for name, pattern in (
    ("named", rf"(?P<label>{_NOUN}s?\.? ?(?:no\.? ?)?[A-Z]?\d{{1,3}}(?:[.-]\d{{1,3}})*[a-z]?)\s*(?:[.:)\u2013\u2014-]+\s*|\s+|$)(?P<text>.*)"),
    ("coded", r"(?P<label>[A-Z]{1,6}[a-z]{0,2}[-/ ]?\d{1,3}(?:[.-]\d{1,3})*[a-z]?)\s*(?:[.:)\u2013\u2014-]+\s*|\s+(?=[A-Z]))(?P<text>\S.*)"),
    ("points", r"\(?(?P<label>\d{1,2}(?:\.\d{1,3})+[a-z]?)[.):]?\s+(?P<text>\S.*)"),
    ("number", r"\(?(?P<label>\d{1,3})[.):]\s+(?P<text>\S.*)"),
    ("letter", r"\(?(?P<label>[a-z]|[ivx]{1,5})[.)]\s+(?P<text>\S.*)"),
    ("bullet", r"(?P<label>[\u2022\u25cf\u25aa\u25e6\u00b7\u25cb\uf0b7*\u2013\u2014-])\s*(?P<text>\S.*)")))
_BULLET = re.compile(r"^[\u2022\u25cf\u25aa\u25e6\u00b7\u25cb\uf0b7*\u2013\u2014-]\s*")
_KEY_LINE = re.compile(r"(?P<key>[A-Z][\w /&'()-]{0,40}?)\s*:\s*(?P<value>.*)", re.DOTALL)
_KEY_INSIDE = re.compile(r"(?:(?<=^)|(?<=[.;,|(\[\u2013\u2014-]\s)|(?<=[(\[|])|(?<=\.)|(?<=;))(?P<key>[A-Z][A-Za-z/&' -]{0,30}?)\s*:\s*(?=\S)")
_BY = re.compile(r"(?:^|(?<=[.;,(\[\u2013\u2014-]\s)|(?<=[(\[]))(?:(?:To be )?(?:[Cc]omplete[d]?|[Dd]elivered|[Dd]one) by|[Bb]y|[Dd]ue(?: by)?|[Dd]eadline|[Tt]arget date)"
                 r"\s+(?P<date>[^.;()\[\]]+(?:\.\d[^.;()\[\]]*)*)[.;)\]]?\s*")
_TAIL = re.compile(r"\s*(?:[(\[](?P<inside>[^()\[\]]{3,90})[)\]]\.?)\s*$")
OF_A_PLAN = re.compile(r"\b(?:recommendation|action|commitment|objective|pledge|plan|priorit|deliverable|we will|proposal|next step)", re.IGNORECASE)


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
    more: int = 0  # lines that went on with it


def grid_of_points(rows: Sequence[Row]) -> tuple[Grid | None, list[tuple[Row, str]], bool]:
    """The points of a text as a grid, the lines that are in none, and whether it is sure that they are a plan's items."""
    points, aside = _points([row for row in rows if not row.table or len(row.cells) == 1])
    style = _style(points)
    if style is None:
        return None, [], False
    items, aside = _nest(points, style, aside)
    if len(items) < 2 and style != "named":
        return None, [], False
    keys = _keys(items)
    for item in items:
        _take_fields(item, keys)
    headed = any(OF_A_PLAN.search(item.section) for item in items)
    told = sum(bool(item.fields) for item in items)
    sure = style in ("named", "coded") or headed or told >= 0.5 * len(items)
    return _grid(items, style), aside, sure


def _points(rows: Sequence[Row]) -> tuple[list[Point], list[tuple[Row, str]]]:
    points: list[Point] = []
    aside: list[tuple[Row, str]] = []
    section, headings = "", []
    for row in rows:
        text = row.text(0)
        marks = set(row.marks[0]) if row.marks else set()
        style, label, said = _labelled(text)
        if row.level and not (style == "named" and not said) and style != "coded":
            headings = [one for one in headings if one[0] < row.level] + [(row.level, text)]
            section = text
            if style in ("named", "number", "points"):
                points.append(Point(style, label, said, row, "", marks=marks))
            continue
        key = _KEY_LINE.fullmatch(_BULLET.sub("", text))
        if points and key and names_a_column(key["key"]) and len(key["key"].split()) <= 5 and style in ("", "bullet"):
            _add_field(points[-1], key["key"], key["value"])
            points[-1].marks |= marks
        elif style:
            points.append(Point(style, label, said, row, section, marks=marks))
        elif points and points[-1].section == section and (not points[-1].text or text[:1].islower()):
            points[-1].text = f"{points[-1].text} {text}".strip()
            points[-1].marks |= marks
            points[-1].more += 1
        else:
            aside.append((row, "a line of prose"))
    return points, aside


def _labelled(text: str) -> tuple[str, str, str]:
    """The style of a line's label, the label and the words after it; a bullet before another label is only a bullet."""
    bare = _BULLET.sub("", text)
    for name, pattern in _STYLES:
        match = pattern.fullmatch(text if name == "bullet" else bare)
        if match:
            return name, match["label"].strip(), match["text"].strip()
    return "", "", text


def _style(points: Sequence[Point]) -> str | None:
    """The style of the items: the most telling one that comes more than once, or one by its noun."""
    counts = Counter(point.style for point in points)
    for name, _ in _STYLES:
        own = [point for point in points if point.style == name]
        if name == "named":
            nouns = Counter(re.match(r"[a-z]+", point.label.casefold())[0].removesuffix("s") for point in own)
            for noun in ("action", "recommendation", "rec", "commitment", "deliverable", "task", "pledge", "proposal", "step", "item", "objective", "outcome"):
                if nouns[noun] >= 2 or nouns[noun] == len(points) or nouns[noun] and noun in ("recommendation", "rec"):
                    return f"named {noun}" if not _sections_of_more(points, noun) else _style([p for p in points if p not in own])
        elif counts[name] >= 2 and name != "letter":
            inner = [point for point in points if point.style != name and points.index(point) > points.index(own[0])]
            if name == "number" and all(point.row.level for point in own) and inner:
                continue  # numbered headings over the items
            return name
    return None


def _sections_of_more(points: Sequence[Point], noun: str) -> bool:
    """Whether points called so stand as headings over points of another style, as "Objective 1" over its actions."""
    own = [at for at, point in enumerate(points) if point.style == "named" and point.label.casefold().startswith(noun)]
    if noun not in ("objective", "outcome", "item", "step", "commitment") or not all(points[at].row.level or points[at].text for at in own):
        return False
    return all(at + 1 < len(points) and points[at + 1].style in ("coded", "points", "number", "bullet", "named")
               and at + 1 not in own and not points[at].fields for at in own)


def _nest(points: Sequence[Point], style: str, aside: list[tuple[Row, str]]) -> tuple[list[Point], list[tuple[Row, str]]]:
    """The items; other points above them are their sections, those below are their pieces."""
    kind, _, noun = style.partition(" ")
    order = [name for name, _ in _STYLES]
    items: list[Point] = []
    section = ""
    for point in points:
        own = point.style == kind and (not noun or point.label.casefold().startswith(noun[:3])) and not (
            point.row.level and kind in ("number", "points") and not items and False)
        if own and not (point.row.level and kind == "number" and any(other.style == kind and not other.row.level for other in points)):
            point.section = section or point.section
            items.append(point)
        elif point.row.level or point.style in order and order.index(point.style) < order.index(kind) or (
                kind in ("points", "bullet") and point.style == "number" and point.label == str(_ahead(points, point))):
            section = point.text or point.label
        elif items and (point.row.depth > items[-1].row.depth or order.index(point.style) > order.index(kind)):
            items[-1].below.append(point)
        else:
            aside.append((point.row, "a point of another kind"))
    return items, aside


def _ahead(points: Sequence[Point], point: Point) -> str:
    """The first number of the next label with points after this one, as 2 of "2.1" after "2."."""
    later = points[points.index(point) + 1:]
    return next((other.label.partition(".")[0] for other in later if other.style in ("points", "bullet")), point.label)


def _keys(items: Sequence[Point]) -> set[str]:
    """The names of fields: those that columns have, and those that come in half of the items."""
    seen = Counter(plain_heading(key) for item in items for key in {match["key"] for match in _KEY_INSIDE.finditer(item.text)})
    return {key for key, count in seen.items() if names_a_column(key) and len(key.split()) <= 4 or count >= max(3, 0.5 * len(items))}


def _add_field(point: Point, key: str, value: str) -> None:
    name = next((known for known in point.fields if plain_heading(known) == plain_heading(key)), key.strip())
    point.fields[name] = f"{point.fields[name]} {value}".strip() if point.fields.get(name) else value.strip()


def _take_fields(point: Point, keys: set[str]) -> None:
    """What stands in a point as "Lead: …", "By …" or in brackets after it becomes a field of its own."""
    text = point.text
    marks = [match for match in _KEY_INSIDE.finditer(text) if plain_heading(match["key"]) in keys]
    if marks:
        for mark, end in zip(marks, [*(other.start() for other in marks[1:]), len(text)], strict=True):
            value = text[mark.end():end].strip(" ;,|([\u2013\u2014-")
            value, date = _dated(value)
            _add_field(point, mark["key"], _bare(value))
            if date:
                _add_field(point, "Due", date)
        text = text[:marks[0].start()].rstrip(" ;,|([\u2013\u2014-")
    text, date = _dated(text)
    if date:
        _add_field(point, "Due", date)
    if not point.fields:
        text = _from_the_end(point, text)
    point.text = text.strip()


def _bare(value: str) -> str:
    value = value.strip()
    return value[:-1].rstrip() if value.endswith((".", ")", "]")) and not value.endswith(("etc.", "...")) and value.count("(") < value.count(")") + (
        value.endswith(".")) else value


def _dated(text: str) -> tuple[str, str]:
    """A text without its sentence "By 31/03/2025.", and the date in it; only where that sentence is nothing but a date."""
    for match in _BY.finditer(text):
        said = match["date"].strip(" ,")
        if date_cell(said) is not None and len(said.split()) <= 8:
            return f"{text[:match.start()].rstrip(' (,[;')} {text[match.end():]}".strip(), said
    return text, ""


def _from_the_end(point: Point, text: str) -> str:
    """Brackets at the end that hold a date, a post, or both: "(Head of HR, March 2025)"."""
    match = _TAIL.search(text)
    if not match:
        return text
    pieces = [piece.strip() for piece in re.split(r"\s*[;,|/]\s+|\s+[\u2013\u2014-]\s+", match["inside"]) if piece.strip()]
    dates = [piece for piece in pieces if (found := date_cell(re.sub(r"^(?:by|due)\s+", "", piece, flags=re.IGNORECASE))) is not None and found.start]
    others = [piece for piece in pieces if piece not in dates]
    if not dates and not (len(others) == 1 and content_of(others).posts >= 1.0) or len(dates) > 1 or len(others) > 2:
        return text
    if dates:
        _add_field(point, "Due", re.sub(r"^(?:by|due)\s+", "", dates[0], flags=re.IGNORECASE))
    if others:
        _add_field(point, "Owner", " / ".join(others))
    point.marks.add("read_from_brackets")
    return text[:match.start()]


def _grid(items: Sequence[Point], style: str) -> Grid:
    kind, _, noun = style.partition(" ")
    spelled: dict[str, str] = {}
    for item in items:
        for key in item.fields:
            spelled.setdefault(plain_heading(key), key)
    recommended = noun == "rec" or all(re.match(r"R\W?\d", item.label) for item in items) or any(
        re.search(r"\brecommend", item.section, re.IGNORECASE) for item in items)
    title = "Recommendation" if recommended else noun.capitalize() if noun else "Action"
    labelled = kind != "bullet"
    grid = Grid([*(["Ref"] if labelled else []), title, *spelled.values()], made_of="list", where=items[0].row.place)
    grid.groups = [""] * len(grid.headings)
    for item in items:
        own = {plain_heading(key): value for key, value in item.fields.items()}
        cells = [*([item.label] if labelled else []), words(item.text), *(words(own.get(key, "")) for key in spelled)]
        marks = frozenset(item.marks)
        row = Row(tuple(cells), item.row.line, item.row.place, marks=(marks,) * len(cells) if marks else ())
        line = Line(row, cells, item.section)
        line.pieces = [(below.label, below.text, below.row) for below in item.below]
        grid.lines.append(line)
    return grid
