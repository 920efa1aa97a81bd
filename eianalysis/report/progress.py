"""How a run tells where it is: a bar on a terminal, one plain line a notebook anywhere else."""

from __future__ import annotations

import sys
import threading


def step(cycle: str, words: str) -> None:
    """One line of what a run does before its notebooks."""
    print(f"cycle {cycle}: {words}", file=sys.stderr, flush=True)


class Progress:
    """Counts cells. Use as a context manager; safe from several threads."""

    def __init__(self, cells: int, notebooks: int, cycle: str, stream=None, kept: int = 0):
        self.stream = sys.stderr if stream is None else stream
        self.lock = threading.Lock()
        self.bar = None
        if self.stream.isatty():
            from tqdm import tqdm

            self.bar = tqdm(total=cells, desc=f"cycle {cycle}", unit="cell", file=self.stream, leave=False)
        else:
            self.say(f"cycle {cycle}: running {notebooks} notebook{'' if notebooks == 1 else 's'}" + (f", {kept} taken over unchanged" if kept else ""))

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_) -> None:
        if self.bar is not None:
            self.bar.close()

    def cell_done(self) -> None:
        if self.bar is not None:
            with self.lock:
                self.bar.update(1)

    def say(self, words: str) -> None:
        """One line, above the bar where there is one."""
        with self.lock:
            if self.bar is not None:
                self.bar.write(words, file=self.stream)
            else:
                print(words, file=self.stream, flush=True)
