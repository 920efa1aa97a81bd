"""Tables of recruitment: applications, clearances, seats on selection panels, and interest shown at outreach events.

Candidates are people from outside: they have a key of their application and none of a person in the force.
"""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table
from eianalysis.schema.people import JOINERS
from eianalysis.schema.person_columns import BY_PEOPLE, COMMON, MATERNITY, REF

_OF_A_POST = ("rank_grade", "rank_band", "unit", "directorate")
#: What is asked of people who are not in the force: all nine characteristics, and no post.
ASKED = (*(column for column in COMMON if column.name not in _OF_A_POST), MATERNITY)
_BY_ASKED = {name: columns for name, columns in {**BY_PEOPLE, "maternity": ("maternity",)}.items() if name not in ("rank", "unit", "directorate")}
#: Of somebody who only showed interest, or sits on a panel, no kind of post is known either.
_SEEN = tuple(column for column in ASKED if column.name in ("ethnicity_code", "ethnicity_18", "ethnicity_5", "ethnicity_2", "sex", "age", "age_band"))
_BY_SEEN = {name: _BY_ASKED[name] for name in ("ethnicity", "ethnicity_18", "sex")}

_CAMPAIGN = Column(
    "campaign_id",
    "text",
    "The campaign, in words a board can read: Constables, autumn 2021.",
    required=True,
    filled=True,
    aliases=("Campaign", "Campaign name", "Vacancy", "Requisition"),
)
_PASSED = {
    "passed": "pass",
    "yes": "pass",
    "y": "pass",
    "successful": "pass",
    "cleared": "pass",
    "accepted": "pass",
    "failed": "fail",
    "unsuccessful": "fail",
    "rejected": "fail",
    "refused": "fail",
    "no": "fail",
    "n": "fail",
    "withdrew": "withdrawn",
    "declined": "withdrawn",
    "in progress": "pending",
    "awaiting": "pending",
    "deferred": "pending",
    "waived": "not required",
    "exempt": "not required",
}


def _stage(name: str, means: str, *aliases: str) -> Column:
    return Column(
        name,
        "code",
        f"{means} Empty: the application did not get there.",
        codes=v.STAGE_RESULTS,
        also=_PASSED,
        list_name="the results of a stage",
        aliases=aliases,
        required=name in ("sift", "interview"),
    )


APPLICATIONS = Table(
    "applications",
    "one application of one candidate to one campaign",
    (
        Column(
            "application_ref",
            "text",
            "Pseudonymous key of the application; nothing in it tells who applied.",
            required=True,
            filled=True,
            aliases=("Application ID", "Application reference", "Candidate ref"),
        ),
        _CAMPAIGN,
        Column(
            "route",
            "code",
            "Entry route applied for.",
            codes=JOINERS["route"].codes,
            required=True,
            filled=True,
            list_name=JOINERS["route"].list_name,
            aliases=JOINERS["route"].aliases,
            words=JOINERS["route"].words,
        ),
        Column("applied_on", "date", "Day of the application.", required=True, filled=True, aliases=("Date applied", "Application date", "Received")),
        *ASKED,
        _stage("eligibility", "Checked against the rules of who may apply.", "Eligibility check"),
        _stage("sift", "Sift of the application form.", "Paper sift", "Application sift"),
        _stage("assessment", "Online test or assessment centre.", "Assessment centre", "Online test"),
        _stage("interview", "Interview.", "Final interview"),
        _stage("force_interview", "The added face-to-face interview in the force.", "In-force interview", "Face-to-face interview"),
        _stage("medical", "Medical, fitness and biometric tests.", "Medical and fitness", "Fitness test"),
        _stage("vetting", "Recruitment vetting, an appeal included.", "Vetting result"),
        _stage("offer", "Formal offer; withdrawn means it was declined.", "Offer made", "Final offer"),
        _stage("joined", "Started with the force.", "Started", "Appointed"),
        Column(
            "closed_on",
            "date",
            "Day of the last result; empty while something is pending.",
            aliases=("Date closed", "Outcome date"),
            spare="how long an application took is not asked by any item",
        ),
        Column(
            "anonymised",
            "flag",
            "Whoever sifted could not see names or characteristics.",
            practice=True,
            aliases=("Anonymised sift", "Anonymous sift", "Blind sift"),
        ),
        Column("feedback_offered", "flag", "Feedback was offered to an unsuccessful candidate.", practice=True, aliases=("Feedback offer",)),
        Column("feedback_given", "flag", "Feedback was given to an unsuccessful candidate.", practice=True, aliases=("Feedback",)),
        Column(
            "previous_ref",
            "text",
            "Key of the same candidate's application before this one; empty for a first.",
            aliases=("Previous application", "Re-application of"),
        ),
        Column(
            "interest_ref",
            "text",
            "Key of the interest shown at an outreach event, if that is where it began.",
            aliases=("Outreach ref", "Expression of interest"),
            spare="outreach says itself who applied; the key lets the two be held together",
        ),
    ),
    happened=("applied_on",),
    key=("application_ref",),
    not_before=(("closed_on", "applied_on"),),
    takes=(("closed_on", "applied_on"),),
    follows=(("previous_ref", "application_ref"),),
    stages=tuple(v.RECRUITMENT_STAGES),
    groupings={**_BY_ASKED, "route": ("route",), "campaign_id": ("campaign_id",)},
)

