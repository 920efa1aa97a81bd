"""Shorter titles of shares and totals, which compare no groups with each other: the same finding with less around it."""

from __future__ import annotations

from collections.abc import Iterator

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import SMALL_TOGETHER
from eianalysis.wording import representation
from eianalysis.wording.numbers import absent, capital
from eianalysis.wording.reading import Block, blocks, compared, group_words, hidden, key_columns, rate_words
from eianalysis.wording.sentences import step_of, unit_of


#: Instead of a longer title that says no more.
HIDDEN = "Figures hidden to protect people"


def all_hidden(released: Release) -> bool:
    """Whether no row can be shown."""
    return all(hidden(row) for _, row in released.table.iterrows())


def of_base(released: Release, row) -> str:
    """'5.2 per 1,000 searches' of complaints: 'complaints: 5.2 per 1,000 arose from a search' would be said of complaints."""
    said, unit = rate_words(released, row), unit_of(released.definition, row)
    same = unit == released.definition.noun or unit.endswith("-years")  # the years are those of the people who are told of
    return f"{said} {unit}" if said.endswith(f" per {released.definition.per:,}") and not same else said


def beside_populations(released: Release) -> Iterator[str]:
    """The first group alone, then by its name in the table; the ranks are counted in the sentence under the title."""
    first, *others = representation.headline(released).split("; ")
    some = "; some too few to say" if any(each.startswith("in ") and each.endswith("too few to say") for each in others) else ""
    opening, comma, finding = first.partition(", ")
    if opening.startswith("At the ") and comma:
        yield f"{capital(finding)}{some}"
        yield f"{capital(finding.replace('the shares among constables', 'those of constables'))}{some}"
        return
    yield first
    rest = first.partition(": ")[2].replace(" of the ", " of ")
    rows = [(block, row) for block in blocks(released) for _, row in block.rows.iterrows() if compared(block, row) and not hidden(row)]
    groups = dict.fromkeys((group_words(released, block, row["group"]), str(row["group"])) for block, row in rows)
    named = [name for words, name in groups if words.casefold() in first.partition(": ")[0].casefold()]
    yield from [f"{name}: {rest}" for name in named[:1]]


def totals_of(released: Release) -> list[tuple[Block, object]]:
    """The total of each part of a table once, however many ways it is split in; nothing where one is hidden or the ways do not agree."""
    parts = blocks(released)
    found: dict[tuple, tuple[Block, object]] = {}
    for block in parts:
        row = next((row for _, row in block.rows.iterrows() if row["group"] == ALL), None)
        if row is None or hidden(row) or absent(row["rate"]):
            return []
        first = found.setdefault((str(row["window"]), *map(str, block.keys.values())), (block, row))[1]
        if (first["numerator"], first["denominator"]) != (row["numerator"], row["denominator"]):
            return []
    return list(found.values())


def totals(released: Release) -> Iterator[str]:
    """'77% were trained over 12 months, 74% over 36', or each step by its own verb, then the first alone."""
    told = totals_of(released)
    if not told:
        return
    keys = [key for key in key_columns(released) if key != "window"]
    verbs = [(released.definition.step_verb(step_of(block)) if keys else None) or released.definition.verb for block, _ in told]
    rates = [rate_words(released, row) for _, row in told]
    months = [str(row["window"]).removesuffix("m") for _, row in told]
    if not keys and len(told) > 1 and all(each.isdigit() for each in months):
        rest = ", ".join(f"{rate} over {each}" for rate, each in zip(rates[1:], months[1:], strict=True))
        yield f"{rates[0]} {verbs[0]} over {months[0]} months, {rest}"
        yield f"{rates[0]} {verbs[0]} over {months[0]} months"
    elif not keys and len(told) == 1:
        said = of_base(released, told[0][1])
        yield f"{rates[0]} {verbs[0]}" if said == rates[0] else f"{capital(released.definition.noun)}: {said}"
    elif len(keys) == 1 and len({*verbs}) == len(verbs) > 1:
        yield f"{rates[0]} {verbs[0]}"
    elif len(keys) == 1:
        yield ", ".join(f"{block.keys[keys[0]]} {rate}" for (block, _), rate in zip(told, rates, strict=True) if block.keys[keys[0]] != SMALL_TOGETHER)
