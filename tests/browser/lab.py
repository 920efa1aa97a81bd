"""JupyterLab as an analyst has it: a server of its own in temporary folders, and a page of it in the browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
#: The programs a page of the docs calls, as modules of the Python that runs the tests.
PROGRAMS = {("eianalysis",): "eianalysis.cli", ("jupyter", "lab"): "jupyterlab"}
#: Nothing is opened, asked of the network or looked for on this machine; it starts for root as in a container.
QUIET = ("--no-browser", "--port=0", "--allow-root", "--LabApp.extension_manager=readonly", "--LanguageServerManager.autodetect=False")
NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}
STDERR = "application/vnd.jupyter.stderr"
#: What is said of a call of more than two seconds.
TAKES_A_WHILE = re.compile(r"^(?:[^\n]+ …\s*)+$")
#: Milliseconds: a machine at work is slow, and a wait that is in vain ends in a failure all the same.
PATIENCE, LONG_PATIENCE = 120_000, 900_000


def command(words: list[str]) -> list[str]:
    """The words of a command as a page has them, run by this Python."""
    for said, module in PROGRAMS.items():
        if tuple(words[: len(said)]) == said:
            return [sys.executable, "-m", module, *words[len(said) :]]
    raise AssertionError(f"{words} is no command of the project")


class Server:
    """JupyterLab started by a page's own words from a folder; whatever it writes for itself goes to ``kept``."""

    def __init__(self, words: list[str], folder: Path, kept: Path):
        news = kept / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
        news.parent.mkdir(parents=True)
        news.write_text(json.dumps(NO_NEWS), encoding="utf-8")
        here = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        env = {name: text for name, text in os.environ.items() if not name.startswith(("JUPYTER", "JPY_"))}
        env |= {"PYTHONPATH": str(ROOT), **{name: str(kept / place) for name, place in here.items()}}
        self.log = kept / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([*command(words), *QUIET], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            told = self._told(kept / "runtime")
        except BaseException:
            self.process.kill()
            self.process.wait()
            raise
        self.url, self.token = told["url"], told["token"]

    def _told(self, runtime: Path) -> dict:
        """Where it is reached: it writes so once it listens, then the page that opens it."""
        for _ in range(PATIENCE // 100):
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8", errors="replace")
            if list(runtime.glob("jpserver-*-open.html")):
                [path] = [path for path in runtime.glob("jpserver-*.json")]
                return json.loads(path.read_text(encoding="utf-8"))
            time.sleep(0.1)
        raise AssertionError("JupyterLab did not start: " + self.log.read_text(encoding="utf-8", errors="replace"))

    def stop(self) -> None:
        """As File › Shut Down does; nothing that it started may outlive it."""
        started = psutil.Process(self.process.pid).children(recursive=True)
        asked = urllib.request.Request(f"{self.url}api/shutdown", method="POST", headers={"Authorization": f"token {self.token}"})
        try:
            urllib.request.urlopen(asked, timeout=60).close()
            self.process.wait(60)
        finally:
            _, left = psutil.wait_procs(started, timeout=60)
            for each in [*left, self.process]:
                each.kill()
            self.process.wait()
        assert not left, f"outlived JupyterLab: {left}"


class Lab:
    """One page of JupyterLab, and the notebook that is open in it."""

    def __init__(self, page, server: Server):
        self.page, self.asked_elsewhere = page, []
        page.set_default_timeout(PATIENCE)
        page.route(lambda url: not url.startswith(server.url), self._refuse)
        page.goto(f"{server.url}lab?reset&token={server.token}")
        self.cells = page.locator(".jp-NotebookPanel .jp-CodeCell")
        self.outputs = page.locator(".jp-NotebookPanel .jp-OutputArea-output")
        page.locator(".jp-Launcher").wait_for()

    def _refuse(self, route) -> None:
        if not route.request.url.startswith(("data:", "blob:")):
            self.asked_elsewhere.append(route.request.url)
        route.abort()

    def new_notebook(self) -> None:
        self.page.locator(".jp-LauncherCard[data-category=Notebook]", has_text="Python 3").first.click()
        self._ready()

    def open(self, name: str) -> None:
        """From the list of files, by a double click."""
        self.page.locator(".jp-DirListing-item", has_text=name).dblclick()
        self._ready()

    def _ready(self) -> None:
        self.cells.first.locator(".cm-content").wait_for()
        self.page.locator(".jp-StatusBar-Middle, .jp-StatusBar-Left").get_by_text("| Idle").wait_for()

    def choose(self, *words: str) -> None:
        """From the menus: ``choose("Run", "Run All Cells")``."""
        self.page.locator(".lm-MenuBar-item", has_text=words[0]).first.click()
        for word in words[1:]:
            self.page.locator(".lm-Menu-item", has_text=re.compile(rf"^{word}")).last.click()

    def type_and_run(self, code: str):
        """Put code into the last cell and press Shift+Enter; what stands below the cell when it has ended."""
        cell = self.cells.nth(self.cells.count() - 1)
        cell.locator(".cm-content").click()
        self.page.keyboard.insert_text(code)
        assert "\n".join(cell.locator(".cm-line").all_text_contents()) == code
        before = self.cells.count()
        self.page.keyboard.press("Shift+Enter")
        self.cells.nth(before).wait_for()
        self.ended()
        return self.cells.nth(before - 1).locator(".jp-OutputArea-output").filter(has_not_text=TAKES_A_WHILE)

    def run_all(self) -> None:
        self.choose("Run", "Run All Cells$")
        self.page.locator(".jp-CodeCell .jp-InputPrompt", has_text="[*]").first.wait_for(state="attached")
        self.ended()

    def ended(self) -> None:
        """Wait until no cell runs or waits for its turn."""
        self.page.wait_for_function(
            "() => ![...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some(one => one.textContent.includes('*'))", timeout=LONG_PATIENCE
        )

    def complaints(self) -> list[str]:
        """What stands in red below any cell, but that something takes a while: warnings and tracebacks."""
        said = self.page.locator(f"[data-mime-type='{STDERR}'], [data-mime-type='application/vnd.jupyter.error']").all_text_contents()
        return [each for each in said if not TAKES_A_WHILE.fullmatch(each)]
