"""What a page leads with: one sentence each from several releases, so that a board can act on three lines."""

from __future__ import annotations

from eianalysis.errors import UsageError
from eianalysis.results import ALL, Release, require_release
from eianalysis.vocabulary import UNDECLARED
from eianalysis.wording.about import SYNTHETIC, missing_words
from eianalysis.wording.findings import Findings
from eianalysis.wording.numbers import absent, capital, places, rate
from eianalysis.wording.reading import blocks, comparisons, group_words, hidden
from eianalysis.wording.sentences import comparison, statement


def board_lines(*released: Release) -> Findings:
    """Say the one thing each released result has for a board: a comparison if it made one, the extreme group if not.

    Of comparisons the declared one comes first, then the most certain; of rates the highest and the lowest shown; of a
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
    if released.shape == "register":
        table = released.table
        if not {"question", "answer"} <= set(table) or table.empty:
            raise UsageError(f"board_lines() cannot lead with {released.measure}")
        kept = [str(text) for text in table["answer"]][-3:]
        return f"{released.definition.title}: {' '.join(kept)}"
    if released.shape != "counts":
        raise UsageError(f"board_lines() leads with tables of counts or targets, not a {released.shape}")
    pairs = [(block, row) for block, row in comparisons(released) if not hidden(row) and not absent(row["verdict"])]
    if pairs:
        block, row = min(pairs, key=lambda pair: pair[1]["comparison"] != "primary")
        return comparison(released, block, row)
    return _extremes(released)


def _extremes(released: Release) -> str:
    """The highest and the lowest rate of the groups that can be shown."""
    rows = [(block, row) for block in blocks(released) for _, row in block.rows.iterrows()
            if row["group"] not in (ALL, *UNDECLARED) and not hidden(row) and not absent(row["rate"])]
    totals = [(block, row) for block in blocks(released) for _, row in block.rows.iterrows()
              if row["group"] == ALL and not hidden(row)]
    if not rows:
        return statement(released, *totals[0]) if totals else f"{released.definition.title}: hidden to protect people."
    ordered = sorted(rows, key=lambda pair: -float(pair[1]["rate"]))
    if len(ordered) == 1:
        return statement(released, *ordered[0])
    (top, high), (bottom, low) = ordered[0], ordered[-1]
    return (f"{capital(released.definition.title)}: highest for {group_words(released, top, high['group'])} "
            f"({_rate(released, high)}), lowest for {group_words(released, bottom, low['group'])} ({_rate(released, low)}), "
            "of those that can be shown.")


def _rate(released: Release, row) -> str:
    return rate(row["rate"], released.definition, row["kind"], places(row["denominator"], released.definition, released.policy))
