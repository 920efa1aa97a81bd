"""What the four verdicts mean, in words for a reader, and how often chance alone would say them."""

from __future__ import annotations

from eianalysis.stats.chance import EITHER_ALONE, POSSIBLE_ALONE, POSSIBLE_IN_FAMILIES
from eianalysis.stats.comparison import BAND
from eianalysis.wording.numbers import band_words

MEASURED_AT = 0.95


def possible_by_chance(band: tuple[float, float], confidence: float) -> str:
    """How often possible is said of what does not differ: measured, and not a rule of thumb.

    >>> possible_by_chance((0.8, 1.25), 0.95)
    'Where nothing differs, about 6 in 100 planned comparisons are called so. Of the others it is 7 to 8 in 100.'
    """
    least, most = POSSIBLE_IN_FAMILIES
    where = "" if _as_measured(band, confidence) else f" (measured at {100 * MEASURED_AT:g}% and a band of {band_words(BAND)})"
    return (
        f"Where nothing differs, about {100 * POSSIBLE_ALONE:.0f} in 100 planned comparisons are called so. "
        f"Of the others it is {100 * least:.0f} to {100 * most:.0f} in 100{where}."
    )


def _as_measured(band: tuple[float, float], confidence: float) -> bool:
    return (*band, confidence) == (*BAND, MEASURED_AT)


def verdict_words(band: tuple[float, float], confidence: float) -> tuple[str, ...]:
    """A sentence for each verdict; ``band`` holds the ratios that are not worth acting on."""
    beyond = f"below {band[0]:g} or above {band[1]:g}"
    return (
        f"Clear difference: the range excludes 1, the ratio is {beyond}, and chance alone would rarely give as much.",
        f"No material difference: a ratio {beyond} is ruled out, by a range a little narrower than the one shown.",
        f"Possible difference: some but not all of what makes a difference clear. {possible_by_chance(band, confidence)}",
        "Too few to say: a base is under 10, or none of these can be said. It is not 'no difference'.",
    )


def planned_by_chance(number: int, band: tuple[float, float], confidence: float) -> str:
    """How often chance alone would flag one or more of so many planned comparisons; "" where there is not one.

    >>> planned_by_chance(6, (0.8, 1.25), 0.95)
    'Planned comparisons are judged as they stand: were these 6 independent, chance alone would call one or more of them clear in up to 26% of packs, and clear or possible in about 42%.'
    """
    if not number:
        return ""
    clear, either = 1 - confidence**number, 1 - (1 - EITHER_ALONE) ** number
    one = number == 1
    said = f"in up to {100 * clear:.0f}% of packs"
    said += f", and clear or possible in about {100 * either:.0f}%" if _as_measured(band, confidence) else ""
    return (
        f"Planned comparisons are judged as they stand: {'chance alone would call this one clear' if one else ''}"
        f"{'' if one else f'were these {number} independent, chance alone would call one or more of them clear'} {said}."
    )
