"""Another body's register, read through a mapping file: which column is what, which rows are none, what was damaged.

The mapping says everything that a person decided about the file; nothing is set aside without being counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from eianalysis.errors import DataFault, Fault, UsageError, did_you_mean
from eianalysis.register.read.draft_items import Draft, Reading
from eianalysis.schema.register import KINDS
from eianalysis.sources.apply import apply
from eianalysis.sources.mapping import Entry, read_conditions
from eianalysis.sources.read import read_table
from eianalysis.toml_file import read_toml, shown

LAYOUT = "a workbook read through a mapping"
#: What a column can be; ``title`` is the only one that must be there.
PARTS = ("label", "title", "owner", "date", "made", "status", "response", "rag", "progress", "workstream", "reference")
RESPONSES = ("accepted", "not_accepted", "awaiting")
ENCODINGS = ("mac_roman", "cp1252", "latin-1")
_KEYS = (
    "prefix",
    "kind",
    "sheet",
    "repair_text_read_as",
    "owners_are_organisations",
    "date_is_for_the_response",
    "note",
    "columns",
    "values",
    "set_aside",
    "only",
)
_ODD = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says."""

    prefix: str
    kind: str
    columns: dict[str, str]
    entry: Entry
    sheet: str | None = None
    repair: str = ""
    organisations: bool = False
    for_response: bool = False
    note: str = ""
    faults: list[Fault] = field(default_factory=list)


def load_mapping(path: str | Path) -> Mapping:
    """Read a mapping file strictly: an unknown key, column or word is a fault, with the nearest right one."""
    path = Path(path)
    if not path.is_file():
        raise UsageError(f"there is no mapping file {path.name}")
    said = read_toml(path, path.name, "a mapping of a register", guide="docs/register.md", remedy="Correct the mapping file.")
    faults = [Fault(f"'{key}' is not a key", did_you_mean(key, _KEYS)) for key in said if key not in _KEYS]
    columns, values = said.get("columns", {}), said.get("values", {})
    for part, table in (("columns", columns), ("values", values)):
        if not isinstance(table, dict):
            raise _wrong(path, [Fault(f"'{part}' is no table", f"begin it with [{part}]")])
        faults += [Fault(f"{part} names '{name}'", did_you_mean(name, PARTS)) for name in table if name not in PARTS]
    if "title" not in columns:
        faults.append(Fault("no column is the title", 'say title = "their column" in [columns]'))
    faults += [Fault(f"columns.{name} is {value!r}", "it should be a text") for name, value in columns.items() if not isinstance(value, str)]
    faults += [
        Fault(f"values.{name} is {shown(table)}", f"begin it with [values.{name}]")
        for name, table in values.items()
        if not (isinstance(table, dict) and all(isinstance(word, str) for word in table.values()))
    ]
    answers = values.get("response", {})
    faults += [
        Fault(f"values.response has {shown(word)}", did_you_mean(word, RESPONSES))
        for word in (answers.values() if isinstance(answers, dict) else ())
        if word not in RESPONSES
    ]
    faults += [
        Fault(f"'{key}' is {shown(said[key])}", "it should be a text")
        for key in ("prefix", "kind", "sheet", "repair_text_read_as", "note")
        if key in said and not isinstance(said[key], str)
    ]
    faults += [
        Fault(f"'{key}' is {shown(said[key])}", "it should be true or false")
        for key in ("owners_are_organisations", "date_is_for_the_response")
        if key in said and not isinstance(said[key], bool)
    ]
    if faults:
        raise _wrong(path, faults)
    prefix, kind, repair = said.get("prefix", "EXT"), said.get("kind", "recommendation"), said.get("repair_text_read_as", "")
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,9}", str(prefix)):
        faults.append(Fault(f"'prefix' is {prefix!r}", "it should be capital letters, as IOPC"))
    if kind not in KINDS:
        faults.append(Fault(f"'kind' is {kind!r}", did_you_mean(kind, KINDS)))
    if repair and repair not in ENCODINGS:
        faults.append(Fault(f"'repair_text_read_as' is {repair!r}", did_you_mean(repair, ENCODINGS)))
    conditions = {part: tuple(read_conditions(said, part, lambda found, right: faults.append(Fault(found, right)))) for part in ("set_aside", "only")}
    if faults:
        raise _wrong(path, faults)
    entry = Entry(table="register", columns=columns, values=values, **conditions)
    return Mapping(
        prefix,
        kind,
        columns,
        entry,
        said.get("sheet"),
        repair,
        bool(said.get("owners_are_organisations")),
        bool(said.get("date_is_for_the_response")),
        said.get("note", ""),
    )


def read_mapped(path: str | Path, mapping: Mapping) -> Reading:
    """Every row that is left as one draft item; what was set aside or repaired is counted in ``.notes``."""
    path = Path(path)
    read = read_table(path, sheet=mapping.sheet)
    mapped = apply(mapping.entry, read)
    reading = Reading(LAYOUT, organisations=mapping.organisations)
    reading.notes += [(f"set aside: {reason}", count) for reason, count in mapped.set_aside]
    repaired = 0
    width = len(str(len(mapped.frame)))
    for number, (line, row) in enumerate(mapped.frame.iterrows(), start=1):
        told = {name: row[name] for name in mapping.columns}
        draft = Draft(f"{mapping.prefix}-{number:0{max(width, 2)}d}", mapping.kind, "", int(line), flags=["id_by_place"])
        for name, text in told.items():
            fixed = repaired_text(text, mapping.repair)
            if fixed != text:
                repaired += 1
                draft.flag("text_repaired")
            told[name] = fixed
        draft.label, draft.title_raw = told.get("label", ""), told["title"]
        draft.owner_raw, draft.workstream = told.get("owner", ""), told.get("workstream", "")
        draft.date_raw, draft.made_raw = told.get("date", ""), told.get("made", "")
        draft.status_raw, draft.response = told.get("status", ""), told.get("response", "")
        draft.rag_raw, draft.progress_raw = told.get("rag", ""), told.get("progress", "")
        draft.refs = [told["reference"]] if told.get("reference") else []
        if mapping.for_response:
            draft.flag("date_is_for_the_response")
        if draft.response and draft.response not in RESPONSES:
            draft.flag("response_not_known")
        if not draft.title_raw:
            reading.unplaced.append((int(line), "a row without anything to do"))
            continue
        reading.items.append(draft)
        reading.places[int(line)] = (f"sheet '{read.sheet}', " if read.sheet else "") + f"row {line}"
    if repaired:
        reading.notes.append((f"cells repaired: UTF-8 had been read as {mapping.repair}", repaired))
    return reading


def repaired_text(text: str, encoding: str) -> str:
    """The text as it was before somebody read its UTF-8 in another encoding; what does not fit stays as it is.

    >>> repaired_text("person\u201a\u00c4\u00f4s \u00a32 caf\u00e9", "mac_roman")
    'person\u2019s \u00a32 caf\u00e9'
    """

    def back(found: re.Match) -> str:
        try:
            return found[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            return found[0]

    return _ODD.sub(back, text).replace("\u200b", "").replace("\u00a0", " ").strip() if encoding else text


def _wrong(path: Path, faults: list[Fault]) -> DataFault:
    return DataFault(path.name, "a mapping of a register", faults, "Correct the mapping.")
