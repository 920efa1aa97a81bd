"""A frame of text against its declaration: the typed frame, or every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from eianalysis.errors import DataFault, Fault, nearest
from eianalysis.schema import date_columns, parse
from eianalysis.schema.columns import Table, heading
from eianalysis.schema.derived_columns import filled
from eianalysis.schema.faults import cell_faults, failed_cells, failed_faults, heading_faults, in_rows
from eianalysis.schema.full_time import fte_faults, wanted_of_cells
from eianalysis.schema.granularity import ethnicity_column
from eianalysis.schema.worker_kinds import kind_faults
from eianalysis.schema.ladder import ladder_faults
from eianalysis.schema.identifiers import LOST, read_alike
from eianalysis.schema.row_faults import row_faults
from eianalysis.schema.several import Places, cleaned, one_of_several, read_kind
from eianalysis.schema.shown import hidden_of


def validate(
    frame: pd.DataFrame,
    table: Table,
    *,
    file: str,
    header_row: int = 1,
    own_codes: Mapping[str, Mapping[str, str]] | None = None,
    date_form: str | None = None,
    latest: date | None = None,
    notes: list[str] | None = None,
    theirs: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the typed frame of a table that fits its declaration, or refuse it with every fault it has.

    Parameters
    ----------
    frame : DataFrame of text
        As read, headings as the file has them. An index named ``row`` holds the rows as a person counts; otherwise the
        first row is the one below ``header_row``.
    own_codes : {column: {value found: label shown}}
        Characteristics for which the source's own list holds instead of ours (an empty dict shows values as found).
    date_form : ``strptime`` form of the file's dates, where it says one.
    latest : nothing after this day is known: years of two digits are read so.
    notes : a list that what is to be told of the columns is added to.
    theirs : which heading of the file each column had before it was named as ours, for messages.

    Raises
    ------
    DataFault
        Listing every fault: row, column, value, what would be right. Values of text columns are never shown.
    """
    own_codes = own_codes or {}
    rows = frame.index if frame.index.name == "row" else pd.RangeIndex(header_row + 1, header_row + 1 + len(frame))
    frame = frame.set_axis(rows, axis=0)
    owned = {heading(name) for name in own_codes}
    places = table.find(name for name in frame.columns if heading(name) not in owned)
    said: list[str] = []
    frame, places, faults = one_of_several(frame, places, table, said)
    places = _as_fine_as_it_is(frame, places, table)
    faults += heading_faults(frame, table, places, own_codes)
    columns = {column.name: cleaned(frame[found]) for column in table.columns if (found := _only(places.get(column.name, ()), frame))}
    headings = {**{name: found[0] for name, found in places.items()}, **(theirs or {})}
    typed: dict[str, pd.Series] = {}
    bad_cells: dict[str, pd.Index] = {}
    for name, texts in columns.items():
        column, found = table[name], places[name][0]
        label = name if heading(found) == heading(name) else f"{name} (here: {found})"
        failed = failed_cells(texts)
        sound = texts[~failed] if failed.any() else texts
        faults += failed_faults(texts[failed], label, name)
        if column.kind == "date":
            read = _dates(name, sound, table, columns, date_form, None if column.ahead else latest)
            values, reasons = read.values, read.reasons
            faults += [Fault(evidence, expected, column=label) for evidence, expected in read.doubts]
            said += [f"{name}: {note}" for note in read.notes]
        else:
            values, reasons = read_kind([text for text in sound.unique() if text], column)
        hours = wanted_of_cells(texts[texts.isin(list(reasons))], headings[name], texts[texts.isin(list(values))]) if name == "fte" and reasons else ""
        faults += cell_faults(sound, column, label, reasons, of_people=_of_people(table), expected=hours)
        bad_cells[name] = texts.index[failed | texts.isin(list(reasons)) if reasons else failed]
        typed[name] = parse.series(values, texts, column)
        if column.reference:
            typed[name] = _met(typed[name], label, faults, said)
    for name, labels in own_codes.items():
        texts = _own(frame, name, file)
        faults += failed_faults(texts[failed_cells(texts)], name, name)
        typed[name] = texts.map({text: labels.get(text, text) or "Not recorded" for text in texts.unique()}).astype("str")
    faults += row_faults(typed, table, bad_cells) + kind_faults(typed, said) + ladder_faults(typed, said) + fte_faults(typed, headings.get("fte", "fte"))
    if faults:
        raise DataFault(file, f"the {table.name} table", sorted(faults, key=_place), "Correct the extract, or say in mapping.toml how it is to be read.")
    if notes is not None:
        notes += said
    return filled(pd.DataFrame(typed, index=rows), table)


