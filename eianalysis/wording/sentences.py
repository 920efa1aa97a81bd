"""What is said of one row: so many of so many, the rate it is compared with, and how sure that is; few numbers a sentence."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from eianalysis.results import ALL, REST, Release
from eianalysis.stats import smallest_telling
from eianalysis.stats.judgement import CLEAR, TOO_FEW
from eianalysis.vocabulary import whose
from eianalysis.vocabulary.step_keys import STEP_KEYS
from eianalysis.wording.design_effects import effects_of
from eianalysis.wording.numbers import (
    absent,
    capital,
    count,
    is_percent,
    period,
    places,
    pooled_years,
    rate,
    rate_unit,
    ratio_words,
    span,
    times,
    whole,
    uncapital,
)
from eianalysis.wording.reading import Block, group_words, hidden, is_reference_empty, is_reference_hidden, rate_words, reference_row, reference_words

#: A base from which on a share is said without its counts.
MANY = 1_000_000
#: A verdict with the side that has the less favourable outcome, for measures that have a good and a bad side.
_SIDES = {
    ("harm", True): "less favourable to",
    ("harm", False): "more favourable to",
    ("good", True): "more favourable to",
    ("good", False): "less favourable to",
}


def comparison(released: Release, block: Block, row) -> str:
    """What is said of a compared row: its own count and rate, the other rate, the ratio and its range, then the verdict.

    'In the 12 months to 31 March 2023, 8 of 90 officers from ethnic minorities left (8.9%). For White officers it was 8.0%.
    That is 1.1 times the rate, plausibly 0.5 to 2.2. Too few to say.'
    """
    other = reference_row(block, row)
    if is_reference_hidden(block, row):
        alone = statement(released, block, row)[:-1]
        return f"{alone}; no comparison is shown, because the reference's figures are hidden."
    if other is None and row["reference"] == REST and not absent(row["verdict"]):
        return f"{statement(released, block, row)} {_times(row, of=REST)}. {verdict(released, block, row)}"
    if absent(row["verdict"]) or other is None or is_reference_empty(block, row):
        return statement(released, block, row)
    decimals = _decimals(released, row, other)
    said = _opened(released, block, row, _subject(released, block, row, decimals))
    against = f"{_about(released)}{rate(other['rate'], released.definition, row['kind'], decimals)}"
    return f"{said}. For {reference_words(released, block, row['reference'])} it was {against}. {_times(row)}. {verdict(released, block, row)}"


def statement(released: Release, block: Block, row) -> str:
    """The sentence of a row by itself: 'In the 12 months to …, 64 of 800 White officers left (8.0%).'"""
    decimals = places(row["denominator"], released.definition, released.policy)
    return _opened(released, block, row, _subject(released, block, row, decimals)) + "."


def shares(released: Release, parts: tuple[Block, ...]) -> list[str]:
    """A sentence a population, group by group: 'Asian people. People searched: 18.3% (220 of 1,200). …'."""
    said: dict[str, list[str]] = {}
    for block in parts:
        for _, row in block.rows.iterrows():
            if hidden(row) or absent(row["rate"]) or row["group"] == ALL:
                continue
            about = _about(released)
            counts = f" ({about}{count(row['numerator'])} of {count(row['denominator'])})" if row["denominator"] < MANY else ""
            who = capital(group_words(released, block, row["group"]))
            said.setdefault(who, []).append(f"{block.keys['population']}: {rate_words(released, row)}{counts}")
    return [f"{who}. {'. '.join(each)}." for who, each in said.items()]


#: Words that begin a part and are no name, so that they have a small letter behind a comma: 'Taser, three months before'.
NO_NAMES = frozenset("After All Any At Before Between By During For From In Nine No Of On One Other Over Six Three Two Under Up With Within Without".split())


def opening(block: Block, row, rest: str) -> str:
    """The stage and the period, then the rest: 'Case to answer: in the 12 months to 31 March 2023, …'."""
    parts = [str(value) for name, value in block.keys.items() if name not in ("month", "year", "window") and value != ALL]
    stage = ", ".join([*parts[:1], *(uncapital(part) if part.split(" ")[0] in NO_NAMES else part for part in parts[1:])])
    when = period(row)
    words = f"{when}, {rest}" if when else rest
    return f"{capital(stage)}: {words}" if stage else capital(words)


def _opened(released: Release, block: Block, row, rest: str) -> str:
    """As ``opening``; a step that has a verb of its own is said by the verb, a part that the noun names by it, and neither once more."""
    noun = released.definition.noun.casefold()
    keys = {
        name: value
        for name, value in block.keys.items()
        if (name not in STEP_KEYS or not released.definition.step_verb(value)) and f"({value})".casefold() not in noun
    }
    return opening(replace(block, keys=keys), row, rest)


def step_of(block: Block) -> object:
    """The step, stage or other question a block is about, or None."""
    return next((block.keys[name] for name in STEP_KEYS if name in block.keys), None)


def verdict(released: Release, block: Block, row) -> str:
    """'Clear difference, less favourable to …', or 'Too few to say; more than 2.2 times can be ruled out. With 12 …'.

    Only a clear difference is said to be to somebody's disadvantage: a possible one comes up by chance one time in twenty.
    """
    word = str(row["verdict"])
    if word == TOO_FEW:
        return f"Too few to say{_ruled_out(released, row)}.{_stand_out(released, block, row)}"
    side = _SIDES.get((released.definition.outcome, row["disparity_ratio"] > 1))
    if word == CLEAR and side and not absent(row["disparity_ratio"]):
        people = group_words(released, block, row["group"], noun=whose(released.definition.noun, block.characteristic))
        return f"{capital(word)}, {side} {people}."
    return f"{capital(word)}."


def _ruled_out(released: Release, row) -> str:
    """What the range leaves out on the side a board would mind: '; more than 2.2 times can be ruled out'."""
    ends = ratio_words(row["disparity_ratio"], row["ratio_low"], row["ratio_high"])[1].split(" to ")
    good = released.definition.outcome == "good"
    if len(ends) < 2 or "just" in ends[0 if good else 1] or ends[0 if good else 1] == "0":
        return ""
    return f"; less than {ends[0]} times can be ruled out" if good else f"; more than {ends[1]} times can be ruled out"


def _stand_out(released: Release, block: Block, row) -> str:
    """The smallest count that would have been clear against the reference as it is; from released, exact counts.

    Where people stand twice it is as much larger as the ranges that are shown say.
    """
    other = reference_row(block, row)
    if other is None or hidden(other) or not other["numerator"] or released.policy.round_to > 1:
        return ""
    four = row["kind"], float(row["denominator"]), float(other["numerator"]), float(other["denominator"])
    own, reference = effects_of((row, other), row["kind"], released.confidence).tolist()
    if row["kind"] == "rate":  # it grows with the rate: what it would be at the reference's
        own = max(reference, 1 + (own - 1) * four[1] * four[2] / four[3] / row["numerator"] if row["numerator"] else own)
    more = dict(confidence=released.confidence, band=released.band, effect=own, reference_effect=reference)
    fewest = smallest_telling(*four, above=False, **more) if released.definition.outcome == "good" else None
    least = None if fewest is not None else smallest_telling(*four, **more)
    if fewest is None and least is None or row["numerator"] <= (-1 if fewest is None else fewest) or (least and row["numerator"] >= least):
        return ""  # it would stand out by itself, and does not in the family it is judged in
    telling = f"{count(least)} or more" if fewest is None else f"{count(fewest)} or fewer" if fewest else "none at all"
    return f" {capital(telling)} would stand out."


def _subject(released: Release, block: Block, row, decimals: int) -> str:
    definition, about = released.definition, _about(released)
    percent = is_percent(definition, row["kind"])
    cases, base = count(row["numerator"]), whole(row["denominator"])
    one = row["numerator"] == 1
    verb = released.definition.step_verb(step_of(block)) or definition.verb
    no_rate = absent(row["rate"])
    said = "" if no_rate else rate(row["rate"], definition, row["kind"], decimals)
    who = group_words(released, block, row["group"])
    small = " (too few for a rate)" if no_rate else ""
    if about and no_rate:  # rounded counts: a rounded count of a rounded base says little, so the base alone
        return f"there were about {base} {who} in the base, too few for a rate"
    if percent and definition.many_times:
        return f"{who} {verb} {about}{cases} of {about}{base} times{small or f' ({about}{said})'}"
    verb = _agree(verb) if one and not about else verb
    if about:
        return f"about {said} of about {base} {who} {verb}" if percent else f"{who} {verb} at about {said} {definition.base_unit}, from a base of about {base}"
    if row["kind"] == "proportion":
        return f"{cases} of {base} {who} {verb}{small or f' ({said})'}"
    if one:
        who = group_words(released, block, row["group"], noun=singular(definition.noun))
    unit = unit_of(definition, row)
    unit = unit if row["denominator"] != 1 else singular(unit)
    years, often = (
        (" a year" if unit.endswith("years") else "", ", counted once a year," if definition.once_a_year else "") if pooled_years(row) > 1 else ("", "")
    )
    return f"{cases} {who}{often} {verb}, from a base of {base} {unit}{small or f' ({said}{years})'}"


def _times(row, *, of: str = "") -> str:
    low, high, value = row["ratio_low"], row["ratio_high"], row["disparity_ratio"]
    if absent(value):
        return "No ratio can be given, because the rate is 0 on both sides"
    if math.isinf(value):
        plausible = "" if absent(low) else f"; it is plausibly {span(low, high)}"
        return f"No ratio can be given, because the other rate is 0{plausible}"
    said, plausible = ratio_words(value, low, high)
    return f"That is {times(said, of=of)}" + (f", plausibly {plausible}" if plausible else "")


def in_brief(row, *, ranged: bool = False) -> str:
    """'0.99 times, no material difference', with its plausible range where asked; the verdict alone where there is no ratio."""
    value = row["disparity_ratio"]
    if absent(value) or math.isinf(value):
        return str(row["verdict"])
    said, plausible = ratio_words(value, row["ratio_low"], row["ratio_high"])
    return f"{said} times{plausibly(plausible) if ranged else ''}, {row['verdict']}"


def plausibly(limits: str) -> str:
    """' (plausibly 1.3 to 3.6)', or nothing where there is no range."""
    return f" (plausibly {limits})" if limits else ""


def _decimals(released: Release, row, other) -> int:
    """Both rates of a sentence have the same decimals: those of the larger base."""
    bases = [row["denominator"]] if other is None else [row["denominator"], other["denominator"]]
    return max(places(base, released.definition, released.policy) for base in bases)


def unit_of(definition, row) -> str:
    """What the base counts: officers, or officer-years where several years' headcounts are added up."""
    return definition.base_unit_pooled if pooled_years(row) > 1 and definition.base_unit_pooled else definition.base_unit


def _about(released: Release) -> str:
    return "about " if released.policy.round_to > 1 else ""


def _agree(verb: str) -> str:
    """The verb for one: 'were found' is 'was found'; 'left' stays."""
    return re.sub(r"^were\b", "was", verb)


def singular(noun: str) -> str:
    """The noun for one: 'officers' is 'officer', 'people searched' is 'person searched'.

    >>> singular("people searched"), singular("officers' cases"), singular("officers on average")
    ('person searched', "officer's case", 'officer on average')
    """
    if noun.startswith("people"):
        return "person" + noun[len("people") :]
    noun = re.sub(r"^(\w+(?:ch|sh|x))es\b", r"\1", noun)
    noun = re.sub(r"^(\w+)s' (\w+)s\b", r"\1's \2", noun)
    return re.sub(r"^(\w+[^s\W])s\b(?!')", r"\1", noun)


def total_unit(released: Release, kind: str) -> str:
    """The unit of a rate in a header: '%', 'per 100 officers'."""
    unit = rate_unit(released.definition, kind).strip()
    return unit if unit == "%" else f"{unit} {released.definition.base_unit}"
