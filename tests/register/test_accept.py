"""``accept``: a reviewed draft into the register in one step; open questions and undecided rows stop it; the next board has it."""

import csv
import shutil

import pytest

from eianalysis.cli import main
from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault, RefusedError
from eianalysis.register import accept as accepting
from eianalysis.register import atomic_write
from eianalysis.register.accept import accept, with_rows
from eianalysis.register.evidence import load_evidence
from eianalysis.register.files import JOURNAL
from eianalysis.register.import_register import import_register
from eianalysis.register.register_table import load_register

PLAN = """# Fair play plan

| Ref | Theme | Action | Owner | Due date | RAG | Status | Progress |
|---|---|---|---|---|---|---|---|
| 1 | Fair vetting | Report vetting refusals by ethnicity each quarter | Head of Vetting | 31/03/2024 | Amber | In progress | First report issued |
| 2 | Fair vetting | Offer an appeal workshop to refused candidates | Head of Vetting / HR | Q4 FY24 | Green | Complete | |
| 3 | Leading well | Start a sponsorship scheme for sergeants | J. Okafor | TBC | | | |
"""


@pytest.fixture
def data(tmp_path, root):
    """A copy of the project's data that a test may change."""
    for part in ("cycles", "recommendations", "reference"):
        shutil.copytree(root / "data" / part, tmp_path / "data" / part)
    return tmp_path / "data"


@pytest.fixture
def draft(tmp_path, data):
    """``draft(text, name)`` reads a plan into a draft and gives its path."""

    def make(text=PLAN, name="plan.md", *, out="draft.csv", prefix="FPP", mapping=None):
        (tmp_path / name).write_text(text, encoding="utf-8")
        import_register([str(tmp_path / name)], tmp_path / out, data_dir=data, prefix=prefix, mapping=mapping)
        return tmp_path / out

    return make


def rows(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def edit(path, change):
    """Rewrite a CSV file with ``change(row)`` made to each row."""
    told = rows(path)
    for row in told:
        change(row)
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(told[0]))
        writer.writeheader()
        writer.writerows(told)


def everything(data):
    return {path.relative_to(data): path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}


def added(data, before, name):
    """The rows that a file has after, and had not before."""
    place = next(path for path in before if path.name == name)
    old = before[place].decode("utf-8-sig").splitlines()
    return rows(data / place)[len(list(csv.reader(old))) - 1 :]


def test_a_draft_becomes_items_reports_owners_and_a_programme(draft, data):
    before = everything(data)
    lines = accept(draft(), data)
    assert "3 rows added to recommendations/register.csv" in "\n".join(lines)
    items, reports = added(data, before, "register.csv"), added(data, before, "updates.csv")
    assert [(row["item_id"], row["workstream"], row["owner_role"]) for row in items] == [
        ("FPP-01", "FV", "Head of Vetting"),
        ("FPP-02", "FV", "Head of Vetting;Human Resources"),
        ("FPP-03", "LW", "Lead named in the plan"),
    ]
    assert items[0]["title_plain"] == "Report vetting refusals by ethnicity each quarter" and items[0]["source_ref"] == "plan.md, line 5"
    assert [(row["status"], row["rag_reported"], row["date_end"], row["cycle_id"]) for row in reports] == [
        ("in_progress", "amber", "2024-03-31", "2023-04"),
        ("complete", "green", "2025-03-31", "2023-04"),
        ("unknown", "not_recorded", "", "2023-04"),
    ]
    assert "year_basis_unknown" in reports[1]["parse_flags"] and "title_as_written" in reports[0]["parse_flags"]
    owners = {row["owner_raw"]: row for row in added(data, before, "owners.csv")}
    assert owners["J. Okafor"]["person"] == "Y" and owners["Head of Vetting"]["person"] == "N" and "HR" not in owners
    assert added(data, before, "programmes.csv")[0]["programme"] == "Fair play plan"
    assert [(row["word"], row["label"]) for row in added(data, before, "lists.csv")] == [("FV", "Fair vetting"), ("LW", "Leading well")]


def test_the_next_board_has_the_plan_and_shows_no_name(draft, data):
    accept(draft(), data)
    frame = load_register(load_cycle("2023-04", data_dir=data)).frame
    own = frame[frame["source_doc"] == "FPP"]
    assert own["workstream_name"].tolist() == ["Fair vetting", "Fair vetting", "Leading well"] and own["live"].all()
    assert own["programme"].unique().tolist() == ["Fair play plan"] and not own.astype(str).apply(lambda cells: cells.str.contains("Okafor")).any().any()


