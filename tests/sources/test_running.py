"""Counts of the year so far, where the month's are meant, are refused; counts of months are read."""

from dataclasses import replace

import pytest

from eianalysis.errors import DataFault
from eianalysis.sources.running import without_running
from tests.builders import table


@pytest.mark.parametrize("first, month", [(1, "January"), (4, "April")])
@pytest.mark.follows
def test_the_year_so_far_is_refused_and_the_months_of_it_are_read(tables, first, month):
    made = table("cj_outcomes", tables["cj_outcomes"])
    rows = made.frame.sort_values("month")
    year = rows["month"].dt.year - (rows["month"].dt.month < first)
    by = ["offence_group", "vawg", "victim_sex"]
    so_far = rows.assign(recorded=rows.assign(year=year).groupby([*by, "year"])["recorded"].cumsum())
    with pytest.raises(
        DataFault,
        match=f"column 'recorded': from one month to the next it never falls but in {month}: is it the total since the year began.; give the count of each month alone",
    ):
        without_running(replace(made, frame=so_far))
    alone = so_far.assign(recorded=so_far["recorded"] - so_far.assign(year=year).groupby([*by, "year"])["recorded"].shift(fill_value=0))
    cured = replace(made, frame=alone)
    assert without_running(cured) is cured and without_running(made) is made
