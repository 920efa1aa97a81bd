"""The lists and their traps. Truth from outside: the labels that occur in the published files."""

import csv
import gzip
import io
import re
import zipfile

import pytest

from eianalysis import vocabulary as v


def test_chinese_is_asian_in_the_old_list_and_in_the_new():
    groups = v.ethnicity_groups(["O1", "A4"])
    assert groups["ethnicity_18"] == ["Chinese", "Chinese"]
    assert groups["ethnicity_5"] == ["Asian", "Asian"]
    assert groups["ethnicity_2"] == ["Ethnic minorities", "Ethnic minorities"]


def test_not_stated_prefer_not_and_not_recorded_stay_three():
    assert v.UNDECLARED == (*v.UNDECLARED_CODES, v.UNDECLARED_TOGETHER) and len(set(v.UNDECLARED_CODES)) == 3
    for grouping in v.ethnicity_groups(["NS", "P", "U", "", None, float("nan")]).values():
        assert grouping == ["Not stated", "Prefer not to say", "Not recorded", "Not recorded", "Not recorded", "Not recorded"]


@pytest.mark.parametrize(
    ("codes", "system"),
    [(["W1", "O1"], "16+1"), (["W1", "A4"], "18+1"), (["W1", "B2"], "either"), (["O1", "A4"], "mixed"), (["o1 ", "w3"], "mixed"), ([], "either")],
)
def test_which_list_the_codes_are_of(codes, system):
    assert v.ethnicity_system(codes) == system


def test_a_code_of_no_list_is_named():
    with pytest.raises(ValueError, match=r"not codes of the 18\+1 list: W8"):
        v.ethnicity_groups(["W1", "W8"])
    with pytest.raises(ValueError, match=r"not codes of the 16\+1 list: A4, W3"):
        v.ethnicity_groups(["W3", "A4"], system="16+1")
    with pytest.raises(ValueError, match="'17' is not an ethnicity list; it can be: 18\\+1, 16\\+1"):
        v.ethnicity_groups(["W1"], system="17")


def test_the_lists_have_as_many_groups_as_their_names_say():
    assert len(v.ETHNICITY_18) == 18 + 1
    assert len(v.ETHNICITY_16) == 16 + 1
    assert len(v.CHARACTERISTICS) == 9
    assert len(v.POLICE_UK_ETHNICITY) == 18 + 1
    assert set(v.POLICE_UK_ETHNICITY.values()) == set(v.ETHNICITY_18)


def test_every_group_rolls_up():
    for label in v.ETHNICITY_18.values():
        five = v.roll_up(label, "ethnicity_18", "ethnicity_5")
        assert five in v.ETHNICITY_5 or five in v.UNDECLARED
        assert v.roll_up(label, "ethnicity_18", "ethnicity_2") == v.roll_up(five, "ethnicity_5", "ethnicity_2")
    assert v.roll_up("White Irish", "ethnicity_18", "ethnicity_2") == "White"
    with pytest.raises(ValueError, match="'Asain' is not a group of ethnicity_5; did you mean 'Asian'?"):
        v.roll_up("Asain", "ethnicity_5", "ethnicity_2")
    with pytest.raises(ValueError, match="'ethnicity_2' does not roll up to 'ethnicity_5'"):
        v.roll_up("White", "ethnicity_2", "ethnicity_5")


def test_not_stated_begins_with_other_and_is_not_other():
    assert v.police_uk_code("Other ethnic group - Not stated") == "NS"
    assert v.police_uk_code("Other ethnic group - Any other ethnic group") == "O9"
    assert v.police_uk_code("") == ""
    assert v.police_uk_code("White - Somewhere else") is None
    assert v.police_uk_code(" white -  irish\u00a0") == "W2"


def test_officer_defined_codes_and_words():
    assert [v.officer_group(word) for word in ("IC1", "ic 2", "IC3", "Black", "", "IC9", "Grey")] == [
        "White",
        "White",
        "Black",
        "Black",
        "Not recorded",
        "Not recorded",
        None,
    ]


