"""What staff and the public answered, by group: shares, gaps to all who answered, change between mapped questions.

Respondents are not the population. Nothing here is weighted, and surveys that ask in different ways are never added up:
every measure asks for one survey by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.compare import compare
from eianalysis.measures.definitions import definition_of
from eianalysis.measures.pairs import PAIRS, with_pairs
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.together import together
from eianalysis.measures.verdicts import judge, ratio_interval
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_RECORDED, NOT_STATED, ROLL_UP, SURVEY_THEMES, UNDECLARED, WORKER_TYPES, month_in_words

PERIOD = "period"
#: Respondents under which a group without a coarser list is put together with another: answers of fewer would be hidden.
SMALL = 20


def survey_favourable(surveys: TypedTable, questions: TypedTable, *, cycle: BoardCycle, survey: str, by: By = "ethnicity",
                      theme: str | Sequence[str] | None = None, population: str | None = None, months: int = 12) -> Result:
    """Of those who answered a question, how many answered favourably, by group.

    Parameters
    ----------
    surveys, questions : TypedTable
        From ``load_surveys`` and ``load_survey_questions``.
    survey : str
        Which one, as the table names it: ``"staff"``, ``"street"``, ``"victims"``. Two surveys are never added up.
    by : a characteristic or several; ``"woman"``, ``"minority"`` and ``"black"`` set women, ethnic minorities
        and Black people beside everybody else, ``"lgb"`` lesbian, gay, bisexual and other together beside heterosexual.
    theme : one or several of the themes of ``survey_questions``; None for every question.
    population : ``"resident"``, ``"worker"`` … to count only those.
    months : the answers of so many months up to the end of the period. Of a survey of the staff, who are all asked in
        every wave, only the last wave in them is counted; if none falls into them, the last wave before.

    Returns
    -------
    Result with the key column ``question``, for ``compare``. The title names the wave.

    Examples
    --------
    >>> import eianalysis as ei                                                                       # doctest: +SKIP
    >>> said = ei.survey_favourable(ei.load_surveys(cycle), ei.load_survey_questions(cycle), cycle=cycle,
    ...                             survey="staff", by=["ethnicity", "woman"], theme="speak up")      # doctest: +SKIP
    >>> ei.table(ei.release(ei.compare(said, reference=cycle), cycle.policy))                         # doctest: +SKIP
    """
    return _favourable("survey_favourable", surveys, questions, cycle, survey, by, theme, population, months)


def survey_gap(surveys: TypedTable, questions: TypedTable, *, cycle: BoardCycle, survey: str, by: By = "ethnicity",
               theme: str | Sequence[str] | None = None, population: str | None = None, months: int = 12,
               confidence: float | None = None) -> Result:
    """Each group's favourable answers beside those of **all** who answered, with the range of the gap.

    A group is part of all, so the gap to all is the gap to everybody else times the share that everybody else is
    (``p_group - p_all = (1 - n_group / n_all) x (p_group - p_rest)``); the range (Newcombe) is shortened likewise, and the
    ratio to all follows from the ratio to the rest (Koopman). The verdict judges the group against the rest. A group that is
    more than half of all is shown and not compared: it would be held against itself. Parameters are those of ``survey_favourable``; ``confidence`` is the cycle's unless given.

    Examples
    --------
    >>> import eianalysis as ei                                                                       # doctest: +SKIP
    >>> ei.findings(ei.release(ei.survey_gap(surveys, questions, cycle=cycle, survey="street",
    ...                                      by=["black", "minority", "lgb"], theme="confidence"), cycle.policy))  # doctest: +SKIP
    """
    result = _favourable("survey_gap", surveys, questions, cycle, survey, by, theme, population, months)
    primary = tuple(item for item in cycle.primary_comparisons if item.measure == "survey_gap")
    return result.then(partial(_beside_all, keys=result.keys, primary=primary, confidence=confidence or cycle.confidence))


def survey_change(surveys: TypedTable, questions: TypedTable, *, cycle: BoardCycle, survey: str,
                  theme: str | Sequence[str] | None = None, population: str | None = None, months: int = 12) -> Result:
    """The last wave (or 12 months of waves) beside the one before, for questions that were mapped as the same in both.

    A question that was asked only once, or was replaced by another, is left out and named in the notes: a baseline is never
    made of other words. Groups are the two waves; the earlier is the reference. Key column ``question``.
    """
    measure = "survey_change"
    definition = definition_of(measure)
    found = _asked(measure, surveys, questions, survey, theme, population, mapped=True)
    if isinstance(found, Result):
        return found
    now, before = (_answers(found, cycle, months, back) for back in (0, 1))
    both = set(now["question"]) & set(before["question"]) - {""}
    if not both:
        return not_available(measure, definition, questions, keys=("question",),
                             reason="no question of this survey was asked alike in both waves")
    names = [_name(rows, cycle, months, back) for back, rows in enumerate((now, before))]
    left = sorted(_labels(now[~now["question"].isin(both)]).unique())
    if left:
        definition = replace(definition, notes=(*definition.notes, "Not compared, because not asked alike in both: "
                                                f"{'; '.join(left)}."))
    rows = pd.concat([now.assign(**{PERIOD: names[0]}), before.assign(**{PERIOD: names[1]})])
    rows = rows[rows["question"].isin(both)]
    label = _labels(now).groupby(now["question"]).last()
    definition = replace(definition, notes=(*definition.notes, *_words(now, _labels(now))))
    rows = rows.assign(question=rows["question"].map(label))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        each = tally(rows[rows["favourable"].astype(bool)], rows, columns.values(), ["question"])
        return each[each["group"] != ALL].reset_index(drop=True)  # two waves added up would answer no question

    result = build(measure, replace(definition, title=f"{definition.title}: {_of(survey)}"), counts, ({PERIOD: PERIOD},),
                   keys=("question",), window="two waves", sources=(*surveys.sources, *questions.sources))
    return compare(result, reference={PERIOD: names[1]}, primary=cycle.primary_comparisons, confidence=cycle.confidence)


def survey_response_rate(waves: TypedTable, *, cycle: BoardCycle, survey: str, by: By = ("ethnicity_2", "sex")) -> Result:
    """Of those asked in the last wave up to the end of the period, how many answered, by group as whoever sent it holds the groups.

    ``by`` names the breakdowns wanted, as column ``characteristic`` of ``survey_waves`` has them. A survey without rows there
    (nobody counts whom a street survey asked) is not available: its respondents can stand for nobody but themselves.
    """
    measure = "survey_response_rate"
    definition = definition_of(measure)
    if waves.absent:
        return not_available(measure, definition, waves)
    rows = waves.frame[(waves.frame["survey"] == survey) & (waves.frame["closed"] <= pd.Timestamp(cycle.period_end))]
    wanted = [by] if isinstance(by, str) else list(by)
    if rows.empty:
        return not_available(measure, definition, waves, columns=("invited", "returned"),
                             reason=f"nobody recorded whom the {_of(survey)} asked")
    rows = rows[rows["closed"] == rows["closed"].max()]
    unknown = [name for name in wanted if name not in set(rows["characteristic"])]
    if unknown:
        raise UsageError(f"the wave is not broken down by '{unknown[0]}'; {did_you_mean(unknown[0], set(rows['characteristic']))}")
    total = rows[rows["characteristic"] == "all"].head(1)
    parts = [pd.concat([rows[rows["characteristic"] == name], total.assign(characteristic=name, group=ALL)]) for name in wanted]
    counted = pd.concat(parts, ignore_index=True).rename(columns={"returned": "numerator", "invited": "denominator"})
    kinds = counted["characteristic"] == "worker_type"
    counted["group"] = counted["group"].where(~kinds, counted["group"].map(lambda group: WORKER_TYPES.get(group, group)))
    definition = replace(definition, title=f"{definition.title}: {_of(survey)}, {rows['wave'].iloc[0]}")

    def counts(_) -> pd.DataFrame:
        return counted[["characteristic", "group", "numerator", "denominator"]].astype({"numerator": "int64", "denominator": "int64"})

    return build(measure, definition, counts, ({name: name for name in wanted},), window="wave", sources=waves.sources)


def _favourable(measure, surveys, questions, cycle, survey, by, theme, population, months) -> Result:
    found = _asked(measure, surveys, questions, survey, theme, population)
    if isinstance(found, Result):
        return found
    rows = _answers(found, cycle, months)
    definition = definition_of(measure)
    if rows.empty:
        return not_available(measure, definition, surveys, keys=("question",),
                             reason=f"the {_of(survey)} has no valid answer up to the end of the period")
    label = _labels(rows)
    words = _words(rows, label)
    rows = with_pairs(rows.assign(question=label))
    name, period = _name(rows, cycle, months, 0), _period(rows, cycle, months)
    table = replace(surveys, frame=rows, groupings={**surveys.groupings, **PAIRS})
    blank = [name for name in ([by] if isinstance(by, str) else by) if _unsaid(table, name)]
    if blank:
        return not_available(measure, definition, surveys, keys=("question",), columns=tuple(blank),
                             reason=f"nobody who answered the {_of(survey)} was asked for it")
    whole = replace(definition, title=f"{definition.title}: {_of(survey)}, {name}",
                    notes=(*definition.notes, *words, *_weighted(rows)))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        asked = _groups(rows, columns.values())
        return tally(asked[asked["favourable"].astype(bool)], asked, columns.values(), ["question"])

    return build(measure, whole, counts, columns_for(table, by), keys=("question",), window=f"{months}m", period=period,
                 sources=(*surveys.sources, *questions.sources), totals_known=True)  # other tables of a page show all who answered


def _asked(measure, surveys, questions, survey, theme, population, *, mapped: bool = False) -> pd.DataFrame | Result:
    """The valid answers of one survey with question, text and theme; or why there are none."""
    definition = definition_of(measure)
    if surveys.absent or ((mapped or theme) and questions.absent):
        absent = surveys if surveys.absent else questions
        return not_available(measure, definition, absent, keys=("question",))
    known = list(dict.fromkeys(surveys.frame["survey"]))
    if survey not in known:
        return not_available(measure, definition, surveys, keys=("question",),
                             reason=f"it has no survey called '{survey}'; it has: {', '.join(known) or 'none'}")
    rows = surveys.frame[surveys.frame["survey"] == survey]
    rows = rows if population is None else rows[rows["population"] == population]
    about = questions.frame[["survey", "wave", "item_code", "question", "item_text", "theme"]]
    rows = rows[rows["favourable"].notna()].merge(about, on=["survey", "wave", "item_code"], how="left")
    rows[["question", "item_text", "theme"]] = rows[["question", "item_text", "theme"]].fillna("")
    if theme is not None:
        rows = rows[rows["theme"].isin([theme] if isinstance(theme, str) else list(theme))]
    if rows.empty:
        return not_available(measure, definition, surveys, keys=("question",), columns=("favourable",),
                             reason=f"the {_of(survey)} has no valid answer" + (f" on {theme}" if theme else ""))
    return rows


def _answers(rows: pd.DataFrame, cycle: BoardCycle, months: int, back: int = 0) -> pd.DataFrame:
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


def _name(rows: pd.DataFrame, cycle: BoardCycle, months: int, back: int) -> str:
    """The wave's name, or the period that holds several: '12 months to March 2023'."""
    waves = list(dict.fromkeys(rows["wave"]))
    if len(waves) == 1:
        return waves[0]
    end = window(cycle, months).end + pd.Timedelta(days=1) - pd.DateOffset(months=months * back) - pd.Timedelta(days=1)
    return f"{months} months to {month_in_words(end)}"


