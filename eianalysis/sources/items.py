"""Questions of a survey of which only the favourable answers are there: their rate would be 100%, whatever people said.

A sheet a question, one of them filtered when it was copied, looks so: everybody who answered it said yes, and many who answered the
other questions have no answer to it.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable, with_flags

#: Of so many answers, that all were favourable would come by chance less often than this, at the most favourable it was elsewhere.
ENOUGH, CHANCE = 20, 1e-4
#: So many of those who answered other questions have none, and more than twice as many as usual.
ABSENT, TWICE = 0.05, 2
ONLY = (
    "{}: every answer to {} is {}, elsewhere at most {:.0%} are, and many who answered other questions then have none to it: others seem not to be "
    "listed, so it is not used there; export the answers to it again, unfiltered"
)


def with_items(table: TypedTable) -> TypedTable:
    """The table with what every answer to a question says taken out where the other answers seem not to be listed, and told."""
    declared = TABLES.get(table.name)
    if declared is None or table.absent or not declared.item or len(table.frame) < ENOUGH:
        return table
    frame, told = table.frame, []
    whose = next(name for name in declared.key if declared[name].reference)
    rounds = [name for name in declared.key if name not in (whose, declared.item)]
    for name in (name for name in declared.of_all if name in frame):
        said = frame[name].astype("boolean")
        each = pd.DataFrame({"known": said.notna(), "yes": said.fillna(False)}).groupby([frame[key] for key in (*rounds, declared.item)]).sum()
        everybody = frame.groupby(rounds)[whose].nunique()
        absent = 1 - each["known"] / everybody.reindex(each.index.droplevel(declared.item)).to_numpy()
        share = each["yes"] / each["known"].clip(lower=1)
        whole = (each["known"] >= ENOUGH) & (each["yes"] == each["known"])
        for place in each.index[whole & (absent >= ABSENT) & (absent > TWICE * absent.median())]:
            same = share[(each.index.get_level_values(declared.item) == place[-1]) & ~whole.to_numpy()]
            others = same if len(same) else share[~whole]
            if len(others) and others.max() ** each.loc[place, "known"] < CHANCE:
                rows = (frame[[*rounds, declared.item]] == list(place)).all(axis=1)
                frame = frame.assign(**{name: frame[name].mask(rows)})
                words = f"'{place[-1]}' of " + " ".join(f"'{word}'" for word in place[:-1])
                told.append((ONLY.format(name, words, name, others.max()), int(rows.sum())))
    return with_flags(replace(table, frame=frame), told) if told else table
