"""Tables of promotion processes and of the schemes that develop people."""

from __future__ import annotations

from dataclasses import replace

from eianalysis.schema.columns import Column, Table
from eianalysis.schema.people import WORKFORCE_SNAPSHOT
from eianalysis.schema.person_columns import BY_PEOPLE, COMMON, REF
from eianalysis.vocabulary.progression import SCHEME_ROLES, SCHEMES

_RANK = WORKFORCE_SNAPSHOT["rank_grade"]
_HELD = tuple(
    replace(column, aliases=(*column.aliases, "From rank", "Rank held", "Substantive rank")) if column.name == "rank_grade" else column for column in COMMON
)
_PATTERN = WORKFORCE_SNAPSHOT["working_pattern"]

PROMOTIONS = Table(
    "promotions",
    "one person in one promotion process",
    (
        REF,
        Column(
            "process_id",
            "text",
            "Key of the process: one rank, one round.",
            required=True,
            filled=True,
            aliases=("Process", "Process reference", "Campaign", "Promotion process", "Board reference"),
        ),
        Column(
            "opened",
            "date",
            "Day the process opened, on which eligibility was judged.",
            required=True,
            filled=True,
            aliases=("Date opened", "Process opened", "Eligibility date", "Launch date"),
        ),
        Column(
            "to_rank",
            "code",
            "Rank or grade the process leads to.",
            codes=_RANK.codes,
            words=_RANK.words,
            list_name=_RANK.list_name,
            required=True,
            filled=True,
            aliases=("Target rank", "Promotion to", "Rank applied for", "New rank"),
        ),
        *_HELD,
        Column(
            "eligible",
            "flag",
            "Could have applied; everybody who could belongs in the table, not applicants alone.",
            required=True,
            aliases=("Eligible to apply",),
        ),
        Column("applied", "flag", "Applied.", required=True, aliases=("Application made", "Applicant")),
        Column("withdrawn", "flag", "Applied and withdrew before it was decided.", aliases=("Withdrew",)),
        Column(
            "exam_taken",
            "flag",
            "Sat the legal examination (OSPRE) in this round; it may have been passed earlier.",
            aliases=("Sat exam", "OSPRE taken", "Exam sat"),
        ),
        Column("exam_passed", "flag", "Passed it in this round.", aliases=("OSPRE passed", "Passed exam")),
        Column("assessed", "flag", "Was assessed by a board.", aliases=("Board attended", "Interviewed")),
        Column("passed", "flag", "Passed the whole process; empty while not decided.", required=True, aliases=("Passed board", "Successful", "Recommended")),
        Column("promoted", "flag", "Was promoted as a result; empty while not known.", required=True, aliases=("Promoted?", "Promotion made")),
        Column("promoted_on", "date", "First day in the new rank.", aliases=("Promotion date", "Date promoted"), spare="a promotion is dated by its process"),
        Column(
            "temporary",
            "flag",
            "Held the higher rank temporarily, or acted in it, while the round lasted.",
            aliases=("Temporary promotion", "Temporary or acting", "Acted up"),
        ),
        Column(
            "working_pattern",
            "code",
            "Full, part or flexible working when the process opened.",
            codes=_PATTERN.codes,
            list_name=_PATTERN.list_name,
            words=_PATTERN.words,
            aliases=_PATTERN.aliases,
        ),
        Column(
            "panel_mixed",
            "flag",
            "The panel had members of both sexes or of more than one ethnic group.",
            practice=True,
            spare="the items ask for independent members, which is another column",
        ),
        Column("panel_independent", "flag", "A member from outside the force sat on the panel.", practice=True),
    ),
    happened=("opened", "promoted_on"),
    recurs=True,
    key=("person_ref", "process_id"),
    not_before=(("promoted_on", "opened"),),
    of_all=("applied",),
    did={"applied": ("True", "")},
    same=(("process_id", ("opened", "to_rank")),),
    needs=(
        ("applied", "eligible"),
        ("withdrawn", "applied"),
        ("exam_passed", "exam_taken"),
        ("assessed", "applied"),
        ("passed", "applied"),
        ("promoted", "passed"),
    ),
    groupings={**BY_PEOPLE, "working_pattern": ("working_pattern",), "to_rank": ("to_rank",)},
)

DEVELOPMENT_PARTICIPATION = Table(
    "development_participation",
    "one person taking part in one scheme",
    (
        REF,
        Column(
            "scheme",
            "code",
            "Mentoring, secondment, talent programme and so on.",
            codes=SCHEMES,
            list_name="the development schemes",
            required=True,
            filled=True,
            aliases=("Scheme name", "Programme", "Activity", "Development activity"),
            also={
                "mentor scheme": "mentoring",
                "reverse": "reverse mentoring",
                "attachment": "secondment",
                "external secondment": "secondment",
                "talent": "talent programme",
                "fast track": "talent programme",
                "springboard": "positive action",
                "positive action leadership scheme": "positive action",
                "pals": "positive action",
                "staff network": "network",
                "award nominee": "award",
            },
        ),
        Column(
            "role",
            "code",
            "What part the person takes; in reverse mentoring the mentor is the junior of the pair.",
            codes=SCHEME_ROLES,
            list_name="the roles in schemes",
            blank="participant",
            aliases=("Part taken",),
            also={
                "mentee": "participant",
                "coachee": "participant",
                "secondee": "participant",
                "member": "participant",
                "nominee": "participant",
                "delegate": "participant",
                "coach": "mentor",
                "sponsor": "mentor",
                "chair": "lead",
                "coordinator": "lead",
            },
        ),
        Column("started", "date", "First day.", required=True, filled=True, aliases=("Start date", "Start", "Date started", "From")),
        Column("ended", "date", "Last day; empty while it goes on.", aliases=("End date", "End", "Date ended", "To")),
        Column("completed", "flag", "Ended as planned; empty while it goes on.", aliases=("Completed as planned",)),
        *COMMON,
    ),
    happened=("started",),
    recurs=True,
    key=("person_ref", "scheme", "role", "started"),
    not_before=(("ended", "started"),),
    takes=(("ended", "started"),),
    did={"completed": ("True", "")},
    groupings={**BY_PEOPLE, "scheme": ("scheme",), "role": ("role",)},
)
