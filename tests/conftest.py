"""Fixtures every test may use."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data and source documents; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "public-data").is_dir():
        pytest.skip("../shared is absent: this test reads real public data")
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
def pack(tmp_path_factory) -> Path:
    """The finished pack of the default cycle, made once by the command a user would give; do not change it."""
    return _run("2023-04", tmp_path_factory.mktemp("pack") / "outputs")


@pytest.fixture(scope="session")
def previous(tmp_path_factory) -> Path:
    """The finished pack of the cycle before, made once in the same way; do not change it."""
    return _run("2023-01", tmp_path_factory.mktemp("previous") / "outputs")


def _run(cycle: str, outputs: Path) -> Path:
    made = subprocess.run(
        [sys.executable, "-m", "eianalysis.cli", "run", cycle, "--outputs-dir", str(outputs)], cwd=ROOT, text=True,
        capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert made.returncode == 0, made.stderr
    return outputs / cycle
