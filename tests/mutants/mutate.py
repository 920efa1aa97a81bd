"""The small changes of a module's source that a test should notice: each a tree with one place altered."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
JOINED = {ast.And: ast.Or, ast.Or: ast.And}
WORKED_OUT = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
#: Arguments that change speed, order or a check of shapes only.
LEFT_ALONE = {"strict", "stacklevel", "copy", "sort"}


@dataclass(frozen=True)
class Mutant:
    """One altered place: in which function, on which line, what stood there and what stands there now."""

    function: str  # qualified name; empty at the top of the module
    line: int
    statement: int  # the line on which its statement begins
    before: str
    after: str
    tree: ast.Module

    @property
    def name(self) -> tuple[str, str, str]:
        """What it is known by when lines move."""
        return self.function, self.before, self.after


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, top to bottom."""
    tree = ast.parse(source)
    nodes = list(_places(tree, "", 0))
    everything = list(ast.walk(tree))
    number = {id(node): at for at, node in enumerate(everything)}
    for function, statement, node in nodes:
        for change in _changes(node):
            altered = copy.deepcopy(tree)
            place = list(ast.walk(altered))[number[id(node)]]
            before = ast.unparse(node)
            change(place)
            ast.fix_missing_locations(altered)
            yield Mutant(function, node.lineno, statement, before, ast.unparse(place), altered)


def _places(node: ast.AST, function: str, statement: int) -> Iterator[tuple[str, int, ast.AST]]:
    """Nodes that may be altered, each with its function and statement; no decorator, annotation or text of a message is."""
    for name, value in ast.iter_fields(node):
        if name in ("decorator_list", "annotation", "returns") or isinstance(node, ast.JoinedStr):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.keyword) and child.arg in LEFT_ALONE:
                continue
            inside = function
            if isinstance(child, (*FUNCTIONS, ast.ClassDef)):
                inside = f"{function}.{child.name}" if function else child.name
            began = child.lineno if isinstance(child, ast.stmt) else statement
            if name == "args" and isinstance(node, FUNCTIONS):  # a default is met by whoever gets into the function
                began = node.body[0].lineno
            if isinstance(child, ast.expr | ast.stmt):
                yield inside, began, child
            yield from _places(child, inside, began)


def _changes(node: ast.AST):
    """What may be done to a node: functions that alter a copy of it in place."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            yield lambda place, at=at, to=COMPARED[type(operator)]: place.ops.__setitem__(at, to())
    if isinstance(node, ast.BoolOp):
        yield lambda place: setattr(place, "op", JOINED[type(place.op)]())
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in WORKED_OUT and not _of_types(node):
        yield lambda place: setattr(place, "op", WORKED_OUT[type(place.op)]())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.Invert)):
        yield lambda place: setattr(place, "op", ast.UAdd()) if isinstance(place.op, ast.Invert) else _kept(place)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield lambda place: setattr(place, "value", not place.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield lambda place: setattr(place, "value", place.value + 1)
    if isinstance(node, ast.Return) and node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield lambda place: setattr(place, "value", ast.Constant(None))
    if isinstance(node, (ast.Continue, ast.Break)):
        yield lambda place: setattr(place, "__class__", ast.Pass)


def _of_types(node: ast.AST) -> bool:
    """``int | None``, in a default or a cast, is no arithmetic."""
    return isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and node.right.value is None


def _kept(place: ast.UnaryOp) -> None:
    """``not x`` becomes whether ``x``: twice not, as there is no operator that leaves a truth as it is."""
    place.operand = ast.UnaryOp(ast.Not(), place.operand)


def watched(source: str) -> ast.Module:
    """The module with a mark before each statement of its functions: ``__seen__`` gets the lines that ran."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for block in ("body", "orelse", "finalbody"):
            lines = getattr(node, block, None)
            if isinstance(lines, list) and lines and not isinstance(node, (ast.Module, ast.ClassDef)):
                setattr(node, block, [each for line in lines for each in (*_mark(line), line)])
    return ast.fix_missing_locations(tree)


def _mark(line: ast.stmt) -> list[ast.stmt]:
    mark = ast.parse(f"__seen__.add({line.lineno})").body[0]
    return [ast.copy_location(mark, line)]
