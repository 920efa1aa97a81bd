"""Fixtures every test may use."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eianalysis.disclosure import session
from eianalysis.disclosure.issued_rows import ReleasedBefore
from eianalysis.report.execute import lean_imports
from eianalysis.synthetic import NO_EFFECTS

try:
    from tests import made, seconds
except ModuleNotFoundError as error:
    raise pytest.UsageError(f"{error.name} is not installed: `make .venv/.ready` installs what requirements.lock names") from None

lean_imports()  # before a test imports nbformat
ROOT = Path(__file__).resolve().parents[1]
SHARED = "../shared is absent"
MAKING = pytest.StashKey[subprocess.Popen]()


@pytest.fixture(autouse=True)
def a_session_of_its_own(request, monkeypatch):
    """Each test is a session: what another released, and a pack that happens to lie in outputs, is not known to it.

    A test that wants the cycle's packs known to the console asks for ``beside_the_pack``.
    """
    session.new_session()
    if "beside_the_pack" not in request.fixturenames:
        monkeypatch.setattr(session, "_saved", lambda cycle: ())
        monkeypatch.setattr(session, "_released_before", lambda result, policy: ReleasedBefore([], [], []))


@pytest.fixture
def beside_the_pack():
    """What is released in this test is decided beside the packs of its cycle, as in JupyterLab."""


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data and source documents; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "public-data").is_dir():
        pytest.skip(f"{SHARED}: this test reads real public data")
    return folder


@pytest.fixture(scope="session")
def docs_script():
    """``docs_script("verdict_truth")``: the script of that name in docs/, as a module."""

    def load(name: str):
        spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        return script

    return load


@pytest.fixture(scope="session")
def pack() -> Path:
    """The finished pack of the default cycle, made once by the command a user would give; do not change it."""
    return made.pack("2023-04")


@pytest.fixture(scope="session")
def previous() -> Path:
    """The finished pack of the cycle before, made once in the same way; do not change it."""
    return made.pack("2023-01")


@pytest.fixture(scope="session")
def make_force():
    """``make_force(seed=3, searches=False)``: as ``synthetic.force``, but drawn once for all tests; the copy is yours."""
    return made.force


@pytest.fixture(scope="session")
def tables(make_force):
    """The committed force, as drawn."""
    return make_force()


@pytest.fixture(scope="session")
def forces(make_force):
    """Twenty-four other forces with the documented effects: chance averages out, what is left is the effect."""
    return [make_force(seed=seed) for seed in range(100, 124)]


@pytest.fixture(scope="session")
def plain_forces(make_force):
    """Twelve forces without any effect."""
    return [make_force(seed=seed, effects=NO_EFFECTS) for seed in range(200, 212)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return _no_skip_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return _no_skip_in_ci((yield))


def _no_skip_in_ci(report):
    """In CI a test that is skipped is a failure: .ci/run installs what tests need. Only ../shared may be absent, and with
    REQUIRE_SHARED=1 not even that, in CI or not."""
    if report.skipped and not hasattr(report, "wasxfail"):
        said = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if SHARED in said:
            wanted = "with REQUIRE_SHARED=1" if os.environ.get("REQUIRE_SHARED") == "1" else None
        else:
            wanted = "in CI" if os.environ.get("CI") else None
        if wanted:
            report.outcome, report.longrepr = "failed", f"not to be skipped {wanted}: {said}"
    return report


def pytest_addoption(parser) -> None:
    parser.addoption("--seconds", action="store_true", help="write how long tests took into tests/seconds.txt")


def pytest_runtest_logreport(report) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        seconds.took(report.nodeid, report.duration)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Tests that need the pack or many forces are slow, and those that were measured so; those of the pack come last: it is made
    while the others run. Markers decide what runs, so this hook is the first."""
    measured = seconds.marks()
    for item in items:
        kept = {"long"} if item.get_closest_marker("essential") else set()
        for mark in sorted(measured.get(seconds.function(item.nodeid), set()) - kept):
            item.add_marker(mark)
        if {"pack", "forces", "plain_forces", "several", "officers"} & set(item.fixturenames):
            item.add_marker(pytest.mark.slow)
        if "publication_pack" in item.fixturenames:  # the pack of a publication, which no other test needs
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.long)
        if "previous" in item.fixturenames:  # a whole pack more
            item.add_marker(pytest.mark.proof)
    items.sort(key=lambda item: "pack" in item.fixturenames)


def pytest_collection_finish(session) -> None:
    first = os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0"
    if first and not session.config.option.collectonly and any("pack" in item.fixturenames for item in session.items):
        session.config.stash[MAKING] = subprocess.Popen(
            [sys.executable, "-m", "tests.made", "2023-04"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def pytest_sessionfinish(session) -> None:
    if session.config.option.seconds and "PYTEST_XDIST_WORKER" not in os.environ:
        seconds.write()
    making = session.config.stash.get(MAKING, None)
    if making is not None and making.poll() is None:
        making.terminate()
        making.wait()
