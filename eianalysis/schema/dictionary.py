"""The declarations in print: ``docs/data-dictionary.md`` for people, ``data/reference/codes.csv`` for lists to copy.

Run ``python -m eianalysis.schema.dictionary`` from the project to write both; a test holds them to the declarations.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table

#: A list longer than this is printed once, at the end, and named where it is used.
SHORT = 7
_KIND = {"text": "text", "code": "code", "date": "date", "count": "whole number", "number": "number", "flag": "yes or no"}

_TOP = """# Data dictionary

Written from the declarations in `eianalysis/schema`; run `python -m eianalysis.schema.dictionary` after changing them.

How files are read:

* A file belongs to the table whose name its own name begins with: `leavers.csv`, `leavers_2023.xlsx`,
  `workforce_snapshot-2023-03-31.csv.gz`. Stop and search keeps the names of data.police.uk. What is named or worded
  otherwise goes through `mapping.toml` (see `mapping.md`).
* A heading is matched whatever its case, blanks, underscores and punctuation; "also called" lists the other names that
  are understood. Columns that are not declared are not read. Titles above the headings and total lines at the foot are
  passed over, the latter counted.
* Dates: `2022-11-01`, `01/11/2022`, `01/11/22`, `1 Nov 2022`, `20221101`, a real date of a workbook, or its number (44866).
  They are judged by their whole column. `03/04/2022` is read day first, unless the column (or else the file's others) shows that
  it is written month first, which is told; where many dates could be read either way, where day and month have changed places (a
  spreadsheet of another country), or where one column is written both ways, that is a fault with the evidence. Days written as
  moments in universal time (23:00 in summer) are read as days of London. Years of two digits do not lie after the data cut-off.
  `1900-01-01` and the like, which programs write for no date, are faults. `date_format` in `mapping.toml` settles what a column
  cannot tell.
* Yes or no: Y, N, Yes, No, TRUE, FALSE, T, F, 1, 0. Numbers may have thousands commas.
* Of a workbook the visible sheet with the headings is read, and the others are named; two sheets alike are refused until
  `mapping.toml` says which. Merged cells give their value to every row they cover; hidden and struck-through rows are read and
  told. A cell that failed (`#N/A`, `#REF!`, a formula never worked out) is no empty cell: it is a fault where its column is read.
* Two columns that mean the same (Rank for officers beside Grade for staff) are read as one where no row fills both
  differently.
* `N/A`, `NULL`, `-` and an empty cell say the same: nothing. A code may be given by its label, in any case, or
  by a wording of the lists in `eianalysis/vocabulary/lists` (ONS, Home Office, PNC and usual HR wordings), alone or beside
  its code: `Prefer not to disclose`, `Ill health retirement`, `T/Sgt`, `W1 - White British`. An acting rank counts as the rank
  below it. Ethnicity under the heading of the 18+1 codes may be five groups, or two: all values together decide.
* "Must" means the heading must be there and every row filled; "heading" that the heading must be there; "may" that the
  column may be missing altogether.
* Every fault of a file is reported at once, with its row, column, value and what would be right; values of text columns
  (references, free text) are never repeated in a message. A file with a fault is not loaded.
"""


def write_dictionary(tables: Mapping[str, Table]) -> str:
    """The data dictionary as markdown: each table, each column, then the long code lists."""
    long: dict[str, Mapping[str, str]] = {}
    parts = [_TOP]
    for table in tables.values():
        parts.append(_table(table, long))
    parts.append("## Code lists\n")
    for name, codes in long.items():
        rows = "\n".join(f"| `{_cell(code)}` | {_cell(label)} |" for code, label in codes.items())
        parts.append(f"### {name[0].upper()}{name[1:]}\n\n| Code | Label |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


def _table(table: Table, long: dict) -> str:
    facts = [f"One row is {table.row_is}."]
    if table.key:
        facts.append(f"No two rows may share {' and '.join(f'`{name}`' for name in table.key)}.")
    facts += [f"`{later}` may not be before `{earlier}`." for later, earlier in table.not_before]
    facts += [f"`{column}` is the `{key}` of an earlier row of the same person." for column, key in table.follows]
    facts += [f"{' and '.join(f'`{name}`' for name in parts)} may not add up to more than `{total}`." for total, parts in table.parts]
    facts += [f"A yes in `{later}` needs a yes in `{earlier}`." for later, earlier in table.needs]
    if table.date_in_name:
        facts.append(f"Where no column gives `{table.date_in_name}`, the date in the file's name does.")
    rows = "\n".join(_row(column, long) for column in table.columns)
    return f"## `{table.name}`\n\n{' '.join(facts)}\n\n| Column | Kind | Needed | Meaning | Values | Also called |\n|---|---|---|---|---|---|\n{rows}\n"


def _row(column: Column, long: dict) -> str:
    needed = "must" if column.filled else "heading" if column.required else "may"
    if column.instead:
        needed += ", or " + " or ".join(f"`{name}`" for name in column.instead)
    means = column.means + (f" Made {column.derived}." if column.derived else "") + (f" Nothing counts it yet: {column.spare}." if column.spare else "")
    cells = (f"`{column.name}`", _KIND[column.kind], needed, means, _values(column, long), ", ".join(column.aliases))
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _values(column: Column, long: dict) -> str:
    said = []
    if column.kind == "code":
        own = all(code == label for code, label in column.codes.items())
        if len(column.codes) <= SHORT:
            said.append("; ".join(f"`{code}`" if own else f"`{code}` {label}" for code, label in column.codes.items()))
        else:
            name = column.list_name or column.name
            long.setdefault(name, column.codes)
            said.append(f"see {name}")
    if column.low is not None or column.high is not None:
        said.append(f"{'' if column.low is None else format(column.low, 'g')} to {'' if column.high is None else format(column.high, 'g')}".strip())
    if column.blank is not None:
        said.append(f"empty means {column.codes.get(column.blank, column.blank)}")
    return "; ".join(said)


def _cell(text: str) -> str:
    return str(text).replace("|", "\\|")


def write_codes() -> str:
    """The code lists as CSV: list, code, label, group it rolls up to."""
    groups = {label: v.roll_up(label, "ethnicity_18", "ethnicity_5") for label in v.ETHNICITY_18.values()}
    lists = {
        "ethnicity_18+1": [(code, label, groups[label]) for code, label in v.ETHNICITY_18.items()],
        "ethnicity_16+1": [(code, label, groups[label]) for code, label in v.ETHNICITY_16.items()],
        "ethnicity_police_uk": [(label, v.ETHNICITY_18[code], groups[v.ETHNICITY_18[code]]) for label, code in v.POLICE_UK_ETHNICITY.items()],
        "ethnicity_officer_defined": [(code, group, group) for code, group in v.OFFICER_ETHNICITY.items()],
        **{
            name: [(code, label, "") for code, label in codes.items()]
            for name, codes in {
                "sex": v.SEX,
                "disability": v.DISABILITY,
                "religion": v.RELIGION,
                "marital": v.MARITAL,
                "sexual_orientation": v.SEXUAL_ORIENTATION,
                "gender_reassignment": v.GENDER_REASSIGNMENT,
                "worker_type": v.WORKER_TYPES,
                "joiner_route": v.JOINER_ROUTES,
            }.items()
        },
        "leaver_type": [(code, label, v.LEAVER_FAMILY.get(code, "not a leaver")) for code, label in v.LEAVER_TYPES.items()],
        "rank": [(rank, rank, name) for name, ranks in v.RANK_BANDS.items() for rank in ranks],
        "staff_grade": [(grade, grade, name) for name, grades in v.STAFF_BANDS.items() for grade in grades],
        "stop_search_outcome": [(word, word, "positive" if good else "no further action") for word, good in v.OUTCOMES.items()],
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("list", "code", "label", "group"))
    for name, rows in lists.items():
        writer.writerows((name, *row) for row in rows)
    return out.getvalue()


def main(root: Path = Path(".")) -> None:
    """Write both files below the project's root."""
    from eianalysis.schema import TABLES

    (root / "docs" / "data-dictionary.md").write_text(write_dictionary(TABLES), encoding="utf-8", newline="\n")
    (root / "data" / "reference" / "codes.csv").write_text(write_codes(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
