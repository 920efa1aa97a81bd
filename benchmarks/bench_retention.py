"""How fast retention is: 250,000 people in 20 groups with delayed entry, beside the packages one would otherwise call.

    EIANALYSIS_PEERS=/path/to/an/environment/bin/python python -m benchmarks retention

The peers (lifelines, statsmodels) live in an environment of their own, because lifelines needs pandas below 3. Both
sides are given the same arrays through a file and timed in the same run. Without it only our own times are printed, and that is
said.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import tracemalloc
from pathlib import Path

import numpy as np

from benchmarks.timing import best
from eianalysis import stats

PEOPLE, GROUPS, REPLICATES, ON_ONE = 250_000, 20, 1_000, 1_000

#: Run by the other interpreter: reads the arrays, prints {job: seconds} as one line.
PEER = r"""
import json, sys, time
import numpy as np
data = np.load(sys.argv[1])
exit_, entry, event, group, cause = (data[name] for name in ("exit", "entry", "event", "group", "cause"))
def best(job, repeats=2):
    times = []
    for _ in range(repeats):
        start = time.perf_counter(); job(); times.append(time.perf_counter() - start)
    return min(times)
found = {}
try:
    from lifelines import KaplanMeierFitter
    parts = [(exit_[group == g], event[group == g], entry[group == g]) for g in np.unique(group)]
    found["life tables"] = best(lambda: [KaplanMeierFitter().fit(x, e, entry=n) for x, e, n in parts])
    one = parts[0]; rng = np.random.default_rng(2); size = 1000
    def medians():
        for _ in range(20):
            pick = rng.integers(0, size, size)
            KaplanMeierFitter().fit(one[0][:size][pick], one[1][:size][pick], entry=one[2][:size][pick]).median_survival_time_
    found["bootstrap"] = best(medians, 1) * 1000 / 20
except ImportError as missing:
    found["without"] = str(missing)
try:
    from statsmodels.duration.survfunc import CumIncidenceRight, survdiff
    found["cumulative incidence"] = best(lambda: [CumIncidenceRight(exit_[group == g], cause[group == g]) for g in np.unique(group)], 1)
    # with strata and entry together statsmodels' survdiff stops at an index of the wrong length, so entry is left out
    found["log-rank with strata, no late entry"] = best(
        lambda: survdiff(exit_, event.astype(int), group % 2, strata=group // 2), 1)
except ImportError as missing:
    found["without"] = str(missing)
print(json.dumps(found))
"""


def workforce(seed: int = 1) -> dict[str, np.ndarray]:
    """A staggered-entry workforce to the day."""
    rng = np.random.default_rng(seed)
    entry = np.round(rng.uniform(0, 15, PEOPLE) * 365)
    exit_ = entry + 1 + np.round(rng.exponential(6, PEOPLE) * 365)
    cause = np.where(rng.random(PEOPLE) < 0.6, rng.integers(1, 4, PEOPLE), 0)
    return {"entry": entry, "exit": exit_, "event": cause > 0, "cause": cause, "group": rng.integers(0, GROUPS, PEOPLE)}


def ours(data: dict[str, np.ndarray]) -> dict[str, float]:
    """Seconds of each job with our functions."""
    exit_, entry, event, group, cause = (data[name] for name in ("exit", "entry", "event", "group", "cause"))
    parts = [(exit_[group == g], event[group == g], entry[group == g], cause[group == g]) for g in range(GROUPS)]
    one, rng = [array[:ON_ONE] for array in parts[0]], np.random.default_rng(2)

    def medians() -> None:
        for _ in range(REPLICATES):
            pick = rng.integers(0, ON_ONE, ON_ONE)
            stats.median_survival(stats.life_table(one[0][pick], one[1][pick], entry=one[2][pick]))

    return {
        "life tables": best(lambda: [stats.life_table(x, e, entry=n) for x, e, n, _ in parts]),
        "cumulative incidence": best(lambda: [stats.cumulative_incidence(x, c) for x, _, _, c in parts]),
        "cumulative incidence, late entry": best(lambda: [stats.cumulative_incidence(x, c, entry=n) for x, _, n, c in parts]),
        "log-rank with strata, no late entry": best(lambda: stats.logrank_test(exit_, event, group % 2, strata=group // 2)),
        "log-rank with strata and late entry": best(lambda: stats.logrank_test(exit_, event, group % 2, strata=group // 2, entry=entry)),
        "bootstrap": best(medians, 1),
    }


def theirs(data: dict[str, np.ndarray], python: str) -> dict:
    """Seconds of the same jobs in the peers' own environment."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workforce.npz"
        np.savez(path, **data)
        run = subprocess.run([python, "-W", "ignore", "-c", PEER, str(path)], capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        return {"without": run.stderr.strip().splitlines()[-1] if run.stderr else "it did not run"}
    return json.loads(run.stdout.splitlines()[-1])


def main() -> None:
    """Print one line a job: seconds, and the ratio to the peer in the same run."""
    environment = os.environ.get("EIANALYSIS_PEERS")
    data = workforce()
    peers = theirs(data, environment) if environment else {"without": "no environment was named (EIANALYSIS_PEERS)"}
    print(f"{PEOPLE:,} people in {GROUPS} groups, to the day")
    for job, seconds in ours(data).items():
        peer = peers.get(job)
        beside = f"; peer {peer:.3f} s, {peer / seconds:.1f} times as long" if peer else "; no peer in this run"
        print(f"{job}: {seconds:.3f} s{beside}")
    if "without" in peers:
        print(f"peers absent: {peers['without']}")
    tracemalloc.start()
    stats.life_table(data["exit"], data["event"], entry=data["entry"])
    print(f"memory of one life table of everybody: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB at most")
    tracemalloc.stop()


if __name__ == "__main__":
    main()
