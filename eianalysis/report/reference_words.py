"""References of people and cases, found in a text however they are written: ``P00123``, ``p-00123``, ``P 00123``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

TOKEN = re.compile(r"(?<!\d\.)(?:\b|(?<=_))[^\W_]+")  # the decimals of a number are no word of their own
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")  # a reader sees nothing there
SEPARATOR = r"[ \u00a0\u2007\u2009\u202f_./\\:#\u2010-\u2015-]{1,3}"
#: A word with a digit in it, or a short one before a digit, and up to five words after it on the same line.
SPLIT = re.compile(rf"(?<![^\W_])(?=((?:[^\W_]*\d[^\W_]*|[^\W\d_]{{1,8}}(?={SEPARATOR}\d))(?:{SEPARATOR}[^\W_]+){{1,5}}))")
YEAR = re.compile(r"\D{0,3}(?:19|20)\d\d")
FEWEST_DIGITS = 4  # digits of a reference that is sought in pieces: "pc 12" is a word and a number


@dataclass(frozen=True)
class ReferenceWords:
    """References as their words, by how many there are, and those that are sought in pieces as one word each."""

    words: dict[int, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    joined: frozenset[str] = frozenset()

    @classmethod
    def of(cls, references: Iterable[str]) -> ReferenceWords:
        """Short numbers cannot be told from counts, so a reference of under 7 digits and nothing else is not sought."""
        sought: dict[int, set[tuple[str, ...]]] = {}
        whole = set()
        for reference in references:
            parts = tuple(TOKEN.findall(seen(str(reference))))
            joined = "".join(parts)
            if len(joined) < (7 if joined.isdigit() else 4):
                continue
            sought.setdefault(len(parts), set()).add(parts)
            if sum(map(str.isdigit, joined)) >= FEWEST_DIGITS and not YEAR.fullmatch(joined):
                whole.add(joined)
        return cls({size: frozenset(all_) for size, all_ in sought.items()}, frozenset(whole))

    def stand_in(self, text: str) -> bool:
        """Whether a text holds one of them."""
        if not self.words:
            return False
        text = seen(text)
        tokens = TOKEN.findall(text)
        for size, sought in self.words.items():
            if not sought.isdisjoint(zip(*(tokens[start:] for start in range(size)), strict=False)):
                return True
        return not self.joined.isdisjoint(tokens) or bool(self.joined) and any(self._split(found[1]) for found in SPLIT.finditer(text))

    def _split(self, run: str) -> bool:
        """Whether the first words of a run are a reference in pieces; digits alone are put together over spaces only."""
        pieces = re.split(rf"({SEPARATOR})", run)
        joined, spaced = pieces[0], True
        for gap, piece in zip(pieces[1::2], pieces[2::2], strict=True):
            joined, spaced = joined + piece, spaced and gap.isspace()
            if joined in self.joined and (spaced or not joined.isdigit()):
                return True
        return False


def seen(text: str) -> str:
    """A text as a reader sees it: small letters, wide digits as digits, nothing that is not seen."""
    return (text if text.isascii() else UNSEEN.sub("", unicodedata.normalize("NFKC", text))).casefold()
