"""Writes docs/promises.md: what is promised, the test that proves it, and the figure, read from the tests and what they measured.

python docs/promises.py
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "promises.md"
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]  # the tests say how much they try, and runs what they measured

HEAD = """# What is promised, and what proves it

Each promise has a test that fails where it is broken. `make test` runs it, or `make long` where it takes many seconds, and CI runs both;
those marked *proof* are run by `make proof`. The figures are read from the tests and from what they measured. Written by
`python docs/promises.py`; a test keeps it in step.

| promise | proved by | how much |
|---|---|---|
"""


def number_of(test: str, what: str) -> int:
    """The number in a test's own bar: ``what`` is a pattern with one group, sought in the test's source."""
    path, name = test.split("::", 1)
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    function = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name.rpartition("::")[2])
    return int(re.search(what, ast.unparse(function))[1])


def lines_of(file: str) -> int:
    """How long a file is."""
    return (ROOT / file).read_text(encoding="utf-8").count("\n")


def promises() -> list[tuple[str, str, str]]:
    """``(promise, test, figure)``."""
    from measured import measured
    from tests.fuzz.readers import READERS
    from tests.fuzz.tried import CASES
    from tests.measures.test_windows import EDGES, WINDOWS
    from tests.mutants import told
    from tests.report.test_nasty_texts import NASTY
    from tests.report.test_slips import SLIPS
    from tests.report.test_verify_alone import FAULTS
    from tests.test_read_only import CHANGES

    with (ROOT / "docs" / "verdict-truth.csv").open(encoding="utf-8") as file:
        grid = [(float(row["false_alarm"]), float(row["coverage"])) for row in csv.DictReader(file)]
    inputs = re.search(r"^INPUTS \?= (\d+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1]
    ran = measured()
    fuzzed = f"{ran['fuzz']['failed']} of {ran['fuzz']['inputs']:,} fresh ones failed (`make fuzz`)" if "fuzz" in ran else f"{int(inputs):,} with `make fuzz`"
    killed = f"{ran['faults']['survived']} of {ran['faults']['kills']} kills survived" if "faults" in ran else "killed while a page runs"
    audited = f"{ran['intervals']['outcomes']:,} intervals in " if "intervals" in ran else ""
    mutants = told.figures().values()
    tried, noticed = sum(pair[0] for pair in mutants), sum(pair[1] for pair in mutants)
    recounted = "tests/recount/test_recount.py::test_two_hundred_rows_are_counted_again_and_agree"
    layouts = "tests/register/test_plan_corpus.py::test_there_are_at_least_forty_layouts_in_three_formats_each"
    notebooks = len(list((ROOT / "notebooks").glob("*.ipynb")))
    return [
        (
            "No small count follows from a pack and the one before it, for a reader who adds up all they print",
            "tests/attack/test_packs.py::test_nothing_follows_from_the_demo_pack_and_the_board_before",
            "the demo pack, all tables together",
        ),
        ("Nor from two boards of a force nobody has seen", "tests/attack/test_seeds.py::test_nothing_follows_from_two_boards_together", "*proof*: other seeds"),
        (
            "A reader who knows the rules cannot tell a hidden count from its neighbours",
            "tests/disclosure/test_attack.py::test_a_reader_who_knows_the_rules_and_reads_the_marks_is_left_with_more_than_one_value",
            "30 drawn tables and one chosen, each solved; where over a fifth hide nothing the test fails",
        ),
        (
            "A conclusion says nothing of what its measure's page hides",
            "tests/evidence/test_leaks.py::test_two_forces_that_differ_in_a_hidden_count_have_the_same_map",
            "1 to 4 leavers, 8 questions",
        ),
        ("What the gate has not seen stops the run", "tests/report/test_slips.py::test_a_slip_stops_the_run", f"{len(SLIPS)} slips of an analyst"),
        (
            "No reference of a person is in a pack, however it is written",
            "tests/report/test_references.py::test_a_reference_in_a_page_stops_the_run",
            "every `*_ref` column, workbook part and notebook part",
        ),
        (
            "A text cannot break out of where it stands",
            "tests/report/test_nasty_texts.py::TestPack::test_the_texts_are_there_as_they_were_written",
            f"{len(NASTY)} nasty texts in register, cycle and table",
        ),
        (
            "Nor can a label or a sheet of a mapping",
            "tests/report/test_nasty_texts.py::test_labels_of_a_mapping_bring_no_element_and_no_formula",
            f"{len(NASTY)} labels, four forms",
        ),
        (
            "Damaged input is read or refused in one message",
            "tests/test_fuzz.py::test_damaged_input_is_read_or_refused_in_one_message",
            f"{-(-200 // len(READERS)) * len(READERS)} inputs over {len(READERS)} readers; {fuzzed}; {len(list(CASES.glob('*--*')))} saved",
        ),
        (
            "A run that is killed leaves the last pack, and the next run works",
            "tests/report/test_run.py::test_a_killed_run_leaves_the_last_pack_and_the_next_run_works",
            f"{killed} ([which, and other faults](faults.md))",
        ),
        ("The same inputs give the same bytes", "tests/report/test_run.py::test_the_same_inputs_give_the_same_bytes", "every file of a pack"),
        (
            "A pack that was changed is told from one that was not",
            "tests/report/test_issue_verify.py::test_a_changed_or_added_file_is_named",
            "each file named",
        ),
        (
            "Whoever audits a pack needs nothing but Python and one file to read",
            "tests/report/test_verify_alone.py::test_each_kind_of_fault_is_named",
            f"{len(FAULTS)} kinds of fault named, {lines_of('eianalysis/verify.py')} lines",
        ),
        (
            "A notebook cannot change its data without a word",
            "tests/test_read_only.py::test_a_change_of_any_kind_is_refused",
            f"{len(CHANGES)} ways refused; what another program changed stops the run",
        ),
        (
            "The demo's figures are those of a count that shares no code with the package",
            recounted,
            f"at least {number_of(recounted, r'len[(]both[)] >= ([0-9]+)')} rows of figures",
        ),
        ("The committed notebooks show what the code says now", "tests/test_committed_outputs.py::test_the_outputs_are_those_of_now", f"{notebooks} notebooks"),
        (
            "A clear difference where there is none is said at most 5 times in 100",
            "tests/measures/test_verdict_truth.py::test_no_cell_cries_wolf_more_than_5_times_in_100",
            f"{len(grid)} cells, at worst {max(alarm for alarm, _ in grid):.1%}",
        ),
        (
            "A 95% range holds the truth about as often as it says",
            "tests/measures/test_verdict_truth.py::test_the_interval_holds_the_truth",
            f"{audited}{len(grid)} cells: on average {sum(held for _, held in grid) / len(grid):.1%}, at worst {min(held for _, held in grid):.1%}",
        ),
        (
            "More of a gap never earns a more reassuring word",
            "tests/stats/test_verdict.py::test_more_of_a_gap_never_earns_a_more_reassuring_word",
            "150 drawn walks from equal rates, bases 10 to 5,000",
        ),
        ("The statistics are those that others published", "tests/stats/test_published.py::test_lung_curves", "R's survival, worked examples"),
        (
            "A window holds its first and its last day, and no other",
            "tests/measures/test_windows.py::test_a_leaver_counts_from_the_first_to_the_last_day",
            f"{len(EDGES)} days at the edges of {len(WINDOWS)} windows",
        ),
        (
            "What is no window is refused",
            "tests/measures/test_windows.py::test_anything_else_is_refused_and_told_what_is_not",
            "18 months, 11, 13, 0 and others",
        ),
        (
            "Known effects of the synthetic force are found again, and none where there is none",
            "tests/synthetic/test_synthetic_effects.py::test_a_force_without_effects_has_none",
            "24 forces with effects, 12 without",
        ),
        (
            "An action plan is read field by field, or the doubt is said",
            layouts.replace("there_are_at_least_forty_layouts_in_three_formats_each", "nearly_all_fields_are_right_and_none_is_wrong_without_a_word"),
            f"at least {number_of(layouts, r'len[(]several[)] >= ([0-9]+)')} layouts, three formats",
        ),
        (
            "The tests would notice",
            "tests/test_mutants.py::test_the_committed_page_gives_a_reason_for_every_survivor_and_its_modules_and_tests_exist",
            f"{noticed} of {tried} mutants of {len(mutants)} modules noticed ([which](mutants.md))",
        ),
        ("Ten questions that no page answers take ten lines each", "tests/test_recipes.py::test_it_answers", "10 recipes, run from their page"),
        ("What a refusal advises works", "tests/dataset/test_advice.py::test_one_group_alone_is_answered_with_what_can_be_compared", "each advice carried out"),
        ("axe finds no fault of access in any page", "tests/browser/test_axe.py::test_axe_finds_no_violation", "every page, light and dark"),
        (
            "No connection is opened but to the tool's own kernels",
            "tests/report/test_no_network.py::test_no_connection_leaves_the_machine",
            "every address and name that Python asks for, in `check`, `run` and its kernels",
        ),
        (
            "It runs on Windows and macOS as on Linux",
            "tests/test_platforms.py::test_no_source_holds_a_form_of_one_system",
            "every source file; [what was run where](platforms.md)",
        ),
    ]


def page() -> str:
    return HEAD + "".join(f"| {promise} | `{test}` | {figure} |\n" for promise, test, figure in promises())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
