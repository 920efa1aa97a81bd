"""``run --notebooks A`` makes these pages anew and keeps the others, or says that the whole is needed."""

import json
import shutil

import pytest

from tests.report.project import RELEASE, Project

pytestmark = pytest.mark.slow

LOAD = "from eianalysis.cycle import load_cycle\nboard = load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir)"
READ = LOAD + "\nfrom pathlib import Path\nprint(Path(data_dir, 'reference', 'x.csv').read_text())"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project with a pack of three pages, made once for all tests here."""
    project = Project(tmp_path_factory.mktemp("made") / "project")
    (project.folder / "data/reference").mkdir()
    (project.folder / "data/reference/x.csv").write_text("one")
    project.add("05-words", "# W", "print('only words')")
    project.add("06-retention", "# R", RELEASE, LOAD, "save(released(), board)", "print(by)", knobs="by: str = 'sex'\n")
    project.add("07-conduct", "# C", READ)
    code, _, err = project("run", "2023-04")
    assert code == 0, err
    return project


@pytest.fixture
def ready(made, tmp_path):
    """A copy of that project, the test's own: a pack does not know where its project lies."""
    shutil.copytree(made.folder, tmp_path / "project")
    return made.at(tmp_path / "project")


def pages(project):
    return sorted(name for name in project.files() if name.endswith(".html"))


def test_the_other_pages_stay_as_they_are(ready):
    before = ready.files()
    code, _, err = ready("run", "2023-04", "--notebooks", "07")
    assert code == 0, err
    after = ready.files()
    assert {name for name in before if before[name] != after.get(name)} == {"manifest.json"}
    assert json.loads(after["manifest.json"])["times"]["taken_over"] == ["05-words", "06-retention"]
    assert ready("verify", "2023-04")[0] == 0


def test_a_page_with_a_knob_keeps_it_while_another_is_made(ready):
    assert ready("run", "2023-04", "--notebooks", "06", "-p", "by", "age")[0] == 0
    assert ready("run", "2023-04", "--notebooks", "07")[0] == 0
    assert b"age" in ready.files()["06-retention.html"]
    assert ready("verify", "2023-04", "--rerun")[0] == 0


def test_a_part_is_added_to_a_part(ready, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    for part in ("06", "07"):
        code, _, err = ready("run", "2023-04", "--notebooks", part, "--outputs-dir", str(elsewhere))
        assert code == 0, err
    assert {"06-retention.html", "07-conduct.html"} <= {path.name for path in (elsewhere / "2023-04").glob("*.html")}


def test_a_page_whose_data_changed_is_refused_and_both_remedies_cure(ready):
    (ready.folder / "data/reference/x.csv").write_text("two")
    before = ready.files()
    code, _, err = ready("run", "2023-04", "--notebooks", "06")
    assert code == 5 and "07-conduct" in err and "05-words" not in err
    assert ready.files() == before, "the last pack is untouched"
    assert "--notebooks 06-retention 07-conduct" in err
    assert ready("run", "2023-04", "--notebooks", "06-retention", "07-conduct")[0] == 0
    assert b"two" in ready.files()["07-conduct.html"] and "05-words.html" in pages(ready)


def test_another_cycle_file_asks_for_the_whole(ready):
    ready.cycle(more="pooled_months = 24")
    code, _, err = ready("run", "2023-04", "--notebooks", "06")
    assert code == 5 and "eianalysis run 2023-04" in err
    assert ready("run", "2023-04")[0] == 0
    assert ready("run", "2023-04", "--notebooks", "06")[0] == 0


def test_a_page_whose_notebook_is_gone_goes_with_it(ready):
    (ready.folder / "notebooks/05-words.ipynb").unlink()
    assert ready("run", "2023-04", "--notebooks", "06")[0] == 0
    assert "05-words.html" not in pages(ready)
