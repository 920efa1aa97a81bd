"""What of a page stands open: its answer and at most eight exhibits, within a budget of words and of sheets.

Everything else stays on the page in closed ``details``: the table behind a figure, method notes, sentences after the
first two, and whatever comes after the budget is spent. What comes first on a page is what matters most, so a page is
opened from the top. Nothing is left out: ``--pdf full`` prints every ``details`` open.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape

from bs4 import BeautifulSoup, Tag

from eianalysis.report.exhibits import SENTENCES, Exhibit, Section, details
from eianalysis.report.front_words import words_of

#: Of a page of a board pack: words that stand open, exhibits that stand open, and points of height on A4 (734 a sheet).
WORDS, EXHIBITS, POINTS = 880, 8, 3000.0
MORE = ("more-tables", "More tables and figures")
#: What is asked for where data are wanting, without the items it would evidence; and what stands where it has been asked for.
WANTING = re.compile(r"\[x\] not available: (?P<what>.*?)(?:; would evidence items .*)?$", re.DOTALL)
AGAIN = "[x] not available: as above."
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def count_words(markup: str) -> int:
    """Words a reader sees before opening anything; a word holds a letter."""
    soup = BeautifulSoup(markup, "html.parser")
    for closed in soup.select("details:not([open]), style"):
        closed.decompose()
    return words_of(soup.get_text(" "))


def fold(inside: str, *, spent: int = 0, words: int = WORDS, closed: Collection[str] = ()) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The body of a page within its budgets, and its sections; ``words`` may stand open, ``spent`` stand around it already, and
    sections with the titles ``closed`` do not stand open whatever there is room for."""
    sections, drawings = _apart(inside)
    budget = _Budget(drawings, words - spent, POINTS)
    open_, more, named = [], [], []
    for section in sections:
        head, about = section.prose()
        begun = f"{section.heading or ''}{head}" + (details(_summary(section, about), about) if about else "")
        words_alone = bool(section.title and section.items and not section.exhibits)
        if section.title in closed or words_alone and not budget.affords(begun):
            more.append(section.folded())
            continue
        shown = budget.opens(begun + section.title, section.exhibits)
        if section.exhibits and not any(shown):
            more.append(section.folded())
            continue
        open_.append(begun + "".join(exhibit.open if seen else exhibit.closed for exhibit, seen in zip(section.exhibits, shown, strict=True)))
        named += section.listed
    if more:
        open_.append(f'<h2 id="{MORE[0]}">{MORE[1]}</h2>' + "".join(more))
        named.append(MORE)
    return _together(open_, drawings), tuple(named)


