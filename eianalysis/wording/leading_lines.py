"""The one sentence that a table of counts has for a board: a comparison if it made one, which group stands out if not."""

from __future__ import annotations

from collections.abc import Callable

from eianalysis.measures.pipeline import WHOLE
from eianalysis.results import ALL, Release
from eianalysis.vocabulary import SMALL_TOGETHER, UNDECLARED
from eianalysis.vocabulary.step_keys import STEP_KEYS
from eianalysis.wording import by_many, ranking
from eianalysis.wording.numbers import absent, capital, count, period
from eianalysis.wording.reading import blocks, group_words, hidden, key_columns, rate_words
from eianalysis.wording.sentences import comparison, in_brief, statement

#: Other kinds of case that a line sets beside the one it tells of.
MOST_KINDS = 2


def line(released: Release, pairs: list, instead: Callable[[Release], str] | None = None) -> str:
    """A comparison, the declared one first; of many characteristics, what stands out; else which group does, or what ``instead`` says."""
    pairs = [(block, row) for block, row in pairs if not hidden(row) and not absent(row["verdict"])]
    if pairs and not key_columns(released) and len({block.characteristic for block, _ in pairs}) > by_many.MANY:
        return f"{_title(released, pairs[0][1])}: {by_many.headline(released, pairs, start=False)}."
    if pairs:
        block, row = min(pairs, key=lambda pair: pair[1]["comparison"] != "primary")
        return f"{comparison(released, block, row)}{otherwise(pairs, block, row)}"
    return _extremes(released, instead)


def otherwise(pairs, block, row) -> str:
    """What the same groups show in the other kinds of case, or over the whole way, where it is not the same: ' Anonymised sift: 0.99 times, …'"""
    steps = {*STEP_KEYS} & {*block.keys}
    same = [
        (other, each)
        for other, each in pairs
        if other.keys != block.keys
        and (WHOLE in other.keys.values() or not steps)
        and all(str(each[name]) == str(row[name]) for name in ("characteristic", "group", "reference", "period_start", "period_end"))
    ]
    if not 0 < len(same) <= MOST_KINDS or all(each["verdict"] == row["verdict"] for _, each in same):
        return ""
    return "".join(f" {', '.join(map(str, other.keys.values()))}: {in_brief(each)}." for other, each in same)


def _extremes(released: Release, instead: Callable[[Release], str] | None) -> str:
    """Which of the groups that can be shown stand out, if chance alone does not make their order."""
    parts = _one_window(blocks(released))
    whole = [block for block in parts if block.keys and all(value == ALL for value in block.keys.values())] or parts
    rows = [
        (block, row)
        for block in whole
        for _, row in block.rows.iterrows()
        if row["group"] not in (ALL, SMALL_TOGETHER, *UNDECLARED) and not hidden(row) and not absent(row["rate"])
    ]
    if not rows and len(parts) > len(whole):  # a table of units by command: the commands' own totals
        return _of_keys(released, parts)
    totals = [(block, row) for block in parts for _, row in block.rows.iterrows() if row["group"] == ALL and not hidden(row)]
    if not rows or "step" in (parts[0].keys if parts else ()):  # steps are said of everybody: the first is always the highest
        return statement(released, *totals[0]) if totals else f"{released.definition.title}: hidden to protect people."
    ordered = sorted(rows, key=lambda pair: -float(pair[1]["rate"]))
    if len(ordered) == 1:
        return statement(released, *ordered[0])
    top, high = ordered[0]
    if high["kind"] == "proportion" and top.characteristic == "theme":
        then = f", then {ordered[1][1]['group']} ({rate_words(released, ordered[1][1])})"
        unseen = any(hidden(row) for block in whole for _, row in block.rows.iterrows())  # one of them may be named more often
        among = "of the themes that can be shown, " if unseen else ""
        return (
            f"{_title(released, high)}: {among}most often {high['group']} ({rate_words(released, high)}){then}, of {count(high['denominator'])} "
            f"{released.definition.noun}."
        )
    if instead is not None:
        return instead(released)
    total = statement(released, *totals[0]) if totals else ""
    if any(absent(row["rate_low"]) for _, row in rows) and total:  # without a plausible range nothing is set against chance
        return total
    return ranking.line(released, [_family(released, block, rows) for block in whole], total)


def _family(released: Release, block, rows: list) -> ranking.Family:
    """The groups of one block: the highest of one characteristic and the lowest of another are no order."""
    mine = [row for part, row in rows if part is block]
    return ranking.Family(block.characteristic, [(f"for {group_words(released, block, row['group'])}", row) for row in mine])


def _one_window(parts):
    """The parts of the first window: the highest of one year and the lowest of three are no highest and lowest."""
    spans = [tuple(str(block.rows[name].iloc[0]) for name in ("window", "period_start", "period_end")) for block in parts]
    return tuple(block for block, span_ in zip(parts, spans, strict=True) if span_ == spans[0])


def _title(released: Release, row) -> str:
    when = period(row)
    return capital(released.definition.title) + (f", {when}" if when else "")


def _of_keys(released: Release, parts) -> str:
    totals = [
        (", ".join(map(str, block.keys.values())), row)
        for block in parts
        for _, row in block.rows.iterrows()
        if row["group"] == ALL and ALL not in block.keys.values() and not hidden(row) and not absent(row["rate"])
    ]
    if not totals:
        return f"{released.definition.title}: hidden to protect people."
    if len(totals) == 1:
        return f"{_title(released, totals[0][1])}: {rate_words(released, totals[0][1])} in {totals[0][0]}, the only one that can be shown."
    columns = [name for name, value in parts[0].keys.items() if value != ALL] or list(parts[0].keys)
    return ranking.line(released, [ranking.Family(columns[0], [(f"in {where}", row) for where, row in dict(totals).items()])])
