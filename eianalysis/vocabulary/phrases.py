"""How a group is said in a sentence: one way of saying it for each characteristic, in one table.

``phrase`` first answers what holds for every characteristic (the total, two characteristics at once, whose searches, the
undeclared), then looks the characteristic up in ``SAID``. One that is not there is said in brackets.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable

from eianalysis.vocabulary import codes
from eianalysis.vocabulary.codes import ALL, UNDECLARED
from eianalysis.vocabulary.crossed import crossed_parts, group_parts
from eianalysis.vocabulary.group_words import DISABILITIES, ETHNICITIES, ORIENTATIONS, PAIRS, PEOPLE, PEOPLE_OF, SEXES, SILENT
from eianalysis.vocabulary.groups import SMALL_TOGETHER, characteristic_label

#: Columns said like another: whose ethnicity it is, the noun says.
_ALIKE = {
    "complainant_ethnicity": "ethnicity_5",
    "complainant_sex": "sex",
    "complainant_disability": "disability",
    "complainant_age_band": "age_band",
    "perceived_sex": "sex",
    "perceived_age": "age_band",
}
#: A noun that says a sex already: "male officers", "searches of women and girls"; not "officers with a female victim".
_SAYS_SEX = re.compile(r"\b(female|women|girls|male|men|boys)\b")
_ADDED = re.compile(r" (?:with|who|whose|in|for|at|to) ")
#: A noun with what is said of the people after them: "people who showed interest", "officers with a case against them".
_PEOPLE_FIRST = re.compile(r"(.+?)( (?:with|who|whose|in|at|asked|eligible|employed) .+| asked)$")
_NEXT_TO = ("{} from ", "{} with Mixed ")
#: A noun of things done to, by or on people: "searches of people", whose groups are groups of the people.
_OF_PEOPLE = re.compile(r"(.+? (?:of|by|on)) (people|children|officers and staff|officers)( .+)?")


def phrase(column: str, group: str, noun: str = "people") -> str:
    """The group in a sentence: 'officers from ethnic minorities', 'searches of people aged 18 to 24', 'all officers'.

    >>> phrase("sex", "Female", "officers"), phrase("age_band", "26 to 40", "searches of people")
    ('female officers', 'searches of people aged 26 to 40')
    """
    column = _ALIKE.get(column, column)
    if group == ALL:
        return f"all {noun}"
    of_whom = _OF_PEOPLE.fullmatch(noun)
    if of_whom and of_whom[3]:  # "searches of people for drugs": the group is of the people, not of the drugs
        return f"{phrase(column, group, noun.removesuffix(of_whom[3]))}{of_whom[3]}"
    both, parts = crossed_parts(column), group_parts(group)
    if both and parts:  # "female officers from ethnic minorities", "searches of White men and boys"
        outer = 1 if both[1] == "women" else 0  # "all other White officers", not "White all other officers"
        said = phrase(both[outer], parts[outer], phrase(both[1 - outer], parts[1 - outer], of_whom[2] if of_whom else noun))
        return _done_to(of_whom[1], said) if of_whom else said
    if of_whom and column not in _OF_THINGS:
        return _done_to(of_whom[1], phrase(column, group, of_whom[2]))
    noun = of_whom[1].rpartition(" ")[0] if of_whom else noun
    if group in UNDECLARED:
        return _undeclared(column, group, noun)
    if group == SMALL_TOGETHER:
        return f"{noun} in small groups put together"
    if column in ("sex", "woman", "women") and (said := _said_already(group, noun)):
        return said
    said = SAID.get(column, _OF_THINGS.get(column, _unsaid))(noun, group)
    return said or f"{noun} ({_subject(column)}: {group})"


def _said_already(group: str, noun: str) -> str | None:
    """The noun itself where it says that sex already, as it does where only men are counted: there are no "male men"."""
    own = {word in ("female", "women", "girls") for word in _SAYS_SEX.findall(_ADDED.split(noun)[0])}
    asked = {"Female": True, "Women": True, "Male": False}.get(group, True if group.startswith("Women ") else None)
    if asked is None or len(own) != 1:
        return None
    return noun if own == {asked} else f"{noun} recorded as {'female' if asked else 'male'}"


def narrowed(column: str, group: str, noun: str) -> str:
    """The noun of what is left when only one group is counted: other groups can still be said of it.

    >>> narrowed("object", "Controlled drugs", "searches of people"), narrowed("directorate", "Local Policing", "officers")
    ('searches of people for controlled drugs', 'officers in Local Policing')
    """
    of_whom = _OF_PEOPLE.fullmatch(noun)
    if of_whom and column in _OF_THINGS:
        thing = of_whom[1].rpartition(" ")[0]
        said = phrase(column, group, noun)
        return f"{noun} {said.removeprefix(thing).strip()}" if said.startswith(thing) else f"{noun} ({said})"
    return phrase(column, group, noun)


def _done_to(what: str, whom: str) -> str:
    """'searches of women and girls': whom police stop, or use force on, may be a child, and is then not called a woman."""
    if what.startswith(("searches", "uses of force")):
        whom = re.sub(r"\bwomen\b", "women and girls", re.sub(r"\bmen\b", "men and boys", whom))
    return f"{what} {whom}"


def whose(noun: str, column: str = "") -> str:
    """Who is meant where things are counted: 'people' of 'searches of people'; any other noun is itself, and so is one of
    which the column has groups of things: complaints alleging something are not people who do.
    """
    found = None if column in _OF_THINGS else _OF_PEOPLE.fullmatch(noun)
    return found[2] if found else noun


def _subject(column: str) -> str:
    """The word for what was asked: 'ethnicity', 'sex', 'length of service', of two characteristics 'ethnicity or sex'."""
    both = crossed_parts(column)
    if both:
        return " or ".join(map(_subject, both))
    if column in ("woman", "women"):
        return "sex"
    if column in ("officer_ethnicity", "ethnicity", "minority", "black") or column.startswith("ethnicity_"):
        return "ethnicity"
    return re.sub(r" \(.*\)", "", characteristic_label(column)).lower()


def _undeclared(column: str, group: str, noun: str) -> str:
    if column == "officer_ethnicity":
        return f"{noun} whose ethnicity the officer did not record"
    if column.startswith("victim_"):  # the offence has no ethnicity
        return SILENT[group].format(f"{noun} with a victim", *[column.removeprefix("victim_")] * 2)
    if column == "suspect":
        return f"{noun} of which nobody recorded whether the suspect is police"
    return SILENT[group].format(noun, _subject(column), _subject(column))


# --- Ways of saying a group: (noun, group) -> words, or None where the characteristic has no words for such a group ------------


def _lower(group: str) -> str:
    return group[:1].lower() + group[1:]


def _unsaid(noun: str, group: str) -> None:
    return None


def _words(words: dict[str, str], else_: Callable[[str, str], str | None] = _unsaid) -> Callable[[str, str], str | None]:
    """The words of a fixed list; of any other group what ``else_`` says."""
    return lambda noun, group: _filled(words[group], noun) if group in words else else_(noun, group)


def _filled(words: str, noun: str) -> str:
    """The words with the noun; what tells where somebody is from stands next to the people: 'officers from ethnic minorities with a case'."""
    people, rest = (found[1], found[2]) if (found := _PEOPLE_FIRST.match(noun)) else (noun, "")
    return words.format(people) + rest if words.startswith(_NEXT_TO) else words.format(noun)


def _after(link: str, lower: bool = True) -> Callable[[str, str], str]:
    """The noun, a link, the group: 'samples drawn by senior officers'."""
    return lambda noun, group: f"{noun}{link}{_lower(group) if lower else group}"


def _bracketed(noun: str, group: str) -> str:
    return f"{noun} ({group if group[1:2].isupper() else _lower(group)})"


def _women_and_others(noun: str, group: str) -> str:
    if not group.startswith("Women"):
        return f"all other {noun}"
    if noun.startswith("people"):
        return f"women{noun.removeprefix('people')}"
    return re.sub(r"\bofficers\b", "women officers", noun, count=1) if re.search(r"\bofficers\b", noun) else f"women {noun}"


def _of_sex(words: dict[str, str]) -> Callable[[str, str], str | None]:
    """'women in post' of people, the words of the list of any other noun."""

    def said(noun: str, group: str) -> str | None:
        if noun.startswith("people") and group in PEOPLE_OF:
            return PEOPLE_OF[group] + noun.removeprefix("people")
        return _words(words)(noun, group)

    return said


def _worker(noun: str, group: str) -> str:
    if noun.startswith("people"):
        return f"{group.lower()}{'' if group.endswith('staff') else 's'}{noun.removeprefix('people')}"
    return f"{noun} ({_lower(group)})"


def _aged(noun: str, group: str) -> str:
    plainly = re.sub(r"^([0-9]+)-([0-9]+)$", r"\1 to \2", group)
    return f"{noun} aged {_lower(codes.STOP_AGE_BANDS.get(group, plainly))}"


def _ranked(noun: str, group: str) -> str:
    if group in ("Chief officers", "Other"):
        return f"{noun} who are chief officers" if group == "Chief officers" else f"{noun} of another rank or grade"
    return f"{noun} in {group.lower()}" if group.endswith(("ranks", "grades")) else f"{noun} of rank {group}"


def _offence(noun: str, group: str) -> str:
    return f"{noun} of {group.lower()}" if group.startswith("Violence") else group.lower()


def _by_way(noun: str, group: str) -> str:
    said = _lower(group)
    link = " " if said.startswith(("by ", "in ")) else " in " if said.startswith("an") else " by "
    return f"{noun}{link}{said}"


def _sampler(noun: str, group: str) -> str:
    said = _lower(group)
    return f"{noun} drawn by {'the ' if said in ('committee', 'community') else ''}{said}"


def _in_month(noun: str, group: str) -> str:
    year, dash, month = group.partition("-")
    named = re.fullmatch(r"\d{4}-\d{2}", group)
    return f"{noun} in {f'{calendar.month_name[int(month)]} {year}' if named else _lower(group)}"


#: Groups of things and not of people: the object of a search, the way a complaint came.
_OF_THINGS: dict[str, Callable[[str, str], str | None]] = {
    "object": _after(" for "),
    "encounter_type": _after(" of "),
    "allegation": _after(" "),
    "sampler": _sampler,
    "month": _in_month,
    "police_force": _after(" of ", lower=False),
    "channel": _by_way,
    "way": _by_way,
}
#: Characteristic -> how its groups are said.
SAID: dict[str, Callable[[str, str], str | None]] = {
    **dict.fromkeys(
        (  # said after the noun as they are: "officers who left (unplanned exit)"
            "planned_exit",
            "women_and_planned",
            "exit_type",
            "interviewer",
            "theme",
            "route",
            "leave_kind",
            "offence_group",
            "audience",
            "type",
            "partner",
            "audit",
            "complaint_kind",
            "grievance_outcome",
            "campaign_id",
            "entry",
            "reason",
            "decided",
            "event_kind",
            "waited",
            "clearance",
            "role_group",
            "shift_pattern",
        ),
        _bracketed,
    ),
    **dict.fromkeys(("unit", "unit_at_leaving", "directorate"), _after(" in ", lower=False)),
    **dict.fromkeys(("rank_band", "rank_grade"), _ranked),
    **dict.fromkeys(("age_band", "age_range", "age"), _aged),
    **dict.fromkeys(("ethnicity_2", "ethnicity_5"), _words(ETHNICITIES)),
    **dict.fromkeys(("woman", "minority", "black", "armed"), _of_sex(PAIRS)),
    **{name: _words(words, _bracketed if name in ("working_pattern", "attempt", "population") else _unsaid) for name, words in PEOPLE.items()},
    "ethnicity": lambda noun, group: f"{group} {noun}",  # a source's own list, shown as found
    "officer_ethnicity": _after(" described by the officer as ", lower=False),
    "sex": _of_sex(SEXES),
    "disability": _words(DISABILITIES),
    "lgb": _words(ORIENTATIONS),
    "women": _women_and_others,
    "worker_type": _worker,
    "vawg_label": _offence,
    "buddy": lambda noun, group: f"{noun} {group.lower()}",
    "in_scheme": _after(" "),
    "period": lambda noun, group: f"{noun} in {'the ' if 'months' in group else ''}{group}",
    "declared": lambda noun, group: f"{noun} asked for their {group.lower()}",
    "victim_sex": lambda noun, group: f"{noun} with a {group.lower()} victim",
    "victim_ethnicity": lambda noun, group: f"{noun} with a victim of {'another' if group == 'Other' else group} ethnicity",
    "suspect": lambda noun, group: f"{noun} {group[:1].lower()}{group[1:]}",
}
