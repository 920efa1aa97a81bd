"""Promotion, step by step, and beside it: the examination, temporary promotion, and schemes that develop people.

One row is an officer in a round. Everybody who was eligible is in the base, not applicants alone: most of what differs
between groups differs before anybody applies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Steps, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.interviews import EXIT_CUTS, NOT_WOMEN, WOMEN
from eianalysis.measures.pipeline import WHOLE, Stage, pipeline
from eianalysis.measures.rates import By, not_available, share
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_RECORDED

_PATTERNS = {"full": "Full time", "part": "Part time", "flexible formal": "Flexible", "flexible informal": "Flexible"}


#: The steps of a promotion round, each with who is at risk of it and who passed it. Who withdrew applied, and did not pass.
STAGES = (Stage("Applied", "eligible", "applied"), Stage("Passed", None, "passed"), Stage("Promoted", None, "promoted"))


def promotion_stages(
    promotions: TypedTable, *, cycle: BoardCycle, by: By, months: int | Sequence[int] = 72, within: Sequence[str] = (), worker_type: str | None = "officer"
) -> Result:
    """Of those eligible, how many applied; of those, how many passed; of those, how many were promoted, by group.

    Parameters
    ----------
    promotions : TypedTable
        Of ``load_promotions``: everybody eligible, one row a person in a round; rounds that opened in the window count.
    by : characteristics, ``"women"`` (and all others), or ``"working_pattern"`` (full time, part time, flexible).
    months : six years unless said otherwise: a round promotes a dozen or two, and fewer would mostly have to be hidden.
    within : columns that split it further, as ``("to_rank",)``.

    Returns
    -------
    Result
        A ``pipeline`` with the key ``stage``; compare it, release it, and ask ``leading_stage`` where a gap arises.

    Examples
    --------
    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> steps = ei.promotion_stages(promotions, cycle=board, by=["sex", "working_pattern"])              # doctest: +SKIP
    >>> ei.plot_stages(ei.release(ei.compare(steps, reference=board), board.policy))                     # doctest: +SKIP
    """
    table = rounds(promotions, worker_type)
    by = _recorded(table, by)
    if not by:
        return _no_pattern("promotion_stage_rate", promotions, ("stage",))
    return pipeline(table, by=by, stages=STAGES, cycle=cycle, when="opened", months=months, within=within, measure="promotion_stage_rate")


def promotion_applications(promotions: TypedTable, *, cycle: BoardCycle, by: By, months: int = 72, worker_type: str | None = "officer") -> Result:
    """Of those eligible when a round opened, how many applied, by group: the first step alone, for every characteristic.

    A row of the base is an officer in a round: who was eligible twice counts twice, and ranges allow for it.
    """
    return _share(promotions, "promotion_apply_rate", "eligible", "applied", cycle, by, months, worker_type)


def exam_passes(promotions: TypedTable, *, cycle: BoardCycle, by: By, months: int = 72, worker_type: str | None = "officer") -> Result:
    """Of those who sat the legal examination (OSPRE) in a round, how many passed it, by group.

    A row of the base is an officer in a round: who sat twice in ``months`` months counts twice, and ranges allow for it.
    """
    return _share(promotions, "promotion_exam_pass_rate", "exam_taken", "exam_passed", cycle, by, months, worker_type)


def temporary_promotions(promotions: TypedTable, *, cycle: BoardCycle, by: By, months: int = 72, worker_type: str | None = "officer") -> Result:
    """Of those eligible when a round opened, how many held the higher rank temporarily or acted in it, by group.

    A row of the base is an officer in a round, as in :func:`promotion_applications`.
    """
    return _share(promotions, "temporary_promotion_share", "eligible", "temporary", cycle, by, months, worker_type)


def women_and_others(promotions: TypedTable) -> TypedTable:
    """The table with a characteristic more, ``"women"``: women officers, and everybody else; for ``intersect``.

    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> ei.intersect(ei.promotion_applications, ei.women_and_others(promotions),
    ...              by=("ethnicity_2", "women"), cycle=board)                                           # doctest: +SKIP
    """
    return rounds(promotions, None)


def rounds(promotions: TypedTable, worker_type: str | None) -> TypedTable:
    """The rows of one kind of worker, the working pattern in words, women beside everybody else."""
    frame = promotions.frame
    if worker_type is not None and not promotions.absent:
        frame = frame[frame["worker_type"] == worker_type]
    if "working_pattern" in frame:
        frame = frame.assign(working_pattern=frame["working_pattern"].map(_PATTERNS).fillna(NOT_RECORDED))
    if not promotions.absent:
        frame = frame.assign(women=frame["sex"].eq("Female").map({True: WOMEN, False: NOT_WOMEN}))
        for later, earlier in TABLES["promotions"].needs:  # what follows a blank cannot be told; loading has flagged it
            if later in frame and earlier in frame:
                frame = frame.assign(**{later: frame[later].mask(frame[earlier].isna() & frame[later].fillna(False))})
    return replace(promotions, frame=frame.reset_index(drop=True), groupings={**promotions.groupings, "women": ("women",)})


def _recorded(table: TypedTable, by: By) -> list[str]:
    """What was asked for, without a working pattern that no row records: it is optional in the table."""
    asked = [by] if isinstance(by, str) else list(by)
    pattern = table.frame.get("working_pattern")
    blank = not table.absent and (pattern is None or pattern.eq(NOT_RECORDED).all())
    return [name for name in asked if not (blank and name == "working_pattern")]


def _no_pattern(measure: str, promotions: TypedTable, keys: tuple[str, ...]) -> Result:
    return not_available(
        measure, definition_of(measure), promotions, columns=("working_pattern",), keys=keys, reason="the column is not there, or blank in every row"
    )


def _share(promotions, measure, base, flag, cycle, by, months, worker_type) -> Result:
    definition = definition_of(measure)
    missing = tuple(name for name in (base, flag) if name not in promotions.frame or promotions.frame[name].isna().all())
    if promotions.absent or missing:
        return not_available(
            measure, definition, promotions, **({} if promotions.absent else {"columns": missing, "reason": "the column is not there, or blank in every row"})
        )
    table, w = rounds(promotions, worker_type), window(cycle, months)
    rows = table.frame[table.frame["opened"].between(w.start, w.end) & table.frame[base].fillna(False).astype(bool)]
    rows, by = rows.reset_index(drop=True), _recorded(table, by)
    if not by:
        return _no_pattern(measure, promotions, ())
    return share(replace(table, frame=rows), flag, by=by, measure=measure, definition=definition, window=w.name, period=(w.start, w.end))


_WAY = ("eligible", "applied", "passed", "promoted")
#: Of whom each step is asked: those who took the one before; and the whole way, from those eligible to those promoted.
PROMOTION_STEPS = Steps({**{f"{name[:1].upper()}{name[1:]}": (_WAY[:place], (name,)) for place, name in enumerate(_WAY) if place}, WHOLE: (_WAY[:1], _WAY[1:])})

PROMOTION_STAGE_RATE = Measure(
    "promotion_stage_rate",
    Words(
        "Promotion, step by step",
        "of those, {workers} who went on",
        "{workers} at risk of the step: eligible when the round opened, then those who passed the step before",
        noun="{workers}",
        verb="went on",
        outcome="good",
        base_unit="{workers} in a round",
        many_times=True,
        notes=(
            "A round is one promotion process for one rank. An officer eligible in several rounds counts in each, so "
            "over several years one person can be counted more than once.",
            "Who withdrew applied and did not pass; who awaits a decision is a step of their own. The ratios of the "
            "steps multiply to the ratio of the whole way.",
        ),
    ),
    steps={"Applied": "applied for promotion", "Passed": "who applied passed", "Promoted": "who passed were promoted", "The whole way": "were promoted"},
    counts=Population("promotions", During("opened")),
    rows=promotion_stages,
    form="funnel",
    keys={"stage": PROMOTION_STEPS},
    cuts={"women": EXIT_CUTS["women"]},
    workers="officer",
    asks=Ask(
        "05-progression",
        by=("ethnicity_2", "women", "working_pattern"),
        against={"women": "All other officers", "working_pattern": "Full time"},
        compared=True,
        yearly=False,
    ),
    serves=("EIW-REC-D03", "EDHR-OC8.01", "EDHR-OC10", "CAS-13", "EDHR-OC1", "EDHR-OC9"),
)

PROMOTION_PANEL_INDEPENDENT_SHARE = Measure(
    "promotion_panel_independent_share",
    Words(
        "Promotion panels with an independent member",
        "officers who went before a panel with an independent member",
        "officers who went before a panel of which it was recorded",
        noun="candidates before a panel",
        verb="met a panel with an independent member",
        outcome="good",
        base_unit="candidates",
        many_times=True,
        notes=("Candidates are counted, not panels: a panel that saw ten counts ten times.",),
    ),
    counts=Population("promotions", During("opened"), (("worker_type", "officer"),)),
    did="panel_independent",
    form="shares",
    asks=Ask("05-progression", by=("woman",), months=(72,), compared=True, yearly=False),
    serves=("EDHR-OC9", "EDHR-OC9.01"),
)

PROMOTION_APPLY_RATE = Measure(
    "promotion_apply_rate",
    Words(
        "Applying for promotion",
        "of those, {workers} who applied",
        "{workers} eligible when a round opened",
        noun="eligible {workers}",
        verb="applied for promotion",
        outcome="good",
        base_unit="{workers} in a round",
        many_times=True,
        notes=(
            "A round is one promotion process for one rank. An officer eligible in several rounds counts in each, so "
            "over several years one person can be counted more than once.",
        ),
    ),
    counts=Population("promotions", During("opened"), ("eligible",)),
    did="applied",
    rows=promotion_applications,
    form="comparison",
    cuts={"women": EXIT_CUTS["women"]},
    workers="officer",
    asks={
        "": Ask(
            "05-progression",
            by=("disability", "age", "religion", "sexual_orientation", "marital"),
            against={
                "disability": "Not disabled",
                "age_band": "26 to 40",
                "religion": "No religion",
                "marital": "Married",
                "sexual_orientation": "Heterosexual or straight",
            },
            compared=True,
            yearly=False,
        ),
        "both": Ask("05-progression", by=("ethnicity_2 * women",), against={"women": "All other officers"}, compared=True, yearly=False),
    },
    serves=("EIW-REC-D03", "EDHR-OC8.01", "EDHR-OC10", "CAS-13", "EDHR-OC1"),
)

PROMOTION_EXAM_PASS_RATE = Measure(
    "promotion_exam_pass_rate",
    Words(
        "Passing the legal examination (OSPRE)",
        "of those, {workers} who passed it in the same round",
        "{workers} who sat the examination in a round",
        noun="examination candidates",
        verb="passed the examination",
        outcome="good",
        base_unit="sittings",
        many_times=True,
        notes=(
            "A round is one promotion process for one rank. An officer eligible in several rounds counts in each, so "
            "over several years one person can be counted more than once.",
            "A pass in an earlier round counts in that round only. Who did not sit it is in no base.",
        ),
    ),
    counts=Population("promotions", During("opened"), ("exam_taken",)),
    did="exam_passed",
    rows=exam_passes,
    form="comparison",
    cuts={"women": EXIT_CUTS["women"]},
    workers="officer",
    asks={
        "": Ask(
            "05-progression", by=("ethnicity_2", "women"), against={"women": "All other officers", "working_pattern": "Full time"}, compared=True, yearly=False
        ),
        "last_year": Ask("05-progression", by=("women",), months=(12,)),
    },
    serves=("EDHR-OC13.01", "EDHR-OC13"),
)

TEMPORARY_PROMOTION_SHARE = Measure(
    "temporary_promotion_share",
    Words(
        "Holding the higher rank temporarily",
        "of those, {workers} who held the higher rank temporarily or acted in it while the round lasted",
        "{workers} eligible when a round opened",
        noun="eligible {workers}",
        verb="held the higher rank temporarily",
        outcome="good",
        base_unit="{workers} in a round",
        many_times=True,
        notes=(
            "A round is one promotion process for one rank. An officer eligible in several rounds counts in each, so "
            "over several years one person can be counted more than once.",
            "Temporary promotion is often given without a competition, and it is experience that helps in one.",
        ),
    ),
    counts=Population("promotions", During("opened"), ("eligible",)),
    did="temporary",
    rows=temporary_promotions,
    form="comparison",
    cuts={"women": EXIT_CUTS["women"]},
    workers="officer",
    asks=Ask(
        "05-progression", by=("ethnicity_2", "women"), against={"women": "All other officers", "working_pattern": "Full time"}, compared=True, yearly=False
    ),
    serves=("EDHR-OC1.01", "EDHR-OC1"),
)
