"""The front page of a pack that anybody may read: whom it is for, its pages, and the tables to take away.

It says no figure of its own: what each page finds is said in the page's own sentence, and what became of things said in the words of their table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path

from eianalysis import cycle_kinds
from eianalysis.cycle import BoardCycle
from eianalysis.report.body import Body
from eianalysis.report.page import Link, page_html
from eianalysis.report.released_tables import read_table
from eianalysis.tables.you_said import summed_up
from eianalysis.vocabulary import day_in_words

#: What there is of a page beside its title and prose: sections of the front page, as (id, heading, content).
Sections = Sequence[tuple[str, str, str]]
ANSWERS = "panel_said"


def front_for_anybody(cycle: BoardCycle, links: Sequence[Link], bodies: Mapping[str, Body], pack: Path, *, synthetic: bool, version: str) -> str:
    """The front page of the pack in ``pack``, whose tables are there already."""
    lead, sections = _OF_KIND[cycle.kind](cycle, bodies, pack)
    inside = lead + "".join(f'<h2 id="{name}">{escape(heading)}</h2>{content}' for name, heading, content in sections)
    listed = tuple((name, heading) for name, heading, _ in sections)
    return page_html(
        Body(cycle.says(cycle.of_kind.title), inside, listed, "", "", 0), cycle, "index", list(links), tables=[], synthetic=synthetic, version=version
    )


def _publication(cycle: BoardCycle, bodies: Mapping[str, Body], pack: Path) -> tuple[str, Sections]:
    pages = "".join(f'<li><a href="{name}.html">{escape(body.title)}</a></li>' for name, body in bodies.items())
    asked = f"<p>Questions, or a copy in another form: {escape(cycle.contact)}.</p>" if cycle.contact else ""
    return (
        f"<p>What the force knows about equality among the people who work for it and the people it serves. The law asks it to publish this "
        f'at least once a year; this is due by {day_in_words(cycle.publish_by)}.</p><ul class="plain">{pages}</ul>{_tables(cycle, pack)}{asked}'
    ), ()


def _scrutiny(cycle: BoardCycle, bodies: Mapping[str, Body], pack: Path) -> tuple[str, Sections]:
    pages = "".join(
        f'<li><a href="{name}.html">{escape(body.title)}</a>{f"<br>{escape(body.finding)}" if body.finding else ""}</li>' for name, body in bodies.items()
    )
    lead = (
        f"<p>These pages are for the {escape(cycle.board)}, and for anybody in the community who wants to see how the police use their powers. "
        f"You need to know nothing about statistics. The panel meets on {day_in_words(cycle.meeting_date)}.</p>"
    )
    ask = "To ask about a figure, or for a copy in another form or language" + (f": {escape(cycle.contact)}." if cycle.contact else ", ask at the meeting.")
    sections = [
        ("what-the-pages-say", "What the pages say", f'<ul class="plain">{pages}</ul>'),
        *_you_said(bodies, pack),
        (
            "how-to-read",
            "How to read them",
            '<ul class="plain"><li><strong>A difference is a question.</strong> It is no proof that anybody was treated unfairly. '
            "Where none is shown, that is no proof that all is well.</li>"
            "<li><strong>“Clear difference”</strong> means that chance alone hardly explains it. <strong>“Too few to say”</strong> means that we do not know.</li>"
            "<li><strong>Numbers are rounded</strong> to the nearest 5, so that nobody can be recognised. "
            "<strong>[c]</strong> stands for a number that is hidden for the same reason; it is never a nought.</li>"
            "<li><strong>What is not here</strong>: what was said between people, and what nobody wrote down. You know things that no record holds.</li></ul>",
        ),
        (
            "whom-to-ask",
            "Whom to ask",
            f"<p>What you say at the meeting is written down, and these pages say what became of it.</p><p>{ask}</p>{_tables(cycle, pack)}",
        ),
    ]
    return lead, sections


def _you_said(bodies: Mapping[str, Body], pack: Path) -> Sections:
    """What became of what panels said, counted, with a link to the page that says it; nothing where no page does."""
    path = pack / "tables" / f"{ANSWERS}.csv"
    heading = "You said, we did"
    there = next((f"{name}.html#{at}" for name, body in bodies.items() for at, words in body.sections if words == heading), "")
    if not path.exists() or not there:
        return ()
    rows = read_table(path).rows
    said = f"{summed_up(rows)}. " if len(rows) else "Nothing that a panel said is on record yet. "
    return (("you-said", heading, f'<p>{escape(said)}<a href="{there}">Each with its answer</a>.</p>'),)


def _tables(cycle: BoardCycle, pack: Path) -> str:
    workbook = f"{cycle.name}-tables.xlsx"
    return (
        f'<p><a href="{workbook}">All tables as one workbook</a>. Each is also a CSV file in the folder <code>tables</code>, with its description.</p>'
        if (pack / workbook).exists()
        else ""
    )


_OF_KIND: Mapping[str, Callable[[BoardCycle, Mapping[str, Body], Path], tuple[str, Sections]]] = {
    cycle_kinds.PUBLICATION.name: _publication,
    cycle_kinds.SCRUTINY.name: _scrutiny,
}
