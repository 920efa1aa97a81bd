"""The register's pages: standing first, sections that can be jumped to, highlight reports in the owners' layout."""

import re
from datetime import date

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.evidence import tracker
from eianalysis.evidence.exceptions import exceptions
from eianalysis.evidence.judging import register_result
from eianalysis.evidence.standing import highlights, standing
from eianalysis.policy import policy_for
from eianalysis.disclosure import release
from eianalysis.register.register_table import load_register, load_updates, load_workstreams
from eianalysis.results import Definition
from eianalysis.tables import table
from eianalysis.tables.board_items import board_items
from eianalysis.tables.highlight import highlight_reports
from eianalysis.tables.sections import sections, slug
from eianalysis.evidence.standing_words import say_standing

CUT, BOARD = date(2023, 3, 31), policy_for("board")


def standing_of(drawn, items, updates, **more):
    cycle = drawn(items, updates, **more)
    return standing(load_register(cycle), load_updates(cycle, synthetic=bool(more.get("synthetic"))), as_at=CUT)


ITEMS = [{"item_id": f"RPT-{n:02d}"} for n in range(1, 5)] + [{"item_id": "RPT-05", "owner_role": "", "owner_code": ""}]


def test_one_line_a_programme_with_every_kind_of_trouble(drawn):
    result = standing_of(
        drawn,
        ITEMS,
        [
            {"item_id": "RPT-01", "rag_reported": "red", "date_raw": "02/23"},  # red and late: twice, but one item
            {"item_id": "RPT-02", "status": "complete", "date_raw": "02/23"},
            {"item_id": "RPT-03", "status": "unknown"},
            {"item_id": "RPT-04", "date_raw": "12/23"},
            {"item_id": "RPT-05", "date_raw": "12/23"},
        ],
    )
    row = result.counts.set_index("programme").loc["All"]
    assert row.drop("slipped").to_dict() == {
        "items": 5,
        "open": 4,
        "need_the_board": 3,
        "red": 1,
        "no_colour_recorded": 4,
        "overdue": 1,
        "delayed": 0,
        "contradictory_status": 0,
        "no_owner": 1,
        "unknown_status": 1,
        "no_date": 1,
        "done_without_evidence": 1,
    }
    assert pd.isna(row["slipped"]) and "not known" in result.definition.notes[-1]  # one report each: nothing can be seen to slip
    said = say_standing(release(result, BOARD)).sentences
    assert said[0].startswith("3 of 5 items of the live programmes need the board. 1 reported red, 1 overdue and ")
    assert "No colour was recorded for 4 of 5 items; that is neither red nor green." in said


def test_the_sum_agrees_with_the_exceptions(root):
    cycle = load_cycle("2023-04", data_dir=root / "data")
    register = load_register(cycle)
    total = standing(register, load_updates(cycle), as_at=cycle.data_cut_off).counts.set_index("programme").loc["All"]
    listed = exceptions(register, as_at=cycle.data_cut_off).counts
    assert total["need_the_board"] == len(listed) and total["overdue"] == (listed["schedule_health"] == "overdue").sum()


def test_an_invented_history_marks_what_is_made_of_it(drawn):
    result = standing_of(
        drawn,
        ITEMS,
        [{"item_id": "RPT-01", "date_raw": "12/23"}],
        synthetic=[{"item_id": "RPT-01", "cycle_id": "2022-07", "date_raw": "06/23", "updated_on": "2022-07-01"}],
    )
    assert result.counts.set_index("programme").loc["All", "slipped"] == 1
    assert str(say_standing(release(result, BOARD))).startswith("SYNTHETIC")


def schedule(drawn):
    cycle = drawn(
        [
            {"item_id": "RPT-01"},
            {"item_id": "RPT-02", "owner_role": "", "owner_code": ""},
            {"item_id": "RPT-03", "owner_code": "HR;LEAD", "owner_role": "Human Resources;Workstream lead", "title_plain": "<script>x</script>"},
        ],
        [{"item_id": "RPT-01", "status": "complete"}, {"item_id": "RPT-02"}, {"item_id": "RPT-03"}],
    )
    return release(tracker.schedule(load_register(cycle), as_at=CUT), BOARD)


