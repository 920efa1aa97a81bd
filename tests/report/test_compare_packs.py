"""What tells two packs apart: by their tables, and to the byte."""

import json

from benchmarks.compare_packs import differences, other_bytes


def pack(folder, code="1", rate="0.25", page="<p>one</p>"):
    (folder / "tables").mkdir(parents=True)
    (folder / "tables" / "a.csv").write_text(f"group,rate\nAll,{rate}\n", encoding="utf-8")
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps({"code": code, "times": {"run": code}, "cycle": "2023-04"}), encoding="utf-8")
    return folder


def test_packs_of_another_version_with_the_same_files_are_the_same(tmp_path):
    one, other = pack(tmp_path / "one"), pack(tmp_path / "other", code="2")
    assert other_bytes(one, other) == differences(one, other) == []


def test_what_a_reader_would_see_otherwise_is_named(tmp_path):
    one, other = pack(tmp_path / "one"), pack(tmp_path / "other", rate="0.2500000000001", page="<p>two</p>")
    (other / "02.html").write_text("", encoding="utf-8")
    assert differences(one, other) == [], "a number that differs in its last digits"
    assert other_bytes(one, other) == ["02.html: new", "index.html: other bytes", "tables/a.csv: other bytes"]
