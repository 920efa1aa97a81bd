"""The register's pages: standing first, sections that can be jumped to, highlight reports in the owners' layout."""

import re
from datetime import date

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.evidence import tracker
from eianalysis.evidence.exceptions import exceptions
from eianalysis.evidence.standing import highlights, standing
from eianalysis.policy import policy_for
from eianalysis.disclosure import release
from eianalysis.register.load import load_register, load_updates, load_workstreams
from eianalysis.tables import table
from eianalysis.tables.board_items import board_items
from eianalysis.tables.highlight import highlight_reports
from eianalysis.tables.sections import sections, slug
from eianalysis.evidence.standing_words import say_standing
from tests.pages.builders import released as made_release

CUT, BOARD = date(2023, 3, 31), policy_for("board")


def standing_of(drawn, items, updates, **more):
    cycle = drawn(items, updates, **more)
    return standing(load_register(cycle), load_updates(cycle, synthetic=bool(more.get("synthetic"))), as_at=CUT)


ITEMS = [{"item_id": f"RPT-{n:02d}"} for n in range(1, 5)] + [{"item_id": "RPT-05", "owner_role": "", "owner_code": ""}]


def test_one_line_a_programme_with_every_kind_of_trouble(drawn):
    result = standing_of(drawn, ITEMS, [
        {"item_id": "RPT-01", "rag_reported": "red", "date_raw": "02/23"},  # red and late: twice, but one item
        {"item_id": "RPT-02", "status": "complete", "date_raw": "02/23"},
        {"item_id": "RPT-03", "status": "unknown"}, {"item_id": "RPT-04", "date_raw": "12/23"}, {"item_id": "RPT-05", "date_raw": "12/23"}])
    row = result.counts.set_index("programme").loc["All"]
    assert row.drop("slipped").to_dict() == {
        "items": 5, "open": 4, "need_the_board": 3, "red": 1, "no_colour_recorded": 4, "overdue": 1, "delayed": 0, "contradictory_status": 0,
        "no_owner": 1, "unknown_status": 1, "no_date": 1, "done_without_evidence": 1}
    assert pd.isna(row["slipped"]) and "not known" in result.definition.notes[-1]  # one report each: nothing can be seen to slip
    said = say_standing(release(result, BOARD)).sentences
    assert said[0].startswith("3 of 5 items of the live programmes need the board: 1 reported red, 1 overdue, ")
    assert "No colour was recorded for 4 of 5 items; that is neither red nor green." in said


def test_the_sum_agrees_with_the_exceptions(root):
    cycle = load_cycle("2023-04", data_dir=root / "data")
    register = load_register(cycle)
    total = standing(register, load_updates(cycle), as_at=cycle.data_cut_off).counts.set_index("programme").loc["All"]
    listed = exceptions(register, as_at=cycle.data_cut_off).counts
    assert total["need_the_board"] == len(listed) and total["overdue"] == (listed["schedule_health"] == "overdue").sum()


def test_an_invented_history_marks_what_is_made_of_it(drawn):
    result = standing_of(drawn, ITEMS, [{"item_id": "RPT-01", "date_raw": "12/23"}],
                         synthetic=[{"item_id": "RPT-01", "cycle_id": "2022-07", "date_raw": "06/23", "updated_on": "2022-07-01"}])
    assert result.counts.set_index("programme").loc["All", "slipped"] == 1
    assert str(say_standing(release(result, BOARD))).startswith("SYNTHETIC")


def schedule(drawn):
    cycle = drawn(
        [{"item_id": "RPT-01"}, {"item_id": "RPT-02", "owner_role": "", "owner_code": ""},
         {"item_id": "RPT-03", "owner_code": "HR;LEAD", "owner_role": "Human Resources;Workstream lead", "title_plain": "<script>x</script>"}],
        [{"item_id": "RPT-01", "status": "complete"}, {"item_id": "RPT-02"}, {"item_id": "RPT-03"}])
    return release(tracker.schedule(load_register(cycle), as_at=CUT), BOARD)


