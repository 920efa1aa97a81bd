"""What stands in a column of a file, as far as a proposal needs it: how many rows, which texts, what they could be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from eianalysis.schema.columns import Column
from eianalysis.schema.date_columns import read_date_column
from eianalysis.schema.parse import clean, read_codes, read_flags, read_numbers
from eianalysis.vocabulary import coded, labelled
from eianalysis.vocabulary.synonyms import stands_in

#: Values that stand in fewer rows than this are never written down: they could tell about a person.
FREQUENT = 5
#: A column with more different texts than this is judged by those of the most rows.
JUDGED = 60
#: A column with more different texts than this is no code list.
CODES = 40


@dataclass(frozen=True, repr=False)
class Profile:
    """A column: its heading, its texts with the number of rows each stands in, all rows of the table."""

    heading: str
    texts: dict[str, int]
    rows: int

    @property
    def filled(self) -> int:
        return sum(self.texts.values())

    def share(self, holds: Callable[[str], float]) -> float:
        """What part of the filled rows a test holds for; 0 of none."""
        return sum(rows * holds(text) for text, rows in self.texts.items()) / self.filled if self.texts else 0.0

    @cached_property
    def days(self) -> dict[str, pd.Timestamp]:
        """The texts that are dates, judged together."""
        return read_date_column(self.texts).values

    @cached_property
    def dated(self) -> float:
        """What part of the filled rows is dates."""
        return self.share(lambda text: text in self.days)

    @cached_property
    def different(self) -> float:
        """Distinct values to filled rows: 1 of a key."""
        return len(self.texts) / self.filled if self.texts else 0.0

    @cached_property
    def numbers(self) -> dict[str, float]:
        """The texts that are numbers, a per-cent sign aside."""
        plain = {text: text.rstrip("% ") for text in self.texts}
        values, _ = read_numbers(set(plain.values()), Column("number", "number", ""))
        return {text: values[bare] for text, bare in plain.items() if bare in values}

    @cached_property
    def common(self) -> dict[str, int]:
        """The texts to judge a column by where it has very many: those of the most rows."""
        return dict(list(self.texts.items())[:JUDGED])

    def coded(self, column: Column) -> float:
        """How much of it is in a code list: a sure wording counts whole, a proposed one and one that is only finer less."""
        key = (column.words, tuple(column.codes), tuple(column.also))
        if key not in self._coded:
            self._coded[key] = self._in(column)
        return self._coded[key]

    @cached_property
    def _coded(self) -> dict[tuple, float]:
        return {}

    def _in(self, column: Column) -> float:
        sure, _ = read_codes(self.common, column)
        coarse = column.words in ("ethnicity_families", "ethnicity_minorities")

        def holds(text: str) -> float:
            if text in sure:
                return 0.6 if coarse and not stands_in(column.words, text) and text not in column.codes else 1.0
            return 0.5 if column.words and labelled(coded(column.words, text, column.codes, proposed=True), column.codes) else 0.0

        return sum(rows * holds(text) for text, rows in self.common.items()) / sum(self.common.values())

    @cached_property
    def flagged(self) -> float:
        return self.share(lambda text: text in read_flags([text])[0]) if len(self.texts) < 20 else 0.0

    @property
    def listed(self) -> bool:
        """Whether it can be codes of the source's own: few different values, most rows in those that stand in several."""
        return len(self.texts) <= CODES and sum(rows for rows in self.texts.values() if rows >= FREQUENT) >= 0.6 * self.filled

    def frequent(self) -> list[str]:
        """Texts that stand in enough rows to be no one's own, most rows first."""
        return sorted((text for text, rows in self.texts.items() if rows >= FREQUENT), key=lambda text: (-self.texts[text], text))


def profiles(frame: pd.DataFrame) -> list[Profile]:
    """The columns of a frame of text as it was read."""
    found = []
    for place, heading in enumerate(frame.columns):
        counts = frame.iloc[:, place].value_counts()
        texts: dict[str, int] = {}
        for text, rows in counts.items():
            if bare := clean(text):
                texts[bare] = texts.get(bare, 0) + int(rows)
        found.append(Profile(str(heading), texts, len(frame)))
    return found
