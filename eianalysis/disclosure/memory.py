"""Plans of what to hide, remembered within one run: the board summary asks for the tables that their own pages released.

Finding a plan takes many audits, proving one takes a single one. So only the plan is remembered, as row numbers under a
fingerprint of everything it depends on, and it is proved again before it is used: a wrong or forged one is passed over.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

#: The folder of a run, set in the environment of its notebooks; plans are not remembered without it.
MEMORY = "EIANALYSIS_PLANS"


def recall(tied: object) -> tuple[bool, set[int], set[int]] | None:
    """``(alike, primary, all)`` of the plan found before for exactly these rows, or None."""
    path = _path(tied)
    if path is None or not path.is_file():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return bool(found["alike"]), set(map(int, found["primary"])), set(map(int, found["all"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(tied: object, alike: bool, primary: set[int], everything: set[int]) -> None:
    """Keep a plan for the other notebooks of the run."""
    path = _path(tied)
    if path is None:
        return
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        partial.write_text(json.dumps({"alike": alike, "primary": sorted(primary), "all": sorted(everything)}),
                           encoding="utf-8", newline="\n")
        os.replace(partial, path)
    except OSError:  # a plan that is not kept is only found again
        return


def _path(tied) -> Path | None:
    folder = os.environ.get(MEMORY)
    if not folder:
        return None
    facts = (tied.rows, tied.relations, tied.proportion, tied.policy, tied.shared_base, tied.totals_known)
    return Path(folder) / f"{hashlib.sha256(repr(facts).encode()).hexdigest()}.json"
