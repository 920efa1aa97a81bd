"""The rows that an accepted draft adds to the register's files, made of its cells and of the answers that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from eianalysis.register.accepted import DraftRow, Reviewed
from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.register.owners import owner_codes
from eianalysis.register.redaction import mask
from eianalysis.register.proposals import NAMED, code_of, owner_code
from eianalysis.schema.register import LISTS, OPEN_LISTS, OWNERS, PROGRAMMES, REGISTER, UPDATES

#: A report says something of an item by any of these.
REPORTED = ("status_raw", "rag_raw", "date_raw", "progress_raw", "level", "response")


@dataclass
class Added:
    """What is added to each file, the words of items that changed, and what is told of it."""

    register: list[dict[str, str]] = field(default_factory=list)
    updates: list[dict[str, str]] = field(default_factory=list)
    owners: list[dict[str, str]] = field(default_factory=list)
    programmes: list[dict[str, str]] = field(default_factory=list)
    lists: list[dict[str, str]] = field(default_factory=list)
    changed: dict[str, dict[str, str]] = field(default_factory=dict)  # item of the register -> its new cells
    passed: int = 0  # reports of items that were reported at this board already


def rows_of(reviewed: Reviewed, tables: Mapping[str, pd.DataFrame], cycle: str, month: str) -> Added:
    """Every row that the draft adds, for reports first shown at this cycle, whose board meets in this month."""
    added = Added()
    owners = _Owners(tables["owners"], reviewed.answers("role of owner"), added)
    groups = _Workstreams(tables, reviewed.answers("code of workstream"), added)
    known = dict(zip(tables["register"]["item_id"], tables["register"]["text_hash"], strict=True))
    reported = set(zip(tables["updates"]["item_id"], tables["updates"]["cycle_id"], strict=True))
    renamed = {row["item_id"]: row.same_as for row in reviewed.rows if row.decision == "same"}
    for row in reviewed.rows:
        if row.decision == "same":
            if known.get(row.same_as) != row["text_hash"]:
                words = {"title_plain": row["title_plain"]} if row["title_plain"] else {}
                added.changed[row.same_as] = {"text_hash": row["text_hash"], **words}
        else:
            added.register.append(_item(row, owners, groups, reviewed, renamed))
        item = row.same_as if row.decision == "same" else row["item_id"]
        if any(row[name] for name in REPORTED):
            if (item, cycle) in reported:
                added.passed += 1
            else:
                added.updates.append(_update(row, item, cycle))
    _programmes(reviewed, tables["programmes"], cycle, month, added)
    _declare(added, tables)
    return added


class _Owners:
    """Owners as written into codes and roles; new ones are added."""

    def __init__(self, owners: pd.DataFrame, answers: Mapping[str, str], added: Added):
        self.owners, self.answers, self.added = owners, answers, added
        self.roles = dict(zip(owners["owner_code"], owners["owner_role"], strict=True))
        self.codes = {role: code for code, role in reversed(self.roles.items())}
        self.taken = set(self.roles)

    def of(self, row: DraftRow) -> tuple[str, str]:
        """The codes and roles of a row's owners; what a person wrote into the draft goes before what is proposed."""
        if row["owner_role"] and not row["owner_code"]:
            codes = [self._code(role.strip(), row["owner_raw"]) for role in row["owner_role"].split(";") if role.strip()]
        elif row["owner_code"] and all(code in self.roles for code in row["owner_code"].split(";")):
            codes = row["owner_code"].split(";")
        else:
            aliases = pd.concat([self.owners[["owner_raw", "owner_code"]], pd.DataFrame(self.added.owners, columns=["owner_raw", "owner_code"])])
            found, unknown = owner_codes(row["owner_raw"], aliases)
            codes = [*found, *(self._code(self.answers.get(piece) or NAMED, piece) for piece in unknown)]
        codes = list(dict.fromkeys(codes))
        return ";".join(codes), ";".join(self.roles[code] for code in codes)

    def _code(self, role: str, raw: str) -> str:
        code = self.codes.get(role) or owner_code(role, self.taken)
        self.codes[role], self.roles[code] = code, role
        there = {" ".join(text.casefold().split()) for text in [*self.owners["owner_raw"], *(one["owner_raw"] for one in self.added.owners)]}
        if raw and " ".join(raw.casefold().split()) not in there:
            self.added.owners.append(
                {
                    "owner_raw": raw,
                    "owner_code": code,
                    "owner_role": role,
                    "person": "N" if role == raw else "Y",
                    "note": "" if role == raw else "Role given when the plan was accepted",
                }
            )
        return code


