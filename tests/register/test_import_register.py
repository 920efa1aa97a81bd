"""``import-register``: a draft for review, never over an old one, with its report; and another body's register, mapped."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from eianalysis.cli import main
from eianalysis.errors import DataFault, UsageError
from eianalysis.register.import_register import import_register, read_register
from eianalysis.register.read.mapped import load_mapping, repaired_text

DOCUMENTS = Path(__file__).parent / "documents"
SEEDS = {
    "TRT": "000_130b1b04349e47cb.txt",
    "EIW": "001_1962e3ae09c7391f.txt",
    "CAS": "002_195c240d77b54995.txt",
    "EDHR": "003_0f5c46ae66f30399.txt",
    "GLA": "004_a80ac13ae575e237.txt",
}


def rows(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_the_command_writes_a_draft_and_says_what_it_found(tmp_path, root, capsys):
    out = tmp_path / "draft.csv"
    assert main(["import-register", str(DOCUMENTS / "table.md"), str(DOCUMENTS / "review.html"), "--out", str(out), "--data-dir", str(root / "data")]) == 0
    said = capsys.readouterr().out
    assert "table.md: table with named columns; 3 items (3 recommendation)" in said
    assert "could not be placed: 2\n    line 3, table 1, row 4: a line below the table" in said
    drafted = rows(out)
    assert [row["item_id"] for row in drafted] == ["DOC-R1", "DOC-R2", "DOC-R2-3", "DOC2-01", "DOC2-02", "DOC2-02.i", "DOC2-02.ii"]
    assert (
        drafted[0]
        | {
            "source_place": "line 5",
            "date_start": "2022-11-01",
            "precision": "day",
            "rag_raw": "Amber",
            "status_hint": "in_progress",
            "confidence": "exact",
            "in_register": "new",
        }
        == drafted[0]
    )
    assert drafted[1]["owner_raw"] == '\'=HYPERLINK("x")'  # a spreadsheet must not run it
    assert "owner_not_known" in drafted[1]["flags"] and "HYPERLINK" not in said


def test_a_draft_is_never_written_over(tmp_path, capsys):
    out = tmp_path / "draft.csv"
    out.write_text("a review begun")
    assert main(["import-register", str(DOCUMENTS / "table.md"), "--out", str(out)]) == 5
    assert "draft.csv is there already" in capsys.readouterr().err and out.read_text() == "a review begun"


def test_a_bad_paper_leaves_nothing_behind(tmp_path, capsys):
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04")
    assert main(["import-register", str(DOCUMENTS / "table.md"), str(tmp_path / "bad.docx"), "--out", str(tmp_path / "draft.csv")]) == 3
    assert "bad.docx does not fit a board paper: 1 fault" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.docx"]


def test_addresses_and_numbers_are_struck_out(tmp_path):
    import_register([str(DOCUMENTS / "plan.docx")], tmp_path / "draft.csv", prefix="NEW")
    text = (tmp_path / "draft.csv").read_text(encoding="utf-8-sig")
    assert "example.org" not in text and "7946" not in text and text.count("[contact removed]") == 2
    assert "NEW-AB1.01" in text


def test_prefix_and_mapping_are_for_one_file(tmp_path):
    two = [DOCUMENTS / "plan.docx", DOCUMENTS / "table.md"]
    with pytest.raises(UsageError, match="--prefix is for one file"):
        read_register(*two, prefix="NEW")
    with pytest.raises(UsageError, match="should be two to ten capital letters"):
        read_register(two[0], prefix="new plan")


def test_two_papers_of_one_layout_keep_their_ids_apart(tmp_path):
    (tmp_path / "one.md").write_text("| Recommendation | Response |\n|---|---|\n| Train | Done |", encoding="utf-8")
    (tmp_path / "two.md").write_text("| Recommendation | Response |\n|---|---|\n| Ask | Begun |", encoding="utf-8")
    table = read_register(tmp_path / "one.md", tmp_path / "two.md")
    assert table.frame["item_id"].tolist() == ["DOC-01", "DOC2-01"] and repr(table).startswith("<draft_register: 2 rows")


def test_the_five_documents_agree_with_the_register(shared, root, tmp_path):
    report = import_register([str(shared / "seeds" / name) for name in SEEDS.values()], tmp_path / "draft.csv", data_dir=root / "data")
    draft = pd.DataFrame(rows(tmp_path / "draft.csv"))
    draft["doc"] = draft["item_id"].str.partition("-")[0]
    found = draft.groupby(["doc", "kind"]).size().to_dict()
    assert found["TRT", "recommendation"] == 11 and found["GLA", "recommendation"] == 10 and found["GLA", "term_of_reference"] == 4
    assert found["CAS", "recommendation"] == 16 and found["CAS", "measure"] == 7
    assert found["EDHR", "objective"] == 64 and found["EDHR", "action"] == 123
    assert draft["item_id"].str.endswith(".TBC").sum() == 7
    assert found["EIW", "objective"] == 45 and found["EIW", "deliverable"] == 31 and found["EIW", "kpi"] == 11
    # two differences, both explained in test_read_seeds: a joined note, and a sentence that explains an order
    assert draft["in_register"].value_counts().to_dict() == {"same": 394, "wording changed": 1, "new": 1}
    assert "    line 20: a footnote" in report


IOPC = "recommendations/iopc-recommendations-30june.xlsx"
MAPPING = Path("docs/examples/iopc-recommendations/mapping.toml")


def test_a_register_nobody_designed_for(shared, root):
    table = read_register(shared / "public-data" / IOPC, mapping=root / MAPPING)
    frame = table.frame
    assert len(frame) == 243  # public-data/README: 243 dated, 202, 14, 27, from 2014-10-16 to 2021-06-15
    assert frame["response"].value_counts().to_dict() == {"accepted": 202, "awaiting": 27, "not_accepted": 14}
    assert frame["made_on"].min() == pd.Timestamp("2014-10-16") and frame["made_on"].max() == pd.Timestamp("2021-06-15")
    assert frame["date_end"].notna().all() and (frame["date_end"] > frame["made_on"]).sum() >= 240
    aside = dict(table.sources[0].set_aside)
    assert aside == {
        "the heading row, repeated among the data": 1,
        "a case without a recommendation": 1075,
        "the page was gone when it was collected (404 error)": 2,
    }
    assert not frame["title_raw"].str.contains("\u201a\u00c4|\u00ac\u2020|404 error").any()
    assert dict(table.sources[0].flags) == {"cells repaired: UTF-8 had been read as mac_roman": 139}


def test_the_days_are_those_of_the_stamps_before_any_turning_to_utc(shared, root):
    """The file gives each day twice, in words and as a stamp with its offset; the stamp's own day is the same day."""
    from eianalysis.sources.read import read_table

    ours = read_register(shared / "public-data" / IOPC, mapping=root / MAPPING).frame
    theirs = read_table(shared / "public-data" / IOPC, sheet="recs30june_wforces").frame
    theirs = theirs[theirs["accepted"].isin(["Yes", "No", "Awaiting response"])]
    for column, stamp in (("made_on", "dateofrecommendation_stamp"), ("date_end", "dateresponsedue_stamp")):
        assert ours[column].dt.strftime("%Y-%m-%d").tolist() == theirs[stamp].str[:10].tolist()


