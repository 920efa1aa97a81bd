"""The answers of a survey as a measure needs them: which wave, which questions, in whose words, of which groups."""

from __future__ import annotations

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.made_columns import can_be_split, chain, parts_of, with_columns
from eianalysis.measures.rates import not_available
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.windows import window
from eianalysis.policy import LIMITS
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import month_in_words, NOT_RECORDED, NOT_STATED, ROLL_UP, SURVEY_THEMES, UNDECLARED


def asked(measure, surveys, questions, survey, theme, population, *, mapped: bool = False) -> pd.DataFrame | Result:
    """The valid answers of one survey with question, text and theme; or why there are none."""
    definition = definition_of(measure)
    if surveys.absent or ((mapped or theme) and questions.absent):
        absent = surveys if surveys.absent else questions
        return not_available(measure, definition, absent, keys=("question",))
    known = list(dict.fromkeys(surveys.frame["survey"]))
    if survey not in known:
        return not_available(
            measure, definition, surveys, keys=("question",), reason=f"it has no survey called '{survey}'; it has: {', '.join(known) or 'none'}"
        )
    rows = surveys.frame[surveys.frame["survey"] == survey]
    rows = rows if population is None else rows[rows["population"] == population]
    about = questions.frame.reindex(columns=["survey", "wave", "item_code", "question", "item_text", "theme"])  # the last three may not be there
    rows = rows[rows["favourable"].notna()].merge(about, on=["survey", "wave", "item_code"], how="left")
    rows[["question", "item_text", "theme"]] = rows[["question", "item_text", "theme"]].astype(object).fillna("")
    if theme is not None:
        rows = rows[rows["theme"].isin([theme] if isinstance(theme, str) else list(theme))]
    if rows.empty:
        return not_available(
            measure,
            definition,
            surveys,
            keys=("question",),
            columns=("favourable",),
            reason=f"the {survey_name(survey)} has no valid answer" + (f" on {theme}" if theme else ""),
        )
    return rows


def answers(rows: pd.DataFrame, cycle: BoardCycle, months: int, back: int = 0) -> pd.DataFrame:
    """The answers of the period, or of the one so many periods back; of a survey of all staff, of its last wave then."""
    span = window(cycle, months)
    shift = pd.DateOffset(months=months * back)
    start, end = span.start - shift, span.end + pd.Timedelta(days=1) - shift
    here = rows[(rows["answered_on"] >= start) & (rows["answered_on"] < end)]
    census = rows["population"].eq("staff").all()
    if here.empty and not back:
        here = rows[rows["answered_on"] < end]
        census = True  # an old wave is said to be what it is, and not pooled with older ones
    if census and len(here):
        last = here.groupby("wave")["answered_on"].max().idxmax()
        here = here[here["wave"] == last]
    return here.reset_index(drop=True)


def wave_name(rows: pd.DataFrame, cycle: BoardCycle, months: int, back: int) -> str:
    """The wave's name, or the period that holds several: '12 months to March 2023'."""
    waves = list(dict.fromkeys(rows["wave"]))
    if len(waves) == 1:
        return waves[0]
    end = window(cycle, months).end + pd.Timedelta(days=1) - pd.DateOffset(months=months * back) - pd.Timedelta(days=1)
    return f"{months} months to {month_in_words(end)}"


def period_of(rows: pd.DataFrame, cycle: BoardCycle, months: int) -> tuple:
    """First and last day of a period that holds several waves; a single wave has a name and needs no days."""
    span = window(cycle, months)
    return (span.start, span.end) if rows["wave"].nunique() > 1 else (pd.NaT, pd.NaT)


def in_groups(rows: pd.DataFrame, columns) -> pd.DataFrame:
    """The rows with one word for all who gave no answer, and with tiny groups that have no coarser list put together.

    Everybody who answered was asked, so blank, declined and 'not stated' all mean that the respondent did not state it.
    """
    columns = list(dict.fromkeys(columns))
    rows = with_columns(rows, columns)
    rows = rows.assign(**{name: rows[name].astype(object).where(~rows[name].isin(UNDECLARED), NOT_STATED) for name in columns})
    for name in columns:
        stated = rows[rows[name] != NOT_STATED]
        if name not in ROLL_UP and len(stated):  # the others have a coarser list of their own
            once = pd.Series(1 / rows["question"].nunique(), index=stated.index)
            rows.loc[stated.index, name] = merge_small(stated, [name], least=LIMITS.survey_answers, sizes=once)[name]
    return rows


def labels(rows: pd.DataFrame) -> pd.Series:
    """What a question is called on a page: its theme where no other question has it, else its last words, name or code."""
    text = wording(rows)
    name = rows["question"].where(rows["question"] != "", rows["item_code"])
    theme = rows["theme"].map(SURVEY_THEMES).fillna("")
    alone = name.groupby(theme).transform("nunique").eq(1) & theme.ne("") & rows["theme"].ne("other")
    return theme.where(alone, name.map(text))


def wording(rows: pd.DataFrame) -> pd.Series:
    """The last words of each question, by its name."""
    text = rows["item_text"].where(rows["item_text"] != "", rows["question"].str.replace("_", " "))
    text = text.where(text != "", rows["item_code"])
    name = rows["question"].where(rows["question"] != "", rows["item_code"])
    return text[rows["answered_on"].sort_values(kind="stable").index].groupby(name).last()


def in_the_words(rows: pd.DataFrame, label: pd.Series) -> tuple[str, ...]:
    """A note with the words of each question that goes by its theme."""
    name = rows["question"].where(rows["question"] != "", rows["item_code"])
    told = pd.DataFrame({"label": label, "text": name.map(wording(rows))}).drop_duplicates().query("label != text")
    said = "; ".join(f"{one.label}: '{one.text}'" for one in told.sort_values("label").itertuples())
    return (f"The questions in the words of the last wave. {said}.",) if said else ()


def survey_name(survey: str) -> str:
    return f"{survey} survey"


def unsaid(table: TypedTable, by: str) -> bool:
    """Whether a characteristic has a column in which nobody of these respondents is in a group."""
    if parts := parts_of(by):
        return any(unsaid(table, part) for part in parts)
    columns = chain(table, by) if can_be_split(table, by) else ()
    if columns and not set(columns) <= set(table.frame):
        return False  # made of a column that is there
    return not columns or all((table.frame[name].isna() | table.frame[name].isin(["", NOT_RECORDED])).all() for name in columns)


def weighted(rows: pd.DataFrame) -> tuple[str, ...]:
    return ("The file has weights; they are not used.",) if "weight" in rows and rows["weight"].notna().any() else ()
