"""Small tables drawn in a test as text, made through the real schema: what a loader would give for such a file.

    people = workforce('''
        person_ref  ethnicity_code  sex  service_start
        P1          W1              F    2015-04-01
        P2          A4              M    2019-09-01
    ''')

Columns are parted by two blanks or more; ``.`` is an empty cell. Required columns that a drawing leaves out are filled:
everyone is a White British male officer unless drawn otherwise.
"""

from __future__ import annotations

import re

import pandas as pd

from eianalysis.schema import TABLES, validate
from eianalysis.sources import Source, TypedTable

#: The file of a plain cycle of a real force, with what every cycle must say and nothing else.
CYCLE = """cycle = "c"
board = "Strategic Management Board"
meeting_date = 2023-04-26
period = { start = 2022-04-01, end = 2023-03-31 }
data_cut_off = 2023-03-31
profile = "board"
marking = "OFFICIAL-SENSITIVE"
"""
PERSON = {"worker_type": "officer", "ethnicity_code": "W1", "sex": "M"}
FILLED = {
    "workforce_snapshot": {**PERSON, "as_at": "2023-03-31", "service_start": "2015-04-01"},
    "leavers": {**PERSON, "service_start": "2015-04-01", "leaver_type": "VR", "leave_date": "2022-06-30"},
    "joiners": {**PERSON, "start_date": "2022-06-01"},
    "promotions": {
        **PERSON,
        "process_id": "2022-SGT",
        "opened": "2022-05-01",
        "to_rank": "Sergeant",
        "rank_grade": "Constable",
        "eligible": "Y",
        "applied": "N",
        "passed": "N",
        "promoted": "N",
    },
    "development_participation": {**PERSON, "scheme": "mentoring", "role": "participant", "started": "2021-05-01"},
    "misconduct_cases": {**PERSON, "received": "2022-06-01", "severity": "misconduct", "case_to_answer": "N"},
    "grievances": {**PERSON, "lodged": "2022-06-01", "closed": ""},
    "complaints": {"logged": "2022-06-01", "finalised": ""},
    "use_of_force": {"subject_ref": "1", "used_on": "2022-06-01", "tactic": "Unarmed skills", "officer_ethnicity": "White"},
    "dip_samples": {"sampled_on": "2022-06-30", "encounter_on": "2022-06-01", "sampler": "internal", "encounter_type": "search"},
}


def drawn(drawing: str) -> pd.DataFrame:
    """A drawing as a frame of text."""
    lines = [re.split(r"\s{2,}|\t", line.strip()) for line in drawing.strip().splitlines() if line.strip()]
    rows = [[("" if cell == "." else cell) for cell in row] for row in lines[1:]]
    assert all(len(row) == len(lines[0]) for row in rows), f"a row of the drawing has not {len(lines[0])} cells"
    return pd.DataFrame(rows, columns=lines[0], dtype=object)


def table(name: str, drawing: str | pd.DataFrame, *, synthetic: bool = False, observed_from=None, **constants) -> TypedTable:
    """A typed table of the schema from a drawing (or a frame of text); ``constants`` fill whole columns."""
    text = drawn(drawing) if isinstance(drawing, str) else drawing.astype(str).astype(object)
    for column, value in {**FILLED.get(name, {}), **constants}.items():
        if column not in text:
            text[column] = str(value)
    for column, letter in (("person_ref", "P"), ("case_ref", "C"), ("grievance_ref", "G"), ("complaint_ref", "K"), ("incident_ref", "F")):
        if column in TABLES[name] and column not in text:
            text[column] = [f"{letter}{number}" for number in range(1, len(text) + 1)]
    frame = validate(text, TABLES[name], file=f"{name}.csv").reset_index(drop=True)
    source = Source(name, f"{name}.csv", "0" * 64, len(frame), "synthetic" if synthetic else "real")
    groupings = {by: columns for by, columns in TABLES[name].groupings.items() if set(columns) <= set(frame.columns)}
    return TypedTable(name, frame, (source,), groupings, synthetic=synthetic, observed_from=observed_from)


def workforce(drawing: str | pd.DataFrame, **more) -> TypedTable:
    """Snapshots of the workforce."""
    return table("workforce_snapshot", drawing, **more)


def leavers(drawing: str | pd.DataFrame, **more) -> TypedTable:
    """Departures."""
    return table("leavers", drawing, **more)


def joiners(drawing: str | pd.DataFrame, **more) -> TypedTable:
    """Starts."""
    return table("joiners", drawing, **more)


def misconduct(drawing: str | pd.DataFrame, **more) -> TypedTable:
    """Misconduct cases."""
    return table("misconduct_cases", drawing, **more)


def promotions(drawing: str | pd.DataFrame, **more) -> TypedTable:
    """People in promotion processes."""
    return table("promotions", drawing, **more)


def development(drawing: str | pd.DataFrame, **more) -> TypedTable:
    """People in development schemes."""
    return table("development_participation", drawing, **more)


POLICE_UK = (
    "Type",
    "Date",
    "Part of a policing operation",
    "Policing operation",
    "Latitude",
    "Longitude",
    "Gender",
    "Age range",
    "Self-defined ethnicity",
    "Officer-defined ethnicity",
    "Legislation",
    "Object of search",
    "Outcome",
    "Outcome linked to object of search",
    "Removal of more than just outer clothing",
)
SEARCH = {
    "Type": "Person search",
    "Date": "2023-01-10T12:00:00+00:00",
    "Part of a policing operation": "False",
    "Latitude": "51.51",
    "Longitude": "-0.09",
    "Gender": "Male",
    "Age range": "18-24",
    "Self-defined ethnicity": "White - English/Welsh/Scottish/Northern Irish/British",
    "Officer-defined ethnicity": "White",
    "Legislation": "Misuse of Drugs Act 1971 (section 23)",
    "Object of search": "Controlled drugs",
    "Outcome": "A no further action disposal",
    "Outcome linked to object of search": "False",
    "Removal of more than just outer clothing": "False",
}


def searches_csv(*rows: dict, newline: str = "\n") -> bytes:
    """A month file as data.police.uk writes it; each row says what differs from an ordinary search."""

    def quoted(cell):
        return f'"{cell}"' if "," in cell else cell

    lines = [",".join(POLICE_UK)]
    lines += [",".join(quoted({**SEARCH, **row}.get(name, "")) for name in POLICE_UK) for row in rows]
    return (newline.join(lines) + newline).encode()


def _matching(result, wanted: dict) -> pd.DataFrame:
    frame = result.unreleased
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return frame


def groups(result, **wanted) -> dict[str, tuple]:
    """``{group: (numerator, denominator)}`` of the rows of a result that match."""
    return {each.group: (each.numerator, each.denominator) for each in _matching(result, wanted).itertuples()}


def row(result, group: str | None = None, **wanted) -> pd.Series:
    """The one row of a result that matches."""
    found = _matching(result, wanted if group is None else {"group": group, **wanted})
    assert len(found) == 1, found
    return found.iloc[0]
