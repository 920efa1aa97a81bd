"""All forces of a plan together: of what their packs show and nothing else, for page 15 of a project of its own."""

import json
import shutil

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault, UsageError
from eianalysis.report import many_packs
from eianalysis.report.many_plan import read_plan
from eianalysis.report.many_together import write_together

CYCLE = """cycle = "2023-04"
board = "Nobody's"
meeting_date = 2023-04-26
period = {{ start = 2022-04-01, end = 2023-03-31 }}
data_cut_off = 2023-03-31
profile = "{profile}"
marking = "OFFICIAL-SENSITIVE"
{more}
"""
FORCES = {"kent": (120, 900), "essex": (150, 1000), "surrey": (80, 700), "dorset": (60, 500), "suffolk": (90, 800), "norfolk": (70, 650)}


def a_table(folder, leavers, officers, *, hidden=False, keys=(), extra=()):
    """A released table as a pack has it: everybody's year and three years, and women's year."""
    folder.mkdir(parents=True, exist_ok=True)
    base = {"period_end": "2023-03-31", "characteristic": "sex", "rank_band": "All"}
    rows = [
        base | {"window": "12m", "period_start": "2022-04-01", "group": "All", "numerator": leavers, "denominator": officers, "status": "shown"},
        base | {"window": "36m", "period_start": "2020-04-01", "group": "All", "numerator": 3 * leavers, "denominator": 3 * officers, "status": "shown"},
        base | {"window": "12m", "period_start": "2022-04-01", "group": "Female", "numerator": 9, "denominator": 99, "status": "shown"},
        *extra,
    ]
    frame = pd.DataFrame(rows)
    if hidden:
        frame.loc[frame["group"].eq("Female"), ["numerator", "denominator", "status"]] = [None, None, "hidden"]
    frame.to_csv(folder / "turnover.csv", index=False)
    about = {"measure": "turnover_start_headcount_ex_transfers", "missing": None, "shape": "counts", "keys": list(keys)}
    (folder / "turnover.json").write_text(json.dumps(about))


@pytest.fixture
def plan(tmp_path, root):
    """Six forces with a pack each, and a project for all of them."""
    lines = []

    def project(name, more, profile="board"):
        (tmp_path / name / "data/cycles").mkdir(parents=True)
        (tmp_path / name / "data/cycles/2023-04.toml").write_text(CYCLE.format(profile=profile, more=more))
        return f'cycle = "2023-04"\ndata_dir = "{name}/data"\noutputs_dir = "{name}/outputs"\n'

    for name, (leavers, officers) in FORCES.items():
        lines.append(f'[[force]]\nname = "{name.title()}"\n' + project(name, f'force = "{name}"'))
        a_table(tmp_path / name / "outputs/2023-04/tables", leavers, officers, hidden=name == "dorset")
        (tmp_path / name / "outputs/2023-04/manifest.json").write_text("{}")
    lines.append("[national]\n" + project("national", ""))
    shutil.copytree(root / "data/reference", tmp_path / "national/data/reference")
    (tmp_path / "forces.toml").write_text("\n".join(lines))
    return tmp_path / "forces.toml"


def joined(plan):
    read = read_plan(plan)
    write_together(read.tasks, read.national)
    return pd.read_csv(plan.parent / "national/data/raw/2023-04/other_forces.csv")


def test_what_is_shown_is_there_and_what_is_hidden_is_not(plan):
    table = joined(plan)
    everybody = table[table["group"].eq("All")].set_index("force")
    assert everybody[["count", "base"]].apply(tuple, axis=1).to_dict() == {f"{name.title()}": counts for name, counts in FORCES.items()}
    assert set(everybody["characteristic"]) == {"all"} and set(table["series"]) == {"leavers"} and set(table["period_start"]) == {"2022-04-01"}
    assert set(table.loc[table["group"].eq("Female"), "force"]) == {name.title() for name in FORCES} - {"Dorset"}


def test_page_15_of_the_project_shows_them_and_says_whose_figures_they_are(plan):
    joined(plan)
    force = ei.force("2023-04", data_dir=plan.parent / "national/data", outputs_dir=plan.parent / "national/outputs")
    shown = force.ask("force_leaving_rate").release()
    table = shown.table.set_index("group")
    assert table.loc["Kent", ["numerator", "denominator"]].tolist() == [120, 900]
    assert table.loc["All", "numerator"] == sum(leavers for leavers, _ in FORCES.values())
    notes = " ".join(shown.definition.notes)
    assert "The pack of cycle 2023-04" in notes and "Published figures" not in notes and "the total is of the forces shown" in notes
    assert force.ask("force_women_officers").missing is not None


