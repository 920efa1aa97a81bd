"""What a pack must pass, on a folder of a table or two."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import eianalysis
from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.report.pack_checks import check_pack, machine_folders

CYCLE = SimpleNamespace(data_dir=Path("/opt/force/data"), outputs_dir=Path("/opt/force/outputs"))
NOTEBOOKS = Path("/opt/force/pages")


def pack(folder, *rows):
    (folder / "tables").mkdir(exist_ok=True)
    columns = ["characteristic", "group", "numerator", "denominator", "status"]
    for number, row in enumerate(rows):
        frame = pd.DataFrame([row], columns=columns).assign(measure="turnover", window="12m", period_start="2022-04-01")
        frame.to_csv(folder / "tables" / f"{number}.csv", index=False)
    return folder


def inputs(*references):
    return {"leavers": SimpleNamespace(frame=pd.DataFrame({"person_ref": references, "group": "Female"}))}


def test_a_sound_pack_may_go_out_and_it_is_told_how_far_the_map_can_be_followed(tmp_path):
    followed = check_pack(pack(tmp_path, ("sex", "Female", 13, 264, "shown")), CYCLE, inputs("P00123"), NOTEBOOKS)
    assert (followed.shown, followed.lost) == (0, ())


def test_a_reference_of_the_inputs_stops_it(tmp_path):
    with pytest.raises(DisclosureError, match="tables/0.csv: the reference of a person or a case"):
        check_pack(pack(tmp_path, ("sex", "P00123", 13, 264, "shown")), CYCLE, inputs("P00123"), NOTEBOOKS)


def test_tables_that_differ_stop_it(tmp_path):
    with pytest.raises(EIAnalysisError, match="give different figures for the same row"):
        check_pack(pack(tmp_path, ("sex", "Female", 13, 264, "shown"), ("sex", "Female", 14, 264, "shown")), CYCLE, inputs(), NOTEBOOKS)


@pytest.mark.parametrize("folder", ["/opt/force/data", "/opt/force/outputs", "/opt/force/pages"])
def test_a_folder_of_this_machine_stops_it(tmp_path, folder):
    with pytest.raises(DisclosureError, match="tables/0.csv: a path of this machine"):
        check_pack(pack(tmp_path, ("sex", f"{folder}/a.csv", 13, 264, "shown")), CYCLE, inputs(), NOTEBOOKS)


def test_the_folders_that_no_output_may_name():
    package = Path(eianalysis.__file__).resolve().parents[1]
    assert machine_folders(CYCLE, NOTEBOOKS) == [*map(Path, ("/opt/force/data", "/opt/force/outputs", "/opt/force/pages"))] + [
        Path.cwd(),
        Path.home(),
        Path(sys.prefix),
        package,
    ]
