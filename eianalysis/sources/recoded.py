"""Words of a characteristic that stand for each other from one snapshot on: whoever was Indian is Pakistani, and the other way round.

One wrong line in the code list of an export does it, and both snapshots are sound by themselves. People who declare something anew, a
new list of codes and a group that was parted or joined look otherwise: there no words change places.
"""

from __future__ import annotations

import pandas as pd

#: Nearly all who were called one word are called the other; so many of each word, and so many in all.
NEARLY, EACH_WORD, ENOUGH = 0.9, 3, 10
FOUND = "between {}, {} changed places: {:,} of {:,} people called one of the words have another in the second"
RECODED = "do the words stand for the same in both? Export the later snapshots again, or give their codes their meaning in [values] of mapping.toml"


def changed_places(then: pd.Series, now: pd.Series) -> tuple[list[str], int, int] | None:
    """The words that changed places, how many people show it, and of how many; ``then`` and ``now`` are of the same people, all known."""
    then, now = (each.astype(str).to_numpy(dtype=object) for each in (then, now))
    if (then != now).sum() < ENOUGH:  # as between most months
        return None
    crossed = pd.crosstab(then, now)
    to = {
        word: str(row.idxmax())
        for word, row in crossed.iterrows()
        if row.idxmax() != word and row.max() >= EACH_WORD and row.max() >= NEARLY * row.sum() and row.idxmax() in crossed.index
    }
    while gone := [word for word, other in to.items() if other not in to]:  # what leads to a word that stays is a group that was joined
        for word in gone:
            del to[word]
    words = sorted(set(to) & set(to.values()))
    moved = sum(int(crossed.loc[word, to[word]]) for word in words)
    return (words, moved, int(crossed.loc[words].to_numpy().sum())) if len(words) > 1 and moved >= ENOUGH else None
