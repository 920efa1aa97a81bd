"""Text of the sources, as compared: tags and odd signs away, one case, single blanks; and its fingerprint."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_BREAKS = {"p", "li", "ul", "ol", "br", "tr", "td", "th", "table", "tbody", "thead", "div"}


def without_tags(text: str) -> str:
    """The words of a cell that holds fragments of HTML; block tags part words, inline tags do not.

    >>> without_tags("<p>100% of <u>eligible</u> staff</p>").strip()
    '100% of eligible staff'
    """
    plain = _TAG.sub(lambda tag: "\n" if tag.group(2).casefold() in _BREAKS else "", text)
    return html.unescape(plain)


def comparable(text: object) -> str:
    """The text with everything gone that differs from copy to copy and means nothing.

    >>> comparable("Whole\\u00a0‘words’ –  kept")
    "whole 'words' - kept"
    """
    plain = unicodedata.normalize("NFKC", without_tags(str(text)))
    plain = re.sub(r"[\u2018\u2019\u201a\u2032]", "'", re.sub(r"[\u201c\u201d\u201e]", '"', plain))
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"\\([()\[\]])", r"\1", plain))
    return re.sub(r"\s+", " ", plain).strip().casefold()


def text_hash(text: object) -> str:
    """Sixteen signs that change when the wording changes, and not when only blanks, case or quote marks do.

    >>> text_hash("Review  the Policy") == text_hash("review the policy")
    True
    """
    return hashlib.sha256(comparable(text).encode()).hexdigest()[:16]
