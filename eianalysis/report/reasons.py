"""The reason that a person gives for correcting or withdrawing what was issued; the ledger keeps it, and readers of packs are told it."""

from __future__ import annotations

from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.register.few_in_words import few_in_words
from eianalysis.report.pack_checks import machine_folders
from eianalysis.report.loaded_inputs import load_inputs, references
from eianalysis.report.leaks import Forbidden, in_text

LONGEST = 300


def in_words(why: str) -> str:
    """A reason as the ledger keeps it; ``UsageError`` for one that is none."""
    why = " ".join(why.split())
    if not any(letter.isalpha() for letter in why) or len(why) > LONGEST:
        raise UsageError(f"--why takes the reason in words, {LONGEST} characters at most")
    return why


def require_harmless(why: str, cycle: BoardCycle, notebooks_dir: Path) -> None:
    """``DisclosureError`` where a reason holds what must not leave the house."""
    finds = in_text(why, Forbidden.of(references(load_inputs(cycle)), machine_folders(cycle, notebooks_dir)))
    finds |= {"a small number of people" for _ in few_in_words(why)}
    if finds:
        raise DisclosureError(f'--why holds {", ".join(sorted(finds))}: say it without, as in "leavers of March came in late"')
