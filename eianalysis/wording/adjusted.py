"""What adjusting does to a finding, in words: it stays, goes, appears, or turns round."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.wording.numbers import absent, capital, count, ratio_words, times
from eianalysis.wording.reading import group_words, hidden, is_reference_hidden, reference_words

TOLD = ("clear difference", "possible difference")
CAUTION = (
    "Adjusting can hide a difference as well as explain it: where who is in which {stratum} is itself decided "
    "unequally, the plain figure is the one that counts."
)


def stratum(row) -> str:
    """'department', 'rank and unit'."""
    return "stratum" if absent(row["adjusted_for"]) else str(row["adjusted_for"])


def change(row) -> str:
    """What adjusting does: hidden, too few, turns, remains, gone, appears, just, or neither."""
    if absent(row["adjusted_verdict"]) or absent(row["adjusted_ratio"]):
        return "hidden"
    if row["adjusted_verdict"] == "too few to say":
        return "too few"
    before, after = row["verdict"] in TOLD, row["adjusted_verdict"] in TOLD
    if before and (row["disparity_ratio"] - 1) * (row["adjusted_ratio"] - 1) < 0:
        return "turns"
    if not before and row["adjusted_verdict"] == "possible difference":
        return "just"  # a hair's breadth either side of a rule is no discovery
    return {(True, True): "remains", (True, False): "gone", (False, True): "appears", (False, False): "neither"}[before, after]


def sentence(row) -> str:
    """What follows the plain comparison of a row: 'Compared within the same department, it is 1.06 times the rate, …'."""
    within = f"within the same {stratum(row)}"
    told = change(row)
    if told == "hidden":
        return f"No comparison {within} is shown: it would rest on too few people, or give them away."
    value, limits = ratio_words(row["adjusted_ratio"], row["adjusted_low"], row["adjusted_high"])
    verdict = str(row["adjusted_verdict"])
    said = {
        "turns": f"the finding turns round, and what is left is {verdict}" if verdict not in TOLD else f"the finding turns round: {verdict}, the other way",
        "remains": f"the difference remains, {verdict}",
        "gone": f"the difference is gone: {verdict}",
        "appears": f"a difference appears that the plain figures hide, {verdict}",
        "just": "it then counts as a possible difference",
        "neither": f"{verdict} either" if verdict == row["verdict"] else verdict,
        "too few": "too few to say",
    }[told]
    plausible = f", plausibly {limits}" if limits else ""
    parts = [f"Compared {within}, it is {times(value)}{plausible}: {said}."]
    if row["strata_agree"] == "no":
        parts.append(
            f"It is not the same everywhere: the ratio differs from {stratum(row)} to {stratum(row)} by more than chance "
            "(Breslow-Day test), so one adjusted figure hides something."
        )
    if not absent(row["strata_dropped"]) and row["strata_dropped"]:
        every = row["strata"] + row["strata_dropped"]
        parts.append(f"{count(row['strata_dropped'])} of {count(every)} strata are left out, because one of the two groups has nobody there.")
    return " ".join(parts)


def after(block, row) -> str:
    """What follows the plain comparison of a row; '' where there is no plain one."""
    return "" if is_reference_hidden(block, row) else sentence(row)


def caution(rows: list) -> list[str]:
    """The one warning that goes with a difference adjusting took away or turned."""
    for row in rows:
        if change(row) in ("turns", "gone"):
            return [CAUTION.format(stratum=stratum(row))]
    return []


def headline(released: Release, block, row) -> str:
    """The title where adjusting matters: what is so as counted, and what of it is left within the strata."""
    who, other = group_words(released, block, row["group"]), reference_words(released, block, row["reference"])
    verb, within = released.definition.verb, f"within the same {stratum(row)}"
    told = change(row)
    if told == "appears":
        return f"{capital(within)}, {who} {verb} {_often(row['adjusted_ratio'])} than {other}; the plain figures hide it"
    end = {
        "turns": f"{within} the finding turns round",
        "remains": f"{within} too",
        "gone": f"{within} the difference is gone",
        "too few": f"{within} there are too few to say",
        "hidden": f"{within} nothing can be shown",
    }[told]
    if row["verdict"] == "clear difference":
        return f"{capital(who)} {verb} {_often(row['disparity_ratio'])} than {other}; {end}"
    return f"Possible difference: {who}, beside {other}; {end}"


def _often(ratio: float) -> str:
    return "less often" if ratio < 1 else "more often"


def shown(pairs: list) -> list:
    """The compared rows whose adjusted figure is worth a title: those with a difference before or after."""
    return [
        (block, row)
        for block, row in pairs
        if not hidden(row) and not is_reference_hidden(block, row) and not absent(row["verdict"]) and (row["verdict"] in TOLD or change(row) == "appears")
    ]


def short(row) -> str:
    """What adjusting does to the finding, in few words."""
    within = f"within the same {stratum(row)}"
    return {
        "appears": f"A difference appears {within}",
        "turns": f"The difference turns round {within}",
        "remains": f"The difference remains {within}",
        "gone": f"The difference is gone {within}",
        "too few": f"Too few to say {within}",
        "hidden": f"Nothing can be shown {within}",
    }[change(row)]
