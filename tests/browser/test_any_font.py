"""No page depends on a font: with DejaVu only, with Liberation and with a wide fallback nothing is cut, at 320 pixels and on paper."""

import re

import pytest

from tests.browser import fonts
from tests.browser.conftest import chromium_path
from tests.browser.test_axe import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Every line of words that ends beyond the window, or beyond a box that hides what overflows; boxes that scroll hide nothing.
CUT = """() => { const out = [], wide = document.documentElement.clientWidth, all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = all.nextNode(); text; text = all.nextNode()) {
        let edge = wide, free = !text.textContent.trim();
        for (let one = text.parentElement; one && one !== document.body; one = one.parentElement) {
            const style = getComputedStyle(one);
            free = free || one.tagName === 'svg' || ['auto', 'scroll'].includes(style.overflowX) || style.position === 'absolute';
            if (style.overflowX === 'hidden') edge = Math.min(edge, one.getBoundingClientRect().right);
        }
        const range = document.createRange();
        range.selectNodeContents(text);
        if (!free && [...range.getClientRects()].some(box => box.right > edge + 0.5)) out.push(text.textContent.trim().slice(0, 60));
    }
    return out; }"""
#: Every line of words of a drawing that goes beyond the drawing or lies over another line.
IN_DRAWINGS = """() => { const out = [], start = one => one.textContent.trim().slice(0, 60);
    for (const svg of document.querySelectorAll('svg')) {
        const whole = svg.getBoundingClientRect(), lines = [...svg.querySelectorAll('text')].filter(start);
        const boxes = lines.map(one => one.getBoundingClientRect());
        boxes.forEach((box, at) => {
            if (box.left < whole.left - 1 || box.right > whole.right + 1) out.push('cut: ' + start(lines[at]));
            for (let other = 0; other < at; other++) {
                const across = Math.min(box.right, boxes[other].right) - Math.max(box.left, boxes[other].left);
                const down = Math.min(box.bottom, boxes[other].bottom) - Math.max(box.top, boxes[other].top);
                if (across > 2 && down > box.height / 2) out.push(`over each other: ${start(lines[at])}, ${start(lines[other])}`);
            }
        });
    }
    return out; }"""


@pytest.fixture(scope="session", params=fonts.SETS)
def fonted(request, playwright, tmp_path_factory):
    """A browser on a machine with these fonts only."""
    seen = fonts.environment(request.param, tmp_path_factory.mktemp("fonts"))
    if seen is None:
        pytest.skip(f"the fonts {fonts.SETS[request.param]} or fontconfig are absent (install fonts-dejavu-core, fonts-liberation, fontconfig)")
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"], env=seen)
    yield browser
    browser.close()


@pytest.fixture
def page(fonted):
    context = fonted.new_context(viewport={"width": 320, "height": 800})  # 1,280 pixels at 400%
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut(pack, page, name):
    page.goto((pack / f"{name}.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(CUT) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(CUT) == [] and page.evaluate(IN_DRAWINGS) == []


def test_what_is_cut_is_seen(page):
    page.set_content(
        "<h1 style='white-space: nowrap'>Which recommendations of all need the board?</h1>"
        "<svg width='100' viewBox='0 0 100 20'><text x='60' y='10' font-size='20'>Recommendations</text></svg>"
    )
    assert page.evaluate(CUT) == ["Which recommendations of all need the board?"]
    assert page.evaluate(IN_DRAWINGS) == ["cut: Recommendations"]


def test_only_the_fonts_of_the_set_are_there(fonted, page, request):
    page.set_content("<p style='font: 100px Arial, sans-serif'><span>iiiii</span></p><p style='font: 100px Arial, sans-serif'><span>mmmmm</span></p>")
    narrow, wide = (page.locator("span").nth(at).bounding_box()["width"] for at in (0, 1))
    same = narrow == pytest.approx(wide, rel=0.02)
    assert same == ("wide" in request.node.callspec.id)


def test_a_figure_says_how_wide_its_words_are(pack):
    drawn = re.findall(r"<text\b[^>]*>[^<]*\S[^<]*</text>", (pack / "06-retention.html").read_text(encoding="utf-8"))
    assert len(drawn) > 50 and all("textLength=" in one for one in drawn)
