"""The files of one table together: a column that one of them lacks or leaves blank, labels in two spellings, flags that only say yes."""

import pytest
from sources.test_load import LEAVERS, ONE, TWO, put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.measures.rates import share
from eianalysis.sources import load_joiners, load_leavers

JOINERS = "person_ref,worker_type,ethnicity_code,sex,start_date,buddy_allocated,unit\n"


def flags(table):
    return {words: rows for source in table.sources for words, rows in source.flags}


def test_a_column_that_must_be_there_blank_in_one_file_and_filled_in_the_next_is_refused_and_the_advice_cures_it(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers_a.csv", LEAVERS + ONE)
    put(cycle.raw_dir, "leavers_b.csv", LEAVERS + TWO.replace("A4", ""))
    with pytest.raises(DataFault) as told:
        load_leavers(cycle)
    assert "leavers_b.csv does not fit" in str(told.value)
    assert "column 'ethnicity_code': it is blank in every row, and filled in 'leavers_a.csv'; export it again" in str(told.value)
    put(
        cycle.raw_dir,
        "mapping.toml",
        '[[table]]\ntable = "leavers"\nfile = "leavers_a.csv"\n[[table]]\ntable = "leavers"\nfile = "leavers_b.csv"\n[table.constants]\nethnicity_code = ""\n',
    )
    assert load_leavers(cycle).frame["ethnicity_5"].tolist() == ["White", "Not recorded"]


def test_an_optional_column_that_one_file_lacks_is_not_recorded_there_and_told(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers_a.csv", LEAVERS.strip() + ",disability\n" + ONE.strip() + ",Y\n")
    put(cycle.raw_dir, "leavers_b.csv", LEAVERS + TWO)
    table = load_leavers(cycle)
    assert table.frame["disability"].tolist() == ["Disabled", "Not recorded"]
    assert "the file has no 'disability', which 'leavers_a.csv' has: not recorded there" in flags(table)


def test_a_column_blank_throughout_the_only_file_is_told(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers.csv", LEAVERS + ONE.replace("W1", ""))
    assert "'ethnicity_code' is blank in every row" in flags(load_leavers(cycle))


def test_labels_that_differ_in_case_or_blanks_are_one_over_all_files(tmp_path):
    cycle = a_cycle(tmp_path)
    for name, units in (("a", ["Crime Unit", "Crime Unit"]), ("b", ["CRIME UNIT", " crime  unit "])):
        put(cycle.raw_dir, f"joiners_{name}.csv", JOINERS + "".join(f"{name}{n},officer,W1,F,2022-06-01,Y,{unit}\n" for n, unit in enumerate(units)))
    table = load_joiners(cycle)
    assert set(table.frame["unit"]) == {"Crime Unit"}
    assert flags(table)["unit: labels that differ in case or blanks only, read as one"] == 2


def test_a_flag_that_only_says_yes_gives_no_rate_and_the_advice_cures_it(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "joiners.csv", JOINERS + "".join(f"P{n},officer,W1,{'FM'[n % 2]},2022-06-01,{'Y' if n < 10 else ''},North\n" for n in range(30)))
    table = load_joiners(cycle)

    def rate():
        return share(load_joiners(cycle), "buddy_allocated", by="sex", measure="buddies")

    said = "'buddy_allocated' says yes or nothing, and never no; where a blank means no, say so in mapping.toml: [values.buddy_allocated] '' = 'N'"
    assert flags(table)[said] == 20 and rate().missing.reason == said
    put(cycle.raw_dir, "mapping.toml", "[values.buddy_allocated]\n'' = 'N'\n")
    assert not rate().missing and rate().unreleased.query("group == 'All'")[["numerator", "denominator"]].iloc[0].tolist() == [10, 30]
