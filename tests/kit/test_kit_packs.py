"""Each of the twelve exports comes to a finished pack: mapped, reviewed in at most 20 lines, checked and run as a force would."""

import shutil
import subprocess
import sys

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.sources.propose import propose
from tests.kit.people import a_force
from tests.kit.styles import STYLES
from tests.kit.test_kit import MOST_CHANGED, changed

pytestmark = pytest.mark.proof
PAGES = ("03-representation", "06-retention")  # what people in post, leavers and joiners are enough for


@pytest.fixture(scope="module")
def force(make_force):
    return a_force(make_force(seed=11, people=500, searches=False))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_an_export_comes_to_a_finished_pack(style, force, root, tmp_path):
    data, outputs = tmp_path / "data", tmp_path / "outputs"
    shutil.copytree(root / "data" / "reference", data / "reference")
    for folder in (data / "cycles", tmp_path / "notebooks"):
        folder.mkdir()
    text = (root / "data" / "cycles" / "2023-04.toml").read_text(encoding="utf-8").replace('"demo"', '"real"')
    (data / "cycles" / "2023-04.toml").write_text(text, encoding="utf-8")
    for page in PAGES:
        shutil.copy(root / "notebooks" / f"{page}.ipynb", tmp_path / "notebooks")
    cycle = load_cycle("2023-04", data_dir=data, outputs_dir=outputs)
    cycle.raw_dir.mkdir(parents=True)
    for file in style.write(force, cycle.raw_dir):
        propose(cycle.raw_dir / file)
    path = cycle.raw_dir / "mapping.toml"
    proposed = reviewed = path.read_text(encoding="utf-8")
    for old, new in style.review:
        reviewed = reviewed.replace(old, new, 1)
    path.write_text(reviewed, encoding="utf-8")
    assert changed(proposed, reviewed) <= MOST_CHANGED

    given = ["2023-04", "--jobs", "1", "--data-dir", data, "--outputs-dir", outputs]
    done = subprocess.run([sys.executable, "-m", "eianalysis", "run", *given], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    pack = outputs / "2023-04"
    assert (pack / "index.html").is_file() and all((pack / f"{page}.html").is_file() for page in PAGES)
    released = [pd.read_csv(file) for file in sorted((pack / "tables").glob("*.csv"))]
    flow = [table for table in released if "measure" in table and table["measure"].eq("turnover_start_headcount_ex_transfers").any()]
    assert flow and flow[0]["numerator"].notna().any()
