"""Other forces on the strips of the front: which rows have ticks, where they stand, what is said of them, and that the sheet stays one."""

import re
from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.measures.elsewhere import Elsewhere
from eianalysis.report.clearest import ranked
from eianalysis.report.front import MOST_WORDS, front_facts, front_html, read
from eianalysis.report.front_differences import HEIGHT, strip
from eianalysis.report.front_peers import caption, period, said
from eianalysis.report.front_words import words_of
from eianalysis.report.page import Link
from eianalysis.report.released_tables import read_table
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable
from tests.builders import CYCLE
from tests.report.pages import faults
from tests.report.test_clearest import ALLEGED, LEAVING, measures, pair, table  # noqa: F401 (fixtures)
from tests.report.test_front import PAGES, fullest, sheets

FINDS = "search_outcome_test"
DAYS = {"start": "2021-04-01", "end": "2022-03-31"}
ELSEWHERE = {"Kent": (20, 100), "Surrey": (26, 200), "Essex": (21, 100), "City of London": (90, 100)}


@pytest.fixture(scope="module")
def cycle():
    """The cycle of the demo as if it were of a real force: an invented one has no other forces beside it."""
    return replace(load_cycle("2023-04"), data="real")


def published(series="leavers", column="ethnicity_2", group="Ethnic minorities", reference="White", several=None, start=DAYS["start"], end=DAYS["end"]):
    """Published counts as they are read: of each force the group's, and 10 of 100 of its reference."""
    several = ELSEWHERE if several is None else several
    rows = [
        {"force": name, "series": series, "characteristic": column, "group": each, "count": cases, "base": base}
        for name, own in several.items()
        for each, (cases, base) in ((group, own), (reference, (10, 100)))
    ]
    frame = pd.DataFrame(rows).assign(period_start=pd.Timestamp(start) if start else pd.NaT, period_end=pd.Timestamp(end))
    return TypedTable("other_forces", frame, (Source("other_forces", "reference/other_forces.csv", "", len(frame), "real"),))


def shown(cycle, measures, tables, other_forces):  # noqa: F811
    return front_facts(cycle, tables, ranked(tables, measures), [], other_forces=other_forces)


def found(*ratios, start="2020-07-01", end="2020-09-30"):
    return Elsewhere(ratios, pd.Timestamp(start) if start else None, pd.Timestamp(end))


# --- which rows have them --------------------------------------------------------------------------------------------------


def test_a_row_whose_measure_is_published_of_every_force_has_a_tick_for_each(cycle, measures, table):  # noqa: F811
    facts = shown(cycle, measures, table(LEAVING, pair(60, 600, 60, 1000)), published())
    (row,) = facts["differences"]
    assert row["strip"].count('class="peer"') == 3  # the City itself is not among them
    assert "; other forces, April 2021 to March 2022: 1.3 to 2.1 times, the middle one 2.0" in row["strip"]
    assert facts["peers"] == "Ticks: published figures of 3 other forces, April 2021 to March 2022."


def test_an_invented_force_stands_beside_no_real_one(cycle, measures, table):  # noqa: F811
    tables = table(LEAVING, pair(60, 600, 60, 1000))
    facts = shown(replace(cycle, data="demo"), measures, tables, published())
    assert facts["peers"] == "" and facts["differences"][0]["elsewhere"] is None and "other force" not in str(facts["differences"])


def test_the_most_similar_forces_are_thick_and_said(cycle, measures, table):  # noqa: F811
    facts = shown(replace(cycle, similar_forces=("kent", "essex", "gwent")), measures, table(LEAVING, pair(60, 600, 60, 1000)), published())
    (row,) = facts["differences"]
    assert row["strip"].count('class="peer"') == 3 and row["strip"].count('class="alike"') == 2
    assert "the middle one 2.0; of the most similar: 2.0 and 2.1" in row["strip"]
    assert facts["peers"].endswith("April 2021 to March 2022. Thick: the most similar, as declared.")


def test_a_search_is_set_beside_searches_of_other_forces(cycle, measures, table):  # noqa: F811
    searched = table(FINDS, pair(60, 600, 160, 1000, column="officer_ethnicity", group="Black"))
    (row,) = shown(cycle, measures, searched, published("finds", "officer_ethnicity", "Black"))["differences"]
    assert row["strip"].count('class="peer"') == 3
    (row,) = shown(cycle, measures, searched, published("searches", "officer_ethnicity", "Black"))["differences"]
    assert 'class="peer"' not in row["strip"]


@pytest.mark.parametrize(
    "other",
    [
        None,
        published("searches"),
        published(column="sex", group="Female", reference="Male"),
        published(reference="Not White"),
        published(end="2023-04-01"),
        published(several={"City of London": (20, 100)}),
        published(several={"Kent": (4, 100), "Surrey": (5, 9)}),
    ],
)
def test_where_none_are_known_the_strip_is_as_it_was(cycle, measures, table, other):  # noqa: F811
    tables = table(LEAVING, pair(60, 600, 60, 1000))
    facts, before = (shown(cycle, measures, tables, each) for each in (other, None))
    assert facts["differences"][0]["strip"] == before["differences"][0]["strip"] and facts["peers"] == ""
    assert "other force" not in str(facts["differences"])


def test_a_measure_that_declares_no_series_has_none(cycle, measures, table):  # noqa: F811
    (row,) = shown(cycle, measures, table(ALLEGED, pair(60, 600, 60, 1000)), published())["differences"]
    assert row["elsewhere"] is None