def _only(names, frame: pd.DataFrame) -> str | None:
    """The one heading of a column; None where there is none, or it stands twice."""
    return names[0] if len(names) == 1 and list(frame.columns).count(names[0]) == 1 else None


def _dates(name: str, texts: pd.Series, table: Table, columns: Mapping[str, pd.Series], form: str | None, latest: date | None) -> date_columns.Reading:
    """A column of dates, with the file's other ones to ask where it cannot tell the day from the month."""
    others = (text for other, its in columns.items() if other != name and table[other].kind == "date" for text in its.unique())
    return date_columns.read_date_column(texts, form, others=others, latest=latest)


def _met(texts: pd.Series, label: str, faults: list[Fault], said: list[str]) -> pd.Series:
    """References as every table has them; those whose last digits a spreadsheet has lost are a fault."""
    lost = texts.index[texts.isin([text for text in texts.dropna().unique() if LOST.fullmatch(text)])]
    if len(lost):
        faults.append(in_rows(lost, label, "a spreadsheet has written it as a power of ten, and its last digits are lost", "export it again as text"))
    alike, twice = read_alike(texts)
    if twice:
        said.append(f"{label}: some are written in two ways (leading zeros, '.0'), and read as one")
    return alike


def _of_people(table: Table) -> bool:
    """Whether a row is a person who can be told by name: in the force, or one who applied to it."""
    return bool({"person_ref", "application_ref", "interest_ref", "panel_ref"} & set(table.names))


def unused(frame: pd.DataFrame, table: Table) -> list[tuple[str, str]]:
    """Headings that were not read though they look like a column that the file seems not to have: (heading, column).

    Those that look like a reference to a person are none.
    """
    places = table.find(frame.columns)
    read = {found for names in places.values() for found in names} | hidden_of(frame, table)
    missing = {heading(word): column.name for column in table.columns if column.name not in places for word in (column.name, *column.aliases)}
    pairs = []
    for found in frame.columns:
        close = None if found in read or not heading(found) else nearest(heading(found), missing)
        if close is not None and abs(len(close) - len(heading(found))) <= 2:
            pairs.append((str(found), missing[close]))
    return pairs


def _as_fine_as_it_is(frame: pd.DataFrame, places: Places, table: Table) -> Places:
    """The places with a column of five (or two) groups of ethnicity under the name those have."""
    found = places.get("ethnicity_code", [])
    if len(found) != 1 or list(frame.columns).count(found[0]) > 1:
        return places
    name = ethnicity_column(table, [text for text in cleaned(frame[found[0]]).unique() if text])
    return places if name in places else {**{key: at for key, at in places.items() if key != "ethnicity_code"}, name: found}


def _own(frame: pd.DataFrame, name: str, file: str) -> pd.Series:
    """The texts of a column in the source's own words."""
    found = [column for column in frame.columns if heading(column) == heading(name)]
    if len(found) != 1:
        raise DataFault(file, "its mapping", [Fault(f"own_codes names '{name}', which the table has not", "map a column of the file to it in [table.columns]")])
    return cleaned(frame[found[0]])


def _place(fault: Fault) -> tuple:
    return (fault.row is not None, fault.row or 0, fault.column or "")
