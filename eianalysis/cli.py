"""The command line: ``eianalysis run | check | list | import-register | template | import-updates``.

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

import eianalysis
from eianalysis.errors import EIAnalysisError

CODES = """exit codes:
  0 done              1 a notebook failed, or the run could not finish
  2 usage             3 a fault inside a cycle, mapping or data file
  4 disclosure check  5 refused: the pack is issued, or the cycle is being run"""

RUN_EXAMPLES = """examples:
  eianalysis run 2023-04
  eianalysis run 2023-04 --notebooks 06-retention 08-stop-search --jobs 2
  eianalysis run 2023-04 --data-dir /srv/ei/data --outputs-dir /srv/ei/outputs
  eianalysis run 2023-04 -p 06-retention:by sex

The pack goes to outputs/CYCLE/index.html. If anything fails, the last good pack stays as it is.
"""
CHECK_EXAMPLES = """examples:
  eianalysis check 2023-04
  eianalysis check 2023-04 --data-dir /srv/ei/data

Reads the cycle file, the notebooks' parameters and every input table, and tells every fault. Changes nothing.
"""
LIST_EXAMPLES = """examples:
  eianalysis list
  eianalysis list --data-dir /srv/ei/data
"""
IMPORT_EXAMPLES = """examples:
  eianalysis import-register "Action plan.docx" --prefix NEW --out new-draft.csv
  eianalysis import-register paper.html minutes.txt
  eianalysis import-register theirs.xlsx --mapping theirs.toml

Reads board papers (.docx, .html, .txt, .md, .xlsx) and writes a draft register for a person to review: one row an item
with its place, owner and date as written, confidence and flags. Says what it could not place. Changes no other file.
"""
TEMPLATE_EXAMPLES = """examples:
  eianalysis template highlight-report.xlsx --workstream RET
  eianalysis template ret-april.xlsx --workstream RET --cycle 2023-04

Writes an Excel form with the open items of a workstream, for its owner to fill in.
"""
UPDATES_EXAMPLES = """examples:
  eianalysis import-updates ret-april.xlsx com-april.xlsx
  eianalysis import-updates ret-april.xlsx --check

