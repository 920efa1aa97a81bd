"""The commands of ``eianalysis`` and their options: what ``--help`` says, with examples."""

from __future__ import annotations

import argparse

import eianalysis
from eianalysis.completion import NAMES, SHELLS
from eianalysis.cycle_kinds import KINDS
from eianalysis.option_examples import (
    ACCEPT_EXAMPLES,
    CHECK_EXAMPLES,
    COMPLETION_EXAMPLES,
    CYCLE_EXAMPLES,
    DISPARITIES_EXAMPLES,
    IMPORT_EXAMPLES,
    INIT_EXAMPLES,
    ISSUE_EXAMPLES,
    LIST_EXAMPLES,
    MANY_EXAMPLES,
    MAP_EXAMPLES,
    NOTEBOOK_EXAMPLES,
    RUN_EXAMPLES,
    TEMPLATE_EXAMPLES,
    UPDATES_EXAMPLES,
    VERIFY_EXAMPLES,
    WITHDRAW_EXAMPLES,
)

CODES = """exit codes:
  0 done              1 a notebook failed, or the run could not finish
  2 usage             3 a fault inside a cycle, mapping or data file
  4 disclosure check  5 refused: the pack is issued, or the cycle is being run"""


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
    top = _Parser(
        prog="eianalysis",
        formatter_class=shape,
        epilog=CODES,
        description="Equality-and-inclusion board packs: real files in, a disclosure-controlled pack out.",
    )
    top.add_argument("--version", action="version", version=f"eianalysis {eianalysis.__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    init = commands.add_parser(
        "init",
        help="lay out a project that runs",
        formatter_class=shape,
        epilog=INIT_EXAMPLES,
        description="Lay out a project, or bring one up to date with the package.",
    )
    init.add_argument("folder", metavar="FOLDER", help="a new or empty folder, or (with --update) a project")
    what = init.add_mutually_exclusive_group()
    what.add_argument("--demo", action="store_true", help="with an invented force, to try everything on")
    what.add_argument("--force", metavar="NAME", help="whose packs it will make, as Kent or west-midlands")
    what.add_argument("--update", action="store_true", help="bring what is new in the package; yours is never written over")

    run = commands.add_parser(
        "run",
        help="make the pack of a cycle",
        formatter_class=shape,
        epilog=f"{RUN_EXAMPLES}\n{CODES}",
        description="Run the notebooks of a cycle and make its pack.",
    )
    run.add_argument("cycle", metavar="CYCLE", help="a file in data/cycles, as 2023-04")
    run.add_argument("--notebooks", nargs="+", metavar="NAME", help="run only these (06-retention, or 06); the other pages of the pack stay")
    run.add_argument(
        "-p",
        dest="parameters",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "VALUE"),
        help="set a parameter in the notebooks that declare it; NOTEBOOK:NAME for one notebook",
    )
    run.add_argument("--jobs", type=_jobs, metavar="N", help="notebooks at a time (as many as cores, at most 4)")
    run.add_argument("--changed", action="store_true", help="run only notebooks that rest on something new; take the others over from the last pack")
    run.add_argument(
        "--pdf",
        nargs="?",
        const="board",
        default="",
        choices=("board", "full"),
        metavar="full",
        help="also print every page as PDF (needs Chromium, Chrome or Edge); with 'full' once more with all that is folded away",
    )
    run.add_argument("--replace", action="store_true", help="replace the pack even if it is issued")

    many = commands.add_parser(
        "run-many",
        help="make the packs of many forces",
        formatter_class=shape,
        epilog=f"{MANY_EXAMPLES}\n{CODES}",
        description="Make the packs that a plan names.",
    )
    many.add_argument("plan", metavar="PLAN.toml", help="the forces, their cycles and folders")
    many.add_argument(
        "--scheduler",
        metavar="WHERE",
        default="local",
        help="local (this machine's cores), the address of a dask scheduler, print: one shell line a pack, nothing made, or none: only the pack of [national]",
    )

    check = commands.add_parser(
        "check",
        help="read every input and change nothing",
        formatter_class=shape,
        epilog=CHECK_EXAMPLES,
        description="Check a cycle's file, notebooks and inputs.",
    )
    check.add_argument("cycle", metavar="CYCLE", help="a file in data/cycles, as 2023-04")

    verify = commands.add_parser(
        "verify", help="is a pack what its manifest says?", formatter_class=shape, epilog=f"{VERIFY_EXAMPLES}\n{CODES}", description="Check a finished pack."
    )
    verify.add_argument("cycle", metavar="CYCLE", help="a cycle with a pack, as 2023-04")
    verify.add_argument("--rerun", action="store_true", help="make the pack again beside it and compare every byte")
    verify.add_argument("--jobs", type=_jobs, metavar="N", help="notebooks at a time, with --rerun")

    issue = commands.add_parser(
        "issue",
        help="seal a pack and enter it in the ledger",
        formatter_class=shape,
        epilog=f"{ISSUE_EXAMPLES}\n{CODES}",
        description="Seal the pack the board is given.",
    )
    issue.add_argument("cycle", metavar="CYCLE", help="a cycle with a pack, as 2023-04")
    issue.add_argument("--why", metavar="TEXT", default="", help="of a correction: why a new pack is issued in the place of one that was")

    withdraw = commands.add_parser(
        "withdraw",
        help="tell that an issued table is not to be relied on",
        formatter_class=shape,
        epilog=f"{WITHDRAW_EXAMPLES}\n{CODES}",
        description="Withdraw a table of an issued pack.",
    )
    withdraw.add_argument("cycle", metavar="CYCLE", help="a cycle whose pack is issued, as 2023-04")
    withdraw.add_argument("table", metavar="TABLE", help="the name of one of its tables, as in outputs/ledger.csv")
    withdraw.add_argument("--why", metavar="TEXT", required=True, help="the reason, in words the board may read")

    new_cycle = commands.add_parser(
        "new-cycle",
        help="the file of the next cycle",
        formatter_class=shape,
        epilog=CYCLE_EXAMPLES,
        description="Write the next cycle's file from the last one.",
    )
    new_cycle.add_argument("cycle", metavar="CYCLE", help="the new name, as 2023-07")
    new_cycle.add_argument("--from", dest="previous", metavar="PREVIOUS", required=True, help="the cycle before it")
    new_cycle.add_argument("--months", type=_jobs, metavar="N", help="how far dates move on, if the names do not say")
    new_cycle.add_argument("--kind", metavar="KIND", help=f"what the pack is for: {', '.join(KINDS)} (as the cycle before it)")

    new_notebook = commands.add_parser(
        "new-notebook", help="a page to start from", formatter_class=shape, epilog=NOTEBOOK_EXAMPLES, description="Write a notebook that runs."
    )
    new_notebook.add_argument("name", metavar="NAME", help="as 13-my-question")

    list_ = commands.add_parser(
        "list", help="the cycles and their packs", formatter_class=shape, epilog=LIST_EXAMPLES, description="List the cycles and the state of their packs."
    )
    map_ = commands.add_parser(
        "map",
        help="propose how an HR or other file is read",
        formatter_class=shape,
        epilog=f"{MAP_EXAMPLES}\n{CODES}",
        description="Propose the mapping of a workbook or CSV file, for review.",
    )
    map_.add_argument("file", metavar="FILE", help="a workbook or CSV file, best in data/raw/CYCLE")
    map_.add_argument("--table", metavar="T", help="what it is, as leavers, if the proposal takes it for another")

    bring = commands.add_parser(
        "import-register",
        help="read board papers into a draft register",
        formatter_class=shape,
        epilog=IMPORT_EXAMPLES,
        description="Read board papers into a draft for review.",
    )
    bring.add_argument("files", nargs="+", metavar="FILE", help="a plan or board paper: .docx, .xlsx, .csv, .html, .txt or .md")
    bring.add_argument("--out", metavar="DRAFT", default="draft-register.csv", help="the new file (draft-register.csv)")
    bring.add_argument("--prefix", metavar="WORD", default="", help="what the ids begin with, as CAS (one file)")
    bring.add_argument(
        "--mapping", metavar="FILE", help="which column is what: a TOML mapping (one workbook or CSV file), or the answered questions of an earlier draft"
    )

    accept = commands.add_parser(
        "accept",
        help="take a reviewed draft into the register",
        formatter_class=shape,
        epilog=ACCEPT_EXAMPLES,
        description="Take a reviewed draft into the register.",
    )
    accept.add_argument("draft", metavar="DRAFT", help="the CSV file that import-register wrote")
    accept.add_argument("--check", action="store_true", help="tell what would happen, change nothing")

    template = commands.add_parser(
        "template", help="an Excel form for owners to fill in", formatter_class=shape, epilog=TEMPLATE_EXAMPLES, description="Write the form of a workstream."
    )
    template.add_argument("file", metavar="FORM.xlsx", help="the new file")
    template.add_argument("--workstream", metavar="W", required=True, help="as RET")
    template.add_argument("--cycle", metavar="CYCLE", default=None, help="the cycle to report at (the default cycle)")

    updates = commands.add_parser(
        "import-updates", help="take in filled-in forms", formatter_class=shape, epilog=UPDATES_EXAMPLES, description="Add what owners reported to updates.csv."
    )
    updates.add_argument("files", nargs="+", metavar="FILE", help="a filled-in form")
    updates.add_argument("--check", action="store_true", help="tell the faults and change nothing")
    asked = commands.add_parser(
        "disparities",
        help="ask for an answer to each clear difference",
        formatter_class=shape,
        epilog=f"{DISPARITIES_EXAMPLES}\n{CODES}",
        description="Add a row to disparities.csv for each clear difference without an entry.",
    )
    asked.add_argument("cycle", metavar="CYCLE", help="a board cycle with a pack, as 2023-04")
    asked.add_argument("--check", action="store_true", help="tell what would be added, change nothing")
    tab = commands.add_parser(
        "completion",
        help="Tab completes commands, options and cycles",
        formatter_class=shape,
        epilog=COMPLETION_EXAMPLES,
        description="Print a script that completes this command in a shell.",
    )
    tab.add_argument("shell", nargs="?", choices=SHELLS, default="bash", help="%(choices)s (bash)")
    tab.add_argument("--names", choices=NAMES, help="print what can be named, one a line: what the script asks")
    for command in (run, check, verify, issue, withdraw, new_cycle, new_notebook, list_, bring, accept, template, updates, asked):
        command.add_argument("--data-dir", metavar="D", help="the data folder (found from here upwards)")
        command.add_argument("--outputs-dir", metavar="D", help="where packs go (outputs beside the data folder)")
    return top
