"""A title or a leading line says no more than its table: one window, the rows that are shown, too few is not alike."""

import pytest
from matplotlib.text import Text

from eianalysis.figures import plot_rates
from eianalysis.measures.catalogue import definition_of
from eianalysis.results import Definition
from eianalysis.tables import table
from eianalysis.wording.headline import full_title as headline
from eianalysis.wording.board import board_lines

from .builders import FIVE, released

SEATS = Definition("Seats held by people trained", "seats", "seats", noun="panel seats", verb="were held by somebody trained", base_unit="seats")
SHARES = Definition("Share of the workforce", "people", "people who declared", noun="officers", verb="are of this group", base_unit="officers who declared")


def seats(interview, sift, *more):
    """Seats held by people trained: of 12 months by what the panel decided, then further rows."""
    rows = ["12m|2022-04-01|decided|All|58|75|0.773|0.67|0.85", f"12m|2022-04-01|decided|Interview|{interview}", f"12m|2022-04-01|decided|Sift|{sift}", *more]
    return released("\n".join(["window|period_start|characteristic|group|numerator|denominator|rate|rate_low|rate_high", *rows]), definition=SEATS)


def test_a_line_sets_groups_of_one_window_beside_each_other():
    """In 12 months 32 of 36 and 20 of 39; the 93 of 129 of 36 months is lower and belongs to another question."""
    made = seats(
        "20|39|0.513|0.36|0.66",
        "32|36|0.889|0.75|0.96",
        "36m|2020-04-01|decided|All|176|237|0.743|0.68|0.79",
        "36m|2020-04-01|decided|Interview|93|129|0.721|0.64|0.79",
        "36m|2020-04-01|decided|Sift|83|108|0.769|0.68|0.84",
    )
    said = str(board_lines(made))
    assert "12 months" in said and "89%" in said and "51%" in said and "72.1%" not in said


def test_an_order_that_chance_could_have_made_is_no_line_for_a_board():
    made = seats("30|39|0.769|0.62|0.87", "28|36|0.778|0.62|0.88")
    assert list(board_lines(made)) == [
        "In the 12 months to 31 March 2023, 58 of 75 panel seats were held by somebody trained (77%). No group stands out: chance alone could "
        "make the rates of the 2 groups shown differ as much as they do (77% to 78%)."
    ]


def test_a_difference_in_one_kind_of_case_is_not_said_without_the_other():
    """Once page 04 led with the sift with names (0.7), which the force had given up; the sift it has now shows no difference (0.99)."""
    text = """
sift_kind|group|numerator|denominator|rate|reference|disparity_ratio|ratio_low|ratio_high|comparison|verdict
With names|Ethnic minorities|101|309|0.327|White|0.66|0.55|0.78|exploratory|clear difference
With names|White|380|769|0.494|-|-|-|-|-|-
Without names|Ethnic minorities|107|265|0.404|White|0.99|0.83|1.17|exploratory|{}
Without names|White|248|608|0.408|-|-|-|-|-|-
"""
    [line] = board_lines(released(text.format("no material difference"), definition=SEATS, keys=("sift_kind",)))
    assert line.startswith("With names: ") and line.endswith(" Without names: 0.99 times, no material difference.")
    [line] = board_lines(released(text.format("clear difference"), definition=SEATS, keys=("sift_kind",)))
    assert "Without names" not in line


def test_a_gap_at_one_step_is_not_said_without_the_whole_way():
    """Once page 05 led with applying (0.7 for women) alone, though over the whole way women and men fare alike (0.98)."""
    made = released(
        """
stage|group|numerator|denominator|rate|reference|disparity_ratio|ratio_low|ratio_high|comparison|verdict
Applied|Women|196|1403|0.140|All others|0.71|0.61|0.82|exploratory|clear difference
Applied|All others|690|3500|0.197|-|-|-|-|-|-
Passed|Women|71|196|0.362|All others|1.36|1.05|1.73|exploratory|possible difference
Passed|All others|184|690|0.267|-|-|-|-|-|-
The whole way|Women|44|1403|0.031|All others|0.98|0.67|1.44|exploratory|too few to say
The whole way|All others|112|3500|0.032|-|-|-|-|-|-
""",
        definition=SEATS,
        keys=("stage",),
    )
    [line] = board_lines(made)
    assert line.startswith("Applied: ") and line.endswith(" The whole way: 0.98 times, too few to say.") and "1.36" not in line


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "too few to say",
            "no material difference",
            "At the 2 ranks shown, no difference from the shares among constables stands out; in 1 of 2 comparisons too few to say",
        ),
        ("too few to say", "too few to say", "At the 2 ranks shown, too few to say whether shares differ from those among constables"),
        ("clear difference", "no material difference", "At the 2 ranks shown, 1 clear difference from the shares among constables"),
    ],
)
def test_too_few_at_a_rank_is_not_said_as_no_difference(first, second, said):
    line = "{rank}|Constables of this force|woman|Female|{k}|{n}|Constable|{r}|0.5|1.6|exploratory|{verdict}"
    made = released(
        "\n".join(
            [
                "rank_band|benchmark|characteristic|group|numerator|denominator|reference|disparity_ratio|ratio_low|ratio_high|comparison|verdict",
                line.format(rank="Inspector", k=17, n=91, r=1.05, verdict=first),
                line.format(rank="Sergeant", k=51, n=185, r=0.9, verdict=second),
            ]
        ),
        definition=SHARES,
        keys=("rank_band", "benchmark"),
    )
    assert headline(made) == said


def test_a_stage_whose_figures_are_hidden_is_in_no_title():
    made = released(
        """
stage|characteristic|group|numerator|denominator|reference|disparity_ratio|ratio_low|ratio_high|comparison|verdict|status
Case to answer|sex|Female|30|100|Male|0.95|0.8|1.2|exploratory|no material difference|shown
Case to answer|sex|Male|64|200|-|-|-|-|-|-|shown
Any action taken|sex|Female|40|100|Male|1.0|0.8|1.2|exploratory|no material difference|shown
Any action taken|sex|Male|80|200|-|-|-|-|-|-|shown
Dismissed|sex|Female|-|-|Male|-|-|-|exploratory|-|hidden
Dismissed|sex|Male|-|-|-|-|-|-|-|-|hidden
""",
        measure="misconduct_stage_rate",
        definition=definition_of("misconduct_stage_rate"),
        keys=("stage",),
    )
    assert headline(made).endswith("no material difference between the groups at any stage, as far as shown")


NOTE = "Some rows are hidden ([c]) because small numbers could tell about a person."


def test_a_table_explains_the_mark_only_where_it_stands():
    """Rows without a figure are told in a line and not in cells; a p value that is withheld stands as the mark."""
    release = released(FIVE, characteristic="ethnicity_5", note=NOTE)
    without, with_one = table(release)._markup(), table(release, columns=["numerator", "p_value"])._markup()
    assert "[c]</td>" not in without and "([c])" not in without and "Some rows are hidden because" in without
    assert "[c]</td>" in with_one and "([c])" in with_one


def test_a_figure_explains_the_mark_only_where_it_is_drawn():
    drawn = plot_rates(released(FIVE, characteristic="ethnicity_5", note=NOTE))
    marked = any("[c]" in text.get_text() for text in drawn.drawing.findobj(Text))
    assert ("([c])" in drawn.about) == marked and ("[c]" in drawn.caption) == marked and "Some rows are hidden" in drawn.about
