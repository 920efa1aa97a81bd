"""Month files are found wherever they lie, told apart by force, and read once each, in order."""

import zipfile

import pytest

from eianalysis.errors import UsageError
from eianalysis.sources.months import EVERY_FORCE, find_months, of_force, read_months


def name(force, month="2023-01"):
    return f"{month}-{force}-stop-and-search.csv"


@pytest.fixture
def files(tmp_path):
    """Month files of two forces and one whose name says nothing, each with a row of its own."""
    paths = [tmp_path / each for each in (name("surrey", "2023-02"), name("surrey"), name("kent"), "export.csv")]
    for path in paths:
        path.write_text(f"Type\n{path.name}\n")
    return paths


def test_an_archive_that_is_named_gives_its_month_files_in_order(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for member in ("b/" + name("surrey"), "a/" + name("kent"), "read me.txt", "__MACOSX/" + name("kent")):
            archive.writestr(member, "Type\n")
    found = find_months(tmp_path / "all.zip")
    assert [(each.force, each.month, each.member) for each in found] == [("kent", "2023-01", "a/" + name("kent")), ("surrey", "2023-01", "b/" + name("surrey"))]
    assert find_months([tmp_path, tmp_path / "all.zip"]) == found, "met in its folder and named besides"


def test_every_force_is_all_files_and_each_says_of_which_it_is(files):
    named = find_months(files[:3])
    assert of_force(named, EVERY_FORCE) == named
    with pytest.raises(UsageError, match="the name of 'export.csv' does not say which force it is of"):
        of_force(find_months(files), EVERY_FORCE)


def test_a_file_without_a_force_is_of_the_one_asked_for_and_of_none_of_two(files):
    assert [(each.name, each.force) for each in of_force(find_months(files), "kent")] == [(name("kent"), "kent"), ("export.csv", "kent")]
    with pytest.raises(UsageError, match="several forces are asked for"):
        of_force(find_months(files), ["kent", "surrey"])
    assert len(of_force(find_months(files[:3]), ["kent", "surrey"])) == 3


def test_months_are_read_in_order_of_force_and_month(files):
    assert [each.file.name for each in read_months(find_months(files))] == ["export.csv", name("kent"), name("surrey"), name("surrey", "2023-02")]


def test_months_of_several_archives_are_read_in_order_whatever_the_archives_are_called(tmp_path):
    for archive, month in (("a.zip", "2023-02"), ("b.zip", "2023-01")):
        with zipfile.ZipFile(tmp_path / archive, "w") as made:
            made.writestr(name("kent", month), "Type\n")
    assert [each.file.month for each in read_months(find_months(tmp_path))] == ["2023-01", "2023-02"]