def test_what_was_there_stays_byte_for_byte(draft, data):
    before = everything(data)
    accept(draft(), data)
    for name in ("updates.csv", "owners.csv", "register.csv", "programmes.csv"):
        place = next(path for path in before if path.name == name)
        assert (data / place).read_bytes().startswith(before[place])


def test_accepting_again_changes_nothing(draft, data):
    path = draft()
    accept(path, data)
    before = everything(data)
    assert accept(path, data)[-1] == "Nothing is new: the register has all of it." and everything(data) == before


def test_check_changes_nothing(draft, data, capsys):
    path, before = draft(), everything(data)
    assert main(["accept", str(path), "--check", "--data-dir", str(data)]) == 0
    assert "3 rows would be added to recommendations/register.csv" in capsys.readouterr().out and everything(data) == before


TWO_DATES = """| Action | Owner | Start date | End date | RAG |
|---|---|---|---|---|
| Write to all who left | HR | 01/02/2024 | 30/06/2024 | Green |
| Ask why they left | HR | 01/03/2024 | 31/07/2024 | Amber |
"""


def test_an_open_question_stops_it_and_its_answer_lets_it_go_on(draft, data):
    path, before = draft(TWO_DATES), everything(data)
    questions = path.with_name("draft-questions.csv")
    with pytest.raises(DataFault) as fault:
        accept(path, data)
    said = str(fault.value)
    assert "Q1 is not answered: Which column says when it is due? Taken: 'End date' (several columns hold dates)." in said
    assert "write one of its choices into draft-questions.csv: End date | Start date | none of them" in said and everything(data) == before
    edit(questions, lambda row: row.update(answer=row["answer"] or row["taken"]))  # as it says
    accept(path, data)
    assert [row["date_end"] for row in added(data, before, "updates.csv")] == ["2024-06-30", "2024-07-31"]


def test_another_answer_wants_another_reading_which_asks_no_more(draft, data, tmp_path):
    path, before = draft(TWO_DATES), everything(data)
    questions = path.with_name("draft-questions.csv")
    edit(questions, lambda row: row.update(answer="Start date" if row["question"] == "Q1" else row["answer"]))
    with pytest.raises(DataFault) as fault:
        accept(path, data)
    assert "import-register plan.md --prefix FPP --mapping draft-questions.csv --out another.csv" in str(fault.value)
    again = draft(TWO_DATES, out="another.csv", mapping=str(questions))  # as it says
    assert not [row for row in rows(tmp_path / "another-questions.csv") if row["question"].startswith("Q")]
    accept(again, data)
    assert [row["date_end"] for row in added(data, before, "updates.csv")] == ["2024-02-01", "2024-03-01"]


def test_an_answer_that_is_no_choice_is_a_fault(draft, data):
    path = draft(TWO_DATES)
    edit(path.with_name("draft-questions.csv"), lambda row: row.update(answer="Begin date" if row["question"] == "Q1" else row["answer"]))
    with pytest.raises(DataFault, match=r"row 2, column 'answer': 'Begin date' is none of the choices; did you mean"):
        accept(path, data)


def test_the_file_of_questions_is_needed_where_something_was_asked(draft, data, capsys):
    path = draft(TWO_DATES)
    path.with_name("draft-questions.csv").unlink()
    assert main(["accept", str(path), "--data-dir", str(data)]) == 2
    assert "there is no file draft-questions.csv" in capsys.readouterr().err


def test_rows_that_only_a_person_can_decide_stop_it(draft, data):
    text = PLAN.replace("| 31/03/2024 |", "| 31/02/2024 |").replace(
        "Offer an appeal workshop to refused candidates", "Make recruitment anonymous at every grade, not only the senior ones"
    )
    path, before = draft(text), everything(data)
    with pytest.raises(DataFault) as fault:
        accept(path, data)
    said = str(fault.value)
    assert "row 2, column 'decision': FPP-01: its date could not be read; write into its column 'decision': new, leave out, or same as" in said
    assert "row 3, column 'decision': FPP-02: it may be TRT-01" in said and everything(data) == before
    edit(path, lambda row: row.update(decision={"FPP-01": "new", "FPP-02": "same as TRT-01"}.get(row["item_id"], "")))
    accept(path, data)
    assert [row["item_id"] for row in added(data, before, "register.csv")] == ["FPP-01", "FPP-03"]
    assert [row["item_id"] for row in added(data, before, "updates.csv")] == ["FPP-01", "TRT-01", "FPP-03"]


