"""``read_register`` and ``import-register``: somebody else's register or paper, as a draft for review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from eianalysis.errors import DataFault, RefusedError
from eianalysis.register.files import PLACES, read_csv_text
from eianalysis.register.proposals import proposals
from eianalysis.register.read.answers import Asked, questions_file
from eianalysis.register.read.draft_table import draft_table, read_papers, report
from eianalysis.register.read.preview import preview
from eianalysis.register.atomic_write import write_whole
from eianalysis.sources.content import fingerprint
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

#: A spreadsheet takes a cell that begins with one of these for a formula; an apostrophe before it prevents that.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DAYS = ("made_on", "date_start", "date_end")
#: What is written beside a draft "plan.csv": plan-preview.html and so on.
BESIDE = ("preview.html", "questions.csv", "evidence.csv")
Propose = Callable[[pd.DataFrame], bytes | None]


def read_register(*paths: str | Path, mapping: str | Path | None = None, prefix: str = "") -> TypedTable:
    """Read papers or workbooks of recommendations that nobody has reviewed yet, as a table to ask questions of.

    Parameters
    ----------
    *paths : the files: Word, HTML, text, markdown or Excel.
    mapping : a TOML file that says which column is what, for one workbook or CSV; see docs/register.md.
    prefix : what the ids begin with, for one paper.

    Returns
    -------
    TypedTable
        ``draft_register``: one row an item with its place in the file, words, owner, date as written and as read,
        response, confidence and flags. Nothing is written.

    Examples
    --------
    >>> drafts = read_register("plan.docx", prefix="NEW")                                         # doctest: +SKIP
    >>> ei.acceptance(drafts)                                                                     # doctest: +SKIP
    """
    read = read_papers(paths, prefix=prefix, mapping=mapping)
    frame = draft_table(read)
    for column in DAYS:
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    texts = [name for name in frame if name not in DAYS]
    frame[texts] = frame[texts].astype("str")
    sources = tuple(
        Source(
            "draft_register",
            path.name,
            fingerprint(path.read_bytes()),
            len(reading.items),
            "real",
            set_aside=tuple((what.removeprefix("set aside: "), count) for what, count in reading.notes if what.startswith("set aside")),
            flags=tuple((what, count) for what, count in reading.notes if not what.startswith("set aside")),
        )
        for path, reading in read
    )
    groupings = {name: (name,) for name in ("owner_role", "workstream", "kind", "response")}
    return TypedTable("draft_register", frame, sources, groupings)


def import_register(
    paths: Sequence[str], out: str | Path, *, data_dir: Path | None = None, prefix: str = "", mapping: str | None = None, propose: Propose | None = None
) -> list[str]:
    """Write the draft register of the papers to a new CSV file, and beside it a preview, questions and proposed evidence.

    Parameters
    ----------
    propose : callable, optional
        Gives the file of proposed evidence for (id, words) of the items; None where there is nothing to propose.

    Returns the report in lines.

    Raises
    ------
    RefusedError
        Where one of the files is there already: a review somebody has begun is not overwritten.
    """
    out = Path(out)
    files = {name: out.with_name(f"{out.stem}-{name}") for name in BESIDE}
    for path in (out, *files.values()):
        if path.exists():
            raise RefusedError(f"{path.name} is there already, perhaps with somebody's review in it; name another with --out")
    known = {name: _known(data_dir, name) for name in ("register", "owners", "programmes", "lists")}
    read = read_papers(paths, prefix=prefix, mapping=mapping, register=known["register"])
    table = draft_table(read, register=known["register"], owners=known["owners"])
    asked = [
        Asked(one.number if len(read) == 1 else f"{at}.{one.number}", path.name, one.place, one.about, one.text, tuple(one.choices), one.taken, "")
        for at, (path, reading) in enumerate(read, start=1)
        for one in reading.questions
    ]
    proposed = proposals(read, table, **known, cycles=data_dir / "cycles" if data_dir else None)
    evidence = propose(table) if propose else None
    written = {
        out: table.map(_safe).to_csv(index=False, lineterminator="\n").encode("utf-8-sig"),  # spreadsheets know UTF-8 by its mark
        files["preview.html"]: preview(read),
        files["questions.csv"]: questions_file([*asked, *proposed]),
    }
    if evidence:
        written[files["evidence.csv"]] = evidence
    for path, content in written.items():
        write_whole(path, content)
    lines = [*report(read, table), f"{len(table)} items written to {out.name}; {files['preview.html'].name} shows each cell beside its reading"]
    lines.append(
        f"{files['questions.csv'].name}: {len(asked)} open question{'s' if len(asked) != 1 else ''}"
        + (", which accept waits for" if asked else "")
        + f", {len(proposed)} answers proposed"
    )
    if evidence:
        lines.append(f"{files['evidence.csv'].name}: measures that may show an item, for you to confirm")
    lines.append(f"Review them, then: eianalysis accept {out.name} (docs/next-review.md says how)")
    return lines


def _known(data_dir: Path | None, name: str) -> pd.DataFrame | None:
    """A table of the register, where there is one; its own faults do not stand in a draft's way."""
    path = data_dir / PLACES[name][1] if data_dir else None
    try:
        return read_csv_text(path)[0] if path is not None and path.is_file() else None
    except DataFault:
        return None


def _safe(value: object) -> object:
    if value is None or value is pd.NaT:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
