"""The front page: one sheet whatever the register holds, every number linked, the five questions answered from it alone."""

import re
import shutil
import subprocess

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.issued import COLUMNS
from eianalysis.report.clearest import ranked
from eianalysis.report.front import MOST_WORDS, front_facts, front_html, read
from eianalysis.report.front_register import before_the_next
from eianalysis.report.front_words import words_of
from eianalysis.report.new_cycle import new_cycle
from eianalysis.report.notebooks import notebooks_of
from eianalysis.report.page import Link
from eianalysis.report.pdf import BROWSERS, QUIET
from eianalysis.report.released_tables import ReleasedTable, read_released
from tests import made
from tests.report.pages import faults
from tests.report.test_front_lines import LEVEL, series
from tests.report.test_clearest import LEAVING, measures, pair, table  # noqa: F401 (fixtures)

PAGES = tuple(notebooks_of(made.ROOT / "notebooks", "board"))
LONG = " ".join(["an agreed programme of work in every directorate"] * 9)


@pytest.fixture(scope="module")
def cycle():
    return load_cycle("2023-04")


def register(name, *rows, notes=()):
    about = {
        "measure": name,
        "shape": "register",
        "missing": None,
        "keys": [],
        "definition": {"title": name, "numerator": "", "denominator": "", "notes": list(notes)},
    }
    return {name: ReleasedTable(name, pd.DataFrame(list(rows)), about, "01-recommendations")}


def decision(number, **more):
    return {
        "item_id": f"A-{number}",
        "decision": LONG,
        "recommendation": LONG,
        "recommended_by": "HR",
        "options": ";".join([LONG] * 4),
        "if_not": LONG,
        "owner_role": LONG,
        "by_when": "2023-07-01",
        "asked_at": "2023-01",
        "state": "not_done",
        **more,
    }


def item(number, **more):
    return {
        "item_id": f"A-{number}",
        "title_plain": LONG,
        "owner_role": f"{LONG} {number}",
        "reasons": "overdue; no date",
        "days_overdue": 30.0 * number,
        "change": "newly_overdue",
        "was": "",
        "now": "",
        **more,
    }


def evidence(number, state="not met", **more):
    return {
        "item_id": f"A-{number}",
        "live": True,
        "measure": "m",
        "title_plain": LONG,
        "reported_status": "complete",
        "page": "06-retention",
        "evidence_status": state,
        "contradiction": "reported complete, the data say otherwise",
        "data": "real",
        "change": "too few to say",
        "figure": "rate",
        "value": 0.2,
        "low": 0.1,
        "high": 0.3,
        "base": 200,
        "per": 100,
        "said_in": "%",
        "status": "shown",
        "target": 0.4,
        "needs": LONG if state == "no data" else None,
        "window": "12m",
        "characteristic": "",
        "group": "",
        "part": "",
        **more,
    }


TOTAL = {
    "programme": "All",
    "items": 900,
    "open": 800,
    "need_the_board": 500,
    "red": 3,
    "no_colour_recorded": 700,
    "overdue": 80,
    "no_owner": 40,
    "unknown_status": 60,
    "no_date": 70,
    "done_without_evidence": 30,
}


def fullest(table, asked=12):  # noqa: F811
    """A register that has more of everything than a sheet holds."""
    groups = {
        "age_band": ("Over 55", "26 to 40"),
        "disability": ("Disabled", "Not disabled"),
        "religion": ("Any other religion", "No religion"),
        "sexual_orientation": ("Gay or lesbian", "Heterosexual or straight"),
        "marital": ("In a civil partnership", "Married"),
        "sex": ("Female", "Male"),
        "ethnicity_2": ("Ethnic minorities", "White"),
    }
    differences = table(
        "outreach_application_rate",
        *(pair(60, 600, 60, 1000, column=column, group=group, reference=reference) for column, (group, reference) in groups.items()),
    )
    states = ("met", "not met", "moving towards", "moving away", "no material change", "measured, no target set", "too few to say", "no data")
    over_time = {name: each for place in range(5) for name, each in series([*LEVEL[:-1], 45 - place], f"by-quarter-{place}").items()}
    return {
        **over_time,
        **register("decisions_asked", *map(decision, range(asked))),
        **register("decisions_before", *map(decision, range(12))),
        **register("exceptions", *map(item, range(1, 30))),
        **register("standing", TOTAL),
        **differences,
        **register("what_changed", *map(item, range(1, 30)), *(item(at, change="not_heard") for at in range(30, 60))),
        **register("evidence_map", *(evidence(at, state) for at, state in enumerate(states * 3))),
    }


def sheet(cycle, measures, tables, pages=PAGES):  # noqa: F811
    return front_html(cycle, [Link(name, name) for name in pages], tables, ranked(tables, measures), list(pages), synthetic=True, version="0")


