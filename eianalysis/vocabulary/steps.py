"""Steps of a process as verbs, so that a sentence says what people did and not which step they got to."""

from __future__ import annotations

_ASKED = "and were offered an interview"
#: Key columns that hold steps: one question each, asked of a base of its own.
STEP_KEYS = ("step", "stage", "tactic", "asked")
#: Measure -> step -> what people of the step's base did.
STEP_VERBS: dict[str, dict[str, str]] = {
    "exit_interview_steps": {"Offered": "were offered an exit interview", "Completed": f"{_ASKED} took it",
                             "Refused": f"{_ASKED} refused it"},
    "recruitment_stage_rate": {"Eligibility": "were found eligible", "Sift": "who were eligible passed the sift",
                               "Assessment, interview and medical": "who passed the sift passed assessment, interview and medical",
                               "Assessment, interview, medical and vetting": "who passed the sift reached an offer",
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
    "misconduct_stage_rate": {"Assessed as gross misconduct": "were assessed as gross misconduct",
                              "Case to answer": "had a case to answer", "Proven": "that were heard were proven",
                              "Dismissed": "that were proven ended in dismissal", "Any action taken": "ended with action taken"},
    "case_action_rate": {"Any action taken": "ended with action taken",
                         "Dismissed, or would have been": "ended in dismissal, or would have"},
    "grievance_steps": {"Closed within 90 days": "were closed within 90 days", "Closed within 180 days": "were closed within 180 days",
                        "Upheld in whole or in part": "that were decided were upheld in whole or in part"},
    "complaint_steps": {"Finalised": "were finalised", "Ended for the complainant": "that were decided ended for the complainant",
                        "Something was done": "that were finalised led to something being done"},
    "complainant_gap_share": {name: f"do not say the complainant's {name.lower()}" for name in ("Ethnicity", "Sex", "Age", "Disability")},
    "dip_findings": {"Reviewed": "were reviewed", "Something to learn": "that were reviewed held something to learn",
                     "Best practice": "that were reviewed showed best practice"},
    "force_tactic_rate": {
        "Tactical communication": "included tactical communication", "Handcuffs, compliant": "included handcuffing a compliant person",
        "Handcuffs, not compliant": "included handcuffing a person who was not compliant", "Other restraint": "included other restraint",
        "Unarmed skills": "included unarmed skills", "Baton, spray, spit guard or shield": "included a baton, spray, spit guard or shield",
        "Taser or baton round": "included a Taser or baton round", "Firearm": "included a firearm",
        "Dog or improvised": "included a dog or improvised means", "Any other tactic": "included some other tactic"},
}


def step_verb(measure: str, step: object) -> str | None:
    """The verb of a step, where the measure has one of its own.

    >>> step_verb("exit_interview_steps", "Completed")
    'and were offered an interview took it'
    """
    return STEP_VERBS.get(measure, {}).get(str(step))
