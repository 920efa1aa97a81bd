"""A frame of text against its declaration: the typed frame, or every fault at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from eianalysis.errors import DataFault, Fault, nearest
from eianalysis.schema import dates, parse
from eianalysis.schema.columns import Column, Table, heading
from eianalysis.schema.derive import derive
from eianalysis.schema.granularity import ethnicity_column
from eianalysis.schema.stages import stage_faults
from eianalysis.schema.suggest import like_a_code, nearest_code

#: More different unknown codes than this in one column mean a wrong column, and might be names: they are not echoed.
DIFFERENT_SHOWN = 10
ROWS_SHOWN = 6


DATE_LIKE = re.compile(r"[\d/.: -]{4,19}|\d{1,2}[ /-][A-Za-z]{3,9}[ /-]\d{2,4}")
NUMBER_LIKE = re.compile(r"[-+]?[\d.,]+%?")


def validate(frame: pd.DataFrame, table: Table, *, file: str, header_row: int = 1,
             own_codes: Mapping[str, Mapping[str, str]] | None = None,
             date_form: str | None = None, latest: date | None = None, notes: list[str] | None = None) -> pd.DataFrame:
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
    frame, places = _merged(frame, places)
    places = _as_fine_as_it_is(frame, places, table)
    faults = heading_faults(frame, table, places, own_codes)
    typed: dict[str, pd.Series] = {}
    bad_cells: dict[str, pd.Index] = {}
    days = {column.name: _cleaned(frame[places[column.name][0]]).unique() for column in table.columns if column.kind == "date"
            and len(places.get(column.name, ())) == 1 and list(frame.columns).count(places[column.name][0]) == 1}
    for column in table.columns:
        if len(places.get(column.name, ())) != 1:
            continue
        found = places[column.name][0]
        if list(frame.columns).count(found) > 1:
            continue
        texts = _cleaned(frame[found])
        label = column.name if heading(found) == heading(column.name) else f"{column.name} (here: {found})"
        failed = _failed(texts)
        if column.kind == "date":
            others = [text for name, found in days.items() if name != column.name for text in found]
            read = dates.read_date_column(texts[~failed], date_form, others=others, latest=None if column.ahead else latest)
            values, reasons = read.values, read.reasons
            faults += [Fault(found, expected, column=label) for found, expected in read.doubts]
            if notes is not None:
                notes += [f"{column.name}: {note}" for note in read.notes]
        else:
            values, reasons = _read(texts[~failed], column)
        faults += _failed_faults(texts[failed], label, column.name)
        faults += _cell_faults(texts[~failed], column, label, reasons, of_people=_of_people(table))
        bad_cells[column.name] = texts.index[failed | texts.isin(list(reasons))]
        typed[column.name] = parse.series(values, texts, column)
    for name, labels in own_codes.items():
        texts = _own(frame, name, file)
        faults += _failed_faults(texts[_failed(texts)], name, name)
        typed[name] = texts.map({text: labels.get(text, text) or "Not recorded" for text in texts.unique()}).astype("str")
    faults += _date_order_faults(typed, table) + _part_faults(typed, table) + _skipped(typed, table)
    faults += stage_faults(typed, table) + _key_faults(typed, table, bad_cells)
    if faults:
        raise DataFault(file, f"the {table.name} table", sorted(faults, key=_place),
                        "Correct the extract, or say in mapping.toml how it is to be read.")
    return derive(pd.DataFrame(typed, index=rows), table)


def _of_people(table: Table) -> bool:
    """Whether a row is a person who can be told by name: in the force, or one who applied to it."""
    return bool({"person_ref", "application_ref", "interest_ref", "panel_ref"} & set(table.names))


def unused(frame: pd.DataFrame, table: Table) -> list[tuple[str, str]]:
    """Headings that were not read though they look like a column that the file seems not to have: (heading, column)."""
    places = table.find(frame.columns)
    read = {found for names in places.values() for found in names}
    missing = {heading(word): column.name for column in table.columns if column.name not in places
               for word in (column.name, *column.aliases)}
    pairs = []
    for found in frame.columns:
        close = None if found in read or not heading(found) else nearest(heading(found), missing)
        if close is not None and abs(len(close) - len(heading(found))) <= 2:
            pairs.append((str(found), missing[close]))
    return pairs


def _merged(frame: pd.DataFrame, places: dict) -> tuple[pd.DataFrame, dict]:
    """Two headings of one column become one where no row fills both differently: Rank of officers, Grade of staff."""
    places = dict(places)
    for name, found in places.items():
        if len(found) < 2 or len(set(found)) < len(found) or any(list(frame.columns).count(one) > 1 for one in found):
            continue
        texts = pd.DataFrame({one: _cleaned(frame[one]) for one in found}).replace("", None)
        if (texts.nunique(axis=1) <= 1).all():
            label = " and ".join(found)
            frame = frame.drop(columns=found).assign(**{label: texts.bfill(axis=1).iloc[:, 0].fillna("")})
            places[name] = [label]
    return frame, places


def _as_fine_as_it_is(frame: pd.DataFrame, places: dict, table: Table) -> dict:
    """The places with a column of five (or two) groups of ethnicity under the name those have."""
    found = places.get("ethnicity_code", [])
    if len(found) != 1 or list(frame.columns).count(found[0]) > 1:
        return places
    name = ethnicity_column(table, [text for text in _cleaned(frame[found[0]]).unique() if text])
    return places if name in places else {**{key: at for key, at in places.items() if key != "ethnicity_code"}, name: found}


def _cleaned(texts: pd.Series) -> pd.Series:
    return texts.map({text: parse.clean(text) for text in texts.unique()}).astype(object)


def _read(texts: pd.Series, column: Column) -> tuple[dict, dict]:
    distinct = [text for text in texts.unique() if text]
    if column.kind in ("count", "number"):
        return parse.read_numbers(distinct, column)
    if column.kind == "flag":
        return parse.read_flags(distinct)
    if column.kind == "code":
        return parse.read_codes(distinct, column)
    return {text: text for text in distinct}, {}


def _own(frame: pd.DataFrame, name: str, file: str) -> pd.Series:
    """The texts of a column in the source's own words."""
    found = [column for column in frame.columns if heading(column) == heading(name)]
    if len(found) != 1:
        raise DataFault(file, "its mapping", [Fault(f"own_codes names '{name}', which the table has not",
                                                    "map a column of the file to it in [table.columns]")])
    return _cleaned(frame[found[0]])


