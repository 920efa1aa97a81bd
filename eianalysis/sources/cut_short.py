"""Files that end where a program stops: so many rows exactly as an export or a spreadsheet gives at most."""

from __future__ import annotations

#: The most rows that exports give ("first 1,000"), and that spreadsheets hold below a row of headings.
LIMITS = frozenset((500, 1_000, 2_000, 5_000, 10_000, 20_000, 25_000, 50_000, 100_000, 200_000, 250_000, 500_000, 1_000_000))
SHEETS = frozenset((16_383, 16_384, 65_535, 65_536, 1_048_575, 1_048_576))
CUT = "exactly as many rows as {} at most: did it stop there? Compare with the number of records in the system"


def cut_short(rows: int) -> list[tuple[str, int]]:
    """The flag of a file with so many rows, or none.

    >>> cut_short(65_535)[0][0].split(":")[0]
    'exactly as many rows as a spreadsheet holds at most'
    """
    if rows in SHEETS:
        return [(CUT.format("a spreadsheet holds"), rows)]
    return [(CUT.format("many exports give"), rows)] if rows in LIMITS else []
