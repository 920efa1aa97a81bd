"""Readers of workbooks in other forms, packed months, notebooks, and of what ``eianalysis map`` is given; ``readers`` joins them to its list."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path

from tests.fuzz.readers import ROOT, _cycle, _put, _table, file, project, reader
from tests.sources.books import ods, xlsb

LEAVERS = (ROOT / "data" / "synthetic" / "leavers.csv").read_text(encoding="utf-8").splitlines()[:20]
MONTH = "2023-03/2023-03-invented-stop-and-search.csv"
WORKFORCE = (
    b"Employee No,Sex,Ethnic origin,Start date,Grade\n1,F,White British,01/04/2019,Constable\n2,M,Indian,15/06/2021,Sergeant\n3,F,,02/09/2020,Constable\n"
)


def _drawn(draw) -> bytes:
    """A workbook that a writer of ours draws into a file, hidden rows and merged cells among its own."""
    with tempfile.TemporaryDirectory() as folder:
        return draw(Path(folder) / "book", [line.split(",") for line in LEAVERS]).read_bytes()


@lru_cache
def _ods() -> bytes:
    return _drawn(ods)


@lru_cache
def _xlsb() -> bytes:
    return _drawn(xlsb)


@lru_cache
def _parquet() -> bytes:
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as base:
        (Path(folder) / "leavers.csv").write_text("\n".join(LEAVERS) + "\n", encoding="utf-8")
        base.execute(f"copy (from read_csv('{folder}/leavers.csv', all_varchar=true)) to '{folder}/leavers.parquet' (format parquet)")
        return (Path(folder) / "leavers.parquet").read_bytes()


_table(".ods", _ods)
_table(".xlsb", _xlsb)
_table(".parquet", _parquet)


def _months() -> bytes:
    month, out = file(next((ROOT / "data" / "synthetic" / "stop_search").rglob("*.csv")), 4_000)(), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(MONTH, month)
        packed.writestr(MONTH.replace("2023-03", "2023-02"), month)
    return out.getvalue()


@reader("zip of searches", lru_cache(_months))
def read_packed(folder: Path, content: bytes):
    import eianalysis as ei

    return ei.read_stop_search([_put(folder / "months.zip", content)])


def _notebook() -> bytes:
    from tests.report.project import notebook

    return json.dumps(notebook("# R\n\nWho leaves?", "import eianalysis as ei", "## Rates", "print('counted')", knobs="months: int = 12\n")).encode()


@reader("notebook", lru_cache(_notebook))
def read_notebook(folder: Path, content: bytes):
    from eianalysis.report.build_pack import Plan
    from eianalysis.report.notebooks import read_whole

    path = _put(folder / "notebooks" / "06-retention.ipynb", content)
    plan = Plan.of(_cycle(folder), parameters=[("months", "24")], notebooks_dir=path.parent)
    return plan, read_whole(path)


def _mapped(suffix: str, *seeds) -> None:
    @reader(f"map {suffix}", *seeds)
    def read(folder: Path, content: bytes):
        from eianalysis.sources.propose import propose

        shutil.rmtree(folder / "theirs", ignore_errors=True)
        return propose(_put(folder / "theirs" / f"workforce{suffix}", content))


_mapped(".csv", lambda: WORKFORCE)
_mapped(".ods", _ods)


@reader("targets.csv", file(ROOT / "data" / "reference" / "targets.csv", 10**6))
def read_targets(folder: Path, content: bytes):
    from eianalysis.sources import load_targets

    path = project(folder) / "reference" / "targets.csv"
    sound = path.read_bytes()
    try:
        path.write_bytes(content)
        return load_targets(_cycle(folder))
    finally:
        path.write_bytes(sound)


@reader("odd calls", lambda: b"ei.load_cycle(20230401)")
def read_calls(folder: Path, content: bytes):
    """Any input draws one call of the public door with odd arguments; the sound one stands for a call of its own."""
    import random

    from tests.fuzz.calls import came, one

    call = one(random.Random(content))
    if why := came(call):
        raise AssertionError(f"{call.said}: {why}")
