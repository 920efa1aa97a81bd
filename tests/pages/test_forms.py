"""What a result looks like is one class a kind: the first that suits is taken, and a notebook asks for it in one line."""

from dataclasses import replace

import pytest

from eianalysis.errors import DisclosureError, UsageError
from eianalysis.forms import show
from eianalysis.forms.kinds import KINDS, form_of
from eianalysis.wording import answer

from .builders import FAKE, FIVE, LEAVING, TWO, not_available, released

CURVE = "group | time | at_risk | estimate | low | high | status\nFemale | 0.5 | 40 | 0.9 | 0.8 | 0.95 | shown\nFemale | 1.0 | 30 | 0.8 | 0.7 | 0.9 | shown"


@pytest.mark.parametrize(
    "release, name",
    [
        (released(TWO), "comparison"),
        (released("group | numerator | denominator | rate\nAll | 9 | 40 | 0.225"), "listing"),
        (released(CURVE, shape="curve", characteristic="sex"), "curve"),
        (not_available(), "listing"),
    ],
)
def test_each_kind_of_result_has_its_form(release, name):
    assert form_of(release).name == name


def test_names_of_forms_are_unique_and_an_unknown_one_is_told():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    with pytest.raises(UsageError, match="there is no form 'pie'; there are: curve, "):
        show(released(TWO), form="pie")


def test_show_says_draws_and_lists_and_the_comparison_comes_first():
    shown = show(released(FIVE, characteristic="ethnicity_5"))
    assert [type(part).__name__ for part in shown.parts] == ["Findings", "Figure", "TableView"]
    assert "times the rate" in shown.said.sentences[0] and len(set(shown.said)) == len(shown.said)


def test_a_missing_result_is_one_message():
    assert [type(part).__name__ for part in show(not_available()).parts] == ["TableView"]


def test_what_belongs_to_no_cycle_is_not_saved(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    show(released(TWO))
    assert list(tmp_path.iterdir()) == []


def test_show_takes_releases_only():
    with pytest.raises(DisclosureError, match=r"show\(\) shows released results"):
        show([TWO])


def test_the_answer_of_a_page_gives_the_first_measure_in_full_and_the_next_by_its_ratio():
    said = answer(released(FIVE, characteristic="ethnicity_5", sources=(FAKE,)), released(FIVE, characteristic="ethnicity_5"))
    assert said.sentences[0] == (
        "SYNTHETIC DATA. Asian officers left 2.2 times as often as White officers (plausibly 1.6 to 3.0): clear difference. "
        "That is 41 of 280, 23 more than at the rate of White officers."
    )
    assert "2.2 times (plausibly 1.6 to 3.0), clear difference." in said.sentences[1]
    assert said.sentences[-1] == "All of them point the same way." and '<p class="lead">' in said._repr_html_()


def test_an_answer_does_not_say_that_measures_agree_that_do_not():
    said = answer(released(FIVE, characteristic="ethnicity_5"), released(FIVE.replace("clear difference", "too few to say"), characteristic="ethnicity_5"))
    assert "All of them" not in str(said) and said.sentences[-1].endswith("too few to say.")


def test_an_answer_says_where_no_comparison_can_be_shown():
    """The rows of everybody stand, those of the groups do not: a title alone would say nothing."""
    expected = replace(LEAVING, title="Leaving, as a multiple of what was expected", base_unit="leavers expected")
    hidden = (
        "group | numerator | denominator | rate | reference | status\nAll | 64 | 64 | 1 | - | shown\n"
        "Asian | - | - | - | White | hidden\nWhite | 34 | 44.6 | 0.76 | - | shown"
    )
    said = answer(released(hidden, characteristic="ethnicity_5", kind="rate", definition=expected))
    assert said.sentences == ("Leaving, as a multiple of what was expected: no comparison can be shown.",)
