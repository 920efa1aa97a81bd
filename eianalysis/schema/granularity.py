"""Ethnicity as finely as a file has it: a column under the heading of the 18+1 codes may hold five groups, or two."""

from __future__ import annotations

from collections.abc import Iterable

from eianalysis.schema.columns import Table
from eianalysis.vocabulary import UNDECLARED_CODES, coded, labelled
from eianalysis.vocabulary.synonyms import stands_in

#: From fine to coarse: column and its list of words.
_LEVELS = (("ethnicity_code", "ethnicity"), ("ethnicity_5", "ethnicity_families"), ("ethnicity_2", "ethnicity_minorities"))


def ethnicity_column(table: Table, texts: Iterable[str]) -> str:
    """Which column of a table the texts of one under ``ethnicity_code`` are: judged by all of them together.

    They are the groups of a coarser one only where every text is a group of it and none is finer; a mixture stays where
    its heading put it, and is refused there.

    >>> from eianalysis.schema import TABLES
    >>> ethnicity_column(TABLES["leavers"], ["White", "Asian", "Not stated"])
    'ethnicity_5'
    """
    texts = list(texts)
    for name, words in _LEVELS:
        codes = table[name].codes if name in table else ()
        found = {text: labelled(coded(words, text, codes), codes) for text in texts}
        undeclared = {text for text, code in found.items() if code in ("NS", "P", "U", *UNDECLARED_CODES)}
        if (
            texts
            and None not in found.values()
            and (name == _LEVELS[0][0] or set(texts) > undeclared and all(text in undeclared or stands_in(words, text) for text in texts))
        ):
            return name
    return _LEVELS[0][0]
