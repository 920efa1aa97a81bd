"""What stands where a file should be and is none is told at once: a pipe would be waited for, a broken link be nothing."""

import os
import sys

import pytest

from eianalysis.errors import DataFault
from eianalysis.sources.mapping import read_mapping

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes in a folder are of POSIX systems")
PLACES = ("outputs/ledger.csv", "notebooks/06-retention.ipynb", "data/cycles/2023-04.toml")


@pytest.mark.parametrize("kind", ["pipe", "folder", "broken link"])
@pytest.mark.parametrize("place", PLACES)
def test_it_is_named_and_taking_it_away_cures(project, place, kind):
    path = project.folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = path.read_bytes() if path.is_file() else None
    path.unlink(missing_ok=True)
    project.add("07-conduct", "# C")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path.parent / "gone")
    code, _, err = project("check", "2023-04")
    assert code == 3 and path.name in err and "it is no file (a pipe, a folder or a broken link)" in err, err
    path.rmdir() if kind == "folder" else path.unlink()
    if kept is not None:
        path.write_bytes(kept)
    assert "it is no file" not in project("check", "2023-04")[2]


@pytest.mark.parametrize("kind", ["pipe", "broken link"])
def test_a_mapping_that_is_none_is_told(tmp_path, kind):
    path = tmp_path / "mapping.toml"
    os.mkfifo(path) if kind == "pipe" else path.symlink_to(tmp_path / "gone")
    with pytest.raises(DataFault, match="mapping.toml does not fit a mapping: 1 fault\n  it is no file"):
        read_mapping(tmp_path)


def test_a_notebook_of_brackets_without_end_is_named(project):
    (project.folder / "notebooks/06-retention.ipynb").write_text("[" * 100_000)
    code, _, err = project("check", "2023-04")
    assert code != 0 and "06-retention.ipynb is not a notebook that can be read" in err and "unexpected" not in err
