"""What counts as service and as leaving, where a reasonable person could decide either way.

One object, set in the cycle under ``[service]``, so that every page of a pack decides alike and the decision is written
down. The words are checked; a misspelt one stops the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

#: Rule: what it can be, the default first. A force leaves career breaks and secondments out of its *strength*; leaving is another
#: question. Were they out of it, whoever resigns from a break would be no leaver, which hides mostly women; and the few who do
#: could be worked out from the exit interviews, whose base is everybody who left. So in post, unless the cycle says away.
CHOICES: dict[str, tuple[str, ...]] = {
    "same_day": ("half a day", "set aside"),
    "rejoiners": ("new spell", "carry on"),
    "career_breaks": ("in post", "away"),
    "secondments": ("in post", "away"),
    "transfers": ("leave", "observed until"),
    "moves": ("observed until", "leave"),
}
MEANS: dict[tuple[str, str], str] = {
    ("same_day", "half a day"): "someone who leaves on the day they came has served half a day",
    ("same_day", "set aside"): "someone who leaves on the day they came is set aside and counted",
    ("rejoiners", "new spell"): "someone who comes back begins again at no service",
    ("rejoiners", "carry on"): "someone who comes back carries on with the service they had",
    ("career_breaks", "in post"): "someone on a career break is in post",
    ("career_breaks", "away"): "someone on a career break is neither in the base nor a leaver meanwhile",
    ("secondments", "in post"): "someone seconded out is in post",
    ("secondments", "away"): "someone seconded out is neither in the base nor a leaver meanwhile",
    ("transfers", "leave"): "a transfer to another force is a way of leaving in curves and rates",
    ("transfers", "observed until"): "a transfer ends what was observed, and is not leaving, in curves and rates",
    ("moves", "observed until"): "a move between officer and staff ends what was observed, and is not leaving",
    ("moves", "leave"): "a move between officer and staff is leaving",
}


@dataclass(frozen=True)
class ServiceRules:
    """The rules of a cycle; ``words()`` says them.

    >>> ServiceRules(career_breaks="away").words()["career_breaks"]
    'someone on a career break is neither in the base nor a leaver meanwhile'
    """

    same_day: str = "half a day"
    rejoiners: str = "new spell"
    career_breaks: str = "in post"
    secondments: str = "in post"
    transfers: str = "leave"
    moves: str = "observed until"

    def __post_init__(self):
        for name, options in CHOICES.items():
            value = getattr(self, name)
            if value not in options:
                raise ValueError(f"service {name} is {value!r}; it can be: {', '.join(options)}")

    @classmethod
    def of(cls, table: object) -> ServiceRules:
        """The rules of a cycle file's ``[service]``; a key that is no rule is refused by name."""
        if not isinstance(table, Mapping):
            raise ValueError('a table of rules, as career_breaks = "away"')
        strange = [key for key in table if key not in CHOICES]
        if strange:
            raise ValueError(f"rules among: {', '.join(CHOICES)}; '{strange[0]}' is none of them")
        return cls(**table)

    def words(self) -> dict[str, str]:
        """Rule -> the rule as a sentence."""
        return {field.name: MEANS[field.name, getattr(self, field.name)] for field in fields(self)}
