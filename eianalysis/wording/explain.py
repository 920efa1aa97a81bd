"""How a number was made, in words: for the reader who asks 'what is this a percentage of?'."""

from __future__ import annotations

from eianalysis.results import Release, require_release
from eianalysis.wording.findings import Findings
from eianalysis.wording.numbers import capital
from eianalysis.wording.verdict_words import planned_by_chance, verdict_words


def explain(released: Release) -> Findings:
    """Return sentences that say how the figures were made: what is counted, of whom, how sure, what is hidden."""
    released = require_release(released, "explain")
    definition, policy = released.definition, released.policy
    said = []
    if definition.numerator and released.shape != "amounts":  # a gap of amounts has no count and no base
        said = [
            f"{'Taken' if released.shape == 'mean' else 'Counted'}: {definition.numerator}.",
            f"Of: {definition.denominator}.",
            *([] if released.shape == "mean" else [f"A rate is the first divided by the second, said per {definition.per:,}."]),
        ]
    if released.shape == "register":
        said.append(f"Listed: {definition.title.rstrip('.')}.")
    if definition.method:
        said.append(f"{capital(definition.method.rstrip('.'))}.")
    said += [note if note.endswith(".") else f"{note}." for note in definition.notes]
    table = released.table
    if "verdict" in table and table["verdict"].notna().any():
        said.append("A ratio is one group's rate divided by the reference's: 1 means the same rate, 2 twice as high.")
        said.append(f"The range after 'plausibly' holds the true value in about {100 * released.confidence:.0f} of 100 such cases.")
        said += verdict_words(released.band, released.confidence)
        if released.cycle is not None and (table["comparison"] == "primary").any():
            said.append(planned_by_chance(len(released.cycle.primary_comparisons), released.band, released.confidence))
        if (table["comparison"] == "exploratory").any():
            said.append(
                "Comparisons not declared beforehand are exploratory and are judged more strictly, because among many comparisons some look clear by chance."
            )
    if policy.rate_base and released.shape == "amounts":
        said.append(
            f"No gap is shown of fewer than {policy.rate_base} people on a side, nor one that a single person's amount makes up; "
            "amounts of money, least and most, are never shown."
        )
    elif policy.threshold:
        said.append(f"Numbers from 1 to {policy.threshold - 1} are hidden, and so is whatever would give them away.")
    return Findings(tuple(said), css="explain")
