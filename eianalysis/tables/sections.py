"""A long released table in sections that can be jumped to: filters that need no script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.rendered import View
from eianalysis.results import Release, require_release
from eianalysis.tables import _GRIDS
from eianalysis.tables.view import TableView
from eianalysis.wording import missing_words
from eianalysis.wording.numbers import capital

_CODES = ("reported_status", "schedule_health", "kind", "rag_reported")
#: Said of the rows without a word in the column that parts them.
NOBODY = {"owner_role": "No owner", "workstream_name": "No workstream", "reported_status": "Unknown"}
NAMED = {"owner_role": "Owner", "workstream_name": "Workstream", "reported_status": "Status", "programme": "Programme", "schedule_health": "Schedule"}


@dataclass(frozen=True, repr=False)
class SectionsView(View):
    """What ``sections()`` returns: links to each part, then each part with its heading and table."""

    label: str
    parts: tuple[tuple[str, str, TableView], ...]  # (heading, how many, table)
    message: str = ""
    on_paper: bool = True

    def __repr__(self) -> str:
        if self.message:
            return self.message
        return "\n\n".join(f"{heading} ({count})\n{view!r}" for heading, count, view in self.parts)

    def _markup(self) -> str:
        if self.message:
            return f"<p>{escape(self.message)}</p>"
        links = "".join(f'<li><a href="#{slug(heading)}">{escape(heading.partition(": ")[2])}</a> ({count})</li>' for heading, count, _ in self.parts)
        body = "".join(f'<h3 id="{slug(heading)}">{escape(heading)}</h3>{view._repr_html_()}' for heading, _, view in self.parts)
        jump = f'<nav class="ei-jump" aria-label="{escape(self.label)}"><ul>{links}</ul></nav>'
        if self.on_paper:
            return jump + body
        return (
            f'<div class="screen-only">{jump}{body}</div><p class="paper-only">The items of this part are listed on the page, '
            "and left off paper to keep it short.</p>"
        )


def slug(text: str) -> str:
    """The id a heading gets on a page: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "section"


def sections(released: Release, *, by: str, columns: Sequence[str] | None = None, on_paper: bool = True) -> SectionsView:
    """Show a released register in parts, one for each word of a column, with links to jump to each.

    Parameters
    ----------
    released : Release
        Of shape ``register``.
    by : str
        ``workstream_name``, ``owner_role``, ``reported_status``, ``programme``, … A row that names several owners
        stands under each of them.
    columns : sequence of str, optional
        What each table shows; ids and titles where not said.
    on_paper : bool
        False for what a printed board paper should not hold: the same rows in another order, or what nobody is asked about.

    Examples
    --------
    >>> ei.sections(schedule, by="owner_role")                                                    # doctest: +SKIP
    """
    released = require_release(released, "sections")
    if released.shape != "register":
        raise UsageError("sections shows registers; table() shows the rest")
    if released.missing:
        return SectionsView("", (), missing_words(released))
    frame = released.table
    wanted = list(columns or [name for name in ("item_id", "title_plain") if name in frame])
    for name in (by, *wanted):
        if name not in frame:
            raise UsageError(f"the release of {released.measure} has no column '{name}'; {did_you_mean(name, frame.columns)}")
    words = frame[by].fillna("").astype(str).str.split(";" if by == "owner_role" else "\x00")
    rows = frame.assign(_part=words).explode("_part")
    rows["_part"] = rows["_part"].str.strip().replace("", NOBODY.get(by, "Not recorded"))
    label = NAMED.get(by, capital(by.replace("_", " ")))
    parts = []
    for word, own in sorted(rows.groupby("_part"), key=lambda part: (part[0] in NOBODY.values(), part[0].casefold())):
        said = capital(word.replace("_", " ")) if by in _CODES else word
        grid = _GRIDS["register"](_Part(released, own), wanted)
        marked = "SYNTHETIC DATA. " if released.synthetic else ""
        caption = f"{marked}{released.definition.title}. {label}: {said}"
        parts.append((f"{label}: {said}", str(len(own)), TableView(caption, grid, "", "", "")))
    return SectionsView(f"Jump to a {label.casefold()}: {released.definition.title}", tuple(parts), on_paper=on_paper)


class _Part:
    """Some rows of a release, for the grid; made of a release only, and only here."""

    def __init__(self, released: Release, rows):
        self.table, self.definition, self.policy, self.shape = rows, released.definition, released.policy, released.shape
        self.note, self.measure = released.note, released.measure
