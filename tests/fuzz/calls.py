"""Calls of the public door with odd arguments: drawn from a seed, and what came of each.

A call begins as a right one, of whatever the function's own signature says; one or two of its arguments then become something
that a person may write by a slip, or a program hand over. Nothing here lists a measure or an argument.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

import eianalysis as ei
from eianalysis import cli
from eianalysis.dataset import Force
from eianalysis.errors import EIAnalysisError
from eianalysis.measures.input_checks import wanted
from eianalysis.options import parser
from eianalysis.results import Result
from eianalysis.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]
#: Made anew for each call, so that none is changed by the call before.
ODD: tuple[Callable[[], object], ...] = (
    *(
        lambda value=value: value
        for value in ("", " ", "sexx", "twelve", "-12", "2023-02-30", "31/02/2023", "2023-13-01", "nan", "White ", "All", "*", "a * b * c")
    ),
    *(lambda value=value: value for value in ("stability_12m", "search_find_rate", "no_such_measure", "../x", "x\x00y", "é" * 300, "sex\n", b"sex")),
    *(lambda value=value: value for value in (0, -1, 7, 20230401, 10**30, 0.5, 1e300, float("nan"), float("inf"), True, False, None, 1 + 2j)),
    *(lambda value=value: value for value in (np.int64(12), np.float64("nan"), np.datetime64("NaT"), pd.NA, pd.NaT, pd.Timestamp("2023-04-01"), date(1, 1, 1))),
    *(lambda value=value: value for value in ((), ("sex", 3), ("sex",), frozenset({"sex"}), range(3), object(), len, str, Path("x"))),
    *(
        list,
        dict,
        lambda: [None],
        lambda: [[]],
        lambda: ["sex", "sexx"],
        lambda: ["White", "Asian"],
        lambda: [12, "word"],
        lambda: {"sex": "Nobody"},
        lambda: {1: 2},
    ),
    *(
        lambda: {"sex": None},
        lambda: {"a": []},
        lambda: pd.Series(["sex"]),
        lambda: pd.DataFrame({"sex": ["F"]}),
        lambda: np.array([12, 36]),
        lambda: iter("ab"),
    ),
)
#: What is written to a file of the project is no question; the rest of the public functions are asked.
WRITES = ("save", "synthetic", "stats", "vocabulary")
#: A pack takes minutes: these commands are only given what they must refuse.
LONG = ("run", "run-many", "issue", "init", "completion")


class Call(NamedTuple):
    """What was asked, as a person would write it, and the asking."""

    said: str
    make: Callable[[], object]


class Kit:
    """What right calls are made of: the demo force, and some results and releases of it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.cycle = ei.load_cycle("2023-04", data_dir=ROOT / "data", outputs_dir=folder / "outputs")
        self.force = Force(self.cycle)
        names = [("stability_12m", "sex"), ("promotion_stage_rate", "sex"), ("search_find_rate", "officer_ethnicity")]
        self.results = [self.force.ask(measure, by=by) for measure, by in names]
        self.releases = [result.compare().release() for result in self.results]
        self.measures = sorted(self.force.measures)

    def right(self, function: Callable, each: inspect.Parameter, rng: random.Random) -> object:
        """What this parameter would rightly be given; ``Kit`` itself where it is best left out."""
        kind = str(each.annotation)
        if each.name == "cycle" or kind == "BoardCycle":
            return self.cycle
        if "TypedTable" in kind:
            return self.force.table(rng.choice([name for name in wanted(function.__name__, each.name) if name in TABLES] or ["workforce_snapshot"]))
        if "Release" in kind:
            return rng.choice(self.releases)
        if "Result" in kind:
            return rng.choice(self.results)
        if each.name == "force":
            return self.force
        return {"as_at": self.cycle.data_cut_off, "by": "sex", "measure": "x", "flag": "sex", "reference": "White", "until": "2030-03-31"}.get(each.name, Kit)


