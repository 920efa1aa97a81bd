"""The title of a comparison: who does what more or less often than whom, with as much certainty as the verdicts allow."""

from __future__ import annotations

import math
from collections.abc import Callable

from eianalysis.results import ALL, Release
from eianalysis.stats.judgement import CLEAR, NO_MATERIAL, POSSIBLE, TOO_FEW
from eianalysis.vocabulary import crossed_parts, whose
from eianalysis.vocabulary.step_keys import STEP_KEYS
from eianalysis.wording import by_many, robustness, short_titles
from eianalysis.wording.numbers import absent, capital, listed, period, ratio_words, times
from eianalysis.wording.reading import blocks, group_words, hidden, is_reference_empty, key_columns, reference_words
from eianalysis.wording.sentences import step_of

SOME = by_many.SOME


#: A title that goes before those of here, made from the compared rows that are shown; None where it has nothing to say.
First = Callable[[list], str | None]


def title(released: Release, pairs: list, first: First | None = None) -> str:
    """The title of a comparison, and whether those who did not declare could change it."""
    seen = [(block, row) for block, row in pairs if not hidden(row) and not absent(row["verdict"]) and not is_reference_empty(block, row)]
    told = [row for _, row in seen if row["verdict"] in robustness.TOLD] or [row for _, row in seen]
    said, missed = _compared(released, pairs, first), robustness.detectable_end(released, seen)
    return f"{said.removesuffix(SOME) if missed else said}{missed}{robustness.title_end(released, told)}"


def _compared(released: Release, pairs: list, first: First | None) -> str:
    seen = [(block, row) for block, row in pairs if not hidden(row) and not absent(row["verdict"])]
    alone = [row for block, row in seen if is_reference_empty(block, row)]
    if seen and len(alone) == len(seen):
        return f"{released.definition.title}: nobody to compare with"
    if not seen:
        told = any(not hidden(row) for _, row in pairs)
        why = "no comparison can be shown" if told else "figures hidden to protect people"
        return f"{released.definition.title}: {why}"
    before = first(seen) if first else None
    if before is not None:
        return before
    if not key_columns(released) and any(crossed_parts(block.characteristic) for block, _ in seen):
        return by_many.crossed(released, seen)
    if not key_columns(released) and len({block.characteristic for block, _ in seen}) > by_many.MANY:
        return by_many.headline(released, seen)
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
    many = ratio_words(value, row["ratio_low"], row["ratio_high"])[0]
    at = more if absent(value) or math.isinf(value) else f"at {times(many, of=other)}"
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
