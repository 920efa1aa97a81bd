"""What a page is made of: sections with their prose, and exhibits of sentences, a figure and its table; each open, folded or whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from bs4 import Tag

from eianalysis.wording.short_titles import cut

SENTENCES = 2  # of a list of findings
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z‘“(])")
_ORDER = ("findings", "figure", "table")


@dataclass
class Exhibit:
    """Sentences, a figure and its table about one thing, as they follow each other on a page."""

    parts: list[tuple[str, Tag]] = field(default_factory=list)

    def takes(self, kind: str) -> bool:
        """Whether a part of this kind goes on with what is here: sentences, then the figure, then the table."""
        return not self.parts or _ORDER.index(kind) > _ORDER.index(self.parts[-1][0])

    @property
    def title(self) -> str:
        for _, part in self.parts:
            box = part.select_one(".ei-drawn")
            said = box["aria-label"].partition(": ")[2] if box else ""
            told = part.select_one(".ei-title, caption, strong")
            if said or told:
                return cut(said or " ".join(told.get_text(" ").split()).removeprefix("SYNTHETIC DATA. "))
        return "More on this"

    @property
    def subject(self) -> str:
        """What it is of, as the caption of the figure or the first note of the table begins: 'Passing the sift'; "" where neither says so."""
        captions = [part.select_one("figcaption p, .ei-notes p") for _, part in self.parts]
        said = next((" ".join(caption.get_text(" ").split()).removeprefix("SYNTHETIC DATA. ") for caption in captions if caption), "")
        return re.split(r", by |: |\. ", said)[0]

    @property
    def named(self) -> str:
        """Its finding with what it is of, for a reader who does not see what stands around it."""
        return self.title if self.title.startswith(self.subject) else f"{self.subject}: {self.title}"

    @property
    def open(self) -> str:
        """As it stands open: two sentences, the figure, and the table where it is the only thing to show."""
        drawn = any(kind == "figure" for kind, _ in self.parts)
        return "".join(
            details("The same as a table", str(part)) if kind == "table" and drawn else _few_sentences(part) if kind == "findings" else str(part)
            for kind, part in self.parts
        )

    @property
    def whole(self) -> str:
        return "".join(str(part) for _, part in self.parts)

    @property
    def closed(self) -> str:
        return details(self.named, self.whole)


def details(summary: str, inside: str, name: str = "") -> str:
    """Folded away under a line of words."""
    own = f' id="{escape(name)}"' if name else ""
    return f'<details class="folded"{own}><summary>{escape(summary)}</summary>{inside}</details>'


def _few_sentences(part: Tag) -> str:
    items = part.find_all("li", recursive=False)
    if "findings" not in part.get("class", ()) or len(part["class"]) > 1 or len(items) <= SENTENCES + 1:
        return str(part)
    rest = "".join(map(str, items[SENTENCES:]))
    return f'<ul class="findings">{"".join(map(str, items[:SENTENCES]))}</ul>' + details("More findings", f'<ul class="findings">{rest}</ul>')


@dataclass
class Section:
    """A heading with its prose and exhibits."""

    heading: Tag | None
    items: list[Tag | Exhibit] = field(default_factory=list)

    @property
    def exhibits(self) -> list[Exhibit]:
        return [item for item in self.items if isinstance(item, Exhibit)]

    @property
    def title(self) -> str:
        return "" if self.heading is None else " ".join(self.heading.get_text(" ").split())

    @property
    def listed(self) -> tuple[tuple[str, str], ...]:
        """Its entry among the contents of the page; none for what is below another section."""
        return ((self.heading["id"], self.title),) if self.heading is not None and self.heading.name == "h2" else ()

    def prose(self) -> tuple[str, str]:
        """What leads (the answer of a page, which stands whole) with the first sentence, and everything after it."""
        said = [item for item in self.items if not isinstance(item, Exhibit)]
        leading = "".join(str(item) for item in said if "lead" in item.get("class", ()))
        said = [item for item in said if "lead" not in item.get("class", ())]
        if not said:
            return leading, ""
        first, rest = _first_sentence(said[0])
        return leading + first, rest + "".join(map(str, said[1:]))

    def folded(self) -> str:
        inside = "".join(item.whole if isinstance(item, Exhibit) else str(item) for item in self.items)
        return details(self.title, inside, self.heading["id"] if self.heading is not None else "")


def _first_sentence(part: Tag) -> tuple[str, str]:
    if part.name != "p":
        return str(part), ""
    inside = part.decode_contents()
    for end in SENTENCE_END.finditer(inside):
        head, tail = inside[: end.start()], inside[end.end() :]
        if len(re.findall(r"<\w", head)) == head.count("</"):
            return f"<p>{head}</p>", f"<p>{tail}</p>"
    return str(part), ""
