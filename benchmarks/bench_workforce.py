"""A workforce of monthly snapshots from one CSV file to spells of service and a released table: CPU seconds of each step, and the most memory.

    python -m benchmarks workforce

The synthetic force's people over and over under new references, in every month from a snapshot to the next unless they have left. There
is no peer: the floor is DuckDB's scan of the same file, grouped by the same columns, with no checks. Each runs in a process of its own.
``PERSON_MONTHS=100000`` for a smaller file; one file may hold no more text than ``eianalysis.sources.content`` allows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

from benchmarks.many_forces import CYCLE
from eianalysis import synthetic

TABLES = ("workforce_snapshot", "leavers", "joiners")
TIMED = """
import json, resource, sys, time
steps, start = {}, time.process_time()
def done(name):
    global start
    unit = 1 if sys.platform == "darwin" else 1024
    steps[name] = [time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9]
    start = time.process_time()
{work}
print(json.dumps(steps))
"""
OURS = """
import eianalysis as ei
from eianalysis.measures.spells import put_together_once, spells
force = ei.force("many", data_dir=sys.argv[1])
done("start")
people, leavers, joiners = force.people, force.leavers, force.joiners
done("read and checked")
with put_together_once():
    spells(people, leavers, joiners, as_at=force.cycle.data_cut_off)
    done("put together to spells")
    force.ask("turnover_start_headcount_ex_transfers", by=["ethnicity", "sex"], months=[12, 36]).compare().release()
    done("counted, compared and released")
"""
DUCKDB = """
import duckdb
done("start")
duckdb.sql(f'''select as_at, worker_type, ethnicity_code, sex, count(*), min(service_start)
  from read_csv('{sys.argv[1]}/synthetic/workforce_snapshot.csv') group by all''').fetchall()
done("DuckDB, bare scan and group")
"""


def main() -> None:
    wanted = int(os.environ.get("PERSON_MONTHS", "970000"))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        rows = write(data, wanted)
        print(f"{rows:,} person-months in one file")
        for work in (OURS, DUCKDB):
            for name, (seconds, peak) in _run(work, data).items():
                print(f"  {name}: {seconds:.1f} CPU s; peak so far {peak:.2f} GB")


def write(data: Path, person_months: int) -> int:
    """The data of a demo cycle "many" with about so many rows of workforce; how many they are."""
    force = synthetic.force(searches=False)
    synthetic.write(data / "synthetic", tables={name: force[name] for name in TABLES})
    people, leavers, joiners = (pd.read_csv(data / "synthetic" / f"{name}.csv", dtype=str, keep_default_na=False) for name in TABLES)
    months = _monthly(people, leavers)
    copies = max(round(person_months / len(months)), 1)
    (data / "cycles").mkdir(parents=True)
    (data / "cycles" / "many.toml").write_text(CYCLE, encoding="utf-8", newline="\n")
    for name, frame in zip(TABLES, (months, leavers, joiners), strict=True):
        with (data / "synthetic" / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            for copy in range(copies):
                again = frame.assign(person_ref=f"C{copy}" + frame["person_ref"])
                again.to_csv(out, index=False, header=copy == 0, lineterminator="\n")
    return copies * len(months)


def _monthly(people: pd.DataFrame, leavers: pd.DataFrame) -> pd.DataFrame:
    """Each snapshot again at the end of every month before the next, without who had left by then."""
    taken = pd.to_datetime(people["as_at"])
    left = people["person_ref"].map(pd.to_datetime(leavers["leave_date"]).groupby(leavers["person_ref"]).max())
    parts, days = [], sorted(taken.unique())
    for day, following in zip(days, [*days[1:], days[-1] + pd.Timedelta(days=1)], strict=True):
        for month in pd.date_range(day, following, freq="ME", inclusive="left"):
            parts.append(people[(taken == day) & ~(left <= month)].assign(as_at=f"{month:%Y-%m-%d}"))
    return pd.concat(parts, ignore_index=True)


def _run(work: str, data: Path) -> dict[str, list[float]]:
    done = subprocess.run(
        [sys.executable, "-c", TIMED.replace("{work}", work), str(data)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).resolve().parents[1],
    )
    if done.returncode:
        raise SystemExit(done.stderr.strip().splitlines()[-1])
    return json.loads(done.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    main()
