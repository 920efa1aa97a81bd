"""Tables: a caption, scopes, units, no empty cell, every symbol explained, everything escaped."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from eianalysis.errors import DisclosureError, UsageError
from eianalysis.results import Result
from eianalysis.tables import table
from eianalysis.tables.grid import Grid, without_empty

from .builders import FAKE, FIVE, LEAVING, TWO, not_available, released


class Cells(HTMLParser):
    """Rows of cells of an HTML table, and every th with its scope."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.scopes, self.inside = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.inside = True
            self.rows[-1].append("")
        if tag == "th":
            self.scopes.append(dict(attributes).get("scope"))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def test_every_cell_says_something_and_every_header_has_a_scope():
    page = Cells(table(released(FIVE, characteristic="ethnicity_5"))._repr_html_())
    assert page.rows[0] == [
        "Ethnicity (5 groups)",
        "Verdict",
        "Ratio to reference",
        "Plausible ratio",
        "Number",
        "Base (officers)",
        "Rate (%)",
        "Plausible range (%)",
    ]
    assert all(cell.strip() for row in page.rows for cell in row)
    assert {len(row) for row in page.rows} == {8}
    assert page.scopes == ["col"] * 8 + ["row"] * 5


def test_hidden_low_base_reference_and_total_rows():
    rows = {row[0]: row[1:] for row in Cells(table(released(FIVE, characteristic="ethnicity_5"))._repr_html_()).rows}
    assert rows["Other"] == ["too few to say", "0", "0 to 3.10", "0", "15", "0 [u]", "0 to 20"]
    assert rows["White"][0] == "reference" and rows["All"][0] == "[z]"
    assert rows["Asian"] == ["clear difference (primary)", "2.24", "1.63 to 3.05", "41", "280", "14.6", "11.0 to 19.2"]


def test_rows_without_a_figure_take_one_line_and_no_row():
    view = table(released(FIVE, characteristic="ethnicity_5"))
    assert not {"Mixed", "Not stated"} & {row[0] for row in view.grid.rows}
    assert view.grid.notes[-1] == "Hidden, because small numbers could tell about a person: Mixed, Not stated."
    assert "Not stated" in view._repr_html_()


def test_a_table_of_nothing_but_hidden_rows_says_so():
    view = table(released("group | numerator | denominator | status\nAsian | - | - | hidden", characteristic="ethnicity_5"))
    assert view.grid is None and view.message == "Hidden, because small numbers could tell about a person: Asian."


def test_groups_stand_in_the_order_of_the_vocabulary():
    shuffled = released(released(FIVE, characteristic="ethnicity_5").table.sample(frac=1, random_state=3), characteristic="ethnicity_5")
    rows = [row[0] for row in Cells(table(shuffled)._repr_html_()).rows[1:]]
    assert rows == ["All", "Asian", "Black", "White", "Other"]


def test_a_small_base_gives_a_count_and_no_rate():
    text = """
    group | numerator | denominator | rate | reference | comparison  | verdict
    Asian | 6         | 8           | -    | White     | exploratory | -
    White | 20        | 100         | 0.2  | -         | -           | -
    """
    view = table(released(text, characteristic="ethnicity_5"))
    row = view.grid.rows[0]
    assert row == ("Asian", "too few for a rate", "6", "8", "[u]")
    assert dict(view.grid.legend)["[u]"].endswith("standing alone: no figure, because the base is under 10")


def test_a_hidden_reference_hides_the_comparison():
    text = """
    group | numerator | denominator | reference | comparison  | status
    Asian | 9         | 40          | -         | exploratory | shown
    White | -         | -           | -         | -           | hidden
    """
    grid = table(released(text, characteristic="ethnicity_5")).grid
    assert grid.rows == (("Asian", "9", "40", "22"),) and "Ratio to reference" not in grid.headers


def test_what_is_not_available_is_not_called_hidden():
    text = """
    group | numerator | denominator | status
    Asian | -         | -           | not_available
    White | 9         | 40          | shown
    """
    view = table(released(text, characteristic="ethnicity_5"))
    assert view.grid.rows == (("White", "9", "40", "22"),) and view.grid.notes[-1] == "Not available: Asian."


def test_only_symbols_that_occur_are_explained():
    assert [symbol for symbol, _ in table(released(TWO)).grid.legend] == ["[z]"]
    assert [symbol for symbol, _ in table(released(FIVE, characteristic="ethnicity_5")).grid.legend] == ["[u]", "[z]"]


def test_text_from_the_data_cannot_become_html():
    evil = TWO.replace("White ", "<script>alert(1)</script>")
    text = table(released(evil, characteristic="unit"), caption="a <b> & c")._repr_html_()
    assert "<script" not in text and "&lt;script&gt;" in text and "a &lt;b&gt; &amp; c" in text


def test_the_box_scrolls_has_a_name_and_can_be_reached():
    text = table(released(TWO))._repr_html_()
    assert re.search(r'<div class="ei-scroll" role="region" tabindex="0" aria-label="Table: [^"]+: too few to say">', text)
    assert text.count("<caption>") == 1 and '<details class="about">' in text


def test_about_names_sources_set_aside_rows_and_policy():
    text = table(released(TWO))._repr_html_()
    for words in (
        "leavers.csv (real), table leavers, 412 rows; sha256 ab12cd34ef56",
        "set aside: no leave date, fewer than 5 rows",
        "flagged: day first, 9 rows",
        "profile board; counts from 1 to 4 are hidden",
        "as asked",
    ):
        assert words in text, words


