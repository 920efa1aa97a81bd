"""A publication: its cycle file, which notebooks are its pages, and page 14 made of the demo under the public profile."""

import json
import shutil
import subprocess
import sys
from datetime import date

import nbformat
import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.cycle_sense import next_publication
from eianalysis.errors import DataFault, UsageError
from eianalysis.report.fold import count_words
from eianalysis.report.new_cycle import new_cycle
from eianalysis.report.notebooks import all_notebooks, kind_of, notebooks_of, select
from tests import made
from tests.report.project import Project, notebook

PAGE = "14-published-equality"
CYCLE = "publication-2024"


@pytest.fixture
def data(root, tmp_path):
    (tmp_path / "cycles").mkdir()
    shutil.copy(root / "data/cycles/2023-04.toml", tmp_path / "cycles")
    return tmp_path


def put(data, name, text):
    (data / "cycles" / f"{name}.toml").write_text(text, encoding="utf-8")


# The cycle file


def test_a_publication_is_of_the_same_data_by_the_rules_for_everybody(data):
    said = new_cycle(CYCLE, "2023-04", data, kind="publication")
    old, new = load_cycle("2023-04", data_dir=data), load_cycle(CYCLE, data_dir=data)
    assert (new.kind, new.profile, new.marking, new.publish_by) == ("publication", "public", "OFFICIAL", date(2024, 3, 30))
    assert new.publication and not old.publication and old.kind == "board" and old.publish_by is None
    for name in ("period_start", "period_end", "data_cut_off", "previous_cycle", "reference", "primary_comparisons", "contact", "as_written", "data"):
        assert getattr(new, name) == getattr(old, name), name
    assert "30 March 2024" in said[0] and "publish_by = 2024-03-30  # check" in (data / f"cycles/{CYCLE}.toml").read_text()


def test_what_is_said_of_the_boards_notebooks_is_left_behind(data):
    text = (data / "cycles/2023-04.toml").read_text()
    put(
        data,
        "2023-04",
        f'{text}\n[notebooks]\nrun = [\n  "06-retention",\n]\n[notebooks.06-retention]\njoined_from = "1990-01-01"\n[limits]\ncell_minutes = 9\n',
    )
    new_cycle(CYCLE, "2023-04", data, kind="publication")
    new = load_cycle(CYCLE, data_dir=data)
    assert not new.notebooks and new.limits == {"cell_minutes": 9} and new.reference["sex"] == "Male"


def test_the_next_publication_is_a_year_on(data):
    new_cycle(CYCLE, "2023-04", data, kind="publication")
    new_cycle("publication-2025", CYCLE, data, months=12)
    new = load_cycle("publication-2025", data_dir=data)
    assert (new.kind, new.publish_by, new.period_end, new.previous_cycle) == ("publication", date(2025, 3, 30), date(2024, 3, 31), CYCLE)
    text = (data / "cycles/publication-2025.toml").read_text()
    assert text.count("publish_by") == 1 == text.count("# A publication") and text.count("kind =") == 1


def test_the_day_to_publish_by_is_the_next_30_march():
    days = (date(2023, 3, 31), date(2023, 3, 30), date(2023, 3, 29), date(2022, 12, 31))
    assert [next_publication(day).year for day in days] == [2024, 2024, 2023, 2023]


def test_kinds_that_are_none_are_refused(data):
    with pytest.raises(UsageError, match="no kind of cycle 'publicaton'; did you mean 'publication'"):
        new_cycle(CYCLE, "2023-04", data, kind="publicaton")
    new_cycle(CYCLE, "2023-04", data, kind="publication")
    with pytest.raises(UsageError, match="a board cycle is made from a board cycle"):
        new_cycle("2024-04", CYCLE, data, months=3, kind="board")


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('kind = "publication"', 'kind = "publicaton"', "did you mean 'publication'"),
        ('profile = "public"', 'profile = "board"', "profile is 'board' in a publication"),
        ('marking = "OFFICIAL"', 'marking = "OFFICIAL-SENSITIVE"', "what anybody may read is marked OFFICIAL"),
        ("publish_by = 2024-03-30", "publish_by = 2023-03-30", "it should be: 2024-03-30, perhaps"),
        ('kind = "publication"', "", "publish_by 2024-03-30 is of a publication"),
    ],
)
def test_a_file_that_is_no_publication_is_told(data, was, now, said):
    new_cycle(CYCLE, "2023-04", data, kind="publication")
    text = (data / f"cycles/{CYCLE}.toml").read_text()
    assert was in text
    put(data, CYCLE, text.replace(was, now))
    with pytest.raises(DataFault) as refused:
        load_cycle(CYCLE, data_dir=data)
    assert said in str(refused.value)


# Which notebooks are its pages


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path / "project")
    project.add("06-retention", "# Who leaves?", "print('six')")
    page = notebook("# What do we publish?", "print('all of it')")
    page.metadata["eianalysis"] = {"kind": "publication"}
    nbformat.write(page, project.folder / "notebooks" / "14-published.ipynb")
    project.cycle("publication", "public", "OFFICIAL", 'kind = "publication"')
    return project


