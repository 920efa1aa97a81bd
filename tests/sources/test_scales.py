"""A wave whose yes and no, or whose scale, is the other way round is refused; a question turned by itself may be another one."""

from dataclasses import replace

import pytest

from eianalysis.errors import DataFault
from eianalysis.sources.scales import without_turned_scales
from tests.builders import table


@pytest.fixture(scope="module")
def made(tables):
    return table("surveys", tables["surveys"])


@pytest.mark.parametrize(
    "turned",
    [
        lambda frame, there: {"favourable": frame["favourable"].where(~there, ~frame["favourable"])},
        lambda frame, there: {"response": frame["response"].where(~there, 6 - frame["response"])},
    ],
    ids=["yes for no", "the scale"],
)
@pytest.mark.follows
def test_a_wave_turned_round_is_refused(made, turned):
    there = made.frame["wave"] == "2022"
    round_ = replace(made, frame=made.frame.assign(**turned(made.frame, there)))
    with pytest.raises(DataFault, match="in '2022' of 'staff' the answers that are favourable are at the other end of 'response'") as fault:
        without_turned_scales(round_)
    assert "is yes for no in this column there, or was the scale turned round? Give both as in the other waves" in str(fault.value)
    back = replace(made, frame=round_.frame.assign(**turned(round_.frame, there)))
    assert without_turned_scales(back) is back


def test_one_question_turned_round_is_read(made):
    there = (made.frame["wave"] == "2022") & (made.frame["item_code"] == made.frame["item_code"].iloc[0])
    one = replace(made, frame=made.frame.assign(favourable=made.frame["favourable"].where(~there, ~made.frame["favourable"])))
    assert without_turned_scales(one) is one and without_turned_scales(made) is made
