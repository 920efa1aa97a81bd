"""What a reader takes the words under a table to mean. Written from the words alone: nothing of the gate is asked.

A population is named by words and by what follows from them in plain English: longer words that begin with another's are a
part of those, "of those" is a part of the base, and a few phrases of human resources that every police officer knows.
"""

from __future__ import annotations

import re

#: Phrases that are the same people in other words; the first of each line stands for all of them.
SAME = (
    ("those who left", r"officers who left within the period, by any door", r"officers who left for any reason, transfers .* included"),
    ("in post at the start", r"(officers|those) in post on the day before the period began.*"),
    ("mean of the two ends", r"the mean of the headcounts at the start and the end.*"),
)
#: What a base of one step is, for tables whose words speak of several steps: (words of the base, step) -> population.
OF_STEP = ((r"leavers \(offered\).*", "Offered", "those who left"),)
#: (whole, part): the part's people are all in the whole, over the same days.
PART_OF = (
    ("those who left", r"officers who left for any reason but .*"),
    (r"officers who left for any reason but .*", r"officers who resigned of their own accord"),
    ("those who left", r"officers who resigned of their own accord"),
    (r"officers who resigned of their own accord", r"officers who resigned and gave a reason"),
)
#: Of those at the start, who is not still there has left: (start, stayed, left), over one year.
STAYED = ("in post at the start", "of those, officers still in post a year later", "those who left")
#: Characteristics that say the same as another: (attribute, its groups).
TOLD_BY = {"women": ("sex", {"Women": "Female", "Women officers": "Female", "Women in post": "Female"}), "woman": ("sex", {"Women": "Female"})}
MINORITIES = ("Asian", "Black", "Mixed", "Other")
#: What each of the five groups is made of in the list of 18, as the census prints it.
LISTED = {
    "Asian": ("Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background"),
    "Black": ("Caribbean", "African", "Any other Black background"),
    "Mixed": ("White and Black Caribbean", "White and Black African", "White and Asian", "Any other Mixed background"),
    "White": ("White British", "White Irish", "Gypsy or Irish Traveller", "Any other White background"),
    "Other": ("Arab", "Any other ethnic group"),
}
UNKNOWN = ("Not stated", "Not recorded", "Prefer not to say")
UNKNOWN_TOGETHER = "Not declared or not recorded"
ALL = "All"
SMALL = "Small groups together"  # those whom the table does not list: of another table they may be others
#: A moment or a person counted once however often: such counts do not add up over time.
NOT_ADDITIVE = re.compile(r"at least one|in post|mean of|watched|expected|answer|of those|still|anniversary|people asked|added up")
#: What is no person, case or search: counts of rows and of a plan's items.
NOT_PEOPLE = ("rows",)
LEVEL = re.compile(r"_(2|5|18)$")


def population(words: str, noun: str, title: str, step: str | None, vague: bool) -> str:
    """The name a reader gives the people of these words; the title too, where the words alone could be anybody's.

    ``vague``: the table counts something that few words name ("favourable answers"), so its base is its own too.
    """
    words = words.strip()
    for pattern, of, name in OF_STEP:
        if step == of and re.fullmatch(pattern, words):
            return name
    for name, *patterns in SAME:
        if any(re.fullmatch(pattern, words) for pattern in patterns):
            return name
    return words if not vague and len(words.split()) > 5 or words.startswith("searches of people") else f"{words} ({noun}; {title})"


def parts(names: list[str]) -> list[tuple[str, str]]:
    """Pairs (whole, part) of populations among these names."""
    found = {
        (whole, part)
        for whole in names
        for part in names
        if whole != part and len(whole.split()) > 2 and re.match(re.escape(whole) + r" (with|whose|who|in which|that|of|recorded|by|and)\b", part)
    }
    for whole, part in PART_OF:
        found |= {(a, b) for a in names for b in names if a != b and re.fullmatch(whole, a) and re.fullmatch(part, b)}
    return sorted(found)


def fact(characteristic: str, group: str) -> tuple[tuple[str, str], ...]:
    """What a group says of its people, as attributes and values; several for groups of two characteristics crossed."""
    both = re.split("_by_|_and_", characteristic)
    if len(both) == 2 and ", " in group:
        return tuple(each for name, value in zip(both, group.split(", ", 1), strict=True) for each in fact(name, value))
    if characteristic in TOLD_BY:
        attribute, known = TOLD_BY[characteristic]
        return ((attribute, known[group]),) if group in known else ((characteristic, group),)
    return ((LEVEL.sub("", characteristic), group),)
