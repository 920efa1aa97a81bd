"""The registry's part on surveys, training, schemes, declaring, events and crime outcomes: each asked for as on its page."""

from __future__ import annotations

from functools import partial

from eianalysis.measures import community, crime, declaring, headcount, surveys, taking_part, training
from eianalysis.measures.binding import Measured
from eianalysis.measures.compare import compare

_ANSWERED = {"lgb": "Heterosexual or straight", "woman": "All others", "population": "worker"}
_TAKEN = {"woman": "All others", "worker_type": "Police officer"}


def _survey(tables, cycle, months, *, make, survey, by):
    made = make(tables.surveys, tables.survey_questions, cycle=cycle, survey=survey, by=by)
    return made if make is surveys.survey_gap else compare(made, reference=cycle, also=_ANSWERED)


def _survey_change(tables, cycle, months):
    return surveys.survey_change(tables.surveys, tables.survey_questions, cycle=cycle, survey="staff")


def _response(tables, cycle, months, *, survey):
    return compare(surveys.survey_response_rate(tables.survey_waves, cycle=cycle, survey=survey), reference=cycle, also=_ANSWERED)


def _declared(tables, cycle, months):
    return declaring.declaration_rate(tables.workforce, cycle=cycle)


def _programme(tables, cycle, months):
    return training.training_coverage(tables.training, tables.workforce, cycle=cycle, by=None,
                                      course="Our People: Inclusivity Programme")


def _leaders(tables, cycle, months):
    return training.training_coverage(tables.training, tables.workforce, cycle=cycle, by=None, course="Inclusive leadership")


def _courses(tables, cycle, months):
    return compare(training.training_coverage(tables.training, tables.workforce, cycle=cycle, by="woman"), reference=cycle, also=_TAKEN)


def _first_aiders(tables, cycle, months):
    return training.first_aiders(tables.training, tables.workforce, cycle=cycle)


def _specials(tables, cycle, months):
    return headcount.specials_headcount(tables.workforce, cycle=cycle)


def _taking_part(tables, cycle, months):
    made = taking_part.participation_rate(tables.development, tables.workforce, cycle=cycle, by=["woman", "ethnicity_2"])
    return compare(made, reference=cycle, also=_TAKEN)


def _events(tables, cycle, months, *, make):
    return make(tables.community_events, cycle=cycle)


def _interest(tables, cycle, months):
    return compare(community.eoi_rate(tables.community_events, cycle=cycle, months=36), reference=cycle)


def _crime(tables, cycle, months, *, make):
    return make(tables.cj_outcomes, cycle=cycle)


VOICES: dict[str, Measured] = {
    "survey_favourable/staff": Measured("10-surveys", partial(
        _survey, make=surveys.survey_favourable, survey="staff", by=["ethnicity_2", "woman", "lgb"]), (), yearly=False),
    "survey_favourable/victims": Measured("10-surveys", partial(
        _survey, make=surveys.survey_favourable, survey="victims", by=["ethnicity_2", "woman"]), ()),
    "survey_favourable/community": Measured("10-surveys", partial(
        _survey, make=surveys.survey_favourable, survey="community", by="population"), (), yearly=False),
    "survey_gap/street": Measured("10-surveys", partial(
        _survey, make=surveys.survey_gap, survey="street", by=["black", "minority", "woman", "lgb"]), ()),
    "survey_change/staff": Measured("10-surveys", _survey_change, (), yearly=False),
    "survey_response_rate/staff": Measured("10-surveys", partial(_response, survey="staff"), (), yearly=False),
    "survey_response_rate/street": Measured("", partial(_response, survey="street"), (), yearly=False),
    "declaration_rate": Measured("02-data-quality", _declared, (), yearly=False),
    "training_coverage/our_people": Measured("11-training", _programme, (), yearly=False),
    "training_coverage/leadership": Measured("11-training", _leaders, (), yearly=False),
    "training_coverage/courses": Measured("11-training", _courses, (), yearly=False),
    "first_aiders": Measured("11-training", _first_aiders, (), yearly=False),
    "specials_headcount": Measured("12-community", _specials, (), yearly=False),
    "participation_rate": Measured("11-training", _taking_part, ()),
    "event_count": Measured("12-community", partial(_events, make=community.event_count), ()),
    "event_reach": Measured("12-community", partial(_events, make=community.event_reach), (), yearly=False),
    "eoi_rate": Measured("12-community", _interest, (), yearly=False),
    "cj_charge_change": Measured("12-community", partial(_crime, make=crime.cj_charge_change), (), yearly=False),
    "cj_response_in_time": Measured("12-community", partial(_crime, make=crime.cj_response_in_time), (), yearly=False),
    "cj_rape_to_court": Measured("12-community", partial(_crime, make=crime.cj_rape_to_court), (), yearly=False),
}
