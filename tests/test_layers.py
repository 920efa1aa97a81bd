"""The house rules: layers import downwards only, one home per library, public names exist, import is light."""

import ast
import re
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import eianalysis

PACKAGE = Path(eianalysis.__file__).parent
LAYER = {
    "errors": 0,
    "passed": 0.5,
    "carried": 0,
    "reads": 0,
    "read_only": 0.5,
    "rendered": 0,
    "once": 0,
    "verify": 0,
    "vocabulary": 0,
    "stats": 0,
    "toml_file": 0.5,
    "declare": 0.5,
    "schema": 1,
    "policy": 1,
    "waiting": 1.1,
    "argument_kinds": 1.1,
    "service": 1,
    "cycle_kinds": 0.5,
    "cycle_sense": 1.3,
    "cycle_keys": 1.4,
    "cycle": 1.5,
    "sources": 2,
    "issued": 2,
    "register": 2.5,
    "verbs": 2.5,
    "added_columns": 2.5,
    "results": 3,
    "disclosure": 4,
    "measures": 4,
    "counted_results": 4.4,
    "own_tables": 4.4,
    "names_by_tab": 4.6,
    "dataset": 4.5,
    "theme": 5,
    "wording": 5.2,
    "evidence": 5.3,
    "provenance": 5.2,
    "figures": 5.5,
    "tables": 5.5,
    "forms": 5.8,
    "report": 6,
    "option_examples": 6.4,
    "options": 6.5,
    "completion": 6.4,
    "cli": 7,
    "__main__": 7.5,
    "synthetic": 8,
}
HOME = {"matplotlib": {"figures"}, "papermill": {"report"}, "nbconvert": {"report"}, "nbformat": {"report"}, "scipy": {"stats", "disclosure", "sources"}}
FILES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__main__.py",) and path.parent != PACKAGE or path.parent == PACKAGE and path.name != "__init__.py"
)


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


def test_imports_go_downwards():
    faults = []
    for path in FILES:
        here = unit(path)
        if here not in LAYER:
            faults.append(f"{here} has no layer; give it one in this test and in docs/architecture.md")
            continue
        for there in sorted({name.split(".")[1] for name in imports(path) if name.startswith("eianalysis.")} - {here}):
            if there not in LAYER:
                faults.append(f"{path.name} imports eianalysis.{there}, which is not a module")
            elif LAYER[there] >= LAYER[here]:
                faults.append(f"{path.name}: {here} (layer {LAYER[here]}) imports {there} (layer {LAYER[there]})")
    assert not faults, "\n".join(faults)


def test_each_library_has_one_home():
    faults = [
        f"{path.name}: {name} belongs in {HOME[library]}, not in {unit(path)}"
        for path in FILES
        for name in imports(path)
        if (library := name.split(".")[0]) in HOME and unit(path) not in HOME[library]
    ]
    assert not faults, "\n".join(faults)


def test_no_module_loads_a_notebook_library_before_it_is_called():
    """nbformat brings a grammar of two seconds, which ``lean_imports`` leaves out where it comes first."""
    first = {path: [node for node in ast.parse(path.read_text(encoding="utf-8")).body] for path in FILES}
    named = {
        path.name: {node.module or "" for node in body if isinstance(node, ast.ImportFrom)}
        | {alias.name for node in body if isinstance(node, ast.Import) for alias in node.names}
        for path, body in first.items()
    }
    faults = [name for name, there in named.items() if {each.split(".")[0] for each in there} & {"nbformat", "papermill", "nbconvert"}]
    assert not faults