Reads filled-in forms and adds what is sound to recommendations/updates.csv; tells every fault by its cell.
With --check it changes nothing.
"""


class _Parser(argparse.ArgumentParser):
    """One clear line instead of the whole usage text; no option may be shortened, since a guess may be wrong."""

    def __init__(self, **words):
        super().__init__(**words, allow_abbrev=False)

    def error(self, message: str):
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _jobs(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{text}' should be a whole number of 1 or more")
    return number


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    shape = argparse.RawDescriptionHelpFormatter
    top = _Parser(prog="eianalysis", formatter_class=shape, epilog=CODES,
                  description="Equality-and-inclusion board packs: real files in, a disclosure-controlled pack out.")
    top.add_argument("--version", action="version", version=f"eianalysis {eianalysis.__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    run = commands.add_parser("run", help="make the pack of a cycle", formatter_class=shape,
                              epilog=f"{RUN_EXAMPLES}\n{CODES}",
                              description="Run the notebooks of a cycle and make its pack.")
    run.add_argument("cycle", metavar="CYCLE", help="a file in data/cycles, as 2023-04")
    run.add_argument("--notebooks", nargs="+", metavar="NAME", help="run only these (06-retention, or 06)")
    run.add_argument("-p", dest="parameters", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"),
                     help="set a parameter in the notebooks that declare it; NOTEBOOK:NAME for one notebook")
    run.add_argument("--jobs", type=_jobs, metavar="N", help="notebooks at a time (as many as cores, at most 4)")
    run.add_argument("--replace", action="store_true", help="replace the pack even if it is issued")

    check = commands.add_parser("check", help="read every input and change nothing", formatter_class=shape,
                                epilog=CHECK_EXAMPLES, description="Check a cycle's file, notebooks and inputs.")
    check.add_argument("cycle", metavar="CYCLE", help="a file in data/cycles, as 2023-04")

    list_ = commands.add_parser("list", help="the cycles and their packs", formatter_class=shape,
                                epilog=LIST_EXAMPLES, description="List the cycles and the state of their packs.")
    bring = commands.add_parser("import-register", help="read board papers into a draft register", formatter_class=shape,
                                epilog=IMPORT_EXAMPLES, description="Read board papers into a draft for review.")
    bring.add_argument("files", nargs="+", metavar="FILE", help="a board paper: .docx, .html, .txt, .md or .xlsx")
    bring.add_argument("--out", metavar="DRAFT", default="draft-register.csv", help="the new file (draft-register.csv)")
    bring.add_argument("--prefix", metavar="WORD", default="", help="what the ids begin with, as CAS (one file)")
    bring.add_argument("--mapping", metavar="TOML", help="which column is what (one workbook or CSV file)")

    template = commands.add_parser("template", help="an Excel form for owners to fill in", formatter_class=shape,
                                   epilog=TEMPLATE_EXAMPLES, description="Write the form of a workstream.")
    template.add_argument("file", metavar="FORM.xlsx", help="the new file")
    template.add_argument("--workstream", metavar="W", required=True, help="as RET")
    template.add_argument("--cycle", metavar="CYCLE", default=None, help="the cycle to report at (the default cycle)")

    updates = commands.add_parser("import-updates", help="take in filled-in forms", formatter_class=shape,
                                  epilog=UPDATES_EXAMPLES, description="Add what owners reported to updates.csv.")
    updates.add_argument("files", nargs="+", metavar="FILE", help="a filled-in form")
    updates.add_argument("--check", action="store_true", help="tell the faults and change nothing")
    for command in (run, check, list_, bring, template, updates):
        command.add_argument("--data-dir", metavar="D", help="the data folder (found from here upwards)")
        command.add_argument("--outputs-dir", metavar="D", help="where packs go (outputs beside the data folder)")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(argv)
    try:
        return {"run": _run, "check": _check, "list": _list, "import-register": _import_register, "template": _template,
                "import-updates": _import_updates}[options.command](options)
    except EIAnalysisError as error:
        if os.environ.get("EIANALYSIS_DEBUG"):
            raise
        return _tell(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _tell("stopped; the last good pack is untouched", 1)
    except OSError as error:
        if os.environ.get("EIANALYSIS_DEBUG"):
            raise
        return _tell(f"the system refused: {error.strerror or type(error).__name__}"
                     + (f" ({error.filename})" if error.filename else ""), 1)
    except Exception as error:  # a fault of ours: its message may hold data, so only its name is told
        if os.environ.get("EIANALYSIS_DEBUG"):
            raise
        return _tell(f"an unexpected fault ({type(error).__name__}) stopped the command; set EIANALYSIS_DEBUG=1 to see "
                     "it, on a machine where data may be shown", 1)


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

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)  # a scheduler's "end this" tidies up as Ctrl-C does
    index = run_cycle(cycle, notebooks=options.notebooks, parameters=[tuple(pair) for pair in options.parameters],
                      jobs=options.jobs, replace=options.replace)
    try:
        shown = os.path.relpath(index)
    except ValueError:  # another drive
        shown = str(index)
    print(str(index.resolve()) if shown.startswith("..") else shown)
    return 0


def _stop(*_):
    raise KeyboardInterrupt


def _check(options: argparse.Namespace) -> int:
    cycle = _cycle(options)
    from eianalysis.report.check import check_cycle

    print("\n".join(check_cycle(cycle)))
    return 0


def _list(options: argparse.Namespace) -> int:
    from eianalysis.report.check import list_cycles

    print("\n".join(list_cycles(_folder(options), options.outputs_dir)))
    return 0


def _import_register(options: argparse.Namespace) -> int:
    from eianalysis.cycle import find_data_dir
    from eianalysis.errors import UsageError
    from eianalysis.register.bring_in import import_register

    try:
        data_dir = find_data_dir() if _folder(options) is None else options.data_dir
    except UsageError:
        data_dir = None  # a paper can be read where there is no register yet
    from pathlib import Path

    print("\n".join(import_register(options.files, options.out, data_dir=Path(data_dir) if data_dir else None,
                                    prefix=options.prefix, mapping=options.mapping)))
    return 0


def _template(options: argparse.Namespace) -> int:
    from eianalysis.cycle import DEFAULT_CYCLE

    options.cycle = options.cycle or DEFAULT_CYCLE
    cycle = _cycle(options)
    from eianalysis.register.form import write_form

    print("\n".join(write_form(options.file, cycle, workstream=options.workstream)))
    return 0


def _import_updates(options: argparse.Namespace) -> int:
    from pathlib import Path

    from eianalysis.cycle import find_data_dir
    from eianalysis.register.take_in import import_updates

    folder = _folder(options)
    lines, sound = import_updates(options.files, Path(folder) if folder else find_data_dir(), check=options.check)
    print("\n".join(lines))
    return 0 if sound else 3


if __name__ == "__main__":
    sys.exit(main())
