"""Shares beside populations: by hand, against R, on the Home Office's own table of the City, and through the gate."""

import gzip
from dataclasses import replace
from unittest.mock import Mock

import pandas as pd
import pytest
from scipy.stats import binomtest, fisher_exact

import eianalysis as ei
from eianalysis.errors import DataFault, DisclosureError, UsageError
from eianalysis.measures.benchmarks import beside
from eianalysis.measures.representation import CONSTABLES
from eianalysis.results import NOT_NAMED
from eianalysis.measures.shares import people_short
from eianalysis.policy import policy_for
from eianalysis.sources import Source, TypedTable
from eianalysis.wording.headline import full_title as headline
from tests.builders import workforce

BOARD = policy_for("board")
COLUMNS = ["population", "source", "year", "geography", "age_range", "characteristic", "group", "count", "share", "precision", "forces", "pool", "note"]


def populations(*rows):
    frame = pd.DataFrame([{"source": "a census", "geography": "here", "note": "", **row} for row in rows]).reindex(columns=COLUMNS)
    return TypedTable("benchmarks", frame, (Source("benchmarks", "benchmarks.csv", "0" * 64, len(frame), "real"),))


def town(women=400, men=600, **more):
    named = {"population": "Town", "year": 2021, "age_range": "16 to 64", "characteristic": "sex", "precision": "A", **more}
    return populations({**named, "group": "Female", "count": women}, {**named, "group": "Male", "count": men})


def force(*parts, **more):
    """A force from (sex, rank, number) or (sex, rank, number, directorate, flag)."""
    rows = [(sex, rank, *rest) for sex, rank, number, *rest in parts for _ in range(number)]
    names = ["sex", "rank_grade", "directorate", "specialist_flag"][: len(rows[0])]
    return workforce(pd.DataFrame(rows, columns=names), **more)


PLAIN = (("F", "Constable", 60), ("M", "Constable", 140), ("F", "Sergeant", 15), ("M", "Sergeant", 85))


def test_nobody_is_said_to_be_short_of_what_may_be_no_difference():
    """115 of 300 are women (38.3%), beside 40%: 5 would make it up, and nothing says that the share differs."""
    made = ei.release(ei.representation(force(("F", "Constable", 115), ("M", "Constable", 185)), by="sex", benchmark=town()), BOARD)
    row = made.table.set_index("group").loc["Female"]
    assert row["verdict"] in ("no material difference", "too few to say") and pd.isna(row["people_short"])
    assert "short" not in str(ei.findings(made))


@pytest.mark.parametrize("short, said", [(4.007, 4), (4.0, 4), (4.5, 5), (4.49, 4), (0.2, 0), (-3.0, 0)])
def test_people_short_are_the_nearest_whole_number(short, said):
    """A benchmark of 28.66% and not 28.7% moves the shortfall by less than a person: 4.007 is about 4."""
    table = pd.DataFrame({"benchmark": ["Town"], "characteristic": "sex", "group": "Female", "gap": [-short / 83], "denominator": [83.0]})
    row = people_short(table.assign(verdict="clear difference"), known={("Town", "sex", "Female"): Mock(share=0.3)}).iloc[0]
    assert row["people_short"] == said


def test_shares_gaps_and_people_short_by_hand():
    """75 of 300 are women (25%), 40% of the town: 15 points lower, 0.625 times, 45 women short (0.4 x 300 - 75)."""
    made = ei.representation(force(*PLAIN), by="sex", benchmark=town())
    table = ei.release(made, BOARD).table.set_index("group")
    row = table.loc["Female"]
    assert (row["numerator"], row["denominator"], row["people_short"]) == (75, 300, 45)
    assert row[["rate", "gap", "disparity_ratio", "benchmark_share"]].astype(float).round(6).tolist() == [0.25, -0.15, 0.625, 0.4]
    exact = binomtest(75, 300, 0.4)
    assert float(row["p_value"]) == pytest.approx(exact.pvalue)
    assert (float(row["rate_low"]), float(row["rate_high"])) == pytest.approx(tuple(exact.proportion_ci()))
    assert float(row["ratio_high"]) == pytest.approx(exact.proportion_ci().high / 0.4)
    assert row["reference"] == "Town" and row["verdict"] == "clear difference"
    assert table.loc["Male", "people_short"] == 0 and pd.isna(table.loc["All", "reference"])
    assert table["benchmark"].unique().tolist() == ["Town (16 to 64, 2021, approximate)"]


