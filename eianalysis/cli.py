"""The command line: what each command of ``eianalysis`` does with its options (``eianalysis.options``).

Exit codes: 0 done; 1 a notebook failed or the run could not finish; 2 usage; 3 a fault inside a cycle, mapping or data
file; 4 the disclosure check failed; 5 refused (issued, or being run already).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence

from eianalysis.errors import EIAnalysisError
from eianalysis.options import parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(argv)
    try:
        return COMMANDS[options.command](options)
    except EIAnalysisError as error:
        if os.environ.get("EIANALYSIS_DEBUG"):
            raise
        return _tell(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _tell("stopped; the last good pack is untouched", 1)
    except OSError as error:
        if os.environ.get("EIANALYSIS_DEBUG"):
            raise
        open_elsewhere = " (is it open in another program?)" if isinstance(error, PermissionError) and os.name == "nt" else ""
        return _tell(f"the system refused: {error.strerror or type(error).__name__}" + (f" ({error.filename})" if error.filename else "") + open_elsewhere, 1)
    except Exception as error:  # a fault of ours: its message may hold data, so only its name is told
        if os.environ.get("EIANALYSIS_DEBUG"):
            raise
        return _tell(
            f"an unexpected fault ({type(error).__name__}) stopped the command; set EIANALYSIS_DEBUG=1 to see it, on a machine where data may be shown", 1
        )


def _tell(message: str, code: int) -> int:
    print(f"eianalysis: {message}", file=sys.stderr)
    return code


def _cycle(options: argparse.Namespace):
    from eianalysis.cycle import load_cycle

    return load_cycle(options.cycle, data_dir=_folder(options), outputs_dir=options.outputs_dir)


def _folder(options: argparse.Namespace) -> str | None:
    from eianalysis.errors import UsageError

    if options.data_dir is not None and not os.path.isdir(options.data_dir):
        raise UsageError(f"--data-dir: there is no folder '{options.data_dir}'")
    return options.data_dir


def _run(options: argparse.Namespace) -> int:
    cycle = _cycle(options)
    from eianalysis.report.run import run_cycle

    _tidy_when_ended()
    index = run_cycle(
        cycle,
        notebooks=options.notebooks,
        parameters=[tuple(pair) for pair in options.parameters],
        jobs=options.jobs,
        replace=options.replace,
        changed=options.changed,
        pdf=options.pdf,
    )
    try:
        shown = os.path.relpath(index)
    except ValueError:  # another drive
        shown = str(index)
    print(str(index.resolve()) if shown.startswith("..") else shown)
    return 0


def _tidy_when_ended() -> None:
    """A scheduler's "end this", and Ctrl-Break on Windows, tidy up as Ctrl-C does."""
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _stop)


def _run_many(options: argparse.Namespace) -> int:
    from eianalysis.report.many_packs import run_many
    from eianalysis.report.many_plan import read_plan

    _tidy_when_ended()
    print("\n".join(run_many(read_plan(options.plan), options.scheduler)))
    return 0


def _stop(*_):
    raise KeyboardInterrupt


def _check(options: argparse.Namespace) -> int:
    cycle = _cycle(options)
    from eianalysis.report.check import check_cycle

    print("\n".join(check_cycle(cycle)))
    return 0


def _verify(options: argparse.Namespace) -> int:
    cycle = _cycle(options)
    from eianalysis.report.verify_pack import verify_cycle

    print("\n".join(verify_cycle(cycle, rerun=options.rerun, jobs=options.jobs)))
    return 0


def _issue(options: argparse.Namespace) -> int:
    cycle = _cycle(options)
    from eianalysis.report.issue import issue_cycle

    print("\n".join(issue_cycle(cycle, why=options.why)))
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    cycle = _cycle(options)
    from eianalysis.report.withdraw import withdraw_table

    print("\n".join(withdraw_table(cycle, options.table, options.why)))
    return 0


def _new_cycle(options: argparse.Namespace) -> int:
    from eianalysis.report.new_cycle import new_cycle

    print("\n".join(new_cycle(options.cycle, options.previous, _folder(options), options.months, options.kind)))
    return 0


def _new_notebook(options: argparse.Namespace) -> int:
    from eianalysis.report.new_notebook import new_notebook

    print("\n".join(new_notebook(options.name, _folder(options))))
    return 0


def _init(options: argparse.Namespace) -> int:
    from pathlib import Path

    from eianalysis.report.init_project import init_project, update_project

    folder = Path(options.folder)
    print("\n".join(update_project(folder) if options.update else init_project(folder, demo=options.demo, force=options.force)))
    return 0


def _list(options: argparse.Namespace) -> int:
    from eianalysis.report.check import list_cycles

    print("\n".join(list_cycles(_folder(options), options.outputs_dir)))
    return 0


def _import_register(options: argparse.Namespace) -> int:
    from eianalysis.cycle import find_data_dir
    from eianalysis.errors import UsageError
    from eianalysis.register.import_register import import_register

    try:
        data_dir = find_data_dir() if _folder(options) is None else options.data_dir
    except UsageError:
        data_dir = None  # a paper can be read where there is no register yet
    from pathlib import Path

    from eianalysis.evidence.propose import proposed_evidence

    print(
        "\n".join(
            import_register(
                options.files,
                options.out,
                data_dir=Path(data_dir) if data_dir else None,
                prefix=options.prefix,
                mapping=options.mapping,
                propose=proposed_evidence,
            )
        )
    )
    return 0


def _accept(options: argparse.Namespace) -> int:
    from pathlib import Path

    from eianalysis.cycle import find_data_dir
    from eianalysis.register.accept import accept

    folder = _folder(options)
    print("\n".join(accept(options.draft, Path(folder) if folder else find_data_dir(), check=options.check)))
    return 0


def _map(options: argparse.Namespace) -> int:
    from eianalysis.sources.propose import propose

    print("\n".join(propose(options.file, options.table)))
    return 0


def _template(options: argparse.Namespace) -> int:
    from eianalysis.cycle import DEFAULT_CYCLE

    options.cycle = options.cycle or DEFAULT_CYCLE
    cycle = _cycle(options)
    from eianalysis.register.form_template import write_form

    print("\n".join(write_form(options.file, cycle, workstream=options.workstream)))
    return 0


def _import_updates(options: argparse.Namespace) -> int:
    from pathlib import Path

    from eianalysis.cycle import find_data_dir
    from eianalysis.register.import_updates import import_updates

    folder = _folder(options)
    lines, sound = import_updates(options.files, Path(folder) if folder else find_data_dir(), check=options.check)
    print("\n".join(lines))
    return 0 if sound else 3


def _disparities(options: argparse.Namespace) -> int:
    cycle = _cycle(options)
    from eianalysis.report.disparities_log import ask_for_answers

    print("\n".join(ask_for_answers(cycle, check=options.check)))
    return 0


def _completion(options: argparse.Namespace) -> int:
    from eianalysis.completion import completion, names

    print("\n".join(names(options.names)) if options.names else completion(parser(), options.shell))
    return 0


COMMANDS = {
    "init": _init,
    "run": _run,
    "run-many": _run_many,
    "check": _check,
    "verify": _verify,
    "issue": _issue,
    "withdraw": _withdraw,
    "new-cycle": _new_cycle,
    "new-notebook": _new_notebook,
    "list": _list,
    "map": _map,
    "import-register": _import_register,
    "accept": _accept,
    "template": _template,
    "import-updates": _import_updates,
    "disparities": _disparities,
    "completion": _completion,
}

if __name__ == "__main__":
    sys.exit(main())
