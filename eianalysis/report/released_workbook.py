"""The released tables of a pack as one accessible workbook: cover, contents, notes, and one table a sheet (gptables).

Made from the released CSV files and their sidecars and from nothing else. The bytes depend on them alone: no date of
today, no name of a machine. Text that a spreadsheet would run as a formula is text here too.
"""

from __future__ import annotations

import re
import warnings
from datetime import datetime
from math import isfinite
from pathlib import Path

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.provenance import FORMULA_STARTS, TELLING, WHOLE_NUMBERS
from eianalysis.results import FIGURES, HIDDEN_STATUS
from eianalysis.vocabulary import SYMBOLS, day_in_words

CREATED = datetime(2000, 1, 1)  # written into every workbook: the day it was made is no part of what it says
COUNTED = ("denominator", "at_risk")
DECIMALS = 6  # of a fraction; the CSV has every digit that was released
NAME = 31  # the longest name of a sheet
WORDS = {
    "numerator": "Number",
    "denominator": "Out of",
    "rate": "Rate (fraction)",
    "rate_low": "Rate, lower end of range",
    "rate_high": "Rate, upper end of range",
    "reference": "Compared with",
    "disparity_ratio": "Ratio to the reference",
    "ratio_low": "Ratio, lower end of range",
    "ratio_high": "Ratio, upper end of range",
    "gap": "Gap to the reference (fraction)",
    "gap_low": "Gap, lower end of range",
    "gap_high": "Gap, upper end of range",
    "people": "People",
    "mean_low": "Mean, lower end of range",
    "mean_high": "Mean, upper end of range",
    "p_value": "p-value",
    "df": "Degrees of freedom",
}
NOTES = {
    "hidden": "[c] stands for a figure that is hidden because small numbers could tell about a person. It is not 0.",
    "ranges": "A range holds the values that the records allow with the confidence the board cycle names, 95% unless it says "
    "otherwise. A wide range means that few people were counted.",
    "verdict": "Verdicts are: clear difference, possible difference, no material difference, too few to say. How they are judged "
    "is told in the methods of the pack.",
    "synthetic": "Synthetic data come from an invented force. They describe nobody.",
}


def write_workbook(pack: Path, cycle: BoardCycle, sidecars: dict[str, dict]) -> Path | None:
    """Write ``<cycle>-tables.xlsx`` into the pack; None where the pack has no table."""
    if not sidecars:
        return None
    sheets = {
        sheet_name(number, name): sheet(
            number, name, pd.read_csv(pack / "tables" / f"{name}.csv", dtype=str, keep_default_na=False), side, cycle.marking, f"File {name}.csv"
        )
        for number, (name, side) in enumerate(sorted(sidecars.items()), 1)
    }
    title, occasion = (_safe(cycle.says(words)) for words in (cycle.of_kind.tables, cycle.of_kind.tables_for))
    return produce(
        pack / f"{cycle.name}-tables.xlsx",
        sheets,
        title,
        cycle.marking,
        any(side["synthetic"] for side in sidecars.values()),
        [f"Equality and inclusion, {day_in_words(cycle.period_start)} to {day_in_words(cycle.period_end)}, {occasion}."],
    )


