"""What a column's cells say it holds: shares of dates, colours, statuses, people's posts, sentences; a score for each role.

No word of any plan is known here, only what dates, colours and statuses are and how labels, posts and sentences look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from eianalysis.register.written_dates import DateAsWritten, parse_date_as_written
from eianalysis.register.status_words import PART_DONE, statuses

LOOKED_AT = 200  # cells of a column
_COLOURS = {
    "red": "red",
    "r": "red",
    "amber": "amber",
    "a": "amber",
    "yellow": "amber",
    "orange": "amber",
    "green": "green",
    "g": "green",
    "blue": "blue",
    "b": "blue",
    "\U0001f534": "red",
    "\U0001f7e0": "amber",
    "\U0001f7e1": "amber",
    "\U0001f7e2": "green",
    "\U0001f535": "blue",
}
_TICKS = frozenset(("\u2713", "\u2714", "\u2611", "\u2612", "x", "\u2717", "\u2718", "\u25cf", "\u2022", "yes", "y", "\u221a", "\u2705", "1"))
_LABEL = re.compile(
    r"\(?(?:[A-Za-z]{1,6}[ ./-]?)?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?[.):]?|\(?[a-z][.)]|\(?[ivxlc]{1,6}[.)]"
    r"|(?:rec(?:ommendation)?|action|objective|item|obj|task)\.? ?\d{1,3}[.:]?",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[\u00a3$\u20ac]\s?[\d,.]+ ?[kmKM]?|[\d,.]+ ?%|n/?a|nil|tbc|-|[\d,.]+ ?(?:fte|days?|hours?)|(?:within|existing) .{0,40}(?:budget|resources?)",
    re.IGNORECASE,
)
_RANKED = frozenset(
    (
        "high",
        "medium",
        "low",
        "critical",
        "urgent",
        "h",
        "m",
        "l",
        "must",
        "should",
        "could",
        "won't",
        "very high",
        "essential",
        "desirable",
        "med",
        "p1",
        "p2",
        "p3",
        "top",
        "high priority",
        "medium priority",
        "low priority",
    )
)
_ANSWER = re.compile(
    r"(?:fully |partially |partly |not |yes,? |part[- ])*(?:accept(?:ed)?|agreed?|reject(?:ed)?|declined?|noted|disagreed?|supported"
    r"|awaiting(?: response)?|under consideration|in part|in principle)(?: in (?:part|principle))?\.?|yes|no",
    re.IGNORECASE,
)
#: Nouns of posts and units: not a list of this force's, but what English calls who does things in an organisation.
_POST = re.compile(
    r"\b(?:head|lead|leads|director|manager|officer|chief|super(?:intendent|visor)|supt|insp(?:ector)?|sergeant|sgt|constable|commander|"
    r"commissioner|deputy|assistant|acc|dcc|dci|ds|di|dsu|team|unit|department|dept|directorate|board|group|committee|hr|l&d|psd|ppu|partner|"
    r"coordinator|co-ordinator|adviser|advisor|analyst|secretary|chair|champion|sponsor|owner|network|service|services|office|command|branch|"
    r"executive|coo|cfo|ceo|principal|specialist|trainer|governance|finance|people|communications|comms|vetting|recruitment|learning|"
    r"professional standards|all managers|line managers)\b",
    re.IGNORECASE,
)
#: Where a sentence begins with one of these, it says how things stand, not what is to be done.
_TELLS = re.compile(
    r"(?:the|this|a|an|we|our|it|there|all|no|not|now|in|on|to date|since|work|first|second|draft|awaiting|currently|"
    r"following|completed?|begun|started|ongoing|under|already|see|nothing|some|most|half|\d)\b|[a-z]+(?:ed|ing)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Content:
    """What stands in a column: how many cells are filled, and which share of those looks like what."""

    filled: float  # of all rows
    count: int
    dates: float  # a day or period is read, or an open end
    dateish: float  # that, or what people write instead: ongoing, TBC, when …
    colours: float
    statuses: float
    labels: float
    ticks: float
    money: float
    ranked: float
    answers: float
    posts: float
    words: float  # on average
    distinct: float
    tells: float  # begin as a report does
    grouped: bool  # the same words stand in rows below each other, or once with blanks below
    shades: int  # different report colours among the cells
    shaded: float  # of all rows

    @property
    def empty(self) -> bool:
        return not self.count


def content_of(texts: Sequence[str], shades: Sequence[str] = ()) -> Content:
    """The content of a column from the texts of its cells (one a row, '' where blank) and the colours they are shaded in."""
    told = [text for text in texts if text][:LOOKED_AT]
    read = [date_cell(text) for text in told]
    colours = [shade for shade in shades if shade]

    def share(found) -> float:
        found = list(found)
        return fmean(found) if found else 0.0

    return Content(
        len([text for text in texts if text]) / max(len(texts), 1),
        len(told),
        share(one is not None and (one.start is not None or one.precision in ("event", "recurring")) for one in read),
        share(one is not None for one in read),
        share(bool(colour_words(text)) for text in told),
        share(bool(status_of(text)) for text in told),
        share(label_like(text) for text in told),
        share(text.casefold() in _TICKS for text in told),
        share(bool(_MONEY.fullmatch(text)) for text in told),
        share(text.casefold().strip(".") in _RANKED for text in told),
        share(bool(_ANSWER.fullmatch(text)) for text in told),
        share(_like_a_post(text) for text in told),
        share(len(text.split()) for text in told),
        len({text.casefold() for text in told}) / max(len(told), 1),
        share(bool(_TELLS.match(text)) for text in told),
        _grouped(texts),
        len(set(colours)),
        len(colours) / max(len(texts), 1),
    )


def _grouped(texts: Sequence[str]) -> bool:
    """Whether the cells part the rows into groups of neighbours: fewer groups than rows, and none comes back."""
    runs, last = [], ""
    for text in texts:
        if text and text.casefold() != last:
            last = text.casefold()
            runs.append(last)
    return bool(texts) and bool(texts[0]) and 2 <= len(runs) <= 0.75 * len(texts) and len(set(runs)) == len(runs)


def date_cell(text: str) -> DateAsWritten | None:
    """What a cell says of a date, where it is short enough to be about nothing else."""
    if len(text) > 80 or len(text.split()) > 12:
        return None
    found = parse_date_as_written(text)
    much = len(text.split()) > (8 if found.start else 2)
    unread = found.confidence == "failed" and not {"no_such_date", "no_year"} & set(found.flags)
    return None if unread or "part_not_read" in found.flags and much else found


def colour_words(text: str) -> str:
    """The report colour a cell names, as "Amber", "G", "Amber/Red" or "Green - on track"; '' where it names none.

    >>> colour_words("Amber"), colour_words("B"), colour_words("Red: behind plan"), colour_words("Amber/Green"), colour_words("Greenwich")
    ('amber', 'blue', 'red', 'amber/green', '')
    """
    plain = text.casefold().strip(" .()[]*")
    if plain in _COLOURS:
        return _COLOURS[plain]
    parts = [part for part in re.split(r"\s*(?:/|-|\u2013|&|\bto\b|\u2192|->)\s*", plain) if part]
    if 1 < len(parts) <= 3 and all(part in _COLOURS and len(part) > 1 for part in parts):
        return "/".join(_COLOURS[part] for part in parts)
    found = re.match(r"(red|amber|yellow|green|blue|\U0001f534|\U0001f7e0|\U0001f7e1|\U0001f7e2|\U0001f535)\b\s*(?:[:;,(/\u2013-]|rating|status|$)\s*", plain)
    return _COLOURS[found[1]] if found and len(plain.split()) <= 12 else ""


def label_like(text: str) -> bool:
    """Whether a text is a label and nothing else: "1.1", "R7", "(a)", "Action 3", "OD10 -"."""
    return len(text) <= 24 and _LABEL.fullmatch(text.strip(" -\u2013")) is not None


def status_of(text: str) -> str:
    """The status a short cell names; '' where it names none, or more than a status."""
    if len(text.split()) > 6 or len(text) > 60:
        return ""
    plain = text.casefold().strip(" .")
    if plain in ("y", "yes", "done", "closed", "open", "new", "live", "planned", "proposed"):
        return plain
    found, denied = statuses(plain)
    if denied:  # "90% complete" goes on; of what is "not complete" nobody knows whether it has begun
        return "in_progress" if not found and PART_DONE.fullmatch(plain) else ""
    if "complete" in found and "in_progress" in found:
        return "in_progress"  # the less flattering of the two
    return next(iter(found), "")


def _like_a_post(text: str) -> float:
    """How much a cell looks like who does something: short, no sentence, words of posts or capitals throughout."""
    if _POST.search(text):
        text = re.sub(r"\s\(?\d{3,6}\)?\s*\Z", "", text)  # an officer's number: "Sgt Bains 5646"
    said = text.strip(" .").split()
    if not 1 <= len(said) <= 10 or text.rstrip().endswith((".", "?", "!", ":")) and len(said) > 4 or re.search(r"\d{2}", text):
        return 0.0
    if colour_words(text) or status_of(text):
        return 0.0
    named = bool(_POST.search(text))
    capitals = sum(word[:1].isupper() or word.casefold() in ("of", "and", "the", "for", "&", "/", "-", "to") for word in said) / len(said)
    if len(said) > 6:
        return 0.6 if named and capitals > 0.7 else 0.0
    return 1.0 if named and capitals > 0.5 else 0.7 if capitals == 1.0 else 0.5 if named else 0.3 if capitals >= 0.5 else 0.0
