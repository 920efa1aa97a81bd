"""The short forms a page uses, spelled out at its end: found on the finished page, so none is forgotten and none is extra."""

from __future__ import annotations

import html
import re

from eianalysis.vocabulary import ACRONYMS

#: What is not read as prose: styles, and names of files and columns.
_ASIDE = re.compile(r"<(style|code|title)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def short_forms(page: str) -> tuple[tuple[str, str], ...]:
    """``(short form, what it stands for)`` of every known one in the text of a page, in alphabetical order.

    >>> short_forms("<p>Officers of the TFG</p>")
    (('TFG', 'Tactical Firearms Group'),)
    """
    text = html.unescape(_TAG.sub(" ", _ASIDE.sub(" ", page)))
    return tuple((short, ACRONYMS[short]) for short in sorted(ACRONYMS, key=str.casefold) if re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text))
