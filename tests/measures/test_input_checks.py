"""A table in the wrong place is told as that, by every public measure, before anything is counted."""

import inspect

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import UsageError
from eianalysis.measures.input_checks import ANY_TABLE, wanted
from eianalysis.schema import TABLES
from eianalysis.sources import TypedTable

HELD = ("TypedTable", "Result", "Release", "BoardCycle")
MEASURES = sorted(
    name
    for name in ei.__all__
    if getattr(getattr(ei, name), "__module__", "").startswith("eianalysis.measures.") and not isinstance(getattr(ei, name), type) and name != "catalogue"
)


def parameters(name):
    return inspect.signature(getattr(ei, name)).parameters.values()


def call(name, **given):
    """The measure with each parameter as given, else something of the right table, else nothing."""
    positional, named = [], {}
    for parameter in parameters(name):
        value = given.get(parameter.name)
        if parameter.name not in given and parameter.annotation == "TypedTable":
            value = hand_made((wanted(name, parameter.name) or ("leavers",))[0])
        if parameter.kind is parameter.VAR_POSITIONAL:
            positional.append(value)
        elif parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            positional.append(value)
        elif parameter.kind is parameter.KEYWORD_ONLY and (parameter.name in given or parameter.default is parameter.empty):
            named[parameter.name] = value
    return getattr(ei, name)(*positional, **named)


def hand_made(name):
    return TypedTable(name, pd.DataFrame())


TABLES_OF = [
    (name, parameter.name)
    for name in MEASURES
    for parameter in parameters(name)
    if parameter.annotation == "TypedTable" and parameter.kind is not parameter.VAR_KEYWORD
]


@pytest.mark.parametrize("name, parameter", [pair for pair in TABLES_OF if pair[0] not in ANY_TABLE])
def test_another_table_is_refused_by_name(name, parameter):
    meant = wanted(name, parameter)
    assert meant, f"say in measures/input_checks.py which table '{parameter}' of {name}() is"
    other = next(table for table in ("leavers", "workforce_snapshot") if table not in meant)
    with pytest.raises(UsageError) as refused:
        call(name, **{parameter: hand_made(other)})
    assert f"{parameter} should be the table '{meant[0]}'" in str(refused.value)
    assert f"and is '{other}'" in str(refused.value) and str(refused.value).startswith(f"{name}() was not given")


@pytest.mark.parametrize("name, parameter", TABLES_OF)
def test_what_is_no_table_is_refused(name, parameter):
    with pytest.raises(UsageError, match=f"{parameter} should be .*table.*, and is a DataFrame"):
        call(name, **{parameter: pd.DataFrame({"person_ref": ["P1"]})})


@pytest.mark.parametrize("name", [name for name in MEASURES if name != "read_counts"])  # which reads files
def test_every_measure_looks_at_something(name):
    """A parameter whose kind is not looked at would fail inside; those that take numbers and words are not meant."""
    assert [each for each in parameters(name) if str(each.annotation) in (*HELD, "Result | Iterable[Result]")]


@pytest.mark.parametrize("name", [name for name in MEASURES for each in parameters(name) if str(each.annotation) == "Result" and each.name == "result"])
def test_a_table_where_a_result_is_wanted_is_refused(name):
    with pytest.raises(UsageError, match="result should be a Result, as a measure gives it, and is 'leavers'"):
        call(name, result=hand_made("leavers"))


@pytest.mark.parametrize("name", ["retention_target", "leading_stage"])
def test_what_is_not_released_is_refused(name):
    with pytest.raises(UsageError, match="released should be a Release, as .* gives it, and is 'leavers'"):
        call(name, released=hand_made("leavers"))


def test_swapped_tables_are_all_told_with_their_order():
    leavers, people, joiners = map(hand_made, ("leavers", "workforce_snapshot", "joiners"))
    cycle = ei.load_cycle("2023-04")
    with pytest.raises(UsageError) as refused:
        ei.turnover(leavers, people, joiners, cycle=cycle, by="sex")
    assert str(refused.value) == (
        "turnover() was not given what it needs: people should be the table 'workforce_snapshot', and is 'leavers'; "
        "leavers should be the table 'leavers', and is 'workforce_snapshot'. "
        "Its tables, in this order: people, leavers, joiners."
    )


def test_a_cycle_by_name_only_is_refused():
    with pytest.raises(UsageError, match=r'cycle should be a board cycle, as load_cycle\("2023-04"\) gives it, and is a str'):
        ei.search_outcomes(hand_made("stop_search"), cycle="2023-04", by="sex")


def test_tables_of_the_evidence_map_are_looked_at():
    cycle, register = ei.load_cycle("2023-04"), hand_made("register")
    with pytest.raises(UsageError, match="there is no table 'leaver'; did you mean 'leavers'"):
        ei.evidence_map(register, cycle, leaver=hand_made("leavers"))
    with pytest.raises(UsageError, match="workforce should be the table 'workforce_snapshot', and is 'leavers'"):
        ei.evidence_map(register, cycle, workforce=hand_made("leavers"))


def test_every_table_said_is_declared():
    assert {table for name, parameter in TABLES_OF for table in wanted(name, parameter)} <= {*TABLES, "draft_register"}


def test_too_few_tables_are_told_by_python():
    with pytest.raises(TypeError, match="joiners"):
        ei.turnover(hand_made("workforce_snapshot"), hand_made("leavers"), cycle=ei.load_cycle("2023-04"), by="sex")


def test_a_measure_keeps_its_name_and_help():
    assert ei.turnover.__name__ == "turnover" and "leavers" in ei.turnover.__doc__
    assert list(inspect.signature(ei.turnover).parameters)[:3] == ["people", "leavers", "joiners"]
