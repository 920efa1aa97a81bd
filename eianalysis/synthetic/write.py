"""Write the force as files, byte for byte the same wherever it is done."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from eianalysis.synthetic.searches import COLUMNS

FORCE = "synthetic-force"


def write(folder: str | Path, *, tables: dict[str, pd.DataFrame] | None = None) -> list[Path]:
    """Write the synthetic force as CSV files into a folder, and say which files were written.

    People and cases become one CSV each; searches one file a month, as data.police.uk lays them out:
    ``stop_search/2020-04/2020-04-synthetic-force-stop-and-search.csv``. ``tables`` is what ``force()`` gives; left out,
    it is the committed force. Other files of the folder are left alone.
    """
    if tables is None:
        from eianalysis.synthetic import force

        tables = force()
    folder, written = Path(folder), []
    for name, frame in tables.items():
        if name == "stop_search":
            for month, rows in frame.groupby("month", sort=True):
                path = folder / "stop_search" / month / f"{month}-{FORCE}-stop-and-search.csv"
                written.append(_csv(rows[list(COLUMNS)], path))
        else:
            written.append(_csv(frame, folder / f"{name}.csv"))
    return written


def _csv(frame: pd.DataFrame, path: Path) -> Path:
    """UTF-8, line feeds, ISO dates, numbers as short as they go (1, 0.8)."""
    frame = frame.copy()
    for column in frame.select_dtypes("datetime"):
        frame[column] = frame[column].dt.strftime("%Y-%m-%d")
    for column in frame.select_dtypes("floating"):
        frame[column] = [f"{value:g}" for value in frame[column]]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        frame.to_csv(out, index=False, lineterminator="\n")
    return path
