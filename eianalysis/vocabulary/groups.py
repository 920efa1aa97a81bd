"""How groups are asked for, rolled up, ordered and said; symbols and short forms."""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Iterable

from eianalysis.vocabulary import codes
from eianalysis.vocabulary.codes import ALL, NOT_RECORDED, NOT_STATED, PREFER_NOT, UNDECLARED, UNDECLARED_TOGETHER, plain
from eianalysis.vocabulary.crossed import crossed_parts, group_parts
from eianalysis.vocabulary.dealings import COMPLAINT_CHANNELS, ENCOUNTERS, FORCE_AGES, SAMPLERS
from eianalysis.vocabulary.ethnicity import ETHNICITY_2, ETHNICITY_5, ETHNICITY_18, FIVE_TO_TWO, EIGHTEEN_TO_FIVE

# --- Groupings, labels and order --------------------------------------------------------------------------------------

#: Finer column -> coarser column, and how each group rolls up; undeclared values stay as they are.
ROLL_UP = {"ethnicity_18": "ethnicity_5", "ethnicity_5": "ethnicity_2"}
_ROLL = {("ethnicity_18", "ethnicity_5"): EIGHTEEN_TO_FIVE, ("ethnicity_5", "ethnicity_2"): FIVE_TO_TWO,
         ("ethnicity_18", "ethnicity_2"): {label: FIVE_TO_TWO[five] for label, five in EIGHTEEN_TO_FIVE.items()}}

#: What can be asked for with ``by=``, and the columns it stands for, the finest to be released first.
GROUPINGS = {
    "ethnicity": ("ethnicity_5", "ethnicity_2"), "ethnicity_18": ("ethnicity_18", "ethnicity_5", "ethnicity_2"),
    "sex": ("sex",), "officer_ethnicity": ("officer_ethnicity",), "age": ("age_band",), "age_range": ("age_range",),
    "rank": ("rank_band",), "disability": ("disability",), "religion": ("religion",),
    "sexual_orientation": ("sexual_orientation",), "gender_reassignment": ("gender_reassignment",),
    "marital": ("marital",), "maternity": ("maternity",), "worker_type": ("worker_type",), "unit": ("unit",),
    "directorate": ("directorate",),
}
_LABELS = {
    "ethnicity_18": "Ethnicity (18 groups)", "ethnicity_5": "Ethnicity (5 groups)",
    "ethnicity_2": "Ethnicity (2 groups)", "officer_ethnicity": "Ethnicity as the officer saw it",
    "age_band": "Age", "age_range": "Age", "rank_band": "Rank", "religion": "Religion or belief",
    "marital": "Marriage and civil partnership", "maternity": "Pregnancy and maternity",
    "service_band": "Length of service",
    "in_scheme": "Taking part", "women": "Women and all others",
    "lgb": "Sexual orientation", "woman": "Women and all others", "black": "Black people and all others",
    "armed": "Firearms group and all others", "minority": "Ethnic minorities and all others", "victim_sex": "Sex of the victim",
    "vawg_label": "Violence against women and girls", "declared": "Characteristic", "captured": "Characteristic", "audit": "Stage",
    "complainant_ethnicity": "Complainant's ethnicity", "complainant_sex": "Complainant's sex",
    "complainant_disability": "Complainant's disability", "complainant_age_band": "Complainant's age",
    "perceived_sex": "Sex as the officer saw it", "perceived_age": "Age as the officer saw it", "channel": "How it came",
    "way": "How it came", "object": "What was looked for", "sampler": "Who drew them", "encounter_type": "Kind of encounter",
    "allegation": "What is alleged", "complaint_kind": "Kind of complaint", "grievance_outcome": "How it ended",
    "campaign_id": "Campaign", "decided": "What the panel decided", "event_kind": "Kind of event", "entry": "Kind of entry",
    "sift_kind": "Sift",
}
_ORDER = {
    "ethnicity_18": tuple(ETHNICITY_18.values()), "ethnicity_5": ETHNICITY_5, "ethnicity_2": ETHNICITY_2,
    "officer_ethnicity": ETHNICITY_5, "age_band": tuple(codes.AGE_BANDS), "age_range": codes.STOP_AGE,
    "service_band": tuple(codes.SERVICE_BANDS),
    "rank_band": (codes.HIGH_RANKS, *codes.RANK_BANDS, *codes.STAFF_BANDS), "rank_grade": codes.RANKS,
    "worker_type": tuple(codes.WORKER_TYPES), "leaver_family": codes.LEAVER_FAMILIES,
    "leaver_type": tuple(codes.LEAVER_TYPES), "complainant_ethnicity": ETHNICITY_5, "complainant_sex": tuple(codes.SEX.values()),
    "complainant_disability": tuple(codes.DISABILITY.values()), "complainant_age_band": tuple(codes.AGE_BANDS),
    "perceived_sex": tuple(codes.SEX.values()), "perceived_age": FORCE_AGES, "sampler": tuple(SAMPLERS.values()),
    "encounter_type": tuple(ENCOUNTERS.values()), "channel": tuple(COMPLAINT_CHANNELS.values()), "object": codes.OBJECTS,
    "disability": tuple(codes.DISABILITY.values()), "religion": tuple(codes.RELIGION.values()),
    "sexual_orientation": tuple(codes.SEXUAL_ORIENTATION.values()), "marital": tuple(codes.MARITAL.values()),
    "maternity": tuple(codes.MATERNITY.values()),
    "gender_reassignment": tuple(codes.GENDER_REASSIGNMENT.values()),
}
#: Columns said like another: whose ethnicity it is, the noun says.
_ALIKE = {"complainant_ethnicity": "ethnicity_5", "complainant_sex": "sex", "complainant_disability": "disability",
          "complainant_age_band": "age_band", "perceived_sex": "sex", "perceived_age": "age_band"}
