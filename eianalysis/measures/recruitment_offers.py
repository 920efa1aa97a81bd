"""Offers, for all nine protected characteristics."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Words
from eianalysis.measures.applications import NINE, applied_in, asked_for, ended, of_window, unless_recorded
from eianalysis.measures.rates import By, tally
from eianalysis.measures.small_groups import merge_small
from eianalysis.policy import LIMITS
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable


def offers(applications: TypedTable, *, cycle: BoardCycle, by: By = NINE, months: int = 36) -> Result:
    """Of the applications that ended, how many reached an offer, for each of the nine protected characteristics.

    A characteristic that the file does not hold is left out; groups too small to stand alone are put together.
    """
    measure = "recruitment_offer_rate"
    missing = unless_recorded(applications, measure, ("sift",))
    if missing is not None:
        return missing
    rows = ended(applied_in(applications, cycle, months))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        here = merge_small(rows, columns.values(), least=LIMITS.offer_applicants)
        return tally(here[here["offered"]], here, columns.values())

    # second_attempts gives the same totals: withholding them here would hide nothing
    return of_window(measure, applications, counts, asked_for(applications, by), cycle, months)


RECRUITMENT_OFFER_RATE = Measure(
    "recruitment_offer_rate",
    Words(
        "Reaching an offer, for every protected characteristic",
        "applications that reached an offer",
        "applications that ran their course",
        noun="applicants",
        verb="reached an offer",
        outcome="good",
        base_unit="applications",
        notes=(
            "An application is counted, not a person: somebody who applies twice is counted twice.",
            "Applications belong to the period in which they were made; what is not decided yet is in no base.",
            "Only applications that ran their course are counted: unsuccessful at a stage, or cleared and the offer "
            "taken up or declined. Those withdrawn or still open are left out, because by subtraction the few at each "
            "stage would be told.",
        ),
    ),
    counts=Population("applications", During("applied_on"), ("ran its course",)),
    did=("eligible", "past the sift", "reached an offer"),
    rows=offers,
    form="comparison",
    asks=Ask(
        "04-recruitment",
        against={
            "age_band": "26 to 40",
            "disability": "Not disabled",
            "marital": "Married",
            "maternity": "Neither",
            "religion": "No religion",
            "sexual_orientation": "Heterosexual or straight",
            "gender_reassignment": "Gender same as sex registered at birth",
        },
        compared=True,
        yearly=False,
    ),
    serves=("EDHR-OC10", "EIW-REC-O05", "EIW-REC-O02"),
)
