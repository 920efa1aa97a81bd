"""How the front page keeps to its words: a text cut at a whole word, and words shared out between rows."""

from __future__ import annotations

import re

from eianalysis.wording import short_titles
from eianalysis.wording.numbers import count


def words_of(text: str) -> int:
    """How many words a text has; a word holds a letter.

    >>> words_of("13 more left, 1.58 times")
    3
    """
    return sum(bool(re.search(r"[^\W\d_]", word)) for word in text.split())


def cut(text: object, most: int) -> str:
    """The text, or as much of it as has at most ``most`` words: its first sentence if that fits, else its first words,
    of which the last is no short one.

    >>> cut("Adopt what the Met announced", 3), cut("Adopt it. Then wait for a year.", 3), cut("Adopt it.", 3)
    ('Adopt what …', 'Adopt it.', 'Adopt it.')
    """
    words = str(text or "").split()
    if len(words) <= most:
        return " ".join(words)
    while most > 1 and len(words[most - 1]) <= 3:  # not "Action Fraud and …"
        most -= 1
    ends = [place for place, word in enumerate(words[:most], 1) if word.endswith((".", "?", "!"))]
    return " ".join(words[: ends[-1]]) if ends else short_titles.cut(" ".join(words), most)


def many(number: int, noun: str) -> str:
    """'1 item', '3 items'."""
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"
