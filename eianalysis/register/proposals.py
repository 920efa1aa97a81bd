"""What accepting a draft needs beside its items, proposed with an answer: the plan's name, its first board, roles, codes.

A proposal stands in the file of questions with its answer filled in, so that a person can leave or change it. Nothing is
proposed for what the register knows already. An owner that may be a person's name gets a role that says nothing of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from eianalysis.register.owners import owner_codes
from eianalysis.register.read.answers import Asked
from eianalysis.register.read.draft_items import Reading

NAMED = "Lead named in the plan"
_SMALL = frozenset("a an and at by for from in of on or our the to with".split())
_POST_WORDS = frozenset(
    "head lead leads director manager officer officers chief superintendent supt inspector insp sergeant sgt constable commander commissioner deputy "
    "assistant acting temporary detective det team unit department dept directorate board group committee coordinator co-ordinator adviser advisor "
    "analyst secretary chair chairs champion sponsor owner network networks service services office executive principal specialist trainer "
    "governance finance people communications vetting recruitment learning development professional standards managers line local policing strategic "
    "corporate public protection all business partner police force staff human resources operations legal training estates data change control room "
    "school community safety chief".split()
)


def proposals(
    read: Iterable[tuple[Path, Reading]],
    table: pd.DataFrame,
    *,
    owners: pd.DataFrame | None,
    register: pd.DataFrame | None,
    programmes: pd.DataFrame | None,
    lists: pd.DataFrame | None,
    cycles: Path | None,
) -> list[Asked]:
    """The proposals of a draft, each with its answer."""
    found: list[Asked] = []

    def propose(about: str, asked: str, taken: str, answer: str, file: str = "") -> None:
        found.append(Asked(f"P{len(found) + 1}", file, "", about, asked, (), taken, answer))

    known = set() if programmes is None else set(programmes["source_doc"])
    titles = {path.name: reading.title for path, reading in read}
    for doc, file in _documents(table):
        if doc not in known:
            propose(f"programme {doc}", f"What is the plan with the ids {doc}-… called on pages?", doc, titles.get(file) or Path(file).stem, file)
    if any(doc not in known for doc, _ in _documents(table)):
        propose("addressee", "Whom does it address?", "", _commonest(programmes, "addressee") or "this force")
        propose("addressed word", "Which word of the list applies_to holds for items that do not say?", "", _commonest(register, "applies_to") or "force")
    if cycles is not None and (latest := latest_cycle(cycles)):
        propose("board", "At which board are these reports first shown?", "", latest)
    there = set() if register is None else set(register["workstream"])
    codes: set[str] = set(there)
    for theme in dict.fromkeys(text for text in table["workstream"] if text and text not in there):
        propose("code of workstream", f"Which short code stands for the workstream or theme '{theme}'?", theme, code_of(theme, codes))
    ordinary = _ordinary_words(table, register)
    for owner in dict.fromkeys(piece for raw in table["owner_raw"] if raw for piece in _unknown(raw, owners)):
        named = may_be_a_name(owner, ordinary)
        propose(
            "role of owner", f"Which role do pages show for '{owner}'?" + (" It may be a person's name." if named else ""), owner, NAMED if named else owner
        )
    return found


def _documents(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Each source document's code, as its ids begin, and its file."""
    return list(dict.fromkeys((item.partition("-")[0], file) for item, file in zip(table["item_id"], table["source_file"], strict=True)))


def _commonest(frame: pd.DataFrame | None, column: str) -> str:
    counts = frame[column].value_counts() if frame is not None and column in frame and len(frame) else None
    return "" if counts is None or counts.empty else str(counts.index[0])


def _unknown(raw: str, owners: pd.DataFrame | None) -> list[str]:
    return owner_codes(raw, pd.DataFrame(columns=["owner_raw", "owner_code"]) if owners is None else owners)[1]


def code_of(theme: str, taken: set[str]) -> str:
    """A short code for a theme, unlike those there are: its initials, or its first letters; added to ``taken``.

    >>> code_of("Anti-racism at work", set()), code_of("Wellbeing", {"WELL"})
    ('ARW', 'WELL2')
    """
    said = [word for word in re.findall(r"[A-Za-z]+", theme) if word.casefold() not in _SMALL]
    code = "".join(word[0] for word in said)[:5].upper() if len(said) > 1 else "".join(said)[:4].upper() or "WS"
    number = 1
    while (name := code if number == 1 else f"{code}{number}") in taken:
        number += 1
    taken.add(name)
    return name


def owner_code(role: str, taken: set[str]) -> str:
    """A short code for a role, unlike those there are; added to ``taken``.

    >>> owner_code("Head of Human Resources", set())
    'HHR'
    """
    said = [word for word in re.findall(r"[A-Za-z0-9]+", role) if word.casefold() not in _SMALL]
    code = said[0][:6].upper() if len(said) == 1 else "".join(word if word.isupper() and len(word) <= 4 else word[0] for word in said)[:8].upper() or "OWNER"
    number = 1
    while (name := code if number == 1 else f"{code}{number}") in taken:
        number += 1
    taken.add(name)
    return name


def may_be_a_name(owner: str, ordinary: frozenset[str]) -> bool:
    """Whether an owner as written may be a person's name: initials, or a capitalised word that is no ordinary word here.

    >>> ordinary = frozenset({"custody"})
    >>> [may_be_a_name(text, ordinary) for text in ("Head of Custody", "Supt Custody", "J. Okafor", "Chief Inspector Bell", "PPU", "L&D Manager")]
    [False, False, True, True, False, False]
    """
    if re.search(r"(?<![A-Za-z&])[A-Z]\.?\s+(?=[A-Z])", owner) or re.search(r"\b(?:mr|mrs|ms|miss|dr)\b", owner, re.IGNORECASE):
        return True
    words = re.findall(r"[A-Za-z][A-Za-z'-]+", re.sub(r"\b(?:of|for) .*", "", owner))  # what somebody is head of is no name
    return any(
        word[0].isupper()
        and not word.isupper()
        and len(word) > 2
        and word.casefold() not in _POST_WORDS
        and word.casefold() not in _SMALL
        and not _is_ordinary(word.casefold(), ordinary)
        for word in words
    )


def _is_ordinary(word: str, ordinary: frozenset[str]) -> bool:
    return bool({word, word.removesuffix("s"), f"{word}s"} & ordinary)


def _ordinary_words(table: pd.DataFrame, register: pd.DataFrame | None) -> frozenset[str]:
    """Words that stand without a capital somewhere in the paper or the register: no names."""
    texts: Sequence[str] = [*table["title_raw"], *table["progress_raw"], *table["workstream"], *([] if register is None else register["title_plain"])]
    return frozenset(word for text in texts for word in re.findall(r"(?<![A-Za-z'-])[a-z]{3,}", text))


def latest_cycle(cycles: Path) -> str:
    """The cycle whose board meets last; '' where there is none."""
    found = []
    for path in sorted(cycles.glob("*.toml")):
        try:
            meeting = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("meeting_date")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError, RecursionError):
            continue
        if meeting is not None:
            found.append((str(meeting), path.stem))
    return max(found)[1] if found else ""
