"""The registry's part on who is in post, who joins, and how applicants fare: each asked for as on its page."""

from __future__ import annotations

from eianalysis.measures import applicants, campaigns, flow, recruitment, representation
from eianalysis.measures.binding import Measured
from eianalysis.measures.compare import compare

#: The largest group of each of the nine characteristics, beside the cycle's own, as page 04 has them.
_LARGEST = {
    "age_band": "26 to 40", "disability": "Not disabled", "marital": "Married",
    "maternity": "Neither", "religion": "No religion", "sexual_orientation": "Heterosexual or straight",
    "gender_reassignment": "Gender same as sex registered at birth"}


def _shares(tables, cycle, months):
    cuts = ["rank_band", ("directorate", "specialist_flag")]
    return representation.representation(tables.workforce, by=["ethnicity", "sex"], within=cuts, benchmark=tables.benchmarks,
                                         cycle=cycle)


def _flow(tables, cycle, months):
    return flow.workforce_flow(tables.workforce, tables.leavers, tables.joiners, cycle=cycle, by=["ethnicity_2", "sex"],
                               months=months[0])


def _applicants(tables, cycle, months):
    return applicants.applicant_share(tables.applications, cycle=cycle, benchmark=tables.benchmarks, months=months[0])


def _funnel(tables, cycle, months):
    return compare(recruitment.recruitment_funnel(tables.applications, cycle=cycle), reference=cycle)


def _sifts(tables, cycle, months):
    return compare(recruitment.sift_by_anonymity(tables.applications, cycle=cycle, by="ethnicity_2"), reference=cycle)


def _offers(tables, cycle, months):
    return compare(recruitment.offers(tables.applications, cycle=cycle), reference=cycle, also=_LARGEST)


def _quarters(tables, cycle, months):
    return recruitment.sifts_by_quarter(tables.applications, cycle=cycle)


def _anonymised(tables, cycle, months):
    return recruitment.anonymised_sifts(tables.applications, cycle=cycle)


def _again(tables, cycle, months):
    return compare(recruitment.second_attempts(tables.applications, cycle=cycle), reference=cycle, also={"attempt": "First application"})


def _interest(tables, cycle, months):
    made = campaigns.outreach_interest(tables.outreach, cycle=cycle, by=["ethnicity_2", "sex"])
    return compare(made, reference=cycle)


POSTS: dict[str, Measured] = {
    "representation_share": Measured("03-representation", _shares, ()),
    "workforce_flow": Measured("03-representation", _flow, (36,)),
    "applicant_share": Measured("04-recruitment", _applicants, (36,)),
    "recruitment_stage_rate": Measured("04-recruitment", _funnel, (), yearly=False),
    "sift_pass_rate": Measured("04-recruitment", _sifts, (), yearly=False),
    "recruitment_offer_rate": Measured("04-recruitment", _offers, (), yearly=False),
    "sift_pass_rate_by_quarter": Measured("04-recruitment", _quarters, (), yearly=False),
    "anonymised_sift_share": Measured("04b-recruitment-process", _anonymised, (12, 36), yearly=False),
    "reapplication_offer_rate": Measured("04b-recruitment-process", _again, (), yearly=False),
    "outreach_application_rate": Measured("04b-recruitment-process", _interest, (), yearly=False),
}
