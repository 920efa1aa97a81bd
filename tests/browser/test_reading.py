"""The pages by keyboard alone, at 400% zoom, without scripts, of both cycles, and not too heavy."""

import pytest

from tests.browser.test_axe import PAGES, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_axe_finds_no_violation_in_the_pack_before(previous, open_page):
    pages = sorted(previous.glob("*.html"))
    # the board before had no pages on recruitment and training: their windows overlap the present ones (data/cycles/2023-01.toml)
    assert {path.stem for path in pages} == set(PAGES) - {"04-recruitment", "04b-recruitment-process", "11-training"}
    for path in pages:
        reader = open_page(path)
        reader.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert violations(reader.page) == [], path.name


@pytest.mark.parametrize("name", PAGES)
def test_a_page_weighs_less_than_two_megabytes(pack, name):
    assert (pack / f"{name}.html").stat().st_size < 2_000_000


@pytest.mark.parametrize("name", ["index", "00-board-summary", "06-retention"])
def test_everything_can_be_reached_by_tab_and_seen_when_it_is(pack, open_page, name):
    """Tab visits every link, summary and scrolling table once, in the order of the page, each with an outline, and ends."""
    page = open_page(pack / f"{name}.html").page
    wanted = page.evaluate("""() => [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
        .filter(one => one.checkVisibility({contentVisibilityAuto: true})).length""")
    seen = []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => { const one = document.activeElement; if (one === document.body) return null;
            one.dataset.seen = one.dataset.seen || String(Math.random()); const style = getComputedStyle(one);
            return [one.dataset.seen, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, one.textContent.trim().slice(0, 60)]; }""")
        if found is None:
            break
        assert found[1], f"no visible focus on '{found[2]}'"
        seen.append(found[0])
    assert len(seen) == len(set(seen)) == wanted


def test_a_summary_opens_by_the_keyboard(pack, open_page):
    opens = [path for path in sorted(pack.glob("*.html")) if "<summary" in path.read_text(encoding="utf-8")]
    assert len(opens) >= 3
    for path in opens[:3]:
        page = open_page(path).page
        was = page.evaluate("document.querySelector('summary').parentElement.open")
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector('summary').parentElement.open") is not was
