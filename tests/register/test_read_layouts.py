"""Small documents with the traits P1 to P23 of real plans, named below, so that the reader is proved without the real ones."""

import pytest

from eianalysis.errors import DataFault
from eianalysis.register.read import highlight
from eianalysis.register.read.document import read_document, read_rows
from eianalysis.register.read.cell_lists import split_list
from eianalysis.register.read.plain import rows_of_text

# P1 ragged widths, P2 and P3 headings repeated and different, P4 text over a page break, P5 several actions in a cell,
# P6 ids written many ways, P7 tags, P18 odd signs, P19 dates of all kinds, P20 status in the wrong place.
PLAN = "\n".join(
    [
        "The Plan",
        "",
        "Objective\tAction Required\tAction Owner\tProtected Characteristics\t\t\tDate RAG\tProgress Update",
        "\t\t\tAge\tDisability\tRace\t\t",
        "AB1 - Learn about places. REF ESPS I\t01 - List sources.\tXY\t\t\t\t\t\tAug-12\tA list exists.",
        "\t02-Ask people\u00a0again.\t\t\t\t\t\t\t\tAug-12 *\t",
        "AB 2- - Audit calls by means of ...\t01 - First audit.\tXY\t\t\tDec-12\t",
        "Objective\tAction Required\tAction Owner\tPartnership\tMarriage & Civil Partnership\tDate RAG\tProgress Update",
        "\t\t\tAge\tDisability\tRace\t\t\t",
        "a sample.\t02 Report it.\t\t\t\t\t\t\t\tSept 12 onwards\tSoon",
        "\t\t\t\t\t\t\t\t\tMore was said on the next page, and it goes on for longer than any date would.",
        "AB-3 Open a page\t01 - Start it. 02- -Tell people. 03 Check it.\tPat Example\t\u2713\t\u2713\t\u2713\tMay - 12\t",
        "<p>AB4 \u2013 a) Close it</p> <p>b) Keep it shut (ESPS 1, 3)</p>\tTBC\tXY\t\tWhen the office moves.\t<p>This action shown complete.</p>",
    ]
)


def test_an_action_plan_on_ragged_pages():
    reading = read_rows(rows_of_text(PLAN), prefix="PLN")
    told = {item.item_id: item for item in reading.items}
    assert list(told) == [
        "PLN-AB1",
        "PLN-AB1.01",
        "PLN-AB1.02",
        "PLN-AB2",
        "PLN-AB2.01",
        "PLN-AB2.02",
        "PLN-AB3",
        "PLN-AB3.01",
        "PLN-AB3.02",
        "PLN-AB3.03",
        "PLN-AB4",
        "PLN-AB4.TBC",
    ]
    assert [item.date_raw for item in reading.items if item.kind == "action"] == [
        "Aug-12",
        "Aug-12 *",
        "Dec-12",
        "Sept 12 onwards",
        "May - 12",
        "May - 12",
        "May - 12",
        "When the office moves.",
    ]
    assert told["PLN-AB2"].title_raw == "Audit calls by means of a sample." and "joined_over_pages" in told["PLN-AB2"].flags
    assert told["PLN-AB2.02"].progress_raw.startswith("Soon More was said")
    assert told["PLN-AB1.02"].owner_raw == "XY" and "owner_from_objective" in told["PLN-AB1.02"].flags
    assert told["PLN-AB1"].refs == ["ESPS 1"] and told["PLN-AB4"].refs == ["ESPS 1", "ESPS 3"]
    assert told["PLN-AB3.02"].title_raw == "Tell people." and told["PLN-AB3.02"].ticks == 3
    assert told["PLN-AB4.TBC"].date.precision == "event" and "text_says_complete" in told["PLN-AB4.TBC"].flags
    assert told["PLN-AB4"].title_raw == "a) Close it b) Keep it shut (ESPS 1, 3)"
    assert reading.unplaced == []


