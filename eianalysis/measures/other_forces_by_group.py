"""What searches of Black and of White people find, force by force: the same funnel for each of the two, to be read side by side.

No ratio is made of a force's two rates here: of most forces it would be of few searches, and a list of ratios is a league table.
"""

from __future__ import annotations

from eianalysis.declare import Measure, Words
from eianalysis.measures.other_forces import asked_of, beside_forces, of_every_force


def _finds(group: str) -> Measure:
    """The funnel of one group, as the officer recorded it."""
    return Measure(
        f"force_finds_{group.lower()}",
        Words(
            f"Finds in searches of {group} people, force by force",
            "searches whose outcome was linked to what was looked for",
            f"searches of people whom the officer recorded as {group}, of which outcome and link are known",
            noun=f"searches of {group} people",
            verb="found what was looked for",
            base_unit="searches",
            notes=("The group is what the officer recorded, not what the person said.",),
        ),
        counts=of_every_force("searches, outcome and link known", ("officer_ethnicity", (group,))),
        did="found",
        rows=beside_forces,
        form="funnel",
        asks=asked_of("finds", characteristic="officer_ethnicity", group=group),
        serves=(),
    )


FORCE_FINDS_BLACK, FORCE_FINDS_WHITE = _finds("Black"), _finds("White")
