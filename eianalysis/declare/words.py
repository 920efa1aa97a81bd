"""``Words``: what a measure means and how its figures are said; captions, sentences and the documentation are made of these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace

OUTCOMES = ("good", "harm", "neutral")
#: A note of figures whose rows of one incident are known, so that what stands more than once is an incident and not a person.
INCIDENTS = "Searches at one time and place are one incident, and often end alike: ranges and verdicts allow for how alike they are."
#: Who a measure of the workforce counts, by worker type: several of them, one of them, and the years they add up to.
WORKERS = {
    "officer": ("officers", "officer", "officer-years"),
    "staff": ("police staff", "member of police staff", "staff-years"),
    "pcso": ("PCSOs", "PCSO", "PCSO-years"),
    "special": ("special constables", "special constable", "special-constable-years"),
    "volunteer": ("volunteers", "volunteer", "volunteer-years"),
    "cadet": ("cadets", "cadet", "cadet-years"),
}


@dataclass(frozen=True)
class Words:
    """What a measure means, in words.

    ``{workers}``, ``{worker}`` and ``{worker_years}`` in any of them stand for the kind of people counted, so that a table of police
    staff is never said to be of officers.
    """

    title: str  # "Officers leaving, per headcount at the start"
    numerator: str  # "officers who left, transfers excluded"
    denominator: str  # "officers in post on the first day of the period"
    noun: str = "people"  # who the groups consist of: "officers", "people searched"
    verb: str = "counted"  # what the numerator did, past tense: "left", "were found carrying something"
    outcome: str = "neutral"  # good | harm | neutral: which way a ratio above 1 points
    per: int = 100  # rates are spoken per this many
    base_unit: str = "people"  # or "person-years", "searches", "cases"
    base_unit_pooled: str = ""  # the same where several years' bases are added up: "officer-years"
    once_a_year: bool = False  # whether the numerator counts a person once in each year, so more than once when pooled
    many_times: bool = False  # whether a person can be in the base of a share more than once, so that it counts times and not people
    method: str = ""  # the statistic and where it comes from
    notes: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()  # register items this is evidence for
    steps: Mapping[str, str] = field(default_factory=dict)  # what people of a step's base did, by the step's name

    def __post_init__(self):
        if self.outcome not in OUTCOMES:
            raise ValueError(f"'{self.title}' has the outcome '{self.outcome}'; it can be: {', '.join(OUTCOMES)}")

    def step_verb(self, step: object) -> str | None:
        """What people of this step's base did, where the step is said by a verb of its own."""
        return self.steps.get(str(step))

    def of(self, worker_type: str | tuple[str, ...] | list[str] | None) -> Words:
        """The words for people of this worker type, or of several, or (None) of every kind.

        >>> Words("Leaving", "{workers} who left", "{workers} in post", noun="{workers}").of("staff").noun
        'police staff'
        """
        kinds = (worker_type,) if isinstance(worker_type, str) else tuple(worker_type or ())
        nouns = [WORKERS.get(kind, (kind,))[0] for kind in kinds]
        said = "people" if not nouns else nouns[0] if len(nouns) == 1 else f"{', '.join(nouns[:-1])} and {nouns[-1]}"
        one, years = WORKERS[kinds[0]][1:] if len(kinds) == 1 and kinds[0] in WORKERS else ("person", "person-years")

        def filled(value):
            if isinstance(value, tuple):
                return tuple(filled(each) for each in value)
            if not isinstance(value, str) or "{worker" not in value:
                return value
            words = value.replace("{workers}", said).replace("{worker_years}", years).replace("{worker}", one)
            return words[:1].upper() + words[1:] if value == self.title or value in self.notes else words

        return replace(self, **{each.name: filled(getattr(self, each.name)) for each in fields(self)})


_COUNTED: ContextVar[object] = ContextVar("counted", default=...)


@contextmanager
def counting(worker_type: object):
    """While a row function runs: the kind of people it was asked to count, so that its words are of them."""
    token = _COUNTED.set(worker_type)
    try:
        yield
    finally:
        _COUNTED.reset(token)


def counted_now(usual: object) -> object:
    """The kind of people being counted; the measure's usual one where nobody asked for another."""
    asked = _COUNTED.get()
    return usual if asked is ... else asked


def pooled_years(row) -> int:
    """How many years' counts a row adds up, 1 where it adds up none: its window is '36m'."""
    months = re.fullmatch(r"(\d+)m", str(row.get("window", "")))
    return int(months[1]) // 12 if months and int(months[1]) > 12 and not int(months[1]) % 12 else 1
