"""Counts of groups, compared or not, with what a step adds to a comparison; and the ways of drawing counts that are asked for by name."""

from __future__ import annotations

from collections.abc import Iterable

from eianalysis.results import Release
from eianalysis.vocabulary.step_keys import STEP_KEYS
from eianalysis.wording import adjusted, comparison_titles, count_sentences, leading_lines, plain_titles, row_values, short_shares, short_titles
from eianalysis.wording.kinds.kind import Counts
from eianalysis.wording.reading import Block, compared, key_columns

BAND = "The band from {band} is shaded."  # the release says from where to where
RATIOS = f"how many times the reference's rate each group's rate is, 1 being the same. {BAND}"


class Plain(Counts):
    """Counts: of everybody, of groups, compared or not."""

    name = "listing"

    def finding(self) -> str:
        return comparison_titles.title(self.released, self.pairs) if self.pairs else plain_titles.title(self.released)

    def shorter(self) -> Iterable[str]:
        if self.pairs:
            return short_titles.compared(self.released, self.pairs)
        return [short_shares.HIDDEN] if short_shares.all_hidden(self.released) else short_shares.totals(self.released)

    def sentences(self, most: int) -> list[str]:
        return count_sentences.sentences(self.released, most)

    def line(self) -> str:
        return leading_lines.line(self.released, self.pairs)


class Comparison(Plain):
    """Ratios of groups to their reference."""

    name, compares = "comparison", True
    drawn = f"Dots with intervals on a logarithmic scale: {RATIOS}"

    def draws(self, block: Block, row) -> bool:
        return compared(block, row)

    def value(self, block: Block, row) -> str:
        return row_values.ratio(self.released, block, row)


class Steps(Comparison):
    """Ratios step by step."""

    name = "steps"
    drawn = (
        "Dots with intervals on a logarithmic scale, a heading for each group, a row a stage: how many times the reference's rate the "
        f"group's rate is, 1 being the same. {BAND}"
    )

    @classmethod
    def suits(cls, released: Release) -> bool:
        return super().suits(released) and bool({*STEP_KEYS} & {*key_columns(released)})


class Adjusted(Comparison):
    """Ratios as counted, and among people of the same stratum."""

    name, figure, compares = "adjusted", "adjusted_ratio", False
    drawn = (
        "Dots with intervals on a logarithmic scale, two rows a group: how many times the reference's rate its rate is as counted, and "
        f"among people of the same stratum. {BAND}"
    )

    def finding(self) -> str:
        return comparison_titles.title(self.released, self.pairs, self._title) if self.pairs else plain_titles.title(self.released)

    def _title(self, seen: list) -> str | None:
        told = adjusted.shown(seen)
        return adjusted.headline(self.released, *told[0]) if told else None

    def shorter(self) -> Iterable[str]:
        told = adjusted.shown(short_titles.judged(self.pairs))
        return [adjusted.short(told[0][1])] if told else super().shorter()

    def sentences(self, most: int) -> list[str]:
        return count_sentences.sentences(self.released, most, adjusted.after, adjusted.caution)

    def value(self, block: Block, row) -> str:
        return row_values.both_ratios(self.released, block, row)


class Bounds(Comparison):
    """Ratios as declared, and the least and most they could be."""

    name, figure = "bounds", "lowest_ratio"
    drawn = (
        "Dots with intervals on a logarithmic scale, two rows a group: how many times the reference's rate its rate is among those who "
        f"declared, and the least and the most it could be. {BAND}"
    )

    def value(self, block: Block, row) -> str:
        return row_values.bounded_ratio(self.released, block, row)


class Rates(Plain):
    """The rate of each group; asked for by name."""

    name = "rates"
    drawn = "Dots with intervals: the rate of each group."

    def value(self, block: Block, row) -> str:
        return row_values.rate_and_range(self.released, block, row)


class Panels(Rates):
    """A small panel a group; asked for by name."""

    name = "panels"
    drawn = "Small panels on one scale, a panel a group: its rate with the range in which it plausibly lies."


class Declared(Rates):
    """How many declared, snapshot by snapshot; asked for by name."""

    name = "declared"
    drawn = "Small panels on one scale, a panel a characteristic: the share of people of whom it is known, snapshot by snapshot."


class Bars(Plain):
    """Numbers of categories; asked for by name."""

    name = "bars"
    drawn = "Horizontal bars: the number in each category."

    def value(self, block: Block, row) -> str:
        return row_values.number(self.released, block, row)
