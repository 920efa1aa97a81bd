"""What a pack was made of and what is missing, on small tables worked by hand."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import UsageError
from eianalysis.measures.rates import build
from eianalysis.measures.catalogue import definition_of
from eianalysis.policy import policy_for
from eianalysis.sources import Source, TypedTable
from eianalysis.sources.apply import apply
from eianalysis.sources.mapping import Entry
from eianalysis.sources.read import ReadTable
from eianalysis.wording.trust import declared_title

BOARD = policy_for("board")


@pytest.fixture
def cycle(root):
    return ei.load_cycle("2023-04", data_dir=root / "data")


def table(name, frame, state="real", flags=(), aside=()):
    source = Source(name, f"{name}.csv", "0" * 64, len(frame), state, aside, flags)
    return TypedTable(name, frame, (source,), absent=state == "absent", synthetic=state == "synthetic")


def people(n, undeclared=0, **columns):
    values = ["White"] * (n - undeclared) + ["Not recorded"] * undeclared
    return pd.DataFrame(
        {"person_ref": [f"p{i}" for i in range(n)], "as_at": pd.Timestamp("2023-03-31"), "ethnicity_2": values, "worker_type": "officer", **columns}
    )


def test_an_input_table_says_its_state_file_rows_and_reach(cycle):
    real = table("workforce_snapshot", people(100))
    few = table("grievances", pd.DataFrame({"lodged": pd.to_datetime(["2023-01-05", "2023-02-09", "2023-06-01"])}), "synthetic")
    gone = table("leavers", pd.DataFrame(), "absent")
    rows = ei.release(ei.input_tables(real, few, gone, cycle=cycle), BOARD).table.set_index("table")
    assert rows.loc["Workforce snapshot", ["state", "records", "reach"]].tolist() == ["Real", "100 rows", "snapshot of 31 March 2023"]
    assert rows.loc["Grievances", "records"] == "fewer than 5 rows"  # three cases are three people
    assert rows.loc["Grievances", "reach"] == "records to February 2023"  # the month, and none after the cut-off
    assert rows.loc["Leavers", ["state", "file"]].tolist() == ["Absent", "needs leavers.csv"]


def test_16_and_18_plus_one_together_are_named_and_o1_counted(cycle):
    codes = ["W1"] * 20 + ["O1"] * 6 + ["A4"] * 5
    mixed = table("misconduct_cases", pd.DataFrame({"ethnicity_code": codes}), flags=(("rows that repeat another row exactly, kept", 7),))
    old = table("leavers", pd.DataFrame({"ethnicity_code": ["W1"] * 20 + ["O1"] * 2}))
    rows = ei.release(ei.code_checks(mixed, old, cycle=cycle), BOARD).table.set_index("table")
    assert rows.loc["Misconduct cases"].tolist()[:4] == ["16+1 and 18+1 together", "6 rows", "none", "7 rows, kept"]
    assert rows.loc["Leavers", "o1_counted_as_a4"] == "fewer than 5 rows"
    assert rows.loc["Leavers", "rows_that_stand_twice"] == "none: the key of every row was checked"


def test_words_a_mapping_translates_are_counted():
    read = ReadTable(pd.DataFrame({"sex": ["Dame", "Herr", "Dame", "F"]}, index=pd.Index(range(2, 6), name="row")), "x.csv", "0" * 64, 1, 4)
    done = apply(Entry("leavers", "x.csv", columns={"sex": "sex"}, values={"sex": {"Dame": "F", "Herr": "M", "F": "F"}}), read)
    assert done.translated == (("sex: words of the file translated by the mapping", 3),)


def test_blanks_are_counted_of_the_rows_that_can_have_the_field(cycle):
    frame = pd.DataFrame({"offered": [True] * 100, "completed": [True] * 40 + [False] * 60, "main_reason": ["Pay"] * 30 + [None] * 70})
    interviews = table("exit_interviews", frame)
    rows = ei.release(ei.completeness(interviews, cycle=cycle), BOARD).table.set_index("group")
    assert rows.loc["Main reason", ["numerator", "denominator"]].tolist() == [10, 40]
    assert rows.loc["Offered", ["numerator", "denominator"]].tolist() == [0, 100]
    said = list(ei.say_blanks(ei.release(ei.completeness(interviews, cycle=cycle), BOARD)))
    assert said == ["Exit interviews, main reason: blank in 10 of 40 rows (25%).", "1 of 2 fields are filled in every row."]
    assert ei.completeness(replace(interviews, absent=True), cycle=cycle).missing.file == "exit_interviews"


def test_the_matrix_says_yes_partly_no_and_by_link(cycle):
    held = table("workforce_snapshot", people(100, undeclared=20, sex=["Female"] * 100))
    training = table("training_attendance", pd.DataFrame({"person_ref": ["p1"] * 50, "course": ["x"] * 50}))
    outreach = table("outreach", pd.DataFrame(), "absent")
    made = ei.release(ei.characteristics_captured(held, training, outreach, cycle=cycle), BOARD)
    grid = ei.captured_matrix(made).grid
    across = dict(zip(grid.headers, zip(*grid.rows, strict=True), strict=True))
    assert across["Ethnicity"] == ("partly, 80%", "by link") and across["Sex"] == ("yes", "by link")
    assert across["Religion or belief"] == ("no", "no")  # the workforce table has none to be linked to
    assert any("outreach" in note for note in grid.notes)


def test_breaks_say_whether_a_trend_of_the_pack_crosses_them(cycle):
    made = ei.release(ei.definition_breaks(ei.load_definition_breaks(cycle), cycle=cycle), BOARD).table
    assert list(made["precision"].unique()) and set(made["precision"]) <= {"Published or counted", "Approximate", "To be checked"}
    inside = made.set_index("series")["in_the_pooled_months"]
    assert inside["Complaints and misconduct"] == "No"  # 1 February 2020; the 36 months begin on 1 April 2020
    assert inside["Home Office stop and search"] == "Yes"  # 1 April 2020, the first day itself


def counts(rows, kind="rate"):
    frame = pd.DataFrame(rows, columns=["characteristic", "group", "numerator", "denominator"])
    return build(
        "turnover_start_headcount_ex_transfers",
        definition_of("turnover_start_headcount_ex_transfers"),
        lambda _: frame.copy(),
        ({"ethnicity_2": "ethnicity_2"},),
        kind=kind,
        window="36m",
        period=(pd.Timestamp("2020-04-01"), pd.Timestamp("2023-03-31")),
        sources=(),
    )


def test_the_undeclared_together_can_be_shown_where_apart_they_cannot():
    made = counts(
        [
            ("ethnicity_2", "All", 161, 2821),
            ("ethnicity_2", "Ethnic minorities", 36, 441),
            ("ethnicity_2", "White", 110, 2127),
            ("ethnicity_2", "Not stated", 6, 121),
            ("ethnicity_2", "Prefer not to say", 3, 77),
            ("ethnicity_2", "Not recorded", 6, 55),
        ]
    )
    one = ei.release(ei.bounds(made, reference="White"), BOARD)
    assert one.table["group"].tolist()[3:] == ["Not declared or not recorded"] and "are one row, because apart" in one.note
    row = one.table.set_index("group").loc["Ethnic minorities"]
    assert row["lowest_ratio"] == pytest.approx(36 / (441 + 253) / ((110 + 15) / 2127), abs=0.005)
    assert row["highest_ratio"] == pytest.approx((36 + 15) / 441 / (110 / (2127 + 253)), abs=0.005)
    few = counts(
        [
            ("ethnicity_2", "All", 149, 2622),
            ("ethnicity_2", "Ethnic minorities", 36, 441),
            ("ethnicity_2", "White", 110, 2127),
            ("ethnicity_2", "Not stated", 2, 31),
            ("ethnicity_2", "Prefer not to say", 1, 11),
            ("ethnicity_2", "Not recorded", 0, 12),
        ]
    )
    said = list(ei.say_undeclared(one, ei.release(ei.bounds(few, reference="White"), BOARD)))
    assert "from 0.9 to 2.5 times, so the finding could change" in said[0]
    assert "hidden" in said[1] and said[2].startswith("The largest comparison for which it can be shown is: ")


@pytest.mark.parametrize(
    "left, of, minority, white, said",
    [
        (15, 253, (36, 441), (110, 2127), "It would turn if all 15 who were counted and did not declare were White officers."),
        (30, 253, (37, 441), (110, 2127), "It would turn if {at} of the 30 who were counted and did not declare were White officers."),
        (10, 800, (60, 441), (110, 2127), "and, of the 790 others, {rest} were officers from ethnic minorities."),
        (30, 253, (12, 441), (150, 2127), "It would turn if {at} of the 30 who were counted and did not declare were officers from ethnic"),
    ],
)
def test_the_undeclared_who_would_turn_a_finding_are_counted(left, of, minority, white, said):
    """The number is found again by trying one person more each time, those who left first."""
    made = counts(
        [
            ("ethnicity_2", "All", minority[0] + white[0] + left, minority[1] + white[1] + of),
            ("ethnicity_2", "Ethnic minorities", *minority),
            ("ethnicity_2", "White", *white),
            ("ethnicity_2", "Not stated", left, of),
        ]
    )
    told = list(ei.say_undeclared(ei.release(ei.bounds(made, reference="White"), BOARD)))[0]
    more = minority[0] / minority[1] > white[0] / white[1]
    for at in range(of + 1):
        events, others = min(at, left), max(at - left, 0)
        cases, base, other_cases, other_base = (
            (minority[0], minority[1] + others, white[0] + events, white[1]) if more else (minority[0] + events, minority[1], white[0], white[1] + others)
        )
        word = ei.stats.verdict(
            cases=cases, base=base, reference_cases=other_cases, reference_base=other_base, kind="rate", people=base, reference_people=other_base
        )
        if word not in ("clear difference", "possible difference"):
            break
    assert said.format(at=at, rest=at - left) in told


def test_nothing_is_said_of_turning_where_the_undeclared_are_hidden_or_nothing_was_found():
    rows = [
        ("ethnicity_2", "All", 148, 2600),
        ("ethnicity_2", "Ethnic minorities", 36, 441),
        ("ethnicity_2", "White", 110, 2127),
        ("ethnicity_2", "Not stated", 2, 32),
    ]
    same = [
        ("ethnicity_2", "All", 148, 2821),
        ("ethnicity_2", "Ethnic minorities", 23, 441),
        ("ethnicity_2", "White", 110, 2127),
        ("ethnicity_2", "Not stated", 15, 253),
    ]
    assert not any("would turn" in each for table in (rows, same) for each in ei.say_undeclared(ei.release(ei.bounds(counts(table), reference="White"), BOARD)))


def test_the_first_sentence_answers_whether_to_trust(cycle):
    held = table("workforce_snapshot", people(100, undeclared=30, religion=["Not stated"] * 45 + ["Christian"] * 55, sex=["Female"] * 100))
    declared = ei.release(ei.declaration_rate(held, cycle=cycle, characteristics=["ethnicity_2", "religion", "sex"]), BOARD)

    def said(*tables):
        return list(ei.say_trust(ei.release(ei.input_tables(*tables, cycle=cycle), BOARD), declared))

    real = said(held)
    assert real[0] == "Yes, with care where characteristics are not declared."
    assert real[1] == "Of 1 input tables 1 is real (workforce snapshot), none are synthetic and none are absent."
    assert "ethnicity (70% known)" in real[3] and real[4] == ("Hardly at all, because more than two in five are not known, by religion or belief (55% known).")
    gone = table("leavers", pd.DataFrame(), "absent")
    assert said(held, gone, replace(gone, name="joiners"))[0].startswith("In part:")
    assert said(held, table("joiners", people(10), "synthetic"))[0].startswith("SYNTHETIC DATA. Not as facts")
    assert declared_title(declared) == "Ethnicity and religion or belief are not known of more than one person in five"
    assert ei.plot_declared(declared).title == declared_title(declared)
    with pytest.raises(UsageError, match="without by"):
        ei.plot_declared(ei.release(ei.declaration_rate(held, cycle=cycle, characteristics=["sex"], by="worker_type"), BOARD))
