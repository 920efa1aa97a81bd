"""``eianalysis init``: a project that runs, laid out from what the package carries; ``--update`` brings what is new in it.

``.eianalysis/laid-out.json`` keeps the digest of each file as it was laid out. What an analyst changed since is theirs: the new one is put
beside it, below ``.eianalysis/new``, and the difference is shown.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import json
import re
from pathlib import Path

from eianalysis.carried import carried
from eianalysis.errors import RefusedError, UsageError, did_you_mean
from eianalysis.vocabulary import POLICE_FORCES, meaning

KEPT = ".eianalysis"
RECORD = "laid-out.json"
YOURS = ("data/cycles/", "data/recommendations/")  # laid out once, and never touched again
IGNORED = "outputs/\ndata/raw/\n.ipynb_checkpoints/\n"
FIRST = "2023-04"
TARGETS = "data/reference/targets.csv"
LONGEST = 40  # lines of a difference that are shown


def init_project(folder: Path, *, demo: bool = False, force: str | None = None) -> list[str]:
    """Lay out a project in an empty or new folder, of the police force by any of its names; lines to print.

    Raises ``RefusedError`` where there is a project already, ``UsageError`` for a name that is no police force's.
    """
    own = force and (force if force in POLICE_FORCES else meaning("police_forces", force))
    if force and own is None:
        raise UsageError(f"'{force}' is no police force; {did_you_mean(force, [*POLICE_FORCES, *POLICE_FORCES.values()])}")
    if any((folder / name).exists() for name in ("data", "notebooks", KEPT)):
        raise RefusedError(f"there is a project in {folder} already: --update brings what is new in the package")
    files = _of_demo() if demo else _of_real(own)
    for name, body in files.items():
        _write(folder / name, body)
    if not (folder / ".gitignore").exists():
        _write(folder / ".gitignore", IGNORED.encode())
    (folder / "data" / "raw" / FIRST).mkdir(parents=True, exist_ok=True)
    _record(folder, demo, {name: _digest(body) for name, body in files.items()})
    notebooks = sum(name.startswith("notebooks/") for name in files)
    lines = [
        f"{folder}: {notebooks} notebooks, reference data, the cycle {FIRST}"
        + (" and an invented force with its register: nobody in it is real." if demo else " and an empty register.")
    ]
    if demo:
        return [*lines, f"Next: cd {folder}, then eianalysis run {FIRST}"]
    return [
        *lines,
        f"Next: set the dates in data/cycles/{FIRST}.toml (lines marked 'check'), put extracts into data/raw/{FIRST}, then eianalysis check {FIRST}",
    ]


def update_project(folder: Path) -> list[str]:
    """Bring what is new in the package into a project: lines to print, with every difference to what an analyst changed."""
    try:
        told = json.loads((folder / KEPT / RECORD).read_text(encoding="utf-8"))
    except OSError:
        raise UsageError(f"{folder} was not laid out by `eianalysis init`: there is no {KEPT}/{RECORD} in it") from None
    files = {name: body for name, body in (_of_demo() if told["demo"] else _of_real()).items() if not name.startswith(YOURS)}
    lines, laid = [], dict(told["files"])
    for name, body in files.items():
        path = folder / name
        mine = path.read_bytes() if path.exists() else None
        if mine is not None and mine.replace(b"\r\n", b"\n") == body:
            laid[name] = _digest(body)
        elif mine is None and name in laid:
            lines.append(f"{name}: you removed it; left so")
        elif mine is None or _digest(mine) == laid.get(name):
            lines += [
                f"{name}: {'new' if mine is None else 'changed in the package, untouched by you: replaced'}",
                *(_difference(name, mine, body) if mine is not None else ()),
            ]
            _write(path, body)
            laid[name] = _digest(body)
        elif _digest(body) != laid.get(name):
            _write(folder / KEPT / "new" / name, body)
            lines += [f"{name}: changed in the package and by you: yours is kept, the new one lies in {KEPT}/new/{name}", *_difference(name, mine, body)]
    _record(folder, told["demo"], laid)
    return lines or ["Nothing in the package is newer than this project."]


def _of_demo() -> dict[str, bytes]:
    return {name: _text(path.read_bytes()) for name, path in carried().items()}


def _of_real(force: str | None = None) -> dict[str, bytes]:
    """No invented force; a register with headings only; targets of others only; one cycle, of real extracts, with its lines to check."""
    files = {name: body for name, body in _of_demo().items() if not name.startswith(("data/synthetic/", "data/cycles/"))}
    for name, body in files.items():
        if name.startswith("data/recommendations/"):
            files[name] = _headings(body)
    files["data/reference/programmes.csv"] = _headings(files["data/reference/programmes.csv"])
    files[TARGETS] = _of_others(files[TARGETS])
    files[f"data/cycles/{FIRST}.toml"] = _first_cycle(carried()[f"data/cycles/{FIRST}.toml"].read_text(encoding="utf-8"), force)
    return files


def _headings(body: bytes) -> bytes:
    head = next(csv.reader(io.StringIO(body.decode("utf-8"))))
    return (",".join(head) + "\n").encode()


def _of_others(body: bytes) -> bytes:
    """The targets that other forces set, to compare with: what the demo's board considered is no aim of another."""
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8"))))
    out = io.StringIO()
    table = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(row for row in rows if row["status"] == "elsewhere")
    return out.getvalue().encode()


def _first_cycle(demo: str, force: str | None) -> bytes:
    """The demo's cycle without what is of the demo: its predecessor, what it declared, what it withholds; of the force, where it was said."""
    text = re.sub(r"^(?:# .*\n)*(?:primary_comparisons|as_written) = \[\n(?:.*\n)*?\]\n", "", demo, flags=re.M)
    text = re.sub(r"^previous_cycle .*\n", "", text, flags=re.M)
    text = re.sub(r'^data = "demo"$', 'data = "real"', text, flags=re.M)
    text = re.sub(r"^force = .*$", f'force = "{force}"' if force else '# force = "kent"  # check: whose pack this is', text, flags=re.M)
    text = re.sub(r"^((?:board|meeting_date|next_meeting|contact|period|data_cut_off|marking) = .*)$", r"\1  # check", text, flags=re.M)
    return text.encode("utf-8")


def _difference(name: str, mine: bytes, new: bytes) -> list[str]:
    """The lines that differ; of a notebook the lines of its cells, without what they put out."""
    before, after = (_lines(name, body) for body in (mine, new))
    found = list(difflib.unified_diff(before, after, "yours", "new", lineterm="", n=1))
    shown = [f"    {line}" for line in found[:LONGEST]]
    return shown + ([f"    … and {len(found) - LONGEST} lines more"] if len(found) > LONGEST else [])


def _lines(name: str, body: bytes) -> list[str]:
    text = body.decode("utf-8", errors="replace")
    if name.endswith(".ipynb"):
        try:
            return [line for cell in json.loads(text)["cells"] for line in "".join(cell["source"]).splitlines()]
        except (ValueError, KeyError, TypeError):
            pass
    return text.splitlines()


def _record(folder: Path, demo: bool, files: dict[str, str]) -> None:
    import eianalysis

    told = {"version": eianalysis.__version__, "demo": demo, "files": dict(sorted(files.items()))}
    _write(folder / KEPT / RECORD, (json.dumps(told, indent=1) + "\n").encode())


def _digest(body: bytes) -> str:
    return hashlib.sha256(_text(body)).hexdigest()


def _text(body: bytes) -> bytes:
    return body.replace(b"\r\n", b"\n")  # what the package carries is text


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
