"""Draft items as a table for review, and the short report that goes with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.register.owners import owner_codes
from eianalysis.register.people import mask
from eianalysis.register.read.document import read_document
from eianalysis.register.read.draft import Draft, Reading
from eianalysis.register.read.mapped import load_mapping, read_mapped

#: What a reviewer sees, and ``ei.read_register`` gives; dates are days in the latter.
COLUMNS = (
    "item_id", "in_register", "kind", "parent_id", "workstream", "source_file", "source_place", "source_label", "title_raw",
    "title_plain", "owner_raw", "owner_code", "owner_role", "made_raw", "made_on", "date_raw", "date_start", "date_end",
    "precision", "year_basis", "qualifier", "trigger_text", "recurrence", "status_raw", "status_hint", "response",
    "rag_raw", "progress_raw", "external_refs", "ticks", "confidence", "flags", "text_hash",
)
HALF = 0.5  # this share of a document's items known by their words: it is that document


def read_papers(paths: Sequence[str | Path], *, prefix: str = "", mapping: str | Path | None = None,
                register: pd.DataFrame | None = None) -> list[tuple[Path, Reading]]:
    """Each paper's reading; a paper whose words the register knows gets the ids it has there."""
    if prefix and (len(paths) > 1 or mapping):
        raise UsageError("--prefix is for one file without a mapping; a mapping says its own")
    if mapping and len(paths) > 1:
        raise UsageError("--mapping is for one file")
    if prefix and not re.fullmatch(r"[A-Z][A-Z0-9]{1,9}", prefix):
        raise UsageError(f"--prefix '{prefix}' should be two to ten capital letters and digits, as CAS")
    read: list[tuple[Path, Reading]] = []
    used: Counter = Counter()
    for path in map(Path, paths):
        if mapping:
            read.append((path, read_mapped(path, load_mapping(mapping))))
            continue
        reading = read_document(path, prefix=prefix)
        known = "" if prefix else _known_as(reading, register)
        if known:
            reading = read_document(path, prefix=known)
        elif not prefix and reading.items:
            word = reading.items[0].item_id.partition("-")[0]
            used[word] += 1
            if used[word] > 1:
                reading = read_document(path, prefix=f"{word}{used[word]}")
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


def draft_table(read: Iterable[tuple[Path, Reading]], *, register: pd.DataFrame | None = None,
                owners: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row an item of all papers, in the order of the papers; e-mail addresses and telephone numbers struck out."""
    known = {} if register is None else dict(zip(register["item_id"], register["text_hash"], strict=True))
    hashes = set(known.values())
    rows = []
    for path, reading in read:
        for item in reading.items:
            rows.append(_row(item, reading, path, owners))
            rows[-1]["in_register"] = (
                "" if register is None else "same" if known.get(item.item_id) == item.hash else
                "wording changed" if item.item_id in known else "under another id" if item.hash in hashes else "new")
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _row(item: Draft, reading: Reading, path: Path, owners: pd.DataFrame | None) -> dict:
    date, made = item.date, item.made
    flags = list(dict.fromkeys([*item.flags, *date.flags])) if item.date_raw else list(item.flags)
    codes, unknown = ([], []) if owners is None or reading.organisations else owner_codes(item.owner_raw, owners)
    roles = {} if owners is None else dict(zip(owners["owner_code"], owners["owner_role"], strict=True))
    role = item.owner_raw if reading.organisations else ";".join(roles[code] for code in codes)
    if unknown:
        flags.append("owner_not_known")
    return {
        "item_id": item.item_id, "kind": item.kind, "parent_id": item.parent_id, "workstream": item.workstream,
        "source_file": path.name, "source_place": reading.place(item.line), "source_label": item.label,
        "title_raw": mask(item.title_raw, {}), "title_plain": "", "owner_raw": mask(item.owner_raw, {}),
        "owner_code": ";".join(codes), "owner_role": role, "made_raw": item.made_raw, "made_on": made.start,
        "date_raw": item.date_raw, "date_start": date.start, "date_end": date.end, "precision": date.precision,
        "year_basis": date.year_basis if date.start else "", "qualifier": ";".join(date.qualifiers),
        "trigger_text": date.trigger_text, "recurrence": date.recurrence, "status_raw": item.status_raw,
        "status_hint": date.status_hint or item.status_hint, "response": item.response, "rag_raw": item.rag_raw,
        "progress_raw": mask(item.progress_raw, {}), "external_refs": ";".join(item.refs), "ticks": item.ticks or "",
        "confidence": item.confidence, "flags": ";".join(flags), "text_hash": item.hash,
    }


def report(read: Iterable[tuple[Path, Reading]], table: pd.DataFrame) -> list[str]:
    """What was found and what was not, in lines to print: for the person who reviews the draft."""
    lines = []
    for path, reading in read:
        own = table[table["source_file"] == path.name]
        kinds = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in own["kind"].value_counts(sort=False).items())
        lines.append(f"{path.name}: {reading.layout}; {len(own)} items ({kinds})")
        lines.append("  confidence: " + ", ".join(f"{count} {word}" for word, count in own["confidence"].value_counts().items()))
        if (own["in_register"] != "").any():
            lines.append("  against the register: " + ", ".join(
                f"{count} {word}" for word, count in own["in_register"].value_counts().items()))
        flags = Counter(flag for flags in own["flags"] for flag in flags.split(";") if flag)
        if flags:
            lines.append("  flags: " + ", ".join(f"{flag} {count}" for flag, count in flags.most_common()))
        lines += [f"  {what}: {count}" for what, count in reading.notes]
        places = own.loc[own["flags"].str.contains("owner_not_known"), "source_place"].tolist()
        if places:  # the owner as written may be a person's name, so only the place is told
            lines.append(f"  owners that owners.csv does not know, at: {'; '.join(places[:12])}"
                         + (f"; and {len(places) - 12} more" if len(places) > 12 else ""))
        if reading.unplaced:
            lines.append(f"  could not be placed: {len(reading.unplaced)}")
            lines += [f"    {reading.place(line)}: {what}" for line, what in reading.unplaced]
        else:
            lines.append("  everything found its place")
    return lines
