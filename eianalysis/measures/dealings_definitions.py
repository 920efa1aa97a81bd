"""What the measures of grievances, complaints, force used and samples mean, in words; part of the one registry."""

from __future__ import annotations

from eianalysis.results import Definition

_RATE = "Exact Poisson interval; ratio by the exact conditional interval of two Poisson rates."
_PROPORTION = "Wilson score interval; ratio by Koopman's score interval; Fisher's exact test."
_GRIEVANCE = ("TRT-06", "EDHR-OC4.01", "EDHR-OC4.02", "GLA-09")
_COMPLAINT = ("EDHR-OD7.01", "EDHR-OP9.01", "CAS-16.3")
_DISCRIMINATION = ("CAS-01", "CAS-16.2", "GLA-09")
_FORCE = ("EIW-COM-O05", "EIW-COM-O08")
_DIP = ("EIW-COM-K01", "EIW-COM-K02", "TRT-08", "EIW-COM-O08", "EIW-COM-D07")
_AT_WORK = ("officers, staff and PCSOs in post on the day before the period began; over several years, the sum of each "
            "year's")
_HOWEVER_MANY = "A person in an incident counts once, however many officers or tactics."

DEALINGS: dict[str, Definition] = {
    "grievance_rate": Definition(
        title="Officers and staff who lodged a grievance, per person in post",
        numerator="officers, staff and PCSOs who lodged at least one grievance in the period", denominator=_AT_WORK,
        noun="officers and staff", verb="lodged a grievance", outcome="neutral", base_unit="people in post",
        base_unit_pooled="person-years", once_a_year=True, method=_RATE,
        notes=("People are counted, once a year, not grievances.",
               "A low rate can mean that there is little to complain of, or that people do not dare to."),
        serves=_GRIEVANCE),
    "grievance_caseload": Definition(
        title="Grievances lodged, closed and live",
        numerator="grievances lodged or closed in the period, or live at its end",
        denominator="officers, staff and PCSOs in post at the end of the period", noun="grievances", verb="were counted",
        base_unit="people in post", method=_RATE,
        notes=("What was closed in the period may have been lodged before it.",
               "A tribunal claim is counted as live where the extract says so on the day it was made."), serves=_GRIEVANCE),
    "grievance_steps": Definition(
        title="What becomes of grievances", numerator="grievances of which that is true",
        denominator="grievances lodged in the period for which it can be known", noun="grievances of officers and staff",
        verb="reached this step", base_unit="grievances", method=_PROPORTION,
        notes=("How long one takes is asked only of grievances lodged 180 days or more before the end of the records: a live "
               "one then counts as not closed in time, and none is left out because it has not ended.",
               "No middle value (median) is given: one number from so few cases would tell about single cases.",
               "Upheld is of those decided; agreed and withdrawn ones were not."), serves=_GRIEVANCE),
    "grievance_outcomes": Definition(
        title="How grievances ended", numerator="grievances that ended so",
        denominator="grievances lodged in the period that are closed, with an outcome recorded", noun="grievances",
        verb="ended so", base_unit="grievances", method=_PROPORTION, serves=_GRIEVANCE),
    "complaint_officer_rate": Definition(
        title="Officers complained of by the public, per officer in post",
        numerator="officers named in at least one public complaint logged in the period",
        denominator="officers in post on the day before the period began; over several years, the sum of each year's",
        noun="officers", verb="were complained of by the public", outcome="harm", base_unit="officers",
        base_unit_pooled="officer-years", once_a_year=True, method=_RATE,
        notes=("People are counted, once a year, not complaints. Officers who meet the public more are complained of more: "
               "the figures do not take posts into account.",
               "Complaints about nobody who is known are in no officer's count."), serves=_COMPLAINT),
    "complaint_kind_share": Definition(
        title="What the public complains of", numerator="complaints of this kind", denominator="complaints whose kind is recorded",
        noun="complaints", verb="were of this kind", base_unit="complaints", method=_PROPORTION, serves=_COMPLAINT),
    "complainant_gap_share": Definition(
        title="Complaints in which the complainant's characteristics are not known",
        numerator="complaints in which the characteristic is blank, or the complainant preferred not to say",
        denominator="complaints logged in the period", noun="complaints", verb="do not say", outcome="neutral",
        base_unit="complaints", method=_PROPORTION,
        notes=("While most complainants are not known, nobody can say whether groups are treated alike.",),
        serves=("EDHR-OD7.01", "EDHR-OP3.03")),
    "complaint_steps": Definition(
        title="What becomes of public complaints", numerator="complaints of which that is true",
        denominator="complaints for which it can be known", noun="complaints by people", verb="reached this step",
        outcome="good", base_unit="complaints", method=_PROPORTION,
        notes=("A complaint ended for the complainant where the service was found not acceptable or there was a case to "
               "answer; those resolved or withdrawn were not decided.",
               "Groups are those of complainants whose characteristic is known, which may not be like the others."),
        serves=_COMPLAINT),
    "complaints_per_search": Definition(
        title="Complaints about stop and search, per 1,000 searches",
        numerator="complaints logged in the period that arose from a stop and search",
        denominator="searches of people in the period", noun="complaints", verb="arose from a stop and search",
        outcome="harm", per=1000, base_unit="searches", method=_RATE,
        notes=("Few who are searched complain, so the rate says little about how searches were done.",), serves=("CAS-10",)),
    "discrimination_case_share": Definition(
        title="Cases that allege discrimination, year by year", numerator="cases in which discriminatory behaviour is alleged",
        denominator="conduct cases received in the year that say", noun="cases", verb="allege discrimination", base_unit="cases",
        method=_PROPORTION,
        notes=("A case is one officer in one case. More cases can mean more discrimination, or more trust in reporting it.",),
        serves=_DISCRIMINATION),
    "case_action_rate": Definition(
        title="Finalised cases in which action was taken", numerator="cases that ended in that way",
        denominator="cases finalised in the period whose outcome is recorded", noun="cases", verb="ended this way",
        outcome="neutral", base_unit="cases", method=_PROPORTION,
        notes=("A case that alleges both discrimination and sexual misconduct or domestic abuse counts under discrimination.",
               "A case that nobody could prove ends without action, as does one that should have been proved."),
        serves=_DISCRIMINATION),
    "force_tactic_rate": Definition(
        title="Which tactics force consists of",
        numerator="people on whom the tactic was used", denominator="people on whom any force was used, once an incident",
        noun="uses of force on people", verb="included this tactic", outcome="harm", base_unit="uses of force",
        method=_PROPORTION,
        notes=(_HOWEVER_MANY, "Groups are as the officer saw them. No population is needed: all of these people had force used "
               "on them. It cannot say whether force should have been used at all."), serves=_FORCE),
    "force_injury_rate": Definition(
        title="Injury of people on whom force was used", numerator="people injured, slightly or severely",
        denominator="people on whom force was used, once an incident, where injury was recorded",
        noun="uses of force on people", verb="left the person injured", outcome="harm", base_unit="uses of force",
        method=_PROPORTION, notes=(_HOWEVER_MANY,), serves=_FORCE),
    "force_share_by_population": Definition(
        title="On whom force was used, beside several populations", numerator="people of the group",
        denominator="people of a known group in that population", noun="people", verb="belong to the group",
        base_unit="people", method="Shares; no ratio is given, on purpose.",
        notes=("The populations stand side by side, and no headline ratio is made of them.", _HOWEVER_MANY), serves=_FORCE),
    "dip_findings": Definition(
        title="What samples of encounters found", numerator="samples of which that is true",
        denominator="samples drawn (for the first step) or reviewed in the period", noun="samples", verb="were marked this way",
        base_unit="samples", method=_PROPORTION,
        notes=("Samplers differ in what they draw and in how they judge: a difference between them is not one of the "
               "encounters.",), serves=_DIP),
    "dip_coverage": Definition(
        title="Who and what was drawn to be looked at again, of all there was to draw from",
        numerator="encounters of the period drawn by the sampler", denominator="encounters of the period",
        noun="searches of people", verb="were drawn to be looked at again", base_unit="searches", method=_PROPORTION,
        notes=("A sample drawn by chance takes about the same share of every group; one that does not was aimed at "
               "something, or left something out.",
               "Encounters drawn whose day is not recorded are left out."), serves=_DIP),
}
