"""Writes docs/gallery.md and a picture for each form in docs/gallery/, from the synthetic force.

python docs/gallery.py
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import eianalysis as ei
from eianalysis.forms.kinds import FORMS
from eianalysis.results import Release

FOLDER = Path(__file__).parent / "gallery"
PAGE = FOLDER.with_suffix(".md")
HEAD = """# What can it draw?

A picture for each form, of the synthetic force. `ei.show(released)` takes the form that suits what was asked, and `ei.show(released,
form="rates")` the one you name; sentences, alternative text and a table come with each. Written by `python docs/gallery.py`.
"""
#: Form -> the lines that ask for an example of it, of ``force``.
QUESTIONS = {
    "curve": 'force.stand("survival_by_service/sex").release()',
    "exits": 'force.joined("2017-04-01").ask("exit_routes", by="sex").release()',
    "trajectory": 'ei.target_trajectory(force.ask("workforce_flow").release(), force.targets, characteristic="ethnicity_2",\n'
    '                     applies_to="joiners", by_date="2033-03-31").release(force.cycle.policy)',
    "series": 'force.stand("searches_by_month").release()',
    "profile": 'force.stand("applicant_share").release()',
    "shares": 'force.stand("search_share_by_population").release()',
    "funnel": 'force.ask("complaint_officer_rate/unit").funnel_plot().release()',
    "adjusted": 'force.ask("application_by_scheme", scheme="mentoring").adjust_for(["rank_band", "service_band"]).release()',
    "explained": 'force.ask("leaving_explained").release()',
    "bounds": 'force.ask("turnover_start_headcount_ex_transfers", by="ethnicity_2").bounds().release()',
    "steps": 'force.stand("case_action_rate").release()',
    "comparison": 'force.stand("search_outcome_test").release()',
    "rates": 'force.ask("search_find_rate", by="ethnicity_5").release()',
    "bars": 'force.stand("exit_themes").release()',
    "panels": 'force.ask("turnover_start_headcount_ex_transfers", by="directorate", months=[12, 36]).release()',
}


def examples() -> dict[str, Release]:
    """A release for each form, each of a session of its own and beside no pack, so that they are the same on every machine."""
    names = {"force": ei.force("2023-04", outputs_dir="outputs/no pack"), "ei": ei}
    return {form: _alone(question, names) for form, question in QUESTIONS.items()}


def _alone(question: str, names: dict[str, object]) -> Release:
    ei.new_session()
    return eval(question, names)


def light(svg: str) -> str:
    """A drawing with the coordinates of its lines to half a point, or to a point where it is large, and no blanks that nothing needs."""
    found = _rounded(svg, 2)
    return found if len(found.encode()) < 60_000 else _rounded(svg, 1)


def _rounded(svg: str, parts: int) -> str:
    def path(found: re.Match) -> str:
        tight = re.sub(r"\s*([MLCQZz])\s*", r"\1", found[0])
        return re.sub(r"\d+\.\d+", lambda number: f"{round(float(number[0]) * parts) / parts:g}", tight)

    return re.sub(r'(?<= d=")[^"]+', path, svg)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    parts = [HEAD]
    for form, released in examples().items():
        figure = FORMS[form](released).draw()
        (FOLDER / f"{form}.svg").write_text(light(figure.svg), encoding="utf-8", newline="\n")
        parts.append(f"\n## {form}\n\n{inspect.getdoc(FORMS[form])}\n\n```text\n{QUESTIONS[form]}\n```\n\n![{_plain(figure.alt)}](gallery/{form}.svg)\n")
    PAGE.write_text("".join(parts), encoding="utf-8", newline="\n")


def _plain(alt: str) -> str:
    """The alternative text on one line, without what Markdown would read."""
    return re.sub(r"[\[\]]", "", " ".join(alt.split()))


if __name__ == "__main__":
    main()
