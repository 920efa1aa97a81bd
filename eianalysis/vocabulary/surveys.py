"""Words of surveys, training, community events and crime outcomes."""

from __future__ import annotations

#: Who was asked. Staff and public surveys stand in one table and are never counted together.
POPULATIONS = {
    "staff": "Staff",
    "resident": "Residents",
    "worker": "People who work here",
    "visitor": "Visitors",
    "victim": "Victims of crime",
    "witness": "Witnesses",
}
#: What a question is about; board questions are bound to themes, because codes change from wave to wave.
SURVEY_THEMES = {
    "leadership": "Leadership",
    "culture": "Culture and belonging",
    "fairness": "Fair treatment",
    "speak up": "Safe to speak up",
    "bullying": "Free of bullying",
    "voice": "A say in decisions",
    "declaring": "Confident to declare",
    "equipment": "Clothing and equipment",
    "estate": "Buildings and access",
    "wellbeing": "Wellbeing and support",
    "trust": "Trust",
    "confidence": "Confidence in the police",
    "satisfaction": "Satisfied with the service",
    "informed": "Kept informed",
    "awareness": "Aware of what the police do",
    "other": "Other",
}
#: How a question relates to the one of the same name in the wave before.
WORDING = {"same": "Asked in the same words", "reworded": "Worded anew, judged to ask the same", "new": "New, or not comparable with before"}
ATTENDANCE = {
    "attended": "Attended",
    "booked": "Booked, has not attended",
    "excused": "Excused",
    "not available": "Not available",
    "not booked": "On the list, never booked",
}
UNAVAILABLE = {
    "long-term absence": "Long-term absence",
    "family leave": "Maternity, adoption or parental leave",
    "career break": "Career break",
    "secondment": "Seconded out",
    "suspended": "Suspended or restricted",
    "travel": "Could not travel",
    "duty": "Kept by operational duty",
    "other": "Another reason",
}
AUDIENCES = {
    "residents": "Residents",
    "workers": "People who work here",
    "business": "Businesses",
    "visitors": "Visitors",
    "young people": "Young people",
    "faith": "Faith groups",
    "LGBT+": "LGBT+ people",
    "disabled people": "Disabled people",
    "ethnic minority": "Ethnic minority communities",
    "women": "Women",
    "victims": "Victims and their supporters",
    "everyone": "Everyone",
}
EVENT_TYPES = {
    "outreach": "Recruitment outreach",
    "cluster panel": "Cluster panel",
    "school": "School or college",
    "meeting": "Community meeting",
    "walk and talk": "Walk and talk",
    "cadets": "Police cadets",
    "scrutiny": "Scrutiny of police powers",
    "celebration": "Event for good relations",
    "night": "Night-time operation",
    "wellbeing": "Wellbeing",
    "other": "Other",
}
PARTNERS = {
    "none": "No partner",
    "school": "School or college",
    "faith": "Faith organisation",
    "charity": "Charity",
    "business": "Business",
    "council": "Council",
    "advisory group": "Independent advisory group",
    "other": "Other",
}
#: What came of an offence; blank while it is open.
OFFENCE_RESULTS = {"charged": "Charged or summonsed", "no further action": "No further action", "out of court": "Ended out of court"}
SUSPECTS = ("With a police suspect", "With no police suspect")
OFFENCE_GROUPS = {
    "violence": "Violence against the person",
    "rape of an adult": "Rape of an adult",
    "other sexual": "Other sexual offences",
    "stalking": "Stalking and harassment",
    "robbery": "Robbery",
    "theft": "Theft",
    "burglary": "Burglary",
    "criminal damage": "Criminal damage",
    "drugs": "Drugs",
    "public order": "Public order",
    "fraud": "Fraud",
    "other": "Other",
}
