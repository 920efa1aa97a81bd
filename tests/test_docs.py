"""The pages in docs do what they say: their Python runs, in order, and their links lead somewhere."""

import re
import tomllib
from pathlib import Path

import pytest

import eianalysis
from eianalysis import stats
from eianalysis.schema import TABLES

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


@pytest.mark.parametrize("page", ["tutorial.md", "how-to.md"])
def test_the_python_of_a_page_runs_from_top_to_bottom(page, root, tmp_path, monkeypatch):
    """In a folder that has all the project has, so that what a page writes stays there."""
    for each in root.iterdir():
        if each.name != "outputs" and not each.name.startswith("."):
            (tmp_path / each.name).symlink_to(each)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), flags=re.S)
    assert blocks
    told = {}
    for block in blocks:
        exec(compile(block, page, "exec"), told)  # noqa: S102 - our own pages


def test_the_tutorials_two_answers_are_what_it_says(root, monkeypatch):
    monkeypatch.chdir(root)
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.S)
    told = {}
    exec(compile(blocks[0], "tutorial.md", "exec"), told)
    assert "Hidden, because small numbers could tell about a person" in str(told["ei"].findings(told["answer"]))
    exec(compile(blocks[1], "tutorial.md", "exec"), told)
    assert "female officers left" in str(told["ei"].findings(told["answer"]))


@pytest.mark.parametrize("page", [*PAGES, DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md"], ids=lambda path: path.name)
def test_links_lead_to_files_and_headings(page):
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, heading = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{page.name} links to {target}, which is not there"
        if heading and there.suffix == ".md":
            slugs = {
                re.sub(r"[^\w -]", "", line.lstrip("# ").casefold()).strip().replace(" ", "-")
                for line in there.read_text(encoding="utf-8").splitlines()
                if line.startswith("#")
            }
            assert heading in slugs, f"{page.name}: no heading for {target}"


def test_no_page_or_source_cites_a_document_that_is_not_here(root):
    """Whoever checks a statement must be able to look it up: in docs/methods.md, or in what was published."""
    absent = re.compile("|".join(rf"\b{name.upper()}\b" for name in ("methods", "domain", "design", "style-examples")))
    places = [*root.glob("*.md"), *(root / "notebooks").glob("*.ipynb")]
    places += [path for folder in ("eianalysis", "docs", "tests", "benchmarks") for kind in ("*.py", "*.md") for path in (root / folder).rglob(kind)]
    cited = [f"{path.relative_to(root)}: {found[0]}" for path in places for found in absent.finditer(path.read_text(encoding="utf-8"))]
    assert not cited


def test_who_would_change_the_code_is_led_to_the_walk_the_rooms_and_one_part_of_the_tests(root):
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "architecture.md#the-walk-of-one-row" in text and "architecture.md#the-layers" in text
    assert all((root / part).is_file() for part in re.findall(r"pytest -q (tests/\S+)", text)) and "pytest -q tests/" in text
    licence = (root / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("MIT License") and "Open Government Licence" in licence


def test_every_table_of_people_is_named_where_data_protection_is_assessed():
    about = {"person_ref", "respondent_ref", "subject_ref", "complainant_ref", "sex", "perceived_sex", "ethnicity_5"}
    people = {table.name for table in TABLES.values() if about & set(table.names)}
    text = (DOCS / "data-protection.md").read_text(encoding="utf-8")
    assert len(people) > 20 and {name for name in people if f"`{name}`" not in text} == set()


def test_the_changelog_is_by_version_and_dated_and_the_version_is_everywhere_the_same(root):
    """The form of Keep a Changelog; what comes next stands above the newest version, which is the package's."""
    lines = (root / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    versions = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    dated = [re.fullmatch(r"(\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)", line) for line in versions[1:]]
    assert versions[0] == "Unreleased" and all(dated)
    assert sorted((found[2] for found in dated), reverse=True) == [found[2] for found in dated]
    assert {line for line in lines if line.startswith("### ")} <= {"### Added", "### Changed", "### Fixed", "### Removed", "### Security"}
    cited = re.search(r"^version: (.+)\ndate-released: (.+)$", (root / "CITATION.cff").read_text(encoding="utf-8"), flags=re.M)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert cited.groups() == dated[0].groups() and project["version"] == eianalysis.__version__ == dated[0][1]


def test_each_statistic_has_its_name_its_source_and_its_trap():
    """Whoever cites a figure finds where its method is from, and what it cannot say."""
    rows = (DOCS / "methods.md").read_text(encoding="utf-8").partition("## Each statistic")[2].splitlines()
    told = {row.split("|")[1].strip(" `"): [part.strip() for part in row.strip("| ").split(" | ")] for row in rows if row.startswith("| `")}
    assert set(told) == set(stats.__all__)
    assert all(len(parts) == 4 and all(parts) for parts in told.values())
