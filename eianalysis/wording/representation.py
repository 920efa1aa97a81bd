"""What is said of shares beside populations: the share with its range, then each population with the gap and people short."""

from __future__ import annotations

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import UNDECLARED, crossed_parts
from eianalysis.wording.numbers import absent, by_threes, capital, count, plain_rate, ratio, times
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
    aside, named = [], set()
    for block in blocks(released):
        for _, row in block.rows.iterrows():
            if hidden(row) or row["group"] == ALL or not row["denominator"]:
                continue
            if row["group"] in UNDECLARED:
                aside.append(f"{_about(released)}{count(row['numerator'])} {group_words(released, block, row['group'])}")
            elif not absent(row["verdict"]) or not absent(row["benchmark_share"]) or crossed_parts(block.characteristic):
                key = (part_of(released, block), capital(group_words(released, block, row["group"])))
                who = str(block.keys["benchmark"])
                who = who.partition(" (")[0] if who in named else who  # in full once
                said.setdefault(key, [_share(released, block, row)]).append(_beside(released, block, row, who))
                named |= {block.keys["benchmark"]}
    found = [f"{part}. {who}: {'. '.join(filter(None, words))}." for (part, who), words in list(said.items())[: 2 * most]]
    left = len(said) - len(found)
    return [
        *found,
        *[f"The table has {count(left)} more."] * bool(left > 0),
        *[f"In no share, because they did not declare: {by_threes(list(dict.fromkeys(aside)))}."] * bool(aside),
    ]


def headline(released: Release) -> str:
    """'17.8% of officers are from …': the whole (else the first part) beside the first population it is compared with."""
    rows = [(block, row) for block in blocks(released) for _, row in block.rows.iterrows() if compared(block, row)]
    seen = [(block, row) for block, row in rows if not hidden(row) and not absent(row["verdict"])]
    if not seen:
        why = "figures hidden to protect people" if rows else "no population to compare with"
        return f"{released.definition.title}: {why}"
    parts = [(block, row) for block, row in seen if not part_of(released, block).startswith("All ")]
    if parts and parts[0][1]["reference"] == RANK:
        told = sum(row["verdict"] == "clear difference" for _, row in parts)
        few, ranks = sum(row["verdict"] == "too few to say" for _, row in parts), len({part_of(released, block) for block, _ in parts})
        if few == len(parts):
            return f"At the {count(ranks)} ranks shown, too few to say whether shares differ from those among constables"
        some = f"; in {count(few)} of {count(len(parts))} comparisons too few to say" if few else ""
        said = (
            f"{count(told)} clear difference{'' if told == 1 else 's'} from the shares among constables"
            if told
            else "no difference from the shares among constables stands out"
        )
        return f"At the {count(ranks)} ranks shown, {said}{some}"
    if parts:
        return "; ".join(_in_parts(released, parts))
    named = {}
    for block, row in seen:
        named.setdefault((block.characteristic, row["group"]), (block, row))
    return "; ".join(_short(released, block, row, start=not at) for at, (block, row) in enumerate(list(named.values())[:2]))


def _in_parts(released: Release, parts: list) -> list[str]:
    """'Female officers: clearly below London residents in 3 of the 4 parts shown', for each group, beside the first population."""
    first, said = parts[0][0].keys["benchmark"], []
    here = [(block, row) for block, row in parts if block.keys["benchmark"] == first]
    for characteristic, group in dict.fromkeys((block.characteristic, row["group"]) for block, row in here):
        mine = [(block, row) for block, row in here if (block.characteristic, row["group"]) == (characteristic, group)]
        if len(mine) == 1:
            part = f"{part_of(released, mine[0][0])}: "
            said.append(f"{'' if said and said[-1].startswith(part) else part}{_short(released, *mine[0], start=False)}")
            continue
        clear, what = [row["gap"] < 0 for _, row in mine if row["verdict"] == "clear difference"], _kind(released, mine)
        sides = [
            f"clearly {word} {mine[0][1]['reference']} in {_of(sum(each == lower for each in clear), len(mine), what)}"
            for word, lower in (("below", True), ("above", False))
            if lower in clear
        ]
        sides = sides or [f"in none of the {count(len(mine))} {what} shown clearly other than {mine[0][1]['reference']}"]
        who, found = group_words(released, mine[0][0], group), f": {', '.join(sides)}"
        if said and said[-1].endswith(found):  # what is so of two groups is said once
            said[-1] = f"{said[-1].removesuffix(found)} and {who}{found}"
        else:
            said.append(f"{capital(who)}{found}")
    return said[:2]


def _of(some: int, every: int, what: str) -> str:
    return f"{'both' if every == 2 else f'all {count(every)}'} {what} shown" if some == every else f"{count(some)} of the {count(every)} {what} shown"


def _kind(released: Release, pairs: list) -> str:
    """What the parts are: 'ranks', 'grades', 'directorates', or 'parts' where they are of several kinds."""
    names = {name for block, _ in pairs for name, value in block.keys.items() if name != "benchmark" and value != ALL}
    ranks = "grades" if "staff" in released.definition.noun else "ranks"
    return {"rank_band": ranks, "directorate": "directorates"}.get(names.pop(), "parts") if len(names) == 1 else "parts"


def _short(released: Release, block: Block, row, *, start: bool = True) -> str:
    who, share = group_words(released, block, row["group"]), _percent(released, row["rate"], row)
    who = capital(who) if start else who
    if row["verdict"] != "clear difference":
        word = "beside" if row["verdict"] == "too few to say" else "from"
        return f"{who}: {share}, {row['verdict']} {word} {row['reference']}"
    return f"{who}: {share}, {_points(released, row)} than {row['reference']}"


def _share(released: Release, block: Block, row) -> str:
    wide = "" if absent(row["rate_low"]) else (f". Plausibly {_percent(released, row['rate_low'], row)} to {_percent(released, row['rate_high'], row)}")
    rate = "too few for a share" if absent(row["rate"]) else _percent(released, row["rate"], row)
    about, declared = _about(released), "" if block.characteristic in OF_EVERYBODY else " who declared"
    return f"{about}{count(row['numerator'])} of {about}{count(row['denominator'])}{declared} ({rate}){wide}"


def _beside(released: Release, block: Block, row, who: str) -> str:
    """What one population says of a share; '' for a group that it does not know."""
    if absent(row["verdict"]):
        return "" if absent(row["benchmark_share"]) else f"{who}: {_percent(released, row['benchmark_share'], row)}"
    if is_reference_hidden(block, row):
        return ""
    if row["reference"] == RANK:
        value = times(ratio(row["disparity_ratio"]), "share") if not absent(row["disparity_ratio"]) else "no ratio"
        return f"Beside constables {_points(released, row)}, {value}: {row['verdict']}"
    short = (
        ""
        if absent(row["people_short"]) or not row["people_short"]
        else (f", about {count(row['people_short'])} {'person' if row['people_short'] == 1 else 'people'} short")
    )
    theirs = _percent(released, row["benchmark_share"], row)
    return f"{who}: {theirs}, so {_points(released, row)}{short}: {row['verdict']}"


def _points(released: Release, row) -> str:
    size = plain_rate(abs(row["gap"]), released.definition, 0 if released.policy.round_to > 1 else 1)
    return f"{size} points {'higher' if row['gap'] > 0 else 'lower'}"


def _percent(released: Release, value: float, row) -> str:
    return f"{plain_rate(value, released.definition, 0 if released.policy.round_to > 1 else 1)}%"


def _about(released: Release) -> str:
    return "about " if released.policy.round_to > 1 else ""
