"""A standing question asked every quarter: everybody together, earliest first, the same counts as each quarter's own."""

import pytest

import eianalysis as ei

NAME = "complaint_officer_rate/quarters"


@pytest.fixture(scope="module")
def asked():
    return ei.force("2023-04").ask(NAME)


def test_each_quarter_is_counted_as_it_is_alone(asked):
    rows = asked.unreleased
    assert list(asked.keys) == ["month"] and len(rows) == 16 and rows["month"].iloc[-1] == "2023-01 to 2023-03"
    assert rows["period_start"].is_monotonic_increasing and set(rows["group"]) == {"All"} and set(rows["characteristic"]) == {"everybody"}
    alone = ei.force("2023-04").ask("complaint_officer_rate", by="sex", every="quarter").unreleased
    last = alone[(alone["quarter"] == "Quarter to March 2023") & (alone["group"] == "All")].iloc[0]
    assert (rows["numerator"].iloc[-1], rows["denominator"].iloc[-1]) == (last["numerator"], last["denominator"])


def test_it_has_limits_and_an_icon_and_no_year_of_headcounts(asked):
    released = asked.release()
    assert released.table["series_low"].notna().all() and released.table["rolling_year"].isna().all()
    assert any(sentence.startswith(("Ordinary variation", "Change for")) for sentence in ei.findings(released))
    assert asked.coarser().unreleased["window"].eq("by year").all()


def test_named_by_what_it_is_asked_otherwise_it_is_no_series():
    assert "month" not in ei.force("2023-04").ask(NAME, by="sex", months=12).keys
