"""How many people live in the City is said alike everywhere, with the sum of the groups that the tables show."""

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("docs/methods.md", "docs/city-population.md", "docs/examples/use-of-force.md", "docs/examples/published-searches.md")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_the_residents_and_the_sum_of_their_groups_as_the_reference_does(page):
    rows = list(csv.DictReader((ROOT / "data/reference/benchmarks.csv").read_text().splitlines()))
    groups = sum(int(row["count"]) for row in rows if (row["population"], row["characteristic"]) == ("City of London residents", "ethnicity_5"))
    note = next(" ".join(row.values()) for row in rows if row["population"] == "City of London residents")
    people, added = re.search(r"([\d,]+) people live in the City of London \(their detailed groups add up to ([\d,]+)\)", note).groups()
    assert added == f"{groups:,}"
    assert set(re.findall(r"8,58\d", (ROOT / page).read_text())) == {people, added}