def _failed(texts: pd.Series) -> pd.Series:
    """Where a cell holds what a spreadsheet writes for a formula that failed."""
    failed = [text for text in texts.unique() if parse.FAILED.fullmatch(text)]
    return texts.isin(failed)


def _failed_faults(texts: pd.Series, label: str, name: str) -> list[Fault]:
    """One fault a kind: a failed cell is no blank one, because something should stand there."""
    return [_fault(where, label, f"the cell failed in the spreadsheet: '{text}'",
                   "open it there, let it calculate and save it again" if text == "#NOT CALCULATED" else
                   f"mend it there, or where it means that nothing is recorded say so in mapping.toml: [values.{name}] '{text}' = ''")
            for text, where in texts.groupby(texts).groups.items()]


def heading_faults(frame, table: Table, places, own_codes) -> list[Fault]:
    found = [str(name) for name in frame.columns]
    faults = []
    for column in table.columns:
        names = places.get(column.name, [])
        if len(names) > 1 and len(set(names)) == 1:
            faults.append(Fault(f"the heading '{names[0]}' stands {len(names)} times", "keep one", column=column.name))
        elif len(names) > 1:
            both = " and ".join(f"'{name}'" for name in names)
            faults.append(Fault(f"{both} both mean this column and differ", f"name the right one '{column.name}'",
                                column=column.name))
        if column.required and not names and column.name not in own_codes:
            if not any(other in places or other in own_codes for other in column.instead):
                faults.append(_missing(column, found, places))
    return faults


def _missing(column: Column, found: list[str], places: Mapping) -> Fault:
    read = {name for names in places.values() for name in names}
    beside = {heading(name): words for name, words in column.beside.items()}
    other = next((name for name in found if heading(name) in beside), None)
    if other is not None:
        return Fault("the column is missing", f"found '{other}': {beside[heading(other)]}", column=column.name)
    left = {heading(name): name for name in found if name not in read and heading(name)}
    words = (nearest(heading(word), left) for word in (column.name, *column.aliases))
    close = next((left[word] for word in words if word), None)
    if close is not None:
        hint = f"found '{close}' (if it is the same, rename it or add it to the columns of mapping.toml)"
    elif not read:  # no heading is known, so what stands there may be a row of people
        hint = f"none of the {len(found)} headings is known; is the row of headings missing?"
    else:
        hint = "found " + ", ".join(f"'{name}'" for name in found if name)
    return Fault("the column is missing", hint, column=column.name)


