"""Every advice that a fault of the readers gives, read from their source; and which of them a test follows.

An advice is what is handed over as one: the ``expected`` of a ``Fault``, a ``remedy``, a ``cure``, or the second of two texts that say
what is wrong and what to do. A test that is marked ``follows`` does what each message it quotes says, and sees the fault gone.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
#: The rooms that read files of others, where an advice is all that somebody has.
ROOMS = ("sources", "schema")
#: Parameters by which an advice is handed on.
HANDED = ("expected", "advice", "remedy", "right", "cure", "hint")
#: So many words in a row are a quotation; what is filled in stands between words.
WORDS, FILLED = 4, "…"


class Advice(NamedTuple):
    """What a message says to do, and where it stands."""

    place: str
    words: str


def words_of(text: str) -> set[tuple[str, ...]]:
    """Every few words in a row of a text, whatever marks stand between them."""
    found = re.findall(rf"\w+|{FILLED}", re.sub(r"\{[^{}]*\}", FILLED, text.replace("\\", "")).casefold())
    rows = (tuple(found[at : at + WORDS]) for at in range(len(found) - WORDS + 1))
    return {row for row in rows if FILLED not in row}


class _Module:
    """One module's own texts by name, and what its expressions can say."""

    def __init__(self, path: Path):
        self.path, self.tree = path, ast.parse(path.read_text(encoding="utf-8"))
        self.names: dict[str, ast.expr] = {}
        self.functions = {each.name: each for each in ast.walk(self.tree) if isinstance(each, ast.FunctionDef)}
        for line in self.tree.body:
            if isinstance(line, ast.Assign):
                for target in line.targets:
                    self._name(target, line.value)

    def _name(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = value
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, its in zip(target.elts, value.elts, strict=False):
                self._name(one, its)

    def says(self, node: ast.expr | None, deep: int = 0) -> list[str]:
        """Each text that an expression can be; what is only known when it runs is filled in."""
        if deep > 5 or node is None:
            return []
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, ast.JoinedStr):
            made = [""]
            for part in node.values:
                said = self.says(part.value if isinstance(part, ast.FormattedValue) else part, deep + 1) or [FILLED]
                made = [before + each for before in made for each in said]
            return made
        if isinstance(node, ast.IfExp):
            return self.says(node.body, deep + 1) + self.says(node.orelse, deep + 1)
        if isinstance(node, ast.BinOp):
            return [one + two for one in self.says(node.left, deep + 1) or [FILLED] for two in self.says(node.right, deep + 1) or [FILLED]]
        if isinstance(node, ast.Name):
            return self.says(_named(self, node.id), deep + 1)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            return self.says(node.func.value, deep + 1)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self.functions:
            returned = [each.value for each in ast.walk(self.functions[node.func.id]) if isinstance(each, ast.Return)]
            return [text for value in returned for text in self.says(value, deep + 1)]
        return []


@lru_cache(1)
def _modules() -> tuple[_Module, ...]:
    return tuple(_Module(path) for room in ROOMS for path in sorted((ROOT / "eianalysis" / room).rglob("*.py")))


def _named(module: _Module, name: str) -> ast.expr | None:
    """What a name stands for: in its own module, else in the one it is taken from."""
    return module.names.get(name) or next((each.names[name] for each in _modules() if name in each.names), None)


@lru_cache(1)
def _taken() -> dict[str, list[str]]:
    """By function: its parameters, of those through which an advice is handed on; a ``Fault`` has it second, as ``DataFault`` its remedy."""
    own = {each.name: [arg.arg for arg in each.args.args] for module in _modules() for each in module.functions.values()}
    return {
        "Fault": ["found", "expected"],
        "DataFault": ["file", "what", "faults", "remedy"],
        **{name: args for name, args in own.items() if {*args} & {*HANDED}},
    }


def advices() -> list[Advice]:
    """Every advice of the readers that is long enough to be quoted, each once."""
    found = {}
    for module in _modules():
        for node, line in _handed(module):
            for words in module.says(node):
                if words_of(words):
                    found.setdefault(words, Advice(f"{module.path.relative_to(ROOT)}:{line}", words))
    return list(found.values())


def _handed(module: _Module) -> Iterator[tuple[ast.expr, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            taken = _taken().get(getattr(node.func, "id", ""), [])
            given = [*zip(taken, node.args, strict=False), *((each.arg, each.value) for each in node.keywords if taken)]
            yield from ((value, node.lineno) for name, value in given if name in HANDED)
            pairs = node.args
        else:
            pairs = [node.value] if isinstance(node, ast.Return) else []
        for pair in pairs:
            if isinstance(pair, ast.Tuple) and len(pair.elts) == 2 and all(map(module.says, pair.elts)):
                yield pair.elts[1], pair.lineno
            if isinstance(pair, ast.Starred) and isinstance(pair.value, ast.Name) and isinstance(value := _named(module, pair.value.id), ast.Tuple):
                yield value.elts[-1], pair.lineno


def quoted() -> set[tuple[str, ...]]:
    """What the tests that follow an advice quote: every text in a test marked ``follows``, or in a module that is."""
    found: set[tuple[str, ...]] = set()
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        whole = any(isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "pytestmark" and _marks(line.value) for line in tree.body)
        for part in [tree] if whole else [line for line in tree.body if isinstance(line, ast.FunctionDef) and any(map(_marks, line.decorator_list))]:
            for node in ast.walk(part):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found |= words_of(node.value)
    return found


def _marks(node: ast.expr) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "follows" for each in ast.walk(node))


def not_followed() -> list[Advice]:
    """The advices of which no test that follows quotes words: words that no other advice has, where it has such."""
    every, said = advices(), quoted()
    times = Counter(row for each in every for row in words_of(each.words))
    left = []
    for each in every:
        rows = words_of(each.words)
        own = {row for row in rows if times[row] == 1} or rows
        left += [] if own & said else [each]
    return left
