"""Every page of the pack in a real browser: no axe violation, no request, readable small and by keyboard."""

from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = (
    "index",
    "about",
    "00-board-summary",
    "01-recommendations",
    "02-data-quality",
    "03-representation",
    "04-recruitment",
    "04b-recruitment-process",
    "05-progression",
    "06-retention",
    "06b-exit-interviews",
    "07-conduct",
    "07b-grievances",
    "07c-complaints",
    "08-stop-search",
    "08b-force-and-samples",
    "09-highlight-reports",
    "10-surveys",
    "11-training",
    "12-community",
    "13-pay-gaps",
    "15-other-forces",
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_source() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page, only: str = f"{{type: 'tag', values: {TAGS}}}") -> list[str]:
    """What axe finds, each with the first place; run in a world of its own, since the page allows no script."""
    found = page.evaluate(f"async () => {{ {axe_source()}; const found = await axe.run(document, {{runOnly: {only}}}); return found.violations; }}")
    return [f"{one['id']}: {one['help']} ({len(one['nodes'])}), as {one['nodes'][0]['html'][:160]}" for one in found]


def test_there_is_a_page_for_each_name(pack):
    assert {path.stem for path in pack.glob("*.html")} == set(PAGES), "name the new page in this test"


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(pack, open_page, name):
    reader = open_page(pack / f"{name}.html", color_scheme="light")
    reader.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(reader.page) == []
    reader.page.emulate_media(color_scheme="dark")  # the colours alone are others
    assert violations(reader.page, "{type: 'rule', values: ['color-contrast']}") == []


def test_axe_can_fail(pack, open_page):
    reader = open_page(pack / "index.html")
    reader.page.evaluate("document.documentElement.removeAttribute('lang'); document.querySelector('h1').style.color = '#bbb'")
    assert {one.split(":")[0] for one in violations(reader.page)} >= {"html-has-lang", "color-contrast"}
    reader = open_page(pack / "index.html")
    reader.page.emulate_media(color_scheme="dark")
    reader.page.evaluate("document.querySelector('h1').style.color = '#333'")
    assert [one.split(":")[0] for one in violations(reader.page, "{type: 'rule', values: ['color-contrast']}")] == ["color-contrast"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_complains_of_nothing(pack, open_page, name):
    reader = open_page(pack / f"{name}.html")
    reader.page.wait_for_load_state("networkidle")
    assert reader.requests == [] and reader.complaints == []


def test_the_first_tab_stop_skips_to_the_content_and_can_be_seen(pack, open_page):
    page = open_page(pack / "06-retention.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    box = page.evaluate("document.activeElement.getBoundingClientRect().left")
    assert box >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("name", PAGES)
def test_the_marking_is_on_every_printed_page(pack, open_page, tmp_path, name):
    import shutil
    import subprocess

    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is absent: the printed pages are NOT checked (install poppler-utils)")
    target = tmp_path / "page.pdf"
    open_page(pack / f"{name}.html").page.pdf(path=str(target), prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True).stdout
    sheets = text.split("\f")[:-1]
    assert sheets and all(sheet.count("OFFICIAL-SENSITIVE") >= 2 for sheet in sheets)
