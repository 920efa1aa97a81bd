"""The known effects: what is true of the synthetic force, so that an analysis can be marked right or wrong.

Every size is a ratio of hazards, rates or chances, all else equal; 1 means that there is no gap. Nothing here describes
real people or a real force: the sizes were chosen so that some are found in the records and others honestly are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from eianalysis.errors import UsageError, did_you_mean


@dataclass(frozen=True)
class Effect:
    """One known effect: ``size`` times the reference group's hazard, rate or chance."""

    name: str
    size: float
    what: str  # which hazard, rate or chance
    group: str
    reference: str
    expect: str  # what an honest analysis of the committed files should be able to say


_ALL = (
    Effect(
        "early_resignation_ethnic_minorities",
        2.0,
        "hazard of voluntary resignation of officers in their first five years in the force",
        "Ethnic minorities",
        "White",
        "found by length of service, over all recorded history",
    ),
    Effect("leaving_women", 1.0, "hazard of resignation or transfer of officers at any length of service", "Female", "Male", "no gap"),
    Effect(
        "resignation_disabled", 1.3, "hazard of voluntary resignation of officers at any length of service", "Disabled", "Not disabled", "real, too few to say"
    ),
    Effect(
        "allegation_black",
        1.8,
        "rate of misconduct cases against officers per officer-year",
        "Black",
        "White",
        "found when 36 months are pooled, at the edge of what they can show",
    ),
    Effect("allegation_asian", 1.5, "rate of misconduct cases against officers per officer-year", "Asian", "White", "at the edge of what 36 months can show"),
    Effect("allegation_mixed", 1.0, "rate of misconduct cases against officers per officer-year", "Mixed", "White", "no gap, and few people"),
    Effect("allegation_other", 1.0, "rate of misconduct cases against officers per officer-year", "Other", "White", "no gap, and very few people"),
    Effect("allegation_women", 0.6, "rate of misconduct cases against officers per officer-year", "Female", "Male", "found when 36 months are pooled"),
    Effect(
        "case_to_answer_ethnic_minorities",
        1.0,
        "chance of a case to answer, once an allegation is assessed as misconduct or gross misconduct",
        "Ethnic minorities",
        "White",
        "no gap",
    ),
    Effect(
        "dismissal_ethnic_minorities",
        1.5,
        "chance of dismissal (or that it would have been), once gross misconduct is proven",
        "Ethnic minorities",
        "White",
        "real, too few to say",
    ),
    Effect("find_black", 1.0, "chance that a search finds what was looked for, whatever was looked for", "Black", "White", "no gap"),
    Effect("find_asian_drugs", 0.7, "chance that a search for controlled drugs finds what was looked for", "Asian", "White", "found when 36 months are pooled"),
    Effect(
        "clothing_black",
        1.5,
        "chance that more than outer clothing is removed in a search of a person",
        "Black",
        "White",
        "found when 36 months are pooled, at the edge of what they can show",
    ),
    Effect(
        "tfg_women", 0.35, "weight with which constables and sergeants are posted to the firearms group", "Female", "Male", "found in the snapshot, by unit"
    ),
    Effect("exit_offer_women", 1.0, "chance that a person leaving is offered an exit interview", "Female", "Male", "no gap"),
    Effect(
        "exit_offer_unplanned",
        0.6,
        "chance that a person leaving is offered an exit interview",
        "Unplanned exit",
        "Planned exit",
        "found when 36 months are pooled",
    ),
    Effect(
        "exit_culture_ethnic_minorities",
        2.0,
        "chance that a resigning person's main reason in an exit interview is culture",
        "Ethnic minorities",
        "White",
        "real, too few to say",
    ),
    Effect(
        "pattern_change_after_leave",
        1.0,
        "chance that a full-timer returns from family leave to another pattern",
        "Maternity leave",
        "Shared parental leave",
        "no gap, and few people",
    ),
    Effect(
        "survey_answer_ethnic_minorities",
        0.8,
        "chance that a person asked answers the staff survey",
        "Ethnic minorities",
        "White",
        "found in each wave, by what HR holds of those asked",
    ),
    Effect(
        "speak_up_ethnic_minorities",
        0.75,
        "chance of a favourable answer on being safe to report unfair treatment",
        "Ethnic minorities",
        "White",
        "found when three waves are set side by side, at the edge in one",
    ),
    Effect("speak_up_women", 1.0, "chance of a favourable answer on being safe to report unfair treatment", "Female", "Male", "no gap"),
    Effect("not_bullied_disabled", 0.85, "chance of answering that one was not bullied or harassed", "Disabled", "Not disabled", "real, few people"),
    Effect(
        "leadership_2022",
        1.15,
        "chance of a favourable answer on whether senior leaders act on what staff tell them",
        "2022",
        "2021",
        "a possible difference, not outside a quarter either way",
    ),
    Effect(
        "confidence_black",
        0.75,
        "chance of a favourable answer on confidence and on fairness in the street survey",
        "Black",
        "White",
        "found in a year of waves",
    ),
    Effect("victims_satisfied_women", 1.0, "chance that a victim answers that they are satisfied", "Female", "Male", "no gap"),
    Effect(
        "victims_satisfied_ethnic_minorities",
        0.85,
        "chance that a victim answers that they are satisfied",
        "Ethnic minorities",
        "White",
        "at the edge of what a year of waves can show",
    ),
    Effect(
        "training_police_staff",
        0.85,
        "chance that a person available attends a course",
        "Police staff",
        "Police officer",
        "found in the large mandatory programme",
    ),
    Effect("training_part_time", 1.0, "chance that a person available attends a course", "Part time", "Full time", "no gap"),
    Effect(
        "interest_ethnic_minorities",
        1.4,
        "chance that somebody at an outreach event says they might apply",
        "Ethnic minorities",
        "White",
        "real, too few to say in a year",
    ),
    Effect("interest_women", 1.0, "chance that somebody at an outreach event says they might apply", "Female", "Male", "no gap"),
    Effect(
        "charge_vawg_last_year",
        1.5,
        "chance of a charge for violence against women and girls, recorded in the year",
        "to March 2023",
        "to March 2022",
        "real, too few to say",
    ),
    Effect("charge_women_victims", 1.0, "chance of a charge within an offence group", "Female", "Male", "no gap"),
    Effect(
        "grievance_women",
        1.6,
        "rate of grievances lodged per year in post",
        "Female",
        "Male",
        "found when 36 months are pooled, at the edge of what they can show",
    ),
    Effect(
        "grievance_upheld_ethnic_minorities",
        1.0,
        "chance that a grievance is upheld in whole or part",
        "Ethnic minorities",
        "White",
        "no gap, and few grievances",
    ),
    Effect("grievance_closing_disabled", 0.6, "hazard of closing of a live grievance", "Disabled", "Not disabled", "real, too few to say"),
    Effect("complaint_women_officers", 0.6, "rate of public complaints against officers per officer-year", "Female", "Male", "found when 36 months are pooled"),
    Effect("complaint_black_officers", 1.0, "rate of public complaints against officers per officer-year", "Black", "White", "no gap"),
    Effect("complaint_blank_online", 0.6, "chance that the complainant's ethnicity is blank or withheld", "Online form", "Any other way", "found in 12 months"),
    Effect(
        "complaint_upheld_discrimination",
        0.5,
        "chance that a decided complaint ends for the complainant",
        "Alleging discrimination",
        "Other complaints",
        "real, too few to say",
    ),
    Effect("complaint_upheld_ethnic_minorities", 1.0, "chance that a decided complaint ends for the complainant", "Ethnic minorities", "White", "no gap"),
    Effect(
        "force_taser_black", 1.6, "chance that a Taser is drawn or aimed at a person on whom force is used", "Black", "White", "found when 36 months are pooled"
    ),
    Effect("force_injury_black", 1.0, "chance that a person on whom force is used is injured", "Black", "White", "no gap"),
    Effect(
        "sample_black_community", 2.0, "weight with which the community draws searches to look at again", "Black", "White", "found when 24 months are pooled"
    ),
    Effect(
        "sample_drugs_internal",
        0.5,
        "weight with which senior officers draw searches to look at again",
        "Controlled drugs",
        "Any other object",
        "found in 12 months",
    ),
    Effect("learning_community", 2.0, "chance that something to learn is found in a sample", "Community", "Senior officers", "found in 12 months"),
    Effect(
        "apply_women",
        0.75,
        "chance that an eligible officer applies for promotion, in a rank and length of service",
        "Female",
        "Male",
        "found when all rounds are pooled",
    ),
    Effect(
        "apply_mentored",
        1.5,
        "chance that an eligible officer applies for promotion, in a rank and length of service",
        "Mentored",
        "Not mentored",
        "found beside comparable officers when all rounds are pooled",
    ),
    Effect("promoted_any_group", 1.0, "chance that an eligible officer is promoted, in a rank and length of service", "Any group", "Any other", "no gap"),
    Effect(
        "exam_pass_ethnic_minorities", 0.75, "chance of passing the examination, once sat", "Ethnic minorities", "White", "found when all rounds are pooled"
    ),
    Effect(
        "temporary_ethnic_minorities",
        0.6,
        "chance that an eligible officer holds the higher rank temporarily",
        "Ethnic minorities",
        "White",
        "found when all rounds are pooled",
    ),
    Effect(
        "mentoring_ethnic_minorities",
        1.5,
        "chance of becoming a mentee in a year, at a length of service",
        "Ethnic minorities",
        "White",
        "found when all years are pooled",
    ),
    Effect("talent_women", 1.0, "chance of joining the talent programme in a year, sergeants to chief inspectors", "Female", "Male", "no gap, and few people"),
    Effect(
        "sift_named_ethnic_minorities",
        0.7,
        "chance that an application passes the sift while names could be seen",
        "Ethnic minorities",
        "White",
        "found when the campaigns before anonymising are pooled",
    ),
    Effect("sift_anonymised_ethnic_minorities", 1.0, "chance that an application passes the anonymised sift", "Ethnic minorities", "White", "no gap"),
    Effect("interview_ethnic_minorities", 1.0, "chance that an interview is passed", "Ethnic minorities", "White", "no gap"),
    Effect(
        "vetting_refusal_ethnic_minorities",
        2.0,
        "chance that vetting of a candidate is refused at first",
        "Ethnic minorities",
        "White",
        "at the edge of what 36 months can show",
    ),
    Effect(
        "outreach_apply_ethnic_minorities",
        0.7,
        "chance that interest shown at an event becomes an application",
        "Ethnic minorities",
        "White",
        "found when 36 months are pooled",
    ),
    Effect(
        "pay_police_staff_women",
        0.96,
        "hourly pay of police staff in a grade, at a length of service",
        "Female",
        "Male",
        "found once grade, service and hours are held alike",
    ),
    Effect("pay_officers_women", 1.0, "hourly pay of officers in a rank, at a length of service", "Female", "Male", "no gap"),
    Effect(
        "pay_ethnic_minorities",
        1.0,
        "hourly pay in a rank or grade, at a length of service",
        "Ethnic minorities",
        "White",
        "no gap, though there is one before rank and service are held alike",
    ),
    Effect("bonus_women", 0.7, "chance of a bonus in a year", "Female", "Male", "found in a year"),
    Effect("bonus_size_women", 1.0, "size of a bonus, once paid", "Female", "Male", "no gap"),
)
#: Name -> size.
EFFECTS: Mapping[str, float] = {effect.name: effect.size for effect in _ALL}
#: A force in which no group differs from another, for measuring false alarms.
NO_EFFECTS: Mapping[str, float] = {effect.name: 1.0 for effect in _ALL}


def sizes(effects: Mapping[str, float] | None) -> dict[str, float]:
    """The documented sizes, with those of ``effects`` in their place; a name that is not an effect is refused."""
    effects = dict(effects or {})
    for name, size in effects.items():
        if name not in EFFECTS:
            raise UsageError(f"'{name}' is not an effect of the synthetic force; {did_you_mean(name, EFFECTS)}")
        if not 0 <= float(size) <= 3:
            raise UsageError(f"effect {name} is {size}; a ratio from 0 to 3 can be simulated")
    return {**EFFECTS, **effects}


def truth() -> pd.DataFrame:
    """What is true of the synthetic force: one row a known effect, with its size (1: no gap).

    Columns ``name, size, what, group, reference, expect``.
    """
    return pd.DataFrame([vars(effect) for effect in _ALL])
