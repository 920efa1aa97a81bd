"""The page around a body: language, title, skip link, landmarks, marking, banner, contents, print style. No script.

The content policy in the head forbids every request, so that a page opened offline is the whole page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from eianalysis import theme
from eianalysis.cycle import BoardCycle
from eianalysis.report.body import TEMPLATES, Body
from eianalysis.report.fold import WORDS, fold, fold_for_everybody
from eianalysis.report.glossary import short_forms
from eianalysis.vocabulary import day_in_words

#: Words that stand on every page around its content: navigation, period, banner, foot.
AROUND = 135
#: The same on a page of a publication, which has few pages beside it.
AROUND_PUBLISHED = 120


@dataclass(frozen=True)
class Link:
    """A page of the pack, as the navigation shows it."""

    name: str
    title: str

    @property
    def short(self) -> str:
        """Its topic, for the navigation, where a dozen questions would push the page down: 'Stop search'."""
        return self.name.partition("-")[2].replace("-", " ").capitalize() or self.name.capitalize()


def _environment():
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )


def page_html(body: Body, cycle: BoardCycle, name: str, links: list[Link], *, tables: list[str], synthetic: bool, version: str) -> str:
    """One finished page; ``tables`` are those it saved. Only so much of it stands open."""
    closed = [title for kind, title in body.closed if kind == cycle.kind]
    content, sections = (
        fold_for_everybody(body.html, spent=AROUND_PUBLISHED)
        if cycle.of_kind.duties or name == "index"
        else fold(body.html, spent=AROUND, words=cycle.of_kind.open_words or WORDS, closed=closed)
    )
    return _render("page.html.j2", cycle, name, links, synthetic, version, title=body.title, content=content, sections=sections, tables=tables)


def index_html(cycle: BoardCycle, links: list[Link], *, synthetic: bool, version: str, **facts: object) -> str:
    """The front page."""
    title = cycle.says(cycle.of_kind.title)
    return _render("index.html.j2", cycle, "index", links, synthetic, version, title=title, sections=facts.pop("sections"), **facts)


def spans(content: object, cycle: BoardCycle) -> str:
    """'36' or '36 or 72': the months, other than the cycle's own, that figures of a page say they are of; '' for none.

    The front page has no content of its own and speaks of all pages: the cycle's pooled months.
    """
    if content is None:
        return str(cycle.pooled_months)
    own = (cycle.period_end.year - cycle.period_start.year) * 12 + cycle.period_end.month - cycle.period_start.month + 1
    said = re.findall(rf"((?:\d+(?:, | and ))*\d+) months to {re.escape(day_in_words(cycle.period_end))}", str(content))
    found = sorted({int(number) for each in said for number in re.findall(r"\d+", each)} - {own})
    return " or ".join(map(str, found)) if len(found) < 3 else f"{', '.join(map(str, found[:-1]))} or {found[-1]}"


def css_string(words: str) -> str:
    """Words that may stand between the quotation marks of a style sheet."""
    return re.sub(r'[\\"<]', lambda found: f"\\{ord(found[0]):x} ", words)


def _render(template: str, cycle: BoardCycle, name: str, links: list[Link], synthetic: bool, version: str, **more: object) -> str:
    environment = _environment()
    environment.filters["day"] = day_in_words
    sheet = " · ".join((*(("SYNTHETIC",) if synthetic else ()), cycle.name, "front sheet" if name == "index" else name))
    on_paper = {"marking": css_string(cycle.marking), "sheet": css_string(sheet)}
    ours = (TEMPLATES / "style.css").read_text(encoding="utf-8").replace("MARKING", on_paper["marking"]).replace("SHEET", on_paper["sheet"])
    facts = dict(
        spans=spans(more.get("content"), cycle),
        cycle=cycle,
        name=name,
        links=links,
        synthetic=synthetic,
        version=version,
        on_paper=on_paper,
        style=f"{theme.CSS.strip()}\n{ours}",
        **more,
    )
    made = environment.get_template(template)
    forms = short_forms(made.render(**facts, forms=()))  # looked for on the page as it is without them
    text = made.render(**facts, forms=forms)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()) + "\n"
