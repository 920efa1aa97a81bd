"""One force beside all others: figures of the published files, limits by exact numbers, whatever the table lacks, and what is refused."""

import csv
import gzip
import re
import zipfile
from dataclasses import replace
from io import TextIOWrapper

import pandas as pd
import pytest
from scipy.stats import betabinom, nbinom

import eianalysis as ei
from eianalysis import stats
from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault, DisclosureError
from eianalysis.measures.funnel_plot import overdispersed_funnel
from eianalysis.measures.other_forces import COVERAGE, MEASURES
from eianalysis.measures.other_forces_by_group import FORCE_FINDS_BLACK, FORCE_FINDS_WHITE
from eianalysis.policy import policy_for
from eianalysis.vocabulary import POLICE_FORCES
from eianalysis.vocabulary.synonyms import meaning
from eianalysis.wording import alt, headline
from tests.builders import CYCLE
from tests.disclosure.builders import counts

BLACK, WHITE = (each.id for each in (FORCE_FINDS_BLACK, FORCE_FINDS_WHITE))
WOMEN, MINORITIES, LEAVING, JOINERS, SEARCHES, CUFFS = (each.id for each in MEASURES)
HEAD = "force,series,period_start,period_end,characteristic,group,count,base,source,precision,note\n"


def rows(series: str, rates: dict, group: str = "all,All", day: str = "2022-03-31", start: str = "") -> str:
    return "".join(f'"{force}",{series},{start},{day},{group},{count},{base},"Home Office, table 1",P,\n' for force, (count, base) in rates.items())


@pytest.fixture
def force(tmp_path):
    """``force(text, more)``: of a real cycle whose only table is this one; none where the text is None."""
    (tmp_path / "cycles").mkdir()

    def make(text: str | None, more: str = 'force = "city-of-london"'):
        (tmp_path / "cycles" / "c.toml").write_text(CYCLE + more, encoding="utf-8")
        (tmp_path / "reference").mkdir(exist_ok=True)
        if text is not None:
            (tmp_path / "reference" / "other_forces.csv").write_text(HEAD + text, encoding="utf-8")
        return ei.force(load_cycle("c", data_dir=tmp_path))

    return make


@pytest.fixture(scope="module")
def committed(root):
    return ei.force("2023-04", data_dir=root / "data")


def said(released) -> str:
    return " ".join(ei.findings(released))


def of(released, force: str) -> pd.Series:
    return released.table.set_index("group").loc[force]


# --- the figures are those of the published files, read here in another way --------------------------------------------


