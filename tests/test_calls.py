"""Arguments of a wrong kind, drawn: whatever is asked through the public door answers, or is refused in the package's own words."""

from __future__ import annotations

import inspect
from collections import Counter
from datetime import date
from functools import partial

import numpy as np
import pandas as pd
import pytest
from tests.fuzz import calls

import eianalysis as ei
from eianalysis.argument_kinds import CallError, kept_to, right, values_of
from eianalysis.errors import EIAnalysisError, UsageError
from eianalysis.measures.catalogue import declared_measures


def wrong(seed, many):
    return [f"{call.said}: {why}" for call in calls.drawn(seed, many) if (why := calls.came(call))]


@pytest.mark.slow
def test_300_odd_calls_answer_or_are_refused():
    assert wrong(12, 300) == []


@pytest.mark.long
def test_3000_odd_calls_answer_or_are_refused():
    assert wrong(2026, 3_000) == []


def test_what_is_drawn_goes_through_every_door_and_the_same_seed_draws_the_same():
    """Of calls that are all alike, or all right, none would ever fail."""
    made = [[call.said.partition("(")[0].partition(" ")[0] for call in calls.drawn(3, 60)] for _ in range(2)]
    doors = Counter("command" if name == "eianalysis" else name.partition(".")[0] for name in made[0])
    assert made[0] == made[1] and set(doors) == {"command", "ei", "force", "released", "result"}


@pytest.mark.parametrize(
    ("fault", "said"), [(KeyError("x"), "KeyError"), (SystemExit(3), "ended with 3"), (SystemExit(2), "ended with 2"), (UsageError(" "), "a message")]
)
def test_a_raw_error_is_told(fault, said):
    def fails():
        raise fault

    assert said in calls.came(calls.Call("x()", fails))
    assert calls.came(calls.Call("x()", lambda: 1)) == ""


# --- one kind after the other -----------------------------------------------------------------------------------------------------


def asked(
    table: ei.Result | None = None,
    *,
    by: str | tuple[str, ...] = "sex",
    months: int = 12,
    share: float = 0.5,
    day: date | None = None,
    to: dict[str, str] | None = None,
    yes: bool = False,
    nearly: str | date = "",
):
    """A function of every kind of argument."""
    return day


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"by": 3}, 'by is 3: it should be a word, as "sex", or several words, as ["sex"]'),
        ({"by": b"sex"}, "by is a bytes: it should be a word"),
        ({"by": ("sex", 3)}, "by is ('sex', 3): it should be a word"),
        ({"months": "twelve"}, "months is 'twelve': it should be a whole number, as 12"),
        ({"months": 12.5}, "months is 12.5: it should be a whole number, as 12"),
        ({"months": True}, "months is True: it should be a whole number"),
        ({"months": [12]}, "months is [12]: it should be a whole number"),
        ({"months": 1e300}, "months is 1e+300: it should be a whole number"),
        ({"months": 10**400}, "it should be a whole number"),
        ({"share": float("nan")}, "share is nan: it should be a number, as 0.5"),
        ({"share": float("inf")}, "share is inf: it should be a number, as 0.5"),
        ({"share": pd.NA}, "share is a NAType: it should be a number, as 0.5"),
        ({"day": 20230401}, 'day is 20230401: it should be a day, as "2023-03-31", or None'),
        ({"day": pd.NaT}, "day is a NaTType: it should be a day"),
        ({"day": "2023-02-30"}, "day is a day, as \"2015-02-01\", not '2023-02-30' (there is no day 30 in that month)"),
        ({"day": "soon"}, "day is a day, as \"2015-02-01\", not 'soon'"),
        ({"to": ["sex"]}, 'to is [\'sex\']: it should be a mapping, as {"sex": "Male"}, or None'),
        ({"to": {"sex": None}}, "to is a dict: it should be a mapping"),
        ({"yes": "yes"}, "yes is 'yes': it should be True or False"),
        ({"table": "people"}, "table is 'people': it should be a Result, as a measure gives it, or None"),
        ({"moths": 12}, "asked() has no 'moths'; did you mean 'months'?"),
    ],
)
def test_each_kind_is_refused_with_what_would_be_right(given, said):
    with pytest.raises(UsageError) as told:
        kept_to(asked)(**given)
    assert said in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize(
    "given",
    [
        {"by": "sex"},
        {"by": ["sex", "rank"]},
        {"by": ()},
        {"months": 12.0},
        {"months": np.int64(12)},
        {"share": 1},
        {"day": pd.Timestamp("2023-03-31")},
        {"to": {}},
        {"yes": np.True_},
        {"nearly": "whenever"},
        {"nearly": date(2023, 1, 1)},
    ],
)
def test_what_can_only_mean_one_thing_is_taken(given):
    kept_to(asked)(**given)


