"""The cells of one row into the fields of a draft item: what stands in them, what was the matter, what has no place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.register.read.characteristics import characteristic_of, duty_of
from eianalysis.register.read.contents import colour_words, status_of
from eianalysis.register.read.draft_items import Draft
from eianalysis.register.read.headings import heading_scores
from eianalysis.register.read.owner_and_day import holds_both, parted
from eianalysis.register.read.roles import Roles
from eianalysis.register.read.find_tables import Line

#: Roles whose cell becomes a field of the draft as it is.
FIELDS = {
    "owner": "owner_raw",
    "other_owner": "other_owner_raw",
    "due": "date_raw",
    "start": "start_raw",
    "earlier_due": "earlier_date_raw",
    "made": "made_raw",
    "closed": "closed_raw",
    "rag": "rag_raw",
    "earlier_rag": "earlier_rag_raw",
    "status": "status_raw",
    "progress": "progress_raw",
    "measure": "measure_raw",
    "level": "level",
    "target_level": "target_level",
    "priority": "priority",
    "pillar": "pillar",
    "benefit": "benefit",
    "applies_to": "applies_to",
}
_SHORT = ("owner", "other_owner", "rag", "earlier_rag", "status", "level", "target_level", "priority", "pillar", "benefit")
_KINDS = {
    "recommendation": r"recommend\w*|findings?|areas? for improvement|afis?",
    "deliverable": r"deliverables?|milestones?|outputs?",
    "kpi": r"kpis?|indicators?",
    "objective": r"objectives?|aims?|goals?|outcomes?|ambitions?",
    "action": r"actions?|tasks?|activit(?:y|ies)|commitments?|steps?|pledges?",
}
_KIND = re.compile("|".join(rf"(?P<{kind}>\b(?:{pattern})\b)" for kind, pattern in _KINDS.items()))
_ANSWERS = (
    ("not_accepted", r"not (?:accept|agree)\w*|reject\w*|declin\w*|disagree\w*|no\b"),
    ("awaiting", r"await\w*|under consideration|to follow|tbc"),
    ("accepted", r"(?:fully |partially |partly |part |yes,? ?)*(?:accept\w*|agree\w*|supported|yes)\b"),
)
_MARK_AT_END = re.compile(r"(?<=\w)[\u00b9\u00b2\u00b3\u2070-\u2079]+(?!\w)|(?<=[a-z.)])\s?(?:\*{1,3}|\u2020|\u2021)(?=\s|$)")


def kind_of(heading: str, otherwise: str = "action") -> str:
    """The kind of item a heading promises, by the first of its words that names one."""
    found = _KIND.search(heading.casefold())
    return found.lastgroup if found else otherwise


def answer_of(text: str) -> str:
    """Whether a response begins by accepting: accepted, not_accepted, awaiting; '' where it does not say.

    >>> answer_of("Accepted. Work has begun"), answer_of("Partially accepted"), answer_of("We have begun")
    ('accepted', 'accepted', '')
    """
    return next((name for name, pattern in _ANSWERS if re.match(pattern, text.strip(), re.IGNORECASE)), "")


def without_mark(text: str, item: Draft | None = None) -> str:
    """A text without the marks of footnotes, which the item is told."""
    plain = _MARK_AT_END.sub("", text).strip()
    if not plain:
        return text
    if item is not None and plain != text.strip():
        item.flag("footnote_mark")
    return plain


def characteristics_of(item: Draft) -> tuple[str, str]:
    """The characteristics and the limbs of the duty that were ticked, as the register's words."""
    told = [characteristic_of(heading) for heading in item.ticked]
    duties = [duty_of(heading) for heading in item.ticked]
    return ";".join(dict.fromkeys(filter(None, told))), ";".join(dict.fromkeys(filter(None, duties)))


