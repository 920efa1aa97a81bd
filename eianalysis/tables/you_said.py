"""What scrutiny panels said beside what was done: two columns, so that a phone shows both."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.rendered import View
from eianalysis.results import Release, require_release
from eianalysis.schema.evidence import DONE, NOT_DONE, PLANNED, STATES, UNDER_WAY, WAITING
from eianalysis.vocabulary import day_in_words
from eianalysis.wording import missing_words
from eianalysis.wording.about import SYNTHETIC
from eianalysis.wording.numbers import capital, count

#: How the things said are counted, by what became of them.
COUNTED = {DONE: "done", UNDER_WAY: "under way", PLANNED: "planned", NOT_DONE: "that will not be done", WAITING: "without an answer yet"}


@dataclass(frozen=True, repr=False)
class YouSaidView(View):
    """What ``you_said()`` returns: for each thing said who said it and when, what became of it, by whom and by which day."""

    caption: str
    rows: tuple[tuple[str, str, str, str, str], ...]  # (said, by whom and when, what became of it, what was done, by whom and by when)
    message: str = ""

    def __repr__(self) -> str:
        return self.message or "\n".join([self.caption, *(f"- {said} ({who}) | {' | '.join(filter(None, rest))}" for said, who, *rest in self.rows)])

    def _markup(self) -> str:
        if self.message:
            return f"<p>{escape(self.message)}</p>"
        rows = "".join(
            f'<tr><th scope="row">{escape(said)}<br><small>{escape(who)}</small></th><td><strong>{escape(state)}.</strong>'
            f"{f' {escape(did)}' if did else ''}{f'<br><small>{escape(owner)}</small>' if owner else ''}</td></tr>"
            for said, who, state, did, owner in self.rows
        )
        heads = '<thead><tr><th scope="col">You said</th><th scope="col">We did</th></tr></thead>'
        return f'<table class="ei you-said"><caption>{escape(self.caption)}</caption>{heads}<tbody>{rows}</tbody></table>'


def you_said(released: Release) -> YouSaidView:
    """Show what scrutiny panels said beside what was done: what is late or waits first.

    Takes the release of ``panel_said``. Two columns, each row whole; the caption counts what became of all.

    Examples
    --------
    >>> ei.you_said(ei.release(ei.panel_said(cycle), cycle.policy))                               # doctest: +SKIP
    """
    released = require_release(released, "you_said")
    if released.measure != "panel_said":
        raise UsageError(f"you_said shows the release of panel_said(), not of {released.measure}")
    if released.missing:
        return YouSaidView("", (), missing_words(released))
    marked = f"{SYNTHETIC} " if released.synthetic else ""
    return YouSaidView(f"{marked}You said, we did. {summed_up(released.table)}.", tuple(map(_row, released.table.to_dict("records"))))


def summed_up(table: pd.DataFrame) -> str:
    """How many things were said, and what became of them, in words: '6 things said: 2 done, 1 under way'."""
    late = int(table["late"].astype(str).eq("True").sum())
    told = [f"{count(number)} {words}" for code, words in COUNTED.items() if (number := int(table["state"].eq(STATES[code]).sum()))]
    said = f"{count(len(table))} thing{'' if len(table) == 1 else 's'} said: {', '.join(told)}"
    return f"{said}. {capital(count(late))} {'is' if late == 1 else 'are'} late" if late else said


def _row(each: dict) -> tuple[str, str, str, str, str]:
    who = f"{each['panel']}, {day_in_words(each['said_on'])}. {each['about']}"
    state = f"{each['state']}, and late" if each["late"] else each["state"]
    day = "" if pd.isna(each["by_when"]) else f"by {day_in_words(each['by_when'])}"
    return each["said"], who, state, each["did"] if each["state"] != STATES[WAITING] else "", ", ".join(filter(None, (each["owner_role"], day)))
