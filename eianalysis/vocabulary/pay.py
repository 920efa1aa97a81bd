"""Pay periods, and how many days the law takes each to have."""

from __future__ import annotations

PAY_PERIODS = {"weekly": "A week", "fortnightly": "Two weeks", "four weekly": "Four weeks", "monthly": "A month", "annual": "A year"}
#: SI 2017/172, regulation 6(2): a month is 30.44 days, a year 365.25.
PAY_PERIOD_DAYS = {"weekly": 7.0, "fortnightly": 14.0, "four weekly": 28.0, "monthly": 30.44, "annual": 365.25}
