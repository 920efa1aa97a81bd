"""A bias audit comes in as counts: by group and sex, or as a wide table; it is compared, released and shown."""

import re
import shutil
from pathlib import Path

import pytest

import eianalysis as ei
from eianalysis.errors import DataFault
from eianalysis.policy import policy_for
from eianalysis.sources.propose.look import look

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "bias-audit"
BOARD = policy_for("board")


def rows(released, **where):
    table = released.table
    for name, value in where.items():
        table = table[table[name] == value]
    return table.set_index("group")


@pytest.fixture
def audit():
    return ei.release(ei.compare(ei.read_counts(EXAMPLE, "sift_audit"), reference="White"), BOARD)


def test_the_counts_are_those_of_the_file_and_the_ratios_those_it_prints(audit):
    """The audit's own rates and ratios are not read, and come out the same."""
    printed = [line.split(",") for line in (EXAMPLE / "audit.csv").read_text().splitlines() if line.startswith(("Female,", "Male,"))]
    for sex, group, applied, passed, _, ratio in printed:
        row = rows(audit, sex=sex).loc[{"Unknown": "Not recorded", "Total": "All"}.get(group, group)]
        if sex == "Male" and group in ("Mixed", "Total"):
            assert row["status"] == "not_available"
            continue
        assert (row["numerator"], row["denominator"]) == (int(passed), int(applied))
        if ratio and group != "White":
            assert round(row["disparity_ratio"], 2) == float(ratio)
    assert audit.note == "These counts are published: nothing is hidden."


def test_it_is_shown_whole_and_by_sex(audit):
    said = str(ei.findings(audit))
    assert "Male: 41 of 110 Black applicants passed (37.3%). For White applicants it was 57.5%." in said
    assert "Clear difference, less favourable to Black applicants." in said and "Not available, in some of the tables: All and Mixed." in said
    one = str(ei.show(audit.only(sex="Female")))
    assert "52 of 130 Black applicants" in one and "Applicants passed by the automated sift" in one and "Male" not in one.replace("Female", "")


def test_a_wide_table_whose_base_is_all_outcomes_together():
    found = ei.read_counts(EXAMPLE, "sift_audit_wide")
    assert {row.group: (row.numerator, row.denominator) for row in found.counts.itertuples()} == {
        "All": (657, 1303),
        "Asian": (99, 218),
        "Black": (93, 240),
        "Mixed": (24, 51),
        "White": (420, 750),
        "Not recorded": (21, 44),
    }
    released = ei.release(ei.compare(found, reference="White"), BOARD)
    assert rows(released)["verdict"]["Black"] == "clear difference" and "93 of 240 Black applicants" in str(ei.findings(released))


def test_an_audit_that_nobody_published_goes_through_the_gate(tmp_path):
    for name in ("counts.toml", "audit-wide.csv"):
        shutil.copyfile(EXAMPLE / name, tmp_path / name)
    wide = tmp_path / "audit-wide.csv"
    wide.write_text(wide.read_text().replace(",24,21,657", ",2,21,635"))
    released = ei.release(ei.read_counts(tmp_path, "sift_audit_wide"), BOARD)
    assert not released.table["numerator"].eq(2).any() and released.note != "Nothing is hidden."
    text = (tmp_path / "counts.toml").read_text()
    (tmp_path / "counts.toml").write_text(text.replace('file = "audit-wide.csv"', 'file = "audit-wide.csv"\npublished = true'))
    assert ei.release(ei.read_counts(tmp_path, "sift_audit_wide"), BOARD).table["numerator"].eq(2).sum() == 1


def test_rates_are_no_counts_and_the_advice_cures(tmp_path):
    shutil.copyfile(EXAMPLE / "audit.csv", tmp_path / "audit.csv")
    text = (EXAMPLE / "counts.toml").read_text()
    (tmp_path / "counts.toml").write_text(text.replace('column = "Passed"', 'column = "Pass rate"'))
    with pytest.raises(DataFault, match=r"'54\.3%' is no count; .*a rate has no counts in it: name the column or the rows of numbers"):
        ei.read_counts(tmp_path, "sift_audit")
    (tmp_path / "counts.toml").write_text(text)
    assert ei.read_counts(tmp_path, "sift_audit").counts["numerator"].notna().any()


def test_who_asks_map_is_led_to_counts():
    with pytest.raises(DataFault, match=re.escape("counts by group, as of an audit or a published table, are read through counts.toml")):
        look(EXAMPLE / "audit-wide.csv")
