"""A pack for a scrutiny panel: its cycle file, which notebooks are its pages, its front page, and pages 08 and 08b of the demo."""

import json
import os
import re
import shutil
from datetime import date

import nbformat
import pytest
from bs4 import BeautifulSoup

from eianalysis.completion import completion
from eianalysis.cycle import load_cycle
from eianalysis.cycle_kinds import KINDS
from eianalysis.errors import DataFault, UsageError
from eianalysis.options import parser
from eianalysis.register.to_read import TEXTS
from eianalysis.report.check import check_cycle
from eianalysis.report.fold import count_words
from eianalysis.report.new_cycle import new_cycle
from eianalysis.report.notebooks import all_notebooks, kinds_of, notebooks_of, select
from eianalysis.report.texts_read import texts_read
from tests import made
from tests.report.project import Project, notebook

CYCLE = "scrutiny-2023-04"
PAGES = ["08-stop-search", "08b-force-and-samples"]


@pytest.fixture
def data(root, tmp_path):
    (tmp_path / "cycles").mkdir()
    shutil.copy(root / "data/cycles/2023-04.toml", tmp_path / "cycles")
    return tmp_path


# The cycle file


def test_it_is_of_the_same_data_for_other_readers(data):
    said = new_cycle(CYCLE, "2023-04", data, kind="scrutiny")
    old, new = load_cycle("2023-04", data_dir=data), load_cycle(CYCLE, data_dir=data)
    assert (new.kind, new.profile, new.marking, new.board) == ("scrutiny", "public", "OFFICIAL", "Community scrutiny panel")
    assert not new.for_board and new.publish_by is None
    for name in ("period_start", "period_end", "data_cut_off", "meeting_date", "reference", "primary_comparisons", "contact", "data", "previous_cycle"):
        assert getattr(new, name) == getattr(old, name), name
    assert "for the Community scrutiny panel, 26 April 2023" in said[0] and "lines marked 'check'" in said[1]


def test_what_is_the_boards_alone_is_left_behind_and_the_rest_is_to_be_checked(data):
    new_cycle(CYCLE, "2023-04", data, kind="scrutiny")
    new, text = load_cycle(CYCLE, data_dir=data), (data / f"cycles/{CYCLE}.toml").read_text()
    assert new.as_written == () and new.next_meeting is None
    assert "Passages of the papers" not in text and text.startswith("# A pack for a scrutiny panel, made from 2023-04.")
    assert [line.partition(" ")[0] for line in text.splitlines() if "# check:" in line] == ["board", "meeting_date", "contact"]


def test_the_next_one_moves_on_by_its_name(data):
    new_cycle(CYCLE, "2023-04", data, kind="scrutiny")
    new_cycle("scrutiny-2023-07", CYCLE, data)
    new, text = load_cycle("scrutiny-2023-07", data_dir=data), (data / "cycles/scrutiny-2023-07.toml").read_text()
    assert (new.kind, new.meeting_date, new.period_end, new.previous_cycle) == ("scrutiny", date(2023, 7, 26), date(2023, 6, 30), CYCLE)
    assert text.count("# A pack for a scrutiny panel") == 1 and text.count("kind =") == 1


def test_one_kind_for_everybody_is_not_made_of_another(data):
    new_cycle(CYCLE, "2023-04", data, kind="scrutiny")
    for kind, said in (("board", "a board cycle is made from a board cycle"), ("publication", f"{CYCLE} is a scrutiny cycle")):
        with pytest.raises(UsageError, match=said):
            new_cycle("other", CYCLE, data, months=3, kind=kind)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('kind = "scrutiny"', 'kind = "scrutny"', "did you mean 'scrutiny'"),
        ('profile = "public"', 'profile = "board"', "profile is 'board' in a scrutiny cycle"),
        ('marking = "OFFICIAL"', 'marking = "OFFICIAL-SENSITIVE"', "what anybody may read is marked OFFICIAL"),
        ('kind = "scrutiny"', 'kind = "scrutiny"\npublish_by = 2024-03-30', "publish_by 2024-03-30 is of a publication"),
    ],
)
def test_a_file_that_is_not_fit_for_a_panel_is_told(data, was, now, said):
    new_cycle(CYCLE, "2023-04", data, kind="scrutiny")
    path = data / f"cycles/{CYCLE}.toml"
    assert was in path.read_text()
    path.write_text(path.read_text().replace(was, now))
    with pytest.raises(DataFault) as refused:
        load_cycle(CYCLE, data_dir=data)
    assert said in str(refused.value)


