"""Pages as PDF, because boards are sent papers: printed by headless Chromium, tagged, the same bytes every time.

A copy of each page is printed without its links to other files: in a PDF they would name folders of this machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from eianalysis.errors import EIAnalysisError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
#: Where installers put them, below folders that the system names: Edge is on every Windows, seldom on its path.
PLACES = {
    "win32": (
        {"PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"},
        ("Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe"),
    ),
    "darwin": (
        {"", "HOME"},
        (
            "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            "Applications/Chromium.app/Contents/MacOS/Chromium",
        ),
    ),
}
NAMED = "EIANALYSIS_CHROMIUM"
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)
OUTWARD = re.compile(r'(<a\b[^>]*?)\s+href="(?!#)[^"]*"')
DAY = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
LONGEST = 120  # seconds a page
#: What is printed: what stands open; everything as well; or, though nobody asked, what stands open where that can be done.
BOARD, FULL, DUE = "board", "full", "due"
INSTALL = f"install one (Debian: apt install chromium), name it in {NAMED}"


class NoBrowser(EIAnalysisError):
    """There is nothing on this machine to print with."""


def require_browser() -> str:
    """The path of Chromium, Chrome or Edge; ``EIAnalysisError`` that says what to do where there is none."""
    named = os.environ.get(NAMED)
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, (*BROWSERS, *usual_places()))), None)
    if found is None:
        raise NoBrowser(f"--pdf needs Chromium, Chrome or Edge, and there is none on the path or in its usual place: {INSTALL}, or leave out --pdf")
    return found


def print_as_asked(pack: Path, names: list[str], how: str) -> bool:
    """Print the pages of a pack as ``how`` says ('' is not at all), and say whether there are any.

    Where PDF was due and nobody asked for it, a line says why there is none and how to have it: the pack is as good without.
    """
    if not how:
        return False
    try:
        print_pages(pack, names, full=how == FULL)
    except EIAnalysisError as error:
        if how != DUE:
            raise
        shutil.rmtree(pack / "pdf", ignore_errors=True)
        repair = f"{INSTALL} and run again" if isinstance(error, NoBrowser) else f"name another browser in {NAMED} and run again"
        why = "no Chromium, Chrome or Edge was found" if isinstance(error, NoBrowser) else error
        print(f"The pack has no PDF, because {why}: {repair}.", file=sys.stderr, flush=True)
        return False
    return True


def usual_places(system: str = sys.platform) -> list[str]:
    """Where an installed browser lies on this system, most usual first."""
    below, programs = PLACES.get(system, (set(), ()))
    tops = [os.environ.get(name, "") if name else os.sep for name in sorted(below)]
    return [str(Path(top, program)) for program in programs for top in tops if top]


def print_pages(pack: Path, names: list[str], *, full: bool = False) -> None:
    """Write ``pdf/<name>.pdf`` beside the pages of these names; with ``full`` also ``pdf/full/<name>.pdf``, where nothing is folded."""
    _print_all(pack, pack / "pdf", names, lambda text: text)
    if full:
        _print_all(pack, pack / "pdf" / "full", names, unfolded)


def unfolded(text: str) -> str:
    """A page with everything that is folded away open."""
    return text.replace("<details", "<details open")


def _print_all(pack: Path, folder_of: Path, names: list[str], change: Callable[[str], str]) -> None:
    browser = require_browser()
    folder_of.mkdir()
    with tempfile.TemporaryDirectory(prefix="ei-pdf-") as folder:
        for name in names:
            page, target = Path(folder) / f"{name}.html", Path(folder) / f"{name}.pdf"
            page.write_text(change(OUTWARD.sub(r"\1", (pack / f"{name}.html").read_text(encoding="utf-8"))), encoding="utf-8", newline="\n")
            _print(browser, page, target, Path(folder) / "profile")
            (folder_of / target.name).write_bytes(DAY.sub(rb"\g<1>20000101000000", target.read_bytes()))


def _print(browser: str, page: Path, target: Path, profile: Path) -> None:
    words = [browser, *QUIET, f"--user-data-dir={profile}", f"--print-to-pdf={target}", page.as_uri()]
    try:
        subprocess.run(words, capture_output=True, timeout=LONGEST, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise EIAnalysisError(f"{page.stem} could not be printed as PDF ({type(error).__name__})") from None
    if not target.exists():
        raise EIAnalysisError(f"{page.stem} could not be printed as PDF: Chromium made no file")
