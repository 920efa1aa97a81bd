"""The table of what every force's published searches can say: as the script makes it, and without a rate that is none."""

import pandas as pd
import pytest

from eianalysis.sources import read_stop_search

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def committed(root):
    return pd.read_csv(root / "docs/force-quality.csv").set_index("force")


@pytest.mark.parametrize("force", ["wiltshire", "durham", "suffolk"])
def test_a_row_is_what_the_script_makes_of_the_files(committed, docs_script, shared, tmp_path, force):
    for archive in (shared / "public-data/stop-search").glob("all-other-forces-*.zip"):
        (tmp_path / archive.name).symlink_to(archive)
    made = pd.DataFrame([docs_script("force_quality").row(force, tmp_path)]).set_index("force").loc[force]
    for name, value in made.items():
        shown = committed.loc[force, name]
        assert value == shown or (value in (None, "") or pd.isna(value)) and pd.isna(shown), name


@pytest.mark.parametrize("force", ["wiltshire", "durham"])
def test_how_alike_searches_of_one_incident_are_is_what_the_script_makes(root, docs_script, shared, force):
    committed = pd.read_csv(root / "docs/verdict-incidents.csv").set_index("force").loc[force]
    frame = read_stop_search(sorted((shared / "public-data/stop-search").glob("all-other-forces-*.zip")), force).frame
    assert docs_script("verdict_incidents").row(frame) == pytest.approx(committed.to_dict())


def test_no_rate_stands_where_nothing_says_no(committed):
    """A find rate of 100% is a field that is filled in for a yes only."""
    assert len(committed) == 42
    assert committed["found_and_action"].dropna().between(5, 50).all() and committed["found"].dropna().lt(95).all()
    none = committed["link_known"].lt(1)
    assert committed.loc[none, ["found_and_action", "found"]].isna().all(axis=None)
