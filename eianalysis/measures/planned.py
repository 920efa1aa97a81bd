"""Measures that items are bound to and that are not built yet, with who would supply the data.

An item bound to one of these is ``no data: measure not built``, and the page counts them. Who builds one adds it to
``registry.REGISTRY`` and takes it out here; a test finds an id that stands in both or in neither.
"""

from __future__ import annotations

#: How they are called until they have a definition.
TITLES = {
    "appraisal_completion": "Appraisals completed",
    "asb_by_characteristic": "Anti-social behaviour by characteristic",
    "assessment_actions_closed": "Actions from impact assessments closed",
    "assessment_compliance": "Impact assessments that comply",
    "audit_compliance": "Briefings and debriefings that comply",
    "cadet_share": "Who the cadets are",
    "champion_log": "Recruitment champions",
    "establishment_fill": "Posts filled",
    "messaging_reach": "People reached by messaging",
    "onboarding_signposting": "Joiners pointed to support groups",
    "procurement_assessed_share": "Procurements with equality considered",
    "recognition_rate": "Put forward for recognition",
}
PLANNED: dict[str, str] = {
    "appraisal_completion": "human resources: appraisals completed and rated",
    "asb_by_characteristic": "performance unit: anti-social behaviour reports with characteristics",
    "assessment_actions_closed": "policy owners: register of impact assessments and their actions",
    "assessment_compliance": "policy owners: register of impact assessments, a sample of them judged",
    "audit_compliance": "performance unit: audits of briefings and debriefings",
    "cadet_share": "volunteer coordinator: roll of cadets",
    "champion_log": "recruitment: log of champions and what they did",
    "establishment_fill": "workforce planning: posts and who fills them, by unit",
    "messaging_reach": "corporate communications: members of messaging services",
    "onboarding_signposting": "human resources: induction checklist of each joiner",
    "procurement_assessed_share": "procurement: contracts with an equality assessment",
    "recognition_rate": "recognition panel: nominations and awards",
}