class Columns:
    """The columns of a table with their roles: fills items from its lines."""

    def __init__(self, headings: Sequence[str], roles: Roles, ticks: Sequence[int], lines: Sequence[Line]):
        self.headings, self.roles, self.ticks = headings, roles, list(ticks)
        self.title = roles.column("title")
        alone = [at for role, other in (("due", "owner"), ("owner", "due")) if roles.column(other) is None for at in roles.columns(role)]
        self.both = [at for at in alone if holds_both(headings[at], [line.cells[at] for line in lines])]
        self.shaded = self._shaded_column(lines) if roles.column("rag") is None else None

    def _shaded_column(self, lines: Sequence[Line]) -> int | None:
        """The column whose shading tells the colours, where none is called so: two colours at least, or a heading that says RAG."""
        found = [
            (sum(bool(line.shade(at)) for line in lines), -at)
            for at, heading in enumerate(self.headings)
            if len({line.shade(at) for line in lines} - {""}) > (0 if "rag" in heading.casefold() else 1)
        ]
        return -max(found)[1] if found else None

    def name(self, at: int) -> str:
        return self.headings[at] or f"column {at + 1}"

    def fill(self, item: Draft, line: Line) -> None:
        """Every cell into its field; what has none is kept under its heading."""
        for at in range(len(self.headings)):
            text, role, heading = line.cells[at] or line.above(at), self.roles.roles.get(at, ""), self.name(at)
            if text:
                item.cells[heading] = text
                item.roles[heading] = role or ("tick" if at in self.ticks else "")
            if at in self.ticks:
                if line.cells[at]:
                    item.ticks += 1
                    item.ticked.append(heading)
            elif role == "rag" and not text:
                self._shading(item, line, at)
            elif text:
                self._put(item, line, at, role, heading, text)
        if self.shaded is not None:
            self._shading(item, line, self.shaded)
        check(item)

    def _put(self, item: Draft, line: Line, at: int, role: str, heading: str, text: str) -> None:
        if line.above(at) and not line.cells[at] and role in FIELDS:
            item.flag("merged_cell")
        if "struck_through" in line.marks(at) and role != "title" and "struck_through" not in line.marks(self.title):
            item.not_placed[f"{heading} (struck through)"] = text
            item.flag("part_struck_through")
        elif at in self.both and parted(text)[1]:
            item.owner_raw, item.date_raw = parted(text)
            item.flag("owner_and_day_parted")
        elif role == "reference":
            item.refs.append(text)
        elif role == "response":
            _answer(item, text)
        elif role in FIELDS:
            name, many = FIELDS[role], len(self.roles.columns(role)) > 1
            if role == "progress" and heading_scores(heading).get("response") and not item.response:
                item.response = answer_of(text)
            text = without_mark(text, item) if role in _SHORT else text
            said = f"{heading}: {text}" if many and role in ("progress", "measure", "other_owner") else text
            setattr(item, name, f"{getattr(item, name)} {said}".strip())
        elif not role:
            self.set_aside(item, at, text)

    def set_aside(self, item: Draft, at: int, text: str) -> None:
        """What stands in a column without a role stays with the item, under its heading."""
        item.not_placed[self.name(at)] = f"{item.not_placed.get(self.name(at), '')} {text}".strip()

    @staticmethod
    def _shading(item: Draft, line: Line, at: int) -> None:
        if line.shade(at):
            item.rag_raw = line.shade(at)
            item.flag("colour_from_shading")

    def add(self, item: Draft, line: Line, own) -> None:
        """What a continuation holds beside more of the title goes to the item before it; ``own`` gives a cell's own words."""
        for role, name in FIELDS.items():
            for at in self.roles.columns(role):
                text, old = own(line, at), getattr(item, name)
                if text and text not in old:
                    goes_on = role in ("progress", "measure") or text[:1].islower()
                    setattr(item, name, f"{old}{' ' if goes_on else '; ' if old else ''}{text}".strip())
        for at in range(len(self.headings)):
            if line.cells[at]:
                item.cells[self.name(at)] = f"{item.cells.get(self.name(at), '')} {line.cells[at]}".strip()
                if at not in self.roles.roles and at not in self.ticks:
                    self.set_aside(item, at, line.cells[at])

    def see_marks(self, item: Draft, line: Line) -> None:
        """What was the matter with the cells of a line becomes flags of its item."""
        for at in range(len(line.cells)):
            for mark in line.marks(at):
                if mark != "struck_through" or at == self.title:
                    item.flag(mark)
            if line.gone(at):
                item.not_placed[f"{self.name(at)} (struck through)"] = line.gone(at)


def _answer(item: Draft, text: str) -> None:
    item.response = answer_of(text)
    if not item.response:
        item.flag("response_not_known")
    if not item.response or len(text.split()) > 3:
        item.progress_raw = f"{item.progress_raw} {text}".strip()
    if re.match(r"part", text, re.IGNORECASE):
        item.flag("accepted_in_part")


def check(item: Draft) -> None:
    """What was put in place but says nothing that its place can hold is flagged."""
    if item.date_raw and parse_date_as_written(item.date_raw).confidence == "failed":
        item.flag("date_not_read")
    if item.rag_raw and not colour_words(item.rag_raw):
        item.flag("colour_not_read")
    if item.status_raw and not status_of(item.status_raw) and not item.status_hint:
        item.flag("status_not_read")
