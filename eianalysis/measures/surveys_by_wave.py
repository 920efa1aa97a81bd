"""Waves of a survey: the last beside the one before, for questions that were asked alike in both; who of those asked answered it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import AsAt, Ask, During, Each, Measure, Population, Words
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.compare import compare
from eianalysis.measures.rates import By, build, not_available, tally
from eianalysis.measures.survey_answers import answers, asked, in_the_words, labels, survey_name, wave_name
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import WORKER_TYPES

PERIOD = "period"


def survey_change(
    surveys: TypedTable,
    questions: TypedTable,
    *,
    cycle: BoardCycle,
    survey: str,
    theme: str | Sequence[str] | None = None,
    population: str | None = None,
    months: int = 12,
) -> Result:
    """The last wave (or 12 months of waves) beside the one before, for questions that were mapped as the same in both.

    A question that was asked only once, or was replaced by another, is left out and named in the notes: a baseline is never
    made of other words. Groups are the two waves; the earlier is the reference. Key column ``question``.
    """
    measure = "survey_change"
    definition = definition_of(measure)
    found = asked(measure, surveys, questions, survey, theme, population, mapped=True)
    if isinstance(found, Result):
        return found
    now, before = (answers(found, cycle, months, back) for back in (0, 1))
    both = set(now["question"]) & set(before["question"]) - {""}
    if not both:
        return not_available(measure, definition, questions, keys=("question",), reason="no question of this survey was asked alike in both waves")
    names = [wave_name(rows, cycle, months, back) for back, rows in enumerate((now, before))]
    left = sorted(labels(now[~now["question"].isin(both)]).unique())
    if left:
        definition = replace(definition, notes=(*definition.notes, f"Not compared, because not asked alike in both: {'; '.join(left)}."))
    rows = pd.concat([now.assign(**{PERIOD: names[0]}), before.assign(**{PERIOD: names[1]})])
    rows = rows[rows["question"].isin(both)]
    label = labels(now).groupby(now["question"]).last()
    definition = replace(definition, notes=(*definition.notes, *in_the_words(now, labels(now))))
    rows = rows.assign(question=rows["question"].map(label))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        each = tally(rows[rows["favourable"].astype(bool)], rows, columns.values(), ["question"])
        return each[each["group"] != ALL].reset_index(drop=True)  # two waves added up would answer no question

    result = build(
        measure,
        replace(definition, title=f"{definition.title}: {survey_name(survey)}"),
        counts,
        ({PERIOD: PERIOD},),
        keys=("question",),
        window="two waves",
        sources=(*surveys.sources, *questions.sources),
        band=cycle.band,
    )
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
        return not_available(measure, definition, waves, columns=("invited", "returned"), reason=f"nobody recorded whom the {survey_name(survey)} asked")
    rows = rows[rows["closed"] == rows["closed"].max()]
    unknown = [name for name in wanted if name not in set(rows["characteristic"])]
    if unknown:
        raise UsageError(f"the wave is not broken down by '{unknown[0]}'; {did_you_mean(unknown[0], set(rows['characteristic']))}")
    total = rows[rows["characteristic"] == "all"].head(1)
    parts = [pd.concat([rows[rows["characteristic"] == name], total.assign(characteristic=name, group=ALL)]) for name in wanted]
    counted = pd.concat(parts, ignore_index=True).rename(columns={"returned": "numerator", "invited": "denominator"})
    kinds = counted["characteristic"] == "worker_type"
    counted["group"] = counted["group"].where(~kinds, counted["group"].map(lambda group: WORKER_TYPES.get(group, group)))
    definition = replace(definition, title=f"{definition.title}: {survey_name(survey)}, {rows['wave'].iloc[0]}")

    def counts(_) -> pd.DataFrame:
        return counted[["characteristic", "group", "numerator", "denominator"]].astype({"numerator": "int64", "denominator": "int64"})

    return build(measure, definition, counts, ({name: name for name in wanted},), window="wave", sources=waves.sources)


SURVEY_CHANGE = Measure(
    "survey_change",
    Words(
        "Favourable answers, one wave beside the wave before",
        "answers that count as favourable",
        "valid answers (don't know and does not apply left out)",
        noun="respondents",
        verb="answered favourably",
        outcome="good",
        base_unit="respondents",
        notes=(
            "Those who answered are not everybody: who stays silent may think otherwise. The response rate says how many did.",
            "Answers are counted as they came, without weights.",
            "The same people may have answered both times and nobody can link them, so the test, which takes the two for strangers, is on the careful side.",
        ),
    ),
    counts=Population("surveys", During("answered_on"), ("valid answer",)),
    did="favourable",
    rows=survey_change,
    looked_up=("survey_questions",),
    form="comparison",
    keys={"question": Each()},
    asks={"staff": Ask("10-surveys", options={"survey": "staff"}, yearly=False)},
    serves=("EIW-LDC-K03", "CAS-16.1"),
)

SURVEY_RESPONSE_RATE = Measure(
    "survey_response_rate",
    Words(
        "Who answered the survey",
        "people who answered at least one question",
        "people asked",
        noun="people asked",
        verb="answered",
        base_unit="people asked",
        notes=("Groups are as those who sent the survey hold them, not as respondents gave them.",),
    ),
    counts=Population("survey_waves", AsAt("wave")),
    did="answered",
    rows=survey_response_rate,
    form="comparison",
    asks={
        "staff": Ask("10-surveys", options={"survey": "staff"}, compared=True, yearly=False),
        "street": Ask("", options={"survey": "street"}, compared=True, yearly=False),
    },
    serves=("EIW-LDC-O06", "EDHR-OP8.06", "EDHR-LA11.01"),
)