def test_the_shell_completes_every_kind_and_help_names_it():
    script = completion(parser(), "bash")
    assert re.search(r"new_cycle.*_kind_choices=\([^)]*" + r"[^)]*".join(KINDS), script)


# Which notebooks are its pages


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path / "project")
    project.add("06-retention", "# Who leaves?", "print('six')")
    for name, kind in (("08-searches", ["board", "scrutiny"]), ("14-published", "publication")):
        page = notebook(f"# What of {name}?", "## Kept", "print('here')", "## For the panel\n\nShort words.", "print('there')")
        page.metadata["eianalysis"] = {"kind": kind}
        page.cells[-2].metadata["tags"] = ["closed-for-board"]
        nbformat.write(page, project.folder / "notebooks" / f"{name}.ipynb")
    project.cycle("panel", "public", "OFFICIAL", 'kind = "scrutiny"\ncontact = "The <engagement> team"')
    return project


def test_a_notebook_may_be_a_page_of_two_kinds(project):
    folder, data = project.folder / "notebooks", project.folder / "data"
    board, panel = (load_cycle(name, data_dir=data) for name in ("2023-04", "panel"))
    assert list(select(folder, board)) == ["06-retention", "08-searches"] and list(select(folder, panel)) == ["08-searches"]
    with pytest.raises(UsageError, match="06-retention is a page of cycles of kind 'board', and panel is of kind 'scrutiny'"):
        select(folder, panel, ["06"])


def test_each_pack_has_its_pages_and_a_section_is_closed_for_the_board_alone(project):
    for cycle in ("2023-04", "panel"):
        code, _, err = project("run", cycle)
        assert code == 0, err
    board, panel = project.files("outputs/2023-04"), project.files("outputs/panel")
    assert {name for name in panel if name.endswith(".html")} == {"index.html", "08-searches.html", "about.html"}
    opened = '<h2 id="for-the-panel">'
    assert opened in panel["08-searches.html"].decode() and opened not in board["08-searches.html"].decode()
    assert "<summary>For the panel</summary>" in board["08-searches.html"].decode()
    front = BeautifulSoup(panel["index.html"].decode(), "html.parser")
    assert front.h1.text == "How the police use their powers: for the Strategic Management Board"
    assert [each.text for each in front.main.find_all("h2")] == ["What the pages say", "How to read them", "Whom to ask"]
    assert "The <engagement> team" in front.main.text and not front.main.select("details a")
    assert b"06-retention" not in panel["index.html"] and b"Part of a pack" not in panel["index.html"]
    told = json.loads(panel["manifest.json"])["cycle"]
    assert told["kind"] == "scrutiny" and "publish_by" not in told


def test_the_committed_pages_for_a_panel_are_two_of_the_boards(root):
    folder = root / "notebooks"
    assert list(notebooks_of(folder, "scrutiny")) == PAGES
    assert all(kinds_of(all_notebooks(folder)[name]) == ("board", "scrutiny") for name in PAGES)


# What check looks at


def test_only_the_texts_that_its_own_pages_print_are_to_be_read(root):
    folder = root / "notebooks"
    assert texts_read(notebooks_of(folder, "scrutiny")) == ["panel"]
    assert texts_read(notebooks_of(folder, "board")) == list(TEXTS)
    assert "panel" not in texts_read(notebooks_of(folder, "publication")) and "register" in texts_read(notebooks_of(folder, "publication"))


