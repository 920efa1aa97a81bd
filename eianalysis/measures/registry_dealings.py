"""The registry's part on cases, grievances, complaints, force, samples, panels, feedback and vetting: each asked for as on its page."""

from __future__ import annotations

from eianalysis.measures import campaigns, complaints, conduct, dip_samples, force, grievances, recruitment, vetting
from eianalysis.measures.binding import Measured
from eianalysis.measures.compare import compare


def _gaps(tables, cycle, months):
    return compare(complaints.complainant_gaps(tables.complaints, cycle=cycle), reference=cycle, also={"way": "Any other way"})


def _findings(tables, cycle, months):
    return compare(dip_samples.sample_findings(tables.dip_samples, cycle=cycle), reference=cycle,
                   also={"sampler": "Senior officers"})


def _coverage(tables, cycle, months):
    return compare(dip_samples.sample_coverage(tables.dip_samples, tables.stop_search, cycle=cycle), reference="the rest")


def _refusals(tables, cycle, months):
    return compare(vetting.vetting_refusals(tables.vetting, cycle=cycle, by=["ethnicity_2", "sex"]), reference=cycle)


def _overdue(tables, cycle, months):
    lacks = vetting.clearances_overdue(tables.vetting, tables.workforce, cycle=cycle, by=["ethnicity", "sex", "armed"])
    return compare(lacks, reference=cycle)


def _trained(tables, cycle, months):
    return campaigns.panels_trained(tables.selection_panels, cycle=cycle)


def _mixed(tables, cycle, months):
    return campaigns.panels_mixed(tables.selection_panels, cycle=cycle)


def _feedback(tables, cycle, months):
    return compare(recruitment.feedback(tables.applications, cycle=cycle, by=["ethnicity_2", "sex"]), reference=cycle)


def _action(tables, cycle, months):
    return compare(conduct.case_action(tables.misconduct, cycle=cycle, months=months[0]), reference=cycle,
                   also={"allegation": "Alleging neither"})


def _lodged(tables, cycle, months):
    made = grievances.grievances_lodged(tables.grievances, tables.workforce, tables.leavers, tables.joiners, cycle=cycle,
                                        by=["ethnicity", "sex", "disability"])
    return compare(made, reference=cycle, also={"disability": "Not disabled"})


def _grievance_steps(tables, cycle, months):
    return compare(grievances.grievance_steps(tables.grievances, cycle=cycle, by=["ethnicity_2", "women"]), reference=cycle,
                   also={"women": "All other officers"})


def _complaint_steps(tables, cycle, months):
    return compare(complaints.complaint_steps(tables.complaints, cycle=cycle), reference=cycle,
                   also={"complainant_ethnicity": "White", "allegation": "Not alleging discrimination"})


def _complaints_per_search(tables, cycle, months):
    return complaints.complaints_per_search(tables.complaints, tables.stop_search, cycle=cycle)


def _injuries(tables, cycle, months):
    return compare(force.force_injuries(tables.use_of_force, cycle=cycle), reference=cycle, also={"perceived_sex": "Male"})


DEALINGS: dict[str, Measured] = {
    "complainant_gap_share": Measured("07c-complaints", _gaps, ()),
    "dip_findings": Measured("08b-force-and-samples", _findings, ()),
    "dip_coverage": Measured("08b-force-and-samples", _coverage, ()),
    "vetting_refusal_rate": Measured("04-recruitment", _refusals, (), yearly=False),
    "clearance_overdue_share": Measured("04b-recruitment-process", _overdue, (), yearly=False),
    "panel_trained_share": Measured("04b-recruitment-process", _trained, (), yearly=False),
    "panel_mixed_share": Measured("04b-recruitment-process", _mixed, (), yearly=False),
    "feedback_coverage": Measured("04b-recruitment-process", _feedback, (), yearly=False),
    "case_action_rate": Measured("07-conduct", _action, (60,)),
    "grievance_rate": Measured("07b-grievances", _lodged, (), yearly=False),
    "grievance_steps": Measured("07b-grievances", _grievance_steps, (), yearly=False),
    "complaint_steps": Measured("07c-complaints", _complaint_steps, (), yearly=False),
    "complaints_per_search": Measured("08-stop-search", _complaints_per_search, ()),
    "force_injury_rate": Measured("08b-force-and-samples", _injuries, (), yearly=False),
}
