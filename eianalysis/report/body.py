"""The inside of a page: nbconvert's prose and outputs, with figures as inline SVG that a screen reader can name.

nbconvert drops text alternatives and knows nothing of our figures, so they are set aside, and put in afterwards.
"""

from __future__ import annotations

import copy
import html
import importlib.metadata
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eianalysis.errors import EIAnalysisError
from eianalysis.report.execute import lean_imports

FIGURE = "application/vnd.eianalysis.figure+json"
TEMPLATES = Path(__file__).parent / "templates"
#: Outputs that only say what an object is: for the analyst, not for the board.
REPR = re.compile(r"^(<.*>|\(<saved tables/.*\)|(Posix|Windows)?Path\(.*\))$", re.DOTALL)
HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
MARK = "figure-goes-here-"
WIDE, WIDEST = 9, 12  # a table of more columns is set smaller; of still more, printed on its side


@dataclass(frozen=True)
class Body:
    """A page's content: its title, what stands below it, and the sections for the contents list."""

    title: str
    html: str
    sections: tuple[tuple[str, str], ...]  # (id, words)
    lead: str  # the first sentences of prose, as text
    finding: str  # the first finding, as text
    figures: int
    closed: tuple[tuple[str, str], ...] = ()  # (kind of cycle, title): sections that are closed on its pages whatever there is room for


def render(notebook, name: str, pages: Iterable[str] = (), serves: Sequence[str] = ()) -> Body:
    """A scrubbed, executed notebook as the body of a page; it may link to ``pages``, and says which items it ``serves`` as evidence."""
    notebook, figures = _set_figures_aside(copy.deepcopy(notebook))
    closed = tuple(_closed(notebook))
    inside = _export(notebook)
    inside = re.sub(r'href="(?:\./)?([\w-]+)\.ipynb(#[^"]*)?"', lambda m: f'href="{m[1]}.html{m[2] or ""}"' if m[1] in set(pages) else m[0], inside)
    title, inside = _take_title(inside, name)
    if serves:  # behind what the page says of itself
        inside = inside.replace("</p>", f"</p><p>This page is evidence for {html.escape(', '.join(serves))}.</p>", 1)
    inside, sections = _order_headings(inside)
    inside = _scroll_boxes(inside)
    for number, figure in enumerate(figures, 1):
        inside = inside.replace(f"<div>{MARK}{number}</div>", figure)
    prose = re.search(r"<p>(.*?)</p>", inside, re.DOTALL)
    return Body(title, inside, sections, words(prose[1]) if prose else "", _headline(inside), len(figures), closed)


#: The tag of a cell with a heading whose section is closed on pages of a kind of cycle, as "closed-for-board".
CLOSED_FOR = "closed-for-"


