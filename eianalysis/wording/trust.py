"""Can the figures be trusted? Said from what was supplied and from who has declared what; and what the undeclared could change."""

from __future__ import annotations

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.measures.declaring import DECLARATION_RATE
from eianalysis.measures.inputs import INPUT_TABLES
from eianalysis.measures.quality import COMPLETENESS
from eianalysis.results import Release, require_release
from eianalysis.wording import robustness
from eianalysis.wording.about import SYNTHETIC, missing_words
from eianalysis.wording.findings import Findings
from eianalysis.wording.numbers import absent, capital, count, listed, period_label, ratio, times
from eianalysis.wording.reading import comparisons, group_words, hidden, reference_words

#: Shares known under which a figure by a characteristic needs care, and under which it should not be leant on
#: (docs/methods.md, "How much is known").
CARE, LITTLE = 0.8, 0.6
#: Share of blank rows from which a field is named.
MUCH = 0.05
STATES, NAMED = ("Real", "Synthetic", "Absent"), 4


def say_trust(inputs: Release, declared: Release) -> Findings:
    """Say first whether the figures of the pack can be trusted, then for which characteristics, and what is missing.

    Parameters
    ----------
    inputs : Release of ``input_tables``
    declared : Release of ``declaration_rate``; the latest snapshot is spoken of

    Examples
    --------
    >>> ei.say_trust(inputs, declared)                                                            # doctest: +SKIP
    """
    inputs, declared = (require_release(each, "say_trust") for each in (inputs, declared))
    if inputs.measure != INPUT_TABLES.id or declared.measure != DECLARATION_RATE.id:
        raise UsageError("say_trust() takes the releases of input_tables() and of declaration_rate(), in this order")
    named = {word: list(inputs.table.loc[inputs.table["state"].str.startswith(word), "table"]) for word in STATES}
    made_up, absent_ = len(named["Synthetic"]), len(named["Absent"])
    said = [
        _verdict(made_up, absent_, len(inputs.table), declared),
        f"Of {count(len(inputs.table))} input tables {listed(_how_many(word, names) for word, names in named.items())}.",
    ]
    return Findings((*said, *_declared(declared)), css="findings lead")


def _how_many(state: str, names: list[str]) -> str:
    """'3 are real (benchmarks, targets and definition breaks)': named where they are few."""
    few = f" ({listed(name.lower() for name in names)})" if 0 < len(names) <= NAMED else ""
    return f"{count(len(names)) if names else 'none'} {'is' if len(names) == 1 else 'are'} {state.lower()}{few}"


def _verdict(made_up: int, missing: int, tables: int, declared: Release) -> str:
    if made_up:
        return (
            f"{SYNTHETIC} Not as facts about the force: {count(made_up)} of {count(tables)} input tables are invented. Trust the "
            "way the figures are worked out, not the numbers."
        )
    if missing > tables / 2:
        return "In part: the figures given rest on real files, but most tables of the pack are absent, and their questions unanswered."
    low = [] if declared.missing else [row for _, row in _latest(declared).iterrows() if _rate(row) is not None and _rate(row) < CARE]
    return "Yes, with care where characteristics are not declared." if low else "Yes, within the ranges shown."


def _declared(declared: Release) -> list[str]:
    if declared.missing:
        return [f"Who has declared what: {missing_words(declared)}."]
    rows = _latest(declared)
    known = sorted(((str(row["group"]), _rate(row)) for _, row in rows.iterrows() if _rate(row) is not None), key=lambda pair: -pair[1])

    def named(low: float, high: float) -> str:
        """At most three to a sentence: 'a, b and c. Also by d'."""
        every = [f"{name.lower()} ({100 * rate:.0f}% known)" for name, rate in known if low <= rate < high]
        return ". Also by ".join(listed(every[at : at + 3]) for at in range(0, len(every), 3))

    said = []
    for words, low, high in (
        ("Groups can be compared by {}.", CARE, 2),
        ("With care, because more than one person in five is not known, by {}.", LITTLE, CARE),
        ("Hardly at all, because more than two in five are not known, by {}.", 0, LITTLE),
    ):
        if named(low, high):
            said.append(words.format(named(low, high)))
    few = [str(row["group"]).lower() for _, row in rows.iterrows() if _rate(row) is None]
    return [*said, *([f"Hidden, because few people could be told: {listed(few)}."] if few else [])]