def _labels(shared):
    """Every distinct value of the label columns in all published months: files, gzips and archives."""
    folder = shared / "public-data" / "stop-search"
    texts = [path.read_text(encoding="utf-8-sig") for path in folder.rglob("*.csv") if path.parent.name != "published"]
    texts += [gzip.decompress(path.read_bytes()).decode() for path in folder.rglob("*.csv.gz")]
    for path in folder.rglob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            texts += [archive.read(name).decode("utf-8-sig") for name in archive.namelist()]
    found = {"self": set(), "officer": set(), "outcome": set(), "age": set(), "object": set(), "type": set()}
    names = {
        "self": ("Self-defined ethnicity", "self_defined_ethnicity"),
        "outcome": ("Outcome", "outcome"),
        "officer": ("Officer-defined ethnicity", "officer_defined_ethnicity"),
        "type": ("Type", "type"),
        "age": ("Age range", "age_range"),
        "object": ("Object of search", "object_of_search"),
    }
    for text in texts:
        rows = csv.reader(io.StringIO(text))
        heading = next(rows)
        places = {key: next(heading.index(name) for name in both if name in heading) for key, both in names.items()}
        for row in rows:
            for key, place in places.items():
                found[key].add(row[place])
    return len(texts), found


@pytest.mark.slow
def test_every_label_in_the_published_files_is_known(shared):
    files, found = _labels(shared)
    assert files > 1000
    assert {label for label in found["self"] if v.police_uk_code(label) is None} == set()
    assert {word for word in found["officer"] if v.officer_group(word) is None} == set()
    assert found["outcome"] - set(v.OUTCOMES) == {""}
    assert found["age"] - set(v.STOP_AGE) == {""}
    assert found["object"] - set(v.OBJECTS) == {""}
    assert found["type"] == set(v.SEARCH_TYPES)


def test_bands_have_no_hole_and_no_overlap():
    for bands in (v.AGE_BANDS, v.SERVICE_BANDS):
        ends = list(bands.values())
        assert all(one[1] == other[0] for one, other in zip(ends, ends[1:]))
    assert [v.band(age, v.AGE_BANDS) for age in (25, 26, 40, 41, 55, 56, None, float("nan"))] == [
        "Under 26",
        "26 to 40",
        "26 to 40",
        "41 to 55",
        "41 to 55",
        "Over 55",
        "Not recorded",
        "Not recorded",
    ]
    assert v.band(0.99, v.SERVICE_BANDS) == "Less than 1 year"
    assert v.band(30, v.SERVICE_BANDS) == "30 years or over"


def test_ranks_have_bands_and_unknown_ranks_have_none():
    assert [v.rank_band(rank) for rank in ("constable", "Chief Inspector", "Commander", "c", "", "Captain")] == [
        "Constable",
        "Inspecting ranks",
        "Chief officers",
        "Lower staff grades",
        "Not recorded",
        None,
    ]


def test_every_leaver_type_but_the_career_break_has_a_family():
    assert set(v.LEAVER_TYPES) - set(v.LEAVER_FAMILY) == set(v.NOT_LEAVERS)
    assert set(v.LEAVER_FAMILY.values()) == set(v.LEAVER_FAMILIES)


def test_order_is_alphabetical_with_other_and_undeclared_last():
    assert v.order("ethnicity_5", ["Not recorded", "Other", "White", "Not stated", "Asian", "All", "Black"]) == [
        "All",
        "Asian",
        "Black",
        "White",
        "Other",
        "Not stated",
        "Not recorded",
    ]
    assert v.order("unit", ["Zulu", "Other", "alpha", "Zulu"]) == ["alpha", "Zulu", "Other"]
    assert v.order("rank_band", ["Constable", "Chief officers", "Sergeant"]) == ["Chief officers", "Sergeant", "Constable"]
    assert v.order("age_range", ["over 34", "10-17", "under 10"]) == ["under 10", "10-17", "over 34"]


