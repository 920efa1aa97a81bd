"""Writes docs/faults.md: what became of a run where something around it was wrong, tried one after the other on a pack of one page.

python docs/faults.py [--kills N] [CASE ...]

Linux only. Each case begins from a finished pack, has one thing go wrong, and looks at what was said, whether the last pack is whole and
whether the next sound run works. With the names of some cases only these are tried, and nothing is written.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "faults.md"
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from measured import note  # noqa: E402
from tests.report.project import Project  # noqa: E402

from eianalysis.verify import verify  # noqa: E402

NOBODY = "65534"
#: No right of an administrator is left, so that what is read-only is so for this process too.
POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
#: For this one command alone, Python's own folder ($1) stands in an open one in the place of the closed ($2) that it lies in.
OPENED = (
    'python=$1 closed=$2; shift 2; held=$(mktemp -d) && mount --bind "$python" "$held" && mount -t tmpfs tmpfs "$closed" && '
    'mkdir -p "$python" && mount --bind "$held" "$python" && exec "$@"'
)
HEAD = """# When something around a run goes wrong

Each line was tried by `python docs/faults.py` on a pack of one page, which began with a finished pack. Written by the run that tried it.
"Whole" says that the last pack was found byte for byte as it was, by [the verifier](how-to.md#audit-a-pack-without-installing-anything) and by
comparison, or that the new pack stands in its place and verifies; "goes on" that a run without the fault works afterwards.

| what was tried | what came of it | what was said | whole | goes on |
|---|---|---|---|---|
"""
TESTED = """
## Tried by tests

| what | test |
|---|---|
| killed while a page runs | `tests/report/test_run.py::test_a_killed_run_leaves_the_last_pack_and_the_next_run_works` |
| asked to stop, quietly and in a flood of 100 MB | `tests/report/test_run.py::test_a_run_that_is_flooded_with_output_ends_when_it_is_asked_to` |
| the limit of the whole run reached in the middle of a page | `tests/report/test_run.py::test_a_run_that_takes_too_long_is_stopped_in_the_middle_of_a_notebook` |
| two runs of a cycle at once | `tests/report/test_run.py::test_a_second_run_of_the_same_cycle_is_refused` |
| a folder with spaces and accents | `tests/report/test_run.py::test_a_project_may_lie_in_a_folder_with_spaces_and_accents` |
| fonts of another width, or none that the page names | `tests/browser/test_any_font.py` |
| data changed while the run is on | `tests/report/test_untouched.py::test_what_another_program_of_a_notebook_changed_stops_the_run` |
| a pack that another program holds open | `tests/report/test_place.py` |
"""


class Skipped(Exception):
    """The machine does not let this be tried; the reason."""


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    said: str


def run(project: Project, *more: str, before: tuple[str, ...] = (), **environment: str) -> Ran:
    """``eianalysis run``, perhaps by way of another command that takes rights from it; one worded line of what it said last."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    words = [*before, sys.executable, "-m", "eianalysis", "run", "2023-04", *more]
    done = subprocess.run(words, cwd=project.folder, env=env, text=True, encoding="utf-8", capture_output=True, timeout=600)
    lines = [line for line in (done.stderr if done.returncode else done.stdout).splitlines() if line.strip()]
    said = "a traceback" if "Traceback (most" in done.stderr else " ".join(lines[-3:]) if done.returncode else "nothing but where the pack is"
    return Ran(done.returncode, said.replace(str(project.folder), "…").replace("|", "/")[-300:])


def page(project: Project, word: str) -> None:
    """Another page, so that the next run makes another pack."""
    project.add("06-retention", "# R", f"print('{word}')", "open('started', 'w').close()", "import time\ntime.sleep(1)")


@contextmanager
def mounted(folder: Path, kind: str, *options: str) -> Iterator[None]:
    done = subprocess.run(["mount", *(("-t", kind) if kind else ()), *options, kind or str(folder), str(folder)], capture_output=True)
    if done.returncode:
        raise Skipped("this machine lets nobody mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


def disk_full(project: Project) -> Ran:
    kept = project.folder / "kept"
    shutil.copytree(project.outputs, kept)
    with mounted(project.outputs, "tmpfs", "-o", "size=1m"):
        shutil.copytree(kept, project.outputs, dirs_exist_ok=True)
        (project.outputs / "filler").write_bytes(b"x" * _free(project.outputs, 60_000))
        ran = run(project)
        shutil.rmtree(kept)
        shutil.copytree(project.outputs, kept)
    shutil.rmtree(project.outputs)
    kept.rename(project.outputs)
    (project.outputs / "filler").unlink()
    return ran


def _free(folder: Path, left: int) -> int:
    facts = os.statvfs(folder)
    return max(0, facts.f_bavail * facts.f_frsize - left)


def _read_only(project: Project, folder: Path, *more: str) -> Ran:
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(modes[path] & ~0o222)
    try:
        return run(project, *more, before=POWERLESS)
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def read_only_data(project: Project) -> Ran:
    return _read_only(project, project.folder / "data")


def read_only_outputs(project: Project) -> Ran:
    return _read_only(project, project.outputs)


def another_user(project: Project) -> Ran:
    for path in (project.folder, *project.folder.rglob("*")):
        shutil.chown(path, int(NOBODY), int(NOBODY))
    who = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    try_it = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import pandas'], check=True)"
    for way in (who, ("unshare", "--mount", "sh", "-c", OPENED, "opened", sys.base_prefix, _closed(), *who)):
        if not subprocess.run([*way, sys.executable, "-c", try_it], capture_output=True).returncode:
            return run(project, before=way, HOME="/nonexistent")
    raise Skipped("Python lies where no other user may read it")


def _closed() -> str:
    """The first folder on the way to Python that is not open to everybody."""
    way = [Path(sys.base_prefix), *Path(sys.base_prefix).parents]
    return str(next((folder for folder in reversed(way) if not folder.stat().st_mode & 0o001), way[0]))


def clock_set_back(project: Project) -> Ran:
    """As if the clock had been a day ahead when the last pack and its inputs were written."""
    later = time.time() + 86_400
    for path in (project.folder, *project.folder.rglob("*")):
        os.utime(path, (later, later))
    return run(project, "--changed")


def no_fonts(project: Project) -> Ran:
    empty = project.folder / "none"
    empty.mkdir()
    return run(project, FONTCONFIG_FILE=str(empty / "none.conf"), FONTCONFIG_PATH=str(empty), MPLCONFIGDIR=str(empty))


def another_file_system(project: Project) -> Ran:
    kept = project.folder / "kept"
    project.outputs.rename(kept)
    project.outputs.mkdir()
    with mounted(project.outputs, "tmpfs", "-o", "size=50m"):
        shutil.copytree(kept, project.outputs, dirs_exist_ok=True)
        ran = run(project)
        shutil.rmtree(kept)
        shutil.copytree(project.outputs, kept)
    project.outputs.rmdir()
    kept.rename(project.outputs)
    return ran


def no_temporary_folder(project: Project) -> Ran:
    return run(project, TMPDIR=str(project.folder / "none"))


def odd_path(project: Project) -> Ran:
    deep = project.folder.parent / ("Été à Łódź " + "x" * 120) / ("y" * 80)
    deep.mkdir(parents=True)
    project.folder.rename(deep / "project")
    project.folder = deep / "project"
    return run(project)


def pack_is_a_link(project: Project) -> Ran:
    elsewhere = project.folder / "elsewhere"
    (project.outputs / "2023-04").rename(elsewhere)
    (project.outputs / "2023-04").symlink_to(elsewhere)
    return run(project)


def outputs_are_a_link(project: Project) -> Ran:
    elsewhere = project.folder / "elsewhere"
    project.outputs.rename(elsewhere)
    project.outputs.symlink_to(elsewhere)
    return run(project)


def killed(seconds: float) -> Callable[[Project], Ran]:
    def kill(project: Project) -> Ran:
        words, env = [sys.executable, "-m", "eianalysis", "run", "2023-04"], {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(words, cwd=project.folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return Ran(process.returncode, "nothing" if process.returncode < 0 else "it was done before")

    return kill


#: By name: what was tried, how, and whether a new pack is right (else the last one has to stand).
CASES: dict[str, tuple[str, Callable[[Project], Ran], bool]] = {
    "disk": ("the disk is full", disk_full, False),
    "data": ("the data folder is read-only", read_only_data, True),
    "outputs": ("the outputs folder is read-only", read_only_outputs, False),
    "user": ("a user without rights or a home", another_user, True),
    "clock": ("the clock was set back by a day, with `--changed`", clock_set_back, True),
    "fonts": ("no fonts", no_fonts, True),
    "temporary": ("the folder for temporary files is not there", no_temporary_folder, True),
    "system": ("outputs on another file system", another_file_system, True),
    "path": ("a path of more than 200 characters, with spaces and accents", odd_path, True),
    "link": ("the pack's folder is a link, which gives way to a folder; what it led to stays as it was", pack_is_a_link, True),
    "links": ("the outputs folder is a link", outputs_are_a_link, True),
}


def tried(what: str, fault: Callable[[Project], Ran], new: bool, sound: Path) -> tuple[str, bool]:
    """The line of one case, and whether all of it is right."""
    with tempfile.TemporaryDirectory(prefix="fault") as folder:
        Path(folder).chmod(0o755)
        shutil.copytree(sound, Path(folder) / "project")
        project = Project.at(Path(folder) / "project")
        before = project.files()
        page(project, "new")
        try:
            ran = fault(project)
        except Skipped as why:
            return f"| {what} | not tried | {why} | | |\n", True
        stands = project.files()
        _, faults = verify(project.outputs / "2023-04")
        whole = not faults and (stands == before or ran.code <= 0 and any(b"new" in body for name, body in stands.items() if name.endswith("retention.html")))
        page(project, "next")
        on = run(project).code == 0
        right = whole and on and "traceback" not in ran.said and (ran.code < 0 or (ran.code == 0) == new)
        came = "a new pack" if ran.code == 0 else "killed" if ran.code < 0 else f"exit code {ran.code}"
        line = f"| {what} | {came} | {ran.said} | {'yes' if whole else '**no**'} | {'yes' if on else '**no**'} |\n"
        print(line, end="", flush=True)
        return line, right


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("case", nargs="*", metavar="CASE", help=", ".join(CASES))
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sound") as folder:
        project = Project(Path(folder) / "project")
        page(project, "old")
        began = time.monotonic()
        if run(project).code:
            raise SystemExit("a sound run does not work here")
        took = time.monotonic() - began
        moments = [] if said.case else [took * (at + 0.5) / said.kills for at in range(said.kills)]
        asked = [CASES[name] for name in said.case or CASES]
        asked += [(f"killed, moment {at} of {said.kills}", killed(moment), True) for at, moment in enumerate(moments, 1)]
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda case: tried(*case, project.folder), asked))
        lines, wrong = [line for line, _ in done[: len(asked) - len(moments)]], [case[0] for case, (_, right) in zip(asked, done, strict=True) if not right]
        survived = sum(right for _, right in done[len(lines) :])
    if not said.case:
        kills = f"| killed (`kill -9`) at {said.kills} moments, spread over the time of a run | the last pack or the new one, whole | nothing | {survived} of {said.kills} | {survived} of {said.kills} |\n"
        PAGE.write_text(HEAD + "".join(lines) + kills + TESTED, encoding="utf-8", newline="\n")
        note("faults", tried=len(lines), right=sum(right for _, right in done[: len(lines)]), kills=said.kills, survived=survived)
    print(f"not right: {', '.join(wrong)}" if wrong else "all as it should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
