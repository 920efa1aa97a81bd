"""Grids whose columns are known become draft items: continuations joined, sections carried down, parents made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from eianalysis.register.read.draft_items import Draft
from eianalysis.register.read.fields import FIELDS, Columns, check, kind_of, without_mark
from eianalysis.register.read.headings import heading_scores
from eianalysis.register.read.labels import id_part, label_style, part_label, section_words, several
from eianalysis.register.read.item_parts import with_parts
from eianalysis.register.read.points import facts_of
from eianalysis.register.read.roles import Roles
from eianalysis.register.read.document_rows import words
from eianalysis.register.read.find_tables import Grid, Line

LONGEST_ALONE = 25  # words of a heading over some rows
SENTENCE = 7  # words: a parent this long says what is wanted, a shorter one is a theme
_KEY = ("owner", "due", "rag", "status")
_GOES_ON = re.compile(r"[a-z\u2026(]|\.\.\.|(?i:cont(?:inued|'d|d)?)\b")
_CONTINUED = re.compile(r"^\(?\s*cont(?:inued|'d|d)?\.?\s*\)?[:.\s]*", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub-? ?)?totals?:?|sum", re.IGNORECASE)
_BELOW = ("progress", "status", "rag", "owner", "due")  # of an item, in a row of their own below it
_FOOTNOTE = re.compile(r"^(?:[\u00b9\u00b2\u00b3\u2070-\u2079]\s|\*+ ?\S|notes?\b|source\b|\[\d\])", re.IGNORECASE)


@dataclass
class Made:
    """What a group of grids gave."""

    items: list[Draft] = field(default_factory=list)
    unplaced: list[tuple[int, str]] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)


class Builder:
    """Makes the items of all grids with one set of columns."""

    def __init__(self, grids: Sequence[Grid], roles: Roles, ticks: Sequence[int], sections: dict[str, str], prefix: str, used: set[str]):
        self.grids, self.roles, self.prefix, self.used, self.sections, self.made = grids, roles, prefix, used, sections, Made()
        self.headings = grids[0].headings
        lines = [line for grid in grids for line in grid.lines]
        self.columns = Columns(self.headings, roles, ticks, lines)
        self.title, self.label, self.themes = roles.column("title"), roles.column("label"), roles.columns("theme")
        self.kind = kind_of(self.headings[self.title])
        self.style = label_style([line.cells[self.title] for line in lines]) if self.label is None else ""
        self.labelled = self.label is not None and self._labels_tell(lines)
        parents = list(dict.fromkeys(line.cells[self.themes[-1]] for line in lines if self.themes and line.cells[self.themes[-1]]))
        self.parent_style = label_style(parents)
        self.parents_are_items = bool(self.themes) and self._parents_are_items(parents)
        self.wide = len(self.headings) >= 3
        self.item: Draft | None = None
        self.parent: Draft | None = None
        self.theme: dict[int, str] = {}
        self.counts: dict[str, int] = {}
        self.raw: dict[int, str] = {}  # the cell of each item with its tags, for the list within it

    def _labels_tell(self, lines: Sequence[Line]) -> bool:
        """Whether a row without a label goes on with the one before: most rows have one, or those without name nobody and no day."""
        without = [line for line in lines if not line.cells[self.label]]
        keys = [at for role in _KEY for at in self.roles.columns(role)]
        bare = sum(not any(line.cells[at] for at in keys) for line in without)
        return len(without) <= 0.4 * len(lines) or bool(keys) and len(lines) - len(without) >= 2 and bare >= 0.8 * len(without)

    def _parents_are_items(self, parents: list[str]) -> bool:
        """Whether what groups the items is itself asked for: labelled by letters, or sentences; not the name of a theme."""
        bare = [part_label(text, self.parent_style)[1] for text in parents]
        return bool(bare) and (self.parent_style == "coded" or median(len(text.split()) for text in bare) >= SENTENCE)

    def build(self) -> Made:
        for grid in self.grids:
            self.item, self.theme, heading = None, {}, ""
            for at, line in enumerate(grid.lines):
                self.made.places[line.row.line] = line.row.place
                alone = self._alone(line)
                if self._total(line):
                    self._say(line, "a row of totals")
                elif alone and at and not self._alone(grid.lines[at - 1]) and self._told_below(alone):
                    continue
                elif not alone or self._goes_on(line):
                    self._take(line, heading or self.sections.get(line.section, ""))
                elif any(self._own(other, self.title) for other in grid.lines[at + 1 :]) and not _FOOTNOTE.match(alone):
                    heading, self.theme = alone, {}
                    self._say(line, f"taken as a heading of the rows below it: {alone[:60]}")
                else:
                    self._say(line, "a footnote" if _FOOTNOTE.match(alone) else "a line below the table")
        if self.kind == "recommendation":
            self.made.items = [part for item in self.made.items for part in self._parted(item)]
        return self.made

    def _parted(self, item: Draft) -> list[Draft]:
        cell = self.raw.get(id(item), "")
        if not cell or item.parent_id:
            return [item]
        parts = with_parts(item, cell)
        self.used.update(part.item_id for part in parts)
        return parts

    def _say(self, line: Line, what: str) -> None:
        self.made.unplaced.append((line.row.line, what))

    def _alone(self, line: Line) -> str:
        """The words of a line that holds nothing else, where other lines hold more."""
        filled = line.filled
        if len(filled) != 1 or not (self.wide or len(line.row.cells) == 1) or any(line.row.above):
            return ""
        text = line.cells[filled[0]]
        return text if len(line.row.cells) == 1 or filled[0] == 0 and len(text.split()) <= LONGEST_ALONE else ""

    def _total(self, line: Line) -> bool:
        """Whether a row only adds up those above it."""
        keys = [at for role in _KEY for at in self.roles.columns(role)]
        return any(_TOTAL.fullmatch(line.cells[at]) for at in line.filled) and not any(line.cells[at] for at in keys)

    def _told_below(self, alone: str) -> bool:
        """Whether a row over the whole table tells more of the item above it, as "Update: two of five are done"; then it is taken."""
        facts = [(FIELDS[role], value) for key, value in facts_of(alone) if (role := _role_of(key)) in _BELOW]
        if self.item is None or not facts:
            return False
        for name, value in facts:
            setattr(self.item, name, f"{getattr(self.item, name)} {value}".strip())
        self.item.flag("joined_over_pages")
        check(self.item)
        return True

    def _goes_on(self, line: Line) -> bool:
        """Whether a lone cell goes on with the item before it."""
        if self.item is None or len(line.row.cells) == 1:
            return False
        at = line.filled[0]
        return at in (self.title, *self.roles.columns("progress")) and bool(_GOES_ON.match(line.cells[at])) and not line.row.heading

    def _own(self, line: Line, at: int | None) -> str:
        """What stands in a cell itself; what reaches down from above does not count."""
        return "" if at is None or line.above(at) else line.cells[at]

    def _take(self, line: Line, section: str) -> None:
        title = self._own(line, self.title)
        parent_text = self._own(line, self.themes[-1]) if self.themes else ""
        if self.parents_are_items and parent_text:
            self._new_parent(parent_text, line)
        for at in self.themes:
            if line.cells[at] or line.above(at):
                self.theme[at] = line.cells[at] or line.above(at)
        if self.themes and not self.theme and section:
            self.theme[-1] = section
        if self.item is not None and self._continues(line, title):
            self._join(line, title)
        elif title:
            pieces = several(title, self.style) if self.style else [title]
            for piece in pieces:
                self._new(piece, line, section, shared=len(pieces) > 1)
        elif not (self.parents_are_items and parent_text and line.filled == [self.themes[-1]]):
            self._say(line, "a row without anything to do")

    def _continues(self, line: Line, title: str) -> bool:
        keys = [at for role in _KEY for at in self.roles.columns(role) if self._own(line, at)]
        if not title:
            others = [at for at in line.filled if at not in self.themes]
            return bool(line.above(self.title) or others) and (self.label is None or not self._own(line, self.label))
        if self.labelled:
            return not self._own(line, self.label) and not line.above(self.label) and not keys
        return not keys and bool(_GOES_ON.match(title) and title[:1] != "(" or _CONTINUED.match(title))

    def _join(self, line: Line, title: str) -> None:
        """What a continuation holds goes to the item before it."""
        item = self.item
        if title:
            self.raw[id(item)] = f"{self.raw.get(id(item), '')} {self._raw(line)}"
            item.title_raw = f"{item.title_raw} {_CONTINUED.sub('', without_mark(title, item))}".strip()
        self.columns.add(item, line, self._own)
        self.columns.see_marks(item, line)
        item.flag("joined_over_pages")

    def _raw(self, line: Line) -> str:
        cells = line.row.cells
        return _CONTINUED.sub("", without_mark(cells[self.title])) if self.title < len(cells) else ""

    def _new_parent(self, text: str, line: Line) -> None:
        label, bare = part_label(text, self.parent_style)
        if not label and self.parent_style and self.parent is not None:  # goes on from the page before
            self.parent.title_raw = f"{self.parent.title_raw.removesuffix('...').rstrip()} {bare}"
            self.parent.flag("joined_over_pages")
            return
        if self.parent is not None and self.parent.title_raw == bare:
            return
        heading = self.headings[self.themes[-1]]
        parent = Draft("", kind_of(heading, "objective"), bare, line.row.line, label=label)
        self._name(parent, id_part(label), f"{len([one for one in self.made.items if not one.parent_id]) + 1:02d}")
        parent.cells, parent.roles = {heading: text}, {heading: "title"}
        self.parent = parent
        parent.workstream = self._strand(line) if self._strand(line) != bare else ""
        self.made.items.append(parent)

    def _name(self, item: Draft, own: str, by_place: str) -> None:
        """An id by the label, or by the place; no two alike."""
        item.item_id = f"{self.prefix}-{own or by_place}"
        if not own:
            item.flag("id_by_place")
        if item.item_id in self.used:
            section = self.counts.setdefault(item.workstream, len(self.counts) + 1)
            other = f"{self.prefix}-{section}.{own or by_place}"
            item.item_id = other if other not in self.used and len(self.counts) > 1 else f"{item.item_id}-{len(self.made.items) + 1}"
            if len(self.counts) <= 1:
                item.flag("label_stands_twice")
        self.used.add(item.item_id)

    def _strand(self, line: Line) -> str:
        """What groups an item: its theme; of an objective that is an item itself the letters of its label, or its words."""
        if not (self.parents_are_items and self.parent is not None):
            return self._theme_of()
        letters = re.match(r"[A-Z]{2,4}(?=\W?\s?\d)", self.parent.label)
        return self._theme_of(skip=True) or (letters[0] if letters else self.parent.title_raw)

    def _theme_of(self, skip: bool = False) -> str:
        told = [self.theme[at] for at in sorted(self.theme) if not (skip and self.themes and at == self.themes[-1])]
        return " / ".join(dict.fromkeys(section_words(text)[0] for text in told if text))

    def _new(self, text: str, line: Line, section: str, *, shared: bool) -> None:
        item = Draft("", self.kind, "", line.row.line)
        label, bare = part_label(text, self.style)
        item.label = self._own(line, self.label) or label
        item.title_raw = without_mark(bare, item)
        item.workstream = self._strand(line) or section_words(section)[0]
        if self.theme and not any(self._own(line, at) for at in self.themes):
            item.flag("theme_from_above")
        self.counts.setdefault(item.workstream, len(self.counts) + 1)
        self.columns.fill(item, line)
        own = id_part(item.label)
        if self.parent is not None and self.parents_are_items:
            self._under_parent(item, own)
        else:
            self._name(item, own, f"{len(self.made.items) + 1:02d}")
        if shared:
            item.flag("shared_cell")
        elif not label:
            self.raw[id(item)] = self._raw(line)
        self.columns.see_marks(item, line)
        self.item = item
        self.made.items.append(item)
        self._pieces(item, line)

    def _under_parent(self, item: Draft, own: str) -> None:
        parent = self.parent
        item.parent_id = parent.item_id
        base = parent.item_id.removeprefix(f"{self.prefix}-")
        to_come = item.title_raw.casefold().strip(". ") == "tbc"
        if to_come:
            item.flag("to_be_confirmed")
        within = own if own.startswith(f"{base}.") else f"{base}.{own}" if own else f"{base}.TBC" if to_come else ""
        self._name(item, within, f"{base}.{sum(one.parent_id == parent.item_id for one in self.made.items) + 1}")
        if item.owner_raw and not parent.owner_raw:
            parent.owner_raw = item.owner_raw
        elif not item.owner_raw and parent.owner_raw:
            item.owner_raw = parent.owner_raw
            item.flag("owner_from_objective")

    def _pieces(self, item: Draft, line: Line) -> None:
        """Points of a list below an item are its parts."""
        for number, (label, text, row) in enumerate(line.pieces, start=1):
            part = Draft("", "part", words(text), row.line, label=label, parent_id=item.item_id, workstream=item.workstream, owner_raw=item.owner_raw)
            self.made.places[row.line] = row.place
            self._name(part, f"{item.item_id.removeprefix(self.prefix + '-')}.{id_part(label) or number}", "")
            self.made.items.append(part)


def _role_of(heading: str) -> str:
    scores = heading_scores(heading)
    return max(scores, key=scores.get, default="")
