"""The last look before a pack leaves the scratch folder: does any file hold what must not be seen?

People's references from the input tables, paths of this machine, scripts and outside addresses, e-mail addresses and
telephone numbers, tracebacks, figures in hidden rows. A find names the file and the kind and never repeats the value.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from eianalysis.errors import DisclosureError
from eianalysis.policy import SMALLEST_COUNT
from eianalysis.provenance import TELLING
from eianalysis.report.place import ISSUED
from eianalysis.report.printed import is_public
from eianalysis.report.reference_words import ReferenceWords
from eianalysis.report.scrub import escaped
from eianalysis.results import HIDDEN_STATUS

EMAIL = re.compile(r"(?<=[\w.+-])@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(
    r"(?<![\w.+])(?:\+44[ -]?(?:\(0\) ?)?|0)"
    r"(?:\d{10}|\d{2}[ -]\d{4}[ -]\d{4}|\d{3}[ -]\d{3}[ -]\d{4}|\d{4}[ -]\d{6}|\d{4}[ -]\d{3}[ -]\d{3}"
    r"|\d{3}[ -]\d{4}[ -]\d{3})(?!\w|\.\d)"
)
SOMEONES_PATH = re.compile(r"(?<![\w/.])/(?:home|Users|root|tmp|private|var|mnt|srv)/[\w.-]+|\b[A-Za-z]:\\{1,2}[\w.-]+")
OUTSIDE = re.compile(r"^\s*(?:https?:|ftp:|file:|//)", re.IGNORECASE)
OUTSIDE_STYLE = re.compile(r"(?:url\(\s*['\"]?\s*(?:https?:|//))|@import", re.IGNORECASE)
FETCHING = ("src", "srcset", "imagesrcset", "ping", "cite", "manifest", "href", "xlink:href", "poster", "data", "action", "formaction", "background")
ACTIVE = ("script", "iframe", "object", "embed", "base", "form", "input", "button", "video", "audio")
RUNNING_ON = (
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "tspan",
    "u",
    "var",
    "wbr",
)
GEOMETRY = ("d", "points", "transform", "style", "x", "y", "width", "height", "viewbox", "id", "class")
NATIONAL_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
REFERENCE = "the reference of a person or a case"
TOO_SMALL = "a count that is too small to show"
RICH = re.compile(r"</t></r><r>(?:<rPr>.*?</rPr>)?<t[^>]*>", re.DOTALL)  # one text in several styles
PLACEHOLDER = "no description has been provided"


@dataclass(frozen=True)
class Forbidden:
    """What must not appear: references of people and cases as words, and folders of this machine."""

    references: ReferenceWords = field(default_factory=ReferenceWords)
    folders: tuple[str, ...] = ()

    @classmethod
    def of(cls, references: Iterable[str], folders: Iterable[Path]) -> Forbidden:
        texts = {str(form) for path in folders for form in (path, path.resolve()) if len(form.parts) > 2}
        return cls(ReferenceWords.of(references), tuple(sorted(texts | {escaped(text) for text in texts})))


class _Page(HTMLParser):
    """Words a reader or a machine could find in a page, and what the page would fetch or run."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.running: list[str] = []  # what a reader sees as one run of words, whatever tags stand in it
        self.finds: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self._part(tag)
        if tag in ACTIVE or (tag == "link" and dict(attrs).get("href") != "data:,"):
            self.finds.add(f"an active element ({tag})")
        if tag == "meta" and (dict(attrs).get("http-equiv") or "").casefold() not in ("", "content-security-policy"):
            self.finds.add("a page that moves on by itself (meta)")
        for name, value in attrs:
            value = re.sub(r"[\t\r\n]", "", value or "")
            if name.startswith("on") or value.strip().casefold().startswith("javascript:"):
                self.finds.add("a script in an attribute")
            several = re.split(r"\s*,\s*", value) if name in ("srcset", "imagesrcset") else [value]
            if name in FETCHING and any(OUTSIDE.match(each) for each in several):
                self.finds.add(f"an outside address in {name}")
            if name == "style" and OUTSIDE_STYLE.search(value):
                self.finds.add("an outside address in a style")
            if name in ("alt", "aria-label") and PLACEHOLDER in value.casefold():
                self.finds.add("a text alternative that says nothing")
            if name not in GEOMETRY:
                self.words.append(value)
        if tag == "img" and not any(name == "alt" and value for name, value in attrs):
            self.finds.add("a picture without a text alternative")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        self._part(tag)

    def _part(self, tag):
        if tag not in RUNNING_ON:
            self.running.append("\n")

    def handle_data(self, data):
        if self.lasttag == "style" and OUTSIDE_STYLE.search(data):
            self.finds.add("an outside address in a style")
        self.words.append(data)
        self.running.append(data)

    def handle_comment(self, data):
        self.words.append(data)


def scan(pack: Path, forbidden: Forbidden) -> list[tuple[str, str]]:
    """Every find in the pack as (file, kind); an empty list is what lets a pack out."""
    finds = []
    for path in sorted(path for path in pack.rglob("*") if path.is_file()):
        name = path.relative_to(pack).as_posix()
        finds += [(name, kind) for kind in sorted(_in_file(path, forbidden))]
        finds += [(name, kind) for kind in sorted(in_text(name, forbidden))]
    return finds


