"""One board cycle: a TOML file in ``data/cycles/``, read strictly.

A key that is not known, a value of the wrong kind, a missing file: one message that lists every fault. Nothing is
guessed, because a guessed period gives a right-looking wrong number.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from eianalysis.cycle_keys import BAND, DEFAULT_CYCLE, NAME, Comparison, read_keys
from eianalysis.cycle_kinds import BOARD, KINDS, Kind
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.passed import check_passed
from eianalysis.policy import Policy, policy_for
from eianalysis.service import ServiceRules
from eianalysis.toml_file import is_a_file, read_toml
from eianalysis.vocabulary import day_in_words

__all__ = ["BoardCycle", "Comparison", "DEFAULT_CYCLE", "NAME", "cycle_names", "find_data_dir", "load_cycle"]


@dataclass(frozen=True)
class BoardCycle:
    """The parameters of one board pack; made by :func:`load_cycle`."""

    name: str
    board: str
    meeting_date: date
    period_start: date
    period_end: date
    data_cut_off: date
    previous_cycle: str | None
    profile: str
    marking: str
    pooled_months: int
    confidence: float
    primary_comparisons: tuple[Comparison, ...]
    reference: Mapping[str, str]
    notebooks: Mapping[str, Mapping[str, object]]
    force: str | None
    data_dir: Path
    outputs_dir: Path
    service: ServiceRules = ServiceRules()
    withhold: tuple[str, ...] = ()
    data: str = "real"
    published: tuple[str, ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)
    next_meeting: date | None = None
    contact: str | None = None
    as_written: tuple[str, ...] = ()
    kind: str = BOARD.name
    publish_by: date | None = None
    similar_forces: tuple[str, ...] = ()
    band: tuple[float, float] = BAND  # ratios inside it are not worth acting on

    @property
    def demo(self) -> bool:
        """Whether this cycle is made of the invented force, and of no real extract."""
        return self.data == "demo"

    @property
    def of_kind(self) -> Kind:
        """What follows from its kind: whom the pack is for, and in which words it says so."""
        return KINDS[self.kind]

    @property
    def for_board(self) -> bool:
        """Whether its pack is for a board, and not for anybody to read."""
        return self.kind == BOARD.name

    def says(self, words: str) -> str:
        """Words of its kind with this cycle's own names and days in them.

        >>> load_cycle("2023-04").says("{board}, {meeting}")
        'Strategic Management Board, 26 April 2023'
        """
        by = day_in_words(self.publish_by) if self.publish_by else ""
        return words.format(board=self.board, name=self.name, meeting=day_in_words(self.meeting_date), by=by)

    @property
    def policy(self) -> Policy:
        """The disclosure rules of this cycle's profile; nothing of an invented force was ever published."""
        return self.policy_as(self.profile)

    def policy_as(self, profile: str) -> Policy:
        """The disclosure rules of another profile, as "public", with what this cycle withholds and what is published."""
        return replace(policy_for(profile), withhold=self.withhold, published=() if self.demo else self.published)

    @property
    def raw_dir(self) -> Path:
        """Where this cycle's real extracts lie."""
        return self.data_dir / "raw" / self.name

    @property
    def folder(self) -> Path:
        """Where this cycle's pack goes."""
        return self.outputs_dir / self.name

    def describe(self, path: Path) -> str:
        """A file's name as a reader may see it: below the data folder, never a path of this machine."""
        try:
            return path.resolve().relative_to(self.data_dir.resolve()).as_posix()
        except ValueError:
            return path.name

    def __repr__(self) -> str:  # stable: notebooks print it, and paths differ from machine to machine
        return f"<BoardCycle {self.name}: {self.board}, {self.period_start} to {self.period_end}, profile {self.profile}>"


def find_data_dir(start: Path | None = None) -> Path:
    """The project's ``data`` folder: in this folder or one above it, so that notebooks and the shell both find it."""
    start = Path.cwd() if start is None else start
    for folder in (start, *start.parents):
        if (folder / "data" / "cycles").is_dir():
            return folder / "data"
    package = Path(__file__).resolve().parents[1]
    if (package / "data" / "cycles").is_dir():
        return package / "data"
    raise UsageError("no data/cycles folder here or above: run this from the project, or name the folder with data_dir")


def cycle_names(data_dir: str | Path | None = None) -> list[str]:
    """The names of the cycles there are files for (``data/cycles/NAME.toml``), in the order of their names.

    ``data_dir`` is the project's own ``data`` unless another is given. The files are not read: :func:`load_cycle` says what is wrong in one.
    """
    folder = Path(data_dir) if data_dir is not None else find_data_dir()
    return sorted(path.stem for path in (folder / "cycles").glob("*.toml"))


def _as_a_notebook_means(data_dir: str | Path | None, outputs_dir: str | Path | None) -> tuple[str | Path | None, str | Path | None]:
    """Folders named from a notebook's own ("../data"), where the notebook is run from another one, as papermill does from the root.

    Only where there are no cycles at the place as it is written: then both folders are those that they are from ``notebooks`` here or above.
    """
    if data_dir is None or Path(data_dir).is_absolute() or (Path(data_dir) / "cycles").is_dir():
        return data_dir, outputs_dir
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "notebooks").is_dir() and (folder / "notebooks" / data_dir / "cycles").is_dir():
            meant = (Path(os.path.normpath(folder / "notebooks" / each)) if each is not None else None for each in (data_dir, outputs_dir))
            return next(meant), next(meant)
    return data_dir, outputs_dir


def load_cycle(name: str = DEFAULT_CYCLE, *, data_dir: str | Path | None = None, outputs_dir: str | Path | None = None) -> BoardCycle:
    """Read one board cycle's parameters from ``<data_dir>/cycles/<name>.toml``.

    ``data_dir`` is searched for from the working folder upwards; ``outputs_dir`` is ``outputs`` beside it. Folders that are named
    from a notebook's own ("../data") are found where the notebook runs from the project's root or another folder of it, too.
    Raises ``UsageError`` for an unknown cycle, a name with a slash, or a parameter that papermill passed to the notebook and the notebook
    does not have; ``DataFault`` listing every fault of the file.

    >>> load_cycle("2023-04").meeting_date
    datetime.date(2023, 4, 26)
    """
    check_passed()
    data_dir, outputs_dir = _as_a_notebook_means(data_dir, outputs_dir)
    data_dir = Path(data_dir) if data_dir is not None else find_data_dir()
    outputs_dir = Path(outputs_dir) if outputs_dir is not None else data_dir.parent / "outputs"
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise UsageError(f"'{name}' cannot be a cycle's name: small letters, digits and single hyphens only, as in '{DEFAULT_CYCLE}'")
    path = data_dir / "cycles" / f"{name}.toml"
    if not is_a_file(path, f"cycles/{name}.toml", "a board cycle"):
        known = cycle_names(data_dir)
        hint = did_you_mean(name, known) if known else f"there is no cycle file in {data_dir.name}/cycles yet"
        raise UsageError(f"there is no cycle '{name}' (no file cycles/{name}.toml); {hint}")
    where = f"cycles/{name}.toml"
    content = read_toml(path, where, "a board cycle", guide="docs/cycles.md")
    values = read_keys(content, where, name)
    return BoardCycle(**values, data_dir=data_dir, outputs_dir=outputs_dir)
