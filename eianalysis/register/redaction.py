"""People stay out of what is shown: names become roles, addresses and telephone numbers are struck out."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from eianalysis.register.few_in_words import hide_few

E_MAIL = re.compile(r"[\w.+'-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
#: British numbers as printed: 020 7983 4014, +44 (0)20 7946 0018, 07700 900123.
TELEPHONE = re.compile(r"(?<![\w/-])(?:\+44\s?(?:\(0\)\s?)?|\(?0)\d(?:[\s().-]{0,2}\d){8,10}(?![\w/-])")
STRUCK = "[contact removed]"
#: Columns that are ours or codes: nothing of a person can stand in them.
SAFE = frozenset({"item_id", "parent_id", "source_doc", "kind", "owner_code", "text_hash", "kpi_code", "cycle_id", "reported_cycle", "update_basis"})


def mask(text: str, names: dict[str, str]) -> str:
    """The text with the names given replaced by roles, and e-mail addresses and telephone numbers struck out.

    >>> mask("Ask A. Person (a.person@example.org, 020 7946 0018)", {"A. Person": "the manager"})
    'Ask the manager ([contact removed], [contact removed])'
    """
    for name, role in names.items():
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _, role=role: role, text, flags=re.IGNORECASE)
    return TELEPHONE.sub(STRUCK, E_MAIL.sub(STRUCK, text))


def names_of(owners: pd.DataFrame) -> dict[str, str]:
    """The owners that are written as people's names, longest first, with the role that is shown instead."""
    people = owners[owners["person"].fillna(False).astype(bool)]
    names = dict(zip(people["owner_raw"], people["owner_role"], strict=True))
    return {name: names[name] for name in sorted(names, key=len, reverse=True)}


def without_people(frame: pd.DataFrame, owners: pd.DataFrame, as_written: Iterable[str] | None = None) -> pd.DataFrame:
    """A copy in which no text column holds a known name, an e-mail address or a telephone number.

    Given the passages that may be printed ``as_written``, nor any other small number of people in words.
    """
    names = names_of(owners)
    frame = frame.copy()
    for column in frame.columns:
        if column in SAFE or not pd.api.types.is_string_dtype(frame[column]):
            continue
        distinct = frame[column].dropna().unique()
        changed = {text: mask(text, names) for text in distinct}
        if as_written is not None:
            changed = {text: hide_few(now, as_written) for text, now in changed.items()}
        if any(text != now for text, now in changed.items()):
            frame[column] = frame[column].map(changed).where(frame[column].notna())
    return frame
