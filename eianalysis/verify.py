"""Is a pack what its manifest says? One file that needs nothing but Python, for whoever audits a pack.

    python -I -S verify.py PACK [--manifest-sha256 HEX] [--data FOLDER] [--notebooks FOLDER]

PACK is the folder of one pack, such as ``outputs/2023-04``. Take this file from the release of the package, not from whoever gave you
the pack: a pack brings no verifier of its own, since who changes a pack could change that as well. What is looked at, in this order:

1. ``manifest.json`` can be read, and names files inside the pack alone.
2. The pack has the files that the manifest names, each with its SHA-256, and no others; none is a link.
3. Each released table is there with its description. Both say the same of its rows, and no hidden row shows a figure.
4. A sealed pack (``ISSUED``) is sealed for this manifest, and the ledger beside the packs (``ledger.csv``), where it is there, has each
   of its tables with its SHA-256; so have the copies that were kept (``ledger.tables``).
5. With ``--data`` and ``--notebooks``: the inputs and notebooks are those that the pack was made from.

The manifest vouches for the files, and nothing in the pack vouches for the manifest. So its own SHA-256 is printed: compare it with the
one in the ledger, or in the minutes of the board, or have it compared with ``--manifest-sha256``.

What this cannot tell: whether figures are right (``eianalysis verify --rerun`` makes the pack again), and whether a reference of a person
stands in a page (``eianalysis verify`` looks for those of the data).

Exit code 0: it is what it should be; 1: it is not, and each fault is named; 2: there is no pack to look at.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import re
import sys
from pathlib import Path, PurePosixPath

MANIFEST, SEAL, LEDGER, KEPT = "manifest.json", "ISSUED", "ledger.csv", "ledger.tables"
#: Statuses of a row whose count is hidden, and the columns that must be empty in it.
HIDDEN = ("hidden", "hidden_to_protect")
FIGURES = (
    *("numerator", "rate", "rate_low", "rate_high", "disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high"),
    *("p_value", "estimate", "low", "high", "value", "people", "mean", "mean_low", "mean_high", "adjusted_for", "adjusted_ratio"),
    *("adjusted_low", "adjusted_high", "adjusted_verdict", "strata_agree", "strata", "strata_dropped", "explained", "explained_low"),
    *("explained_high", "left", "left_low", "left_high", "centre", "limit_low", "limit_high", "outer_low", "outer_high", "signal"),
    *("dispersion", "spread", "series_mean", "series_low", "series_high", "series_signal", "rolling_year", "lowest_ratio"),
    *("highest_ratio", "lowest_verdict", "highest_verdict", "detectable_above", "detectable_below"),
)
DIGEST = re.compile(r"[0-9a-f]{64}")


class NotAPack(Exception):
    """There is nothing that could be verified."""


def sha256(path: Path) -> str:
    """The fingerprint of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def read_manifest(pack: Path) -> dict:
    """The manifest of a pack; ``NotAPack`` where there is none, ``ValueError`` where it is none."""
    path = pack / MANIFEST
    if not path.is_file():
        raise NotAPack(f"there is no {MANIFEST} in {pack.name or pack}: name the folder of one pack")
    said = _json(path)
    if not isinstance(said, dict):
        raise ValueError(f"{MANIFEST} cannot be read")
    for name, kind in {"cycle": dict, "outputs": dict, "notebooks": dict, "releases": list}.items():
        if not isinstance(said.get(name), kind):
            raise ValueError(f"{MANIFEST} says nothing that can be read of '{name}'")
    odd = [name for name, digest in said["outputs"].items() if not _inside(name) or not isinstance(digest, str) or not DIGEST.fullmatch(digest)]
    if odd or not all(isinstance(each, dict) and _inside(each.get("name")) for each in said["releases"]):
        raise ValueError(f"{MANIFEST} names files that no pack has: {len(odd)} of its outputs" if odd else f"{MANIFEST} names tables that no pack has")
    if not all(isinstance(each, dict) and _digests(each.get("read")) for each in said["notebooks"].values()) or not isinstance(said["cycle"].get("file"), dict):
        raise ValueError(f"{MANIFEST} does not say what its notebooks read")
    return said


