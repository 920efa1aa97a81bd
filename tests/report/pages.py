"""What every page must be, apart from what axe sees: axe passes placeholder alternatives and unscoped headers."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "hr", "input", "col", "wbr"}


class Page(HTMLParser):
    """The elements of a page: (tag, attributes, the tags it stands in, its text)."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict, tuple[str, ...], list[str]]] = []
        self.open: list[tuple[str, dict, tuple[str, ...], list[str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        element = (tag, dict(attrs), tuple(part[0] for part in self.open), [])
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), tuple(part[0] for part in self.open), []))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _, _, _, text in self.open:
            text.append(data)

    def all(self, tag: str):
        return [(attrs, within, " ".join("".join(text).split())) for name, attrs, within, text in self.elements if name == tag]


def faults(text: str, marking: str) -> list[str]:
    """Everything that is wrong with a page; none is what a test wants."""
    page = Page(text)
    found = []

    def need(true: object, fault: str) -> None:
        if not true:
            found.append(fault)

    need(page.all("html")[0][0].get("lang") == "en-GB", "lang is not en-GB")
    need(len(page.all("title")) >= 1 and marking in page.all("title")[0][2], "the title does not hold the marking")
    need(len(page.all("h1")) == 1, f"{len(page.all('h1'))} h1")
    for landmark in ("header", "main", "footer"):
        need(len(page.all(landmark)) == 1, f"{len(page.all(landmark))} {landmark}")
        need(landmark == "main" or marking in page.all(landmark)[0][2], f"no marking in the {landmark}")
    for attrs, _, _ in page.all("nav"):
        need(attrs.get("aria-label") or attrs.get("aria-labelledby"), "a nav without a name")
    first = page.all("a")[0]
    need(first[0]["href"] == "#main" and "Skip" in first[2], "the first link does not skip to the content")
    levels = [int(tag[1]) for tag, _, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    need(all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), f"heading levels {levels}")
    ids = [attrs["id"] for _, attrs, _, _ in page.elements if attrs.get("id")]
    need(len(ids) == len(set(ids)), f"ids used twice: {sorted({one for one in ids if ids.count(one) > 1})[:5]}")
    for tag, attrs, _, _ in page.elements:
        for name, value in attrs.items():
            if name in ("aria-labelledby", "aria-describedby"):
                need(set(value.split()) <= set(ids), f"{name} points nowhere")
            if name in ("href", "xlink:href") and (value or "").startswith("#"):
                need(value[1:] in ids, f"a link to {value} leads nowhere")
    for attrs, within, _ in page.all("svg"):
        need(attrs.get("role") == "img", "a drawing without role img")
        need({"figure", "td"} & set(within), "a drawing outside a figure or a cell")
        need(attrs.get("aria-label") or attrs.get("aria-labelledby"), "a drawing without a name")
    for attrs, _, _ in page.all("img"):
        need(len(attrs.get("alt", "")) > 20 and "No description" not in attrs["alt"], "an image without a real alternative")
    need(len(page.all("figcaption")) == len(page.all("figure")), "a figure without a caption")
    need(sum("table" in within for _, within, _ in page.all("caption")) == len(page.all("table")), "a table without a caption")
    for attrs, _, words in page.all("th"):
        need(attrs.get("scope") in ("col", "row", "colgroup", "rowgroup"), f"a th without scope: {words}")
        need(words, "an empty th")
    need(not any(words == "" for _, _, words in page.all("td")), "an empty td")
    names = [attrs["aria-label"] for _, attrs, _, _ in page.elements if attrs.get("role") == "region"]
    need(len(names) == len(set(names)), "two regions of one name")
    policy = next((attrs["content"] for attrs, _, _ in page.all("meta") if "http-equiv" in attrs), "")
    need(policy.startswith("default-src 'none'") and "script" not in policy, "no policy that forbids requests")
    need(not page.all("script") and "In&nbsp;[" not in text, "a script, or code")
    need(not re.search(r"(src|href)=[\"'](https?:)?//", text), "an outside address")
    need("@page" in text and marking in text[text.index("@page") : text.index("</style>")], "no marking on printed pages")
    return found
