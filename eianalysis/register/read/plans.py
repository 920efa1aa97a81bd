"""Any plan: its tables, blocks of name and value, or lists, with every column's role found over the whole document.

Tables with the same headings are read together, however many pages or headings they are spread over. What competes is asked;
what has no place is listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from eianalysis.register.read.characteristics import characteristic_of, duty_of
from eianalysis.register.read.contents import content_of
from eianalysis.register.read.draft_items import Question, Reading
from eianalysis.register.read.headings import heading_scores, plain_heading
from eianalysis.register.read.list_plans import grid_of_points
from eianalysis.register.read.questions import NONE, SAID, Answers, questions_of
from eianalysis.register.read.grid_items import Builder
from eianalysis.register.read.roles import Roles, Seen, read_roles
from eianalysis.register.read.document_rows import Row
from eianalysis.register.read.find_tables import Grid, grids_of

LAYOUTS = {"table": "table with named columns", "pairs": "blocks of name and value", "list": "list of points"}
#: Beside what is to be done, a plan has at least one of these.
BESIDE = ("label", "owner", "due", "status", "rag", "progress", "theme", "measure", "response", "level", "target_level", "start", "priority")
ABOVE = "a point above the table, as an item of a plan looks: save such a list as a document of its own, and read it too"
_SHEET = re.compile(r"(?:sheet|tabelle|table|page) ?\d*|plan|action plan|actions?|data|export", re.IGNORECASE)


def read_plans(rows: Sequence[Row], *, prefix: str = "DOC", answers: Answers = Answers()) -> Reading | None:
    """The items of a document's tables, or of its lists where no table is a plan; None where neither is."""
    grids, aside = grids_of(rows)
    groups = _groups(grids)
    read = [(group, *_roles(group, answers.columns)) for group in groups]
    plans = [one for one in read if _is_plan(*one[:2])]
    if plans:
        layout = LAYOUTS["pairs" if all(group[0].made_of == "pairs" for group, *_ in plans) else "table"]
        reading = _reading(plans, prefix, layout, answers.settled)
        for group, _, _, _ in read:
            if not any(group is plan[0] for plan in plans):
                reading.unplaced += [(grid.lines[0].row.line, f"a table that is no plan ({len(grid.lines)} rows)") for grid in group if grid.lines]
        reading.unplaced += [(row.line, what) for row, what in aside]
        _prose_beside(reading, rows)
        return reading
    grid, aside, sure = grid_of_points(rows)
    if grid is None:
        return None
    group = [grid]
    known = {grid.headings[at]: role for at, role in _known(grid).items()}
    roles, columns, ticks = _roles(group, {**known, **answers.columns})
    if roles.column("title") is None:
        return None
    reading = _reading([(group, roles, columns, ticks)], prefix, LAYOUTS["list"], answers.settled | frozenset(known.values()))
    reading.unplaced += [(row.line, what) for row, what in aside]
    reading.unplaced += [(other.lines[0].row.line, f"a table that is no plan ({len(other.lines)} rows)") for other in grids if other.lines]
    if not sure and "items" not in answers.settled:
        _ask_whether_items(reading, grid)
    return reading


def _known(grid: Grid) -> dict[int, str]:
    """What the columns of a list are, because they were made so."""
    return {0: "label", 1: "title"} if grid.headings[:1] == ["Ref"] else {0: "title"}


def _groups(grids: Sequence[Grid]) -> list[list[Grid]]:
    """Grids with the same headings, in the order of the first of each."""
    found: dict[tuple, list[Grid]] = {}
    for grid in grids:
        if grid.lines:
            while grid.headings and not grid.headings[-1] and not any(line.cells[len(grid.headings) - 1] for line in grid.lines):
                grid.headings.pop()
            key = tuple(plain_heading(text) for text in grid.headings) if any(grid.headings) else (id(grid),)
            found.setdefault(key, []).append(grid)
    return list(found.values())


def _roles(group: Sequence[Grid], answers: Mapping[str, str]) -> tuple[Roles, list[Seen], list[int]]:
    """The role of each column, the columns as they were seen, and those to be ticked."""
    lines = [line for grid in group for line in grid.lines]
    headings, groups = group[0].headings, group[0].groups
    columns = []
    for at, heading in enumerate(headings):
        full = [line for line in lines if len(line.filled) > 1 or len(headings) < 3] or lines  # not those over the whole table
        texts = [line.cells[at] for line in full]
        columns.append(Seen(heading, content_of(texts, [line.shade(at) for line in full]), at, len(headings)))
    told = {plain_heading(name): role for name, role in answers.items()}
    names = {at: plain_heading(heading) or f"column {at + 1}" for at, heading in enumerate(headings)}
    forced = {at: told[name] for at, name in names.items() if name in told}
    ticks = [at for at, one in enumerate(columns) if at not in forced and _to_be_ticked(one, groups[at] if at < len(groups) else "")]
    levels = _levels(columns, lines, forced)
    known = {**dict.fromkeys(ticks, ""), **levels, **forced}
    roles = read_roles(columns, known)
    if roles.column("title") is None and levels:  # a matrix of maturity: its first words are what is to be reached
        first = next((at for at, one in enumerate(columns) if at not in known and one.content.words >= 1), None)
        if first is not None:
            roles = read_roles(columns, {**known, first: "title"})
            roles.margins[first] = 0.0
    return roles, columns, ticks


def _to_be_ticked(column: Seen, over: str) -> bool:
    """Whether a column is one to be ticked: ticks or nothing in it, under a characteristic, a duty, or one of a group of such."""
    c = column.content
    named = bool(characteristic_of(column.heading) or duty_of(column.heading))
    if c.empty:
        return named
    scores = heading_scores(column.heading)
    return c.ticks >= 0.99 and (named or bool(over) and c.filled < 0.9 or not scores and c.filled < 0.9)


