"""Lists that a force declares for itself: whom an item addresses, priorities, pillars, levels, its own status words."""

import pytest

from eianalysis.errors import DataFault
from eianalysis.register.register_table import load_register
from tests.register.conftest import write

LIST = {"list": "", "word": "", "label": "", "reads_as": ""}


def declare(cycle, *rows):
    write(cycle.data_dir / "recommendations" / "lists.csv", [dict(zip(LIST, row, strict=False)) for row in rows], LIST)
    return cycle


def test_another_forces_words_are_taken_once_declared(drawn):
    cycle = drawn(
        [{"item_id": "RPT-01", "applies_to": "gmp", "priority": "Must do", "target_level": "Enabling"}],
        [{"item_id": "RPT-01", "status": "parked", "level": "Developing"}],
    )
    declare(cycle, ("applies_to", "gmp"), ("priority", "Must do"), ("level", "Enabling"), ("level", "Developing"), ("status", "parked", "Parked", "on_hold"))
    row = load_register(cycle).frame.iloc[0]
    assert (row["applies_to"], row["priority"], row["level"], row["reported_status"]) == ("gmp", "Must do", "Developing", "on_hold")


def test_a_list_of_which_nothing_is_declared_takes_any_word(drawn):
    assert load_register(drawn([{"item_id": "RPT-01", "applies_to": "anybody"}])).frame["applies_to"].tolist() == ["anybody"]


def test_a_word_that_a_list_lacks_is_a_fault_with_the_nearest(drawn):
    cycle = declare(drawn([{"item_id": "RPT-01", "applies_to": "colp", "priority": "Higf"}]), ("applies_to", "gmp"), ("priority", "High"))
    with pytest.raises(DataFault) as fault:
        load_register(cycle)
    assert "row 2, column 'applies_to': 'colp' is not a word of the list 'applies_to' in lists.csv" in str(fault.value)
    assert "'Higf' is not a word of the list 'priority' in lists.csv; did you mean 'High'?" in str(fault.value)
    declare(cycle, ("applies_to", "gmp"), ("applies_to", "colp"), ("priority", "High"), ("priority", "Higf"))  # as it says
    assert len(load_register(cycle)) == 1


def test_a_status_of_its_own_says_which_of_ours_it_stands_for(drawn):
    cycle = declare(drawn([{"item_id": "RPT-01"}]), ("status", "parked"), ("priority", "High", "", "on_hold"))
    with pytest.raises(DataFault) as fault:
        load_register(cycle)
    assert "row 2, column 'reads_as': a status without one of ours that it stands for; it can be: not_started" in str(fault.value)
    assert "row 3, column 'reads_as': only a status stands for one of ours; leave it empty" in str(fault.value)
    declare(cycle, ("status", "parked", "", "on_hold"), ("priority", "High"))
    assert len(load_register(cycle)) == 1
