"""The table of offences against women and girls: one row an offence, with what is known of the victim and of what came of it."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table
from eianalysis.schema.community import CJ_OUTCOMES
from eianalysis.schema.person_columns import FIVE

VAWG_OFFENCES = Table(
    "vawg_offences",
    "one recorded offence of violence against women and girls",
    (
        Column(
            "offence_ref", "text", "Pseudonymous key of the offence.", required=True, filled=True, aliases=("Offence ID", "Crime reference", "Crime number")
        ),
        Column("recorded_on", "date", "Day the offence was recorded.", required=True, filled=True, aliases=("Date recorded", "Recorded date", "Created date")),
        CJ_OUTCOMES["offence_group"],
        Column(
            "victim_ethnicity",
            "code",
            "The victim's ethnicity, 5 groups.",
            codes=FIVE,
            list_name="the five groups",
            blank=v.NOT_RECORDED,
            words="ethnicity_families",
            aliases=("Victim ethnic group", "Victim self-defined ethnicity"),
            of_person="victim ethnicity",
        ),
        CJ_OUTCOMES["victim_sex"],
        Column(
            "police_suspect",
            "flag",
            "Somebody who works for the police is suspected; empty where nobody recorded it.",
            practice=True,
            aliases=("Police perpetrated", "Police-perpetrated", "Suspect is police"),
        ),
        Column(
            "result",
            "code",
            "What came of the offence; empty while it is open.",
            codes=v.OFFENCE_RESULTS,
            list_name="the results of offences",
            required=True,
            aliases=("Crime outcome", "Outcome of the offence"),
            also={
                "charged or summonsed": "charged",
                "charge": "charged",
                "nfa": "no further action",
                "no suspect identified": "no further action",
                "evidential difficulties": "no further action",
                "caution": "out of court",
                "community resolution": "out of court",
            },
        ),
        Column("decided_on", "date", "Day of that result; empty while the offence is open.", aliases=("Outcome date", "Date of outcome", "Finalised date")),
    ),
    happened=("recorded_on", "decided_on"),
    key=("offence_ref",),
    not_before=(("decided_on", "recorded_on"),),
    takes=(("decided_on", "recorded_on"),),
    did={"result": ("charged", "")},
    groupings={"victim_ethnicity": ("victim_ethnicity",), "sex": ("victim_sex",), "victim_sex": ("victim_sex",), "offence_group": ("offence_group",)},
)