def _period(rows: pd.DataFrame, cycle: BoardCycle, months: int) -> tuple:
    """First and last day of a period that holds several waves; a single wave has a name and needs no days."""
    span = window(cycle, months)
    return (span.start, span.end) if rows["wave"].nunique() > 1 else (pd.NaT, pd.NaT)


def _groups(rows: pd.DataFrame, columns) -> pd.DataFrame:
    """The rows with one word for all who gave no answer, and with tiny groups that have no coarser list put together.

    Everybody who answered was asked, so blank, declined and 'not stated' all mean that the respondent did not state it.
    """
    columns = list(dict.fromkeys(columns))
    rows = rows.assign(**{name: rows[name].astype(object).where(~rows[name].isin(UNDECLARED), NOT_STATED) for name in columns})
    for name in columns:
        stated = rows[rows[name] != NOT_STATED]
        if name not in ROLL_UP and len(stated):  # the others have a coarser list of their own
            once = pd.Series(1 / rows["question"].nunique(), index=stated.index)
            rows.loc[stated.index, name] = together(stated, [name], least=SMALL, sizes=once)[name]
    return rows


def _labels(rows: pd.DataFrame) -> pd.Series:
    """What a question is called on a page: its theme where no other question has it, else its last words, name or code."""
    text = _wording(rows)
    name = rows["question"].where(rows["question"] != "", rows["item_code"])
    theme = rows["theme"].map(SURVEY_THEMES).fillna("")
    alone = name.groupby(theme).transform("nunique").eq(1) & theme.ne("") & rows["theme"].ne("other")
    return theme.where(alone, name.map(text))


