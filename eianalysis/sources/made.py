"""Columns and rows that a mapping makes of others: snapshots of a list, age of a birth date, hours of a share, posts of a person."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import Table
from eianalysis.schema.date_columns import is_empty_date
from eianalysis.schema.faults import in_rows
from eianalysis.schema.parse import read_codes
from eianalysis.sources.apply import Mapped, column_of, days_of, meant
from eianalysis.sources.mapping import NAME, Entry
from eianalysis.sources.read import ReadTable
from eianalysis.vocabulary import rank_as_written

#: What all posts of one person must agree in: else they are several people under one reference.
_SAME_PERSON = ("sex", "ethnicity_code", "ethnicity_18", "ethnicity_5", "ethnicity_2")
#: Nothing larger is a share of full time; where full time is hours, so many who would work one hour a week have a share instead.
LARGEST_SHARE, FULL_SHARES = 1.5, 5
LISTED = "snapshots made of one list: rank, unit and the like are those of the day of the list"
MARKED = "rank_grade: temporary and acting ranks told by how they are written"
FURTHER = "further posts of a person, their hours added to the main one"


def complete(mapped: Mapped, entry: Entry, table: Table, read: ReadTable) -> Mapped:
    """What a mapping entry says is to be made of other columns, made; the rest as it is. A birth date does not stay.

    Raises ``DataFault`` for a text that is no date or number, for an hour's worth that is not said for a kind of worker,
    and for posts under one reference whose sex or ethnicity differ.
    """
    if entry.days:
        mapped = _snapshots(mapped, entry, read)
    if entry.born and "age" in table:
        mapped = _with_age(mapped, entry, table, read)
    if entry.fte and "fte" in table:
        mapped = _with_fte(mapped, entry, table, read)
    mapped = _with_marks(mapped, entry, table)
    return mapped if entry.posts is None else _main_posts(mapped, entry, table, read)


def _snapshots(mapped: Mapped, entry: Entry, read: ReadTable) -> Mapped:
    """Of a list of everybody who is or was there: who was in post at the end of each day."""
    begin = meant(entry, mapped.frame, "service_start")
    if not begin:
        raise _fault(read, "'days' needs to know who had started", "map a column to service_start")
    started = days_of(mapped.frame[begin[0]], entry, read)
    left = days_of(mapped.kept[column_of(mapped.kept, entry.left)], entry, read)
    frames, kept = [], []
    for day in entry.days:
        there = (started <= pd.Timestamp(day)) & ~(left <= pd.Timestamp(day))
        frames.append(mapped.frame[there].assign(as_at=day.isoformat()))
        kept.append(mapped.kept[there])
    return replace(mapped, frame=pd.concat(frames), kept=pd.concat(kept), translated=(*mapped.translated, (LISTED, 0)))


def _day_of_row(frame: pd.DataFrame, entry: Entry, table: Table, read: ReadTable) -> pd.Series:
    """The day a row speaks of: the date of its key, else the first date that every row must have."""
    dates = [column for column in table.columns if column.kind == "date"]
    told = [*(column for column in dates if column.name in table.key), *(column for column in dates if column.filled)]
    there = next((found[0] for column in told if (found := meant(entry, frame, column.name))), None)
    if there is None:
        raise _fault(read, "'born' needs the day of each row", f"map a column to {told[0].name if told else 'a date'}, or give it in [table.constants]")
    return days_of(frame[there], entry, read)


def _with_age(mapped: Mapped, entry: Entry, table: Table, read: ReadTable) -> Mapped:
    """Age in whole years on the day of the row; 1 January 1900 and the like are no birth date."""
    name = column_of(mapped.kept, entry.born)
    day = _day_of_row(mapped.frame, entry, table, read)
    texts = mapped.kept[name].map(lambda text: "" if is_empty_date(text) else text)
    born = days_of(texts, entry, read, day.max().date() if day.notna().any() else None, private=True)
    before = (day.dt.month < born.dt.month) | ((day.dt.month == born.dt.month) & (day.dt.day < born.dt.day))
    age = (day.dt.year - born.dt.year - before).astype("Int64")
    frame = mapped.frame.drop(columns=[column for column in meant(entry, mapped.frame, "age") if column != name])
    frame = frame.drop(columns=[name] if name in frame else []).assign(age=_texts(age))
    return replace(mapped, frame=frame, kept=mapped.kept.drop(columns=name))


def _with_fte(mapped: Mapped, entry: Entry, table: Table, read: ReadTable) -> Mapped:
    """A share of full time, of a column in which a full-time post is 100 (per cent) or 37 (hours), say."""
    name, full = column_of(mapped.kept, entry.fte["column"]), entry.fte["full"]
    texts = mapped.kept[name].str.rstrip("% ").str.replace(",", "", regex=False)
    value = pd.to_numeric(texts.where(texts != ""), errors="coerce")
    wrong = texts.index[value.isna() & (texts != "")]
    if len(wrong):
        raise DataFault(
            read.file,
            f"its entry in {NAME}",
            [Fault("it is not a number", "hours or per cent as a number", row=int(wrong[0]), column=name)],
            "Correct the file, or set these rows aside.",
        )
    _one_measure(value, mapped.kept[name], full, name, read)
    per = pd.Series(float(full), index=texts.index) if not isinstance(full, dict) else _by_kind(mapped.frame, entry, table, full, read)
    frame = mapped.frame.drop(columns=meant(entry, mapped.frame, "fte"))  # what it was made of is not FTE itself
    return replace(mapped, frame=frame.assign(fte=_texts((value / per).round(4))))


def _one_measure(value: pd.Series, texts: pd.Series, full: object, name: str, read: ReadTable) -> None:
    """Refuse a column in which some cells are shares (0.8) and others hours or per cent (80, 80%): one full time cannot be of both."""
    most, signs = max(map(float, full.values())) if isinstance(full, dict) else float(full), texts.str.contains("%", regex=False)
    small = (value > 0) & (value <= LARGEST_SHARE) & ~signs
    several = most > LARGEST_SHARE and (most == 100 or int((value[small] == 1).sum()) >= FULL_SHARES)
    faults = [
        in_rows(where[where].index, name, said, f"full time is {most:g} here, and a cell can be of one measure only: write all of them alike")
        for where, said in (
            (small if several else small & False, "it looks like a share of full time"),
            (signs if most != 100 else signs & False, "it is per cent"),
        )
        if where.any()
    ]
    if faults:
        raise DataFault(read.file, f"its entry in {NAME}", faults, "Correct the file.")


def _texts(numbers: pd.Series) -> pd.Series:
    """Numbers as a file would have them; none is an empty cell."""
    return pd.Series(["" if pd.isna(one) else f"{one:g}" for one in numbers], index=numbers.index, dtype=object)


def _by_kind(frame: pd.DataFrame, entry: Entry, table: Table, full: dict, read: ReadTable) -> pd.Series:
    """What full time is for each row's kind of worker; 'other' is for all that are not named."""
    found = meant(entry, frame, "worker_type")
    if not found:
        raise _fault(read, "'fte' says what full time is by worker type, which the table has not", "map a column to worker_type")
    kinds = frame[found[0]].map(read_codes([text for text in frame[found[0]].unique() if text], table["worker_type"])[0])
    per = kinds.map({**full}).astype("float64").fillna(float(full.get("other", "nan")))
    if per.isna().any():
        missing = kinds[per.isna()].dropna().unique()
        raise _fault(
            read, f"'fte' does not say what full time is for {', '.join(sorted(missing)) or 'rows without a worker type'}", "add it to full, or say other = 37"
        )
    return per