def produce(target: Path, sheets: dict, title: str, marking: str, synthetic: bool, intro: list[str]) -> Path:
    """Write these sheets behind a cover, with the notes they name."""
    gptables = _gptables()
    said = "".join(str(sheet.subtitles) + str(sheet.table_notes) for sheet in sheets.values())
    notes = [(key, text) for key, text in NOTES.items() if f"$${key}$$" in said]
    cover = gptables.Cover(
        title=title,
        intro=[*filter(None, [marking]), *(["SYNTHETIC DATA: some tables come from an invented force and describe nobody."] if synthetic else []), *intro],
        about=["One table a sheet. Small numbers are hidden.", *(f"{symbol}: {text}" for symbol, text in sorted(SYMBOLS.items()))],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its advice on style is for people at a keyboard
        book = gptables.produce_workbook(
            str(target),
            sheets,
            cover=cover,
            notes_table=pd.DataFrame(notes, columns=["Note", "Note text"]) if notes else None,
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
    book.set_properties({"title": cover.title, "subject": marking, "created": CREATED, "author": "", "comments": "SYNTHETIC DATA" if synthetic else ""})
    book.close()
    return target


def _gptables():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its import leaves a file open
        import gptables

        return gptables


def sheet_name(number: int, name: str) -> str:
    """A short name that no other sheet has."""
    return f"{number}_{re.sub(r'[^A-Za-z0-9]+', '_', name)}"[:NAME]


def sheet(number: int, name: str, raw: pd.DataFrame, side: dict, marking: str, file: str = ""):
    """The sheet of one released table, its cells as the CSV has them and its sidecar beside it; ``file`` says where else it stands."""
    about, hidden = side["definition"], "status" in raw and raw["status"].isin(HIDDEN_STATUS).any()
    table = _readable(raw)
    marks = [mark for mark, there in (("hidden", hidden), ("synthetic", side["synthetic"])) if there]
    refs = "".join(f"$${mark}$$" for mark in marks)
    subtitles = [f"{'. '.join(filter(None, (marking, 'SYNTHETIC DATA' * side['synthetic'], file or 'Released table')))}.{refs}"]
    if about["numerator"] and about["denominator"]:
        subtitles.append(f"Counted: {about['numerator']}. Out of: {about['denominator']}.")
    subtitles += [text for text in (side.get("duty"), side["note"], *about["notes"]) if text]
    subtitles[1:] = map(_safe, subtitles[1:])  # the first is ours, with the marks of its notes
    columns = {WORDS["rate_low"]: "$$ranges$$", "Verdict": "$$verdict$$"}
    shown = {symbol for symbol in SYMBOLS if (table == symbol).any(axis=None)}
    return _gptables().GPTable(
        table=table,
        table_name=f"table_{number}",
        title=f"Table {number}: {_safe(about['title'])}",
        subtitles=subtitles,
        scope=_safe(about["noun"].capitalize()),
        source="Source: " + (_safe("; ".join(sorted({f"{one['file']} ({one['state']})" for one in side["sources"]}))[:900]) or "the board cycle"),
        legend=[f"{symbol}: {SYMBOLS[symbol]}" for symbol in sorted(shown)],
        table_notes={column: ref for column, ref in columns.items() if column in table.columns} or None,
        instructions="This worksheet contains one table.",
        index_columns={},
    )


def _readable(raw: pd.DataFrame) -> pd.DataFrame:
    """The table in words and numbers, a symbol in every cell that is empty."""
    table = pd.DataFrame(index=raw.index)
    status = raw["status"] if "status" in raw else pd.Series("", index=raw.index)
    for column in raw:
        figure = column in (*FIGURES, *TELLING, *COUNTED, *WHOLE_NUMBERS) and column not in ("reference", "verdict", "comparison", "status")
        table[column] = [_cell(text, column, mark, figure) for text, mark in zip(raw[column], status, strict=True)]
    empty = [column for column in table if len(table) and (table[column] == "[z]").all()]
    table = table.drop(columns=empty)
    if table.empty:  # not available: a sheet that says so, in place of a table without rows
        return pd.DataFrame({"Status": ["[x]"]})
    words = {column: WORDS.get(column, column.replace("_", " ").capitalize()) for column in table}
    twice = {word for word in words.values() if list(words.values()).count(word) > 1}
    return table.rename(columns={column: column if word in twice else word for column, word in words.items()})


def _cell(text: str, column: str, status: str, figure: bool) -> object:
    if text == "":
        if status in HIDDEN_STATUS and column in (*FIGURES, *TELLING, *COUNTED):
            return "[c]"
        return "[x]" if status == "not_available" else "[z]"
    if figure:
        try:
            number = float(text)
        except ValueError:
            return text
        if not isfinite(number):
            return text
        return int(number) if number.is_integer() and column in WHOLE_NUMBERS else round(number, DECIMALS)
    return _safe(text) if any(letter.isalnum() for letter in text) else "[z]"  # a lone dash says nothing to a listener


def _safe(text: str) -> str:
    """Text as text: no formula, no mark and no link of gptables' own."""
    text = text.replace("$$", "$ $").replace("](", "] (")
    return f"'{text}" if text.lstrip(" ")[:1] in FORMULA_STARTS and text.strip() else text
