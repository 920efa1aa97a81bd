"""Recommendations made by one body to another: were they accepted, and whose answer is late?"""

from __future__ import annotations

from datetime import date

import pandas as pd

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.results import Definition, Missing, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

ANSWERS = {"accepted": "Accepted", "not_accepted": "Not accepted", "awaiting": "Awaiting response", "": "Not recorded"}
GROUPS = ("owner_role", "workstream")


def acceptance(drafts: TypedTable, *, by: str | None = None) -> Result:
    """Return how many recommendations were accepted, not accepted, or await a response.

    Takes ``read_register(…, mapping=…)``. ``by`` counts them for each body or theme; one without is "not named".
    """
    if by is not None and by not in GROUPS:
        raise UsageError(f"acceptance cannot be counted by '{by}'; {did_you_mean(by, GROUPS)}")
    frame = drafts.frame.assign(response=drafts.frame["response"].map(ANSWERS).fillna("Not recorded"))
    if by is None:
        table = frame["response"].value_counts().reindex([word for word in ANSWERS.values()]).dropna().astype("int64")
        table = table.rename_axis("response").reset_index(name="recommendations")
    else:
        counts = pd.crosstab(frame[by].replace("", "not named"), frame["response"])
        counts = counts.reindex(columns=[word for word in ANSWERS.values() if word in counts])
        counts.insert(0, "recommendations", counts.sum(axis=1))
        counts = counts.sort_values("recommendations", ascending=False, kind="stable")
        table = counts.rename_axis(columns=None).rename_axis(by).reset_index()
    return _result(
        "acceptance" + (f"_by_{by}" if by else ""),
        table,
        drafts,
        Definition(
            title="Whether the recommendations were accepted",
            numerator="",
            denominator="",
            noun="recommendations",
            notes=("Accepting a recommendation is not the same as having done it.",),
        ),
        (by or "response",),
    )


def responses_overdue(drafts: TypedTable, *, as_at: date) -> Result:
    """Return the recommendations that still await a response on a day after it was due, the longest waiting first."""
    day = pd.Timestamp(as_at)
    frame = drafts.frame
    late = frame[(frame["response"] == "awaiting") & (frame["date_end"] < day)]
    table = late[["item_id", "source_label", "owner_role", "workstream", "made_on", "date_end", "source_place"]].rename(columns={"date_end": "response_due_on"})
    table = table.assign(days_overdue=(day - table["response_due_on"]).dt.days)
    table = table.sort_values(["days_overdue", "item_id"], ascending=[False, True], kind="stable").reset_index(drop=True)
    return _result(
        "responses_overdue",
        table,
        drafts,
        Definition(
            title="Responses that are overdue",
            numerator="",
            denominator="",
            noun="recommendations",
            method=f"Judged as at {day_in_words(as_at)}: late from the day after the response was due.",
        ),
        ("item_id",),
    )


def _result(measure: str, table: pd.DataFrame, drafts: TypedTable, definition: Definition, keys: tuple[str, ...]) -> Result:
    told = drafts.frame["response"].ne("").any() if len(drafts) else False
    missing = None if told else Missing("the register read", ("response",), reason="it does not say what was answered")
    return Result(measure, "register", definition, table, keys=keys, sources=drafts.sources, missing=missing)