def file_faults(pack: Path, manifest: dict) -> list[str]:
    """What is wrong with the files of a pack."""
    named, faults, there = manifest["outputs"], [], set()
    for folder, below, files in os.walk(pack):  # links are named and not followed
        for name in (*below, *files):
            path = Path(folder, name)
            at = path.relative_to(pack).as_posix()
            if path.is_symlink():
                faults.append(f"{at} is a link to somewhere else")
            elif path.is_file():
                there.add(at)
    there -= {MANIFEST, SEAL}
    faults += [f"{name} is gone" for name in sorted(set(named) - there)]
    faults += [f"{name} is no file of this pack" for name in sorted(there - set(named))]
    return faults + [f"{name} has been changed" for name in sorted(there & set(named)) if sha256(pack / name) != named[name]]


def table_faults(pack: Path, manifest: dict) -> list[str]:
    """What is wrong with the released tables of a pack whose files are there."""
    faults, releases = [], {each["name"]: each for each in manifest["releases"]}
    saved = {PurePosixPath(name).stem for name in manifest["outputs"] if name.startswith("tables/") and name.endswith(".csv")}
    faults += [f"tables/{name}.csv is no release of the manifest" for name in sorted(saved - set(releases))]
    for name, release in sorted(releases.items()):
        path = pack / "tables" / f"{name}.csv"
        side = _json(path.with_suffix(".json"))
        if not path.is_file() or not isinstance(side, dict):
            faults.append(f"the table {name} is missing or is not described")
            continue
        rows = _rows(path)
        hidden = [row for row in rows if row.get("status") in HIDDEN]
        counted = (len(rows), len(hidden))
        if side.get("csv_sha256") != sha256(path):
            faults.append(f"tables/{name}.csv is not the one that its description is of")
        if any((each.get("rows"), each.get("rows_hidden")) != counted for each in (side, release)):
            faults.append(f"tables/{name}.csv has {counted[0]} rows, of which {counted[1]} hidden: its description or the manifest says otherwise")
        if any(row.get(column) for row in hidden for column in FIGURES):
            faults.append(f"tables/{name}.csv shows a figure in a hidden row")
    return faults


def seal_faults(pack: Path, fingerprint: str, *, at_home: bool = False) -> tuple[list[str], list[str]]:
    """What is true of the seal of a pack and of its rows in the ledger, and what is wrong with them; ``at_home`` the ledger must be there."""
    if not (pack / SEAL).exists():
        return ["It is a draft: it has not been issued."], []
    said, ledger = [], pack.parent / LEDGER
    seal = _json(pack / SEAL)
    if not isinstance(seal, dict) or seal.get("manifest_sha256") != fingerprint:
        return [], [f"its seal is not for this manifest: put back {MANIFEST} or {SEAL} as it was"]
    if not ledger.is_file() and not at_home:
        return [f"It is issued (issue {seal.get('issue')}, {seal.get('issued_at')}); the ledger is not beside it, so it was not looked at."], []
    rows = [row for row in _rows(ledger) if row.get("manifest_sha256") == fingerprint]
    issued = {row.get("table", ""): row for row in rows if row.get("event") != "withdrawn"}
    if not rows:
        return [], [f"it is sealed but not in the ledger: issue it again, or put back {MANIFEST} as it was"]
    faults = []
    for path in sorted((pack / "tables").glob("*.csv")):
        digest, kept = sha256(path), pack.parent / KEPT / f"{rows[0].get('cycle')}.{rows[0].get('issue')}" / path.name
        if issued.get(path.stem, {}).get("csv_sha256") != digest:
            faults.append(f"tables/{path.name} is not the one that the ledger has")
        if not kept.is_file() or sha256(kept) != digest:
            faults.append(f"the copy of tables/{path.name} that was kept when it was issued is gone or is another")
    said.append(f"It is issued (issue {rows[0].get('issue')}, {rows[0].get('issued_at')}), and the ledger has its tables.")
    said += [f"Withdrawn since ({row.get('issued_at')}): {row['table']}, because {row.get('why')}" for row in rows if row.get("event") == "withdrawn"]
    return said, faults


