"""What a pack was made of: which tables were real, invented or absent, how they were coded, and where series break."""

from __future__ import annotations

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Measure, Population, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import not_available, unique
from eianalysis.results import Result
from eianalysis.schema import TABLES
from eianalysis.sources.source import rows_in_words
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words, ethnicity_system, month_in_words

STATES = {"real": "Real", "synthetic": "Synthetic (invented)", "absent": "Absent"}
LISTS = {"18+1": "18+1 list", "16+1": "Older 16+1 list", "mixed": "16+1 and 18+1 together", "either": "Codes that both lists have"}
NONE, NO_ETHNICITY = "none", "No ethnicity held"
#: Days that lie ahead on purpose: they do not say how far the records go.
AHEAD = ("expires", "by_date", "due_back")
NAMES = {"cj_outcomes": "Criminal justice outcomes", "stop_search": "Stop and search", "vawg_offences": "Offences against women and girls"}
PRECISION = {"P": "Published or counted", "A": "Approximate", "K": "To be checked"}


def table_words(name: str) -> str:
    """The name of a table as people say it."""
    return NAMES.get(name, name.replace("_", " ").capitalize())


def input_tables(*tables: TypedTable, cycle: BoardCycle) -> Result:
    """Which tables this pack was made of: real, synthetic or absent, from which file, how many rows, up to when.

    Returns
    -------
    Result of shape ``register``, a row a table: ``table, state, file, records, reach``. A few rows can be a few people:
    their number is said in words. ``reach`` is the last snapshot, or the month of the last record (up to the data cut-off).
    """
    rows = [_one(table, cycle) for table in tables]
    return Result(
        measure="input_tables",
        shape="register",
        definition=definition_of("input_tables"),
        keys=("table",),
        counts=pd.DataFrame(rows, columns=["table", "state", "file", "records", "reach"]),
        sources=unique(source for table in tables for source in table.sources),
    )


def _one(table: TypedTable, cycle: BoardCycle) -> tuple[str, ...]:
    files = [source.file for source in table.sources]
    named = files[0] if len(files) == 1 else f"{files[0]} to {files[-1]}, {len(files)} files" if files else "no file"
    if table.absent:
        return table_words(table.name), STATES["absent"], f"needs {named}", "–", "–"
    rows = rows_in_words(sum(int(source.rows) for source in table.sources), cycle.policy.threshold)
    state = STATES["synthetic" if table.synthetic else table.sources[0].state]
    return table_words(table.name), state, named, rows or "no rows", _reach(table.frame, cycle)


def _reach(frame: pd.DataFrame, cycle: BoardCycle) -> str:
    """Up to when the table goes: a snapshot's day; of events the month only, because one event can be one person's."""
    end = pd.Timestamp(cycle.data_cut_off)
    if "as_at" in frame and frame["as_at"].notna().any():
        last = frame.loc[frame["as_at"] <= end, "as_at"].max()
        return f"snapshot of {day_in_words(last)}" if pd.notna(last) else "snapshots after the cut-off only"
    days = [frame[name].dt.tz_localize(None) for name in frame.select_dtypes(["datetime", "datetimetz"]) if name not in AHEAD]
    known = pd.concat(days).dropna() if days else pd.Series(dtype="datetime64[ns]")
    known = known[known < end + pd.Timedelta(days=1)]
    if known.empty and "year" in frame and frame["year"].notna().any():
        first, last = int(frame["year"].min()), int(frame["year"].max())
        return f"speaks of {first}" if first == last else f"speaks of {first} to {last}"
    return f"records to {month_in_words(known.max())}" if len(known) else "no dates"


def code_checks(*tables: TypedTable, cycle: BoardCycle) -> Result:
    """How each table is coded: which list of ethnicity codes, what was translated, whether a row stands twice.

    Returns
    -------
    Result of shape ``register``, a row a table with something to say: ``table, ethnicity_codes, o1_counted_as_a4, translated,
    rows_that_stand_twice``. Rows are said in words where they are few. O1 ("Chinese" of the 16+1 list, printed under Other
    then) is counted as A4, in Asian, whichever list it comes from.
    """
    measure = "code_checks"
    definition = definition_of(measure)
    there = [table for table in tables if not table.absent]
    if not there:
        return not_available(measure, definition, tables[0], keys=("table",), shape="register")
    rows = [
        (table_words(table.name), *_ethnicity(table, cycle), _flagged(table, "translated by the mapping", cycle), _repeated(table, cycle)) for table in there
    ]
    rows = [row for row in rows if row[1] != NO_ETHNICITY or row[3] != NONE or not row[4].startswith(NONE)]
    names = ["table", "ethnicity_codes", "o1_counted_as_a4", "translated", "rows_that_stand_twice"]
    return Result(
        measure=measure,
        shape="register",
        definition=definition,
        counts=pd.DataFrame(rows, columns=names),
        keys=("table",),
        sources=unique(source for table in there for source in table.sources),
    )


