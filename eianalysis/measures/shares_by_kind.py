"""Shares of one total by kind: what complaints are about, how grievances ended."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import build
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.windows import Window
from eianalysis.results import ALL, Result


def kinds(measure: str, said: pd.Series, words: Mapping[str, str], name: str, w: Window, sources: tuple) -> Result:
    """Each kind as a share of all rows that say their kind; kinds of fewer than ten rows are put together.

    ``said`` holds codes (blank: not recorded, in no share), ``words`` what a page calls them, the largest first; several
    codes may have one name. ``name`` is the characteristic.
    """
    rows = merge_small(pd.DataFrame({name: said.map(words)}).dropna(), [name])
    found = rows[name].value_counts()
    counted = pd.DataFrame({"group": [*found.index, ALL], "numerator": [*found.astype(int), len(rows)]})
    counted = counted.assign(characteristic=name, denominator=len(rows))
    return build(
        measure,
        definition_of(measure),
        lambda _: counted[["characteristic", "group", "numerator", "denominator"]].copy(),
        ({name: name},),
        window=w.name,
        period=(w.start, w.end),
        sources=sources,
        shared_base=True,
    )
