"""What a page is evidence for is named only where the force's own register has it."""

import os
from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.register.ids import in_register
from eianalysis.wording.about import about, missing_words

HEAD = "item_id,title_plain\n"


@pytest.fixture(scope="module")
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


def write(folder, *items):
    path = folder / "recommendations" / "register.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\ufeff" + HEAD + "".join(f"{item},A title\n" for item in items), encoding="utf-8")
    return path


def test_items_are_those_of_the_register_as_it_is_now(tmp_path):
    assert in_register(["A-1"], tmp_path) == ()
    path = write(tmp_path, "A-1", "B-2")
    assert in_register(["B-2", "C-3", "A-1"], tmp_path) == ("B-2", "A-1")
    write(tmp_path, "C-3")
    os.utime(path, ns=(1, 1))
    assert in_register(["B-2", "C-3"], tmp_path) == ("C-3",)
    path.write_bytes(b"\xff\xfe not a table")
    os.utime(path, ns=(2, 2))
    assert in_register(["C-3"], tmp_path) == ()


@pytest.mark.parametrize("absent", [False, True])
def test_a_page_names_the_items_of_its_own_force(tmp_path, cycle, absent):
    """Beside each figure, and where a table is missing; of what is made of released tables too."""
    tables = replace(ei.load_workforce(cycle), absent=absent), ei.load_leavers(cycle), ei.load_joiners(cycle)

    def said(of):
        made = ei.release(ei.turnover(*tables, cycle=of, by="ethnicity", months=36).compare(), of.policy)
        [item, *_] = made.definition.serves
        target = ei.release(ei.retention_target(made), of.policy)
        return item, (missing_words(made) if absent else about(made)), target.cycle

    item, here, whose = said(cycle)
    elsewhere = replace(cycle, data_dir=tmp_path)
    assert item in here and whose is cycle
    assert item not in said(elsewhere)[1]
    write(tmp_path, item)
    assert item in said(elsewhere)[1]


def test_a_register_of_other_items_is_evidence_for_none_of_ours(cycle):
    register = ei.load_register(cycle)
    others = replace(register, frame=register.frame.assign(item_id=[f"X-{place}" for place in range(len(register.frame))]))
    assert ei.exceptions(register, as_at=cycle.data_cut_off).definition.serves and not ei.exceptions(others, as_at=cycle.data_cut_off).definition.serves


def test_a_register_with_headings_alone_is_none(cycle, root, tmp_path):
    (tmp_path / "recommendations").mkdir()
    for path in (root / "data/recommendations").glob("*.csv"):
        (tmp_path / "recommendations" / path.name).write_text(path.read_text(encoding="utf-8-sig").splitlines()[0] + "\n", encoding="utf-8")
    (tmp_path / "reference").mkdir()
    names = (root / "data/reference/programmes.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    (tmp_path / "reference/programmes.csv").write_text(names + "\n", encoding="utf-8")
    empty = replace(cycle, data_dir=tmp_path)
    register = ei.load_register(empty)
    made = ei.release(ei.evidence_map(register, empty), empty.policy)
    assert register.absent and made.missing and isinstance(made.table, pd.DataFrame)
