"""Mutants tried in forked copies of one collected test session, so that each costs its tests and nothing else.

Each copy has a session of its own and so many seconds, of the processor and of the clock: what never ends, or waits for ever, is
ended together with what it started.

What is altered is put in place of what was imported: the code and defaults of functions and methods, and plain constants.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import json
import os
import signal
import sys
import time
import types
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.mutate import Mutant, mutants, watched

OURS = tuple(str(Path(__file__).resolve().parents[2] / name) for name in ("eianalysis", "tests"))
PLAIN = (bool, int, float, str, tuple, dict, frozenset)
#: So many times what its tests take unaltered a mutant may take; by the clock more, as others use the machine too.
TIMES, TIMES_BY_CLOCK, LOOKS = 10, 30, 0.01
SURVIVED, KILLED, ENDLESS, UNREACHED = "survived", "killed", "killed: did not end", "survived: no test gets there"


def put_in_place(module: types.ModuleType, tree: ast.Module) -> None:
    """Make an imported module behave as this tree says, wherever it was imported."""
    fresh = types.ModuleType(module.__name__)
    fresh.__dict__.update({name: value for name, value in vars(module).items() if name.startswith("__")})
    sys.modules[module.__name__] = fresh  # dataclasses look their module up
    try:
        exec(compile(tree, module.__file__, "exec"), fresh.__dict__)
    finally:
        sys.modules[module.__name__] = module
    for name, new in list(vars(fresh).items()):
        old = vars(module).get(name)
        if name.startswith("__") or old is None:
            continue
        if isinstance(old, type) and old.__module__ == module.__name__:
            for inner, method in vars(new).items():
                _code_of(vars(old).get(inner), method)
        elif getattr(old, "__module__", None) == module.__name__ and _function(old):
            _code_of(old, new)
        elif type(old) in PLAIN and old != new:
            for other in list(sys.modules.values()):
                if vars(other).get(name) is old and str(getattr(other, "__file__", "")).startswith(OURS):
                    setattr(other, name, new)
    for other in list(sys.modules.values()):
        if other.__name__.startswith("eianalysis") and "synthetic" not in other.__name__:
            for value in list(vars(other).values()):
                if callable(getattr(value, "cache_clear", None)) and not isinstance(value, type):
                    value.cache_clear()


def _function(value):
    """The function behind a wrapper, a classmethod or a property, or None."""
    for name in ("fget", "func", "__func__", "__wrapped__"):
        value = getattr(value, name, None) or value
    return value if isinstance(value, types.FunctionType) else None


def _code_of(old, new) -> None:
    old, new = _function(old), _function(new)
    if old and new and len(old.__code__.co_freevars) == len(new.__code__.co_freevars):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


@dataclass(frozen=True)
class Unaltered:
    """What a test does with the module as it is: its seconds of the processor and of the clock, and the lines that run in it."""

    seconds: float
    by_clock: float
    lines: set[int]


@dataclass
class Trial:
    """A pytest plugin that runs no test itself: it tries the mutants of one module on the tests collected."""

    name: str
    jobs: int = 1
    at: tuple[int, ...] = ()  # lines to try; all where none is given
    least: float = 5  # seconds given to each mutant, whatever its tests take
    found: list[tuple[Mutant, str]] = field(default_factory=list)
    wrong: str = ""

    def pytest_configure(self) -> None:
        import hypothesis

        hypothesis.settings.register_profile("mutants", database=None)  # what fails here is no case to keep
        hypothesis.settings.load_profile("mutants")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items) -> None:
        items[:] = [
            item
            for item in items
            if not {"pack", "previous"} & set(item.fixturenames) and not item.get_closest_marker("browser") and not item.get_closest_marker("proof")
        ]

    def pytest_runtestloop(self, session) -> bool:
        module = importlib.import_module(self.name)
        with open(module.__file__, encoding="utf-8") as file:
            source = file.read()
        known = self._as_it_is(session, module, source)
        if not known:
            return True
        waiting = [each for each in mutants(source) if not self.at or each.line in self.at]
        running: dict[int, tuple[Mutant, float]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self.jobs:
                    mutant = waiting.pop(0)
                    tests = [item for item in session.items if not mutant.function or mutant.statement in known[item.nodeid].lines]
                    tests.sort(key=lambda item: known[item.nodeid].seconds)
                    if not tests:
                        self._told(mutant, UNREACHED)
                        continue
                    limit = self.least + TIMES * sum(known[item.nodeid].seconds for item in tests)
                    until = time.monotonic() + TIMES * self.least + TIMES_BY_CLOCK * sum(known[item.nodeid].by_clock for item in tests)
                    running[_forked(partial(self._killed, module, mutant, tests), limit)] = mutant, until
                for process, (mutant, until) in list(running.items()):
                    code = _ended(process, until)
                    if code is not None:
                        del running[process]
                        self._told(mutant, SURVIVED if code == 0 else KILLED if code == 1 else ENDLESS)
                time.sleep(LOOKS)
        finally:
            for process in running:
                _end(process)
        return True

    def _told(self, mutant: Mutant, what: str) -> None:
        self.found.append((mutant, what))
        print(f"line {mutant.line}: {what}: {mutant.before} -> {mutant.after}".replace("\n", " "), file=sys.__stderr__, flush=True)

    def _as_it_is(self, session, module, source) -> dict[str, Unaltered]:
        """What each test does with the module as it is."""
        read, write = os.pipe()

        def measured() -> int:
            module.__seen__ = seen = set()
            put_in_place(module, watched(source))
            with open(write, "w", encoding="utf-8") as out:
                for item in session.items:
                    seen.clear()
                    began, at = time.process_time(), time.monotonic()
                    failed = _fails(item, session.items)
                    out.write(json.dumps([item.nodeid, time.process_time() - began, time.monotonic() - at, sorted(seen), failed]) + "\n")
            return 0

        child = _forked(measured, 3600)
        os.close(write)
        try:
            with open(read, encoding="utf-8") as told:
                rows = [json.loads(line) for line in told]
        finally:
            _end(child)
        failed = [name for name, *_, failed in rows if failed]
        if failed or len(rows) < len(session.items) or not rows:
            self.wrong = f"{failed or 'the tests'} fail before anything is altered"
            return {}
        print(f"{len(rows)} tests, {sum(seconds for _, seconds, *_ in rows):.1f} s", file=sys.__stderr__, flush=True)
        return {name: Unaltered(seconds, by_clock, set(lines)) for name, seconds, by_clock, lines, _ in rows}

    def _killed(self, module, mutant: Mutant, tests: list) -> int:
        try:
            put_in_place(module, mutant.tree)
        except Exception:
            return 1
        return int(any(_fails(item, tests) for item in tests))


def _fails(item, items) -> bool:
    place = items.index(item)
    following = items[place + 1] if place + 1 < len(items) else None
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _ended(process: int, until: float) -> int | None:
    """With what a copy ended, by itself or because its time is over; None while it runs. Nothing it started is left."""
    done, status = os.waitpid(process, os.WNOHANG)
    if done:
        _end(process, waiting=False)
        return os.waitstatus_to_exitcode(status)
    return _end(process) if time.monotonic() > until else None


def _end(process: int, waiting: bool = True) -> int:
    """End a copy and what it started; what it ended with, where it is still to be asked."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing of it is left; macOS says it is not permitted
        os.killpg(process, signal.SIGKILL)
    if not waiting:
        return 0
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)  # it may not have begun a session yet
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _forked(work, limit: float) -> int:
    """The id of a copy of this process that does the work, within so many processor seconds, and ends with what it gives."""
    if os.name != "posix":
        raise SystemExit("make mutants needs a system that can copy a process: Linux or macOS")
    import resource

    child = os.fork()
    if child:
        return child
    code = 3
    try:
        os.setsid()  # what it starts is ended with it
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2))
        with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            code = work()
    except BaseException:
        code = 1
    finally:
        os._exit(code)
