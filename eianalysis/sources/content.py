"""The bytes of a file: its fingerprint, what kind it is, its text. Says clearly what it cannot read."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import re
import zlib
from pathlib import Path

from eianalysis.errors import DataFault, Fault

ZIP_MAGIC, GZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: More columns than this are a table laid out sideways, or text split at the wrong sign.
MOST_COLUMNS = 2_000
_OFFICE = {".xlsx": ("workbook", "an Excel workbook"), ".docx": ("document", "a Word document")}
#: Text that a table is read from may be no longer than this, unpacked: about a million rows, and 1.2 GB of memory.
MOST_TEXT = 150_000_000
#: And what is packed may unpack to no more than this.
MOST_UNPACKED = 1_000_000_000
#: A letter beyond ASCII as UTF-8 writes it: in Windows-1252 the same bytes are a letter with a sign that no word has after it.
_UTF8 = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x90-\xa6]")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def fingerprint(content: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fingerprint_of(path: Path) -> str:
    """SHA-256 of a file, which need not fit into memory."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def unreadable(file: str, found: str, expected: str) -> DataFault:
    """One fault about a whole file."""
    return DataFault(file, "any table", [Fault(found, expected)], "Correct or replace the file.")


def check_length(many: int, file: str, most: int, remedy: str) -> None:
    """Refuse a file of more than ``most`` bytes of text, with what to do."""
    if many > most:
        raise unreadable(file, f"it has more than {most // 1_000_000:,} MB of text", remedy)


def check_width(columns: int, file: str) -> None:
    """Refuse what has more columns than any table here, before each of them is looked at."""
    if columns > MOST_COLUMNS:
        raise unreadable(
            file,
            f"it has {columns:,} columns, and a table of people or events has a few dozen",
            f"is it laid out sideways, or separated by another sign? Up to {MOST_COLUMNS:,} columns are read",
        )


def not_office(content: bytes, suffix: str) -> tuple[str, str] | None:
    """Where bytes are no Office file of this suffix (.xlsx, .docx): what they are and what to do about it."""
    thing, kind = _OFFICE[suffix]
    if content.startswith(OLE_MAGIC):
        return (f"the {thing} is protected by a password, or is in the old {suffix[:-1]} format", f"save it as {suffix} without a password")
    if not content.startswith(ZIP_MAGIC):
        return f"it is not {kind}, whatever its name says", f"save it again as {suffix}"
    return None


def unzipped(content: bytes, file: str, most: int = MOST_UNPACKED, remedy: str = "export fewer rows or columns") -> bytes:
    """The bytes inside a .gz file, other bytes as they are; refused, with what to do, where there are more than ``most``."""
    if not content.startswith(GZIP_MAGIC):
        if file.lower().endswith(".gz"):
            raise unreadable(file, "it is named .gz but is not a gzip file", "save it again, or rename it")
        inside = content
    else:
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
                inside = packed.read(most + 1)
        except (OSError, EOFError, zlib.error):
            raise unreadable(file, "the gzip file is damaged or cut short", "fetch it again") from None
    check_length(len(inside), file, most, remedy)
    return inside


def decoded(content: bytes, file: str) -> tuple[str, str]:
    """The text of a CSV file and its encoding: UTF-8 (with or without BOM), UTF-16, else Windows-1252, or both.

    Raises ``DataFault`` for an empty file and for one that is no text.
    """
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise unreadable(file, "the file is empty", "export it again; a table without rows still has its headings")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(content, "utf-16", file), "utf-16"
    head = content[:400]
    if head[1::2].count(0) > len(head) // 3:
        return _decode(content, "utf-16-le", file), "utf-16"
    if content.startswith((ZIP_MAGIC, OLE_MAGIC)):
        raise unreadable(file, "it is named as a CSV file but is a spreadsheet or archive", "rename it, as .xlsx")
    if b"\x00" in content or controlled(content):
        raise unreadable(file, "it is not a text file (it holds binary data)", "export it as CSV or XLSX")
    try:
        return content.decode("utf-8").lstrip("\ufeff"), "utf-8"
    except UnicodeDecodeError:
        text = _decode(content, "cp1252", file)
        return (text, "windows-1252") if not _UTF8.search(content) else (_decode(content, "utf-8", file, "windows-1252"), "utf-8 and windows-1252")


def controlled(content: bytes) -> bool:
    """Whether there are more control characters at the beginning of a file than a text has."""
    return len(_CONTROL.findall(content[:4000])) > 4


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """The bytes that are no UTF-8 as Windows-1252: extracts of two systems put one under the other have both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252"), error.end


codecs.register_error("windows-1252", _as_windows)


def _decode(content: bytes, encoding: str, file: str, errors: str = "strict") -> str:
    try:
        return content.decode(encoding, errors).lstrip("\ufeff")
    except UnicodeDecodeError:
        raise unreadable(file, "its text is in no encoding known here (tried UTF-8, UTF-16, Windows-1252)", "save it as CSV UTF-8") from None
