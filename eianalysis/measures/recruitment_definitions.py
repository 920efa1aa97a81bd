"""What the measures of recruitment mean, in words; part of the one registry in ``definitions``."""

from __future__ import annotations

from dataclasses import replace

from eianalysis.results import Definition

_PROPORTION = "Wilson score interval; ratio by Koopman's score interval; Fisher's exact test."
_FUNNEL = ("EIW-REC-O02", "EDHR-OC10", "TRT-09", "CAS-02")
_VETTING = ("EIW-REC-O03", "GLA-02", "CAS-03")
_ROWS = "An application is counted, not a person: somebody who applies twice is counted twice."
_OF_DECLARED = "Only candidates who declared their ethnicity: a total of all would tell of the few who did not."
_SIFTED = "applications that ran their course, with a decision at the sift"
_WHEN = "Applications belong to the period in which they were made; what is not decided yet is in no base."

_COURSE = ("Only applications that ran their course are counted: unsuccessful at a stage, or cleared and the offer taken up or "
           "declined. Those withdrawn or still open are left out, because by subtraction the few at each stage would be told.")


def _of_applications(title: str, numerator: str, denominator: str, verb: str, serves: tuple[str, ...], *notes: str,
                     outcome: str = "good") -> Definition:
    return Definition(title=title, numerator=numerator, denominator=denominator, noun="applicants", verb=verb,
                      outcome=outcome, base_unit="applications", method=_PROPORTION, notes=(_ROWS, *notes), serves=serves)