VETTING = Table(
    "vetting",
    "one decision on a clearance: a first one, a renewal, or a change of level",
    (
        Column(
            "vetting_ref", "text", "Pseudonymous key of the decision.", required=True, filled=True, aliases=("Vetting ID", "Clearance ref", "Vetting reference")
        ),
        Column("application_ref", "text", "Key of the application it belongs to, if any.", aliases=("Application ID",)),
        Column("person_ref", "text", "Pseudonymous key of a person in the force; empty for candidates who did not join.", aliases=REF.aliases),
        Column(
            "purpose",
            "code",
            "What the clearance is for.",
            codes=v.CLEARANCE_PURPOSES,
            required=True,
            filled=True,
            list_name="the purposes of vetting",
            aliases=("Vetting purpose", "Reason for vetting"),
            also={
                "initial": "recruitment",
                "new": "recruitment",
                "re-vetting": "renewal",
                "revetting": "renewal",
                "change of role": "change",
                "promotion": "change",
            },
        ),
        Column(
            "level", "code", "Level of clearance.", codes=v.CLEARANCE_LEVELS, list_name="the levels of clearance", aliases=("Vetting level", "Clearance level")
        ),
        Column("requested_on", "date", "Day vetting was asked for.", required=True, filled=True, aliases=("Date requested", "Vetting requested", "Submitted")),
        Column("decided_on", "date", "Day of the first decision; empty while there is none.", aliases=("Date decided", "Granted", "Decision date")),
        *COMMON,
        MATERNITY,
        Column(
            "decision",
            "code",
            "The first decision, before any appeal.",
            codes=v.CLEARANCE_DECISIONS,
            required=True,
            filled=True,
            list_name="the decisions on a clearance",
            aliases=("Vetting decision", "Outcome", "Status"),
            also={
                "granted": "cleared",
                "approved": "cleared",
                "pass": "cleared",
                "rejected": "refused",
                "declined": "refused",
                "failed": "refused",
                "in progress": "pending",
            },
        ),
        Column(
            "refusal_reason",
            "code",
            "Group of the reason for a refusal.",
            codes=v.REFUSAL_REASONS,
            list_name="the reasons for refusal",
            aliases=("Refusal group", "Reason for refusal"),
            also={
                "non disclosure": "non-disclosure",
                "undisclosed": "non-disclosure",
                "financial": "finance",
                "criminal": "criminality",
                "family and friends": "associations",
            },
        ),
        Column(
            "appeal",
            "code",
            "What came of an appeal against a refusal.",
            codes=v.APPEALS,
            list_name="the results of appeals",
            aliases=("Appeal outcome",),
            also={"no": "none", "upheld": "cleared", "allowed": "cleared", "dismissed": "refused", "rejected": "refused"},
        ),
        Column("expires", "date", "Day the clearance runs out.", ahead=True, aliases=("Expiry", "Expiry date", "Valid to")),
        Column("removed_on", "date", "Day a clearance was taken away again; empty if it was not.", aliases=("Withdrawn on", "Revoked on")),
    ),
    happened=("decided_on",),
    did={"decision": ("cleared", "")},
    key=("vetting_ref",),
    not_before=(("decided_on", "requested_on"), ("expires", "decided_on"), ("removed_on", "decided_on")),
    takes=(("decided_on", "requested_on"),),
    groupings={**BY_PEOPLE, "maternity": ("maternity",), "refusal_reason": ("refusal_reason",), "level": ("level",)},
)

SELECTION_PANELS = Table(
    "selection_panels",
    "one seat on one selection panel",
    (
        Column("panel_ref", "text", "Key of the panel.", required=True, filled=True, aliases=("Panel", "Panel ID")),
        Column("seat", "count", "Number of the seat on the panel.", required=True, filled=True, low=1, high=20, aliases=("Seat number", "Member")),
        _CAMPAIGN,
        Column(
            "stage",
            "code",
            "What the panel decided.",
            codes={name: v.RECRUITMENT_STAGES[name] for name in ("sift", "assessment", "interview", "force_interview")},
            list_name="the stages a panel decides",
        ),
        Column("sat_on", "date", "Day the panel sat.", required=True, filled=True, aliases=("Panel date", "Date of panel")),
        *(column for column in _SEEN if column.name not in ("age", "age_band")),
        Column(
            "bias_trained",
            "flag",
            "Had training on unconscious bias before that day.",
            practice=True,
            aliases=("Unconscious bias training", "UB training", "Trained"),
        ),
        Column("independent", "flag", "Is not of the force.", practice=True, aliases=("Independent member",)),
    ),
    happened=("sat_on",),
    recurs=True,
    key=("panel_ref", "seat"),
    same=(("panel_ref", ("campaign_id", "stage", "sat_on")),),
    groupings={**_BY_SEEN, "stage": ("stage",), "campaign_id": ("campaign_id",)},
)

OUTREACH = Table(
    "outreach",
    "one person showing interest in joining at one event",
    (
        Column(
            "interest_ref",
            "text",
            "Pseudonymous key of the interest; nothing in it tells who it was.",
            required=True,
            filled=True,
            aliases=("Expression of interest", "EOI ref", "Interest ID"),
        ),
        Column(
            "event_ref",
            "text",
            "Key of the event.",
            aliases=("Event", "Event ID"),
            spare="events count their own interest; the key lets the two be held together",
        ),
        Column("event_date", "date", "Day of the event.", required=True, filled=True, aliases=("Date of event",)),
        Column("event_kind", "code", "Kind of event.", codes=v.EVENT_KINDS, list_name="the kinds of event", aliases=("Event type", "Type of event")),
        *_SEEN,
        Column("applied", "flag", "Applied afterwards; empty where nobody knows.", required=True, aliases=("Did apply", "Application made")),
    ),
    happened=("event_date",),
    key=("interest_ref",),
    of_all=("applied",),
    did={"applied": ("True", "")},
    same=(("event_ref", ("event_date", "event_kind")),),
    groupings={**_BY_SEEN, "age": v.GROUPINGS["age"], "event_kind": ("event_kind",)},
)
