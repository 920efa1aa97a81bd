"""The words found in date cells: months, seasons, how often, from when, on what event, and words that change nothing.

Every pattern is matched against text in one case with single blanks and plain hyphens.
"""

from __future__ import annotations

import re

MONTH = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
MONTHS = {name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}
WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b\.?,?")
#: First month of three; winter is December and the two months after it.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
SEASON = re.compile(r"\b(?:spring|summer|autumn|winter)\b")
LONE_MONTH = re.compile(rf"\b(?:{MONTH})\b(?! (?:be|not|need|require|depend)\b)")
LONE_FEAST = re.compile(r"\b(?:easter|christmas|x-?mas|new year)\b")
#: A part of a year without the year, where nothing else stands there: "end of Q2", "Spring".
LONE_PART = re.compile(
    r"\b(?:(?:q|qtr|quarter) ?[1-4]|(?:first|second|third|fourth|last|1st|2nd|3rd|4th) quarter|h[12]|spring|summer|autumn|winter"
    r"|(?:this |next |the )?(?:financial |calendar )year|(?:this|next) year|year[ -]end)\b"
)

#: A piece of a date that no form took: beside a year it would change what the year means.
LEFT_OVER = re.compile(rf"\bq[1-4]\b|\bw(?:ee)?k\b|\bh[12]\b|\bquarter\b|\b(?:spring|summer|autumn|winter|easter)\b|\b(?:{MONTH})\b(?! be\b)|[0-9]")
#: The quarter or half again in words beside its months: "Q4 (Jan-Mar 2025)".
NAMED_QUARTER = re.compile(r"\b(?:q|qtr ?|quarter )([1-4])\b")
TO_BE_CONFIRMED = re.compile(r"\bt\.?b\.?[cda]\b\.?|\b(?:date |dates )?to be (?:confirmed|decided|determined|agreed|advised|set)\b")
IMMEDIATE = re.compile(
    r"\b(?:with )?immediate effect\b|\bimmediate(?:ly)?\b|\ba\.?s\.?a\.?p\b\.?|\bas soon as (?:is )?possible\b"
    r"|\bstraight away\b|\bat once\b|\bnow\b"
)

RECURRENCE = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "six_monthly",
            r"\b(?:six|6)[ -]?monthly\b|\bevery (?:six|6) months\b|\bhalf[ -]yearly\b|\bbi-?annual(?:ly)?\b"
            r"|\btwice (?:a|each|every|per) year\b",
        ),
        ("quarterly", r"\bquarterly\b|\b(?:every|each) quarter\b|\bevery (?:three|3) months\b"),
        (
            "monthly",
            r"(?<!six )(?<!six-)(?<![0-9] )(?<![0-9]-)(?<!two )(?<!two-)(?<!four )(?<!four-)(?<!bi-)\bmonthly\b"
            r"|\b(?:every|each) month\b",
        ),
        (
            "yearly",
            r"(?<!half )(?<!half-)(?<!two )(?<!two-)(?<!three )(?<!three-)(?<!four-)(?<!five-)\byearly\b"
            r"|\bannual(?:ly)?\b|\b(?:every|each) year\b|\bper annum\b",
        ),
    )
)
OTHER_RECURRENCE = re.compile(
    r"\b(?:fort)?nightly\b|\b(?:[a-z0-9]+-)?weekly\b|\bdaily\b|\bevery (?:[a-z0-9]+ )?(?:day|week|term|weeks|months|years)\b"
    r"|\b[a-z0-9]+[ -]yearly\b|\b[a-z0-9]+[ -]monthly\b|\btermly\b|\bregular(?:ly)?\b"
)
#: What comes round, said beside how often it does: "quarterly review", "refreshed yearly".
COMES_ROUND = re.compile(r"\b(?:review|refresh|renew|repeat|report|updat|audit|meeting)[a-z]*\b")

#: Right before a period: from it on, or up to the day before it.
FROM_ON = re.compile(
    r"\b(?:from|since|starting(?: from| in| on)?|(?<!not )(?<!no later )after|post|not before|not? (?:earlier|sooner) than|"
    r"not until|earliest|at the earliest|beginning(?: in| on)?|commencing|(?:with )?effect(?:ive)?(?: from)?|w\.?e\.?f\.?|as of|beyond)"
    r"(?: the)?[ :]*\Z"
)
BY = re.compile(r"\b(?:on or before|before or on|by or before)(?: the)?\s*\Z")  # that day is still in time
#: So long after a day: "within 12 months of", "six weeks after".
LATER = re.compile(
    r"\b(?:within )?(?P<many>[0-9]{1,2}|one|two|three|four|five|six|nine|ten|twelve|eighteen) ?(?P<unit>day|week|month|year)s? "
    r"(?:from|after|of|following)(?: the)?(?: end of)?\s*\Z"
)
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10, "twelve": 12, "eighteen": 18}
BEFORE = re.compile(r"\b(?:before|prior to|ahead of|in advance of)(?: the)?\s*\Z")
END_OF = re.compile(r"\b(?:the )?(?:end|close)(?: of)?(?: the)?\s*\Z")
CIRCA = re.compile(r"\bc\.?\s*\Z")
#: What a date was before it was moved, and what it was moved to: "June 2024, revised to December 2024".
WAS = re.compile(
    r"\b(?:was|were|originally|original|previously|formerly|initially|initial|old|(?:moved|slipped|changed|delayed|extended|put back|brought forward) from|instead of)(?: date)?"
    r"[ :]*\Z"
)
MOVED = re.compile(
    r"\b(?:now|new|(?:revised|moved|extended|slipped|changed|rescheduled|put back|brought forward)(?: to| for)?)"
    r"(?: date)?[ :]*\Z"
)
WEEK_FROM = re.compile(
    r"\b(?:w ?/ ?[cb]|wc|w\.c\.|wk\.? ?comm?(?:encing)?\.?|weeks? (?:commencing|beginning|starting|of)|"
    r"weeks? from)[ .:]*\Z"
)
WEEK_TO = re.compile(r"\b(?:w ?/ ?e|we|week ending|week to)[ .:]*\Z")
ONWARDS = re.compile(
    r"\A\s*(?:onwards?\b|\+|[\u2192\u2794\u27a1]|and (?:beyond|after|onwards?|later)\b|at the earliest\b|or (?:later|after)\b|"
    r"(?:-|to) (?:date|present)\b|(?:-|to) ?(?=on ?-?going\b))"
)
UNTIL = re.compile(r"\buntil\b|\bto\b|\btill?\b|\bto end\b|\bby\b|\bthrough\b")
APPROXIMATE = re.compile(r"\b(?:early|late|mid|circa|about|around|approx(?:imately)?|expected|anticipated|estimated)\b")
TRIGGER = re.compile(
    r"\A(?:when|once|after|following|upon|on completion|on receipt|on approval|subject to|pending|as soon as|dependent|"
    r"depending|awaiting|within|(?:\d+|one|two|three|four|six|nine|twelve|eighteen) (?:days?|weeks?|months?|years?) "
    r"(?:from|after|of|following))\b"
)
#: Words beside a date that say nothing about when.
FILLER = frozenset(
    "a also an and at be but by complete completed completion date day deadline deliver delivered delivery due end ending ends finish for "
    "from in is it latest of on or start target targeted than the then thereafter this till to until up will with year years month months no not "
    "later through during within implemented implementation achieved expected aim planned fye eom cob cop".split()
)
