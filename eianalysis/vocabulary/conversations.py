"""Words of exit and stay interviews, of family leave, and the columns whose text never leaves its table."""

from __future__ import annotations

#: Theme of a reason -> as a page says it. Coded by the interviewer; what was said in words is never shown.
EXIT_REASONS = {
    "leadership": "Leadership and management",
    "progression": "Progression and development",
    "work-life balance": "Work-life balance and caring",
    "pay": "Pay and reward",
    "culture": "Culture and belonging",
    "discrimination": "Discrimination or bullying",
    "workload": "Workload",
    "career change": "Another career",
    "relocation": "Moving house",
    "health": "Health",
    "retirement": "Reached retirement",
    "other": "Another reason",
}
INTERVIEWERS = {"HR": "Human resources", "line manager": "Line manager", "network": "Staff network", "other": "Someone else"}
#: Maternity and adoption leave are one to a page: adoption is too rare to stand alone.
LEAVE_GROUPS = {"maternity": "Maternity or adoption leave", "adoption": "Maternity or adoption leave", "shared": "Shared parental leave"}
LEAVE_KINDS = {"maternity": "Maternity leave", "adoption": "Adoption leave", "shared": "Shared parental leave"}
#: Columns of free text: nothing is counted by them, in any table.
FREE_TEXT = ("comments",)
