"""Into place in one step, back after a kill, one run at a time."""

import json
import os
import subprocess
import sys

import pytest

from eianalysis.errors import RefusedError
from eianalysis.report import place
from eianalysis.report.lock import locked
from tests.report.project import ROOT


def folder(path, text):
    path.mkdir(parents=True)
    (path / "index.html").write_text(text)
    return path


@pytest.mark.parametrize("system_can_swap", [True, False])
def test_the_new_pack_stands_where_the_old_one_stood(tmp_path, monkeypatch, system_can_swap):
    if not system_can_swap:
        monkeypatch.setattr(place, "_exchange", lambda one, other: False)
    target, pack = folder(tmp_path / "2023-04", "old"), folder(tmp_path / ".scratch.2023-04.1" / "pack", "new")
    place.move_into_place(pack, target)
    assert (target / "index.html").read_text() == "new"
    assert not pack.exists() and not list(tmp_path.glob(".aside*"))


def test_linux_swaps_in_one_step(tmp_path):
    if not sys.platform.startswith("linux") or not hasattr(os, "fork"):
        pytest.skip("only Linux can exchange two folders in one step")
    assert place._exchange(folder(tmp_path / "a", "a"), folder(tmp_path / "b", "b"))
    assert (tmp_path / "a" / "index.html").read_text() == "b"


def test_a_kill_between_the_two_renames_is_mended(tmp_path):
    folder(tmp_path / ".aside.2023-04.77", "good")
    folder(tmp_path / ".scratch.2023-04.77", "half")
    place.clean_up(tmp_path, "2023-04")
    assert [path.name for path in tmp_path.iterdir()] == ["2023-04"]
    assert (tmp_path / "2023-04" / "index.html").read_text() == "good"


def test_a_kill_after_the_renames_leaves_the_new_pack(tmp_path):
    folder(tmp_path / ".aside.2023-04.77", "old")
    folder(tmp_path / "2023-04", "new")
    place.clean_up(tmp_path, "2023-04")
    assert (tmp_path / "2023-04" / "index.html").read_text() == "new" and len(list(tmp_path.iterdir())) == 1


def test_clearing_up_touches_no_other_cycle(tmp_path):
    folder(tmp_path / ".scratch.2023-04.1", "theirs")
    place.clean_up(tmp_path, "2023")
    assert (tmp_path / ".scratch.2023-04.1").exists()


def test_a_lock_that_is_held_refuses_and_says_who(tmp_path):
    with locked(tmp_path, "2023-04"):
        held = json.loads((tmp_path / ".running.2023-04").read_text())
        assert held["pid"] == os.getpid()
        with pytest.raises(RefusedError, match=f"being run already by process {os.getpid()} on "), locked(tmp_path, "2023-04"):
            pass
        with locked(tmp_path, "2023-01"):
            pass
    assert not list(tmp_path.glob(".running*"))
    with locked(tmp_path, "2023-04"):
        pass


def test_the_lock_of_a_killed_run_is_taken_over(tmp_path):
    code = (
        f"import os, signal, pathlib; from eianalysis.report.lock import locked\n"
        f"with locked(pathlib.Path({str(tmp_path)!r}), '2023-04'): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert (tmp_path / ".running.2023-04").exists()
    with locked(tmp_path, "2023-04"):
        pass
    assert not (tmp_path / ".running.2023-04").exists()


class Excel:
    """A program that holds a file open, as it would on Windows: the file can be neither written nor moved, nor its folder."""

    def __init__(self, monkeypatch, path, lets_go_after=None):
        self.path, self.asked, self.lets_go_after = path, 0, lets_go_after
        rename, open_ = type(path).rename, type(path).open
        monkeypatch.setattr(place, "WINDOWS", True)
        monkeypatch.setattr(place, "_exchange", lambda one, other: False)
        monkeypatch.setattr(place.time, "sleep", lambda seconds: None)
        monkeypatch.setattr(type(path), "rename", lambda one, other: self.refuse(one) or rename(one, other))
        monkeypatch.setattr(
            type(path), "open", lambda one, mode="r", *more, **words: (self.refuse(one) if "+" in mode else None) or open_(one, mode, *more, **words)
        )

    def refuse(self, path):
        if self.path == path or path in self.path.parents:
            self.asked += 1
            if self.lets_go_after is None or self.asked <= self.lets_go_after:
                raise PermissionError(13, "being used by another process")


def test_a_pack_held_open_is_said_before_the_run_and_the_new_one_kept_beside(tmp_path, monkeypatch, capsys):
    target = folder(tmp_path / "2023-04", "old")
    (target / "2023-04-tables.xlsx").touch()
    Excel(monkeypatch, target / "2023-04-tables.xlsx")
    place.warn_of_held(target)
    assert "2023-04-tables.xlsx of the last pack is open in another program: close it before the run ends" in capsys.readouterr().err
    for text in ("new", "newer"):
        with pytest.raises(place.PackHeld, match="holds 2023-04-tables.xlsx of the last one open: the new one lies in 2023-04.new"):
            place.move_into_place(folder(tmp_path / ".scratch" / text, text), target)
        assert (target / "index.html").read_text() == "old" and (tmp_path / "2023-04.new" / "index.html").read_text() == text
    monkeypatch.undo()
    place.move_into_place(folder(tmp_path / ".scratch" / "last", "last"), target)
    assert (target / "index.html").read_text() == "last" and not (tmp_path / "2023-04.new").exists()


def test_what_lets_go_after_a_while_is_waited_for(tmp_path, monkeypatch):
    target = folder(tmp_path / "2023-04", "old")
    program = Excel(monkeypatch, target / "index.html", lets_go_after=3)
    place.move_into_place(folder(tmp_path / ".scratch" / "pack", "new"), target)
    monkeypatch.undo()
    assert program.asked == 4 and (target / "index.html").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".scratch", "2023-04"]
