"""A publication: its cycle file, which notebooks are its pages, and page 14 made of the demo under the public profile."""

import json
import shutil
from datetime import date
from io import BytesIO

import nbformat
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from eianalysis.cycle import load_cycle
from eianalysis.cycle_sense import next_publication
from eianalysis.errors import DataFault, UsageError
from eianalysis.report.duties import duties
from eianalysis.report.fold import count_words
from eianalysis.report.new_cycle import new_cycle
from eianalysis.report.notebooks import all_notebooks, kinds_of, notebooks_of, select
from eianalysis.vocabulary import STAFF_BANDS, UNDECLARED
from tests import made
from tests.report.project import FIGURE, RELEASE, Project, notebook

PAGE = "14-published-equality"
CYCLE = "publication-2024"
#: The tables of everybody, and what stands side by side in each.
PARTED = {"workforce": "worker_type", "ranks": "rank_band", "grades": "rank_band", "joiners": "worker_type", "leavers": "worker_type"}


@pytest.fixture
def data(root, tmp_path):
    (tmp_path / "cycles").mkdir()
    shutil.copy(root / "data/cycles/2023-04.toml", tmp_path / "cycles")
    return tmp_path


def put(data, name, text):
    (data / "cycles" / f"{name}.toml").write_text(text, encoding="utf-8")


# The cycle file


def test_a_publication_is_of_the_same_data_by_the_rules_for_everybody(data):
    said = new_cycle(CYCLE, "2023-04", data, kind="publication")
    old, new = load_cycle("2023-04", data_dir=data), load_cycle(CYCLE, data_dir=data)
    assert (new.kind, new.profile, new.marking, new.publish_by) == ("publication", "public", "OFFICIAL", date(2024, 3, 30))
    assert not new.for_board and old.for_board and old.kind == "board" and old.publish_by is None
    for name in ("period_start", "period_end", "data_cut_off", "previous_cycle", "reference", "primary_comparisons", "contact", "as_written", "data"):
        assert getattr(new, name) == getattr(old, name), name
    assert "30 March 2024" in said[0] and "publish_by = 2024-03-30  # check" in (data / f"cycles/{CYCLE}.toml").read_text()


def test_what_is_said_of_the_boards_notebooks_is_left_behind(data):
    text = (data / "cycles/2023-04.toml").read_text()
    put(
        data,
        "2023-04",
        f'{text}\n[notebooks]\nrun = [\n  "06-retention",\n]\n[notebooks.06-retention]\njoined_from = "1990-01-01"\n[limits]\ncell_minutes = 9\n',
    )
    new_cycle(CYCLE, "2023-04", data, kind="publication")
    new = load_cycle(CYCLE, data_dir=data)
    assert not new.notebooks and new.limits == {"cell_minutes": 9} and new.reference["sex"] == "Male"


def test_the_next_publication_is_a_year_on(data):
    new_cycle(CYCLE, "2023-04", data, kind="publication")
    new_cycle("publication-2025", CYCLE, data, months=12)
    new = load_cycle("publication-2025", data_dir=data)
    assert (new.kind, new.publish_by, new.period_end, new.previous_cycle) == ("publication", date(2025, 3, 30), date(2024, 3, 31), CYCLE)
    text = (data / "cycles/publication-2025.toml").read_text()
    assert text.count("publish_by") == 1 == text.count("# A publication") and text.count("kind =") == 1


def test_the_day_to_publish_by_is_the_next_30_march():
    days = (date(2023, 3, 31), date(2023, 3, 30), date(2023, 3, 29), date(2022, 12, 31))
    assert [next_publication(day).year for day in days] == [2024, 2024, 2023, 2023]


def test_kinds_that_are_none_are_refused(data):
    with pytest.raises(UsageError, match="no kind of cycle 'publicaton'; did you mean 'publication'"):
        new_cycle(CYCLE, "2023-04", data, kind="publicaton")
    new_cycle(CYCLE, "2023-04", data, kind="publication")
    with pytest.raises(UsageError, match="a board cycle is made from a board cycle"):
        new_cycle("2024-04", CYCLE, data, months=3, kind="board")


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('kind = "publication"', 'kind = "publicaton"', "did you mean 'publication'"),
        ('profile = "public"', 'profile = "board"', "profile is 'board' in a publication"),
        ('marking = "OFFICIAL"', 'marking = "OFFICIAL-SENSITIVE"', "what anybody may read is marked OFFICIAL"),
        ("publish_by = 2024-03-30", "publish_by = 2023-03-30", "it should be: 2024-03-30, perhaps"),
        ('kind = "publication"', "", "publish_by 2024-03-30 is of a publication"),
    ],
)
def test_a_file_that_is_no_publication_is_told(data, was, now, said):
    new_cycle(CYCLE, "2023-04", data, kind="publication")
    text = (data / f"cycles/{CYCLE}.toml").read_text()
    assert was in text
    put(data, CYCLE, text.replace(was, now))
    with pytest.raises(DataFault) as refused:
        load_cycle(CYCLE, data_dir=data)
    assert said in str(refused.value)


