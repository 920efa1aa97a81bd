"""What explains a gap between two rates, in words: how much goes with each factor, how much is left, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from eianalysis.added_columns import GAP_PARTS
from eianalysis.results import ALL, Release
from eianalysis.vocabulary import UNDECLARED
from eianalysis.wording.numbers import absent, capital, listed, period, uncapital
from eianalysis.wording.reading import Block, blocks, group_words, hidden, reference_words

WHOLE = "The gap"
LITTLE, MUCH = 1 / 3, 2 / 3
NOT_UNFAIR = "This is no measure of unfair treatment: it holds everything that these do not measure."


@dataclass(frozen=True)
class Gap:
    """One group's gap to its reference; ``parts`` has a row of the release for each factor, the last of them all together if several."""

    block: Block
    who: str
    other: str
    parts: tuple[pd.Series, ...]

    @property
    def first(self) -> pd.Series:
        return self.parts[0]

    @property
    def hidden(self) -> bool:
        return hidden(self.first) or absent(self.first["gap"])

    @property
    def shown(self) -> tuple[pd.Series, ...]:
        """The factors of which there is a figure."""
        return tuple(row for row in self.parts if not absent(row["explained"]))

    @property
    def all_together(self) -> pd.Series | None:
        """The row of all factors, or of the one there is; None where it has no figure."""
        return None if absent(self.parts[-1]["explained"]) else self.parts[-1]

    @property
    def places(self) -> int:
        """Decimals of the points of its parts: none where every figure is whole."""
        return _places(row[name] for row in self.parts for name in GAP_PARTS)

    @property
    def gap_places(self) -> int:
        """Decimals of the points of the gap itself."""
        return _places(self.first[name] for name in ("gap", "gap_low", "gap_high"))

    @property
    def little(self) -> bool:
        """Whether chance alone could give the gap, what goes with the factors and what they leave: then there is little to explain."""
        last = self.all_together
        return not self.clear and not (last is not None and any(_beyond_chance(last[f"{name}_low"], last[f"{name}_high"]) for name in ("left", "explained")))

    @property
    def clear(self) -> bool:
        """Whether chance alone would seldom give such a gap."""
        return not self.hidden and _beyond_chance(self.first["gap_low"], self.first["gap_high"])


def gaps(released: Release) -> list[Gap]:
    """Every gap of the release, hidden ones too, in the order of the table."""
    found: dict[tuple, list[tuple[Block, pd.Series]]] = {}
    for block in blocks(released):
        for _, row in block.rows.iterrows():
            if row["group"] not in (ALL, *UNDECLARED) and not absent(row["reference"]) and row["group"] != row["reference"]:
                found.setdefault((str(row.get("window")), block.characteristic, row["group"]), []).append((block, row))
    return [
        Gap(
            pairs[0][0],
            group_words(released, pairs[0][0], str(key[-1])),
            reference_words(released, pairs[0][0], pairs[0][1]["reference"]),
            tuple(row for _, row in pairs),
        )
        for key, pairs in found.items()
    ]


def points(value: object, places: int = 1) -> str:
    """A share in percentage points: '2.1', with a minus where fewer leave.

    >>> points(0.021), points(-0.0012), points(-0.0001), points(0.03, 0)
    ('2.1', '−0.1', '0.0', '3')
    """
    written = f"{100 * float(value):.{places}f}"  # type: ignore[arg-type]
    return f"−{written[1:]}" if written.startswith("-") and written.strip("-0.") else written.removeprefix("-")


def span(low: object, high: object, places: int = 1) -> str:
    """'−0.5 to 6.3'."""
    return f"{points(low, places)} to {points(high, places)}"


def left_after(row: pd.Series) -> str:
    """The name of what is left: 'Left after rank'."""
    return f"Left after {uncapital(str(row['factor']))}"


def sentences(released: Release) -> list[str]:
    """A gap, what is left of it, what goes with all factors and with each; then what is hidden, and what it does not mean."""
    every = gaps(released)
    said = [sentence for gap in every if not gap.hidden for sentence in _gap(gap, released.definition.verb)]
    unseen = [gap.who for gap in every if gap.hidden]
    said += [f"Hidden, because small numbers could tell about a person: {listed(dict.fromkeys(unseen))}."] if unseen else []
    if not every:  # the gate takes away what every group is set against
        said.append(f"{capital(_gap_of(released))} is hidden, because small numbers could tell about a person.")
    if any(gap.shown for gap in every) and not any(NOT_UNFAIR in sentence for sentence in said):
        said.append(f"The table has what is left of each gap. {NOT_UNFAIR}")
    return said


def headline(released: Release) -> str:
    """'Little of the gap in leaving goes with rank, service and route'."""
    every = [gap for gap in gaps(released) if not gap.hidden]
    if not every:
        return f"{released.definition.title}: figures hidden to protect people"
    clear = [gap for gap in every if gap.clear]
    gap_of = _gap_of(released)
    if not clear:
        after = next(
            (gap.all_together for gap in every if gap.all_together is not None and _beyond_chance(gap.all_together["left_low"], gap.all_together["left_high"])),
            None,
        )
        if after is not None:
            return f"A {gap_of.removeprefix('the ')} appears after allowing for {_factors(every[0])}"
        return f"{capital(gap_of)} could be chance" + ": nothing clear to explain" * all(gap.little for gap in every)
    told = [(gap, gap.all_together) for gap in clear]
    if any(row is None for _, row in told):
        return f"{released.definition.title} cannot be shown"
    said = list(dict.fromkeys(_share(gap, row, gap_of) for gap, row in told))
    factors = _factors(told[0][0])
    if len(said) > 1:
        return f"How much of a gap goes with {factors} differs"
    return f"{said[0]} {factors}" if said[0] else f"Too few to say what explains {gap_of}"