def _with_marks(mapped: Mapped, entry: Entry, table: Table) -> Mapped:
    """Whether a rank is held temporarily or acted in, where it is written so (T/Sgt, A/Insp) and no column says it."""
    names = meant(entry, mapped.frame, "rank_grade")
    if not names or "temp_rank" not in table:
        return mapped
    texts = mapped.frame[names[0]]
    marks = texts.map({text: (rank_as_written(text) or ("", ""))[1] for text in texts.unique()})
    if not (marks != "").any():
        return mapped
    frame = mapped.frame
    for column, mark in (("temp_rank", "temporary"), ("acting", "acting")):
        if not meant(entry, frame, column):
            frame = frame.assign(**{column: (marks == mark).map({True: "Y", False: "N"}).where(texts != "", "").astype(object)})
    return replace(mapped, frame=frame, translated=(*mapped.translated, (MARKED, int((marks != "").sum()))))


def _main_posts(mapped: Mapped, entry: Entry, table: Table, read: ReadTable) -> Mapped:
    """One row a person and day: the main post (as marked, else that with most hours, else the first), with all hours."""
    frame = mapped.frame
    key = [found[0] for name in table.key if (found := meant(entry, frame, name))]
    if len(key) < len(table.key):
        raise _fault(read, f"'posts' needs {' and '.join(table.key)}", "map a column to each")
    fte = meant(entry, frame, "fte")
    hours = pd.to_numeric(frame[fte[0]], errors="coerce") if fte else pd.Series(0.0, index=frame.index)
    marked = pd.Series(False, index=frame.index)
    if main := (entry.posts or {}).get("main"):
        marked = mapped.kept[column_of(mapped.kept, main["column"])].str.casefold() == str(main["is"]).casefold()
    place = pd.DataFrame({"marked": ~marked.to_numpy(), "hours": -hours.fillna(0).to_numpy(), "at": range(len(frame))})
    order = place.sort_values(["marked", "hours", "at"], kind="stable")["at"].to_numpy()
    ordered = frame.iloc[order]
    _one_person(ordered, key, entry, read)
    known = (ordered[key] != "").all(axis=1)
    again = ordered.duplicated(key) & known
    if fte:
        total = hours.iloc[order].groupby([ordered[name].to_numpy() for name in key], sort=False).transform(lambda each: each.sum(min_count=1))
        several = ordered.duplicated(key, keep=False) & known & total.notna()
        ordered = ordered.assign(**{fte[0]: ordered[fte[0]].where(~several, _texts(total.round(4)))})
    keep = (~again).to_numpy()
    back = order[keep].argsort(kind="stable")
    return replace(
        mapped,
        frame=ordered[keep].iloc[back],
        kept=mapped.kept.iloc[order][keep].iloc[back],
        set_aside=(*mapped.set_aside, *(((FURTHER, int(again.sum())),) if again.any() else ())),
    )


def _one_person(frame: pd.DataFrame, key: list[str], entry: Entry, read: ReadTable) -> None:
    """Refuse rows under one reference that cannot be one person; the reference is not shown."""
    faults = []
    for name in _SAME_PERSON:
        for column in meant(entry, frame, name):
            known = frame[frame[column] != ""]
            differ = known.groupby(key, sort=False)[column].transform(lambda each: each.str.casefold().nunique()) > 1
            if differ.any():
                rows = sorted(int(row) for row in known.index[differ].unique())
                faults.append(
                    Fault(
                        f"posts under one reference differ in it, in {len(rows)} rows",
                        "posts of one person agree in it; is it the reference of a person?",
                        row=rows[0],
                        column=column,
                    )
                )
    if faults:
        raise DataFault(read.file, f"its entry in {NAME}", faults, "Correct the file or the mapping.")


def _fault(read: ReadTable, found: str, expected: str) -> DataFault:
    return DataFault(read.file, f"its entry in {NAME}", [Fault(found, expected)], "Correct the mapping.")
