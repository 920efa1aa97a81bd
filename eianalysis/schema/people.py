"""Tables about people: the common block of columns, and workforce_snapshot, joiners, leavers."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table

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
_FIVE = {group: group for group in (*v.ETHNICITY_5, *v.UNDECLARED_CODES)}
_TWO = {group: group for group in (*v.ETHNICITY_2, *v.UNDECLARED_CODES)}


def _characteristic(name, means, codes, list_name, *aliases, words="", **more) -> Column:
    """A declared characteristic: kept as its label, empty means not recorded."""
    kept = {"holds": "label", "blank": v.NOT_RECORDED, "of_person": name.replace("_", " "), **more}
    return Column(name, "code", means, codes=codes, list_name=list_name, aliases=aliases, words=words or name, **kept)


#: What a system prints beside an extract: the day somebody made it.
_MADE_ON = dict.fromkeys(
    ("Extract date", "Extraction date", "Date extracted", "Extracted on", "Report date", "Run date", "Date of report", "Date of extract", "Printed on"),
    "that is the day the file was made: say of which day it speaks, as as_at = 2023-03-31 in [table.constants] "
    "of mapping.toml, or map that column to as_at if they are the same",
)

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
    ),
    Column("unit", "text", "Unit or team, as HR calls it.", aliases=("Department", "Team", "Unit name", "Org unit")),
    Column("directorate", "text", "Directorate the unit belongs to.", aliases=("Business area", "Division")),
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
        codes=_FIVE,
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

_BY_PEOPLE = {
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

_START = Column(
    "service_start",
    "date",
    "First day of the present continuous service with the force.",
    required=True,
    aliases=(
        "Service start date",
        "Date joined",
        "Joined on",
        "Start of service",
        "Date of joining",
        "Appointment date",
        "Appointed",
        "Continuous service date",
        "Date joined force",
    ),
)

WORKFORCE_SNAPSHOT = Table(
    "workforce_snapshot",
    "one person on one snapshot date",
    (
        REF,
        Column(
            "as_at",
            "date",
            "Day of which the snapshot speaks, which is seldom the day it was extracted.",
            required=True,
            filled=True,
            ahead=True,
            beside=_MADE_ON,
            aliases=("Snapshot date", "As at date", "As at", "Effective date", "Date of snapshot"),
        ),
        *COMMON,
        Column("fte", "number", "Full-time equivalent: 1 is full time.", low=0, high=1.5, aliases=("Full time equivalent", "WTE")),
        Column("contract", "text", "Kind of contract.", aliases=("Contract type",), spare="the end of a fixed term is read from the reason for leaving"),
        Column(
            "working_pattern",
            "code",
            "Full, part or flexible working.",
            codes={
                "full": "Full time",
                "part": "Part time",
                "flexible formal": "Flexible, agreed formally",
                "flexible informal": "Flexible, agreed informally",
            },
            list_name="the working patterns",
            words="working_pattern",
            aliases=("Work pattern", "Hours pattern", "Full or part time"),
        ),
        _START,
        Column(
            "secondment_status",
            "code",
            "Whether seconded in or out on this day. Those seconded out are in post unless the cycle says they are away.",
            codes={"none": "Not seconded", "in": "Seconded in", "out": "Seconded out"},
            list_name="the secondment codes",
            aliases=("Secondment", "Seconded"),
            also={"no": "none"},
        ),
        Column("career_break", "flag", "On a career break on this day; in post unless the cycle says they are away.", aliases=("On career break",)),
        Column("specialist_flag", "text", "Specialist team, such as TFG or PPU.", aliases=("Specialism",)),
        Column("temp_rank", "flag", "Holds the rank temporarily; counts in that rank.", aliases=("Temporary rank", "Temporary promotion")),
        Column("acting", "flag", "Acts in a higher rank; counts at the substantive rank.", aliases=("Acting up",)),
        Column("location", "text", "Where the person works.", aliases=("Site", "Work location"), spare="people are counted by directorate and unit"),
    ),
    key=("person_ref", "as_at"),
    not_before=(("as_at", "service_start"),),
    date_in_name="as_at",
    groupings=_BY_PEOPLE,
    needs_rows=True,
)

JOINERS = Table(
    "joiners",
    "one person starting",
    (
        REF,
        Column(
            "start_date",
            "date",
            "First day with the force.",
            required=True,
            filled=True,
            aliases=("Start date", "Date started", "Date joined", "Joined on", "Date of joining"),
        ),
        *COMMON,
        Column(
            "route",
            "code",
            "Entry route.",
            codes=v.JOINER_ROUTES,
            list_name="the entry routes",
            aliases=("Entry route", "Joiner type", "Joining route"),
            words="joiner_routes",
        ),
        Column("prior_service", "flag", "Served in this or another force before."),
        Column("buddy_allocated", "flag", "A buddy was allocated.", practice=True, aliases=("Buddy",)),
        Column("onboarding_done", "flag", "The onboarding checklist is complete.", practice=True, aliases=("Onboarding complete",)),
    ),
    happened=("start_date",),
    key=("person_ref", "start_date"),
    groupings={**_BY_PEOPLE, "route": ("route",)},
)

LEAVERS = Table(
    "leavers",
    "one person leaving",
    (
        REF,
        Column(
            "leave_date",
            "date",
            "Last day with the force.",
            required=True,
            filled=True,
            aliases=("Date left", "Left on", "Leaving date", "Date of leaving", "End date", "Last day of service"),
        ),
        _START,
        *COMMON,
        Column(
            "leaver_type",
            "code",
            "How the person left; a career break is not leaving.",
            codes=v.LEAVER_TYPES,
            list_name="the leaver types",
            blank="UK",
            required=True,
            aliases=("Leaving type", "Reason for leaving", "Leaver reason", "Leaving reason", "Exit route"),
            words="leaving_reasons",
        ),
        Column(
            "leaver_family",
            "code",
            "voluntary, retirement, involuntary, transfer or other.",
            codes={family: family for family in v.LEAVER_FAMILIES},
            list_name="the leaver families",
            derived="from leaver_type",
        ),
        Column("reason_theme", "text", "Theme of the reason given, coded by HR."),
        Column("planned", "flag", "Whether the force knew of it in good time."),
        Column("unit_at_leaving", "text", "Unit on the last day.", aliases=("Last unit", "Unit at exit")),
    ),
    happened=("leave_date",),
    key=("person_ref", "leave_date"),
    not_before=(("leave_date", "service_start"),),
    groupings={**_BY_PEOPLE, "unit_at_leaving": ("unit_at_leaving",), "leaver_family": ("leaver_family",)},
)
