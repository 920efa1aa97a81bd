"""Ten million search records, from one CSV or parquet file to a released disparity table, beside what one would otherwise call.

    python -m benchmarks searches

DuckDB only scans and groups three columns: no checks, no local time, no intervals, no disclosure control, so its time is the floor; it is
run before ours and after. Of parquet it decodes no more than the three, so there it is also asked for all columns that are read, grouped with
the day. fairlearn's ``MetricFrame`` gives rates and ratios of the same columns, read by pandas, without intervals; it
lives in an environment of its own (``EIANALYSIS_PEERS=/path/to/its/bin/python``) and is left out, and said to be, where none is named.
Every job runs in a process of its own on the same file and is told by its CPU seconds, so that cores do not matter; its peak memory is
the process's. ``RECORDS=1000000`` for a smaller file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

NAME = "2020-04-synthetic-force-stop-and-search.csv"
TIMED = """
import json, resource, sys, time
start = time.process_time()
{work}
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps([time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9, rows]))
"""
OURS = """
import eianalysis as ei
from eianalysis.cycle import load_cycle
cycle = load_cycle("many", data_dir=sys.argv[2])
searches = ei.read_stop_search(sys.argv[1])
result = ei.compare(ei.search_outcomes(searches, cycle=cycle, by="ethnicity_5"), reference="White")
rows = len(ei.release(result, cycle.policy).table)
"""
FAIRLEARN = """
import pandas as pd
from fairlearn.metrics import MetricFrame, selection_rate
frame = pd.read_csv(sys.argv[1], usecols=["Self-defined ethnicity", "Outcome", "Outcome linked to object of search"])
frame = frame.dropna(subset=["Self-defined ethnicity"])
find = ((frame["Outcome"] != "A no further action disposal") & (frame["Outcome linked to object of search"] == True)).astype(int)
metrics = MetricFrame(metrics=selection_rate, y_true=find, y_pred=find, sensitive_features=frame["Self-defined ethnicity"])
rows = len(metrics.by_group)
metrics.ratio()
"""
DUCKDB = """
import duckdb
rows = len(duckdb.sql(f'''select "Self-defined ethnicity", count(*), count(*) filter (where
  "Outcome" <> 'A no further action disposal' and "Outcome linked to object of search") from read_csv('{sys.argv[1]}') group by 1''').fetchall())
"""

PARQUET_DUCKDB = DUCKDB.replace("read_csv", "read_parquet")
ALL_COLUMNS = """
import duckdb
duckdb.sql("set timezone = 'UTC'")
rows = len(duckdb.sql(f'''select * exclude ("Date", "Latitude", "Longitude"), cast("Date" as date), count(*)
  from read_parquet('{sys.argv[1]}') group by all''').fetchall())
"""


def main() -> None:
    records, peers = int(os.environ.get("RECORDS", "10000000")), os.environ.get("EIANALYSIS_PEERS")
    with tempfile.TemporaryDirectory() as folder:
        file, data = Path(folder) / NAME, Path(folder) / "data"
        _write(file, records)
        _cycle(data)
        floor = [_run(sys.executable, DUCKDB, file, data)]
        ours = _run(sys.executable, OURS, file, data)
        floor.append(_run(sys.executable, DUCKDB, file, data))
        print(f"{records:,} records to a released table of {ours[2]} rows: {ours[0]:.1f} CPU s, peak {ours[1]:.1f} GB")
        each = ["DuckDB, bare scan and group"] * 2
        if peers:
            floor.append(_run(peers, FAIRLEARN, file, data))
            each.append("pandas and fairlearn MetricFrame")
        for name, theirs in zip(each, floor, strict=True):
            print(
                f"  {name}: {theirs[0]:.1f} CPU s, peak {theirs[1]:.1f} GB; ours takes {ours[0] / theirs[0]:.1f} times as long "
                f"and {ours[1] / theirs[1]:.1f} times the memory"
            )
        if not peers:
            print("  fairlearn: not run, no environment named in EIANALYSIS_PEERS")
        _parquet(_as_parquet(file), data)


def _parquet(file: Path, data: Path) -> None:
    """The same from parquet; each peer before ours and after."""
    each = {"DuckDB, three columns grouped": PARQUET_DUCKDB, "DuckDB, all columns that are read grouped with the day": ALL_COLUMNS}
    before = [_run(sys.executable, work, file, data) for work in each.values()]
    ours = _run(sys.executable, OURS, file, data)
    after = [_run(sys.executable, work, file, data) for work in each.values()]
    print(f"the same from parquet: {ours[0]:.1f} CPU s, peak {ours[1]:.1f} GB")
    for name, *both in zip(each, before, after, strict=True):
        least, most = sorted(turn[0] for turn in both)
        print(f"  {name}: {least:.2f} to {most:.2f} CPU s, peak {both[0][1]:.1f} GB; ours takes {ours[0] / most:.1f} to {ours[0] / least:.1f} times as long")


def _as_parquet(file: Path) -> Path:
    """The file as whoever makes one would: moments, flags and places of their own kinds."""
    import duckdb

    made = file.with_suffix(".parquet")
    with duckdb.connect() as base:
        base.execute("set timezone = 'UTC'")
        kinds = {"Date": "TIMESTAMPTZ", "Outcome linked to object of search": "BOOLEAN", "Latitude": "DOUBLE", "Longitude": "DOUBLE"}
        base.execute(f"copy (from read_csv('{file}', types={kinds})) to '{made}' (format parquet)")
    return made


def _write(file: Path, records: int) -> None:
    """Records of the synthetic force over and over, each time at other moments of one month."""
    from eianalysis.synthetic.effects import EFFECTS
    from eianalysis.synthetic.searches import COLUMNS, make_searches

    rows = make_searches(3, EFFECTS, 30.0)[list(COLUMNS)]
    rng, month = np.random.default_rng(0), pd.Timestamp("2020-04-01")
    with file.open("w", encoding="utf-8", newline="") as out:
        for start in range(0, records, len(rows)):
            seconds = pd.to_timedelta(rng.integers(0, 29 * 86_400, len(rows)), unit="s")
            some = rows.assign(Date=(month + seconds).strftime("%Y-%m-%dT%H:%M:%S+00:00"))[: records - start]
            some.to_csv(out, index=False, header=start == 0, lineterminator="\n")


def _cycle(data: Path) -> None:
    from benchmarks.many_forces import CYCLE

    (data / "cycles").mkdir(parents=True)
    (data / "cycles" / "many.toml").write_text(CYCLE, encoding="utf-8", newline="\n")


def _run(python: str, work: str, file: Path, data: Path) -> list[float]:
    done = subprocess.run([python, "-c", TIMED.replace("{work}", work), str(file), str(data)], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{python}: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    main()
