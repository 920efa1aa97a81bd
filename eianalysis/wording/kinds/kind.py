"""``Kind``: how a release is put into words, in one class a kind: its titles, sentences, line for a board and text alternative.

What is the same for every kind is here; the modules beside it hold the kinds, and ``forms.kinds`` gives each its drawing and its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.results import Release
from eianalysis.wording.about import SYNTHETIC, missing_words, statistical_title
from eianalysis.wording.numbers import band_words, capital, listed, period
from eianalysis.wording.reading import Block, blocks, comparisons, hidden, key_columns, nothing_counted
from eianalysis.wording.row_values import name_of
from eianalysis.wording.short_titles import cut, fitted

#: Sentences of one period from which on the period is said once, in the first.
OFTEN = 3
#: Words of a text alternative that is listened to; the values of a longer one are in the table.
MOST_WORDS = 60


class Kind:
    """A kind of result. The marks of a release that is of it are declared: its shape, a key, a figure that a step adds, compared rows."""

    #: As ``ei.show(form=…)`` names it.
    name = ""
    #: What is drawn, the first sentence of a text alternative.
    drawn = ""
    shape: str | None = None
    key: str | None = None
    figure: str | None = None
    compares = False

    def __init__(self, released: Release):
        self.released = released

    @classmethod
    def suits(cls, released: Release) -> bool:
        """Whether a release bears every mark that the kind declares."""
        return (
            released.shape == cls.shape
            and (cls.key is None or cls.key in key_columns(released))
            and (cls.figure is None or cls.figure in released.table)
            and (not cls.compares or bool(comparisons(released)))
        )

    @cached_property
    def pairs(self) -> list[tuple[Block, pd.Series]]:
        """Every compared row with its block, the clear ones first."""
        return comparisons(self.released)

    # Titles.

    def headline(self) -> str:
        """A title of at most twelve words that states the finding."""
        return fitted(self.title(), self.shorter(), self.released.definition.title)

    def title(self) -> str:
        """The title with all that belongs to it, however long."""
        return f"{self.released.definition.title}: nothing was counted" if nothing_counted(self.released) else self.finding()

    def finding(self) -> str:
        """What was found, or what was measured where a kind has no finding."""
        return self.released.definition.title

    def shorter(self) -> Iterable[str]:
        """Titles that say the same with less around it, the fullest first."""
        return ()

    # Sentences.

    def findings(self, most: int) -> list[str]:
        """Everything that is said of it; the period once where it would be said often."""
        released = self.released
        if nothing_counted(released) and not (released.table.empty and released.definition.notes):
            return self.marked([self.nothing()])
        return self.marked(self.period_once(list(dict.fromkeys(self.sentences(most)))))

    def nothing(self) -> str:
        """The sentence of a table that counted nobody."""
        return "Nothing was counted in this period."

    def sentences(self, most: int) -> list[str]:
        """What it says, a sentence each."""
        return []

    def period_once(self, said: list[str]) -> list[str]:
        """The sentences as they are: only counts are of periods that are said."""
        return said

    def marked(self, said: list[str]) -> list[str]:
        """The first sentence says that the data are invented, where they are."""
        return [f"{SYNTHETIC} {said[0]}", *said[1:]] if self.released.synthetic and said else said

    def line(self) -> str:
        """The one sentence it has for a board."""
        raise UsageError(f"board_lines() leads with tables of counts or targets, not a {self.released.shape}")

    # Text alternatives.

    def alternative(self) -> str:
        """Every value that is drawn, in words."""
        return " ".join(part for part in (self.what_is_drawn(), f"{statistical_title(self.released)}.", self.values()) if part)

    def what_is_drawn(self) -> str:
        """The first sentence of a text alternative."""
        return self.drawn.replace("{band}", band_words(self.released.band))

    def short_alternative(self, headline: str) -> str:
        """Every value if they are few, else what is drawn with the release's own headline, and that the table has the rest."""
        full, headline = self.alternative(), headline.rstrip(".")
        if len(full.split()) <= MOST_WORDS:
            return full
        released, noun = self.released, self.released.definition.noun  # which says every filter
        hidden_too = " Some figures are hidden." if released.shape == "counts" and any(hidden(row) for _, row in released.table.iterrows()) else ""
        whom = "" if not noun or noun.casefold() in headline.casefold() else f" Counted: {noun}."
        return f"{self.what_is_drawn()} {headline}.{self.also(headline)}{whom}{hidden_too} The table has every value shown."

    def also(self, headline: str) -> str:
        """What a short text alternative adds to its headline."""
        return ""

    def values(self) -> str:
        """Every row in words, what is hidden by name, block by block."""
        said = []
        for block in blocks(self.released):
            rows = [row for _, row in block.rows.iterrows() if self.draws(block, row)]
            seen = [f"{capital(name_of(self.released, block, row))} {self.value(block, row)}" for row in rows if not hidden(row)]
            unseen = [name_of(self.released, block, row) for row in rows if hidden(row)]
            parts = ([f"{'; '.join(seen)}."] if seen else []) + ([f"Hidden: {listed(unseen)}."] if unseen else [])
            if parts:
                said.append(" ".join([f"{capital(block.label)}:" if block.label else "", *parts]).strip())
        return " ".join(said) or "Nothing is shown."

    def draws(self, block: Block, row) -> bool:
        """Whether a row is drawn."""
        return True

    def value(self, block: Block, row) -> str:
        """A drawn row in words."""
        raise NotImplementedError


class Counts(Kind):
    """A table of counts."""

    shape = "counts"

    def part_once(self, said: list[str]) -> list[str]:
        """The sentences with the one part that every row is of (the only course) in the first of them only, where it would be said often."""
        table = self.released.table
        for name in key_columns(self.released):
            part = capital(str(table[name].iloc[0])) if len(table) and table[name].astype(str).nunique() == 1 else ""
            having = [place for place, sentence in enumerate(said) if part and sentence.startswith((f"{part}: ", f"{part}, "))]
            if len(having) >= OFTEN:
                said = [capital(sentence[len(part) + 2 :]) if place in having[1:] else sentence for place, sentence in enumerate(said)]
        return said

    def period_once(self, said: list[str]) -> list[str]:
        """The sentences with the period in the first of them only, where all are of one period and it would be said often."""
        said = self.part_once(said)
        table = self.released.table
        if not {"period_start", "period_end"} <= set(table) or "month" in table:
            return said
        spans = table.drop_duplicates(["window", "period_start", "period_end"])
        when = period(spans.iloc[0]) if len(spans) == 1 else ""
        opens = re.compile(rf"^((?:.*?: )?){re.escape(when)}, (.)", re.IGNORECASE)
        having = [place for place, sentence in enumerate(said) if when and opens.match(sentence)]
        if len(having) < OFTEN:
            return said
        return [
            opens.sub(lambda found: found[1] + (found[2] if found[1] else found[2].upper()), sentence) if place in having[1:] else sentence
            for place, sentence in enumerate(said)
        ]


class Missing(Kind):
    """What is not available: why, and what would make it so."""

    name = "missing"

    @classmethod
    def suits(cls, released: Release) -> bool:
        return bool(released.missing)

    def title(self) -> str:
        return f"{cut(self.released.definition.title)}: not available"

    def findings(self, most: int) -> list[str]:
        return [self.line()]

    def line(self) -> str:
        return f"{missing_words(self.released)}."

    def short_alternative(self, headline: str) -> str:
        return self.alternative()

    def alternative(self) -> str:
        return self.line()
