"""What is said of shares beside populations: the share with its range, then each population with the gap and people short."""

from __future__ import annotations

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import UNDECLARED, crossed_parts
from eianalysis.wording.numbers import absent, capital, count, plain_rate, ratio, times
from eianalysis.wording.reading import Block, blocks, compared, group_words, hidden, is_reference_hidden

RANK = "Constable"
#: A group beside everybody else: who did not declare is among all others.
OF_EVERYBODY = ("woman", "minority", "black")


def part_of(released: Release, block: Block) -> str:
    """The part of the workforce a block is about: 'Sergeant', 'Local Policing, TFG', 'All officers'."""
    named = [str(value) for name, value in block.keys.items() if name != "benchmark" and value != ALL]
    return ", ".join(named) or f"All {released.definition.noun}"


def sentences(released: Release, most: int) -> list[str]:
    """One sentence a part and group, with every population in it; then who is in no share."""
    said: dict[tuple, list[str]] = {}
    aside = []
    for block in blocks(released):
        for _, row in block.rows.iterrows():
            if hidden(row) or row["group"] == ALL or not row["denominator"]:
                continue
            if row["group"] in UNDECLARED:
                aside.append(f"{_about(released)}{count(row['numerator'])} {group_words(released, block, row['group'])}")
            elif not absent(row["verdict"]) or not absent(row["benchmark_share"]) or crossed_parts(block.characteristic):
                key = (part_of(released, block), capital(group_words(released, block, row["group"])))
                said.setdefault(key, [_share(released, block, row)]).append(_beside(released, block, row))
    found = [f"{part}. {who}: {'; '.join(filter(None, words))}." for (part, who), words in list(said.items())[: 2 * most]]
    left = len(said) - len(found)
    return [*found, *[f"The table has {count(left)} more."] * bool(left > 0),
            *[f"In no share, because they did not declare: {'; '.join(dict.fromkeys(aside))}."] * bool(aside)]


def headline(released: Release) -> str:
    """'17.8% of officers are from …': the whole (else the first part) beside the first population it is compared with."""
    rows = [(block, row) for block in blocks(released) for _, row in block.rows.iterrows() if compared(block, row)]
    seen = [(block, row) for block, row in rows if not hidden(row) and not absent(row["verdict"])]
    if not seen:
        why = "figures hidden to protect people" if rows else "no population to compare with"
        return f"{released.definition.title}: {why}"
    whole = [pair for pair in seen if part_of(released, pair[0]).startswith("All ")]
    if not whole:
        told = sum(row["verdict"] == "clear difference" for _, row in seen)
        against = "constables" if seen[0][1]["reference"] == RANK else "the populations"
        return (f"Shares in {len({part_of(released, block) for block, _ in seen})} parts of the force: "
                f"{told if told else 'no'} clear difference{'' if told == 1 else 's'} from {against}")
    named = {}
    for block, row in whole:
        named.setdefault((block.characteristic, row["group"]), (block, row))
    return "; ".join(_short(released, block, row) for block, row in list(named.values())[:2])


def _short(released: Release, block: Block, row) -> str:
    sure = {"clear difference": "", "possible difference": "possibly "}.get(row["verdict"])
    who, share = capital(group_words(released, block, row["group"])), _percent(released, row["rate"], row)
    if sure is None:
        return f"{who}: {share}, {row['verdict']} from {row['reference']}"
    return f"{who}: {share}, {sure}{_points(released, row)} than {row['reference']}"


def _share(released: Release, block: Block, row) -> str:
    wide = "" if absent(row["rate_low"]) else (
        f", plausibly {_percent(released, row['rate_low'], row)} to {_percent(released, row['rate_high'], row)}")
    rate = "too few for a share" if absent(row["rate"]) else _percent(released, row["rate"], row)
    about, declared = _about(released), "" if block.characteristic in OF_EVERYBODY else " who declared"
    return f"{about}{count(row['numerator'])} of {about}{count(row['denominator'])}{declared} ({rate}{wide})"


def _beside(released: Release, block: Block, row) -> str:
    """What one population says of a share; '' for a group that it does not know."""
    if absent(row["verdict"]):
        return "" if absent(row["benchmark_share"]) else f"{block.keys['benchmark']} {_percent(released, row['benchmark_share'], row)}"
    if is_reference_hidden(block, row):
        return ""
    if row["reference"] == RANK:
        value = times(ratio(row["disparity_ratio"]), "share") if not absent(row["disparity_ratio"]) else "no ratio"
        return f"beside constables {_points(released, row)}, {value}, {row['verdict']}"
    short = "" if absent(row["people_short"]) or not row["people_short"] else (
        f", {_about(released)}{count(row['people_short'])} people short")
    theirs = _percent(released, row["benchmark_share"], row)
    return f"{block.keys['benchmark']} {theirs}, so {_points(released, row)}{short}, {row['verdict']}"


def _points(released: Release, row) -> str:
    size = plain_rate(abs(row["gap"]), released.definition, 0 if released.policy.round_to > 1 else 1)
    return f"{size} points {'higher' if row['gap'] > 0 else 'lower'}"


def _percent(released: Release, value: float, row) -> str:
    return f"{plain_rate(value, released.definition, 0 if released.policy.round_to > 1 else 1)}%"


def _about(released: Release) -> str:
    return "about " if released.policy.round_to > 1 else ""