def _wording(rows: pd.DataFrame) -> pd.Series:
    """The last words of each question, by its name."""
    text = rows["item_text"].where(rows["item_text"] != "", rows["question"].str.replace("_", " "))
    text = text.where(text != "", rows["item_code"])
    name = rows["question"].where(rows["question"] != "", rows["item_code"])
    return text[rows["answered_on"].sort_values(kind="stable").index].groupby(name).last()


def _words(rows: pd.DataFrame, label: pd.Series) -> tuple[str, ...]:
    """A note with the words of each question that goes by its theme."""
    name = rows["question"].where(rows["question"] != "", rows["item_code"])
    told = pd.DataFrame({"label": label, "text": name.map(_wording(rows))}).drop_duplicates().query("label != text")
    said = "; ".join(f"{one.label}: '{one.text}'" for one in told.sort_values("label").itertuples())
    return (f"The questions in the words of the last wave. {said}.",) if said else ()


def _of(survey: str) -> str:
    return f"{survey} survey"


def _unsaid(table: TypedTable, by: str) -> bool:
    """Whether a characteristic has a column in which nobody of these respondents is in a group."""
    columns = table.columns_for(by) if by in table.groupings or by in table.frame else ()
    return not columns or all((table.frame[name].isna() | table.frame[name].isin(["", NOT_RECORDED])).all() for name in columns)