class _Workstreams:
    """Themes into short codes; a new code is declared with its words."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], answers: Mapping[str, str], added: Added):
        self.added, self.answers = added, dict(answers)
        self.there = set(tables["register"]["workstream"])
        self.told = set(tables["lists"].loc[tables["lists"]["list"] == "workstream", "word"])
        self.taken = self.there | set(self.answers.values())

    def of(self, row: DraftRow) -> str:
        theme = row["workstream"]
        if not theme:
            return row["item_id"].partition("-")[0]
        if theme in self.there and theme not in self.answers:
            return theme
        code = self.answers.setdefault(theme, "") or code_of(theme, self.taken)
        self.answers[theme] = code
        if code != theme and code not in self.told:
            self.told.add(code)
            self.added.lists.append({"list": "workstream", "word": code, "label": theme})
        return code


def _item(row: DraftRow, owners: _Owners, groups: _Workstreams, reviewed: Reviewed, renamed: Mapping[str, str]) -> dict[str, str]:
    code, role = owners.of(row)
    place = ", ".join(filter(None, (row["source_file"], row["source_place"])))
    ticked = bool(row["ticked"]) and bool(row["characteristics"])
    made = {
        "item_id": row["item_id"],
        "source_doc": row["item_id"].partition("-")[0],
        "source_label": row["source_label"],
        "source_ref": place,
        "parent_id": renamed.get(row["parent_id"], row["parent_id"]),
        "kind": row["kind"],
        "workstream": groups.of(row),
        "title_plain": row["title_plain"] or row["title_raw"],
        "owner_role": role,
        "owner_code": code,
        "characteristics": row["characteristics"] or "not_recorded",
        "characteristics_basis": "ticked_in_source" if ticked else "inferred" if row["characteristics"] else "not_recorded",
        "duties": row["duties"] or "not_recorded",
        "external_refs": row["external_refs"],
        "applies_to": row["applies_to"] or reviewed.answer("addressed word") or "force",
        "applicability": "applies",
        "priority": row["priority"],
        "pillar": row["pillar"],
        "benefit": row["benefit"],
        "target_level": row["target_level"],
        "text_hash": row["text_hash"],
    }
    return {name: mask(made.get(name, ""), {}) for name in REGISTER.names}


def _update(row: DraftRow, item: str, cycle: str) -> dict[str, str]:
    date = parse_date_as_written(row["date_raw"])
    flags = [flag for flag in row.flags if flag != "owner_not_known"] + ([] if row["title_plain"] else ["title_as_written"])
    rag = row["rag"] or "not_recorded"
    told = dict.fromkeys(UPDATES.names, "") | {
        "item_id": item,
        "cycle_id": cycle,
        "status": row["status"] or "unknown",
        "rag_reported": rag,
        "rag_source": "not_recorded" if rag == "not_recorded" else "cell_shading" if "colour_from_shading" in row.flags else "cell_text",
        "date_raw": row["date_raw"],
        "date_start": str(date.start or ""),
        "date_end": str(date.end or ""),
        "precision": date.precision,
        "year_basis": date.year_basis if date.start else "",
        "qualifier": ";".join(date.qualifiers),
        "trigger_text": date.trigger_text,
        "recurrence": date.recurrence,
        "level": row["level"],
        "progress_plain": mask(row["progress_raw"], {}),
        "parse_flags": ";".join(dict.fromkeys(flags)),
    }
    return told


def _programmes(reviewed: Reviewed, programmes: pd.DataFrame, cycle: str, month: str, added: Added) -> None:
    known = set(programmes["source_doc"])
    for doc in dict.fromkeys(item["source_doc"] for item in added.register):
        if doc not in known:
            file = next((row["source_file"] for row in reviewed.rows if row["item_id"].startswith(f"{doc}-")), "")
            added.programmes.append(
                dict.fromkeys(PROGRAMMES.names, "")
                | {
                    "source_doc": doc,
                    "programme": reviewed.answer(f"programme {doc}") or doc,
                    "addressee": reviewed.answer("addressee") or "this force",
                    "live_from": cycle,
                    "last_reported": month,
                    "note": f"Accepted from {file}" if file else "",
                }
            )


def _declare(added: Added, tables: Mapping[str, pd.DataFrame]) -> None:
    """New words of open lists are declared; a list that the register uses without declaring it stays open."""
    lists = tables["lists"]
    for name, columns in OPEN_LISTS.items():
        declared = set(lists.loc[lists["list"] == name, "word"])
        used = {word for column in columns for table in ("register", "updates") if column in tables[table] for word in tables[table][column] if word}
        new = dict.fromkeys(row[column] for column in columns for row in (*added.register, *added.updates) if row.get(column))
        if name != "status" and (declared or not used):
            added.lists += [{"list": name, "word": word, "label": ""} for word in new if word not in declared]
    added.lists = [dict.fromkeys(LISTS.names, "") | row for row in added.lists]
    added.owners = [dict.fromkeys(OWNERS.names, "") | row for row in added.owners]
