"""Characters that no page, table or workbook can show."""

from __future__ import annotations

import re

#: Control characters but tab and line ends, marks that turn the direction of what follows them, halves of a character, no characters.
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
NO_SHOW = "a character that no page can show (a control character, or one that turns the direction of writing)"


def showable(text: str) -> bool:
    """Whether a text can stand on a page, in a table and in a workbook as it is.

    >>> showable("Café"), showable("a" + chr(0))
    (True, False)
    """
    return UNSHOWABLE.search(text) is None