def _weighted(rows: pd.DataFrame) -> tuple[str, ...]:
    return ("The file has weights; they are not used.",) if "weight" in rows and rows["weight"].notna().any() else ()


def _beside_all(frame: pd.DataFrame, *, keys, primary, confidence) -> pd.DataFrame:
    """The frame with each group's comparison with all who answered, made of its comparison with the rest."""
    frame = frame.reset_index(drop=True)
    place = ["window", *keys, "characteristic"]
    total = frame[frame["group"] == ALL].set_index(place)[["numerator", "denominator"]]
    all_cases, all_base = (pd.Series(total[name].reindex(pd.MultiIndex.from_frame(frame[place])).to_numpy(float), frame.index)
                           for name in ("numerator", "denominator"))
    told = ~frame["group"].isin([ALL, *UNDECLARED]) & (2 * frame["denominator"] <= all_base)
    cases, base = frame["numerator"].to_numpy(float), frame["denominator"].to_numpy(float)
    named = dict(cases=cases[told], base=base[told], reference_cases=(all_cases - cases)[told].to_numpy(),
                 reference_base=(all_base - base)[told].to_numpy())
    share = base[told] / all_base[told].to_numpy()
    gap, (gap_low, gap_high) = stats.rate_gap(**named), stats.rate_gap_interval(**named, confidence=confidence)
    ratio, (low, high) = stats.disparity_ratio(**named), ratio_interval("proportion", *named.values(), confidence=confidence)
    declared = {(item.window, item.characteristic, item.group) for item in primary if item.reference == ALL}
    first = np.array([three in declared for three in zip(*(frame.loc[told, name] for name in ("window", "characteristic", "group")),
                                                         strict=True)], bool)
    verdict, p = judge("proportion", *named.values(), primary=first)
    found = {"disparity_ratio": _to_all(ratio, share), "ratio_low": _to_all(low, share), "ratio_high": _to_all(high, share),
             "gap": gap * (1 - share), "gap_low": gap_low * (1 - share), "gap_high": gap_high * (1 - share), "p_value": p}
    for name, values in found.items():
        frame[name] = pd.Series(np.asarray(values, float), index=frame.index[told]).reindex(frame.index)
    for name, values in (("reference", ALL), ("verdict", verdict), ("comparison", np.where(first, "primary", "exploratory"))):
        frame[name] = pd.Series(values, index=frame.index[told], dtype=object).reindex(frame.index).where(told, None)
    return frame


def _to_all(ratio: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The ratio to everybody, of the ratio to the rest: p / (w p + (1 - w) r) = R / (w R + 1 - w)."""
    ratio = np.asarray(ratio, float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.isinf(ratio), np.where(share > 0, 1 / share, np.inf), ratio / (share * ratio + 1 - share))
