"""The table of grievances."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table
from eianalysis.schema.person_columns import BY_PEOPLE, COMMON, REF

GRIEVANCES = Table(
    "grievances",
    "one grievance (fairness at work) lodged by one person",
    (
        Column(
            "grievance_ref",
            "text",
            "Pseudonymous key of the grievance.",
            required=True,
            filled=True,
            aliases=("Grievance ID", "FAW reference", "Fairness at work reference", "Case ID"),
        ),
        REF,
        Column("lodged", "date", "Day the grievance was lodged.", required=True, filled=True, aliases=("Date lodged", "Lodged on", "Date raised", "Received")),
        Column("closed", "date", "Day it was closed; empty while it is live.", required=True, aliases=("Date closed", "Closed on", "Concluded")),
        *COMMON,
        Column(
            "category",
            "code",
            "What it is about.",
            codes=v.GRIEVANCE_KINDS,
            list_name="the kinds of grievance",
            aliases=("Grievance type", "Nature of grievance"),
            also={
                "bullying and harassment": "bullying",
                "harassment": "bullying",
                "flexible": "flexible working",
                "promotion": "selection",
                "posting": "selection",
            },
        ),
        Column("stage", "code", "How far it went.", codes=v.GRIEVANCE_STAGES, list_name="the stages of grievances", aliases=("Stage reached",)),
        Column("mediation", "flag", "Mediation was tried.", aliases=("Mediated",)),
        Column(
            "outcome",
            "code",
            "What came of it; empty while it is live.",
            codes=v.GRIEVANCE_OUTCOMES,
            list_name="the outcomes of grievances",
            aliases=("Grievance outcome", "Result"),
            also={
                "partially upheld": "partly upheld",
                "upheld in part": "partly upheld",
                "rejected": "not upheld",
                "dismissed": "not upheld",
                "resolved informally": "resolved",
                "mediated": "resolved",
            },
        ),
        Column(
            "about_rank_band",
            "code",
            "Band of the rank or grade of the person it is about, if about one.",
            codes={name: name for name in (*v.RANK_BANDS, *v.STAFF_BANDS, "Other", v.NOT_RECORDED)},
            list_name="the rank bands",
            aliases=("About rank",),
        ),
        Column(
            "tribunal",
            "code",
            "Whether a claim was made to an employment tribunal.",
            codes=v.TRIBUNAL,
            list_name="the states of tribunal claims",
            aliases=("Employment tribunal",),
            also={"lodged": "live"},
        ),
    ),
    happened=("lodged", "closed"),
    key=("grievance_ref",),
    not_before=(("closed", "lodged"),),
    takes=(("closed", "lodged"),),
    groupings={**BY_PEOPLE, "category": ("category",)},
)
