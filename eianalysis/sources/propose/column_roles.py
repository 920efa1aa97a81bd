"""What a column of a file can be: one of our columns, something a column of ours is made of, or something never read."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache, cache
from pathlib import Path

from eianalysis.schema import TABLES, Column, Table
from eianalysis.sources.propose.profile import Profile
from eianalysis.vocabulary import plain

FOLDER = Path(__file__).parent
#: Roles in brackets are no columns of ours. These three are read and something is made of them ...
BORN, HOURS, POST, LEFT = "(born)", "(hours)", "(post)", "(left)"
#: ... and these are not read at all, with why.
NEVER = {
    "(name)": "a name",
    "(contact)": "a way to reach a person",
    "(identifier)": "a number of a person or post",
    "(other date)": "another date",
    "(other)": "not needed",
}
#: Words of headings that say little: they count less than the others.
_LITTLE = frozenset(
    "employee person staff worker officer description code text value current latest the of date number name type status in on for is and flag field".split()
)
_SHORT = {
    "dt": "date",
    "no": "number",
    "num": "number",
    "nr": "number",
    "nbr": "number",
    "desc": "description",
    "descr": "description",
    "std": "standard",
    "empl": "employee",
    "dept": "department",
    "org": "organisation",
    "organization": "organisation",
    "organizational": "organisational",
    "emp": "employee",
    "ref": "reference",
    "eth": "ethnicity",
    "hrs": "hours",
    "pct": "percentage",
    "perc": "percentage",
    "cat": "category",
    "grp": "group",
}
#: A heading with one of these may be a person's reference, if what stands below it looks like one.
REFERENCES = frozenset(("reference", "number", "id", "identifier", "pseudonym", "key", "warrant", "payroll", "pay", "collar"))
_WORD = re.compile(r"[^\W\d_]+|\d+|%")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Role:
    """One thing a column can be, with the headings that mean it and how sure each is (0 to 1)."""

    name: str
    column: Column | None
    words: tuple[tuple[frozenset[str], float], ...]


def words_of(heading: str) -> frozenset[str]:
    """The words of a heading as compared: 'Emp. StartDt' is employee, start, date."""
    found = _WORD.findall(_CAMEL.sub(" ", heading).casefold().replace("&", " and "))
    return frozenset(_SHORT.get(word, word) for word in found)


@cache
def _listed() -> dict[str, tuple[tuple[frozenset[str], float], ...]]:
    with (FOLDER / "headings.csv").open(encoding="utf-8", newline="") as lines:
        found: dict[str, list] = {}
        for line in csv.DictReader(lines):
            found.setdefault(line["role"], []).append((words_of(line["words"]), float(line["weight"])))
    return {role: tuple(words) for role, words in found.items()}


@cache
def names_of(table: str) -> tuple[str, ...]:
    """What files and sheets of a table are usually called."""
    with (FOLDER / "names.csv").open(encoding="utf-8", newline="") as lines:
        return (table.replace("_", " "), *(line["words"] for line in csv.DictReader(lines) if line["table"] == table))


@cache
def roles_of(name: str) -> tuple[Role, ...]:
    """The roles that columns of one table's file can have; those never read are not among them."""
    table, found = TABLES[name], []
    for column in table.columns:
        if column.derived and column.name not in ("ethnicity_5", "ethnicity_2", "age_band"):
            continue
        words = [(words_of(word), 1.0) for word in (column.name, *column.aliases)]
        for listed in _names(column, table):
            words += _listed().get(listed, ())
        found.append(Role(column.name, column, tuple(words)))
    made = ((BORN, "age" in table), (HOURS, "fte" in table), (POST, "fte" in table), (LEFT, name == "workforce_snapshot"))
    return (*found, *(Role(role, None, _listed()["leave_date" if role == LEFT else role]) for role, there in made if there))


