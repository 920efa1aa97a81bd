"""The words of the second set of plans, drawn up after the reader was done: other sentences, posts, days and headings."""

from __future__ import annotations

import datetime as dt
import random

OPENINGS = (
    "Make sure",
    "Look again at",
    "Set out",
    "Put in place",
    "Bring together",
    "Speak to",
    "Find out",
    "Give",
    "Move",
    "Open",
    "Write to",
    "Produce",
    "Hold",
    "Measure",
    "Lead",
    "Close the gap in",
    "Seek views on",
    "Add",
    "Name",
    "Buy",
    "Use",
    "Prepare",
)
THINGS = (
    "every custody suite has an interpreter within the hour",
    "how tasers are drawn on children",
    "what officers may wear for their faith",
    "the way shifts are swapped by carers",
    "the four networks and the federation each quarter",
    "those who turned an offer down",
    "managers the time to write fair appraisals",
    "the vetting appeals panel to the people department",
    "all posts to part-time working",
    "everyone whose complaint took over a year",
    "a plain guide to what a search record is for",
    "two open evenings in each ward",
    "the time from application to start for each group",
    "by example on taking leave",
    "pass rates at the interview",
    "the hate crime leaflet from disabled residents",
    "a question on class to the survey",
    "a trusted person at each site",
    "lockers and showers that fit",
    "the new form in every language asked for",
    "a yearly digest of tribunal findings",
)
PEOPLE = (
    "Supt A Mensah",
    "Head of Estates / Head of IT",
    "CI Rowe and PS Lunn",
    "Chief Constable",
    "People Board",
    "HRBP (North)",
    "D/Supt Khan",
    "Director of Change",
    "Federation rep",
    "Comms",
    "T/ACC Hill",
    "Training Manager",
    "Legal",
    "Diversity Unit",
    "Ms T. Onwudiwe",
    "OPCC",
    "Force Control Room",
    "ICT",
    "Lead for Custody",
    "Insp. Teague",
)
GROUPS = ("Belonging", "Policing by consent", "Being heard", "A fair start", "Growing talent", "Safe at work", "Accountable to all", "Health")
NOTES = (
    "Slow start because of staffing.",
    "Signed off in May.",
    "To go to the June meeting",
    "Nine of twelve stations now done",
    "Trial extended to autumn.",
    "No change",
    "Out for tender",
    "Results due after the survey",
    "Agreed in principle; awaiting funds.",
    "Handed to the new lead",
    "Training delivered to 212 officers.",
    "First report was read by the board.",
    "On the agenda for next month",
    "Half complete",
)


def words(rng: random.Random) -> str:
    return f"{rng.choice(OPENINGS)} {rng.choice(THINGS)}"


def many(rng: random.Random, count: int) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        one = words(rng)
        if one not in found:
            found.append(one)
    return found


def when(rng: random.Random) -> tuple[str, dt.date | None]:
    one = dt.date(rng.randint(2023, 2027), rng.randint(1, 12), rng.randint(1, 28))
    first = dt.date(one.year + one.month // 12, one.month % 12 + 1, 1)
    month = first - dt.timedelta(days=1)
    return rng.choice(
        [
            (f"{one:%d %B %Y}", one),
            (f"{one.day}/{one.month}/{one:%y}", one),
            (f"{one:%d-%m-%Y}", one),
            (f"{one:%A} {one.day} {one:%B %Y}", one),
            (f"{one:%b} {one.year}", month),
            (f"{one:%m/%Y}", month),
            (f"{one:%B} '{one:%y}", month),
            (f"no later than {one:%B %Y}", month),
            (f"Quarter 2 {one.year}/{(one.year + 1) % 100:02d}", dt.date(one.year, 9, 30)),
            (f"FY {one.year}/{(one.year + 1) % 100:02d}", dt.date(one.year + 1, 3, 31)),
            (f"not before {one:%B %Y}", None),
            ("Continuous", None),
            ("To be confirmed", None),
            (f"{one:%b %Y} (was Jan 2022)", month),
        ]
    )
