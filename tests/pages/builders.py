"""Releases for the tests of pages: drawn as small tables, sealed without the gate, which has tests of its own."""

import io

import pandas as pd

from eianalysis import results
from eianalysis.policy import policy_for
from eianalysis.results import Definition, Missing, Release, Source
from eianalysis.stats.comparison import plausible_rate

LEAVING = Definition(
    title="Leaving, per headcount at the start",
    numerator="officers who left, transfers excluded",
    denominator="officers in post on the first day",
    noun="officers",
    verb="left",
    outcome="harm",
    base_unit="officers",
    method="Wilson score interval; ratio by Koopman's score interval",
    serves=("EIW-RET-O04",),
)
FILE = Source("leavers", "leavers.csv", "ab12cd34ef56ab12cd34ef56", 412, "real", (("no leave date", 3),), (("day first", 9),), "From HR")
FAKE = Source("leavers", "leavers.csv", "ab12cd34ef56ab12cd34ef56", 412, "synthetic")
NUMBERS = (
    "numerator",
    "denominator",
    "rate",
    "rate_low",
    "rate_high",
    "disparity_ratio",
    "ratio_low",
    "ratio_high",
    "gap",
    "gap_low",
    "gap_high",
    "p_value",
    "time",
    "at_risk",
    "estimate",
    "low",
    "high",
    "limit_low",
    "series_low",
    "series_high",
    "limit_high",
    "value",
    "df",
)


def drawn(text: str) -> pd.DataFrame:
    """A frame from a table drawn with bars; '-' is no value."""
    frame = pd.read_csv(io.StringIO(text.strip()), sep="|", dtype=str, keep_default_na=False)
    frame.columns = [name.strip() for name in frame.columns]
    frame = frame.apply(lambda column: column.str.strip()).replace("-", None)
    for name in frame:
        if name in NUMBERS:
            frame[name] = pd.to_numeric(frame[name])
    return frame


def released(
    text,
    *,
    shape="counts",
    definition=LEAVING,
    kind="proportion",
    profile="board",
    keys=(),
    sources=(FILE,),
    characteristic="ethnicity_2",
    window="12m",
    missing=None,
    note="",
    **columns,
) -> Release:
    """A Release of a drawn table; what every row shares (measure, period, reference) is filled in."""
    frame = drawn(text) if isinstance(text, str) else text
    shared = {
        "measure": "leaving",
        "kind": kind,
        "window": window,
        "period_start": pd.Timestamp("2022-04-01"),
        "period_end": pd.Timestamp("2023-03-31"),
        "characteristic": characteristic,
        "status": "shown",
        **columns,
    }
    for name, value in shared.items():
        if name not in frame:
            frame[name] = value
    if shape == "counts":
        if "rate" not in frame:
            frame["rate"] = frame["numerator"] / frame["denominator"]
        if "rate_low" not in frame and "ratio_low" in frame:  # what is compared has both ranges
            frame["rate_low"], frame["rate_high"] = plausible_rate(kind, frame["numerator"], frame["denominator"])
        for name in (*results.GROUPING, *results.FIGURES):
            if name not in frame:
                frame[name] = None
        whole = [name for name in frame if name in NUMBERS]
        frame[whole] = frame[whole].astype(float)
    return Release(
        columns.get("measure", "leaving"),
        shape,
        definition,
        frame,
        tuple(keys),
        tuple(source.printable(policy_for(profile).threshold) for source in sources),
        policy_for(profile),
        "as asked",
        note,
        missing,
        results._SEAL,
    )


def not_available() -> Release:
    """A Release of a table that is not there."""
    missing = Missing("leavers", ("leave_date", "leaver_type"), ("EIW-RET-O04", "TRT-10"))
    return released(pd.DataFrame(), missing=missing, shape="statistic", sources=())


TWO = """
group             | numerator | denominator | rate_low | rate_high | reference | disparity_ratio | ratio_low | ratio_high | gap  | comparison  | verdict
All               | 72        | 890         | 0.064734 | 0.100667  | -         | -               | -         | -          | -    | -           | -
Ethnic minorities | 8         | 90          | 0.045730 | 0.165705  | White     | 1.111           | 0.552     | 2.201      | 0.009| primary     | too few to say
White             | 64        | 800         | 0.063146 | 0.100869  | -         | -               | -         | -          | -    | -           | -
"""
FIVE = """
group      | numerator | denominator | rate_low | rate_high | reference | disparity_ratio | ratio_low | ratio_high | gap   | comparison  | verdict             | status
All        | 214       | 2980        | 0.063    | 0.081     | -         | -               | -         | -          | -     | -           | -                   | shown
Asian      | 41        | 280         | 0.110    | 0.192     | White     | 2.24            | 1.63      | 3.05       | 0.081 | primary     | clear difference    | shown
Black      | 19        | 190         | 0.065    | 0.151     | White     | 1.53            | 0.98      | 2.37       | 0.035 | exploratory | possible difference | shown
Mixed      | -         | -           | -        | -         | White     | -               | -         | -          | -     | exploratory | -                   | hidden
White      | 150       | 2300        | 0.056    | 0.076     | -         | -               | -         | -          | -     | -           | -                   | shown
Other      | 0         | 15          | 0.0      | 0.204     | White     | 0               | 0         | 3.1        | -0.065| exploratory | too few to say      | low_base
Not stated | -         | -           | -        | -         | -         | -               | -         | -          | -     | -           | -                   | hidden_to_protect
"""
