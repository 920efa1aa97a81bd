"""A file of Word or Excel that somebody sent, looked at before any library unpacks it: bombs are refused with one message."""

from __future__ import annotations

import io
import zipfile
import zlib

from eianalysis.sources.content import not_office, unreadable

MOST_UNPACKED = 400_000_000  # everything, pictures too
MOST_XML = 100_000_000  # what is parsed
MOST_TAGS = 2_000_000
MOST_PARTS = 5_000
_XML = (".xml", ".rels", ".vml")
#: No Word or Excel file declares a document type; where one does, its entities may stand for anything.
_DECLARED = tuple(word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("utf-8", "utf-16-le", "utf-16-be"))


def check_office_file(content: bytes, suffix: str, file: str) -> None:
    """Refuse what is no file of this kind (.docx, .xlsx), unpacks to too much, or declares entities.

    Raises
    ------
    DataFault
        With one message that names the file and what to do.
    """
    if wrong := not_office(content, suffix):
        raise unreadable(file, *wrong)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS:
                raise unreadable(file, f"it has more than {MOST_PARTS} parts", "save the text alone")
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise unreadable(file, f"it unpacks to more than {MOST_UNPACKED / 1e6:.0f} MB", "save the text without its pictures")
            inside = [part for part in parts if part.filename.lower().endswith(_XML)]
            if sum(part.file_size for part in inside) > MOST_XML:
                raise unreadable(file, f"its text unpacks to more than {MOST_XML / 1e6:.0f} MB", "save the pages or sheets of the plan alone")
            _check_parts(packed, inside, file)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        thing = "document" if suffix == ".docx" else "workbook"
        raise unreadable(file, f"the {thing} is damaged ({type(error).__name__})", f"open it and save it again as {suffix}") from None


def _check_parts(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo], file: str) -> None:
    tags = 0
    for part in parts:
        text = packed.read(part)
        tags += text.count(b"<")
        if tags > MOST_TAGS:
            raise unreadable(file, "it holds far more than a plan does", "save the pages or sheets of the plan alone")
        if any(word in text for word in _DECLARED):
            raise unreadable(
                file, "it declares entities of its own, as no file of Word or Excel does", "open it and save it again; if you do not know who sent it, do not"
            )
