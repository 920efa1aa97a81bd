"""The words of a Word paragraph: what is struck through or hidden is kept apart, ticks of symbol fonts become ticks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eianalysis.register.read.colours import colour_of, is_disc
from eianalysis.register.read.word_lists import Lists, W, value

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What is no part of the paragraph's text: deleted or moved away, another table, the older form of a drawing.
GONE = (f"{W}del", f"{W}moveFrom", f"{W}tbl", _FALLBACK)
_OFF = ("0", "false", "off", "none")
#: Ticks and crosses of the fonts of symbols, by the low byte of their sign.
_SYMBOLS = {
    "wingdings": {0xFC: "\u2713", 0xFE: "\u2713", 0xFB: "\u2717", 0xFD: "\u2717", 0xA8: "\u2610", 0x6C: "\u25cf", 0x6E: "\u25a0"},
    "wingdings 2": {0x50: "\u2713", 0x52: "\u2713", 0x4F: "\u2717", 0x51: "\u2717", 0xA3: "\u2610", 0x97: "\u25cf"},
    "webdings": {0x61: "\u2713", 0x72: "\u2717"},
}
_NOTE = re.compile(r"[\d*\u2020\u2021,\s]+")


@dataclass
class Words:
    """The words of a paragraph, those struck through, and what was noticed."""

    stands: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    bold: bool = True  # whether every word is bold
    colour: str = ""  # of a disc or a square that stands for a colour


class Looks:
    """What a run looks like, its styles asked too."""

    def __init__(self, lists: Lists):
        self.lists = lists
        self.known: dict[str, dict[str, bool | str]] = {}

    def of_style(self, style: str) -> dict[str, bool | str]:
        if style not in self.known:
            found: dict[str, bool | str] = {}
            for one in self.lists.chain(style):
                for name, on in _said(one.find(f"{W}rPr")).items():
                    found.setdefault(name, on)
            self.known[style] = found
        return self.known[style]

    def of_run(self, run, paragraph_style: str) -> dict[str, bool | str]:
        about = run.find(f"{W}rPr")
        style = value(about.find(f"{W}rStyle")) if about is not None else ""
        return {**self.of_style(paragraph_style), **self.of_style(style), **_said(about)}


def _said(about) -> dict[str, bool | str]:
    if about is None:
        return {}
    found = {}
    for name, tag in (("struck", "strike"), ("struck", "dstrike"), ("hidden", "vanish"), ("bold", "b")):
        element = about.find(f"{W}{tag}")
        if element is not None:
            found[name] = found.get(name, False) or value(element, "1").casefold() not in _OFF
    colour = value(about.find(f"{W}color"))
    if colour:
        found["colour"] = colour
    if value(about.find(f"{W}vertAlign")) == "superscript":
        found["raised"] = True
    return found


def words_of(paragraph, looks: Looks) -> Words:
    """The words of a paragraph, in its order."""
    said = Words()
    style = value(paragraph.find(f"{W}pPr/{W}pStyle"))

    def walk(node, look, font) -> None:
        for child in node:
            if child.tag in GONE or child.tag == f"{W}pPr":
                continue
            if child.tag == f"{W}r":
                walk(child, looks.of_run(child, style), _font(child))
            elif child.tag == f"{W}t":
                _take(said, _in_font(child.text or "", font), look)
            elif child.tag == f"{W}sym":
                code = _code(child.get(f"{W}char"))
                _take(said, _symbol(code, child.get(f"{W}font", "")), look)
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                said.marks.add("footnote_mark")
            elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr") and node.tag == f"{W}r":
                _take(said, " ", {**look, "bold": True})
            elif child.tag in (f"{W}noBreakHyphen", f"{W}softHyphen"):
                _take(said, "-" if child.tag == f"{W}noBreakHyphen" else "", look)
            else:
                walk(child, look, font)

    walk(paragraph, {}, "")
    return said


def _take(said: Words, text: str, look: dict[str, bool | str]) -> None:
    if not text:
        return
    if look.get("hidden"):
        if text.strip():
            said.marks.add("hidden_text")
    elif look.get("raised") and _NOTE.fullmatch(text) and text.strip():
        said.marks.add("footnote_mark")
    elif look.get("struck"):
        said.struck.append(text)
    else:
        said.stands.append(text)
        said.colour = said.colour or (colour_of(look["colour"]) if "colour" in look and is_disc(text) else "")
        said.bold = said.bold and (look.get("bold", False) or not text.strip())


def _code(text: str | None) -> int:
    try:
        return int(text or "", 16)
    except ValueError:
        return 0


def _font(run) -> str:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    return (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "").casefold() if fonts is not None else ""


def _symbol(code: int, font: str) -> str:
    known = _SYMBOLS.get(font.casefold())
    return "\ufffd" if known is None and code >= 0xE000 else (known or {}).get(code & 0xFF, chr(code) if 31 < code < 0xE000 else "\ufffd")


def _in_font(text: str, font: str) -> str:
    """Letters set in a font of symbols are the symbols, as "ü" in Wingdings is a tick; private signs without one too."""
    if font in _SYMBOLS:
        return "".join(sign if sign == " " else _SYMBOLS[font].get(ord(sign) & 0xFF, "\ufffd") for sign in text)
    return text.replace("\uf0fc", "\u2713").replace("\uf0fe", "\u2713").replace("\uf0fb", "\u2717")
