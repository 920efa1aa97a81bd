"""What those who did not answer could change, worked out by hand, and never out of what is hidden."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import UsageError
from tests.builders import table

WAVES = table(
    "survey_waves",
    """
    survey  wave  closed      characteristic  group   invited  returned
    staff   2022  2022-10-28  all             All     400      200
    staff   2022  2022-10-28  sex             Female  150      90
    staff   2022  2022-10-28  sex             Male    250      110
""",
)
QUESTIONS = table(
    "survey_questions",
    """
    survey  wave  item_code  question  theme  item_text       wording
    staff   2022  Q5         trust     trust  I trust them    new
    street  2022  Q5         trust     trust  I trust police  new
""",
)


def answered(sex, yes, no, start, survey="staff"):
    return pd.DataFrame(
        [
            {
                "survey": survey,
                "wave": "2022",
                "population": "staff",
                "answered_on": "2022-10-20",
                "respondent_ref": f"R{start + n}",
                "item_code": "Q5",
                "favourable": "Y" if n < yes else "N",
                "sex": sex,
            }
            for n in range(yes + no)
        ]
    )


@pytest.fixture
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


def said_and_asked(cycle, *parts, survey="staff"):
    surveys = table("surveys", pd.concat(parts, ignore_index=True))
    said = ei.survey_favourable(surveys, QUESTIONS, cycle=cycle, survey=survey, by="woman")
    return said.release(cycle.policy), ei.survey_response_rate(WAVES, cycle=cycle, survey="staff", by="sex").release(cycle.policy)


def test_each_group_counts_as_it_was_asked_and_the_silent_as_they_may(cycle):
    shown = said_and_asked(cycle, answered("F", 60, 30, 0), answered("M", 33, 77, 500))
    found = ei.survey_nonresponse(*shown)
    # women 150 of 400 asked, 60 of 90 favourable; men 250, 33 of 110: 0.375 x 2/3 + 0.625 x 0.3 = 0.4375
    assert found.counts.iloc[0].to_dict() == {
        "question": "Trust",
        "as answered": "46%",
        "weighted by sex": "44%",
        "lowest possible": "23%",
        "highest possible": "73%",
    }
    assert found.definition.title == "Weighting changes no answer by more than 3 points"
    told = list(ei.findings(found.release(cycle.policy)))
    assert told[:2] == [
        "Were each group as large among the answers as among those asked, by sex, no question would move by more than 3 percentage points.",
        "Trust: 46% of those who answered were favourable. Of all who were asked it could be anything from 23% to 73%.",
    ]


def test_a_question_not_answered_by_all_leaves_more_open(cycle):
    shown = said_and_asked(cycle, answered("F", 50, 20, 0), answered("M", 30, 60, 500))  # 40 who answered did not answer this
    row = ei.survey_nonresponse(*shown).counts.iloc[0]
    assert (row["lowest possible"], row["highest possible"]) == ("20%", "80%")  # 80 and 80 + 240 of 400


def test_nothing_is_worked_out_of_a_hidden_group(cycle):
    shown = said_and_asked(cycle, answered("F", 2, 30, 0), answered("M", 33, 77, 500))
    assert shown[0].table.loc[shown[0].table["group"] == "Women", "numerator"].isna().all(), "two women cannot be shown"
    row = ei.survey_nonresponse(*shown).counts
    assert row.empty or row.iloc[0]["weighted by sex"] == "Hidden"


def test_answers_of_one_survey_do_not_meet_who_answered_another(cycle):
    shown = said_and_asked(cycle, answered("F", 60, 30, 0, "street"), answered("M", 33, 77, 500, "street"), survey="street")
    with pytest.raises(UsageError, match=r"the answers of one survey \(street survey, 2022\) and who answered another \(staff survey, 2022\)"):
        ei.survey_nonresponse(*shown)


def test_the_two_tables_have_their_order(cycle):
    shown = said_and_asked(cycle, answered("F", 60, 30, 0), answered("M", 33, 77, 500))
    with pytest.raises(UsageError, match="survey_favourable, then that of survey_response_rate"):
        ei.survey_nonresponse(*reversed(shown))


def test_what_is_not_there_is_not_available(cycle):
    shown = said_and_asked(cycle, answered("F", 60, 30, 0), answered("M", 33, 77, 500))
    nobody = ei.survey_response_rate(replace(WAVES, absent=True, frame=WAVES.frame.head(0)), cycle=cycle, survey="staff").release(cycle.policy)
    assert ei.survey_nonresponse(shown[0], nobody).release(cycle.policy).status == "not_available"
