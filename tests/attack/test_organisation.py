"""Whoever knows where a role lies finds what is planted in two tables, and nothing of a role that is in several places."""

from pathlib import Path

import pytest

from .attack import attack
from .organisation import Whereabouts
from .planted import YEAR

ROLES = {"All": (133, 160), "Response": (40, 50), "Control": None, "Forensics": None, "Detectives": (60, 70)}
PLACES = {"All": (133, 160), "Local": (43, 53), "Crime": (90, 107)}


@pytest.fixture
def force(tmp_path):
    """``force({role: directorates}, before={role: directorates})`` writes a workforce of a day and of a year before, a person a line."""

    def write(roles, before=None):
        days = {"2023-03-31": roles, "2022-03-31": before or roles}
        lines = [f"{day},{role},{role} in {where},{where}," for day, held in days.items() for role, found in held.items() for where in found]
        path = tmp_path / "workforce_snapshot.csv.txt"
        path.write_text("\n".join(["as_at,role_group,unit,directorate,specialist_flag", *lines]), encoding="utf-8")
        return Whereabouts(path)

    return write


def found(folder: Path, where: Whereabouts | None) -> set[tuple[str, int, int]]:
    return {(find.what.split(":")[0], find.low, find.high) for find in attack(folder, where=where)[0] if find.few}


NOW = ("", "2023-03-31", "2023-03-31")


def tables(printed, window=YEAR) -> Path:
    printed("a", ROLES, characteristic="role_group", window=window)
    return printed("b", PLACES, characteristic="directorate", window=window)


def test_a_role_follows_from_its_directorate(printed, force):
    where = force({"Response": ["Local"], "Control": ["Local"], "Forensics": ["Crime"], "Detectives": ["Crime"]})
    assert ("hidden", 3, 3) in found(tables(printed), where)
    assert not found(tables(printed), None), "by the print alone the two hidden roles can be anything"


@pytest.mark.parametrize("window, found_out", [(NOW, True), (("to 31 March 2023", "", ""), True), (YEAR, False), (("12m", "", ""), False)])
def test_who_was_elsewhere_a_year_ago_is_there_on_the_day(printed, force, window, found_out):
    lies = {"Response": ["Local"], "Control": ["Local"], "Forensics": ["Crime"], "Detectives": ["Crime"]}
    where = force(lies, before=lies | {"Response": ["Local", "Crime"]})
    assert (("hidden", 3, 3) in found(tables(printed, window), where)) is found_out


def test_so_does_what_is_there_beside_one_role(printed, force):
    where = force({"Response": ["Local"], "Control": ["Local", "Crime"], "Forensics": ["Crime"], "Detectives": ["Crime"]})
    assert {("there and of another division", 3, 3), ("of no division that is only there", 3, 3)} <= found(tables(printed), where)


def test_a_role_of_which_anybody_is_elsewhere_lies_nowhere(printed, force):
    where = force({role: ["Local", "Crime"] for role in ("Response", "Control", "Forensics", "Detectives")})
    assert not found(tables(printed), where)
