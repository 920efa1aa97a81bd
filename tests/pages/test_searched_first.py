"""The public's first question of a page on searches is answered first: whose share is larger than of any population."""

import pytest

from eianalysis.results import Definition
from eianalysis.wording import findings

from .builders import released

SHARES = Definition("Who was searched", "people of the group", "people", noun="people", verb="belong to the group")
TEXT = """
population | group | numerator | denominator | rate | rate_low | rate_high
People searched, as they described themselves | Asian | {asian} | 1000 | 0.{asian} | 0.{asian} | 0.{asian}9
People searched, as they described themselves | Black | {black} | 1000 | 0.{black} | 0.{black} | 0.{black}9
Town residents, 2021 | Asian | 168 | 1000 | 0.168 | - | -
Town residents, 2021 | Black | 135 | 1000 | 0.135 | - | -
"""


@pytest.mark.parametrize("asian, black, who", [(220, 241, "Black people are"), (390, 150, "Asian people are"), (160, 130, None)])
def test_the_group_named_first_is_the_one_furthest_above_the_populations(asian, black, who):
    made = released(TEXT.format(asian=asian, black=black), keys=("population",), characteristic="ethnicity_5", definition=SHARES)
    said = findings(made).sentences
    if who is None:
        assert said[0].startswith("Asian people. ")
        return
    assert said[0].startswith(f"{who} a larger share of people searched than of any population shown: ") and "Town residents in 2021" in said[0]
    assert said[1].startswith("No ratio per resident is given, because")