def test_the_same_packs_leave_the_file_as_it_is(plan):
    joined(plan)
    path = plan.parent / "national/data/raw/2023-04/other_forces.csv"
    before = path.stat().st_mtime_ns
    joined(plan)
    assert path.stat().st_mtime_ns == before


def test_only_the_whole_of_a_table_that_is_split_further_is_taken(plan):
    tables = plan.parent / "kent/outputs/2023-04/tables"
    part = {"period_end": "2023-03-31", "characteristic": "sex", "rank_band": "Constable", "window": "12m", "period_start": "2022-04-01", "group": "All"}
    a_table(tables, 120, 900, keys=["rank_band"], extra=[part | {"numerator": 50, "denominator": 600, "status": "shown"}])
    assert joined(plan).set_index(["force", "group"]).loc[("Kent", "All"), "count"] == 120
    a_table(tables, 120, 900, keys=[], extra=[part | {"numerator": 50, "denominator": 600, "status": "shown"}])  # two counts of everybody: which one?
    assert "Kent" not in set(joined(plan)["force"])


BOARD, PUBLIC = 'profile = "board"\nmarking = "OFFICIAL-SENSITIVE"', 'profile = "public"\nmarking = "OFFICIAL"'


def test_where_no_pack_shows_anything_nothing_is_written(plan):
    for name in FORCES:
        shutil.rmtree(plan.parent / name / "outputs/2023-04/tables")
    with pytest.raises(DataFault, match="no pack shows a figure"):
        joined(plan)
    assert not (plan.parent / "national/data/raw").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((BOARD, PUBLIC), "Kent, 2023-04 is for profile public and .national. for board"),
        (('force = "kent"', 'force = "kent"\ndata = "demo"'), "Kent, 2023-04 is a demonstration"),
        (('force = "kent"', 'force = "utopia"'), "'utopia' is no police force"),
        (('force = "kent"', 'force = "essex"'), "two packs of Essex show different counts of one period"),
    ],
)
def test_packs_that_do_not_go_together_are_refused_and_the_cure_works(plan, change, said):
    path = plan.parent / "kent/data/cycles/2023-04.toml"
    sound = path.read_text()
    path.write_text(sound.replace(*change))
    with pytest.raises(DataFault, match=said):
        joined(plan)
    assert not (plan.parent / "national/data/raw").exists()
    path.write_text(sound)
    joined(plan)


def test_where_packs_stand_only_that_of_all_is_made(plan, monkeypatch, capsys):
    made = []
    monkeypatch.setattr(many_packs, "make", lambda task: made.append(task) or many_packs.Outcome(task, many_packs.MADE, 1.0))
    shutil.rmtree(plan.parent / "surrey/outputs")  # it has no pack
    assert many_packs.run_many(read_plan(plan), "none") == ["1 packs: 1 made, 0 as they were."]
    assert [(task.name, task.notebooks) for task in made] == [("All forces together, 2023-04", ("15-other-forces",))]
    assert "9 figures of 5 forces" in capsys.readouterr().err
    assert many_packs.run_many(read_plan(plan), "print")[-1].endswith("forces.toml --scheduler none")


def test_a_plan_without_it_says_what_to_add(plan):
    plan.write_text(plan.read_text().partition("[national]")[0])
    with pytest.raises(UsageError, match=r"add \[national\]"):
        many_packs.run_many(read_plan(plan), "none")


def test_what_is_wrong_with_it_is_told(plan):
    plan.write_text(plan.read_text().partition("[national]")[0] + '[national]\ncycle = ["2023-04"]\n')
    with pytest.raises(DataFault, match=r"\[national\] is not one project with one cycle"):
        read_plan(plan)
    plan.write_text(plan.read_text().partition("[national]")[0] + '[national]\ncycle = "2023-04"\ndata = "x"\n')
    with pytest.raises(DataFault, match=r"(?s)\[national\] has a key 'data'.*\[national\] has no data_dir"):
        read_plan(plan)
