"""What was hidden and why, in words; never a number that would be hidden itself."""

from __future__ import annotations

from eianalysis.policy import Policy
from eianalysis.results import Result
from eianalysis.vocabulary import UNDECLARED, UNDECLARED_TOGETHER, characteristic_label

AS_ASKED = "as asked"
WORKING = "Working profile: nothing is hidden. Not to be exported, copied or shown to others."


def missing(result: Result) -> str:
    """Why there is nothing to show."""
    reason = result.missing
    if reason is None:
        return ""
    wanted = f"; columns wanted: {', '.join(reason.columns)}" if reason.columns else ""
    return f"[x] not available: {reason.reason} ({reason.file}{wanted})."


def level(asked: Result, taken: Result) -> str:
    """Which alternative was released: ``as asked``, or what stands in place of what."""
    if taken is asked:
        return AS_ASKED
    parts = []
    for column, words in (("characteristic", characteristic_label), ("window", str)):
        if column not in asked.counts or column not in taken.counts:
            continue
        before, after = (list(dict.fromkeys(each.counts[column])) for each in (asked, taken))
        if before != after:
            parts.append(f"{', '.join(map(words, after))} instead of {', '.join(map(words, before))}")
    stepped = any(name.startswith("by ") for name in map(str, taken.counts.get("window", ())))  # months follow from the window
    for key in [name for name in asked.keys if not (stepped and name == "month")]:
        before, after = ([] if key not in each.counts else list(dict.fromkeys(each.counts[key])) for each in (asked, taken))
        new = [str(value) for value in after if value not in before]
        if new:
            gone = [str(value) for value in before if value not in after]
            parts.append(f"{', '.join(new)} instead of {', '.join(gone)}")
    return "; ".join(dict.fromkeys(parts)) or "a coarser version"


def _rolled_up(asked: Result, taken: Result) -> list[str]:
    words = level(asked, taken)
    return [] if words == AS_ASKED else [f"Shown as {words}, because the finer table would have small numbers in it."]


def counts(decided, asked: Result, policy: Policy) -> str:
    """The note under a table of counts."""
    if policy.profile == "working":
        return WORKING
    said = _rolled_up(asked, decided.result)
    if (decided.status == "hidden").any():
        said.append(
            "Some rows are hidden ([c]) because small numbers could tell about a person, or so that those cannot be worked out from this and other tables."
        )
    if decided.table["group"].eq(UNDECLARED_TOGETHER).any():
        split = (set(rows["group"]) & set(UNDECLARED) for _, rows in decided.table.groupby("characteristic", sort=False))
        some = any(UNDECLARED_TOGETHER in each and len(each) > 1 for each in split)
        one = "are one row in some parts, and not applicable ([z]) by themselves there" if some else "are one row"
        said.append(f"Those who did not declare and those not recorded {one}, because apart some of them are few.")
    if policy.round_to > 1:
        said.append(
            f"Counts are to the nearest {policy.round_to} and rates to whole percentages, each rounded from the "
            "true figure, so that groups need not add up to the total."
        )
    return " ".join(said) or "Nothing is hidden."


def curve(drawn, asked: Result, policy: Policy) -> str:
    """The note under a set of curves."""
    if policy.profile == "working":
        return WORKING
    said = _rolled_up(asked, drawn.result)
    said.append(
        f"Curves are shown every {policy.curve_months} months at most, where at least {policy.at_risk} people are "
        "at risk; steps in which only a few left are joined to the next."
    )
    if (drawn.status == "hidden").any():
        said.append("Groups with too few people or events have no curve, and some others none, so that those cannot be worked out from the curve of everybody.")
    return " ".join(said)


def statistic(withheld: bool, policy: Policy) -> str:
    """The note under a test statistic."""
    if policy.profile == "working":
        return WORKING
    return "Withheld: it rests on too few events in a group." if withheld else "Nothing is hidden."


def amounts(some: bool, policy: Policy) -> str:
    """The note under gaps of amounts."""
    if policy.profile == "working":
        return WORKING
    base = f"A gap is shown where both sides have at least {policy.rate_base} people and no one person's amount makes it up."
    return f"{base} Some are hidden ([c])." if some else f"{base} Nothing is hidden."


def mean(taken: Result, asked: Result, hidden: bool, policy: Policy) -> str:
    """The note under a table of means."""
    if policy.profile == "working":
        return WORKING
    said = [*_rolled_up(asked, taken), "Means are rounded by how sure they are: to the first digit of the standard error, ranges outwards."]
    if hidden:
        said.append(
            f"Some rows are hidden ([c]): a mean is of at least {policy.rate_base} people, none of whom it may tell of, and no other "
            "mean may be worked out from it."
        )
    if policy.round_to > 1:
        said.append(f"Numbers of people are to the nearest {policy.round_to}.")
    return " ".join(said)


def register(removed: bool) -> str:
    """The note under rows of the register."""
    return "Names, addresses and numbers of people are left out." if removed else "Nothing is hidden."


def bound(table, removed: bool) -> str:
    """The note under rows that are concluded from released tables."""
    some = "status" in table and table["status"].eq("hidden").any()
    said = ["Every figure is one that the table of its own measure shows; what is said of it follows from shown figures alone."]
    if some:
        said.append("Where that table hides the row, the figure is hidden here too ([c]).")
    if removed:
        said.append("Names, addresses and numbers of people are left out.")
    return " ".join(said)
