"""What the pages on people say: many characteristics, two at once, shares of a whole, quarters, parts, spans of time."""

import dataclasses
import re

import pytest

from eianalysis import vocabulary
from eianalysis.errors import UsageError
from eianalysis.figures import plot_panels
from eianalysis.report.page import spans
from eianalysis.results import Definition
from eianalysis.tables import table
from eianalysis.wording import findings, statistical_title
from eianalysis.wording.headline import full_title as headline
from eianalysis.wording.board import board_lines

from .builders import drawn, released

APPLYING = Definition("Applying", "those who applied", "eligible officers", noun="eligible officers", verb="applied", outcome="good", base_unit="officers")
REASONS = Definition("Why vetting was refused", "refusals", "refusals", noun="refusals of vetting", verb="were for that reason", base_unit="refusals")
FLOWS = Definition("In post, joined and left", "people", "people", noun="officers", verb="were", base_unit="officers")


def four(age="no material difference", religion="no material difference"):
    rows = [
        ("age_band", "Under 26", 18, 165, "26 to 40", 0.51, age),
        ("age_band", "26 to 40", 477, 2242, None, None, None),
        ("sex", "Female", 90, 500, "Male", 0.9, "no material difference"),
        ("sex", "Male", 200, 1000, None, None, None),
        ("disability", "Disabled", 30, 150, "Not disabled", 1.0, "too few to say"),
        ("disability", "Not disabled", 300, 1500, None, None, None),
        ("religion", "Hindu", 30, 89, "No religion", 1.4, religion),
        ("religion", "No religion", 251, 1358, None, None, None),
    ]
    lines = ["characteristic|group|numerator|denominator|reference|disparity_ratio|ratio_low|ratio_high|comparison|verdict"]
    lines += [
        "|".join("-" if value is None else str(value) for value in (*row[:6], *((0.4, 2.0, "exploratory") if row[6] else (None, None, None)), row[6]))
        for row in rows
    ]
    return released("\n".join(lines), definition=APPLYING)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            ("clear difference", "possible difference"),
            "By age: eligible officers aged under 26 applied less often than eligible officers aged 26 to 40; by the other 3 nothing stands out; "
            "for some too few to say",
        ),
        (
            ("no material difference", "possible difference"),
            "Nothing stands out by any of the 4 characteristics that can be compared; possible difference: Hindu eligible officers, beside "
            "eligible officers with no religion; for some too few to say",
        ),
        (
            ("no material difference", "no material difference"),
            "Nothing stands out by any of the 4 characteristics that can be compared; for some too few to say",
        ),
    ],
)
def test_a_title_over_many_characteristics_says_by_which_groups_differ(given, said):
    assert headline(four(*given)) == said
    assert str(board_lines(four(*given))) == f"Applying, in the 12 months to 31 March 2023: {said[:1].lower()}{said[1:]}."


CROSSED = """
characteristic|group|numerator|denominator|reference|disparity_ratio|ratio_low|ratio_high|comparison|verdict
ethnicity_2|Ethnic minorities|138|721|White|1.05|0.9|1.2|exploratory|no material difference
ethnicity_2|White|708|3866|-|-|-|-|-|-
women|Women officers|196|1403|All other officers|0.71|0.61|0.82|exploratory|clear difference
women|All other officers|717|3629|-|-|-|-|-|-
ethnicity_2_by_women|White, Women officers|141|984|White, All other officers|0.73|0.6|0.9|exploratory|{white}
ethnicity_2_by_women|Ethnic minorities, Women officers|41|275|White, All other officers|0.76|0.56|1.01|exploratory|{other}
ethnicity_2_by_women|White, All other officers|567|2882|-|-|-|-|-|-
"""


@pytest.mark.parametrize(
    ("white", "other", "said"),
    [
        (
            "clear difference",
            "possible difference",
            "White eligible women officers applied less often than all other White eligible officers; "
            "possible difference: eligible women officers from ethnic minorities, beside all other White eligible officers",
        ),
        (
            "no material difference",
            "possible difference",
            "Possible difference: eligible women officers from ethnic minorities, beside all other White eligible officers",
        ),
        (
            "no material difference",
            "too few to say",
            "Applying: nothing stands out by ethnicity (2 groups), women and all others taken together; for some too few to say",
        ),
        ("too few to say", "too few to say", "Applying: too few to say whether groups differ by ethnicity (2 groups), women and all others taken together"),
    ],
)
def test_two_characteristics_at_once_are_titled_by_the_groups_inside_groups(white, other, said):
    release = released(CROSSED.format(white=white, other=other), definition=APPLYING)
    assert headline(release) == said
    assert statistical_title(release).startswith("Applying, by ethnicity (2 groups), women and all others and both together")


