"""Sentences about one force beside all others: its own rate, where it lies among them, how much they differ; no ranking."""

from __future__ import annotations

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import force_named
from eianalysis.wording.numbers import capital, count, listed, period, ratio
from eianalysis.wording.short_titles import fits
from eianalysis.wording.reading import Block, blocks, rate_words

CHARACTERISTIC = "police_force"
#: What a funnel of forces draws: it allows for more than chance.
DRAWN = "A funnel plot: a dot a police force, its rate against its base, between the limits of chance and of how much forces differ."
#: Where a force lies, as the table says it, and as a title does.
PLACES = {
    "within the limits": "inside the forces' range",
    "above the 95% limits": "above the 95% range",
    "below the 95% limits": "below the 95% range",
    "above the 99.8% limits": "above the 99.8% range",
    "below the 99.8% limits": "below the 99.8% range",
}
LIES = {
    "within the limits": "inside",
    "above the 95% limits": "inside, but above the 95% limits",
    "below the 95% limits": "inside, but below the 95% limits",
    "above the 99.8% limits": "above",
    "below the 99.8% limits": "below",
}
#: Names a reader takes in; of more only their number is said, and the table has them.
MANY = 6
ONCE, OFTEN = 1.05, 10  # times as much as by chance: said as "no more", said without a decimal


def is_of_forces(released: Release) -> bool:
    """Whether the groups are police forces."""
    return "characteristic" in released.table and bool(released.table["characteristic"].eq(CHARACTERISTIC).all())


def own(released: Release) -> str:
    """The name of the cycle's own force; "" where there is none."""
    return force_named(released.cycle.force) if released.cycle is not None else ""


def similar(released: Release) -> list[str]:
    """The forces that the cycle declares as most similar, in the order of the alphabet."""
    return sorted(map(force_named, released.cycle.similar_forces)) if released.cycle is not None else []


def row_of(block: Block, force: str):
    """The row of a force; None where the table has none."""
    found = block.rows[block.rows["group"] == force]
    return found.iloc[0] if force and len(found) else None


def headline(released: Release) -> str:
    """'City of London: 23.9% of officers are women, below the 99.8% range'."""
    block = blocks(released)[0]
    name, row = own(released), row_of(block, own(released))
    if row is None:
        full = f"{released.definition.title}: {name} is not in the table" if name else released.definition.title
        return full if fits(full) else f"{name} is not among the forces of this table"
    verb, noun = released.definition.verb, released.definition.noun
    rate, place = rate_words(released, row), PLACES[row["signal"]]
    if row["kind"] != "proportion":
        return f"{name}: {rate} {noun} {verb}, {place}"
    full = f"{name}: {rate} of {noun} {verb}, {place}"
    shorter = f"{name}: {rate} {verb}, {place}"
    return full if fits(full) else shorter if fits(shorter) else f"{capital(noun)}: {name} {place}"


def sentences(released: Release) -> list[str]:
    """The force itself, the forces most similar, the whole, how much forces differ, and which others lie outside."""
    block = blocks(released)[0]
    rows = [row for _, row in block.rows.iterrows() if row["group"] != ALL]
    total = row_of(block, ALL)
    said = [_own(released, block), _similar(released, block), _differ(released, rows[0])]
    said += [f"All forces shown together: {_of(released, total)}."] if total is not None else []
    said += _outside(rows, own(released))
    return [sentence for sentence in said if sentence]


def _of(released: Release, row) -> str:
    """'213 of 893 officers (23.9%)'; of a rate '8.2 per 100 officers'."""
    if row["kind"] != "proportion":
        return rate_words(released, row)
    return f"{count(row['numerator'])} of {count(row['denominator'])} ({rate_words(released, row)})"


def _own(released: Release, block: Block) -> str:
    name, row = own(released), row_of(block, own(released))
    if not name:
        return 'The cycle does not say which force this is, so none is marked: force = "city-of-london" in its file, for instance.'
    if row is None:
        return f"{name} has no row in this published table, so only the other forces are shown."
    low, high = (rate_words(released, row, row[end]) for end in ("outer_low", "outer_high"))
    verb, when = released.definition.verb, period(row)
    what = (
        f"{_of(released, row).replace(' (', f' {released.definition.noun} {verb} (', 1)}"
        if row["kind"] == "proportion"
        else f"{rate_words(released, row)} {released.definition.noun} {verb}"
    )
    return f"{name}, {when}: {what}. For a force of its size {low} to {high} would not be unusual (99.8% limits): it lies {LIES[row['signal']]}."


def _similar(released: Release, block: Block) -> str:
    """The forces the cycle names as most similar, each with its rate, in the order of the alphabet."""
    names = similar(released)
    found = [(name, row_of(block, name)) for name in names]
    there = [f"{name} {rate_words(released, row)}" for name, row in found if row is not None]
    lacking = [name for name, row in found if row is None]
    said = f"Most similar forces, as this cycle declares them: {listed(there)}." if there else ""
    return f"{said} {'Also declared, and not' if there else 'Declared as most similar, and not'} in this table: {listed(lacking)}.".strip() if lacking else said


def _differ(released: Release, row) -> str:
    """How much forces differ beyond chance, and that the limits allow for it."""
    times = float(row["dispersion"])
    if not times > ONCE or not row["spread"]:
        return "Forces differ no more than chance would make them."
    return (
        f"The rates of forces vary {f'{times:,.0f}' if times >= OFTEN else ratio(times)} times as much as chance alone would make them; "
        "the limits allow for that, so only what is unusual even among forces lies outside."
    )


def _outside(rows: list, name: str) -> list[str]:
    """Other forces outside the outer limits, in the order of the alphabet: lying there is a question, not a rank."""
    found = []
    for word, side in (("above the 99.8% limits", "Above"), ("below the 99.8% limits", "Below")):
        others = [str(row["group"]) for row in rows if row["signal"] == word and row["group"] != name]
        if others:
            found.append(
                f"{side} the 99.8% limits{' too' if any(row['group'] == name and row['signal'] == word for row in rows) else ''}: "
                f"{listed(others) if len(others) <= MANY else f'{count(len(others))} other forces, marked in the table'}."
            )
    return found or ["No other force lies outside the 99.8% limits." if name else "No force lies outside the 99.8% limits."]
