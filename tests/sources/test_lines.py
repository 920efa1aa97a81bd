"""The lines of a large file, told from its bytes."""

import hashlib

import numpy as np
import pytest

from eianalysis.sources import lines
from eianalysis.sources.lines import Lines


@pytest.mark.parametrize("block", [1, 3, 1 << 18])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_every_line_is_found_wherever_a_block_ends(tmp_path, monkeypatch, block, end, last):
    monkeypatch.setattr(lines, "BLOCK", block)
    each = [b"heading,other", b"1,a", b"", b"22,bb", b"333,ccc"]
    content = end.join(each) + (end if last else b"")
    path = tmp_path / "some.csv"
    path.write_bytes(content)
    found = Lines.of(path)
    assert found.first == "heading,other" and found.many == 5 and found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.sound
    assert found.of_rows(path, np.array([0, 2, 3])).replace(b"\r", b"").split(b"\n") == [b"heading,other", b"1,a", b"22,bb", b"333,ccc", b""]


@pytest.mark.parametrize("content", [b"a\n\0\n", b"a\n\1\n", b"a\r\nb\n", b"a\nb\rc\n", b"a\n" + b"\x1a\n" * 5])
def test_what_is_no_text_or_ends_in_several_ways_is_not_sound(tmp_path, content):
    path = tmp_path / "some.csv"
    path.write_bytes(content)
    assert not Lines.of(path).sound


@pytest.mark.parametrize("block", [1, 4, 1 << 18])
@pytest.mark.parametrize("row", ['1, "a",3', '1,"a"  ,3', ' "a",2,3', '1,2,  "a"', '1,2,"a" ', '1,"",""  ', '1,"a" "b",3', '1, "a,b"'])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spaces_that_are_nothing_to_one_reader_and_a_part_of_the_cell_to_another_are_not_sound(tmp_path, monkeypatch, block, row, end):
    monkeypatch.setattr(lines, "BLOCK", block)
    path = tmp_path / "some.csv"
    for rows in ([row, "1,2,3"], ["1,2,3", row]):
        for last in (end, ""):
            path.write_bytes((end.join(["a,b,c", *rows]) + last).encode())
            assert not Lines.of(path).sound
    path.write_bytes(end.join(["a,b,c", '1,"an ""Act"" so, called ",3', 'a "b" c, 2 ,3', '" ","  "," a "']).encode())
    assert Lines.of(path).sound


def test_a_file_of_nothing_has_no_lines(tmp_path):
    path = tmp_path / "some.csv"
    path.write_bytes(b"")
    assert Lines.of(path).many == 0
