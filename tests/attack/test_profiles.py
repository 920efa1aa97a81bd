"""The board's pack beside the public one: exact counts and rounded ones of the same people, whichever was issued first."""

import csv
import random

import pytest

from eianalysis.report.new_cycle import new_cycle

from .packs import BOARDS, changed, drawn, fresh_seed, handed_out, made
from .test_packs import few

pytestmark = pytest.mark.slow
PAGES = ("06-retention", "07-conduct", "10-surveys", "07c-complaints", "08b-force-and-samples")
PROFILES = ("board", "public")


def issued_under(data, profiles, pages=()):
    """The pack of one cycle under one profile after the other, each planned beside those before."""
    folders = []
    for profile in profiles:
        changed(data, BOARDS[1], (r'(?m)^profile = "\w+"', f'profile = "{profile}"'))
        folders.append(handed_out(data, BOARDS[1], made(data, BOARDS[1], pages)))
    return folders


def test_a_page_for_the_board_and_one_for_the_public_tell_nothing_together(tmp_path):
    seed = fresh_seed()
    rng = random.Random(seed)
    pages, order = (rng.choice(PAGES),), rng.sample(PROFILES, 2)
    assert few(*issued_under(drawn(tmp_path, seed), order, pages), enough=10) == [], (pages, order)


@pytest.mark.proof
@pytest.mark.parametrize("order", [PROFILES, PROFILES[::-1]], ids=" first, then ".join)
@pytest.mark.parametrize("seed", (3001, 3002, 3003))
def test_nor_do_two_packs(seed, order, tmp_path):
    first, second = issued_under(drawn(tmp_path, seed), order)
    assert few(first) == [] and few(second) == [] and few(first, second) == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", (4101, 4102))
def test_a_publication_with_the_whole_list_of_ethnicity_tells_nothing(seed, tmp_path):
    """Its five groups are made of the eighteen, and who did not say stands together in one part and apart in another."""
    data = drawn(tmp_path, seed)
    new_cycle("publication-2024", BOARDS[2], data, kind="publication")
    tables = made(data, "publication-2024")
    shown = {row["characteristic"] for row in csv.DictReader((tables / "workforce_by_group.csv").read_text(encoding="utf-8").splitlines())}
    assert {"ethnicity_18", "ethnicity_5"} <= shown and few(tables) == []
