"""The keys of a cycle: what each may hold, and what a real cycle and a demo may not have."""

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault

PLAIN = """cycle = "c"
board = "Strategic Management Board"
meeting_date = 2023-04-26
period = { start = 2022-04-01, end = 2023-03-31 }
data_cut_off = 2023-03-31
profile = "board"
marking = "OFFICIAL-SENSITIVE"
"""


@pytest.fixture
def cycle(tmp_path):
    (tmp_path / "cycles").mkdir()

    def make(more=""):
        (tmp_path / "cycles" / "c.toml").write_text(PLAIN + more, encoding="utf-8")
        return load_cycle("c", data_dir=tmp_path)
    return make


def test_real_is_what_holds_where_nothing_is_said(cycle):
    assert not cycle().demo and cycle().data == "real"
    assert not cycle('data = "real"').demo and cycle('data = "demo"').demo


def test_the_committed_cycles_are_demos(root):
    assert all(load_cycle(name, data_dir=root / "data").demo for name in ("2023-01", "2023-04"))


def test_published_tables_and_limits_are_read(cycle):
    made = cycle('published = ["stop_search"]\n[limits]\ncell_minutes = 5\nmemory_gb = 1.5')
    assert made.published == ("stop_search",) and dict(made.limits) == {"cell_minutes": 5, "memory_gb": 1.5}


@pytest.mark.parametrize(("more", "said"), [
    ('data = "synthetic"', "'data' is 'synthetic'; it can be: real, demo"),
    ('data = "Demo"', "did you mean 'demo'"),
    ('published = "stop_search"', 'it should be: a list of tables, as ["stop_search"]'),
    ('published = ["stop_serch"]', "did you mean 'stop_search'"),
    ('data = "demo"\npublished = ["stop_search"]', "nothing of an invented force was ever published"),
    ("[limits]\ncell_minutes = 0", "a table of numbers above 0"),
    ("[limits]\nmemory = 3", "among: cell_minutes, run_minutes, output_mb, memory_gb"),
    ("limits = true", "a table of numbers above 0"),
])
def test_a_wrong_value_is_named_with_what_is_right(cycle, more, said):
    with pytest.raises(DataFault) as refused:
        cycle(more)
    assert said in str(refused.value)
