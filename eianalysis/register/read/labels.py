"""Labels as plans print them ("1.1", "R7", "OD10 -", "01 -", "Objective 2:") and the ids made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOUN = r"(?:recommendation|rec|action|objective|commitment|priority|task|item|step|pledge|proposal|outcome|deliverable|aim|goal|theme|strand|pillar|milestone)"
_DASH = r"[\s.:)\u2013\u2014-]"
_END = rf"\s*[.:)\u2013\u2014-]{_DASH}*"  # the mark after a label, and what follows it
#: Label styles at the start of a text, most telling first.
STYLES = tuple(
    (name, re.compile(pattern, re.IGNORECASE if name == "named" else 0))
    for name, pattern in (
        ("named", rf"(?P<label>{_NOUN}s?\.? ?(?:no\.? ?)?[A-Z]?\d{{1,3}}(?:[.-]\d{{1,3}})*[a-z]?)(?:{_END}|\s+|$)"),
        ("coded", rf"(?P<label>[A-Z]{{1,4}}\s?[-/]?\s?\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?)(?![\d/])(?:{_END}|\s+(?=[A-Z]))"),
        ("points", rf"\(?(?P<label>\d{{1,2}}(?:\.(?:\d{{1,3}}[a-z]?|[a-z](?=[).:\s])))+)[.):]?(?:\s+|{_DASH}*-{_DASH}*)(?=\D)"),
        ("zero", rf"(?P<label>0\d)\s*(?:[.:)\u2013\u2014-]{_DASH}*|\s+)(?=\S)"),
        ("number", r"\(?(?P<label>\d{1,3})[.):]\s+(?=\D)"),
        ("letter", r"\(?(?P<label>[a-z]|[ivx]{2,5})\)\s+(?=\D)"),
    )
)
MOST = 0.7  # this share of the texts of a column begin with a label of one style: it is their label


def label_style(texts: Sequence[str]) -> str:
    """The style of label that most of these texts begin with; '' where there is none."""
    told = [text for text in texts if text]
    for name, pattern in STYLES:
        found = [match["label"].casefold() for text in told if (match := pattern.match(text))]
        if len(found) >= 2 and len(found) >= MOST * len(told):
            return name
    return ""


def part_label(text: str, style: str) -> tuple[str, str]:
    """The label of a style at the start of a text as printed, and the words after it: ('', text) where it has none.

    >>> part_label("OD 10 - Learn about places", "coded"), part_label("01-Audit calls", "zero")
    (('OD 10 -', 'Learn about places'), ('01-', 'Audit calls'))
    """
    match = dict(STYLES)[style].match(text) if style else None
    return (match[0].strip(), text[match.end() :].strip()) if match else ("", text)


def several(text: str, style: str) -> list[str]:
    """A cell that holds several labelled texts, one after another in order: each of them; else the cell alone.

    >>> several("01 - Start it. 02- -Tell people. 03 Check it.", "zero")
    ['01 - Start it.', '02- -Tell people.', '03 Check it.']
    """
    if style not in ("zero", "number", "points"):
        return [text]
    pattern = dict(STYLES)[style]
    starts, wanted = [], None
    for match in re.finditer(r"(?:(?<=^)|(?<=\s))(?=\(?\d)", text):
        found = pattern.match(text, match.start())
        if found and (wanted is None and match.start() == 0 or found["label"].strip() == wanted):
            starts.append(match.start())
            wanted = _next(found["label"].strip())
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)] if len(starts) > 1 else [text]


def _next(label: str) -> str:
    head, _, last = label.rpartition(".")
    return f"{head}{'.' if head else ''}{str(int(last) + 1).zfill(len(last))}" if last.isdigit() else ""


def id_part(label: str) -> str:
    """What a label gives to an id: "R 7." -> "R7", "Objective 2:" -> "2", "(a)" -> "a"; '' where it is no label.

    >>> [id_part(text) for text in ("R 7.", "Objective 2:", "(a)", "1.1", "3", "Fair vetting at work")]
    ['R7', '02', 'a', '1.1', '03', '']
    """
    text = re.sub(rf"^{_NOUN}s?\.? ?(?:no\.? ?)?(?=\w?\d)", "", label.strip(), flags=re.IGNORECASE)
    short = re.sub(r"[^A-Za-z0-9.]+", "", text).strip(".")
    return short.zfill(2) if short.isdigit() else short if 0 < len(short) <= 12 and (re.search(r"\d", short) or len(short) <= 4) else ""


def section_words(text: str) -> tuple[str, str]:
    """A section's heading without its label, and the label: "Objective 1: Fair vetting" -> ("Fair vetting", "Objective 1").

    >>> section_words("2. Fair vetting"), section_words("Theme A - Trust"), section_words("Safer streets")
    (('Fair vetting', '2'), ('Trust', 'Theme A'), ('Safer streets', ''))
    """
    found = re.fullmatch(r"\s*((?:[A-Z][A-Za-z]{2,15}\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,4}))\s*(?:[.:)\u2013\u2014-]+\s*|\s+(?=[A-Z]))(\S.*)", text)
    return (found[2].strip(), found[1].strip()) if found and len(found[2]) > 2 else (text.strip(), "")