def declared_title(declared: Release) -> str:
    """The finding as a title: what is known of four in five, and of how many characteristics it is not."""
    rows = _latest(declared)
    low = [str(row["group"]).lower() for _, row in rows.iterrows() if _rate(row) is not None and _rate(row) < CARE]
    if not low:
        return "Every characteristic that can be shown is known of four people in five or more"
    return f"{capital(listed(low))} {'is' if len(low) == 1 else 'are'} not known of more than one person in five"


def _latest(declared: Release) -> pd.DataFrame:
    table = declared.table
    return table[table["period_end"] == table["period_end"].max()]


def _rate(row) -> float | None:
    return None if hidden(row) or absent(row["rate"]) else float(row["rate"])


def say_undeclared(*bounded: Release) -> Findings:
    """Say of each comparison whether those who did not declare could change it; where that is hidden, what can be asked instead.

    Parameters
    ----------
    bounded : Releases of ``bounds``; the comparisons declared in advance are spoken of, or all where there is none of them

    Examples
    --------
    >>> ei.say_undeclared(leaving, misconduct, finds)                                             # doctest: +SKIP
    """
    said, shown, unsaid = [], [], []
    for released in (require_release(each, "say_undeclared") for each in bounded):
        title = released.definition.title
        if released.missing:
            said.append(f"{title}: {missing_words(released)}.")
            continue
        if not robustness.has(released, "lowest_ratio"):
            raise UsageError("say_undeclared() needs releases of bounds()")
        pairs = comparisons(released)
        pairs = [pair for pair in pairs if pair[1]["comparison"] == "primary"] or pairs
        for block, row in pairs:
            beside = "" if absent(row["reference"]) else reference_words(released, block, row["reference"])
            who = f"{title}, {period_label(row)}, {group_words(released, block, row['group'])} beside {beside}"
            stays = None if hidden(row) or absent(row["verdict"]) or not beside else robustness.holds(row)
            if stays is None:
                unsaid.append(who)
            else:
                shown.append((float(row["denominator"]), who))
                said.append(f"{who}: {_could_be(row, stays)}{robustness.turning(released, block, row)}")
    for who in unsaid:
        said.append(f"{who}: hidden, because those who did not declare are few enough to be told.")
    if unsaid and shown:
        said.append(f"The largest comparison for which it can be shown is: {max(shown)[1]}.")
    said = list(dict.fromkeys(said))  # two comparisons may lack the same file
    marked = bounded and bounded[0].synthetic and said
    return Findings((f"{SYNTHETIC} {said[0]}", *said[1:]) if marked else tuple(said))


def _could_be(row, stays: bool) -> str:
    least, most = ratio(row["lowest_ratio"]), ratio(row["highest_ratio"])
    now = f"{times(ratio(row['disparity_ratio']))} among those who declared ({row['verdict']})"
    if least == most:
        return f"{now}; everybody declared."
    end = "so the finding holds whatever they are" if stays else "so the finding could change if all were known"
    return f"{now}; with the others known it could be anything from {least} to {most} times, {end}."


def say_blanks(released: Release) -> Findings:
    """Say which fields are blank in more than one row in twenty, the worst first, and how many are filled throughout.

    Examples
    --------
    >>> ei.say_blanks(ei.release(ei.completeness(*tables, cycle=cycle), cycle.policy))            # doctest: +SKIP
    """
    released = require_release(released, "say_blanks")
    if released.measure != COMPLETENESS.id:
        raise UsageError(f"say_blanks() speaks of the release of completeness(), not of {released.measure}")
    if released.missing:
        return Findings((f"{missing_words(released)}.",))
    rows = [row for _, row in released.table.iterrows() if not hidden(row) and row["denominator"]]
    worst = sorted((row for row in rows if row["rate"] > MUCH), key=lambda row: -row["rate"])
    said = [
        f"{row['table']}, {str(row['group']).lower()}: blank in {count(row['numerator'])} of {count(row['denominator'])} rows ({100 * row['rate']:.0f}%)."
        for row in worst
    ]
    full, few = sum(row["numerator"] == 0 for row in rows), sum(hidden(row) for _, row in released.table.iterrows())
    lacking = [f"{row['table'].lower()}, {str(row['group']).lower()}" for _, row in released.table.iterrows() if not hidden(row) and not row["denominator"]]
    said.append(f"{count(full)} of {count(len(released.table))} fields are filled in every row{_besides(few)}.")
    said += [f"No column in the file: {'; '.join(lacking)}."] if lacking else []
    return Findings((f"{SYNTHETIC} {said[0]}", *said[1:]) if released.synthetic else tuple(said))


def _besides(few: int) -> str:
    return f"; of {count(few)} the number is hidden, because few rows are blank or filled" if few else ""
