"""What scrutiny panels said, and what the force did: "you said, we did".

The rows stand in ``data/recommendations/panel.csv`` and stay there from meeting to meeting. A demo of a project that has none shows the
invented ones of ``data/synthetic/panel.csv``, marked as such: the two never stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import Fault
from eianalysis.register.evidence import FILES, own_or_invented
from eianalysis.register.files import cells_of, owners_of, read_csv_text, read_with, said_again
from eianalysis.register.redaction import without_people
from eianalysis.results import Definition, Missing, Result
from eianalysis.schema.columns import Column
from eianalysis.schema.evidence import DONE, NOT_DONE, PANEL, PLANNED, STATES, SUBJECTS, UNDER_WAY, WAITING
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

PLACE = FILES[PANEL.name]
INVENTED = "synthetic/panel.csv"
REMEDY = "Correct the file; docs/scrutiny.md says what each column means."
NOBODY = "nothing that a scrutiny panel said is on record"
#: Cells without which a row of this status is no answer.
_NEEDS = {UNDER_WAY: ("did", "owner_role", "by_when"), PLANNED: ("did", "owner_role", "by_when"), NOT_DONE: ("did", "owner_role"), DONE: ("did", "owner_role")}
_WRITTEN = ("panel", "said", "did", "owner_role")
KEY = ("said_on", "panel", "said")


def load_panel(cycle: BoardCycle) -> TypedTable:
    """Return what scrutiny panels said up to the cycle's meeting and what became of it, in the order of the file; absent where there is none.

    The columns of ``data/recommendations/panel.csv`` (docs/scrutiny.md). A demo without a row there has those of
    ``data/synthetic/panel.csv``. Names of people, addresses and small numbers of people in words are replaced as everywhere in the register.

    Raises
    ------
    DataFault
        Listing every fault of the file: a status or subject that is none, an answer that is half given, a day that is no date, the same
        thing twice.

    Examples
    --------
    >>> load_panel(cycle)                                                                         # doctest: +SKIP
    <panel: 6 rows, 8 columns>
    """
    place = own_or_invented(cycle, PLACE, INVENTED)
    path = cycle.data_dir / place
    if not path.is_file():
        return TypedTable(PANEL.name, pd.DataFrame(columns=list(PANEL.names)), absent=True, sources=(Source(PANEL.name, place, "", 0, "absent"),))
    text = read_csv_text(path)[0]
    own = cells_of(text, PANEL)
    faults = [*_half(own, text.columns), *_twice(own)]
    frame, sha256 = read_with(path, PANEL, place, faults, REMEDY)
    rows = len(frame)
    frame = frame[frame["said_on"] <= pd.Timestamp(cycle.meeting_date)]
    frame = frame.fillna({"did": "", "owner_role": ""}).reset_index(drop=True)
    frame[list(_WRITTEN)] = without_people(frame[list(_WRITTEN)], owners_of(cycle.data_dir), cycle.as_written)
    invented = place == INVENTED
    source = Source(PANEL.name, place, sha256, rows, "synthetic" if invented else "real")
    return TypedTable(PANEL.name, frame, (source,), synthetic=invented)


def panel_said(cycle: BoardCycle) -> Result:
    """Return what scrutiny panels said and what became of it: what is late or waits first, what is done last.

    Returns
    -------
    Result of shape ``register``
        One row a thing said: ``said_on``, ``panel``, ``about``, ``said``, ``state``, ``did``, ``owner_role``, ``by_when``, and ``late``:
        whether it is planned or under way and its day is before the data cut-off. Not available where nothing is on record.

    Examples
    --------
    >>> ei.release(ei.panel_said(cycle), cycle.policy)                                            # doctest: +SKIP
    <Release panel_said: register, 6 rows, profile public>
    """
    log = load_panel(cycle)
    frame = log.frame
    late = frame["status"].isin((UNDER_WAY, PLANNED)) & (pd.to_datetime(frame["by_when"]) < pd.Timestamp(cycle.data_cut_off))
    order = pd.DataFrame({"late": ~late, "state": frame["status"].map(list(STATES).index), "on": frame["said_on"]}).sort_values(["late", "state", "on"]).index
    made = pd.DataFrame(
        {
            "said_on": frame["said_on"],
            "panel": frame["panel"],
            "about": frame["subject"].map(SUBJECTS),
            "said": frame["said"],
            "state": frame["status"].map(STATES),
            "did": frame["did"],
            "owner_role": frame["owner_role"],
            "by_when": frame["by_when"],
            "late": late.astype(bool),
        }
    )
    return Result(
        "panel_said",
        "register",
        Definition(
            title="You said, we did",
            numerator="",
            denominator="",
            noun="things said",
            method="As written in panel.csv; late where the day is before the data cut-off and it is not done.",
        ),
        made.loc[order].reset_index(drop=True),
        keys=KEY,
        sources=log.sources,
        missing=None if len(made) else Missing(PLACE, KEY, reason=NOBODY),
        cycle=cycle,
    )


def _half(own: pd.DataFrame, headings: Iterable[str]) -> Iterable[Fault]:
    """An answer is given whole, and what waits has none."""
    there = PANEL.find(headings)
    for row, each in own.iterrows():
        status = _status(PANEL["status"], each["status"])
        for name in _NEEDS.get(status, ()):
            if name in there and not each[name]:
                yield Fault(f"it is empty, and the status is '{each['status']}'", f"fill it, or say '{WAITING}' and leave the answer empty", int(row), name)
        if status == WAITING and each["did"]:
            yield Fault("it says what was done, and the status is 'waiting'", f"say {', '.join(list(STATES)[1:-1])} or {DONE}", int(row), "status")


def _status(column: Column, said: str) -> str:
    """The code that the cell stands for, which may be its label in any letter case."""
    folded = said.casefold()
    return next((code for code, label in (column.codes or {}).items() if folded in (code.casefold(), label.casefold())), "")


def _twice(own: pd.DataFrame) -> Iterable[Fault]:
    for row, first in said_again(own, lambda each: tuple(" ".join(each[name].casefold().split()) for name in KEY)):
        yield Fault(f"row {first} says the same of the same day", "keep one: an answer changes its row", row, "said")
