"""Ethnicity: self-defined (18+1, 16+1, data.police.uk labels) and as an officer saw it, and how groups roll up."""

from __future__ import annotations

from collections.abc import Iterable

from eianalysis.vocabulary.codes import NOT_RECORDED, NOT_STATED, PREFER_NOT, plain

#: Police 18+1 list (after 2011), in display order: groups alphabetical, Other last.
ETHNICITY_18 = {
    "A1": "Indian",
    "A2": "Pakistani",
    "A3": "Bangladeshi",
    "A4": "Chinese",
    "A9": "Any other Asian background",
    "B1": "Caribbean",
    "B2": "African",
    "B9": "Any other Black background",
    "M1": "White and Black Caribbean",
    "M2": "White and Black African",
    "M3": "White and Asian",
    "M9": "Any other Mixed background",
    "W1": "White British",
    "W2": "White Irish",
    "W3": "Gypsy or Irish Traveller",
    "W9": "Any other White background",
    "O2": "Arab",
    "O9": "Any other ethnic group",
    "NS": NOT_STATED,
}
#: The older 16+1 list had no W3, O2 or A4; its O1 is Chinese, printed under "Other" then, counted as Asian (A4) here.
ETHNICITY_16 = {**{code: label for code, label in ETHNICITY_18.items() if code not in ("W3", "O2", "A4", "NS")}, "O1": "Chinese", "NS": NOT_STATED}
#: Codes that also occur in HR extracts and mean that nothing was declared.
ETHNICITY_UNDECLARED = {"NS": NOT_STATED, "P": PREFER_NOT, "U": NOT_RECORDED}
CHINESE_16, CHINESE_18 = "O1", "A4"

_FIVE = {"A": "Asian", "B": "Black", "M": "Mixed", "O": "Other", "W": "White"}
ETHNICITY_5 = ("Asian", "Black", "Mixed", "White", "Other")
#: Ethnic minorities exclude White minorities here: the comparison is with everybody recorded as White.
ETHNICITY_2 = ("Ethnic minorities", "White")

EIGHTEEN_TO_FIVE = {label: _FIVE[code[0]] for code, label in ETHNICITY_18.items() if code != "NS"}
FIVE_TO_TWO = {group: "White" if group == "White" else "Ethnic minorities" for group in ETHNICITY_5}

#: Long labels of data.police.uk, as in every file seen from 2019 to 2024.
POLICE_UK_ETHNICITY = {
    "White - English/Welsh/Scottish/Northern Irish/British": "W1",
    "White - Irish": "W2",
    "White - Gypsy or Irish Traveller": "W3",
    "White - Any other White background": "W9",
    "Mixed/Multiple ethnic groups - White and Black Caribbean": "M1",
    "Mixed/Multiple ethnic groups - White and Black African": "M2",
    "Mixed/Multiple ethnic groups - White and Asian": "M3",
    "Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background": "M9",
    "Asian/Asian British - Indian": "A1",
    "Asian/Asian British - Pakistani": "A2",
    "Asian/Asian British - Bangladeshi": "A3",
    "Asian/Asian British - Chinese": "A4",
    "Asian/Asian British - Any other Asian background": "A9",
    "Black/African/Caribbean/Black British - Caribbean": "B1",
    "Black/African/Caribbean/Black British - African": "B2",
    "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background": "B9",
    "Other ethnic group - Arab": "O2",
    "Other ethnic group - Any other ethnic group": "O9",
    "Other ethnic group - Not stated": "NS",  # begins with "Other" and is not Other
}

#: What an officer saw, never what a person said. PNC identity codes and the words of data.police.uk.
#: IC5 (Chinese, Japanese, South-East Asian) goes with Asian, as Chinese does in the self-defined list.
OFFICER_ETHNICITY = {
    "IC1": "White",
    "IC2": "White",
    "IC3": "Black",
    "IC4": "Asian",
    "IC5": "Asian",
    "IC6": "Other",
    "IC9": NOT_RECORDED,
    "IC0": NOT_RECORDED,
    **{group: group for group in ETHNICITY_5},
}


_POLICE_UK = {plain(label): code for label, code in POLICE_UK_ETHNICITY.items()}
_OFFICER = {plain(word): group for word, group in OFFICER_ETHNICITY.items()}


def police_uk_code(label: object) -> str | None:
    """The 18+1 code of a data.police.uk label: '' for a blank, None for a label that is not known.

    >>> police_uk_code("Other ethnic group - Not stated")
    'NS'
    """
    words = plain(label)
    return "" if words in ("", "nan", "none") else _POLICE_UK.get(words)


def officer_group(word: object) -> str | None:
    """The group of an officer-defined code or word; blank is 'Not recorded', an unknown word is None."""
    words = plain(word)
    return NOT_RECORDED if words in ("", "nan", "none") else _OFFICER.get(words.replace(" ", ""))


def ethnicity_system(codes: Iterable[object]) -> str:
    """Which list the codes come from: '18+1', '16+1', 'mixed' (O1 beside A4, W3 or O2), or 'either'."""
    found = {str(code).strip().upper() for code in codes}
    newer, older = bool(found & {"A4", "W3", "O2"}), CHINESE_16 in found
    return "mixed" if newer and older else "18+1" if newer else "16+1" if older else "either"


def ethnicity_groups(codes: Iterable[object], system: str = "18+1") -> dict[str, list[str]]:
    """The three groupings of self-defined ethnicity codes, as columns: ethnicity_18, ethnicity_5, ethnicity_2.

    Chinese is Asian whichever list it comes from: O1 is read as A4, or the move of 2011 looks like a change in people.
    A blank is 'Not recorded'. ``system="16+1"`` refuses the codes that list did not have.

    >>> ethnicity_groups(["O1", "NS", ""])["ethnicity_5"]
    ['Asian', 'Not stated', 'Not recorded']
    """
    lists = {"18+1": {**ETHNICITY_18, "O1": "Chinese"}, "16+1": ETHNICITY_16}
    if system not in lists:
        raise ValueError(f"'{system}' is not an ethnicity list; it can be: 18+1, 16+1")
    known = {**lists[system], **ETHNICITY_UNDECLARED, "": NOT_RECORDED}
    labels, unknown = [], set()
    for code in codes:
        code = "" if code is None or code != code else str(code).strip().upper()
        labels.append(known.get(code))
        unknown |= {code} if code not in known else set()
    if unknown:
        raise ValueError(f"not codes of the {system} list: {', '.join(sorted(unknown))}")
    five = [EIGHTEEN_TO_FIVE.get(label, label) for label in labels]
    two = [FIVE_TO_TWO.get(group, group) for group in five]
    return {"ethnicity_18": labels, "ethnicity_5": five, "ethnicity_2": two}
