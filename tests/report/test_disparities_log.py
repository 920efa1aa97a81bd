"""``eianalysis disparities``: rows to fill, only ever added, for the clear differences of a pack that have no entry."""

from dataclasses import replace

import pytest

import eianalysis as ei
from eianalysis.cli import main
from eianalysis.errors import DataFault, UsageError
from eianalysis.evidence.disparities import PLACE, load_disparities
from eianalysis.report.clearest import ranked
from eianalysis.report.disparities_log import ask_for_answers
from eianalysis.report.explain_or_reform import add_disparities, unanswered
from tests.evidence.test_disparities import HEAD, ROW, written  # noqa: F401 (fixture)
from tests.report.test_clearest import GRIEVED, LEAVING, by_sex, cycle, measures, pair, table, women  # noqa: F401 (fixtures)

CLEARLY = (60, 600, 60, 1000)
FILLED = f"{LEAVING},,ethnicity_2,Ethnic minorities,White,"


@pytest.fixture
def packed(written, measures, table):  # noqa: F811
    """``packed(*rows)``: a cycle whose log has these rows and whose pack shows two clear differences."""

    def make(*rows, head=HEAD):
        made = written(*rows, head=head)
        folder = made.folder / "tables"
        folder.mkdir(parents=True)
        tables = {**table(LEAVING, pair(*CLEARLY)), **table(GRIEVED, by_sex(*CLEARLY))}
        found = ranked(tables, measures)
        add_disparities(folder, found, tables, made)
        make.found, make.tables, make.made = found, tables, made
        return made

    return make


def text(made):
    return (made.data_dir / PLACE).read_text(encoding="utf-8")


def test_each_difference_without_an_entry_has_a_row_to_fill(packed):
    made = packed()
    (made.data_dir / PLACE).unlink()
    said = ask_for_answers(made)
    lines = text(made).splitlines()
    assert lines[0] == HEAD and lines[1:] == [f"{FILLED},,,,,2023-04", f"{GRIEVED},,sex,Female,Male,,,,,,2023-04"]
    assert "2 rows added" in said[0] and said[1].startswith("  row 2: Officers from ethnic minorities left more often than")
    assert load_disparities(made).frame.empty  # they wait, and stop nothing


def test_nothing_is_written_over_and_nothing_asked_twice(packed):
    made = packed({"first_seen": "2023-01"})
    before = text(made)
    said = ask_for_answers(made)
    assert text(made).startswith(before) and text(made).count(LEAVING) == 1 and text(made).count(GRIEVED) == 1
    assert "1 row added" in said[0] and "row 3" in said[1] and said[-1] == "1 answer is on record and stays."
    after = text(made)
    said = ask_for_answers(made)
    assert text(made) == after and "nothing was added" in said[0] and "1 row waits" in said[1]


def test_of_an_invented_force_it_is_said_that_its_differences_are_too(packed):
    assert any("invented" in line for line in ask_for_answers(packed(), check=True))
    assert not any("invented" in line for line in ask_for_answers(replace(packed.made, data="real"), check=True))


def test_check_changes_nothing(packed):
    made = packed()
    before = text(made)
    assert "2 rows would be added" in ask_for_answers(made, check=True)[0] and text(made) == before


def test_the_file_keeps_its_own_headings_line_ends_and_bytes(packed):
    made = packed({})
    path = made.data_dir / PLACE
    old = "\ufeffgroup,measure,reference,characteristic,first_seen,answer,text,owner_role,review_by,ours\r\n" + (
        f"Ethnic minorities,{LEAVING},White,ethnicity_2,2023-01,reform,Ask,Human Resources,2023-09-30,x"
    )
    path.write_bytes(old.encode("utf-8"))
    ask_for_answers(made)
    assert path.read_bytes().decode("utf-8") == f"{old}\r\nFemale,{GRIEVED},Male,sex,2023-04,,,,,\r\n"


def test_a_filled_row_is_an_answer_and_a_half_filled_one_is_refused(packed):
    made = packed()
    ask_for_answers(made)
    path = made.data_dir / PLACE
    path.write_text(text(made).replace(f"{FILLED},,,,,", f"{FILLED}explained,More joined in 2020,Human Resources,2024-01-31,,"), encoding="utf-8")
    assert load_disparities(made).frame["answer"].tolist() == ["explained"]
    path.write_text(text(made).replace("2024-01-31", ""), encoding="utf-8")
    with pytest.raises(DataFault, match="row 2, column 'review_by'"):
        ask_for_answers(made)


def test_a_row_that_waits_is_still_no_entry_on_the_front(packed):
    made = packed()
    first = add_disparities(made.folder / "tables", packed.found, packed.tables, made)
    ask_for_answers(made)
    again = add_disparities(made.folder / "tables", packed.found, packed.tables, made)
    assert unanswered(again, packed.found) == unanswered(first, packed.found) == 2


def test_an_answer_to_every_part_is_one_to_each(packed):
    made = packed({"measure": GRIEVED, "characteristic": "sex", "group": "female", "reference": "Male"}, {})
    assert "nothing was added" in ask_for_answers(made)[0]


def test_without_a_pack_or_of_a_publication_it_says_what_to_do(written, tmp_path):  # noqa: F811
    with pytest.raises(UsageError, match="eianalysis run 2023-04"):
        ask_for_answers(written())
    with pytest.raises(UsageError, match="name a board cycle"):
        ask_for_answers(_publication(written()))


def _publication(made):
    return replace(made, kind="publication")


def test_the_command_tells_it(packed, capsys):
    made = packed()
    assert main(["disparities", "2023-04", "--data-dir", str(made.data_dir), "--outputs-dir", str(made.outputs_dir)]) == 0
    assert "2 rows added" in capsys.readouterr().out and len(text(made).splitlines()) == 3
    assert ei.load_disparities(made).frame.empty and ROW["measure"] == LEAVING
