"""Run one notebook with papermill, and say plainly where and why it failed.

A traceback can hold data (``KeyError`` prints the key), so a failure keeps the exception's name, where it was raised,
and the message only where it is ours or speaks of code.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from eianalysis import errors
from eianalysis.errors import EIAnalysisError
from eianalysis.report.run_limits import Budget, OUT_OF_MEMORY, size
from eianalysis.report.notebooks import read_whole
from eianalysis.report.reference_words import ReferenceWords
from eianalysis.report.warm import Warm

MESSAGE_SECONDS = 120  # for what a cell printed to come in after the cell has ended; papermill's own 4 end a run on a busy machine
LATE = (
    f"it ended, but not all that it printed came in within {MESSAGE_SECONDS} seconds, and its page would lack some of it: "
    "the machine may be too busy; run it again, with --jobs 1"
)
STARTS = 4  # of a kernel that dies before its first cell: another program may have taken its port
OURS = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, EIAnalysisError)}
#: Kinds whose message speaks of the code and not of data.
ABOUT_CODE = ("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError", "SyntaxError", "IndentationError")


@dataclass(frozen=True)
class Failure:
    """Which cell of which notebook failed, and the cause in words that hold no data."""

    notebook: str
    cell: int  # as a person counts the cells of the notebook in the project
    heading: str
    cause: str
    exit_code: int = 1
    traceback: str = field(default="", repr=False)  # for EIANALYSIS_DEBUG only

    def without(self, people: ReferenceWords) -> Failure:
        """The same, told without its words where they name somebody by reference: a failure goes to the terminal and the log."""
        if not people.stand_in(f"{self.heading}\n{self.cause}"):
            return self
        return replace(self, heading="", cause=f"{self.cause.partition(':')[0].split()[0]} (its message is withheld, as it names a person or a case)")

    def __str__(self) -> str:
        under = f" (under '{self.heading}')" if self.heading else ""
        return f"{self.notebook}, cell {self.cell}{under}: {self.cause}"


class NotebookFailed(EIAnalysisError):
    """A cell of a notebook failed."""

    def __init__(self, failure: Failure):
        self.failure, self.exit_code = failure, failure.exit_code
        super().__init__(str(failure))


def lean_imports() -> None:
    """Import papermill without a URI grammar that costs two seconds and serves no notebook.

    jsonschema only loses the ``iri`` format, which no notebook schema uses.
    """
    absent = "rfc3987_syntax" not in sys.modules
    if absent:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        import nbformat  # noqa: F401
        import papermill  # noqa: F401
    finally:
        if absent:
            del sys.modules["rfc3987_syntax"]
    # Failures are told by us; papermill's own warnings name paths of this machine.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)


def execute(
    path: Path,
    parameters: dict[str, object],
    *,
    cwd: Path,
    timeout: int | None = None,
    on_cell: Callable[[], None] = lambda: None,
    running: set | None = None,
    kept: Mapping[str, str] | None = None,
    warm: Warm | None = None,
    budget: Budget | None = None,
):
    """The executed notebook (an ``nbformat`` node), or ``NotebookFailed``.

    ``kept`` is the environment in which it finds what the run read and counted already; ``warm`` what its kernel is forked from.
    ``budget`` says how much it may take; ``timeout`` are the seconds of a cell if not as there. ``on_cell`` is called after each cell; ``running`` holds the kernel's manager meanwhile, so that it can be killed.
    """
    budget = Budget() if budget is None else budget
    timeout = budget.cell_seconds if timeout is None else timeout
    for start in range(STARTS):
        if budget.spent or budget.ended:
            raise NotebookFailed(Failure(path.stem, 1, "", f"not begun: {budget.too_long}" if budget.spent else "not begun, as the run was ended"))
        try:
            return _execute(path, parameters, cwd, timeout, on_cell, running, kept, warm, budget)
        except KernelNotStarted:
            if start == STARTS - 1:
                raise


class KernelNotStarted(NotebookFailed):
    """The kernel died before the first cell."""


def _execute(
    path: Path,
    parameters: dict[str, object],
    cwd: Path,
    timeout: int,
    on_cell: Callable[[], None],
    running: set | None,
    kept: Mapping[str, str] | None,
    warm: Warm | None,
    budget: Budget,
):
    lean_imports()
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import NBClientEngine, papermill_engines

    from eianalysis.report.kernel import kernel_manager

    class Client(PapermillNotebookClient):
        """papermill's own client; takes in no more than a notebook may print, and nothing of a kernel that was stopped."""

        def process_message(self, msg, *where):
            at["bytes"] += size(msg)
            if at["bytes"] > budget.output_bytes and not self.km.stopped:
                self.km.stop(budget.said("output_mb", "its notebook printed too much and was stopped"))
            return None if self.km.stopped else super().process_message(msg, *where)

    class Engine(NBClientEngine):
        """papermill's own engine; only tells which cell it is at."""

        @classmethod
        def execute_managed_notebook(cls, nb_man, kernel_name, *, km, execution_timeout, start_timeout, **kw):
            started, completed = nb_man.cell_start, nb_man.cell_complete

            def cell_start(cell, cell_index=None, **more):
                at.update(index=cell_index, notebook=nb_man.nb)
                return started(cell, cell_index, **more)

            def cell_complete(cell, cell_index=None, **more):
                on_cell()
                return completed(cell, cell_index, **more)

            nb_man.cell_start, nb_man.cell_complete = cell_start, cell_complete
            waits = {"timeout": execution_timeout, "startup_timeout": start_timeout, "iopub_timeout": MESSAGE_SECONDS}
            return Client(nb_man, km=km, kernel_name=kernel_name, **waits).execute()

    at: dict = {"index": 0, "notebook": None, "bytes": 0}
    engine = f"eianalysis-{path.stem}"
    papermill_engines.register(engine, Engine)
    notebook = read_whole(path)
    with kernel_manager(cwd, path.stem, str(parameters.get("data_dir", cwd)), kept, warm, budget.memory_bytes) as manager:
        running = set() if running is None else running
        running.add(manager)
        try:
            done = papermill.execute_notebook(
                notebook,
                None,
                parameters,
                engine_name=engine,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                km=manager,
                execution_timeout=timeout,
                start_timeout=120,
                record_timing=False,
            )
            if manager.stopped:
                raise NotebookFailed(_where(path.stem, at, manager.stopped))
            return done
        except papermill.PapermillExecutionError as error:
            if error.ename in OUT_OF_MEMORY and not manager.stopped:
                raise NotebookFailed(_where(path.stem, at, budget.said("memory_gb", f"{error.ename}, it needs too much memory"))) from None
            raise NotebookFailed(_where(path.stem, at, manager.stopped) if manager.stopped else _failure(path.stem, at, error)) from None
        except CellTimeoutError as error:
            ran = LATE if _ended_in_time(error) else budget.said("cell_minutes", f"it ran longer than {timeout} seconds and was stopped")
            raise NotebookFailed(_where(path.stem, at, manager.stopped or ran)) from None
        except (DeadKernelError, RuntimeError) as error:
            if manager.stopped:
                raise NotebookFailed(_where(path.stem, at, manager.stopped)) from None
            if at["notebook"] is None:  # no cell was begun: the kernel did not come up
                raise KernelNotStarted(_where(path.stem, at, "its kernel did not start")) from None
            if not isinstance(error, DeadKernelError):
                raise
            cause = "its kernel died (out of memory: see memory_gb under [limits]; or ended from outside)"
            raise NotebookFailed(_where(path.stem, at, cause)) from None
        finally:
            running.discard(manager)


