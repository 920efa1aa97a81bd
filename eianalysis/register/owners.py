"""Owners as written become roles, through the aliases of ``owners.csv``; several may share a cell."""

from __future__ import annotations

import re

import pandas as pd

_BETWEEN = re.compile(r"\s+&\s+|\s*/\s*|,\s*|;\s*|\s+across\s+")


def owner_codes(raw: str, owners: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The codes of the owners in a cell, and the pieces of it that owners.csv does not know.

    >>> aliases = pd.DataFrame({"owner_raw": ["HR", "P&T", "C/Insp"], "owner_code": ["HR", "PT", "CI"]})
    >>> owner_codes("HR / P&T", aliases), owner_codes("C/Insp", aliases), owner_codes("Someone", aliases)
    ((['HR', 'PT'], []), (['CI'], []), ([], ['Someone']))
    """
    known = {_plain(alias): code for alias, code in zip(owners["owner_raw"], owners["owner_code"], strict=True)}
    if _plain(raw) in known:
        return [known[_plain(raw)]], []
    found, unknown = [], []
    for piece in _BETWEEN.split(raw):
        if not piece.strip():
            continue
        code = known.get(_plain(piece))
        if code is None:
            unknown.append(piece.strip())
        elif code not in found:
            found.append(code)
    return found, unknown


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()
