"""Tab: the printed script is sourced and asked, as bash asks it; the other shells at least understand theirs."""

import os
import shutil
import subprocess
import sys

import pytest

from eianalysis.cli import COMMANDS
from eianalysis.completion import SHELLS, completion, names
from eianalysis.options import parser


@pytest.fixture(scope="module")
def pressed(tmp_path_factory, root):
    """What bash offers after these words, the last of them begun."""
    if shutil.which("bash") is None:
        pytest.skip("no bash here: its completion cannot be asked")
    folder = tmp_path_factory.mktemp("completion")
    script = folder / "eianalysis.bash"
    script.write_text(completion(parser(), "bash"), encoding="utf-8")
    (folder / "eianalysis").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m eianalysis.cli "$@"\n', encoding="utf-8")
    (folder / "eianalysis").chmod(0o755)
    env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(root)}

    def press(*words, cwd=root):
        ask = (
            f"source '{script}'; complete -p eianalysis >&2; COMP_WORDS=(eianalysis \"$@\"); COMP_CWORD=$#; "
            '$(complete -p eianalysis | sed "s/.*-F \\([^ ]*\\).*/\\1/") eianalysis "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"; '
            'printf "%s\\n" "${COMPREPLY[@]}"'
        )
        made = subprocess.run(["bash", "--norc", "-c", ask, "bash", *words], cwd=cwd, text=True, capture_output=True, env=env)
        assert made.returncode == 0 and "-F " in made.stderr, made.stderr
        return made.stdout.split()

    return press


def test_commands_options_cycles_and_notebooks(pressed):
    assert set(pressed("")) >= set(COMMANDS)
    assert pressed("ver") == ["verify"]
    assert pressed("run", "") == ["2023-01", "2023-04"]
    assert pressed("run", "2023-04", "--no") == ["--notebooks"]
    assert pressed("run", "2023-04", "--notebooks", "06") == ["06-retention", "06b-exit-interviews"]
    assert pressed("run", "2023-04", "--notebooks", "06-retention", "12") == ["12-community"]
    assert pressed("new-cycle", "2023-07", "--from", "2023-0") == ["2023-01", "2023-04"]
    assert "2023-01" not in pressed("new-cycle", "20"), "a new cycle has a name that none has yet"


def test_names_are_those_of_the_project_one_stands_in(tmp_path, root, monkeypatch):
    monkeypatch.chdir(root / "notebooks")
    assert names("cycles") == ["2023-01", "2023-04"] and "06-retention" in names("notebooks")
    (tmp_path / "data" / "cycles").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert names("cycles") == [] == names("notebooks")
    (tmp_path / "data" / "cycles" / "spring.toml").touch()
    assert names("cycles") == ["spring"]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_gets_a_script_with_every_command_and_option(shell):
    script = completion(parser(), shell)
    assert all(command in script for command in COMMANDS) and "replace" in script and "eianalysis completion --names notebooks" in script


@pytest.mark.parametrize("shell, words", [("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "--no-execute"])])
def test_the_shell_itself_finds_no_fault_in_its_script(tmp_path, shell, words):
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here: its script is not read")
    (tmp_path / "script").write_text(completion(parser(), shell), encoding="utf-8")
    done = subprocess.run([*words, tmp_path / "script"], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stderr
