"""What the force promises people when they join: that somebody points them to support, and that they are given a buddy."""

from __future__ import annotations

from eianalysis.declare import Ask, During, Measure, Population, Words
from eianalysis.measures.in_post import WORKFORCE

_JOINED = Population("joiners", During("start_date"), (("worker_type", WORKFORCE),))
_BLANK = "Joiners of whom nothing is recorded are in no base: a blank is not a no."
_ASK = Ask("04b-recruitment-process", by=("woman", "minority"), months=(36,), compared=True, yearly=False)

ONBOARDING_SIGNPOSTING = Measure(
    "onboarding_signposting",
    Words(
        "Joiners pointed to support at the start",
        "of those, people whose onboarding checklist is complete",
        "officers, staff and PCSOs who joined in the period, where it was recorded",
        noun="joiners",
        verb="were pointed to support groups",
        outcome="good",
        base_unit="joiners",
        notes=("The checklist of the induction holds being pointed to support groups; it says nothing of whether they were used.", _BLANK),
    ),
    counts=_JOINED,
    did="onboarding_done",
    form="comparison",
    asks=_ASK,
    serves=("EIW-REC-O13", "EIW-HWB-O01", "EDHR-OC6.01"),
)

JOINER_BUDDY_SHARE = Measure(
    "joiner_buddy_share",
    Words(
        "Joiners given a buddy",
        "of those, people to whom a buddy was allocated",
        "officers, staff and PCSOs who joined in the period, where it was recorded",
        noun="joiners",
        verb="were given a buddy",
        outcome="good",
        base_unit="joiners",
        notes=(_BLANK,),
    ),
    counts=_JOINED,
    did="buddy_allocated",
    form="comparison",
    asks=_ASK,
    serves=("EIW-HWB-D01", "EDHR-OC6"),
)
