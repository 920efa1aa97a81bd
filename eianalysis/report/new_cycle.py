"""``eianalysis new-cycle``: the file of the next board cycle, made of the last one with its dates moved on."""

from __future__ import annotations

import calendar
import os
import re
import tempfile
from datetime import date
from pathlib import Path

from eianalysis.cycle import NAME, BoardCycle, find_data_dir, load_cycle
from eianalysis.cycle_kinds import KINDS
from eianalysis.errors import RefusedError, UsageError, did_you_mean
from eianalysis.report.new_of_kind import of_another_kind, with_day

MONTH = re.compile(r"(?:.*-)?(\d{4})-(\d{2})")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Keys that move on, and what a person should look at in each.
MOVED = {
    "meeting_date": "check: the day the board meets",
    "next_meeting": "check: the day the board meets after that",
    "period": "check: the period the figures speak of",
    "data_cut_off": "check: nothing after this day is known",
}
#: How the first line of a made file begins: the file made of it has its own.
FIRST = tuple(kind.file_says.partition(", made from")[0] for kind in KINDS.values())
DECLARED = "# Declared before looking at the data: keep them as they were, or change them now and not later."


def new_cycle(name: str, previous: str, data_dir: Path | str | None = None, months: int | None = None, kind: str | None = None) -> list[str]:
    """Write ``data/cycles/<name>.toml`` from the cycle before it; lines to print.

    Dates move on by as many months as lie between two names like 2023-01 and 2023-04, else by ``months``; the last day of
    a month stays one. Everything else is kept, comments too. A new cycle is of the ``kind`` of the one before it; one of
    another kind made of a board cycle keeps its dates, because it tells of the same data. Raises ``RefusedError`` where the
    file exists, ``UsageError`` where the names do not say how far to move or there is no such kind.
    """
    data_dir = find_data_dir() if data_dir is None else Path(data_dir)
    before = load_cycle(previous, data_dir=data_dir)  # it must be sound, and be there
    kind = _kind(kind, before)
    of_kind, other = KINDS[kind], kind != before.kind
    if not NAME.fullmatch(name):
        raise UsageError(f"'{name}' cannot be a cycle's name: small letters, digits and single hyphens only, as '2023-07'")
    target = data_dir / "cycles" / f"{name}.toml"
    if target.exists():
        raise RefusedError(f"cycles/{name}.toml exists already and is left as it is")
    text = (data_dir / "cycles" / f"{previous}.toml").read_text(encoding="utf-8-sig")
    if other or of_kind.yearly:  # a day to publish by is worked out anew
        text = of_another_kind(text, of_kind)
    if months is None:
        months = 0 if other else _months(name, previous)
    said = of_kind.file_says.format(previous=previous, months=f"{months} month{'' if months == 1 else 's'}")
    made = "\n".join([said, *_moved(text, name, previous, months)]) + "\n"
    with tempfile.TemporaryDirectory() as folder:  # read back before it counts
        (Path(folder) / "cycles").mkdir()
        draft = Path(folder) / "cycles" / f"{name}.toml"
        draft.write_text(made, encoding="utf-8", newline="\n")
        cycle = load_cycle(name, data_dir=folder)
    if cycle.publish_by:
        made = with_day(made, cycle.publish_by)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    partial.write_text(made, encoding="utf-8", newline="\n")
    os.replace(partial, target)
    put = (
        f'It is made of the invented force, as {previous} is: for real extracts write data = "real" and put them into raw/{name}/.'
        if cycle.demo
        else f"Put extracts into raw/{name}/."
    )
    what = f"cycles/{name}.toml: {cycle.says(of_kind.occasion)}, period {cycle.period_start} to {cycle.period_end}, data to {cycle.data_cut_off}."
    if cycle.for_board:
        return [what, f"Look at the lines marked 'check'. {put} Then `eianalysis check {name}`."]
    return [what, f"Small numbers are hidden and counts rounded as for a website. Look at the lines marked 'check'. {put} Then `eianalysis run {name}`."]


def _kind(kind: str | None, before: BoardCycle) -> str:
    if kind is not None and kind not in KINDS:
        raise UsageError(f"there is no kind of cycle '{kind}'; {did_you_mean(kind, KINDS)}")
    if kind not in (None, before.kind) and not before.for_board:  # a pack for everybody lacks what a board cycle says, and what others say
        raise UsageError(f"{KINDS[kind].called} is made from a board cycle, and {before.name} is {before.of_kind.called}")
    return kind or before.kind


def _months(name: str, previous: str) -> int:
    one, other = MONTH.fullmatch(previous), MONTH.fullmatch(name)
    apart = (int(other[1]) - int(one[1])) * 12 + int(other[2]) - int(one[2]) if one and other else 0
    if apart < 1:
        raise UsageError(f"from '{previous}' to '{name}' it is not clear how far the dates should move on: say it with --months, as --months 3")
    return apart


def _moved(text: str, name: str, previous: str, months: int) -> list[str]:
    """The lines of the new file; where no date moves on, the cycle before it stays the one before."""
    lines, named = [], not months
    for line in text.splitlines():
        key = line.split("=")[0].strip() if "=" in line else ""
        if key == "cycle":
            line = f'cycle = "{name}"'
        elif not months:
            pass
        elif key == "previous_cycle":
            line, named = f'previous_cycle = "{previous}"', True
        elif key in MOVED:
            moved = DAY.sub(lambda found: str(_later(date.fromisoformat(found[0]), months)), line.split("#")[0].rstrip())
            line = f"{moved}  # {MOVED[key]}"
        elif key == "primary_comparisons" and (not lines or not lines[-1].startswith("#")):
            lines.append(DECLARED)
        lines.append(line)
    if not named:
        at = next(place for place, line in enumerate(lines) if line.startswith("data_cut_off"))
        lines.insert(at + 1, f'previous_cycle = "{previous}"')
    return [line for line in lines if not line.startswith(FIRST)]


def _later(day: date, months: int) -> date:
    """The day so many months later; the last of a month becomes the last of a month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, longest if last else min(day.day, longest))
