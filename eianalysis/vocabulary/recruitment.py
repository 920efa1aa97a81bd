"""Words of recruitment: the stages of an application, vetting, selection panels and outreach."""

from __future__ import annotations

#: Column of an application -> the stage as a page says it, in the order an application passes through them.
RECRUITMENT_STAGES = {
    "eligibility": "Eligibility",
    "sift": "Sift",
    "assessment": "Assessment",
    "interview": "Interview",
    "force_interview": "In-force interview",
    "medical": "Medical and fitness",
    "vetting": "Vetting",
    "offer": "Offer",
    "joined": "Joined",
}
#: What came of a stage. Blank: the application did not get there (or not yet).
STAGE_RESULTS = {
    "pass": "Passed",
    "fail": "Not passed",
    "withdrawn": "Withdrew at this stage",
    "pending": "Not decided yet",
    "not required": "Not a stage of this campaign",
}
#: What lets an application through to the next stage.
NO_STAGE = "not required"
WENT_ON = ("pass", NO_STAGE)
#: Route -> kind of entry: routes with like stages, together large enough to be read.
ROUTE_GROUPS = {
    "probationer": "New officers",
    "pcda": "New officers",
    "degree_holder": "New officers",
    "police_now": "New officers",
    "direct_entry": "New officers",
    "special_to_regular": "New officers",
    "transferee": "Transferees and rejoiners",
    "rejoiner": "Transferees and rejoiners",
    "staff": "Staff and PCSOs",
    "pcso": "Staff and PCSOs",
    "special": "Specials and volunteers",
    "volunteer": "Specials and volunteers",
}

CLEARANCE_PURPOSES = {"recruitment": "Recruitment", "renewal": "Renewal of a clearance", "change": "Change of role or level"}
CLEARANCE_LEVELS = {"RV": "Recruitment vetting", "MV": "Management vetting", "NPPV": "Non-police personnel vetting"}
CLEARANCE_DECISIONS = {"cleared": "Cleared", "refused": "Refused", "withdrawn": "Withdrawn before a decision", "pending": "Not decided yet"}
REFUSAL_REASONS = {
    "non-disclosure": "Something was not disclosed",
    "associations": "Associations",
    "finance": "Finance",
    "criminality": "Criminality",
    "other": "Another reason",
}
APPEALS = {"none": "No appeal", "pending": "Appeal not decided yet", "cleared": "Cleared on appeal", "refused": "Refused again on appeal"}
EVENT_KINDS = {
    "careers fair": "Careers fair",
    "community": "Community event",
    "school": "School or college",
    "faith": "Faith or cultural event",
    "online": "Online session",
    "other": "Another event",
}
#: How long a request for vetting has waited: from so many days -> as a page says it.
WAITS = {0: "Up to 30 days", 31: "31 to 60 days", 61: "61 to 90 days", 91: "91 to 180 days", 181: "Over 180 days"}
#: Where the clearance of somebody in post stands, those in date first.
IN_DATE = ("In date for a year or more", "Runs out within a year")
OUT_OF_DATE = ("Ran out in the last three months", "Ran out three to twelve months ago", "Ran out over a year ago", "Taken away, or none on record")
