"""The evidence map as tables: by programme, item by item; exceptions; what was and is; what is missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.issued import last_issued
from eianalysis.evidence.status_rules import MEASURED, STATUSES, read
from eianalysis.evidence.binding import id_of
from eianalysis.results import ALL, Release, Shown, require_release
from eianalysis.tables.grid import Grid
from eianalysis.tables.sections import SectionsView
from eianalysis.tables.view import TableView
from eianalysis.wording import about, missing_words, source_line
from eianalysis.wording.about import SYNTHETIC
from eianalysis.evidence.map_sentences import ILLUSTRATION, contradicted, headline_rows, value_words, who_words
from eianalysis.wording.numbers import absent, capital, count, period_label

#: Whether a comparison was declared before looking at the data, as the map says it.
PLANNED = {"primary": "planned", "exploratory": "exploratory"}
LEGEND = (("[c]", "hidden to protect people"), ("[x]", "not available"))


def evidence_map_by_programme(evidence: Release) -> SectionsView:
    """Show the map of all items, a table a programme, live programmes first: reported beside measured.

    A figure leads to the page of its measure. A row whose report is real and whose data are invented says so itself.

    Examples
    --------
    >>> ei.evidence_map_by_programme(evidence)                                                    # doctest: +SKIP
    """
    evidence = require_release(evidence, "evidence_map_by_programme")
    if evidence.missing:
        return SectionsView("", (), missing_words(evidence))
    table = evidence.table
    table = table.assign(_place=(~table["live"].astype(bool)).astype(int))
    parts = []
    for (_, programme), rows in table.groupby(["_place", "programme"], sort=True):
        heading = f"Programme: {programme}"
        parts.append((heading, str(rows["item_id"].nunique()), _view(evidence, f"What was reported and what the data say: {programme}", _item_grid(rows))))
    return SectionsView("Jump to a programme: the map of all items", tuple(parts))


def _item_grid(rows: pd.DataFrame) -> Grid:
    each = rows.to_dict("records")
    cells = [(row["item_id"], row["title_plain"], _reported(row), _measured(row), _said(row), row["met_when"] or "Not said") for row in each]
    links = tuple((at, 3, row["page"]) for at, row in enumerate(each) if row["page"] and row["status"] != "not_available")
    headers = ("Item", "What it asks for", "Reported", "Measured", "What the data say", "What would count")
    return _grid(headers, cells, links=links)


def measured_items(evidence: Release, items: Collection[str], name: str, most: int) -> TableView | None:
    """What the data say of these items, one row each: contradicted reports first, then those a target judges; None where no figure is bound."""
    rows = headline_rows(evidence, [item for item in dict.fromkeys(evidence.table["item_id"]) if item in items])
    if not rows:
        return None
    rows.sort(key=lambda row: (not row["contradiction"], row["status"] != "shown", row["evidence_status"] == MEASURED))
    shown = rows[:most]
    cells = [(f"{row['title_plain']} ({row['item_id']})", _measured(row), _said(row)) for row in shown]
    links = tuple((at, 1, row["page"]) for at, row in enumerate(shown) if row["page"] and row["status"] != "not_available")
    notes = (f"{capital(count(len(rows) - most))} more of this workstream: in the evidence map, in the workbook.",) if len(rows) > most else ()
    return _view(evidence, f"What the data say of {name}", _grid(("What it asks for", "Measured", "What the data say"), cells, links=links, notes=notes))


def _reported(row) -> str:
    status = capital(str(row["reported_status"]).replace("_", " "))
    colour = "" if row["rag_reported"] in ("", "not_recorded") else f"; {capital(row['rag_reported'])}"
    return f"{status}{colour}"


def _measured(row) -> str:
    if not row["measure"]:
        return f"Document: {row['document']}" if row["document"] else "Nothing named yet"
    if row["evidence_status"] in ("no data", "no data: measure not built"):
        return f"{row['measure_title']}: [x]" + (f", needs {row['needs']}" if row["needs"] else "")
    who = who_words(row)
    return f"{row['measure_title']}{f' ({who})' if who else ''}: {value_words(row)}"


def _said(row) -> str:
    if not row["measure"]:
        return f"Document named: {row['evidence_link']}" if row["evidence_link"] else "No document named"
    said = capital(row["evidence_status"])
    said += f" ({planned})" if (planned := PLANNED.get(row.get("comparison"))) else ""
    if row["contradiction"]:
        said += f". Contradicted: {row['contradiction']}"
    return f"{ILLUSTRATION}: {said}" if row["data"] == ILLUSTRATION else said


def evidence_counts(evidence: Release) -> TableView:
    """Show how many rows of each programme are met, not met, moving, without a target, too few or without data."""
    evidence = require_release(evidence, "evidence_counts")
    if evidence.missing:
        return _nothing(evidence)
    table = evidence.table
    table = table[(table["measure"] != "") & table["live"].astype(bool)]
    kinds = [("real data", table[table["data"] != ILLUSTRATION])]
    if (table["data"] == ILLUSTRATION).any():
        kinds.append((ILLUSTRATION, table[table["data"] == ILLUSTRATION]))
    cells = []
    for words, rows in kinds:
        for programme, own in rows.groupby("programme", sort=True):
            found = own["evidence_status"].value_counts()
            cells.append(
                (
                    f"{programme}, {words if words == ILLUSTRATION else 'real data or none'}",
                    *(count(found.get(status, 0)) for status in STATUSES),
                    count(len(own)),
                )
            )
    headers = ("Programme", *(capital(status) for status in STATUSES), "All")
    note = "An item that is shown in several ways is counted once for each. Items that only a document can show are not counted."
    return _view(evidence, "How the live programmes stand in the data", _grid(headers, cells, numeric=True, notes=(note,)))


def exceptions_by_programme(standing: Release, evidence: Release) -> TableView:
    """Show what is wrong by programme: red, overdue, contradicted by real data, no owner, no date, no evidence."""
    standing, evidence = (require_release(each, "exceptions_by_programme") for each in (standing, evidence))
    if standing.missing:
        return _nothing(standing)
    against = pd.Series(dtype=int) if evidence.missing else contradicted(evidence).groupby("programme")["item_id"].nunique()
    cells, totals = [], []
    for row in standing.table.to_dict("records"):
        whole = row["programme"] == ALL
        numbers = (
            row["items"],
            row["red"],
            row["overdue"],
            int(against.sum() if whole else against.get(row["programme"], 0)),
            row["contradictory_status"],
            row["no_owner"],
            row["no_date"],
            row["unknown_status"],
            row["done_without_evidence"],
        )
        cells.append(("All live programmes" if whole else row["programme"], *("No colours" if absent(number) else count(number) for number in numbers)))
        totals.append(whole)
    headers = (
        "Programme",
        "Items",
        "Red",
        "Overdue",
        "Contradicted by data",
        "Report contradicts itself",
        "No owner",
        "No date",
        "Status unknown",
        "Complete, no evidence named",
    )
    notes = (
        "An item may count in several columns. Only real data can contradict a report. Where no colour was recorded, nobody knows how many are red.",
        "Counted here are recommendations, parts with a report of their own, deliverables and KPIs. Objectives, measures, next "
        "steps and remarks are in the evidence map, in the workbook.",
    )
    return _view(standing, "Exceptions by programme", _grid(headers, cells, numeric=True, totals=tuple(totals), notes=notes))


def was_and_is(evidence: Release, cycle: BoardCycle, items: Sequence[str] | None = None) -> TableView:
    """Show what the headline measures were in the last issued pack and are now, and what two separate years say.

    "Was" comes from the tables the board was given, "is" from this pack; their windows mostly overlap, so nothing is
    concluded from the pair. What is concluded stands in the last column: this year's 12 months against the 12 before.
    """
    evidence = require_release(evidence, "was_and_is")
    if evidence.missing:
        return _nothing(evidence)
    before = last_issued(cycle)
    rows = [row for row in headline_rows(evidence, items) if row["evidence_status"] not in ("no data", "no data: measure not built")]
    cells, links = [], []
    for at, row in enumerate(rows):
        who = who_words(row)
        cells.append(
            (
                row["item_id"],
                f"{row['measure_title']}{f' ({who})' if who else ''}",
                _was(row, before),
                value_words(row),
                capital(row["change"]) if row["change"] else "Not asked",
                ILLUSTRATION if row["data"] == ILLUSTRATION else "Real",
            )
        )
        links.append((at, 1, row["page"]))
    if not cells:
        return TableView("What has changed", None, "None of the headline measures has data in this pack.", source_line(evidence), about(evidence, "table"))
    name = f"cycle {before.cycle}" if before.cycle else "the last pack"
    headers = ("Item", "Measure", f"Was, in {name}", "Is", "This year against the year before", "Data")
    state = {
        "issued": f"'Was' is from the pack of cycle {before.cycle} as issued.",
        "synthetic": f"'Was' is from the synthetic predecessor, cycle {before.cycle}, that comes with this project.",
        "none": "No pack before this one is known here, so there is no 'was'.",
    }[before.state]
    gone = [
        f"Withdrawn since the pack of cycle {before.cycle} was issued: {before.about[table]['definition']['title']} ({why})."
        for table, why in sorted(before.withdrawn.items())
        if table in before.about
    ]
    notes = (state, "The two packs' windows overlap, so 'was' and 'is' are set side by side and nothing is concluded from them.", *gone)
    return _view(evidence, "Headline measures: what was, what is", _grid(headers, cells, links=tuple(links), notes=notes))


def _was(row: dict, before) -> str:
    """The same figure in the tables of the last pack; [x] where they do not hold it."""
    for name, about_ in before.about.items():
        if about_["measure"] != id_of(row["measure"]) or about_["shape"] != "counts":
            continue
        if name in before.withdrawn:
            return "Withdrawn"
        table = before.tables[name]
        seen = Shown(
            table, {}, None, "proportion" if (table.get("kind") == "proportion").all() else "rate", (), None, frozenset(), about_["policy"]["round_to"] > 1
        )
        found = read(seen, table, row, row["window"])
        if found.seen:
            status = "shown"
        elif found.there:
            return "[c]"
        else:
            continue
        was = {**row, "value": found.value, "low": found.low, "high": found.high, "base": found.base, "status": status}
        end = period_label({"window": found.window, "period_start": found.period_start, "period_end": found.period_end})
        return f"{value_words(was)}, {end}" if end else value_words(was)
    return "[x]"


def data_gaps(evidence: Release) -> TableView:
    """Show what data are missing, who would supply them, and how many items they would answer; most first.

    Takes the release of ``evidence_map``; one row a measure that has no data or is not built.
    """
    evidence = require_release(evidence, "data_gaps")
    if evidence.missing:
        return _nothing(evidence)
    table = evidence.table
    lacking = table[table["evidence_status"].isin(["no data", "no data: measure not built"]) & (table["measure"] != "")]
    if lacking.empty:
        return TableView("Data that are missing", None, "Every measure that an item is bound to has data.", source_line(evidence), about(evidence, "table"))
    rows = []
    for (title, status, needs), own in lacking.groupby(["measure_title", "evidence_status", "needs"], sort=True):
        live = own[own["live"].astype(bool)]["item_id"].nunique()
        rows.append((live, own["item_id"].nunique(), title, needs or _rows_lacking(own), status, list(dict.fromkeys(own["item_id"]))))
    rows.sort(key=lambda row: (-row[0], -row[1], row[2]))
    cells = [
        (
            title,
            capital(needs),
            "Measure not built" if "built" in status else "No data in the table",
            count(live),
            count(every),
            ", ".join(ids[:6]) + (f" and {len(ids) - 6} more" if len(ids) > 6 else ""),
        )
        for live, every, title, needs, status, ids in rows
    ]
    headers = ("Measure", "What is needed", "State", "Live items", "All items", "Which")
    return _view(evidence, "Data that are missing, by how many live items they would answer", _grid(headers, cells, numeric=False, number=(3, 4)))


def _rows_lacking(rows: pd.DataFrame) -> str:
    """Which rows a table that is there does not hold: 'records of: Custody, Trauma'."""
    said = list(dict.fromkeys(filter(None, (who_words(row) for row in rows.to_dict("records")))))
    return f"records of: {', '.join(said)}" if said else "rows of this kind in the table"


def _grid(headers, cells, *, numeric: bool = False, number: tuple[int, ...] = (), notes=(), totals=None, links=()) -> Grid:
    columns = tuple(at > 0 and numeric or at in number for at in range(len(headers)))
    legend = tuple((symbol, words) for symbol, words in LEGEND if any(symbol in cell for row in cells for cell in row))
    return Grid(tuple(headers), tuple(cells), 1, columns, totals or (False,) * len(cells), tuple(notes), legend, links=tuple(links))


def _view(released: Release, caption: str, grid: Grid) -> TableView:
    marked = f"{SYNTHETIC} " if released.synthetic else ""
    return TableView(f"{marked}{caption}", grid, "", "", "")


def _nothing(released: Release) -> TableView:
    return TableView(released.definition.title, None, missing_words(released), source_line(released), about(released, "table"))