#: Groups of things and not of people: the object of a search, the way a complaint came.
_OF_THINGS = ("object", "month", "channel", "way", "allegation", "sampler", "encounter_type")
_WORDS = {"Asian": "Asian {}", "Black": "Black {}", "White": "White {}", "Mixed": "{} with Mixed ethnicity",
          "Other": "{} from other ethnic groups", "Ethnic minorities": "{} from ethnic minorities"}
_SEX_WORDS = {"Female": "female {}", "Male": "male {}", "Other": "{} recorded as another sex"}
_DISABILITY_WORDS = {"Disabled": "disabled {}", "Not disabled": "{} who are not disabled"}
_BESIDE = {"Women": "female {}", "Black": "Black {}", "Ethnic minorities": "{} from ethnic minorities", "All others": "all other {}",
           "Firearms group": "{} in the firearms group"}
#: Column -> group -> how people of it are said, where "(religion or belief: Hindu)" would be clumsy.
_PEOPLE = {
    "sexual_orientation": {"Heterosexual or straight": "heterosexual {}", "Gay or lesbian": "gay or lesbian {}",
                           "Bisexual": "bisexual {}", "Other": "{} with another sexual orientation"},
    "gender_reassignment": {codes.GENDER_REASSIGNMENT["Y"]: "{} whose gender is as registered at birth",
                            codes.GENDER_REASSIGNMENT["N"]: "{} whose gender is not as registered at birth"},
    "marital": {"In a civil partnership": "{} in a civil partnership",
                **{name: name.lower() + " {}" for name in ("Single", "Married", "Divorced", "Separated", "Widowed")}},
    "maternity": {"Pregnant or on maternity leave": "{} pregnant or on maternity leave", "Neither": "all other {}",
                  "Returned within 12 months": "{} back from maternity leave within 12 months"},
    "religion": {"No religion": "{} with no religion", "Any other religion": "{} of another religion",
                 **{name: name + " {}" for name in ("Christian", "Buddhist", "Hindu", "Jewish", "Muslim", "Sikh")}},
    "working_pattern": {"Full time": "full-time {}", "Part time": "part-time {}", "Flexible": "{} on flexible hours"},
    "attempt": {"First application": "{} at their first attempt",
                "Applied again, with feedback before": "{} who applied again after feedback",
                "Applied again, without feedback before": "{} who applied again without feedback"},
}
_LGB_WORDS = {"Lesbian, gay, bisexual or other": "lesbian, gay and bisexual {}", "Heterosexual or straight": "heterosexual {}"}
_UNDECLARED_WORDS = {NOT_STATED: "{} who did not state their {}", PREFER_NOT: "{} who preferred not to say their {}",
                     NOT_RECORDED: "{} whose {} was not recorded",
                     UNDECLARED_TOGETHER: "{} who did not declare their {}, or whose {} was not recorded"}


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
    return group in (_ORDER.get(column) or (tuple(codes.SEX.values()) if column == "sex" else ()))