def _closed(notebook) -> Iterable[tuple[str, str]]:
    for cell in notebook.cells:
        heading = re.search(r"^#+ +(.+?) *$", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if heading:
            yield from ((tag.removeprefix(CLOSED_FOR), heading[1]) for tag in cell.metadata.get("tags", ()) if tag.startswith(CLOSED_FOR))


#: A sentence of ``data_notes``: so many rows of so many, or a note on whole files.
NOTE_ON_DATA = re.compile(r"[\d,]+ of [\d,]+ rows: |^Months without a file|^Months of the period|^No search of any month")


def _headline(inside: str) -> str:
    """The finding a reader most needs: a clear difference, else a possible one, else the first that is no note on data."""
    lists = re.findall(r'<ul class="findings(?! decisions)[^"]*">(.*?)</ul>', inside, re.DOTALL)
    said = [words(item) for found in lists for item in re.findall(r"<li>(.*?)</li>", found, re.DOTALL)]
    said = [sentence for sentence in said if not NOTE_ON_DATA.search(sentence)]
    for verdict in ("clear difference", "possible difference"):
        for sentence in said:
            if re.search(rf"(?<!no ){verdict}[,.]", sentence.casefold()):
                return sentence
    return said[0] if said else ""


def words(markup: str) -> str:
    """The text of a piece of HTML."""
    return " ".join(html.unescape(TAG.sub("", markup)).split())


def slug(text: str) -> str:
    """An id made of words: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "section"


def _export(notebook) -> str:
    lean_imports()
    from nbconvert.exporters import HTMLExporter

    found = _templates_of_nbconvert()
    theirs = [str(found)] if found else []
    try:
        exporter = HTMLExporter(
            template_name="eianalysis", exclude_anchor_links=True, extra_template_basedirs=[str(TEMPLATES), *theirs], extra_template_paths=theirs
        )
    except ValueError:  # it lists folders of this machine
        raise EIAnalysisError(
            "the templates of pages, which nbconvert brings, are not where Python's environment says: install nbconvert "
            "again in the environment that runs this, or set JUPYTER_PATH to its folder share/jupyter"
        ) from None
    return exporter.from_notebook_node(notebook)[0]


def _templates_of_nbconvert() -> Path | None:
    """Where nbconvert's templates were installed, by its own record: under a scheduler, or in an environment on top of
    another, the folders that Jupyter looks in (JUPYTER_PATH, the home folder) may be others."""
    for file in importlib.metadata.files("nbconvert") or ():
        if file.parts[-3:] == ("templates", "base", "null.j2"):
            folder = Path(str(file.locate())).resolve().parents[1]
            return folder if folder.is_dir() else None
    return None


def _set_figures_aside(notebook) -> tuple[object, list[str]]:
    figures: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        kept = []
        for output in cell.outputs:
            data = output.get("data", {})
            if FIGURE in data:
                figures.append(figure_html(data[FIGURE], data.get("image/svg+xml", ""), len(figures) + 1))
                output.data = {"text/html": f"<div>{MARK}{len(figures)}</div>"}
            elif set(data) == {"text/plain"} and REPR.match("".join(data["text/plain"]).strip()):
                continue
            elif any(kind.startswith("image/") for kind in data):
                raise EIAnalysisError("a page shows a picture without a text alternative: draw it with ei.plot_…")
            kept.append(output)
        cell.outputs = kept
    return notebook, figures


def figure_html(about: dict, svg: str | list, number: int) -> str:
    """One figure: the drawing with its text alternative, caption and source, and how it was made, folded away."""
    drawing = re.search(r"<svg\b.*</svg>", "".join(svg), re.DOTALL)
    alt = str(about.get("alt") or "").strip()
    if drawing is None or not alt:
        raise EIAnalysisError(f"figure {number} of a page has no drawing or no text alternative")
    drawn = _own_ids(drawing[0], f"n{number}-")
    if 'role="img"' not in drawn:
        drawn = drawn.replace("<svg", f'<svg role="img" aria-label="{html.escape(alt)}"', 1)
    below = "".join(f"<p>{html.escape(str(about[key]))}</p>" for key in ("caption", "source") if about.get(key))
    # on a narrow page a drawing keeps its size and scrolls: made to fit, its words would be too small to read
    name = html.escape(f"Figure {number}: {about.get('title') or alt[:80]}")
    drawn = f'<div class="ei-scroll ei-drawn" role="group" tabindex="0" aria-label="{name}">{drawn}</div>'
    return f'<figure class="ei" id="figure-{number}">{drawn}<figcaption>{below}</figcaption>{about.get("about") or ""}</figure>'


def _own_ids(svg: str, prefix: str) -> str:
    """Ids that no other figure of the page has (the same figure may be shown twice), and the references to them."""
    svg = re.sub(r'(\sid=")([^"]+)"', rf'\g<1>{prefix}\2"', svg)
    svg = re.sub(r'(\saria-(?:labelledby|describedby)=")([^"]+)"', rf'\g<1>{prefix}\2"', svg)
    svg = re.sub(r'((?:xlink:)?href="#)([^"]+)"', rf'\g<1>{prefix}\2"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}\1)", svg)


def _take_title(inside: str, name: str) -> tuple[str, str]:
    """The first level-one heading becomes the page's; without one, the notebook's name is it."""
    first = next((match for match in HEADING.finditer(inside) if match[1] == "1"), None)
    if first is None:
        return name.partition("-")[2].replace("-", " ").capitalize() or name, inside
    return words(first[3]), inside[: first.start()] + inside[first.end() :]


def _order_headings(inside: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Headings below one ``h1``, no level skipped, each with an id of its own; and the sections for the contents."""
    sections, used, level = [], {"main", "contents"}, 1

    def put(match: re.Match) -> str:
        nonlocal level
        level = min(max(int(match[1]), 2), level + 1)
        text = words(match[3])
        name = base = slug(text)
        count = 1
        while name in used:
            count += 1
            name = f"{base}-{count}"
        used.add(name)
        if level == 2:
            sections.append((name, text))
        return f'<h{level} id="{name}">{match[3]}</h{level}>'

    return HEADING.sub(put, inside), tuple(sections)


def _scroll_boxes(inside: str) -> str:
    """Each table in a box that scrolls, has its own name and can be reached by keyboard: a narrow page still reads."""
    used: dict[str, int] = {}

    def unique(label: str) -> str:
        used[label] = used.get(label, 0) + 1
        return label if used[label] == 1 else f"{label} ({used[label]})"

    def box(match: re.Match) -> str:
        columns = match["table"].partition("</tr>")[0].count("<th")
        kind = (" wide" if columns > WIDE else "") + (" sideways" if columns > WIDEST else "")
        caption = re.search(r"<caption[^>]*>(.*?)</caption>", match["table"], re.DOTALL)
        own = re.search(r'aria-label="(Table: [^"]*)"', match["box"] or "")  # with the title that several tables stand under
        label = unique(own[1] if own else html.escape(f"Table: {words(caption[1])}" if caption else "Table"))
        opening = f'<div class="ei-scroll{kind}" role="region" tabindex="0" aria-label="{label}">'
        # a table of ours comes in a box already, whose closing tag stays
        return opening + match["table"] + ("" if match["box"] else "</div>")

    boxed = r'(?P<box><div\b[^>]*\brole="region"[^>]*>\s*)?(?P<table><table\b.*?</table>)'
    return re.sub(boxed, box, inside, flags=re.DOTALL)
