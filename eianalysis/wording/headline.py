"""The short active title of a figure: what it shows, with as much certainty as the verdicts allow."""

from __future__ import annotations

import math
import re

from eianalysis.results import ALL, Release, require_release
from eianalysis.stats.judgement import CLEAR, NO_MATERIAL, POSSIBLE, TOO_FEW
from eianalysis.vocabulary import crossed_parts, whose
from eianalysis.vocabulary.steps import STEP_KEYS
from eianalysis.wording import (
    adjusted,
    curves,
    exits,
    explained,
    funnel,
    further,
    many,
    means,
    populations,
    quarters,
    representation,
    short_titles,
    trends,
    wholes,
)
from eianalysis.wording.numbers import absent, capital, listed, period, ratio, times, uncapital
from eianalysis.wording.reading import blocks, comparisons, group_words, hidden, is_reference_empty, key_columns, nothing_counted, rate_words, reference_words
from eianalysis.wording.sentences import step_of

SOME = many.SOME


def headline(released: Release) -> str:
    """Return a title of at most twelve words that states the finding: 'Asian officers left at 2.2 times the rate of …'."""
    return short_titles.fitted(released, full_title(released))


def full_title(released: Release) -> str:
    """The title with all that belongs to it, however long."""
    released = require_release(released, "headline")
    if released.missing:
        return f"{short_titles.cut(released.definition.title)}: not available"
    if nothing_counted(released):
        return f"{released.definition.title}: nothing was counted"
    if released.shape == "curve":
        return exits.headline(released) if "cause" in key_columns(released) else curves.headline(released)
    if released.shape == "mean":
        return means.headline(released)
    if released.shape != "counts":
        return released.definition.title
    if "month" in key_columns(released):
        return trends.headline(released)
    if explained.is_explained(released):
        return explained.headline(released)
    if funnel.is_funnel(released):
        return funnel.headline(released)
    if quarters.is_quarterly(released):
        return quarters.headline(released)
    if wholes.is_flow(released) or wholes.is_whole(released):
        return wholes.headline(released)
    if "benchmark" in key_columns(released):
        return representation.headline(released)
    if "population" in key_columns(released):
        return populations.headline(released)
    pairs = comparisons(released)
    return _verdicts(released, pairs) if pairs else _plain(released)


def _verdicts(released: Release, pairs: list) -> str:
    """The title of a comparison, and whether those who did not declare could change it."""
    seen = [(block, row) for block, row in pairs if not hidden(row) and not absent(row["verdict"]) and not is_reference_empty(block, row)]
    told = [row for _, row in seen if row["verdict"] in further.TOLD] or [row for _, row in seen]
    said, missed = _compared(released, pairs), further.detectable_end(released, seen)
    return f"{said.removesuffix(SOME) if missed else said}{missed}{further.title_end(released, told)}"


def _compared(released: Release, pairs: list) -> str:
    seen = [(block, row) for block, row in pairs if not hidden(row) and not absent(row["verdict"])]
    alone = [row for block, row in seen if is_reference_empty(block, row)]
    if seen and len(alone) == len(seen):
        return f"{released.definition.title}: nobody to compare with"
    if not seen:
        told = any(not hidden(row) for _, row in pairs)
        why = "no comparison can be shown" if told else "figures hidden to protect people"
        return f"{released.definition.title}: {why}"
    if adjusted.is_adjusted(released) and adjusted.shown(seen):
        return adjusted.headline(released, *adjusted.shown(seen)[0])
    if not key_columns(released) and any(crossed_parts(block.characteristic) for block, _ in seen):
        return many.crossed(released, seen)
    if not key_columns(released) and len({block.characteristic for block, _ in seen}) > many.MANY:
        return many.headline(released, seen)
    for word, title in ((CLEAR, _difference), (POSSIBLE, _possible)):
        found = [(block, row) for block, row in seen if row["verdict"] == word]
        firm = [(block, row) for block, row in found if row["status"] != "low_base"]  # a title does not rest on a few
        if firm or found and word == CLEAR:
            return title(released, firm or found)
    few, none = (sum(row["verdict"] == word for _, row in seen) for word in (TOO_FEW, NO_MATERIAL))
    unseen = " shown" if any(hidden(row) for _, row in pairs) else ""  # one that is hidden may differ
    end = SOME if 0 < few < len(seen) else ""
    step = next((key for key in STEP_KEYS if key in key_columns(released)), None)
    if step and released.definition.step_verb(step_of(seen[0][0])) and len({step_of(block) for block, _ in seen}) > 1:
        said = (
            "too few to say whether the groups differ"
            if few == len(seen)
            else "no material difference between the groups"
            if none == len(seen)
            else "no difference between the groups stands out"
        )
        partly = ", as far as shown" if unseen else ""
        return f"{released.definition.title}: {said} at any {step}{partly}{end}"
    steps = {step_of(block) for block, _ in seen}
    who, verb = _reference(released, seen), (released.definition.step_verb(*steps) if len(steps) == 1 else None) or released.definition.verb
    groups = _groups(released, seen)
    if few == len(seen):
        return f"Too few to say whether {groups} {verb} more or less often than {who}"
    if none == len(seen) and groups != "the groups":
        return f"No material difference in how often {groups} and {who} {verb}"
    said = short_titles.nothing_clear(seen).format(groups=f"groups{unseen}")
    return f"{said} in how often {released.definition.noun} {verb}{end}"


