"""Twelve exports of one force in the styles of UK HR systems: each is mapped, reviewed in a few lines, and read as it is in truth."""

import difflib

import pandas as pd
import pytest

from eianalysis import vocabulary as v
from eianalysis.sources import load_joiners, load_leavers, load_workforce
from eianalysis.sources.propose import propose
from tests.kit.people import FORENAMES, SURNAMES, a_force, years
from tests.kit.styles import STYLES
from tests.sources.test_mapping import a_cycle

#: A reviewer changes no more lines than this.
MOST_CHANGED = 20
DAYS = {"workforce_snapshot": "as_at", "leavers": "leave_date", "joiners": "start_date"}
LOADERS = {"workforce_snapshot": load_workforce, "leavers": load_leavers, "joiners": load_joiners}
FIVE = {
    **{code: v.roll_up(label, "ethnicity_18", "ethnicity_5") for code, label in v.ETHNICITY_18.items() if code != "NS"},
    "NS": "Not stated",
    "P": "Prefer not to say",
    "U": "Not recorded",
}


@pytest.fixture(scope="module")
def force(make_force):
    return a_force(make_force(seed=11, people=500, searches=False))


@pytest.fixture(params=STYLES, ids=lambda style: style.name, scope="module")
def mapped(request, force, tmp_path_factory):
    """The style, its cycle with files and reviewed mapping, the proposal and what was said of it."""
    style, cycle = request.param, a_cycle(tmp_path_factory.mktemp(request.param.name), demo=False)
    said = []
    for file in style.write(force, cycle.raw_dir):
        said += propose(cycle.raw_dir / file)
    path = cycle.raw_dir / "mapping.toml"
    proposed = reviewed = path.read_text(encoding="utf-8")
    for old, new in style.review:
        assert old in reviewed, f"{style.name}: the proposal has no {old!r}"
        reviewed = reviewed.replace(old, new, 1)
    path.write_text(reviewed, encoding="utf-8")
    return style, cycle, proposed, reviewed, said


def test_a_reviewed_proposal_reads_the_force_as_it_is(mapped, force):
    style, cycle, proposed, reviewed, _ = mapped
    assert changed(proposed, reviewed) <= MOST_CHANGED
    truth = style.truth(force)
    for name, load in LOADERS.items():
        table = load(cycle)
        if name == "joiners" and not style.more["joiners"]:
            assert table.absent
            continue
        day = DAYS[name]
        right = truth[name].assign(person_ref=truth[name]["person_ref"].astype(str)).sort_values(["person_ref", day], ignore_index=True)
        read = table.frame.assign(person_ref=table.frame["person_ref"].astype(str)).sort_values(["person_ref", day], ignore_index=True)
        assert len(read) == len(right), name
        for column, expected in expected_of(style, name, right).items():
            found = read[column]
            wrong = (
                ~(found.eq(expected) | found.isna() & expected.isna())
                if expected.dtype != "float64"
                else (~((found.astype("float64") - expected).abs().lt(0.002) | found.isna() & expected.isna()))
            )
            assert not wrong.any(), f"{name}.{column}: {found[wrong].iloc[0]!r} for {expected[wrong].iloc[0]!r} in {wrong.sum()} rows"


def expected_of(style, name, right):
    """What the loaded columns must hold, from what HR knows and this style tells."""
    day = DAYS[name]
    sex = {**v.SEX, "U": "Not recorded"}
    known = right["ethnicity_code"]
    if style.name == "origin":  # the 16+1 list leaves what it has no code for blank
        known = known.where(~known.isin(["P", "U"]), "U")
    expected = {
        "person_ref": right["person_ref"],
        day: right[day],
        "worker_type": right["worker_type"],
        "sex": right["sex"].map(sex),
        "ethnicity_5": known.map(FIVE),
        "rank_band": right["rank_grade"].map(lambda rank: v.rank_band(rank) or "Other"),
    }
    if name != "joiners":
        expected["service_start"] = right["service_start"]
    if style.more["code"]:
        expected["ethnicity_code"] = known
    if style.more["grade"]:
        expected["rank_grade"] = right["rank_grade"]
    if style.name in ("subtotalled", "five_groups"):
        expected["age"] = right["age"].astype("float64")
    else:
        expected["age"] = pd.Series([years(born, when) for born, when in zip(right["born"], right[day], strict=True)], dtype="float64")
    if name == "workforce_snapshot":
        expected["fte"] = right["fte"].astype("float64")
        if style.more["marks"]:
            above = right["rank_grade"].isin(["Sergeant", "Inspector", "Chief Inspector", "Superintendent", "Chief Superintendent"])
            expected["temp_rank"] = (right["temp_rank"] == "Y") & above
    if name == "leavers":
        expected["leaver_type"] = right["leaver_type"]
    if name == "joiners" and "route" in right and style.name not in ("wide", "five_groups"):
        expected["route"] = right["route"]
    return expected


def changed(old: str, new: str) -> int:
    """How many lines a reviewer changed, added or took away."""
    hunks = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines()).get_opcodes()
    return sum(max(end - start, other_end - other_start) for tag, start, end, other_start, other_end in hunks if tag != "equal")


def test_nothing_of_a_person_is_written_or_said(mapped, force):
    """No name, reference, birth date or remark stands in the mapping or on the console."""
    _, _, proposed, _, said = mapped
    written = f"{proposed}\n" + "\n".join(said)
    every = pd.concat([force.snapshot, force.leavers, force.joiners])
    assert not [name for name in (*SURNAMES, *FORENAMES) if name.casefold() in written.casefold()]
    assert not [ref for ref in every["person_ref"].unique() if ref in written]
    forms = ("%d/%m/%Y", "%d-%b-%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y")
    assert not [day for day in every["born"].unique() for form in forms if pd.Timestamp(day).strftime(form).casefold() in written.casefold()]
    assert "Exit chat" not in written