def _crossed_order(columns: tuple[str, str], groups: list[str]) -> list[str]:
    """Groups of two characteristics: by the first, then by the second, the undeclared last."""
    parts = {group: group_parts(group) or (group, group) for group in groups}
    ranks = [{name: at for at, name in enumerate(order(column, [part[side] for part in parts.values()]))}
             for side, column in enumerate(columns)]
    return sorted(groups, key=lambda group: (group in UNDECLARED, *(ranks[side][parts[group][side]] for side in (0, 1))))


def characteristic_label(column: str) -> str:
    """A heading for a column: 'Ethnicity (2 groups)', 'Rank', 'Sexual orientation'."""
    both = crossed_parts(column)
    if both:
        first, second = (characteristic_label(name) for name in both)
        return f"{first} and {second[:1].lower()}{second[1:]}"
    return _LABELS.get(column, column.replace("_", " ").capitalize())


def _subject(column: str) -> str:
    """The word for what was asked: 'ethnicity', 'sex', 'length of service'."""
    if column in ("officer_ethnicity", "ethnicity") or column.startswith("ethnicity_"):
        return "ethnicity"
    return re.sub(r" \(.*\)", "", characteristic_label(column)).lower()


#: Groups put together because each was too small to be a row of its own.
SMALL_TOGETHER = "Small groups together"
#: Columns whose groups are said after the noun as they are: "officers who left (unplanned exit)".
_SAID = ("planned_exit", "women_and_planned", "door", "interviewer", "theme", "route", "leave_kind", "working_pattern",
         "population", "offence_group", "audience", "type", "partner", "audit", "complaint_kind",
         "grievance_outcome", "campaign_id", "entry", "attempt", "reason", "decided", "event_kind")


#: A noun of things done to, by or on people: "searches of people", whose groups are groups of the people.
_OF_PEOPLE = re.compile(r"(.+ (?:of|by|on)) (people|officers and staff)")


def phrase(column: str, group: str, noun: str = "people") -> str:
    """The group in a sentence: 'officers from ethnic minorities', 'searches of people aged 18 to 24', 'all officers'."""
    column = _ALIKE.get(column, column)
    if group == ALL:
        return f"all {noun}"
    both, parts = crossed_parts(column), group_parts(group)
    if both and parts:  # "female officers from ethnic minorities", "searches of White male people"
        whose = _OF_PEOPLE.fullmatch(noun)
        outer = 1 if both[1] == "women" else 0  # "all other White officers", not "White all other officers"
        said = phrase(both[outer], parts[outer], phrase(both[1 - outer], parts[1 - outer], whose[2] if whose else noun))
        return f"{whose[1]} {said}" if whose else said
    subject = " or ".join(map(_subject, both)) if both else _subject(column)
    if (whose := _OF_PEOPLE.fullmatch(noun)) and column in _OF_THINGS:
        noun = whose[1].rpartition(" ")[0]
    elif whose:
        return f"{whose[1]} {phrase(column, group, whose[2])}"
    if column in _OF_THINGS and group not in (*UNDECLARED, SMALL_TOGETHER):
        return _thing(column, group, noun)
    if column == "officer_ethnicity" and group in UNDECLARED:
        return f"{noun} whose ethnicity the officer did not record"
    if group in UNDECLARED:
        return _UNDECLARED_WORDS[group].format(noun, subject, subject)
    if group == SMALL_TOGETHER:
        return f"{noun} in small groups put together"
    if column == "buddy":
        return f"{noun} {group.lower()}"
    if column == "in_scheme":
        return f"{noun} {group[:1].lower()}{group[1:]}"
    if column == "women":
        if not group.startswith("Women"):
            return f"all other {noun}"
        return re.sub(r"\bofficers\b", "women officers", noun, count=1) if re.search(r"\bofficers\b", noun) else f"women {noun}"
    if group in _PEOPLE.get(column, ()):
        return _PEOPLE[column][group].format(noun)
    if column in _SAID:
        return f"{noun} ({group if group[1:2].isupper() else group[:1].lower() + group[1:]})"
    if column == "period":
        return f"{noun} in {'the ' if 'months' in group else ''}{group}"
    if column == "declared":
        return f"{noun} asked for their {group.lower()}"
    if column == "victim_sex":
        return f"{noun} with a {group.lower()} victim"
    if column == "vawg_label":
        return f"{noun} of {group.lower()}" if group.startswith("Violence") else group.lower()
    if column == "worker_type" and noun.startswith("people"):
        return f"{group.lower()}{'' if group.endswith('staff') else 's'}{noun.removeprefix('people')}"
    if column == "worker_type":
        return f"{noun} ({group[:1].lower()}{group[1:]})"
    if column in ("woman", "minority", "black", "armed") and group in _BESIDE:
        people = noun.startswith("people") and group in ("Women", "All others")  # "women in post", not "female people in post"
        return group.lower() + noun.removeprefix("people") if people else _BESIDE[group].format(noun)
    if column == "lgb" and group in _LGB_WORDS:
        return _LGB_WORDS[group].format(noun)
    if column == "officer_ethnicity":
        return f"{noun} described by the officer as {group}"
    if column in ("ethnicity_2", "ethnicity_5") and group in _WORDS:
        return _WORDS[group].format(noun)
    if column == "ethnicity":  # a source's own list, shown as found
        return f"{group} {noun}"
    if column == "sex" and group in _SEX_WORDS:
        return _SEX_WORDS[group].format(noun)
    if column == "disability" and group in _DISABILITY_WORDS:
        return _DISABILITY_WORDS[group].format(noun)
    if subject == "age":
        words = codes.STOP_AGE_BANDS.get(group, re.sub(r"^(\d+)-(\d+)$", r"\1 to \2", group))
        return f"{noun} aged {words[0].lower()}{words[1:]}"
    if column in ("rank_band", "rank_grade"):
        return f"{noun} in {group.lower()}" if group.endswith(("ranks", "grades")) else f"{noun} of rank {group}"
    if column in ("unit", "unit_at_leaving", "directorate"):
        return f"{noun} in {group}"
    return f"{noun} ({subject}: {group})"


