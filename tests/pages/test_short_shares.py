"""Titles of shares and totals: the finding in at most twelve words, and nothing that the rows do not all say."""

from dataclasses import replace

import pytest

from eianalysis.results import Definition
from eianalysis.wording.headline import full_title, headline
from eianalysis.wording.short_titles import fits

from .builders import LEAVING, released

SEATS = Definition(
    "Seats held by people who were trained in what a panel must know of bias", "seats", "seats", noun="panel seats", verb="were held by somebody trained"
)
WINDOWS = """
characteristic | window | group | numerator | denominator | rate | period_start | period_end
entry          | 12m    | All   | 58        | 75          | 0.77 | 2022-04-01   | 2023-03-31
entry          | 12m    | New   | 30        | 40          | 0.75 | 2022-04-01   | 2023-03-31
entry          | 36m    | All   | 180       | 240         | 0.75 | 2020-04-01   | 2023-03-31
entry          | 36m    | New   | 90        | 120         | 0.75 | 2020-04-01   | 2023-03-31
"""
TWICE = """
characteristic | group | numerator | denominator | rate
sex            | All   | 490       | 4779        | 0.103
sex            | Men   | 300       | 3000        | 0.1
kind           | All   | {total}   | 4779        | 0.103
kind           | Theft | 129       | 2531        | 0.051
"""
WHOLE = """
characteristic | group   | numerator | denominator | rate
type           | All     | 63        | 63          | 1
type           | Meeting | 40        | 63          | 0.63
type           | Visit   | 23        | 63          | 0.37
audience       | All     | {total}   | {total}     | 1
audience       | Women   | 30        | {total}     | 0.5
"""


def counted(text, definition=SEATS, **more):
    return released(text, definition=definition, kind="proportion", **more)


def test_two_periods_are_both_in_the_title():
    made = counted(WINDOWS, keys=("window",))
    assert headline(made) == "77% were held by somebody trained over 12 months, 75.0% over 36" and not fits(full_title(made))


def test_a_total_split_in_two_ways_is_said_once():
    charged = Definition("Offences in which somebody was charged", "charged", "offences", noun="offences", verb="led to a charge")
    assert headline(counted(TWICE.format(total=490), charged)) == "Offences: 10.3% led to a charge"


def test_totals_that_do_not_agree_are_no_finding():
    charged = Definition("Offences in which somebody was charged", "charged", "offences", noun="offences", verb="led to a charge")
    assert headline(counted(TWICE.format(total=480), charged)) == charged.title


@pytest.mark.parametrize("total, said", [(63, "Community events: 63 in all"), (60, "Community events")])
def test_a_whole_split_in_several_ways_says_how_many_only_where_the_ways_agree(total, said):
    events = Definition("Community events", "events", "events", noun="events", verb="were held")
    assert headline(counted(WHOLE.format(total=total), events)) == said


def test_what_is_hidden_is_said_where_the_name_has_no_room():
    made = counted("group | numerator | denominator | rate | status\nAll | - | - | - | hidden\nNew | - | - | - | hidden")
    assert headline(made) == "Figures hidden to protect people"


def test_a_rate_of_another_base_is_not_said_of_what_is_counted():
    """'Complaints: 5.2 per 1,000 arose from a search' would be a share of complaints, where the base is searches."""
    words = replace(LEAVING, noun="complaints", verb="arose from a search", base_unit="searches", per=1000)
    table = "group | numerator | denominator | rate\nAll | 5 | 1000 | 0.005"
    assert headline(released(table, definition=words, kind="rate")) == "Complaints: 5.0 per 1,000 searches arose from a search"
    assert headline(released(table, definition=replace(LEAVING, per=1000), kind="rate")) == "Officers: 5.0 per 1,000 left", "said once where it is the same"
    places = replace(words, noun="first aiders", verb="were trained and have a certificate in date", base_unit="places in the target")
    assert headline(released(table, definition=places, kind="rate")) == "First aiders: 5.0 per 1,000 places in the target"