def fold_for_everybody(inside: str, *, spent: int = 0) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The body of a page that anybody may read, and its sections.

    What is said between the tables stands open whole, because it says which duty each serves. Of every section the first
    exhibit stands open, then the second, as far as the words last; of all others the title does.
    """
    sections, drawings = _apart(inside)
    said = ["".join(str(item) for item in section.items if not isinstance(item, Exhibit)) for section in sections]
    left = WORDS - spent - sum(count_words(f"{section.heading or ''}{prose}") for section, prose in zip(sections, said, strict=True))
    shown: set[tuple[int, int]] = set()
    for at, place in sorted((at, place) for place, section in enumerate(sections) for at in range(len(section.exhibits))):
        words = count_words(_together([sections[place].exhibits[at].open], drawings))
        if words <= left:
            shown.add((place, at))
            left -= words
    made = [
        f"{section.heading or ''}{prose}" + "".join(exhibit.open if (place, at) in shown else exhibit.closed for at, exhibit in enumerate(section.exhibits))
        for place, (section, prose) in enumerate(zip(sections, said, strict=True))
    ]
    return _together(made, drawings), tuple(entry for section in sections for entry in section.listed)


def _summary(section: Section, about: str) -> str:
    """What the prose that is folded away is: a question to run oneself has code in it."""
    return "About this page" if not section.title else "A question of your own" if "<pre" in about else "How this is counted"


def _apart(inside: str) -> tuple[list[Section], list[str]]:
    """The sections of a body, and its drawings, for each of which a mark stands in them: a parser would lose their capitals."""
    drawings: list[str] = []

    def aside(found: re.Match) -> str:
        drawings.append(found[0])
        return f'<i data-drawing="{len(drawings) - 1}"></i>'

    soup = BeautifulSoup(DRAWING.sub(aside, inside), "html.parser")
    _said_once(soup)
    return _sections(soup), drawings


def _together(parts: list[str], drawings: list[str]) -> str:
    """The parts of a page with its drawings where their marks stand."""
    return re.sub(r'<i data-drawing="(\d+)"></i>', lambda found: drawings[int(found[1])], "\n".join(parts))


def _said_once(soup: BeautifulSoup) -> None:
    """Captions without what an earlier caption of the page has, and findings that begin with what no earlier list has begun with."""
    said: set[str] = {"SYNTHETIC DATA."}
    for part in soup.select("figcaption p"):
        sentences = re.split(r"(?<=\.)\s+", part.get_text())
        new = [sentence for sentence in sentences if sentence == "SYNTHETIC DATA." or sentence not in said]
        if new == ["SYNTHETIC DATA."]:  # what is drawn, rather than a caption that says nothing
            new = sentences[:2]
        said |= set(new)
        if new and new != sentences:
            part.string = " ".join(new)
        elif not new:
            part.decompose()
    _asked_once(soup)
    led: set[str] = set()
    for part in soup.select('ul[class="findings"]'):
        items = part.find_all("li", recursive=False)
        mark = "SYNTHETIC DATA. " if items and items[0].get_text().startswith("SYNTHETIC DATA. ") else ""
        told = [item.get_text().removeprefix(mark) for item in items]
        ordered = sorted(told, key=lambda each: each in led)
        for place, (item, text) in enumerate(zip(items, ordered, strict=True) if ordered != told else ()):
            item.string = text if place else mark + text
        led |= set(ordered[:SENTENCES])


def _asked_once(soup: BeautifulSoup) -> None:
    """The same data asked for a second time on a page as one short line: it is wanting once, however many tables it would make."""
    asked: set[str] = set()
    for part in soup.select("p, li"):
        found = WANTING.search(part.get_text()) if part.string else None
        if found and found["what"] in asked:
            part.string = f"{part.string[: found.start()]}{AGAIN}"
        elif found:
            asked.add(found["what"])


def _sections(soup: BeautifulSoup) -> list[Section]:
    found = [Section(None)]
    for part in [part for part in soup.contents if isinstance(part, Tag)]:
        if part.name in ("h2", "h3"):
            found.append(Section(part))
        elif "outputs" not in part.get("class", ()):
            found[-1].items.append(part)
        else:
            for output in [output for output in part.contents if isinstance(output, Tag)]:
                _put(found[-1], output)
    below = [*found[1:], Section(None)]  # a heading with nothing under it but tables that are saved says nothing
    return [
        section
        for section, after in zip(found, below, strict=True)
        if section.items or (section.heading is not None and after.heading is not None and after.heading.name > section.heading.name)
    ]


def _put(section: Section, output: Tag) -> None:
    if "lead" in output.get("class", ()):
        section.items.append(output)
        return
    within = {output.name, *(part.name for part in output.find_all(("figure", "table")))}
    kind = "figure" if "figure" in within else "table" if "table" in within or "not-available" in output.get("class", ()) else "findings"
    last = section.items[-1] if section.items else None
    if isinstance(last, Exhibit) and last.takes(kind):
        last.parts.append((kind, output))
    else:
        section.items.append(Exhibit([(kind, output)]))


class _Budget:
    """Words, height and exhibits that are left."""

    def __init__(self, drawings: list[str], words: int, points: float):
        self.drawings, self.words, self.points, self.exhibits = drawings, words, points, EXHIBITS

    def opens(self, begun: str, exhibits: list[Exhibit]) -> list[bool]:
        """Which exhibits of a section stand open; its heading and first sentence are paid with the first of them."""
        start, shown = self._cost(begun), []
        if not exhibits:
            self._pay(start)
        for exhibit in exhibits:
            words, points = self._cost(exhibit.open)
            if not any(shown):
                words, points = words + start[0], points + start[1]
            fits = self.exhibits > 0 and words <= self.words and points <= self.points
            shown.append(fits)
            if fits:
                self.exhibits -= 1
            self._pay((words, points) if fits else self._cost(f"<p>{escape(exhibit.named)}</p>") if any(shown) else (len(begun.split()) // 8, 0.0))
        return shown

    def affords(self, markup: str) -> bool:
        """Whether these words may still stand open."""
        return self._cost(markup)[0] <= self.words

    def _pay(self, cost: tuple[int, float]) -> None:
        self.words, self.points = self.words - cost[0], self.points - cost[1]

    def _cost(self, markup: str) -> tuple[int, float]:
        """Words, and the height on paper: of drawings as they are, of rows and lines by how many there are."""
        soup = BeautifulSoup(markup, "html.parser")
        for closed in soup.select("details:not([open])"):
            closed.decompose()
        drawn = [self.drawings[int(one["data-drawing"])] for one in soup.select("[data-drawing]")]
        high = sum(float(found[1]) * 0.73 + 30 for one in drawn if (found := re.search(r'\bheight="([\d.]+)', one)))
        rows = sum(14 + 10 * max(0, max((len(cell.get_text()) for cell in row.find_all(("td", "th"))), default=0) // 34) for row in soup.find_all("tr"))
        lines = sum(8 + 15 * (1 + len(line.get_text()) // 95) for line in soup.find_all(("p", "li", "dd", "caption")))
        heads = 50 * len(soup.find_all("h2")) + 36 * len(soup.find_all("h3"))
        return count_words(str(soup)) + sum(count_words(one) for one in drawn), high + rows + lines + heads
