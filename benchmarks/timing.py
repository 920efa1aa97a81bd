"""Two jobs side by side, A B A B: the ratio of their CPU seconds with its spread, and the most memory each took.

CPU seconds and not those of the clock: other programs of the machine count less. The two take turns, so that what slows the machine slows
both. Every ratio is kept for ``outputs/bench.json``.
"""

from __future__ import annotations

import os
import subprocess
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from threading import Thread

import psutil

ROUNDS = 3


@dataclass(frozen=True)
class Beside:
    """One line of ``outputs/bench.json``; ``ratio`` is ours to the peer's, the middle of ``rounds``, ``low`` and ``high`` its ends."""

    job: str
    peer: str
    ratio: float
    low: float
    high: float
    rounds: int
    seconds: float
    peer_seconds: float
    peak_mb: float
    peer_peak_mb: float


KEPT: list[Beside] = []


def beside(job: str, ours: Callable[[], object], peer: str, theirs: Callable[[], object], *, rounds: int = ROUNDS, share: float = 1.0) -> Beside:
    """Run both by turns, print one line, keep it. ``share`` is the part of the work that the peer was given, if not all of it."""
    turns = [(cost(ours), cost(theirs)) for _ in range(rounds)]
    mine, others = [a.seconds for a, _ in turns], [b.seconds / share for _, b in turns]
    ratios = [a / b for a, b in zip(mine, others, strict=True)]
    memory = [max(one.peak_mb for one in side) for side in zip(*turns, strict=True)]
    found = Beside(job, peer, median(ratios), min(ratios), max(ratios), rounds, median(mine), median(others), *memory)
    KEPT.append(found)
    print(
        f"{job}: {found.seconds:.3f} s of CPU, {found.ratio:.3g} times {peer} ({found.low:.3g} to {found.high:.3g} in {rounds} turns); "
        f"at most {found.peak_mb:.0f} MB, {peer} {found.peer_peak_mb:.0f} MB",
        flush=True,
    )
    return found


@dataclass(frozen=True)
class Cost:
    """What one job took."""

    seconds: float
    peak_mb: float


def cost(job: Callable[[], object]) -> Cost:
    """CPU seconds of a job (or of the command it returns a ``Cost`` of), and the most memory it held, from a second run of its own."""
    start = time.process_time()
    found = job()
    if isinstance(found, Cost):
        return found
    seconds = time.process_time() - start
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Cost(seconds, peak / 1e6)


def command(words: Sequence[str], cwd: Path) -> Cost:
    """What a command and all its processes took; ``SystemExit`` with its last line if it failed."""
    process = subprocess.Popen(words, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    before, peaks = os.times(), [0]
    watch = Thread(target=_watch, args=(process.pid, peaks), daemon=True)
    watch.start()
    _, err = process.communicate()
    after = os.times()
    watch.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(words[:4])} …: {err.strip().splitlines()[-1] if err.strip() else process.returncode}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(spent, max(peaks) / 1e6)


def _watch(pid: int, peaks: list[int]) -> None:
    """The memory of a process and its children together, looked at again and again while it runs."""
    try:
        top = psutil.Process(pid)
        while top.is_running() and top.status() != psutil.STATUS_ZOMBIE:
            total = 0
            for one in (top, *top.children(recursive=True)):
                try:
                    total += one.memory_info().rss
                except psutil.Error:
                    pass
            peaks.append(total)
            time.sleep(0.1)
    except psutil.Error:
        pass


def kept() -> list[dict]:
    """What was measured so far, as ``outputs/bench.json`` has it."""
    return [{name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(one).items()} for one in KEPT]


def best(job: Callable[[], object], repeats: int = 3) -> float:
    """The shortest of a few runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)
