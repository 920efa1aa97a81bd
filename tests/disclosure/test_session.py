"""A session is one plan: what is released one after the other tells no more than one pack would."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.disclosure import identities, plan, session
from eianalysis.disclosure.cells import UNPRINTED, Row, key_of
from eianalysis.declare import Among, Box, Days
from eianalysis.errors import DisclosureError
from eianalysis.once import STEPS
from eianalysis.policy import policy_for
from eianalysis.provenance import describe

TURNOVER, STABILITY = "turnover_start_headcount_ex_transfers", "stability_12m"


@pytest.fixture(scope="module")
def force(root):
    return ei.force("2023-04", data_dir=root / "data", outputs_dir=root / "outputs" / "no such folder")


def shown(released) -> pd.DataFrame:
    return released.table.query("status != 'hidden' and numerator.notna()")


def counts(released) -> dict[str, tuple[float, float]]:
    return {row.group: (row.numerator, row.denominator) for row in shown(released).itertuples()}


def nearly_all(force, column: str, measure: str, **asked):
    """The force, and the force without each value of a column: what is different is that value alone."""
    values = sorted(set(force.leavers.frame[column].dropna().astype(str)))
    yield force.ask(measure, **asked)
    for value in values:
        yield force.where(**{column: [each for each in values if each != value]}).ask(measure, **asked)


@pytest.mark.parametrize("column", ["leaver_type", "rank_band", "directorate"])
def test_the_force_with_and_without_one_of_its_values_do_not_tell_of_a_few(force, column):
    """No shown count differs by one to four people from that of the whole force."""
    whole, *parts = [counts(each.release()) for each in nearly_all(force, column, TURNOVER, months=12, by="sex")]
    assert whole and any(parts), "something is shown"
    assert not _differences(whole, parts)


def test_by_themselves_they_would_tell(force):
    """The test above looks at something: without the session the same tables differ by a few people."""
    tables = []
    for each in nearly_all(force, "leaver_type", TURNOVER, months=12, by="sex"):
        ei.new_session()
        tables.append(counts(each.release()))
    assert _differences(tables[0], tables[1:])


def test_in_a_run_a_page_knows_what_it_released_under_another_policy_than_the_plan_s(force, tmp_path, monkeypatch):
    """That another page released the first table already is no reason for this page not to know it."""
    monkeypatch.setenv(STEPS, str(tmp_path / "steps"))
    monkeypatch.setenv(plan.PLAN, str(tmp_path / "plan"))
    plan.save_plan(tmp_path / "plan", plan.Plan.of((), (), "public"))
    whole, *parts = nearly_all(force, "leaver_type", TURNOVER, months=12, by="sex")
    for _ in range(2):  # the same process again, as another page's
        ei.new_session()
        released = counts(whole.release("board"))
    assert released and not _differences(released, [counts(part.release("board")) for part in parts])


def _differences(whole: dict, parts: list[dict]) -> list:
    return [
        (group, side)
        for part in parts
        for group in whole.keys() & part.keys()
        for side, mine, theirs in zip(("count", "base"), whole[group], part[group], strict=True)
        if 0 < abs(mine - theirs) < 5
    ]


def test_people_who_joined_a_few_days_apart_are_not_told_by_the_difference(force):
    days = pd.date_range("2015-01-01", "2015-03-01", freq="7D")
    tables = [counts(force.joined(str(day.date())).ask(STABILITY).release()) for day in days]
    assert any(tables)
    for at, earlier in enumerate(tables):  # who joined later is among those who joined earlier
        assert not _differences(earlier, tables[at + 1 :])


def test_the_same_question_twice_has_one_answer_and_a_new_session_forgets(force):
    alone = force.where(leaver_type=["VR", "NR", "TR"]).ask(TURNOVER, months=12, by="sex")
    first = alone.release().table
    ei.new_session()
    for each in nearly_all(force, "leaver_type", TURNOVER, months=12, by="sex"):
        each.release()
    again = alone.release().table
    assert alone.release().table.equals(again)
    ei.new_session()
    assert alone.release().table.equals(first)


def test_the_working_profile_and_another_force_are_tied_to_nothing(force):
    whole, part = force.ask(STABILITY, by="sex"), force.joined("2015-01-01").ask(STABILITY, by="sex")
    alone = part.release().table
    ei.new_session()
    whole.release(policy_for("working"))
    assert part.release().table.equals(alone), "what nobody may hand on is known to nobody"
    ei.new_session()
    replace(whole, cycle=None, sources=tuple(replace(source, sha256=f"another {source.sha256}") for source in whole.sources)).release("board")
    assert part.release().table.equals(alone), "another force's files tell nothing of this one"


def test_what_would_free_keeps_nothing_and_says_what_the_session_hides(force):
    tables = list(nearly_all(force, "leaver_type", TURNOVER, months=12, by="sex"))
    before = len(session._RELEASED)
    assert session.would_hide and "ei.new_session()" not in repr(ei.what_would_free(tables[0]))
    assert len(session._RELEASED) == before
    for each in tables[1:]:
        each.release()
    assert "ei.new_session()" in repr(ei.what_would_free(tables[0]))
    ei.new_session()  # the advice
    assert "ei.new_session()" not in repr(ei.what_would_free(tables[0]))


# --- beside the packs of the cycle --------------------------------------------------------------------------------------


@pytest.fixture
def with_pack(pack, root, tmp_path, beside_the_pack):
    """The force with its finished pack in place, as an analyst has it between two boards."""
    shutil.copytree(pack, tmp_path / "outputs" / "2023-04")
    return ei.force("2023-04", data_dir=root / "data", outputs_dir=tmp_path / "outputs")


def test_the_console_shows_of_a_standing_question_what_the_pack_shows(with_pack):
    """What the pack hides stays hidden, though the table by itself would show it; what it shows is shown."""
    for name in (f"{TURNOVER}/", "stability_12m/", "grievances/", "promotion_rate/"):
        for found in [each for each in with_pack.standing if each.startswith(name)][:1] or []:
            asked = with_pack.stand(found)
            path = next(
                (
                    path
                    for path in sorted((with_pack.cycle.folder / "tables").glob("*.json"))
                    if (side := json.loads(path.read_text(encoding="utf-8")))["measure"] == asked.measure
                    and side["definition"]["title"] == asked.definition.title
                ),
                None,
            )
            if path is None:
                continue
            of_pack = pd.read_csv(path.with_suffix(".csv"))
            of_console = asked.release().table
            if len(of_pack) == len(of_console):
                assert (of_console["status"] == "hidden").tolist() == (of_pack["status"] == "hidden").tolist(), found


def test_with_the_pack_no_new_table_is_a_few_people_from_a_printed_one(with_pack):
    printed = {}
    for path in sorted((with_pack.cycle.folder / "tables").glob("*.csv")):
        table = pd.read_csv(path)
        if {"numerator", "group", "measure"} <= set(table) and table["measure"].eq(TURNOVER).all():
            for row in table[table["status"] != "hidden"].itertuples():
                if row.window == "12m" and row.numerator == row.numerator:
                    printed.setdefault(row.group, set()).add(row.numerator)
    assert printed
    for each in list(nearly_all(with_pack, "leaver_type", TURNOVER, months=12, by="sex"))[1:5]:
        for group, (count, _) in counts(each.release()).items():
            assert not [old for old in printed.get(group, ()) if 0 < old - count < 5], group


def test_a_table_saved_from_the_console_is_known_to_the_next_session(with_pack):
    tables = list(nearly_all(with_pack, "leaver_type", TURNOVER, months=12, by="sex"))
    ei.save(tables[0].release(), with_pack.cycle, "first")
    first = counts(tables[0].release())
    ei.new_session()
    assert not _differences(first, [counts(each.release()) for each in tables[1:4]])


# --- identities in sidecars ---------------------------------------------------------------------------------------------


def test_a_sidecar_says_what_each_shown_count_is_of_and_nothing_of_a_hidden_one(force):
    released = force.ask(TURNOVER, months=12, by="sex").compare().release()
    said = json.loads(json.dumps(describe(released, released.table, force.cycle, b"")))["cells"]
    assert [row is None for row in said["rows"]] == released.table["status"].eq("hidden").tolist()
    assert tuple(identities.from_json(said)) == released._cells
    part = released.only(characteristic="sex")
    assert len(part._cells) == len(part.table)


def test_identities_are_read_back_as_they_were():
    box = Box(
        "service",
        {
            "sex": Among("Female", "Male"),
            "reason": Among("transfer", but=True),
            "ended": Days(None, None),
            "of": Among("a fact of that name"),
            "started": Days(pd.Timestamp("2022-04-01").date(), None),
        },
    )
    pairs = [(key_of([(0.5, box), (0.5, box.that(sex=Among("Female")))]), key_of([(1.0, box)])), None]
    assert identities.from_json(json.loads(json.dumps(identities.as_json(pairs)))) == pairs


@pytest.mark.parametrize(
    "wrong",
    [
        {"boxes": []},
        {"boxes": [{"of": "service"}], "rows": []},
        {"boxes": [], "rows": [[[[1, 0]], []]]},
        {"boxes": [{"of": "a", "where": {"day": {"from": "soon", "to": None}}}], "rows": []},
        [],
    ],
)
def test_a_sidecar_that_was_changed_is_refused(wrong):
    with pytest.raises(DisclosureError, match="put back the file"):
        identities.from_json(wrong)


def test_random_questions_of_one_session_tell_nobody_of_a_few(force):
    """Sums over any of the columns: no shown count of a narrowed force is a few people from another that holds it."""
    rng = np.random.default_rng(20230401)
    columns = {name: sorted(set(force.leavers.frame[name].dropna().astype(str))) for name in ("leaver_type", "directorate", "rank_band")}
    seen: list[tuple[dict, dict]] = []
    for _ in range(8):
        chosen = {
            name: frozenset(rng.choice(values, max(1, len(values) - int(rng.integers(0, 3))), replace=False))
            for name, values in columns.items()
            if rng.random() < 0.6
        }
        narrowed = force.where(**{name: sorted(values) for name, values in chosen.items()}) if chosen else force
        seen.append((chosen, counts(narrowed.ask(TURNOVER, months=12, by="sex").release())))
    for (one, mine), (other, theirs) in combinations(seen, 2):
        inside = all(name in one and one[name] <= values for name, values in other.items())
        around = all(name in other and other[name] <= values for name, values in one.items())
        if inside or around:
            for group in mine.keys() & theirs.keys():
                assert not 0 < abs(mine[group][0] - theirs[group][0]) < 5, (one, other, group)


# --- what a reviewer found ----------------------------------------------------------------------------------------------


def test_a_record_taken_out_between_two_asks_is_not_told_by_the_difference(force):
    """One leaver less in the file, and the same question again: every count that is one less would describe the person."""
    leavers = force.leavers
    gone = leavers.frame.index[leavers.frame["leave_date"].between("2022-04-01", "2023-03-31") & leavers.frame["leaver_type"].eq("VR")][0]
    fewer = force.holding(leavers=replace(leavers, frame=leavers.frame.drop(index=gone).reset_index(drop=True)))
    for by in ("sex", "ethnicity"):
        first, then = counts(force.ask(TURNOVER, months=12, by=by).release()), counts(fewer.ask(TURNOVER, months=12, by=by).release())
        assert first and not _differences(first, [then])


def test_shares_of_a_table_and_of_nearly_all_of_it_are_tied(force):
    people = force.people.where(as_at="2023-03-31", worker_type="officer")
    units = sorted(set(people.frame["unit"].dropna()))
    whole = counts(ei.share(people, "acting", by="sex", measure="acting_now").release("board"))
    parts = [
        counts(ei.share(people.where(unit=[each for each in units if each != unit]), "acting", by="sex", measure="acting_now").release("board"))
        for unit in units[:6]
    ]
    assert whole and not _differences(whole, parts)


def test_what_one_profile_hides_another_does_not_round(force):
    asked = force.ask("misconduct_allegation_rate", by="religion", months=36)
    board = asked.release("board").table.set_index("group")["status"].eq("hidden")
    public = asked.release("public").table.set_index("group")["status"].eq("hidden")
    assert board.any() and public[board.index[board]].all()


@pytest.mark.parametrize("narrowed", [{"sex": "Female"}, {"ethnicity_2": "Ethnic minorities"}])
def test_small_groups_together_cannot_be_had_from_those_who_declared_nothing(force, narrowed):
    table = force.where(**narrowed).ask("recruitment_offer_rate", by="marital").release().table
    hidden = table["status"].eq("hidden")
    assert not hidden.any() or hidden.sum() > 1, "one hidden row is the total less all others"


# --- one person told by two measures --------------------------------------------------------------------------------------

JOINED_BY_RECORD = {"measure": "workforce_flow", "by": "sex", "months": 36}
JOINED_BY_LIST = {"measure": "joiner_buddy_share", "by": "sex", "months": 36}


def _of_flow(released) -> dict[str, float]:
    return {row.group: row.numerator for row in shown(released).itertuples() if row.flow == "Joined"}


@pytest.mark.parametrize("list_first", [True, False])
def test_one_joiner_is_not_told_by_the_list_and_the_service_record(force, list_first):
    """Officers who joined, by the flow and by the joiners' list: the list without a unit that one officer joined is one less."""
    joined = force.joiners.frame
    joined = joined[joined["start_date"].between("2020-04-01", "2023-03-31") & joined["worker_type"].eq("officer")]
    units = joined["unit"].value_counts()
    few = units.index[units < 5]
    assert len(few), "a unit that a few officers joined"
    without = force.where(worker_type="officer", unit=[each for each in units.index if each not in few[:1]])
    asks = [
        lambda: _of_flow(force.ask(**JOINED_BY_RECORD).release()),
        lambda: {group: base for group, (_, base) in counts(without.ask(**JOINED_BY_LIST).release()).items()},
    ]
    found = [ask() for ask in (reversed(asks) if list_first else asks)]
    assert found[0], "the first asked shows something"
    both = found[0].keys() & found[1].keys()
    assert not [group for group in both if 0 < abs(found[0][group] - found[1][group]) < 5]