@pytest.mark.parametrize(
    ("column", "group", "noun", "words"),
    [
        ("ethnicity_2", "Ethnic minorities", "officers", "officers from ethnic minorities"),
        ("ethnicity_2", "White", "officers", "White officers"),
        ("ethnicity_5", "Mixed", "people", "people with Mixed ethnicity"),
        ("ethnicity_5", "Other", "people", "people from other ethnic groups"),
        ("ethnicity_2", "Not stated", "officers", "officers who did not state their ethnicity"),
        ("sex", "Not recorded", "officers", "officers whose sex was not recorded"),
        ("disability", "Prefer not to say", "staff", "staff who preferred not to say their disability"),
        ("sex", "Female", "officers", "female officers"),
        ("age_band", "Under 26", "officers", "officers aged under 26"),
        ("age_range", "18-24", "people searched", "people searched aged 18 to 24"),
        ("officer_ethnicity", "Black", "people searched", "people searched described by the officer as Black"),
        ("ethnicity_5", "White", "searches of people", "searches of White people"),
        ("ethnicity_2", "Not stated", "searches of people", "searches of people who did not state their ethnicity"),
        ("object", "Stolen goods", "searches of people", "searches for stolen goods"),
        ("object", "Small groups together", "searches of people", "searches in small groups put together"),
        ("sex", "Female", "grievances of officers and staff", "grievances of female officers and staff"),
        ("complainant_ethnicity", "Asian", "complaints by people", "complaints by Asian people"),
        ("way", "Any other way", "complaints", "complaints in any other way"),
        ("allegation", "Alleging discrimination", "cases", "cases alleging discrimination"),
        ("sampler", "Community", "samples", "samples drawn by the community"),
        ("perceived_age", "18-34", "uses of force on people", "uses of force on people aged 18 to 34"),
        ("rank_band", "Inspecting ranks", "officers", "officers in inspecting ranks"),
        ("unit", "TFG", "officers", "officers in TFG"),
        ("ethnicity", "Hispanic", "officers", "Hispanic officers"),
        ("sex", "All", "officers", "all officers"),
    ],
)
def test_groups_in_a_sentence(column, group, noun, words):
    assert v.phrase(column, group, noun) == words


def test_labels_of_columns():
    assert v.characteristic_label("ethnicity_2") == "Ethnicity (2 groups)"
    assert v.characteristic_label("sexual_orientation") == "Sexual orientation"


@pytest.mark.parametrize(
    ("column", "group", "noun", "said"),
    [
        ("sex", "Female", "people at events", "women at events"),
        ("sex", "Male", "people in post", "men in post"),
        ("sex", "Female", "officers", "female officers"),
        ("perceived_sex", "Male", "uses of force on people", "uses of force on men and boys"),
        ("woman", "Women", "searches of people", "searches of women and girls"),
        ("woman", "All others", "searches of people", "searches of all others"),
        ("ethnicity_5_by_sex", "Black, Female", "searches of people", "searches of Black women and girls"),
        ("ethnicity_2_by_woman", "Ethnic minorities, Women", "people in post", "women from ethnic minorities in post"),
        ("ethnicity_2", "Ethnic minorities", "officers with a case against them", "officers from ethnic minorities with a case against them"),
        ("victim_ethnicity", "Not recorded", "offences", "offences with a victim whose ethnicity was not recorded"),
        ("suspect", "Not recorded", "offences", "offences of which nobody recorded whether the suspect is police"),
        ("ethnicity_5", "Mixed", "people who showed interest", "people with Mixed ethnicity who showed interest"),
        ("disability", "Not disabled", "people employed by the force", "people employed by the force who are not disabled"),
        ("officer_ethnicity_by_woman", "Asian, All others", "searches of people", "searches of all others described by the officer as Asian"),
        ("woman", "Not recorded", "people", "people whose sex was not recorded"),
        ("complainant_sex", "Female", "complaints by people", "complaints by women"),
    ],
)
def test_people_of_one_sex_are_women_and_men(column, group, noun, said):
    assert v.phrase(column, group, noun) == said


@pytest.mark.parametrize(
    "noun",
    [
        "people",
        "officers",
        "men",
        "women",
        "male officers",
        "female staff",
        "women officers",
        "eligible male officers in post",
        "searches of men and boys",
        "searches of women and girls",
        "White male officers",
        "searches of people",
        "officers and staff",
    ],
)
def test_a_sex_is_said_once(noun):
    """Where only men are counted there are men by sex, no "male men"; and what cannot be is said as it was recorded."""
    said_before = {"female": "f", "women": "f", "girls": "f", "male": "m", "men": "m", "boys": "m"}
    own = {said_before[word] for word in re.findall(r"\w+", noun) if word in said_before}
    for column, group, sex in (
        ("sex", "Female", "f"),
        ("sex", "Male", "m"),
        ("woman", "Women", "f"),
        ("women", "Women officers", "f"),
        ("complainant_sex", "Male", "m"),
        ("perceived_sex", "Female", "f"),
    ):
        said = v.phrase(column, group, noun)
        if own == {sex}:
            assert said == noun
        elif own:
            assert said == f"{noun} recorded as {'female' if sex == 'f' else 'male'}"
        else:
            words = [said_before[word] for word in re.findall(r"\w+", said) if word in said_before and word not in ("girls", "boys")]
            assert words == [sex], said
    assert v.phrase("sex", "Male", "officers with a female victim") == "male officers with a female victim"
    assert v.phrase("sex", "Other", "men") == "men recorded as another sex"
