"""What is no table of counts: curves, means, statistics, amounts, lists."""

from __future__ import annotations

from collections.abc import Iterable

from eianalysis.wording import amounts, curves, exits, means, registers, trajectory
from eianalysis.wording.kinds.kind import Kind
from eianalysis.wording.numbers import capital
from eianalysis.wording.reading import blocks


class Curve(Kind):
    """The share left at each length of service."""

    name, shape = "curve", "curve"
    drawn = "Stepped lines with bands: the share remaining at each length of service."

    def finding(self) -> str:
        return curves.headline(self.released)

    def shorter(self) -> Iterable[str]:
        return curves.short(self.released)

    def sentences(self, most: int) -> list[str]:
        return curves.sentences(self.released)

    def values(self) -> str:
        return " ".join(curves.numbers(self.released, block) for block in blocks(self.released))


class Exits(Kind):
    """The share gone by each way of leaving."""

    name, shape, key = "exits", "curve", "cause"
    drawn = "Stacked bands: the share gone by each way of leaving at each length of service; the white rest is still in."

    def finding(self) -> str:
        return exits.headline(self.released)

    def sentences(self, most: int) -> list[str]:
        return exits.sentences(self.released)

    def values(self) -> str:
        return " ".join(exits.numbers(self.released))


class Mean(Kind):
    """Means of groups."""

    name, shape = "mean", "mean"

    def finding(self) -> str:
        return means.headline(self.released)

    def sentences(self, most: int) -> list[str]:
        return means.sentences(self.released)


class Statistic(Kind):
    """The statistic of a test."""

    name, shape = "statistic", "statistic"

    def sentences(self, most: int) -> list[str]:
        return curves.test_sentences(self.released)


class Amounts(Kind):
    """Amounts of money of groups, and the gaps between them."""

    name, shape = "amounts", "amounts"

    def sentences(self, most: int) -> list[str]:
        return amounts.sentences(self.released)


class Register(Kind):
    """A list: items of the register, questions with their answers."""

    name, shape = "register", "register"

    def sentences(self, most: int) -> list[str]:
        return registers.sentences(self.released)

    def line(self) -> str:
        return registers.line(self.released)


class Trajectory(Register):
    """A share over the years to come, and its target."""

    name, figure = "trajectory", "if_kept"
    drawn = "A line with a band over the years to come, a dashed line and a dotted line for the target."

    def line(self) -> str:
        return trajectory.line(self.released)

    def also(self, headline: str) -> str:
        said = trajectory.outlook(self.released)
        return f" {capital(said)}." if said else ""

    def values(self) -> str:
        return " ".join([*self.released.definition.notes, self.also("").strip()]).strip()


class Headlines(Kind):
    """Headline measures side by side; asked for by name, and the figure says which."""

    name = "headlines"
    drawn = "Small panels, a panel a headline measure, each on its own scale: the figure with its range and its target."

    def alternative(self) -> str:
        return self.drawn
