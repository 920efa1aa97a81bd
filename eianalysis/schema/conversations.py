"""Tables of conversations with people who may leave, are leaving, have left, or are coming back from leave.

Free text (``FREE_TEXT``) stays in its table: no measure counts by it, and the gate never sees it.
"""

from __future__ import annotations

from eianalysis.schema.columns import Column, Table
from eianalysis.schema.people import LEAVERS, WORKFORCE_SNAPSHOT
from eianalysis.schema.person_columns import BY_PEOPLE, COMMON, REF
from eianalysis.vocabulary.conversations import EXIT_REASONS, INTERVIEWERS, LEAVE_KINDS

_MODES = {"in person": "In person", "call": "By telephone or video", "form": "On paper or a form"}


def _reason(name: str, means: str, *aliases: str) -> Column:
    return Column(name, "code", means, codes=EXIT_REASONS, list_name="the themes of reasons", aliases=aliases)


def _pattern(name: str, means: str) -> Column:
    pattern = WORKFORCE_SNAPSHOT["working_pattern"]
    return Column(name, "code", means, codes=pattern.codes, list_name=pattern.list_name, words=pattern.words)


_INTERVIEW = (
    Column("offered", "flag", "An interview was offered.", practice=True, aliases=("Interview offered",)),
    Column("completed", "flag", "The interview took place.", aliases=("Interview completed", "Held")),
    Column("refused", "flag", "The person declined the offer.", aliases=("Interview refused", "Declined")),
    Column(
        "interviewer",
        "code",
        "Who held it, or was to hold it.",
        codes=INTERVIEWERS,
        list_name="the interviewers",
        aliases=("Interviewed by",),
        also={"manager": "line manager", "supervisor": "line manager", "human resources": "HR", "staff network": "network"},
    ),
    Column("mode", "code", "How it was held.", codes=_MODES, list_name="the modes", spare="no item asks how it was held"),
    _reason("main_reason", "Theme of the main reason, coded by the interviewer.", "Main reason for leaving", "Main theme"),
    _reason("reason_2", "Theme of a second reason, if any.", "Second reason"),
    Column("comments", "text", "What was said, in free text. It stays in this table: nothing counts by it or shows it.", aliases=("Notes", "Verbatim")),
)

EXIT_INTERVIEWS = Table(
    "exit_interviews",
    "one person leaving, asked or not",
    (
        REF,
        LEAVERS["leave_date"],
        *COMMON,
        LEAVERS["leaver_type"],
        LEAVERS["leaver_family"],
        Column("planned", "flag", "Whether the force knew of it in good time.", aliases=("Planned exit",)),
        *_INTERVIEW,
        Column(
            "would_return", "flag", "Would come back.", aliases=("Would return",), spare="the log of contacts asks it of everybody, this of those interviewed"
        ),
        Column(
            "discrimination_mentioned", "flag", "Discrimination was mentioned.", aliases=("Discrimination",), spare="the reasons for leaving are told by theme"
        ),
        Column(
            "stay_interview_before",
            "flag",
            "A stay interview had been held before.",
            aliases=("Stay interview held",),
            spare="stay interviews are counted from their own table",
        ),
    ),
    happened=("leave_date",),
    did={"completed": ("True", "")},
    key=("person_ref", "leave_date"),
    groupings={**BY_PEOPLE, "leaver_family": ("leaver_family",), "interviewer": ("interviewer",), "planned": ("planned",)},
)

STAY_INTERVIEWS = Table(
    "stay_interviews",
    "one person thought to be considering leaving, on one occasion",
    (
        REF,
        Column("raised_on", "date", "Day the person was put forward for a conversation.", required=True, filled=True, aliases=("Date raised", "Flagged on")),
        *COMMON,
        *_INTERVIEW,
    ),
    happened=("raised_on",),
    did={"completed": ("True", "")},
    recurs=True,
    key=("person_ref", "raised_on"),
    groupings={**BY_PEOPLE, "interviewer": ("interviewer",)},
)

FAMILY_LEAVE = Table(
    "family_leave",
    "one maternity, adoption or shared parental leave",
    (
        REF,
        Column(
            "leave_kind",
            "code",
            "Kind of leave.",
            codes=LEAVE_KINDS,
            list_name="the kinds of family leave",
            required=True,
            filled=True,
            aliases=("Leave type", "Type of leave"),
        ),
        Column("leave_from", "date", "First day of the leave.", required=True, filled=True, aliases=("Leave start", "Started leave")),
        Column("due_back", "date", "Day the person was expected back.", required=True, filled=True, ahead=True, aliases=("Expected return", "Due to return")),
        Column("returned_on", "date", "First day back at work; empty if the person did not come back, or not yet.", aliases=("Return date", "Returned")),
        _pattern("pattern_before", "Working pattern before the leave."),
        _pattern("pattern_after", "Working pattern on the first day back."),
        *COMMON,
    ),
    happened=("leave_from",),
    key=("person_ref", "leave_from"),
    not_before=(("due_back", "leave_from"), ("returned_on", "leave_from")),
    takes=(("returned_on", "leave_from"),),
    groupings={**BY_PEOPLE, "leave_kind": ("leave_kind",)},
)

LEAVER_CONTACTS = Table(
    "leaver_contacts",
    "one contact with a person who has left",
    (
        REF,
        Column("contacted_on", "date", "Day of the contact.", required=True, filled=True, aliases=("Contact date",)),
        Column("contacted_by", "code", "Who made the contact.", codes=INTERVIEWERS, list_name="the interviewers", spare="no item asks who made the contact"),
        Column("interested", "flag", "The person would consider coming back.", aliases=("Would consider returning",)),
    ),
    happened=("contacted_on",),
    recurs=True,
    key=("person_ref", "contacted_on"),
)
