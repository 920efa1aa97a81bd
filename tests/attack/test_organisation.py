"""Whoever knows where a role lies finds what is planted in two tables, and nothing of a role that is in several places."""

from pathlib import Path

import pytest

from .attack import attack
from .organisation import Where, whereabouts

ROLES = {"All": (133, 160), "Response": (40, 50), "Control": None, "Forensics": None, "Detectives": (60, 70)}
PLACES = {"All": (133, 160), "Local": (43, 53), "Crime": (90, 107)}


@pytest.fixture
def force(tmp_path):
    """``force({role: directorates})`` writes a workforce, one person a line."""

    def write(roles):
        lines = [f"{role},{unit},{where}," for role, found in roles.items() for where in found for unit in (f"{role} in {where}",)]
        path = tmp_path / "workforce_snapshot.csv.txt"
        path.write_text("\n".join(["role_group,unit,directorate,specialist_flag", *lines]), encoding="utf-8")
        return whereabouts(path)

    return write


def found(folder: Path, where: Where | None) -> set[tuple[str, int, int]]:
    return {(find.what.split(":")[0], find.low, find.high) for find in attack(folder, where=where)[0] if find.few}


def tables(printed) -> Path:
    printed("a", ROLES, characteristic="role_group")
    return printed("b", PLACES, characteristic="directorate")


def test_a_role_follows_from_its_directorate(printed, force):
    where = force({"Response": ["Local"], "Control": ["Local"], "Forensics": ["Crime"], "Detectives": ["Crime"]})
    assert ("hidden", 3, 3) in found(tables(printed), where)
    assert not found(tables(printed), None), "by the print alone the two hidden roles can be anything"


def test_so_does_what_is_there_beside_one_role(printed, force):
    where = force({"Response": ["Local"], "Control": ["Local", "Crime"], "Forensics": ["Crime"], "Detectives": ["Crime"]})
    assert {("there and of another division", 3, 3), ("of no division that is only there", 3, 3)} <= found(tables(printed), where)


def test_a_role_of_which_anybody_is_elsewhere_lies_nowhere(printed, force):
    where = force({role: ["Local", "Crime"] for role in ("Response", "Control", "Forensics", "Detectives")})
    assert not found(tables(printed), where)
