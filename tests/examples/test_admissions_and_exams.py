"""The page on two published cases: its code runs on the real files, and every quoted line is what it says."""

import pytest

import eianalysis as ei
from tests.examples import pages

PAGE = "docs/examples/admissions-and-exams.md"


@pytest.fixture(scope="module")
def ran(shared, root):
    return pages.run(root / PAGE, shared / "public-data" / "recruitment")


def test_every_quoted_line_is_printed_by_the_code_above_it(ran, root):
    quoted = pages.quoted(root / PAGE)
    assert len(quoted) == 7 and [line for line in quoted if line not in ran[0]] == []


def test_admissions_are_the_published_counts_and_turn_round(ran):
    table = ran[1]["admissions"].table.set_index("group")
    assert list(table.loc["Female", ["numerator", "denominator"]]) == [557, 1835]
    assert list(table.loc["Male", ["numerator", "denominator"]]) == [1198, 2691]
    row = table.loc["Female"]
    assert row["disparity_ratio"] < 0.8 and row["adjusted_ratio"] > 1 and row["verdict"] == "clear difference"
    said = " ".join(ei.findings(ran[1]["admissions"]))
    assert "the finding turns round" in said
    found = ran[1]["one_by_one"].table
    rates = found[found["group"] != "All"].pivot(index="department", columns="group", values="rate")
    assert set(rates.index[rates["Female"] > rates["Male"]]) == {f"Department {name}" for name in "ABDF"}  # as the file's notes have it


def test_the_common_odds_ratio_is_the_one_r_gives_for_its_own_copy_of_the_data(ran):
    """R 4.2.2: mantelhaen.test(UCBAdmissions, correct = FALSE): 0.9046968 (men over women), p 0.2169."""
    table = ran[1]["by_department"].counts
    women, men = (table[table["group"] == sex].set_index("department") for sex in ("Female", "Male"))
    pooled = ei.stats.mantel_haenszel(cases=men["numerator"], base=men["denominator"], reference_cases=women["numerator"], reference_base=women["denominator"])
    assert pooled.odds_ratio == pytest.approx(0.9046968, abs=1e-6)


def test_the_exams_give_the_published_four_fifths_facts(ran):
    table = ran[1]["exams"].table.set_index(["position", "group"])
    counts = {key: (int(row["numerator"]), int(row["denominator"])) for key, row in table.iterrows() if key[1] != "All"}
    assert counts == {
        ("Captain", "White"): (16, 25),
        ("Captain", "Black"): (3, 8),
        ("Captain", "Hispanic"): (3, 8),
        ("Lieutenant", "White"): (25, 43),
        ("Lieutenant", "Black"): (6, 19),
        ("Lieutenant", "Hispanic"): (3, 15),
    }
    ratios = {key: round(float(row["disparity_ratio"]), 3) for key, row in table.iterrows() if key[1] in ("Black", "Hispanic")}
    assert ratios == {("Captain", "Black"): 0.586, ("Captain", "Hispanic"): 0.586, ("Lieutenant", "Black"): 0.543, ("Lieutenant", "Hispanic"): 0.344}
    assert len(ran[1]["flags"]) == 4 and all(ran[1]["flags"].values())


def test_under_the_board_profile_the_small_exam_groups_are_hidden(ran):
    names = ran[1]
    table = ei.release(ei.compare(names["by_exam"], reference="White"), ei.load_cycle("2023-04").policy).table
    small = table[(table["position"] == "Captain") & table["group"].isin(["Black", "Hispanic"])]
    assert (small["status"] == "hidden").all() and small["disparity_ratio"].isna().all()