def _levels(columns: Sequence[Seen], lines, forced: Mapping[int, str]) -> dict[int, str]:
    """Columns whose cells name other columns' headings are levels of maturity; the columns named tell what each level means."""
    headings = {plain_heading(one.heading): at for at, one in enumerate(columns) if one.heading}
    found: dict[int, str] = {}
    for at in range(len(columns)):
        texts = [plain_heading(line.cells[at]) for line in lines if line.cells[at]]
        named = {headings[text] for text in texts if text in headings} - {at}
        if texts and named and sum(text in headings for text in texts) >= 0.8 * len(texts):
            aimed = heading_scores(columns[at].heading).get("target_level", 0) > heading_scores(columns[at].heading).get("level", 0)
            found[at] = "target_level" if aimed else "level"
            if len(columns) >= 3:
                found.update({other: "" for other in named if other not in found})
    if list(found.values()).count("level") > 1 or not found:
        return {at: role for at, role in found.items() if not role} if list(found.values()).count("level") > 1 else {}
    low, high = (min(at for at, role in found.items() if not role), max(at for at, role in found.items() if not role))
    for at in range(low, high + 1):
        found.setdefault(at, "")  # a level nobody has reached yet
    return {at: role for at, role in found.items() if at not in forced}


def _is_plan(group: Sequence[Grid], roles: Roles) -> bool:
    title = roles.column("title")
    apart = [text for text in group[0].headings if heading_scores(text).get("apart", 0.0) >= 4.0]
    if title is None or sum(heading_scores(text)["apart"] >= 6.0 for text in apart) and len(apart) >= 2:
        return False  # versions of the paper, its risks, its abbreviations
    beside = [role for role in roles.roles.values() if role in BESIDE]
    heading = heading_scores(group[0].headings[title]).get("title", 0.0)
    if not any(group[0].headings):
        return len(set(beside) & {"owner", "due", "status", "rag", "label"}) >= 2
    return len(beside) >= 2 or len(beside) == 1 and heading >= 2.0


def _reading(plans, prefix: str, layout: str, settled: frozenset[str]) -> Reading:
    reading = Reading(layout)
    used: set[str] = set()
    sections = _sections([grid for group, *_ in plans for grid in group])
    for group, roles, columns, ticks in plans:
        made = Builder(group, roles, ticks, sections, prefix, used).build()
        asked = questions_of(columns, roles, settled=settled)
        numbers = []
        for role, why, choices, taken in asked:
            number = f"Q{len(reading.questions) + 1}"
            numbers.append(number)
            reading.questions.append(Question(number, role, f"Which column says {SAID[role]}? Taken: '{taken}' ({why}).", choices, taken, group[0].where))
        for item in made.items:
            item.questions = list(numbers)
        reading.items += made.items
        reading.unplaced += made.unplaced
        reading.places.update(made.places)
        for at, heading in enumerate(group[0].headings):
            if at not in roles.roles and at not in ticks and any(line.cells[at] for grid in group for line in grid.lines):
                reading.notes.append(
                    (
                        f"column '{heading or at + 1}' has no place in the register; its cells are kept in not_placed",
                        sum(bool(line.cells[at]) for grid in group for line in grid.lines),
                    )
                )
    return reading


def _sections(grids: Sequence[Grid]) -> dict[str, str]:
    """The heading that each section gives to its items: only where headings tell items apart."""
    told = list(dict.fromkeys(line.section for grid in grids for line in grid.lines))
    found = {section: section for section in told if section} if len(told) > 1 else {}
    if found:
        return found
    sheets = list(dict.fromkeys(grid.lines[0].row.name for grid in grids if grid.lines))
    before = list(dict.fromkeys(grid.before for grid in grids))
    names = sheets if len(sheets) > 1 and not any(_SHEET.fullmatch(name) for name in sheets) else before
    if len(names) == len(grids) > 1 and all(names) and all(len(name.split()) <= 15 for name in names):
        for grid in grids:
            name = grid.lines[0].row.name if names is sheets else grid.before
            for line in grid.lines:
                line.section = name
        return {name: name for name in names}
    return {}


def _prose_beside(reading: Reading, rows: Sequence[Row]) -> None:
    """Lines of prose that could hold something: a list of items above the tables; among and after them points and footnotes."""
    text = Counter(row.text(0) for row in rows if not row.table)
    tables = {row.table for row in rows if row.table and len(row.cells) > 1}
    first = next((at for at, row in enumerate(rows) if row.table), 0)
    above, _, sure = grid_of_points([row for row in rows[:first] if not row.level])  # a heading above a table is of its items
    for line in above.lines if above is not None and sure and len(above.lines) > 1 else ():
        reading.unplaced.append((line.row.line, ABOVE))
        reading.places[line.row.line] = line.row.place
    sections = {row.text(0) for row in rows if row.level}
    for row in rows[first:]:
        said = row.text(0)
        if row.table in tables or not said or said in sections or text[said] > 1 or row.text(0) in {item.workstream for item in reading.items}:
            continue
        reading.unplaced.append((row.line, "a footnote" if re.match(r"[\u00b9\u00b2\u00b3\u2070-\u2079*\u2020]", said) else "a line outside the table"))
        reading.places[row.line] = row.place


def _ask_whether_items(reading: Reading, grid: Grid) -> None:
    number = f"Q{len(reading.questions) + 1}"
    reading.questions.append(
        Question(
            number,
            "items",
            f"Are the {len(reading.items)} points from {grid.where} on the items of a plan? Nothing in the text says so.",
            ["items", NONE],
            "items",
            grid.where,
        )
    )
    for item in reading.items:
        item.questions.append(number)
