"""How the groups of a characteristic are said, where each has words of its own; ``{}`` stands for the noun."""

from __future__ import annotations

from eianalysis.vocabulary import codes
from eianalysis.vocabulary.codes import NOT_RECORDED, NOT_STATED, PREFER_NOT, UNDECLARED_TOGETHER

ETHNICITIES = {
    "Asian": "Asian {}",
    "Black": "Black {}",
    "White": "White {}",
    "Mixed": "{} with Mixed ethnicity",
    "Other": "{} from other ethnic groups",
    "Ethnic minorities": "{} from ethnic minorities",
}
#: "people" of one sex: "women in post", "men at events"; other nouns have an adjective, "female officers".
PEOPLE_OF = {"Female": "women", "Male": "men", "Women": "women", "All others": "all others"}
SEXES = {"Female": "female {}", "Male": "male {}", "Other": "{} recorded as another sex"}
DISABILITIES = {"Disabled": "disabled {}", "Not disabled": "{} who are not disabled"}
PAIRS = {
    "Women": "female {}",
    "Black": "Black {}",
    "Ethnic minorities": "{} from ethnic minorities",
    "All others": "all other {}",
    "Firearms group": "{} in the firearms group",
}
#: Characteristic -> group -> how people of it are said, where "(religion or belief: Hindu)" would be clumsy.
PEOPLE = {
    "sexual_orientation": {
        "Heterosexual or straight": "heterosexual {}",
        "Gay or lesbian": "gay or lesbian {}",
        "Bisexual": "bisexual {}",
        "Other": "{} with another sexual orientation",
    },
    "gender_reassignment": {
        codes.GENDER_REASSIGNMENT["Y"]: "{} whose gender is as registered at birth",
        codes.GENDER_REASSIGNMENT["N"]: "{} whose gender is not as registered at birth",
    },
    "marital": {
        "In a civil partnership": "{} in a civil partnership",
        **{name: name.lower() + " {}" for name in ("Single", "Married", "Divorced", "Separated", "Widowed")},
    },
    "maternity": {
        "Pregnant or on maternity leave": "{} pregnant or on maternity leave",
        "Neither": "all other {}",
        "Returned within 12 months": "{} back from maternity leave within 12 months",
    },
    "religion": {
        "No religion": "{} with no religion",
        "Any other religion": "{} of another religion",
        **{name: name + " {}" for name in ("Christian", "Buddhist", "Hindu", "Jewish", "Muslim", "Sikh")},
    },
    "population": {
        "Residents": "{} who live here",
        "People who work here": "{} who work here",
        "Visitors": "visiting {}",
        "Witnesses": "{} who were witnesses",
        "Victims of crime": "{} who were victims of crime",
    },
    "working_pattern": {
        "Full time": "full-time {}",
        "Part time": "part-time {}",
        "Flexible": "{} on flexible hours",
        "Flexible, agreed formally": "{} on flexible hours agreed formally",
        "Flexible, agreed informally": "{} on flexible hours agreed informally",
    },
    "attempt": {
        "First application": "{} at their first attempt",
        "Applied again, with feedback before": "{} who applied again after feedback",
        "Applied again, without feedback before": "{} who applied again without feedback",
    },
}
ORIENTATIONS = {"Lesbian, gay, bisexual or other": "lesbian, gay and bisexual {}", "Heterosexual or straight": "heterosexual {}"}
#: Of those who did not say: the noun, and what was asked.
SILENT = {
    NOT_STATED: "{} who did not state their {}",
    PREFER_NOT: "{} who preferred not to say their {}",
    NOT_RECORDED: "{} whose {} was not recorded",
    UNDECLARED_TOGETHER: "{} who did not declare their {}, or whose {} was not recorded",
}
