"""The table of training: who was to attend what, who could, who did."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table
from eianalysis.schema.person_columns import REF

TRAINING_ATTENDANCE = Table(
    "training_attendance",
    "one person and one session of a course, or one person on the list of a course and no session",
    (
        REF,
        Column(
            "course",
            "text",
            "Name of the course; one name for all its sessions.",
            required=True,
            filled=True,
            aliases=("Course name", "Course title", "Training"),
        ),
        Column(
            "session_date",
            "date",
            "Day of the session; empty for a person on the list who was never booked.",
            required=True,
            aliases=("Date attended", "Course date", "Date of session"),
        ),
        Column(
            "status",
            "code",
            "What came of it.",
            codes=v.ATTENDANCE,
            list_name="the attendance codes",
            required=True,
            filled=True,
            aliases=("Attendance", "Attendance status"),
            also={
                "completed": "attended",
                "complete": "attended",
                "passed": "attended",
                "did not attend": "booked",
                "dna": "booked",
                "no show": "booked",
                "cancelled": "booked",
                "not started": "not booked",
                "enrolled": "booked",
            },
        ),
        Column("eligible", "flag", "The person was among those the course is for.", required=True, aliases=("In scope",)),
        Column("available", "flag", "The person could have attended; empty where nobody recorded it.", required=True, aliases=("Was available",)),
        Column(
            "unavailable_reason",
            "code",
            "Why the person could not.",
            codes=v.UNAVAILABLE,
            list_name="the reasons for not being available",
            aliases=("Reason not available", "Absence reason"),
            also={
                "sick": "long-term absence",
                "sickness": "long-term absence",
                "maternity": "family leave",
                "maternity leave": "family leave",
                "seconded": "secondment",
                "rail strike": "travel",
            },
        ),
        Column("mandatory", "flag", "Everybody eligible must attend.", practice=True, aliases=("Compulsory",)),
        Column("mode", "text", "In a room, online, or both.", aliases=("Delivery",), spare="no item asks how it was taught"),
        Column(
            "expires", "date", "Last day the certificate holds; empty where it does not expire.", aliases=("Expiry date", "Valid until", "Certificate expires")
        ),
    ),
    happened=("session_date",),
    recurs=True,
    in_post=True,
    did={"status": ("attended", "course")},
    key=("person_ref", "course", "session_date"),
    not_before=(("expires", "session_date"),),
)
