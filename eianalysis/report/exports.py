"""A release handed to others: as a workbook, as a page, as slides, by the same tables, figures and sentences as a pack.

Only what passed the gate under a profile that may be exported. Nothing is computed here. In a notebook that is run for a pack
nothing is handed on: its files would be lost with the scratch folder, and the pack has the tables already. Such a file says beside what
its table was protected, because others may hand out theirs.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pandas as pd

from eianalysis import theme
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.forms import show
from eianalysis.policy import RUNNING
from eianalysis.provenance import csv_bytes, describe
from eianalysis.results import Release, require_release
from eianalysis.wording.headline import headline

SYNTHETIC = "SYNTHETIC DATA: an invented force. It describes nobody."
BESIDE = (
    "This table was protected beside the packs of its board cycle and the other tables of one session, not beside tables that others "
    "hand out. Where one of nearly the same people is handed out too, a small difference between the two can tell about a person."
)
STYLE = "body { font-family: Arial, sans-serif; line-height: 1.5; max-width: 60rem; margin: 1rem auto; padding: 0 1rem; color: #0b0c0c; background: #fff; }"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def excel(released: Release, path: str | Path) -> Path:
    """Write the table as a workbook of one sheet behind a cover."""
    from eianalysis.report.released_workbook import produce, sheet, sheet_name

    released = _may_go(released, "to_excel")
    target = _target(path, ".xlsx", "to_excel")
    body = csv_bytes(released.table)
    side = describe(released, released.table, released.cycle, body)
    name = re.sub(r"[^a-z0-9_-]+", "_", released.measure.casefold()).strip("_-") or "table"
    raw = pd.read_csv(io.BytesIO(body), dtype=str, keep_default_na=False)
    made = sheet(1, name, raw, side, marking(released))
    _write(
        target,
        lambda partial: produce(
            partial, {sheet_name(1, name): made}, f"Released table: {_plain(released.definition.title)}", marking(released), released.synthetic, [BESIDE]
        ),
    )
    return target


def html(released: Release, path: str | Path | None = None) -> str:
    """The page as text; written as well where a path is given."""
    released = _may_go(released, "to_html")
    target = None if path is None else _target(path, ".html", "to_html")
    shown = show(released, name="")
    parts = [shown.said._repr_html_() if len(shown.said) else "", shown.drawn.html() if shown.drawn else "", shown.listed._repr_html_()]
    marks = "".join(f"<p><strong>{escape(words)}</strong></p>" for words in (marking(released), SYNTHETIC * released.synthetic) if words)
    title = escape(headline(released))
    page = (
        f'<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>{STYLE}\n{theme.CSS.strip()}</style>\n'
        f"</head>\n<body>\n<header>{marks}</header>\n<main>\n<h1>{title}</h1>\n"
        + "\n".join(filter(None, parts))
        + f"\n<p>{BESIDE}</p>\n</main>\n</body>\n</html>\n"
    )
    if target is not None:
        _write(target, lambda partial: partial.write_text(page, encoding="utf-8", newline="\n"))
    return page


def pptx(released: Release, path: str | Path) -> Path:
    """Write the slides."""
    released = _may_go(released, "to_pptx")
    target = _target(path, ".pptx", "to_pptx")
    try:
        from eianalysis.report.slides import slides
    except ModuleNotFoundError as lacking:
        raise UsageError('to_pptx() needs python-pptx, which is not installed: pip install "eianalysis[slides]"') from lacking
    shown = show(released, name="")
    _write(target, slides(headline(released), shown, marking(released), SYNTHETIC * released.synthetic, BESIDE).save)
    return target


def marking(released: Release) -> str:
    """The marking of the board cycle it was asked for; none of no cycle."""
    return released.cycle.marking if released.cycle is not None else ""


def _may_go(released: object, caller: str) -> Release:
    released = require_release(released, caller)
    if not released.policy.export:
        raise DisclosureError(
            f"a '{released.policy.profile}' release is for the console only: {caller}() hands nothing of it on. Release it for others, as .release(\"board\")"
        )
    if RUNNING in os.environ:
        raise UsageError(
            f"in a notebook that is run for a pack {caller}() would write to a folder that is thrown away: use ei.show(…), and {caller}() in a console"
        )
    return released


def _target(path: object, suffix: str, caller: str) -> Path:
    """Where to write, or every reason why not."""
    if not isinstance(path, str | os.PathLike):
        raise UsageError(f'{caller}() takes the path of a file, as "table{suffix}", not a {type(path).__name__}')
    target = Path(path)
    faults = []
    if target.suffix.casefold() != suffix:
        faults.append(f"the name must end in {suffix}, as {target.stem or 'table'}{suffix}")
    if target.is_dir():
        faults.append(f"{target.name or 'it'} is a folder: add the name of a file")
    elif not target.parent.is_dir():
        faults.append(f"there is no folder {target.parent.name or target.parent}: make it, as Path(…).mkdir(parents=True), or name one that is there")
    if faults:
        raise UsageError(f"{caller}() cannot write there: {'; '.join(faults)}")
    return target


def _write(target: Path, make: Callable[[Path], object]) -> None:
    """Write beside and move into place, so that what cannot be written whole is not written at all."""
    partial = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        make(partial)
        os.replace(partial, target)
    except OSError as refused:
        raise UsageError(
            f"{target.name} cannot be written ({refused.strerror or 'refused'}): close it where it is open, or name a folder that you may write to"
        ) from refused
    finally:
        if partial.exists():
            partial.unlink()


def _plain(text: str) -> str:
    return text.replace("$$", "$ $").replace("](", "] (")
