"""What tables about people have in common: the key of a person, the common block of columns, and the groupings by them."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column

_RANKS = {
    **{rank: rank for rank in v.RANKS},
    **{grade: grade for grades in v.STAFF_BANDS.values() for grade in grades},
    **{band: band for band in v.STAFF_BANDS},  # for a force whose grades are none of these letters
    "PCSO": "PCSO",
    "Special Constable": "Special Constable",
    "Volunteer": "Volunteer",
    "Cadet": "Cadet",
}
_BANDS = {name: name for name in (*v.RANK_BANDS, *v.STAFF_BANDS, "Other", v.NOT_RECORDED)}
_ETHNICITY = {**v.ETHNICITY_18, "O1": "Chinese", "P": v.PREFER_NOT, "U": v.NOT_RECORDED}
FIVE = {group: group for group in (*v.ETHNICITY_5, *v.UNDECLARED_CODES)}
_TWO = {group: group for group in (*v.ETHNICITY_2, *v.UNDECLARED_CODES)}


def _characteristic(name, means, codes, list_name, *aliases, words="", **more) -> Column:
    """A declared characteristic: kept as its label, empty means not recorded."""
    kept = {"holds": "label", "blank": v.NOT_RECORDED, "of_person": name.replace("_", " "), **more}
    return Column(name, "code", means, codes=codes, list_name=list_name, aliases=aliases, words=words or name, **kept)


REF = Column(
    "person_ref",
    "text",
    "Pseudonymous key of a person; never a warrant or payroll number.",
    required=True,
    filled=True,
    aliases=("Person ID", "Person reference", "Employee ref", "Staff ref", "Pseudonym", "Unique ref", "Person key"),
)

COMMON = (
    Column(
        "worker_type",
        "code",
        "Officer, staff, special and so on.",
        codes=v.WORKER_TYPES,
        list_name="the worker types",
        required=True,
        filled=True,
        aliases=("Worker type", "Employee group", "Workforce type", "Person type", "Staff type"),
        words="worker_types",
    ),
    Column(
        "rank_grade",
        "code",
        "Rank or staff grade, substantive or temporary (an acting rank is not a rank held).",
        codes=_RANKS,
        list_name="the ranks and grades",
        words="ranks",
        division=True,
        aliases=("Rank", "Grade", "Rank or grade", "Rank/Grade", "Current rank", "Position grade"),
    ),
    Column(
        "rank_band",
        "code",
        "Band of the rank or grade; single ranks and grades are too small to show.",
        codes=_BANDS,
        list_name="the rank bands",
        aliases=("Rank group",),
        derived="from rank_grade",
        division=True,
    ),
    Column("unit", "text", "Unit or team, as HR calls it.", aliases=("Department", "Team", "Unit name", "Org unit"), division=True),
    Column("directorate", "text", "Directorate the unit belongs to.", aliases=("Business area", "Division"), division=True),
    _characteristic(
        "ethnicity_code",
        "Self-defined ethnicity, 18+1 code (16+1 in older data; O1 is read as A4).",
        _ETHNICITY,
        "the 18+1 list",
        "Ethnicity",
        "Ethnic code",
        "SDE",
        "Self defined ethnicity",
        "Ethnic origin",
        "Ethnicity code",
        "16+1",
        "18+1",
        required=True,
        holds="code",
        blank="U",
        of_person="ethnicity",
        instead=("ethnicity_18", "ethnicity_5", "ethnicity_2", "ethnicity"),
        words="ethnicity",
    ),
    Column(
        "ethnicity_18",
        "code",
        "Self-defined ethnicity, 18 groups.",
        codes={label: label for label in _ETHNICITY.values()},
        list_name="the 18+1 labels",
        blank=v.NOT_RECORDED,
        derived="from ethnicity_code",
        words="ethnicity",
        of_person="ethnicity",
    ),
    Column(
        "ethnicity_5",
        "code",
        "Self-defined ethnicity, 5 groups (Chinese is Asian).",
        codes=FIVE,
        list_name="the five groups",
        blank=v.NOT_RECORDED,
        aliases=("Ethnic group", "Ethnicity group"),
        derived="from ethnicity_code",
        words="ethnicity_families",
        of_person="ethnicity",
    ),
    Column(
        "ethnicity_2",
        "code",
        "Ethnic minorities (excluding White minorities) or White.",
        codes=_TWO,
        list_name="the two groups",
        blank=v.NOT_RECORDED,
        derived="from ethnicity_5",
        words="ethnicity_minorities",
        of_person="ethnicity",
    ),
    _characteristic(
        "sex", "Sex as recorded by HR; see the file's note for legal sex or gender.", v.SEX, "the sex codes", "Gender", "Sex/Gender", "Legal sex", required=True
    ),
    Column("age", "count", "Age in whole years on the date of the row.", low=10, high=100, aliases=("Age in years", "Age at date"), of_person="age"),
    Column(
        "age_band",
        "code",
        "Home Office age band on the date of the row.",
        codes={band: band for band in (*v.AGE_BANDS, v.NOT_RECORDED)},
        list_name="the age bands",
        blank=v.NOT_RECORDED,
        aliases=("Age group", "Age range"),
        derived="from age",
        of_person="age",
    ),
    _characteristic("disability", "Whether the person has declared a disability.", v.DISABILITY, "the disability codes", "Disabled", "Disability status"),
    _characteristic("religion", "Religion or belief as declared.", v.RELIGION, "the religion list", "Religion or belief", "Faith"),
    _characteristic("sexual_orientation", "Sexual orientation as declared.", v.SEXUAL_ORIENTATION, "the sexual orientation list", "Orientation"),
    _characteristic(
        "gender_reassignment",
        "Whether gender is the same as the sex registered at birth; never shown below force level.",
        v.GENDER_REASSIGNMENT,
        "the gender reassignment codes",
        "Gender identity same",
        "Gender same as at birth",
        force_level=True,
    ),
    _characteristic(
        "marital",
        "Marriage or civil partnership.",
        v.MARITAL,
        "the marital status list",
        "Marital status",
        "Marriage and civil partnership",
        of_person="marital status",
    ),
)

#: Not in the common block: it is asked on the day of an event and kept with the event, never with the person.
MATERNITY = _characteristic(
    "maternity",
    "Pregnancy and maternity on the date of the row, as declared.",
    v.MATERNITY,
    "the pregnancy and maternity codes",
    "Pregnancy and maternity",
    "Pregnant or on maternity leave",
    of_person="",
)  # asked of some for what they come for, so whether it is known says nothing

BY_PEOPLE = {
    name: v.GROUPINGS[name]
    for name in (
        "ethnicity",
        "ethnicity_18",
        "sex",
        "age",
        "rank",
        "disability",
        "religion",
        "sexual_orientation",
        "gender_reassignment",
        "marital",
        "worker_type",
        "unit",
        "directorate",
    )
}
