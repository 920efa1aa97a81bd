"""``eianalysis verify``: is a pack what its manifest says, may it still go out, and can it be made again?

The first is asked of ``eianalysis/verify.py``, the one file that an auditor can read and run without this package.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from eianalysis import verify
from eianalysis.cycle import BoardCycle
from eianalysis.errors import EIAnalysisError, UsageError
from eianalysis.issued import read_ledger
from eianalysis.report.basis import code_sha256, sha256
from eianalysis.report.build_pack import Plan, build
from eianalysis.report.pack_checks import check_pack
from eianalysis.report.loaded_inputs import load_inputs
from eianalysis.report.lock import locked
from eianalysis.report.notebooks import find_notebooks_dir
from eianalysis.report.parameters import RESERVED
from eianalysis.report.place import clean_up, new_scratch

DRIFTING = ("times", "outputs", "code", "issued_before")  # times and issues differ, outputs are compared one by one, code by its fingerprint


def verify_cycle(cycle: BoardCycle, *, rerun: bool = False, jobs: int | None = None, notebooks_dir: Path | None = None) -> list[str]:
    """What is true of the pack of a cycle, in lines to print.

    Hashes of every output against the manifest, each table against its description, hashes of every input that is still there,
    the ledger if the pack is issued, the leak scan and the comparison of tables; with ``rerun`` the pack is made once more beside it and must have
    the same bytes. Changes nothing.

    Raises ``UsageError`` where there is no pack, ``DisclosureError`` where it holds what it must not, and
    ``EIAnalysisError`` with every fault where it is not what its manifest says.
    """
    with standing_pack(cycle, notebooks_dir) as (manifest, folder):
        require_intact(cycle, manifest, folder)
        lines = [f"{len(manifest['outputs'])} files are what the manifest says, and hold nothing that must not be seen."]
        lines += _issued(cycle)
        changed, gone = verify.inputs(manifest, cycle.data_dir)
        if gone:
            lines.append(f"No longer there, so not checked: {', '.join(gone)}.")
        faults = [f"input {name} is not what the pack was made from" for name in changed]
        faults += [f"the notebook {name} is not the one that was run" for name in verify.other_notebooks(manifest, folder)]
        if faults:
            raise _not_verified(cycle, faults, "The pack itself is intact, but it cannot be made again from what lies there.")
        lines.append("Every input that is there is what the pack was made from.")
        if rerun:
            _require_same_bytes(cycle, manifest, jobs, folder)
            lines.append("Made again from the same inputs, every file has the same bytes.")
    return lines


@contextmanager
def standing_pack(cycle: BoardCycle, notebooks_dir: Path | None) -> Iterator[tuple[dict, Path]]:
    """The manifest of the pack that stands and the folder of its notebooks, while nothing else may touch the pack.

    Raises ``UsageError`` where there is no pack.
    """
    folder = find_notebooks_dir(cycle.data_dir) if notebooks_dir is None else Path(notebooks_dir)
    if not cycle.outputs_dir.exists():
        read_manifest(cycle)  # says that there is no pack, and leaves no folder behind
    with locked(cycle.outputs_dir, cycle.name):
        clean_up(cycle.outputs_dir, cycle.name)
        yield read_manifest(cycle), folder


def read_manifest(cycle: BoardCycle) -> dict:
    """The manifest of the pack that stands in ``outputs/<cycle>``."""
    try:
        return verify.read_manifest(cycle.folder)
    except verify.NotAPack:
        raise UsageError(f"there is no pack of cycle {cycle.name} yet: `eianalysis run {cycle.name}` makes it") from None
    except ValueError as error:
        raise _not_verified(cycle, [str(error)]) from None


def require_intact(cycle: BoardCycle, manifest: dict, notebooks_dir: Path) -> None:
    """Nothing if the pack has exactly the files and tables of its manifest and passes the checks a run makes."""
    faults = verify.file_faults(cycle.folder, manifest) or verify.table_faults(cycle.folder, manifest)
    if faults:
        raise _not_verified(cycle, faults)
    check_pack(cycle.folder, cycle, load_inputs(cycle), notebooks_dir)


def _issued(cycle: BoardCycle) -> list[str]:
    """What the seal and the ledger say."""
    read_ledger(cycle.outputs_dir)  # says what is wrong with it
    said, faults = verify.seal_faults(cycle.folder, sha256(cycle.folder / verify.MANIFEST), at_home=True)
    if faults:
        raise _not_verified(cycle, faults)
    return said


def _require_same_bytes(cycle: BoardCycle, manifest: dict, jobs: int | None, folder: Path) -> None:
    names = list(manifest["notebooks"])
    printed = (
        "full"
        if any(name.startswith("pdf/full/") for name in manifest["outputs"])
        else "board"
        if any(name.endswith(".pdf") for name in manifest["outputs"])
        else ""
    )
    plan = Plan.of(cycle, notebooks=names, jobs=jobs, pdf=printed, notebooks_dir=folder)
    wanted = {name: {key: value for key, value in manifest["notebooks"][name]["parameters"].items() if key not in RESERVED} for name in names}
    scratch = new_scratch(cycle.outputs_dir, cycle.name)
    try:
        pack, *_ = build(replace(plan, wanted=wanted), scratch)
        again = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    outputs, now = manifest["outputs"], again["outputs"]
    faults = [f"{name} comes out different" for name in sorted({*outputs, *now}) if outputs.get(name) != now.get(name)]
    faults += [
        f"the manifest's '{key}' comes out different" for key in sorted({*manifest, *again}) if key not in DRIFTING and manifest.get(key) != again.get(key)
    ]
    other = manifest["code"].get("sha256") != code_sha256()
    if faults:
        raise _not_verified(cycle, faults, "The code is not that of the pack." if other else "")


def _not_verified(cycle: BoardCycle, faults: list[str], more: str = "") -> EIAnalysisError:
    count = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}"
    return EIAnalysisError(
        "\n".join([f"the pack of cycle {cycle.name} is not what it should be ({count}):", *(f"  {fault}" for fault in faults[:40]), *([more] if more else [])])
    )