def test_modules_are_small():
    lines = {str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8").count("\n") for path in FILES}
    long = {name: count for name, count in lines.items() if count > 300}
    assert not long, f"is each one idea? {long}"
    assert statistics.median(lines.values()) <= 120


def test_public_names_exist_and_say_what_they_are():
    silent = [name for name in eianalysis.__all__ if name != "__version__" and not getattr(eianalysis, name).__doc__]
    assert not silent, f"without a docstring: {silent}"


def test_import_does_no_work():
    code = (
        "import sys, eianalysis; heavy = {'pandas', 'numpy', 'scipy', 'matplotlib', 'papermill'} & set(sys.modules);"
        "sys.exit(f'import eianalysis loads {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_unknown_name_is_said_plainly():
    with pytest.raises(AttributeError, match="eianalysis has no 'lode_cycle'"):
        eianalysis.lode_cycle


#: The subjects that several rooms have a file of: what it is in `schema`, how it is counted, drawn and said. Any other name is one file's.
SUBJECTS = (
    *("applications", "campaigns", "community", "complaints", "conduct", "conversations", "encounters", "evidence", "grievances", "leaving", "pay"),
    *("people", "police_forces", "progression", "recruitment", "representation", "searches", "surveys", "training", "highlight", "vawg", "workbook"),
    *("added_columns", "adjusted", "amounts", "bounds", "counts", "curves", "exits", "explained", "funnel", "means", "panels", "quality", "rates"),
    *("ratios", "shares", "survival", "trajectory", "trend"),
)


def test_two_files_of_one_name_are_of_one_subject():
    """Whoever opens `rules.py` should not have to ask of which of three rooms it is."""
    named = Counter(path.stem for path in PACKAGE.rglob("*.py") if not path.stem.startswith("__"))
    several = {name for name, files in named.items() if files > 1}
    assert several <= set(SUBJECTS), f"say in the name what is in the file: {sorted(several - set(SUBJECTS))}"
    assert several == set(SUBJECTS), f"no longer a subject of several rooms: {sorted(set(SUBJECTS) - several)}"


#: What a limit on people is called, and what else a limit may be of, if its name says so: FEWEST_MONTHS. Rooms that judge files and rates
#: by chance have limits of their own.
LIMIT = re.compile(r"_?(few|fewest|least|small|smallest|low|lowest|min|minimum|rare|threshold)(_\w+)?", re.IGNORECASE)
OF_THINGS = ("cycles", "decisions", "digits", "forces", "heading", "kernels", "months", "rows", "steps", "units", "values")
BY_CHANCE = ("stats", "sources", "schema", "synthetic")


def limits_in(tree: ast.AST) -> set[str]:
    """The names of limits that are given as whole numbers: assigned, passed by name, or the default of a parameter."""
    given = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple) and len(target.elts) == len(node.value.elts)
                given += zip(target.elts, node.value.elts, strict=True) if pairs else [(target, node.value)]
        elif isinstance(node, ast.AnnAssign):
            given.append((node.target, node.value))
        elif isinstance(node, ast.keyword):
            given.append((ast.Name(node.arg or ""), node.value))
        elif isinstance(node, ast.arguments):
            plain = [*node.posonlyargs, *node.args]
            pairs = [*zip(plain[len(plain) - len(node.defaults) :], node.defaults, strict=True), *zip(node.kwonlyargs, node.kw_defaults, strict=True)]
            given += [(ast.Name(each.arg), value) for each, value in pairs]
    named = [(target.id, each) for target, value in given if isinstance(target, ast.Name) for each in getattr(value, "elts", [value])]
    whole = {name for name, value in named if isinstance(value, ast.Constant) and type(value.value) is int and value.value > 1}
    return {name for name in whole if LIMIT.fullmatch(name) and name.rsplit("_", 1)[-1].casefold() not in OF_THINGS}


@pytest.mark.parametrize(
    "line, caught",
    [
        ("FEWEST = 5", True),
        ("_FEW: int = 5", True),
        ("REFUSED, FEWEST_NEITHER = 'Refused', 5", True),
        ("LEAST = (10, 40)", True),
        ("here = together(rows, columns, least=20)", True),
        ("def together(rows, *, least: int = 10): ...", True),
        ("FEWEST_MONTHS = 6", False),
        ("LEAST, GREATEST = 0.25, 4.0", False),
        ("together(rows, columns, least=LIMITS.survey_answers)", False),
        ("FEW = 'too few to say'", False),
    ],
)
def test_a_limit_is_known_by_its_name(line, caught):
    assert bool(limits_in(ast.parse(line))) is caught


def test_thresholds_and_merge_limits_are_in_the_policy_alone():
    """How few is too few is one page to read and to change: ``policy.py``."""
    looked_at = [path for path in FILES if unit(path) not in ("policy", *BY_CHANCE)]
    found = {path.relative_to(PACKAGE).as_posix(): names for path in looked_at if (names := limits_in(ast.parse(path.read_text(encoding="utf-8"))))}
    assert not found, f"a limit belongs in policy, or its name says what else it is of: {found}"


#: Where the id of a measure stands as a string outside the module that declares it, and why.
SAID_ELSEWHERE = {
    ("service.py", "rejoiners"): "a rule of service, not the measure",
    ("measures/service_notes.py", "rejoiners"): "a rule of service, not the measure",
    ("measures/leading_stage.py", "pipeline"): "what is counted of a pipeline, not the measure",
    **{
        ("measures/input_checks.py", name): "the name of a function, not of the measure it counts"
        for name in ("pipeline", "data_notes", "characteristics_captured", "input_tables", "code_checks", "completeness", "exit_themes", "stay_themes")
    },
}


def test_a_measure_is_named_where_it_is_declared_and_nowhere_else():
    """What speaks of a measure reads its declaration; on its page, in the register's data and in the docs it is named."""
    from eianalysis.measures.catalogue import declared_measures
    from eianalysis.schema import TABLES

    strings, home = [], {}
    for path in FILES:
        where = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Measure" and isinstance(node.args[0], ast.Constant):
                home[node.args[0].value] = where
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.append((where, node.value.partition("/")[0]))
    known = set(declared_measures()) - set(TABLES)
    found = {(where, text) for where, text in strings if text in known and home.get(text) != where}
    assert found <= set(SAID_ELSEWHERE), f"ask the declaration instead: {sorted(found - set(SAID_ELSEWHERE))}"
    assert set(SAID_ELSEWHERE) <= found, f"no longer so: {sorted(set(SAID_ELSEWHERE) - found)}"
