"""From a true result through the real gate to everything people read: hidden counts are nowhere in it."""

import re

import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.figures import plot_bars, plot_rates, plot_ratios
from eianalysis.measures.compare import compare, with_rates
from eianalysis.policy import policy_for
from eianalysis.results import Result
from eianalysis.tables import table
from eianalysis.wording import alt, explain, findings, headline

from .builders import FILE, LEAVING, drawn

# Bases are odd numbers that no rounding, year or percentage makes by chance. Other has 3 leavers, so it is hidden, and so
# is one more row that would give it away.
COUNTS = """
group      | numerator | denominator
All        | 1418      | 7919
Asian      | 211       | 1283
Black      | 139       | 947
Mixed      | 189       | 617
White      | 876       | 5051
Other      | 3         | 21
"""


def made(profile: str, reference: str = "White"):
    counts = drawn(COUNTS).assign(
        measure="leaving",
        kind="proportion",
        window="12m",
        characteristic="ethnicity_5",
        period_start=pd.Timestamp("2022-04-01"),
        period_end=pd.Timestamp("2023-03-31"),
    )
    result = with_rates(Result("leaving", "counts", LEAVING, counts, sources=(FILE,)))
    return release(compare(result, reference=reference), policy_for(profile))


def everything_read(released) -> str:
    figures = [plot_ratios(released), plot_rates(released), plot_bars(released)]
    view = table(released)
    said = [repr(view), view._repr_html_(), str(findings(released)), str(explain(released)), headline(released)]
    said += [alt(released, kind) for kind in ("comparison", "rates", "bars", "steps")]
    return "\n".join([*said, *(f"{figure.html()}{figure!r}{figure.data.to_csv()}" for figure in figures)])


@pytest.mark.parametrize("profile", ["board", "public"])
@pytest.mark.parametrize("reference", ["White", "Other"])
def test_no_hidden_count_is_said_drawn_or_carried(profile, reference):
    released = made(profile, reference)
    frame = released.table
    hidden = frame.loc[frame["status"].isin(["hidden"]), "group"]
    assert "Other" in set(hidden) and len(hidden) >= 2
    true = drawn(COUNTS).set_index("group")
    words = re.sub(r"sha256 \w+|data: \w+|f[0-9a-f]{10}", "", everything_read(released)).replace(",", "")
    words = re.sub(r' d="[^"]*"| x="[^"]*"| y="[^"]*"| textLength="[^"]*"|rotate\([^)]*\)|translate\([^)]*\)', "", words, flags=re.DOTALL)
    for group in hidden:
        for count in true.loc[group][lambda row: row > 100]:
            assert not re.search(rf"(?<!\d){count}(?!\d)", words), (group, count)
    for group in ("All", "White"):
        if profile == "board" and group not in set(hidden):
            assert re.search(rf"(?<!\d){true.loc[group, 'denominator']}(?!\d)", words)


def test_the_same_release_reads_the_same_twice():
    assert everything_read(made("board")) == everything_read(made("board"))


def test_a_hidden_reference_leaves_no_ratio_anywhere():
    released = made("board", "Other")
    assert "times the rate" not in str(findings(released))
    assert "no comparison is shown, because the reference's figures are hidden" in str(findings(released))
    assert not any("atio" in header or header == "Verdict" for header in table(released).grid.headers)
