"""Highlight reports in the layout their owners know, with what is measured beneath what is reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from eianalysis import theme
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.rendered import View
from eianalysis.results import Release, require_release
from eianalysis.tables.grid import Grid
from eianalysis.tables.view import TableView, _rag
from eianalysis.vocabulary import day_in_words
from eianalysis.wording import about, board_lines, findings, missing_words, source_line, statistical_title
from eianalysis.wording.numbers import capital

MOST_MEASURES, SENTENCES = 3, 2
NO_MEASURE = "[x] not available: no measure of this workstream is bound to data yet."
#: What stands in the two lists beside and below the deliverables.
LISTS = (("objective", "Workstream objectives"), ("progress_note", "Progress since last update"),
         ("next_step", "Key next steps"))


@dataclass(frozen=True, repr=False)
class Report:
    """One workstream's report: its header line, its lists, its deliverables, what is measured."""

    name: str
    header: tuple[tuple[str, str], ...]
    lists: Mapping[str, tuple[str, ...]]
    deliverables: TableView
    standing: str
    strip: tuple[tuple[str, tuple[str, ...]], ...]


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


def highlight_reports(released: Release, evidence: Mapping[str, Sequence[Release]] | None = None) -> HighlightView:
    """Show each workstream on its own section: header line, objectives, deliverables, progress, next steps, measures.

    Parameters
    ----------
    released : Release
        Of ``highlights(register, workstreams, as_at=…)``.
    evidence : mapping, optional
        Workstream code to the releases that measure it; up to three are shown in the strip beneath its report. A measure
        without data, and a workstream without a measure, say ``[x] not available``.

    Examples
    --------
    >>> ei.highlight_reports(reports, evidence={"RET": [turnover, stability]})                    # doctest: +SKIP
    """
    released = require_release(released, "highlight_reports")
    if released.measure != "highlights":
        raise UsageError(f"highlight_reports shows the release of highlights(), not of {released.measure}")
    if released.missing:
        return HighlightView((), message=missing_words(released))
    frame = released.table
    known = list(dict.fromkeys(frame["workstream"]))
    for code in evidence or {}:
        if code not in known:
            raise UsageError(f"there is no report of workstream '{code}'; {did_you_mean(code, known)}")
    reports = tuple(_report(released, frame[frame["workstream"] == code], tuple((evidence or {}).get(code, ())))
                    for code in known)
    return HighlightView(reports, about(released, "report"), source_line(released))


def _report(released: Release, rows: pd.DataFrame, measures: tuple[Release, ...]) -> Report:
    head = rows.iloc[0]
    name = str(head["workstream_name"])
    header = (("Owner", str(head["report_owner"]) or "No owner"), ("Date of report", _day(head["reported_on"])),
              ("Project RAG", str(head["project_rag"])), ("Benefit RAG", str(head["benefit_rag"])))
    lists = {kind: tuple(_line(row) for _, row in rows[rows["kind"] == kind].iterrows()) for kind, _ in LISTS}
    promised = rows[rows["kind"].isin(("deliverable", "kpi", "action", "recommendation"))]
    late, cycles = int(promised["late"].sum()), sorted(set(promised["reported_cycle"].dropna()))
    due = int((promised["schedule_health"] == "due_within_cycle").sum())
    standing = (f"Of {len(promised)} deliverables and measures {late} {'is' if late == 1 else 'are'} overdue and {due} "
                f"{'is' if due == 1 else 'are'} due soon. {released.definition.method} "
                f"Last reported at cycle {head['report_cycle']}"
                + (f"; items at {', '.join(cycles)}." if cycles and cycles != [head["report_cycle"]] else "."))
    return Report(name, header, lists, _deliverables(name, promised), standing, tuple(map(_measured, measures[:MOST_MEASURES])))


def _line(row: pd.Series) -> str:
    """An objective or note in a line, with the date where one was written into it."""
    return f"{row['title_plain']} ({row['date_raw']})" if row["kind"] == "objective" and row["date_raw"] else str(row["title_plain"])


def _deliverables(name: str, rows: pd.DataFrame) -> TableView:
    """The priority deliverables with their dates as written, status, schedule and colour."""
    cells = tuple((row["title_plain"], row["date_raw"] or "Not recorded", _status(row), _rag_words(row["rag_reported"]))
                  for _, row in rows.iterrows())
    headers = ("Priority deliverable or measure", "Date as written", "Status and schedule", "RAG")
    caption = f"Deliverables and measures of {name}"
    if not cells:
        return TableView(caption, None, "None is recorded.", "", "")
    grid = Grid(headers, cells, 1, (False,) * len(headers), (False,) * len(cells), rag=(3,))
    return TableView(caption, grid, "", "", "")


def _status(row: pd.Series) -> str:
    """"In progress; overdue"; a closed item is only what it is."""
    status, health = (str(row[name]).replace("_", " ") for name in ("reported_status", "schedule_health"))
    return capital(status) if health == "closed" else f"{capital(status)}; {health}"


def _measured(released: Release) -> tuple[str, tuple[str, ...]]:
    """A measure in the strip: its title and the one thing it has for a board, a declared comparison first; or why there is none."""
    released = require_release(released, "highlight_reports")
    if released.missing:
        return statistical_title(released), (missing_words(released),)
    said = board_lines(released) if released.shape == "counts" else findings(released)
    return statistical_title(released), tuple(said)[:SENTENCES]


def _rag_words(code: object) -> str:
    word, _, shape, _, _ = theme.RAG.get(str(code), theme.RAG["not_recorded"])
    return f"{shape} {word}"


def _day(value: object) -> str:
    return "Not recorded" if value is None or pd.isna(value) else day_in_words(pd.Timestamp(value))


def _as_html(report: Report) -> str:
    cells = "".join(f"<div><dt>{escape(label)}</dt><dd>{_rag(_rag_words(value)) if 'RAG' in label else escape(value)}</dd></div>"
                    for label, value in report.header)
    objectives, progress, steps = (_list_html(report, kind, title) for kind, title in LISTS)
    strip = "".join(
        f"<div><p><strong>{escape(title)}</strong></p>{''.join(f'<p>{escape(line)}</p>' for line in said)}</div>"
        for title, said in report.strip) or f"<p>{escape(NO_MEASURE)}</p>"
    return (f'<section class="highlight"><h2>{escape(report.name)}</h2><dl class="hl-head">{cells}</dl>'
            f"<p>{escape(report.standing)}</p>"
            f'<div class="hl-pair"><div>{objectives}</div><div><h3>{escape("Priority deliverables")}</h3>'
            f"{report.deliverables._repr_html_()}</div></div>"
            f'<div class="hl-pair"><div>{progress}</div><div>{steps}</div></div>'
            f'<h3>What the data say</h3><div class="hl-strip">{strip}</div></section>')


def _list_html(report: Report, kind: str, title: str) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in report.lists[kind])
    return f"<h3>{escape(title)}</h3>" + (f"<ul>{lines}</ul>" if lines else "<p>Not recorded.</p>")


def _as_text(report: Report) -> str:
    lines = [report.name, "; ".join(f"{label}: {_rag_words(value) if 'RAG' in label else value}" for label, value in report.header),
             report.standing]
    for kind, title in LISTS:
        lines += [title, *(f"- {line}" for line in report.lists[kind] or ("Not recorded.",))]
    lines += [repr(report.deliverables), "What the data say"]
    lines += [f"- {title}: {' '.join(said)}" for title, said in report.strip] or [f"- {NO_MEASURE}"]
    return "\n".join(lines)
