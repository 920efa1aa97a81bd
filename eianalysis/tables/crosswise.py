"""A released table with something side by side, so that many rows become few: its groups, or the values of a key column."""

from __future__ import annotations

from eianalysis.errors import UsageError
from eianalysis.results import ALL, Release
from eianalysis.tables.count_notes import legend
from eianalysis.tables.grid import Grid
from eianalysis.vocabulary import characteristic_label, order
from eianalysis.wording.numbers import absent, capital, count, places, plain_rate, rate_unit
from eianalysis.wording.reading import Block, blocks, hidden, key_columns, mark, rate_words

TOLD = ("clear difference", "possible difference")


def crosswise_grid(released: Release) -> Grid:
    """Each cell is a rate with its counts, and the verdict where there is a difference to tell."""
    parts, keys = blocks(released), key_columns(released)
    if len(keys) != 1 or len({(block.characteristic, str(block.rows["window"].iloc[0])) for block in parts}) > 1:
        raise UsageError(f"the groups of {released.measure} cannot stand side by side: that takes one key, one characteristic and one window; leave across out")
    groups = order(parts[0].characteristic, [str(group) for block in parts for group in block.rows["group"]])
    rows = tuple((str(block.keys[keys[0]]), *(_cell(released, block, group) for group in groups)) for block in parts)
    definition = released.definition
    compared = sorted({str(name) for block in parts for name in block.rows["reference"] if not absent(name)})
    notes = [f"Each cell: the rate, then how many of how many. Number: {definition.numerator}. Base: {definition.denominator}."]
    notes += [f"Compared with: {'; '.join(compared)}. A difference is marked clear or possible; the ratios are in the figure."] * bool(compared)
    return Grid(
        (capital(keys[0].replace("_", " ")), *groups),
        rows,
        1,
        (False,) * (1 + len(groups)),
        tuple(row[0] == ALL for row in rows),
        tuple(notes),
        legend(released, rows),
    )


def keywise_grid(released: Release, key: str) -> Grid:
    """A table a characteristic, a row a group, a column a value of ``key``; each cell is a rate, its unit in the header, and its number.

    Every row and column stays, also one in which all is hidden: a group of a list that vanished would be missed, or taken for nobody.
    """
    if "window" in released.table and released.table["window"].nunique() > 1:
        raise UsageError(f"what {released.measure} says of {key} cannot stand side by side: that takes one window; leave across out")
    table, values = released.table, list(dict.fromkeys(released.table[key].astype(str)))
    rows, parts, said = [], [], []
    for characteristic, own in table.groupby("characteristic", sort=False):
        groups = order(str(characteristic), own["group"].astype(str))
        cells = {(str(row["group"]), str(row[key])): _number(released, row) for _, row in own.iterrows()}
        rows += [(group, *(cells.get((group, value), "[z]") for value in values)) for group in groups]
        there = [value for value in values if (own[key].astype(str) == value).any()]
        said += [tuple(cells.get((group, value), "[z]") for value in there) for group in groups]
        parts.append((characteristic_label(str(characteristic)), len(groups)))
    unit = rate_unit(released.definition, str(table["kind"].iloc[0])).strip()
    notes = (f"Each cell: the rate, then the number. Rate: of {released.definition.denominator}.",)
    return Grid(
        ("Group", *(f"{value}: {unit} (number)" for value in values)),
        tuple(rows),
        1,
        (False,) * (1 + len(values)),
        tuple(row[0] == ALL for row in rows),
        notes,
        legend(released, said),
        parts=tuple(parts) if len(parts) > 1 else (),
        own_columns=True,
    )


def _number(released: Release, row) -> str:
    """'9 (75)' under a header that says '% (number)'; of everybody only the number."""
    if hidden(row):
        return mark(row)
    number = count(row["numerator"])
    if row["group"] == ALL and row["numerator"] == row["denominator"]:
        return number
    if absent(row["rate"]):
        return f"[u] ({number})" if row["denominator"] else "[z]"
    low = " [u]" if row["status"] == "low_base" else ""
    return f"{plain_rate(row['rate'], released.definition, places(row['denominator'], released.definition, released.policy))}{low} ({number})"


def _cell(released: Release, block: Block, group: str) -> str:
    found = [row for _, row in block.rows.iterrows() if str(row["group"]) == group]
    if not found:
        return "[z]"
    row = found[0]
    if hidden(row):
        return mark(row)
    about = "about " if released.policy.round_to > 1 else ""
    counts = f"{about}{count(row['numerator'])}/{about}{count(row['denominator'])}"
    if absent(row["rate"]):
        return f"[u] ({counts})" if row["denominator"] else "[z]"
    low = " [u]" if row["status"] == "low_base" else ""
    written = rate_words(released, row)
    verdict = f" {row['verdict'].split()[0]}" if row["verdict"] in TOLD else ""
    return f"{about}{written}{low} ({counts}){verdict}"