# P7 a table within a cell, P8 the same rows three times, P9 a shifted row, P10 a heading glued to the list,
# P11 ruled lines, P12 a list without bullets and an empty bullet, P19 dates.
REPORT = "\n".join(
    [
        "Workstream\tHealth and Wellbeing\tOwner\tA unit\tDate\t24/01/23\tProject RAG\t\tBenefit RAG\tTBD",
        "-----------\t-----\t----",
        '<ul style="list-style-type: none"> Develop a plan for health 09/21 written Ensure leaders can help with worries '
        "11/21 but ongoing it is taught in every course for them, and Review the policies that we have had for many years now"
        "</ul>\t<table><tr><th>Description</th><th>Date</th></tr><tr><td>Open a <u>quiet</u> room (COMPLETE)</td>"
        "<td>11/21</td></tr></table>\tDescription\tDate",
        "\tOpen a quiet room (COMPLETE)\t11/21",
        "\tStart a scheme\tngoing",
        "Sign the pledge\t06/22",
        "Progress since last update\tKey next steps",
        "---\t---",
        "\u2022Training done \u2022Helpers in place\t\u2022 Wait for the report \u2022 Widen the mornings \u2022 ",
        "",
        "Workstream\tNew Ideas\tOwner\tA post\tDate\t23/01/23\tProject RAG\tAmber\tBenefit RAG\t",
        "[Key Performance Measures](#)",
        "Encounters",
        "1. Sampling by senior officers",
        " - i. Number sampled",
        " - ii. With learning",
        "2. Events attended",
        "KPI: 100% of <u>eligible</u> staff came\t\t\t03/23",
        "Make a framework\tQ1 23",
    ]
)


def test_highlight_reports_with_wandering_cells():
    rows = rows_of_text(REPORT)
    reading = read_rows(rows, prefix="HI")
    told = {item.item_id: item for item in reading.items}
    assert list(told) == [
        "HI-HWB-O01",
        "HI-HWB-O02",
        "HI-HWB-O03",
        "HI-HWB-D01",
        "HI-HWB-D02",
        "HI-HWB-D03",
        "HI-HWB-P01",
        "HI-HWB-P02",
        "HI-HWB-N01",
        "HI-HWB-N02",
        "HI-NI-K01",
        "HI-NI-K01.i",
        "HI-NI-K01.ii",
        "HI-NI-K02",
        "HI-NI-K03",
        "HI-NI-D01",
    ]
    assert [(told[f"HI-HWB-D0{n}"].title_raw, told[f"HI-HWB-D0{n}"].date_raw) for n in (1, 2, 3)] == [
        ("Open a quiet room (COMPLETE)", "11/21"),
        ("Start a scheme", "ngoing"),
        ("Sign the pledge", "06/22"),
    ]
    assert {"stands_twice", "status_in_description"} <= set(told["HI-HWB-D01"].flags)
    assert told["HI-HWB-O02"].date_raw == "11/21 but ongoing" and told["HI-HWB-O02"].confidence == "guessed"
    assert told["HI-HWB-O02"].title_raw == "Ensure leaders can help with worries"
    assert told["HI-NI-K03"].title_raw == "100% of eligible staff came" and told["HI-NI-D01"].date_raw == "Q1 23"
    assert [(head["benefit rag"], head["project rag"]) for head in highlight.headers(rows)] == [("TBD", ""), ("", "Amber")]
    assert reading.unplaced == []


# P12 mixed bullets, P13 page furniture and a page number in a sentence, P14 footnotes, P15 numbers in tags.
REVIEW = "\n".join(
    [
        "A review\tRecommendation &/or Area\tForce Task Owner\tProgress & Response",
        "--\t--\t--\t--",
        "1.\t<ul> \u2022 The force should have one team. \tHR & P&T\t<p>Being done.</p>",
        "Appendix 1: page furniture",
        "<p>2.</p>\t<ul> \u2022 New powers are needed, including: <ul> \u25cb to appeal. \u25cb to reopen cases "
        "iii) to remove people. \tGovernment\tThis affects all.",
        "\u00b9 [A note \\(example\\)](#)",
        "\t\u25cb to take pensions. \t\t",
        "3.\t<ul> The key measures are to be: <ul> Improvements in public trust 23 over all Increases in cases with action \tSD\tMonitored.",
    ]
)