@pytest.mark.parametrize(
    ("column", "group", "said"),
    [
        ("sexual_orientation", "Bisexual", "bisexual officers"),
        ("working_pattern", "Full time", "full-time officers"),
        ("religion", "No religion", "officers with no religion"),
        ("marital", "Divorced", "divorced officers"),
        ("maternity", "Neither", "all other officers"),
        ("women", "Women officers", "women officers"),
        ("gender_reassignment", "Gender not the same as sex registered at birth", "officers whose gender is not as registered at birth"),
        ("attempt", "Applied again, with feedback before", "officers who applied again after feedback"),
    ],
)
def test_groups_are_said_as_people_say_them(column, group, said):
    assert vocabulary.phrase(column, group, "officers") == said


def test_every_declared_group_of_the_nine_is_said_without_brackets():
    for column in ("sexual_orientation", "marital", "maternity", "religion", "gender_reassignment", "disability"):
        for group in {**getattr(vocabulary.codes, column.upper())}.values():
            assert "(" not in vocabulary.phrase(column, group, "officers"), (column, group)


def test_parts_of_one_whole_are_one_sentence_and_never_all_of_it():
    release = released(
        """
    group                   | numerator | denominator
    All                     | 42        | 42
    Associations            | 9         | 42
    Small groups together   | 12        | 42
    Something not disclosed | 21        | 42
    """,
        definition=REASONS,
        characteristic="reason",
    )
    assert findings(release).sentences == (
        "In the 12 months to 31 March 2023, 42 refusals of vetting were counted. Most often: something not disclosed (50%), "
        "associations (21%) and other groups together (29%).",
    )
    assert headline(release) == "Why vetting was refused: most often something not disclosed (50%)"


def test_what_is_most_often_is_said_of_those_shown_where_a_hidden_one_may_be_more():
    release = released(
        """
    group                   | numerator | denominator | status
    All                     | 42        | 42          | shown
    Associations            | 9         | 42          | shown
    Criminality             | -         | -           | hidden
    Something not disclosed | -         | -           | hidden
    """,
        definition=REASONS,
        characteristic="reason",
    )
    assert findings(release).sentences[0].endswith("Of those shown, most often: associations (21%).")


def test_a_whole_whose_total_is_hidden_is_not_said_as_one():
    release = released(
        """
    group        | numerator | denominator | status
    All          | -         | -           | hidden
    Associations | 9         | 42          | shown
    """,
        definition=REASONS,
        characteristic="reason",
    )
    assert "9 of 42" in str(findings(release)) and "were counted" not in str(findings(release))


def test_those_in_post_joined_and_left_are_said_together_and_a_group_hidden_in_one_is_not():
    release = released(
        """
    flow               | group  | numerator | denominator | status
    In post at the end | All    | 400       | 400         | shown
    In post at the end | Female | 100       | 400         | shown
    In post at the end | Other  | 9         | 400         | shown
    Joined             | Female | 30        | 120         | shown
    Joined             | Other  | -         | -           | hidden
    Left               | Female | 12        | 110         | shown
    Left               | Other  | -         | -           | hidden
    """,
        definition=FLOWS,
        characteristic="sex",
        keys=("flow",),
    )
    said = findings(release).sentences
    assert said[0] == ("Female officers: 25.0% of those in post, 25.0% of those who joined and 10.9% of those who left, in the 12 months to 31 March 2023.")
    assert len(said) == 2 and said[1].startswith("Hidden") and "9" not in " ".join(said[1:])
    assert headline(release) == "Female officers: 25.0% of those in post, 25.0% of those who joined, 10.9% of those who left"


def test_quarters_are_a_sentence_a_group_and_the_newest_are_not_called_a_fall():
    release = released(
        """
    quarter                | group | numerator | denominator | status
    April to June 2022     | All   | 99        | 187         | shown
    April to June 2022     | White | 55        | 102         | shown
    January to March 2023  | All   | -         | -           | hidden
    January to March 2023  | White | 0         | 60          | shown
    """,
        definition=dataclasses.replace(
            APPLYING,
            noun="applicants",
            verb="passed the sift",
            notes=("The newest quarters read low: an application that is refused has run its course sooner than one that passes.",),
        ),
        keys=("quarter",),
    )
    assert headline(release) == ("Applicants: 52.9% passed the sift in April to June 2022; the newest quarters read low, because refusals are decided first")
    assert findings(release).sentences == (
        "Applicants passed the sift: April to June 2022 52.9%; hidden, because small numbers could tell about a person: January to March 2023.",
        "White applicants passed the sift: April to June 2022 53.9% and January to March 2023 0%.",
        "The newest quarters read low, because refusals are decided first: one that passed is still on its way and not counted yet.",
    )


def test_of_quarters_in_which_nothing_is_decided_in_steps_nothing_is_said_to_read_low():
    release = released(
        """
    quarter                  | group | numerator | denominator | status
    Quarter to March 2023    | All   | 99        | 187         | shown
    Quarter to December 2022 | All   | 80        | 180         | shown
    """,
        definition=dataclasses.replace(APPLYING, noun="searches of people", verb="found what was searched for"),
        keys=("quarter",),
    )
    assert headline(release) == "Searches of people: 52.9% found what was searched for in the quarter to March 2023"
    assert findings(release).sentences == ("Searches of people found what was searched for: Quarter to March 2023 52.9% and Quarter to December 2022 44.4%.",)


