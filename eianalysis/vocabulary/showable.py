"""Characters that no page, table or workbook can show."""

from __future__ import annotations

import re

#: Control characters but tab and line ends, marks that turn the direction of what follows them, halves of a character, no characters.
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Marks that nobody sees: the soft hyphen, joiners and blanks of no width.
UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
#: Letters of other alphabets that look like those of ours, as a keyboard left in another language or a scan gives them.
_ALIKE = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
    "ABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo",
)
NO_SHOW = "a character that no page can show (a control character, or one that turns the direction of writing)"


def showable(text: str) -> bool:
    """Whether a text can stand on a page, in a table and in a workbook as it is.

    >>> showable("Café"), showable("a" + chr(0))
    (True, False)
    """
    return UNSHOWABLE.search(text) is None


def as_seen(text: str) -> str:
    """A text without what nobody sees, its letters of other alphabets that look like ours as ours where all of them do.

    A text that has a letter of another alphabet that looks like none of ours is in that alphabet, and stays.

    >>> as_seen("N\u043erth\u00ad"), as_seen("\u0421\u0435\u0432\u0435\u0440") == "\u0421\u0435\u0432\u0435\u0440"
    ('North', True)
    """
    if text.isascii():
        return text
    seen = UNSEEN.sub("", text)
    latin = seen.translate(_ALIKE)
    return seen if re.search("[\u0370-\u03ff\u0400-\u052f]", latin) else latin