def test_a_response_to_a_review_over_pages():
    reading = read_rows(rows_of_text(REVIEW), prefix="REV")
    told = {item.item_id: item for item in reading.items}
    assert list(told) == ["REV-01", "REV-02", "REV-02.i", "REV-02.ii", "REV-02.iii", "REV-02.iv", "REV-03", "REV-03.1", "REV-03.2"]
    assert [told[f"REV-02.{part}"].title_raw for part in ("i", "ii", "iii", "iv")] == [
        "to appeal.",
        "to reopen cases",
        "to remove people.",
        "to take pensions.",
    ]
    assert told["REV-03.1"].kind == "measure" and "guessed" in told["REV-03.1"].flags
    assert "number_in_sentence" in told["REV-03"].flags and "23" in told["REV-03.1"].title_raw  # flagged, not deleted
    assert told["REV-01"].owner_raw == "HR & P&T" and told["REV-01"].progress_raw == "Being done."
    assert reading.unplaced == [(4, "a line outside the table"), (6, "a footnote")]


def test_two_columns_without_numbers():
    reading = read_rows(
        rows_of_text("APPENDIX B \u2013 Taskforce Recommendation\tOur Response\nTrain all staff\tIt is done\nSet a target\tTo follow\nodd line"), prefix="TF"
    )
    assert [(item.item_id, item.title_raw, item.progress_raw) for item in reading.items] == [
        ("TF-01", "Train all staff", "It is done"),
        ("TF-02", "Set a target", "To follow"),
    ]
    assert reading.unplaced == [(4, "a line outside the table")]


def test_prose_with_headings_on_their_own_lines():
    text = "\n".join(
        [
            "1.",
            "Summary",
            "1.1 The terms of reference are set out below:",
            "",
            "\u00b7 To look at one thing.",
            "\u00b7 To look at another.",
            "2.1 The recommendations are:",
            "Recommendation 1\u00a0",
            "To help, the Met should:",
            "\u00b7 Do this; and",
            "\u00b7 Do",
            "that.",
            "Recommendation 2 ",
            "MOPAC should talk to Government.",
            "2.2 The Committee requests a response to each recommendation by March 2015.",
            "Contact Officer:\tA. Person",
            "Telephone:\t020 7946 0018",
        ]
    )
    reading = read_rows(rows_of_text(text), prefix="SC")
    assert [(item.item_id, item.owner_raw, item.date_raw) for item in reading.items] == [
        ("SC-T1", "", ""),
        ("SC-T2", "", ""),
        ("SC-01", "Met", "by March 2015"),
        ("SC-01.i", "Met", ""),
        ("SC-01.ii", "Met", ""),
        ("SC-02", "MOPAC", "by March 2015"),
    ]
    assert reading.items[4].title_raw == "Do that."
    assert not any("Person" in item.title_raw or "7946" in item.title_raw for item in reading.items)


def test_tables_of_pipes_are_read_too():
    reading = read_rows(rows_of_text("| Recommendation | Response |\n|---|---|\n| Train all staff | Done |"), prefix="MD")
    assert [item.title_raw for item in reading.items] == ["Train all staff"]


def test_scripts_in_cells_are_words_never_run():
    reading = read_rows(rows_of_text("Recommendation\tResponse\nTrain <script>alert(1)</script> staff\tDone &amp; dusted"), prefix="X")
    assert "<" not in reading.items[0].title_raw and reading.items[0].progress_raw == "Done & dusted"


def test_lists_with_and_without_marks():
    assert split_list("\u2022 One thing \u25cb another \u25cb iii) a third") == (["One thing", "another", "a third"], False)
    assert split_list("Undertake annual surveys Further develop feedback Scope partnerships") == (
        ["Undertake annual surveys", "Further develop feedback", "Scope partnerships"],
        True,
    )
    assert split_list("One thing with no mark at all") == (["One thing with no mark at all"], False)


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("paper.pdf", b"%PDF", "'.pdf' is not a kind of document read here"),
        ("paper.txt", b"\xff\xfe\x00", "its text is in no encoding known here"),
        ("paper.md", b"Dear all,\nnothing here.\n", "no table, list or heading of recommendations, objectives or actions was found"),
    ],
)
def test_documents_that_cannot_be_read_say_why(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataFault) as fault:
        read_document(tmp_path / name, prefix="X")
    assert said in str(fault.value) and str(tmp_path) not in str(fault.value)