def test_women_among_officers_are_those_of_the_open_data_table(committed, shared):
    women, everybody = {}, {}
    with gzip.open(shared / "public-data" / "workforce" / "police-uplift-2022-data.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["date"].startswith("2022") and row["worker_type"] == "police officer":
                everybody[row["force_name"]] = everybody.get(row["force_name"], 0) + int(row["total_headcount"])
                women[row["force_name"]] = women.get(row["force_name"], 0) + int(row["total_headcount"]) * (row["sex"] == "Female")
    assert (women["London, City of"], everybody["London, City of"]) == (213, 893)  # read by eye
    table = committed.ask(WOMEN).release().table.set_index("group")
    assert len(table) == 44 and tuple(table.loc["All", ["numerator", "denominator"]]) == (48_988, 142_505)
    for name, base in everybody.items():
        row = table.loc[POLICE_FORCES[meaning("police_forces", name)]]
        assert (row["numerator"], row["denominator"]) == (women[name], base), name


def test_handcuffing_is_that_of_the_use_of_force_table(committed, shared):
    found = {}
    path = shared / "public-data" / "use-of-force" / "derived" / "by-ethnicity-force-april2018-march2019.csv"
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        if row["Tactic"].endswith("ompliant handcuffing"):
            found.setdefault(row["Police Force"], {})[row["Tactic"]] = int(float(row["Number of times tactic reported"]))
    table = committed.ask(CUFFS).release().table.set_index("group")
    assert tuple(table.loc["City of London", ["numerator", "denominator"]]) == (859, 1603)  # 859 + 744, read by eye
    assert not {"West Midlands", "Sussex", "Staffordshire", "Wiltshire", "British Transport Police"} & set(table.index)
    for name in ("Kent", "Metropolitan", "Devon & Cornwall"):
        row = table.loc[POLICE_FORCES[meaning("police_forces", name)]]
        yes, no = found[name]["Non-compliant handcuffing"], found[name]["Compliant handcuffing"]
        assert (row["numerator"], row["denominator"]) == (yes, yes + no)


def test_searches_are_those_of_the_monthly_files(committed, shared):
    """Counted from the lines of the files: people searched, each line that stands twice side by side once, for one force plain."""
    folder, found = shared / "public-data" / "stop-search", {"city-of-london": [], "surrey": []}
    for month in ("2020-07", "2020-08", "2020-09"):
        text = (folder / "city-of-london" / f"{month}-city-of-london-stop-and-search.csv").read_text(encoding="utf-8")
        several = list(csv.DictReader(text.splitlines()))
        found["city-of-london"] += several[::2] if month == "2020-07" else several  # July lists every search twice
        with zipfile.ZipFile(folder / "all-other-forces-2020.zip") as archive, archive.open(f"{month}/{month}-surrey-stop-and-search.csv") as file:
            found["surrey"] += list(csv.DictReader(TextIOWrapper(file, "utf-8")))
    table = committed.ask(SEARCHES).release().table.set_index("group")
    city = [row["Outcome"] for row in found["city-of-london"] if row["Type"] != "Vehicle search" and row["Outcome"]]
    assert (sum(word != "A no further action disposal" for word in city), len(city)) == tuple(table.loc["City of London", ["numerator", "denominator"]])
    surrey = [row["Outcome"] for row in found["surrey"] if row["Type"] != "Vehicle search" and row["Outcome"]]
    assert abs(len(surrey) - table.loc["Surrey", "denominator"]) <= 0.02 * len(surrey)  # a few are listed twice, or in two months
    assert "Greater Manchester" not in table.index and "Metropolitan Police" in table.index


@pytest.mark.proof
def test_the_committed_table_is_what_the_script_makes(root, shared, docs_script, tmp_path, monkeypatch):
    script = docs_script("other_forces")
    monkeypatch.setattr(script, "TABLE", tmp_path / "made.csv")
    script.main(shared / "public-data")
    assert (tmp_path / "made.csv").read_text(encoding="utf-8") == (root / "data" / "reference" / "other_forces.csv").read_text(encoding="utf-8")


# --- the funnel --------------------------------------------------------------------------------------------------------

ALIKE = {"City of London": (30, 300), "Kent": (210, 2000), "Surrey": (98, 1000), "Essex": (152, 1500), "Dorset": (79, 800), "Norfolk": (81, 800)}
APART = {**ALIKE, "Kent": (400, 2000), "Essex": (60, 1500)}


def women(rates: dict) -> str:
    return rows("officers", rates, "sex,Female")


def test_forces_that_differ_by_chance_alone_have_the_exact_binomial_limits(force):
    released = force(women(ALIKE)).ask(WOMEN).release()
    low, high = stats.control_limits(300, 650 / 6400, confidence=0.998)
    row = of(released, "City of London")
    assert (row["outer_low"], row["outer_high"], row["spread"]) == (low, high, 0)
    assert "Forces differ no more than chance would make them." in said(released)
    assert headline(released) == "City of London: 10.0% of officers are women, inside the forces' range"


def test_forces_that_differ_more_have_limits_that_allow_for_it(force):
    released = force(women(APART)).ask(WOMEN).release()
    row, cases, base = of(released, "City of London"), *map(list, zip(*APART.values(), strict=True))
    found = stats.shrunk_rates(cases, base)
    centre = sum(cases) / sum(base)
    assert row["dispersion"] == pytest.approx(found.dispersion) and row["spread"] == pytest.approx(found.spread) and found.spread > 0.3
    total = centre * (1 - centre) / (found.spread * centre) ** 2 - 1
    for confidence, names in ((0.95, ("limit_low", "limit_high")), (0.998, ("outer_low", "outer_high"))):
        tail = (1 - confidence) / 2
        want = [betabinom.ppf(share, 300, centre * total, (1 - centre) * total) / 300 for share in (tail, 1 - tail)]
        assert [row[name] for name in names] == pytest.approx(want)
    assert f"vary {found.dispersion:,.0f} times as much as chance" in said(released)


def test_a_rate_has_the_gamma_poisson(force):
    released = force(rows("leavers", APART, "all,All", start="2021-04-01")).ask(LEAVING).release()
    row = of(released, "City of London")
    shape, mean = row["spread"] ** -2, 300 * row["centre"]
    assert row["outer_high"] == pytest.approx(nbinom.ppf(0.999, shape, shape / (shape + mean)) / 300)
    assert headline(released) == "City of London: 10.0 per 100 officers left, inside the forces' range" and row["kind"] == "rate"


def test_an_unusual_force_is_named_as_that_and_nothing_is_ranked(committed):
    released = committed.ask(WOMEN).release()
    groups = list(released.table["group"])
    assert groups == ["All", *sorted(groups[1:], key=str.casefold)]
    assert headline(released) == "City of London: 23.9% of officers are women, below the 99.8% range"
    text = said(released)
    assert "213 of 893 officers are women (23.9%)" in text and "it lies below." in text and "No other force lies outside" in text
    assert not any(word in text for word in ("lowest", "highest", "rank", "best", "worst"))
    assert "unit" not in alt(released, "funnel") and "A dot a force" in ei.plot_funnel(released).html()


def test_another_force_can_be_ours_and_its_titles_are_short(committed):
    for measure in (SEARCHES, WOMEN, CUFFS):
        result = committed.ask(measure)
        for slug in ("devon-and-cornwall", "btp", "dorset"):  # the longest names, in a table and not
            title = headline(ei.release(replace(result, cycle=replace(committed.cycle, force=slug)), committed.cycle.policy))
            assert len(title.split()) <= 12 and POLICE_FORCES[slug] in title, title


def test_the_declared_most_similar_forces_are_named_in_the_order_of_the_alphabet(force):
    more = 'force = "city-of-london"\nsimilar_forces = ["Surrey Police", "kent", "gwent"]'
    released = force(women(ALIKE), more).ask(WOMEN).release()
    assert ("Most similar forces, as this cycle declares them: Kent 10.5% and Surrey 9.8%. Also declared, and not in this table: Gwent.") in said(released)
    assert all(f">{name}</text>" in ei.plot_funnel(released).html() for name in ("Kent", "Surrey", "City of London"))
    assert "Most similar" not in said(force(women(ALIKE)).ask(WOMEN).release())


# --- what is lacking -----------------------------------------------------------------------------------------------------


def test_a_force_that_is_not_in_the_table_is_said_in_a_sentence(force):
    released = force(women(ALIKE), 'force = "gwent"').ask(WOMEN).release()
    assert said(released).startswith("Gwent has no row in this published table, so only the other forces are shown.")
    assert headline(released) == "Women among officers, force by force: Gwent is not in the table"
    unknown = force(women(ALIKE), 'force = "synthetic-force"').ask(WOMEN).release()
    assert "synthetic-force has no row" in said(unknown)


def test_a_cycle_that_names_no_force_shows_all_and_marks_none(force):
    released = force(women(ALIKE), "").ask(WOMEN).release()
    assert "does not say which force this is" in said(released) and headline(released) == "Women among officers, force by force"


def test_without_the_table_every_figure_says_what_it_needs(force):
    without = force(None)
    for each in (*MEASURES, FORCE_FINDS_BLACK, COVERAGE):
        released = without.ask(each.id).release()
        assert released.missing and "needs file other_forces" in str(ei.findings(released))


def test_a_series_without_rows_or_of_too_few_forces_is_not_available(force):
    few = force(women(dict(list(ALIKE.items())[:4])))
    assert "only 4 forces have a row of series = officers, group = Female" in few.ask(WOMEN).missing.reason
    assert few.ask(MINORITIES).missing.reason == (
        "it has no rows of series = officers, group = Ethnic minorities to 31 March 2023; of that series it has: Female"
    )
    table = few.ask(COVERAGE.id).release().table.set_index("figure")
    assert table.loc["Women among officers, force by force", "forces"] == "4 of 44"
    assert table.loc["Ethnic minorities among joiners, force by force", "said_by"] == "no rows in the table"


def test_rows_of_ethnicity_that_are_added_are_shown_without_another_change(force):
    text = rows("officers", ALIKE, "ethnicity_2,Ethnic minorities") + rows("joiners", ALIKE, "ethnicity_2,Ethnic minorities", start="2021-04-01")
    made = force(text)
    assert headline(made.ask(MINORITIES).release()) == "City of London: 10.0% are from ethnic minorities, inside the forces' range"
    assert made.ask(JOINERS).release().missing is None


def test_the_last_period_by_the_cut_off_counts(force):
    later, earlier = {name: (count + 5, base) for name, (count, base) in ALIKE.items()}, ALIKE
    text = women(earlier) + rows("officers", later, "sex,Female", day="2023-04-01")
    released = force(text).ask(WOMEN).release()
    assert of(released, "City of London")["numerator"] == 30 and set(released.table["period_end"]) == {pd.Timestamp("2022-03-31")}
    notes = " ".join(released.definition.notes)
    assert "for 31 March 2022, where the force's own pages speak of 31 March 2023" in notes and "Home Office, table 1 (published or counted)." in notes


# --- shown whole, and mixed with nothing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["board", "public"])
def test_published_counts_are_shown_whole(force, profile):
    small = {**ALIKE, "City of London": (1, 12), "Gwent": (0, 9)}
    released = ei.release(force(women(small)).ask(WOMEN), policy_for(profile))
    assert released.public and set(released.table["status"]) <= {"shown", "low_base"}
    assert of(released, "City of London")["numerator"] == 1 and of(released, "Gwent")["rate"] == 0
    assert {source.table for source in released.sources} == {"other_forces"}


def test_limits_that_rest_on_every_count_are_for_published_tables_alone():
    with pytest.raises(DisclosureError, match="they are for published tables"):
        ei.release(overdispersed_funnel(counts({"Patrol": (40, 500), "Custody": (45, 250), "Desk": (3, 40), "All": (88, 790)})), policy_for("board"))


def test_a_demo_says_that_the_figures_are_of_real_forces(committed):
    released = committed.ask(WOMEN).release()
    assert committed.cycle.demo and not released.synthetic
    assert any("other pages are of an invented force" in note for note in released.definition.notes)


# --- bad input -----------------------------------------------------------------------------------------------------------

GOOD = 'Kent,officers,,2022-03-31,sex,Female,30,300,"Home Office, table 1",P,\n'


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (GOOD.replace("Kent", "Kemt Police"), "'Kemt Police' is not a code of the police forces.*nearest is 'kent' .Kent."),
        (GOOD.replace("Kent", "Ruritania"), "'Ruritania' is not a code of the police forces.*see the police forces in docs/data-dictionary.md"),
        (GOOD.replace("30,300", "301,300"), "row 2, column 'base': less than count; count is a part of it"),
        (GOOD.replace("2022-03-31", ""), "row 2, column 'period_end': it is empty"),
        (GOOD.replace("2022-03-31", "2021/22"), "row 2, column 'period_end'"),
        (GOOD.replace(",300,", ",0,"), "row 2, column 'base': .*below 1"),
        (GOOD.replace("officers", "officer"), "'officer' is not a code of the series of other forces.*nearest is 'officers'"),
        (GOOD + GOOD.replace("Kent", "Kent Police").replace("30,", "31,"), "rows 2 and 3 have the same force and series and period_end"),
        (GOOD.replace("officers,,", "officers,2023-01-01,"), "row 2, column 'period_end': earlier than period_start"),
        (GOOD.replace(',"Home Office, table 1"', ","), "row 2, column 'source': it is empty"),
    ],
)
def test_a_wrong_row_is_told_with_what_would_be_right(force, row, told):
    with pytest.raises(DataFault) as refused:
        _ = force(row).other_forces
    assert re.search(told, str(refused.value).replace("\n", " ")), refused.value


