"""What a board member sees first: the finding before the totals, kinds in one sentence, few rows, no maximum that may not be one."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import eianalysis as ei
from eianalysis.disclosure import release
from eianalysis.errors import UsageError
from eianalysis.measures.compare import compare
from eianalysis.measures.shares_by_kind import kinds
from eianalysis.measures.rates import share
from eianalysis.measures.windows import Window
from eianalysis.policy import policy_for
from eianalysis.results import Definition
from eianalysis.sources import TypedTable
from eianalysis.wording import findings
from eianalysis.wording.headline import full_title as headline
from tests.pages.builders import released

BOARD = policy_for("board")
SEARCHED = Definition("Finds", "searches with a find", "searches", noun="searches of people", verb="found something", base_unit="searches")
#: object -> (finds, searches) of White and of Black people
DRAWN = {"Drugs": ((100, 300), (170, 300)), "Weapons": ((40, 200), (42, 200)), "Goods": ((30, 150), (31, 150)), "Fireworks": ((20, 100), (21, 100))}


def searches():
    rows = [(what, group, at < yes) for what, pair in DRAWN.items() for group, (yes, many) in zip(("White", "Black"), pair, strict=True) for at in range(many)]
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
    assert shown.grid.rows[[row[0] for row in shown.grid.rows].index("Drugs")] == ("Drugs", "45.0% (270/600)", "56.7% (170/300) clear", "33.3% (100/300)")


def test_a_hidden_cell_side_by_side_is_hidden():
    table = searches()
    frame = table.frame.copy()
    few = frame.index[frame["object"].eq("Fireworks") & frame["ethnicity_5"].eq("Black")]
    frame.loc[few, "find"] = [True] * 2 + [False] * 98
    made = share(TypedTable("searches", frame, groupings=table.groupings), "find", by="ethnicity", measure="finds", definition=SEARCHED, within=("object",))
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
    assert shown.grid.headers[0] == "Group" and set(shown.grid.headers[1:]) == {f"{what}: % (number)" for what in DRAWN}
    rows = {row[0]: dict(zip(shown.grid.headers, row, strict=True)) for row in shown.grid.rows}
    assert rows["Black"]["Drugs: % (number)"] == "56.7 (170)" and rows["White"]["Weapons: % (number)"] == "20.0 (40)"
    with pytest.raises(UsageError, match="across can be 'group' or 'object'"):
        ei.table(by_object(), across="unit")


WHOLE = """
    worker_type | characteristic | group  | numerator | denominator | status
    Officer     | sex            | All    | 100       | 100         | shown
    Officer     | sex            | Female |           |             | hidden
    Officer     | sex            | Male   | 60        | 100         | shown
    PCSO        | sex            | All    |           |             | hidden
    PCSO        | sex            | Female |           |             | hidden
    PCSO        | sex            | Male   |           |             | hidden
    All         | disability     | All    | 150       | 150         | shown
    All         | disability     | Yes    | 30        | 150         | shown
"""


def test_side_by_side_no_row_and_no_column_vanishes_because_all_of_it_is_hidden():
    """And a table of a characteristic has the columns that apply to it, no others."""
    shown = ei.table(released(WHOLE, keys=("worker_type",)), across="worker_type")
    tables = {each.caption.get_text(): each for each in BeautifulSoup(shown._repr_html_(), "html.parser").find_all("table")}
    cells = {name: [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in each.find_all("tr")] for name, each in tables.items()}
    assert cells["Sex"] == [["Group", "Officer: % (number)", "PCSO: % (number)"], ["All", "100", "[c]"], ["Female", "[c]", "[c]"], ["Male", "60.0 (60)", "[c]"]]
    assert cells["Disability"] == [["Group", "All: % (number)"], ["All", "150"], ["Yes", "20.0 (30)"]]
    assert "[c]" in shown._repr_html_() and "[z]" not in shown._repr_html_() and "[z]" not in repr(shown)


def ended(counts):
    window = Window("36m", pd.Timestamp("2020-04-01"), pd.Timestamp("2023-03-31"), ())
    values = pd.Series([name for name, many in counts.items() for _ in range(many)])
    return release(kinds("grievance_outcomes", values, {name: name.capitalize() for name in counts}, "grievance_outcome", window, ()), BOARD)


def test_kinds_are_one_sentence_and_the_title_names_the_most():
    made = ended({"withdrawn": 20, "upheld": 30, "resolved": 50})
    assert list(findings(made)) == [
        "In the 36 months to 31 March 2023, 100 grievances were counted. Most often: resolved (50.0%), upheld (30.0%) and withdrawn (20.0%)."
    ]
    assert headline(made) == "How grievances ended: most often resolved (50.0%)"
    assert ei.plot_bars(made).title == "How grievances ended: most often resolved (50.0%)"


@pytest.mark.parametrize(("hidden", "named"), [(("B",), True), (("C",), False)])
def test_no_maximum_is_named_where_a_hidden_bar_could_be_larger(hidden, named):
    """Shown A has 40 of 100. If 15 are left for the hidden one it cannot be larger; if 45 are it can."""
    from eianalysis.wording.wholes import largest

    rows = [
        {"group": "All", "numerator": 100, "denominator": 100, "status": "shown"},
        {"group": "A", "numerator": 40, "denominator": 100, "status": "shown"},
        {"group": "B", "numerator": 15, "denominator": 100, "status": "shown"},
        {"group": "C", "numerator": 45, "denominator": 100, "status": "shown"},
    ]
    rows = [{**row, "numerator": None, "status": "hidden"} if row["group"] in hidden else row for row in rows]
    if named:
        rows = [{**row, "numerator": 45} if row["group"] == "C" else row for row in rows]
    found = largest([row for row in rows if row["group"] != "All" and row["status"] == "shown"], rows)
    assert (found["group"] if named else found) == ("C" if named else None)
    assert largest([rows[1]], [rows[1], {**rows[2], "numerator": None, "status": "hidden"}]) is None  # no total: nobody knows


STEPS = Definition("Interviews, step by step", "leavers who got to the step", "leavers", noun="officers who left", verb="got to the step")
#: characteristic -> its groups with their leavers and those offered and heard; everybody's figures are 120, 80 and 60 under each
GROUPS = {
    "planned": {"Planned exit": (60, 55, 40), "Unplanned exit": (60, 25, 20)},
    "sex": {"Female": (50, 33, 25), "Male": (70, 47, 35)},
    "route": {"Police Now": (40, 27, 20), "Degree": (40, 26, 20), "Transfer": (40, 27, 20)},
}


def interviews():
    rows = [
        (name, group, step, seen[at], seen[max(at - 1, 0)])
        for name, groups in GROUPS.items()
        for group, seen in {"All": (120, 80, 60), **groups}.items()
        for at, step in ((1, "Offered"), (2, "Held"))
    ]
    text = "\n".join(
        [" | ".join(("characteristic", "group", "step", "numerator", "denominator", "reference", "disparity_ratio", "verdict"))]
        + [
            " | ".join(
                map(
                    str,
                    (
                        name,
                        group,
                        step,
                        many,
                        base,
                        *(("Planned exit", 0.45, "clear difference") if (group, step) == ("Unplanned exit", "Offered") else ("-", "-", "-")),
                    ),
                )
            )
            for name, group, step, many, base in rows
        ]
    )
    return released(text, definition=STEPS, keys=("step",))


def test_a_chart_of_rates_draws_what_differs_and_everybody_once():
    """Once twelve rows were everybody's four figures three times over, under a title of differences that were not drawn."""
    drawn = ei.plot_rates(interviews())
    words = drawn.svg
    assert words.count("(80 of 120)") == 1 and words.count("(60 of 80)") == 1  # everybody, under the step's own name
    assert "(25 of 60)" in words and "(55 of 60)" in words and "Unplanned exit" in words
    assert words.index("(25 of 60)") > 0 and "Not drawn: 4 more in the table" in words


