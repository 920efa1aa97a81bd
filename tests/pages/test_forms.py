"""What a result looks like is one class a kind: the first that suits is taken, and a notebook asks for it in one line."""

import pytest

from eianalysis.errors import DisclosureError, UsageError
from eianalysis.forms import show
from eianalysis.forms.kinds import FORMS, form_of
from eianalysis.wording.kinds import KINDS

from .builders import FIVE, TWO, not_available, released

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
    assert {name: form.drawn for name, form in FORMS.items() if form.drawn} == {kind.name: kind.drawn for kind in KINDS if kind.drawn and kind.name in FORMS}
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


def test_what_the_first_sentence_says_already_is_not_a_finding_again():
    """The line of two kinds of case says one in full and the other in brief; the one in full stood beneath it once more."""
    kinds = """
sift  | group | numerator | denominator | rate_low | rate_high | reference | disparity_ratio | ratio_low | ratio_high | gap   | comparison | verdict
Named | Asian | 41        | 280         | 0.110    | 0.192     | White     | 2.24            | 1.63      | 3.05       | 0.081 | primary    | clear difference
Named | White | 150       | 2300        | 0.056    | 0.076     | -         | -               | -         | -          | -     | -          | -
Blind | Asian | 19        | 280         | 0.042    | 0.104     | White     | 1.04            | 0.66      | 1.64       | 0.003 | primary    | too few to say
Blind | White | 150       | 2300        | 0.056    | 0.076     | -         | -               | -         | -          | -     | -          | -
"""
    said = list(form_of(released(kinds, characteristic="ethnicity_5", keys=("sift",))).said())
    assert "Blind: 1.04 times, too few to say." in said[0]
    assert said and all(not each.startswith(other) for each in said for other in said if each is not other)
