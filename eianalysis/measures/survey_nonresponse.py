"""Could those who did not answer a survey have changed what it says? Weighting by who was asked, and the furthest they could move it.

Worked out from two released tables and nothing else, so that it cannot say more about people than they do. Weights of several
characteristics at once (``stats.raked_weights``) would need counts that the tables do not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from eianalysis import stats
from eianalysis.declare import Measure, Population, Words
from eianalysis.errors import UsageError
from eianalysis.measures.catalogue import definition_of
from eianalysis.results import ALL, Missing, Release, Result, require_release
from eianalysis.vocabulary import UNDECLARED
from eianalysis.vocabulary.derived import groups_of

SHOWN_AS = "{:.0%}".format
ANSWERED, LEAST, MOST, WEIGHTED = "as answered", "lowest possible", "highest possible", "weighted by "
HIDDEN = "Hidden"


def survey_nonresponse(answers: Release, answered: Release) -> Result:
    """Each question as it was answered, weighted to who was asked, and the lowest and highest it could be of all who were asked.

    Parameters
    ----------
    answers : Release of ``survey_favourable`` of one survey, one row a question and group
    answered : Release of ``survey_response_rate`` of the same survey

    Returns
    -------
    Result of shape ``register``: a row a question; shares in whole per cent. A weighted share is given for each characteristic both
    tables have, where all who stated a group are shown in both: ``HIDDEN`` otherwise.

    Notes
    -----
    Post-stratification: each group's share of favourable answers counts as much as the group was of all who were asked; those who stated
    no group stay together as one. Bounds: C. F. Manski, Identification Problems in the Social Sciences (1995), which suppose nothing.
    """
    answers, answered = (require_release(each, "survey_nonresponse") for each in (answers, answered))
    definition = definition_of("survey_nonresponse")
    lacking = answers.missing or answered.missing
    if lacking:
        return _result(answers, answered, definition, pd.DataFrame(), lacking)
    if "question" not in answers.table or "question" in answered.table:
        raise UsageError("survey_nonresponse() takes the release of survey_favourable, then that of survey_response_rate")
    surveys = [each.definition.title.partition(": ")[2] for each in (answers, answered)]
    if surveys[0] != surveys[1]:
        raise UsageError(f"survey_nonresponse() was given the answers of one survey ({surveys[0]}) and who answered another ({surveys[1]})")
    people = _counts(answered.table)
    by_question = {question: _counts(rows) for question, rows in answers.table.groupby("question", sort=False)}
    everybody = _whole(people)
    pairs = [(ours, theirs) for theirs in people for ours in dict.fromkeys(answers.table["characteristic"]) if groups_of(ours)[0] == groups_of(theirs)[0]]
    rows = [row for question, given in by_question.items() if everybody and (row := _row(question, given, people, everybody[1], pairs))]
    if not rows:
        lacking = Missing(
            answered.measure, ("numerator", "denominator"), definition.serves, "figures it needs are hidden, because small numbers could tell about a person"
        )
        return _result(answers, answered, definition, pd.DataFrame(), lacking)
    table = pd.DataFrame(rows)
    said = _said(table)
    shown = table.map(lambda value: value if isinstance(value, str) else HIDDEN if pd.isna(value) else SHOWN_AS(value))
    return _result(answers, answered, replace(definition, title=said[0], notes=(*said[1:], *definition.notes)), shown)


#: Of one table: characteristic -> group -> (favourable or answered, of how many), or None where that is hidden.
Counts = Mapping[str, Mapping[str, tuple[float, float] | None]]


def _counts(table: pd.DataFrame) -> Counts:
    shown = table["numerator"].notna() & table["denominator"].notna()
    return {
        name: {row.group: (float(row.numerator), float(row.denominator)) if shown[row.Index] else None for row in rows.itertuples()}
        for name, rows in table.groupby("characteristic", sort=False)
    }


def _whole(counts: Counts) -> tuple[float, float] | None:
    return next((groups[ALL] for groups in counts.values() if groups.get(ALL)), None)


def _row(question: str, given: Counts, people: Counts, everybody: float, pairs: Iterable[tuple[str, str]]) -> dict | None:
    total = _whole(given)
    if total is None or total[1] > everybody:
        return None
    weighted = {
        f"{WEIGHTED}{groups_of(ours)[0].replace('_', ' ')}": _weighted(given.get(ours, {}), people[theirs], total, everybody, groups_of(ours)[1])
        for ours, theirs in pairs
    }
    least, most = stats.response_bounds(int(total[0]), int(total[1]), int(everybody))
    return {"question": question, ANSWERED: total[0] / total[1], **weighted, LEAST: least, MOST: most}


def _weighted(given: Mapping, people: Mapping, total: tuple[float, float], everybody: float, words: Mapping) -> float:
    """The share of favourable answers were each group as large among the answers as it was among those asked; missing where hidden."""
    parts = []
    for group, counts in given.items():
        same = group if group in people else next(iter(words.get(group, ())), None)
        if group == ALL or group in UNDECLARED or same is None:  # all who stated no group, or are of no other, are the rest
            continue
        if not counts or not people.get(same):
            return float("nan")
        parts.append((*counts, people[same][1]))
    rest = tuple(whole - sum(part[at] for part in parts) for at, whole in enumerate((*total, everybody)))
    parts += [rest] if rest[1] > 0 or rest[2] > 0 else []
    if len(parts) < 2 or any(valid <= 0 or asked <= 0 for _, valid, asked in parts):
        return float("nan")
    return sum(asked * yes / valid for yes, valid, asked in parts) / everybody


def _said(table: pd.DataFrame) -> list[str]:
    """The finding as a title, then what was found in sentences."""
    columns = [name for name in table if name.startswith(WEIGHTED)]
    moves = table[columns].sub(table[ANSWERED], axis=0).abs().max().dropna()
    names = " or ".join(name.removeprefix(WEIGHTED) for name in moves.index)
    furthest = table.loc[(table[MOST] - table[LEAST]).idxmax()]
    silent = (
        f"{furthest['question']}: {SHOWN_AS(furthest[ANSWERED])} of those who answered were favourable. Of all who were asked it could be "
        f"anything from {SHOWN_AS(furthest[LEAST])} to {SHOWN_AS(furthest[MOST])}."
    )
    if moves.empty:
        return ["How far those who did not answer could change the answers", silent]
    points = max(1, round(100 * moves.max()))
    most = f"{points} percentage point{'s' if points > 1 else ''}"
    return [
        f"Weighting changes no answer by more than {points} point{'s' if points > 1 else ''}",
        f"Were each group as large among the answers as among those asked, by {names}, no question would move by more than {most}.",
        silent,
    ]


def _result(answers: Release, answered: Release, definition: Words, rows: pd.DataFrame, missing: Missing | None = None) -> Result:
    return Result(
        measure="survey_nonresponse",
        shape="register",
        definition=definition,
        counts=rows,
        sources=tuple(dict.fromkeys((*answers.sources, *answered.sources))),
        missing=missing,
    )


SURVEY_NONRESPONSE = Measure(
    "survey_nonresponse",
    Words(
        "How far those who did not answer could change the answers",
        "",
        "",
        noun="",
        method="Post-stratification by one characteristic at a time; bounds by Manski (1995). Worked out from the released figures of the "
        "answers and of who answered, and from nothing else.",
        notes=(
            "Weights allow for groups that answer less often. They cannot allow for people of one group who stay silent because of what they think.",
            "Groups are as people gave them in the survey, and as whoever sent it holds them: the two can differ.",
        ),
    ),
    counts=Population("surveys"),
    rows=survey_nonresponse,
    shape="register",
    form="answer",
    serves=("EIW-LDC-O06", "EDHR-OP8.06"),
)
