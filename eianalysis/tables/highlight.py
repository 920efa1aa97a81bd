"""Highlight reports in the layout their owners know, with what is measured beneath what is reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from eianalysis import theme
from eianalysis.errors import UsageError
from eianalysis.rendered import View
from eianalysis.results import Release, require_release
from eianalysis.tables.evidence import measured_items
from eianalysis.tables.grid import Grid
from eianalysis.tables.view import TableView, _rag
from eianalysis.vocabulary import day_in_words
from eianalysis.wording import about, missing_words, source_line
from eianalysis.wording.numbers import capital

MOST_MEASURED = 6
NO_MEASURE = "No item of this workstream is bound to a figure."
#: What stands in the two lists beside and below the deliverables.
LISTS = (("objective", "Workstream objectives"), ("progress_note", "Progress since last update"), ("next_step", "Key next steps"))


@dataclass(frozen=True, repr=False)
class Report:
    """One workstream's report: its header line, its lists, its deliverables, what is measured."""

    name: str
    header: tuple[tuple[str, str], ...]
    lists: Mapping[str, tuple[str, ...]]
    deliverables: TableView
    standing: str
    measured: TableView | None  # None where no evidence was given


@dataclass(frozen=True, repr=False)
class HighlightView(View):
    """What ``highlight_reports()`` returns."""

    reports: tuple[Report, ...]
    foot: str = ""  # HTML: sources and definition, once
    source: str = ""
    message: str = ""

    def __repr__(self) -> str:
        return self.message or "\n\n".join(_as_text(report) for report in self.reports)

    def _markup(self) -> str:
        if self.message:
            return f"<p>{escape(self.message)}</p>"
        body = "".join(_as_html(report) for report in self.reports)
        return f'{body}<div class="ei-notes"><p>{escape(self.source)}</p></div>{self.foot}'


def highlight_reports(released: Release, evidence: Release | None = None) -> HighlightView:
    """Show each workstream on its own section: header line, objectives, deliverables, progress, next steps, measures.

    Parameters
    ----------
    released : Release
        Of ``highlights(register, workstreams, as_at=…)``.
    evidence : Release, optional
        Of ``evidence_map(register, cycle)``: what the data say of a workstream's items stands beneath its report, six at most.

    Examples
    --------
    >>> ei.highlight_reports(reports, evidence)                                                   # doctest: +SKIP
    """
    released = require_release(released, "highlight_reports")
    if released.measure != "highlights":
        raise UsageError(f"highlight_reports shows the release of highlights(), not of {released.measure}")
    if evidence is not None and require_release(evidence, "highlight_reports").measure != "evidence_map":
        raise UsageError(f"highlight_reports sets the release of evidence_map() beneath the reports, not of {evidence.measure}")
    if released.missing:
        return HighlightView((), message=missing_words(released))
    reports = tuple(_report(released, rows, evidence) for _, rows in released.table.groupby("workstream", sort=False))
    return HighlightView(reports, about(released, "report"), source_line(released))


def _report(released: Release, rows: pd.DataFrame, evidence: Release | None) -> Report:
    head = rows.iloc[0]
    name = str(head["workstream_name"])
    header = (
        ("Owner", str(head["report_owner"]) or "No owner"),
        ("Date of report", _day(head["reported_on"])),
        ("Project RAG", str(head["project_rag"])),
        ("Benefit RAG", str(head["benefit_rag"])),
    )
    lists = {kind: tuple(_line(row) for _, row in rows[rows["kind"] == kind].iterrows()) for kind, _ in LISTS}
    promised = rows[rows["kind"].isin(("deliverable", "kpi", "action", "recommendation"))]
    late, cycles = int(promised["late"].sum()), sorted(set(promised["reported_cycle"].dropna()))
    due = int((promised["schedule_health"] == "due_within_cycle").sum())
    standing = (
        f"Of {len(promised)} deliverables and measures {late} {'is' if late == 1 else 'are'} overdue and {due} "
        f"{'is' if due == 1 else 'are'} due soon. {released.definition.method} "
        f"Last reported at cycle {head['report_cycle']}" + (f"; items at {', '.join(cycles)}." if cycles and cycles != [head["report_cycle"]] else ".")
    )
    return Report(name, header, lists, _deliverables(name, promised), standing, None if evidence is None else _measured(name, rows, evidence))


