"""``template``: an Excel form for the owner of a workstream, with what may be chosen and the open items filled in.

What owners once typed into Word (dates in sentences, "ngoing", colours as shading) is asked for in cells of its own,
and checked as it is entered. ``import_updates`` reads the form back.
"""

from __future__ import annotations

import io
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault, Fault, RefusedError, UsageError, did_you_mean
from eianalysis.register.files import PLACES, read_files
from eianalysis.register.register_table import load_register, load_workstreams
from eianalysis.register.atomic_write import write_whole
from eianalysis.schema.register import RAGS, STATUSES

SHEET, LISTS, VERSION = "Highlight report", "Lists", "eianalysis highlight report, form 1"
#: The fields above the table: what they are called, and where their value stands.
FIELDS = {
    "workstream": ("Workstream", "B4"),
    "cycle": ("Board cycle", "B5"),
    "role": ("Reported by (role)", "B6"),
    "day": ("Date of this report", "B7"),
    "project_rag": ("Project RAG", "B8"),
    "benefit_rag": ("Benefit RAG", "B9"),
}
HEADING_ROW = 12
#: The columns of the table; the owner fills in those after "Last date".
COLUMNS = {
    "item_id": ("Item", 13),
    "kind": ("Kind", 14),
    "title": ("What it asks for", 46),
    "last_status": ("Last status", 14),
    "last_date": ("Last date, as written", 16),
    "status": ("Status now", 16),
    "rag": ("RAG now", 14),
    "due": ("Due date", 14),
    "words": ("Or due, in words", 20),
    "progress": ("Progress since last update", 52),
    "evidence": ("Where the evidence is kept", 30),
}
ASKED = ("status", "rag", "due", "words", "progress", "evidence")
KINDS = ("recommendation", "objective", "action", "deliverable", "kpi", "next_step")
CLOSED = ("complete", "superseded", "not_applicable")
RAG_WORDS = {
    "red": "Red: off track, needs a decision",
    "amber": "Amber: at risk, within owner's control",
    "green": "Green: on track",
    "blue": "Blue: complete",
    "tbd": "To be decided",
    "not_recorded": "Not recorded",
}
LONGEST = 1000
_GUIDE = (
    "Fill in the white cells. Leave a row empty if there is nothing to report; leave the date empty if it has not "
    "changed. A status is needed in every row you fill in. Do not write names, telephone numbers or e-mail addresses."
)
assert set(RAG_WORDS) == set(RAGS)


def write_form(out: str | Path, cycle: BoardCycle, *, workstream: str) -> list[str]:
    """Write the form of a workstream for the cycle; returns what was written, in lines.

    Raises ``UsageError`` for an unknown workstream and ``RefusedError`` where the file is there already.
    """
    out = Path(out)
    if out.suffix.casefold() != ".xlsx":
        raise UsageError(f"{out.name}: the form is a workbook; name it .xlsx")
    if out.exists():
        raise RefusedError(f"{out.name} is there already, perhaps filled in; name another")
    register = load_register(cycle)
    if register.absent:
        raise DataFault(PLACES["register"][1], "a register", [Fault("the file is missing", "the form lists its items")])
    live = register.frame[register.frame["live"].astype(bool)]
    known = sorted(set(live["workstream"]) - {""})
    if workstream not in known:
        raise UsageError(f"--workstream '{workstream}' is not one that is live at {cycle.name}; {did_you_mean(workstream, known)}")
    items = live[(live["workstream"] == workstream) & live["kind"].isin(KINDS) & ~live["reported_status"].isin(CLOSED)]
    heads = load_workstreams(cycle).frame
    name = next(iter(heads.loc[heads["workstream"] == workstream, "name"]), workstream)
    owners = read_files(cycle.data_dir).owners
    roles = list(dict.fromkeys([*items["owner_role"].replace("", None).dropna(), *sorted(owners["owner_role"].unique())]))
    book = _book(cycle, workstream, name, items.to_dict("records"), roles)
    content = io.BytesIO()
    book.save(content)
    write_whole(out, content.getvalue())
    return [f"{out.name}: {name}, {len(items)} open items for {cycle.name}", "Send it to the owner; read it back with: eianalysis import-updates " + out.name]


