"""Measures that items ask for and nobody can count yet, with who would supply the data.

An item bound to one of these is ``no data: measure not built``, and the page counts them. Who builds one declares it as a
``Measure`` and takes it out here; one that is declared in both ways does not load.
"""

from __future__ import annotations

from eianalysis.declare import Wanted

WANTED = (
    Wanted("appraisal_completion", "Appraisals completed", "human resources: appraisals completed and rated"),
    Wanted("asb_by_characteristic", "Anti-social behaviour by characteristic", "performance unit: anti-social behaviour reports with characteristics"),
    Wanted("assessment_actions_closed", "Actions from impact assessments closed", "policy owners: register of impact assessments and their actions"),
    Wanted("assessment_compliance", "Impact assessments that comply", "policy owners: register of impact assessments, a sample of them judged"),
    Wanted("audit_compliance", "Briefings and debriefings that comply", "performance unit: audits of briefings and debriefings"),
    Wanted("champion_log", "Recruitment champions", "recruitment: log of champions and what they did"),
    Wanted("establishment_fill", "Posts filled", "workforce planning: posts and who fills them, by unit"),
    Wanted("messaging_reach", "People reached by messaging", "corporate communications: members of messaging services"),
    Wanted("procurement_assessed_share", "Procurements with equality considered", "procurement: contracts with an equality assessment"),
)
