"""Two characteristics at once of any measure: an answer, or a message that says why not."""

import pytest

import eianalysis as ei
from eianalysis.errors import EIAnalysisError
from eianalysis.measures.spells import put_together_once

pytestmark = pytest.mark.slow  # a third of a minute: every measure of the demo is asked twice


def test_every_measure_counts_two_characteristics_at_once_or_says_that_it_does_not(root):
    """Four measures ended in an error without words; a question beyond the pages was how it was found."""
    with put_together_once():
        force = ei.force("2023-04", data_dir=root / "data")
        counted, refused = set(), set()
        for measure in force.measures:
            for by in ("sex * ethnicity_2", "sex * age_range"):
                try:
                    force.ask(measure, by=by)
                    counted.add(measure)
                except EIAnalysisError:
                    refused.add(measure)
    assert len(counted) > 60 and "dip_coverage" in counted
    assert {"pay_quarters", "pay_quarters_apart", "survival_logrank"} <= refused - counted
