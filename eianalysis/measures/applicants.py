"""Who applies: each group's share of the applications, women of ethnic minorities apart, beside several populations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Beside, During, Measure, Population, Words
from eianalysis.measures.applications import applied_in
from eianalysis.measures.benchmarks import chosen
from eianalysis.measures.against import reference_for
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.compare import judged_in_family
from eianalysis.measures.two_way_groups import check_known, made_of, with_pairs
from eianalysis.measures.rates import By, build, not_available
from eianalysis.measures.representation import NOBODY
from eianalysis.measures.shares import against_populations, people_short
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED, crossed_group, crossed_name, crossed_parts, order

MEASURE = "applicant_share"
#: Women of ethnic minorities as a group of their own. Beside "all others": the few who did not state their sex are not found.
BOTH = ("ethnicity_2", "woman")


def applicant_share(
    applications: TypedTable,
    *,
    cycle: BoardCycle,
    by: By = (*BOTH, crossed_name(*BOTH)),
    benchmark: TypedTable | None = None,
    populations: Sequence[str] | None = None,
    months: int = 36,
) -> Result:
    """Each group's share of the applications of people who declared, beside its share of several populations.

    Only applications that ran their course are counted, as on every page about applications. The cycle's reference group
    has no rows: it is what is left. Released, a row has the population's own share as ``benchmark_share``; of women of
    ethnic minorities no population is on file.

    Parameters
    ----------
    applications : TypedTable
        Of ``load_applications``.
    by : columns; "woman" sets women beside everybody else, "ethnicity_2_by_woman" takes both at once.
    benchmark, populations : as for ``representation``.

    Returns
    -------
    Result of shape ``counts``, key ``benchmark``.

    Examples
    --------
    >>> import eianalysis as ei                                                                       # doctest: +SKIP
    >>> who = ei.applicant_share(ei.load_applications(board), cycle=board, benchmark=ei.load_benchmarks(board))  # doctest: +SKIP
    >>> ei.findings(ei.release(who, board.policy))                                                    # doctest: +SKIP
    """
    definition, keys = definition_of(MEASURE), ("benchmark",)
    absent = next((table for table in (applications, benchmark) if table is not None and table.absent), None)
    if absent is not None:
        return not_available(MEASURE, definition, absent, keys=keys)
    columns = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    w, rows = window(cycle, months), with_pairs(applied_in(applications, cycle, months))
    asked = dict.fromkeys(made_of(one) for name in columns for one in crossed_parts(name) or (name,))
    lacking = tuple(name for name in asked if name not in rows or rows[name].isin(UNDECLARED).all())
    if lacking:
        return not_available(MEASURE, definition, applications, keys=keys, columns=lacking, reason="the column is not there, or blank in every row")
    check_known(rows, columns)
    if set(BOTH) <= set(rows):
        pairs = zip(*(rows[name].astype(str) for name in BOTH), strict=True)
        rows = rows.assign(**{crossed_name(*BOTH): [crossed_group(*pair) for pair in pairs]})
    known = {} if benchmark is None else chosen(benchmark, populations, cycle, columns)

    def counts(_: Mapping[str, str]) -> pd.DataFrame:
        made = pd.concat([_shares(rows[name].astype(str), name, reference_for(name, dict(cycle.reference))) for name in columns], ignore_index=True)
        names = {name: dict.fromkeys(label for label, characteristic, _ in known if characteristic == name) or [NOBODY] for name in columns}
        return pd.concat([made[made["characteristic"] == name].assign(benchmark=label) for name in columns for label in names[name]], ignore_index=True)

    result = build(
        MEASURE,
        definition,
        counts,
        ({name: name for name in columns},),
        keys=keys,
        window=w.name,
        period=(w.start, w.end),
        shared_base=True,
        after=(partial(_beside, known=known),),
        sources=(*applications.sources, *(() if benchmark is None else benchmark.sources)),
    )
    judged = {"confidence": cycle.confidence, "band": cycle.band}
    return judged_in_family(result.then(partial(against_populations, known=known, **judged)), **judged)


def _shares(values: pd.Series, column: str, left_out: str | None) -> pd.DataFrame:
    """Each group's number, of those who declared; the undeclared and the total, of all."""
    size = values.value_counts()
    declared, everybody = int(size[~size.index.isin(UNDECLARED)].sum()), int(size.sum())
    silent = UNDECLARED if crossed_parts(column) else ()  # the rows of the one characteristic have them
    groups = [group for group in order(column, size.index) if group not in (left_out, *silent)]
    rows = pd.DataFrame({"group": [ALL, *groups], "numerator": [everybody, *size.reindex(groups).astype(int)]})
    return rows.assign(denominator=np.where(rows["group"].isin([ALL, *UNDECLARED]), everybody, declared), characteristic=column)


def _beside(table: pd.DataFrame, *, known: Mapping) -> pd.DataFrame:
    """After the release: each population's own share. Applications are counted, so nobody is said to be short of people."""
    return people_short(table, known=known).assign(people_short=pd.array([pd.NA] * len(table), dtype="Int64"))


APPLICANT_SHARE = Measure(
    "applicant_share",
    Words(
        "Who applies",
        "applications of the group",
        "applications of people who declared this characteristic; of women, and of those who did not declare, all applications",
        noun="applicants",
        verb="are of this group",
        base_unit="applications",
        method="Exact binomial (Clopper-Pearson) range of our own share; the population's share is taken as known (exact binomial test).",
        notes=(
            "An application is counted, not a person: somebody who applies twice is counted twice.",
            "Applications belong to the period in which they were made; what is not decided yet is in no base.",
            "Only applications that ran their course are counted: unsuccessful at a stage, or cleared and the offer "
            "taken up or declined. Those withdrawn or still open are left out, because by subtraction the few at each "
            "stage would be told.",
            "Shares are of those who declared; of women, of everybody. Of women of ethnic minorities no population is on file.",
            "Populations of all ages hold children and pensioners, who cannot apply; a working-age row is wanted.",
        ),
    ),
    counts=Population("applications", During("applied_on"), ("ran its course",)),
    rows=applicant_share,
    looked_up=("benchmarks",),
    form="profile",
    keys={"benchmark": Beside()},
    base="declared",
    undeclared_too=("woman",),
    asks=Ask("04-recruitment", months=(36,)),
    serves=("GLA-01", "EIW-COM-N08", "TRT-09"),
)
