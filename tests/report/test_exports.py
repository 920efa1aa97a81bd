"""What a release gives to others: a workbook, a page, slides, each opened again and read; and what it refuses, with the repair."""

import re
import sys

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation

import eianalysis as ei
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.measures.compare import with_rates
from eianalysis.policy import RUNNING, policy_for
from eianalysis.report.exports import BESIDE
from eianalysis.results import Definition, Result
from eianalysis.sources import Source
from tests.pages.builders import FAKE, FILE, LEAVING, TWO, not_available, released

NASTY = "=HYPERLINK(1)<script>alert(1)</script>"
KINDS = {"to_excel": "table.xlsx", "to_html": "table.html", "to_pptx": "table.pptx"}


def hand(release, how, path):
    return getattr(release, how)(path)


def texts(path) -> str:
    """Every word of a file that was handed on."""
    if path.suffix == ".xlsx":
        return "\n".join(str(cell) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    said = []
    for slide in Presentation(path).slides:
        said += [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
        for shape in slide.shapes:
            said += [shape.text_frame.text] if shape.has_text_frame else []
            said += [cell.text for row in shape.table.rows for cell in row.cells] if shape.has_table else []
            said.append(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")
    return "\n".join(said)


@pytest.fixture
def counted():
    """A real result: so few of one group left that it is hidden, and another with it."""
    counts = pd.DataFrame(
        {
            "measure": "leaving",
            "kind": "proportion",
            "window": "12m",
            "period_start": pd.Timestamp("2022-04-01"),
            "period_end": pd.Timestamp("2023-03-31"),
            "characteristic": "sex",
            "group": ["All", "Female", "Male", "Other"],
            "numerator": [143, 71, 69, 3],
            "denominator": [957, 487, 453, 17],
        }
    )
    return with_rates(Result("leaving", "counts", LEAVING, counts, sources=(FAKE,)))


@pytest.mark.parametrize("how, name", KINDS.items())
def test_it_says_what_is_shown_and_of_whom_and_that_data_are_invented(tmp_path, counted, how, name):
    release = ei.compare(counted, reference="Male").release(policy_for("board"))
    hand(release, how, tmp_path / name)
    said = texts(tmp_path / name)
    assert "SYNTHETIC DATA" in said and ("[c]" in said or "Hidden, because small numbers" in said)
    assert "leavers.csv" in said and BESIDE in said
    digits = set(re.findall(r"(?<![\d.])\d+(?![\d.]|,\d)", said))
    for row, true in zip(release.table.itertuples(), counted.counts.itertuples()):
        assert ({str(true.numerator), str(true.denominator)} <= digits) == (row.status != "hidden"), row.group
    assert list(tmp_path.iterdir()) == [tmp_path / name]  # nothing is left beside it


@pytest.mark.parametrize("how, name", KINDS.items())
def test_real_data_are_not_called_invented(tmp_path, how, name):
    hand(released(TWO, sources=(FILE,)), how, tmp_path / name)
    assert "SYNTHETIC" not in texts(tmp_path / name)


@pytest.mark.parametrize("how, name", KINDS.items())
def test_words_of_data_stay_words(tmp_path, how, name):
    text = f"group | numerator | denominator | rate | rate_low | rate_high\nAll | 40 | 200 | 0.2 | 0.15 | 0.26\n{NASTY} | 20 | 100 | 0.2 | 0.13 | 0.29"
    hand(released(text, characteristic="team"), how, tmp_path / name)
    said = texts(tmp_path / name)
    assert ("<script>" not in said and "&lt;script&gt;" in said) if how == "to_html" else NASTY in said
    if how == "to_excel":
        cells = [cell for sheet in openpyxl.load_workbook(tmp_path / name) for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink and "HYPERLINK" in str(cell.hyperlink.location)]


def test_the_page_asks_for_nothing_and_is_given_back(tmp_path, counted):
    release = ei.compare(counted, reference="Male").release(policy_for("board"))
    page = release.to_html()
    assert page == release.to_html(tmp_path / "a.html") == (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.count("<h1>") == 1 and "default-src 'none'" in page and "<svg" in page and "<table" in page
    assert not re.search(r"<(script|link|iframe|img)\b|(?:src|href)=\"https?:", page)


def test_the_figure_of_the_slides_has_words_and_the_table_is_a_table(tmp_path, counted):
    release = ei.compare(counted, reference="Male").release(policy_for("board"))
    slides = Presentation(release.to_pptx(tmp_path / "a.pptx")).slides
    assert len({slide.shapes.title.text_frame.text for slide in slides}) == 1
    picture = next(shape for shape in slides[0].shapes if shape.shape_type == 13)
    assert picture.image.content_type == "image/png" and len(picture._element.nvPicPr.cNvPr.get("descr")) > 40
    table = next(shape.table for shape in slides[1].shapes if shape.has_table)
    shown = ei.table(release).grid
    assert [cell.text for cell in table.rows[0].cells] == list(shown.headers)
    assert [[cell.text for cell in row.cells] for row in list(table.rows)[1:]] == [list(row) for row in shown.rows]


def test_a_long_table_is_parted_over_slides_with_its_headers_on_each(tmp_path):
    rows = "\n".join(f"team {at} | {20 + at} | 100 | 0.2 | 0.1 | 0.3" for at in range(25))
    release = released(f"group | numerator | denominator | rate | rate_low | rate_high\n{rows}", characteristic="team")
    tables = [shape.table for slide in Presentation(release.to_pptx(tmp_path / "a.pptx")).slides for shape in slide.shapes if shape.has_table]
    assert [len(table.rows) - 1 for table in tables] == [9, 9, 7] and len({table.cell(0, 0).text for table in tables}) == 1


@pytest.mark.parametrize("how, name", KINDS.items())
def test_what_is_not_available_says_so(tmp_path, how, name):
    hand(not_available(), how, tmp_path / name)
    assert "[x]" in texts(tmp_path / name)


@pytest.mark.parametrize("how, name", KINDS.items())
def test_means_are_handed_on_like_counts(tmp_path, how, name):
    from eianalysis.sources import TypedTable

    frame = pd.DataFrame({"team": ["a", "b"] * 20, "score": [1, 2, 3, 4, 5] * 8})
    table = TypedTable("answers", frame, (Source("answers", "answers.csv", "", 40, "real"),), {})
    hand(ei.mean(table, "score", by="team", measure="mean_score").release(policy_for("board")), how, tmp_path / name)
    assert "3.0" in texts(tmp_path / name) or how == "to_excel" and "\n3\n" in texts(tmp_path / name)


# --- refusals, each with what it advises done ------------------------------------------------------------------------------


@pytest.mark.parametrize("how, name", KINDS.items())
def test_what_is_not_released_goes_nowhere_until_it_is(tmp_path, counted, how, name):
    with pytest.raises(DisclosureError, match=rf"Release it first, as \.release\(\)\.{how}"):
        hand(counted, how, tmp_path / name)
    assert not list(tmp_path.iterdir())
    hand(counted.release(policy_for("board")), how, tmp_path / name)
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("how, name", KINDS.items())
def test_the_working_profile_hands_nothing_on(tmp_path, counted, how, name):
    with pytest.raises(DisclosureError, match=r"console only.*\.release\(\"board\"\)"):
        hand(counted.release(policy_for("working")), how, tmp_path / name)


@pytest.mark.parametrize("how, name", KINDS.items())
def test_every_fault_of_a_path_is_told_at_once(tmp_path, counted, how, name):
    release = counted.release(policy_for("board"))
    with pytest.raises(UsageError) as told:
        hand(release, how, tmp_path / "away" / "table.doc")
    assert f"must end in .{name.partition('.')[2]}" in str(told.value) and "there is no folder away: make it" in str(told.value)
    (tmp_path / "away").mkdir(parents=True)
    hand(release, how, tmp_path / "away" / f"table.{name.partition('.')[2]}")
    with pytest.raises(UsageError, match="is a folder: add the name"):
        hand(release, how, tmp_path / "away")
    with pytest.raises(UsageError, match="takes the path of a file"):
        hand(release, how, 3)


@pytest.mark.parametrize("how, name", KINDS.items())
def test_a_file_that_is_open_elsewhere_stays_as_it_was(tmp_path, counted, how, name, monkeypatch):
    (tmp_path / name).write_text("before")

    def locked(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("eianalysis.report.exports.os.replace", locked)
    with pytest.raises(UsageError, match=rf"{re.escape(name)} cannot be written .*close it where it is open"):
        hand(counted.release(policy_for("board")), how, tmp_path / name)
    assert (tmp_path / name).read_text() == "before" and len(list(tmp_path.iterdir())) == 1


def test_slides_without_their_library_say_what_to_install(tmp_path, counted, monkeypatch, root):
    monkeypatch.setitem(sys.modules, "pptx", None)
    monkeypatch.delitem(sys.modules, "eianalysis.report.slides", raising=False)
    with pytest.raises(UsageError, match=r'pip install "eianalysis\[slides\]"'):
        counted.release(policy_for("board")).to_pptx(tmp_path / "a.pptx")
    assert re.search(r'^slides = \["python-pptx', (root / "pyproject.toml").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("how, name", KINDS.items())
def test_a_notebook_that_is_run_for_a_pack_shows_instead(tmp_path, counted, how, name, monkeypatch):
    release = counted.release(policy_for("board"))
    monkeypatch.setenv(RUNNING, "06")
    with pytest.raises(UsageError, match=r"use ei\.show"):
        hand(release, how, tmp_path / name)


def test_a_forged_release_is_refused(tmp_path):
    from dataclasses import fields

    from eianalysis.results import Release

    true = released(TWO)
    forged = object.__new__(Release)
    for each in fields(true):
        object.__setattr__(forged, each.name, getattr(true, each.name))
    with pytest.raises(DisclosureError, match="did not make"):
        forged.to_excel(tmp_path / "a.xlsx")


def test_the_definition_of_a_workbook_is_what_was_counted(tmp_path):
    plain = released(TWO, definition=Definition("Leaving $$x$$", "left", "in post"))
    said = texts(plain.to_excel(tmp_path / "a.xlsx"))
    assert "Counted: left. Out of: in post." in said and "$$" not in said
