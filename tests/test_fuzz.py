"""Every reader on damaged input: what it gives or one message. 200 drawn inputs, and each that once broke something.

``make fuzz`` draws thousands with a fresh seed, each process held to a limit of memory.
"""

import re

import pytest
from tests.fuzz.readers import READERS
from tests.fuzz.__main__ import _ended
from tests.fuzz.tried import CASES, Batch, drawn, tried

from eianalysis.errors import EIAnalysisError

EACH = -(-200 // len(READERS))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(READERS))
def test_damaged_input_is_read_or_refused_in_one_message(folder, name):
    assert [why for content in drawn(name, 7, EACH) if (why := tried(name, folder, content))] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(CASES.glob("*--*")) if CASES.is_dir() else [], ids=lambda path: path.name)
def test_what_once_broke_a_reader_does_so_no_more(folder, path):
    by_name = {re.sub(r"[^a-z0-9.]+", "-", name.casefold()): name for name in READERS}
    assert tried(by_name[path.name.rpartition("--")[0]], folder, path.read_bytes()) == ""


@pytest.mark.slow
def test_the_sound_files_that_are_damaged_are_read(tmp_path):
    """So that what is refused is refused for its damage: of each reader at least one sound file is no fault of another kind."""
    refused = {}
    for name, reader in READERS.items():
        for content in reader.seeds():
            try:
                reader.read(tmp_path, content)
            except EIAnalysisError as error:
                refused[name] = str(error)
    # a manifest without its pack, a sheet with a failed cell, a draft that a person has not decided yet
    assert set(refused) <= {"manifest", "table.xls", "reviewed draft"}, refused


@pytest.mark.slow
def test_inputs_that_test_nothing_are_counted(folder):
    """A sound file, one tried before, and one that is refused as an empty file is: nothing of them was read, or nothing new."""
    batch = Batch("mapping.toml", folder)
    sound = READERS["mapping.toml"].seeds()[0]
    inputs = [sound, b"", b"[values", b"[values", sound + b"# a word"]
    assert [batch.tried(content) for content in inputs] == [""] * 5
    assert batch.vacuous in (2, 3), "a mapping that is empty may be sound"


@pytest.mark.parametrize(("failed", "vacuous", "code"), [(0, 20, 0), (0, 21, 1), (1, 0, 1)])
def test_a_run_of_which_over_a_fifth_is_vacuous_fails(capsys, failed, vacuous, code):
    assert _ended(failed, vacuous, 100) == code
    assert f"{vacuous} of 100 were vacuous" in capsys.readouterr().out
