"""What nobody sees in a file changes nothing: soft hyphens, look-alike letters, two encodings; and signs that mean two things are refused."""

import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.sources import load_leavers, load_pay


HIDDEN = {
    "soft hyphens": ("officer", "of\u00adficer"),
    "a Cyrillic letter in a code": (",M,", ",\u041c,"),
    "a Cyrillic letter in a unit": ("North", "N\u043erth"),
    "a blank of no width in a reference": ("P1", "P\u200b1"),
    "a Greek letter in a reference": ("P1", "\u03a11"),
}


@pytest.mark.parametrize("ours, theirs", HIDDEN.values(), ids=list(HIDDEN))
def test_what_nobody_sees_changes_nothing(tmp_path, ours, theirs):
    head = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type,directorate\n"
    rows = [f"P{n},officer,W1,{'FM'[n % 2]},2015-04-01,2022-06-{n % 28 + 1:02},VR,{('North', 'South')[n % 2]}\n" for n in range(40)]
    sound, odd = a_cycle(tmp_path / "sound"), a_cycle(tmp_path / "odd")
    put(sound.raw_dir, "leavers.csv", head + "".join(rows))
    put(odd.raw_dir, "leavers.csv", head + "".join(row.replace(ours, theirs) if n % 3 else row for n, row in enumerate(rows)))
    assert load_leavers(odd).frame.equals(load_leavers(sound).frame)


def test_two_encodings_in_one_file_are_both_read(tmp_path):
    cycle = a_cycle(tmp_path)
    head = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type,unit\n"
    row = "P{},officer,W1,F,2015-04-01,2022-06-01,VR,{}\n"
    content = head.encode() + row.format(1, "Caf\u00e9").encode("utf-8") + row.format(2, "Caf\u00e9").encode("cp1252")
    (cycle.raw_dir / "leavers.csv").write_bytes(content)
    assert load_leavers(cycle).frame["unit"].tolist() == ["Caf\u00e9", "Caf\u00e9"]


PAY = "person_ref,as_at,pay_in_period,pay_period,weekly_hours,full_pay,bonus_pay\n"


def pay(tmp_path, write, count=40):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "pay.csv", PAY + "".join(f'P{n},2023-03-31,"{write(2000 + 37.5 * n)}",monthly,37.5,Y,0\n' for n in range(count)))
    return load_pay(cycle).frame["pay_in_period"].tolist()


def test_thousands_parted_by_dots_are_refused_and_written_as_told_are_read(tmp_path):
    with pytest.raises(DataFault, match="every number with a dot has three figures after it.*write thousands without a sign") as fault:
        pay(tmp_path / "dots", lambda amount: f"{amount:,.0f}".replace(",", "."))
    assert "or decimals with one figure more or less" in str(fault.value)
    assert pay(tmp_path / "plain", lambda amount: f"{amount:.0f}")[1] == 2038
    assert pay(tmp_path / "decimals", lambda amount: f"{amount:.4f}")[1] == 2037.5


@pytest.mark.parametrize("write", ["{:,.2f}", "{:.2f}", "{:.3f}", "{:g}"])
def test_usual_ways_of_writing_amounts_are_read(tmp_path, write):
    assert pay(tmp_path, write.format)[1] == pytest.approx(2037.5)


@pytest.mark.parametrize("left_out", ["", "ethnicity_code"])  # a workbook's last row once had most of its headings again
def test_headings_that_stand_again_amid_the_rows_are_no_row(tmp_path, left_out):
    head = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type\n"
    rows = [f"P{n},officer,W1,{'FM'[n % 2]},2015-04-01,2022-06-{n % 28 + 1:02},VR\n" for n in range(40)]
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers.csv", head + "".join(rows[:20]) + head.replace(left_out, "") + "".join(rows[20:]))
    made = load_leavers(cycle)
    assert len(made.frame) == 40 and ("the headings again, amid the rows", 1) in made.sources[0].set_aside and made.sources[0].rows == 41


def test_other_headings_amid_the_rows_are_refused_in_one_line(tmp_path):
    head = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type\n"
    other = "person_ref,worker_type,ethnicity_code,sex,leave_date,service_start,leaver_type\n"
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers.csv", head + "P1,officer,W1,F,2015-04-01,2022-06-01,VR\n" + other + "P2,officer,W1,F,2022-06-01,2015-04-01,VR\n")
    with pytest.raises(DataFault, match="row 3: it holds headings again, in another order") as fault:
        load_leavers(cycle)
    assert "put each table into a file of its own" in str(fault.value) and len(fault.value.faults) == 1
