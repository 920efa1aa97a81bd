"""Bad files of surveys, training, events and offences: every fault at once, and never a number that says who."""

import pytest
from builders import drawn

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, validate

BAD = {
    "surveys": (
        """
        survey  Respondent type  Wave   Response date  Response ID  Question code  Favourable
        street  residents        2022   2022-06-30     R1           Q1             Y
        street  residents        2022   2022-06-30     R1           Q1             N
        street  passer-by        2022   30/13/2022     R2           Q1             maybe
        """,
        (
            "rows 2 and 3 have the same survey and wave and respondent_ref and item_code",
            "'passer-by' is not a code of the populations",
            "it should be Y or N",
            "'30/13/2022'",
        ),
    ),
    "survey_questions": (
        """
        survey      wave  item_code  question  theme
        staff       2022  Q1         fair      fairnes
        staff       2022  Q2         .         trust
        """,
        ("'fairnes' is not a code of the survey themes; nearest is 'fairness'", "it is empty; every row needs one"),
    ),
    "survey_waves": (
        """
        survey      wave  closed      characteristic  group  invited  returned
        staff       2022  2022-10-28  sex             Male   800      812
        """,
        ("column 'invited': less than returned; returned is a part of it; one of the numbers is wrong",),
    ),
    "training_attendance": (
        """
        person_ref  course   Course date  Attendance  In scope  Was available
        P1          Bias     2022-05-02   came        Y         Y
        P2          Bias     2022-05-02   attended    yes       perhaps
        """,
        ("a value of the form 'aaaa' is not a code of the attendance codes", "it should be Y or N"),
    ),
    "community_events": (
        """
        event_ref  event_date  type      audience  attended  attended_women  attended_men
        E1         2022-05-02  outreach  everyone  20        12              9
        E1         2022-05-03  outreach  cats      20        12              .
        """,
        (
            "column 'attended': less than attended_women and attended_men together; attended_women and attended_men are parts of it",
            "'cats'",
            "rows 2 and 3 have the same event_ref",
        ),
    ),
    "cj_outcomes": (
        """
        month       offence_group  vawg  recorded  charged  responses  response_target_met
        2022-05-01  theft          N     20        21       .          .
        2022-06-01  arson          N     20        .        10         11
        """,
        ("less than charged", "less than response_target_met", "'arson' is not a code of the offence groups"),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_every_fault(name):
    text, said = BAD[name]
    with pytest.raises(DataFault) as refused:
        validate(drawn(text), TABLES[name], file=f"{name}.csv")
    for words in said:
        assert words in str(refused.value)


def test_headings_and_words_of_real_files_are_understood():
    frame = validate(
        drawn("""
        Survey name  Respondent type  Survey wave  Date completed  Response ID  Question number  Answer  Positive  Ethnic group
        street       Residents        2022         30/06/2022      R1           Q1               4       Yes       Black
        staff        Employee         2022         30/06/2022      R1           Q1               .       .         .
        """),
        TABLES["surveys"],
        file="surveys.csv",
    )
    assert frame["population"].tolist() == ["resident", "staff"]
    assert frame["favourable"].tolist()[0] is True and frame["favourable"].isna().tolist() == [False, True]
    assert frame["ethnicity_2"].tolist() == ["Ethnic minorities", "Not recorded"]


def test_parts_may_leave_people_out_and_a_blank_is_not_none():
    frame = validate(
        drawn("""
        event_ref  event_date  type      audience  attended  attended_women  attended_men
        E1         2022-05-02  outreach  public    20        12              .
        E2         2022-05-03  outreach  all       .         12              3
        """),
        TABLES["community_events"],
        file="community_events.csv",
    )
    assert frame["attended_men"].isna().tolist() == [True, False] and frame["audience"].tolist() == ["everyone"] * 2
