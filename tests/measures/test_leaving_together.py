"""What the two pages on leaving say and give away together: tables of one page attacked as a reader would, and their words."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

import eianalysis as ei
from eianalysis.errors import EIAnalysisError
from eianalysis.stats import same_rate_test

HIDDEN = ("hidden",)


@pytest.fixture(scope="module")
def cycle():
    return replace(ei.load_cycle("2023-04"), primary_comparisons=())


@pytest.fixture(scope="module")
def force(cycle):
    return {"people": ei.load_workforce(cycle), "leavers": ei.load_leavers(cycle), "joiners": ei.load_joiners(cycle), "cycle": cycle}


@pytest.fixture(scope="module")
def early(force, cycle):
    return ei.release(ei.early_leaving(**force), cycle.policy)


@pytest.fixture(scope="module")
def asked(cycle):
    return {"interviews": ei.load_exit_interviews(cycle), "leavers": ei.load_leavers(cycle), "cycle": cycle}


class TestThemes:
    def test_every_theme_is_a_row_at_every_door_so_that_a_gap_says_nothing(self, asked):
        counts = ei.exit_themes(**asked).counts
        assert set(counts.groupby("exit_type")["group"].apply(frozenset)) == {frozenset(counts["group"])}
        retired = counts[counts["exit_type"] == "Retirement"].set_index("group")["numerator"]
        assert retired["Progression and development"] == 0 and retired["All"] == 14

    def test_what_one_hides_does_not_follow_from_how_many_interviews_were_held(self, asked, cycle):
        shown = ei.release(ei.exit_themes(**asked), cycle.policy).table
        held = (
            ei.release(ei.exit_interviews(**asked), cycle.policy)
            .table.query("characteristic == 'exit_type' and step == 'Completed'")
            .set_index("group")["numerator"]
        )
        cells = list(shown[["exit_type", "group"]].itertuples(index=False, name=None))
        rows, values = [], []
        for (exit_type, theme), known in zip(cells, shown["numerator"], strict=True):
            if pd.notna(known):
                rows.append([float(cell == (exit_type, theme)) for cell in cells])
                values.append(float(known))
        for exit_type in set(shown["exit_type"]):  # the themes of an exit type add up to it, and to what the other table says of it
            rows.append([(d == exit_type) * (1.0 if t != "All" else -1.0) for d, t in cells])
            rows.append([float((d, t) == (exit_type, "All")) for d, t in cells])
            values += [0.0, float(held[exit_type])]
        for theme in set(shown["group"]):  # the exit types add up to all
            rows.append([(t == theme) * (1.0 if d != "All" else -1.0) for d, t in cells])
            values.append(0.0)
        for place in np.flatnonzero(shown["status"].isin(HIDDEN)):
            aim = np.eye(len(cells))[place]
            low, high = (sign * linprog(sign * aim, A_eq=rows, b_eq=values).fun for sign in (1, -1))
            assert high - low > 1.5, f"{cells[place]} can only be {low:.0f} to {high:.0f}"

    def test_nor_do_the_women_who_took_a_stay_interview_follow_from_the_themes(self, force, cycle):
        stays = ei.load_stay_interviews(cycle)
        made = ei.stay_interviews(stays, force["people"], force["leavers"], cycle=cycle, by="women")
        shown = ei.release(made, cycle.policy).table.query("step == 'Completed'").set_index("group")
        total = ei.release(ei.stay_themes(stays, cycle=cycle), cycle.policy).table.set_index("group").loc["All", "numerator"]
        assert shown.loc["All", "numerator"] == total
        assert shown.loc[["Women officers", "All other officers"], "numerator"].isna().all()


def test_resignations_by_ethnicity_and_by_door_are_of_the_same_people(force, asked, cycle):
    made = ei.turnover(**force, by="ethnicity", months=36, measure="voluntary_turnover_start_headcount")
    shown = ei.release(made, cycle.policy).table.set_index("group")
    by_exit_type = ei.release(ei.exit_interviews(**asked), cycle.policy).table.query("characteristic == 'exit_type' and step == 'Offered'")
    assert shown.loc["All", "numerator"] == by_exit_type.set_index("group").loc["Resignation", "denominator"]
    assert shown.loc["Not declared or not recorded", "numerator"] >= 5  # so that nothing of the table has to be hidden
    assert shown["numerator"].notna().all()


def test_units_are_rows_of_their_own_directorate_only(force):
    counts = ei.early_leaving(**force).counts.query("group != 'All'")
    real = {
        pair for table in ("people", "leavers", "joiners") for pair in force[table].frame[["directorate", "unit"]].dropna().itertuples(index=False, name=None)
    }
    assert set(counts[["directorate", "group"]].itertuples(index=False, name=None)) <= real and len(counts) > 15


class TestPanels:
    def test_the_title_says_whether_any_stands_out(self, force, cycle):
        rates = ei.release(ei.leaver_rate(**force, by="directorate", months=36), cycle.policy)
        drawn = rates.table[rates.table["rate"].notna() & (rates.table["group"] != "All")]
        p = same_rate_test(drawn["numerator"].to_numpy(float), drawn["denominator"].to_numpy(float), kind=drawn["kind"].iloc[0])
        title = ei.plot_panels(rates).title
        assert title.endswith(f"no difference between the {len(drawn)} directorates shown stands out") == (p >= 0.05)

    def test_the_text_alternative_is_of_what_is_drawn(self, force, cycle):
        both = ei.release(ei.leaver_rate(**force, by=["directorate", "working_pattern"]), cycle.policy)
        text = ei.plot_panels(both, by="directorate").alt
        assert "Local Policing: 12 months" in text and "Full time" not in text and "No directorates are hidden." in text

    def test_what_is_too_small_is_counted_and_not_named(self, force, cycle):
        both = ei.release(ei.leaver_rate(**force, by=["directorate", "working_pattern"]), cycle.policy)
        text = ei.plot_panels(both, by="working_pattern").alt
        assert "Flexible, agreed informally" not in text and "2 of 5 working patterns are too small to show." in text
        assert "2 of 9 groups are too small to show." in ei.plot_panels(both).alt  # directorates and patterns in one figure

    def test_a_unit_nobody_new_served_in_is_not_listed(self, early):
        assert "no rate" not in ei.plot_panels(early).alt and "(base 0)" not in ei.plot_panels(early).alt


def test_the_lead_gives_no_order_that_chance_could_have_made(early, asked, cycle):
    (line,) = ei.board_lines(early)
    assert "no directorate stands out: chance alone could make" in line and "highest" not in line and "36 months to 31 March 2023" in line
    (line,) = ei.board_lines(ei.release(ei.exit_themes(**asked), cycle.policy))
    assert "most often Progression and development (25%)" in line and "of 95 exit interviews" in line
    shown = ei.release(ei.exit_themes(**asked), cycle.policy).table.query("exit_type == 'All'")
    assert ("of the themes that can be shown" in line) == shown["status"].isin(HIDDEN).any()


def test_steps_are_said_by_what_people_did(asked, cycle):
    made = ei.release(ei.compare(ei.exit_interviews(**asked, by="planned_exit"), reference={"planned_exit": "Planned exit"}), cycle.policy)
    said = str(ei.findings(made))
    assert "officers who left (unplanned exit) were offered an exit interview" in said and "got to the step" not in said
    assert "Held, of all who left 39.6%" in said


class TestTestedTitle:
    def test_the_title_of_curves_does_not_say_more_than_the_test(self, force, cycle):
        curve = ei.release(ei.survival(**force, by="ethnicity"), cycle.policy)
        test = ei.release(ei.compare_survival(**force, by="ethnicity"), cycle.policy)
        assert test.table["p_value"].iloc[0] == pytest.approx(0.084, abs=0.005)
        assert ei.plot_survival(curve, test=test).title == "Over whole careers the difference by ethnicity (2 groups) may be chance"
        assert ei.plot_survival(curve).title == ei.plot_survival(curve, test=None).title

    def test_it_is_judged_at_the_level_of_the_cycle(self, force, cycle):
        wide = {**force, "cycle": replace(cycle, confidence=0.9)}
        curve, test = (ei.release(made, cycle.policy) for made in (ei.survival(**wide, by="ethnicity"), ei.compare_survival(**wide, by="ethnicity")))
        assert ei.plot_survival(curve, test=test).title == "Over whole careers chance would seldom give such a difference by ethnicity"

    def test_a_test_of_other_groups_says_nothing_of_these(self, force, cycle):
        curve = ei.release(ei.survival(**force, by="ethnicity"), cycle.policy)
        other = ei.release(ei.compare_survival(**force, by="sex"), cycle.policy)
        assert ei.plot_survival(curve, test=other).title == ei.plot_survival(curve).title


def test_several_tables_are_saved_in_one_go(force, cycle, tmp_path, early):
    there = replace(cycle, outputs_dir=tmp_path)
    saved = ei.save([early], there) + ei.save({"again": early}, there)
    assert [made.path.stem for made in saved] == ["early_leaving_rate", "again"] and all(made.path.exists() for made in saved)
    with pytest.raises(EIAnalysisError, match="cannot be a table's name"):
        ei.save({"Not A Name": early}, there)
