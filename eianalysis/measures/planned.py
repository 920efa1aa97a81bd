"""Measures that items are bound to and that are not built yet, with who would supply the data.

An item bound to one of these is ``no data: measure not built``, and the page counts them. Who builds one adds it to
``registry.REGISTRY`` and takes it out here; a test finds an id that stands in both or in neither.
"""

from __future__ import annotations

#: How they are called until they have a definition.
TITLES = {
    "applicant_share": "Who applies",
    "appraisal_completion": "Appraisals completed",
    "asb_by_characteristic": "Anti-social behaviour by characteristic",
    "assessment_actions_closed": "Actions from impact assessments closed",
    "assessment_compliance": "Impact assessments that comply",
    "audit_compliance": "Briefings and debriefings that comply",
    "cadet_share": "Who the cadets are",
    "champion_log": "Recruitment champions",
    "establishment_fill": "Posts filled",
    "joiner_share": "Who joins",
    "messaging_reach": "People reached by messaging",
    "onboarding_signposting": "Joiners pointed to support groups",
    "procurement_assessed_share": "Procurements with equality considered",
    "recognition_rate": "Put forward for recognition",
    "recruitment_stage_rate": "Recruitment, stage by stage",
    "representation_share": "Share of the workforce",
    "search_under_18_find_rate": "Searches of children that found what was searched for",
    "selection_quarterly": "Every selection process, quarter by quarter",
    "specials_headcount": "Special constables",
    "target_trajectory": "The way to a target",
    "vetting_overdue_share": "Vetting that has run out",
}
PLANNED: dict[str, str] = {
    "applicant_share": "recruitment system: applications by group",
    "appraisal_completion": "human resources: appraisals completed and rated",
    "asb_by_characteristic": "performance unit: anti-social behaviour reports with characteristics",
    "assessment_actions_closed": "policy owners: register of impact assessments and their actions",
    "assessment_compliance": "policy owners: register of impact assessments, a sample of them judged",
    "audit_compliance": "performance unit: audits of briefings and debriefings",
    "cadet_share": "volunteer coordinator: roll of cadets",
    "case_action_rate": "professional standards: cases by kind of allegation",
    "champion_log": "recruitment: log of champions and what they did",
    "complaint_steps": "professional standards: complaints and what became of them",
    "complaints_per_search": "professional standards: complaints that arose from a search",
    "establishment_fill": "workforce planning: posts and who fills them, by unit",
    "grievance_rate": "human resources: grievances",
    "grievance_steps": "human resources: grievances and what became of them",
    "joiner_share": "human resources: joiners by group",
    "messaging_reach": "corporate communications: members of messaging services",
    "onboarding_signposting": "human resources: induction checklist of each joiner",
    "procurement_assessed_share": "procurement: contracts with an equality assessment",
    "recognition_rate": "recognition panel: nominations and awards",
    "recruitment_stage_rate": "recruitment system: applications stage by stage",
    "representation_share": "human resources: who is in post, beside published populations",
    "search_under_18_find_rate": "local policing: searches of children, apart from those of adults",
    "selection_quarterly": "human resources: every selection process by quarter and characteristic",
    "specials_headcount": "volunteer coordinator: special constables in post",
    "survey_response_rate/street": "survey provider: people who were asked and who answered",
    "target_trajectory": "human resources, with the targets the board has adopted",
    "vetting_overdue_share": "force vetting: clearances with the day they run out",
    **{f"training_coverage/{course}": f"learning and development: attendance of {words}" for course, words in {
        "community": "the community module", "cultural": "cultural training", "custody": "custody training", "equality": "equality training",
        "leadership": "leadership training", "listening": "listening training", "management": "the management programme",
        "mental_health": "mental health training for leaders", "mentivity": "the pilot of an outside trainer",
        "trauma": "trauma training"}.items()},
}
