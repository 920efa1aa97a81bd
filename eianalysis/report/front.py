"""The front page of a pack: six numbered parts on one sheet, read from the pack's released tables and, of other forces, published counts.

What may stand here, and in which order, is a written rule: docs/front.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from eianalysis.cycle import BoardCycle
from eianalysis.issued import last_issued
from eianalysis.report import front_differences as clear
from eianalysis.report.about_pack import NAME as ABOUT
from eianalysis.report.body import words
from eianalysis.report.clearest import Ranked
from eianalysis.report.explain_or_reform import past_review, unanswered
from eianalysis.report.front_claims import claims
from eianalysis.report.front_lines import lines
from eianalysis.report.front_peers import caption
from eianalysis.report.front_targets import targets
from eianalysis.report.front_register import before_the_next, changed, decisions, late
from eianalysis.report.front_words import many, words_of
from eianalysis.report.page import Link, index_html
from eianalysis.report.released_tables import ReleasedTable
from eianalysis.sources.typed import TypedTable
from eianalysis.wording.numbers import count

SUMMARY = "00-board-summary"
MOST_WORDS = 550
#: Items and claims named, lines drawn and targets told, from the most on until the words fit.
ROOM = ((3, 4, 2), (3, 3, 2), (3, 2, 2), (3, 2, 1), (2, 2, 1), (2, 1, 1), (1, 2, 1), (1, 1, 1), (1, 0, 1), (1, 0, 0))
LONGEST_LATE = 18  # months: what is later still is drawn at the end


def front_html(
    cycle: BoardCycle,
    links: Sequence[Link],
    tables: Mapping[str, ReleasedTable],
    found: Ranked,
    pages: Sequence[str],
    *,
    synthetic: bool,
    version: str,
    left_out: Sequence[str] = (),
    other_forces: TypedTable | None = None,
) -> str:
    """The front page; where the register is long, fewer items are named and fewer lines drawn, so that it stays a sheet."""
    facts, page = front_facts(cycle, tables, found, pages, left_out=left_out, other_forces=other_forces), ""
    every, items, claimed, aims = facts["lines"], facts["changed"]["named"], facts["claims"]["rows"], facts["targets"]
    for named, drawn, aimed in ROOM:
        facts["changed"]["named"], facts["claims"]["rows"], facts["lines"], facts["targets"] = items[:named], claimed[:named], every[:drawn], aims[:aimed]
        page = index_html(cycle, list(links), synthetic=synthetic, version=version, **facts)
        if words_of(read(page)) <= MOST_WORDS:
            break
    return page


def read(page: str) -> str:
    """What a reader of a page reads, without what its drawings are called."""
    return words(re.sub(r"<svg\b.*?</svg>", " ", page[page.index("<body") :], flags=re.DOTALL).replace("<", " <"))


def front_facts(
    cycle: BoardCycle,
    tables: Mapping[str, ReleasedTable],
    found: Ranked,
    pages: Sequence[str],
    *,
    left_out: Sequence[str] = (),
    other_forces: TypedTable | None = None,
) -> dict:
    """The facts of the front page, for its template; ``pages`` are those of the pack, ``other_forces`` the published counts."""
    asked, behind, moved = decisions(tables), late(tables), changed(tables, cycle)
    moved["why"] = "the page of the register is not in this pack" if cycle.previous_cycle else "the cycle names no board before it"
    for each in behind["owners"]:
        each["dots"] = dots(each["months"])
    differences = clear.rows(found, cycle, set(pages), other_forces, tables)
    flagged, coming = clear.chance(found, cycle), before_the_next(tables, cycle)
    if late_reviews := past_review(tables):
        coming["rows"].append(
            {"who": "Explanations and reforms", "what": f"review {count(late_reviews)} past {'its' if late_reviews == 1 else 'their'} day", "page": ABOUT}
        )
    return {
        "headline": headline(asked, behind, found, invented=cycle.demo),
        "names": list(pages),
        "partial": list(left_out),
        "decide": asked,
        "late": behind,
        "changed": moved,
        "differences": differences,
        "years": any(each["years"] for each in differences),
        "peers": caption([each["elsewhere"] for each in differences if each["elsewhere"]]),
        "left": len(found.left),
        "lines": lines(tables, cycle, set(pages), [each.table.measure for each in found.told]),
        "targets": targets(tables, set(pages)),
        "unanswered": unanswered(tables, found),
        "chance": flagged and flagged._asdict(),
        "claims": claims(tables, last_issued(cycle)),
        "next": coming,
        "no_register": SUMMARY in pages and not asked["there"] and not behind["there"],
        "sections": (),
    }


def headline(asked: Mapping, behind: Mapping, found: Ranked, *, invented: bool) -> str:
    """What is asked and what is late; clear gaps only where they are real: lateness and invented gaps are not one sum."""
    said = [many(asked["number"], "decision")] if asked["there"] else []
    said += [f"{many(behind['number'], 'item')} late"] if behind["there"] else []
    if not said and not found.told:
        return "No difference is clear"
    said += [] if invented and said else [many(len(found.told), "clear difference")]
    return ", ".join(said)


def dots(months: list[int]) -> str:
    """How late each item of an owner is: a dot each on a line of months."""
    width, height = 150, 14
    at = [6 + (width - 12) * min(each, LONGEST_LATE) / LONGEST_LATE for each in months]
    lines = "".join(f'<line class="grid" x1="{6 + (width - 12) * part / 3:g}" x2="{6 + (width - 12) * part / 3:g}" y1="0" y2="{height}"/>' for part in range(4))
    marks = "".join(f'<circle class="item" cx="{x:.1f}" cy="{height / 2:g}" r="4"/>' for x in at)
    said = ", ".join(map(str, months[:6])) + (" and others" if len(months) > 6 else "")
    return (
        f'<svg role="img" aria-label="Months late, on a line from 0 to {LONGEST_LATE}: {said}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{lines}{marks}</svg>'
    )
