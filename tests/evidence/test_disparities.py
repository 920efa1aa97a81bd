"""disparities.csv: what is loaded, what is refused and with which advice, and what is judged of an answer."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault
from eianalysis.evidence.disparities import INVENTED, PLACE
from eianalysis.report.loaded_inputs import loaders
from tests.report.test_clearest import LEAVING

HEAD = "measure,part,characteristic,group,reference,answer,text,owner_role,review_by,published,first_seen"
ROW = {
    "measure": LEAVING,
    "part": "",
    "characteristic": "ethnicity_2",
    "group": "Ethnic minorities",
    "reference": "White",
    "answer": "reform",
    "text": "Ask everybody who resigns",
    "owner_role": "Human Resources",
    "review_by": "2023-09-30",
    "published": "",
    "first_seen": "2023-01",
}


@pytest.fixture
def written(tmp_path, root):
    """``written({...}, {...})``: the cycle 2023-04 of a project whose log has these rows, each ``ROW`` but for what is said."""

    def make(*rows, cycle="2023-04", head=HEAD):
        data = tmp_path / "data"
        (data / "recommendations").mkdir(parents=True, exist_ok=True)
        if not (data / "cycles").exists():
            (data / "cycles").symlink_to(root / "data/cycles")
        frame = pd.DataFrame([{**ROW, **row} for row in rows], columns=HEAD.split(","))
        frame[head.split(",")].to_csv(data / PLACE, index=False)
        return ei.load_cycle(cycle, data_dir=data)

    return make


def test_an_answer_is_loaded_as_it_was_written(written):
    table = ei.load_disparities(written({}, {"measure": "grievance_rate", "answer": "Explained", "part": "stage=Proven", "review_by": "1 May 2024"}))
    assert table.frame["answer"].tolist() == ["reform", "explained"] and not table.absent
    assert table.frame["review_by"].tolist() == [pd.Timestamp("2023-09-30"), pd.Timestamp("2024-05-01")]
    assert table.sources[0].file == PLACE and table.sources[0].rows == 2


def test_columns_that_may_be_left_out_are_empty(written):
    table = ei.load_disparities(written({}, head=HEAD.replace("part,", "").replace("published,", "")))
    assert table.frame[["part", "published"]].values.tolist() == [["", ""]]


def test_without_a_file_nothing_is_on_record(tmp_path, root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data", outputs_dir=tmp_path)
    table = ei.load_disparities(replace(cycle, data_dir=tmp_path))
    assert table.absent and table.sources[0].state == "absent"


def test_the_committed_log_has_headings_only_and_says_that_nobody_answered(root):
    assert (root / "data" / PLACE).read_text(encoding="utf-8") == HEAD + "\n"
    result = ei.disparities(replace(ei.load_cycle("2023-04", data_dir=root / "data"), data="real"))
    assert result.missing.reason == "nobody has recorded an explanation or a reform"


@pytest.mark.parametrize(
    "wrong, column, said, cure",
    [
        ({"measure": "grievance_rat"}, "measure", "did you mean 'grievance_rate'?", {"measure": "grievance_rate"}),
        ({"measure": "zzz"}, "measure", "docs/measures.md lists them", {"measure": "grievance_rate"}),
        ({"answer": "unclear"}, "answer", "", {"answer": "explained"}),
        ({"review_by": "when ready"}, "review_by", "", {"review_by": "2023-09-30"}),
        ({"review_by": ""}, "review_by", "", {"review_by": "2023-09-30"}),
        ({"owner_role": ""}, "owner_role", "", {"owner_role": "Human Resources"}),
        ({"text": ""}, "text", "", {"text": "Why"}),
        ({"part": "Proven"}, "part", "as stage=Proven", {"part": "stage=Proven"}),
        ({"first_seen": "last time"}, "first_seen", "write it as 2023-04", {"first_seen": "2023-04"}),
    ],
)
def test_each_kind_of_fault_names_file_row_and_column_and_its_advice_cures_it(written, wrong, column, said, cure):
    good = {"measure": "grievance_rate", "first_seen": "2023-04"}
    with pytest.raises(DataFault) as fault:
        ei.load_disparities(written({}, {**good, **wrong}))
    told = str(fault.value)
    assert told.startswith(PLACE) and f"row 3, column '{column}'" in told and said in told and "1 fault\n" in told
    assert len(ei.load_disparities(written({}, {**good, **wrong, **cure})).frame) == 2


def test_every_fault_is_told_at_once(written):
    with pytest.raises(DataFault, match="4 faults") as fault:
        ei.load_disparities(
            written(
                {"measure": "nothing_of_the_kind"},
                {"answer": "no"},
                {"review_by": "soon", "measure": "grievance_rate"},
                {"first_seen": "soon", "measure": "grievance_rate", "group": "Black"},
            )
        )
    assert "docs/disparities.md" in str(fault.value)


def test_the_same_difference_twice_is_refused_and_two_parts_of_it_are_not(written):
    with pytest.raises(DataFault, match="row 3, column 'measure': row 2 answers to the same difference; keep one"):
        ei.load_disparities(written({}, {"answer": "explained", "group": "ethnic minorities"}))
    assert len(ei.load_disparities(written({"part": "stage=Held"}, {"part": "stage=Offered"})).frame) == 2


def test_an_old_pack_knows_no_later_answer(written):
    rows = ({}, {"measure": "grievance_rate", "first_seen": "2023-04"})
    assert len(ei.load_disparities(written(*rows)).frame) == 2
    assert ei.load_disparities(written(*rows, cycle="2023-01")).frame["measure"].tolist() == [LEAVING]


def test_nobody_and_no_few_people_are_printed(written):
    cycle = written({"text": "Three officers told a.person@example.org", "published": "ring 020 7946 0018"})
    (cycle.data_dir / "recommendations/owners.csv").write_text("owner_raw,owner_code,owner_role,person,note\nPat Example,HR,Human Resources,Y,\n")
    shown = ei.load_disparities(cycle).frame.loc[0]
    assert shown["text"] == "[c] officers told [contact removed]" and shown["published"] == "ring [contact removed]"
    cycle = written({"owner_role": "Pat Example"})
    assert ei.load_disparities(cycle).frame.loc[0, "owner_role"] == "Human Resources"


def test_the_analyst_is_shown_what_is_screened(written):
    from eianalysis.register.to_read import to_read

    assert [str(each) for each in to_read(written({"text": "Three officers left"}))] == [f"{PLACE}, row 2, column 'text': \"Three officers\""]


def test_reviews_past_the_cut_off_come_first_and_on_the_day_none_is_late(written):
    cycle = written({"measure": "grievance_rate", "review_by": "2023-03-31"}, {"review_by": "2023-03-30"})
    assert str(cycle.data_cut_off) == "2023-03-31"
    released = ei.release(ei.disparities(cycle), cycle.policy)
    assert released.table[["measure", "overdue"]].values.tolist() == [[LEAVING, True], ["grievance_rate", False]]
    assert released.table["measure_title"].str.len().min() > 5


def test_check_reads_it():
    assert ei.load_disparities in loaders()


def test_a_demo_without_answers_shows_invented_ones_and_a_real_cycle_never_does(written, root, tmp_path):
    demo = ei.load_cycle("2023-04", data_dir=root / "data")
    table = ei.load_disparities(demo)
    assert table.synthetic and table.sources[0].state == "synthetic" and table.sources[0].file == INVENTED
    assert table.frame["text"].str.startswith("SYNTHETIC: invented.").all() and set(table.frame["answer"]) == {"explained", "reform"}
    assert len(ei.load_disparities(ei.load_cycle("2023-01", data_dir=root / "data")).frame) < len(table.frame), "some were seen first since"
    assert ei.release(ei.disparities(demo), demo.policy).synthetic
    own = written({})
    (own.data_dir / "synthetic").mkdir()
    (own.data_dir / INVENTED).write_bytes((root / "data" / INVENTED).read_bytes())
    assert not ei.load_disparities(own).synthetic and len(ei.load_disparities(own).frame) == 1, "its own answers, and never both"
    empty = written()
    assert ei.load_disparities(empty).synthetic
    assert ei.load_disparities(replace(empty, data="real")).frame.empty
