"""The front page of a publication: what it is, its pages, and the tables to take away. It says no figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.report.body import Body
from eianalysis.report.page import Link, page_html
from eianalysis.vocabulary import day_in_words

TITLE = "Published equality information"


def publication_html(cycle: BoardCycle, links: Sequence[Link], bodies: Mapping[str, Body], pack: Path, *, synthetic: bool, version: str) -> str:
    """The front page of the pack in ``pack``, whose tables are there already."""
    pages = "".join(f'<li><a href="{name}.html">{escape(body.title)}</a></li>' for name, body in bodies.items())
    workbook = f"{cycle.name}-tables.xlsx"
    taken = (
        f'<p><a href="{workbook}">All tables as one workbook</a>. Each is also a CSV file in the folder <code>tables</code>, with its description.</p>'
        if (pack / workbook).exists()
        else ""
    )
    asked = f"<p>Questions, or a copy in another form: {escape(cycle.contact)}.</p>" if cycle.contact else ""
    inside = (
        f"<p>What the force knows about equality among the people who work for it and the people it serves. The law asks it to publish this "
        f'at least once a year; this is due by {day_in_words(cycle.publish_by)}.</p><ul class="plain">{pages}</ul>{taken}{asked}'
    )
    return page_html(Body(TITLE, inside, (), "", "", 0), cycle, "index", list(links), tables=[], synthetic=synthetic, version=version)
