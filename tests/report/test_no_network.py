"""The tool opens no connection but to its own notebook kernels: whatever else is asked of the network is written down and fails.

Every interpreter of the command, kernels among them, starts with a hook on what Python tells of sockets and names of hosts. What
a library written in C opens by itself, as that of the kernels' channels does, is not heard.
"""

import os

import pytest

from tests.report.project import ROOT, Project

HOOK = """
import os
import sys

NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
ADDRESSES = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")


def elsewhere(event, given):
    if event in ADDRESSES and not isinstance(given[1], tuple):
        return False  # a file as a socket, or one that is connected already
    host = given[1][0] if event in ADDRESSES else given[0]
    host = host.decode() if isinstance(host, bytes) else host
    return not (host in (None, "localhost", "::1") or str(host).startswith("127."))


def told(event, given):
    if event in NAMES + ADDRESSES and elsewhere(event, given):
        with open(os.path.join(os.environ["SOCKETS"], f"{os.getpid()}.away"), "a", encoding="utf-8") as file:
            file.write(f"{event} {given[1] if event in ADDRESSES else given}\\n")


sys.addaudithook(told)
"""


@pytest.fixture
def listened(tmp_path):
    """A project, and the command run in it while somebody listens, and what it asked of elsewhere."""
    project, hook, heard = Project(tmp_path / "project"), tmp_path / "hook", tmp_path / "heard"
    hook.mkdir(), heard.mkdir()
    (hook / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    project.add("01-page", "# A page", "answer = 1 + 1")

    def run(*words, page=None):
        if page:
            project.add("01-page", "# A page", page)
        done = project.process(*words, PYTHONPATH=os.pathsep.join([str(hook), str(ROOT)]), SOCKETS=str(heard))
        return done, [line for path in heard.glob("*.away") for line in path.read_text(encoding="utf-8").splitlines()]

    return run


@pytest.mark.parametrize("command", ["check", "run"])
def test_no_connection_leaves_the_machine(listened, command):
    (code, _, err), away = listened(command, "2023-04")
    assert away == [] and code == 0, err


def test_a_notebook_that_calls_out_is_heard(listened):
    page = "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 9), timeout=0.01)\nexcept OSError:\n    pass"
    _, away = listened("run", "2023-04", page=page)
    assert any("192.0.2.1" in line for line in away)