def _line(row: pd.Series) -> str:
    """An objective or note in a line, with the date where one was written into it."""
    return f"{row['title_plain']} ({row['date_raw']})" if row["kind"] == "objective" and row["date_raw"] else str(row["title_plain"])


def _deliverables(name: str, rows: pd.DataFrame) -> TableView:
    """The priority deliverables with their dates as written, status, schedule and colour."""
    cells = tuple((row["title_plain"], row["date_raw"] or "Not recorded", _status(row), _rag_words(row["rag_reported"])) for _, row in rows.iterrows())
    headers = ("Priority deliverable or measure", "Date as written", "Status and schedule", "RAG")
    caption = f"Deliverables and measures of {name}"
    if not cells:
        return TableView(caption, None, "None is recorded.", "", "")
    grid = Grid(headers, cells, 1, (False,) * len(headers), (False,) * len(cells), rag=(3,))
    return TableView(caption, grid, "", "", "")


def _status(row: pd.Series) -> str:
    """ "In progress; overdue"; a closed item is only what it is."""
    status, health = (str(row[name]).replace("_", " ") for name in ("reported_status", "schedule_health"))
    return capital(status) if health == "closed" else f"{capital(status)}; {health}"


def _measured(name: str, rows: pd.DataFrame, evidence: Release) -> TableView:
    """What the data say of the workstream's items, or why nothing is said."""
    found = None if evidence.missing else measured_items(evidence, set(rows["item_id"]), name, MOST_MEASURED)
    return found or TableView(f"What the data say of {name}", None, missing_words(evidence) if evidence.missing else NO_MEASURE, "", "")


def _rag_words(code: object) -> str:
    word, _, shape, _, _ = theme.RAG.get(str(code), theme.RAG["not_recorded"])
    return f"{shape} {word}"


def _day(value: object) -> str:
    return "Not recorded" if value is None or pd.isna(value) else day_in_words(pd.Timestamp(value))


def _as_html(report: Report) -> str:
    cells = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{_rag(_rag_words(value)) if 'RAG' in label else escape(value)}</dd></div>" for label, value in report.header
    )
    objectives, progress, steps = (_list_html(report, kind, title) for kind, title in LISTS)
    measured = "" if report.measured is None else f"<h3>What the data say</h3>{report.measured._repr_html_()}"
    return (
        f'<section class="highlight"><h2>{escape(report.name)}</h2><dl class="hl-head">{cells}</dl>'
        f"<p>{escape(report.standing)}</p>"
        f'<div class="hl-pair"><div>{objectives}</div><div><h3>{escape("Priority deliverables")}</h3>'
        f"{report.deliverables._repr_html_()}</div></div>"
        f'<div class="hl-pair"><div>{progress}</div><div>{steps}</div></div>'
        f"{measured}</section>"
    )


def _list_html(report: Report, kind: str, title: str) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in report.lists[kind])
    return f"<h3>{escape(title)}</h3>" + (f"<ul>{lines}</ul>" if lines else "<p>Not recorded.</p>")


def _as_text(report: Report) -> str:
    lines = [report.name, "; ".join(f"{label}: {_rag_words(value) if 'RAG' in label else value}" for label, value in report.header), report.standing]
    for kind, title in LISTS:
        lines += [title, *(f"- {line}" for line in report.lists[kind] or ("Not recorded.",))]
    lines.append(repr(report.deliverables))
    lines += [] if report.measured is None else ["What the data say", repr(report.measured)]
    return "\n".join(lines)
