"""Kinds of worker, held against ranks and grades: where a whole kind is called another, its rates are of other people.

A row may well say otherwise (a sergeant who is also a volunteer); of a grade's people most do not.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis import vocabulary as v
from eianalysis.errors import Fault

#: Of so many of a kind, by rank or grade, more than half called another is no slip.
ENOUGH, MOST = 10, 0.5
#: Of all officers so few without a rank are gaps.
RARE = 0.02
_POLICE, _STAFF = ("officer", "special"), ("staff", "pcso", "designated")
#: Rank, grade or band -> the kind of people it says, and what they may be called.
SAYS: dict[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys((*v.RANKS, *v.RANK_BANDS), ("a police rank", _POLICE)),
    **dict.fromkeys((*(grade for grades in v.STAFF_BANDS.values() for grade in grades), *v.STAFF_BANDS), ("a staff grade", _STAFF)),
    "PCSO": ("the grade of a PCSO", _STAFF),
    "Special Constable": ("the rank of a special constable", ("special",)),
    "Volunteer": ("the grade of a volunteer", ("volunteer",)),
    "Cadet": ("the grade of a cadet", ("cadet",)),
}
SLIPS = "worker_type: some rows are called another kind of worker than their rank or grade says, and are counted as they are called"
NO_RANK = "{}: {:,} of {:,} rows called 'officer' have none, which the others have: are they officers, or a list of others merged in?"
RIGHT = (
    "one of the two columns is wrong: in mapping.toml map the one that tells them apart to worker_type; or, where the ranks are wrong, "
    "leave them unread, in [table.constants]: {} = ''"
)


def kind_faults(typed: Mapping[str, pd.Series], said: list[str]) -> list[Fault]:
    """A fault where most of a kind of rank or grade are called another kind of worker; what is rarer is told in ``said``."""
    ranks = next((name for name in ("rank_grade", "rank_band") if name in typed), None)
    if ranks is None or "worker_type" not in typed:
        return []
    said += _without_rank(typed, ranks)
    called, means = typed["worker_type"], typed[ranks].map({rank: each[0] for rank, each in SAYS.items()})
    right = pd.Series(False, index=called.index)
    for what, names in dict(SAYS.values()).items():
        right |= (means == what) & called.isin(names)
    wrong = means.notna() & called.notna() & ~right
    of, otherwise = means.value_counts(), means[wrong].value_counts()
    whole = [what for what, many in otherwise.items() if many >= ENOUGH and many > MOST * of[what]]
    if wrong.any() and not whole:
        said.append(SLIPS)
    if not whole:
        return []
    called_so = called[wrong & means.isin(whole)].value_counts().index
    many = ", ".join(f"{otherwise[what]:,} of {of[what]:,} rows with {what}" for what in whole)
    return [Fault(f"{many} (in {ranks}) are called {_words(called_so)}", RIGHT.format(ranks), column="worker_type")]


def _without_rank(typed: Mapping[str, pd.Series], ranks: str) -> list[str]:
    """A line where many officers in post or gone have no rank though others have: staff merged in under one word look so."""
    officers = typed["worker_type"].eq("officer")
    none = officers & (typed[ranks].isna() | typed[ranks].isin(["", v.NOT_RECORDED]))
    if "service_start" not in typed or none.sum() < ENOUGH or none.sum() == officers.sum() or none.sum() <= RARE * officers.sum():
        return []
    return [NO_RANK.format(ranks, int(none.sum()), int(officers.sum()))]


def _words(called) -> str:
    return " or ".join(f"'{kind}'" for kind in called)