def test_a_part_of_the_cases_other_workers_or_a_narrowed_force_is_nobodys_series(cycle, measures, table):  # noqa: F811
    tables = table(LEAVING, pair(60, 600, 60, 1000))
    for noun in ("police staff", "officers in unit TFG"):
        about = tables[LEAVING].about
        other = {LEAVING: replace(tables[LEAVING], about={**about, "definition": {**about["definition"], "noun": noun}})}
        assert shown(cycle, measures, other, published())["differences"][0]["elsewhere"] is None
    kinds = [pair(60, 600, 160, 1000, column="officer_ethnicity", group="Black", object=each) for each in ("Drugs", "Weapons")]
    (row,) = shown(cycle, measures, table(FINDS, *kinds, keys=["object"]), published("finds", "officer_ethnicity", "Black"))["differences"]
    assert row["elsewhere"] is None


# --- where they stand, and what is said ------------------------------------------------------------------------------------


def test_no_tick_touches_the_mark_or_the_range_and_all_lie_within():
    drawn = strip(1.5, 1.2, 2.0, found(0.01, 0.9, 1.5, 9.0))
    lowest_of_mark = HEIGHT / 2 + 6
    lines = re.findall(r'class="peer" x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)" y2="([\d.]+)"', drawn)
    assert len(lines) == 4 and all(float(y) > lowest_of_mark and float(foot) <= HEIGHT for _, _, y, foot in lines)
    at = [float(x) for x, *_ in lines]
    assert at == sorted(at) and (at[0], at[-1]) == (4.0, 196.0)  # what lies beyond the scale stands at its end
    assert drawn.index('class="peer"') < drawn.index('class="range"') < drawn.index('class="mark"')
    assert "0.01 to 9.0 times, the middle one 1.2" in drawn


def test_one_force_is_said_as_one():
    assert said(found(1.34)) == "one other force, July to September 2020: 1.3 times"
    assert caption([found(1.34)]) == "Ticks: published figures of 1 other force, July to September 2020."


def test_the_caption_is_said_once_of_all_rows():
    several = [found(1.0, 1.1, start=None, end="2022-03-31"), found(1.0, 1.2, 1.3), found(0.9, 1.1, 1.2)]
    assert caption(several) == "Ticks: published figures of 2 to 3 other forces, July to September 2020 and 31 March 2022."
    assert caption([]) == ""


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2020-07-01", "2020-07-31", "July 2020"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2019-12-01", "2020-02-29", "December 2019 to February 2020"),
        ("2020-07-01", "2020-09-29", "1 July 2020 to 29 September 2020"),
        (None, "2020-09-30", "30 September 2020"),
    ],
)
def test_a_period_is_said_as_months_or_days(start, end, words):
    assert period(found(1.0, start=start, end=end)) == words


# --- the sheet -------------------------------------------------------------------------------------------------------------


def sheet(cycle, measures, tables, other_forces):  # noqa: F811
    links = [Link(name, name) for name in PAGES]
    return front_html(cycle, links, tables, ranked(tables, measures), list(PAGES), synthetic=True, version="0", other_forces=other_forces)


def with_peers(measures, table):  # noqa: F811
    """The fullest register with a difference that has published peers, and those of 43 forces."""
    tables = fullest(table) | table(LEAVING, pair(90, 600, 60, 1000))
    names = [f"Force {number}" for number in range(43)]
    return tables, published(several={name: (5 + number, 100) for number, name in enumerate(names)})


def test_the_front_says_once_what_the_ticks_are_and_stays_within_its_words(cycle, measures, table):  # noqa: F811
    page = sheet(cycle, measures, *with_peers(measures, table))
    assert read(page).count("Ticks: published figures of 43 other forces, April 2021 to March 2022.") == 1
    assert page.count('class="peer"') == 43 and words_of(read(page)) <= MOST_WORDS
    assert faults(page, cycle.marking) == []


@pytest.mark.browser
def test_the_fullest_register_with_ticks_fits_on_one_sheet(cycle, measures, table, tmp_path):  # noqa: F811
    assert sheets(sheet(cycle, measures, *with_peers(measures, table)), tmp_path) == 1


def test_a_real_force_of_the_archive_stands_beside_the_others(root, shared, tmp_path, measures):  # noqa: F811
    """South Wales's searches of 2020, whose finds differ clearly: from its month files to its strip."""
    (tmp_path / "data" / "cycles").mkdir(parents=True)
    text = CYCLE.replace("2022-04-01", "2020-01-01").replace("2023-03-31", "2020-12-31").replace("2023-04-26", "2021-01-27")
    text += 'force = "south-wales"\nreference = { officer_ethnicity = "White" }\n'
    (tmp_path / "data" / "cycles" / "c.toml").write_text(text, encoding="utf-8")
    its_own = load_cycle("c", data_dir=tmp_path / "data")
    searches = ei.read_stop_search(shared / "public-data" / "stop-search" / "all-other-forces-2020.zip", "south-wales")
    saved = ei.save(ei.release(ei.outcome_test(searches, cycle=its_own, by="officer_ethnicity"), its_own.policy), its_own)
    path = next(tmp_path.rglob(f"{FINDS}.csv"))
    tables = {FINDS: read_table(path, "08-stop-search")}
    facts = front_facts(its_own, tables, ranked(tables, measures), [], other_forces=ei.force("2023-04", data_dir=root / "data").other_forces)
    (row,) = facts["differences"]
    assert saved and "Black" in row["what"] and row["strip"].count('class="peer"') == 14
    assert "; other forces, July to September 2020: 0.7 to 1.5 times, the middle one 1.01" in row["strip"]
    assert (24 / 290) / (507 / 3037) not in row["elsewhere"].ratios  # its own, the lowest of all: 0.5
    assert facts["peers"] == "Ticks: published figures of 14 other forces, July to September 2020."