def test_a_cycle_has_the_pages_of_its_kind(project):
    folder, data = project.folder / "notebooks", project.folder / "data"
    board, publication = (load_cycle(name, data_dir=data) for name in ("2023-04", "publication"))
    assert list(select(folder, board)) == ["06-retention"] and list(select(folder, publication)) == ["14-published"]
    assert list(select(folder, publication, ["14"])) == ["14-published"]
    with pytest.raises(UsageError, match="14-published is a page of cycles of kind 'publication', and 2023-04 is of kind 'board'"):
        select(folder, board, ["14"])
    project.cycle("publication", "public", "OFFICIAL", 'kind = "publication"\n[notebooks]\nrun = ["06-retention"]')
    with pytest.raises(DataFault, match="06-retention is a page of cycles of kind 'board'"):
        select(folder, load_cycle("publication", data_dir=data))
    (folder / "14-published.ipynb").unlink()
    with pytest.raises(UsageError, match="no notebook here is a page of a cycle of kind 'publication'"):
        select(folder, publication)


def test_each_run_makes_its_own_pages_and_misses_none(project):
    for cycle, page, other in (("2023-04", "06-retention", "14-published"), ("publication", "14-published", "06-retention")):
        code, _, err = project("run", cycle)
        assert code == 0, err
        files = project.files(f"outputs/{cycle}")
        assert f"{page}.html" in files and f"{other}.html" not in files
        assert b"Part of a pack" not in files["index.html"] and other.encode() not in files["index.html"]
    front = project.files("outputs/publication")["index.html"].decode()
    assert "<h1>Published equality information</h1>" in front and "Strategic Management Board" not in front and "30 March 2024" in front
    told = json.loads(project.files("outputs/publication")["manifest.json"])["cycle"]
    assert (told["kind"], told["publish_by"]) == ("publication", "2024-03-30")
    assert "kind" not in json.loads(project.files()["manifest.json"])["cycle"]
    code, _, err = project("run", "2023-04", "--notebooks", "14")
    assert code == 2 and "is a page of cycles of kind 'publication'" in err


def test_the_committed_notebooks_are_the_boards_and_one_more(root):
    folder = root / "notebooks"
    assert {name for name, path in all_notebooks(folder).items() if kind_of(path) != "board"} == {PAGE}
    assert list(notebooks_of(folder, "publication")) == [PAGE] and PAGE not in notebooks_of(folder, "board")


# Page 14 of the demo


def make(part):
    project = part / "project"
    for name in ("data", "notebooks"):
        shutil.copytree(made.ROOT / name, project / name, ignore=shutil.ignore_patterns("raw", ".ipynb_checkpoints"))
    new_cycle(CYCLE, "2023-04", project / "data", kind="publication")
    done = subprocess.run([sys.executable, "-m", "eianalysis.cli", "run", CYCLE], cwd=project, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def published():
    return made.made("publication", lambda: made.below("eianalysis", "data", "notebooks"), make) / "project/outputs" / CYCLE


@pytest.mark.slow
def test_the_pack_is_the_page_its_tables_and_what_says_of_them(published):
    assert {path.name for path in published.glob("*.html")} == {"index.html", f"{PAGE}.html", "about.html"}
    assert (published / f"{CYCLE}-tables.xlsx").exists() and len(list((published / "tables").glob("*.csv"))) >= 14


@pytest.mark.slow
def test_every_table_is_of_the_public_profile(published):
    for path in sorted((published / "tables").glob("*.csv")):
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert about["policy"]["profile"] == "public", path.name
        table = pd.read_csv(path)
        if "numerator" in table and "rate" in table:
            for column in ("numerator", "denominator"):
                counts = table.loc[table["status"] != "hidden", column].dropna()
                assert (counts % 5 == 0).all(), f"{path.name} {column}"
            assert table.loc[table["denominator"] < 20, "rate"].isna().all()
            assert table.loc[table["status"] == "hidden", ["numerator", "rate"]].isna().all(axis=None)


@pytest.mark.slow
def test_the_page_names_its_duties_and_keeps_its_length(published):
    page = (published / f"{PAGE}.html").read_text(encoding="utf-8")
    sections = page.split("<h2")[1:]
    assert len(sections) == 7 and all("Duty:" in each and "2017 Regulations, regulation" in each for each in sections)
    assert "section 149" in page and "Schedule 2" in page and "[K] unconfirmed" in page and "pay gap" in page
    assert count_words(page[page.index("<body") :]) <= 900
    assert "Strategic Management Board" not in page and "OFFICIAL-SENSITIVE" not in page
    assert "Police officers: in post, joined and left" in page


@pytest.mark.slow
def test_the_notebook_is_as_short_as_it_may_be(root):
    cells = json.loads((root / "notebooks" / f"{PAGE}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert len(cells) <= 25
