"""What is odd in a table that fits its declaration: counted, shown in 'About the data', never silently mended."""

from __future__ import annotations

from datetime import date

import pandas as pd

from eianalysis.schema import Table
from eianalysis.vocabulary import ethnicity_system


#: Nobody is taken on younger; cadets and volunteers are not judged.
YOUNGEST = 15


def flags_of(frame: pd.DataFrame, table: Table, cut_off: date) -> list[tuple[str, int]]:
    """The flags of one file's typed rows: (what is odd, rows)."""
    flags = []
    if "ethnicity_code" in frame and ethnicity_system(frame["ethnicity_code"].unique()) == "mixed":
        chinese = int((frame["ethnicity_code"] == "O1").sum())
        flags.append(("ethnicity codes of 16+1 and 18+1 together; O1 is counted as Chinese, in Asian", chinese))
    if "leave_date" in frame and "service_start" in frame:
        unknown = int(frame["service_start"].isna().sum())
        if unknown:
            flags.append(("no start of service: not in length-of-service figures", unknown))
    if "as_at" in frame and len(frame) and frame["as_at"].min() > pd.Timestamp(cut_off):
        flags.append((f"every snapshot is after the data cut-off {cut_off}: is it the day of the extract, and not the day it speaks of?", 0))
    for column in frame.select_dtypes("datetime"):
        late = int((frame[column] > pd.Timestamp(cut_off)).sum())
        if late and not (column in table and table[column].ahead):
            flags.append((f"{column} after the data cut-off {cut_off}", late))
    for later, earlier in table.needs:
        if later in frame and earlier in frame:
            skipped = int((frame[later].fillna(False).astype(bool) & frame[earlier].isna()).sum())
            if skipped:
                flags.append((f"{later} is yes where {earlier} is blank: in no figure of what follows {earlier}", skipped))
    young = _began_as_a_child(frame)
    if young:
        flags.append((f"service_start: before the person was {YOUNGEST}, by the age in the row: one of the two is wrong", young))
    same = int(frame.duplicated().sum())
    if same and not table.key:
        flags.append(("rows that repeat another row exactly, kept", same))
    return flags


def _began_as_a_child(frame: pd.DataFrame) -> int:
    """How many rows have a start of service at which their person, by the age in the row, was a child."""
    day = next((name for name in ("as_at", "leave_date") if name in frame), None)
    if day is None or "service_start" not in frame or "age" not in frame:
        return 0
    served = (frame[day] - frame["service_start"]).dt.days / 365.25
    grown = ~frame["worker_type"].isin(["cadet", "volunteer"]) if "worker_type" in frame else True
    return int(((frame["age"].astype("float64") - served < YOUNGEST - 1) & grown).sum())
