"""What ``eianalysis map`` says of a file: where its tables are, which column is which, what is left to decide."""

from __future__ import annotations

from pathlib import Path

from eianalysis.errors import Fault
from eianalysis.schema.shown import hidden, listed
from eianalysis.sources.mapping import NAME
from eianalysis.sources.propose.mapping_draft import Draft, to_decide
from eianalysis.sources.propose.profile import FREQUENT

_FAULTS = 8


def said_of(path: Path, drafts: list[Draft], others: list[str], tried: dict[str, tuple[int, tuple[Fault, ...]]], unseen: list[str]) -> list[str]:
    """The lines for the console. No value of the file is among them."""
    lines = []
    for one in drafts:
        lines += _table(one, tried)
    if others:
        lines.append(f"Sheets without a table: {', '.join(others)}.")
    if unseen:
        lines.append(f"Hidden sheets, not looked at: {', '.join(unseen)}. Where one is meant, unhide it and map the file again.")
    decide = to_decide(drafts)
    lines += ["", "To decide:", *(f"  {number}. {text}" for number, text in enumerate(decide, start=1))] if decide else []
    return [
        *lines,
        "",
        f"Written: {NAME} beside {path.name}. Look through it"
        + (", and answer what is to decide" if decide else "")
        + "; then `eianalysis check CYCLE` reads the whole folder.",
    ]


def _full(full: object) -> str:
    return ", ".join(f"{hours:g} ({kind})" for kind, hours in full.items()) if isinstance(full, dict) else f"{full:g}"


def _table(one: Draft, tried: dict[str, tuple[int, tuple[Fault, ...]]]) -> list[str]:
    look, made = one.look, one.assignment
    first, last = look.heading_row
    where = f"{look.file}, sheet '{look.sheet}'" if look.sheet else look.file
    rows = f"{len(look.frame):,} rows" if len(look.frame) >= FREQUENT else f"fewer than {FREQUENT} rows"
    lines = [
        f"{where}: headings in row {last if first == last else f'{first} and {last}'}, {rows} below"
        + (f", {look.foot} at the foot left out" if look.foot else ""),
        f"  made into: {', '.join(part.table for part in one.parts)}",
    ]
    columns = {name: said for part in one.parts for name, said in part.columns.items()}
    wide = max(map(len, columns), default=0)
    theirs = max((len(heading) for heading, _ in columns.values()), default=0)
    lines += [f"    {name:<{wide}}  {heading:<{theirs}}  {why}" for name, (heading, why) in columns.items()]
    if born := one.keys.get("born"):
        lines.append(f"    {'age':<{wide}}  {born:<{theirs}}  made of the birth date, which is dropped")
    if fte := one.parts[0].fte:
        lines.append(f"    {'fte':<{wide}}  {fte['column']:<{theirs}}  full time is {_full(fte['full'])}")
    used = {heading for heading, _ in columns.values()} | {str(fte.get("column"))}
    unread = [profile.heading for profile, _ in made.never if profile.heading not in used]
    left = [profile.heading for profile in made.unplaced if profile.heading not in used]
    without = hidden(look.frame.columns)
    lines += [f"  not read: {listed(unread, without, mark='')}"] if unread else []
    lines += [f"  could not be placed: {listed(left, without, mark='')}"] if left else []
    for part in one.parts:
        asked = {name for name, words in one.values.items() if words.unknown or words.unshown[0]}
        faults = [fault for fault in tried[part.table][1] if (fault.column or "").partition(" ")[0] not in asked]
        if faults:
            lines.append(f"  {part.table} would not load yet:")
            lines += [f"    {fault}" for fault in faults[:_FAULTS]]
            lines += [f"    and {len(faults) - _FAULTS} more"] if len(faults) > _FAULTS else []
    return lines