def test_the_text_is_aligned_and_stable():
    release = released(TWO)
    assert repr(table(release)) == repr(table(release))
    lines = repr(table(release)).splitlines()
    assert lines[1] == "Leaving, per headcount at the start, by ethnicity (2 groups), officers, 12 months to 31 March 2023."
    assert lines[5].startswith("Ethnic minorities") and lines[2].index("Verdict") == lines[5].index("too few to say")


def test_chosen_columns_and_a_wrong_one():
    view = table(released(TWO), columns=["numerator", "p_value", "reference"])
    assert view.grid.headers == ("Ethnicity (2 groups)", "Number", "p", "Reference")
    with pytest.raises(UsageError, match="the release of leaving has no column 'numerater'; did you mean 'numerator'?"):
        table(released(TWO), columns=["numerater"])


def test_the_public_profile_shows_whole_percentages():
    rows = {row[0]: row for row in table(released(TWO, profile="public")).grid.rows}
    assert rows["White"][-2:] == ("8", "6 to 10") and rows["Ethnic minorities"][2] == "1.1"


def test_a_table_takes_a_release_only():
    with pytest.raises(DisclosureError, match=r"table\(\) shows released results, got DataFrame"):
        table(pd.DataFrame())
    with pytest.raises(DisclosureError, match=r"table\(\) shows released results, got Result"):
        table(Result("leaving", "counts", LEAVING, pd.DataFrame()))


def test_a_missing_table_and_an_empty_one_say_so():
    assert "[x] not available: needs file leavers, with leave date and leaver type" in repr(table(not_available()))
    assert "[x] not available" in table(not_available())._repr_html_()
    assert "Nothing was counted" in repr(table(released(TWO.strip().splitlines()[0])))


def test_a_synthetic_table_says_so():
    assert table(released(TWO, sources=(FAKE,))).subtitle.startswith("SYNTHETIC DATA. ")


def test_curves_statistics_and_registers_are_tables_too():
    curve = released(
        "group | time | at_risk | estimate | low | high | status\nFemale | 0.5 | 40 | 0.9 | 0.8 | 0.95 | shown\nMale | - | - | - | - | - | hidden",
        shape="curve",
        characteristic="sex",
    )
    assert table(curve).grid.rows == (("Female", "6 months", "40", "90", "80 to 95"),)
    test = released("name | value | df | p_value\nlog-rank chi-square | 5.21 | 1 | 0.022", shape="statistic")
    assert table(test).grid.rows == (("Log-rank chi-square", "5.21", "1", "0.02"),)
    register = released(
        "item_id | title_plain | due_on | schedule_health | rag_reported\nTRT-01 | Mentoring | - | no_date | red\n"
        "TRT-02 | A <b>plan</b> | - | not_due | not_recorded",
        shape="register",
    )
    assert table(register).grid.rows[0] == ("TRT-01", "Mentoring", "Not recorded", "No date", "■ Red")
    page = table(register)._repr_html_()
    assert '<span class="rag rag-red"><span aria-hidden="true">■</span> Red</span>' in page and "A &lt;b&gt;plan" in page


def test_each_window_and_characteristic_has_a_table_of_its_own():
    view = table(released(TWO))
    assert view.grid.parts == () and view._repr_html_().count("<table") == 1
    made = _two_windows()
    view = table(made)
    assert [caption for caption, _ in view.grid.parts] == ["12 months to 31 March 2023", "36 months to 31 March 2023"]
    page = view._repr_html_()
    assert page.count("<table") == page.count("<caption>") == 2 and page.count('scope="col"') == 2 * len(view.grid.headers)
    assert "Period" not in view.grid.headers
    assert "-- 36 months to 31 March 2023" in repr(view)


def _two_windows():
    from dataclasses import replace

    from eianalysis.results import _SEAL

    one = released(TWO)
    later = one.table.assign(window="36m", period_start=pd.Timestamp("2020-04-01"))
    return replace(one, _table=pd.concat([one.table, later], ignore_index=True), seal=_SEAL)


def test_a_key_that_is_the_same_in_every_row_is_said_once():
    text = """
    course        | group  | numerator | denominator
    Our programme | Female | 45        | 60
    Our programme | Male   | 70        | 100
    """
    grid = table(released(text, keys=("course",), characteristic="sex")).grid
    assert grid.headers[0] == "Sex" and "Our programme" not in str(grid.rows)
    assert grid.notes[0] == "Course: Our programme, in every row."
    two = table(released(text.replace("Our programme | Male", "Another | Male"), keys=("course",), characteristic="sex")).grid
    assert two.headers[:2] == ("Course", "Sex")


def test_hidden_rows_are_named_once_under_what_they_share():
    grid = Grid(
        ("Stage", "Group", "Number"),
        (("Sift", "Female", "[c]"), ("Sift", "Male", "[c]"), ("Offer", "Female", "[c]"), ("Offer", "Male", "9"), ("[c]", "Other", "[c]")),
        labels=2,
        numeric=(False, False, True),
        totals=(False,) * 5,
    )
    assert without_empty(grid).notes == ("Hidden, because small numbers could tell about a person: Sift (Female, Male), Offer (Female), Other.",)
