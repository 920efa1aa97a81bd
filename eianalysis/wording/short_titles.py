"""Titles of at most twelve words: where the full one is longer, the same finding with less around it, never another.

What is left out (reference, period, how sure) stands in the line under the title, in the sentences and in the table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from eianalysis.results import ALL, Release
from eianalysis.stats.judgement import CLEAR, NO_MATERIAL, POSSIBLE, TOO_FEW
from eianalysis.vocabulary import crossed_parts
from eianalysis.wording import robustness
from eianalysis.wording.numbers import absent, capital, count, listed, ratio_words, uncapital
from eianalysis.wording.reading import Block, blocks, group_words, hidden, is_reference_empty, key_columns, reference_words, split_names
from eianalysis.wording.sentences import step_of

MOST = 12


def fits(title: str) -> bool:
    """Whether a title has at most twelve words."""
    return len(title.split()) <= MOST


def fitted(full: str, shorter: Iterable[str], measured: str) -> str:
    """The full title if it fits, else the fullest of the shorter ones that does, else what was measured."""
    return full if fits(full) else next(filter(fits, shorter), None) or whole(measured)


def cut(text: str, most: int = MOST) -> str:
    """A text, or its first words where nobody made it short enough.

    >>> cut("Adopt it, as announced", 2), cut("Adopt it", 2)
    ('Adopt it …', 'Adopt it')
    """
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]).rstrip(",;:") + " …"


def whole(text: str) -> str:
    """A title that is too long without its last clauses; its first words only where it is one clause.

    >>> whole("Reaching an offer, for every protected characteristic, of all who applied in the last three years")
    'Reaching an offer, for every protected characteristic'
    """
    shorter = (text[: found.start()] for found in reversed(list(re.finditer(r"[,;:] ", text))))
    return text if fits(text) else next(filter(fits, shorter), None) or cut(text)


def compared(released: Release, pairs: list) -> Iterator[str]:
    """Shorter titles of a comparison, the fullest first; none where no compared row can be shown."""
    seen = judged(pairs)
    if not seen:
        return
    if robustness.has(released, "lowest_ratio") and any(robustness.holds(row) is False for _, row in seen):
        yield "Those who did not declare could change what is found"
        return
    clear, possible = ([pair for pair in seen if pair[1]["verdict"] == word] for word in (CLEAR, POSSIBLE))
    yield from _clear(released, clear) if clear else _possible(released, possible) if possible else _none(released, seen)


def judged(pairs: list) -> list:
    """The compared rows that are shown with a verdict; of groups inside groups those of one characteristic alone are in the table."""
    seen = [(block, row) for block, row in pairs if not hidden(row) and not absent(row["verdict"]) and not is_reference_empty(block, row)]
    return [pair for pair in seen if crossed_parts(pair[0].characteristic)] or seen


def _clear(released: Release, found: list) -> Iterator[str]:
    if len(found) == 1:
        yield from _one(released, *found[0])
        return
    names = [[group_words(released, block, row["group"]) for block, row in found if (row["disparity_ratio"] > 1) == higher] for higher in (True, False)]
    if len({tuple(map(str, block.keys.values())) for block, _ in found}) == 1:
        sides = [(list(dict.fromkeys(each)), often) for each, often in zip(names, ("more", "less"), strict=True) if each]
        verb = _verb(released, found[0][0])
        yield capital("; ".join(f"{listed(each)} {verb} {often} often" for each, often in sides))
        yield capital(
            "; ".join(f"{len(each)} groups {verb} clearly {often} often" if len(each) > 1 else f"{each[0]} {verb} {often} often" for each, often in sides)
        )
    groups = list(dict.fromkeys(str(row["group"]) for _, row in found))
    yield f"{capital(count(len(found)))} clear differences: {listed(groups)}"
    yield f"{capital(count(len(found)))} clear differences between groups"


def _one(released: Release, block: Block, row) -> Iterator[str]:
    who, other = group_words(released, block, row["group"]), reference_words(released, block, row["reference"])
    value, verb, where = row["disparity_ratio"], _verb(released, block), _where(block)
    infinite = absent(value) or math.isinf(value)
    many = ratio_words(value, row["ratio_low"], row["ratio_high"])[0]  # with as many decimals as in the sentences
    often = "more often" if infinite else f"{many} times as often"
    beside = f"than {other}" if infinite else f"as {other}"
    window = str(row.get("window", ""))
    if len({str(part.rows["window"].iloc[0]) for part in blocks(released)}) > 1 and window.removesuffix("m").isdigit():
        yield f"{where}{capital(who) if not where else who} {verb} {often} {beside} over {window.removesuffix('m')} months"
    yield f"{where}{capital(who) if not where else who} {verb} {often} {beside}"
    yield f"{where}{capital(who) if not where else who} {verb} {often}"
    rate = "a higher rate than" if infinite else f"{many} times the rate of"
    yield f"{where}{capital(who) if not where else who}: {rate} {other}"
    yield f"{where}{row['group']}: {rate} {row['reference']}"
    yield f"{row['group']}: {rate} {row['reference']}"


def _possible(released: Release, found: list) -> Iterator[str]:
    names = list(dict.fromkeys(group_words(released, block, row["group"]) for block, row in found))
    if len(names) == 1:
        yield f"Possible difference: {_where(found[0][0])}{names[0]}"
        yield f"Possible difference: {names[0]}"
        yield f"Possible difference: {_where(found[0][0])}{found[0][1]['group']}"
    else:
        yield f"Possible differences: {listed(names)}"
    yield f"{capital(count(len(found)))} possible difference{'s' if len(found) > 1 else ''}, none of them clear"


def _none(released: Release, seen: list) -> Iterator[str]:
    few = sum(row["verdict"] == TOO_FEW for _, row in seen)
    if few == len(seen):
        names = list(dict.fromkeys(group_words(released, block, row["group"]) for block, row in seen))
        yield f"Too few to say whether {listed(names)} {_verb(released, seen[0][0])} more or less often"
        yield from (f"{about}: too few to say" for about in _abouts(released))
        yield f"{released.definition.title}: too few cases"
        yield "Too few to say whether the groups differ"
        return
    said = nothing_clear(seen).format(groups="{groups}")
    some = "; some too few to say" if few else ""
    yield from (f"{about}: {uncapital(said).replace(' between {groups}', '').format(groups='groups')}" for about in _abouts(released))
    yield said.format(groups="the groups") + some


def _abouts(released: Release) -> Iterator[str]:
    """What was measured and how it is split, then less of it: a page has several tables of which there is nothing to say."""
    title = released.definition.title
    keys = [name.replace("_", " ") for name in key_columns(released) if name not in ("window", "month") and released.table[name].nunique() > 1]
    parts = [name for name in keys if name not in title.casefold()]  # "stage by stage" says it is by stage
    split = parts if keys else split_names(released)
    for said in dict.fromkeys((title, re.split("[,:] ", title)[0])):
        if 0 < len(split) < 3:
            yield f"{said}, by {listed(split)}"
        yield said


def nothing_clear(seen: list) -> str:
    """What can be said of ``{groups}`` none of which differs clearly: of a table that is not all too few to say."""
    verdicts = {row["verdict"] for _, row in seen}
    if POSSIBLE in verdicts:
        return "A possible difference between {groups}, resting on few people,"
    return "No material difference between {groups}" if verdicts == {NO_MATERIAL} else "No difference between {groups} stands out"


def _verb(released: Release, block: Block) -> str:
    return released.definition.step_verb(step_of(block)) or released.definition.verb


def _where(block: Block) -> str:
    """'Sift: ' where the finding is of one part of the table."""
    said = ", ".join(str(value) for key, value in block.keys.items() if key not in ("window", "month", "year") and value != ALL)
    return f"{capital(said)}: " if said else ""
