"""The newcomer's page, tried from its own words: its cycle, its commands, what it quotes, the change it asks for."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
    made = subprocess.run([sys.executable, "-m", "eianalysis.cli", *words], cwd=folder, text=True, capture_output=True,
                          env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])})
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
