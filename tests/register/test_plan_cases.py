"""The collected plans: twelve actions in twenty layouts, Word's own signs, and the source documents in other files and orders."""

import csv


from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.register.read.contents import colour_words
from eianalysis.register.read.document import read_document
from eianalysis.register.read.fields import characteristics_of
from eianalysis.register.text import comparable

THEMES = ("Anti-racism at work", "Fair vetting", "Safer streets for women", "Inclusive leadership")
#: What each layout does not hold.
LACKS = {
    "q_bullets": {"progress"},
    "r_recs_prose": {"owner", "date", "rag"},
    "s_R_numbered": {"owner", "date", "rag", "progress"},
    "t_word_autonumber": {"owner", "date", "rag", "progress"},
    "n_outcome_first": {"rag"},
    "h_smart": {"progress"},
    "l_long_heading": {"progress"},
    "p_heading_per_objective": {"progress"},
}
WITH_THEMES = ("f_", "f2_", "g_", "g2_", "h_", "i_", "n_", "p_", "q_")
ASKED = {
    "d_start_end": {"due"},
    "m_rag_prev_now": {"due", "rag"},
    "k_success": {"owner"},
    "f_objective_action": {"title"},
    "f2_objective_merged": {"title"},
    "g_rec_action": {"title"},
    "g2_rec_merged": {"title"},
}


def plans(shared, folder):
    return sorted((shared / "cases" / "plans" / folder).iterdir())


def pytest_generate_tests(metafunc):
    if "layout" in metafunc.fixturenames:
        folder = metafunc.config.rootpath.parent / "shared" / "cases" / "plans" / "next-plan"
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else ["absent"]
        metafunc.parametrize("layout", [name for name in names if not name.startswith("w_")])


def test_twelve_actions_in_every_layout(shared, layout):
    folder = shared / "cases" / "plans" / "next-plan"
    with open(folder / "a_plain.csv", encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file))
    reading = read_document(folder / layout, prefix="NEW")
    name = layout.partition(".")[0]
    lacks = LACKS.get(name, set())
    assert [comparable(item.title_raw).strip(".") for item in reading.items] == [comparable(row["Action"]) for row in wanted]
    for at, (item, row) in enumerate(zip(reading.items, wanted, strict=True)):
        if "owner" not in lacks:
            assert item.owner_raw == row["Owner"]
        if "date" not in lacks:
            assert parse_date_as_written(item.date_raw).due == parse_date_as_written(row["Due date"]).due
        if "rag" not in lacks:
            assert colour_words(item.rag_raw) == row["RAG"].casefold()
        if "progress" not in lacks:
            assert row["Progress"] in item.progress_raw
        if name.startswith(WITH_THEMES):
            assert item.workstream == THEMES[at // 3]
    assert {question.about for question in reading.questions} >= ASKED.get(name, set())
    assert reading.unplaced == []


def test_a_maturity_matrix_gives_its_outcomes_with_both_levels(shared):
    reading = read_document(shared / "cases" / "plans" / "next-plan" / "w_maturity_matrix.docx", prefix="NEW")
    assert [(item.title_raw, item.level, item.target_level) for item in reading.items] == [(theme, "Enabling", "Embedding") for theme in THEMES]


def test_words_own_signs(shared):
    told = {path.stem.partition("-")[0]: read_document(path, prefix="W").items for path in plans(shared, "word")}
    assert [(item.label, item.owner_raw, item.date_raw, item.status_raw) for item in told["w1"]] == [
        (f"{n}.", "Head of HR", "31/03/2024", "In progress") for n in (5, 6, 7)
    ]
    assert [item.item_id for item in told["w12"]] == ["W-01", "W-02"]
    for name in ("w3", "w13"):
        assert [characteristics_of(item)[0] for item in told[name]] == ["race", "sex"]
    assert ["struck_through" in item.flags for item in told["w4"]] == [False, True, False] and told["w4"][1].confidence == "guessed"
    assert told["w6"][0].date_raw == "31/03/2024" and "hidden_text" in told["w6"][0].flags
    assert len(told["w7"]) == 2 and told["w7"][1].title_raw.endswith("and report it to the board.")


SEEDS = {
    "000": ("000_130b1b04349e47cb.txt", "TRT"),
    "002": ("002_195c240d77b54995.txt", "CAS"),
    "003": ("003_0f5c46ae66f30399.txt", "EDHR"),
    "004": ("004_a80ac13ae575e237.txt", "GLA"),
}


def test_the_source_documents_in_other_files_orders_and_headings(shared):
    read = {}
    for path in plans(shared, "source-papers"):
        seed, prefix = SEEDS[path.name[:3]]
        if seed not in read:
            read[seed] = {item.item_id: item for item in read_document(shared / "seeds" / seed, prefix=prefix).items}
        mine = {item.item_id: item for item in read_document(path, prefix=prefix).items}
        assert set(mine) == set(read[seed]), path.name
        wrong = [
            name
            for name, item in mine.items()
            for part in ("title_raw", "owner_raw", "date_raw", "progress_raw", "parent_id", "kind")
            if comparable(getattr(item, part)) != comparable(getattr(read[seed][name], part))
        ]
        assert wrong == [], path.name
