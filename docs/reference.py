"""Writes docs/api.md and docs/measures.md from the code, so that the reference is never older than what it describes.

python docs/reference.py
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import eianalysis as ei
from eianalysis.measures.catalogue import declared_measures

#: The public names by what one wants to do; a name that stands in no list is put under "More".
PARTS = {
    "Start": r"load_cycle|cycle_names|BoardCycle",
    "Load tables": r"load_|read_",
    "Measure: disparity": r"rate|share|mean|compare|pool|trend|representation|pipeline|outcome_test|intersect|adjust_for|bounds|"
    r"detectable|funnel_plot|target_trajectory|declaration_rate|participation_rate",
    "Release and show": r"release|Release|Result|table|findings|save|explain|sections|board_lines|plot_|highlight_reports|say_",
    "Errors": r".*(Error|Fault)",
}


def api() -> str:
    """Every public name: how it is called, and what its docstring says."""
    lines = [
        "# Reference: the public names",
        "",
        "Written by `python docs/reference.py`; change the docstrings, not this page.",
        "",
        "`import eianalysis as ei`; `dir(ei)` lists them, and `help(ei.compare)` says the same as here.",
        "",
    ]
    named: dict[str, list[str]] = {part: [] for part in (*PARTS, "More")}
    for name in ei.__all__:
        if name == "__version__" or inspect.ismodule(getattr(ei, name)):
            continue
        named[next((part for part, pattern in PARTS.items() if re.match(rf"(?:{pattern})", name)), "More")].append(name)
    for part, names in named.items():
        lines += [f"## {part}", ""] if names else []
        for name in names:
            lines += _one(name, getattr(ei, name))
    lines += ["## `eianalysis.stats`", "", "Pure arithmetic on arrays; methods and sources stand in each docstring.", ""]
    for name in ei.stats.__all__:
        lines += [f"* `{name}`: {_first(getattr(ei.stats, name))}"]
    return "\n".join(lines).rstrip() + "\n"


def _one(name: str, thing: object) -> list[str]:
    try:
        called = str(inspect.signature(thing)) if callable(thing) else ""
    except (TypeError, ValueError):
        called = ""
    called = re.sub(r"'([\w\[\], .|]+)'", r"\1", called)
    text = inspect.cleandoc(thing.__doc__ or "").split("\nExamples\n")[0].rstrip()
    if inspect.isclass(thing):
        return [f"### `{name}`", "", text.split("\n\n")[0], ""]
    return [f"### `{name}`", "", "```", f"{name}{called}", "```", "", "```text", text, "```", ""]


def _first(thing: object) -> str:
    return " ".join(inspect.cleandoc(thing.__doc__ or "").split("\n\n")[0].split())


def measures() -> str:
    """Every measure id with its definition."""
    lines = [
        "# Reference: the measures",
        "",
        "Written by `python docs/reference.py` from `eianalysis/measures`; the same words stand",
        "under every figure and table.",
        "",
    ]
    for name, measure in sorted(declared_measures().items()):
        each = measure.words.of(measure.workers)
        lines += [
            f"## `{name}`",
            "",
            f"{each.title}.",
            "",
            *([f"* **Counted:** {each.numerator}"] if each.numerator else []),
            *([f"* **Of:** {each.denominator}"] if each.denominator else []),
            *([f"* **Unit:** {measure.unit()}"] if measure.shape == "counts" else []),
            *([f"* **Method:** {each.method}"] if each.method else []),
            *(f"* {note}" for note in each.notes),
            *([f"* **Asked on:** {'; '.join(_asked(ask) for ask in measure.asks.values())}"] if measure.asks else []),
            *([f"* **Evidence for:** {', '.join(each.serves)}"] if each.serves else []),
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def _asked(ask) -> str:
    """A standing question: its page, by what, over which months."""
    by = f" by {', '.join(ask.by)}" if ask.by else ""
    months = f", {' and '.join(str(span) if span else 'the pooled' for span in ask.months)} months" if ask.months else ""
    return f"{ask.page or 'the evidence map'}" + (f", everybody by {ask.every}" if ask.every else f"{by}{months}")


if __name__ == "__main__":
    here = Path(__file__).parent
    for page, text in (("api.md", api()), ("measures.md", measures())):
        (here / page).write_text(text, encoding="utf-8", newline="\n")
