"""What a page opens with: its finding in one or two sentences, then a short list of what its other main measures say, and whether they agree.

The measure named first gives the finding in full. The others follow it where they compare the same groups, by their own
name and ratio, so that a reader sees at once what is left of a gap when it is counted otherwise. Of one that tells nothing the list has
its name and the verdict: the ratio and its range stand in its table, and here they would look like a finding.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from html import escape

from eianalysis.errors import UsageError
from eianalysis.measures.pipeline import WHOLE
from eianalysis.rendered import View, as_html
from eianalysis.results import ALL, Release, require_release
from eianalysis.stats.judgement import CLEAR, NO_MATERIAL, TOO_FEW
from eianalysis.vocabulary import ETHNICITY_2, ETHNICITY_5, GROUPINGS, SEX, characteristic_label, protected
from eianalysis.vocabulary.step_keys import STEP_KEYS
from eianalysis.wording import agreement, leading_lines, robustness
from eianalysis.wording.about import SYNTHETIC, not_available
from eianalysis.wording.brief_periods import brief_periods
from eianalysis.wording.findings import findings
from eianalysis.wording.headline import headline
from eianalysis.wording.kinds import kind_of
from eianalysis.wording.numbers import absent, capital, count, period, ratio, ratio_words, uncapital
from eianalysis.wording.reading import comparisons, group_words, hidden, is_reference_empty, more_than_at_its_rate, names_part, reference_row, reference_words
from eianalysis.wording.sentences import in_brief, plausibly, step_of

#: Columns that say when or of which question a row is, not of which part of the whole.
_NO_PART = ("window", "month")
#: Words from which on a reference is too long to be said as the group was.
LONG = 5
#: Verdicts that tell of no difference.
UNTOLD = (NO_MATERIAL, TOO_FEW)


@dataclass(frozen=True, repr=False)
class Answer:
    """A paragraph and a list, as text and on a page."""

    finding: tuple[str, ...]  # what the first measure says
    others: tuple[str, ...] = ()  # what the others say, an entry each
    beside: View | None = None  # what stands right below it: small lines year by year

    @property
    def sentences(self) -> tuple[str, ...]:
        return (*self.finding, *self.others)

    def __str__(self) -> str:
        return " ".join(self.sentences)

    def __repr__(self) -> str:
        return "\n".join([*self.sentences, *([repr(self.beside)] if self.beside else [])])

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(each)}</li>" for each in self.others)
        listed = f'<ul class="lead">{items}</ul>' if items else ""
        return as_html(self, f'<p class="lead">{escape(" ".join(self.finding))}</p>{listed}{self.beside._markup() if self.beside else ""}')


def answer(*released: Release, beside: View | None = None) -> Answer:
    """Say what the main measures of a page find together, the most important first.

    Of each the comparison is taken that was planned, else the most certain one; the whole way goes before one step of it. A
    later measure is asked about the groups of the first. A measure without a comparison says its one line for a board. ``beside`` stands
    right below: the ``mini_lines`` of the main measure.

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.answer(leaving, resigning, resigning_for_service)                                  # doctest: +SKIP
    """
    if not released:
        raise UsageError("answer() needs at least one release")
    given = [require_release(each, "answer") for each in released]
    wanting = [each for each in given if each.missing]
    given = [each for each in given if not each.missing]
    if not given:
        return Answer(tuple(not_available(wanting)), (), beside)
    finding: list[str] = []
    others: list[str] = []
    first, when, leads, place = None, "", [], 0
    for each in given:
        said = others if finding else finding
        pairs = _pairs(each)
        if not pairs:
            said.append(_without(each, alone=len(given) == 1))
            continue
        pair = _lead(pairs, first)
        about, now = _who(pair), period(pair[1])
        said += _planned_hidden(each, pairs)
        said.append(_of_one(each, pair, first, now if now != when else "", counted=each is given[0]))
        when = now or when
        first = first or (about if protected(about[0]) else None)  # of periods or units another measure says something else
        others += _beside(each, pairs, pair)
        leads.append((each, pair[1], about))
        place = len(others)
    none_clear = not any(row["verdict"] == CLEAR for each in given for _, row in _pairs(each))
    same = [(each, row) for each, row, about in leads if about == first]
    others[place:place] = agreement.sentences([(each, row) for each, row, _ in leads], same, none_clear=none_clear)
    if given[0].cycle is not None:
        said = brief_periods([*finding, *others], given[0].cycle.period_end)
        finding, others = said[: len(finding)], said[len(finding) :]
    others += not_available(wanting)
    start = f"{SYNTHETIC} " if any(each.synthetic for each in given) else ""
    return Answer((f"{start}{finding[0]}", *finding[1:]), tuple(others), beside)


def _of_one(released: Release, pair, first: tuple | None, when: str, *, counted: bool) -> str:
    """What one measure says: in full where it is the first or of others than the first; of one that tells nothing its name and that."""
    if not counted and pair[1]["verdict"] in UNTOLD:
        return _untold(released, pair, when, named=_who(pair) != first)
    if _who(pair) == first:
        return _named(released, pair, when)
    return _in_full(released, *pair, when, counted=counted)


def _untold(released: Release, pair, when: str, *, named: bool) -> str:
    """'Misconduct, assessed as gross misconduct: too few to say.'; whom it compares is said where the first measure has not (``named``)."""
    block, row = pair
    whom = [_whom(block, row)] if named else []
    return f"{', '.join([*_about(released, block, when), *whom])}: {row['verdict']}."


def _whom(block, row) -> str:
    """'Asian beside White, ethnicity as the officer saw it': by which record, where the labels alone would be read as what people said of themselves."""
    group, other = str(row["group"]), str(row["reference"])
    if not protected(block.characteristic):  # White and Asian are names, alleging neither is not
        group, other = (each if re.search("[A-Z]", each[1:]) else uncapital(each) for each in (group, other))
    both = f"{group} beside {uncapital(other) if other.startswith('All ') else other}"
    own = {name for each in ("ethnicity", "sex") for name in (each, *GROUPINGS.get(each, ()))}
    said = block.characteristic not in own and str(row["group"]) in (*ETHNICITY_5, *ETHNICITY_2, *SEX.values())
    return f"{both}, {uncapital(characteristic_label(block.characteristic))}" if said else both


def _about(released: Release, block, when: str) -> list[str]:
    title = released.definition.title
    parts = [each if re.search("[A-Z]", each[1:]) else uncapital(each) for each in _keys(block)]  # a programme keeps the capitals of its name
    return [capital(title), *(part for part in parts if not names_part(title, part)), *([when] if when else [])]


def _pairs(released: Release) -> list:
    """The comparisons that are shown, the most certain first."""
    if released.shape != "counts" or "benchmark" in released.table:
        return []
    return [(block, row) for block, row in comparisons(released) if not hidden(row) and not absent(row["verdict"]) and not is_reference_empty(block, row)]


def _lead(pairs: list, first: tuple | None):
    """Of the groups of the first measure if they are compared here, else as planned, else the most certain; the whole way if there is one."""
    asked = next(
        filter(
            None,
            (
                [pair for pair in pairs if _who(pair) == first],
                [pair for pair in pairs if pair[1]["comparison"] == "primary"],
                [pair for pair in pairs if first and _who(pair)[1:] == first[1:]],  # Black and White, whoever it was that said so
                pairs,
            ),
        )
    )
    if asked is pairs and pairs[0][1]["verdict"] == TOO_FEW:  # none tells anything: the one that rests on most, not whoever stands first
        asked = sorted(pairs, key=lambda pair: -pair[1]["denominator"])
    return next((pair for pair in pairs if _who(pair) == _who(asked[0]) and WHOLE in pair[0].keys.values()), asked[0])


def _who(pair) -> tuple[str, str, str]:
    block, row = pair
    return block.characteristic, str(row["group"]), str(row["reference"])


def _without(released: Release, *, alone: bool) -> str:
    """What is said where no comparison is shown: why, or the one line that the release has for a board."""
    if released.shape == "curve":
        return f"{headline(released).rstrip('.')}."
    if released.shape in ("amounts", "mean", "statistic"):
        return next(iter(findings(released)), f"{released.definition.title}.").removeprefix(f"{SYNTHETIC} ")
    if released.shape == "counts" and comparisons(released) and all(hidden(row) for _, row in comparisons(released)):
        return f"{capital(released.definition.title)}: no comparison can be shown."
    return kind_of(released).line() if alone else _first(kind_of(released).line())


def _first(said: str) -> str:
    """Among other measures the first sentence of one that compares nobody; what belongs to it is below.

    >>> _first("Half came (50.4%). No group stands out.")
    'Half came (50.4%).'
    """
    return re.split(r"(?<=[a-z)%]\.)\s(?=[A-Z])", said, maxsplit=1)[0]


def _planned_hidden(released: Release, pairs: list) -> list[str]:
    """That a comparison was planned and cannot be shown: another one must not pass for it."""
    planned = [row for _, row in comparisons(released) if row["comparison"] == "primary"]
    if planned and all(hidden(row) for row in planned) and not any(row["comparison"] == "primary" for _, row in pairs):
        return [f"{capital(released.definition.title)}: the comparison that was planned is hidden to protect people."]
    return []


def _named(released: Release, pair, when: str) -> str:
    """'Resigning, in the 36 months to …: 2.2 times (plausibly 1.3 to 3.6), clear difference.'"""
    block, row = pair
    return f"{', '.join(_about(released, block, when))}: {in_brief(row, ranged=True)}.{_undeclared(released, row)}"


def _part(released: Release, block) -> list[str]:
    """The parts of the table that a block is about; a step that has a verb of its own is told by the verb, what is filtered by the noun."""
    own = released.definition.step_verb(step_of(block))
    return [each for each in _keys(block, STEP_KEYS if own else ()) if f"({each})".casefold() not in released.definition.noun.casefold()]


def _keys(block, but: tuple[str, ...] = ()) -> list[str]:
    return [str(value) for key, value in block.keys.items() if key not in (*_NO_PART, *but) and value != ALL]


def _undeclared(released: Release, row) -> str:
    """What those who did not declare could change, where that was asked."""
    return f" {robustness.after(released, row)}" if robustness.has(released, "lowest_ratio") else ""


def _beside(released: Release, pairs: list, pair) -> list[str]:
    """What else must not be left out: the step where the same groups differ most, else the clearest difference between others."""
    block, row = pair
    others = [(part, each) for part, each in pairs if _who((part, each)) == _who(pair) and part.keys != block.keys and period(each) == period(row)]
    if row["verdict"] == CLEAR:
        said = leading_lines.otherwise(pairs, block, row).strip()
        return [said] if said else []
    found = next(((part, each) for part, each in others if each["verdict"] == CLEAR), None)
    if found:
        return [f"{capital(', '.join(_keys(found[0])))}: {in_brief(found[1], ranged=True)}."]
    part, each = pairs[0]
    if each["verdict"] != CLEAR or _who((part, each)) == _who(pair):
        return []
    return [_often(released, part, each, "")]


def _in_full(released: Release, block, row, when: str, *, counted: bool) -> str:
    """'36 of them left' with ratio, range and verdict: at most three numbers a sentence.

    How many they are is said of the first measure (``counted``) and of a clear difference; of the others the page says it.
    """
    said, other = _often(released, block, row, when), _other(released, block, row)
    if _unsaid(row):
        return said
    if not counted and row["verdict"] != CLEAR:
        return f"{said}{_undeclared(released, row)}"
    about = "about " if released.policy.round_to > 1 else ""
    many = f"That is {about}{count(row['numerator'])} {_base(released, about, row)}{_more(released, block, row, other)}."
    return f"{said} {many}{_undeclared(released, row)}"


def _unsaid(row) -> bool:
    """Whether there is no ratio to say how often by."""
    value = row["disparity_ratio"]
    return absent(value) or math.isinf(value) or value == 0


def _often(released: Release, block, row, when: str) -> str:
    """'Officers from ethnic minorities left 1.6 times as often as White officers (plausibly 1.1 to 2.3): clear difference.'"""
    who, other = group_words(released, block, row["group"]), _other(released, block, row)
    parts = _part(released, block)
    opening = f"{capital(', '.join(parts))}: " if parts else ""
    start = f"{when}, {who}" if when else who
    start = start if opening else capital(start)
    verb = released.definition.step_verb(step_of(block)) or released.definition.verb
    value = row["disparity_ratio"]
    if _unsaid(row):
        return f"{opening}{start}, beside {other}: {row['verdict']}."
    said, limits = ratio_words(value, row["ratio_low"], row["ratio_high"])
    often = "about as often" if ratio(value) in ("1", "1.0", "1.00") else f"{said} times as often"
    return f"{opening}{start} {verb} {often} as {other}{plausibly(limits)}: {row['verdict']}."


def _other(released: Release, block, row) -> str:
    """The reference; where it is long, the noun that it begins with, as the group did, is said once: 'those with a victim of White ethnicity'."""
    other, noun = reference_words(released, block, row["reference"]), released.definition.noun
    long = "(" in noun or len(noun.split()) > 3 or len(other.split()) > LONG
    if not long or not re.match(rf"{re.escape(noun)} (?:with|in|on|described) ", other):
        return other
    of_people = re.search(r" (?:of|on) people$", noun)  # "those on people described by ...": it is the people who are described
    return f"those{of_people[0] if of_people else ''}{other.removeprefix(noun)}"


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
