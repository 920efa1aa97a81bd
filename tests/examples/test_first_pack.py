"""The newcomer's page, tried from its own words: its cycle, its commands, what it quotes, the change it asks for."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from eianalysis.synthetic.write import write
from tests.kit.people import a_force
from tests.kit.styles import newcomers_list

PAGE = "docs/first-pack.md"
LIST = "docs/examples/first-pack/Workforce list.csv"


@pytest.fixture(scope="module")
def page(root):
    return (root / PAGE).read_text(encoding="utf-8")


def blocks(page, kind):
    """The blocks of a kind, those in a list too, without their indent."""
    found = re.findall(rf"^( *)```{kind}\n(.*?)^ *```$", page, re.M | re.S)
    return ["\n".join(line.removeprefix(indent) for line in text.splitlines()) for indent, text in found]


def commands(page):
    return [shlex.split(line)[1:] for line in re.findall(r"^    (eianalysis .*)$", page, re.M)]


@pytest.fixture(scope="module")
def followed(page, root, tmp_path_factory):
    """The page followed up to its check: the folder of the project, and what each command said."""
    said, folder = [], tmp_path_factory.mktemp("first")
    init, map_, check, _ = commands(page)
    said.append(told(init, folder))
    folder = folder / re.search(r"^    cd (\S+)$", page, re.M)[1]
    shutil.copy(root / LIST, folder / "data" / "raw" / "2023-04")
    said.append(told(map_, folder))
    mapping = folder / "data" / "raw" / "2023-04" / "mapping.toml"
    text, (asked, answered) = mapping.read_text(encoding="utf-8"), blocks(page, "toml")
    assert asked in text
    mapping.write_text(text.replace(asked, answered), encoding="utf-8")
    said.append(told(check, folder))
    return folder, said


def told(words, folder):
    """Exit code, standard output and standard error of a command, from a folder."""
    made = subprocess.run(
        [sys.executable, "-m", "eianalysis.cli", *words],
        cwd=folder,
        text=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    return made.returncode, made.stdout, made.stderr


def test_the_page_goes_from_an_empty_folder_to_a_pack(page):
    assert [words[0] for words in commands(page)] == ["init", "map", "check", "run"]


def test_what_the_page_quotes_is_what_is_said(page, followed):
    assert followed[1][0][0] == 0, followed[1][0][2]
    for (code, out, err), quoted in zip(followed[1][1:], blocks(page, "text"), strict=True):
        assert code == 0, err
        missing = [line for line in quoted.splitlines() if line.strip() not in {each.strip() for each in out.splitlines()}]
        assert not missing


def test_the_list_is_read_as_its_people_are(followed):
    from eianalysis.cycle import load_cycle
    from eianalysis.sources import load_joiners, load_leavers, load_workforce

    cycle = load_cycle("2023-04", data_dir=followed[0] / "data")
    people, left, came = load_workforce(cycle), load_leavers(cycle), load_joiners(cycle)
    assert not people.absent and people.frame["as_at"].nunique() == 4
    assert set(left.frame["leaver_type"]) >= {"VR", "TR", "NR"}
    assert people.frame["temp_rank"].any() and people.frame["acting"].any() and set(people.frame["fte"].dropna()) >= {0.5, 1.0}
    assert len(came) > 100


def test_the_list_is_drawn_from_the_kit(root, make_force, tmp_path):
    newcomers_list(a_force(make_force(seed=11, people=500, searches=False)), tmp_path)
    assert (tmp_path / "Workforce list.csv").read_bytes() == (root / LIST).read_bytes()


def pages_of(folder):
    """What a reader reads of each page of the pack."""
    pack = folder / "outputs" / "2023-04"
    return {path.stem: re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8").partition("<body")[2]) for path in pack.glob("*.html")}


def of_this_force_alone(pages):
    """No page is marked as of an invented force, and none names an item of a register that the force does not have."""
    marked = [name for name, text in pages.items() if "SYNTHETIC DATA" in text or "describe nobody" in text or "SYNTHETIC –" in text]
    items = {found for text in pages.values() for found in re.findall(r"\b(?:EIW|TRT|CAS|GLA|EDHR)-\S+", text)}
    assert not marked and not items
    assert "No recommendations are in the register yet" in pages["index"]


def test_its_last_step_makes_a_pack_of_every_page(page, followed):
    """With the list alone: pages of which there are no data say so, and name the file they want."""
    folder = followed[0]
    code, out, err = told(commands(page)[3], folder)
    assert code == 0, err
    pages = pages_of(folder)
    assert {path.stem for path in (folder / "notebooks").glob("*.ipynb")} - set(pages) == {"14-published-equality"}
    assert "needs file misconduct_cases" in pages["07-conduct"] and "needs file" not in pages["06-retention"].partition("Open the box")[0][:2000]
    of_this_force_alone(pages)


def test_a_force_with_searches_alone_has_a_pack_of_every_page(make_force, tmp_path):
    """The other thing that a force has at hand: its published searches, and nothing else."""
    folder = tmp_path / "kent"
    assert told(["init", str(folder), "--force", "Kent"], tmp_path)[0] == 0
    for path in write(tmp_path / "drawn", tables={"stop_search": make_force(seed=7, people=300)["stop_search"]}):
        name = path.name.replace("synthetic-force", "kent")
        (folder / "data/raw/2023-04" / name).write_bytes(path.read_bytes())
    code, out, err = told(["run", "2023-04"], folder)
    assert code == 0, err
    pages = pages_of(folder)
    of_this_force_alone(pages)
    assert "London residents" not in pages["08-stop-search"] and "England and Wales residents" in pages["08-stop-search"]
