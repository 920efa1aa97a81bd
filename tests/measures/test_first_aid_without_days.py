"""Without the day on which certificates run out nobody knows who holds one that is in date."""

from dataclasses import replace

import pytest

import eianalysis as ei


@pytest.mark.parametrize("measure", ["first_aiders", "first_aiders_by_kind"])
def test_certificates_without_the_day_they_run_out_are_not_taken_to_be_in_date(measure):
    force = ei.force("2023-04")
    training = force.table("training_attendance")
    lacking = replace(force, read={**force.read, training.name: replace(training, frame=training.frame.drop(columns="expires"))}, given=True)
    assert lacking.ask(measure).missing.columns == ("expires",) and not force.ask(measure).missing