# Which notebooks are its pages


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path / "project")
    project.add("06-retention", "# Who leaves?", "print('six')")
    page = notebook("# What do we publish?", "print('all of it')")
    page.metadata["eianalysis"] = {"kind": "publication"}
    nbformat.write(page, project.folder / "notebooks" / "14-published.ipynb")
    project.cycle("publication", "public", "OFFICIAL", 'kind = "publication"')
    return project


def test_a_cycle_has_the_pages_of_its_kind(project):
    folder, data = project.folder / "notebooks", project.folder / "data"
    board, publication = (load_cycle(name, data_dir=data) for name in ("2023-04", "publication"))
    assert list(select(folder, board)) == ["06-retention"] and list(select(folder, publication)) == ["14-published"]
    assert list(select(folder, publication, ["14"])) == ["14-published"]
    with pytest.raises(UsageError, match="14-published is a page of cycles of kind 'publication', and 2023-04 is of kind 'board'"):
        select(folder, board, ["14"])
    project.cycle("publication", "public", "OFFICIAL", 'kind = "publication"\n[notebooks]\nrun = ["06-retention"]')
    with pytest.raises(DataFault, match="06-retention is a page of cycles of kind 'board'"):
        select(folder, load_cycle("publication", data_dir=data))
    (folder / "14-published.ipynb").unlink()
    with pytest.raises(UsageError, match="no notebook here is a page of a cycle of kind 'publication'"):
        select(folder, publication)


def test_each_run_makes_its_own_pages_and_misses_none(project):
    for cycle, page, other in (("2023-04", "06-retention", "14-published"), ("publication", "14-published", "06-retention")):
        code, _, err = project("run", cycle)
        assert code == 0, err
        files = project.files(f"outputs/{cycle}")
        assert f"{page}.html" in files and f"{other}.html" not in files
        assert b"Part of a pack" not in files["index.html"] and other.encode() not in files["index.html"]
    front = project.files("outputs/publication")["index.html"].decode()
    assert "<h1>Published equality information</h1>" in front and "Strategic Management Board" not in front and "30 March 2024" in front
    told = json.loads(project.files("outputs/publication")["manifest.json"])["cycle"]
    assert (told["kind"], told["publish_by"]) == ("publication", "2024-03-30")
    assert "kind" not in json.loads(project.files()["manifest.json"])["cycle"]
    code, _, err = project("run", "2023-04", "--notebooks", "14")
    assert code == 2 and "is a page of cycles of kind 'publication'" in err


def test_the_committed_notebooks_are_the_boards_and_one_more(root):
    folder = root / "notebooks"
    assert {name for name, path in all_notebooks(folder).items() if "board" not in kinds_of(path)} == {PAGE}
    assert list(notebooks_of(folder, "publication")) == [PAGE] and PAGE not in notebooks_of(folder, "board")


# The duty of each table


def cells(*parts):
    """Markdown, or the measures that a cell of code shows."""
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append({"cell_type": "markdown", "source": part})
        else:
            shown = "".join(f"<dl><dt>Measure</dt><dd>{measure}</dd></dl>" for measure in part)
            made.append({"cell_type": "code", "source": "", "outputs": [{"output_type": "display_data", "data": {"text/html": shown}}]})
    return {"cells": made}


def test_a_table_serves_the_duty_of_the_section_that_shows_it_first():
    said = "## Who?\n\nDuty: to tell. Source: regulation 4."
    page = cells("# Page", ("before",), said, ("one", "two"), "More of it.", ("three",), "## Other", ("four",), "## Again\n\nDuty: another.", ("one",))
    assert duties(page) == dict.fromkeys(("one", "two", "three"), "Duty: to tell. Source: regulation 4.")


SHOWS = """save(released(shown=(10, 65), profile="public"), load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir))
told = "<dl><dt>Measure</dt><dd>leavers</dd></dl>"
noted({"text/html": told, "text/plain": "<IPython.core.display.HTML object>"})
HTML(told)"""


def test_the_duty_goes_with_the_description_and_the_sheet_of_its_table(project):
    page = notebook("# Q", RELEASE, FIGURE, "## Who?\n\nDuty: to tell. Source: regulation 4.", SHOWS)
    page.metadata["eianalysis"] = {"kind": "publication"}
    nbformat.write(page, project.folder / "notebooks" / "14-published.ipynb")
    code, _, err = project("run", "publication")
    assert code == 0, err
    files = project.files("outputs/publication")
    assert json.loads(files["tables/leavers.json"])["duty"] == "Duty: to tell. Source: regulation 4."
    book = openpyxl.load_workbook(BytesIO(files["publication-tables.xlsx"]))
    assert any("Duty: to tell. Source: regulation 4." == cell for sheet in book for row in sheet.values for cell in row)


# Page 14 of the demo


@pytest.fixture(scope="module")
def publication_pack():
    return made.pack_of_kind("publication", CYCLE)


