"""The table of pay: what each person was paid per hour on the snapshot day, and in bonuses in the year up to it."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table
from eianalysis.schema.person_columns import REF

PAY = Table(
    "pay",
    "one person on one pay snapshot date",
    (
        REF,
        Column(
            "as_at",
            "date",
            "Snapshot date of the pay: 31 March for public authorities.",
            required=True,
            filled=True,
            aliases=("Snapshot date", "Pay snapshot date", "Relevant date", "As at date", "As at"),
        ),
        Column(
            "hourly_pay",
            "number",
            "Pay per hour in pounds in the pay period with the snapshot date, before tax: ordinary pay and the "
            "bonus pay that belongs to the period, no overtime, over weekly hours.",
            required=True,
            instead=("pay_in_period",),
            low=0,
            high=500,
            aliases=("Hourly rate", "Hourly rate of pay", "Hourly pay rate"),
            derived="from pay_in_period, pay_period and weekly_hours",
        ),
        Column(
            "pay_in_period",
            "number",
            "Ordinary pay in pounds of the pay period with the snapshot date, with bonus pay that belongs to "
            "it, before tax and after salary sacrifice; no overtime.",
            low=0,
            high=500_000,
            aliases=("Gross pay", "Ordinary pay", "Pay in the pay period"),
        ),
        Column(
            "pay_period",
            "code",
            "Length of the pay period.",
            codes=v.PAY_PERIODS,
            list_name="the pay periods",
            aliases=("Pay frequency",),
            also={
                "week": "weekly",
                "fortnight": "fortnightly",
                "4 weekly": "four weekly",
                "month": "monthly",
                "year": "annual",
                "yearly": "annual",
                "annually": "annual",
            },
        ),
        Column(
            "weekly_hours",
            "number",
            "Working hours of a week; where they vary, the mean of twelve weeks.",
            low=0,
            high=84,
            aliases=("Hours per week", "Contracted hours", "Weekly working hours"),
        ),
        Column(
            "full_pay",
            "flag",
            "No: paid less than usual, or nothing, in the pay period because of leave.",
            required=True,
            filled=True,
            aliases=("Full-pay relevant employee", "Full pay employee", "On full pay"),
        ),
        Column(
            "bonus_pay",
            "number",
            "Bonus pay in pounds in the twelve months up to the snapshot date; 0 or empty where none was paid.",
            low=0,
            high=1_000_000,
            aliases=("Bonus", "Bonuses", "Bonus in 12 months", "Bonus paid"),
        ),
    ),
    key=("person_ref", "as_at"),
    needs_rows=True,
)
