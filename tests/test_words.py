"""The lists of words: each says one thing, what cannot be one code is none, and no suggestion leads to another group."""

import csv
import itertools
from collections import defaultdict

import pytest

from eianalysis import vocabulary as v
from eianalysis.schema import TABLES, validate
from eianalysis.schema.parse import read_codes
from eianalysis.schema.suggest import nearest_code
from eianalysis.vocabulary import synonyms

LISTS = sorted(path.stem for path in synonyms.FOLDER.glob("*.csv"))
LEAVERS, SNAPSHOT = TABLES["leavers"], TABLES["workforce_snapshot"]
ETHNICITY = LEAVERS["ethnicity_code"]


@pytest.mark.parametrize("name", LISTS)
def test_a_wording_stands_for_one_code_and_says_where_it_is_from(name):
    codes = defaultdict(set)
    for line in synonyms.entries(name):
        assert line["code"] and line["from"] and line["sure"] in ("yes", "no"), line
        assert synonyms.tokens(line["words"]), line
        codes[synonyms.tokens(line["words"])].add(line["code"])
    assert not {key: found for key, found in codes.items() if len(found) > 1}


def test_every_list_leads_to_codes_that_its_columns_have():
    used = defaultdict(set)
    for column in (column for table in TABLES.values() for column in table.columns if column.words):
        used[column.words] |= set(column.codes)
        assert column.words in LISTS, column
    for name, codes in used.items():
        for line in synonyms.entries(name):
            assert v.labelled(line["code"], codes), (name, line)
    assert {line["code"] for line in synonyms.entries("grades")} <= set(v.STAFF_BANDS)
    assert {line["code"] for line in synonyms.entries("rank_marks")} == {"temporary", "acting"}


@pytest.mark.parametrize("lists", [v.POLICE_UK_ETHNICITY, {label: code for code, label in v.ETHNICITY_18.items()}], ids=["police.uk", "18+1"])
def test_the_labels_of_the_standard_lists_are_read(lists):
    assert {label: v.meaning("ethnicity", label) for label in lists} == dict(lists)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("White - British", "W1"),
        ("White: English, Welsh, Scottish, Northern Irish or British", "W1"),
        ("Other White", "W9"),
        ("Asian, Asian British or Asian Welsh: Indian", "A1"),
        ("Black, Black British, Black Welsh, Caribbean or African: Other Black", "B9"),
        ("Mixed or Multiple ethnic groups: White and Black African", "M2"),
        ("Mixed - White & Black Caribbean", "M1"),
        ("Chinese or Other Ethnic Group - Chinese", "A4"),
        ("Other ethnic group - Not stated", "NS"),
        ("Black African", "B2"),
        ("White - White British (W1)", "W1"),
        ("Black or Black British - African (B2)", "B2"),
        ("W1 - White British", "W1"),
        ("01. Indian", "A1"),
        ("Not Known", "U"),
        ("Do not wish to disclose", "P"),
        ("w9", "W9"),
    ],
)
def test_ethnicity_as_real_files_write_it(text, code):
    assert v.coded("ethnicity", text, ETHNICITY.codes) == code


@pytest.mark.parametrize(
    "text",
    [
        "Asian",
        "White",
        "Black British",
        "Other",
        "Roma",
        "B1 - Bangladeshi",
        "A1 - Sikh",
        "Mixed and Other",
        "Other/Chinese",
        "White/Black",
        "Asian and Other",
        "White African",
        "Pakistani and Bangladeshi",
        "X1",
    ],
)
def test_what_is_a_group_a_mixture_or_another_list_is_no_code(text):
    assert v.coded("ethnicity", text, ETHNICITY.codes) is None


def test_the_words_of_the_race_disparity_unit_lead_to_its_groups(shared):
    """Every wording of its lookup is read into the same group, or not at all."""
    standard = {
        "Any other": "Other",
        "Arab": "Other",
        "Chinese": "Asian",
        "Indian": "Asian",
        "Pakistani": "Asian",
        "Bangladeshi": "Asian",
        "Irish Traveller": "White",
        "Gypsy/Roma": "White",
        "Other": "Other",
    }
    read = 0
    with (shared / "public-data" / "ethnicity-standards" / "classification_lookup.csv").open(encoding="utf-8-sig") as lines:
        for line in csv.DictReader(lines):
            right = standard.get(line["Standard Ethnicity"], line["Standard Ethnicity"].split()[0])
            found = v.meaning("ethnicity_families", line["Ethnicity"])
            assert found in (None, "U", "Not stated", right), line
            read += found is not None
    assert read > 160


