"""What is odd in a table that fits its declaration: counted, shown in 'About the data', never silently mended."""

from __future__ import annotations

from datetime import date

import pandas as pd

from eianalysis.schema import Table
from eianalysis.vocabulary import NOT_RECORDED, ethnicity_system


#: Nobody is taken on younger; cadets and volunteers are not judged.
YOUNGEST = 15
#: So many dates, of so many days, that nearly all are at one end of a month are rounded.
DATES, DAYS, MOSTLY = 30, 6, 0.95
#: The best paid of a force have five times what the one in the middle has.
PAY_APART, PAID = 8, 5
#: The one in the middle of a police force is paid more than this an hour and less than that, in pounds of any year since 2010.
LEAST_PAY, MOST_PAY = 5, 90


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
    for name in table.happened:
        whole = _of_whole_months(frame, table, name)
        if whole:
            flags.append((f"{name}: nearly every date is the {whole} day of a month: is it the month, and not the day, that is recorded?", len(frame)))
    paid = _other_pay(frame)
    if paid:
        flags.append(
            (
                f"pay an hour is more than {PAY_APART} times what most have, or less than one in {PAY_APART}: is pay_in_period of another "
                "period, or weekly_hours a share of full time, in these rows?",
                paid,
            )
        )
    middle = _middle_pay(frame)
    if middle is not None and not LEAST_PAY <= middle <= MOST_PAY:
        flags.append(
            (
                f"pay an hour is {'more' if middle > MOST_PAY else 'less'} than any force pays, for the one in the middle: is pay_in_period of the "
                "pay_period it says, in pounds, and weekly_hours of a week?",
                len(frame),
            )
        )
    older = 0 if table.key else _older(frame)
    if older:
        flags.append(("rows that say of the same record what another row says, and less: is an older version of it still in the file?", older))
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


def _of_whole_months(frame: pd.DataFrame, table: Table, name: str) -> str:
    """'first' or 'last' where nearly all days of an event are that of a month; rounds have such days by nature."""
    if name not in frame or "person_ref" not in table or any(name in names for _, names in table.same):
        return ""
    days = frame[name].dropna()
    if len(days) < DATES or days.nunique() < DAYS:
        return ""
    return "first" if (days.dt.day == 1).mean() >= MOSTLY else "last" if days.dt.is_month_end.mean() >= MOSTLY else ""


def _middle_pay(frame: pd.DataFrame) -> float | None:
    """Pay an hour of the one in the middle; None where too few are paid."""
    if "hourly_pay" not in frame or frame["hourly_pay"].notna().sum() < DATES:
        return None
    return float(frame["hourly_pay"].astype("float64").median())


def _other_pay(frame: pd.DataFrame) -> int:
    """How many rows have pay an hour that no force pays beside what most are paid."""
    if not {"pay_in_period", "pay_period", "weekly_hours"} <= set(frame):
        return 0
    hourly = frame["pay_in_period"].astype("float64") / frame["weekly_hours"].astype("float64").where(lambda hours: hours > 0)
    apart = hourly / hourly.groupby(frame["pay_period"]).transform("median")
    reduced = ~frame["full_pay"].fillna(True).astype(bool) if "full_pay" in frame else False
    odd = int(((apart > PAY_APART) | (apart < 1 / PAY_APART) & ~reduced).sum())
    return odd if odd >= PAID else 0


def _older(frame: pd.DataFrame) -> int:
    """How many rows have nothing that another row with the same references and first date has not, and blanks where it has words."""
    refs = [name for name in frame if str(name).endswith("_ref")]
    dates = [name for name in frame if pd.api.types.is_datetime64_any_dtype(frame[name])][:1]
    if not refs or not dates:
        return 0
    many = frame[frame.duplicated([*refs, *dates], keep=False)].dropna(subset=refs)
    words = many.astype(object).where(many.notna() & ~many.isin(["", NOT_RECORDED]), None)
    found = 0
    for _, rows in words.groupby([*refs, *dates], sort=False):
        cells = rows.to_numpy()
        for one in cells:
            said = [value is not None for value in one]
            found += any(
                sum(value is not None for value in other) > sum(said) and all(a == b for a, b, known in zip(one, other, said, strict=True) if known)
                for other in cells
            )
    return found
