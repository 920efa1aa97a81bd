"""A process that has imported what every page needs, and becomes the kernel of each page by forking: none imports it anew.

It is started once a run, with one thread and nothing read, and told over its own pipes what to start and whom to look after. It ends
with the run, however the run ends, and its kernels with it. Where a process cannot fork safely, each kernel starts by itself.
"""

from __future__ import annotations

import os
import sys

if sys.path and sys.path[0] in ("", os.getcwd()) and __name__ == "__main__":
    del sys.path[0]  # as in ``watch``: no file of the folder stands in for a module

import gc
import json
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

FORKS = sys.platform.startswith("linux") and hasattr(os, "fork")  # elsewhere libraries of the system may not be used after a fork
FEWEST_KERNELS = 2  # kernels that pay for the process they are forked from
PARENT = "JPY_PARENT_PID"
AT_ONCE = getattr(signal, "SIGKILL", signal.SIGTERM)
LOST = -int(signal.SIGTERM)  # how a kernel ended of which nothing more is known


@contextmanager
def warm_kernels(number: int, env: Mapping[str, str]) -> Iterator[Warm | None]:
    """What so many kernels are forked from, in an environment in which all of them could be; None where each starts by itself."""
    if not FORKS or number < FEWEST_KERNELS:
        yield None
        return
    process = subprocess.Popen(
        [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=dict(env), start_new_session=True
    )
    with process:
        try:
            yield Warm(process)
        finally:
            process.kill()


class Warm:
    """The process from the side of the run; its threads may all ask."""

    def __init__(self, process: subprocess.Popen[bytes]):
        self._process, self._one_at_a_time = process, Lock()

    def start(self, words: Sequence[str], cwd: str, env: Mapping[str, str]) -> Forked | None:
        """A kernel with these words of the command line; None where the process is gone."""
        pid = self.ask({"words": list(words), "cwd": cwd, "env": dict(env)})
        return None if pid is None else Forked(self, pid)

    def ask(self, request: Mapping[str, object]) -> Any:
        """The answer to one request; None where the process is gone."""
        with self._one_at_a_time, suppress(OSError, ValueError):
            assert self._process.stdin is not None and self._process.stdout is not None
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            return json.loads(self._process.stdout.readline())["answer"]
        return None


class Forked:
    """A forked kernel, for whoever looks after processes of its own: what of ``subprocess.Popen`` Jupyter uses."""

    stdin = stdout = stderr = None

    def __init__(self, warm: Warm, pid: int):
        self.pid, self.returncode, self._warm = pid, None, warm

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        if self.returncode is None:
            ended = self._warm.ask({"ended": self.pid})
            self.returncode = LOST if ended is None else None if ended == "no" else ended
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, as soon as it has."""
        began = time.monotonic()
        while (ended := self.poll()) is None:
            if timeout is not None and time.monotonic() - began > timeout:
                raise subprocess.TimeoutExpired("kernel", timeout)
            time.sleep(0.05)
        return ended

    def send_signal(self, number: int) -> None:
        """Nothing where it ended already."""
        if self.poll() is None:
            _signal(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(AT_ONCE)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


# --- the process itself ---------------------------------------------------------------------------------------------------


def main() -> None:
    """Import, then do what each line asks for until there is none."""
    os.environ[PARENT] = str(os.getpid())  # a kernel ends with its parent, and reads whom it has when it is imported
    _import_all()
    gc.freeze()  # what is imported is shared by all kernels for as long as nobody touches it
    alive: set[int] = set()
    for line in iter(sys.stdin.readline, ""):
        asked = json.loads(line)
        if "ended" in asked:
            answer = _ended(asked["ended"], alive)
        elif pid := _fork():
            alive.add(pid)
            answer = pid
        else:
            _become_kernel(**asked)
            return
        print(json.dumps({"answer": answer}), flush=True)
    for pid in alive:
        _signal(pid, AT_ONCE)
        if hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(pid, AT_ONCE)  # and what it started


def _fork() -> int:
    if hasattr(os, "fork"):
        return os.fork()
    raise OSError("this system has no fork; FORKS says so")


def _signal(pid: int, number: int) -> None:
    """Nothing where it ended already."""
    if hasattr(os, "kill"):
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _import_all() -> None:
    """What pages use: the kernel, and every public name with what it rests on."""
    from ipykernel import ipkernel, kernelapp  # noqa: F401

    import eianalysis

    for name in eianalysis.__all__:
        getattr(eianalysis, name)


def _ended(pid: int, alive: set[int]) -> int | str:
    if pid in alive:
        done, status = os.waitpid(pid, os.WNOHANG)
        if not done:
            return "no"
        alive.discard(pid)
        return os.waitstatus_to_exitcode(status)
    return LOST


def _become_kernel(words: Sequence[str], cwd: str, env: Mapping[str, str]) -> None:
    """Be what a process started by itself would be: its own session, folder, environment and words, and nothing of the pipes."""
    from eianalysis.report import watch

    if hasattr(os, "setsid"):
        os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = [watch.__file__, *words]
    watch.main()


if __name__ == "__main__":
    main()