RECRUITMENT: dict[str, Definition] = {
    "applicant_share": Definition(
        title="Who applies", numerator="applications of the group", denominator="applications of people who declared this "
                                                                               "characteristic; of women, and of those who "
                                                                               "did not declare, all applications",
        noun="applicants", verb="are of this group", base_unit="applications",
        method="Exact binomial (Clopper-Pearson) range of our own share; the population's share is taken as known (exact "
               "binomial test).",
        notes=(_ROWS, _WHEN, _COURSE,
               "Shares are of those who declared; of women, of everybody. Of women of ethnic minorities no population is on file.",
               "Populations of all ages hold children and pensioners, who cannot apply; a working-age row is wanted."),
        serves=("GLA-01", "EIW-COM-N08", "TRT-09")),
    "recruitment_stage_rate": _of_applications(
        "Applications, stage by stage", "applications that passed the stage",
        "applications that passed the stage before", "went on", _FUNNEL, _WHEN, _COURSE,
        "A stage that a campaign does not have is passed by all of its applications.",
        "Vetting is not a stage of its own here: beside first refusals it would tell of the few cleared on appeal."),
    "sift_pass_rate": _of_applications(
        "Passing the sift, with names and without", "applications that passed the sift",
        _SIFTED, "passed the sift", ("TRT-01", "EIW-REC-O02"), _WHEN, _COURSE,
        "The campaigns before and after differ in more than names. A gap that is clear before and not clear after is no proof "
        "that anonymising closed it."),
    "sift_pass_rate_by_quarter": _of_applications(
        "Passing the sift, by quarter, for every protected characteristic", "applications that passed the sift",
        "applications made in the quarter that ran their course, with a decision at the sift", "passed the sift",
        ("EDHR-OC10", "EIW-REC-O05"), _COURSE,
        "Quarters hold few applications of most groups: those with fewer than 100 in the year are put together.",
        "The newest quarters read low: an application that is refused has run its course sooner than one that passes.",
        "Pregnancy and maternity is as declared on the application."),
    "applicant_share_trend": replace(_of_applications(
        "Who applies, over time", "applications from the group", "applications of people who declared and were found eligible, "
        "that ran their course", "were of the group", ("EDHR-OC10", "EIW-COM-K06"), _WHEN, _COURSE,
        "Applicants found eligible only: beside the sifts of a quarter all applicants would tell of the few who were not.",
        outcome="neutral"), base_unit="applications counted"),
    "anonymised_sift_share": _of_applications(
        "Applications sifted without names", "applications whose sift was anonymised", _SIFTED,
        "were sifted without names", ("TRT-01",), _COURSE),
    "anonymised_campaign_share": Definition(
        title="Campaigns sifted without names throughout", numerator="campaigns in which every sift was anonymised",
        denominator="campaigns with at least one decision at the sift", noun="campaigns", verb="were anonymised throughout",
        outcome="good", base_unit="campaigns", method=_PROPORTION, serves=("TRT-01",)),
    "recruitment_offer_rate": _of_applications(
        "Reaching an offer, for every protected characteristic", "applications that reached an offer",
        "applications that ran their course", "reached an offer",
        ("EDHR-OC10", "EIW-REC-O05", "EIW-REC-O02"), _WHEN, _COURSE),
    "reapplication_offer_rate": _of_applications(
        "Reaching an offer, at the first and at a later attempt", "applications that reached an offer",
        "applications that ran their course", "reached an offer", ("EIW-REC-O04",), _WHEN, _COURSE,
        "Feedback is not given by lot: a difference would not show that feedback makes it."),
    "feedback_coverage": _of_applications(
        "Feedback to unsuccessful candidates", "unsuccessful applications for which feedback was offered, or given",
        "applications unsuccessful at the interview or after it, where feedback was recorded", "got that far",
        ("EIW-REC-O04",), _WHEN),
    "vetting_refusal_rate": Definition(
        title="Recruitment vetting refused at the first decision", numerator="candidates refused at the first decision",
        denominator="candidates with a first decision, cleared or refused", noun="candidates", verb="were refused vetting",
        outcome="harm", base_unit="decisions", method=_PROPORTION,
        notes=("Refusals later overturned on appeal are counted: they are what the candidate met first.",
               "Candidates who withdrew, or wait, are in no base."), serves=_VETTING),
    "vetting_refusal_reasons": Definition(
        title="Why vetting was refused", numerator="refusals for that group of reasons",
        denominator="refusals with a recorded reason", noun="refusals of candidates who declared their ethnicity",
        verb="were for that reason",
        base_unit="refusals", method=_PROPORTION,
        notes=("Reasons are groups that the vetting unit coded. Reasons with few refusals are put together.", _OF_DECLARED),
        serves=_VETTING),
    "vetting_appeals": Definition(
        title="Appeals against a refusal of vetting", numerator="refused candidates who got to the step",
        denominator="candidates refused (appealed); candidates whose appeal is decided (cleared)",
        noun="refused candidates who declared their ethnicity", verb="got to the step", base_unit="refusals",
        method=_PROPORTION, notes=(_OF_DECLARED,), serves=_VETTING),
    "clearance_overdue_share": Definition(
        title="No clearance in date", numerator="people in post whose latest clearance has run out or was taken away, or who "
                                                "have none on record",
        denominator="people in post on the last day of the period",
        noun="people in post", verb="had no clearance in date", outcome="harm", base_unit="people", method=_PROPORTION,
        notes=("Only the latest clearance of a person counts. None on record can be a gap in the records.",
               "Who carries a firearm is taken to be the firearms group; permits are not on file."),
        serves=("CAS-03", "CAS-04.ii")),
    "panel_mixed_share": Definition(
        title="Selection panels that were mixed", numerator="panels that were mixed",
        denominator="panels of which it can be told from what their members declared", noun="panels", verb="were mixed",
        outcome="good", base_unit="panels", method=_PROPORTION,
        notes=("Mixed by sex: a woman and a man sat on it. Mixed by ethnicity: a member from ethnic minorities and a White one.",),
        serves=("EIW-REC-O06",)),
    "panel_trained_share": Definition(
        title="Seats on selection panels held by people trained on unconscious bias",
        numerator="seats held by somebody trained before the panel sat", denominator="seats where training was recorded",
        noun="panel seats", verb="were held by somebody trained", outcome="good", base_unit="seats", method=_PROPORTION,
        notes=("A seat is counted, not a person: who sits on ten panels has ten seats.",), serves=("EIW-REC-O09",)),
    "outreach_application_rate": Definition(
        title="From interest at an outreach event to an application", numerator="of those, people who applied",
        denominator="people who showed interest at an event, where it is known whether they applied",
        noun="people who showed interest", verb="applied", outcome="good", base_unit="expressions of interest",
        method=_PROPORTION,
        notes=("Interest is counted in the period of the event; who showed it lately may still apply.",),
        serves=("EIW-COM-K06", "EIW-COM-O02", "EIW-COM-D01")),
}
