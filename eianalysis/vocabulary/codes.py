"""Code lists other than ethnicity: ``code -> label``, bands, ranks, kinds of leaver, the words of stop and search."""

from __future__ import annotations

import re

ALL = "All"
NOT_STATED, PREFER_NOT, NOT_RECORDED = "Not stated", "Prefer not to say", "Not recorded"
UNDECLARED_CODES = (NOT_STATED, PREFER_NOT, NOT_RECORDED)
#: The three in one row where each alone is too small to be one; it stands for no code and is never read from a file.
UNDECLARED_TOGETHER = "Not declared or not recorded"
UNDECLARED = (*UNDECLARED_CODES, UNDECLARED_TOGETHER)

#: The nine protected characteristics of the Equality Act 2010.
CHARACTERISTICS = {
    "age": "Age",
    "disability": "Disability",
    "gender_reassignment": "Gender reassignment",
    "marriage_civil_partnership": "Marriage and civil partnership",
    "pregnancy_maternity": "Pregnancy and maternity",
    "race": "Race",
    "religion_belief": "Religion or belief",
    "sex": "Sex",
    "sexual_orientation": "Sexual orientation",
}


def plain(text: object) -> str:
    """The text as compared: no case, no doubled or odd blanks, ends trimmed ('white  - IRISH ' is 'white - irish')."""
    return re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", str(text)).strip().casefold()


# --- Other personal characteristics (code -> label) -------------------------------------------------------------------

SEX = {"F": "Female", "M": "Male", "X": "Other", "U": NOT_RECORDED, "P": PREFER_NOT}
DISABILITY = {"Y": "Disabled", "N": "Not disabled", "P": PREFER_NOT, "U": NOT_RECORDED}
RELIGION = {
    "NONE": "No religion",
    "CHR": "Christian",
    "BUD": "Buddhist",
    "HIN": "Hindu",
    "JEW": "Jewish",
    "MUS": "Muslim",
    "SIK": "Sikh",
    "OTH": "Any other religion",
    "P": PREFER_NOT,
    "U": NOT_RECORDED,
}
SEXUAL_ORIENTATION = {"HET": "Heterosexual or straight", "GAY": "Gay or lesbian", "BI": "Bisexual", "OTH": "Other", "P": PREFER_NOT, "U": NOT_RECORDED}
GENDER_REASSIGNMENT = {"Y": "Gender same as sex registered at birth", "N": "Gender not the same as sex registered at birth", "P": PREFER_NOT, "U": NOT_RECORDED}
MARITAL = {
    "SIN": "Single",
    "MAR": "Married",
    "CIV": "In a civil partnership",
    "DIV": "Divorced",
    "SEP": "Separated",
    "WID": "Widowed",
    "P": PREFER_NOT,
    "U": NOT_RECORDED,
}
#: Asked of a person on the day of an event (an application, say): it comes and goes, so it is no lasting attribute.
MATERNITY = {"Y": "Pregnant or on maternity leave", "R": "Returned within 12 months", "N": "Neither", "P": PREFER_NOT, "U": NOT_RECORDED}

# --- Bands: label -> (from, up to but not including) ------------------------------------------------------------------

AGE_BANDS = {"Under 26": (0, 26), "26 to 40": (26, 41), "41 to 55": (41, 56), "Over 55": (56, 130)}
STOP_AGE_BANDS = {"under 10": "under 10", "10-17": "10 to 17", "18-24": "18 to 24", "25-34": "25 to 34", "over 34": "over 34"}
STOP_AGE = tuple(STOP_AGE_BANDS)
#: Length of service as in the Home Office leavers table (JL6), in years.
SERVICE_BANDS = {
    "Less than 1 year": (0, 1),
    "1 to less than 2 years": (1, 2),
    "2 to less than 3 years": (2, 3),
    "3 to less than 4 years": (3, 4),
    "4 to less than 5 years": (4, 5),
    "5 to less than 10 years": (5, 10),
    "10 to less than 15 years": (10, 15),
    "15 to less than 20 years": (15, 20),
    "20 to less than 25 years": (20, 25),
    "25 to less than 30 years": (25, 30),
    "30 years or over": (30, 130),
}


def band(value: float | None, bands: dict[str, tuple[float, float]]) -> str:
    """The band a number falls in, or 'Not recorded' where there is no number or no such band."""
    if value is None or value != value:
        return NOT_RECORDED
    return next((label for label, (low, high) in bands.items() if low <= value < high), NOT_RECORDED)


# --- Ranks, grades and kinds of worker --------------------------------------------------------------------------------

