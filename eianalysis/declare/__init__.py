"""The types that everything is declared in: ``Measure``, ``Population``, ``Words``, and the facts that tell counts apart."""

from eianalysis.declare.facts import Among, Box, Days, Nested
from eianalysis.declare.identity import Identity
from eianalysis.declare.measure import POOLED, PROPORTION, RATE, Ask, Cut, Measure, Wanted
from eianalysis.declare.population import PUBLIC, AsAt, Beside, ByThen, During, Each, Ever, InPost, Kind, Later, Population, Split, Steps, Within, YearsBefore
from eianalysis.declare.words import Words

__all__ = [
    "Among",
    "AsAt",
    "Ask",
    "Beside",
    "Box",
    "ByThen",
    "Cut",
    "Days",
    "During",
    "Each",
    "Ever",
    "Identity",
    "InPost",
    "Kind",
    "Later",
    "Measure",
    "Nested",
    "POOLED",
    "PROPORTION",
    "PUBLIC",
    "Population",
    "RATE",
    "Split",
    "Steps",
    "Wanted",
    "Within",
    "Words",
    "YearsBefore",
]
