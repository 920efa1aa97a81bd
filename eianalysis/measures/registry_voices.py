"""The registry's part on surveys, training, schemes, declaring, events and crime outcomes: each asked for as on its page."""

from __future__ import annotations

from functools import partial

from eianalysis.measures import community, crime, declaring, surveys, taking_part, training
from eianalysis.measures.binding import Measured
from eianalysis.measures.compare import compare
from eianalysis.measures.pairs import NOT_LGB, OTHERS

_AGAINST = {"ethnicity": "White", "woman": OTHERS, "worker_type": "Police officer", "sex": "Male", "lgb": NOT_LGB}
#: The groups of each survey's page.
_STAFF, _VICTIMS, _GAP = ("ethnicity_2", "woman", "lgb"), ("ethnicity_2", "woman"), ("black", "minority", "woman", "lgb")
#: How courses are called in the list of attendance; those an item needs and nobody holds a list of are planned.
COURSES = {"our_people": "Our People: Inclusivity Programme", "adultification": "Adultification",
           "inclusive_leadership": "Inclusive leadership", "staff_terms": "Police staff and officer terms for managers"}


def _favourable(tables, cycle, months, *, survey, by):
    made = surveys.survey_favourable(tables.surveys, tables.survey_questions, cycle=cycle, survey=survey, by=list(by))
    return made if made.missing or "ethnicity_2" not in by else compare(made, reference=_AGAINST)


def _gap(tables, cycle, months, *, survey, by):
    return surveys.survey_gap(tables.surveys, tables.survey_questions, cycle=cycle, survey=survey, by=list(by))


def _response(tables, cycle, months, *, survey):
    made = surveys.survey_response_rate(tables.survey_waves, cycle=cycle, survey=survey)
    return made if made.missing else compare(made, reference=cycle)


def _declared(tables, cycle, months):
    return declaring.declaration_rate(tables.workforce, cycle=cycle)


def _trained(tables, cycle, months, *, course):
    by = ["worker_type", "woman", "ethnicity_2"] if course == COURSES["our_people"] else "woman"
    made = training.training_coverage(tables.training, tables.workforce, cycle=cycle, course=course, by=by)
    return made if made.missing else compare(made, reference=_AGAINST)


def _aiders(tables, cycle, months):
    return training.first_aiders(tables.training, tables.workforce, cycle=cycle)


def _taking_part(tables, cycle, months):
    made = taking_part.participation_rate(tables.development, tables.workforce, cycle=cycle, by=["woman", "ethnicity_2"])
    return made if made.missing else compare(made, reference=_AGAINST)


def _events(tables, cycle, months, *, measure, by):
    return getattr(community, measure)(tables.community_events, cycle=cycle, by=list(by))


def _crime(tables, cycle, months, *, measure, **more):
    return getattr(crime, measure)(tables.cj_outcomes, cycle=cycle, **more)


_EVENTS = {"event_count": ("type", "audience"), "event_reach": ("audience", "type"), "eoi_share": ("sex", "ethnicity_2")}
_CRIME = {"cj_charge_rate": {"by": ["offence_group", "victim_sex"]}, "cj_rape_to_court": {"beside": False},
          "cj_response_in_time": {"beside": False}}

VOICES: dict[str, Measured] = {
    **{f"survey_favourable/{survey}": Measured("10-surveys", partial(_favourable, survey=survey, by=by), ()) for survey, by in (
        ("staff", _STAFF), ("street", _GAP), ("victims", _VICTIMS))},
    **{f"survey_gap/{survey}": Measured("10-surveys", partial(_gap, survey=survey, by=by), ()) for survey, by in (
        ("street", _GAP), ("victims", ("minority", "woman")))},
    **{f"survey_response_rate/{survey}": Measured("10-surveys", partial(_response, survey=survey), ()) for survey in (
        "staff", "street")},
    "declaration_rate": Measured("02-data-quality", _declared, ()),
    **{f"training_coverage/{name}": Measured("11-training", partial(_trained, course=course), ())
       for name, course in COURSES.items()},
    "first_aiders": Measured("11-training", _aiders, ()),
    "participation_rate": Measured("11-training", _taking_part, ()),
    **{measure: Measured("12-community", partial(_events, measure=measure, by=by), ()) for measure, by in _EVENTS.items()},
    **{measure: Measured("12-community", partial(_crime, measure=measure, **more), ()) for measure, more in _CRIME.items()},
}
