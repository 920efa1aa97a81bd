"""What follows a comparison where more was asked: what the undeclared could change, what these sizes could ever show."""

from __future__ import annotations

import numpy as np

from eianalysis import stats
from eianalysis.results import Release
from eianalysis.vocabulary import UNDECLARED, crossed_parts
from eianalysis.wording.design_effects import effects_of
from eianalysis.wording.numbers import absent, capital, count, listed, ratio
from eianalysis.wording.reading import Block, group_words, hidden, is_reference_empty, reference_words

TOLD = ("clear difference", "possible difference")


def has(released: Release, figure: str) -> bool:
    """Whether the release carries this figure beside the contract's."""
    return figure in released.table


def after(released: Release, row) -> str:
    """The sentences that follow a compared row; '' where nothing more was asked."""
    said = [_bounds(row)] if has(released, "lowest_ratio") else []
    said += [_detectable(row)] if has(released, "detectable_above") and row["verdict"] not in TOLD else []
    return " ".join(said)


def holds(row) -> bool | None:
    """Whether the verdict is the same whatever those who did not declare are; None where that is not shown."""
    if absent(row["lowest_verdict"]) or absent(row["highest_verdict"]):
        return None
    same = row["lowest_verdict"] == row["highest_verdict"] == row["verdict"]
    return bool(same and (row["verdict"] not in TOLD or (row["lowest_ratio"] - 1) * (row["highest_ratio"] - 1) > 0))


def _bounds(row) -> str:
    stays = holds(row)
    if stays is None:
        return "What those who did not declare could change is not shown, because their numbers are hidden."
    low, high = row["lowest_ratio"], row["highest_ratio"]
    if not absent(low) and low == high:
        return "Everybody declared, so nothing could change it."
    between = "" if absent(low) or absent(high) else f" it would lie between {ratio(low)} and {ratio(high)} times, and"
    verdict = "the verdict holds" if stays else f"the verdict would be {_side(row, 'lowest')} at the least and {_side(row, 'highest')} at the most"
    return f"Whatever those who did not declare are,{between} {verdict}."


def _side(row, end: str) -> str:
    """'clear difference (a lower rate)': two clear differences can point opposite ways."""
    verdict, value = row[f"{end}_verdict"], row[f"{end}_ratio"]
    side = f" (a {'lower' if value < 1 else 'higher'} rate)" if verdict in TOLD and not absent(value) else ""
    return f"{verdict}{side}"


def turning(released: Release, block: Block, row) -> str:
    """How many of those who did not declare would turn a finding, from the counts that are shown; '' where that cannot be said."""
    rows = block.rows[~block.rows.apply(hidden, axis=1)]
    beside, silent = rows[rows["group"] == row["reference"]], rows[rows["group"].isin(UNDECLARED)]
    unknown = block.rows["group"].isin(UNDECLARED).sum()
    if released.policy.round_to > 1:  # of rounded counts no exact number is said
        return ""
    if row["verdict"] not in TOLD or len(beside) != 1 or silent.empty or len(silent) != unknown:
        return ""
    other, cases, base = beside.iloc[0], int(silent["numerator"].sum()), int(silent["denominator"].sum())
    if base < cases:
        return ""
    own, reference_effect = effects_of((row, other), row["kind"], released.confidence).tolist()
    if np.isnan(own):  # whether people stand twice cannot be seen
        return ""
    found = stats.tipping_point(
        cases=int(row["numerator"]),
        base=row["denominator"],
        reference_cases=int(other["numerator"]),
        reference_base=other["denominator"],
        undeclared_cases=cases,
        undeclared_base=base,
        kind=row["kind"],
        confidence=released.confidence,
        band=released.band,
        effect=own,
        reference_effect=reference_effect,
    )
    if found.finding != row["verdict"] or found.at is None:  # judged in a family, or by people: not to be said of one comparison alone
        return ""
    group, reference = group_words(released, block, row["group"]), reference_words(released, block, row["reference"])
    to, last = (reference, group) if row["disparity_ratio"] > 1 else (group, reference)
    if not cases:
        return f" It would turn if {count(found.at)} of the {count(base)} who did not declare were {last}."
    of_them = f"{count(found.at)} of the" if found.at < cases else "all"
    said = f" It would turn if {of_them} {count(cases)} who were counted and did not declare were {to}"
    return f"{said}." if found.at <= cases else f"{said} and, of the {count(base - cases)} others, {count(found.at - cases)} were {last}."


def _detectable(row) -> str:
    above, below = row["detectable_above"], row["detectable_below"]
    if absent(above) and absent(below):
        return "Between groups of these sizes no difference, however large, would usually be found."
    said = [f"{ratio(above)} times the rate or more"] if not absent(above) else []
    said += [f"{ratio(below)} times or less"] if not absent(below) else []
    end = "" if len(said) == 2 else "; no lower rate would" if absent(below) else "; no higher rate would"
    return f"Groups of these sizes would usually show {', or '.join(said)}{end}."


def smallest(released: Release, pairs: list[tuple[Block, object]]) -> list[str]:
    """Of comparisons with too few to say, what the smallest group could ever show; nothing where it was not asked."""
    few = [(block, row) for block, row in pairs if row["verdict"] == "too few to say"]
    if not few or not has(released, "detectable_above"):
        return []
    block, row = min(few, key=lambda pair: pair[1]["denominator"])
    who = f"{count(row['denominator'])} {group_words(released, block, row['group'])}"
    return [f"The smallest group of which there are too few to say is {who}. {_detectable(row)}"]


def title_end(released: Release, rows: list) -> str:
    """What a title adds of the bounds: that the finding holds, or that it could change, with those who did not declare."""
    if not has(released, "lowest_ratio"):
        return ""
    known = [holds(row) for row in rows if holds(row) is not None]
    if not known:
        return ""
    return "; so whatever the undeclared are" if all(known) else "; those who did not declare could change that"


def detectable_end(released: Release, seen: list[tuple[Block, object]]) -> str:
    """What a title without a finding adds: '; less than 1.5 to 2.2 times the rate would usually be missed'."""
    if not has(released, "detectable_above"):
        return ""
    asked = [row["detectable_above"] for block, row in seen if not is_reference_empty(block, row)]
    if not asked or any(row["verdict"] in TOLD for _, row in seen):
        return ""
    found = [ratio(value) for value in sorted(value for value in asked if not absent(value))]
    if not found:
        return "; even the largest higher rate would usually be missed"
    said = found[0] if found[0] == found[-1] else f"{found[0]} to {found[-1]}"
    some = ", and for some groups any higher rate," if len(found) < len(asked) else ""
    return f"; less than {said} times the rate{some} would usually be missed"


def run_out(released: Release, parts: tuple[Block, ...]) -> list[str]:
    """Of groups inside groups, those that are hidden or of which there are too few to say."""
    names = []
    for block in parts:
        if crossed_parts(block.characteristic):
            names += [
                group_words(released, block, row["group"])
                for _, row in block.rows.iterrows()
                if hidden(row) or row["verdict"] == "too few to say" or (absent(row["rate"]) and row["denominator"])
            ]
    names = list(dict.fromkeys(names))
    return [f"{capital('numbers run out for')}: {listed(names)}."] if names else []
