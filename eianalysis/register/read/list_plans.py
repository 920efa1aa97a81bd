"""Plans without a table: bullets, "R1.", "Recommendation 4", numbered lists, with "Lead: …" and "By …" in or below them.

The points of a document that are its items become a grid like that of a table: their label, their words, and a column for
each name of a field that stands in or below them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from eianalysis.register.read.contents import content_of, date_cell
from eianalysis.register.read.headings import names_a_column, plain_heading
from eianalysis.register.read.points import Point, nested, points_of, style_of_items
from eianalysis.register.read.document_rows import Row, words
from eianalysis.register.read.find_tables import Grid, Line

_KEY_INSIDE = re.compile(r"(?:(?<=^)|(?<=[.;,|(\[\u2013\u2014-]\s)|(?<=[(\[|])|(?<=\.)|(?<=;))(?P<key>[A-Z][A-Za-z/&' -]{0,30}?)\s*:\s*(?=\S)")
_BY = re.compile(
    r"(?:^|(?<=[.;,(\[\u2013\u2014-]\s)|(?<=[(\[]))(?:(?:To be )?(?:[Cc]omplete[d]?|[Dd]elivered|[Dd]one) by|[Bb]y|[Dd]ue(?: by)?|[Dd]eadline|[Tt]arget date)"
    r"\s+(?P<date>[^.;()\[\]]+(?:\.\d[^.;()\[\]]*)*)[.;)\]]?\s*"
)
_TAIL = re.compile(r"\s*(?:[(\[](?P<inside>[^()\[\]]{3,90})[)\]]\.?)\s*$")
_ONE = r"(?:(?!\s[\u2013\u2014-]\s).)"
_DASHED = re.compile(rf"\s+[\u2013\u2014-]\s+(?P<inside>{_ONE}{{2,60}}\s[\u2013\u2014-]\s{_ONE}{{3,40}})$")
_DASH_COMMA = re.compile(rf"\s+[\u2013\u2014-]\s+(?P<inside>{_ONE}{{2,60}}[,;/|]\s+{_ONE}{{3,40}})$")
_BETWEEN = re.compile(r"\s*[;,|/]\s+|\s+[\u2013\u2014-]\s+")
_BY_WORD = re.compile(r"^(?:by|due)\s+", re.IGNORECASE)
_AROUND = " ;,|([\u2013\u2014-"
OF_A_PLAN = re.compile(r"\b(?:recommendation|action|commitment|objective|pledge|plan|priorit|deliverable|we will|proposal|next step)", re.IGNORECASE)


def grid_of_points(rows: Sequence[Row]) -> tuple[Grid | None, list[tuple[Row, str]], bool]:
    """The points of a text as a grid, the lines that are in none, and whether it is sure that they are a plan's items."""
    points, aside = points_of([row for row in rows if not row.table or len(row.cells) == 1])
    found = style_of_items(points)
    if found is None:
        return None, [], False
    style, noun = found
    items, more = nested(points, style, noun)
    if len(items) < 2 and style != "named":
        return None, [], False
    keys = _keys(items)
    for item in items:
        _take_fields(item, keys)
    bare = [item for item in items if not item.fields]
    for item, (text, owner, day) in zip(bare, _ends(bare), strict=True):
        if text:
            item.text = text.strip()
            item.marks.add("read_from_brackets")
            for name, value in (("Owner", owner), ("Due", day)):
                if value:
                    item.add(name, value)
    sure = (
        style in ("named", "coded") or any(OF_A_PLAN.search(item.section) for item in items) or (sum(bool(item.fields) for item in items) >= 0.5 * len(items))
    )
    return _grid(items, style, noun), aside + more, sure


def _keys(items: Sequence[Point]) -> set[str]:
    """The names of fields: those that columns have, and those that come in half of the items."""
    seen = Counter(plain_heading(key) for item in items for key in {match["key"] for match in _KEY_INSIDE.finditer(item.text)})
    return {key for key, count in seen.items() if names_a_column(key) and len(key.split()) <= 4 or count >= max(3, 0.5 * len(items))}


