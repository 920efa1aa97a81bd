"""What the words of real files mean: lists of ``code, words`` in ``lists/*.csv``, each with where the wording is from.

Data, not code: a wording that is missing is one more line in a file. ``sure`` says whether a file is read so by itself;
the others are proposed by ``eianalysis map`` and decided by a person. Words are compared without case, punctuation and
the small words that lists differ in ("or", "any", "background"); a guess by likeness is never made here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import lru_cache, cache
from pathlib import Path

from eianalysis.vocabulary.codes import NOT_RECORDED, PREFER_NOT, RANKS, plain
from eianalysis.vocabulary.ethnicity import EIGHTEEN_TO_FIVE, ETHNICITY_18, FIVE_TO_TWO, OFFICER_ETHNICITY

FOLDER = Path(__file__).parent / "lists"
#: Lists of what people say of themselves: they may also decline, or the file may not know.
DECLARED = (
    "ethnicity",
    "ethnicity_families",
    "ethnicity_minorities",
    "sex",
    "disability",
    "religion",
    "sexual_orientation",
    "gender_reassignment",
    "marital",
    "maternity",
)
_SMALL = frozenset(("or", "any", "background", "backgrounds", "the"))
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_FIVE = {"A": "Asian", "B": "Black", "M": "Mixed", "O": "Other", "W": "White"}
_OTHERS = {"White": "W9", "Mixed": "M9", "Asian": "A9", "Black": "B9", "Other": "O9"}
_NUMBERED = re.compile(r"\s*\(?(?P<code>[^\W_]{1,4})\)?\s*(?:[-–:.)=]\s*|\s+)(?P<words>\S.*)")
_ENDS = re.compile(r"(?P<words>.*\S)\s*(?:[-–:]\s*|\s)[\[(]?(?P<code>[^\W_]{1,4})[\])]?\s*")


def tokens(text: object) -> tuple[str, ...]:
    """The words of a text that matter, in order; a stroke and an ampersand are read as "and".

    >>> tokens("Any other Mixed / multiple ethnic background")
    ('other', 'mixed', 'and', 'multiple', 'ethnic')
    """
    found = _TOKEN.findall(re.sub(r"\s*[&/+]\s*", " and ", plain(text)).replace("’", "'"))
    return tuple("group" if word == "groups" else word for word in found if word not in _SMALL)


@cache
def entries(name: str) -> tuple[dict[str, str], ...]:
    """The lines of a list, as dicts of its columns: ``code, words, sure, from``."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def _known(name: str, proposed: bool) -> dict[tuple[str, ...], str]:
    lines = [*(entries("not_said") if name in DECLARED else ()), *entries(name)]  # a list's own words win
    return {tokens(line["words"]): line["code"] for line in lines if proposed or line["sure"] == "yes"}


def meaning(name: str, text: object, *, proposed: bool = False) -> str | None:
    """The code a wording stands for in a list, or None; with ``proposed`` also where a person has to say so first.

    >>> meaning("leaving_reasons", "Retirement: ill-health"), meaning("sex", "do not wish to disclose")
    ('MR', 'P')
    """
    words = tokens(text)
    if not words:
        return None
    if name == "ethnicity":
        return _ethnicity(words, proposed)
    if name == "ethnicity_families":
        return _known(name, proposed).get(words) or _rolled(_ethnicity(words, proposed))
    if name == "ethnicity_minorities":
        five = _known(name, proposed).get(words) or meaning("ethnicity_families", text, proposed=proposed)
        return FIVE_TO_TWO.get(five, five)
    if name == "officer_defined":
        return OFFICER_ETHNICITY.get(str(text).strip().upper()) or _known(name, proposed).get(words)
    if name == "ranks":
        return rank_held(text)
    return _known(name, proposed).get(words)


def stands_in(name: str, text: object) -> bool:
    """Whether a wording is itself in a list, and not only finer than what is there."""
    return tokens(text) in _known(name, False)


def _ethnicity(words: tuple[str, ...], proposed: bool) -> str | None:
    """An 18+1 code: the wording as it stands, or after the name of its group ("Mixed: White and Asian")."""
    known = _known("ethnicity", proposed)
    if words in known:
        return known[words]
    families = sorted(_known("ethnicity_families", True).items(), key=lambda pair: -len(pair[0]))
    for family, group in families:
        rest = words[len(family) :]
        if words[: len(family)] != family or not rest or group not in _OTHERS:
            continue
        code = _OTHERS[group] if rest == ("other",) else known.get(rest)
        if code in ("NS", "P", "U") or code and (_FIVE[code[0]] == group or (group, code) == ("Other", "A4")):
            return code
    return None


def _rolled(code: str | None) -> str | None:
    """The group of five of an 18+1 code; undeclared codes stay as they are."""
    return EIGHTEEN_TO_FIVE.get(ETHNICITY_18.get(code, ""), code) if code else None


