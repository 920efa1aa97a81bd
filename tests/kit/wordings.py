"""How HR systems word what the kit's people are: each dict is code -> what stands in the file."""

from eianalysis import vocabulary as v

ONS_2021 = {
    "W1": "White: English, Welsh, Scottish, Northern Irish or British",
    "W2": "White: Irish",
    "W3": "White: Gypsy or Irish Traveller",
    "W9": "White: Other White",
    "M1": "Mixed or Multiple ethnic groups: White and Black Caribbean",
    "M2": "Mixed or Multiple ethnic groups: White and Black African",
    "M3": "Mixed or Multiple ethnic groups: White and Asian",
    "M9": "Mixed or Multiple ethnic groups: Other Mixed or Multiple ethnic groups",
    "A1": "Asian, Asian British or Asian Welsh: Indian",
    "A2": "Asian, Asian British or Asian Welsh: Pakistani",
    "A3": "Asian, Asian British or Asian Welsh: Bangladeshi",
    "A4": "Asian, Asian British or Asian Welsh: Chinese",
    "A9": "Asian, Asian British or Asian Welsh: Other Asian",
    "B1": "Black, Black British, Black Welsh, Caribbean or African: Caribbean",
    "B2": "Black, Black British, Black Welsh, Caribbean or African: African",
    "B9": "Black, Black British, Black Welsh, Caribbean or African: Other Black",
    "O2": "Other ethnic group: Arab",
    "O9": "Other ethnic group: Any other ethnic group",
    "NS": "Not stated",
    "P": "Prefer not to say",
    "U": "",
}
DASHED = {
    "W1": "White - British",
    "W2": "White - Irish",
    "W3": "White - Gypsy or Irish Traveller",
    "W9": "White - Other",
    "M1": "Mixed - White & Black Caribbean",
    "M2": "Mixed - White & Black African",
    "M3": "Mixed - White & Asian",
    "M9": "Mixed - Other",
    "A1": "Asian - Indian",
    "A2": "Asian - Pakistani",
    "A3": "Asian - Bangladeshi",
    "A4": "Asian - Chinese",
    "A9": "Asian - Other",
    "B1": "Black - Caribbean",
    "B2": "Black - African",
    "B9": "Black - Other",
    "O2": "Other - Arab",
    "O9": "Other - Any Other",
    "NS": "Not Stated",
    "P": "Do not wish to disclose",
    "U": "Not Known",
}
CODED = {code: f"{code} - {label}" for code, label in v.ETHNICITY_18.items()} | {"P": "P - Prefer not to say", "U": "U - Unknown"}
SIXTEEN = {**{code: code for code in v.ETHNICITY_18}, "A4": "O1", "W3": "W9", "O2": "O9", "P": "", "U": ""}
FIVE = {
    **{
        code: {"A": "Asian or Asian British", "B": "Black or Black British", "M": "Mixed", "W": "White", "O": "Other ethnic group"}[code[0]]
        for code in v.ETHNICITY_18
        if code != "NS"
    },
    "NS": "Not stated",
    "P": "Prefer not to say",
    "U": "Unknown",
}
SEX = {"F": "Female", "M": "Male", "X": "Other", "U": "Unknown", "P": "Prefer not to say"}
KINDS = {"officer": "Police Officer", "staff": "Police Staff", "pcso": "PCSO", "special": "Special Constable"}
ABBREVIATED = {
    "Constable": "PC",
    "Sergeant": "Sgt",
    "Inspector": "Insp",
    "Chief Inspector": "Ch Insp",
    "Superintendent": "Supt",
    "Chief Superintendent": "Ch Supt",
    "Commander": "Cmdr",
    "Special Constable": "SC",
}
#: Reasons for leaving as three systems word them.
PLAIN = {
    "VR": "Resignation",
    "NR": "Retirement - Age",
    "ER": "Early Retirement",
    "MR": "Ill Health Retirement",
    "DI": "Dismissal - Misconduct",
    "RR": "Required to Resign",
    "CT": "End of Fixed Term Contract",
    "TR": "Transfer to Other Force",
    "DE": "Death in Service",
    "OT": "Other",
    "UK": "Not Known",
}
HOME_OFFICE = {
    "VR": "Voluntary resignation",
    "NR": "Normal retirement",
    "ER": "Early retirement",
    "MR": "Medical retirement",
    "DI": "Dismissal",
    "RR": "Required to resign",
    "CT": "Contract ended",
    "TR": "Transfer to another force",
    "DE": "Death",
    "OT": "Other",
    "UK": "Unknown",
}
ITEMISED = {
    "VR": "Resignation: Better Pay",
    "NR": "Retirement: 30 Years Service",
    "ER": "Voluntary Early Retirement",
    "MR": "Retirement: Ill Health",
    "DI": "Dismissed: Misconduct",
    "RR": "Resignation: Required",
    "CT": "Expiry of Contract",
    "TR": "Transfer Out",
    "DE": "Deceased",
    "OT": "Other Reason",
    "UK": "Reason Not Recorded",
}
ROUTES = {
    "probationer": "IPLDP",
    "pcda": "PCDA",
    "degree_holder": "DHEP",
    "police_now": "Police Now",
    "direct_entry": "Direct Entry",
    "transferee": "Transfer In",
    "rejoiner": "Rejoiner",
    "special_to_regular": "Special to Regular",
    "staff": "Police Staff",
    "pcso": "PCSO",
    "special": "Special Constabulary",
}


def rank_above(rank: str) -> str:
    """The rank that somebody acts in who holds this one."""
    ladder = list(ABBREVIATED)[:6]
    return ladder[min(ladder.index(rank) + 1, 5)] if rank in ladder else rank