def _difference(released: Release, found: list) -> str:
    """Who did more often, who less often, than whom: the measure's own verb, so that a title says what differs."""
    names = _named(released, found)
    if len(names) == 1:
        return capital(_one(released, *found[0]))
    verb, other = released.definition.verb, _reference(released, found)
    if len({tuple(map(str, part.keys.values())) for part, _ in found}) > 1:
        return _by_part(released, found)
    higher, lower = (
        _named(released, [(part, row) for part, row in found if test(row["disparity_ratio"])]) for test in (lambda value: value > 1, lambda value: value < 1)
    )
    clauses = [f"{_some(higher)} {verb} more often"] if higher else []
    clauses += [f"{_some(lower)} {'' if higher else f'{verb} '}less often"] if lower else []
    where = _where([part for part, _ in found], released)
    said = f"{', '.join(clauses)}{',' if len(clauses) > 1 else ''} than {other}"
    return f"{where}{said if where else capital(said)}"


def _possible(released: Release, found: list) -> str:
    """Who may differ from whom, without the word for the side: chance alone gives one in twenty of these."""
    names = _named(released, found)
    if len(names) == 1:
        return f"Possible difference: {_one(released, *found[0])}"
    parts: dict[str, list[str]] = {}
    for part, row in found:
        parts.setdefault(_part_of_table(part), []).append(str(row["group"]))
    if len(parts) > 1:
        where = [f"{_some(list(dict.fromkeys(groups)), 2)} ({part})" for part, groups in parts.items()]
        return f"Possible differences: {listed(where) if len(where) <= 3 else f'in {len(where)} parts of the table'}"
    return f"Possible differences: {_where([found[0][0]], released)}{_some(names)}, beside {_reference(released, found)}"


def _one(released: Release, block, row) -> str:
    """'officers from ethnic minorities left at 1.5 times the rate of White officers'."""
    who, other = group_words(released, block, row["group"]), _those(released, reference_words(released, block, row["reference"]))
    value, own = row["disparity_ratio"], released.definition.step_verb(step_of(block))
    more = f"more often than {other}" if row["verdict"] == CLEAR else f"and {other} did not"
    at = more if absent(value) or math.isinf(value) else f"at {times(ratio(value), of=other)}"
    where = _where([block], released) if block.keys and not own else ""
    several = len({part.rows["window"].iloc[0] for part in blocks(released)}) > 1
    return f"{where}{who} {own or released.definition.verb} {at}" + (f" {period(row)}" if several else "")


def _named(released: Release, found: list) -> list[str]:
    return list(dict.fromkeys(group_words(released, block, row["group"]) for block, row in found))


def _those(released: Release, words: str) -> str:
    """'searches of White people' as 'those of White people': a title has no room to say twice what was counted."""
    of_what = released.definition.noun.removesuffix(whose(released.definition.noun))
    return f"those {of_what.split()[-1]} {words.removeprefix(of_what)}" if of_what and words.startswith(of_what) else words


def _by_part(released: Release, found: list) -> str:
    """'Left less often: Asian and Black (Patrol); more often: Black (Custody)': who, and in which part of the table."""
    if any(released.definition.step_verb(part.keys.get("step")) for part, _ in found):
        return _by_step(found)
    sides, most = [], 3 if len(found) <= 4 else 2  # a title of about ten words does not name five groups
    for word, test in (("less often", lambda value: value < 1), ("more often", lambda value: value > 1)):
        parts: dict[str, list[str]] = {}
        for part, row in found:
            if not absent(row["disparity_ratio"]) and test(row["disparity_ratio"]):
                parts.setdefault(_part_of_table(part), []).append(str(row["group"]))
        if parts:
            named = [f"{_some(list(dict.fromkeys(names)), most)} ({where})" for where, names in parts.items()]
            sides.append(f"{word}: {listed(named)}" if len(named) <= 3 else f"{word} in {len(named)} parts of the table")
    return capital(f"{released.definition.verb.removeprefix('were ')} {'; '.join(sides)}")


def _part_of_table(block) -> str:
    return ", ".join(str(value) for value in block.keys.values() if value != ALL) or "all together"


