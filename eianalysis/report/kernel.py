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

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
HOME = "eik-"  # how the folders of kernels begin; the process id follows
FILES_AS_SOCKETS = hasattr(os, "fork")  # POSIX
LONGEST_SOCKET_PATH = 90  # the system's limit is 104 to 108 characters


class QuietKernelManager(AsyncKernelManager):
    """Starts the interpreter that runs this, in a given folder with a given environment."""

    def settle(self, *, cwd: Path, env: dict[str, str]) -> None:
        self._kernel_spec = KernelSpec(
            argv=[sys.executable, "-m", "eianalysis.report.watch", "-f", "{connection_file}",
                  "--HistoryManager.enabled=False"],
            display_name="Python 3", language="python", env={},
        )
        self._settled = {"cwd": str(cwd), "env": env}

    async def _async_pre_start_kernel(self, **kw):
        return await super()._async_pre_start_kernel(**{**kw, **self._settled})

    pre_start_kernel = _async_pre_start_kernel

    def kill(self) -> None:
        """End the kernel's process at once, from any thread."""
        process = getattr(self.provisioner, "process", None)
        if process is not None:
            with suppress(OSError):
                process.kill()


def environment(home: Path, notebook: str, cwd: Path, data_dir: str, kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """The kernel's environment: this one, with everything set that would make two runs differ."""
    env = {key: value for key, value in os.environ.items() if key != "EIANALYSIS_DEBUG"}
    root = str(Path(__file__).resolve().parents[2])
    env["PYTHONPATH"] = os.pathsep.join(part for part in (root, env.get("PYTHONPATH", "")) if part)
    env |= {name: "1" for name in ONE_THREAD}
    return env | {
        "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "IPYTHONDIR": str(home / "ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1", RUNNING: notebook,
        watch.DATA: data_dir, watch.LOG: str(Path(cwd).resolve() / watch.READ_LOG),
        rendered.LOG: str(Path(cwd).resolve() / rendered.FILE), **(kept or {}),
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
def kernel_manager(cwd: Path, notebook: str, data_dir: str = "",
                   kept: Mapping[str, str] | None = None) -> Iterator[QuietKernelManager]:
    """A manager whose files lie in a folder that is gone afterwards.

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
        manager.settle(cwd=cwd, env=environment(home, notebook, cwd, data_dir, kept))
        yield manager
    finally:
        manager.kill()
        shutil.rmtree(home, ignore_errors=True)
