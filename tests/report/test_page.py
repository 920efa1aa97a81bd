"""Pages as a reader meets them: structure, figures, headings, marking, banner; tiny pages and the real ones."""

import copy

import nbformat
import pytest

from eianalysis.errors import EIAnalysisError
from eianalysis.report.body import render
from tests.report.pages import Page, faults

MARKING = "OFFICIAL-SENSITIVE"


def page(tiny, name):
    return tiny.files()[f"{name}.html"].decode()


@pytest.mark.parametrize("name", ["index", "about", "06-retention", "07-conduct"])
def test_a_tiny_page_has_no_fault(tiny, name):
    assert faults(page(tiny, name), MARKING) == []


@pytest.mark.slow
def test_no_page_of_the_real_pack_has_a_fault(pack):
    pages = sorted(pack.glob("*.html"))
    assert {path.stem for path in pages} >= {"index", "01-recommendations", "06-retention", "07-conduct", "08-stop-search"}
    assert {path.name: faults(path.read_text(encoding="utf-8"), MARKING) for path in pages} == {path.name: [] for path in pages}
    assert all(path.stat().st_size < 2_000_000 for path in pages)


@pytest.mark.slow
def test_no_page_of_the_real_pack_says_what_an_object_is(pack):
    said = {path.name for path in pack.glob("*.html") if "&lt;saved tables" in path.read_text(encoding="utf-8")}
    assert said == set()


def test_real_pages_made_from_the_synthetic_force_say_so(pack):
    for name in ("06-retention", "07-conduct", "08-stop-search"):
        assert '<p class="synthetic"><strong>SYNTHETIC</strong>' in (pack / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "spoil, fault",
    [
        (lambda text: text.replace('lang="en-GB"', 'lang="en"'), "lang is not en-GB"),
        (lambda text: text.replace("<h1>", "<h1>a</h1><h1>", 1), "2 h1"),
        (lambda text: text.replace('id="rates-2"', 'id="rates"'), "ids used twice: ['rates']"),
        (lambda text: text.replace(' scope="row"', "", 1), "a th without scope: Female"),
        (lambda text: text.replace("<caption>Officers who left</caption>", "", 1), "a table without a caption"),
        (lambda text: text.replace(' role="img"', "", 1), "a drawing without role img"),
    ],
)
def test_the_check_of_pages_can_fail(tiny, spoil, fault):
    spoilt = spoil(page(tiny, "06-retention"))
    assert fault in faults(spoilt, MARKING)


def test_code_warnings_and_object_names_stay_out(tiny):
    text = page(tiny, "06-retention")
    assert "counted" in text and "careful" not in text and "import warnings" not in text
    assert "&lt;object" not in text and "<saved tables" not in text and "data_dir" not in text


def test_figures_are_inline_with_their_alternative_caption_and_source(tiny):
    shown = Page(page(tiny, "06-retention"))
    assert len(shown.all("svg")) == len(shown.all("figure")) == 2
    assert [words for _, _, words in shown.all("figcaption")] == [
        "SYNTHETIC DATA. Officers who left.Source: leavers.csv (synthetic).",
        "SYNTHETIC DATA. Officers who left.",
    ], "what was said before is not said again, but what is drawn is"
    assert shown.all("use")[0][0]["href"] == "#n1-c" and shown.all("use")[1][0]["href"] == "#n2-c"


def test_headings_skip_no_level_and_the_contents_lists_sections(tiny):
    text = page(tiny, "06-retention")
    assert '<h3 id="deep">Deep</h3>' in text
    assert '<a href="#rates">Rates</a>' in text and '<a href="#rates-2">Rates</a>' in text


def test_links_between_notebooks_become_links_between_pages(tiny):
    assert '<a href="07-conduct.html">conduct</a>' in page(tiny, "06-retention")


def test_the_banner_stands_only_where_data_are_synthetic(tiny):
    banner = '<p class="synthetic"><strong>SYNTHETIC</strong>'
    assert banner in page(tiny, "06-retention") and banner in page(tiny, "index")
    assert banner not in page(tiny, "07-conduct")


def test_the_page_about_the_pack_names_tables_and_what_the_words_mean(tiny):
    text = page(tiny, "about")
    assert '<a href="tables/leavers.csv">leavers.csv</a>' in text
    for words in ("clear difference", "possible difference", "no material difference", "too few to say", "[c]"):
        assert f"<dt>{words}</dt>" in text
    assert "1 row is hidden, in 1 of 1 tables." in text


def test_every_page_leads_to_how_to_read_it(tiny):
    assert '<a href="about.html#how-to-read">' in page(tiny, "06-retention") and 'id="how-to-read"' in page(tiny, "about")


def test_a_picture_without_an_alternative_stops_the_page():
    cell = nbformat.v4.new_code_cell("1")
    output = nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"})
    for data, message in (
        (output.data, "a picture without a text alternative"),
        ({"application/vnd.eianalysis.figure+json": {"alt": " "}, "image/svg+xml": "<svg></svg>"}, "no drawing or no text alternative"),
    ):
        cell.outputs = [nbformat.v4.new_output("display_data", copy.deepcopy(dict(data)))]
        with pytest.raises(EIAnalysisError, match=message):
            render(nbformat.v4.new_notebook(cells=[cell]), "06-retention")


def test_a_notebook_without_a_title_is_named_after_its_file():
    body = render(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("text")]), "08-stop-search")
    assert body.title == "Stop search"


def elsewhere(monkeypatch, tmp_path):
    """Jupyter looks into folders that hold nothing, as under a scheduler with another home and no JUPYTER_PATH."""
    from nbconvert.exporters import HTMLExporter

    monkeypatch.setattr(HTMLExporter, "get_prefix_root_dirs", lambda self: [str(tmp_path)])


def test_a_page_needs_no_jupyter_path(monkeypatch, tmp_path):
    elsewhere(monkeypatch, tmp_path)
    assert "<p>text</p>" in render(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("text")]), "08-x").html


def test_templates_that_are_nowhere_are_told_with_the_repair(monkeypatch, tmp_path):
    elsewhere(monkeypatch, tmp_path)
    monkeypatch.setattr("importlib.metadata.files", lambda name: None)
    with pytest.raises(EIAnalysisError, match="install nbconvert again in the environment that runs this, or set JUPYTER_PATH") as told:
        render(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("text")]), "08-x")
    assert str(tmp_path) not in str(told.value)


def test_a_drawing_scrolls_in_its_own_named_box_on_a_narrow_page():
    """At 320 pixels a drawing made to fit has words of four pixels: it keeps its size, and the keyboard can reach it."""
    from eianalysis.report.body import figure_html
    from eianalysis.theme import CSS

    made = figure_html({"title": "Rates & ranges", "alt": "Dots."}, '<svg width="700"><text>x</text></svg>', 3)
    assert '<div class="ei-scroll ei-drawn" role="group" tabindex="0" aria-label="Figure 3: Rates &amp; ranges"><svg ' in made
    assert "@media (max-width: 36rem) { figure.ei .ei-drawn svg { max-width: none; width: 34rem; } }" in CSS
