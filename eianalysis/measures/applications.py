"""What an application came to: decided, passed, ended, offered; one yes/no question a function, a blank where not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.made_columns import can_be_split
from eianalysis.measures.pipeline import Stage
from eianalysis.measures.rates import By, build, columns_for, not_available
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.sources.typed import ColumnAbsent, TypedTable
from eianalysis.vocabulary import JOINER_ROUTES, NO_STAGE, RECRUITMENT_STAGES, ROUTE_GROUPS, WENT_ON

SIFTS = {True: "Anonymised sift", False: "Sift with names"}
NINE = ("age", "disability", "gender_reassignment", "marital", "maternity", "ethnicity", "religion", "sex", "sexual_orientation")
#: Why a stage is needed, with what to do where there is no such stage.
UNSEEN = 'some applications stop there and nothing says why; where it is no stage of yours, write {} = "not required" under [table.constants] of mapping.toml'
FROM_INTERVIEW = ("interview", "force_interview", "medical", "vetting")


def decided(*columns: str) -> Callable[[pd.DataFrame], pd.Series]:
    """Whether an application passed all these stages: no if it failed one, blank while withdrawn, pending or not there."""

    def passed(frame: pd.DataFrame) -> pd.Series:
        there = frame[[name for name in columns if name in frame]]
        answer = pd.Series(pd.NA, index=frame.index, dtype="boolean")
        return answer.mask(there.isin(WENT_ON).all(axis=1), True).mask(there.eq("fail").any(axis=1), False)

    return passed


def took_up(frame: pd.DataFrame) -> pd.Series:
    """Whether somebody cleared started: an offer declined is a no, one not answered yet is blank."""
    there = frame[[name for name in ("offer", "joined") if name in frame]]
    answer = pd.Series(pd.NA, index=frame.index, dtype="boolean")
    answer = answer.mask(there.isin(WENT_ON).all(axis=1), True)
    return answer.mask(there.isin(["fail", "withdrawn"]).any(axis=1), False)


#: The stages of the funnel, in order. Each base is the passes of the stage before.
RECRUITMENT_FUNNEL = (
    Stage("Eligibility", None, decided("eligibility")),
    Stage("Sift", None, decided("sift")),
    Stage("Assessment, interview and medical", None, decided("assessment", "interview", "force_interview", "medical")),
    Stage("Vetting", None, decided("vetting")),
    Stage("Offer taken up", None, took_up),
)

#: With a base of its own each, all that lies between the sift and the offer is one stage. Were those who got as far as vetting
#: told, then with the offers of everybody so would be the two or three refused who did not declare, and with the first refusals
#: (``vetting_refusals``) those of a group who were cleared on appeal.
TO_AN_OFFER = "Assessment, interview, medical and vetting"
STAGES_APART = (
    *RECRUITMENT_FUNNEL[:2],
    Stage(TO_AN_OFFER, None, decided("assessment", "interview", "force_interview", "medical", "vetting")),
    RECRUITMENT_FUNNEL[-1],
)

#: The columns each of them needs: a file may lack some, and then has no such stage.
FUNNEL_COLUMNS = (("eligibility",), ("sift",), ("assessment", *FROM_INTERVIEW[:-1]), ("vetting",), ("offer", "joined"))
COLUMNS_APART = (*FUNNEL_COLUMNS[:2], (*FUNNEL_COLUMNS[2], *FUNNEL_COLUMNS[3]), FUNNEL_COLUMNS[-1])


def applied(frame: pd.DataFrame) -> pd.Series:
    """Everybody: at risk of a stage is who has a decision there."""
    return pd.Series(True, index=frame.index)


def _before_an_offer(frame: pd.DataFrame) -> list[str]:
    return [name for name in RECRUITMENT_STAGES if name in frame and name not in ("offer", "joined")]


def stopped_unseen(frame: pd.DataFrame) -> tuple[str, ...]:
    """The stages that the file has no column of and at which some applications stop, as far as the other stages show.

    Nobody can tell whether these failed, withdrew or wait there. Where all who came so far have a result further on, the stage let
    everybody through, or there is none, and every figure is the same without it.
    """
    found = []
    stages = list(RECRUITMENT_STAGES)
    for place, stage in enumerate(stages):
        if stage in frame:
            continue
        before, after = ([name for name in part if name in frame] for part in (stages[:place], stages[place + 1 :]))
        if (frame[before].isin(WENT_ON).all(axis=1) & (frame[after].isna() | frame[after].eq(NO_STAGE)).all(axis=1)).any():
            found.append(stage)
    return tuple(found)


def require_stages(frame: pd.DataFrame) -> None:
    """Refuse to count applications that stop at a stage of which the file says nothing."""
    unseen = stopped_unseen(frame)
    if unseen:
        raise ColumnAbsent(f"applications has no column {' or '.join(unseen)}: {UNSEEN.format(unseen[0])}", *unseen, why=UNSEEN.format(unseen[0]))


def ran_its_course(frame: pd.DataFrame) -> pd.DataFrame:
    """The applications that failed at a stage, or were cleared and took up the offer or declined it.

    Every figure about applications is of these. Were those who withdrew or wait counted at the stages they got to, each stage
    would have a few more passes than the next one has people, and the few could be told by subtraction, group by group.
    """
    require_stages(frame)
    before = _before_an_offer(frame)
    failed, cleared = frame[before].eq("fail").any(axis=1), frame[before].isin(WENT_ON).all(axis=1)
    answered = took_up(frame).notna() if {"offer", "joined"} & set(frame) else True
    return frame[failed | cleared & answered]


def sifted(frame: pd.DataFrame) -> pd.DataFrame:
    """The applications with a decision at the sift, ``passed`` as a column."""
    rows = frame[frame["sift"].isin(["pass", "fail"])]
    return rows.assign(passed=rows["sift"].eq("pass"))


def ended(frame: pd.DataFrame) -> pd.DataFrame:
    """The applications with ``offered`` as a column: whether they passed everything before an offer."""
    before = _before_an_offer(frame)
    return frame.assign(offered=frame[before].isin(WENT_ON).all(axis=1))


def applied_in(applications: TypedTable, cycle: BoardCycle, months: int) -> pd.DataFrame:
    """The applications made in the window that ran their course, with the entry and the route in words."""
    span = window(cycle, months)
    rows = applications.frame[applications.frame["applied_on"].between(span.start, span.end)]
    return in_words(ran_its_course(rows))


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The applications with ``entry`` (three or four kinds) and ``route`` as a page says them."""
    return rows.assign(entry=rows["route"].map(ROUTE_GROUPS), route=rows["route"].map(JOINER_ROUTES).fillna(rows["route"]))


