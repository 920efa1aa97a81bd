"""The table of misconduct cases."""

from __future__ import annotations

from eianalysis.schema.columns import Column, Table
from eianalysis.schema.person_columns import BY_PEOPLE, COMMON, REF


def _words(*words: str) -> dict[str, str]:
    return {word: word[0].upper() + word[1:] for word in words}


MISCONDUCT_CASES = Table(
    "misconduct_cases",
    "one allegation against one person in a case",
    (
        Column("case_ref", "text", "Pseudonymous key of the case.", required=True, filled=True, aliases=("Case ID", "Case reference", "Case number")),
        REF,
        Column(
            "source",
            "code",
            "How the matter came in.",
            list_name="the sources of cases",
            codes=_words("public complaint", "conduct", "recordable conduct"),
            aliases=("Case source", "Origin"),
            also={"complaint": "public complaint", "internal": "conduct", "conduct matter": "conduct", "recordable conduct matter": "recordable conduct"},
        ),
        Column(
            "received", "date", "Day the matter was received.", required=True, filled=True, aliases=("Date received", "Received on", "Date recorded", "Logged")
        ),
        Column("finalised", "date", "Day the case was finalised; empty while it is open.", aliases=("Date finalised", "Finalised on", "Date closed")),
        *COMMON,
        Column(
            "allegation_type",
            "text",
            "Kind of allegation, as professional standards codes it.",
            aliases=("Allegation", "Allegation category", "Standard breached"),
        ),
        Column("discrimination_flag", "flag", "Discriminatory behaviour is alleged.", aliases=("Discrimination",)),
        Column("sexual_or_da_flag", "flag", "Sexual misconduct or domestic abuse is alleged.", aliases=("Sexual or domestic abuse",)),
        Column(
            "severity",
            "code",
            "Assessed severity; empty while not assessed.",
            required=True,
            codes=_words("gross misconduct", "misconduct", "practice requires improvement", "none"),
            list_name="the severities",
            aliases=("Assessment", "Severity assessment"),
            also={"gross": "gross misconduct", "pri": "practice requires improvement", "prp": "practice requires improvement", "no case": "none"},
        ),
        Column("case_to_answer", "flag", "A case to answer was found; empty while not decided.", required=True, aliases=("Case to answer?", "CTA")),
        Column(
            "proceeding",
            "code",
            "What was held.",
            codes=_words("meeting", "hearing", "accelerated", "none"),
            list_name="the proceedings",
            aliases=("Proceedings", "Proceeding type"),
            also={
                "misconduct meeting": "meeting",
                "misconduct hearing": "hearing",
                "accelerated hearing": "accelerated",
                "accelerated misconduct hearing": "accelerated",
            },
        ),
        Column(
            "finding",
            "code",
            "What was found.",
            codes=_words("proven", "not proven", "none"),
            list_name="the findings",
            aliases=("Findings",),
            also={"proved": "proven", "not proved": "not proven"},
        ),
        Column(
            "outcome",
            "code",
            "What came of it.",
            list_name="the outcomes",
            aliases=("Sanction", "Case outcome"),
            codes=_words("dismissal", "would have been dismissed", "final warning", "warning", "reflective practice", "none"),
            also={
                "dismissed": "dismissal",
                "dismissed without notice": "dismissal",
                "final written warning": "final warning",
                "written warning": "warning",
                "reflective": "reflective practice",
                "no action": "none",
            },
        ),
    ),
    happened=("received", "finalised"),
    not_before=(("finalised", "received"),),
    takes=(("finalised", "received"),),
    did={"case_to_answer": ("True", "")},
    groupings=BY_PEOPLE,
)