def _ended_in_time(error: Exception) -> bool:
    """Whether the cell itself had ended, and its messages were waited for."""
    return re.search(r"^The message was: Timeout waiting for IOPub output", str(error), re.MULTILINE) is not None


def _where(name: str, at: dict, cause: str, exit_code: int = 1, traceback: str = "") -> Failure:
    cells = at["notebook"].cells if at["notebook"] is not None else []
    before = cells[: at["index"] + 1]
    number = sum("injected-parameters" not in cell.metadata.get("tags", []) for cell in before)
    headings = [line.lstrip("# ").strip() for cell in before if cell.cell_type == "markdown" for line in cell.source.splitlines() if re.match(r"#{1,6} ", line)]
    return Failure(name, number, headings[-1] if headings else "", cause, exit_code, traceback)


def _of_the_cell(said: str, at: dict) -> bool:
    """Whether every quoted or called name of a message stands in the source of the cell or is one of our own."""
    import eianalysis

    source = at["notebook"].cells[at["index"]].source if at["notebook"] is not None else ""
    known = set(re.findall(r"\w+", source)) | set(eianalysis.__all__)
    words = re.findall(r"'(\w+)'|\b(\w+)\(\)", said)
    plain = re.fullmatch(r"[\w '().:,]*", said) is not None and not re.search(r"\d", said)
    return plain and all((quoted or called) in known or (quoted or called).isidentifier() and (quoted or called)[0].isupper() for quoted, called in words)


def _failure(name: str, at: dict, error) -> Failure:
    lines = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback or ()))
    kind, said = error.ename, (error.evalue or "").strip()
    if kind in OURS or kind == "NotebookFailed":
        cause = f"{kind}: {said}"
    elif kind in ABOUT_CODE or (kind in ("AttributeError", "TypeError") and _of_the_cell(said, at)):
        cause = f"{kind}: {said.splitlines()[0][:200] if said else ''}"
    else:
        cause = f"{kind} (its message is withheld, as it may hold data; open the notebook and run the cell to see it)"
    inside = re.findall(r"(eianalysis[/\\][\w/\\]+\.py):(\d+)", lines)
    if inside and kind not in OURS:
        cause += f", raised in {inside[-1][0]} line {inside[-1][1]}"
    code = OURS[kind].exit_code if kind in OURS else 1
    return _where(name, at, cause, code if code in (3, 4) else 1, lines)
