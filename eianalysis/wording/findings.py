"""What the data say, in sentences a board can read; every number comes from the release."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import pandas as pd

from eianalysis.errors import UsageError, as_said
from eianalysis.measures.catalogue import form_declared
from eianalysis.rendered import as_html
from eianalysis.results import ALL, Release, require_release
from eianalysis.vocabulary import UNDECLARED, crossed_parts
from eianalysis.wording import (
    added_up,
    adjusted,
    amounts,
    curves,
    exits,
    explained,
    funnel,
    further,
    means,
    populations,
    quarters,
    registers,
    representation,
    trends,
    wholes,
)
from eianalysis.wording.about import SYNTHETIC, missing_words
from eianalysis.wording.numbers import absent, by_threes, count, listed, period
from eianalysis.wording.reading import (
    Block,
    blocks,
    comparisons,
    empty_references,
    group_words,
    hidden,
    is_reference_empty,
    is_reference_hidden,
    key_columns,
    mark,
    nothing_counted,
    rate_words,
)
from eianalysis.wording.sentences import comparison, shares, statement, step_of

#: Sentences a reader can take in; clear and possible differences are never left out for them.
MOST = 10
#: Names beyond which a list of who is not compared, or (twice as many) of who is hidden, is no longer read.
MANY_NAMES = 5
#: Totals said in sentences of their own, before the comparisons; more are one sentence after them: the finding comes first.
MOST_TOTALS = 3
#: Sentences of one period from which on the period is said once, in the first.
OFTEN = 3


@dataclass(frozen=True, repr=False)
class Findings:
    """Sentences, as a list on a page and one a line as text."""

    sentences: tuple[str, ...]
    css: str = "findings"

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def __repr__(self) -> str:
        return "\n".join(f"- {sentence}" for sentence in self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self):
        return iter(self.sentences)

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.sentences)
        return as_html(self, f'<ul class="{self.css}">{items}</ul>')


def findings(released: Release, *, most: int = MOST) -> Findings:
    """Say what a released result shows: totals, comparisons with their verdicts, what is hidden, what is not known.

    Parameters
    ----------
    released : Release
    most : int
        Comparisons said in full. Clear and possible differences always are; the rest beyond ``most`` are counted.

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.findings(released)                                                                 # doctest: +SKIP
    - In the 12 months to 31 March 2023, 8 of 90 officers from ethnic minorities left (8.9%), compared with ...
    """
    released = require_release(released, "findings")
    if not isinstance(most, int) or most < 1:
        raise UsageError(f"most must be a whole number of 1 or more, not {as_said(most)}")
    if released.missing:
        return Findings((missing_words(released) + ".",))
    if nothing_counted(released) and not (released.table.empty and released.definition.notes):
        odd = form_declared(released.measure) == "notes"
        nothing = "Nothing odd was noticed while reading." if odd else "Nothing was counted in this period."
        return Findings((f"{SYNTHETIC} {nothing}" if released.synthetic and not odd else nothing,))
    say = {"counts": _counts, "curve": _curve, "statistic": _statistic, "amounts": _amounts, "register": _register, "mean": _mean}[released.shape]
    said = _period_once(released, list(dict.fromkeys(say(released, most))))
    return Findings((f"{SYNTHETIC} {said[0]}", *said[1:]) if released.synthetic and said else tuple(said))


def _period_once(released: Release, said: list[str]) -> list[str]:
    """The sentences with the period in the first of them only, where all are of one period and it would be said often."""
    table = released.table
    if released.shape != "counts" or not {"period_start", "period_end"} <= set(table) or "month" in table:
        return said
    spans = table.drop_duplicates(["window", "period_start", "period_end"])
    when = period(spans.iloc[0]) if len(spans) == 1 else ""
    opens = re.compile(rf"^((?:.*?: )?){re.escape(when)}, (.)", re.IGNORECASE)
    having = [place for place, sentence in enumerate(said) if when and opens.match(sentence)]
    if len(having) < OFTEN:
        return said
    return [
        opens.sub(lambda found: found[1] + (found[2] if found[1] else found[2].upper()), sentence) if place in having[1:] else sentence
        for place, sentence in enumerate(said)
    ]


def _counts(released: Release, most: int) -> list[str]:
    if "month" in key_columns(released):
        return trends.sentences(released)
    parts = blocks(released)
    if form_declared(released.measure) == "notes":
        return registers.data_notes(released, parts)
    if "pay_band" in key_columns(released):
        return [*amounts.bands(released, parts), *_hidden(released, parts)]
    if explained.is_explained(released):
        return explained.sentences(released)
    if funnel.is_funnel(released):
        return funnel.sentences(released)
    if "benchmark" in key_columns(released):
        return [*representation.sentences(released, most), *_hidden(released, parts)]
    if quarters.is_quarterly(released):
        return quarters.sentences(released)
    if wholes.is_flow(released):
        return [*wholes.flow(released), *_hidden(released, parts)]
    if wholes.is_whole(released):
        return [*wholes.whole(released), *_hidden(released, parts)]
    if "population" in key_columns(released):
        who, said = populations.first(released)
        rest = [each for each in shares(released, parts) if not who or not each.startswith(f"{who}. ")]
        return [*said, *rest, *_hidden(released, parts)]
    totals = [(block, row) for block in parts for _, row in block.rows.iterrows() if row["group"] == ALL and not hidden(row) and row["denominator"]]
    pairs = [(block, row) for block, row in comparisons(released) if not hidden(row) and row["denominator"]]
    many = len({tuple(map(str, block.keys.values())) for block, _ in totals}) > MOST_TOTALS and bool(pairs) and not absent(totals[0][1]["rate"])
    said = [] if many else [statement(released, block, row) for block, row in totals]
    said += added_up.sentences(released, parts)
    if pairs:
        said += _comparisons(released, pairs, most)
        said += [_totals(released, totals)] if many else []
    elif not comparisons(released):
        said += [
            statement(released, block, row)
            for block in parts
            for _, row in block.rows.iterrows()
            if row["group"] != ALL and not hidden(row) and row["denominator"]
        ][: 2 * most]
    return [
        *said,
        *empty_references(released),
        *_hidden(released, parts),
        *further.run_out(released, parts),
        *_undeclared(released, parts, bool(comparisons(released))),
        *_not_why([row for _, row in pairs]),
    ]


def _totals(released: Release, totals: list[tuple[Block, pd.Series]]) -> str:
    """Many totals after the comparisons: 'All searches of people: Controlled drugs 34.5%, Stolen goods 24.2% and …'."""
    said: dict[str, None] = {}
    own = released.definition.step_verb(step_of(totals[0][0]))
    for block, row in totals:
        where = ", ".join(str(value) for name, value in block.keys.items() if name != "window" and value != ALL) or "together"
        about = "about " if released.policy.round_to > 1 else ""
        said.setdefault(f"{where} {about}{rate_words(released, row)}", None)
    asked = "" if own else f", how many {released.definition.verb}"
    return f"All {released.definition.noun}{asked}: {by_threes(list(said))}."


def _comparisons(released: Release, pairs: list[tuple[Block, pd.Series]], most: int) -> list[str]:
    told = [row["verdict"] in ("clear difference", "possible difference") for _, row in pairs]
    shown = max(most, sum(told))
    said = [comparison(released, block, row) for block, row in pairs[:shown]]
    if adjusted.is_adjusted(released):
        said = [_with_adjusted(text, block, row) for text, (block, row) in zip(said, pairs, strict=False)]
        said += adjusted.caution([row for _, row in pairs[:shown]])
    said = [f"{text} {further.after(released, row)}".rstrip() if _judged(block, row) else text for text, (block, row) in zip(said, pairs, strict=False)] + said[
        len(pairs) :
    ]
    left = pd.Series([row["verdict"] for _, row in pairs[shown:]], dtype=object)
    few, none = int((left == "too few to say").sum()), int((left == "no material difference").sum())
    rest = [f"{count(none)} there is no material difference"] * bool(none) + [f"{count(few)} there are too few to say"] * bool(few)
    left = [f"Of the further comparisons in the table, in {' and in '.join(rest)}."] * bool(rest)
    return [*said, *left, *further.smallest(released, pairs[shown:])]


def _with_adjusted(text: str, block: Block, row) -> str:
    """The plain comparison first, the adjusted one after it; none where there is no plain one."""
    return f"{text} {adjusted.sentence(row)}" if _judged(block, row) and not is_reference_hidden(block, row) else text


def _judged(block: Block, row) -> bool:
    """Whether the row could be compared at all."""
    return not absent(row["verdict"]) and not is_reference_empty(block, row)


def _hidden(released: Release, parts: tuple[Block, ...]) -> list[str]:
    """Name what has no figures, once for each reason, by table where there are several."""
    said = []
    for symbol, what in (("[c]", "Hidden, because small numbers could tell about a person"), ("[x]", "Not available")):
        found = [(block, [row for _, row in block.rows.iterrows() if hidden(row) and mark(row) == symbol]) for block in parts]
        found = [(block, rows) for block, rows in found if rows]
        if len(parts) == 1 and found:
            said.append(f"{what}: {listed(_name(released, parts[0], row) for row in found[0][1])}.")
        elif found:
            names = dict.fromkeys(_plain_name(released, block, row) for block, rows in found for row in rows)
            which = listed(names) if len(names) <= 2 * MANY_NAMES else f"{count(len(names))} groups, marked {symbol} in the table"
            said.append(f"{what}, in some of the tables: {which}.")
    return said


def _undeclared(released: Release, parts: tuple[Block, ...], any_compared: bool) -> list[str]:
    names = [
        group_words(released, block, row["group"]) for block in parts for _, row in block.rows.iterrows() if row["group"] in UNDECLARED and not hidden(row)
    ]
    names = list(dict.fromkeys(names))
    if len(names) > MANY_NAMES:
        names = [f"{released.definition.noun} who did not declare, or of whom it was not recorded"]
    return [f"In the table but not compared: {listed(names)}."] if names and any_compared else []


def _not_why(rows: list[pd.Series]) -> list[str]:
    told = any(row["verdict"] in ("clear difference", "possible difference") for row in rows)
    return ["The figures show where rates differ; we cannot say why."] if told else []


def _name(released: Release, block: Block, row) -> str:
    return f"all {released.definition.noun}" if row["group"] == ALL else group_words(released, block, row["group"])


def _plain_name(released: Release, block: Block, row) -> str:
    """The group as the table has it; one of two characteristics in words, because its name has a comma."""
    return group_words(released, block, row["group"]) if crossed_parts(block.characteristic) else str(row["group"])


def _curve(released: Release, most: int) -> list[str]:
    if "cause" in key_columns(released):
        return exits.sentences(released)
    return curves.sentences(released)


def _mean(released: Release, most: int) -> list[str]:
    return means.sentences(released)


def _statistic(released: Release, most: int) -> list[str]:
    return curves.test_sentences(released)


def _amounts(released: Release, most: int) -> list[str]:
    return amounts.sentences(released)


def _register(released: Release, most: int) -> list[str]:
    return registers.sentences(released)
