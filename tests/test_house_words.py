"""What pages say is held to docs/words.md: no word it bans, and no more numbers a sentence than it allows."""

import ast
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
#: Rooms whose texts are sentences of pages.
ROOMS = ("wording", "forms", "figures", "tables", "evidence", "measures", "report")
MOST_NUMBERS = 3
_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9‘“(\[-])")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
#: What is no figure: days, months, years and lengths of time, ages and kinds of grouping in a name, the unit of a rate, a key.
_NO_FIGURE = re.compile(
    r"\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d{2}-\d{2}|\b(?:19|20)\d{2}\b(?![,.%]\d)|\b(?:\d+ to )?\d+ (?:months?|years?|days?)\b|\bper 1[0,]*0\b"
    r"|\baged (?:under |over )?\d+(?: to \d+)?|\(\d+ groups\)|\b[A-Z]{2,}[-\w.]*\d[\w.-]*"
)
#: Texts that are quoted or listed as they are, not said: where figures come from, what the register's owners wrote, marks of tables.
_QUOTED = ".ei-notes, figcaption, caption, table, .highlight, svg, style, .not-available"


def table(heading: str) -> list[list[str]]:
    text = (ROOT / "docs" / "words.md").read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return rows[2:]


BANNED = re.compile("|".join(rf"\b{re.escape(row[0])}\b" for row in table("Not so, but so")))
ANY_CASE = re.compile(BANNED.pattern, re.IGNORECASE)


def said_in_code(path: Path) -> list[str]:
    """The texts of a module, its docstrings apart: they are for whoever changes it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs]


def sentences(markup: str) -> list[str]:
    """The sentences of a piece of a page, without tables, sources and captions."""
    soup = BeautifulSoup(markup, "html.parser")
    for part in soup.select(_QUOTED):
        part.decompose()
    texts = [" ".join(part.get_text(" ").split()) for part in soup.select("p, li") if not part.select_one("p, li")]
    return [each for text in texts for each in _END.split(text) if not each.startswith("Source: ")]


def figures(sentence: str) -> int:
    return len(_NUMBER.findall(_NO_FIGURE.sub("", sentence)))


def shown(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(output.get("data", {}).get("text/html", "")) for cell in cells for output in cell.get("outputs", ())]


@pytest.mark.parametrize(
    "path", [path for room in ROOMS for path in sorted((ROOT / "eianalysis" / room).glob("*.py"))], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_no_sentence_of_the_code_has_a_word_that_is_not_ours(path):
    found = {word for text in said_in_code(path) if " " in text for word in BANNED.findall(text)}
    assert not found, f"docs/words.md has other words for {found}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_prose_of_a_page_has_a_word_that_is_not_ours(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = " ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert not set(ANY_CASE.findall(prose))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_sentence_of_a_page_has_at_most_three_numbers(path):
    said = [sentence for markup in shown(path) for sentence in sentences(markup)]
    many = [sentence for sentence in said if figures(sentence) > MOST_NUMBERS]
    assert not many, f"{len(many)} of {len(said)} sentences, for instance: {many[0][:300]}"


@pytest.mark.parametrize(
    "sentence, number",
    [
        ("In the 36 months to 31 March 2023, 36 officers left, from a base of 441 officer-years (8.2 per 100 a year).", 3),
        ("3 new, 0 closed, 3 newly overdue, 39 of which nothing was heard.", 4),
        ("Officers aged 41 to 55 applied 341 of 2,122 times (16.1%).", 3),
        ("Since 2019 there were 2,020 of them, 2.0 to 3.1 times as many.", 3),
    ],
)
def test_when_who_and_of_what_are_no_figures(sentence, number):
    assert figures(sentence) == number


def test_the_list_has_a_better_word_for_each_and_bans_none_that_it_prefers():
    rows = table("Not so, but so")
    assert len(rows) > 15 and all(len(row) == 3 and all(row) for row in rows)
    assert not [row for row in rows if BANNED.search(row[1])]
    assert BANNED.search("a significant gap") and sentences("<p>1 of 2. 3 of 4.</p>") == ["1 of 2.", "3 of 4."]