def _cell_faults(texts: pd.Series, column: Column, label: str, reasons: Mapping[str, str], *,
                 of_people: bool) -> list[Fault]:
    faults = []
    if column.filled and (texts == "").any():
        faults.append(_fault(texts.index[texts == ""], label, "it is empty", "every row needs one"))
    if column.kind == "code" and len(reasons) > DIFFERENT_SHOWN:
        where = texts.index[texts.isin(list(reasons))]
        return [*faults, _fault(where, label, f"{len(reasons)} different values that are not in "
                                f"{column.list_name or 'the list'}", "is this the right column?")]
    if reasons:
        for text, where in texts[texts.isin(list(reasons))].groupby(texts).groups.items():
            said = _may_be_shown(text, column) or not of_people and len(text) <= 60 and "@" not in text
            shown = f"'{text}'" if said else _shape(text)
            if column.kind == "code":
                said = f"{shown} is not a code of {column.list_name or 'the list'}"
                faults.append(_fault(where, label, said, nearest_code(text, column)))
            elif column.kind == "date":
                faults.append(_fault(where, label, f"{shown}: {reasons[text]}", f"it should be {dates.WANTED}"))
            elif column.kind == "flag":
                faults.append(_fault(where, label, f"{shown}: {reasons[text]}", "it should be Y or N"))
            else:
                faults.append(_fault(where, label, f"{shown}: {reasons[text]}", "it should be a number"))
    return faults


def _may_be_shown(text: str, column: Column) -> bool:
    """Whether a wrong value may stand in a message: what looks like its kind, or much like a code of the list.

    A shifted column puts names, birth dates and remarks where codes should be, and a message is an output too.
    """
    if column.kind == "date":
        return DATE_LIKE.fullmatch(text) is not None
    if column.kind in ("count", "number"):
        return len(text) <= 6 and NUMBER_LIKE.fullmatch(text) is not None
    if column.kind != "code":
        return False
    return len(text) <= 3 or like_a_code(text, column)


def _shape(text: str) -> str:
    """What a wrong value looks like, without saying it: '99/99/9999' of '12/03/1971'."""
    shape = "".join("9" if sign.isdigit() else "a" if sign.isalpha() else sign for sign in text[:20])
    return f"a value of the form '{shape}'"


def _fault(where: Iterable[int], label: str, found: str, expected: str) -> Fault:
    where = sorted(int(row) for row in where)
    if len(where) > 1:
        some = ", ".join(str(row) for row in where[:ROWS_SHOWN]) + (", …" if len(where) > ROWS_SHOWN else "")
        found = f"{found} (in {len(where)} rows: {some})"
    return Fault(found, expected, row=where[0], column=label)


def _date_order_faults(typed: Mapping[str, pd.Series], table: Table) -> list[Fault]:
    faults = []
    for later, earlier in table.not_before:
        if later in typed and earlier in typed:
            wrong = typed[later].index[(typed[later] < typed[earlier]).fillna(False)]
            if len(wrong):
                faults.append(_fault(wrong, later, f"earlier than {earlier}",
                                     "one of the two dates is wrong"))
    return faults


def _part_faults(typed: Mapping[str, pd.Series], table: Table) -> list[Fault]:
    """Rows in which parts add up to more than their total; the numbers are not shown."""
    faults = []
    for total, parts in table.parts:
        there = [name for name in parts if name in typed]
        if total in typed and there:
            added = sum(typed[name].astype("float64").fillna(0) for name in there)
            wrong = typed[total].index[(added > typed[total].astype("float64")).fillna(False)]
            if len(wrong):
                both = " and ".join(there)
                faults.append(_fault(wrong, total, f"less than {both}{' together' if len(there) > 1 else ''}",
                                     f"{both} {'are parts' if len(there) > 1 else 'is a part'} of it; one of the numbers is wrong"))
    return faults


def _skipped(typed: Mapping[str, pd.Series], table: Table) -> list[Fault]:
    """Rows with a yes at a stage and a no at the one it needs; where that one is blank the row is flagged instead."""
    faults = []
    for later, earlier in table.needs:
        if later in typed and earlier in typed:
            wrong = typed[later].index[(typed[later] & ~typed[earlier]).fillna(False).astype(bool)]
            if len(wrong):
                faults.append(_fault(wrong, later, f"yes where {earlier} is no", "one of the two is wrong"))
    return faults


def _key_faults(typed: Mapping[str, pd.Series], table: Table, bad_cells: Mapping[str, pd.Index]) -> list[Fault]:
    """Rows that share a key; the key's values are not shown, because they are references to people."""
    if not table.key or any(name not in typed for name in table.key):
        return []
    keys = pd.DataFrame({name: typed[name] for name in table.key}).dropna()
    keys = keys.drop(index=[row for name in table.key for row in bad_cells.get(name, ()) if row in keys.index])
    faults = []
    by = table.key[0] if len(table.key) == 1 else list(table.key)
    for _, where in keys[keys.duplicated(keep=False)].groupby(by, sort=False).groups.items():
        rows = sorted(int(row) for row in where)
        others = ", ".join(str(row) for row in rows[:-1])
        faults.append(Fault(f"rows {others} and {rows[-1]} have the same {' and '.join(table.key)}",
                            f"one row is {table.row_is}", row=rows[0]))
    return faults


def _place(fault: Fault) -> tuple:
    return (fault.row is not None, fault.row or 0, fault.column or "")
