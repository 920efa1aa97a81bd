"""Two characteristics crossed: the pairs, and who is in none of them, make everybody."""

import pytest

from eianalysis.declare import Identity, InPost, Population
from eianalysis.disclosure import release
from eianalysis.disclosure.counts import counted
from eianalysis.policy import policy_for

from .builders import counts, rows

PAIRS = {"All": (138, 338), "Female, White": (27, 62), "Male, White": (98, 246), "Other, Ethnic minorities": (1, 2), "Not declared or not recorded": (12, 28)}
IDENTITY = Identity(Population("service", InPost("end")), Population("service", InPost("end"), (("left", ("yes",)),)))


@pytest.mark.parametrize("identity", [None, IDENTITY], ids=["of itself", "declared"])
@pytest.mark.parametrize("unknown", ["Not declared or not recorded", "Small groups together"])
def test_everybody_less_the_other_rows_is_no_few_people(unknown, identity):
    pairs = {(unknown if name.startswith("Not") else name): pair for name, pair in PAIRS.items()}
    released = release(counts(rows(pairs, "sex_by_ethnicity_2"), identity=identity), policy_for("board")).table
    gone = set(released.query("status == 'hidden'")["group"])
    assert "Other, Ethnic minorities" in gone and 1 < len(gone) < len(pairs)


@pytest.mark.parametrize(("total", "terms"), [((138, 338), 4), ((200, 500), 1)])
def test_only_of_rows_that_make_the_total_is_the_rest_everybody_less_the_others(total, terms):
    planned = counted(counts(rows(PAIRS | {"All": total}, "sex_by_ethnicity_2"), identity=IDENTITY), policy_for("board")).planned
    assert [len(side) for side in planned[-1].sides] == [terms, terms]
