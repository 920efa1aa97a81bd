"""Sentences as people say them: a gap by who has more, a part that every row is of said once, [c] explained where it stands."""

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.figures import plot_bars
from eianalysis.wording import amounts
from eianalysis.wording.answer import _first

from .builders import LEAVING, released

COURSES = """
course                  | group | numerator | denominator | rate | status
Our People: a programme | All   | 80        | 100         | 0.8  | shown
Our People: a programme | White | 40        | 50          | 0.8  | shown
Our People: a programme | Asian | 20        | 25          | 0.8  | shown
{more}
"""
KINDS = """
group | numerator | denominator | status
First | 30        | 100         | shown
Other | 70        | 100         | shown
"""


def divided(apart, *, together=0.02, left=0.01, low=-0.03, high=0.05):
    """The rows of one gap divided by two factors."""
    parts = ["Gap", "Rank or grade", "Part time", "Together", "Left"]
    rows = pd.DataFrame({"part": parts, "value": [apart, 0.0, 0.0, together, left], "low": low, "high": high, "status": "shown"})
    return rows.assign(workers="Police staff", characteristic="sex", group="Female", reference="Male")


@pytest.mark.parametrize(("apart", "said"), [(0.061, "6.1% lower than"), (-0.061, "6.1% higher than"), (0.0001, "the same as")])
def test_a_gap_is_said_by_who_has_more(apart, said):
    rows = divided(apart)
    (sentence,) = amounts._explained(released(KINDS, definition=LEAVING), rows, rows[:0])
    assert sentence.startswith(f"Mean hourly pay of female police staff is {said} that of male police staff. ") and "-" not in sentence


def test_parts_of_a_gap_are_said_by_their_side():
    side = [amounts._points(row) for row in ({"value": 0.02, "low": -0.03, "high": 0.05}, {"value": -0.02, "low": -0.05, "high": -0.01})]
    assert side == ["2.0 percentage points lower (anything from 3.0 higher to 5.0 lower)", "2.0 percentage points higher (1.0 to 5.0)"]
    assert amounts._points({"value": 0.02, "low": 0.01, "high": 0.03}) == "2.0 percentage points lower (1.0 to 3.0)"
    assert amounts._points({"value": 0.0, "low": None, "high": None}) == "0.0 percentage points"


def test_the_only_course_is_said_once():
    one = str(ei.findings(released(COURSES.format(more=""), keys=("course",))))
    two = str(ei.findings(released(COURSES.format(more="Taser | All | 8 | 10 | 0.8 | shown"), keys=("course",))))
    assert one.count("Our People: a programme") == 1 and two.count("Our People: a programme") == 3


def test_a_later_part_that_is_no_name_has_a_small_letter():
    rows = COURSES.format(more="").replace("status\n", "status | by_then\n").replace("shown", "shown | Three months before")
    assert "programme, three months before:" in str(ei.findings(released(rows, keys=("course", "by_then"))))
    named = rows.replace("Three months before", "London residents")
    assert "programme, London residents:" in str(ei.findings(released(named, keys=("course", "by_then"))))


def test_a_caption_explains_the_mark_only_where_it_stands():
    assert "[c]" not in plot_bars(released(KINDS, characteristic="kind")).caption
    hidden = KINDS.replace("Other | 70        | 100         | shown", "Other | - | - | hidden")
    assert "[c]: hidden" in plot_bars(released(hidden, characteristic="kind")).caption


def test_among_others_a_measure_without_a_comparison_says_one_sentence():
    assert _first("Half came (50.4%). No group stands out.") == "Half came (50.4%)."
    assert _first("SYNTHETIC DATA. Officers: 17.8%, lower, on 31 March 2023.") == "SYNTHETIC DATA. Officers: 17.8%, lower, on 31 March 2023."


BONUS = """
workers        | group  | numerator | denominator | rate | status
All            | Female | 60        | 400         | 0.15 | shown
All            | Male   | 90        | 500         | 0.18 | shown
Police officers | Female | -         | -           | -    | hidden
Police officers | Male   | 50        | 300         | 0.17 | shown
Police staff   | Female | -         | -           | -    | hidden
Police staff   | Male   | 40        | 200         | 0.2  | shown
"""


def test_who_is_hidden_is_said_with_where():
    said = str(ei.findings(released(BONUS, keys=("workers",))))
    assert "Hidden, because small numbers could tell about a person: Female (Police officers; Police staff)." in said
    whole = BONUS.replace("60        | 400         | 0.15 | shown", "-         | -           | -    | hidden")
    assert "Female (all together; Police officers; Police staff)." in str(ei.findings(released(whole, keys=("workers",))))
    many = "".join(f"Unit {at} | Female | - | - | - | hidden\n" for at in range(4))
    assert "in some of the tables: Female." in str(ei.findings(released(BONUS + many, keys=("workers",))))
