"""The page "About this pack": how to read it, every clear difference and where it stands, what it was made of, tables to reuse."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from eianalysis import vocabulary
from eianalysis.cycle import BoardCycle
from eianalysis.report import front_differences as clear
from eianalysis.report.body import TEMPLATES, Body
from eianalysis.report.clearest import Ranked
from eianalysis.report.explain_or_reform import section
from eianalysis.report.loaded_inputs import rows_of_inputs
from eianalysis.report.released_tables import ReleasedTable
from eianalysis.wording.verdict_words import planned_by_chance, possible_by_chance

NAME = "about"
SECTIONS = (
    ("how-to-read", "How to read these pages"),
    ("clear-differences", "Clear differences"),
    ("explain-or-reform", "Explained, or to be reformed"),
    ("data", "What the pack was made from"),
    ("tables", "Tables to reuse"),
    ("made", "How it was made"),
)

#: Sections about the front page of a board's pack.
FOR_BOARDS = ("clear-differences", "explain-or-reform")


def about_page(
    cycle: BoardCycle,
    found: Ranked,
    released: Mapping[str, ReleasedTable],
    bodies: Mapping[str, Body],
    sidecars: Mapping[str, dict],
    tables: Mapping,
    pack: Path,
    *,
    pdf: bool,
) -> Body:
    """The page's body, for the frame that every page has."""
    import jinja2

    used = {source["table"] for side in sidecars.values() for source in side["sources"] if source["state"] == "synthetic"}
    used = used or {name for name, table in tables.items() if table.synthetic}
    workbook = f"{cycle.name}-tables.xlsx"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    answers = section(released)
    made = environment.get_template("about.html.j2").render(
        for_board=cycle.for_board,
        band=[f"{end:g}" for end in cycle.band],
        by_chance=possible_by_chance(cycle.band, cycle.confidence),
        planned=planned_by_chance(len(cycle.primary_comparisons), cycle.band, cycle.confidence) if cycle.for_board else "",
        clear=clear.every_clear(found),
        answers=answers,
        inputs=rows_of_inputs(tables, cycle.policy.threshold),
        inputs_line=inputs_line(tables),
        synthetic_tables=sorted(name.replace("_", " ") for name in used),
        pages=[(name, body.title) for name, body in bodies.items()],
        tables=[
            {"name": name, "title": side["definition"]["title"], "rows": side["rows"], "hidden": side["rows_hidden"], "state": state(side)}
            for name, side in sorted(sidecars.items())
        ],
        workbook=workbook if (pack / workbook).exists() else "",
        symbols=sorted(vocabulary.SYMBOLS.items()),
        pdf=pdf,
        hidden_line=hidden_line([side["rows_hidden"] for side in sidecars.values()]),
    )
    absent = (*(() if cycle.for_board else FOR_BOARDS), *(() if answers else ("explain-or-reform",)))
    sections = tuple(each for each in SECTIONS if each[0] not in absent)
    return Body("About this pack", made, sections, "", "", 0)


def inputs_line(tables: Mapping) -> str:
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


def state(side: Mapping) -> str:
    """Whether a released table comes from real or synthetic files, or is not available."""
    states = sorted({source["state"] for source in side["sources"]})
    return "[x] not available" if side["status"] == "not_available" else " and ".join(states) or "not stated"
