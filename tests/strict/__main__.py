"""``python -m tests.strict``: the suite as Windows would meet it, as far as Linux can play it (``make strict``).

A copy of the tree, with CRLF at the end of every line, is tested under ``sitecustomize``: a strict ``strftime``, open files that cannot
be moved, no ``fork``, kernels on ports; a console of code page 1252, and files whose encoding is ASCII unless somebody says another.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".docx", ".xlsx", ".gz", ".zip", ".pkl", ".png", ".parquet", ".pdf"}


def copy(target: Path) -> None:
    """The files that git knows, as a checkout on Windows may lay them out."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        source, place = ROOT / name, target / name
        if source.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            body = source.read_bytes()
            if source.suffix not in BINARY and b"\0" not in body:
                body = body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            place.write_bytes(body)
            shutil.copymode(source, place)


def environment(tree: Path) -> dict[str, str]:
    path = os.pathsep.join([str(tree / "tests" / "strict"), str(tree)])
    asked = {name: text for name, text in os.environ.items() if name != "CI"}  # what only Linux can do is skipped here
    return {**asked, "PYTHONPATH": path, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "PYTHONIOENCODING": "cp1252:strict"}


def main(words: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="ei-strict-") as folder:
        tree = Path(folder) / "tree"
        copy(tree)
        if (ROOT.parent / "shared").exists():
            (Path(folder) / "shared").symlink_to(ROOT.parent / "shared", target_is_directory=True)
        asked = words or ["-n", "logical", "--dist", "worksteal", "-q", "-m", "not proof and not browser"]
        return subprocess.run([sys.executable, "-m", "pytest", *asked], cwd=tree, env=environment(tree), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