@pytest.mark.parametrize(
    ("text", "rank", "mark", "held"),
    [
        ("T/Sgt", "Sergeant", "temporary", "Sergeant"),
        ("A/Insp", "Inspector", "acting", "Sergeant"),
        ("T/DC", "Constable", "", "Constable"),
        ("TDS", "Sergeant", "temporary", "Sergeant"),
        ("Sgt (T)", "Sergeant", "temporary", "Sergeant"),
        ("PC", "Constable", "", "Constable"),
        ("Acting Detective Chief Inspector", "Chief Inspector", "acting", "Inspector"),
        ("A/ACC", "Assistant Chief Constable", "acting", "Chief Superintendent"),
        ("C/Supt", "Chief Superintendent", "", "Chief Superintendent"),
        ("T/C/Insp.", "Chief Inspector", "temporary", "Chief Inspector"),
    ],
)
def test_ranks_as_written_and_as_held(text, rank, mark, held):
    assert v.rank_as_written(text) == (rank, mark)
    assert v.rank_held(text) == held == read_codes([text], SNAPSHOT["rank_grade"])[0][text]


@pytest.mark.parametrize("text", ["PO1", "T", "A", "Analyst", "A/Analyst", "T/E", ""])
def test_what_is_no_rank_is_not_made_one(text):
    assert v.rank_as_written(text) is None


def test_the_three_in_one_of_undeclared_stay_apart():
    assert read_codes(["Prefer not to say", "Not known", "Not stated"], ETHNICITY)[0] == {"Prefer not to say": "P", "Not known": "U", "Not stated": "NS"}
    assert read_codes(["Declined to answer", "N/K", "Not stated"], LEAVERS["ethnicity_5"])[0] == {
        "Declined to answer": "Prefer not to say",
        "N/K": "Not recorded",
        "Not stated": "Not stated",
    }
    assert read_codes(["Not stated"], LEAVERS["sex"])[1]  # no such code there: a person says what it is


def test_a_slip_of_the_pen_never_leads_to_another_group():
    """Every wording with a letter left out, put in or changed: the suggestion names its own group or none."""
    known = [(line["words"], line["code"]) for line in synonyms.entries("ethnicity")]
    group = {**{code: code[0] for code in v.ETHNICITY_18}, "O1": "A", "NS": "not stated"}
    suggested = 0
    for words_, code in known:
        for place in range(len(words_)):
            for damaged in (words_[:place] + words_[place + 1 :], words_[:place] + "x" + words_[place:], words_[:place] + "e" + words_[place + 1 :]):
                if read_codes([damaged], ETHNICITY)[0] or not damaged.strip():
                    continue
                said = nearest_code(damaged, ETHNICITY)
                if said.startswith("nearest is"):
                    suggested += 1
                    assert group.get(said.split("'")[1]) == group[code], (damaged, said)
    assert suggested > 1000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Asian", "it is a group of ethnicity_5: name the column so"),
        ("White", "it is a group of ethnicity_5"),
        ("African Carib", "see the 18+1 list"),
        ("Roma", "nearest is 'W3'"),
        ("Cornish", "see the 18+1 list"),
    ],
)
def test_suggestions_of_groups_and_unknown_words(text, said):
    assert nearest_code(text, ETHNICITY).startswith(said)


def people(*ethnicities, heading="Ethnicity"):
    import pandas as pd

    rows = [
        {"person_ref": f"Q{n}", "as_at": "2023-03-31", "worker_type": "officer", heading: text, "sex": "M", "service_start": "2015-01-01"}
        for n, text in enumerate(ethnicities)
    ]
    return validate(pd.DataFrame(rows, dtype=object), SNAPSHOT, file="workforce_snapshot.csv")


def test_a_column_is_as_fine_as_all_its_values_are():
    five = people("Asian", "White", "Black or Black British", "Other ethnic group", "Unknown")
    assert five["ethnicity_5"].tolist() == ["Asian", "White", "Black", "Other", "Not recorded"]
    assert "ethnicity_code" not in five and five["ethnicity_2"].tolist()[:2] == ["Ethnic minorities", "White"]
    assert people("BME", "White", "Not stated")["ethnicity_2"].tolist() == ["Ethnic minorities", "White", "Not stated"]
    assert people("W1", "Indian", "Chinese")["ethnicity_5"].tolist() == ["White", "Asian", "Asian"]


def test_a_mixture_of_fine_and_coarse_is_refused_and_the_advice_is_followed():
    from eianalysis.errors import DataFault

    with pytest.raises(DataFault, match="'White' is not a code of the 18.1 list; it is a group of ethnicity_5: name the column so"):
        people("White", "Indian")
    assert people("White", "Indian", heading="ethnicity_5")["ethnicity_5"].tolist() == ["White", "Asian"]
    with pytest.raises(DataFault, match="'BME' is not a code of the five groups; it is a group of ethnicity_2: name the column so"):
        people("BME", "Indian", "White", heading="ethnicity_5")
    assert people("BME", "Indian", "White", heading="ethnicity_2")["ethnicity_2"].tolist() == ["Ethnic minorities"] * 2 + ["White"]


def test_every_pair_of_groups_is_kept_apart_by_its_wordings():
    """No wording of one group, after the name of another, is read as either."""
    for (one, first), (other, second) in itertools.permutations([("White", "White British"), ("Black", "Caribbean"), ("Asian", "Indian")], 2):
        if one != "Mixed":
            assert v.meaning("ethnicity", f"{one} - {second}") is None, (first, second)
