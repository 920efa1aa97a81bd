"""Every declared measure, found where it is declared: in the modules of this folder, and in a project's own ``measures/``.

Nothing is listed by hand: a ``Measure`` at the top of a module is in the catalogue.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from eianalysis.declare import Ask, Measure, Wanted, Words
from eianalysis.declare.words import counted_now
from eianalysis.errors import UsageError, as_said, did_you_mean
from eianalysis.rendered import as_html


@cache
def declared_measures(own: Path | None = None) -> dict[str, Measure]:
    """Every measure by its id; ``own`` is the folder of a project's own measures."""
    found: dict[str, Measure] = {}
    for module in _modules(own):
        for measure in _declared(module, Measure):
            if found.setdefault(measure.id, measure) is not measure:
                raise ValueError(f"two measures are called {measure.id}")
    return found


@cache
def wanted_measures(own: Path | None = None) -> dict[str, Wanted]:
    """Every measure that items ask for and nobody can count yet, by its id."""
    return {each.id: each for module in _modules(own) for each in _declared(module, Wanted)}


@cache
def standing_asks(own: Path | None = None) -> dict[str, tuple[Measure, Ask]]:
    """Every standing question under the name that a register binds to: the measure's id, or ``id/name``."""
    return {name: (measure, ask) for measure in declared_measures(own).values() for name, ask in measure.names.items()}


def own_measures(data_dir: Path | str) -> Path | None:
    """The folder of a project's own measures, beside its data; None where it has none."""
    folder = Path(data_dir).resolve().parent / "measures"
    return folder if folder.is_dir() else None


def measure_of(name: str) -> Measure:
    """The measure of an id or of a standing question's name; ``UsageError`` with the nearest one where there is none."""
    known = declared_measures()
    found = known.get(name.partition("/")[0])
    if found is None:
        raise UsageError(f"there is no measure '{name}'; {did_you_mean(name, known)}")
    return found


def form_declared(measure: str) -> str:
    """The form that a measure declares, as "trajectory"; "" where no such measure is declared."""
    found = declared_measures().get(measure)
    return found.form if found else ""


def definition_of(measure: str) -> Words:
    """The words of a measure, said of the kind of people that is being counted."""
    found = measure_of(measure)
    return found.words.of(counted_now(found.workers)) if found.workers else found.words


def _modules(own: Path | None) -> Iterator[ModuleType]:
    package = import_module("eianalysis.measures")
    for module in sorted(iter_modules(package.__path__), key=lambda each: each.name):
        yield import_module(f"eianalysis.measures.{module.name}")
    for path in sorted(own.glob("*.py")) if own and own.is_dir() else ():
        name = f"eianalysis_own_measures_{path.stem}"
        spec = spec_from_file_location(name, path)
        module = sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module


def _declared(module: ModuleType, kind: type) -> Iterator:
    """What a module declares of this kind, by itself or in a tuple; what it imports from elsewhere is not its own."""
    for value in list(vars(module).values()):
        several = value if isinstance(value, tuple) else (value,)
        for each in several:
            if isinstance(each, kind):
                yield each


class Catalogue(tuple):
    """The measures that match, as a table in a notebook and a line each in a console; each has ``.id, .form, .page, .serves``."""

    _COLUMNS = ("Measure", "What it counts", "Of whom", "By", "Page", "Items")

    def __repr__(self) -> str:
        return "\n".join(f"{each.id}: {each.words.of(each.workers).title}" for each in self) or "no measure matches"

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{name}</th>' for name in self._COLUMNS)
        rows = "".join(
            f'<tr><th scope="row"><code>{escape(each.id)}</code></th>{"".join(f"<td>{escape(cell)}</td>" for cell in _cells(each))}</tr>' for each in self
        )
        return as_html(self, f"<table><caption>Measures</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def catalogue(words: str = "", *, own: Path | None = None) -> Catalogue:
    """The measures whose id, title, definition, page or items hold all of these words; all of them without any.

    >>> import eianalysis as ei                                                                     # doctest: +SKIP
    >>> ei.catalogue("resign")                                                                      # doctest: +SKIP
    voluntary_turnover_start_headcount: Resigning, per headcount at the start
    """
    if not isinstance(words, str):
        raise UsageError(f'catalogue() takes words to look for, as "leaving", not {as_said(words)}')
    asked = words.casefold().split()
    return Catalogue(
        each for each in declared_measures(own).values() if all(word in f"{each.id.replace('_', ' ')} {' '.join(_cells(each))}".casefold() for word in asked)
    )


def _cells(measure: Measure) -> tuple[str, ...]:
    words = measure.words.of(measure.workers)
    by = dict.fromkeys(name for ask in measure.asks.values() for name in ask.by)
    return f"{words.title}: {words.numerator}", words.denominator, ", ".join(by), measure.page, ", ".join(measure.serves)


def measure_named(name: str, known: Mapping[str, Measure]) -> Measure:
    """A measure by its id, or by the name of the function that counts it where it counts no other."""
    if name in known:
        return known[name]
    counted = [measure for measure in known.values() if measure.rows is not None and getattr(measure.rows, "__name__", "") == name]
    if len(counted) == 1:
        return counted[0]
    several = f"that function counts several: {', '.join(measure.id for measure in counted)}"
    raise UsageError(f"there is no measure '{name}'; {several if counted else did_you_mean(name, known)}")
