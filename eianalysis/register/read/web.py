"""HTML pages as rows: what a reader would see of them. Scripts and styles are left out, never run and never kept."""

from __future__ import annotations

from html.parser import HTMLParser

from eianalysis.register.read.grid import Cell, Lines
from eianalysis.register.read.rows import Row

_SILENT = ("script", "style", "template", "noscript", "head", "svg", "math", "object", "iframe")
_BREAKS = ("p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "dt", "dd",
           "ul", "ol", "hr", "blockquote", "pre")


def rows_of_web(text: str) -> list[Row]:
    """The rows of an HTML page: lines of prose, and tables with merged and nested cells laid flat.

    >>> [row.cells for row in rows_of_web("<p>Plan<script>alert(1)</script></p><table><tr><td>A<td>B</table>")]
    [('Plan',), ('A', 'B')]
    """
    page = _Page()
    page.feed(text)
    page.close()
    page.end_line()
    for table in page.tables:  # never closed
        table.close(page)
    return page.lines.rows


class _Table:
    """A table being read; ``inside`` is the cell of the table it stands in."""

    def __init__(self, inside: Cell | None, line: int):
        self.rows: list[list[Cell]] = []
        self.inside, self.line, self.cell = inside, line, None

    def close(self, page: _Page) -> None:
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
        self.line, self.prose = "", 0

    def handle_starttag(self, tag, attrs):
        if self.silent or tag in _SILENT:
            self.silent.append(tag)
            return
        if tag in ("ul", "ol"):
            self.depth.append(tag)
            self.numbers.append(0)
            if self.tables:
                self._say("<ul>")  # where a list begins, and how deep, tells an introduction from its items
        if tag == "table":
            inside = self.tables[-1].cell if self.tables else None
            if self.tables and inside is None:
                self.tables.pop().close(self)
            elif inside is None:
                self.end_line()
            self.tables.append(_Table(inside, self.getpos()[0]))
        elif self.tables and tag == "tr":
            self.tables[-1].rows.append([])
            self.tables[-1].cell = None
        elif self.tables and tag in ("td", "th"):
            about = {name: value or "" for name, value in attrs}
            if not self.tables[-1].rows:
                self.tables[-1].rows.append([])
            cell = Cell("", _span(about.get("colspan")), _span(about.get("rowspan")))
            self.tables[-1].rows[-1].append(cell)
            self.tables[-1].cell = cell
        elif tag == "li":
            self._break()
            self._say(self._mark())
        elif tag in _BREAKS:
            self._break()

    def handle_startendtag(self, tag, attrs):
        if tag in _BREAKS and not self.silent:
            self._break()

    def handle_endtag(self, tag):
        if self.silent:
            if tag in self.silent:  # what was left open inside ends with it
                del self.silent[len(self.silent) - 1 - self.silent[::-1].index(tag):]
            return
        if tag in ("ul", "ol") and self.depth:
            self.depth.pop()
            self.numbers.pop()
            self._break()
        elif tag == "table" and self.tables:
            self.tables.pop().close(self)
        elif self.tables and tag in ("td", "th", "tr"):
            self.tables[-1].cell = None
        elif tag == "p" and self.tables:
            self._say("</p>")  # paragraphs of a cell stay apart
        elif tag in _BREAKS or tag == "li":
            self._break()

    def handle_data(self, data):
        if not self.silent:
            self._say(data)

    def _say(self, text: str) -> None:
        if not self.tables:
            self.line += text.replace("\n", " ")
            self.prose = self.prose if self.prose else self.getpos()[0]
        elif self.tables[-1].cell is not None:
            self.tables[-1].cell.text += text

    def _break(self) -> None:
        if self.tables:
            self._say("\n")
        else:
            self.end_line()

    def _mark(self) -> str:
        if self.depth and self.depth[-1] == "ol":
            self.numbers[-1] += 1
            return f"{self.numbers[-1]}. "
        return "\u2022 " if len(self.depth) < 2 else "\u25cb "

    def end_line(self) -> None:
        self.lines.add((self.line.strip(),), f"line {self.prose or self.getpos()[0]}")
        self.line, self.prose = "", 0


def _span(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 5 else 1