def test_what_is_left_out_is_left_out_and_a_strange_decision_is_a_fault(draft, data):
    path, before = draft(), everything(data)
    edit(path, lambda row: row.update(decision="leave out" if row["item_id"] != "FPP-01" else "perhaps"))
    with pytest.raises(DataFault, match="'perhaps' is no decision; it can be: new, leave out, same as ID"):
        accept(path, data)
    edit(path, lambda row: row.update(decision="leave out" if row["item_id"] != "FPP-01" else ""))
    accept(path, data)
    assert [row["item_id"] for row in added(data, before, "register.csv")] == ["FPP-01"]


def test_a_corrected_cell_is_taken_and_one_that_says_two_things_is_a_fault(draft, data):
    path, before = draft(), everything(data)
    edit(path, lambda row: row.update(date_raw="30/09/2024") if row["item_id"] == "FPP-01" else None)
    with pytest.raises(DataFault) as fault:
        accept(path, data)
    assert "column 'date_start': '2024-03-31' is not what date_raw says (2024-09-30); correct date_raw, or leave date_start and date_end empty" in str(
        fault.value
    )
    edit(
        path,
        lambda row: (
            row.update(date_start="", date_end="", title_plain="Say who is refused", rag="red", owner_role="Head of People")
            if row["item_id"] == "FPP-01"
            else None
        ),
    )
    accept(path, data)
    item, report = added(data, before, "register.csv")[0], added(data, before, "updates.csv")[0]
    assert (item["title_plain"], item["owner_role"]) == ("Say who is refused", "Head of People")
    assert (report["date_end"], report["rag_reported"]) == ("2024-09-30", "red")


def test_a_later_version_of_the_plan_adds_reports_and_shows_changed_words(draft, data, tmp_path):
    accept(draft(), data)
    shutil.copyfile(data / "cycles" / "2023-04.toml", data / "cycles" / "2023-07.toml")
    text = (data / "cycles" / "2023-07.toml").read_text(encoding="utf-8").replace("2023-04-26", "2023-07-26").replace('cycle = "2023-04"', 'cycle = "2023-07"')
    (data / "cycles" / "2023-07.toml").write_text(text.replace('previous_cycle = "2023-01"', 'previous_cycle = "2023-04"'), encoding="utf-8")
    before = everything(data)
    later = PLAN.replace("First report issued", "Second report issued").replace("for sergeants", "for all sergeants")
    path = draft(later, "later.md", out="later.csv")
    assert [row["in_register"] for row in rows(path)] == ["same", "same", "wording changed"]
    with pytest.raises(DataFault, match="the register has FPP-03 in other words"):
        accept(path, data)
    edit(path, lambda row: row.update(decision="same as FPP-03" if row["item_id"] == "FPP-03" else ""))
    lines = "\n".join(accept(path, data))
    assert "FPP-03: its words changed with the paper's" in lines and "recommendations/owners.csv" not in lines
    assert [(row["item_id"], row["cycle_id"], row["progress_plain"]) for row in added(data, before, "updates.csv")] == [
        ("FPP-01", "2023-07", "Second report issued"),
        ("FPP-02", "2023-07", ""),
        ("FPP-03", "2023-07", ""),
    ]
    assert added(data, before, "register.csv") == []


def test_confirmed_evidence_goes_with_it_and_the_rest_does_not(draft, data, tmp_path):
    from eianalysis.evidence.propose import proposed_evidence

    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    import_register([str(tmp_path / "plan.md")], tmp_path / "d.csv", data_dir=data, prefix="FPP", propose=proposed_evidence)
    told = rows(tmp_path / "d-evidence.csv")
    assert {row["item_id"] for row in told} >= {"FPP-01", "FPP-02"} and all(row["confirmed"] == "" for row in told)
    assert next(row for row in told if row["item_id"] == "FPP-02")["measure"] == "vetting_appeals"
    edit(tmp_path / "d-evidence.csv", lambda row: row.update(confirmed="Y" if row["measure"] == "vetting_appeals" else ""))
    before = everything(data)
    accept(tmp_path / "d.csv", data)
    assert [(row["item_id"], row["measure"], row["direction"]) for row in added(data, before, "evidence.csv")] == [("FPP-02", "vetting_appeals", "no_target")]
    bound = load_evidence(load_cycle("2023-04", data_dir=data)).frame
    assert "FPP-02" in set(bound["item_id"])


def test_what_the_registers_own_checks_find_is_told_and_nothing_is_written(draft, data):
    path, before = draft(), everything(data)
    edit(path, lambda row: row.update(parent_id="FPP-99") if row["item_id"] == "FPP-02" else None)
    with pytest.raises(DataFault, match="'FPP-99' is not the id of another item"):
        accept(path, data)
    assert everything(data) == before


