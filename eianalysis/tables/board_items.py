"""The items that need the board, one short row each, under those who own them: the open part of the page of the register."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.evidence.exceptions import REASONS
from eianalysis.rendered import View
from eianalysis.results import Release, require_release
from eianalysis.wording import missing_words
from eianalysis.wording.numbers import count
from eianalysis.wording.short_titles import cut

#: Reasons in the fewest words; what is overdue says by how many months.
SHORT = {
    "reported red": "red",
    "overdue": "late",
    "reported delayed": "delayed",
    "status contradicts itself": "contradicts itself",
    "no owner": "no owner",
    "status unknown": "no status",
    "no date": "no date",
}
TITLE = 8  # words of what an item asks for; its whole text stands in the lists below
DAYS_A_MONTH = 30.44
NOBODY = "Nobody named"


@dataclass(frozen=True, repr=False)
class BoardItemsView(View):
    """What ``board_items()`` returns: for each owner a heading and rows of item, what it asks for, why it is here."""

    caption: str
    owners: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]  # (owner, how many, rows)
    message: str = ""

    def __repr__(self) -> str:
        if self.message:
            return self.message
        return "\n".join(
            [self.caption, *(line for owner, number, rows in self.owners for line in (f"{owner}: {number}", *(f"- {' | '.join(row)}" for row in rows)))]
        )

    def _markup(self) -> str:
        if self.message:
            return f"<p>{escape(self.message)}</p>"
        heads = "".join(f'<th scope="col">{each}</th>' for each in ("Item", "What it asks for", "Why"))
        bodies = "".join(
            f'<tbody><tr><th scope="rowgroup" colspan="3"><strong>{escape(owner)}</strong>: {number}</th></tr>'
            + "".join(f'<tr><th scope="row">{escape(item)}</th><td>{escape(title)}</td><td>{escape(why)}</td></tr>' for item, title, why in rows)
            + "</tbody>"
            for owner, number, rows in self.owners
        )
        return f'<table class="ei board-items"><caption>{escape(self.caption)}</caption><thead><tr>{heads}</tr></thead>{bodies}</table>'


def board_items(exceptions: Release) -> BoardItemsView:
    """Show the items that need the board under their owners, those with most that is late first.

    One row an item, with every reason. Takes the release of ``exceptions``. Titles are cut at eight words.

    Examples
    --------
    >>> ei.board_items(exceptions)                                                                # doctest: +SKIP
    """
    exceptions = require_release(exceptions, "board_items")
    if exceptions.measure != "exceptions":
        raise UsageError(f"board_items shows the release of exceptions(), not of {exceptions.measure}")
    if exceptions.missing:
        return BoardItemsView("", (), missing_words(exceptions))
    table = exceptions.table
    if table.empty:
        return BoardItemsView("", (), "No item needs the board.")
    owner = table["owner_role"].fillna("").replace("", NOBODY)
    late = table["reasons"].str.split("; ").map(lambda said: REASONS["overdue"] in said)
    order = late.groupby(owner).agg(["sum", "size"]).sort_values(["sum", "size"], ascending=False, kind="stable")
    parts = []
    for name in order.index:
        own = table[owner == name]
        number = f"{count(len(own))}, {count(order.loc[name, 'sum'])} late" if order.loc[name, "sum"] else count(len(own))
        parts.append((name, number, tuple(map(_row, own.to_dict("records")))))
    return BoardItemsView(f"Items that need the board: {count(len(table))}, by owner, those with most late first", tuple(parts))


def _row(item: dict) -> tuple[str, str, str]:
    title = cut(" ".join(str(item["title_plain"]).split()), TITLE)
    why = []
    for reason in str(item["reasons"]).split("; "):
        said = SHORT.get(reason, reason)
        months = 0 if pd.isna(item["days_overdue"]) else round(float(item["days_overdue"]) / DAYS_A_MONTH)
        why.append(f"{said} {count(months)} months" if reason == REASONS["overdue"] and months > 1 else said)
    return str(item["item_id"]), title, ", ".join(why)
