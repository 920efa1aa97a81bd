"""The public door: one typed list, in step with what is there; no module takes a public name's place."""

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import eianalysis

STUB = Path(eianalysis.__file__).with_suffix(".pyi")
LISTED = {
    alias.name: node.module
    for node in ast.parse(STUB.read_text(encoding="utf-8")).body
    if isinstance(node, ast.ImportFrom) and node.module
    for alias in node.names
}


def test_the_list_is_what_the_package_says_it_has():
    assert set(LISTED) | {"stats", "synthetic", "vocabulary", "__version__"} == set(eianalysis.__all__) == set(dir(eianalysis))
    assert STUB.with_name("py.typed").is_file()


@pytest.mark.parametrize("name", sorted(LISTED))
def test_each_name_lives_where_the_list_says_and_has_types(name):
    module = import_module(f"eianalysis.{LISTED[name]}")
    thing = getattr(module, name)
    if inspect.isfunction(thing):
        bare = [
            each.name
            for each in inspect.signature(thing).parameters.values()
            if each.annotation is each.empty and each.kind is not each.VAR_KEYWORD and each.name != "ax"
        ]
        assert inspect.signature(thing).return_annotation is not inspect.Signature.empty, f"{name} does not say what it returns"
        assert not bare, f"{name} does not say what {', '.join(bare)} should be"


def test_no_module_takes_the_place_of_a_public_name():
    """A lazily loaded name turns into a module once a submodule of that name is imported: import all, then look."""
    code = (
        "import inspect, eianalysis as ei\n"
        "from importlib import import_module\n"
        "from pkgutil import walk_packages\n"
        "for each in walk_packages(ei.__path__, 'eianalysis.'):\n"
        "    if not each.name.endswith('__main__'): import_module(each.name)\n"
        "wrong = [n for n in ei.__all__ if n not in ('stats', 'synthetic', 'vocabulary') and inspect.ismodule(getattr(ei, n))]\n"
        "raise SystemExit(f'modules in the place of {wrong}' if wrong else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_submodule_imports_by_itself():
    names = [each.name for each in walk_packages(eianalysis.__path__, "eianalysis.") if not each.name.endswith("__main__")]
    assert len(names) > 100
    for name in names:
        import_module(name)
