"""HTML pages as rows: what a reader would see of them. Scripts and styles are left out, never run and never kept.

What is struck through is kept apart from what stands; what is hidden is left out; both are marked.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from eianalysis.register.read.colours import colour_of
from eianalysis.register.read.merged_cells import DEEPEST, Cell, Lines
from eianalysis.register.read.document_rows import Row

_SILENT = ("script", "style", "template", "noscript", "head", "svg", "math", "object", "iframe")
_BREAKS = (
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "dt",
    "dd",
    "ul",
    "ol",
    "hr",
    "blockquote",
    "pre",
    "caption",
)
_STRUCK, _VOID = ("s", "strike", "del"), ("br", "hr", "img", "input", "wbr", "col", "meta", "link")
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_THROUGH = re.compile(r"line-through", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)\s*(?:,|$)")
_NOTE = re.compile(r"\s*\[?[\d*\u2020\u2021]{1,3}\]?\s*")


def rows_of_web(text: str) -> list[Row]:
    """The rows of an HTML page: lines of prose, and tables with merged and nested cells laid flat.

    >>> [row.cells for row in rows_of_web("<p>Plan<script>alert(1)</script></p><table><tr><td>A<td>B</table>")]
    [('Plan',), ('A', 'B')]
    """
    page = _Page()
    page.feed(text)
    page.close()
    page.end_line()
    while page.tables:  # never closed
        page.tables.pop().close(page)
    return page.lines.rows


class _Table:
    """A table being read; ``inside`` is the cell of the table it stands in."""

    def __init__(self, inside: Cell | None, line: int):
        self.rows: list[list[Cell]] = []
        self.inside, self.line, self.cell, self.struck = inside, line, None, ""
        self.shade, self.hidden = "", False  # of the row

    def end_cell(self) -> None:
        """What was struck through becomes the cell's words where no others stand."""
        if self.cell is not None and self.struck.strip():
            stands = bool(self.cell.text.replace("</p>", "").strip())
            mark = "part_struck_through" if stands else "struck_through"
            self.cell.marks |= {mark}
            self.cell.text, self.cell.gone = (self.cell.text, self.struck) if stands else (self.struck, "")
        self.cell, self.struck = None, ""

    def close(self, page: _Page) -> None:
        self.end_cell()
        if self.inside is not None:
            self.inside.tables.append(self.rows)
        else:
            page.count += 1
            page.lines.add_table(self.rows, f"line {self.line}, table {page.count}")


