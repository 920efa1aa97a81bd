"""The known effects on leaving, conduct, encounters with the police, and on what people say and complain of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effect:
    """One known effect: ``size`` times the reference group's hazard, rate or chance."""

    name: str
    size: float
    what: str  # which hazard, rate or chance
    group: str
    reference: str
    expect: str  # what an honest analysis of the committed files should be able to say


KNOWN = (
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
    Effect(
        "resignation_case_open",
        1.0,
        "hazard of voluntary resignation of officers, at a length of service",
        "With a misconduct case open",
        "With none open",
        "no gap: of those who resign some have a case open, as of those who stay",
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
    Effect(
        "training_round_the_clock",
        0.9,
        "chance that a person available attends the mandatory programme, in a role",
        "Round-the-clock shifts",
        "All other patterns",
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
    Effect(
        "vawg_decided_soon_ethnic_minorities",
        0.8,
        "chance that an offence against women and girls is decided within 100 days",
        "Ethnic minority victims",
        "White victims",
        "found when 36 months are pooled",
    ),
    Effect(
        "police_suspect_ethnic_minorities",
        1.0,
        "chance that the suspect of an offence against women and girls is of the police",
        "Ethnic minority victims",
        "White victims",
        "no gap, and few offences",
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
)
