"""Tables about people: workforce_snapshot, joiners, leavers."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table
from eianalysis.schema.person_columns import BY_PEOPLE, COMMON, REF

#: What a system prints beside an extract: the day somebody made it.
_MADE_ON = dict.fromkeys(
    ("Extract date", "Extraction date", "Date extracted", "Extracted on", "Report date", "Run date", "Date of report", "Date of extract", "Printed on"),
    "that is the day the file was made: say of which day it speaks, as as_at = 2023-03-31 in [table.constants] "
    "of mapping.toml, or map that column to as_at if they are the same",
)

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
        Column(
            "role_group",
            "text",
            "What the person does, in a dozen groups or fewer: response, neighbourhood, investigation, control room. Not a job title.",
            aliases=("Role group", "Policing function"),
        ),
        Column(
            "shift_pattern",
            "text",
            "When the person works, in a few groups: round the clock, days and lates, days. Contracted hours are the working pattern.",
            aliases=("Shift pattern", "Shift", "Roster"),
        ),
    ),
    key=("person_ref", "as_at"),
    not_before=(("as_at", "service_start"),),
    date_in_name="as_at",
    groupings=BY_PEOPLE,
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
    groupings={**BY_PEOPLE, "route": ("route",)},
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
    groupings={**BY_PEOPLE, "unit_at_leaving": ("unit_at_leaving",), "leaver_family": ("leaver_family",)},
)
