"""What a board member sees first: the finding before the totals, kinds in one sentence, few rows, no maximum that may not be one."""

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.disclosure import release
from eianalysis.errors import UsageError
from eianalysis.measures.compare import compare
from eianalysis.measures.kinds import kinds
from eianalysis.measures.rates import share
from eianalysis.measures.windows import Window
from eianalysis.policy import policy_for
from eianalysis.results import Definition
from eianalysis.sources import TypedTable
from eianalysis.wording import findings
from eianalysis.wording.headline import full_title as headline

BOARD = policy_for("board")
SEARCHED = Definition("Finds", "searches with a find", "searches", noun="searches of people", verb="found something",
                      base_unit="searches")
#: object -> (finds, searches) of White and of Black people
DRAWN = {"Drugs": ((100, 300), (170, 300)), "Weapons": ((40, 200), (42, 200)), "Goods": ((30, 150), (31, 150)),
         "Fireworks": ((20, 100), (21, 100))}


def searches():
    rows = [(what, group, at < yes) for what, pair in DRAWN.items() for group, (yes, many) in zip(("White", "Black"), pair, strict=True)
            for at in range(many)]
    frame = pd.DataFrame(rows, columns=["object", "ethnicity_5", "find"]).astype({"find": "boolean"})
    return TypedTable("searches", frame, groupings={"ethnicity": ("ethnicity_5",)})


def by_object():
    made = share(searches(), "find", by="ethnicity", measure="finds", definition=SEARCHED, within=("object",))
    return release(compare(made, reference="White"), BOARD)


def test_many_totals_are_one_sentence_after_the_finding():
    said = list(findings(by_object()))
    assert said[0].startswith("Drugs: 170 of 300 searches of Black people found something")
    totals = [each for each in said if each.startswith("All searches of people, how many found something:")]
    assert len(totals) == 1 and "Drugs 45.0%, " in totals[0] and said.index(totals[0]) > 0


def test_groups_side_by_side_are_a_row_an_object():
    shown = ei.table(by_object(), across="group")
    assert shown.grid.headers == ("Object", "All", "Black", "White") and len(shown.grid.rows) == 4
    assert shown.grid.rows[[row[0] for row in shown.grid.rows].index("Drugs")] == (
        "Drugs", "45.0% (270/600)", "56.7% (170/300) clear", "33.3% (100/300)")


def test_a_hidden_cell_side_by_side_is_hidden():
    table = searches()
    frame = table.frame.copy()
    few = frame.index[frame["object"].eq("Fireworks") & frame["ethnicity_5"].eq("Black")]
    frame.loc[few, "find"] = [True] * 2 + [False] * 98
    made = share(TypedTable("searches", frame, groupings=table.groupings), "find", by="ethnicity", measure="finds",
                 definition=SEARCHED, within=("object",))
    grid = ei.table(release(compare(made, reference="White"), BOARD), across="group").grid
    row = next(row for row in grid.rows if row[0] == "Fireworks")
    assert "[c]" in row[1:] and not any("2/100" in cell for cell in row)
    assert any(symbol == "[c]" for symbol, _ in grid.legend)


def test_two_characteristics_cannot_stand_side_by_side():
    made = release(share(searches(), "find", by=["ethnicity", "object"], measure="finds"), BOARD)
    with pytest.raises(UsageError, match="cannot stand side by side"):
        ei.table(made, across="group")


def test_the_values_of_a_key_stand_side_by_side():
    shown = ei.table(by_object(), across="object")
    assert shown.grid.headers[0] == "Group" and set(shown.grid.headers[1:]) == set(DRAWN)
    rows = {row[0]: dict(zip(shown.grid.headers, row, strict=True)) for row in shown.grid.rows}
    assert rows["Black"]["Drugs"] == "56.7% (170)" and rows["White"]["Weapons"] == "20.0% (40)"
    with pytest.raises(UsageError, match="across can be 'group' or 'object'"):
        ei.table(by_object(), across="unit")


def ended(counts):
    window = Window("36m", pd.Timestamp("2020-04-01"), pd.Timestamp("2023-03-31"), ())
    values = pd.Series([name for name, many in counts.items() for _ in range(many)])
    return release(kinds("grievance_outcomes", values, {name: name.capitalize() for name in counts}, "grievance_outcome", window, ()), BOARD)


def test_kinds_are_one_sentence_and_the_title_names_the_most():
    made = ended({"withdrawn": 20, "upheld": 30, "resolved": 50})
    assert list(findings(made)) == ["In the 36 months to 31 March 2023, 100 grievances were counted. Most often: resolved (50.0%), "
                                    "upheld (30.0%) and withdrawn (20.0%)."]
    assert headline(made) == "How grievances ended: most often resolved (50.0%)"
    assert ei.plot_bars(made).title == "How grievances ended: most often resolved (50.0%)"


@pytest.mark.parametrize(("hidden", "named"), [(("B",), True), (("C",), False)])
def test_no_maximum_is_named_where_a_hidden_bar_could_be_larger(hidden, named):
    """Shown A has 40 of 100. If 15 are left for the hidden one it cannot be larger; if 45 are it can."""
    from eianalysis.wording.wholes import largest

    rows = [{"group": "All", "numerator": 100, "denominator": 100, "status": "shown"},
            {"group": "A", "numerator": 40, "denominator": 100, "status": "shown"},
            {"group": "B", "numerator": 15, "denominator": 100, "status": "shown"},
            {"group": "C", "numerator": 45, "denominator": 100, "status": "shown"}]
    rows = [{**row, "numerator": None, "status": "hidden"} if row["group"] in hidden else row for row in rows]
    if named:
        rows = [{**row, "numerator": 45} if row["group"] == "C" else row for row in rows]
    found = largest([row for row in rows if row["group"] != "All" and row["status"] == "shown"], rows)
    assert (found["group"] if named else found) == ("C" if named else None)
    assert largest([rows[1]], [rows[1], {**rows[2], "numerator": None, "status": "hidden"}]) is None  # no total: nobody knows