THEMES = Definition("What people say", "interviews with that theme", "interviews", noun="exit interviews", verb="had that theme")


def test_shares_of_a_whole_are_said_for_each_way_of_leaving_and_never_as_all_of_itself():
    """Once page 06b led with '95 of 95 exit interviews had that main theme (100%)'."""
    made = released(
        """
characteristic | group       | exit_type   | numerator | denominator | status
theme          | All         | All         | 95        | 95          | shown
theme          | Progression | All         | 51        | 95          | shown
theme          | Workload    | All         | 44        | 95          | shown
theme          | All         | Resignation | 39        | 39          | shown
theme          | Progression | Resignation | 30        | 39          | shown
theme          | Workload    | Resignation | 9         | 39          | shown
theme          | All         | Retirement  | -         | -           | hidden
theme          | Progression | Retirement  | -         | -           | hidden
theme          | Workload    | Retirement  | -         | -           | hidden
""",
        definition=THEMES,
        keys=("exit_type",),
    )
    said = list(findings(made))
    assert said[0].endswith("95 exit interviews were counted. Most often: progression (54%) and workload (46%).")
    assert said[1] == "Resignation: 39 exit interviews. Most often: progression (77%) and workload (23%)."
    assert not any("95 of 95" in each or "39 of 39" in each for each in said) and "54%" in headline(made)


def test_wholes_of_one_size_say_which_each_is():
    made = released(
        """
characteristic | group    | course   | numerator | denominator
audit          | All      | Bias     | 100       | 100
audit          | Attended | Bias     | 70        | 100
audit          | Not yet  | Bias     | 30        | 100
audit          | All      | Mentoring | 100      | 100
audit          | Attended | Mentoring | 40       | 100
audit          | Not yet  | Mentoring | 60       | 100
""",
        definition=THEMES,
        keys=("course",),
    )
    said = list(findings(made))
    assert said[0].endswith("100 exit interviews were counted.")
    assert said[1:] == ["Bias: most often: attended (70.0%) and not yet (30.0%).", "Mentoring: most often: not yet (60.0%) and attended (40.0%)."]


def test_wholes_of_several_sizes_say_which_is_the_first():
    """Once '95 officers were counted', which were those of the highest ranks."""
    made = released(
        """
characteristic | group    | course    | numerator | denominator
audit          | All      | Bias      | 95        | 95
audit          | Attended | Bias      | 60        | 95
audit          | Not yet  | Bias      | 35        | 95
audit          | All      | Mentoring | 100       | 100
audit          | Attended | Mentoring | 40        | 100
audit          | Not yet  | Mentoring | 60        | 100
""",
        definition=THEMES,
        keys=("course",),
    )
    said = list(findings(made))
    assert said[0].startswith("Bias: ") and "95 exit interviews were counted." in said[0]
    assert said[1].startswith("Mentoring: 100 exit interviews.")
    assert headline(made) == THEMES.title, "what is most often in the first part is not so in all"


def test_who_can_count_more_than_once_is_said_in_times():
    """Once '196 of 1,403 women officers applied', of a force that had 279: each had been eligible in several rounds."""
    many = Definition("Applying", "of those, officers who applied", "officers eligible", noun="officers", verb="applied", many_times=True)
    made = released(
        """
group | numerator | denominator | rate
All   | 196       | 1403        | 0.1397
Women | 90        | 703         | 0.128
""",
        definition=many,
    )
    assert "officers applied 196 of 1,403 times (14.0%)." in list(findings(made))[0] and "of 1,403 officers" not in str(findings(made))