@lru_cache(1)
def kit() -> Kit:
    return Kit(Path(tempfile.mkdtemp(prefix="calls")))


def drawn(seed: int, many: int) -> Iterator[Call]:
    """So many odd calls, over the doors alike."""
    for at in range(many):
        yield one(random.Random(f"{seed} {at}"))


def one(rng: random.Random) -> Call:
    """An odd call through one of the doors."""
    return rng.choice((_loading, _asking, _asking, _verb, _only, _of_a_force, _public, _public, _public, _command))(kit(), rng)


def came(call: Call) -> str:
    """'' where the call answered or was refused in the package's own words; else what it ended in, and where."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as told, np.errstate(all="ignore"):
            call.make()
    except EIAnalysisError as error:
        said = str(error)
        return "" if said.strip() and "Traceback" not in said and len(said) < 20_000 else f"a message of {len(said)} characters"
    except SystemExit as end:
        return "" if end.code == 2 and told.getvalue().strip() else f"ended with {end.code} without a word"
    except Exception as error:  # noqa: BLE001 (that is what is looked for)
        at, frame = error.__traceback__, ""
        while at is not None:
            path = Path(at.tb_frame.f_code.co_filename)
            frame = f"{path.name}:{at.tb_lineno}" if "eianalysis" in path.parts else frame
            at = at.tb_next
        return f"{type(error).__name__} at {frame}: {str(error)[:80]!r}"
    return "an unexpected fault" if "unexpected fault" in told.getvalue() else ""


def _odd(rng: random.Random) -> object:
    return rng.choice(ODD)()


def _word(value: object) -> str:
    said = repr(value).replace("\n", " ")
    return said if len(said) < 60 else f"{said[:50]}… ({type(value).__name__})"


def _call(name: str, function: Callable, given: tuple = (), named: dict | None = None) -> Call:
    named = named or {}
    said = ", ".join([*map(_word, given), *(f"{key}={_word(value)}" for key, value in named.items())])
    return Call(f"{name}({said})", lambda: function(*given, **named))


def _loading(kit: Kit, rng: random.Random) -> Call:
    name = rng.choice(("load_cycle", "force", "cycle_names", "read_counts", "read_register", "read_stop_search"))
    odd = _odd(rng)
    if name in ("load_cycle", "force") and rng.random() < 0.4:
        return _call(f"ei.{name}", getattr(ei, name), ("2023-04",), {rng.choice(("data_dir", "outputs_dir")): odd})
    return _call(f"ei.{name}", getattr(ei, name), (odd,), {"data_dir": ROOT / "data"} if name in ("load_cycle", "force") else {})


def _asking(kit: Kit, rng: random.Random) -> Call:
    measure = rng.choice(kit.measures)
    rows = kit.force.measures[measure].rows
    own = [each.name for each in inspect.signature(rows).parameters.values() if each.kind is each.KEYWORD_ONLY] if rows else []
    names = sorted({"by", "months", "every", *own} - {"cycle"})
    odd = {name: _odd(rng) for name in rng.sample(names, min(len(names), rng.choice((1, 1, 2))))}
    named = ({} if "by" in odd else {"by": "sex"} if rng.random() < 0.5 else {}) | odd
    first = _odd(rng) if "measure" in named or rng.random() < 0.1 else measure
    named.pop("measure", None)
    return _call("force.ask", kit.force.ask, (first,), named)


def _verb(kit: Kit, rng: random.Random) -> Call:
    result = rng.choice(kit.results)
    name = rng.choice(("compare", "compare", "adjust_for", "bounds", "detectable", "pool", "funnel_plot", "release"))
    own = [each for each in inspect.signature(getattr(ei, name)).parameters.values() if each.kind in (each.KEYWORD_ONLY, each.POSITIONAL_OR_KEYWORD)][1:]
    named = {each.name: _odd(rng) for each in rng.sample(own, min(len(own), rng.choice((1, 1, 2))))}
    if name == "adjust_for":
        named.setdefault("over", "rank")
    return _call(f"result.{name}", lambda **given: _released(getattr(result, name)(**given)), (), named)


def _released(made: object) -> object:
    """What the call is for: a result that cannot be released has not answered."""
    return made.release() if isinstance(made, Result) and not made.missing else made


def _only(kit: Kit, rng: random.Random) -> Call:
    released = rng.choice(kit.releases)
    names = [*released.keys, "characteristic", "group", "sexx"]
    named = {name: _odd(rng) for name in rng.sample(names, rng.choice((1, 1, 2)))}
    return _call("released.only", released.only, (_odd(rng),) if rng.random() < 0.3 else (), named)


def _of_a_force(kit: Kit, rng: random.Random) -> Call:
    name = rng.choice(("where", "joined", "table", "stand", "project", "with_table", "holding"))
    if name == "where":
        return _call("force.where", lambda **given: kit.force.where(**given).people, (), {rng.choice(("sex", "rank", "unit", "as_at", "sexx")): _odd(rng)})
    if name == "holding":
        return _call("force.holding", kit.force.holding, (), {rng.choice(("workforce", "leavers", "peple")): _odd(rng)})
    function = getattr(kit.force, name)
    right = {
        "project": dict(target=0.4, characteristic="ethnicity_2", group="Ethnic minorities", until="2030-03-31", leaving=1, joining=1, months=12),
        "with_table": dict(name="mine", frame=pd.DataFrame({"person_ref": ["P1"]}), key="person_ref", source="a list"),
    }.get(name)
    if right is None:
        return _call(f"force.{name}", function, (_odd(rng),))
    return _call(f"force.{name}", function, (), right | {rng.choice(sorted(right)): _odd(rng)})


@lru_cache(1)
def _functions() -> tuple[str, ...]:
    return tuple(name for name in ei.__all__ if name not in WRITES and inspect.isroutine(getattr(ei, name)))


def _public(kit: Kit, rng: random.Random) -> Call:
    name = rng.choice(_functions())
    function = getattr(ei, name)
    parameters = [each for each in inspect.signature(function).parameters.values() if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)]
    named = {
        each.name: value for each in parameters if (value := kit.right(function, each, rng)) is not Kit and (each.default is each.empty or rng.random() < 0.3)
    }
    for each in rng.sample(parameters, min(len(parameters), rng.choice((1, 1, 2)))):
        named[each.name] = _odd(rng)
    if rng.random() < 0.05:
        named["no_such"] = 1
    return _call(f"ei.{name}", lambda **given: _released(function(**given)), (), named)


def _command(kit: Kit, rng: random.Random) -> Call:
    commands = next(action for action in parser()._actions if action.dest == "command").choices
    name = rng.choice(sorted(commands))
    words = [name]
    for action in commands[name]._actions:
        if not action.option_strings:
            words += ["no-such"] if name in LONG else [rng.choice((_text(rng), "2023-04"))]
        elif action.dest not in ("help", "version", "update", "demo") and rng.random() < 0.4:
            values = 0 if action.nargs == 0 else action.nargs if isinstance(action.nargs, int) else 1
            words += [action.option_strings[-1], *(_text(rng) for _ in range(values))]
    words += ["--data-dir", str(kit.folder / "none")] if any("--data-dir" in action.option_strings for action in commands[name]._actions) else []
    return Call(f"eianalysis {' '.join(map(_word, words))}", lambda: _run(kit.folder, words))


def _run(folder: Path, words: list[str]) -> int:
    """The command in a folder where it may write what it likes."""
    here = folder / "here"
    here.mkdir(exist_ok=True)
    with contextlib.chdir(here):
        return cli.main(words)


def _text(rng: random.Random) -> str:
    value = str(_odd(rng)).replace("\x00", "")
    return value if len(value) < 200 else value[:200]
