"""The house rules: layers import downwards only, one home per library, public names exist, import is light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import eianalysis

PACKAGE = Path(eianalysis.__file__).parent
LAYER = {
    "errors": 0, "vocabulary": 0, "stats": 0, "toml_file": 0.5,
    "declare": 0.5, "schema": 1, "policy": 1, "service": 1, "cycle": 1.5,
    "sources": 2, "issued": 2, "register": 2.5,
    "results": 3,
    "disclosure": 4, "measures": 4,
    "theme": 5, "wording": 5.2, "evidence": 5.3, "provenance": 5.2, "figures": 5.5, "tables": 5.5,
    "report": 6, "options": 6.5, "completion": 6.5, "cli": 7,
    "synthetic": 8,
}
HOME = {"matplotlib": {"figures"}, "papermill": {"report"}, "nbconvert": {"report"}, "nbformat": {"report"},
        "scipy": {"stats", "disclosure"}}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in ("__main__.py",) and path.parent != PACKAGE
               or path.parent == PACKAGE and path.name != "__init__.py")


def unit(path: Path) -> str:
    """The top-level module or package a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            if node.module == "eianalysis":
                yield from (f"eianalysis.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_downwards(path):
    here = unit(path)
    assert here in LAYER, f"{here} has no layer; give it one in this test and in docs/design.md"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "eianalysis" and len(parts) > 1 and parts[1] != here:
            there = parts[1]
            assert there in LAYER, f"{path.name} imports {name}, which is not a module"
            assert LAYER[there] < LAYER[here], f"{here} (layer {LAYER[here]}) imports {there} (layer {LAYER[there]})"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_each_library_has_one_home(path):
    for name in imports(path):
        library = name.split(".")[0]
        if library in HOME:
            assert unit(path) in HOME[library], f"{library} belongs in {HOME[library]}, not in {unit(path)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_are_small(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 350, f"{lines} lines: is it one idea?"


@pytest.mark.parametrize("name", eianalysis.__all__)
def test_public_names_exist_and_say_what_they_are(name):
    thing = getattr(eianalysis, name)
    if name != "__version__":
        assert thing.__doc__, f"{name} has no docstring"


def test_import_does_no_work():
    code = ("import sys, eianalysis; heavy = {'pandas', 'numpy', 'scipy', 'matplotlib', 'papermill'} & set(sys.modules);"
            "sys.exit(f'import eianalysis loads {heavy}' if heavy else 0)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_unknown_name_is_said_plainly():
    with pytest.raises(AttributeError, match="eianalysis has no 'lode_cycle'"):
        eianalysis.lode_cycle
