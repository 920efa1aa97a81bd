"""Words of promotion and development: the schemes people take part in, and what part they take."""

from __future__ import annotations

SCHEMES = {
    "mentoring": "Mentoring",
    "reverse mentoring": "Reverse mentoring",
    "coaching": "Coaching",
    "sponsorship": "Sponsorship",
    "secondment": "Secondment or attachment",
    "talent programme": "Talent programme",
    "positive action": "Positive action programme",
    "network": "Staff network",
    "allies": "Diversity Allies",
    "award": "Award nomination",
}
SCHEME_ROLES = {"participant": "Taking part", "mentor": "Mentor, coach or sponsor", "lead": "Leading it"}
#: Length of service in years, for comparing like with like: promotion falls mostly between five and ten. Finer bands leave
#: strata of one or two people, and then no comparison can be shown.
CAREER_BANDS = {"Under 5 years": (0, 5), "5 to 10 years": (5, 10), "10 years or over": (10, 130)}