@pytest.mark.slow
def test_the_pack_is_the_page_its_tables_and_what_says_of_them(publication_pack):
    assert {path.name for path in publication_pack.glob("*.html")} == {"index.html", f"{PAGE}.html", "about.html"}
    assert (publication_pack / f"{CYCLE}-tables.xlsx").exists() and len(list((publication_pack / "tables").glob("*.csv"))) >= 14


@pytest.mark.slow
def test_every_table_is_of_the_public_profile(publication_pack):
    for path in sorted((publication_pack / "tables").glob("*.csv")):
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert about["policy"]["profile"] == "public", path.name
        table = pd.read_csv(path)
        if "numerator" in table and "rate" in table:
            for column in ("numerator", "denominator"):
                counts = table.loc[table["status"] != "hidden", column].dropna()
                assert (counts % 5 == 0).all(), f"{path.name} {column}"
            assert table.loc[table["denominator"] < 20, "rate"].isna().all()
            assert table.loc[table["status"] == "hidden", ["numerator", "rate"]].isna().all(axis=None)


@pytest.mark.slow
def test_the_page_names_its_duties_and_keeps_its_length(publication_pack):
    page = (publication_pack / f"{PAGE}.html").read_text(encoding="utf-8")
    sections = [each for each in page.split("<h2")[1:] if "Open the box" not in each]
    assert len(sections) == 7 and all("Duty:" in each and "2017 Regulations, regulation" in each for each in sections)
    assert "section 149" in page and "Schedule 2" in page and "[K] unconfirmed" in page and "pay gap" in page
    assert count_words(page[page.index("<body") :]) <= 900
    assert "Strategic Management Board" not in page and "OFFICIAL-SENSITIVE" not in page
    assert "Who works for the force" in page and "Our equality objectives and how they stand" in page


@pytest.mark.slow
def test_the_workforce_is_published_whole(publication_pack):
    """Every kind of worker that the data have, every group of each list, the reference and those who did not say among them."""
    table = pd.read_csv(publication_pack / "tables/workforce_by_group.csv")
    own = table["characteristic"].eq("gender_reassignment")
    assert set(table.loc[own, "worker_type"]) == {"All"}  # told of the whole force only
    assert set(table.loc[~own, "worker_type"]) == {
        "Police officer",
        "Police staff",
        "Police community support officer",
        "Special constable",
        "Police support volunteer",
    }
    assert set(table["characteristic"]) == {"age_band", "disability", "ethnicity_5", "gender_reassignment", "marital", "religion", "sex", "sexual_orientation"}
    officers = table[table["worker_type"].eq("Police officer")].set_index(["characteristic", "group"])
    for row in (("ethnicity_5", "White"), ("sex", "Male"), ("religion", "Christian"), ("disability", "Not disabled")):
        assert officers.loc[row, "status"] == "shown", row
    assert any(group in UNDECLARED for _, group in officers.index)
    for path in (publication_pack / "tables").glob("*.json"):
        assert "2017 Regulations, regulation" in json.loads(path.read_text(encoding="utf-8"))["duty"], path.name
    about = json.loads((publication_pack / "tables/workforce_by_group.json").read_text(encoding="utf-8"))
    assert any("pregnancy and maternity" in note for note in about["definition"]["notes"])
    ranks, grades = (pd.read_csv(publication_pack / f"tables/{name}_by_group.csv") for name in ("ranks", "grades"))
    assert {"Sergeant", "Constable"} < set(ranks["rank_band"]) and set(grades["rank_band"]) == set(STAFF_BANDS)


@pytest.mark.slow
def test_the_page_has_every_row_and_column_of_the_tables(publication_pack):
    """What a reader sees, not only the files: a group all of whose figures are hidden has its row, a kind its column."""
    page = BeautifulSoup((publication_pack / f"{PAGE}.html").read_text(encoding="utf-8"), "html.parser")
    for name, key in PARTED.items():
        released = pd.read_csv(publication_pack / f"tables/{name}_by_group.csv")
        for characteristic, rows in released.groupby("characteristic"):
            heads = {f"{part}: % (number)" for part in rows[key]}
            wanted = (heads, set(rows["group"]))
            seen = [
                ({th.get_text() for th in each.select("thead th")} - {"Group"}, {th.get_text() for th in each.select("tbody th")})
                for each in page.select("table.ei")
            ]
            assert wanted in seen, (name, characteristic)
    cells = [cell.get_text() for each in page.select("table.ei") if "% (number)" in each.thead.get_text() for cell in each.select("td")]
    assert cells and not any("%" in cell for cell in cells)


@pytest.mark.slow
def test_no_two_shown_groups_leave_a_hidden_one_alone(publication_pack):
    """In each part of each list: nothing hidden, or more than one."""
    for name, key in PARTED.items():
        table = pd.read_csv(publication_pack / f"tables/{name}_by_group.csv")
        for part, rows in table.groupby([key, "characteristic"]):
            if not rows.loc[rows["group"].eq("All"), "status"].eq("hidden").any():
                assert rows["status"].eq("hidden").sum() != 1, (name, part)


@pytest.mark.slow
def test_the_notebook_is_as_short_as_it_may_be(root):
    cells = json.loads((root / "notebooks" / f"{PAGE}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert len(cells) <= 25
