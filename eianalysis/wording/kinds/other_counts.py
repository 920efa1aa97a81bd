"""Counts that are read in a way of their own: a gap and what goes with it, units, months, populations, parts of a whole."""

from __future__ import annotations

from collections.abc import Iterable

from eianalysis.measures.catalogue import form_declared
from eianalysis.results import Release
from eianalysis.wording import (
    amounts,
    count_sentences,
    explained,
    funnel,
    leading_lines,
    police_forces,
    populations,
    quarters,
    registers,
    representation,
    row_values,
    short_shares,
    trends,
    wholes,
)
from eianalysis.wording.numbers import capital, period
from eianalysis.wording.reading import Block, blocks
from eianalysis.wording.sentences import shares
from eianalysis.wording.kinds.compared import Plain


class Explained(Plain):
    """A gap between two rates: what goes with each factor, and what is left."""

    name, figure = "explained", "explained"
    drawn = "Dots with intervals in percentage points: a gap between two rates, what of it goes with each factor, and what is left."

    def finding(self) -> str:
        return explained.headline(self.released)

    def sentences(self, most: int) -> list[str]:
        return explained.sentences(self.released)

    def line(self) -> str:
        return explained.line(self.released)

    def values(self) -> str:
        return explained.described(self.released)


class Funnel(Plain):
    """Units, or police forces, beside the limits of chance."""

    name, figure = "funnel", "signal"
    drawn = "A funnel plot: a dot a unit, its rate against its base, between the limits of what chance alone would give."

    def finding(self) -> str:
        return funnel.headline(self.released)

    def sentences(self, most: int) -> list[str]:
        return funnel.sentences(self.released)

    def line(self) -> str:
        return f"{police_forces.headline(self.released)}." if police_forces.is_of_forces(self.released) else super().line()

    def what_is_drawn(self) -> str:
        return police_forces.DRAWN if police_forces.is_of_forces(self.released) else self.drawn

    def value(self, block: Block, row) -> str:
        return row_values.against_limits(self.released, block, row)


class Series(Plain):
    """A figure month by month."""

    name, key = "series", "month"
    drawn = "A line over months."

    def finding(self) -> str:
        return trends.headline(self.released)

    def shorter(self) -> Iterable[str]:
        return ()

    def sentences(self, most: int) -> list[str]:
        return trends.sentences(self.released)

    def values(self) -> str:
        return trends.described(self.released)

    def also(self, headline: str) -> str:
        moved = trends.moved(self.released, headline)
        return f" {moved}" if moved else ""


class Profile(Plain):
    """Shares of a workforce beside those of populations."""

    name, key = "profile", "benchmark"
    drawn = "Dots with intervals: each group's share of the workforce and of its parts, under the shares of populations."

    def finding(self) -> str:
        return representation.headline(self.released)

    def shorter(self) -> Iterable[str]:
        return [short_shares.HIDDEN] if short_shares.all_hidden(self.released) else short_shares.beside_populations(self.released)

    def sentences(self, most: int) -> list[str]:
        return [*representation.sentences(self.released, most), *count_sentences.hidden_rows(self.released)]

    def line(self) -> str:
        first, *others = representation.headline(self.released).split("; ")
        return " ".join([f"{first}, {period(self.released.table.iloc[0])}.", *(f"{capital(each)}." for each in others)])

    def values(self) -> str:
        return " ".join(representation.sentences(self.released, len(self.released.table)))


class Shares(Plain):
    """Each group's share, measured against several bases."""

    name, key = "shares", "population"
    drawn = "A row a group: above, its shares of what the force counted, with ranges; below, its shares of populations."

    def finding(self) -> str:
        return populations.headline(self.released)

    def shorter(self) -> Iterable[str]:
        return [short_shares.HIDDEN] if short_shares.all_hidden(self.released) else populations.shorter(self.released)

    def sentences(self, most: int) -> list[str]:
        who, said = populations.first(self.released)
        rest = [each for each in shares(self.released, blocks(self.released)) if not who or not each.startswith(f"{who}. ")]
        return [*said, *rest, *count_sentences.hidden_rows(self.released)]

    def line(self) -> str:
        return f"{populations.headline(self.released)}."

    def value(self, block: Block, row) -> str:
        return row_values.rate_and_range(self.released, block, row)


class Quarters(Plain):
    """Rates quarter by quarter."""

    name, key = "quarters", "quarter"

    def finding(self) -> str:
        return quarters.headline(self.released)

    def shorter(self) -> Iterable[str]:
        return ()

    def sentences(self, most: int) -> list[str]:
        return quarters.sentences(self.released)


class Flow(Plain):
    """Who is in post, who joined and who left."""

    name, key = "flow", "flow"

    def finding(self) -> str:
        return wholes.flow_title(self.released)

    def shorter(self) -> Iterable[str]:
        return super().shorter() if self.pairs else wholes.flow_shorter(self.released)

    def sentences(self, most: int) -> list[str]:
        return [*wholes.flow(self.released), *count_sentences.hidden_rows(self.released)]

    def line(self) -> str:
        return leading_lines.line(self.released, self.pairs, wholes.flow_line)


class Whole(Plain):
    """Parts of a whole that stands in the table as all of itself."""

    name = "whole"

    @classmethod
    def suits(cls, released: Release) -> bool:
        return wholes.is_whole(released)

    def finding(self) -> str:
        return wholes.headline(self.released)

    def shorter(self) -> Iterable[str]:
        return wholes.shorter(self.released)

    def sentences(self, most: int) -> list[str]:
        return [*wholes.whole(self.released), *count_sentences.hidden_rows(self.released)]

    def line(self) -> str:
        return leading_lines.line(self.released, self.pairs, wholes.line)


class PayBands(Plain):
    """Who is in each quarter of pay."""

    name, key = "pay_bands", "pay_band"

    def sentences(self, most: int) -> list[str]:
        return [*amounts.bands(self.released, blocks(self.released)), *count_sentences.hidden_rows(self.released)]


class Notes(Plain):
    """What was noticed while the files were read."""

    name = "notes"

    @classmethod
    def suits(cls, released: Release) -> bool:
        return super().suits(released) and form_declared(released.measure) == cls.name

    def nothing(self) -> str:
        return "Nothing odd was noticed while reading."

    def marked(self, said: list[str]) -> list[str]:
        return said if said == [self.nothing()] else super().marked(said)

    def sentences(self, most: int) -> list[str]:
        return registers.data_notes(self.released, blocks(self.released))
