"""A kernel of our own making: no installed kernelspec, no TCP port, no user start-up files, no history.

Ports race when several kernels start at once, so on POSIX the kernel talks over files in a folder that is removed. Elsewhere it
has ports, and one that loses the race is started again (``execute``).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from eianalysis import rendered
from eianalysis.policy import RUNNING
from eianalysis.report import watch
from eianalysis.report.warm import AT_ONCE, Warm

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
MODULE = watch.__name__  # what a kernel runs
HOME = "eik-"  # how the folders of kernels begin; the process id follows
FILES_AS_SOCKETS = hasattr(os, "fork")  # POSIX
LONGEST_SOCKET_PATH = 90  # the system's limit is 104 to 108 characters


class QuietKernelManager(AsyncKernelManager):
    """Starts the interpreter that runs this, in a given folder with a given environment."""

    warm: Warm | None = None  # what it is forked from; else it starts by itself
    stopped = ""  # why it was ended before its notebook was through; what it still says is not taken in
    group = 0  # the process group that it leads

    def settle(self, *, cwd: Path, env: dict[str, str]) -> None:
        self._kernel_spec = KernelSpec(
            argv=[sys.executable, "-m", MODULE, "-f", "{connection_file}", "--HistoryManager.enabled=False"], display_name="Python 3", language="python", env={}
        )
        self._settled = {"cwd": str(cwd), "env": env}

    async def _async_pre_start_kernel(self, **kw):
        return await super()._async_pre_start_kernel(**{**kw, **self._settled})

    pre_start_kernel = _async_pre_start_kernel

    async def _async_launch_kernel(self, kernel_cmd, **kw):
        provisioner = self.provisioner
        words = kernel_cmd[kernel_cmd.index(MODULE) + 1 :]
        forked = None if self.warm is None else self.warm.start(words, kw["cwd"], kw["env"])
        if forked is None:
            await super()._async_launch_kernel(kernel_cmd, **kw)
            self.group = getattr(provisioner, "pgid", None) or 0
            return
        provisioner.process, provisioner.pid, provisioner.cwd = forked, forked.pid, kw["cwd"]
        self.group = forked.pid

    def stop(self, why: str) -> None:
        """End it before its notebook is through."""
        self.stopped = self.stopped or why
        self.kill()

    def kill(self) -> None:
        """End the kernel's process and all it started at once, from any thread, and leave nothing of it."""
        end_group(self.group)
        process = getattr(self.provisioner, "process", None)
        if process is not None:
            with suppress(OSError):
                process.kill()
                process.wait()


def end_group(group: int) -> None:
    """Kill all processes of a group, where systems have them; nothing where it ended already."""
    if group and hasattr(os, "killpg") and group != os.getpgrp():
        with suppress(OSError):
            os.killpg(group, AT_ONCE)


def same_each_time() -> dict[str, str]:
    """This process's environment, with everything set that would make two runs differ."""
    env = {key: value for key, value in os.environ.items() if key != "EIANALYSIS_DEBUG"}
    root = str(Path(__file__).resolve().parents[2])
    env["PYTHONPATH"] = os.pathsep.join(part for part in (root, env.get("PYTHONPATH", "")) if part)
    env |= {name: "1" for name in ONE_THREAD}
    return env | {"MPLBACKEND": "Agg", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def environment(home: Path, notebook: str, cwd: Path, data_dir: str, kept: Mapping[str, str] | None = None, memory: int = 0) -> dict[str, str]:
    """The kernel's environment, with what is its own: its notebook, and where it notes what it reads and shows."""
    return same_each_time() | {
        "IPYTHONDIR": str(home / "ipython"),
        RUNNING: notebook,
        watch.DATA: data_dir,
        watch.LOG: str(Path(cwd).resolve() / watch.READ_LOG),
        watch.OWN: os.pathsep.join([str(Path(cwd).resolve()), *(kept or {}).values()]),
        rendered.LOG: str(Path(cwd).resolve() / rendered.FILE),
        **({watch.MEMORY: str(memory)} if memory else {}),
        **(kept or {}),
    }


def clear_dead_homes() -> None:
    """Remove the temporary folders of runs that were killed (those too deep for a socket in their scratch folder)."""
    for home in Path(tempfile.gettempdir()).glob(f"{HOME}*-*"):
        pid = home.name.removeprefix(HOME).partition("-")[0]
        if pid.isdigit() and os.name == "posix":
            try:
                os.kill(int(pid), 0)
            except ProcessLookupError:
                shutil.rmtree(home, ignore_errors=True)
            except PermissionError:  # somebody else's run
                pass


@contextmanager
def kernel_manager(
    cwd: Path, notebook: str, data_dir: str = "", kept: Mapping[str, str] | None = None, warm: Warm | None = None, memory: int = 0
) -> Iterator[QuietKernelManager]:
    """A manager whose kernel is forked from ``warm`` if there is one, and whose files lie in a folder that is gone afterwards.

    That folder is in the scratch folder, so that the next run clears up after a killed one, unless its path is too long
    for a socket.
    """
    cwd = Path(cwd).resolve()  # the kernel starts in it: a path from here would not lead there from there
    short = len(str(cwd)) < LONGEST_SOCKET_PATH - 30  # its own folder and the name of the socket follow
    home = Path(tempfile.mkdtemp(prefix=f"{HOME}{os.getpid()}-", dir=cwd if short else None))
    try:
        manager = QuietKernelManager(kernel_name="python3", connection_file=str(home / "kernel.json"))
        if FILES_AS_SOCKETS and len(str(home)) < LONGEST_SOCKET_PATH:
            manager.transport, manager.ip = "ipc", str(home / "s")
        manager.warm = warm
        manager.settle(cwd=cwd, env=environment(home, notebook, cwd, data_dir, kept, memory))
        yield manager
    finally:
        manager.kill()
        shutil.rmtree(home, ignore_errors=True)
