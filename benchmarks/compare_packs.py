"""Which released tables of two packs differ, and in what: to see that a change of the code changed no figure.

    python -m benchmarks.compare_packs outputs/before/2023-04 outputs/2023-04
    python -m benchmarks.compare_packs outputs/before/2023-04 outputs/2023-04 --bytes

Prints a line for each table that is new, gone or different, with the columns that differ and how many rows; how many are the
same where all are. Numbers that differ in their last digits are the same: machines add up differently. Exit code 0 where all
are the same, 1 where not, 2 where a folder holds no table. With ``--bytes`` every file is held to its bytes: a change that is to
change nothing leaves them. Of the manifest its ``times`` and the version of the code are left out, and the log is not looked at.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd

ROUNDING = 1e-9
#: What a manifest says of the run and the code, and not of the pack.
NOT_THE_PACK = ("times", "code")


def differences(before: Path, after: Path) -> list[str]:
    """One line a table that is not the same in both packs."""
    old, new = tables_of(before), tables_of(after)
    said = [f"{name}: gone" for name in sorted(old.keys() - new.keys())]
    said += [f"{name}: new" for name in sorted(new.keys() - old.keys())]
    for name in sorted(old.keys() & new.keys()):
        if old[name].read_bytes() != new[name].read_bytes():
            what = _difference(*(pd.read_csv(path[name], dtype=str, keep_default_na=False) for path in (old, new)))
            said += [f"{name}: {what}"] if what else []
    return said


def other_bytes(before: Path, after: Path) -> list[str]:
    """One line a file that is not the same to the byte in both packs."""
    old, new = ({path.relative_to(pack).as_posix(): path for path in pack.rglob("*") if path.is_file()} for pack in (before, after))
    said = [f"{name}: gone" for name in sorted(old.keys() - new.keys())] + [f"{name}: new" for name in sorted(new.keys() - old.keys())]
    return said + [f"{name}: other bytes" for name in sorted(old.keys() & new.keys()) if _content(old[name]) != _content(new[name])]


def _content(path: Path) -> object:
    if path.name == "manifest.json":
        return {key: value for key, value in json.loads(path.read_text(encoding="utf-8")).items() if key not in NOT_THE_PACK}
    return b"" if path.suffix == ".log" else path.read_bytes()


def tables_of(pack: Path) -> dict[str, Path]:
    """The tables of a pack, or of a folder of tables, by name; nothing compared with nothing would be the same."""
    found = {path.stem: path for folder in (pack / "tables", pack) for path in folder.glob("*.csv")}
    if not found:
        print(f"{pack} holds no released table: give a pack, as outputs/2023-04", file=sys.stderr)
        sys.exit(2)
    return found


def _difference(old: pd.DataFrame, new: pd.DataFrame) -> str:
    if list(old) != list(new):
        return f"columns {', '.join(sorted(set(old) ^ set(new))) or 'in another order'}"
    if len(old) != len(new):
        return f"{len(old)} rows before, {len(new)} now"
    wrong = ((old != new) & ~_nearly(old, new)).sum()
    return "; ".join(f"{column} in {rows} rows" for column, rows in wrong[wrong > 0].items())


def _nearly(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Cells that are numbers in both and differ by rounding alone."""
    one, other = (frame.apply(pd.to_numeric, errors="coerce") for frame in (old, new))
    return ((one - other).abs() <= ROUNDING * one.abs()).fillna(False)


if __name__ == "__main__":
    packs, to_the_byte = [Path(each) for each in sys.argv[1:3]], "--bytes" in sys.argv[3:]
    found = (other_bytes if to_the_byte else differences)(*packs)
    print("\n".join(found) or f"all {'files' if to_the_byte else f'{len(tables_of(packs[0]))} released tables'} are the same")
    sys.exit(1 if found else 0)
