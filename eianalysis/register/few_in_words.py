"""Small numbers of people that a text tells in words: "five passed, four of them women".

The register's texts come from papers and owners, and nothing counts them. So they are screened: a number of one to four with people
beside it, or so few left of a larger one ("nine of the ten"), is shown to the analyst by ``check``, and printed as [c] until the
cycle's file says that it was read and may be printed (``as_written``). A number of plans, days or meetings is none of anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from eianalysis.policy import SMALLEST_COUNT

HIDDEN = "[c]"
WORDS = (
    "nought",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
NUMBER = rf"(?:{'|'.join(WORDS[1:])}|[1-9]\d?)"
#: Whom a count of people counts: kinds of people, ranks, what people are called by what happened to them.
PEOPLE = (
    r"(?:officers?|staff(?!\s+(?:network|association|survey|training|group|meeting|event|room))|people|persons?|wom[ae]n|m[ae]n|females?|males?|candidates?|applicants?|constables?|sergeants?|inspectors?|"
    r"superintendents?|specials?|pcsos?|recruits?|joiners?|leavers?|colleagues|employees?|individuals?|members of staff|students?|"
    r"detectives?|resignations?|dismissals?|successes|appointees?|complainants?|victims?|(?:white|black|asian|mixed|bame|bme|disabled|"
    r"lgbt\w*|gay|muslim|minority ethnic|ethnic minority)(?=[\s,.;)]))"
)
DID = r"(?:passed|failed|left|resigned|retired|transferred|joined|applied|(?:was|were) (?:promoted|appointed|dismissed|successful|selected|recruited))"
#: How a number stands beside people: two words between at most, none of which begins another thing that is counted.
BETWEEN = r"(?:\s+(?!of\b|to\b|in\b|and\b|or\b|per\b|year|month|week|day|hour)[a-z][\w-]*){0,2}?"
#: Before a number that counts nobody: "level 2 officers", "1 in 4 people".
NO_COUNT = re.compile(
    r"\b(?:level|phase|stage|tier|band|grade|step|part|section|recommendation|action|objective|page|no\.?|number|annex|"
    r"appendix|(?:\d+|one) in)\s+\Z",
    re.IGNORECASE,
)
FOUND = re.compile(
    rf"(?<![\w.,£%/-])(?P<few>{NUMBER})(?![\w%/-]|[.,]\d|\s*(?:%|per cent|percent))"
    rf"(?P<after>\s+(?:of\s+(?:them|whom|these|those)\b(?:\s+(?:was|were|are|is))?(?:\s+\w+)?|(?:out\s+)?of\s+(?:the\s+)?(?P<all>{NUMBER})\b"
    rf"{BETWEEN}(?:\s+(?:{PEOPLE}|{DID})\b)?|{DID}\b)|{BETWEEN}\s+{PEOPLE}(?!\w))",
    re.IGNORECASE,
)


def few_in_words(text: str) -> list[str]:
    """The passages of a text that tell of one to four people.

    >>> few_in_words("Five passed, four of them women; two workshops were held in three months.")
    ['four of them women']
    """
    return [match.group().strip() for match in FOUND.finditer(text) if _tells(match)]


def numbers_of_people(text: str) -> list[tuple[int, str]]:
    """Every number to 99 that a text tells of people, small or not, with its passage.

    >>> numbers_of_people("Seven officers left in 12 months.")
    [(7, 'Seven officers')]
    """
    return [(_number(match["few"]), match.group().strip()) for match in FOUND.finditer(text) if not NO_COUNT.search(match.string[: match.start()])]


def hide_few(text: str, as_written: Iterable[str] = ()) -> str:
    """The text with [c] in place of such numbers, but in passages that the analyst has read and lets be printed.

    >>> hide_few("Five passed, four of them women.")
    'Five passed, [c] of them women.'
    """
    kept = {plain(passage) for passage in as_written}

    def written(match: re.Match) -> str:
        return match.group() if not _tells(match) or plain(match.group()) in kept else f"{HIDDEN}{match['after']}"

    return FOUND.sub(written, text)


def plain(passage: str) -> str:
    """A passage without what does not matter when two are compared: letter case, spacing, closing marks."""
    return " ".join(passage.casefold().split()).strip(" .,;:")


def _tells(match: re.Match) -> bool:
    if NO_COUNT.search(match.string[: match.start()]):
        return False
    few = _number(match["few"])
    if match["all"] is None:
        return 0 < few < SMALLEST_COUNT
    people = re.search(rf"(?:{PEOPLE}|{DID})\Z", match.group(), re.IGNORECASE) is not None
    return people and (0 < few < SMALLEST_COUNT or 0 < _number(match["all"]) - few < SMALLEST_COUNT)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else WORDS.index(word.casefold())