def _book(cycle: BoardCycle, workstream: str, name: str, items: list[dict], roles: list[str]):
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    grey, bold, top = PatternFill("solid", fgColor="E7EDF3"), Font(bold=True), Alignment(vertical="top", wrap_text=True)
    free = Protection(locked=False)
    sheet["A1"], sheet["A2"] = f"Highlight report: {name}", _GUIDE
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A2:K2")
    sheet["A2"].alignment = top
    sheet.row_dimensions[2].height = 32
    for key, (label, place) in FIELDS.items():
        sheet[f"A{place[1:]}"], sheet[f"A{place[1:]}"].font = label, bold
        if key in ("workstream", "cycle"):
            sheet[place].fill = grey
        else:
            sheet[place].protection = free
    sheet["B4"], sheet["B5"] = workstream, cycle.name
    sheet["B7"].number_format = "DD/MM/YYYY"
    for column, (label, width) in enumerate(COLUMNS.values(), start=1):
        cell = sheet.cell(HEADING_ROW, column, label)
        cell.font, cell.fill, cell.alignment = bold, grey, top
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, item in enumerate(items, start=HEADING_ROW + 1):
        told = (item["item_id"], item["kind"].replace("_", " "), item["title_plain"], STATUSES[item["reported_status"]], item["date_raw"])
        for column, value in enumerate(told, start=1):
            cell = sheet.cell(row, column, value)
            cell.fill, cell.alignment = grey, top
            cell.data_type = "s"  # words, even where they begin with "="
        for column in range(len(told) + 1, len(COLUMNS) + 1):
            cell = sheet.cell(row, column)
            cell.protection, cell.alignment = free, top
            if column == _at("due"):
                cell.number_format = "DD/MM/YYYY"
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for column, words in enumerate(([VERSION], list(STATUSES.values()), list(RAG_WORDS.values()), roles), start=1):
        for row, word in enumerate(words, start=1):
            lists.cell(row, column, word)
    _checks(sheet, HEADING_ROW + max(len(items), 1), len(roles), get_column_letter)
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 2)
    sheet.protection.sheet = True  # without a password: against slips, not against people
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.properties.title, book.properties.creator = f"Highlight report {workstream} {cycle.name}", "eianalysis"
    return book


def _at(name: str) -> int:
    return list(COLUMNS).index(name) + 1


def _checks(sheet, last: int, roles: int, letter) -> None:
    """Drop-downs and date checks: Excel refuses what is not on the list or no day."""
    from openpyxl.worksheet.datavalidation import DataValidation

    first = HEADING_ROW + 1
    for source, places in (
        (f"{LISTS}!$B$1:$B${len(STATUSES)}", [f"{letter(_at('status'))}{first}:{letter(_at('status'))}{last}"]),
        (f"{LISTS}!$C$1:$C${len(RAG_WORDS)}", [f"{letter(_at('rag'))}{first}:{letter(_at('rag'))}{last}", "B8", "B9"]),
        (f"{LISTS}!$D$1:$D${roles}", ["B6"]),
    ):
        check = DataValidation(
            type="list", formula1=source, allow_blank=True, showErrorMessage=True, errorTitle="Not on the list", error="Please choose from the list."
        )
        sheet.add_data_validation(check)
        for place in places:
            check.add(place)
    days = DataValidation(
        type="date",
        operator="between",
        formula1="36526",
        formula2="54788",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not a date",
        error="Please give a day, as 31/03/2023, or use the column 'Or due, in words'.",
    )
    sheet.add_data_validation(days)
    days.add(f"{letter(_at('due'))}{first}:{letter(_at('due'))}{last}")
    days.add("B7")
    length = DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1=str(LONGEST),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Too long",
        error=f"At most {LONGEST} characters, please.",
    )
    sheet.add_data_validation(length)
    length.add(f"{letter(_at('progress'))}{first}:{letter(_at('progress'))}{last}")
