"""Tab in bash: the printed script is sourced and asked, as bash asks it."""

import shutil
import subprocess

import pytest

from eianalysis.cli import COMMANDS
from eianalysis.completion import bash_completion
from eianalysis.options import parser


@pytest.fixture(scope="module")
def pressed(tmp_path_factory, root):
    """What bash offers after these words, the last of them begun."""
    if shutil.which("bash") is None:
        pytest.skip("no bash here: its completion cannot be asked")
    script = tmp_path_factory.mktemp("completion") / "eianalysis.bash"
    script.write_text(bash_completion(parser()), encoding="utf-8")

    def press(*words, cwd=root):
        ask = (f"source '{script}'; complete -p eianalysis >&2; COMP_WORDS=(eianalysis \"$@\"); COMP_CWORD=$#; _eianalysis; "
               'printf "%s\\n" "${COMPREPLY[@]}"')
        made = subprocess.run(["bash", "--norc", "-c", ask, "bash", *words], cwd=cwd, text=True, capture_output=True)
        assert made.returncode == 0 and "-F _eianalysis eianalysis" in made.stderr, made.stderr
        return made.stdout.split()

    return press


def test_commands_options_cycles_and_notebooks(pressed):
    assert set(pressed("")) == set(COMMANDS)
    assert pressed("ver") == ["verify"]
    assert pressed("run", "") == ["2023-01", "2023-04"] and pressed("run", "2023-04") == ["2023-04"]
    assert pressed("run", "2023-04", "--no") == ["--notebooks"]
    assert pressed("run", "2023-04", "--notebooks", "06") == ["06-retention", "06b-exit-interviews"]
    assert pressed("run", "2023-04", "--notebooks", "06-retention", "12") == ["12-community"]
    assert pressed("new-cycle", "2023-07", "--from", "2023-0") == ["2023-01", "2023-04"]
    assert pressed("new-cycle", "20") == [], "a new cycle has a name that none has yet"


def test_cycles_are_found_from_a_folder_below_and_are_those_of_this_project(pressed, root, tmp_path):
    assert pressed("check", "", cwd=root / "notebooks") == ["2023-01", "2023-04"]
    (tmp_path / "data" / "cycles").mkdir(parents=True)
    assert pressed("check", "", cwd=tmp_path) == []
    (tmp_path / "data" / "cycles" / "spring.toml").touch()
    assert pressed("check", "", cwd=tmp_path) == ["spring"]
