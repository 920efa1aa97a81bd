"""The one registry of measure ids: what can be computed from the cycle's tables, and how its page asks for it.

Who adds a measure adds it here. An id that something is bound to and that is not built yet stands in ``planned.PLANNED``.
"""

from __future__ import annotations

from functools import partial

from eianalysis.measures import (
    cohorts,
    conduct,
    exits,
    interviews,
    leaving,
    progression,
    retention,
    return_to_work,
    searches,
)
from eianalysis.measures.binding import POOLED, Measured
from eianalysis.measures.compare import compare
from eianalysis.measures.intersect import intersect
from eianalysis.measures.outcome_test import outcome_test
from eianalysis.measures.pairs import OTHERS
from eianalysis.measures.registry_dealings import DEALINGS
from eianalysis.measures.registry_posts import POSTS
from eianalysis.measures.registry_voices import VOICES

_BOTH = ("ethnicity", "sex")
_ASKED_AGAINST = {"women": interviews.NOT_WOMEN, "planned_exit": interviews.PLANNED[True], "door": "Resignation"}


def _force(tables, cycle) -> dict:
    return dict(people=tables.workforce, leavers=tables.leavers, joiners=tables.joiners, cycle=cycle)


def _turnover(tables, cycle, months, *, measure):
    return compare(retention.turnover(**_force(tables, cycle), by=[*_BOTH], months=list(months), measure=measure),
                   reference=cycle)


def _stability(tables, cycle, months):
    return compare(retention.stability(**_force(tables, cycle), by=[*_BOTH]), reference=cycle)


def _standardised(tables, cycle, months):
    measure = "voluntary_leaver_rate_standardised_for_service"
    return compare(leaving.leaver_rate(**_force(tables, cycle), by=[*_BOTH], measure=measure), reference=cycle)


def _leaver_rate(tables, cycle, months):
    return leaving.leaver_rate(**_force(tables, cycle), by=["directorate", "working_pattern"])


def _early(tables, cycle, months):
    return leaving.early_leaving(**_force(tables, cycle))


def _first_year(tables, cycle, months):
    return compare(cohorts.first_year_leavers(**_force(tables, cycle)), reference=cycle, also={"buddy": "Without a buddy"})


def _cohorts(tables, cycle, months):
    return cohorts.cohort_retention(**_force(tables, cycle))


def _avoidable(tables, cycle, months):
    return compare(exits.avoidable_leavers(tables.leavers, cycle=cycle, by=[*_BOTH]), reference=cycle)


def _rejoiners(tables, cycle, months):
    return cohorts.rejoiners(tables.leavers, tables.joiners, tables.leaver_contacts, cycle=cycle, by="sex")


def _maternity(tables, cycle, months):
    return return_to_work.maternity_return(tables.family_leave, tables.leavers, cycle=cycle, months=60)


def _exit_interviews(tables, cycle, months):
    asked = interviews.exit_interviews(tables.exit_interviews, tables.leavers, cycle=cycle, months=list(months))
    return compare(asked, reference=cycle, also=_ASKED_AGAINST)


def _exit_themes(tables, cycle, months):
    return interviews.exit_themes(tables.exit_interviews, tables.leavers, cycle=cycle)


def _stay_interviews(tables, cycle, months):
    return interviews.stay_interviews(tables.stay_interviews, tables.workforce, tables.leavers, cycle=cycle, by="women")


def _allegations(tables, cycle, months):
    made = conduct.misconduct_allegations(tables.misconduct, **_force(tables, cycle), by=[*_BOTH], months=list(months))
    return compare(made, reference=cycle)


def _stages(tables, cycle, months):
    return compare(conduct.misconduct_stages(tables.misconduct, cycle=cycle, by=[*_BOTH], months=list(months)),
                   reference=cycle)


def _outcome_test(tables, cycle, months):
    return outcome_test(tables.stop_search, cycle=cycle, by=["ethnicity", "officer_ethnicity"])


def _children(tables, cycle, months):
    return outcome_test(tables.stop_search, cycle=cycle, by="ethnicity", children=True)


def _searches(tables, cycle, months):
    made = intersect(searches.search_outcomes, tables.stop_search, by=("officer_ethnicity", "woman"), cycle=cycle,
                     measure="search_positive_outcome_rate")
    return compare(made, reference=cycle, also={"woman": OTHERS})


def _undeclared(tables, cycle, months):
    return searches.undeclared_searches(tables.stop_search, cycle=cycle)


def _agreement(tables, cycle, months):
    return searches.ethnicity_agreement(tables.stop_search, cycle=cycle)


def _promotion(tables, cycle, months, *, make, by):
    return compare(make(tables.promotions, cycle=cycle, by=list(by)), reference=cycle,
                   also={"women": interviews.NOT_WOMEN, "working_pattern": "Full time"})


REGISTRY: dict[str, Measured] = {
    **{measure: Measured("06-retention", partial(_turnover, measure=measure), (12, POOLED)) for measure in (
        "turnover_start_headcount_ex_transfers", "turnover_average_headcount_inc_transfers",
        "voluntary_turnover_start_headcount")},
    "stability_12m": Measured("06-retention", _stability, ()),
    "voluntary_leaver_rate_standardised_for_service": Measured("06-retention", _standardised, (), yearly=False),
    "leaver_rate_person_years": Measured("06-retention", _leaver_rate, (), yearly=False),
    "early_leaving_rate": Measured("06-retention", _early, (), yearly=False),
    "first_year_leavers": Measured("06-retention", _first_year, (), yearly=False),
    "cohort_retention": Measured("06-retention", _cohorts, (), yearly=False),
    "avoidable_leavers": Measured("06-retention", _avoidable, (), yearly=False),
    "rejoiners": Measured("06-retention", _rejoiners, (), yearly=False),
    "maternity_return": Measured("06-retention", _maternity, (), yearly=False),
    "exit_interview_steps": Measured("06b-exit-interviews", _exit_interviews, (36,)),
    "exit_themes": Measured("06b-exit-interviews", _exit_themes, (), yearly=False),
    "stay_interview_steps": Measured("06b-exit-interviews", _stay_interviews, (), yearly=False),
    "misconduct_allegation_rate": Measured("07-conduct", _allegations, (12, POOLED)),
    "misconduct_stage_rate": Measured("07-conduct", _stages, (36,)),
    "search_outcome_test": Measured("08-stop-search", _outcome_test, ()),
    "search_under_18_find_rate": Measured("08b-force-and-samples", _children, ()),
    "search_positive_outcome_rate": Measured("08-stop-search", _searches, ()),
    "search_undeclared_share": Measured("08-stop-search", _undeclared, ()),
    "search_ethnicity_agreement": Measured("08-stop-search", _agreement, ()),
    "promotion_stage_rate": Measured("05-progression", partial(
        _promotion, make=progression.promotion_stages, by=("ethnicity_2", "women", "working_pattern")), (), yearly=False),
    "promotion_exam_pass_rate": Measured("05-progression", partial(
        _promotion, make=progression.exam_passes, by=("ethnicity_2", "women")), (), yearly=False),
    **DEALINGS,
    **POSTS,
    **VOICES,
}