def whose(noun: str) -> str:
    """Who is meant where things are counted: 'people' of 'searches of people'; any other noun is itself."""
    found = _OF_PEOPLE.fullmatch(noun)
    return found[2] if found else noun


def _thing(column: str, group: str, noun: str) -> str:
    """Groups of searches, complaints and samples themselves: 'searches for stolen goods', 'complaints by telephone'."""
    said = group[:1].lower() + group[1:]
    if column in ("channel", "way") and not said.startswith(("by ", "in ")):
        return f"{noun} in {said}" if said.startswith("an") else f"{noun} by {said}"
    joined = {"object": " for ", "sampler": " drawn by ", "encounter_type": " of ", "month": " in "}.get(column, " ")
    said = {"committee": "the committee", "community": "the community"}.get(said, said)
    if column == "month" and re.fullmatch(r"\d{4}-\d{2}", group):
        year, month = group.split("-")
        said = f"{calendar.month_name[int(month)]} {year}"
    return f"{noun}{joined}{said}"


# --- Symbols and short forms ------------------------------------------------------------------------------------------

#: Harmonised shorthand of UK official statistics; a bare 0 is only ever a true zero.
SYMBOLS = {
    "[c]": "hidden: small numbers that could tell about a person", "[u]": "low reliability: based on few people",
    "[x]": "not available", "[z]": "not applicable", "[low]": "more than zero but rounds to zero",
}
ACRONYMS = {
    "AF": "Action Fraud", "BWV": "body-worn video", "CIPD": "Chartered Institute of Personnel and Development",
    "CoLP": "City of London Police", "CSV": "a table as plain text, which any spreadsheet opens", "E&I": "equality and inclusion",
    "EDHR": "equality, diversity and human rights", "FTE": "full-time equivalent",
    "HMICFRS": "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services",
    "HR": "human resources", "IAG": "Independent Advisory Group", "IASG": "Independent Advisory and Scrutiny Group",
    "IOPC": "Independent Office for Police Conduct",
    "L&OD": "Learning and Organisational Development", "LGB": "lesbian, gay and bisexual",
    "LGBT": "lesbian, gay, bisexual and transgender", "LGBTQ": "lesbian, gay, bisexual, transgender and queer",
    "MIND": "the mental health charity Mind", "NFIB": "National Fraud Intelligence Bureau",
    "NPCC": "National Police Chiefs' Council", "ONS": "Office for National Statistics",
    "OSPRE": "the police promotion examination", "PCDA": "Police Constable Degree Apprenticeship",
    "PCSO": "police community support officer", "PPU": "Public Protection Unit", "PREVENT": "the programme against radicalisation",
    "PSD": "Professional Standards Department", "PSED": "public sector equality duty",
    "PSIC": "Professional Standards and Integrity Committee", "PUP": "Police Uplift Programme",
    "RAG": "red, amber or green", "SMB": "Strategic Management Board", "TBC": "to be confirmed",
    "TFG": "Tactical Firearms Group", "UTC": "universal time, an hour behind London's in summer",
    "VAWG": "violence against women and girls",
}