def coded(name: str, text: object, codes: Iterable[str], *, proposed: bool = False) -> str | None:
    """The code of a cell that holds a wording, a code, or both ("W1 - White British", "African (B2)", "2. Male").

    Where both stand there they must agree: a code of another list beside known words is no code of ours. A code beside
    words that are not known is only proposed.
    """
    by_code = {plain(code): code for code in codes}
    if plain(text) in by_code:
        return by_code[plain(text)]
    whole = meaning(name, text, proposed=proposed)
    if whole is not None:
        return whole
    for form in (_NUMBERED, _ENDS):
        match = form.fullmatch(str(text))
        if not match:
            continue
        code, said = by_code.get(plain(match["code"])), meaning(name, match["words"], proposed=proposed)
        if said is not None and (code == said or code is None and match["code"].isdigit()):
            return said
        if said is None and code is not None and len(code) > 1 and proposed:
            return code
    return None


def labelled(code: str | None, codes: Iterable[str]) -> str | None:
    """The code as a list has it that goes by labels: P and U among the five groups, W1 among the 18 labels."""
    names = {**ETHNICITY_18, "P": PREFER_NOT, "U": NOT_RECORDED}
    return code if code in codes else names[code] if names.get(code) in codes else None


# --- Ranks ------------------------------------------------------------------------------------------------------------

_MARKED = (re.compile(r"(?P<mark>[a-z]+)\s*[/.\- ]\s*(?P<rest>\S.*)"), re.compile(r"(?P<rest>.*\S)\s*[\[(/,\- ]\s*(?P<mark>[a-z]+)\.?[\])]?"))
_DETECTIVE = re.compile(r"(?:d|det|detective)[/. ]\s*(?P<rest>\S.*)")
#: From low to high, where each is one step above the one before; commander stands where others have an assistant chief.
LADDER = (
    "Constable",
    "Sergeant",
    "Inspector",
    "Chief Inspector",
    "Superintendent",
    "Chief Superintendent",
    "Assistant Chief Constable",
    "Deputy Chief Constable",
    "Chief Constable",
)


def rank_as_written(text: object) -> tuple[str, str] | None:
    """A rank as written and how it is held: '' (substantive), 'temporary' or 'acting'; None where it is no rank.

    A trainee detective constable is written T/DC and holds no temporary rank.

    >>> rank_as_written("T/Sgt"), rank_as_written("A/D/Insp."), rank_as_written("T/DC"), rank_as_written("Sergeant (Acting)")
    (('Sergeant', 'temporary'), ('Inspector', 'acting'), ('Constable', ''), ('Sergeant', 'acting'))
    """
    words = plain(text).rstrip(".")
    if found := _rank(words):
        return found
    for form in _MARKED:
        match = form.fullmatch(words)
        mark = _ranks()[1].get(match["mark"]) if match else None
        rank = _rank(match["rest"].rstrip(". ")) if mark else None
        if rank:
            return (rank[0], "" if rank[0] not in RANKS or rank[0] == "Constable" else mark)
    return None


def _rank(words: str) -> tuple[str, str] | None:
    known = _ranks()[0]
    if found := known.get(_rank_key(words)):
        return found
    match = _DETECTIVE.fullmatch(words)
    return known.get(_rank_key(match["rest"])) if match else None


@lru_cache(maxsize=1)
def _ranks() -> tuple[dict[tuple[str, ...], tuple[str, str]], dict[str, str]]:
    """Ranks by their words, with the mark some abbreviations hold; marks by theirs."""
    return (
        {_rank_key(line["words"]): (line["code"], line["mark"]) for line in entries("ranks")},
        {plain(line["words"]): line["code"] for line in entries("rank_marks")},
    )


def _rank_key(text: str) -> tuple[str, ...]:
    return tokens(text.replace("/", " "))


def rank_held(text: object) -> str | None:
    """The rank a person holds of a rank as written: of an acting one the rank below it; None where it is no rank."""
    found = rank_as_written(text)
    return None if found is None else rank_below(found[0]) if found[1] == "acting" else found[0]


def kind_of(text: object) -> str | None:
    """What kind of worker holds a rank or grade, where a list has one column for both and none for the kind; never read so by itself."""
    rank = (rank_as_written(text) or (None,))[0]
    kinds = {"PCSO": "pcso", "Special Constable": "special", "Volunteer": "volunteer", "Cadet": "cadet"}
    if rank is not None:
        return "officer" if rank in RANKS else kinds.get(rank, "staff")
    return "staff" if tokens(text) in _known("grades", True) else None


def rank_below(rank: str) -> str:
    """The rank one step below, which a person acting in ``rank`` holds: of an acting inspector, sergeant."""
    same = {
        "Commander": "Assistant Chief Constable",
        "Deputy Assistant Commissioner": "Deputy Chief Constable",
        "Assistant Commissioner": "Deputy Chief Constable",
        "Deputy Commissioner": "Chief Constable",
        "Commissioner": "Chief Constable",
    }
    place = LADDER.index(same.get(rank, rank)) if same.get(rank, rank) in LADDER else 0
    return LADDER[max(place - 1, 0)]
