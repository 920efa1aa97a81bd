"""What a hiding mark itself says: who knows the rules reads ``hidden`` as "one of these is small" and
``hidden_to_protect`` as "none of these is".
"""

from __future__ import annotations

from eianalysis.disclosure.audit import Claim
from eianalysis.disclosure.primary import COMPLEMENT, DENOMINATOR, NUMERATOR
from eianalysis.policy import Policy

LEAST = 1e-3  # of a fraction of a person: more than none


def claims(tied, hidden: set[int], primary: set[int]) -> list[Claim]:
    """What the marks of these hidden rows say of their cells."""
    out = []
    for row in () if tied.alike else tied.rows:
        if row.name not in hidden:
            continue
        columns = [NUMERATOR, DENOMINATOR]
        if tied.proportion and row.denominator >= row.numerator and not tied.is_whole(row):
            columns.append(COMPLEMENT)
        whole = {name: float(getattr(row, name, 0.0) if name != COMPLEMENT else row.denominator).is_integer()
                 for name in columns}
        if row.name in primary:
            out.append(_too_small(row, columns, whole, tied))
        else:
            out += _large_enough(row, columns, tied.policy)
    return out


def _too_small(row, columns, whole, tied) -> Claim:
    policy = tied.policy

    def under(column, limit):
        return (1, limit - 1) if whole[column] else (LEAST, limit - LEAST)

    said = [{(row.name, column): under(column, row.threshold)} for column in columns]
    few = {(row.name, DENOMINATOR): under(DENOMINATOR, policy.all_or_none_base)}
    said += [{(row.name, column): (0, 0), **few} for column in columns if column != DENOMINATOR]
    if not tied.proportion:  # a rate of which everybody was counted
        said.append({(row.name, NUMERATOR): under(NUMERATOR, policy.all_or_none_base), **few})
    return said


def _large_enough(row, columns, policy: Policy) -> list[Claim]:
    enough = [[{(row.name, column): (0, 0)}, {(row.name, column): (row.threshold, None)}] for column in columns]
    base = (row.name, DENOMINATOR)
    several = [{base: (policy.all_or_none_base, None)}, {base: (0, 0)}]
    return enough + [[{(row.name, column): (row.threshold, None)}, *several]
                     for column in columns if column != DENOMINATOR]
