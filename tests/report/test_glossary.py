"""Every short form a page uses is spelled out on it."""

import html
import re

import pytest

from eianalysis.report.glossary import short_forms
from eianalysis.vocabulary import ACRONYMS

#: In capitals, and no short form: markings, parts of item numbers, a name that was written so.
SHOUTED = {
    "OFFICIAL",
    "SENSITIVE",
    "SYNTHETIC",
    "DATA",
    "ILLUSTRATION",
    "CASEY",
    "TASKFORCE",
    "REC",
    "RET",
    "HWB",
    "COM",
    "LDC",
    "CAS",
    "TRT",
    "GLA",
    "EIW",
    "OC",
    "OD",
    "OP",
    "LA",
}


def test_short_forms_are_found_as_words_in_prose_and_nowhere_else():
    page = "<style>TFG</style><p>The PPU, HR-led; <code>RAG</code> and E&amp;I.</p><title>SMB</title>"
    assert [short for short, _ in short_forms(page)] == ["E&I", "PPU"]


def test_a_page_without_any_has_no_list():
    assert short_forms("<p>Nothing here.</p>") == ()


@pytest.mark.slow
def test_no_page_of_the_pack_uses_a_short_form_nobody_spells_out(pack):
    for path in pack.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        text = re.sub(r"<(style|code)\b.*?</\1>", " ", page, flags=re.S)
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
        used = set(re.findall(r"(?<![\w-])(?:[A-Z]&[A-Z]{1,2}|[A-Z]{2,})(?![\w-])", text)) - SHOUTED
        assert used <= set(ACRONYMS), f"{path.name}: {sorted(used - set(ACRONYMS))} stand for what?"
        for short in used:
            assert f"<dt>{html.escape(short)}</dt>" in page, f"{path.name} does not spell out {short}"