def _names(column: Column, table: Table) -> tuple[str, ...]:
    """The entries of the list of headings that are about a column: its own, and what it shares with others."""
    if column.name in ("ethnicity_code", "ethnicity_5", "ethnicity_2"):
        return ("ethnicity",)
    return (column.name, "service_start") if column.name == "start_date" and table.name == "joiners" else (column.name,)


@lru_cache(maxsize=1)
def known_headings() -> frozenset[frozenset[str]]:
    """Every heading that is known at all, as words: a row with several of them is a row of headings."""
    listed = {words for known in _listed().values() for words, _ in known}
    return frozenset(listed | {words_of(word) for table in TABLES.values() for column in table.columns for word in (column.name, *column.aliases)})


def never(heading: str) -> tuple[str, float]:
    """The reason why a column is never read that its heading fits best, and how well."""
    return max(((name, heading_score(heading, _listed()[name])) for name in NEVER), key=lambda pair: pair[1])


@lru_cache(maxsize=20_000)
def heading_score(heading: str, known: tuple[tuple[frozenset[str], float], ...]) -> float:
    """How well a heading fits a role (0 to 1): the same words, or most of them where only those that say little differ."""
    words = words_of(heading)
    best = 0.0
    for other, weight in known:
        if words == other:
            best = max(best, weight)
        elif words and other:
            same, every = _weight(words & other), _weight(words | other)
            best = max(best, 0.9 * weight * same / every if same / every >= 0.6 else 0.0)
    return best


def _weight(words: frozenset[str]) -> float:
    return sum(0.3 if word in _LITTLE else 1.0 for word in words)


# --- What the values say ----------------------------------------------------------------------------------------------

#: Lists that can be told by their values alone, with how many different ones it takes.
TELLING = {
    "ethnicity": 3,
    "ethnicity_families": 3,
    "ranks": 3,
    "religion": 3,
    "sexual_orientation": 3,
    "leaving_reasons": 3,
    "worker_types": 2,
    "sex": 2,
    "marital": 3,
}
_NUMBERED = re.compile(r"\D*\d[\d\w/-]*")


def value_score(role: Role, profile: Profile, latest: object = None) -> float:
    """How well what stands in a column fits a role (0 to 1); 0.5 where values say nothing about it."""
    column = role.column
    if not profile.texts:
        return 0.3
    if role.name == BORN:
        return profile.dated if profile.days and latest is not None and _middle(profile).year <= latest.year - 16 else 0.0
    if role.name == HOURS:
        return profile.share(lambda text: 1.5 < profile.numbers.get(text, 0) <= 60)
    if role.name == LEFT or column is not None and column.kind == "date":
        early = profile.days and latest is not None and _middle(profile).year <= latest.year - 16 and role.name != "service_start"
        return 0.0 if early else profile.dated
    if role.name == POST:
        return 1.0 if len(profile.texts) <= 4 and profile.different < 0.5 else 0.0
    if column.name == "person_ref":
        numbered = profile.share(lambda text: bool(_NUMBERED.fullmatch(text)))
        return numbered * (1.0 if profile.different > 0.9 else 0.7 if profile.different > 0.15 else 0.1) * profile.filled / max(profile.rows, 1)
    if column.kind == "code":
        return profile.coded(column)
    if column.kind == "flag":
        return profile.flagged
    if column.name == "fte":
        return profile.share(lambda text: 0 <= profile.numbers.get(text, -1) <= 100) * (1 if len(profile.texts) < max(profile.rows, 20) else 0.5)
    if column.kind in ("count", "number"):
        low, high = column.low if column.low is not None else 0, column.high if column.high is not None else 1e9
        return profile.share(lambda text: low <= profile.numbers.get(text, low - 1) <= high)
    return 0.5 if profile.dated > 0.5 or len(profile.numbers) > len(profile.texts) / 2 else 0.8


def _middle(profile: Profile) -> object:
    days = sorted(profile.days.values())
    return days[len(days) // 2]


def plain_words(text: str) -> str:
    """A file's or sheet's name as words: signs between them are blanks."""
    return plain(re.sub(r"[\W_]+", " ", _CAMEL.sub(" ", text)))