def inputs(manifest: dict, data: Path) -> tuple[list[str], list[str]]:
    """The inputs below a data folder that are not those that the pack was made from, and those that are no longer there."""
    was = {name: digest for each in manifest["notebooks"].values() for name, digest in each["read"].items()}
    was |= {manifest["cycle"]["file"].get("file"): manifest["cycle"]["file"].get("sha256")}
    inside = {name: digest for name, digest in was.items() if _inside(name) and digest is not None}
    gone = sorted(name for name in inside if not (data / name).is_file())
    return sorted(name for name, digest in inside.items() if name not in gone and sha256(data / name) != digest), gone


def other_notebooks(manifest: dict, folder: Path) -> list[str]:
    """The notebooks of a folder that are not those that were run."""
    paths = {name: folder / f"{name}.ipynb" for name in manifest["notebooks"] if _inside(name)}
    return sorted(name for name, path in paths.items() if path.is_file() and sha256(path) != manifest["notebooks"][name].get("sha256"))


def verify(pack: Path, data: Path | None = None, notebooks: Path | None = None, expected: str = "") -> tuple[list[str], list[str]]:
    """What is true of a pack, in lines, and each fault of it; ``NotAPack`` where there is none."""
    try:
        manifest = read_manifest(pack)
    except ValueError as error:
        return [], [str(error)]
    fingerprint = sha256(pack / MANIFEST)
    faults = [] if expected in ("", fingerprint) else [f"{MANIFEST} is not the one that was expected: its SHA-256 is {fingerprint}"]
    faults += file_faults(pack, manifest) or table_faults(pack, manifest)
    said, more = seal_faults(pack, fingerprint)
    faults += more
    lines = [f"{len(manifest['outputs'])} files and {len(manifest['releases'])} tables are what the manifest says.", *said]
    if data is not None:
        changed, gone = inputs(manifest, data)
        faults += [f"input {name} is not what the pack was made from" for name in changed]
        lines += [f"No longer there, so not checked: {', '.join(gone)}."] if gone else []
    if notebooks is not None:
        faults += [f"the notebook {name} is not the one that was run" for name in other_notebooks(manifest, notebooks)]
    return [*lines, f"The SHA-256 of its manifest is {fingerprint}."], faults


def _inside(name: object) -> bool:
    """Whether a name is of a file inside a folder."""
    return isinstance(name, str) and bool(name) and not re.search(r"[\\:\0]|^/|(^|/)\.{1,2}(/|$)", name)


def _digests(read: object) -> bool:
    return isinstance(read, dict) and all(digest is None or isinstance(digest, str) for digest in read.values())


def _json(path: Path) -> object:
    """What a JSON file says; None where it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _rows(path: Path) -> list[dict]:
    """The rows of a CSV file; none where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, ValueError, csv.Error):
        return []


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="verify.py", description="Is a pack what its manifest says?")
    parser.add_argument("pack", type=Path, help="the folder of one pack, such as outputs/2023-04")
    parser.add_argument("--manifest-sha256", default="", metavar="HEX", help="what the SHA-256 of its manifest should be, as the minutes or the ledger say")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="the data folder: are the inputs those that the pack was made from?")
    parser.add_argument("--notebooks", type=Path, metavar="FOLDER", help="the folder of notebooks: are they those that were run?")
    said = parser.parse_args(words)
    try:
        lines, faults = verify(said.pack, said.data, said.notebooks, said.manifest_sha256.strip().lower())
    except (NotAPack, OSError) as error:
        print(f"{error if isinstance(error, NotAPack) else f'it cannot be read ({type(error).__name__})'}", file=sys.stderr)
        return 2
    if faults:
        print(
            "\n".join([f"this pack is not what it should be ({len(faults)} fault{'' if len(faults) == 1 else 's'}):", *(f"  {each}" for each in faults)]),
            file=sys.stderr,
        )
        return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