def test_a_page_of_ones_own_that_reads_the_register_has_its_texts_read(project):
    own = notebook("# Which items?", "force.register.head()")
    own.metadata["eianalysis"] = {"kind": "scrutiny"}
    nbformat.write(own, project.folder / "notebooks/20-own.ipynb")
    assert texts_read(notebooks_of(project.folder / "notebooks", "scrutiny")) == [name for name in TEXTS if name != "panel"]


@pytest.mark.slow
def test_check_does_not_ask_for_what_the_pack_does_not_hold(root, tmp_path):
    for part in (root / "data").iterdir():
        (shutil.copytree if part.name == "cycles" else os.symlink)(part, tmp_path / part.name)
    new_cycle(CYCLE, "2023-04", tmp_path, kind="scrutiny")
    said = "\n".join(check_cycle(load_cycle(CYCLE, data_dir=tmp_path), root / "notebooks"))
    assert "Nothing is in the way of a run." in said
    for words in ("register.csv, row", "updates.csv, row", "as_written", "no page of this run asks for it", "Primary comparisons"):
        assert words not in said, words


# The pack of the demo


def open_words(page):
    soup = BeautifulSoup(page, "html.parser")
    for closed in soup.select("details:not([open]) > :not(summary), style, svg"):
        closed.decompose()
    return " ".join(soup.main.get_text(" ").split())


@pytest.mark.slow
def test_the_pack_of_the_demo_can_be_handed_to_a_panel(root):
    pack = made.pack_of_kind("scrutiny", CYCLE)
    assert {path.stem for path in pack.glob("*.html")} == {"index", "about", *PAGES}
    pages = {path.stem: path.read_text(encoding="utf-8") for path in pack.glob("*.html")}
    # whom it is for, what is said, whom to ask: all open, in few words and short sentences
    front = open_words(pages["index"])
    for words in (
        "for the Community scrutiny panel",
        "anybody in the community",
        "You said, we did",
        "A difference is a question",
        "Equality and inclusion analyst",
    ):
        assert words in front, words
    assert count_words(pages["index"]) <= 450
    prose = BeautifulSoup(pages["index"], "html.parser").main
    said = [" ".join(each.get_text(" ").split()) for each in prose.select("#how-to-read ~ ul li, #whom-to-ask ~ p, main > p:not(.period)")]
    sentences = [each for text in said for each in re.split(r"(?<=[.:]) ", text) if each]
    assert len(sentences) >= 10 and max(len(each.split()) for each in sentences) <= 25
    # the panel's first questions stand open
    searches = open_words(pages[PAGES[0]])
    for words in (
        "Who was searched, beside several populations Each",
        "You said We did",
        "No answer yet.",
        "Under way, and late.",
        "SYNTHETIC DATA. You said, we did",
    ):
        assert words in searches, words
    assert all(count_words(pages[name]) <= 1200 for name in PAGES)
    # nothing of the board's
    everything = "\n".join(path.read_text(encoding="utf-8") for path in pack.rglob("*") if path.suffix in (".html", ".json", ".csv", ".ipynb"))
    assert "Strategic Management Board" not in everything and "OFFICIAL-SENSITIVE" not in everything and "explain_or_reform" not in everything
    assert not re.search(r"\b(?:CAS-\d|EIW-[A-Z]|TRT-\d|EDHR-)", everything)
    linked = set(re.findall(r'href="([\w-]+)\.html', "".join(pages.values())))
    assert linked == {"index", "about", *PAGES}
    # by the rules for anybody
    for path in sorted((pack / "tables").glob("*.json")):
        assert json.loads(path.read_text(encoding="utf-8"))["policy"]["profile"] == "public", path.name
    kept = json.loads((pack / "tables/panel_said.json").read_text(encoding="utf-8"))
    assert kept["synthetic"] and kept["sources"][0]["file"] == "synthetic/panel.csv"