def test_a_title_counts_the_parts_that_are_below_and_a_table_says_a_population_in_full_once():
    """20 of 100 and 60 of 200 women beside 40%: the one is clearly below, the other clearly too; 41% of 100 is not."""
    parts = (
        ("F", "Constable", 20, "North", "N"),
        ("M", "Constable", 80, "North", "N"),
        ("F", "Constable", 60, "South", "N"),
        ("M", "Constable", 140, "South", "N"),
        ("F", "Constable", 41, "West", "N"),
        ("M", "Constable", 59, "West", "N"),
    )
    made = ei.release(ei.representation(force(*parts), by="sex", within="directorate", benchmark=town()), BOARD)
    title = headline(made.only("directorate"))
    assert title.startswith("Female officers: clearly below Town in 2 of the 3 directorates shown; Male officers: ")
    assert str(ei.board_lines(made.only())).endswith(", on 31 March 2023. Male officers: 69.8%, no material difference from Town.")
    alike = ei.release(
        ei.representation(
            force(*[(sex, "Constable", 50, place, "N") for place in "AB" for sex in "FM"]), by="sex", within="directorate", benchmark=town(women=500, men=500)
        ),
        BOARD,
    )
    assert headline(alike.only("directorate")) == ("Female officers and male officers: in none of the 2 directorates shown clearly other than Town")
    said = str(ei.findings(made.only("directorate")))
    assert said.count("Town (16 to 64, 2021, approximate)") == 1 and said.count("Town: 40.0%") == 3
    shown = ei.table(made.only("directorate"))._repr_html_().partition("<details")[0]
    assert shown.count("Town (16 to 64, 2021, approximate)") == 1 and "Reference: Town (16 to 64, 2021, approximate)." in shown


def test_the_undeclared_are_shown_and_are_in_no_share():
    made = ei.representation(force(*PLAIN, ("P", "Constable", 20)), by="sex", benchmark=town())
    rows = made.counts.set_index("group")
    assert tuple(rows.loc["Female", ["numerator", "denominator"]]) == (75, 300)
    assert tuple(rows.loc["Prefer not to say", ["numerator", "denominator"]]) == (20, 320)
    said = str(ei.findings(ei.release(made, BOARD)))
    assert "75 of 300 who declared (25.0%" in said and "so 15.0 points lower, about 45 people short: clear difference" in said
    assert "In no share, because they did not declare: 20 officers who preferred not to say their sex" in said


def test_each_rank_is_set_beside_constables():
    made = ei.release(ei.representation(force(*PLAIN), by="sex", within="rank_band", benchmark=town()), BOARD)
    row = made.only("rank_band", benchmark=CONSTABLES).table.set_index(["rank_band", "group"]).loc[("Sergeant", "Female")]
    assert row["reference"] == "Constable" and float(row["disparity_ratio"]) == pytest.approx((15 / 100) / (60 / 200))
    assert row["verdict"] == "clear difference" and float(row["p_value"]) == pytest.approx(fisher_exact([[15, 85], [60, 140]])[1])
    assert "Beside constables 15.0 points lower" in str(ei.findings(made.only("rank_band", benchmark=CONSTABLES)))


