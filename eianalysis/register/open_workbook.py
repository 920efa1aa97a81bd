"""Opening a workbook that somebody sent: one clear message for whatever it may be instead."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from eianalysis.errors import DataFault, Fault, UsageError
from eianalysis.register.office_file import check_office_file

MOST_BYTES = 20_000_000
WHAT = "the highlight report form"


def opened(path: Path, sheet: str):
    """The named sheet of a workbook, its formulas as their last values."""
    if not path.is_file():
        raise UsageError(f"{path.name} is a folder or a device, not a file" if path.exists() else f"there is no file {path.name}")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise _no(path, f"it has {size / 1e6:.0f} MB, and more than {MOST_BYTES / 1e6:.0f} MB are not read", "a form is small; take pictures out")
    content = path.read_bytes()
    try:
        check_office_file(content, ".xlsx", path.name)
    except DataFault as fault:  # raised about workbooks in general
        raise DataFault(path.name, WHAT, fault.faults, "Correct or replace the file.") from None
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features of Excel that do not matter for reading
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception as error:  # the package raises many kinds, and its messages may hold content
        raise _no(path, f"the workbook is damaged ({type(error).__name__})", "open it in Excel and save it again") from None
    if sheet not in book.sheetnames:
        raise _no(path, f"it has no sheet '{sheet}'", "fill in a fresh form made by `eianalysis template`")
    return book[sheet]


def _no(path: Path, found: str, expected: str) -> DataFault:
    return DataFault(path.name, WHAT, [Fault(found, expected)], "Correct or replace the file.")
