"""The values of stop-and-search rows: labels to groups, UTC text to local time, True/False to three-valued flags."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time

import numpy as np
import pandas as pd

from eianalysis import vocabulary as v
from eianalysis.errors import DataFault, DataFaults, Fault
from eianalysis.schema import TABLES
from eianalysis.schema.parse import NO, YES, clean
from eianalysis.schema.suggest import nearest_code
from eianalysis.sources.repeated_rows import many as how_many
from eianalysis.sources.repeated_rows import total
from eianalysis.vocabulary import plain

TABLE = TABLES["stop_search"]
UNKNOWN = object()
LONDON = "Europe/London"
ZONE = r"(?:Z|[+-]\d{2}:?\d{2}|[T ]\d{2}[\d:.]*\s*[+-]\d{1,2})\s*$"
MOMENT = "it should be as 2019-01-01T02:48:45+00:00; a spreadsheet may have changed it: fetch the file again from data.police.uk, and do not save it there"
NUMBERS_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")
DIFFERENT_SHOWN, LAST_MONTH = 10, 12
REMEDY = "If the word is right and new, say what it means in mapping.toml ([table.values])."


def type_searches(texts: pd.DataFrame, values: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """The typed columns of text rows; an unknown word or date is reported with its file and row, never guessed."""
    typed = texts[["force", "source_file", "source_row", "duplicate", "file_month"]].copy()
    faults: dict[str, list[Fault]] = {}

    def put(column: str, meaning: Callable[[str], object], source: str | None = None) -> None:
        cells = texts[source or column]
        words = {plain(theirs): ours for theirs, ours in values.get(source or column, {}).items()}
        known = {}
        for text in cells.unique():
            told = clean(text)
            known[text] = meaning(words.get(plain(told), told))
        unknown = [text for text, value in known.items() if value is UNKNOWN]
        if len(unknown) > DIFFERENT_SHOWN:
            expected = "is another column under this heading? Fetch the file again from data.police.uk"
            _report(faults, texts, cells.isin(unknown), f"{len(unknown)} different values that are not in {_list_of(column)}", expected, column)
        else:
            for text in unknown:
                _report(faults, texts, cells == text, *_unknown(text, column), column)
        typed[column] = cells.map({text: value for text, value in known.items() if value is not UNKNOWN})

    by_type = {plain(name): name for name in v.SEARCH_TYPES}
    ages = {plain(name): name for name in v.STOP_AGE}
    sexes = {plain(word): label for code, label in v.SEX.items() for word in (code, label)}
    outcomes = {plain(name): name for name in v.OUTCOMES}
    put("search_type", lambda text: by_type.get(plain(text), UNKNOWN))
    put("sex", lambda text: sexes.get(plain(text), UNKNOWN) if text else v.NOT_RECORDED)
    put("age_range", lambda text: ages.get(plain(text), UNKNOWN) if text else v.NOT_RECORDED)
    put("self_defined", lambda text: UNKNOWN if _code(text) is None else text)
    put("officer_ethnicity", lambda text: v.officer_group(text) or v.meaning("officer_defined", text) or UNKNOWN)
    put("outcome", lambda text: outcomes.get(plain(text), UNKNOWN) if text else np.nan)
    for column in ("operation", "legislation"):
        put(column, lambda text: text or np.nan)
    put("object", lambda text: text or v.NOT_RECORDED)  # a group of its own in a table by object
    for column in ("part_of_operation", "linked", "clothing_removed"):
        put(column, lambda text: UNKNOWN if _flag(text) is None else _flag(text))
        typed[column] = typed[column].replace({"": pd.NA}).astype("boolean")
    for column in ("latitude", "longitude"):
        typed[column] = pd.to_numeric(texts[column].replace("", np.nan), errors="coerce")
    _put_time(typed, texts, faults)
    if faults:
        each = [DataFault(file, "the stop_search table", found, REMEDY) for file, found in faults.items()]
        raise each[0] if len(each) == 1 else DataFaults(each)
    _put_ethnicity(typed)
    typed["encounter"] = _encounters(typed)
    typed["person_searched"] = typed["search_type"].map(v.SEARCH_TYPES).astype(bool)
    typed["positive"] = typed["outcome"].map(v.OUTCOMES).astype("boolean")
    typed["find"] = (typed["positive"] & typed["linked"]).mask(typed["positive"].isna() | typed["linked"].isna(), pd.NA)
    text = [
        "force",
        "source_file",
        "month",
        "search_type",
        "sex",
        "age_range",
        "self_defined",
        "officer_ethnicity",
        "outcome",
        "operation",
        "legislation",
        "object",
    ]
    return typed.astype(dict.fromkeys(text, "str")).astype({"source_row": "int64", "duplicate": bool})


def _code(label: str) -> str | None:
    """The 18+1 code of a label, or of a code that a mapping gave for one."""
    code = v.police_uk_code(label)
    return v.coded("ethnicity", label, v.ETHNICITY_18) if code is None else code


def _flag(text: str) -> bool | str | None:
    words = text.casefold()
    return "" if not words else True if words in YES else False if words in NO else None


def _put_ethnicity(typed: pd.DataFrame) -> None:
    labels = typed["self_defined"].unique()
    groups = v.ethnicity_groups([_code(label) for label in labels])
    for column, found in groups.items():
        typed[column] = typed["self_defined"].map(dict(zip(labels, found, strict=True))).astype("str")


def _put_time(typed: pd.DataFrame, texts: pd.DataFrame, faults: dict) -> None:
    """Local time from UTC text; just after midnight in summer a search carries the day before in the file.

    A moment without a zone is the hour of London that it says: nobody can know whether it was turned into UTC before.
    """
    written = texts["searched_at"].astype(str)
    zoned = written.str.contains(ZONE)
    utc = pd.to_datetime(written.where(zoned), format="ISO8601", utc=True, errors="coerce")
    local = utc.dt.tz_convert(LONDON)
    if not zoned.all():
        plain_ = pd.to_datetime(written.mask(zoned), format="ISO8601", errors="coerce")
        local = local.fillna(plain_.dt.tz_localize(LONDON, ambiguous=pd.Series(False, index=plain_.index).to_numpy(), nonexistent="shift_forward"))
    wrong = texts.loc[local.isna(), "searched_at"].astype(str)
    for kind, rows in wrong.groupby(_kinds_of_moments(wrong), sort=False):
        more = rows.nunique() - 1
        others = f" and {more:,} other{'s' if more > 1 else ''} are" if more else " is"
        found = "it is empty" if not rows.iloc[0].strip() else f"'{rows.iloc[0][:40]}'{others} {kind}"
        _report(faults, texts, texts.index.isin(rows.index), found, MOMENT, "searched_at")
    typed["searched_at"], typed["zoned"] = local, zoned
    months = (local.dt.year * 12 + local.dt.month - 1).fillna(0).astype("int64")
    typed["month"] = months.map({month: f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months.unique()})


def _encounters(typed: pd.DataFrame) -> pd.Series:
    """A number for each incident of several searches: those who are stopped together are searched at one time and place, and what is found
    with one of them is mostly found with all. At midnight to the second no time was recorded."""
    where = ["force", "searched_at", "latitude", "longitude"]
    midnight = typed["searched_at"].dt.time.eq(time(0))
    place = typed["latitude"].notna() & typed["longitude"].notna() & ~midnight
    several = place & typed[where].duplicated(keep=False)
    return typed[several].groupby(where, sort=False, observed=True).ngroup().reindex(typed.index).astype("Int64")


def _kinds_of_moments(texts: pd.Series) -> pd.Series:
    """What is wrong with each moment; all that are written in numbers with the year last are of one kind, which all of them tell."""
    parts = texts.str.extract(NUMBERS_FIRST).astype("float64")
    day, month = (parts[0] > LAST_MONTH).any(), (parts[1] > LAST_MONTH).any()
    order = "day first" if day and not month else "month first" if month and not day else "with the year last"
    return pd.Series(np.where(parts[0].notna(), f"written {order}", np.where(texts.str.strip() == "", "empty", "not a date")), index=texts.index)


def _unknown(text: str, column: str) -> tuple[str, str]:
    """What was found and what would be right, of a word that is not known; codes only, so the word may be shown."""
    declared = TABLE[column]
    if declared.kind == "flag":
        return f"'{text[:40]}' is neither True nor False", "it should be True, False or empty"
    return (f"'{text[:80]}' is not in {_list_of(column)}" if text.strip() else "it is empty"), nearest_code(text, declared)


def _list_of(column: str) -> str:
    return TABLE[column].list_name or "True and False"


def _report(faults: dict, texts: pd.DataFrame, where: pd.Series | np.ndarray, found: str, expected: str, column: str) -> None:
    """One fault for all files, told of the first file that has it, with its first row there and how many rows have it."""
    rows = texts.loc[where, ["source_file", "source_row"]]
    first, files = rows.iloc[0], rows["source_file"].nunique()
    many = total(where, how_many(texts))
    if many > 1:
        found += f" (in {many:,} rows{f' of {files} files' if files > 1 else ''})"
    fault = Fault(found, expected, row=int(first["source_row"]) or None, column=TABLE[column].aliases[0])
    faults.setdefault(str(first["source_file"]), []).append(fault)