def test_one_joiner_is_not_told_by_the_cohort_and_the_first_year(force):
    """Those who joined a year before the period are the cohort of a year, and of whom it is asked whether they left in the first."""
    units = sorted(set(force.joiners.frame["unit"].dropna()))
    whole = {group: base for group, (_, base) in counts(force.ask("first_year_leavers", months=36).release()).items()}
    for unit in units:
        part = shown(force.where(unit=[each for each in units if each != unit]).ask("cohort_retention", by="route", months=36).release())
        of_all = part[(part["group"] == "All") & (part["after"] == "1 year")]["denominator"]
        assert not [base for base in of_all if "All" in whole and 0 < abs(whole["All"] - base) < 5], unit


# --- two profiles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first, then", [("public", "board"), ("board", "public")])
def test_a_rounded_table_and_an_exact_one_do_not_tell_of_a_few(force, first, then):
    """A count shown to the nearest five is known to two people more or less: a narrowed one beside it must be as far as from the exact."""
    whole, *parts = nearly_all(force, "leaver_type", TURNOVER, months=12, by="sex")
    seen = _true(whole, whole.release(first))
    assert seen, "something is shown"
    assert not _differences(seen, [_true(each, each.release(then)) for each in parts])


def _true(result, released) -> dict[str, tuple[float, float]]:
    """The exact counts of the groups that a release shows."""
    table = released.table
    groups = set(table[~table["status"].isin(["hidden", "not_available"]) & table["numerator"].notna()]["group"])
    return {row.group: (row.numerator, row.denominator) for row in result.unreleased.itertuples() if row.group in groups}