def test_totals_of_several_steps_or_windows_are_a_title():
    seats = dataclasses.replace(APPLYING, noun="panel seats", verb="were held by somebody trained")
    text = """
    mix                         | group | numerator | denominator
    Women and men               | All   | 61        | 79
    Ethnic minorities and White | All   | 37        | 74
    """
    mixed = dataclasses.replace(APPLYING, title="Panels that were mixed", noun="panels", verb="were mixed")
    assert headline(released(text, definition=mixed, keys=("mix",), characteristic="decided")) == (
        "Panels that were mixed: women and men 77%, ethnic minorities and White 50%"
    )
    windows = drawn("""
    window | group | numerator | denominator
    12m    | All   | 58        | 75
    36m    | All   | 176       | 237
    """).assign(period_start=["2022-04-01", "2020-04-01"])
    windows["period_start"] = windows["period_start"].astype("datetime64[ns]")
    assert headline(released(windows, definition=seats, characteristic="decided")) == (
        "Panel seats: 77% were held by somebody trained in the 12 months to 31 March 2023, 74.3% in the 36 months to 31 March 2023"
    )


def test_a_long_list_of_who_is_not_compared_is_one_phrase():
    groups = [("age_band", "Under 26"), ("sex", "Female"), ("religion", "Hindu"), ("marital", "Single"), ("disability", "Disabled"), ("ethnicity_2", "White")]
    lines = [
        "characteristic|group|numerator|denominator|reference|disparity_ratio|ratio_low|ratio_high|comparison|verdict",
        "sex|Male|50|100|Female|1.1|0.9|1.3|exploratory|no material difference",
    ]
    lines += [f"{column}|{group}|40|100|-|-|-|-|-|-" for column, group in groups]
    lines += [f"{column}|Not recorded|20|100|-|-|-|-|-|-" for column, _ in groups]
    said = str(findings(released("\n".join(lines), definition=APPLYING)))
    assert "In the table but not compared: eligible officers who did not declare, or of whom it was not recorded." in said


def test_a_series_by_quarter_is_one_table_and_says_quarter():
    release = released(
        """
    month              | group | numerator | denominator | window
    2022-04 to 2022-06 | All   | 20        | 100         | by quarter
    2022-07 to 2022-09 | All   | 30        | 100         | by quarter
    """,
        keys=("month",),
    )
    shown = table(release)._repr_html_()
    assert shown.count("<table") == 1 and ">Quarter</th>" in shown and ", by quarter" in statistical_title(release)


def test_only_takes_a_characteristic_and_refuses_one_that_is_not_there():
    release = four()
    assert set(release.only(characteristic="sex").table["group"]) == {"Female", "Male"}
    assert set(release.only(characteristic=["sex", "disability"]).table["characteristic"]) == {"sex", "disability"}
    with pytest.raises(UsageError, match="no characteristic 'sx'.*sex"):
        release.only(characteristic="sx")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Leaving, 12 months to 31 March 2023", ""),
        ("officers, 72 months to 31 March 2023. In the 72 months to 31 March 2023", "72"),
        ("12 and 36 months to 31 March 2023 and in the 72 months to 31 March 2023", "36 or 72"),
        (None, "36"),
        ("24 months to 31 March 2022", ""),
        ("24, 36 and 72 months to 31 March 2023", "24, 36 or 72"),
    ],
)
def test_a_page_names_the_spans_its_figures_are_of(content, said, root):
    import eianalysis as ei

    assert spans(content, ei.load_cycle("2023-04", data_dir=root / "data")) == said


def test_the_committed_page_on_promotion_says_seventy_two_months(root):
    text = (root / "notebooks" / "05-progression.ipynb").read_text(encoding="utf-8")
    found = set(re.findall(r"(\d+) months to 31 March 2023", text))
    assert found == {"72", "12"}  # the legal examination is of a year


@pytest.mark.parametrize(("by", "said"), [("sex", "2 groups"), ("ethnicity_2", "2 groups"), ("directorate", "2 directorates")])
def test_panels_are_counted_by_what_they_are(by, said):
    """Once "in 2 sexs"."""
    lines = ["characteristic|group|numerator|denominator|rate|rate_low|rate_high", f"{by}|One|40|400|0.1|0.08|0.13", f"{by}|Two|44|400|0.11|0.09|0.14"]
    made = released("\n".join(lines), definition=APPLYING)
    assert f"no difference between the {said} shown stands out" in plot_panels(made).title


def test_a_panel_is_named_where_more_than_chance_sets_it_apart():
    """Once the two ends were named whatever stood between them."""
    rows = ["A|40|400|0.1|0.08|0.13", "B|44|400|0.11|0.09|0.14", "C|90|400|0.225|0.19|0.27", "D|42|400|0.105|0.08|0.14"]
    lines = ["characteristic|group|numerator|denominator|rate|rate_low|rate_high", *(f"directorate|{row}" for row in rows)]
    assert plot_panels(released("\n".join(lines), definition=APPLYING)).title.endswith("more often: C")