def test_text_read_in_the_wrong_encoding_is_mended_only_where_it_was():
    assert repaired_text("records\u201a\u00c4\u00f4s", "mac_roman") == "records\u2019s"
    assert repaired_text("caf\u00e9 \u00a32 \u2019", "mac_roman") == "caf\u00e9 \u00a32 \u2019"
    assert repaired_text("records\u201a\u00c4\u00f4s", "") == "records\u201a\u00c4\u00f4s"


@pytest.mark.parametrize(
    "text, said",
    [
        ('prefx = "A"\n[columns]\ntitle = "t"', "'prefx' is not a key; did you mean 'prefix'?"),
        ('[columns]\nowner = "o"', "no column is the title"),
        ('[columns]\ntitle = "t"\nowned = "o"', "columns names 'owned'; did you mean 'owner'?"),
        ('kind = "recomendation"\n[columns]\ntitle = "t"', "did you mean 'recommendation'?"),
        ('[columns]\ntitle = "t"\n[values.response]\nYes = "acepted"', "values.response has 'acepted'; did you mean 'accepted'?"),
        ('[columns]\ntitle = "t"\n[[set_aside]]\ncolumn = "t"\nblank = true', "has no reason"),
        ("prefix = ", "it is not readable as TOML"),
    ],
)
def test_a_mapping_is_read_strictly(tmp_path, text, said):
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataFault) as fault:
        load_mapping(tmp_path / "m.toml")
    assert said in str(fault.value) and "m.toml does not fit a mapping of a register" in str(fault.value)


def test_a_mapped_csv_of_our_own_making(tmp_path):
    (tmp_path / "theirs.csv").write_text("what,when,said\nTrain,01/11/22,Yes\nwhat,when,said\nAsk,,No\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(
        'prefix = "THX"\n[columns]\ntitle = "what"\ndate = "when"\nresponse = "said"\n[values.response]\nYes = "accepted"\n'
        'No = "not_accepted"\n[[set_aside]]\nreason = "headings again"\ncolumn = "what"\nis = "what"\n',
        encoding="utf-8",
    )
    table = read_register(tmp_path / "theirs.csv", mapping=tmp_path / "m.toml")
    assert table.frame[["item_id", "response"]].to_numpy().tolist() == [["THX-01", "accepted"], ["THX-02", "not_accepted"]]
    assert table.sources[0].set_aside == (("headings again", 1),)
