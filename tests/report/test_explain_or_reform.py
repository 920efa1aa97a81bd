"""Explained or to be reformed: every clear difference asks for an answer, and every answer is told what became of its difference."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from eianalysis.evidence.disparities import KEY, PLACE, load_disparities
from eianalysis.report.about_pack import about_page
from eianalysis.report.clearest import ranked
from eianalysis.report.explain_or_reform import FEW, NAME, NO_ENTRY, NO_LONGER, STANDS, UNMEASURED, add_disparities, explain_or_reform, section
from eianalysis.report.front import MOST_WORDS, read
from eianalysis.report.front_words import words_of
from eianalysis.report.reuse import LastPack
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable
from tests.evidence.test_disparities import HEAD, ROW, written  # noqa: F401 (fixture)
from tests.report.test_clearest import GRIEVED, LEAVING, NONE, by_sex, cycle, measures, pair, table, women  # noqa: F401 (fixtures)
from tests.report.test_front import fullest, sheet, sheets

CLEARLY = (60, 600, 60, 1000)


def log(*rows):
    frame = pd.DataFrame([{**ROW, **row} for row in rows], columns=HEAD.split(","))
    frame["review_by"] = pd.to_datetime(frame["review_by"])
    return TypedTable("disparities", frame, (Source("disparities", "recommendations/disparities.csv", "", len(frame), "real"),))


@pytest.fixture
def answered(cycle, measures, table):  # noqa: F811
    """``answered(tables, *answers)``: the rows of the table of a pack."""

    def make(tables, *answers):
        released = explain_or_reform(ranked(tables, measures), tables, log(*answers), cycle)
        return [] if released is None else released.table.to_dict("records")

    return make


def states(rows):
    return [(row["measure"], row["state"], row["answer"]) for row in rows]


def test_a_clear_difference_without_an_entry_says_so(answered, table):  # noqa: F811
    rows = answered(table(LEAVING, pair(*CLEARLY)))
    assert states(rows) == [(LEAVING, STANDS, NO_ENTRY)] and rows[0]["what"].startswith("Officers from ethnic minorities left more often than")
    assert rows[0]["ratio"] == pytest.approx(100 / 60) and rows[0]["window"] == "36m"


def test_nothing_clear_and_nothing_on_record_is_no_table(answered, table):  # noqa: F811
    assert answered(table(LEAVING, pair(*CLEARLY, verdict=NONE))) == [] == answered({})


def test_an_answer_stands_beside_its_difference_whatever_the_window(answered, table):  # noqa: F811
    both = table(LEAVING, pair(*CLEARLY), pair(30, 200, 30, 400, window="12m"))
    rows = answered(both, {"review_by": "2023-03-01"})
    assert states(rows) == [(LEAVING, STANDS, "reform")]
    assert rows[0]["overdue"] and rows[0]["owner_role"] == "Human Resources" and rows[0]["text"] == ROW["text"]


def test_the_name_of_a_standing_question_binds_its_measure(answered, table):  # noqa: F811
    tables = table("promotion_apply_rate", by_sex(*CLEARLY))
    assert states(answered(tables, {"measure": "promotion_apply_rate/both", "characteristic": "sex", "group": "Female", "reference": "Male"})) == [
        ("promotion_apply_rate", STANDS, "reform")
    ]


@pytest.mark.parametrize("verdict, state", [(NONE, NO_LONGER), ("possible difference", NO_LONGER), ("too few to say", FEW)])
def test_a_difference_that_is_not_clear_any_more(answered, table, verdict, state):  # noqa: F811
    assert states(answered(table(LEAVING, pair(*CLEARLY, verdict=verdict)), {})) == [(LEAVING, state, "reform")]


def test_a_difference_that_the_last_year_does_not_show_is_past_and_asks_for_no_answer(answered, table):  # noqa: F811
    tables = table(LEAVING, pair(*CLEARLY), pair(10, 140, 25, 340, window="12m", verdict=NONE))
    assert answered(tables) == [] and states(answered(tables, {})) == [(LEAVING, NO_LONGER, "reform")]


def test_a_hidden_group_is_too_few_and_an_absent_one_is_not_measured(answered, table):  # noqa: F811
    rows = pair(*CLEARLY)
    hidden = {"status": "hidden", **dict.fromkeys(("numerator", "rate", "disparity_ratio", "ratio_low", "ratio_high", "verdict"))}
    shown = answered(table(LEAVING, [{**rows[0], **hidden}, rows[1]]), {})
    assert states(shown) == [(LEAVING, FEW, "reform")] and pd.isna(shown[0]["ratio"])
    assert states(answered(table(GRIEVED, by_sex(*CLEARLY)), {})) == [(GRIEVED, STANDS, NO_ENTRY), (LEAVING, UNMEASURED, "reform")]


def test_an_empty_part_answers_for_every_part_and_its_own_answer_goes_first(answered, table):  # noqa: F811
    tables = table("recruitment_stage_rate", *(pair(*CLEARLY, stage=stage) for stage in ("Sift", "Interview")), keys=("stage",))
    every, one = {"measure": "recruitment_stage_rate"}, {"measure": "recruitment_stage_rate", "part": "stage=Sift", "answer": "explained"}
    assert sorted((row["part"], row["answer"]) for row in answered(tables, every, one)) == [("stage=Interview", "reform"), ("stage=Sift", "explained")]
    assert sorted(row["answer"] for row in answered(tables, one)) == [NO_ENTRY, "explained"]


def test_what_is_between_things_asks_for_no_answer_and_may_have_one(answered, table):  # noqa: F811
    tables = table(LEAVING, pair(*CLEARLY, column="unit", group="TFG", reference="Patrol"))
    assert answered(tables) == []
    assert states(answered(tables, {"characteristic": "unit", "group": "TFG", "reference": "Patrol"})) == [(LEAVING, STANDS, "reform")]


def test_a_part_asks_no_second_time_where_the_whole_does(answered, table):  # noqa: F811
    parts = [pair(*CLEARLY, sift_kind=kind) for kind in ("All", "Sift with names", "Anonymised sift")]
    whole = answered(table("sift_pass_rate", *parts, keys=("sift_kind",)))
    assert [(row["part"], row["answer"]) for row in whole] == [("", NO_ENTRY)]
    assert (
        answered(
            table("sift_pass_rate", pair(*CLEARLY, sift_kind="Sift with names"), pair(*CLEARLY, sift_kind="Anonymised sift", verdict=NONE), keys=("sift_kind",))
        )
        == []
    )
    mine = {"measure": "sift_pass_rate", "part": "sift_kind=Sift with names", "answer": "explained"}
    assert states(answered(table("sift_pass_rate", *parts, keys=("sift_kind",)), mine)) == [
        ("sift_pass_rate", STANDS, NO_ENTRY),
        ("sift_pass_rate", STANDS, "explained"),
    ]


def test_a_share_beside_a_population_is_asked_about_in_words_that_are_so(answered, table):  # noqa: F811
    beside = pair(*CLEARLY, reference="London residents", benchmark="London residents")[:1]
    rows = answered(table("representation_share", beside, keys=("benchmark",)))
    assert len(rows) == 1 and rows[0]["what"].endswith(": Ethnic minorities beside London residents") and "often" not in rows[0]["what"]


def test_a_row_of_the_table_copied_into_the_log_answers_it(answered, table, measures, cycle):  # noqa: F811
    tables = table("promotion_stage_rate", women(*CLEARLY, stage="Applied", window="72m"), keys=("stage",))
    asked = answered(tables)
    assert asked[0]["answer"] == NO_ENTRY and asked[0]["part"] == "stage=Applied"
    copied = {name: asked[0][name] for name in KEY}
    assert [row["answer"] for row in answered(tables, copied)] == ["reform"]


# --- The front and the page about the pack -----------------------------------------------------------------------------------------


@pytest.fixture
def packed(tmp_path, written, measures):  # noqa: F811
    """``packed(tables, *answers)``: the tables of a pack whose project has these answers."""

    def make(tables, *answers):
        there = written(*answers)
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        return tables | add_disparities(folder, ranked(tables, measures), tables, there)

    return make


def test_the_front_asks_where_a_clear_difference_has_no_entry(cycle, measures, table, packed):  # noqa: F811
    tables = table(LEAVING, pair(*CLEARLY)) | table(GRIEVED, by_sex(*CLEARLY))
    page = sheet(cycle, measures, packed(tables, {}))
    assert "No explanation or reform recorded: 1 of 2 ." in read(page) and '<a href="about.html#explain-or-reform">1 of 2</a>' in page
    own = {"measure": GRIEVED, "characteristic": "sex", "group": "Female", "reference": "Male"}
    assert "No explanation" not in read(sheet(cycle, measures, packed(tables, {}, own)))
    assert "No explanation" not in read(sheet(cycle, measures, tables)), "where there is no table nothing is known"


def test_the_front_says_which_reviews_are_past(cycle, measures, table, packed):  # noqa: F811
    tables = table(LEAVING, pair(*CLEARLY))
    assert "Explanations and reforms: review 1 past its day" in read(sheet(cycle, measures, packed(tables, {"review_by": "2023-03-30"})))
    assert "review 1" not in read(sheet(cycle, measures, packed(tables, {"review_by": "2023-03-31"})))


@pytest.mark.parametrize("asked", [3, 12])
def test_the_fullest_front_keeps_to_its_words_with_what_it_asks(cycle, measures, table, packed, asked):  # noqa: F811
    page = sheet(cycle, measures, packed(fullest(table, asked), {"review_by": "2022-01-01"}))
    assert "No explanation or reform recorded: 5 of 5 ." in read(page) and words_of(read(page)) <= MOST_WORDS


@pytest.mark.browser
def test_the_fullest_front_with_what_it_asks_is_one_sheet(cycle, measures, table, packed, tmp_path):  # noqa: F811
    assert sheets(sheet(cycle, measures, packed(fullest(table), {"review_by": "2022-01-01"})), tmp_path) == 1


def test_the_table_is_written_with_its_sidecar_and_marked_as_its_figures_are(cycle, measures, table, packed, tmp_path):  # noqa: F811
    tables = table(LEAVING, pair(*CLEARLY))
    source = {
        "table": "leavers",
        "file": "leavers.csv",
        "sha256": "",
        "rows": "fewer than 5",
        "state": "synthetic",
        "set_aside": [["odd", "fewer than 5 rows"]],
        "flags": [],
        "note": "",
        "part": "",
    }
    tables = {LEAVING: replace(tables[LEAVING], about={**tables[LEAVING].about, "sources": [source]})}
    about = packed(tables, {})[NAME].about
    assert about["synthetic"] and about["shape"] == "register" and about["rows"] == 1
    assert (tmp_path / "tables" / f"{NAME}.csv").read_text().splitlines()[0].startswith("measure,part,characteristic,group,reference,what,state")
    assert not packed(table(LEAVING, pair(*CLEARLY)), {})[NAME].about["synthetic"]


def test_the_page_about_the_pack_says_all_of_it(table, packed):  # noqa: F811
    told = section(packed(table(LEAVING, pair(*CLEARLY)) | table(GRIEVED, by_sex(*CLEARLY)), {"review_by": "2023-03-30", "published": "our website"}))
    assert (told["stand"], told["lacking"], told["late"]) == (2, 1, 1)
    row = next(each for each in told["rows"] if each["owner"])
    assert row["review"] == "30 March 2023 (past)" and row["answer"] == "To be reformed" and row["published"] == "our website"
    assert re.fullmatch(r"1\.7 \(1\.3 to 2\.0\)", row["ratio"]) and section({}) is None


def test_the_section_stands_on_the_page_and_only_where_there_is_something_to_say(cycle, measures, table, packed, tmp_path):  # noqa: F811
    bare = table(LEAVING, pair(*CLEARLY)) | table(GRIEVED, by_sex(*CLEARLY))
    for tables, there in ((packed(bare, {"review_by": "2023-03-30"}), True), (bare, False)):
        page = about_page(cycle, ranked(tables, measures), tables, {}, {}, {}, tmp_path, pdf=False)
        said = " ".join(re.sub(r"<[^>]+>", " ", page.html).split())
        assert (
            "Of 2 clear differences that the board is asked about or has an answer to, 1 has no explanation or reform on record. "
            "1 entry is past the day of review." in said
        ) is there
        assert ("explain-or-reform" in dict(page.sections)) is there is ("To be reformed : Ask everybody who resigns" in said)


def test_a_pack_is_of_another_day_once_an_answer_changed(written):  # noqa: F811
    """No page need read the log, so the pack itself asks whether it is as it was."""
    there = written({})
    last = LastPack(there)
    last.manifest = {"inputs": [{"file": PLACE, "sha256": load_disparities(there).sources[0].sha256}, {"file": "leavers.csv", "sha256": "1"}]}
    assert last._same_answers()
    written({"answer": "explained"})
    assert not last._same_answers()
    (there.data_dir / PLACE).unlink()
    assert not last._same_answers()
    last.manifest = {"inputs": [{"file": PLACE, "sha256": ""}]}
    assert last._same_answers(), "there was none then, and there is none now"