@pytest.mark.parametrize("lasting", [False, True])
def test_a_move_that_fails_puts_everything_back_or_is_completed_later(draft, data, monkeypatch, lasting):
    path, before, real = draft(), everything(data), atomic_write.os.replace
    tried = []

    def full(new, old):
        if str(old).endswith(".csv"):
            tried.append(old)
            if len(tried) == 3 or lasting and len(tried) > 3:
                raise OSError("disk full")
        real(new, old)

    monkeypatch.setattr(atomic_write.os, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        accept(path, data)
    monkeypatch.setattr(atomic_write.os, "replace", real)
    if lasting:  # not even what was moved could be put back
        assert accept(path, data)[0] == "An earlier step that was cut short is completed."
        assert len(added(data, before, "register.csv")) == 3 and not list(data.rglob(".*"))
    else:
        assert everything(data) == before


def test_a_step_cut_short_is_said_and_completed_by_the_next(draft, data, monkeypatch):
    path, before = draft(), everything(data)
    monkeypatch.setattr(accepting, "write_together", lambda files, old, journal: _cut_short(files, journal))
    with pytest.raises(KeyboardInterrupt):
        accept(path, data)
    assert (data / JOURNAL).is_file()
    with pytest.raises(DataFault, match="the step was cut short; run `eianalysis accept` with any draft: it completes that first"):
        load_register(load_cycle("2023-04", data_dir=data))
    monkeypatch.undo()
    assert accept(path, data)[0] == "An earlier step that was cut short is completed."  # as it says
    assert len(added(data, before, "register.csv")) == 3 and not list(data.rglob(".*"))
    assert len(load_register(load_cycle("2023-04", data_dir=data)).frame) > 300


def _cut_short(files, journal):
    """The machine stops after the first file is moved."""
    import json

    moves = [(atomic_write.beside(path, content), path) for path, content in files.items()]
    atomic_write.write_whole(
        journal, json.dumps([[str(new.relative_to(journal.parent)), str(path.relative_to(journal.parent))] for new, path in moves]).encode()
    )
    atomic_write.os.replace(*moves[0])
    raise KeyboardInterrupt


def test_a_file_that_changed_meanwhile_is_not_written_over(draft, data, monkeypatch):
    path, real = draft(), accepting.rows_of

    def meanwhile(*told):
        with open(data / "recommendations" / "owners.csv", "ab") as file:
            file.write(b"Somebody,SOME,Somebody,N,\n")
        return real(*told)

    monkeypatch.setattr(accepting, "rows_of", meanwhile)
    before = (data / "recommendations" / "register.csv").read_bytes()
    with pytest.raises(RefusedError, match="owners.csv changed meanwhile; nothing was written"):
        accept(path, data)
    assert (data / "recommendations" / "register.csv").read_bytes() == before


def test_an_empty_register_takes_a_first_plan(tmp_path, root, draft, data):
    for path in (data / "recommendations").glob("*.csv"):
        path.unlink()
    (data / "reference" / "programmes.csv").unlink()
    accept(draft(), data)
    frame = load_register(load_cycle("2023-04", data_dir=data)).frame
    assert frame["item_id"].tolist() == ["FPP-01", "FPP-02", "FPP-03"]


def test_a_column_that_a_file_lacks_is_added_only_where_a_row_fills_it():
    assert with_rows(b"a,b\r\n1,2\r\n", [{"a": "3", "c": ""}], ("a", "b", "c"), {}) == b"a,b\r\n1,2\r\n3,\r\n"
    assert with_rows(b"a,b\n1,2", [{"a": "3", "c": "4"}], ("a", "b", "c"), {}) == b"a,b,c\n1,2,\n3,,4\n"
    assert with_rows(b"", [{"a": "3"}], ("a", "b"), {}) == b"a,b\n3,\n"


@pytest.mark.parametrize(
    "name, content, said, code",
    [
        ("none.csv", None, "there is no draft none.csv", 2),
        ("plan.xlsx", b"PK", "a draft is the CSV file that import-register wrote", 2),
        ("other.csv", b"a,b\n1,2\n", "it lacks the columns item_id", 3),
        ("bad.csv", b"\xff\xfe\x00\x01", "it cannot be read as CSV", 3),
        ("empty.csv", b"", "it lacks the columns item_id", 3),
    ],
)
def test_files_that_are_no_draft(tmp_path, data, capsys, name, content, said, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["accept", str(tmp_path / name), "--data-dir", str(data)]) == code
    assert said in capsys.readouterr().err