@pytest.mark.parametrize("said", ["2023-03-01", "01/03/2023", " 2023-03-01 ", date(2023, 3, 1)])
def test_a_day_in_writing_is_that_day(said):
    assert kept_to(asked)(day=said) == date(2023, 3, 1)


def test_too_many_arguments_are_an_error_of_ours_and_of_pythons():
    with pytest.raises(TypeError) as told:
        kept_to(asked)(None, None)
    assert isinstance(told.value, CallError) and "asked() cannot be asked like this: too many" in str(told.value)


def test_values_of_a_column_are_words_numbers_or_days():
    assert values_of("sex", "Female") == ["Female"] and values_of("sex", ("F", None)) == ["F", None] and values_of("n", np.array([1])) == [1]
    for odd in ({"a": 1}, [["F"]], object(), float("nan"), pd.DataFrame()):
        with pytest.raises(UsageError, match="it should be"):
            values_of("sex", odd)


@pytest.mark.parametrize("name", sorted(name for name in ei.__all__ if inspect.isfunction(getattr(ei, name))))
def test_what_a_function_takes_unless_told_otherwise_is_of_the_kind_it_declares(name):
    """A default that its own signature rules out would be refused when it is written out."""
    function = getattr(ei, name)
    usual = {each.name: each.default for each in inspect.signature(function).parameters.values() if each.default is not each.empty}
    assert set(right(function, usual)) == set(usual)


def test_what_standing_questions_ask_is_of_the_kinds_that_their_measures_declare():
    for measure in declared_measures().values():
        rows = measure.rows.func if isinstance(measure.rows, partial) else measure.rows
        for ask in measure.asks.values() if rows else ():
            right(rows, {name: value for name, value in ask.options.items() if name in inspect.signature(rows).parameters})


# --- the public door --------------------------------------------------------------------------------------------------------------

REPAIRS = {
    "a cycle that is a number": (lambda kit, cycle=20230401: ei.load_cycle(cycle, data_dir=calls.ROOT / "data"), "2023-04"),
    "a day that is none": (lambda kit, day="2023-02-30": ei.exceptions(kit.force.register, as_at=day), "2023-03-31"),
    "a day as a number": (lambda kit, day=20230331: ei.contradictions(kit.force.register, as_at=day), "2023-03-31"),
    "a number that is a word": (lambda kit, ahead="three": ei.schedule(kit.force.register, as_at="2023-03-31", within_months=ahead), 3),
    "the id of another's measure": (lambda kit, measure="stability_12m": by_scheme(kit, measure), "application_by_scheme"),
    "a code that is none": (lambda kit, purpose="renewals": kit.force.ask("vetting_refusals", purpose=purpose), "renewal"),
    "the label of a code": (lambda kit, scheme="Mentoring": kit.force.ask("participation_rate", scheme=scheme), "mentoring"),
    "a standing question misspelt": (lambda kit, name="dip_month/comunity": kit.force.stand(name), "dip_month/community"),
    "a table that is a word": (lambda kit, table="leavers": kit.force.holding(leavers=table), None),
    "axes that are none": (lambda kit, ax=0: ei.plot_rates(kit.releases[0], ax=ax), None),
    "a value that is a mapping": (lambda kit, value={"sex": "Female"}: kit.force.people.where(sex=value), "Female"),
    "a part that is a mapping": (lambda kit, part={"stage": 1}: kit.releases[1].only(stage=part), "Applied"),
    "the name of no file": (lambda kit, folder="é" * 300: ei.cycle_names(folder), calls.ROOT / "data"),
    "no tables": (lambda kit, tables=(): ei.data_notes(*tables, cycle=kit.cycle), None),
}


def by_scheme(kit, measure):
    return ei.promotion_by_scheme(kit.force.promotions, kit.force.table("development"), kit.force.people, cycle=kit.cycle, measure=measure)


@pytest.mark.slow
@pytest.mark.parametrize("slip", REPAIRS)
def test_a_slip_is_refused_and_its_repair_works(slip):
    ask, repair = REPAIRS[slip]
    kit = calls.kit()
    with pytest.raises(EIAnalysisError) as told:
        ask(kit)
    assert len(str(told.value)) < 300
    repairs = {"a table that is a word": kit.force.leavers, "no tables": (kit.force.leavers,)}
    if slip == "axes that are none":
        import matplotlib.pyplot as plt

        repairs[slip] = plt.subplots()[1]
    ask(kit, repairs.get(slip, repair))