def test_sections_have_links_to_headings_and_escape_what_they_show(drawn):
    view = sections(schedule(drawn), by="owner_role", columns=["item_id", "title_plain"])
    assert [(heading, count) for heading, count, _ in view.parts] == [
        ("Owner: Human Resources", "2"),
        ("Owner: Workstream lead", "1"),
        ("Owner: No owner", "1"),
    ]
    html = view._repr_html_()
    assert (
        set(re.findall(r'href="#([^"]+)"', html))
        == set(re.findall(r'<h3 id="([^"]+)"', html))
        == {"owner-human-resources", "owner-workstream-lead", "owner-no-owner"}
    )
    assert "<script" not in html and "&lt;script&gt;" in html
    assert "Owner: No owner (1)" in repr(view)


def test_sections_by_status_use_words(drawn):
    view = sections(schedule(drawn), by="reported_status")
    assert [heading for heading, _, _ in view.parts] == ["Status: Complete", "Status: In progress"]


def test_sections_take_a_release_and_known_columns(drawn):
    released = schedule(drawn)
    with pytest.raises(DisclosureError, match=r"sections\(\) shows released results"):
        sections(released.table, by="owner_role")
    with pytest.raises(UsageError, match="no column 'owner'"):
        sections(released, by="owner")


@pytest.fixture(scope="module")
def reports(root):
    cycle = load_cycle("2023-04", data_dir=root / "data")
    return release(highlights(load_register(cycle), load_workstreams(cycle), as_at=cycle.data_cut_off), BOARD)


def test_five_reports_in_the_layout_their_owners_know(reports):
    view = highlight_reports(reports)
    assert [report.name for report in view.reports] == [
        "Recruitment, Onboarding and L&OD",
        "Health and Wellbeing",
        "Community Engagement",
        "Leadership and Culture",
        "Retention and Exiting",
    ]
    assert [len(report.lists["objective"]) for report in view.reports] == [14, 7, 9, 8, 7]
    assert [len(report.deliverables.grid.rows) for report in view.reports] == [9, 6, 7 + 6, 5 + 3, 4 + 2]  # with measures
    assert [len(report.lists["next_step"]) for report in view.reports] == [0, 3, 8, 5, 2]
    assert dict(view.reports[3].header) == {
        "Owner": "Chief Superintendent, Action Fraud and NFIB",
        "Benefit RAG": "tbd",
        "Date of report": "23 January 2023",
        "Project RAG": "not_recorded",
    }
    html = view._repr_html_()
    assert html.count("<h2>") == 5 and "[x]" not in html
    assert '<span class="rag rag-tbd"><span aria-hidden="true">\u25cb</span> To be decided</span>' in html
    assert html.index("Workstream objectives") < html.index("Priority deliverables") < html.index("Progress since last update") < (html.index("Key next steps"))


def test_no_name_stands_in_a_report(reports, root):
    owners = pd.read_csv(root / "data" / "recommendations" / "owners.csv", dtype=str, keep_default_na=False)
    shown = highlight_reports(reports)._repr_html_()
    assert not [name for name in owners.loc[owners["person"] == "Y", "owner_raw"] if name in shown]


def said_of(item, **more):
    """A row of the evidence map, as its release has it."""
    return {
        "item_id": item,
        "programme": "P",
        "workstream_name": "W",
        "live": True,
        "title_plain": f"What {item} asks for",
        "measure": "m",
        "measure_title": "Leaving",
        "page": "06-retention",
        "status": "shown",
        "evidence_status": "measured, no target set",
        "contradiction": "",
        "data": "real",
        "figure": "rate",
        "value": 0.25,
        "low": 0.2,
        "high": 0.3,
        "base": 200,
        "per": 100,
        "said_in": "%",
        "group": "",
        "part": "",
        "reference": "",
        "window": "12m",
        "needs": "",
        "document": "",
        "evidence_link": "",
        **more,
    }


def map_of(root, *rows):
    register = load_register(load_cycle("2023-04", data_dir=root / "data"))
    return release(register_result("evidence_map", pd.DataFrame(list(rows)), register, Definition("The map", "", "")), BOARD)


