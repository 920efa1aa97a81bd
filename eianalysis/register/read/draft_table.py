"""Draft items as a table for review, and the short report that goes with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.register.likeness import Wordings
from eianalysis.register.owners import owner_codes
from eianalysis.register.redaction import mask
from eianalysis.register.read.answers import answers_for, read_questions
from eianalysis.register.read.contents import colour_words, status_of
from eianalysis.register.read.document import read_document
from eianalysis.register.read.draft_items import Draft, Reading
from eianalysis.register.read.fields import characteristics_of
from eianalysis.register.read.mapped import load_mapping, read_mapped
from eianalysis.schema.register import STATUSES

#: What a reviewer sees, and ``ei.read_register`` gives; dates are days in the latter.
COLUMNS = (
    "item_id",
    "decision",
    "in_register",
    "like",
    "kind",
    "parent_id",
    "workstream",
    "source_file",
    "source_place",
    "source_label",
    "title_raw",
    "title_plain",
    "owner_raw",
    "owner_code",
    "owner_role",
    "other_owner_raw",
    "made_raw",
    "made_on",
    "date_raw",
    "date_start",
    "date_end",
    "precision",
    "year_basis",
    "qualifier",
    "trigger_text",
    "recurrence",
    "start_raw",
    "earlier_date_raw",
    "closed_raw",
    "status_raw",
    "status_hint",
    "status",
    "response",
    "rag_raw",
    "rag",
    "earlier_rag_raw",
    "progress_raw",
    "measure_raw",
    "priority",
    "pillar",
    "benefit",
    "level",
    "target_level",
    "applies_to",
    "characteristics",
    "duties",
    "ticked",
    "external_refs",
    "ticks",
    "not_placed",
    "confidence",
    "flags",
    "questions",
    "text_hash",
)
HALF = 0.5  # this share of a document's items known by their words: it is that document
LIKE = 0.6  # a wording this much like one of the register may be the same item
#: Words of a status cell that are ours by another name.
_STATUS = {
    "y": "complete",
    "yes": "complete",
    "done": "complete",
    "closed": "complete",
    "open": "in_progress",
    "live": "in_progress",
    "new": "not_started",
    "planned": "not_started",
    "proposed": "under_consideration",
}
_WORST = ("red", "amber", "green", "blue")


def read_papers(
    paths: Sequence[str | Path], *, prefix: str = "", mapping: str | Path | None = None, register: pd.DataFrame | None = None
) -> list[tuple[Path, Reading]]:
    """Each paper's reading; a paper whose words the register knows gets the ids it has there.

    ``mapping`` is a TOML file that says which column of one workbook is what, or the answered questions of an earlier draft.
    """
    answered = read_questions(Path(mapping)) if mapping and str(mapping).lower().endswith(".csv") else []
    toml = mapping if mapping and not answered else None
    if prefix and (len(paths) > 1 or toml):
        raise UsageError("--prefix is for one file without a mapping; a mapping says its own")
    if toml and len(paths) > 1:
        raise UsageError("--mapping is for one file")
    if prefix and not re.fullmatch(r"[A-Z][A-Z0-9]{1,9}", prefix):
        raise UsageError(f"--prefix '{prefix}' should be two to ten capital letters and digits, as CAS")
    read: list[tuple[Path, Reading]] = []
    used = dict.fromkeys([] if register is None else register["source_doc"], 1)  # what ids begin with already
    for path in map(Path, paths):
        if toml:
            read.append((path, read_mapped(path, load_mapping(toml))))
            continue
        answers = answers_for(answered, path.name)
        reading = read_document(path, prefix=prefix, answers=answers)
        known = "" if prefix else _known_as(reading, register)
        if known:
            reading = read_document(path, prefix=known, answers=answers)
        elif not prefix and reading.items:
            word = name = reading.items[0].item_id.partition("-")[0]
            while name in used:
                used[word] += 1
                name = f"{word}{used[word]}"
            used[name] = 1
            if name != word:
                reading = read_document(path, prefix=name, answers=answers)
        read.append((path, reading))
    return read


def _known_as(reading: Reading, register: pd.DataFrame | None) -> str:
    """The source document of the register that has most of these words, if it has at least half of them."""
    if register is None or not reading.items:
        return ""
    docs = dict(zip(register["text_hash"], register["source_doc"], strict=True))
    found = Counter(docs[item.hash] for item in reading.items if item.hash in docs)
    doc, count = found.most_common(1)[0] if found else ("", 0)
    return doc if count >= HALF * len(reading.items) else ""


def draft_table(read: Iterable[tuple[Path, Reading]], *, register: pd.DataFrame | None = None, owners: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row an item of all papers, in the order of the papers; e-mail addresses and telephone numbers struck out."""
    near = _Near(register)
    rows = []
    for path, reading in read:
        for item in reading.items:
            rows.append({**_row(item, reading, path, owners), **near.told(item)})
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


class _Near:
    """What the register, and the draft itself so far, have that is like an item."""

    def __init__(self, register: pd.DataFrame | None):
        self.there = register is not None
        self.hash_of = {} if register is None else dict(zip(register["item_id"], register["text_hash"], strict=True))
        self.id_of = {text: item for item, text in reversed(self.hash_of.items())}
        self.titles = Wordings({} if register is None else dict(zip(register["item_id"], register["title_plain"], strict=True)))
        self.seen: dict[str, str] = {}

    def told(self, item: Draft) -> dict[str, str]:
        there, like = "", ""
        if self.there:
            own = self.hash_of.get(item.item_id)
            there = "same" if own == item.hash else "wording changed" if own is not None else "under another id" if item.hash in self.id_of else "new"
            if there == "under another id":
                like = self.id_of[item.hash]
            elif there == "new" and (near := self.titles.like(item.title_raw)) and near[0][1] >= LIKE:
                like = f"{near[0][0]} ({near[0][1]:.0%} alike)"
        if item.hash in self.seen:
            like = like or f"{self.seen[item.hash]} (the same words, in this draft)"
        self.seen.setdefault(item.hash, item.item_id)
        return {"in_register": there, "like": like}