def test_the_public_table_hides_what_its_own_rules_hide_though_the_board_was_shown_it(force):
    asked = force.ask("misconduct_allegation_rate", by="religion", months=36)
    asked.release("board")
    public = asked.release("public").table.set_index("group")["status"]
    ei.new_session()
    alone = asked.release("public").table.set_index("group")["status"]
    assert (public[alone.index[alone.eq("hidden")]] == "hidden").all()


# --- curves -------------------------------------------------------------------------------------------------------------------


def _at_risk(released) -> dict[tuple, int]:
    return {(row.group, row.time): row.at_risk for row in released.table.itertuples() if row.status != "hidden"}


def test_curves_of_the_force_and_of_nearly_all_of_it_do_not_tell_who_is_at_risk(force):
    """The numbers at risk of two curves differ by the people of the unit left out, at each length of service."""
    units = force.people.frame["unit"].value_counts().index
    whole = _at_risk(force.ask("survival_by_service", by="sex").release())
    told = []
    for alone in (False, True):
        for unit in units[-2:]:
            if alone:
                ei.new_session()
            part = _at_risk(force.where(unit=[each for each in units if each != unit]).ask("survival_by_service", by="sex").release())
            assert alone or not [place for place in whole.keys() & part.keys() if 0 < whole[place] - part[place] < 5], unit
            told += [place for place in whole.keys() & part.keys() if alone and 0 < whole[place] - part[place] < 5]
    assert told, "by themselves they would tell"


def test_a_total_that_stands_nowhere_is_known_where_every_group_has_a_curve():
    """Women and men make everybody; beside them two units of three, all but three people, tell of those three."""

    def at_risk(name, of: dict[str, float], unprinted: float) -> list[Row]:
        box = Box("service", {"months": Among("24")})
        return [
            *(Row((), key_of([(1.0, box.that({name: Among(group)}))]), 0.0, value, 5, False, "group", (name,), group) for group, value in of.items()),
            Row((), key_of([(1.0, box)]), 0.0, unprinted, 5, False, UNPRINTED, (name,), "All"),
        ]

    policy = policy_for("board")
    rows = [*at_risk("sex", {"Female": 40.0, "Male": 60.0}, 100.0), *at_risk("unit", {"North": 47.0, "South": 50.0}, 100.0)]
    made, _ = plan.make_plan(rows, policy)
    assert made.hidden & {cell for row in rows for cell in row.cells if row.kind != UNPRINTED}
    assert not plan.make_plan([row for row in rows if row.kind != UNPRINTED], policy)[0].hidden
