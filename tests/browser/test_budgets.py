"""A page is read in minutes: few words open, few sheets on paper, and every sheet says what it is part of."""

import re
import shutil
import subprocess

import pytest

from eianalysis.report.fold import count_words
from tests.browser.test_axe import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS, SHEETS, OF_PACK = 900, 6, 80
OF_REAL_DATA = {"01-recommendations", "15-other-forces"}  # the papers as they are; published figures of real forces


def printed(page, target) -> list[str]:
    """The text of every sheet."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is absent: the printed pages are NOT checked (install poppler-utils)")
    page.pdf(path=str(target), prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "index"])
def test_a_page_opens_with_at_most_900_words(pack, name):
    text = (pack / f"{name}.html").read_text(encoding="utf-8")
    assert count_words(text[text.index("<body") :]) <= WORDS


def test_a_page_prints_on_few_sheets_that_say_what_they_are_part_of(pack, open_page, tmp_path):
    of_pack = 0
    for name in PAGES:
        sheets = printed(open_page(pack / f"{name}.html").page, tmp_path / f"{name}.pdf")
        of_pack += len(sheets)
        assert len(sheets) <= SHEETS, name
        assert len([line for line in sheets[-1].splitlines() if line.strip()]) > 3, f"the last sheet of {name} has a heading and nothing else"
        of = "front sheet" if name == "index" else name
        mark = "" if name in OF_REAL_DATA else "SYNTHETIC · "
        for number, sheet in enumerate(sheets, 1):
            assert re.search(rf"(?m)^\s*{mark}2023-04 · {of}\s.*\b{number} of {len(sheets)}\b", sheet), (name, number)
    assert of_pack <= OF_PACK
