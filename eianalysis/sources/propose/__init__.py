"""``eianalysis map FILE``: look at a workbook or CSV file and write a mapping for a person to review.

``look`` finds the tables, ``assign`` the columns, ``values`` the words, ``rules`` the rows; ``build`` makes a draft of them
and ``toml_text`` a text. No value of a person is ever written: headings, codes and words of published lists are.
"""

from __future__ import annotations

from pathlib import Path

from eianalysis.errors import RefusedError, UsageError, did_you_mean
from eianalysis.schema import TABLES
from eianalysis.sources.sheet_cells import hidden_sheets
from eianalysis.sources.mapping import NAME, read_mapping
from eianalysis.sources.propose.draft_mapping import draft
from eianalysis.sources.propose.mapping_draft import Draft
from eianalysis.sources.propose.look import look
from eianalysis.sources.propose.say import said_of
from eianalysis.sources.propose.toml_text import text_of
from eianalysis.sources.propose.trial import trial


def propose(file: str | Path, table: str | None = None) -> list[str]:
    """Write the mapping of a file beside it, or add it to the one that is there, and say in lines what was found.

    Parameters
    ----------
    file : a workbook or CSV file, best in ``data/raw/<cycle>/``.
    table : one of our tables, where the file is only that; else the one that explains its columns best.

    Raises ``UsageError`` for an unknown file or table, ``RefusedError`` where the mapping speaks of the file already,
    ``DataFault`` where the file cannot be read.
    """
    path = Path(file)
    if table is not None and table not in TABLES:
        raise UsageError(f"'{table}' is no table; {did_you_mean(table, TABLES)}")
    if not path.is_file():
        raise UsageError(f"there is no file {path.name}")
    mapping = path.parent / NAME
    there = mapping.read_text(encoding="utf-8-sig") if mapping.is_file() else ""
    known = read_mapping(path.parent)  # a faulty one is told before anything is added to it
    if any(entry.file == path.name for entry in known.entries):
        raise RefusedError(f"{NAME} says already how {path.name} is read; take its entries out, then map it again")
    found, others = look(path)
    drafts: list[Draft] = [draft(one, table) for one in found]
    drafts = [one for one in drafts if one.assignment.score > 0] or drafts[:1]
    mapping.write_text(text_of(drafts, there), encoding="utf-8", newline="\n")
    others += [one.sheet for one in found if one.sheet not in {made.look.sheet for made in drafts}]
    return said_of(path, drafts, others, trial(path, drafts), hidden_sheets(path))