def test_names_are_read_in_every_spelling_of_the_list(force):
    spelled = {"London, City of": (30, 300), "Avon & Somerset": (210, 2000), "metropolitan": (98, 1000), "BTP": (152, 1500), "Devon & Cornwall": (79, 800)}
    assert sorted(force(women(spelled)).other_forces.frame["force"]) == [
        "Avon and Somerset",
        "British Transport Police",
        "City of London",
        "Devon and Cornwall",
        "Metropolitan Police",
    ]


def test_finds_stand_by_the_group_that_was_searched(committed):
    """The sums by hand from the committed rows; and the title says whose searches they are where the sentence is too long for one."""
    frame = pd.read_csv(committed.cycle.data_dir / "reference" / "other_forces.csv")
    for measure, group in ((BLACK, "Black"), (WHITE, "White")):
        own = frame[frame["series"].eq("finds") & frame["group"].eq(group)]
        released = committed.ask(measure).release()
        assert tuple(of(released, "All")[["numerator", "denominator"]]) == (own["count"].sum(), own["base"].sum())
        assert len(released.table) == len(own) + 1
        assert headline(released) == f"Searches of {group} people: City of London inside the forces' range"
    figures = set(committed.ask(COVERAGE.id).release().table["figure"])
    assert {FORCE_FINDS_BLACK.words.title, FORCE_FINDS_WHITE.words.title} <= figures and len(figures) == len(MEASURES) + 2


def test_a_group_without_rows_is_not_available_and_the_other_stands(force):
    text = rows("finds", ALIKE, "officer_ethnicity,White", "2020-09-30", "2020-07-01")
    made = force(text)
    assert made.ask(WHITE).release().missing is None
    assert "of that series it has: White" in made.ask(BLACK).missing.reason
