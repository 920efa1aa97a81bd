"""bounds(), detectable(), funnel_plot(): held to enumeration, and quiet where what they lean on is hidden."""

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats
from eianalysis.disclosure import release
from eianalysis.errors import UsageError
from eianalysis.figures import plot_bounds, plot_funnel
from eianalysis.measures.bounds import bounds
from eianalysis.measures.compare import with_rates
from eianalysis.measures.detectable import SEVERAL, detectable
from eianalysis.measures.funnel_plot import funnel_plot
from eianalysis.policy import policy_for
from eianalysis.results import HIGHEST, REST, Definition, Result
from eianalysis.tables import table as ei_table
from eianalysis.wording import findings
from eianalysis.wording.alternatives import full_alt as alt
from eianalysis.wording.headline import full_title as headline

DEFINITION = Definition("Promoted", "officers promoted", "officers eligible", noun="officers", verb="were promoted", outcome="good", base_unit="officers")
BOARD = policy_for("board")


def result(groups, *, kind="proportion", characteristic="ethnicity_5", total=True) -> Result:
    rows = [(group, *counts) for group, counts in groups.items()]
    if total:
        rows.append(("All", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    frame = pd.DataFrame(rows, columns=["group", "numerator", "denominator"]).assign(
        measure="promoted",
        kind=kind,
        window="12m",
        characteristic=characteristic,
        period_start=pd.Timestamp("2022-04-01"),
        period_end=pd.Timestamp("2023-03-31"),
    )
    return with_rates(Result("promoted", "counts", DEFINITION, frame, kind=kind))


FORCE = {"Asian": (30, 200), "Black": (12, 120), "White": (200, 1600), "Not stated": (9, 60)}


def of(made, group="Asian"):
    return made.unreleased.set_index("group").loc[group]


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_bounds_are_the_extremes_of_every_way_to_tell_the_undeclared_apart():
    few = {"Asian": (6, 20), "Black": (5, 15), "White": (18, 60), "Not stated": (2, 5)}
    events, others = 2, 3
    found = []
    for a, c in product(range(events + 1), repeat=2):  # events that are the group's, and the reference's
        for b, d in product(range(others + 1), repeat=2):  # the same for those without
            if a + c <= events and b + d <= others:
                found.append(((6 + a) / (20 + a + b)) / ((18 + c) / (60 + c + d)))
    row = of(bounds(result(few), reference="White"))
    assert row["lowest_ratio"] == pytest.approx(min(found)) and row["highest_ratio"] == pytest.approx(max(found))


def test_nobody_undeclared_nothing_to_bound():
    row = of(bounds(result({"Asian": (30, 200), "White": (200, 1600)}), reference="White"))
    assert row["lowest_ratio"] == row["highest_ratio"] == pytest.approx(row["disparity_ratio"])


def test_the_plain_comparison_stands_first_and_the_sentence_says_whether_it_holds():
    firm = release(bounds(result({"Asian": (90, 200), "White": (200, 1600), "Not stated": (6, 30)}), reference="White"), BOARD)
    assert "the verdict holds" in " ".join(findings(firm)) and headline(firm).endswith("so whatever the undeclared are")
    loose = release(bounds(result({"Asian": (46, 200), "White": (200, 1600), "Not stated": (60, 260)}), reference="White"), BOARD)
    assert "at the least and" in " ".join(findings(loose))
    assert headline(loose).endswith("those who did not declare could change that")
    assert "whatever the undeclared are" in alt(loose, "bounds") and plot_bounds(loose).title == "Those who did not declare could change what is found"


def test_hidden_undeclared_people_take_the_bounds_with_them():
    hidden = release(bounds(result({**FORCE, "Not stated": (2, 60)}), reference="White"), BOARD)
    table = hidden.table.set_index("group")
    assert table.loc["Not stated", "status"] == "hidden"
    assert table[["lowest_ratio", "highest_ratio", "lowest_verdict", "highest_verdict"]].isna().all(axis=None)
    compared = table.loc[table["verdict"].notna() & (table["status"] == "shown")]
    assert len(compared), "the plain comparison stays"
    assert "is not shown, because their numbers are hidden" in " ".join(findings(hidden))


def test_bounds_of_a_rate_put_events_on_one_side_and_the_base_on_the_other():
    row = of(bounds(result(FORCE, kind="rate"), reference="White"))
    assert row["highest_ratio"] == pytest.approx((39 / 200) / (200 / 1660))
    assert row["lowest_ratio"] == pytest.approx((30 / 260) / (209 / 1600))


# --- detectable -------------------------------------------------------------------------------------------------------


def test_what_could_be_found_is_found_that_often_and_nothing_nearer():
    row = of(detectable(result(FORCE), reference="White"), "Black")
    rate = 200 / 1600
    for ratio in (row["detectable_above"], row["detectable_below"]):
        power = stats.fisher_power(base=120, reference_base=1600, rate=rate * ratio, reference_rate=rate)
        nearer = stats.fisher_power(base=120, reference_base=1600, rate=rate * (1 + 0.97 * (ratio - 1)), reference_rate=rate)
        assert power >= 0.8 - 1e-9 > nearer


def test_what_could_be_found_is_judged_at_the_level_of_the_cycle():
    made = detectable(result(FORCE), reference="White", confidence=0.99)
    rate, ratio = 200 / 1600, of(made, "Black")["detectable_above"]
    assert stats.fisher_power(base=120, reference_base=1600, rate=rate * ratio, reference_rate=rate, alpha=0.01) == pytest.approx(0.8, abs=0.01)
    assert "at p below 0.01" in made.definition.method and ratio > of(detectable(result(FORCE), reference="White"), "Black")["detectable_above"]


def test_a_group_that_can_show_nothing_says_so():
    tiny = release(detectable(result({"Asian": (9, 10), "White": (1500, 1600)}), reference="White"), policy_for("working"))
    assert "no higher rate would" in " ".join(findings(tiny)) or "no difference, however large" in " ".join(findings(tiny))
    quiet = release(detectable(result({"Asian": (9, 10), "White": (1500, 1600)}), reference="White"), policy_for("working"))
    assert headline(quiet).endswith("; even the largest higher rate would usually be missed")


def test_a_title_says_what_was_found_and_what_would_have_been_missed():
    """15 of 120 against 12.5% says nothing; what would be found is exact power, held to enumeration above."""
    made = release(detectable(result({"Black": (15, 120), "White": (200, 1600)}), reference="White"), BOARD)
    above = made.table.set_index("group").loc["Black", "detectable_above"]
    title = headline(made)
    assert title.startswith("Too few to say whether Black officers were promoted more or less often than White officers; less than")
    assert title.endswith(f"less than {above:.1f} times the rate would usually be missed")
    clear = headline(release(detectable(result({"Black": (60, 120), "White": (200, 1600)}), reference="White"), BOARD))
    assert "missed" not in clear and clear.endswith("times the rate of White officers")


def test_what_was_found_needs_no_word_on_what_could_be_and_the_smallest_group_left_out_is_named():
    made = detectable(result({"Asian": (90, 200), "Black": (16, 120), "Mixed": (2, 30), "White": (200, 1600)}), reference="White")
    said = findings(release(made, policy_for("working")), most=1).sentences
    found = next(sentence for sentence in said if "Asian officers" in sentence)
    assert "Clear difference" in found and "usually show" not in found
    assert any(sentence.startswith("The smallest group of which there are too few to say is 30 officers with Mixed ethnicity. Groups") for sentence in said)
    assert headline(release(made, policy_for("working"))).startswith("Asian officers")  # the finding, not what could be found


def test_the_reference_is_the_rest_without_the_group_and_the_undeclared():
    assert of(detectable(result(FORCE), reference=REST), "Black")["detectable_above"] == pytest.approx(
        float(stats.smallest_detectable_ratio(base=120, reference_base=1800, reference_rate=230 / 1800).above)
    )


def test_what_could_be_found_is_planned_on_people_where_rows_are_of_the_same_people():
    """Each officer stands four times, and what one does once they do each time: 480 rows of 120 officers plan as 120, not as 480."""
    plain = result(FORCE)
    counts = plain.counts.assign(numerator=4 * plain.counts["numerator"], denominator=4 * plain.counts["denominator"])
    people = plain.counts["denominator"].astype(float)
    spread = dict(people=people, cases_squared=16.0 * plain.counts["numerator"], cases_by_base=16.0 * plain.counts["numerator"], base_squared=16.0 * people)
    clustered = replace(plain, counts=counts.assign(**spread))
    rows, alike, four = (of(detectable(each, reference="White"), "Black") for each in (replace(plain, counts=counts), plain, clustered))
    assert four["detectable_above"] == pytest.approx(alike["detectable_above"], rel=0.02)
    assert four["detectable_above"] > rows["detectable_above"] + 0.2 and four["detectable_below"] < rows["detectable_below"] - 0.1
    assert SEVERAL in detectable(clustered, reference="White").definition.notes and SEVERAL not in detectable(plain, reference="White").definition.notes


# --- funnel -----------------------------------------------------------------------------------------------------------

UNITS = {"Patrol": (40, 500), "Custody": (45, 250), "Traffic": (8, 120), "Desk": (3, 40), "Marine": (9, 90)}


def test_a_unit_outside_the_exact_limits_of_the_whole_is_called_out():
    table = funnel_plot(result(UNITS, characteristic="unit")).unreleased.set_index("group")
    assert table.loc["Custody", "signal"] == "above the 99.8% limits" and table.loc["Patrol", "signal"] != "above the 99.8% limits"
    assert table["centre"].iloc[0] == pytest.approx(105 / 1000)
    low, high = stats.control_limits(250, 0.105, confidence=0.998)
    assert (table.loc["Custody", "outer_low"], table.loc["Custody", "outer_high"]) == (low, high)
    assert pd.isna(table.loc["All", "signal"])


def test_a_unit_exactly_on_a_limit_is_within():
    low, high = stats.control_limits(250, 0.1, confidence=0.998)
    even = {"A": (round(high * 250), 250), "B": (100 - round(high * 250), 750)}
    assert funnel_plot(result(even, characteristic="unit")).unreleased.set_index("group").loc["A", "signal"] != ("above the 99.8% limits")


def test_small_units_are_hidden_counted_and_their_limits_with_them():
    released = release(funnel_plot(result(UNITS, characteristic="unit")), BOARD)
    table = released.table.set_index("group")
    assert table.loc["Desk", "status"] == "hidden" and pd.isna(table.loc["Desk", "limit_high"])
    said = " ".join(findings(released))
    hidden = int(table.drop(index="All")["rate"].isna().sum())
    assert f"{hidden} of 5 units are hidden" in said and "Desk" not in said
    assert headline(released) == "Officers in Custody were promoted more often than chance alone would give"
    figure = plot_funnel(released)
    assert "Desk" not in figure.html().split("<details")[0].split("Hidden:")[0]


MORE = {"Patrol": (40, 500), "Custody": (45, 250), "Traffic": (8, 120), "Marine": (9, 90), "Dogs": (12, 110), "Firearms": (14, 160)}


def test_shown_units_stand_beside_their_rates_drawn_towards_the_whole_of_those_shown():
    table = release(funnel_plot(result({**MORE, "Desk": (3, 40), "Stores": (2, 30)}, characteristic="unit")), BOARD).table.set_index("group")
    seen = table[table["rate"].notna() & table.index.isin(MORE)]
    found = stats.shrunk_rates(seen["numerator"].to_numpy(float), seen["denominator"].to_numpy(float))
    assert len(seen) >= 5 and seen["shrunk_rate"].to_numpy(float) == pytest.approx(found.rate)
    assert table.loc[~table.index.isin(seen.index), ["shrunk_rate", "shrunk_low", "shrunk_high"]].isna().all(axis=None)
    whole = seen["numerator"].sum() / seen["denominator"].sum()
    assert (abs(seen["shrunk_rate"] - whole) <= abs(seen["rate"] - whole) + 1e-12).all()


@pytest.mark.parametrize("hidden", [{"Desk": (2, 40), "Stores": (3, 30)}, {"Desk": (4, 44), "Stores": (1, 26)}, {"Desk": (1, 60), "Stores": (4, 10)}])
def test_what_is_hidden_changes_no_rate_drawn_towards_the_whole(hidden):
    """The same units shown beside other hidden ones of the same sum: nothing that is printed may differ."""
    first, other = (release(funnel_plot(result({**MORE, **units}, characteristic="unit")), BOARD) for units in ({"Desk": (3, 40), "Stores": (2, 30)}, hidden))
    assert first.table.equals(other.table) and findings(first).sentences == findings(other).sentences


def test_how_much_units_vary_is_said_and_few_units_are_not_drawn_in():
    said = " ".join(findings(release(funnel_plot(result(MORE, characteristic="unit")), BOARD)))
    found = stats.shrunk_rates(*zip(*MORE.values(), strict=True))
    assert f"The 6 shown vary {found.dispersion:.1f} times as much as chance alone would make them. Drawn towards the whole, they run from" in said
    alike = {name: (round(0.1 * base), base) for name, (_, base) in MORE.items()}
    assert "no more than chance, so their order says nothing" in " ".join(findings(release(funnel_plot(result(alike, characteristic="unit")), BOARD)))
    few = release(funnel_plot(result({name: MORE[name] for name in ("Patrol", "Custody", "Traffic")}, characteristic="unit")), BOARD)
    assert few.table["shrunk_rate"].isna().all() and "Drawn towards" not in " ".join(findings(few))


def test_a_hidden_total_leaves_no_limit_to_invert():
    released = release(funnel_plot(result({"A": (1, 30), "B": (2, 40)}, characteristic="unit")), BOARD)
    assert released.table[["centre", "limit_low", "outer_high", "signal"]].isna().all(axis=None)


# --- what makes no sense ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: bounds(result(FORCE), reference=HIGHEST), "bounds.. needs one group, or 'the rest'"),
        (lambda: bounds(result(FORCE), reference="Black people"), "does not occur"),
        (lambda: detectable(result(FORCE, kind="rate"), reference="White"), "is a rate"),
        (lambda: detectable(result(FORCE), reference="White", power=80), "power must lie between 0 and 1"),
        (lambda: detectable(result(FORCE), reference=HIGHEST), "detectable.. needs one group"),
        (lambda: funnel_plot(result(UNITS, total=False)), "no total row for 12m, ethnicity_5"),
        (lambda: funnel_plot(Result("x", "statistic", DEFINITION, pd.DataFrame())), "not a statistic"),
        (lambda: result({"Asian": (30, 20), "White": (5, 50)}), "1 of its rows have more events than base.*group Asian"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, said):
    with pytest.raises(UsageError, match=said):
        call()


def test_a_group_with_no_base_is_a_row_and_no_error():
    made = release(bounds(result({**FORCE, "Mixed": (0, 0)}), reference="White"), BOARD)
    row = made.table.set_index("group").loc["Mixed"]
    assert row["status"] == "not_applicable" and pd.isna(row["disparity_ratio"])


def test_public_figures_are_rounded_like_the_ratio_beside_them():
    table = release(bounds(result({"Asian": (60, 400), "White": (200, 1600), "Not stated": (30, 200)}), reference="White"), policy_for("public")).table
    values = table["highest_ratio"].dropna().to_numpy(float)
    assert len(values) and np.allclose(values * 10, np.round(values * 10))


def test_a_side_on_which_nothing_could_be_found_is_not_marked_as_hidden():
    """26 beside 1,600 at 12.5%: not even a rate of 0 would be found 8 times in 10 (binomial power 0.5), a ratio above 2 would."""
    made = release(detectable(result({"Asian": (7, 26), "White": (200, 1600)}), reference="White"), policy_for("working"))
    row = next(cells for cells in ei_table(made).grid.rows if cells[0] == "Asian")
    assert row[-1] == "none" and float(row[-2]) > 2


def test_a_page_says_a_comparison_once_with_what_could_be_found():
    from eianalysis.forms import show

    said = list(show(release(detectable(result(FORCE), reference="White"), BOARD)).said)
    assert len([one for one in said if one.startswith(said[0][:60].removeprefix("SYNTHETIC DATA. "))]) == 1
    assert "would usually show" in said[0]
