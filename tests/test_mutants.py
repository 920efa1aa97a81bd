"""The tool that alters a module: what it alters, that it puts it in place, and that its page gives a reason for every survivor."""

import ast
import os
import re
import subprocess
import sys
import time
import types

import pytest
from tests.mutants import __main__ as command
from tests.mutants import told
from tests.mutants.mutate import Mutant, mutants, watched
from tests.mutants.tried import put_in_place

SOURCE = '''
"""A text: 1 < 2."""
LIMIT = 10

@cache(size=3)
def small(count: int, *, least: int = 5) -> "bool | None":
    """Whether 3 < 4."""
    if not count or count >= LIMIT:
        return None
    return count < least and f"{count + 1}" != "2"
'''


def test_each_place_is_altered_once_and_texts_decorators_and_annotations_never():
    found = [(each.function, each.before, each.after) for each in mutants(SOURCE)]
    assert found == [
        ("", "10", "11"),
        ("small", "5", "6"),
        ("small", "not count or count >= LIMIT", "not count and count >= LIMIT"),
        ("small", "not count", "not not count"),
        ("small", "count >= LIMIT", "count > LIMIT"),
        ("small", "return count < least and f'{count + 1}' != '2'", "return None"),
        ("small", "count < least and f'{count + 1}' != '2'", "count < least or f'{count + 1}' != '2'"),
        ("small", "count < least", "count <= least"),
        ("small", "f'{count + 1}' != '2'", "f'{count + 1}' == '2'"),
    ]
    assert len({ast.unparse(each.tree) for each in mutants(SOURCE)}) == len(found)


def test_the_lines_that_run_are_marked():
    seen = set()
    names = {"__seen__": seen, "cache": lambda size: lambda function: function}
    exec(compile(watched(SOURCE), "small.py", "exec"), names)
    names["small"](20)
    assert {8, 9} <= seen and 10 not in seen


@pytest.fixture
def module(tmp_path, monkeypatch):
    """A module as imported, and one that took names from it."""
    made, other = types.ModuleType("eianalysis._made"), types.ModuleType("eianalysis._other")
    made.__file__ = str(tmp_path / "made.py")
    made.__source__ = (
        "from functools import lru_cache\nLIMIT = 10\n\n@lru_cache\ndef small(n):\n    return n < LIMIT\n\nclass Box:\n"
        "    @property\n    def size(self):\n        return 3\n"
    )
    other.__file__ = str(tmp_path / "other.py")
    monkeypatch.setattr("tests.mutants.tried.OURS", (str(tmp_path),))
    for each in (made, other):
        monkeypatch.setitem(sys.modules, each.__name__, each)
    exec(compile(made.__source__, made.__file__, "exec"), vars(made))
    vars(other).update(LIMIT=made.LIMIT, small=made.small, Box=made.Box)
    return made, other


def test_what_is_altered_holds_wherever_it_was_imported(module):
    made, other = module
    assert other.small(10) is False and other.small(11) is False and other.Box().size == 3
    by_name = {each.name: each.tree for each in mutants(made.__source__)}
    put_in_place(made, by_name["small", "n < LIMIT", "n <= LIMIT"])
    assert other.small(10) is True and other.small(11) is False  # what was remembered is forgotten
    put_in_place(made, by_name["", "10", "11"])
    assert made.LIMIT == other.LIMIT == 11 and other.small(11) is False and other.small(10) is True
    put_in_place(made, by_name["Box.size", "3", "4"])
    assert other.Box().size == 4


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a system that can copy a process")
def test_it_tells_what_is_noticed_from_what_is_not(root):
    """On lines of a small module: one that its tests notice whatever is done to it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "eianalysis/measures/spell_rules.py", "--lines", "19", "--tests", "tests/measures/test_spell_rules.py"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("line ")]
    assert done.returncode == 0 and len(lines) == 2 and all(": killed: " in line for line in lines), done.stderr


ENDLESS = """
import fcntl, subprocess, sys, time

def waited(left, held):
    with open(held, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(9999)"], pass_fds=[file.fileno()])
        while left > 0:
            left -= 1
            time.sleep(0.01)
        child.kill()
        child.wait()
    return left
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a system that can copy a process")
def test_what_waits_for_ever_is_ended_with_what_it_started(root, tmp_path):
    """A mutant that uses no processor and has a child: the child holds a lock, which is free as soon as it is gone."""
    import fcntl

    held = tmp_path / "held"
    (tmp_path / "endless.py").write_text(ENDLESS, encoding="utf-8")
    (tmp_path / "test_endless.py").write_text(f"import endless\n\ndef test_it():\n    assert endless.waited(2, {str(held)!r}) == 0\n", encoding="utf-8")
    line = ENDLESS.splitlines().index("            left -= 1") + 1
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "endless.py", "--lines", str(line), "--tests", str(tmp_path / "test_endless.py"), "--least", "0.1"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    told_of = [each for each in done.stderr.splitlines() if each.startswith("line ")]
    assert done.returncode == 0 and len(told_of) == 2, done.stderr
    assert f"line {line}: killed: did not end: left -= 1 -> left += 1" in told_of
    with held.open() as file:
        for left in range(300, -1, -1):  # what was killed has its lock until it is next at the processor
            try:
                return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                assert left, "what the mutant started runs on"
                time.sleep(0.1)


class TestThePage:
    @pytest.fixture
    def page(self, tmp_path, monkeypatch):
        monkeypatch.setattr(told, "PAGE", tmp_path / "mutants.md")
        return told.PAGE

    def found(self, *what):
        nothing = ast.Module([], [])
        return [(Mutant("f", at, at, f"a | {at}", f"a & {at}", nothing), word) for at, word in enumerate(what)]

    def test_reasons_typed_there_are_kept_and_a_survivor_without_one_is_counted(self, page):
        assert told.write("eianalysis/a.py", ["t.py"], self.found("killed", "survived", "survived: no test gets there")) == 2
        page.write_text(page.read_text(encoding="utf-8").replace(told.NO_REASON, "the same", 1), encoding="utf-8")
        assert told.write("eianalysis/b.py", ["t.py"], self.found("killed")) == 0
        assert told.write("eianalysis/a.py", ["t.py"], self.found("killed", "survived", "survived")) == 1
        assert told.figures() == {"eianalysis/a.py": (3, 1), "eianalysis/b.py": (1, 1)}
        assert "| `f` | `a \\| 1` | `a \\& 1` | the same |".replace("\\&", "&") in page.read_text(encoding="utf-8")

    def test_noticed_all_it_has_no_part(self, page):
        told.write("eianalysis/a.py", ["t.py"], self.found("survived"))
        told.write("eianalysis/a.py", ["t.py"], self.found("killed: did not end"))
        assert "## `" not in page.read_text(encoding="utf-8")


def test_the_committed_page_gives_a_reason_for_every_survivor_and_its_modules_and_tests_exist(root):
    page = told.PAGE.read_text(encoding="utf-8")
    assert told.NO_REASON not in page
    figures = told.figures()
    assert sum(noticed for _, noticed in figures.values()) / sum(tried for tried, _ in figures.values()) >= 0.92
    for name, (tried, noticed) in figures.items():
        assert (root / name).exists() and noticed / tried >= 0.80, name
    for path in re.findall(r"`(tests/[^`]+)`", page):
        assert (root / path).exists(), path


@pytest.mark.parametrize("name", sorted(command.COVERED))
def test_modules_that_have_tests_of_their_own_are_there(root, name):
    assert (root / name).exists() and command.tests_of(name)
