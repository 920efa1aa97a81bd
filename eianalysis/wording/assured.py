"""Whether a series shown has moved beyond its ordinary variation: the icon, its words and why, from the points shown alone.

Nothing hidden is used: a hidden point is left out and said to be, so that the icon tells nothing that the table does not.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from eianalysis.stats.assurance import BETTER, CHANGED, FEWEST, ORDINARY, TOO_FEW, WORSE, assurance
from eianalysis.wording.numbers import absent, capital, count, month_label, step_name
from eianalysis.wording.reading import hidden

#: The icons there are, in the order in which a legend has them.
ICONS = (ORDINARY, BETTER, WORSE, CHANGED, TOO_FEW)
SIDES = {1: "higher", -1: "lower", 0: ""}


class Assured(NamedTuple):
    """The icon, which way it points (1 higher, -1 lower), the rule that was met, and what it rests on."""

    icon: str
    side: int
    rule: str
    points: int  # shown
    unseen: int  # hidden
    step: str  # month, quarter, year
    latest: str  # the last point shown
    last_hidden: bool

    @property
    def words(self) -> str:
        """'change for the worse, higher'."""
        return ", ".join(filter(None, (self.icon, SIDES[self.side])))


def assured(rows: pd.DataFrame, outcome: str, *, round_to: int = 1) -> Assured | None:
    """What the latest points of one series say; ``rows`` in order of time with the key ``month``, as released.

    None where no rate is shown, and where counts are rounded, so that no test may be made of them.
    """
    seen = [not hidden(row) and not absent(row["rate"]) for _, row in rows.iterrows()]
    shown, unseen = rows[seen], sum(hidden(row) for _, row in rows.iterrows())
    if shown.empty or round_to > 1:
        return None
    kind = str(shown["kind"].iloc[0])
    if kind not in ("proportion", "rate"):
        return None
    found = assurance(shown["numerator"].astype(float).to_numpy(), shown["denominator"].astype(float).to_numpy(), kind=kind, outcome=outcome)
    return Assured(found.icon, found.side, found.rule, len(shown), unseen, step_name(rows.iloc[0]), month_label(shown["month"].iloc[-1]), hidden(rows.iloc[-1]))


def sentence(found: Assured) -> str:
    """'Change for the worse, higher: the latest quarter lies outside the limits.', with what was left out."""
    steps = f"{found.step}s"
    why = {
        "": f"the latest {found.step} is within what this series usually does",
        f"fewer than {FEWEST} points": f"{count(found.points)} {found.step if found.points == 1 else steps} shown, and {FEWEST} are needed",
    }
    rule = found.rule.replace("points", steps).replace("point", found.step)
    said = [f"{capital(found.words)}: {why.get(found.rule, rule)}"]
    if found.unseen:
        said.append(f"{count(found.unseen)} hidden {found.step if found.unseen == 1 else steps} left out")
    if found.last_hidden:
        said.append(f"the latest shown is {found.latest}")
    return f"{'; '.join(said)}."
