"""docs/mutants.md: how many mutants of each module its tests noticed, and why the others may live. Reasons are typed there and kept."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mutants.md"
NO_REASON = "**no reason yet**"
HEAD = """# Would the tests notice?

A mutant is the package with one small thing altered: `<` for `<=`, 10 for 11, `or` for `and`, a `not` dropped, nothing returned. If the
tests of a module pass with it, they do not test what was altered. `make mutants MODULE=eianalysis/stats/judgement.py` tries every mutant of
a module, each on the tests that get to the altered line, and writes its part of this page; the reasons are typed here, and kept.

"""
TABLE = "| module | mutants | noticed | of all | tests |\n|---|---|---|---|---|\n"
LINE = re.compile(r"^\| `(eianalysis/[^`]+)` \|.*$", re.MULTILINE)
PART = re.compile(r"^## `(eianalysis/[^`]+)`\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def write(name: str, tests: list[str], found: list) -> int:
    """Write a module's part of the page; returns how many survivors have no reason."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    lines = {match[1]: match[0] for match in LINE.finditer(page)}
    parts = {match[1]: match[2].strip() for match in PART.finditer(page)}
    reasons = {tuple(cells[:3]): cells[3] for cells in map(_cells, parts.get(name, "").splitlines()) if len(cells) == 4}
    noticed, survivors = counted(found)
    share = f"{noticed / len(found):.0%}"
    lines[name] = f"| `{name}` | {len(found)} | {noticed} | {share} | {', '.join(f'`{each}`' for each in tests)} |"
    rows = [(*(_cell(word) for word in mutant.name), reasons.get(tuple(_cell(word) for word in mutant.name), NO_REASON)) for mutant in survivors]
    parts.pop(name, None)
    if rows:
        parts[name] = "| in | what stood there | survives as | why it may |\n|---|---|---|---|\n" + "\n".join(
            f"| {' | '.join(row)} |" for row in dict.fromkeys(rows)
        )
    PAGE.write_text(
        HEAD + TABLE + "\n".join(lines[each] for each in sorted(lines)) + "\n" + "".join(f"\n## `{each}`\n\n{parts[each]}\n" for each in sorted(parts)),
        encoding="utf-8",
        newline="\n",
    )
    return sum(row[3] == NO_REASON for row in rows)


def counted(found: list) -> tuple[int, list]:
    """How many were noticed, and those that were not."""
    survivors = [mutant for mutant, what in found if not what.startswith("killed")]
    return len(found) - len(survivors), survivors


def summary(name: str, found: list) -> str:
    noticed, survivors = counted(found)
    return f"{name}: {noticed} of {len(found)} mutants noticed ({noticed / len(found):.0%}), {len(survivors)} survive"


def figures() -> dict[str, tuple[int, int]]:
    """Of each module on the page its mutants and how many were noticed."""
    cells = [_cells(match[0]) for match in LINE.finditer(PAGE.read_text(encoding="utf-8"))]
    return {row[0].strip("`"): (int(row[1]), int(row[2])) for row in cells}


def _cell(text: str) -> str:
    short = " ".join(text.split())
    short = short if len(short) <= 90 else short[:87] + "…"
    return f"`{short}`".replace("|", "\\|") if short else "the top"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]] if line.startswith("| ") else []
