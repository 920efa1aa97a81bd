"""The known effects on careers: promotion, recruitment and pay."""

from __future__ import annotations

from eianalysis.synthetic.known_effects import Effect

ON_CAREERS = (
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
    Effect("vetting_withdrawal_ethnic_minorities", 1.0, "chance that a candidate withdraws while being vetted", "Ethnic minorities", "White", "no gap"),
    Effect(
        "clearance_removed_ethnic_minorities",
        1.0,
        "chance that the clearance of somebody in post is taken away",
        "Ethnic minorities",
        "White",
        "no gap, and very few people",
    ),
    Effect(
        "clearance_late_ethnic_minorities",
        1.0,
        "chance that a clearance is not renewed in time, once it has run its years",
        "Ethnic minorities",
        "White",
        "no gap, and few people",
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
