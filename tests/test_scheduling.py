"""The schedules of docs/scheduling are sound where a checker is at hand, and say the command that there is."""

import shutil
import subprocess
import xml.etree.ElementTree as xml

import pytest

from eianalysis.cli import parser


def test_the_units_pass_systemds_own_check(root, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed: the units are not checked here")
    for name in ("eianalysis.service", "eianalysis.timer"):
        text = (root / "docs/scheduling" / name).read_text(encoding="utf-8")
        # the program and the user of another machine are not here; everything else is checked as it stands
        (tmp_path / name).write_text(text.replace("/srv/eianalysis/.venv/bin/eianalysis", "/bin/true").replace("User=eianalysis\n", ""))
    done = subprocess.run(["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr.strip(), done.stderr


@pytest.mark.parametrize(("file", "after"), [("eianalysis.service", "bin/eianalysis "), ("crontab", "bin/eianalysis ")])
def test_the_scheduled_command_is_one_the_program_knows(root, file, after):
    text = (root / "docs/scheduling" / file).read_text(encoding="utf-8")
    words = text.partition(after)[2].splitlines()[0].split()
    assert parser().parse_args(words).command == "run"


def test_the_task_says_the_same_command_and_that_it_was_not_tried(root):
    text = (root / "docs/scheduling/task-scheduler.xml").read_text(encoding="utf-8")
    task = xml.fromstring(text.encode())
    arguments = task.findtext(".//{*}Arguments")
    assert parser().parse_args(arguments.split()).command == "run"
    assert "NOT TRIED" in text
