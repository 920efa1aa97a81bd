"""What is wrong with a register is said once, all of it, in words that tell what to do; then nothing is loaded."""

import pytest

from eianalysis.errors import DataFault
from eianalysis.register.register_table import load_register, load_updates


def refused(cycle):
    with pytest.raises(DataFault) as fault:
        load_register(cycle)
    assert str(fault.value).rstrip().endswith("Nothing was loaded.")
    return str(fault.value)


def test_every_fault_of_every_file_in_one_message(drawn):
    said = refused(
        drawn(
            [{"item_id": "RPT-01"}, {"item_id": "RPT-02"}, {"item_id": "RPT-01"}, {"item_id": "RPT-04", "parent_id": "RPT-99"}],
            [
                {"item_id": "RPT-01", "cycle_id": "2023-04"},
                {"item_id": "RPT-01", "cycle_id": "2023-01"},
                {"item_id": "RPT-77"},
                {"item_id": "RPT-02", "cycle_id": "spring"},
            ],
        )
    )
    assert "recommendations/register.csv does not fit the register table: 2 faults" in said
    assert "row 4, column 'item_id': 'RPT-01' stands 2 times (rows 2, 4); keep one" in said
    assert "row 5, column 'parent_id': 'RPT-99' is not the id of another item" in said
    assert "recommendations/updates.csv does not fit the updates table: 3 faults" in said
    assert "'RPT-01' goes back" not in said and "RPT-01 goes back to cycle 2023-01 after 2023-04" in said
    assert "row 4, column 'item_id': 'RPT-77' is not an item of the register; nearest ids: RPT-0" in said
    assert "row 5, column 'cycle_id': cycle 'spring' cannot be placed in time; use a cycle of data/cycles, or as 2023-04" in said


def test_a_status_outside_the_list(drawn):
    said = refused(drawn([{"item_id": "RPT-01"}], [{"item_id": "RPT-01", "status": "in progres"}]))
    assert "row 2, column 'status': 'in progres' is not a code of the statuses; nearest is 'in_progress'" in said
    assert "updates.csv is only ever added to" in said


def test_a_colour_that_is_none(drawn):
    said = refused(drawn([{"item_id": "RPT-01"}], [{"item_id": "RPT-01", "rag_reported": "purple"}]))
    assert "'purple' is not a code of the colours" in said and "not_recorded" in said


def test_words_owners_and_programmes_must_be_known(drawn):
    said = refused(
        drawn(
            [
                {"item_id": "RPT-01", "characteristics": "race; gender"},
                {"item_id": "RPT-02", "owner_code": "HRR"},
                {"item_id": "RPT-03", "owner_role": "Somebody else"},
                {"item_id": "RPT-04", "source_doc": "RTP"},
            ]
        )
    )
    assert "row 2, column 'characteristics': 'gender' is not one of its words" in said
    assert "row 3, column 'owner_code': 'HRR' is not in owners.csv; did you mean 'HR'?" in said
    assert "row 4, column 'owner_role': the role is not that of owner_code; owners.csv says 'Human Resources'" in said
    assert "row 5, column 'source_doc': 'RTP' is not in programmes.csv; did you mean 'RPT'?" in said


def test_of_many_rows_that_are_the_same_the_first_few_are_named(drawn):
    said = refused(drawn([{"item_id": "RPT-01"}] * 2_000))
    assert "'RPT-01' stands 2,000 times (rows 2, 3, 4, 5, 6, 7, …); keep one" in said and len(said) < 1_000


def test_two_updates_of_one_item_in_one_cycle(drawn):
    said = refused(drawn([{"item_id": "RPT-01"}], [{"item_id": "RPT-01"}, {"item_id": "RPT-01"}]))
    assert "'RPT-01 at 2023-01' stands 2 times (rows 2, 3); keep one" in said


def test_a_missing_file_and_a_binary_one(drawn):
    cycle = drawn([{"item_id": "RPT-01"}])
    (cycle.data_dir / "recommendations" / "owners.csv").unlink()
    (cycle.data_dir / "recommendations" / "updates.csv").write_bytes(b"PK\x03\x04\xff\xfe\x00binary")
    said = refused(cycle)
    assert "recommendations/owners.csv does not fit the owners table: 1 fault\n  the file is missing" in said
    assert "updates.csv does not fit a table of the register: 1 fault" in said and "save it as CSV, UTF-8" in said


def test_no_register_at_all_is_absent_not_an_error(drawn):
    cycle = drawn([{"item_id": "RPT-01"}])
    (cycle.data_dir / "recommendations" / "register.csv").unlink()
    table = load_register(cycle)
    assert table.absent and len(table) == 0 and "reported_status" in table.frame and load_updates(cycle).absent
