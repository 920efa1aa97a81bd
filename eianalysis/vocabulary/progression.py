"""Words of promotion and development: the schemes people take part in, and what part they take."""

from __future__ import annotations

SCHEMES = {
    "mentoring": "Mentoring", "reverse mentoring": "Reverse mentoring", "coaching": "Coaching",
    "sponsorship": "Sponsorship", "secondment": "Secondment or attachment", "talent programme": "Talent programme",
    "positive action": "Positive action programme", "network": "Staff network", "award": "Award nomination",
}
SCHEME_ROLES = {"participant": "Taking part", "mentor": "Mentor, coach or sponsor", "lead": "Leading it"}
#: Length of service as wide as comparing like with like needs, in years: promotion falls mostly between four and ten.
CAREER_BANDS = {"Under 2 years": (0, 2), "2 to 5 years": (2, 5), "5 to 10 years": (5, 10), "10 to 20 years": (10, 20),
                "20 years or over": (20, 130)}