#: Band -> ranks, high to low as in Home Office tables. The City and the Met have commanders where others have
#: assistant chief constables.
RANK_BANDS = {
    "Chief officers": (
        "Commissioner",
        "Deputy Commissioner",
        "Chief Constable",
        "Deputy Chief Constable",
        "Assistant Commissioner",
        "Deputy Assistant Commissioner",
        "Assistant Chief Constable",
        "Commander",
    ),
    "Superintending ranks": ("Chief Superintendent", "Superintendent"),
    "Inspecting ranks": ("Chief Inspector", "Inspector"),
    "Sergeant": ("Sergeant",),
    "Constable": ("Constable",),
}
#: The first three together, where each has too few people to be shown.
HIGH_RANKS = "Inspecting ranks and above"
RANKS = tuple(rank for ranks in RANK_BANDS.values() for rank in ranks)
#: Single staff grades are tiny, so letters are banded; SMG is the senior management group.
STAFF_BANDS = {"Upper staff grades": ("SMG", "J", "I", "H", "G"), "Middle staff grades": ("F", "E", "D"), "Lower staff grades": ("C", "B", "A")}
_BAND_OF = {plain(rank): name for name, ranks in {**RANK_BANDS, **STAFF_BANDS}.items() for rank in (ranks if name in RANK_BANDS else (*ranks, name))}


def rank_band(rank_or_grade: object) -> str | None:
    """The band of a rank or staff grade; 'Not recorded' for a blank, None where it is not known."""
    words = plain(rank_or_grade)
    return NOT_RECORDED if words in ("", "nan", "none") else _BAND_OF.get(words)


WORKER_TYPES = {
    "officer": "Police officer",
    "staff": "Police staff",
    "pcso": "Police community support officer",
    "designated": "Designated officer",
    "special": "Special constable",
    "volunteer": "Police support volunteer",
    "cadet": "Cadet",
}
LEAVER_TYPES = {
    "VR": "Voluntary resignation",
    "NR": "Normal retirement",
    "ER": "Early or other retirement",
    "MR": "Medical retirement",
    "DI": "Dismissal",
    "RR": "Required to resign",
    "CT": "Contract ended",
    "TR": "Transfer to another force",
    "DE": "Death",
    "CB": "Career break",
    "OT": "Other",
    "UK": "Unknown",
}
LEAVER_FAMILY = {
    "VR": "voluntary",
    "NR": "retirement",
    "ER": "retirement",
    "MR": "retirement",
    "DI": "involuntary",
    "RR": "involuntary",
    "CT": "involuntary",
    "TR": "transfer",
    "DE": "other",
    "OT": "other",
    "UK": "other",
}
LEAVER_FAMILIES = ("voluntary", "retirement", "involuntary", "transfer", "other")
NOT_LEAVERS = ("CB",)  # on a career break: will come back, is not counted as gone
JOINER_ROUTES = {
    "probationer": "Probationer, standard entry",
    "pcda": "Degree apprenticeship (PCDA)",
    "degree_holder": "Degree-holder entry",
    "police_now": "Police Now",
    "direct_entry": "Direct entry",
    "transferee": "Transfer from another force",
    "rejoiner": "Rejoiner",
    "special_to_regular": "Special to regular",
    "staff": "Police staff",
    "pcso": "PCSO",
    "special": "Special constable",
    "volunteer": "Volunteer",
}

# --- Stop and search --------------------------------------------------------------------------------------------------

#: Search type -> whether a person was searched.
SEARCH_TYPES = {"Person search": True, "Person and Vehicle search": True, "Vehicle search": False}
#: Outcome -> whether something came of the search. Blank is neither: it was not recorded.
OUTCOMES = {
    "A no further action disposal": False,
    "Nothing found - no further action": False,
    "Arrest": True,
    "Community resolution": True,
    "Khat or Cannabis warning": True,
    "Summons / charged by post": True,
    "Penalty Notice for Disorder": True,
    "Caution (simple or conditional)": True,
    # older wording of the same publisher
    "Suspect arrested": True,
    "Offender given drugs possession warning": True,
    "Local resolution": True,
    "Suspect summonsed to court": True,
    "Offender given penalty notice": True,
    "Offender cautioned": True,
    "Article found - Detailed outcome unavailable": True,
}
OBJECTS = (
    "Controlled drugs",
    "Offensive weapons",
    "Stolen goods",
    "Article for use in theft",
    "Articles for use in criminal damage",
    "Anything to threaten or harm anyone",
    "Evidence of offences under the Act",
    "Psychoactive substances",
    "Firearms",
    "Fireworks",
    "Detailed object of search unavailable",
    "Game or poaching equipment",
    "Goods on which duty has not been paid etc.",
    "Evidence of wildlife offences",
    "Crossbows",
    "Seals or hunting equipment",
)
