"""What staff and the public answered, by group: shares, and gaps to all who answered.

Respondents are not the population. Nothing here is weighted, and surveys that ask in different ways are never added up:
every measure asks for one survey by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Each, Measure, Population, Words
from eianalysis.measures.beside_all import beside_all
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.compare import judged_in_family
from eianalysis.measures.two_way_groups import PAIRS, made_of, with_pairs
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.survey_answers import answers, asked, in_groups, in_the_words, labels, period_of, survey_name, unsaid, wave_name, weighted
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import POPULATIONS


def survey_favourable(
    surveys: TypedTable,
    questions: TypedTable,
    *,
    cycle: BoardCycle,
    survey: str,
    by: By = "ethnicity",
    theme: str | Sequence[str] | None = None,
    population: str | None = None,
    months: int = 12,
) -> Result:
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


def survey_gap(
    surveys: TypedTable,
    questions: TypedTable,
    *,
    cycle: BoardCycle,
    survey: str,
    by: By = "ethnicity",
    theme: str | Sequence[str] | None = None,
    population: str | None = None,
    months: int = 12,
    confidence: float | None = None,
) -> Result:
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
    sure = confidence or cycle.confidence
    compared = result.then(partial(beside_all, keys=result.keys, primary=primary, confidence=sure, band=cycle.band))
    return judged_in_family(compared, confidence=sure, band=cycle.band)


def _favourable(measure, surveys, questions, cycle, survey, by, theme, population, months) -> Result:
    found = asked(measure, surveys, questions, survey, theme, population)
    if isinstance(found, Result):
        return found
    rows = answers(found, cycle, months)
    definition = definition_of(measure)
    if rows.empty:
        return not_available(
            measure, definition, surveys, keys=("question",), reason=f"the {survey_name(survey)} has no valid answer up to the end of the period"
        )
    label = labels(rows)
    words = in_the_words(rows, label)
    rows = with_pairs(rows.assign(question=label, population=rows["population"].map(POPULATIONS).fillna(rows["population"])))
    name, period = wave_name(rows, cycle, months, 0), period_of(rows, cycle, months)
    table = replace(surveys, frame=rows, groupings={**surveys.groupings, **PAIRS})
    blank = [name for name in ([by] if isinstance(by, str) else by) if unsaid(table, name)]
    if blank:
        return not_available(
            measure,
            definition,
            surveys,
            keys=("question",),
            columns=tuple(made_of(name) if name in PAIRS else name for name in blank),
            reason=f"nobody who answered the {survey_name(survey)} was asked for it",
        )
    whole = replace(definition, title=f"{definition.title}: {survey_name(survey)}, {name}", notes=(*definition.notes, *words, *weighted(rows)))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        asked = in_groups(rows, columns.values())
        return tally(asked[asked["favourable"].astype(bool)], asked, columns.values(), ["question"])

    return build(
        measure, whole, counts, columns_for(table, by), keys=("question",), window=f"{months}m", period=period, sources=(*surveys.sources, *questions.sources)
    )


SURVEY_FAVOURABLE = Measure(
    "survey_favourable",
    Words(
        "Favourable answers",
        "answers that count as favourable",
        "valid answers (don't know and does not apply left out)",
        noun="respondents",
        verb="answered favourably",
        outcome="good",
        base_unit="respondents",
        notes=(
            "Those who answered are not everybody: who stays silent may think otherwise. The response rate says how many did.",
            "Answers are counted as they came, without weights.",
        ),
    ),
    counts=Population("surveys", During("answered_on"), ("valid answer",)),
    did="favourable",
    rows=survey_favourable,
    looked_up=("survey_questions",),
    form="comparison",
    keys={"question": Each()},
    asks={
        "staff": Ask(
            "10-surveys",
            by=("ethnicity_2", "woman", "lgb"),
            options={"survey": "staff"},
            against={"lgb": "Heterosexual or straight"},
            compared=True,
            yearly=False,
        ),
        "victims": Ask("10-surveys", by=("ethnicity_2", "woman"), options={"survey": "victims"}, compared=True),
        "community": Ask(
            "10-surveys", by=("population",), options={"survey": "community"}, against={"population": POPULATIONS["worker"]}, compared=True, yearly=False
        ),
    },
    serves=(
        "EIW-LDC-O01",
        "EIW-LDC-O06",
        "EIW-LDC-O07",
        "EIW-LDC-K03",
        "TRT-04",
        "TRT-06",
        "CAS-11",
        "EDHR-OP5.02",
        "GLA-10",
        "EIW-COM-K03",
        "EIW-COM-K04",
        "EIW-COM-O07",
        "CAS-08",
        "CAS-12",
        "TRT-08",
        "EDHR-OD1.02",
        "EDHR-OD6",
        "EDHR-OD13",
        "EDHR-OP8.05",
        "CAS-16.1",
    ),
)

SURVEY_GAP = Measure(
    "survey_gap",
    Words(
        "Favourable answers, each group beside all who answered",
        "answers that count as favourable",
        "valid answers (don't know and does not apply left out)",
        noun="respondents",
        verb="answered favourably",
        outcome="good",
        base_unit="respondents",
        method="Wilson score interval; ratio by Koopman's score interval; Fisher's exact test. The ratio and the gap to all "
        "are worked out of the comparison of the group with everybody else who answered, because the group is part "
        "of all; the verdict judges that comparison.",
        notes=(
            "Those who answered are not everybody: who stays silent may think otherwise. The response rate says how many did.",
            "Answers are counted as they came, without weights.",
        ),
    ),
    counts=Population("surveys", During("answered_on"), ("valid answer",)),
    did="favourable",
    rows=survey_gap,
    looked_up=("survey_questions",),
    form="comparison",
    keys={"question": Each()},
    asks={"street": Ask("10-surveys", by=("black", "minority", "woman", "lgb"), options={"survey": "street"})},
    serves=("EIW-COM-K04", "CAS-16.1"),
)