def test_what_the_data_say_of_a_workstreams_items_stands_beneath_its_report(reports, root):
    """Once two of five reports said that no measure was bound, though the evidence map binds figures to their items."""
    items = list(dict.fromkeys(reports.table.loc[reports.table["workstream"] == "RET", "item_id"]))
    rows = [said_of(item) for item in items[:7]]
    rows[1] |= {"status": "hidden", "value": None}
    rows[3] |= {"contradiction": "reported complete, the data say otherwise", "evidence_status": "not met"}
    rows[5] |= {"evidence_status": "met", "data": "SYNTHETIC ILLUSTRATION"}
    rows += [said_of(items[0], value=0.9), said_of(items[7], measure="")]  # a second way to show an item; one that a document shows
    view = highlight_reports(reports, map_of(root, *rows))
    grid = view.reports[4].measured.grid
    assert [row[0].rpartition("(")[2].rstrip(")") for row in grid.rows] == [items[3], items[5], items[0], items[2], items[4], items[6]]
    assert grid.rows[0][1:] == ("Leaving (12 months): 25.0% (20.0 to 30.0)", "Not met. Contradicted: reported complete, the data say otherwise")
    assert grid.rows[1][2] == "SYNTHETIC ILLUSTRATION: Met" and {link[2] for link in grid.links} == {"06-retention"}
    assert grid.notes == ("1 more of this workstream: in the evidence map, in the workbook.",)
    assert view.reports[0].measured.message == "No item of this workstream is bound to a figure."
    assert view._repr_html_().count("What the data say</h3>") == 5 and "No item of this workstream" in repr(view)
    assert "What the data say" not in highlight_reports(reports)._repr_html_()


def test_only_the_evidence_map_stands_beneath_the_reports(reports, root):
    known = release(tracker.schedule(load_register(load_cycle("2023-04", data_dir=root / "data")), as_at=CUT), BOARD)
    with pytest.raises(UsageError, match=r"the release of evidence_map\(\) beneath the reports, not of"):
        highlight_reports(reports, known)
    with pytest.raises(UsageError, match="shows the release of highlights"):
        highlight_reports(known)
    with pytest.raises(DisclosureError, match=r"highlight_reports\(\) shows released results"):
        highlight_reports(reports, known.table)


def test_slugs_are_those_of_the_page():
    from eianalysis.report.body import slug as of_the_page

    assert all(slug(text) == of_the_page(text) for text in ("Owner: HR & P&T", "Status: In progress", "\u2013", "Programme: A's (b)"))


def test_every_link_within_the_pages_leads_somewhere(pack):
    for name in ("01-recommendations", "09-highlight-reports"):
        html = (pack / f"{name}.html").read_text(encoding="utf-8")
        ids = set(re.findall(r'\sid="([^"]+)"', html))
        links = set(re.findall(r'href="#([^"]+)"', html))
        assert links and links <= ids, links - ids
    html = (pack / "01-recommendations.html").read_text(encoding="utf-8")
    listed = pd.read_csv(pack / "tables" / "exceptions.csv")
    assert html.count('<th scope="row">', html.index("board-items"), html.index("What changed since the last board?</h2>")) == len(listed)
    assert "EDHR-" not in html.split("About this", 1)[0]  # plans that are no longer reported are in the workbook only
    assert "<script" not in html
    items = html[html.index("board-items") : html.index("What changed since the last board?</h2>")]
    assert "SYNTHETIC" not in items  # what the register says is real; only the demo's answers to differences are invented


def test_one_short_row_an_item_under_its_owner_those_with_most_late_first(drawn):
    cycle = drawn(
        [
            {"item_id": "RPT-01", "owner_role": "", "owner_code": ""},
            {"item_id": "RPT-02", "title_plain": "one two three four five six seven eight nine"},
            {"item_id": "RPT-03"},
        ],
        [{"item_id": "RPT-01", "date_raw": "12/23"}, {"item_id": "RPT-02", "date_raw": "11/22"}, {"item_id": "RPT-03", "date_raw": "12/23"}],
    )
    view = board_items(release(exceptions(load_register(cycle), as_at=CUT), BOARD))
    assert [(owner, number, [row[0] for row in rows]) for owner, number, rows in view.owners] == [
        ("Human Resources", "1, 1 late", ["RPT-02"]),
        ("Nobody named", "1", ["RPT-01"]),
    ]
    assert view.owners[0][2][0][1:] == ("one two three four five six seven eight …", "late 4 months")
    assert view.owners[1][2][0][2] == "no owner" and "<caption>Items that need the board: 2," in view._repr_html_()
    with pytest.raises(UsageError, match="shows the release of exceptions"):
        board_items(schedule(drawn))


def test_what_is_left_off_paper_is_on_the_page_and_paper_says_so(drawn):
    view = sections(schedule(drawn), by="owner_role", on_paper=False)._repr_html_()
    assert view.startswith('<div class="screen-only">') and "left off paper" in view.rpartition("</div>")[2]


def test_a_column_in_which_nothing_is_recorded_is_said_once_and_not_printed(drawn):
    grid = table(schedule(drawn)).grid
    assert "Reported RAG" not in grid.headers
    assert any(note.startswith("Reported RAG: not recorded for any") for note in grid.notes)
    assert "Reported RAG" in table(schedule(drawn), columns=["item_id", "rag_reported"]).grid.headers  # asked for by name
