"""The words of a code column: what is read without a line, what is proposed, what a person must explain, what is not shown.

A value is written down only where it is a wording of a published list; or where it stands in several rows, no word of it is
anybody's name in the same file, and its column is what its heading says: half of it is known, or it is a short list and the
file's columns of names are there to compare it with. What looks like a code of the source (PO, 07) is shown too.
"""

from __future__ import annotations

import re

import pandas as pd

from eianalysis.schema.columns import Column
from eianalysis.schema.parse import clean, read_codes
from eianalysis.sources.propose.mapping_draft import Words
from eianalysis.sources.propose.profile import FREQUENT, Profile
from eianalysis.vocabulary import coded, labelled
from eianalysis.vocabulary.synonyms import entries, kind_of, meaning

#: A column is what its heading says where at least this much of it is known; only then are its other values shown.
ANCHORED = 0.5
LONGEST = 60
ROWS = 4
#: What looks like a code of the source is one: shown even where nothing else of its column is known.
_CODE = re.compile(r"[A-Z]{0,4}\d{0,2}")
_NAME = re.compile(r"[A-Z][\w'-]*,?( [A-Z][\w'.-]*){1,2}")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


def words_for(column: Column, profile: Profile, frame: pd.DataFrame, names: frozenset[str], by_rank: bool = False) -> Words:
    """What a mapping has to say of a column's values. ``names`` are the words of the file's columns of names.

    ``by_rank`` says that the column holds ranks and grades, of which the kind of worker is to be told.
    """
    said = Words(column.list_name)
    if by_rank:
        kinds = {text: kind_of(text) for text in profile.texts}
        said.lines = {text: (kind, "by its rank or grade") for text, kind in kinds.items() if kind}
        left = [text for text in profile.texts if not kinds[text] and column.name not in said.lines]
        return _rest(said, left, profile, frame, names, anchored=bool(said.lines))
    sure, _ = read_codes(profile.texts, column)
    left = [text for text in profile.texts if text not in sure]
    codes = {text: code for text, code in read_codes(profile.frequent(), column)[0].items() if text not in column.codes}
    said.known = {text: code for text, code in codes.items() if text.casefold() != code.casefold()}
    proposed = {text: _proposed(column, text) for text in left}
    anchored = sum(profile.texts[text] for text in profile.texts if text in sure or proposed.get(text)) >= ANCHORED * profile.filled
    said.lines = {text: proposed[text] for text in left if proposed[text]}
    return _rest(said, [text for text in left if not proposed[text]], profile, frame, names, anchored)


def _rest(said: Words, left: list[str], profile: Profile, frame: pd.DataFrame, names: frozenset[str], anchored: bool) -> Words:
    """The values that no list has: shown where that tells of nobody, else counted, with rows to look at."""
    anchored = anchored or bool(names) and profile.listed and not _like_names(profile)
    hidden = []
    for text in sorted(left, key=lambda one: (-profile.texts[one], one)):
        word = anchored and len(text) <= LONGEST and not _holds_a_name(text, names)
        if profile.texts[text] >= FREQUENT and (word or _CODE.fullmatch(text)):
            said.unknown.append(text)
        else:
            hidden.append(text)
    if hidden:
        cells = frame[profile.heading].map(clean)
        said.unshown = (len(hidden), tuple(int(row) for row in frame.index[cells.isin(hidden)][:ROWS]))
    return said


def _proposed(column: Column, text: str) -> tuple[str, str] | None:
    """The code a list proposes for a wording, and what to think about; None where no list has it."""
    if column.name == "rank_grade" and (band := meaning("grades", text, proposed=True)):
        return band, "a usual banding; is it yours?"
    code = labelled(coded(column.words, text, column.codes, proposed=True), column.codes) if column.words else None
    if code is None:
        return None
    label = column.codes[code]
    return code, f"{label}?" if label != code else "is it?"


def _holds_a_name(text: str, names: frozenset[str]) -> bool:
    return any(word.casefold() in names for word in _LETTERS.findall(text)) or bool(re.search(r"\d{2,}.*\d{2,}|@", text))


def _like_names(profile: Profile) -> bool:
    """Whether most of what stands there looks like people: two or three words, each with a capital."""
    return profile.share(lambda text: bool(_NAME.fullmatch(text))) > 0.5


def names_in(frame: pd.DataFrame, headings: list[str]) -> frozenset[str]:
    """The words of a file's columns of names, but those that published lists have too ("Other", "Black")."""
    found = {word.casefold() for heading in headings for cell in frame[heading].unique() for word in _LETTERS.findall(str(cell))}
    listed = {
        word.casefold()
        for name in ("leaving_reasons", "ethnicity", "worker_types", "ranks", "religion")
        for line in entries(name)
        for word in _LETTERS.findall(line["words"])
    }
    return frozenset(found - listed)
