"""By which groups training is told: posts as the workforce table has them, small ones together, ranks within one kind of worker."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from eianalysis.declare import Split
from eianalysis.errors import UsageError
from eianalysis.measures.rates import By
from eianalysis.measures.small_groups import merge_small
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary.derived import groups_of

#: What a post is, as training may miss it: columns a workforce table may have.
ROSTER = ("role_group", "shift_pattern")
#: Ranks and grades are of one kind of worker each: asked within it, they are known to add up to it.
KINDS = Split(words=dict(groups_of("worker_type")[1]))


def held_of(people: TypedTable, by: By) -> tuple[list[str], dict[str, str]]:
    """Which of the columns asked for this workforce table has, and of each other one that it might have what a note says."""
    names = [by] if isinstance(by, str) else list(by)
    lacking = [name for name in names if name in TABLES[people.name] and name not in people.frame]
    return [name for name in names if name not in lacking], {name: f"Not held by this workforce table: {name}." for name in lacking}


def require_one_kind(rows: pd.DataFrame, names: Sequence[str], within: Sequence[str] = ()) -> None:
    """Refuse ranks of several kinds of worker in one table: nothing declares which kind a rank is of, so that beside a table of the
    kinds what is hidden of one rank could be worked out."""
    if "rank_band" in names and "worker_type" not in within and rows["worker_type"].nunique() > 1:
        raise UsageError('ranks and grades are of one kind of worker each: ask of one, as force.where(worker_type="officer") does')


def without_small_posts(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with roles and shifts of few people put together: such words are the force's own, and may be of one person."""
    return merge_small(rows, [name for name in ROSTER if name in rows])