def _ethnicity(table: TypedTable, cycle: BoardCycle) -> tuple[str, str]:
    frame = table.frame
    if "ethnicity_code" in frame and frame["ethnicity_code"].notna().any():
        old = int((frame["ethnicity_code"] == "O1").sum())
        return LISTS[ethnicity_system(frame["ethnicity_code"].dropna().unique())], rows_in_words(old, cycle.policy.threshold) or NONE
    if "ethnicity_18" in frame:
        return "18 groups by their labels", NONE
    if any("ethnicity" in name for name in frame):
        return "Five or two groups only", "–"
    return NO_ETHNICITY, "–"


def _flagged(table: TypedTable, what: str, cycle: BoardCycle) -> str:
    found = sum(int(rows) for source in table.sources for words, rows in source.flags if what in words)
    return rows_in_words(found, cycle.policy.threshold) or NONE


def _repeated(table: TypedTable, cycle: BoardCycle) -> str:
    key = TABLES[table.name].key if table.name in TABLES else ()
    if key:
        return f"{NONE}: the key of every row was checked"
    own = _flagged(table, "exact", cycle)
    twice = sum(int(rows) for source in table.sources for words, rows in source.set_aside if "twice" in words)
    return f"{own} kept; {rows_in_words(twice, cycle.policy.threshold)} counted once" if twice else own if own == NONE else f"{own}, kept"


def definition_breaks(breaks: TypedTable, *, cycle: BoardCycle) -> Result:
    """Where a series changes its meaning: what changed, when, what may not be compared, who says so, how sure it is.

    Returns
    -------
    Result of shape ``register``, the latest first: ``series, when, change, consequence, in_the_pooled_months, said_by, precision``.
    ``in_the_pooled_months`` says whether the day lies in the cycle's pooled months, where a trend of this pack would cross it.
    """
    measure = "definition_breaks"
    definition = definition_of(measure)
    if breaks.absent:
        return not_available(measure, definition, breaks, keys=("series",), shape="register")
    frame = breaks.frame.sort_values("changed_on", ascending=False, kind="stable")
    end = pd.Timestamp(cycle.period_end)
    start = end + pd.Timedelta(days=1) - pd.DateOffset(months=cycle.pooled_months)
    table = pd.DataFrame(
        {
            "series": frame["series"],
            "when": frame["date_words"],
            "change": frame["change"],
            "consequence": frame["consequence"],
            "in_the_pooled_months": ["Yes" if start <= day <= end else "No" for day in frame["changed_on"]],
            "said_by": frame["source"],
            "precision": frame["precision"].map(PRECISION),
        }
    ).reset_index(drop=True)
    return Result(measure=measure, shape="register", definition=definition, counts=table, keys=("series",), sources=breaks.sources)


INPUT_TABLES = Measure(
    "input_tables",
    Words(
        "What this pack was made of",
        "",
        "",
        noun="",
        method="Read from the files of the cycle.",
        notes=(
            "A synthetic table is invented: it shows how a page reads and says nothing about this force.",
            "An absent table leaves its measures 'not available'.",
        ),
    ),
    counts=Population("files"),
    rows=input_tables,
    shape="register",
    form="register",
    serves=("EIW-COM-O04", "EDHR-OP3.03"),
)

CODE_CHECKS = Measure(
    "code_checks",
    Words(
        "How the tables are coded",
        "",
        "",
        noun="",
        method="Counted while reading; nothing is corrected silently.",
        notes=("O1 is Chinese of the 16+1 list; it is counted as A4, in Asian.", "A code that no list knows stops the run, so none is left."),
    ),
    counts=Population("rows of every table"),
    rows=code_checks,
    shape="register",
    form="register",
    serves=("EDHR-OP3.03",),
)

DEFINITION_BREAKS = Measure(
    "definition_breaks",
    Words(
        "Where a series changes its meaning",
        "",
        "",
        noun="",
        method="As published; see the source of each row.",
        notes=("A comparison across one of these days is partly a change of definition.", "'To be checked' marks general knowledge without a source in hand."),
    ),
    counts=Population("definition_breaks"),
    rows=definition_breaks,
    shape="register",
    form="register",
    serves=("EDHR-OP3.03",),
)
