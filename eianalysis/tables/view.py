"""``TableView``: a grid with its caption, legend and sources, as HTML and as text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from eianalysis import theme
from eianalysis.rendered import View
from eianalysis.tables.grid import Grid


@dataclass(frozen=True, repr=False)
class TableView(View):
    """What ``table()`` returns; ``grid`` is None where there is nothing to show and ``message`` says why."""

    caption: str
    grid: Grid | None
    message: str
    source: str
    about: str  # HTML
    subtitle: str = ""  # exactly what is counted, of whom and when

    def __repr__(self) -> str:
        if self.grid is None:
            return "\n".join(filter(None, (self.caption, self.subtitle, self.message)))
        grid = self.grid
        lines = [grid.headers, *grid.rows]
        widths = [max(len(line[at]) for line in lines) for at in range(len(grid.headers))]

        def text(line: tuple[str, ...], columns: list[int]) -> str:
            return "  ".join(line[at].rjust(widths[at]) if grid.numeric[at] else line[at].ljust(widths[at]) for at in columns).rstrip()

        said = [self.caption, *filter(None, (self.subtitle,))]
        for caption, rows in self._parts():
            columns = grid.columns(rows)
            head = text(grid.headers, columns)
            said += [*([f"-- {caption}"] if grid.parts else []), head, "-" * len(head)]
            said += [text(grid.rows[at], columns) for at in rows]
        return "\n".join([*said, *(f"{symbol} {meaning}" for symbol, meaning in grid.legend)])

    def _parts(self) -> list[tuple[str, range]]:
        """Each table's own caption and the rows that belong to it."""
        if not self.grid.parts:
            return [(self.caption, range(len(self.grid.rows)))]
        found, start = [], 0
        for caption, length in self.grid.parts:
            found.append((caption, range(start, start + length)))
            start += length
        return found

    def _markup(self) -> str:
        caption = escape(self.caption)
        if self.grid is None:
            return (
                f'<div class="not-available"><p><strong>{caption}</strong></p><p>{escape(" ".join(filter(None, (self.subtitle, self.message))))}</p>'
                f"{self.about}</div>"
            )
        title = f'<p class="ei-title">{caption}</p>' if self.grid.parts else ""
        tables = "".join(self._table(own, rows) for own, rows in self._parts())
        notes = [*filter(None, (self.subtitle,)), *self.grid.notes, *(f"{symbol} {meaning}" for symbol, meaning in self.grid.legend), self.source]
        below = "".join(f"<p>{escape(note)}</p>" for note in notes)
        return f'<div class="ei-tables">{title}{tables}<div class="ei-notes">{below}</div>{self.about}</div>'

    def _table(self, caption: str, rows: range) -> str:
        columns = self.grid.columns(rows)
        head, body = "".join(map(self._head, columns)), "".join(self._row(at, columns) for at in rows)
        name = escape(self.caption if caption == self.caption else f"{self.caption} {caption}")
        return (
            f'<div class="ei-scroll" role="region" tabindex="0" aria-label="Table: {name}">'
            f'<table class="ei"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
            "</table></div>"
        )

    def _head(self, at: int) -> str:
        number = ' class="num"' if self.grid.numeric[at] else ""
        return f'<th scope="col"{number}>{escape(self.grid.headers[at])}</th>'

    def _row(self, at: int, columns: list[int]) -> str:
        grid, total = self.grid, ' class="total"' if self.grid.totals[at] else ""
        cells = []
        for column in columns:
            text = grid.rows[at][column]
            if column < grid.labels:
                cells.append(f'<th scope="row">{escape(text)}</th>')
            elif column in grid.rag:
                cells.append(f"<td>{_rag(text)}</td>")
            else:
                number = ' class="num"' if grid.numeric[column] else ""
                page = next((name for row, cell, name in grid.links if (row, cell) == (at, column)), None)
                words = escape(text) if page is None else f'<a href="{escape(page)}.ipynb">{escape(text)}</a>'
                cells.append(f"<td{number}>{words}</td>")
        return f"<tr{total}>{''.join(cells)}</tr>"


def _rag(text: str) -> str:
    """Red, amber or green as word, shape and colour; any other word as it is."""
    key = next((key for key, (word, *_) in theme.RAG.items() if text.endswith(word)), None)
    if key is None:
        return escape(text)
    word, _, shape, _, _ = theme.RAG[key]
    return f'<span class="rag rag-{key.replace("_", "-")}"><span aria-hidden="true">{shape}</span> {escape(word)}</span>'
