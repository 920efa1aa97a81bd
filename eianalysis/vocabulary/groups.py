"""How groups are asked for, rolled up, ordered and headed; symbols and short forms."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from eianalysis.vocabulary import codes
from eianalysis.vocabulary.codes import ALL, UNDECLARED, plain
from eianalysis.vocabulary.crossed import crossed_parts, group_parts
from eianalysis.vocabulary.complaints import COMPLAINT_CHANNELS, ENCOUNTERS, FORCE_AGES, SAMPLERS
from eianalysis.vocabulary.ethnicity import ETHNICITY_2, ETHNICITY_5, ETHNICITY_18, FIVE_TO_TWO, EIGHTEEN_TO_FIVE
from eianalysis.vocabulary.recruitment import IN_DATE, OUT_OF_DATE, WAITS

# --- Groupings, labels and order --------------------------------------------------------------------------------------

#: Finer column -> coarser column, and how each group rolls up; undeclared values stay as they are.
ROLL_UP = {"ethnicity_18": "ethnicity_5", "ethnicity_5": "ethnicity_2"}
_ROLL = {
    ("ethnicity_18", "ethnicity_5"): EIGHTEEN_TO_FIVE,
    ("ethnicity_5", "ethnicity_2"): FIVE_TO_TWO,
    ("ethnicity_18", "ethnicity_2"): {label: FIVE_TO_TWO[five] for label, five in EIGHTEEN_TO_FIVE.items()},
}

#: What can be asked for with ``by=``, and the columns it stands for, the finest to be released first.
GROUPINGS = {
    "ethnicity": ("ethnicity_5", "ethnicity_2"),
    "ethnicity_18": ("ethnicity_18", "ethnicity_5", "ethnicity_2"),
    "sex": ("sex",),
    "officer_ethnicity": ("officer_ethnicity",),
    "age": ("age_band",),
    "age_range": ("age_range",),
    "rank": ("rank_band",),
    "disability": ("disability",),
    "religion": ("religion",),
    "sexual_orientation": ("sexual_orientation",),
    "gender_reassignment": ("gender_reassignment",),
    "marital": ("marital",),
    "maternity": ("maternity",),
    "worker_type": ("worker_type",),
    "unit": ("unit",),
    "directorate": ("directorate",),
}
_LABELS = {
    "ethnicity_18": "Ethnicity (18 groups)",
    "ethnicity_5": "Ethnicity (5 groups)",
    "ethnicity_2": "Ethnicity (2 groups)",
    "officer_ethnicity": "Ethnicity as the officer saw it",
    "age_band": "Age",
    "age_range": "Age",
    "rank_band": "Rank",
    "religion": "Religion or belief",
    "marital": "Marriage and civil partnership",
    "maternity": "Pregnancy and maternity",
    "service_band": "Length of service",
    "in_scheme": "Taking part",
    "women": "Women and all others",
    "lgb": "Sexual orientation",
    "woman": "Women and all others",
    "black": "Black people and all others",
    "armed": "Firearms group and all others",
    "minority": "Ethnic minorities and all others",
    "victim_sex": "Sex of the victim",
    "victim_ethnicity": "Ethnicity of the victim",
    "suspect": "Police suspect",
    "vawg": "Violence against women and girls",
    "vawg_label": "Violence against women and girls",
    "declared": "Characteristic",
    "captured": "Characteristic",
    "audit": "Stage",
    "complainant_ethnicity": "Complainant's ethnicity",
    "complainant_sex": "Complainant's sex",
    "complainant_disability": "Complainant's disability",
    "complainant_age_band": "Complainant's age",
    "perceived_sex": "Sex as the officer saw it",
    "perceived_age": "Age as the officer saw it",
    "channel": "How it came",
    "way": "How it came",
    "object": "What was looked for",
    "sampler": "Who drew them",
    "encounter_type": "Kind of encounter",
    "allegation": "What is alleged",
    "complaint_kind": "Kind of complaint",
    "grievance_outcome": "How it ended",
    "campaign_id": "Campaign",
    "decided": "What the panel decided",
    "event_kind": "Kind of event",
    "entry": "Kind of entry",
    "sift_kind": "Sift",
    "role_group": "Role",
    "shift_pattern": "Shift pattern",
    "by_then": "Attended by",
    "waited": "How long they have waited",
    "clearance": "Where the clearance stands",
    "police_force": "Police force",
}
_ORDER = {
    "ethnicity_18": tuple(ETHNICITY_18.values()),
    "ethnicity_5": ETHNICITY_5,
    "ethnicity_2": ETHNICITY_2,
    "officer_ethnicity": ETHNICITY_5,
    "age_band": tuple(codes.AGE_BANDS),
    "age_range": codes.STOP_AGE,
    "service_band": tuple(codes.SERVICE_BANDS),
    "rank_band": (codes.HIGH_RANKS, *codes.RANK_BANDS, *codes.STAFF_BANDS),
    "rank_grade": codes.RANKS,
    "worker_type": tuple(codes.WORKER_TYPES),
    "leaver_family": codes.LEAVER_FAMILIES,
    "leaver_type": tuple(codes.LEAVER_TYPES),
    "complainant_ethnicity": ETHNICITY_5,
    "victim_ethnicity": ETHNICITY_5,
    "complainant_sex": tuple(codes.SEX.values()),
    "complainant_disability": tuple(codes.DISABILITY.values()),
    "complainant_age_band": tuple(codes.AGE_BANDS),
    "perceived_sex": tuple(codes.SEX.values()),
    "perceived_age": FORCE_AGES,
    "sampler": tuple(SAMPLERS.values()),
    "encounter_type": tuple(ENCOUNTERS.values()),
    "channel": tuple(COMPLAINT_CHANNELS.values()),
    "object": codes.OBJECTS,
    "waited": tuple(WAITS.values()),
    "clearance": (*IN_DATE, *OUT_OF_DATE),
    "disability": tuple(codes.DISABILITY.values()),
    "religion": tuple(codes.RELIGION.values()),
    "sexual_orientation": tuple(codes.SEXUAL_ORIENTATION.values()),
    "marital": tuple(codes.MARITAL.values()),
    "maternity": tuple(codes.MATERNITY.values()),
    "gender_reassignment": tuple(codes.GENDER_REASSIGNMENT.values()),
}


#: Groups put together because each was too small to be a row of its own.
SMALL_TOGETHER = "Small groups together"


def roll_up(label: str, from_: str, to: str) -> str:
    """The coarser group a finer one belongs to: roll_up('Chinese', 'ethnicity_18', 'ethnicity_5') is 'Asian'."""
    if from_ == to or label in UNDECLARED or label == ALL:
        return label
    groups = _ROLL.get((from_, to))
    if groups is None:
        raise ValueError(f"'{from_}' does not roll up to '{to}'")
    if label not in groups:
        close = difflib.get_close_matches(label, groups, n=1)
        raise ValueError(f"'{label}' is not a group of {from_}" + (f"; did you mean '{close[0]}'?" if close else ""))
    return groups[label]


def order(column: str, groups: Iterable[str]) -> list[str]:
    """The groups in the order they are shown: All first, the declared order or the alphabet, Other, undeclared last."""
    groups = list(dict.fromkeys(groups))
    both = crossed_parts(column)
    if both:
        return _crossed_order(both, groups)
    known = {group: place for place, group in enumerate(_ORDER.get(column, ()))}

    def place(group):
        if group == ALL:
            return (0, 0, "")
        if group in UNDECLARED:
            return (4, UNDECLARED.index(group), "")
        if group in known:
            return (1, known[group], "")
        return (3 if plain(group) in ("other", "unknown") else 2, 0, plain(group))

    return sorted(groups, key=place)


def is_group(column: str, group: str) -> bool:
    """Whether a characteristic has such a group at all, whether or not anybody of it is in a table."""
    both = crossed_parts(column)
    if both:
        return all(is_group(name, part) for name, part in zip(both, group_parts(group) or ("", ""), strict=True))
    return group in whole_list(column)


def whole_list(column: str) -> tuple[str, ...]:
    """Every group that a characteristic has, whether or not anybody of it is in a table; none where it is no list of ours.

    >>> whole_list("ethnicity_2")[:2], whole_list("unit")
    (('Ethnic minorities', 'White'), ())
    """
    return tuple(_ORDER.get(column) or (codes.SEX.values() if column == "sex" else ()))


def _crossed_order(columns: tuple[str, str], groups: list[str]) -> list[str]:
    """Groups of two characteristics: by the first, then by the second, the undeclared last."""
    parts = {group: group_parts(group) or (group, group) for group in groups}
    ranks = [{name: at for at, name in enumerate(order(column, [part[side] for part in parts.values()]))} for side, column in enumerate(columns)]
    return sorted(groups, key=lambda group: (group in UNDECLARED, *(ranks[side][parts[group][side]] for side in (0, 1))))


def characteristic_label(column: str) -> str:
    """A heading for a column: 'Ethnicity (2 groups)', 'Rank', 'Sexual orientation'."""
    both = crossed_parts(column)
    if both:
        first, second = (characteristic_label(name) for name in both)
        return f"{first}{', ' if ' and ' in second else ' and '}{second[:1].lower()}{second[1:]}"
    return _LABELS.get(column, column.replace("_", " ").capitalize())


# --- Symbols and short forms ------------------------------------------------------------------------------------------

#: Harmonised shorthand of UK official statistics; a bare 0 is only ever a true zero.
SYMBOLS = {
    "[c]": "hidden: small numbers that could tell about a person",
    "[u]": "low reliability: based on few people",
    "[x]": "not available",
    "[z]": "not applicable",
    "[low]": "more than zero but rounds to zero",
}
ACRONYMS = {
    "AF": "Action Fraud",
    "BWV": "body-worn video",
    "CIPD": "Chartered Institute of Personnel and Development",
    "CoLP": "City of London Police",
    "CSV": "a table as plain text, which any spreadsheet opens",
    "E&I": "equality and inclusion",
    "EDHR": "equality, diversity and human rights",
    "FTE": "full-time equivalent",
    "HMICFRS": "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services",
    "HR": "human resources",
    "IAG": "Independent Advisory Group",
    "IASG": "Independent Advisory and Scrutiny Group",
    "IOPC": "Independent Office for Police Conduct",
    "L&OD": "Learning and Organisational Development",
    "LGB": "lesbian, gay and bisexual",
    "LGBT": "lesbian, gay, bisexual and transgender",
    "LGBTQ": "lesbian, gay, bisexual, transgender and queer",
    "MIND": "the mental health charity Mind",
    "NFIB": "National Fraud Intelligence Bureau",
    "NPCC": "National Police Chiefs' Council",
    "ONS": "Office for National Statistics",
    "OSPRE": "the police promotion examination",
    "PCDA": "Police Constable Degree Apprenticeship",
    "PCSO": "police community support officer",
    "PPU": "Public Protection Unit",
    "PREVENT": "the programme against radicalisation",
    "PSD": "Professional Standards Department",
    "PSED": "public sector equality duty",
    "PSIC": "Professional Standards and Integrity Committee",
    "PUP": "Police Uplift Programme",
    "RAG": "red, amber or green",
    "SI": "statutory instrument, a law made by a minister",
    "SMB": "Strategic Management Board",
    "TBC": "to be confirmed",
    "TFG": "Tactical Firearms Group",
    "UTC": "universal time, an hour behind London's in summer",
    "VAWG": "violence against women and girls",
}