def _gap_of(released: Release) -> str:
    """'the gap in leaving'."""
    return uncapital(released.definition.title.removeprefix("What explains "))


def line(released: Release) -> str:
    """The one thing for a board."""
    when = next((period(row) for _, row in released.table.iterrows()), "")
    return f"{headline(released)}, {when}." if when else f"{headline(released)}."


def described(released: Release) -> str:
    """Every value that is drawn, for the text alternative."""
    said = []
    for gap in gaps(released):
        if gap.hidden:
            said.append(f"{capital(gap.who)}: hidden.")
            continue
        parts = [f"{uncapital(name)} {written}" for name, written, _ in drawn(gap)]
        said.append(f"{capital(gap.who)}, beside {gap.other}: {'; '.join(parts)}.")
    return " ".join(said) or "Nothing is shown."


def drawn(gap: Gap) -> list[tuple[str, str, tuple]]:
    """``(name, written, (value, low, high))`` of each line of the figure: the gap, what goes with each factor, what all of them leave."""
    first, last = gap.first, gap.all_together
    lines = [(WHOLE, gap.gap_places, tuple(first[name] for name in ("gap", "gap_low", "gap_high")))]
    lines += [(f"Goes with {uncapital(str(row['factor']))}", gap.places, tuple(row[name] for name in GAP_PARTS[:3])) for row in gap.shown]
    if last is not None:
        lines.append((left_after(last), gap.places, tuple(last[name] for name in GAP_PARTS[3:])))
    return [(name, f"{points(each[0], places)} ({span(*each[1:], places)})", each) for name, places, each in lines if not any(map(absent, each))]


def _gap(gap: Gap, verb: str) -> list[str]:
    row, last, places = gap.first, gap.all_together, gap.places
    value = float(row["gap"])
    apart = points(abs(value), gap.gap_places)
    how = "the same rate as" if not apart.strip("0.") else f"a rate {apart} percentage points {'higher' if value > 0 else 'lower'} than"
    ends = f" (range {span(row['gap_low'], row['gap_high'], gap.gap_places)})"
    chance = ", which chance alone could give" * (not gap.clear) + ": there is little to explain" * (gap.little and bool(gap.shown))
    said = [f"{capital(period(row))}, {gap.who} {verb} at {how} {gap.other}{ends}{chance}."]
    if not gap.shown:
        return [*said, "What goes with it is not shown: it would rest on too few people, or give them away."]
    if gap.little:
        return said
    factors = listed(uncapital(str(part["factor"])) for part in (gap.parts[:-1] if len(gap.parts) > 1 else gap.parts))
    if last is not None:
        beyond = _beyond_chance(last["left_low"], last["left_high"])
        much = float(last["explained"])
        said.append(
            f"{points(last['left'], places)} points are left after {factors} (range {span(last['left_low'], last['left_high'], places)}), "
            f"{'more than chance alone would give' if beyond else 'which chance alone could give'}. {NOT_UNFAIR}"
        )
        said.append(
            f"Were {gap.other} made up as {gap.who} are by {factors}, their rate would be {points(abs(much), places)} points "
            f"{'lower' if much < 0 else 'higher'} (range {span(last['explained_low'], last['explained_high'], places)})."
        )
    alone = [part for part in gap.shown if part is not last] if len(gap.parts) > 1 else []
    if alone:
        each = [f"{points(part['explained'], places)}{' points go' if not at else ''} with {uncapital(str(part['factor']))}" for at, part in enumerate(alone)]
        said.append(f"Looked at one by one, {listed(each)}.")
    return said


def _share(gap: Gap, row: pd.Series, gap_of: str) -> str:
    """The start of the title: how much goes with the factors; "" where the range of what is left tells nothing."""
    share = float(row["explained"]) / float(gap.first["gap"])
    if _beyond_chance(row["left_low"], row["left_high"]):
        often = "None of" if share < -LITTLE else "Little of" if share < LITTLE else "Some of" if share < MUCH else "Most of" if share <= 1 else "More than"
        return f"{often} {gap_of} goes with"
    return f"{capital(gap_of)} may go with" if share >= LITTLE else ""


def _factors(gap: Gap) -> str:
    """'rank, service and route'."""
    return listed(_short(row) for row in gap.parts[: max(1, len(gap.parts) - 1)])


def _short(row: pd.Series) -> str:
    """'service' of 'Length of service'."""
    return str(row["factor"]).split()[-1].lower()


def _places(values: Iterable) -> int:
    return 0 if all(abs(100 * float(each) - round(100 * float(each))) < 1e-9 for each in values if not absent(each)) else 1


def _beyond_chance(low: object, high: object) -> bool:
    return not absent(low) and not absent(high) and (float(low) > 0 or float(high) < 0)  # type: ignore[arg-type]
