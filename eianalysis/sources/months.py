"""Month files of stop and search: found in files, folders and archives, told apart by force, never counted twice."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from eianalysis.errors import DataFault, Fault, UsageError, did_you_mean
from eianalysis.sources.content import MOST_UNPACKED, check_length, fingerprint, fingerprint_of, unreadable, unzipped
from eianalysis.sources.find import MONTH_FILE
from eianalysis.sources.unpack import PARQUET, text_size, unpacked

#: What to ask for where every force there is should be read together.
EVERY_FORCE = "every force"
TOO_LARGE = "give it month by month; or `pip install eianalysis[large]`, with which a file of that size is counted where it lies"


@dataclass(frozen=True)
class MonthFile:
    """One month of one force: where it lies, and what its name says."""

    name: str
    path: Path
    member: str | None = None  # inside an archive
    force: str | None = None
    month: str | None = None
    size: int = 0  # bytes of its text, as whatever packed it says

    @property
    def parquet(self) -> bool:
        return self.path.suffix.lower() == PARQUET

    @property
    def lies_as_parquet(self) -> bool:
        """Whether it is a parquet file in no archive, which is read where it lies."""
        return self.parquet and self.member is None

    def content(self, archives: dict[Path, zipfile.ZipFile]) -> bytes:
        """The bytes as they lie (a member of an archive: unpacked)."""
        if self.member is None and not self.parquet:
            return self.path.read_bytes()
        check_length(self.size, self.name, MOST_UNPACKED, TOO_LARGE)
        if self.member is None:
            with TemporaryDirectory() as scratch:
                return unpacked(self.name, self.path, None, Path(scratch)).read_bytes()
        if self.path not in archives:
            archives[self.path] = zipfile.ZipFile(self.path)
        try:
            return archives[self.path].read(self.member)
        except (RuntimeError, zipfile.BadZipFile, zlib.error):
            raise unreadable(self.name, "it cannot be unpacked: damaged, or protected by a password", "fetch the archive again, or unpack it") from None


@dataclass(frozen=True, repr=False)
class Month:
    """One month file as read: its text's bytes, its fingerprint, and the files that repeat it."""

    file: MonthFile
    sha256: str
    content: bytes
    repeats: tuple[str, ...] = field(default=())


def find_months(paths: str | Path | Iterable[str | Path]) -> list[MonthFile]:
    """Every month file in the files, folders (with what is below them) and .zip archives given.

    In a folder or an archive, files with other names are passed over; a file that is itself named is taken whatever
    its name says.
    """
    paths = [paths] if isinstance(paths, (str, Path)) else list(paths)
    found: list[MonthFile] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(below for below in path.rglob("*") if below.is_file())
            for below in inside:
                if below.suffix.lower() == ".zip":
                    found += _members(below)
                elif MONTH_FILE.fullmatch(below.name):
                    found.append(_named(below.name, below))
        elif path.suffix.lower() == ".zip" and path.is_file():
            found += _members(path)
        elif path.is_file():
            found.append(_named(path.name, path))
        else:
            raise UsageError(f"there is no file or folder {path.name}")
    return list({(item.path.resolve(), item.member): item for item in found}.values())


def _named(name: str, path: Path, member: str | None = None, size: int | None = None) -> MonthFile:
    match = MONTH_FILE.fullmatch(PurePosixPath(member or name).name)
    force, month = (match.group(2).lower(), match.group(1)) if match else (None, None)
    return MonthFile(name, path, member, force, month, text_size(path) if size is None else size)


def _members(path: Path) -> list[MonthFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [
                (name, archive.getinfo(name).file_size)
                for name in archive.namelist()
                if MONTH_FILE.fullmatch(PurePosixPath(name).name) and not name.startswith("__MACOSX")
            ]
    except (zipfile.BadZipFile, OSError):
        raise unreadable(path.name, "the archive is damaged or is no .zip", "fetch it again") from None
    return [_named(f"{path.name}/{member}", path, member, size) for member, size in sorted(members)]


def of_force(files: Sequence[MonthFile], force: str | Sequence[str] | None) -> list[MonthFile]:
    """The month files of the force asked for; where nothing is asked, all must be of one force.

    Raises ``UsageError`` listing the forces there are.
    """
    there = sorted({item.force for item in files if item.force})
    if force == EVERY_FORCE:
        nameless = [item.name for item in files if item.force is None]
        if nameless:
            raise UsageError(f"the name of '{nameless[0]}' does not say which force it is of, so it cannot be read with every force")
        return list(files)
    if force is None:
        nameless = [item.name for item in files if item.force is None]
        if nameless:
            raise UsageError(f"the name of '{nameless[0]}' does not say which force it is of; say force=")
        if len(there) > 1:
            raise UsageError(
                f"these files are of {len(there)} forces, and forces are not pooled unasked: "
                f"{', '.join(there)}; say which with force=, or force='{EVERY_FORCE}'"
            )
        return list(files)
    asked = [force] if isinstance(force, str) else list(force)
    for one in asked:
        if one not in there and not any(item.force is None for item in files):
            raise UsageError(f"there is no month of force '{one}'; {did_you_mean(one, there or ['(none)'])}")
    if len(asked) > 1 and any(item.force is None for item in files):
        raise UsageError("several forces are asked for, but a file's name does not say which one it is of")
    label = asked[0]
    return [item if item.force else replace(item, force=label) for item in files if item.force is None or item.force in asked]


def read_months(files: Sequence[MonthFile]) -> list[Month]:
    """The months' bytes, each force-month once, in order of force and month.

    The same month in two files with the same rows (other line ends, another wrapper) counts once; with other rows it
    is a ``DataFault``, because nobody can say which one is right.
    """
    archives: dict[Path, zipfile.ZipFile] = {}
    months: dict[tuple, Month] = {}
    seen: dict[tuple, str] = {}
    faults, last = [], ""
    try:
        for item in sorted(files, key=lambda item: (item.force or "", item.month or "", item.name)):
            raw = item.content(archives)
            content = raw if item.member is not None else unzipped(raw, item.name, MOST_UNPACKED, TOO_LARGE)
            rows = fingerprint(_rows(content))
            place = (item.force, item.month) if item.month else (item.force, item.name, rows)
            if place not in months:
                sha256 = fingerprint_of(item.path) if item.parquet else fingerprint(raw)
                months[place], seen[place] = Month(item, sha256, content), rows
            elif seen[place] == rows:
                first = months[place]
                again = item.name if item.name != first.file.name else f"{item.path.parent.name}/{item.name}"
                months[place] = Month(first.file, first.sha256, first.content, (*first.repeats, again))
            else:
                faults.append(Fault(f"{item.month} of {item.force} is also in '{months[place].file.name}', with other rows", "keep the right one of the two"))
                last = item.name
    finally:
        for archive in archives.values():
            archive.close()
    if faults:
        raise DataFault(last, "the stop_search table", faults, "Take one of each pair away.")
    return list(months.values())


def _rows(content: bytes) -> bytes:
    """The bytes without what differs between copies of the same rows: line ends, BOM, an end of line at the end."""
    return content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").rstrip(b"\n")