def test_sections_have_links_to_headings_and_escape_what_they_show(drawn):
    view = sections(schedule(drawn), by="owner_role", columns=["item_id", "title_plain"])
    assert [(heading, count) for heading, count, _ in view.parts] == [
        ("Owner: Human Resources", "2"), ("Owner: Workstream lead", "1"), ("Owner: No owner", "1")]
    html = view._repr_html_()
    assert set(re.findall(r'href="#([^"]+)"', html)) == set(re.findall(r'<h3 id="([^"]+)"', html)) == {
        "owner-human-resources", "owner-workstream-lead", "owner-no-owner"}
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
        "Recruitment, Onboarding and L&OD", "Health and Wellbeing", "Community Engagement", "Leadership and Culture",
        "Retention and Exiting"]
    assert [len(report.lists["objective"]) for report in view.reports] == [14, 7, 9, 8, 7]
    assert [len(report.deliverables.grid.rows) for report in view.reports] == [9, 6, 7 + 6, 5 + 3, 4 + 2]  # with measures
    assert [len(report.lists["next_step"]) for report in view.reports] == [0, 3, 8, 5, 2]
    assert dict(view.reports[3].header) == {"Owner": "Chief Superintendent, Action Fraud and NFIB", "Benefit RAG": "tbd",
                                            "Date of report": "23 January 2023", "Project RAG": "not_recorded"}
    html = view._repr_html_()
    assert html.count('<h2>') == 5 and html.count("[x] not available") == 5
    assert '<span class="rag rag-tbd"><span aria-hidden="true">\u25cb</span> To be decided</span>' in html
    assert html.index("Workstream objectives") < html.index("Priority deliverables") < html.index("Progress since last update") < (
        html.index("Key next steps")) < html.index("What the data say")


def test_no_name_stands_in_a_report(reports, root):
    owners = pd.read_csv(root / "data" / "recommendations" / "owners.csv", dtype=str, keep_default_na=False)
    shown = highlight_reports(reports)._repr_html_()
    assert not [name for name in owners.loc[owners["person"] == "Y", "owner_raw"] if name in shown]


def test_the_strip_shows_measures_and_says_what_is_missing(reports, root):
    cycle = load_cycle("2023-04", data_dir=root / "data")
    moved = release(tracker.slippage(load_updates(cycle), as_at=cycle.data_cut_off), BOARD)
    known = release(tracker.schedule(load_register(cycle), as_at=cycle.data_cut_off), BOARD)
    strip = highlight_reports(reports, evidence={"RET": [moved, known]}).reports[4].strip
    assert [title.partition(",")[0] for title, _ in strip] == ["Dates that moved", "Schedule of recommendations and plan items"]
    assert strip[0][1][0].startswith("[x] not available: needs file") and "items" in strip[1][1][0]
    with pytest.raises(UsageError, match="no report of workstream 'RTE'; did you mean 'RET'"):
        highlight_reports(reports, evidence={"RTE": [moved]})
    with pytest.raises(UsageError, match="shows the release of highlights"):
        highlight_reports(known)


def test_the_strip_leads_with_the_declared_comparison(reports):
    """Once the owner of retention was told of a year that found nothing (1.01), and not of the declared comparison (1.58)."""
    leaving = made_release("""
group             | window | numerator | denominator | rate_low | rate_high | reference | disparity_ratio | ratio_low | ratio_high | gap   | comparison  | verdict
Ethnic minorities | 12m    | 9         | 150         | 0.032    | 0.110     | White     | 1.01            | 0.50      | 1.98       | 0.001 | exploratory | too few to say
White             | 12m    | 42        | 708         | 0.044    | 0.079     | -         | -               | -         | -          | -     | -           | -
Ethnic minorities | 36m    | 36        | 443         | 0.058    | 0.111     | White     | 1.58            | 1.05      | 2.32       | 0.030 | primary     | clear difference
White             | 36m    | 110       | 2138        | 0.043    | 0.062     | -         | -               | -         | -          | -     | -           | -
""")
    [(_, said)] = highlight_reports(reports, evidence={"RET": [leaving]}).reports[4].strip
    assert len(said) == 1 and "36 of 443" in said[0] and "1.58" in said[0] and "Clear difference" in said[0]


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
    assert "SYNTHETIC" not in html and "<script" not in html


def test_one_short_row_an_item_under_its_owner_those_with_most_late_first(drawn):
    cycle = drawn(
        [{"item_id": "RPT-01", "owner_role": "", "owner_code": ""}, {"item_id": "RPT-02", "title_plain": "one two three four five six seven eight nine"},
         {"item_id": "RPT-03"}],
        [{"item_id": "RPT-01", "date_raw": "12/23"}, {"item_id": "RPT-02", "date_raw": "11/22"}, {"item_id": "RPT-03", "date_raw": "12/23"}])
    view = board_items(release(exceptions(load_register(cycle), as_at=CUT), BOARD))
    assert [(owner, number, [row[0] for row in rows]) for owner, number, rows in view.owners] == [
        ("Human Resources", "1, 1 late", ["RPT-02"]), ("Nobody named", "1", ["RPT-01"])]
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