def sheets(page, folder):
    """How many sheets of A4 a page takes in print."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None or shutil.which("pdfinfo") is None:
        pytest.skip("no Chromium, or no pdfinfo: sheets are not counted here")
    (folder / "page.html").write_text(page, encoding="utf-8")
    subprocess.run([browser, *QUIET, f"--print-to-pdf={folder / 'page.pdf'}", (folder / "page.html").as_uri()], check=True, capture_output=True, timeout=120)
    told = subprocess.run(["pdfinfo", str(folder / "page.pdf")], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", told)[1])


@pytest.mark.parametrize("asked", [3, 12])
def test_the_fullest_register_fits_in_the_words_of_one_sheet(cycle, measures, table, asked):  # noqa: F811
    page = sheet(cycle, measures, fullest(table, asked))
    assert 400 < words_of(read(page)) <= MOST_WORDS
    assert faults(page, cycle.marking) == []


@pytest.mark.browser
@pytest.mark.parametrize("asked", [3, 12])
def test_the_fullest_register_fits_on_one_sheet(cycle, measures, table, tmp_path, asked):  # noqa: F811
    assert sheets(sheet(cycle, measures, fullest(table, asked)), tmp_path) == 1


def test_a_pack_of_nothing_says_what_is_not_in_it(cycle, measures):  # noqa: F811
    said = read(sheet(cycle, measures, {}, pages=()))
    for words in (
        "nothing is known of them here",
        "The page of the register is not in this pack",
        "no difference between groups of people is clear",
        "sets reports beside figures is not in this pack",
    ):
        assert words in said


def test_what_nobody_supplied_never_looks_like_advice(cycle, measures):  # noqa: F811
    asked = register("decisions_asked", decision(1, recommendation=None, if_not=None, by_when=None, owner_role="", options=None))
    said = read(sheet(cycle, measures, asked))
    assert "not yet supplied" in said and "not said" in said and "Nobody; no date" in said


def test_options_stand_in_full_or_as_their_number(cycle, measures):  # noqa: F811
    asked = register("decisions_asked", decision(1, options="Adopt it;Send it back"), decision(2))
    said = read(sheet(cycle, measures, asked))
    assert "Options: Adopt it; Send it back" in said and "4 options" in said


def test_the_states_of_claims_add_up_to_all_figures(cycle, measures, table):  # noqa: F811
    claims = front_facts(cycle, tables := fullest(table), ranked(tables, measures), [])["claims"]
    assert sum(int(number) for number in re.findall(r"(?:^|, )(\d+) ", claims["states"])) == claims["total"] == 24
    assert "measured without a target" in claims["states"] and claims["contradicted"] == "Real figures contradict the report of 24 items."


def test_invented_figures_overrule_no_report(cycle, measures):  # noqa: F811
    rows = register("evidence_map", evidence(1, data="SYNTHETIC ILLUSTRATION"))
    claims = front_facts(cycle, rows, ranked(rows, measures), [])["claims"]
    assert claims["rows"][0]["state"] == "Would be contradicted" and claims["contradicted"] == "No report is contradicted by real figures."


def test_the_worst_kind_of_change_is_named_first(cycle, measures):  # noqa: F811
    rows = register("what_changed", item(1, change="new"), item(2, change="closed"), item(3, change="newly_overdue"), item(4, change="turned_red"))
    named = front_facts(cycle, rows, ranked(rows, measures), [])["changed"]["named"]
    assert [each["change"] for each in named] == ["turned red", "newly overdue", "closed"]


def test_every_page_named_on_the_front_is_linked(cycle, measures, table):  # noqa: F811
    page = sheet(cycle, measures, fullest(table))
    for number in (
        '<a href="01-recommendations.html">80</a> of 800',
        '<a href="04b-recruitment-process.html">04b</a>',
        '<a href="01-recommendations.html">24</a> figures',
    ):
        assert number in page


# --- The five questions, of the pack that all tests share, from the front alone ----------------------------------------------------


@pytest.fixture(scope="module")
def front(pack):
    return (pack / "index.html").read_text(encoding="utf-8")


def rows_of(pack, name):
    return pd.read_csv(pack / "tables" / f"{name}.csv", keep_default_na=False)


def part(front, number, title):  # the text of one of the six parts
    inside = re.search(rf'<h2 id="[a-z]+"><b>{number}</b>{title}.*?</section>', front, re.DOTALL)
    assert inside, f"the front has no part {number}, {title}"
    return read(f"<body{inside[0]}")


def test_what_must_i_decide(pack, front):
    said, asked = part(front, 1, "Decide"), rows_of(pack, "decisions_asked")
    assert said.startswith(f"1 Decide {len(asked)} asked") and f">{len(asked)} decisions" in front
    for row in asked.head(4).to_dict("records"):
        assert row["item_id"] in said and " ".join(row["decision"].split()[:10]) in said
        assert not row["recommendation"] or " ".join(row["recommendation"].split()[:5]) in said
    assert said.count("not yet supplied") == (asked.head(4)["recommendation"] == "").sum()


def test_what_is_late_or_unknown(pack, front):
    said, total = part(front, 2, "Late, and not known"), rows_of(pack, "standing").set_index("programme").loc["All"]
    assert f"{total['overdue']} of {total['open']} open items are late." in said
    for name, words in (("unknown_status", "without a status"), ("no_date", "without a date"), ("no_owner", "without an owner")):
        assert int(total[name]) == 0 or f"{total[name]} {words}" in said
    page = (pack / "01-recommendations.html").read_text(encoding="utf-8")
    assert f"{total['overdue']} overdue" in page  # one fact, one source: the page behind says the same number


def test_which_differences_are_clear_and_how_many_people(pack, front, cycle, measures):  # noqa: F811
    said = part(front, 4, "The clearest differences")
    pages = {path.stem: [] for path in pack.glob("[0-9]*.html")}
    found = ranked(read_released(pack / "tables", pages), measures)
    assert 1 <= len(found.told) <= 5
    for each in found.told:
        assert f"{round(abs(each.people)):,} {'more' if each.people > 0 else 'fewer'}" in said
    clear = len(found.told) + len(found.left)
    assert f"comparisons {clear} are clear" in said and f"{len(found.left)} clear ones left out" in said and "by chance" in said


def test_the_front_prints_the_flags_and_the_expected_number_that_null_forces_are_held_to(pack, front, cycle, docs_script):
    """docs/verdicts.md compares flags with "expected, as the front prints it": what it reads there, and what the formula gives of the tables."""
    script = docs_script("verdict_no_effects")
    told, said = script.told_of(script.tables_of(pack), cycle, only_null=False), script.printed(front)
    assert [said[name] for name in ("comparisons", "clear", "possible")] == [told.comparisons, told.clear, told.possible]
    assert (said["clear_by_chance"], said["possible_by_chance"]) == (float(f"{told.clear_by_chance:.1f}"), float(f"{told.possible_by_chance:.0f}"))
    assert 0.04 < (told.possible_by_chance + told.clear_by_chance) / told.comparisons < 0.13  # and not of another order than what was measured
    planned = re.search(r"In (\d+)% of packs chance flags", read(front))
    assert (planned and int(planned[1])) == (round(100 * told.planned_by_chance) if told.planned else None)
    with pytest.raises(SystemExit, match="says nothing of the flags"):
        script.printed(front.replace("by chance", ""))


def test_which_claims_do_figures_contradict(pack, front):
    said, rows = part(front, 5, "Claims and figures"), rows_of(pack, "evidence_map")
    live = rows[(rows["live"].astype(str) == "True") & (rows["measure"] != "")]
    real = live[(live["contradiction"] != "") & (live["data"] == "real")]["item_id"].nunique()
    assert ("No report is contradicted by real figures." if not real else f"Real figures contradict the report of {real} item") in said
    assert f"Of {len(live)} figures: " in said and f"{(live['evidence_status'] == 'not met').sum()} not met" in said


def test_what_changed(pack, front):
    said, moved = part(front, 3, "Changed since"), rows_of(pack, "what_changed")
    kinds = moved.groupby("change")["item_id"].nunique()
    for name, words in (("new", "new"), ("closed", "closed"), ("newly_overdue", "newly overdue"), ("redated", "re-dated")):
        assert f"{kinds.get(name, 0)} {words}" in said
    assert "Decisions of boards before:" in said


def test_the_front_of_the_pack_is_one_sheet_in_words_it_may_have(front, tmp_path):
    assert words_of(read(front)) <= MOST_WORDS and sheets(front, tmp_path) == 1
    assert "SYNTHETIC" in front


def test_a_publication_that_is_due_is_among_what_comes_before_the_next_board(tmp_path, root):
    shutil.copytree(root / "data/cycles", tmp_path / "data/cycles")
    board = load_cycle("2023-04", data_dir=tmp_path / "data", outputs_dir=tmp_path / "outputs")
    assert before_the_next({}, board)["rows"] == []
    new_cycle("publication-2024", "2023-04", tmp_path / "data", kind="publication")
    (tmp_path / "data/cycles/broken.toml").write_text("[", encoding="utf-8")  # told when it is run
    assert [row["what"] for row in before_the_next({}, board)["rows"]] == ["equality information (publication-2024) is due by 30 March 2024"]
    ledger = tmp_path / "outputs/ledger.csv"
    ledger.parent.mkdir()
    issued = {name: "publication-2024" if name == "cycle" else "1" if name == "issue" else "x" for name in COLUMNS}
    ledger.write_text(",".join(issued) + "\n" + ",".join(issued.values()) + "\n", encoding="utf-8")
    assert before_the_next({}, board)["rows"] == []