def _take_fields(point: Point, keys: set[str]) -> None:
    """What stands in a point as "Lead: …" or "By …" becomes a field of its own."""
    text = point.text
    marks = [match for match in _KEY_INSIDE.finditer(text) if plain_heading(match["key"]) in keys]
    ends = [*(mark.start() for mark in marks[1:]), len(text)][: len(marks)]
    for mark, end in zip(marks, ends, strict=True):
        value = text[mark.end() : end].strip(_AROUND)
        bare, date = _dated(value)
        point.add(mark["key"], _unbracketed(bare or value))
        if date and bare:
            point.add("Due", date)
    if marks:
        text = text[: marks[0].start()].rstrip(_AROUND)
    text, date = _dated(text)
    if date:
        point.add("Due", date)
    point.text = text.strip()


def _unbracketed(value: str) -> str:
    """A value without the full stop or bracket that ends the sentence it stands in."""
    value = value.removesuffix(".").rstrip() if not value.endswith(("etc.", "...")) else value
    return value[:-1].rstrip() if value.endswith((")", "]")) and value.count("(") + value.count("[") < value.count(")") + value.count("]") else value


def _dated(text: str) -> tuple[str, str]:
    """A text without its sentence "By 31/03/2025.", and the date in it; only where that sentence is nothing but a date."""
    for match in _BY.finditer(text):
        said = match["date"].strip(" ,")
        if date_cell(said) is not None and len(said.split()) <= 8:
            return f"{text[: match.start()].rstrip(' (,[;')} {text[match.end() :]}".strip(), said
    return text, ""


def _ends(items: Sequence[Point]) -> list[tuple[str, str, str]]:
    """What stands at the end of each point in brackets or after dashes, as (words, owner, day): ('', '', '') where nothing does.

    Where most points end with a post and a day, what stands in their places in the others is taken for the same.
    """
    parted = [_pieces(item.text) for item in items]
    found = []
    for text, pieces in parted:
        dates = [piece for piece in pieces if (read := date_cell(_BY_WORD.sub("", piece))) is not None and read.start]
        others = [piece for piece in pieces if piece not in dates]
        good = len(dates) == 1 and len(others) <= 2 or not dates and len(others) == 1 and content_of(others).posts >= 1.0
        found.append((text, " / ".join(others), _BY_WORD.sub("", dates[0]) if dates else "") if good else ("", "", ""))
    if sum(bool(owner and day) for _, owner, day in found) >= 0.5 * max(len(items), 1):
        for at, (text, pieces) in enumerate(parted):
            if not found[at][0] and len(pieces) == 2:
                found[at] = text, pieces[0], _BY_WORD.sub("", pieces[1])
    return found


def _pieces(text: str) -> tuple[str, list[str]]:
    """A text without its last brackets or last two pieces between dashes, and the pieces in them."""
    match = _DASHED.search(text) or _TAIL.search(text) or _DASH_COMMA.search(text)
    if not match:
        return text, []
    return text[: match.start()], [piece.strip(" .") for piece in _BETWEEN.split(match["inside"]) if piece.strip(" .")]


def _grid(items: Sequence[Point], style: str, noun: str) -> Grid:
    spelled: dict[str, str] = {}
    for item in items:
        for key in item.fields:
            spelled.setdefault(plain_heading(key), key)
    recommended = (
        noun == "rec" or all(re.match(r"R\W?\d", item.label) for item in items) or any(re.search(r"\brecommend", item.section, re.IGNORECASE) for item in items)
    )
    title = "Recommendation" if recommended else noun.capitalize() if noun else "Action"
    labelled = style != "bullet"
    grid = Grid([*(["Ref"] if labelled else []), title, *spelled.values()], made_of="list", where=items[0].row.place)
    grid.groups = [""] * len(grid.headings)
    for item in items:
        own = {plain_heading(key): value for key, value in item.fields.items()}
        cells = [*([item.label] if labelled else []), words(item.text), *(words(own.get(key, "")) for key in spelled)]
        marks = (frozenset(item.marks),) * len(cells) if item.marks else ()
        line = Line(Row(tuple(cells), item.row.line, item.row.place, marks=marks), cells, item.section)
        line.pieces = [(below.label, below.text, below.row) for below in item.below]
        grid.lines.append(line)
    return grid