class _Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.tables, self.count = Lines(), [], 0
        self.silent: list[str] = []
        self.depth: list[str] = []  # open lists, outermost first
        self.numbers: list[int] = []
        self.line, self.struck_line, self.prose, self.level, self.listed = "", "", 0, 0, 0
        self.marks: set[str] = set()
        self.open: list[tuple[str, bool, bool, bool]] = []  # tag, struck, hidden, raised
        self.classes: dict[str, str] = {}  # what the page's own style says of a class

    def handle_starttag(self, tag, attrs):
        if self.silent or tag in _SILENT:
            self.silent.append(tag)
            return
        about = {name: value or "" for name, value in attrs}
        style = "; ".join([*(self.classes.get(name, "") for name in about.get("class", "").split()), about.get("style", "")])
        about["style"] = style
        hidden = "hidden" in about or bool(_NOT_SHOWN.search(style))
        if tag not in _VOID:
            self.open.append((tag, tag in _STRUCK or bool(_THROUGH.search(style)), hidden, tag == "sup"))
        if tag in ("ul", "ol"):
            self.depth.append(tag)
            self.numbers.append(_whole(about.get("start"), 1) - 1)
            if self.tables:
                self._say("<ul>")  # where a list begins, and how deep, tells an introduction from its items
        if tag == "table":
            self._begin_table()
        elif self.tables and tag == "tr":
            self.tables[-1].end_cell()
            self.tables[-1].rows.append([])
            self.tables[-1].shade, self.tables[-1].hidden = _shade(about), hidden
        elif self.tables and tag in ("td", "th"):
            self._begin_cell(tag, about, hidden)
        elif tag == "li":
            self._break()
            self._say(self._mark(about))
            self.listed = len(self.depth)
        elif tag in _BREAKS:
            self._break()
            if tag[0] == "h" and tag[1:].isdigit():
                self.level = int(tag[1])

    def _begin_table(self) -> None:
        inside = self.tables[-1].cell if self.tables else None
        if self.tables and inside is None:
            self.tables.pop().close(self)
        elif inside is None:
            self.end_line()
        if len(self.tables) < DEEPEST:
            self.tables.append(_Table(inside, self.getpos()[0]))

    def _begin_cell(self, tag: str, about: dict[str, str], hidden: bool) -> None:
        table = self.tables[-1]
        table.end_cell()
        if not table.rows:
            table.rows.append([])
        cell = Cell(
            "",
            _whole(about.get("colspan"), 1),
            _whole(about.get("rowspan"), 1),
            _shade(about) or table.shade,
            heading=tag == "th",
            marks=frozenset(("hidden_row",) if table.hidden else ()),
        )
        table.rows[-1].append(cell)
        table.cell = cell

    def handle_startendtag(self, tag, attrs):
        if tag in _BREAKS and not self.silent:
            self._break()

    def handle_endtag(self, tag):
        if self.silent:
            if tag in self.silent:  # what was left open inside ends with it
                del self.silent[len(self.silent) - 1 - self.silent[::-1].index(tag) :]
            return
        for at in range(len(self.open) - 1, max(-1, len(self.open) - 60), -1):
            if self.open[at][0] == tag:
                del self.open[at:]
                break
        if tag in ("ul", "ol") and self.depth:
            self.depth.pop()
            self.numbers.pop()
            self._break()
        elif tag == "table" and self.tables:
            self.tables.pop().close(self)
        elif self.tables and tag in ("td", "th", "tr"):
            self.tables[-1].end_cell()
        elif tag == "p" and self.tables:
            self._say("</p>")  # paragraphs of a cell stay apart
        elif tag in _BREAKS or tag == "li":
            self._break()

    def handle_data(self, data):
        if self.silent:
            if self.silent[-1] == "style":
                for names, said in _RULE.findall(data[:200_000]):
                    self.classes.update({name: said for name in _CLASS.findall(names)})
            return
        struck, hidden, raised = (any(one[at] for one in self.open) for at in (1, 2, 3))
        in_hidden_row = self.tables and self.tables[-1].hidden
        if raised and _NOTE.fullmatch(data):
            self._noted("footnote_mark")
        elif hidden and not in_hidden_row:
            if data.strip():
                self._noted("hidden_text")
        else:
            self._say(data, struck=struck)

    def _noted(self, mark: str) -> None:
        if not self.tables:
            self.marks.add(mark)
        elif self.tables[-1].cell is not None:
            self.tables[-1].cell.marks |= {mark}

    def _say(self, text: str, *, struck: bool = False) -> None:
        if not self.tables:
            text = text.replace("\n", " ")
            if struck:
                self.struck_line += text
            else:
                self.line += text
            self.prose = self.prose if self.prose else self.getpos()[0]
        elif self.tables[-1].cell is not None:
            if struck:
                self.tables[-1].struck += text
            else:
                self.tables[-1].cell.text += text

    def _break(self) -> None:
        if self.tables:
            self._say("\n")
        else:
            self.end_line()

    def _mark(self, about: dict[str, str]) -> str:
        if self.depth and self.depth[-1] == "ol":
            self.numbers[-1] = _whole(about.get("value"), self.numbers[-1] + 1)
            return f"{self.numbers[-1]}. "
        return "\u2022 " if len(self.depth) < 2 else "\u25cb "

    def end_line(self) -> None:
        stands, struck = self.line.strip(), self.struck_line.strip()
        bare = stands.strip("\u2022\u25cb ")
        if struck:
            self.marks.add("part_struck_through" if bare else "struck_through")
        self.lines.add(
            (stands if bare or not struck else f"{stands} {struck}".strip(),),
            f"line {self.prose or self.getpos()[0]}",
            level=self.level,
            depth=self.listed,
            marks=(frozenset(self.marks),) if self.marks else (),
            gone=(struck,) if struck and bare else (),
        )
        self.line, self.struck_line, self.prose, self.level, self.listed, self.marks = "", "", 0, 0, 0, set()


def _shade(about: dict[str, str]) -> str:
    found = _BACKGROUND.findall(about.get("style", ""))  # the last one holds
    return colour_of(found[-1]) if found else colour_of(about.get("bgcolor", ""))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 5 else otherwise