def test_several_dated_populations_stand_side_by_side_and_the_last_snapshot_counts(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    old, new = force(("F", "Constable", 90), ("M", "Constable", 10), as_at="2022-03-31"), force(*PLAIN)
    both = TypedTable("workforce_snapshot", pd.concat([old.frame, new.frame], ignore_index=True), new.sources, new.groupings)
    two = populations(*town().frame.to_dict("records"), *town(51, 49, population="Country", year=2011).frame.to_dict("records"))
    made = ei.representation(both, by="sex", benchmark=two, cycle=cycle)
    assert set(made.counts["benchmark"]) == {"Town (16 to 64, 2021, approximate)", "Country (16 to 64, 2011, approximate)"}
    assert set(made.counts["group"]) == {"All", "Female"}  # the cycle's reference group is what is left
    assert made.counts["denominator"].unique().tolist() == [300]
    named = ei.representation(both, by="sex", benchmark=two, cycle=cycle, populations=["Country"])
    assert set(named.counts["benchmark"]) == {"Country (16 to 64, 2011, approximate)"}
    with pytest.raises(UsageError, match="did you mean 'Country'"):
        ei.representation(both, by="sex", benchmark=two, populations=["Contry"])


def test_the_residents_of_the_city_are_no_pool_unless_asked_for(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    made = ei.representation(force(*PLAIN), by="sex", benchmark=ei.load_benchmarks(cycle), cycle=cycle)
    assert not made.counts["benchmark"].str.contains("City of London").any()
    assert made.counts["benchmark"].str.startswith("London residents (all ages, 2021").any()
    asked = ei.representation(force(*PLAIN), by="sex", benchmark=ei.load_benchmarks(cycle), populations=["City of London residents"])
    assert asked.counts["benchmark"].str.startswith("City of London residents").all()


@pytest.mark.parametrize(
    ("force_of", "names"), [("metropolitan", {"London residents", "England and Wales residents"}), ("kent", {"England and Wales residents"})]
)
def test_a_force_is_set_beside_populations_that_are_its_own_or_everybody_s(root, force_of, names):
    cycle = replace(ei.load_cycle("2023-04", data_dir=root / "data"), force=force_of)
    known = ei.load_benchmarks(cycle)
    of_workforce = ei.representation(force(*PLAIN), by="sex", benchmark=known, cycle=cycle).counts["benchmark"]
    of_searched = ei.shares_by_population(ei.load_stop_search(cycle), known, cycle=cycle)
    shown = set(of_searched.counts["population"].str.removesuffix(", 2021")) - {
        f"People searched, as {who}" for who in ("they described themselves", "the officer described them")
    }
    assert set(of_workforce.str.split(" (", regex=False).str[0]) - {CONSTABLES} == names == shown
    assert "City" not in " ".join(of_searched.definition.notes)


def test_the_forces_of_a_population_are_forces():
    assert len(beside(town(forces="kent; Essex"), "kent")) == len(beside(town(forces="kent; Essex"), "essex")) == 2
    assert len(beside(town(forces="Essex"), "kent")) == 0 and len(beside(town(forces="Essex"), None)) == 2
    with pytest.raises(DataFault, match="'kentt' is no police force; did you mean .Kent."):
        beside(town(forces="kentt"), "kent")


def test_a_population_without_a_year_is_a_fault(root, tmp_path):
    rows = town().frame.assign(year=[2021, pd.NA])
    with pytest.raises(DataFault, match="row 3, column 'year': Town, Male has no year"):
        ei.representation(force(*PLAIN), by="sex", benchmark=TypedTable("benchmarks", rows))
    with pytest.raises(DataFault, match="the share differs from the counts"):
        ei.representation(force(*PLAIN), by="sex", benchmark=TypedTable("benchmarks", town().frame.assign(share=[0.5, 0.5])))


def test_an_absent_or_blank_column_is_not_available():
    made = ei.representation(force(*PLAIN), by="sex", within=["specialist_flag"], benchmark=town())
    assert made.status == "not_available" and made.missing.columns == ("specialist_flag",)


def test_ranks_with_few_people_are_put_together_before_any_row_is_hidden():
    few = (*PLAIN, ("F", "Inspector", 8), ("M", "Inspector", 30), ("F", "Superintendent", 2), ("M", "Superintendent", 9))
    made = ei.release(ei.representation(force(*few), by="sex", within="rank_band", benchmark=town()), BOARD)
    ranks = made.table["rank_band"].unique().tolist()
    assert "Inspecting ranks and above" in ranks and "Superintending ranks" not in ranks
    assert "Inspecting ranks and above instead of" in made.level and not made.table["status"].str.startswith("hidden").any()


def test_a_squad_hidden_within_its_directorate_does_not_follow_from_it():
    parts = (
        ("F", "Constable", 3, "Specialist", "PPU"),
        ("M", "Constable", 12, "Specialist", "PPU"),
        ("F", "Constable", 30, "Specialist", ""),
        ("M", "Constable", 70, "Specialist", ""),
        ("F", "Constable", 40, "Local", ""),
        ("M", "Constable", 100, "Local", ""),
    )
    made = ei.release(ei.representation(force(*parts), by="sex", within=[("directorate", "specialist_flag")], benchmark=town()), BOARD)
    rows = made.table.set_index(["directorate", "specialist_flag", "group"])
    assert rows.loc[("Specialist", "PPU", "Female"), "status"] == "hidden"
    assert rows.loc[("Specialist", NOT_NAMED, "Female"), "numerator"] is pd.NA  # 33 - 30 would be the 3
    assert rows.loc[("Specialist", "All", "Female"), "numerator"] == 33
    shown = ei.table(made.only("directorate", specialist_flag=["PPU"]))._repr_html_().partition("<details")[0]
    assert "Reference: Town (16 to 64, 2021, approximate)." in shown  # in full once, whatever columns there are
    squads = made.only("directorate", specialist_flag=["PPU"]).table
    assert set(squads["specialist_flag"]) == {"PPU"}
    hidden = rows.loc[("Specialist", "PPU", "Female")]
    assert pd.isna(hidden["people_short"]) and hidden["benchmark_share"] == 0.4  # the population's share is public


def test_a_step_after_the_release_may_add_and_not_change(monkeypatch):
    from dataclasses import replace

    made = ei.representation(force(*PLAIN), by="sex", benchmark=town())
    with pytest.raises(DisclosureError, match="changes figures after their release"):
        ei.release(replace(made, after=(lambda table: table.assign(numerator=1),)), BOARD)


def test_a_part_of_a_release_is_named_by_its_keys():
    made = ei.release(ei.representation(force(*PLAIN), by="sex", within="rank_band", benchmark=town()), BOARD)
    assert set(made.only().table["rank_band"]) == {"All"}
    with pytest.raises(UsageError, match="has no key 'rank'"):
        made.only("rank")
    from eianalysis.results import require_release

    assert require_release(made.only(), "t") is not None  # still sealed


def test_the_city_s_women_by_rank_as_the_home_office_counts_them(shared):
    """31 March 2022, headcount: 213 of 893 officers are women (23.9%), 159 of 654 constables, 24 of 124 sergeants."""
    with gzip.open(shared / "public-data/workforce/police-uplift-2022-data.csv.gz") as file:
        every = pd.read_csv(file)
    city = every[every["force_name"].eq("London, City of") & every["date"].eq("2022-03-01") & every["worker_type"].eq("police officer")]
    ranks = {"Chief Officer": "Commander"}
    people = force(
        *((row.sex[0], ranks.get(row.rank_description, row.rank_description), int(row.total_headcount)) for row in city.itertuples() if row.total_headcount),
        as_at="2022-03-31",
    )
    made = ei.release(ei.representation(people, by="sex", within="rank_band", benchmark=town()), BOARD).table
    first = made[made["group"].eq("Female") & made["benchmark"].str.startswith("Town")].set_index("rank_band")
    assert first.loc["All", ["numerator", "denominator"]].tolist() == [213, 893]
    assert first.loc["Constable", ["numerator", "denominator"]].tolist() == [159, 654]
    assert first.loc["Sergeant", ["numerator", "denominator"]].tolist() == [24, 124]
    assert float(first.loc["All", "rate"]) == pytest.approx(0.2385, abs=5e-5)


def test_of_an_empty_list_every_part_that_has_a_name_is_shown(root):
    """Page 03 lists squads, and which there are is the force's: no notebook names them."""
    shares = ei.force("2023-04", data_dir=root / "data").ask("representation_share").release()
    named = shares.only("directorate", specialist_flag=[]).table
    assert set(named["specialist_flag"]) == {"TFG", "PPU"}
    pd.testing.assert_frame_equal(named, shares.only("directorate", specialist_flag=["TFG", "PPU"]).table)