def lacking(table: TypedTable, columns: Sequence[str]) -> tuple[str, ...]:
    """Which of the columns a file has not, or has blank in every row: a blank is not a no."""
    return tuple(name for name in columns if name not in table.frame or table.frame[name].isna().all())


def asked_for(table: TypedTable, by: Sequence[str] | str) -> list[str]:
    """The characteristics asked for that the file has; ``UsageError`` where it has none of them."""
    names = [by] if isinstance(by, str) else list(by)
    there = [name for name in names if can_be_split(table, name)]
    if not there:
        raise UsageError(f"{table.name} has none of: {', '.join(names)}")
    return there


def unless_recorded(table: TypedTable, measure: str, columns: Sequence[str], keys: tuple[str, ...] = ()) -> Result | None:
    """``not_available`` where the table is absent or lacks what the measure needs."""
    definition = definition_of(measure)
    if table.absent:
        return not_available(measure, definition, table, keys=keys)
    short = lacking(table, columns)
    return not_available(measure, definition, table, keys=keys, columns=short, reason="the column is not there, or blank in every row") if short else None


def of_window(measure: str, table: TypedTable, counts, by: By, cycle: BoardCycle, months: int, keys=(), **more) -> Result:
    w = window(cycle, months)
    return build(
        measure, definition_of(measure), counts, columns_for(table, by), keys=keys, window=w.name, period=(w.start, w.end), sources=table.sources, **more
    )
