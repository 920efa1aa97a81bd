"""What ``eianalysis completion`` prints: a script that completes commands, options, cycles and notebooks (shtab writes it).

It is written from the parser, so it cannot fall behind. Names of cycles and notebooks are asked of ``eianalysis completion
--names``, which reads file names only.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from eianalysis.cycle_kinds import KINDS as KINDS_OF_CYCLE

SHELLS = ("bash", "zsh", "fish", "powershell")
NAMES = ("cycles", "notebooks")
#: What stands for a value in ``--help`` -> what can be named there.
KINDS = {
    "CYCLE": "cycles",
    "PREVIOUS": "cycles",
    "D": "folders",
    "FOLDER": "folders",
    "FILE": "files",
    "FORM.xlsx": "files",
    "DRAFT": "files",
    "TOML": "files",
    "PLAN.toml": "files",
}
NEW = ("new-cycle", "new-notebook")  # what they are given is a name that nothing has yet


def completion(top: argparse.ArgumentParser, shell: str) -> str:
    """The script for one of ``SHELLS``."""
    import shtab

    known = {
        "cycles": shtab.cmd("eianalysis completion --names cycles"),
        "notebooks": shtab.cmd("eianalysis completion --names notebooks"),
        "folders": shtab.DIR,
        "files": shtab.FILE,
    }
    commands = next(action.choices for action in top._actions if isinstance(action, argparse._SubParsersAction))
    for name, command in commands.items():
        for action in command._actions:
            kind = "notebooks" if "--notebooks" in action.option_strings else KINDS.get(action.metavar)
            if action.metavar == "KIND":
                action.choices = tuple(KINDS_OF_CYCLE)
            if kind and not (name in NEW and not action.option_strings):
                action.complete = known[kind]
    return shtab.complete(top, shell)


def names(kind: str) -> list[str]:
    """The cycles or notebooks of the project found from here upwards; none where there is no project."""
    from eianalysis.cycle import cycle_names, find_data_dir
    from eianalysis.errors import EIAnalysisError

    try:
        data = find_data_dir()
    except EIAnalysisError:
        return []
    return list(cycle_names(data)) if kind == "cycles" else sorted(path.stem for path in Path(data).parent.glob("notebooks/*.ipynb"))
