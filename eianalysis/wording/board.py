"""What a page leads with: one sentence each from several releases, so that a board can act on three lines."""

from __future__ import annotations

from eianalysis.errors import UsageError
from eianalysis.measures.catalogue import form_declared
from eianalysis.measures.pipeline import WHOLE
from eianalysis.results import ALL, Release, require_release
from eianalysis.vocabulary import SMALL_TOGETHER, UNDECLARED
from eianalysis.vocabulary.steps import STEP_KEYS
from eianalysis.wording import explained, many, ranking, representation, trajectory, wholes
from eianalysis.wording.about import SYNTHETIC, missing_words
from eianalysis.wording.findings import Findings
from eianalysis.wording.numbers import absent, capital, count, period, uncapital
from eianalysis.wording.reading import blocks, comparisons, group_words, hidden, key_columns, rate_words
from eianalysis.wording.sentences import comparison, in_brief, statement

#: Other kinds of case that a line sets beside the one it tells of.
MOST_KINDS = 2


def board_lines(*released: Release) -> Findings:
    """Say the one thing each released result has for a board: a comparison if it made one, which group stands out if not.

    Of comparisons the declared one comes first, then the most certain; of rates those that stand out by more than chance; of a
    target what it would be and when it could be shown to be met. One sentence (or two short ones) a release.

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.board_lines(turnover, early, target)                                               # doctest: +SKIP
    """
    if not released:
        raise UsageError("board_lines() needs at least one release")
    said = [_line(require_release(each, "board_lines")) for each in released]
    return Findings((f"{SYNTHETIC} {said[0]}" if released[0].synthetic else said[0], *said[1:]), css="findings lead")


def _line(released: Release) -> str:
    if released.missing:
        return missing_words(released) + "."
    if form_declared(released.measure) == "trajectory":
        return trajectory.line(released)
    if released.shape == "register":
        table = released.table
        if not {"question", "answer"} <= set(table) or table.empty:
            raise UsageError(f"board_lines() cannot lead with {released.measure}")
        kept = [_answer(str(row["question"]), str(row["answer"])) for _, row in table.iterrows()][-3:]
        return f"{released.definition.title}: {'; '.join(uncapital(text) for text in kept)}."
    if released.shape != "counts":
        raise UsageError(f"board_lines() leads with tables of counts or targets, not a {released.shape}")
    if "benchmark" in key_columns(released):
        return f"{representation.headline(released)}, {period(released.table.iloc[0])}."
    if explained.is_explained(released):
        return explained.line(released)
    pairs = [(block, row) for block, row in comparisons(released) if not hidden(row) and not absent(row["verdict"])]
    if pairs and not key_columns(released) and len({block.characteristic for block, _ in pairs}) > many.MANY:
        return f"{_title(released, pairs[0][1])}: {many.headline(released, pairs, start=False)}."
    if pairs:
        block, row = min(pairs, key=lambda pair: pair[1]["comparison"] != "primary")
        return f"{comparison(released, block, row)}{_otherwise(pairs, block, row)}"
    return _extremes(released)


def _otherwise(pairs, block, row) -> str:
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


def _answer(question: str, answer: str) -> str:
    """The first sentence of an answer, said so that it can stand without its question."""
    said = answer.split(". ")[0].rstrip(".")
    shown = question.startswith("When could it be shown") and said.startswith("After")
    return f"shown to be met {uncapital(said)}" if shown else said


def _extremes(released: Release) -> str:
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
    if wholes.is_flow(released) or wholes.is_whole(released):
        return wholes.line(released)
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