def require_clean(pack: Path, forbidden: Forbidden) -> None:
    """Nothing if the pack is clean; a ``DisclosureError`` that lists every find if not."""
    finds = scan(pack, forbidden)
    if finds:
        lines = [f"  {name}: {kind}" for name, kind in finds[:40]]
        raise DisclosureError("the pack holds what must not leave it, and stays in no place:\n" + "\n".join(lines))


def _in_file(path: Path, forbidden: Forbidden) -> set[str]:
    if path.suffix == ".xlsx":
        return _in_workbook(path, forbidden)
    if path.suffix == ".pdf":
        return _in_pdf(path.read_bytes(), forbidden)
    finds = _look(".json" if path.name == ISSUED else path.suffix, path.read_bytes().decode("utf-8", errors="replace"), forbidden)
    return finds - {TOO_SMALL} if path.suffix == ".csv" and is_public(path) else finds


def _in_pdf(content: bytes, forbidden: Forbidden) -> set[str]:
    """What a printed page says beside its text, which is that of the page it was printed from: links, scripts, titles."""
    parts = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        with suppress(zlib.error):
            parts.append(zlib.decompress(stream))
    said = b"\n".join(parts)
    finds = {"an active element (in a PDF)"} if re.search(rb"/(?:JavaScript|JS|Launch|EmbeddedFile)\b", said) else set()
    if re.search(rb"/URI\b|file://", said):
        finds.add("an outside address in a PDF")
    if any(folder.encode() in said for folder in forbidden.folders):
        finds.add("a path of this machine")
    return finds


def _in_workbook(path: Path, forbidden: Forbidden) -> set[str]:
    """Words of every part of a workbook, and what it would run or fetch: ours has no formula, macro or link."""
    finds = set()
    with zipfile.ZipFile(path) as book:
        for part in book.namelist():
            text = book.read(part).decode("utf-8", errors="replace")
            if not part.endswith((".xml", ".rels")) or "macro" in text.casefold():
                finds.add("an active element (in a workbook)")
            if 'TargetMode="External"' in text:
                finds.add("an outside address in a workbook")
            if part.startswith("xl/worksheets/") and re.search(r"<f[ >]", text):
                finds.add("a formula in a workbook")
            words = re.findall(r' (?:name|displayName|title|descr|tooltip|display)="([^"]*)"', text)
            if part.startswith("xl/worksheets/"):  # not the figures in <v>: a short form of a number could be anything
                words += re.findall(r"<(?:t|oddHeader|oddFooter|evenHeader|evenFooter)\b[^>]*>([^<]+)<", re.sub("&amp;[A-Z]", " ", text))
            elif part.endswith(".xml"):
                words += re.findall(r">([^<]+)<", RICH.sub("", text))
            if words:
                finds |= in_text(unescape("\n".join(words)), forbidden)
    return finds


def _look(suffix: str, text: str, forbidden: Forbidden) -> set[str]:
    if suffix == ".html":
        return _in_html(text, forbidden)
    if suffix == ".csv":
        return in_text(text, forbidden) | _in_csv(text)
    if suffix == ".ipynb":
        return _in_notebook(json.loads(text), forbidden)
    if suffix == ".json":
        return in_text("\n".join(_strings(json.loads(text))), forbidden)
    return {"a kind of file that a pack does not hold"}


def in_text(text: str, forbidden: Forbidden) -> set[str]:
    """What a text holds that must not leave the house."""
    finds = set()
    if any(folder in text for folder in forbidden.folders) or SOMEONES_PATH.search(text):
        finds.add("a path of this machine")
    if EMAIL.search(text):
        finds.add("an e-mail address")
    if TELEPHONE.search(text):
        finds.add("a telephone number")
    if NATIONAL_INSURANCE.search(text):
        finds.add("a national insurance number")
    if "Traceback (most recent call last)" in text:
        finds.add("a traceback")
    if forbidden.references.stand_in(text):
        finds.add(REFERENCE)
    return finds


def _in_html(text: str, forbidden: Forbidden) -> set[str]:
    page = _Page()
    page.feed(text)
    page.close()
    split = {REFERENCE} if forbidden.references.stand_in("".join(page.running)) else set()
    return page.finds | split | in_text("\n".join(page.words), forbidden)


def _in_csv(text: str) -> set[str]:
    finds = set()
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"))):
        if row.get("status") in HIDDEN_STATUS:
            if any(row.get(column) for column in {*TELLING, "denominator", "at_risk"}):
                finds.add("a figure in a hidden row")
        elif _small(row.get("numerator")) or _small(row.get("denominator")):
            finds.add(TOO_SMALL)
    return finds


def _small(text: str | None) -> bool:
    """Whether a count is shown that every profile of a pack hides."""
    try:
        return 0 < float(text or 0) < SMALLEST_COUNT
    except ValueError:
        return False


def _in_notebook(notebook: dict, forbidden: Forbidden) -> set[str]:
    finds = set()
    for cell in notebook["cells"]:
        finds |= in_text("".join(cell["source"]), forbidden)
        finds |= in_text("\n".join(_strings([cell.get("metadata", {}), cell.get("attachments", {})])), forbidden)
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                finds.add("a traceback")
            for kind, content in output.get("data", {}).items():
                if kind in ("text/html", "image/svg+xml"):
                    finds |= _in_html("".join(content), forbidden)
                elif kind.endswith("javascript"):
                    finds.add("an active element (script)")
                else:
                    finds |= in_text("\n".join(_strings(content)), forbidden)
            finds |= in_text("".join(output.get("text", "")), forbidden)
    return finds | in_text("\n".join(_strings(notebook["metadata"])), forbidden)


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
