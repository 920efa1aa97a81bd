"""The released tables of a pack, read back from its folder: what the front page may speak of, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

from eianalysis.results import Definition


@dataclass(frozen=True)
class ReleasedTable:
    """One table of a pack with its sidecar, and the page that saved it first."""

    name: str
    rows: pd.DataFrame
    about: Mapping
    page: str = ""

    @property
    def measure(self) -> str:
        return self.about["measure"]

    @property
    def definition(self) -> Definition:
        """The words of the measure, as the sidecar has them."""
        known = {each.name for each in fields(Definition)}
        return Definition(**{name: tuple(value) if isinstance(value, list) else value for name, value in self.about["definition"].items() if name in known})


def read_released(folder: Path, pages: Mapping[str, Iterable[str]]) -> dict[str, ReleasedTable]:
    """Every table of a pack's folder ``tables`` by name; ``pages`` says which tables each page saved."""
    page_of: dict[str, str] = {}
    for page, names in pages.items():
        for name in names:
            page_of.setdefault(name, page)
    found = {}
    for path in sorted(folder.glob("*.csv")):
        found[path.stem] = read_table(path, page_of.get(path.stem, ""))
    return found


def read_table(path: Path, page: str = "") -> ReleasedTable:
    """One table of a pack's folder ``tables``, with its sidecar."""
    about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    rows = pd.read_csv(path, keep_default_na=False, na_values=[""], dtype={"item_id": str, "group": str, "reference": str})
    return ReleasedTable(path.stem, rows, about, page)


def of_measure(tables: Mapping[str, ReleasedTable], measure: str) -> ReleasedTable | None:
    """The table of a measure; None where no page of the pack saved one, or it is not available."""
    return next((each for each in tables.values() if each.measure == measure and not each.about["missing"]), None)


def texts(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with "" where nothing stands: a column that is empty throughout is read as numbers."""
    return rows.astype(object).where(rows.notna(), "")
