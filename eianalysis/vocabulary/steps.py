"""Steps of a process as verbs, so that a sentence says what people did and not which step they got to."""

from __future__ import annotations

_ASKED = "and were offered an interview"
#: Measure -> step -> what people of the step's base did.
STEP_VERBS: dict[str, dict[str, str]] = {
    "exit_interview_steps": {"Offered": "were offered an exit interview", "Completed": f"{_ASKED} took it",
                             "Refused": f"{_ASKED} refused it"},
    "recruitment_stage_rate": {"Eligibility": "were found eligible", "Sift": "who were eligible passed the sift",
                               "Assessment, interview and medical": "who passed the sift passed assessment, interview and medical",
                               "Vetting": "who got as far as vetting were cleared", "Offer taken up": "who were cleared took up an offer"},
    "promotion_stage_rate": {"Applied": "applied for promotion", "Passed": "who applied passed",
                             "Promoted": "who passed were promoted", "The whole way": "were promoted"},
    "feedback_coverage": {"Feedback offered": "were offered feedback", "Feedback given": "were given feedback"},
    "vetting_appeals": {"Appealed": "appealed", "Cleared on appeal": "whose appeal was decided were cleared"},
    "stay_interview_steps": {"Offered": "were offered a conversation", "Completed": "and were offered one took it",
                             "Refused": "and were offered one refused it",
                             "Still in post a year after it": "and had one were still in post a year later"},
    "rejoiners": {"Contacted within two years": "were contacted within two years",
                  "Came back within two years": "came back within two years"},
    "maternity_return": {"Returned to work": "returned to work",
                         "Still in post a year after returning": "and returned were still in post a year later",
                         "Left full time for another pattern on return": "left full time for another pattern on return"},
}


def step_verb(measure: str, step: object) -> str | None:
    """The verb of a step, where the measure has one of its own.

    >>> step_verb("exit_interview_steps", "Completed")
    'and were offered an interview took it'
    """
    return STEP_VERBS.get(measure, {}).get(str(step))
