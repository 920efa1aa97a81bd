"""A pack from executed notebooks: tables together, pages, front page, manifest. Works in the scratch folder only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import eianalysis
from eianalysis.cycle import BoardCycle
from eianalysis.dataset import Force
from eianalysis.errors import EIAnalysisError
from eianalysis.provenance import json_bytes
from eianalysis.report.about_pack import NAME as ABOUT
from eianalysis.report.about_pack import about_page
from eianalysis.register.ids import in_register
from eianalysis.report.body import Body, render
from eianalysis.report.clearest import ranked
from eianalysis.report.duties import tell_duties
from eianalysis.report.explain_or_reform import add_disparities
from eianalysis.report.front import front_html
from eianalysis.report.front_for_anybody import front_for_anybody
from eianalysis.report.manifest import manifest
from eianalysis.report.page import Link, page_html
from eianalysis.report.pdf import print_as_asked
from eianalysis.report.released_tables import read_released
from eianalysis.report.released_workbook import write_workbook


@dataclass(frozen=True)
class Executed:
    """One notebook that ran: its scrubbed copy, what was set in it, and the folder its tables went to."""

    name: str
    path: Path
    notebook: object
    parameters: dict[str, object]
    outputs: Path
    seconds: float
    read: list[str]  # the files below the data folder that it read
    taken_over: bool = False  # from the last pack, since nothing it rests on has changed


def assemble(
    pack: Path, cycle: BoardCycle, ran: list[Executed], tables: dict, *, left_out: list[str], issued_before: dict[str, str], times: dict, pdf: str = ""
) -> None:
    """Fill the (new) folder ``pack`` with everything a reader gets; with ``pdf`` every page is printed as well, with "full" twice."""
    import nbformat

    (pack / "tables").mkdir(parents=True)
    (pack / "notebooks").mkdir()
    saved = {one.name: _gather_tables(one, cycle, pack / "tables") for one in ran}
    released = read_released(pack / "tables", saved)
    found = ranked(released, Force(cycle).measures)
    if cycle.of_kind.answers_the_board:
        released |= add_disparities(pack / "tables", found, released, cycle)
    sidecars = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((pack / "tables").glob("*.json"))}
    if cycle.of_kind.duties:
        tell_duties(pack / "tables", (one.notebook for one in ran), sidecars)
    bodies: dict[str, Body] = {}
    for one in ran:
        text = nbformat.writes(one.notebook)
        (pack / "notebooks" / f"{one.name}.ipynb").write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
        bodies[one.name] = render(
            one.notebook, one.name, [other.name for other in ran], _serves(saved[one.name], sidecars, cycle) if cycle.of_kind.answers_the_board else ()
        )
    synthetic = {one.name: _shows_invented(one.notebook) or any(sidecars[table]["synthetic"] for table in saved[one.name]) for one in ran}
    links = [*(Link(name, body.title) for name, body in bodies.items()), Link(ABOUT, "About this pack")]
    for name, body in bodies.items():
        _write(pack / f"{name}.html", page_html(body, cycle, name, links, tables=saved[name], synthetic=synthetic[name], version=eianalysis.__version__))
    write_workbook(pack, cycle, sidecars)
    invented = any(synthetic.values())
    front = (
        front_for_anybody(cycle, links, bodies, pack, synthetic=invented, version=eianalysis.__version__)
        if not cycle.for_board
        else front_html(
            cycle,
            links,
            released,
            found,
            list(bodies),
            synthetic=invented,
            version=eianalysis.__version__,
            left_out=left_out,
            other_forces=tables.get("other_forces"),
        )
    )
    _write(pack / "index.html", front)
    printed = print_as_asked(pack, ["index", *bodies], pdf)
    about = about_page(cycle, found, released, bodies, sidecars, tables, pack, pdf=printed)
    _write(pack / f"{ABOUT}.html", page_html(about, cycle, ABOUT, links, tables=[], synthetic=invented, version=eianalysis.__version__))
    (pack / "manifest.json").write_bytes(
        json_bytes(
            manifest(
                cycle,
                pack,
                tables=tables,
                sidecars=sidecars,
                pages=saved,
                notebooks={one.name: one.path for one in ran},
                parameters={one.name: one.parameters for one in ran},
                read={one.name: one.read for one in ran},
                issued_before=issued_before,
                times=times,
            )
        )
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _serves(tables: list[str], sidecars: Mapping[str, dict], cycle: BoardCycle) -> tuple[str, ...]:
    """The items of the force's own register that the tables of a page are evidence for."""
    return in_register(sorted({item for table in tables for item in sidecars[table]["definition"]["serves"]}), cycle.data_dir)


def _shows_invented(notebook: Mapping) -> bool:
    """Whether anything that the library shows on the page bears the mark of invented people; prose that explains the mark does not count."""
    return any("SYNTHETIC" in json.dumps(cell.get("outputs", [])) for cell in notebook["cells"])


def _gather_tables(one: Executed, cycle: BoardCycle, folder: Path) -> list[str]:
    """Copy what a notebook saved. A table two pages share must be the same on both."""
    names = []
    for path in sorted((one.outputs / cycle.name / "tables").glob("*.*")):
        target, content = folder / path.name, path.read_bytes()
        if target.exists() and target.read_bytes() != content:
            raise EIAnalysisError(
                f"two pages show different figures as '{path.stem}' ({one.name} and a page before it): give one of them another name, or make them agree"
            )
        target.write_bytes(content)
        if path.suffix == ".csv":
            names.append(path.stem)
    return names
