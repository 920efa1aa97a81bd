"""A page that shows, item by item, each cell of the paper beside what was read in it; what is asked, and what has no place.

For the person who reviews a draft: it holds the paper's words, so it is no output of a pack. One file, nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from eianalysis.register.redaction import mask
from eianalysis.register.read.contents import colour_words
from eianalysis.register.read.draft_items import Draft, Reading
from eianalysis.register.read.questions import SAID

_STYLE = """body{font:16px/1.5 Arial,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#0b0c0c}
h1{font-size:1.7rem}h2{font-size:1.35rem;margin-top:2.5rem}h3{font-size:1.05rem;margin:1.6rem 0 .3rem}
table{border-collapse:collapse;width:100%;margin:.3rem 0 1rem}.item{table-layout:fixed}.item th:first-child{width:22%}.item th:last-child{width:30%}caption{text-align:left;font-weight:bold;padding:.3rem 0}
th,td{border:1px solid #b1b4b6;padding:.35rem .5rem;text-align:left;vertical-align:top}thead th{background:#f3f2f1}
td.none{background:#fff7bf}.told{border-left:6px solid #f47738;padding:.2rem .8rem .2rem 1.6rem;margin:.6rem 0}.small{color:#505a5f}
.failed,.guessed{background:#fff7bf}"""
SURE = {"exact": "as it stands", "normalised": "something was tidied or is open", "guessed": "a guess, look at it", "failed": "not all of it could be read"}
#: What each flag says to a person; one that is not here is said by its own words.
FLAGS = {
    "id_by_place": "the paper gives it no number; its id was made from its place",
    "label_stands_twice": "its number stands twice in the paper",
    "joined_over_pages": "its words were joined from several rows",
    "theme_from_above": "its group stands in a row above",
    "merged_cell": "a cell reaches over several rows",
    "owner_from_objective": "the owner is that of its objective",
    "colour_from_shading": "the colour is that of the cell",
    "colour_not_read": "the colour could not be read",
    "date_not_read": "the date could not be read",
    "status_not_read": "the status is in no words known here",
    "struck_through": "it is struck through in the paper",
    "part_struck_through": "something beside it is struck through and was left out",
    "hidden_text": "hidden words were left out",
    "hidden_row": "its row is hidden in the sheet",
    "hidden_column": "a column of it is hidden in the sheet",
    "footnote_mark": "the mark of a footnote was left out",
    "formula_not_calculated": "a formula was never calculated",
    "read_from_brackets": "owner or date were taken from the end of its sentence",
    "owner_and_day_parted": "owner and day stand in one cell and were parted",
    "shared_cell": "it shares a cell with others",
    "guessed": "where it begins and ends was guessed",
    "accepted_in_part": "accepted in part only",
}


def preview(read: Sequence[tuple[Path, Reading]]) -> bytes:
    """The page for all papers of a draft."""
    body = []
    for path, reading in read:
        body.append(f"<h2>{escape(path.name)}</h2><p>Read as: {escape(reading.layout)}. {len(reading.items)} items.</p>")
        body += _asked(reading) + _unplaced(reading)
        body += [_item(item, reading) for item in reading.items]
    names = ", ".join(path.name for path, _ in read)
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>What was read in {escape(names)}</title><style>{_STYLE}</style></head><body><main><h1>What was read in {escape(names)}</h1>"
        "<p>Each cell of the paper stands beside what was read in it. Nothing here is part of the register yet: correct the draft, answer the "
        "questions, then accept it.</p>" + "".join(body) + "</main></body></html>\n"
    )
    return page.encode("utf-8")


def _asked(reading: Reading) -> list[str]:
    if not reading.questions:
        return []
    rows = "".join(
        f'<tr><th scope="row">{escape(one.number)}</th><td>{escape(one.text)}</td><td>{escape(", ".join(one.choices))}</td><td>{escape(one.taken)}</td></tr>'
        for one in reading.questions
    )
    return [
        f'<div class="told"><table><caption>Questions to answer before the draft can be accepted</caption><thead><tr><th scope="col">Question</th>'
        f'<th scope="col">What is asked</th><th scope="col">Choices</th><th scope="col">Taken so far</th></tr></thead><tbody>{rows}</tbody></table></div>'
    ]


def _unplaced(reading: Reading) -> list[str]:
    told = [f"{reading.place(line)}: {what}" for line, what in reading.unplaced] + [
        f"{what}{f' ({count} cells)' if count else ''}" for what, count in reading.notes
    ]
    if not told:
        return ["<p>Everything found its place.</p>"]
    return ['<h3>What has no place</h3><ul class="told">' + "".join(f"<li>{escape(mask(one, {}))}</li>" for one in told) + "</ul>"]


def _item(item: Draft, reading: Reading) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(heading)}</th><td>{escape(mask(text, {}))}</td>{_reading(item, heading)}</tr>' for heading, text in item.cells.items()
    )
    if not rows:
        rows = f'<tr><th scope="row">Words</th><td>{escape(mask(item.title_raw, {}))}</td><td>what is to be done</td></tr>'
    flags = "; ".join(FLAGS.get(flag, flag.replace("_", " ")) for flag in dict.fromkeys([*item.flags, *(item.date.flags if item.date_raw else ())]))
    told = f'<p class="small">{escape(flags)}.</p>' if flags else ""
    return (
        f'<h3>{escape(item.item_id)} <span class="{item.confidence}">({SURE[item.confidence]})</span></h3>'
        f'<p class="small">{escape(reading.place(item.line))}; {escape(item.kind.replace("_", " "))}'
        + (f", of: {escape(item.workstream)}" if item.workstream else "")
        + f"</p>{told}"
        f'<table class="item"><caption class="small">{escape(mask(item.title_raw, {}))}</caption><thead><tr><th scope="col">In the paper</th><th scope="col">Cell</th>'
        f'<th scope="col">Read as</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _reading(item: Draft, heading: str) -> str:
    role = item.roles.get(heading, "")
    if role == "tick":
        return f"<td>ticked: {escape(heading)}</td>"
    if not role:
        return '<td class="none">nothing: kept in not_placed</td>'
    said = SAID.get(role, role)
    if role == "due":
        date = item.date
        day = (f"due {date.due:%d/%m/%Y}" if date.due else "no due day") + (f", from {date.start:%d/%m/%Y}" if date.start and date.start != date.due else "")
        return f'<td class="{date.confidence}">{escape(said)}: {day} ({date.precision.replace("_", " ")})</td>'
    if role == "rag":
        return f"<td>{escape(said)}: {escape(colour_words(item.rag_raw) or 'not read')}</td>"
    return f"<td>{escape(said)}</td>"
