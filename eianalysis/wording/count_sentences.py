"""What is said of a table of counts, in sentences: totals, comparisons with their verdicts, what is hidden, what is not known."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import UNDECLARED, crossed_parts
from eianalysis.wording import added_up, robustness
from eianalysis.wording.numbers import absent, by_threes, count, listed
from eianalysis.wording.reading import Block, blocks, comparisons, empty_references, group_words, hidden, is_reference_empty, mark, rate_words
from eianalysis.wording.sentences import comparison, statement, step_of

#: Names beyond which a list of who is not compared, or (twice as many) of who is hidden, is no longer read.
MANY_NAMES = 5
#: Totals said in sentences of their own, before the comparisons; more are one sentence after them: the finding comes first.
MOST_TOTALS = 3


#: What is said after the comparison of a row, "" where nothing is; and of the rows so said, after them all.
After = Callable[[Block, pd.Series], str]
Caution = Callable[[list], list[str]]


def sentences(released: Release, most: int, after: After | None = None, caution: Caution | None = None) -> list[str]:
    """The totals, the comparisons each followed by what ``after`` says of the row, what is hidden and what is not known."""
    parts = blocks(released)
    totals = [(block, row) for block in parts for _, row in block.rows.iterrows() if row["group"] == ALL and not hidden(row) and row["denominator"]]
    pairs = [(block, row) for block, row in comparisons(released) if not hidden(row) and row["denominator"]]
    many = len({tuple(map(str, block.keys.values())) for block, _ in totals}) > MOST_TOTALS and bool(pairs) and not absent(totals[0][1]["rate"])
    said = [] if many else [statement(released, block, row) for block, row in totals]
    said += added_up.sentences(released, parts)
    if pairs:
        said += _comparisons(released, pairs, most, after, caution)
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
        *hidden_rows(released),
        *robustness.run_out(released, parts),
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


def _comparisons(released: Release, pairs: list[tuple[Block, pd.Series]], most: int, after: After | None, caution: Caution | None) -> list[str]:
    told = [row["verdict"] in ("clear difference", "possible difference") for _, row in pairs]
    shown = max(most, sum(told))
    said = []
    for block, row in pairs[:shown]:
        more = (after(block, row) if after else "", robustness.after(released, row)) if _judged(block, row) else ()
        said.append(" ".join(filter(None, (comparison(released, block, row), *more))))
    said += caution([row for _, row in pairs[:shown]]) if caution else []
    left = pd.Series([row["verdict"] for _, row in pairs[shown:]], dtype=object)
    few, none = int((left == "too few to say").sum()), int((left == "no material difference").sum())
    rest = [f"{count(none)} there is no material difference"] * bool(none) + [f"{count(few)} there are too few to say"] * bool(few)
    left = [f"Of the further comparisons in the table, in {' and in '.join(rest)}."] * bool(rest)
    return [*said, *left, *robustness.smallest(released, pairs[shown:])]


def _judged(block: Block, row) -> bool:
    """Whether the row could be compared at all."""
    return not absent(row["verdict"]) and not is_reference_empty(block, row)


def hidden_rows(released: Release) -> list[str]:
    """Name what has no figures, once for each reason, by table where there are several."""
    parts, said = blocks(released), []
    for symbol, what in (("[c]", "Hidden, because small numbers could tell about a person"), ("[x]", "Not available")):
        found = [(block, [row for _, row in block.rows.iterrows() if hidden(row) and mark(row) == symbol]) for block in parts]
        found = [(block, rows) for block, rows in found if rows]
        if len(parts) == 1 and found:
            said.append(f"{what}: {listed(_name(released, parts[0], row) for row in found[0][1])}.")
        elif found:
            apart = [key for key in parts[0].keys if symbol == "[c]" and len({str(block.keys.get(key)) for block in parts}) > 1]
            where = [(_plain_name(released, block, row), _part(block, apart)) for block, rows in found for row in rows]
            said.append(f"{what}{_in_parts(where)}.")
    return said


def _in_parts(hidden_in: list[tuple[str, str]]) -> str:
    """': Female (Police officers; Police staff)' where that is soon said, else ', in some of the tables: Female and Disabled'."""
    names: dict[str, list[str]] = {}
    for name, part in dict.fromkeys(hidden_in):
        names.setdefault(name, []).append(part)
    if len(dict.fromkeys(hidden_in)) <= MANY_NAMES and all(part for _, part in hidden_in):
        return ": " + listed(f"{name} ({'; '.join(parts)})" for name, parts in names.items())
    which = listed(names) if len(names) <= 2 * MANY_NAMES else f"{count(len(names))} groups"
    return f", in some of the tables: {which}"


def _part(block: Block, apart: list[str]) -> str:
    """Which part of a table a block is, where one key tells them ``apart``: 'Police officers'; else ''."""
    if len(apart) != 1:
        return ""
    value = block.keys[apart[0]]
    return "all together" if value == ALL else str(value)


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
