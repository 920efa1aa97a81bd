"""What the force answers to each clear difference: an explanation, or a reform, with an owner and a day to look at it again.

The answers stand in ``data/recommendations/disparities.csv`` and stay there from board to board. Whether a difference still stands is
typed nowhere: ``report.explain_or_reform`` sets every answer beside the tables of the pack. A demo of a project that has no answers shows the
invented ones of ``data/synthetic/disparities.csv``, marked as such: the two never stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.dataset import Force
from eianalysis.errors import Fault, nearest
from eianalysis.evidence.binding import id_of
from eianalysis.register.consistency import split, when
from eianalysis.register.evidence import FILES, own_or_invented
from eianalysis.register.files import cells_of, owners_of, read_csv_text, read_with, said_again
from eianalysis.register.redaction import without_people
from eianalysis.results import Definition, Missing, Result
from eianalysis.schema.evidence import DISPARITIES
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

PLACE = FILES["disparities"]
INVENTED = "synthetic/disparities.csv"
REMEDY = "Correct the file; docs/disparities.md says what each column means."
#: What makes an answer the answer to one difference, whatever the window.
KEY = ("measure", "part", "characteristic", "group", "reference")
#: What an answer is: a row with none of these is a question that waits for one, and counts as no entry.
ANSWER = ("answer", "text", "owner_role", "review_by")
#: What people wrote, which may name somebody or tell of a few.
_WRITTEN = ("text", "owner_role", "published")
NOBODY = "nobody has recorded an explanation or a reform"


def load_disparities(cycle: BoardCycle) -> TypedTable:
    """Return what was answered to disparities up to this board, one row an answer, in the order of the file; absent where there is no file.

    The columns of ``data/recommendations/disparities.csv`` (docs/disparities.md); a demo without a row there has those of
    ``data/synthetic/disparities.csv``. An answer whose ``first_seen`` is a later board is not
    looked at, so that an old pack says the same today, nor is a row that waits for its answer. Names of people, addresses and small numbers of people in words are replaced
    as everywhere in the register.

    Raises
    ------
    DataFault
        Listing every fault of the file: a measure that does not exist, an answer that is neither or half given, a review date that is no
        date, a cycle that cannot be placed in time, a part that is not key=value, the same difference twice.

    Examples
    --------
    >>> load_disparities(cycle)                                                                   # doctest: +SKIP
    <disparities: 2 rows, 11 columns>
    """
    place = own_or_invented(cycle, PLACE, INVENTED)
    path = cycle.data_dir / place
    if not path.is_file():
        return TypedTable(
            DISPARITIES.name, pd.DataFrame(columns=list(DISPARITIES.names)), absent=True, sources=(Source(DISPARITIES.name, place, "", 0, "absent"),)
        )
    faults = _own_faults(read_csv_text(path)[0], cycle)
    frame, sha256 = read_with(path, DISPARITIES, place, faults, REMEDY)
    rows = len(frame)
    known = [when(name, cycle.data_dir / "cycles") <= cycle.meeting_date for name in frame["first_seen"]]
    frame = frame[pd.Series(known, index=frame.index, dtype=bool) & frame["answer"].notna()]
    frame = frame.fillna({"part": "", "published": ""}).reset_index(drop=True)
    frame[list(_WRITTEN)] = without_people(frame[list(_WRITTEN)], owners_of(cycle.data_dir), cycle.as_written)
    invented = place == INVENTED
    return TypedTable(DISPARITIES.name, frame, (Source(DISPARITIES.name, place, sha256, rows, "synthetic" if invented else "real"),), synthetic=invented)


def disparities(cycle: BoardCycle) -> Result:
    """Return the answers on record to disparities: explained or to be reformed, by whom, and which are past their review.

    Returns
    -------
    Result of shape ``register``
        One row an answer, those past their review first: ``measure_title``, the columns of disparities.csv, ``overdue``: whether
        ``review_by`` is before the data cut-off, and ``review``, that day in words. Whether the difference still stands is in the pack's table ``explain_or_reform``.

    Examples
    --------
    >>> ei.release(ei.disparities(cycle), cycle.policy)                                           # doctest: +SKIP
    <Release disparities: register, 2 rows, profile board>
    """
    log = load_disparities(cycle)
    measures = Force(cycle).measures
    frame = with_overdue(log.frame, cycle)
    titles = [measures[id_of(name)].words.of(measures[id_of(name)].workers).title for name in frame["measure"]]
    frame.insert(0, "measure_title", pd.Series(titles, index=frame.index, dtype="str"))
    frame["review"] = pd.array(
        [f"{day_in_words(day)}{' (past)' if late else ''}" for day, late in zip(frame["review_by"], frame["overdue"], strict=True)], dtype="str"
    )
    frame = frame.sort_values("overdue", ascending=False, kind="stable").reset_index(drop=True)
    missing = None if len(frame) else Missing(PLACE, KEY, reason=NOBODY)
    return Result(
        "disparities",
        "register",
        Definition(
            title="What the force answers to disparities",
            numerator="",
            denominator="",
            noun="answers",
            method="As written in disparities.csv; a review is overdue where its day is before the data cut-off.",
        ),
        frame,
        keys=KEY,
        sources=log.sources,
        missing=missing,
    )


def with_overdue(frame: pd.DataFrame, cycle: BoardCycle) -> pd.DataFrame:
    """Answers with ``overdue``, judged at the data cut-off as everything of the register is."""
    return frame.assign(overdue=(frame["review_by"] < pd.Timestamp(cycle.data_cut_off)).astype(bool) if len(frame) else False)


def parts(cell: str) -> frozenset[tuple[str, str]]:
    """The keys that a part names: 'stage=Proven' is {('stage', 'Proven')}."""
    return frozenset((key.strip(), value.strip()) for key, _, value in (each.partition("=") for each in split(cell)))


def _own_faults(text: pd.DataFrame, cycle: BoardCycle) -> list[Fault]:
    """What the declaration of the columns cannot tell; of the text, so that it is told together with what it can."""
    own = cells_of(text, DISPARITIES)
    force = Force(cycle)
    known = list(dict.fromkeys((*force.measures, *force.standing)))
    return [*_unknown(own, known), *_half(own, text.columns), *_unplaced(own, cycle), *_twice(own)]


def _half(own: pd.DataFrame, headings: Iterable[str]) -> Iterable[Fault]:
    """An answer is given whole, or the row waits for it."""
    there = [name for name in ANSWER if name in DISPARITIES.find(headings)]
    for row, each in own[there].iterrows():
        for name in there if each.ne("").any() else ():
            if not each[name]:
                yield Fault(f"it is empty, and the row has a part of an answer ({', '.join(ANSWER)})", "fill all four, or leave all four empty", int(row), name)


def _unknown(own: pd.DataFrame, known: list[str]) -> Iterable[Fault]:
    for row, measure in own["measure"].items():
        if measure and measure not in known:
            near = nearest(measure, known)
            yield Fault(f"there is no measure '{measure}'", f"did you mean '{near}'?" if near else "docs/measures.md lists them", int(row), "measure")
    for row, part in own["part"].items():
        if any("=" not in each for each in split(part)):
            yield Fault(f"part '{part}' is not of the form key=value", "as stage=Proven", int(row), "part")


def _unplaced(own: pd.DataFrame, cycle: BoardCycle) -> Iterable[Fault]:
    for row, name in own["first_seen"].items():
        if name and when(name, cycle.data_dir / "cycles") is None:
            yield Fault(f"cycle '{name}' cannot be placed in time", "write it as 2023-04", int(row), "first_seen")


def _twice(own: pd.DataFrame) -> Iterable[Fault]:
    def key(each: dict) -> tuple:
        return (id_of(each["measure"]), parts(each["part"]), *(each[name].casefold() for name in KEY[2:]))

    for row, first in said_again(own, key):
        yield Fault(f"row {first} answers to the same difference", "keep one: a review changes its row", row, "measure")
