"""The paragraph a page opens with: what its main measures say together, each in one short sentence, and whether they agree.

The measure named first gives the finding in full. The others follow it where they compare the same groups, by their own
name and ratio, so that a reader sees at once what is left of a gap when it is counted otherwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

from eianalysis.errors import UsageError
from eianalysis.rendered import as_html
from eianalysis.results import Release, require_release
from eianalysis.stats.judgement import CLEAR
from eianalysis.wording.about import SYNTHETIC, missing_words
from eianalysis.wording.headline import headline
from eianalysis.wording.numbers import absent, capital, count, ratio, ratio_words
from eianalysis.wording.reading import comparisons, group_words, hidden, is_reference_empty, more_than_at_its_rate, reference_row, reference_words
from eianalysis.wording.sentences import in_brief, plausibly


@dataclass(frozen=True, repr=False)
class Answer:
    """One paragraph, as text and on a page."""

    sentences: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.sentences)

    def __repr__(self) -> str:
        return "\n".join(self.sentences)

    def _repr_html_(self) -> str:
        return as_html(self, f'<p class="lead">{escape(str(self))}</p>')


def answer(*released: Release) -> Answer:
    """Say what the main measures of a page find together, the most important first.

    Of each the comparison is taken that was planned, else the most certain one. A measure without a comparison says its title.

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.answer(leaving, resigning, resigning_for_service)                                  # doctest: +SKIP
    """
    if not released:
        raise UsageError("answer() needs at least one release")
    given = [require_release(each, "answer") for each in released]
    found = [_lead(each) for each in given]
    said: list[str] = []
    first = None  # whom the paragraph is about
    for each, pair in zip(given, found, strict=True):
        if each.missing:
            said.append(f"{missing_words(each)}.")
        elif pair is None:
            title = headline(each).rstrip(".")
            nothing = "disparity_ratio" in each.table and title == capital(each.definition.title)
            said.append(f"{title}: no comparison can be shown." if nothing else f"{title}.")
        elif first is not None and first == _who(pair):
            said.append(f"{capital(each.definition.title)}: {in_brief(pair[1], ranged=True)}.")
        else:
            said.append(_in_full(each, *pair))
            first = first or _who(pair)
    same = [(each, pair[1]) for each, pair in zip(given, found, strict=True) if pair is not None and first == _who(pair)]
    said += _together(same)
    start = f"{SYNTHETIC} " if any(each.synthetic for each in given) else ""
    return Answer((f"{start}{said[0]}", *said[1:]))


def _lead(released: Release):
    """The planned comparison, else the most certain one; None where nothing is compared."""
    if released.shape != "counts" or released.missing:
        return None
    pairs = [(block, row) for block, row in comparisons(released) if not hidden(row) and not absent(row["verdict"]) and not is_reference_empty(block, row)]
    return min(pairs, key=lambda pair: pair[1]["comparison"] != "primary", default=None)


def _who(pair) -> tuple[str, str, str]:
    block, row = pair
    return block.characteristic, str(row["group"]), str(row["reference"])


def _in_full(released: Release, block, row) -> str:
    """'36 of them left' with ratio, range and verdict: at most three numbers a sentence."""
    who, other = group_words(released, block, row["group"]), reference_words(released, block, row["reference"])
    where = next((f"{value}: " for key, value in block.keys.items() if key not in ("window", "month") and value != "All"), "")
    verb = released.definition.step_verb(next(iter(block.keys.values()), "")) or released.definition.verb
    value = row["disparity_ratio"]
    if absent(value) or math.isinf(value):
        return f"{where}{capital(who)}, beside {other}: {row['verdict']}."
    about = "about " if released.policy.round_to > 1 else ""
    said, limits = ratio_words(value, row["ratio_low"], row["ratio_high"])
    often = "about as often" if ratio(value) in ("1", "1.0", "1.00") else f"{said} times as often"
    return (
        f"{where}{capital(who)} {verb} {often} as {other}{plausibly(limits)}: {row['verdict']}. "
        f"That is {about}{count(row['numerator'])} {_base(released, about, row)}{_more(released, block, row, other)}."
    )


def _base(released: Release, about: str, row) -> str:
    """'of 441', 'of 1,403 times' where people count more than once, or how many there are 'in all' where the base is time spent."""
    if row["kind"] == "rate":
        return "in all"
    return f"of {about}{count(row['denominator'])}" + (" times" if released.definition.many_times else "")


def _more(released: Release, block, row, other: str) -> str:
    """', 13 more than at the rate of White officers': what a clear difference comes to, where counts are not rounded."""
    beside = reference_row(block, row)
    if row["verdict"] != CLEAR or beside is None or absent(beside["rate"]) or released.policy.round_to > 1:
        return ""
    many = round(more_than_at_its_rate(row, beside))
    return f", {count(abs(many))} {'more' if many > 0 else 'fewer'} than at the rate of {other}" if many else ""


def _together(same: list) -> list[str]:
    """Whether measures of the same groups point the same way; nothing where there is one."""
    if len(same) < 2:
        return []
    verdicts = [row["verdict"] for _, row in same]
    sides = {row["disparity_ratio"] > 1 for _, row in same if row["verdict"] == CLEAR}
    if len(sides) == 2:
        return ["They point opposite ways: what is counted decides, so read each by itself."]
    if verdicts.count(CLEAR) == len(same):
        return ["All of them point the same way."]
    return []
