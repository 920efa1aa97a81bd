"""What the front page says: decisions first, then what each page found; everything else one step further.

The decisions and what stands out are those of the board summary, word for word, so that nothing is said twice in two ways.
"""

from __future__ import annotations

import re
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.report.body import Body
from eianalysis.report.inputs import rows_of_inputs
from eianalysis.vocabulary import day_in_words

SENTENCE_ENDS = (". ", "? ", "! ")
SUMMARY = "00-board-summary"
DECISIONS = re.compile(r'<ul class="findings decisions">.*?</ul>', re.DOTALL)
STANDS_OUT = re.compile(r'<ul class="findings summary">.*?</ul>', re.DOTALL)


def front_page(cycle: BoardCycle, bodies: dict[str, Body], synthetic: dict[str, bool], sidecars: dict[str, dict],
               tables: dict, left_out: list[str], pack: Path) -> dict:
    """The facts of the front page, for its template."""
    from eianalysis import vocabulary

    used = {source["table"] for side in sidecars.values() for source in side["sources"]
            if source["state"] == "synthetic"}
    used = used or {name for name, table in tables.items() if table.synthetic}
    summary = bodies[SUMMARY].html if SUMMARY in bodies else ""
    decisions, stands_out = (found[0] if (found := pattern.search(summary)) else "" for pattern in (DECISIONS, STANDS_OUT))
    workbook = f"{cycle.name}-tables.xlsx"
    inputs = rows_of_inputs(tables, cycle.policy.threshold)
    return {
        "board_line": f"For the {cycle.board}, {day_in_words(cycle.meeting_date)}: what is asked, what is known.",
        "partial": left_out,
        "summary": SUMMARY if summary else "",
        "decisions": decisions,
        "stands_out": stands_out,
        "pages": [{"name": name, "title": body.title, "lead": "" if body.finding else first_sentence(body.lead),
                   "finding": body.finding, "synthetic": synthetic[name]} for name, body in bodies.items() if name != SUMMARY],
        "inputs": inputs,
        "inputs_line": inputs_line(tables),
        "synthetic_tables": sorted(name.replace("_", " ") for name in used) or ["see the pages marked"],
        "tables": [{"name": name, "title": side["definition"]["title"], "rows": side["rows"],
                    "hidden": side["rows_hidden"], "state": state(side)} for name, side in sorted(sidecars.items())],
        "workbook": workbook if (pack / workbook).exists() else "",
        "symbols": sorted(getattr(vocabulary, "SYMBOLS", {}).items()),
        "hidden_line": hidden_line([side["rows_hidden"] for side in sidecars.values()]),
        "sections": (*((("decisions", "Decisions asked"),) if decisions else ()),
                     *((("stands-out", "What stands out"),) if stands_out else ()), ("pages", "What each page found"),
                     ("how-to-read", "How to read these pages"), ("data", "What the pack was made from"),
                     ("tables", "Tables to reuse"), ("about", "About this pack")),
    }


def inputs_line(tables: dict) -> str:
    """How many tables were real, synthetic and absent, in a sentence."""
    absent = sum(table.absent for table in tables.values())
    invented = sum(table.synthetic and not table.absent for table in tables.values())
    real = len(tables) - absent - invented
    words = [f"{number} {word}" for number, word in ((real, "real"), (invented, "from the invented force"), (absent, "absent")) if number]
    return f"Of {len(tables)} tables {', '.join(words)}." if words else "No table was read."


def hidden_line(hidden: list[int]) -> str:
    """How many rows are hidden, and in how many tables."""
    some = sum(rows > 0 for rows in hidden)
    if not some:
        return "No row of the released tables had to be hidden."
    rows = "1 row is" if sum(hidden) == 1 else f"{sum(hidden)} rows are"
    return f"So that nobody can be recognised, {rows} hidden, in {some} of {len(hidden)} tables."


def state(side: dict) -> str:
    """Whether a released table comes from real or synthetic files, or is not available."""
    states = sorted({source["state"] for source in side["sources"]})
    return "[x] not available" if side["status"] == "not_available" else " and ".join(states) or "not stated"


def first_sentence(text: str, most: int = 240) -> str:
    """The first sentence of a page, cut at a word where it is very long."""
    ends = [text.find(end) + 1 for end in SENTENCE_ENDS if end in text]
    sentence = text[: min(ends)] if ends else text
    return sentence if len(sentence) <= most else sentence[:most].rsplit(" ", 1)[0] + " …"