def _row(item: Draft, reading: Reading, path: Path, owners: pd.DataFrame | None) -> dict:
    date, made = item.date, item.made
    flags = list(dict.fromkeys([*item.flags, *date.flags])) if item.date_raw else list(item.flags)
    codes, unknown = ([], []) if owners is None or reading.organisations else owner_codes(item.owner_raw, owners)
    roles = {} if owners is None else dict(zip(owners["owner_code"], owners["owner_role"], strict=True))
    role = item.owner_raw if reading.organisations else ";".join(roles[code] for code in codes)
    if unknown:
        flags.append("owner_not_known")
    groups, duties = characteristics_of(item)
    aside = "; ".join(f"{heading}: {text}" for heading, text in item.not_placed.items())
    return {
        "item_id": item.item_id,
        "decision": "",
        "kind": item.kind,
        "parent_id": item.parent_id,
        "workstream": item.workstream,
        "source_file": path.name,
        "source_place": reading.place(item.line),
        "source_label": item.label,
        "title_raw": mask(item.title_raw, {}),
        "title_plain": "",
        "owner_raw": mask(item.owner_raw, {}),
        "owner_code": ";".join(codes) if not unknown else "",
        "owner_role": role if not unknown else "",
        "other_owner_raw": mask(item.other_owner_raw, {}),
        "made_raw": item.made_raw,
        "made_on": made.start,
        "date_raw": item.date_raw,
        "date_start": date.start,
        "date_end": date.end,
        "precision": date.precision,
        "year_basis": date.year_basis if date.start else "",
        "qualifier": ";".join(date.qualifiers),
        "trigger_text": date.trigger_text,
        "recurrence": date.recurrence,
        "start_raw": item.start_raw,
        "earlier_date_raw": item.earlier_date_raw,
        "closed_raw": item.closed_raw,
        "status_raw": item.status_raw,
        "status_hint": date.status_hint or item.status_hint,
        "status": _status(item),
        "response": item.response,
        "rag_raw": item.rag_raw,
        "rag": _rag(item),
        "earlier_rag_raw": item.earlier_rag_raw,
        "progress_raw": mask(item.progress_raw, {}),
        "measure_raw": item.measure_raw,
        "priority": item.priority,
        "pillar": item.pillar,
        "benefit": item.benefit,
        "level": item.level,
        "target_level": item.target_level,
        "applies_to": item.applies_to,
        "characteristics": groups,
        "duties": duties,
        "ticked": ";".join(item.ticked),
        "external_refs": ";".join(item.refs),
        "ticks": item.ticks or "",
        "not_placed": mask(aside, {}),
        "confidence": item.confidence,
        "flags": ";".join(flags),
        "questions": ";".join(item.questions),
        "text_hash": item.hash,
    }


def _status(item: Draft) -> str:
    """The status that the status cell names, else the date cell; unknown where neither does. A colour is no status."""
    found = status_of(item.status_raw) or item.status_hint or item.date.status_hint
    found = _STATUS.get(found, found)
    return "superseded" if "struck_through" in item.flags else found if found in STATUSES else "unknown"


def _rag(item: Draft) -> str:
    """The colour named; of two the one that is worse."""
    colours = colour_words(item.rag_raw).split("/") if item.rag_raw else []
    return next((colour for colour in _WORST if colour in colours), "tbd" if re.fullmatch(r"tb[cda]", item.rag_raw.casefold()) else "not_recorded")


def report(read: Iterable[tuple[Path, Reading]], table: pd.DataFrame) -> list[str]:
    """What was found and what was not, in lines to print: for the person who reviews the draft."""
    lines = []
    for path, reading in read:
        own = table[table["source_file"] == path.name]
        kinds = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in own["kind"].value_counts(sort=False).items())
        lines.append(f"{path.name}: {reading.layout}; {len(own)} items ({kinds})")
        lines.append("  confidence: " + ", ".join(f"{count} {word}" for word, count in own["confidence"].value_counts().items()))
        if (own["in_register"] != "").any():
            lines.append("  against the register: " + ", ".join(f"{count} {word}" for word, count in own["in_register"].value_counts().items()))
        like = own[(own["like"] != "") & (own["in_register"] != "same")]
        lines += [f"    {item} may be {other}" for item, other in zip(like["item_id"], like["like"], strict=True)]
        flags = Counter(flag for flags in own["flags"] for flag in flags.split(";") if flag)
        if flags:
            lines.append("  flags: " + ", ".join(f"{flag} {count}" for flag, count in flags.most_common()))
        lines += [f"  {what}" + (f": {count}" if count else "") for what, count in reading.notes]
        places = own.loc[own["flags"].str.contains("owner_not_known"), "source_place"].tolist()
        if places:  # the owner as written may be a person's name, so only the place is told
            lines.append(
                f"  owners that owners.csv does not know, at: {'; '.join(places[:12])}" + (f"; and {len(places) - 12} more" if len(places) > 12 else "")
            )
        if reading.unplaced:
            lines.append(f"  could not be placed: {len(reading.unplaced)}")
            lines += [f"    {reading.place(line)}: {what}" for line, what in reading.unplaced]
        else:
            lines.append("  everything found its place")
        lines += [f"  asked, {question.number}: {question.text}" for question in reading.questions]
    return lines
