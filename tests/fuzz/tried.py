"""One damaged input given to its reader: what came of it, and the cases kept of what once went wrong."""

from __future__ import annotations

import hashlib
import random
import re
import signal
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eianalysis.errors import EIAnalysisError
from tests.fuzz.damage import damaged
from tests.fuzz.readers import READERS

try:
    import resource
except ImportError:  # Windows
    resource = None

CASES = Path(__file__).parent / "cases"
MOST_SECONDS, MOST_MEMORY, LONGEST_MESSAGE = 20, 2_000_000_000, 20_000


class TooLong(BaseException):
    """Nothing that a reader catches."""


@contextmanager
def _no_longer_than(seconds: int):
    """Seconds of the processor's time, the system's for it among them, so that a busy machine judges no input."""
    if not hasattr(signal, "SIGPROF"):
        yield
        return

    def late(number, frame):
        raise TooLong

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def drawn(name: str, seed: int, many: int) -> Iterator[bytes]:
    """Damaged inputs for one reader."""
    rng, seeds = random.Random(f"{name} {seed}"), READERS[name].seeds()
    for _ in range(many):
        yield damaged(rng.choice(seeds), rng)


def tried(name: str, folder: Path, content: bytes) -> str:
    """'' where the reader gave what it gives or one message; else what went wrong, without a word of the input."""
    return _tried(name, folder, content)[0]


def _tried(name: str, folder: Path, content: bytes) -> tuple[str, str]:
    before = _most_held()
    why, said = _read(name, folder, content)
    return why or ("more memory than is allowed" if _most_held() - before > MOST_MEMORY else ""), said


class Batch:
    """Inputs of one reader, one after the other, and how many of them tested nothing.

    Vacuous is what is a sound file all the same or was tried before, and what is refused in the words in which an empty file is: of
    such a one nothing was read.
    """

    def __init__(self, name: str, folder: Path):
        self.name, self.folder, self.vacuous = name, folder, 0
        self._seen = set(READERS[name].seeds())
        self._nothing_read = _read(name, folder, b"")[1]

    def tried(self, content: bytes) -> str:
        """As ``tried``; counts the input where it is vacuous."""
        known = content in self._seen
        self._seen.add(content)
        why, said = ("", "") if known else _tried(self.name, self.folder, content)
        self.vacuous += known or not why and bool(said) and said == self._nothing_read
        return why


def _most_held() -> int:
    """The most bytes of memory that this process ever held; 0 where the system does not say."""
    if resource is None:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _read(name: str, folder: Path, content: bytes) -> tuple[str, str]:
    """``(why, said)``: what went wrong, and the message of a refusal."""
    try:
        with _no_longer_than(MOST_SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            READERS[name].read(folder, content)
    except EIAnalysisError as error:
        said = str(error)
        why = (
            "a message without a word"
            if not said.strip()
            else f"a message of {len(said)} characters"
            if len(said) > LONGEST_MESSAGE
            else "a traceback in the message"
            if "Traceback (most" in said
            else ""
        )
        return why, said
    except TooLong:
        return f"more than {MOST_SECONDS} s", ""
    except MemoryError:
        return "more memory than is allowed", ""
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 (that is what is looked for; what a reader in Rust raises is no Exception)
        last = next((frame for frame in reversed(traceback.extract_tb(error.__traceback__)) if "eianalysis" in frame.filename), None)
        where = f" in {Path(last.filename).name}, line {last.lineno}" if last else ""
        return f"{type(error).__name__}{where}", ""
    return "", ""


def save(name: str, content: bytes) -> str:
    """The input as a case that the suite reads from now on."""
    CASES.mkdir(exist_ok=True)
    path = CASES / f"{re.sub(r'[^a-z0-9.]+', '-', name.casefold())}--{hashlib.sha256(content).hexdigest()[:10]}"
    path.write_bytes(content)
    return path.name
