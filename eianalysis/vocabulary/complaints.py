"""Words of grievances, public complaints, the use of force, and samples of encounters that somebody looked at again.

The kinds of tactic are those of the Home Office's tables of force used (years to March 2018 and 2019), and so are the
bands of age and the reasons; the categories of complaint are the IOPC's of 2020, taken from memory and not yet checked
against a copy.
"""

from __future__ import annotations


def _words(*words: str) -> dict[str, str]:
    return {word: word[0].upper() + word[1:] for word in words}


# --- Grievances (fairness at work) ------------------------------------------------------------------------------------

GRIEVANCE_KINDS = {
    "bullying": "Bullying or harassment",
    "discrimination": "Discrimination",
    "relationships": "Working relationships",
    "flexible working": "Working pattern or leave",
    "selection": "Selection, promotion or posting",
    "pay": "Pay and allowances",
    "management": "Management decision",
    "other": "Another matter",
}
GRIEVANCE_STAGES = _words("informal", "formal", "appeal")
GRIEVANCE_OUTCOMES = {
    "upheld": "Upheld",
    "partly upheld": "Partly upheld",
    "not upheld": "Not upheld",
    "resolved": "Resolved by agreement",
    "withdrawn": "Withdrawn",
}
TRIBUNAL = {"none": "No claim", "live": "Claim lodged, live", "closed": "Claim closed"}

# --- Public complaints ------------------------------------------------------------------------------------------------

COMPLAINT_KINDS = {
    "service": "Delivery of duties and service",
    "powers": "Police powers, policies and procedures",
    "property": "Handling of or damage to property",
    "information": "Access to or disclosure of information",
    "vehicles": "Use of police vehicles",
    "discrimination": "Discriminatory behaviour",
    "corruption": "Abuse of position or corruption",
    "behaviour": "Individual behaviours",
    "sexual": "Sexual conduct",
    "discreditable": "Discreditable conduct",
    "other": "Another matter",
}
COMPLAINT_CHANNELS = {"online": "Online form", "telephone": "By telephone", "written": "By letter or e-mail", "in person": "In person", "other": "Another way"}
#: What the complaint arose from.
COMPLAINT_FACTORS = {
    "search": "Stop and search",
    "force": "Use of force",
    "arrest": "Arrest",
    "custody": "Custody",
    "road": "Road policing",
    "protest": "Protest",
    "none": "None of these",
}
COMPLAINT_OUTCOMES = {
    "acceptable": "Service was acceptable",
    "not acceptable": "Service was not acceptable",
    "not determined": "Could not be determined",
    "case to answer": "Case to answer",
    "no case to answer": "No case to answer",
    "resolved": "Resolved",
    "withdrawn": "Withdrawn",
}
#: Outcomes that say whether the complainant was right; the rest were settled or given up.
COMPLAINT_DECIDED = {"not acceptable": True, "case to answer": True, "acceptable": False, "no case to answer": False, "not determined": False}
COMPLAINT_ACTIONS = {
    "none": "No action",
    "apology": "Explanation or apology",
    "learning": "Learning",
    "reflective practice": "Reflective practice",
    "proceedings": "Misconduct proceedings",
}

# --- Use of force -----------------------------------------------------------------------------------------------------

#: Tactic -> the group it is shown in.
TACTIC_GROUPS = {
    "Tactical communication": "Tactical communication",
    "Compliant handcuffing": "Handcuffs, compliant",
    "Non-compliant handcuffing": "Handcuffs, not compliant",
    "Limb or body restraints": "Other restraint",
    "Ground restraint": "Other restraint",
    "Unarmed skills": "Unarmed skills",
    "Baton drawn": "Baton, spray, spit guard or shield",
    "Baton used": "Baton, spray, spit guard or shield",
    "Irritant spray drawn": "Baton, spray, spit guard or shield",
    "Irritant spray used": "Baton, spray, spit guard or shield",
    "Spit and bite guard": "Baton, spray, spit guard or shield",
    "Shield": "Baton, spray, spit guard or shield",
    "CED drawn, aimed or red-dotted": "Taser or baton round",
    "CED fired or used to stun": "Taser or baton round",
    "AEP aimed or fired": "Taser or baton round",
    "Firearm aimed or fired": "Firearm",
    "Dog deployed": "Dog or improvised",
    "Dog bite": "Dog or improvised",
    "Other or improvised": "Dog or improvised",
}
TACTICS = {name: name for name in TACTIC_GROUPS}
TACTIC_ORDER = tuple(dict.fromkeys(TACTIC_GROUPS.values()))
FORCE_REASONS = {
    "arrest": "Make an arrest",
    "protect self": "Protect self",
    "protect public": "Protect the public",
    "protect subject": "Protect the person",
    "prevent escape": "Prevent escape",
    "prevent harm": "Prevent harm",
    "search": "Carry out a search",
    "other": "Another reason",
}
FORCE_OUTCOMES = {
    "arrested": "Arrested",
    "hospital": "Taken to hospital",
    "mental health": "Detained under the Mental Health Act",
    "made off": "Made off",
    "no further action": "No further action",
    "other": "Another outcome",
}
INJURIES = {"none": "None", "minor": "Minor", "severe": "Severe", "fatal": "Fatal"}
FORCE_AGES = ("0-10", "11-17", "18-34", "35-49", "50-64", "65+")

# --- Dip samples ------------------------------------------------------------------------------------------------------

SAMPLERS = {"internal": "Senior officers", "committee": "Committee", "community": "Community"}
ENCOUNTERS = {"search": "Stop and search", "force": "Use of force", "road": "Road traffic stop", "firearms": "Firearms stop"}
#: Result -> (learning was found, best practice was found).
SAMPLE_RESULTS = {"best practice": (False, True), "satisfactory": (False, False), "learning": (True, False), "concern": (True, False)}
LEARNING_THEMES = {
    "grounds": "Grounds not recorded well",
    "respect": "Manner and respect",
    "video": "Body-worn video",
    "receipt": "Name, number, grounds, receipt",
    "children": "Safeguarding of children",
    "proportionality": "Necessity and proportion",
    "other": "Another theme",
}
