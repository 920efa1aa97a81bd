"""What is kept read-only: every way in which Python changes a folder is refused below it, and reading and the folders beside go on."""

import os
import shutil
from pathlib import Path

import pytest

from eianalysis import read_only
from eianalysis.errors import EIAnalysisError, ReadOnlyError


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A folder of data kept read-only, in which outputs lie that may be written; a folder beside both is ``work``."""
    monkeypatch.setattr(read_only, "_READ_ONLY", [])
    monkeypatch.setattr(read_only, "_WRITABLE", [])
    folder = tmp_path / "data"
    (folder / "raw" / "empty").mkdir(parents=True)
    (folder / "outputs" / "work").mkdir(parents=True)
    (tmp_path / "work").mkdir()
    (folder / "raw" / "leavers.csv").write_text("a,b\n")
    os.chdir(tmp_path / "work")
    read_only.keep_read_only(str(folder), [str(folder / "outputs" / "work")])
    return folder


@pytest.fixture(autouse=True)
def here():
    """Back where it began, as some of these tests are in another folder."""
    before = os.getcwd()
    yield
    os.chdir(before)


def through_a_link(data, name):
    link = Path("link")
    link.symlink_to(data / "raw")
    (link / name).write_text("x")


def in_an_open_folder(data):
    handle = os.open(data / "raw", os.O_RDONLY)
    try:
        os.remove("leavers.csv", dir_fd=handle)
    finally:
        os.close(handle)


POSIX = pytest.mark.skipif(os.name != "posix", reason="what Windows has not, or only for administrators")
LINUX = pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="only Linux tells which folder is open")
CHANGES = {
    "written anew": lambda data: open(data / "raw/new.csv", "w"),
    "written over": lambda data: (data / "raw/leavers.csv").write_text("x"),
    "added to": lambda data: open(data / "raw/leavers.csv", "ab"),
    "opened for both": lambda data: open(data / "raw/leavers.csv", "r+"),
    "opened below Python's own open": lambda data: os.open(data / "raw/leavers.csv", os.O_RDWR),
    "made where there was nothing": lambda data: os.open(data / "raw/new.csv", os.O_CREAT),
    "named from where it works": lambda data: open("../data/raw/leavers.csv", "w"),
    "named in bytes": lambda data: open(os.fsencode(data / "raw/leavers.csv"), "w"),
    "renamed": lambda data: os.rename(data / "raw/leavers.csv", data / "raw/other.csv"),
    "moved out": lambda data: os.replace(data / "raw/leavers.csv", "leavers.csv"),
    "moved in": lambda data: (Path("mine.csv").write_text("x"), os.replace("mine.csv", data / "raw/leavers.csv")),
    "moved by shutil": lambda data: shutil.move(data / "raw/leavers.csv", "leavers.csv"),
    "copied in": lambda data: (Path("mine.csv").write_text("x"), shutil.copy("mine.csv", data / "raw/leavers.csv")),
    "moved with the folder above": lambda data: os.rename(data.parent / "data", data.parent / "gone"),
    "deleted": lambda data: os.remove(data / "raw/leavers.csv"),
    "deleted with its folder": lambda data: shutil.rmtree(data / "raw"),
    "deleted with all folders": lambda data: shutil.rmtree(data.parent),
    "a folder": lambda data: os.mkdir(data / "raw/new"),
    "a folder less": lambda data: os.rmdir(data / "raw/empty"),
    "cut": lambda data: os.truncate(data / "raw/leavers.csv", 1),
    "its time": lambda data: os.utime(data / "raw/leavers.csv"),
    "its mode": lambda data: os.chmod(data / "raw/leavers.csv", 0o600),
    "a second name": pytest.param(lambda data: os.link(data / "raw/leavers.csv", "mine.csv"), marks=POSIX),
    "a link": pytest.param(lambda data: os.symlink("mine.csv", data / "raw/link.csv"), marks=POSIX),
    "through a link": pytest.param(lambda data: through_a_link(data, "leavers.csv"), marks=POSIX),
    "anew through a link": pytest.param(lambda data: through_a_link(data, "new.csv"), marks=POSIX),
    "in an open folder": pytest.param(in_an_open_folder, marks=LINUX),
}


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.mark.parametrize(
    "change",
    [pytest.param(*each.values, id=name, marks=each.marks) if hasattr(each, "marks") else pytest.param(each, id=name) for name, each in CHANGES.items()],
)
def test_a_change_of_any_kind_is_refused(data, change):
    before = files(data)
    with pytest.raises(ReadOnlyError, match="a notebook may read the data folder and not change it") as refused:
        change(data)
    assert isinstance(refused.value, PermissionError) and isinstance(refused.value, EIAnalysisError)
    assert files(data) == before


def test_what_is_there_is_named_and_what_a_notebook_made_up_is_not(data):
    with pytest.raises(ReadOnlyError, match="raw/leavers.csv stays as it is.*Write into the notebook's own folder"):
        os.remove(data / "raw" / "leavers.csv")
    with pytest.raises(ReadOnlyError, match="nothing is written into raw") as refused:
        open(data / "raw" / "P00123.csv", "w")
    assert "P00123" not in str(refused.value)


def test_reading_goes_on_and_so_does_writing_elsewhere(data):
    assert (data / "raw/leavers.csv").read_text() == "a,b\n" and len(list(data.rglob("*"))) == 5
    own = data / "outputs" / "work"
    for folder in (Path(), own, own / "deeper", data.parent / "database"):
        folder.mkdir(exist_ok=True)
        (folder / "one.csv").write_text("x")
        os.replace(folder / "one.csv", folder / "two.csv")
        shutil.copy(data / "raw/leavers.csv", folder / "three.csv")
        os.remove(folder / "two.csv")
    os.symlink(data / "raw/leavers.csv", "link.csv")
    assert Path("link.csv").read_text() == "a,b\n"
    os.remove("link.csv")
    assert (data / "raw/leavers.csv").exists()
    with pytest.raises(FileNotFoundError):
        open(data / "raw/none.csv")
