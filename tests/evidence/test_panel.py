"""panel.csv: what is loaded, what is refused and with which advice, what is late, and how it is shown."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault, UsageError
from eianalysis.evidence.panel import INVENTED, PLACE
from eianalysis.register.to_read import to_read
from eianalysis.report.loaded_inputs import loaders

HEAD = "said_on,panel,subject,said,status,did,owner_role,by_when"
ROW = {
    "said_on": "2023-01-17",
    "panel": "Scrutiny panel",
    "subject": "stop_search",
    "said": "Say why people are stopped",
    "status": "under_way",
    "did": "A card says it",
    "owner_role": "Chief Inspector",
    "by_when": "2023-06-30",
}
WAITS = {"status": "waiting", "did": "", "owner_role": "", "by_when": ""}


@pytest.fixture
def written(tmp_path, root):
    """``written({...}, {...})``: the cycle 2023-04 of a project whose file has these rows, each ``ROW`` but for what is said."""

    def make(*rows):
        data = tmp_path / "data"
        (data / "recommendations").mkdir(parents=True, exist_ok=True)
        if not (data / "cycles").exists():
            (data / "cycles").symlink_to(root / "data/cycles")
        pd.DataFrame([{**ROW, **row} for row in rows], columns=HEAD.split(",")).to_csv(data / PLACE, index=False)
        return ei.load_cycle("2023-04", data_dir=data)

    return make


def test_rows_are_loaded_as_they_were_written(written):
    table = ei.load_panel(written({}, {**WAITS, "said": "Say how to complain", "subject": "Complaints"}, {"said": "Old", "status": "Done", "by_when": ""}))
    assert table.frame["status"].tolist() == ["under_way", "waiting", "done"] and table.frame["subject"].tolist()[1] == "complaints"
    assert table.frame[["did", "owner_role"]].values.tolist()[1] == ["", ""] and table.frame["said_on"][0] == pd.Timestamp("2023-01-17")
    assert (table.sources[0].file, table.sources[0].rows, table.sources[0].state, table.synthetic) == (PLACE, 3, "real", False)


@pytest.mark.parametrize(
    "wrong, column, said, cure",
    [
        ({"status": "dnoe"}, "status", "", {"status": "done"}),
        ({"subject": "searchs"}, "subject", "", {"subject": "stop_search"}),
        ({"said_on": "at the meeting"}, "said_on", "", {"said_on": "2023-01-17"}),
        ({"said_on": ""}, "said_on", "", {"said_on": "2023-01-17"}),
        ({"status": ""}, "status", "", {"status": "done"}),
        ({"subject": ""}, "subject", "", {"subject": "other"}),
        ({"panel": ""}, "panel", "", {"panel": "Scrutiny panel"}),
        ({"said": ""}, "said", "", {"said": "Something else"}),
        ({"did": ""}, "did", "say 'waiting' and leave the answer empty", {"did": "It was done"}),
        ({"status": "not_done", "did": ""}, "did", "say 'waiting'", {"did": "Because the records do not say it"}),
        ({"owner_role": ""}, "owner_role", "fill it", {"owner_role": "Chief Inspector"}),
        ({"by_when": ""}, "by_when", "fill it", {"by_when": "2023-06-30"}),
        ({"by_when": "soon"}, "by_when", "", {"by_when": "2023-06-30"}),
        ({**WAITS, "did": "A card"}, "status", "the status is 'waiting'", {"did": ""}),
    ],
)
def test_each_kind_of_fault_names_file_row_and_column_and_its_advice_cures_it(written, wrong, column, said, cure):
    with pytest.raises(DataFault) as fault:
        ei.load_panel(written({}, {"said": "Something else", **wrong}))
    told = str(fault.value)
    assert told.startswith(PLACE) and f"row 3, column '{column}'" in told and said in told and "1 fault\n" in told and "docs/scrutiny.md" in told
    assert len(ei.load_panel(written({}, {"said": "Something else", **wrong, **cure})).frame) == 2


def test_the_same_thing_of_the_same_day_twice_is_refused_and_of_two_days_is_not(written):
    with pytest.raises(DataFault, match="row 3, column 'said': row 2 says the same of the same day; keep one"):
        ei.load_panel(written({}, {"said": "say why  people are stopped", "status": "done"}))
    assert len(ei.load_panel(written({}, {"said_on": "2022-10-11"})).frame) == 2


def test_a_missing_column_is_told(written):
    cycle = written({})
    path = cycle.data_dir / PLACE
    path.write_text(path.read_text().replace("by_when", "when"), encoding="utf-8")
    with pytest.raises(DataFault, match="by_when"):
        ei.load_panel(cycle)


def test_what_was_said_after_the_meeting_is_not_looked_at(written):
    rows = ({"said_on": "2023-04-26"}, {"said_on": "2023-04-27"})
    assert len(ei.load_panel(written(*rows)).frame) == 1


def test_a_demo_without_rows_shows_the_invented_ones_and_a_real_cycle_none(written, root):
    committed = ei.load_cycle("2023-04")
    assert (root / "data" / PLACE).read_text(encoding="utf-8") == HEAD + "\n"
    table = ei.load_panel(committed)
    assert table.synthetic and table.sources[0].file == INVENTED and len(table.frame) >= 5
    real = replace(committed, data="real")
    assert ei.load_panel(real).frame.empty and ei.panel_said(real).missing.reason == "nothing that a scrutiny panel said is on record"
    assert not ei.load_panel(written({})).synthetic  # the demo's own rows, and no invented one beside them
    assert ei.load_panel(replace(committed, data_dir=written({}).data_dir / "none", data="real")).absent


def test_nobody_and_no_few_people_are_printed(written):
    cycle = written({"did": "Three officers told a.person@example.org", "said": "Pat Example was rude; ring 020 7946 0018", "owner_role": "Pat Example"})
    (cycle.data_dir / "recommendations/owners.csv").write_text("owner_raw,owner_code,owner_role,person,note\nPat Example,HR,Human Resources,Y,\n")
    shown = ei.release(ei.panel_said(cycle), cycle.policy).table.loc[0]
    assert shown["did"] == "[c] officers told [contact removed]" and shown["owner_role"] == "Human Resources"
    assert shown["said"] == "Human Resources was rude; ring [contact removed]"
    assert [str(each) for each in to_read(cycle)] == [f"{PLACE}, row 2, column 'did': \"Three officers\""]


def test_what_is_late_or_waits_comes_first_and_on_the_day_nothing_is_late(written):
    cycle = written(
        {"said": "a", "status": "done", "by_when": "2022-01-01"},
        {"said": "b", "by_when": "2023-03-31"},
        {"said": "c", **WAITS},
        {"said": "d", "by_when": "2023-03-30"},
        {"said": "e", "status": "not_done", "by_when": ""},
    )
    assert str(cycle.data_cut_off) == "2023-03-31"
    table = ei.release(ei.panel_said(cycle), cycle.policy).table
    assert list(table["said"]) == list("dcbea") and table["late"].tolist() == [True, False, False, False, False]


def test_it_is_shown_in_two_columns_with_nothing_that_runs(written):
    cycle = written({"said": "<script>alert(1)</script>", "by_when": "2023-02-28"}, {"said": "b", **WAITS})
    view = ei.you_said(ei.release(ei.panel_said(cycle), cycle.policy))
    assert view.caption == "You said, we did. 2 things said: 1 under way, 1 without an answer yet. 1 is late."
    markup = view._repr_html_()
    assert "<script>" not in markup and markup.count('scope="col"') == 2 and "Under way, and late." in markup and "by 28 February 2023" in markup
    assert "Scrutiny panel, 17 January 2023. Stop and search" in markup and "No answer yet." in repr(view) + markup
    with pytest.raises(UsageError, match="panel_said"):
        ei.you_said(ei.release(ei.disparities(cycle), cycle.policy))


def test_with_nothing_on_record_it_says_so(written):
    cycle = replace(written(), data="real")
    assert "nothing that a scrutiny panel said is on record" in ei.you_said(ei.release(ei.panel_said(cycle), cycle.policy))._repr_html_()


def test_check_reads_it():
    assert ei.load_panel in loaders()