def _by_step(found: list) -> str:
    """'Offered less often: Unplanned exit; completed less often: Retirement': who, step by step, in the order of the table."""
    said: dict[str, list[str]] = {}
    for part, row in found:
        if not absent(row["disparity_ratio"]):
            often = "more" if row["disparity_ratio"] > 1 else "less"
            said.setdefault(f"{str(part.keys['step']).casefold()} {often} often", []).append(str(row["group"]).lower())
    return capital("; ".join(f"{step}: {_some(list(dict.fromkeys(names)))}" for step, names in said.items()))


def _some(names: list[str], most: int = 3) -> str:
    return listed(names) if len(names) <= most else f"{len(names)} groups"


def _where(parts: list, released: Release) -> str:
    """'Sift: ' where the differences lie in one part of a table only, and not in the whole."""
    keys = [key for key in key_columns(released) if key != "window"]
    if not keys:
        return ""
    every = {tuple(block.keys[key] for key in keys) for block in blocks(released)}
    here = tuple(parts[0].keys[key] for key in keys)
    if len(every) == 1 or all(value == ALL for value in here):
        return ""
    return f"{capital(', '.join(str(value) for value in here if value != ALL))}: "


def _groups(released: Release, pairs: list) -> str:
    names = list(dict.fromkeys(group_words(released, block, row["group"]) for block, row in pairs))
    if len({block.characteristic for block, _ in pairs}) > 1:
        return "the groups"
    return names[0] if len(names) == 1 else listed(names) if len(names) == 2 else "the groups"


def _reference(released: Release, pairs: list) -> str:
    names = list(dict.fromkeys(reference_words(released, block, row["reference"]) for block, row in pairs if not absent(row["reference"])))
    return names[0] if len(names) == 1 else "their reference groups"


def _plain(released: Release) -> str:
    """Without a comparison: the total, or the range of the groups."""
    parts = blocks(released)
    rated = [(block, row) for block in parts for _, row in block.rows.iterrows() if not hidden(row) and not absent(row["rate"])]
    if not rated:
        shown = any(not hidden(row) for block in parts for _, row in block.rows.iterrows())
        return released.definition.title if shown else f"{released.definition.title}: figures hidden to protect people"
    totals = [(block, row) for block, row in rated if row["group"] == ALL]
    if len(parts) == 1 and totals:
        return f"{capital(released.definition.noun)}: {rate_words(released, totals[0][1])} {released.definition.verb}"
    if key_columns(released) == ("year",) and len(parts) == len(totals) > 2:
        return _by_year(released, totals)
    if key_columns(released) in ((), ("window",), ("step",), ("mix",)) and len(parts) == len(totals) > 1:
        return _by_total(released, totals)
    return released.definition.title


def _by_total(released: Release, totals: list) -> str:
    """The totals of a table in several windows or steps, one after the other: '77% were … in the 12 months to …, 74.3% in …'."""
    keys, noun, verb = key_columns(released), released.definition.noun, released.definition.verb
    if not keys or keys == ("window",):
        if len({block.characteristic for block, _ in totals}) > 1:
            return released.definition.title
        said = [f"{rate_words(released, row)} {verb if not at else ''} {period(row)}".replace("  ", " ") for at, (_, row) in enumerate(totals)]
        return f"{capital(noun)}: {', '.join(said)}"
    verbs = [(released.definition.step_verb(block.keys[keys[0]]), block.keys[keys[0]], row) for block, row in totals]
    if all(own for own, _, _ in verbs):
        own = [f"{rate_words(released, row)} {re.sub('^and ', 'of those who ', re.sub('^whose ', 'of those whose ', own))}" for own, _, row in verbs]
        return f"{capital(noun)}: {', '.join(own)}"
    parts = [f"{uncapital(str(key))} {rate_words(released, row)}" for _, key, row in verbs]
    return f"{released.definition.title}: {', '.join(parts)}"


def _by_year(released: Release, totals: list) -> str:
    """The last of several years, and between what the years before it lay: no word of a rise, which nobody tested."""
    *before, (last, row) = totals
    least, most = (rate_words(released, end(before, key=lambda pair: pair[1]["rate"])[1]) for end in (min, max))
    year = str(last.keys["year"])
    return (
        f"{capital(released.definition.noun)}: {rate_words(released, row)} {released.definition.verb} in the "
        f"{uncapital(year)}, {least} to {most} in the {len(before)} years before"
    )


def tested_title(released: Release, test: Release) -> str:
    """The title of curves with what the log-rank test says of them: a gap at one length of service is not the whole."""
    row = None if test.missing or test.table.empty else test.table.iloc[0]
    if row is None or absent(row["p_value"]) or str(row["characteristic"]) != str(released.table["characteristic"].iloc[0]):
        return headline(released)
    if row["p_value"] < 0.05:
        return "Over whole careers chance would seldom give such a difference"
    return "Over whole careers the difference may be chance"
