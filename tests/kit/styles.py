"""Twelve ways in which the HR systems of UK forces give out the same people, each with what a reviewer changes in the proposal.

A style writes files; ``map`` proposes a mapping for each in the order given; ``review`` are the changes a person makes to it,
as (what stands there, what should). ``truth`` is what the loaded tables must then hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd

from tests.kit import books, wordings as w
from tests.kit.people import END, START, Force

Rows = list[list[object]]


@dataclass(frozen=True)
class Style:
    name: str
    system: str
    write: Callable[[Force, Path], list[str]]
    review: tuple[tuple[str, str], ...] = ()
    truth: Callable[[Force], dict[str, pd.DataFrame]] = lambda force: {"workforce_snapshot": force.snapshot, "leavers": force.leavers, "joiners": force.joiners}
    more: dict[str, bool] = field(default_factory=dict)


def uk(day: object) -> str:
    return "" if pd.isna(day) else f"{day:%d/%m/%Y}"


def oracle_day(day: object) -> str:
    return "" if pd.isna(day) else f"{day:%d-%b-%Y}".upper()


def true_day(day: object) -> object:
    return "" if pd.isna(day) else datetime(day.year, day.month, day.day)


def table(frame: pd.DataFrame, **columns: Callable[[pd.Series], object]) -> Rows:
    """Headings and rows: each column is made of a person's row. A heading's underscores are blanks."""
    return [[name.replace("_", " ") for name in columns], *([of(row) for of in columns.values()] for _, row in frame.iterrows())]


def at(force: Force, day: pd.Timestamp) -> pd.DataFrame:
    return force.snapshot[force.snapshot["as_at"] == day]


def rank(row: pd.Series) -> str:
    return "" if row["worker_type"] == "staff" else row["rank_grade"]


# --- 1 to 4: a file or sheet for each table ---------------------------------------------------------------------------


def oracle(force: Force, folder: Path) -> list[str]:
    def who(row):
        return {
            "EMPLOYEE_NUMBER": row["person_ref"],
            "LAST_NAME": row["surname"].upper(),
            "FIRST_NAME": row["forename"],
            "DATE_OF_BIRTH": oracle_day(row["born"]),
            "SEX": w.SEX[row["sex"]],
            "ETHNIC_ORIGIN": w.DASHED[row["ethnicity_code"]],
            "PERSON_TYPE": w.KINDS[row["worker_type"]],
            "GRADE": row["rank_grade"],
            "ORGANIZATION_NAME": row["unit"],
        }

    def written(frame, name, **more):
        rows = [{**who(row), **{head: of(row) for head, of in more.items()}} for _, row in frame.iterrows()]
        books.text(folder / name, [list(rows[0]), *(list(row.values()) for row in rows)])
        return name

    start = {"HIRE_DATE": lambda row: oracle_day(row["service_start"])}
    return [
        written(at(force, START), "HR_WORKFORCE_20220331.csv", **start, FTE=lambda row: f"{row['fte']:g}"),
        written(at(force, END), "HR_WORKFORCE_20230331.csv", **start, FTE=lambda row: f"{row['fte']:g}"),
        written(
            force.leavers,
            "HR_LEAVERS_2020_2023.csv",
            **start,
            ACTUAL_TERMINATION_DATE=lambda row: oracle_day(row["leave_date"]),
            LEAVING_REASON=lambda row: w.PLAIN[row["leaver_type"]],
        ),
        written(
            force.joiners, "HR_STARTERS_2020_2023.csv", HIRE_DATE=lambda row: oracle_day(row["start_date"]), ENTRY_ROUTE=lambda row: w.ROUTES[row["route"]]
        ),
    ]


def sap(force: Force, folder: Path) -> list[str]:
    common = {
        "Pers.No.": lambda row: row["person_ref"],
        "Employee_Name": lambda row: f"{row['surname']}, {row['forename']}",
        "Birth_date": lambda row: row["born"].strftime("%d.%m.%Y"),
        "Gender_Key": lambda row: {"F": "2 Female", "M": "1 Male"}.get(row["sex"], w.SEX[row["sex"]]),
        "Ethnic_origin": lambda row: w.CODED[row["ethnicity_code"]],
        "Employee_group": lambda row: w.KINDS[row["worker_type"]],
        "Rank/Grade": lambda row: row["rank_grade"],
        "Organizational_unit": lambda row: row["unit"],
    }
    entry = {"Entry_date": lambda row: row["service_start"].strftime("%d.%m.%Y")}

    def written(name, title, rows):
        books.text(folder / name, [[title], [], *rows, [], [f"Number of entries: {len(rows) - 1}"]], delimiter=";", encoding="cp1252", end="\r\n")
        return name

    percent = {"Capacity_utilisation_level": lambda row: f"{row['fte'] * 100:.2f} %"}
    return [
        written("Headcount 2022.csv", "Staff list, position as at 31.03.2022", table(at(force, START), **common, **entry, **percent)),
        written("Headcount 2023.csv", "Staff list, position as at 31.03.2023", table(at(force, END), **common, **entry, **percent)),
        written(
            "Leavers.csv",
            "Leavers 01.04.2020 - 31.03.2023",
            table(
                force.leavers,
                **common,
                **entry,
                Leaving_date=lambda row: row["leave_date"].strftime("%d.%m.%Y"),
                Reason_for_leaving=lambda row: w.HOME_OFFICE[row["leaver_type"]],
            ),
        ),
        written(
            "Starters.csv",
            "Starters 01.04.2020 - 31.03.2023",
            table(force.joiners, **common, Start_date=lambda row: row["start_date"].strftime("%d.%m.%Y"), Entry_route=lambda row: w.ROUTES[row["route"]]),
        ),
    ]


def marked_rank(row: pd.Series) -> str:
    if row["worker_type"] == "staff":
        return f"Grade {row['rank_grade']}" if len(row["rank_grade"]) == 1 else row["rank_grade"]
    short = w.ABBREVIATED.get(row["rank_grade"], row["rank_grade"])
    if row.get("temp_rank") == "Y" and row["rank_grade"] != "Constable":
        return f"T/{short}"
    return f"A/{w.ABBREVIATED[w.rank_above(row['rank_grade'])]}" if row.get("acting") == "Y" and row["rank_grade"] in w.ABBREVIATED else short


def origin(force: Force, folder: Path) -> list[str]:
    common = {
        "Warrant/Pay_No": lambda row: row["person_ref"],
        "Surname": lambda row: row["surname"],
        "Forenames": lambda row: row["forename"],
        "Rank": marked_rank,
        "Type": lambda row: w.KINDS[row["worker_type"]],
        "Gender": lambda row: row["sex"],
        "SDE_(16+1)": lambda row: w.SIXTEEN[row["ethnicity_code"]],
        "DOB": lambda row: true_day(row["born"]),
        "Department": lambda row: row["unit"],
        "Division": lambda row: row["directorate"],
    }
    joined = {"Date_Joined_Force": lambda row: true_day(row["service_start"])}
    fte = {"FTE": lambda row: row["fte"]}

    def sheet(title, rows, total):
        return [[title], ["Produced by Workforce Planning on 04/04/2023"], [], *rows, ["Total", *[""] * (len(rows[0]) - 2), total]]

    books.workbook(
        folder / "Workforce return Mar 23.xlsx",
        {
            "Notes": [["This return is made each quarter."], ["Contact: Workforce Planning"]],
            "Strength 31.03.2022": sheet("Strength as at 31/03/2022", table(at(force, START), **common, **joined, **fte), len(at(force, START))),
            "Strength 31.03.2023": sheet("Strength as at 31/03/2023", table(at(force, END), **common, **joined, **fte), len(at(force, END))),
            "Leavers": sheet(
                "Leavers since 1 April 2020",
                table(
                    force.leavers, **common, **joined, Date_Left=lambda row: true_day(row["leave_date"]), Leaving_Reason=lambda row: w.PLAIN[row["leaver_type"]]
                ),
                len(force.leavers),
            ),
            "Starters": sheet(
                "Starters since 1 April 2020",
                table(force.joiners, **common, Start_Date=lambda row: true_day(row["start_date"]), Route=lambda row: w.ROUTES[row["route"]]),
                len(force.joiners),
            ),
        },
    )
    return ["Workforce return Mar 23.xlsx"]


def with_posts(frame: pd.DataFrame) -> pd.DataFrame:
    """Every fifteenth person has two posts: half of the hours in each, the second in another unit."""
    rows = []
    for place, (_, row) in enumerate(frame.iterrows()):
        if place % 15 or row["fte"] == 0:
            rows.append({**row, "main": "Yes"})
        else:
            rows += [{**row, "fte": row["fte"] * 0.4, "unit": "Force Control", "main": "No"}, {**row, "fte": row["fte"] * 0.6, "main": "Yes"}]
    return pd.DataFrame(rows)


def itrent(force: Force, folder: Path) -> list[str]:
    hours = {"officer": 40, "special": 40}
    groups = ["Person", "", "", "", "Declared", "", "Post", "", "", "", "", "Service"]

    def rows(frame):
        return table(
            with_posts(frame),
            Personal_reference=lambda row: row["person_ref"],
            Known_as=lambda row: row["forename"],
            Surname=lambda row: row["surname"],
            Date_of_birth=lambda row: true_day(row["born"]),
            Ethnicity=lambda row: w.ONS_2021[row["ethnicity_code"]],
            Legal_sex=lambda row: w.SEX[row["sex"]],
            Workforce_group=lambda row: w.KINDS[row["worker_type"]],
            Rank_or_grade=lambda row: row["rank_grade"],
            Unit=lambda row: row["unit"],
            Contractual_hours=lambda row: round(row["fte"] * hours.get(row["worker_type"], 37), 2),
            Main_post=lambda row: row["main"],
            Continuous_service_date=lambda row: true_day(row["service_start"]),
        )

    for year, frame in ((2022, at(force, START)), (2023, at(force, END))):
        books.workbook(
            folder / f"People in post {year}.xlsx",
            {"Report": [[f"People in post as of 31 March {year}"], groups, *rows(frame)]},
            {"Report": ["A2:D2", "E2:F2", "G2:K2"]},
        )
    gone = table(
        force.leavers,
        Personal_reference=lambda row: row["person_ref"],
        Surname=lambda row: row["surname"],
        Date_of_birth=lambda row: true_day(row["born"]),
        Ethnicity=lambda row: w.ONS_2021[row["ethnicity_code"]],
        Legal_sex=lambda row: w.SEX[row["sex"]],
        Workforce_group=lambda row: w.KINDS[row["worker_type"]],
        Rank_or_grade=lambda row: row["rank_grade"],
        Unit=lambda row: row["unit"],
        Continuous_service_date=lambda row: true_day(row["service_start"]),
        Leaving_date=lambda row: true_day(row["leave_date"]),
        Reason_for_leaving=lambda row: w.ITEMISED[row["leaver_type"]],
    )
    books.workbook(folder / "Leavers to March 2023.xlsx", {"Report": [["Leavers"], [], *gone]})
    return ["People in post 2022.xlsx", "People in post 2023.xlsx", "Leavers to March 2023.xlsx"]


# --- 5 to 8: one list of everybody, another date order, another file type -----------------------------------------------


def everybody(force: Force) -> pd.DataFrame:
    """Who is in post on the last day and who left since April 2020, a row each."""
    return pd.concat([at(force, END).assign(leave_date=pd.NaT, leaver_type=""), force.leavers], ignore_index=True)


def wide(force: Force, folder: Path) -> list[str]:
    rows = table(
        everybody(force),
        Staff_No=lambda row: row["person_ref"],
        Name=lambda row: f"{row['forename']} {row['surname']}",
        **{"D.O.B.": lambda row: true_day(row["born"])},
        Sex=lambda row: w.SEX[row["sex"]],
        Ethnicity=lambda row: w.DASHED[row["ethnicity_code"]],
        **{"Officer/Staff": lambda row: w.KINDS[row["worker_type"]]},
        Grade=lambda row: row["rank_grade"],
        Dept=lambda row: row["unit"],
        Start_Date=lambda row: true_day(row["service_start"]),
        **{"FTE_%": lambda row: "" if pd.isna(row["fte"]) else f"{row['fte']:.0%}"},
        Date_Left=lambda row: true_day(row["leave_date"]),
        Leaving_Reason=lambda row: w.PLAIN.get(row["leaver_type"], ""),
    )
    books.workbook(folder / "Workforce list.xlsx", {"Sheet1": [["Workforce list, position as at 31 March 2023 (OFFICIAL-SENSITIVE)"], [], *rows]})
    return ["Workforce list.xlsx"]


def wide_truth(force: Force, years: int = 3) -> dict[str, pd.DataFrame]:
    """The snapshots of a list of everybody at each of the year ends, and the leavers and joiners since the first."""
    listed, parts = everybody(force), []
    days = [END - pd.DateOffset(years=back) for back in range(years, -1, -1)]
    for day in days:
        there = listed[(listed["service_start"] <= day) & ~(listed["leave_date"] <= day)]
        parts.append(there.assign(as_at=day))
    return {
        "workforce_snapshot": pd.concat(parts),
        "leavers": force.leavers,
        "joiners": listed[listed["service_start"] > days[0]].assign(start_date=lambda frame: frame["service_start"]),
    }


def subtotalled(force: Force, folder: Path) -> list[str]:
    """A list by department, each with its name above and its total below; as an OpenDocument spreadsheet."""

    def rows(frame, **more):
        head, *body = table(
            frame.sort_values(["unit", "person_ref"]),
            Employee_Ref=lambda row: row["person_ref"],
            Surname=lambda row: row["surname"],
            Initials=lambda row: row["forename"][0],
            Sex=lambda row: w.SEX[row["sex"]],
            Ethnicity_18_plus_1=lambda row: w.CODED[row["ethnicity_code"]],
            Staff_Group=lambda row: w.KINDS[row["worker_type"]],
            Rank=lambda row: row["rank_grade"],
            Department=lambda row: row["unit"],
            Age=lambda row: row["age"],
            Date_of_Appointment=lambda row: uk(row["service_start"]),
            **more,
        )
        head[4] = "Ethnicity (18+1)"
        out, unit = [head], None
        for line in body:
            if line[7] != unit:
                out += ([[f"Total {unit}", str(sum(one[7] == unit for one in body))]] if unit else []) + [[line[7]]]
                unit = line[7]
            out.append(line)
        return [["HR Management Information"], ["Run on 03/04/2023"], [], *[[str(cell) for cell in line] for line in out], ["Grand Total", str(len(body))]]

    for year, day in ((2022, START), (2023, END)):
        books.ods(folder / f"Establishment 31 March {year}.ods", rows(at(force, day), WTE=lambda row: f"{row['fte']:g}"), sheet="MI")
    books.ods(
        folder / "Leavers 2020-23.ods",
        rows(force.leavers, Leaving_Date=lambda row: uk(row["leave_date"]), Leaving_Reason=lambda row: w.ITEMISED[row["leaver_type"]]),
        sheet="MI",
    )
    return ["Establishment 31 March 2022.ods", "Establishment 31 March 2023.ods", "Leavers 2020-23.ods"]


def us_day(day: object) -> str:
    return "" if pd.isna(day) else f"{day.month}/{day.day}/{day.year}"


def workday(force: Force, folder: Path) -> list[str]:
    common = {
        "Worker_ID": lambda row: row["person_ref"],
        "Legal_Name": lambda row: f"{row['surname']}, {row['forename']}",
        "Date_of_Birth": lambda row: us_day(row["born"]),
        "Gender": lambda row: w.SEX[row["sex"]],
        "Race/Ethnicity": lambda row: w.ONS_2021[row["ethnicity_code"]],
        "Worker_Type": lambda row: w.KINDS[row["worker_type"]],
        "Job_Grade": lambda row: row["rank_grade"],
        "Organization": lambda row: row["unit"],
    }
    hired = {"Hire_Date": lambda row: us_day(row["service_start"])}
    for year, day in ((2022, START), (2023, END)):
        books.text(folder / f"headcount_as_of_{year}-03-31.csv", table(at(force, day), **common, **hired, FTE=lambda row: f"{row['fte']:.0%}"))
    books.text(
        folder / "terminations.csv",
        table(
            force.leavers,
            **common,
            **hired,
            Termination_Date=lambda row: us_day(row["leave_date"]),
            Termination_Reason=lambda row: w.ITEMISED[row["leaver_type"]],
        ),
    )
    books.text(
        folder / "new_hires.csv",
        table(force.joiners, **common, Hire_Date=lambda row: us_day(row["start_date"]), Recruitment_Route=lambda row: w.ROUTES[row["route"]]),
    )
    return ["headcount_as_of_2022-03-31.csv", "headcount_as_of_2023-03-31.csv", "terminations.csv", "new_hires.csv"]


def mixed_day(row: pd.Series, name: str) -> object:
    """A date as two people typed it: some as dates, some as text in words or figures."""
    day = row[name]
    return (true_day(day), uk(day), f"{day.day} {day:%B %Y}")[int(row["person_ref"]) % 3]


def typed_by_hand(force: Force, folder: Path) -> list[str]:
    common = {
        "Payroll_Number": lambda row: row["person_ref"],
        "Forename": lambda row: row["forename"],
        "Surname": lambda row: row["surname"],
        "Gender": lambda row: w.SEX[row["sex"]],
        "Ethnic_Group": lambda row: w.DASHED[row["ethnicity_code"]],
        "Employee_Type": lambda row: w.KINDS[row["worker_type"]],
        "Current_Rank": lambda row: row["rank_grade"],
        "Business_Area": lambda row: row["directorate"],
        "Team": lambda row: row["unit"],
        "Date_of_Birth": lambda row: mixed_day(row, "born"),
    }
    joined = {"Date_Joined": lambda row: mixed_day(row, "service_start")}
    sheets = {
        f"In post {day:%d.%m.%Y}": [["Corporate Services"], *table(at(force, day), **common, **joined, FTE=lambda row: row["fte"])] for day in (START, END)
    }
    sheets["Left"] = [
        ["Corporate Services"],
        *table(
            force.leavers, **common, **joined, Last_Working_Day=lambda row: mixed_day(row, "leave_date"), Reason=lambda row: w.HOME_OFFICE[row["leaver_type"]]
        ),
    ]
    books.workbook(folder / "people.xlsx", sheets)
    return ["people.xlsx"]


# --- 9 to 12: coarser groups, codes of their own, grades of their own, words of their own -------------------------------


def five_groups(force: Force, folder: Path) -> list[str]:
    kinds = {"officer": "REG", "staff": "SUP", "pcso": "CSO", "special": "SPC"}
    common = {
        "Person_No": lambda row: row["person_ref"],
        "Surname": lambda row: row["surname"],
        "Sex": lambda row: row["sex"],
        "Ethnicity": lambda row: w.FIVE[row["ethnicity_code"]],
        "Disabled": lambda row: {"Y": "Yes", "N": "No"}.get(row["disability"], "Not known"),
        "Staff_type": lambda row: kinds[row["worker_type"]],
        "Grade": lambda row: row["rank_grade"],
        "Unit": lambda row: row["unit"],
        "Age": lambda row: row["age"],
    }
    joined = {"Joined": lambda row: row["service_start"].date().isoformat()}

    def written(name, rows):
        books.text(folder / name, rows, delimiter="\t", encoding="utf-16", end="\r\n")
        return name

    return [
        written("strength_2022-03-31.txt", table(at(force, START), **common, **joined, FTE=lambda row: f"{row['fte']:g}")),
        written("strength_2023-03-31.txt", table(at(force, END), **common, **joined, FTE=lambda row: f"{row['fte']:g}")),
        written(
            "leavers.txt",
            table(force.leavers, **common, **joined, Left_on=lambda row: row["leave_date"].date().isoformat(), Leaver_type=lambda row: row["leaver_type"]),
        ),
        written("starters.txt", table(force.joiners, **common, Joined=lambda row: row["start_date"].date().isoformat())),
    ]


def sheet_a_year(force: Force, folder: Path) -> list[str]:
    common = {
        "Emp_ID": lambda row: row["person_ref"],
        "Last_Name": lambda row: row["surname"],
        "First_Name": lambda row: row["forename"],
        "Sex": lambda row: w.SEX[row["sex"]],
        "Ethnic_Group": lambda row: w.CODED[row["ethnicity_code"]],
        "Birthdate": lambda row: true_day(row["born"]),
        "Empl_Class": lambda row: w.KINDS[row["worker_type"]],
        "Grade_Descr": lambda row: row["rank_grade"],
        "Dept_Descr": lambda row: row["unit"],
        "Position_Start_Date": lambda row: true_day(row["service_start"] + pd.DateOffset(days=200)),
    }
    dated = {"Hire_Dt": lambda row: true_day(row["service_start"])}
    hours = {"Std_Hours": lambda row: round(row["fte"] * 36, 2)}
    books.workbook(
        folder / "PS_EXTRACT.xlsx",
        {
            **{f"{day:%d-%m-%Y}": table(at(force, day), **common, **dated, **hours) for day in (START, END)},
            "lookup": [["Code", "Meaning"], ["W1", "White British"], ["A1", "Indian"]],
        },
    )
    books.text(
        folder / "PS_LEAVERS.csv",
        table(force.leavers, **common, **dated, Termination_Dt=lambda row: uk(row["leave_date"]), Action_Reason=lambda row: w.PLAIN[row["leaver_type"]]),
    )
    return ["PS_EXTRACT.xlsx", "PS_LEAVERS.csv"]


GRADES = {
    "A": "Scale 2",
    "B": "Scale 4",
    "C": "Scale 6",
    "D": "SO1",
    "E": "PO1",
    "F": "PO3",
    "G": "PO5",
    "H": "PO6",
    "I": "PO7",
    "J": "PO8",
    "SMG": "Head of Department",
}


def own_grade(row: pd.Series) -> str:
    return w.ABBREVIATED.get(row["rank_grade"], GRADES.get(row["rank_grade"], row["rank_grade"]))


def no_kind(force: Force, folder: Path) -> list[str]:
    common = {
        "Collar/Staff_No": lambda row: row["person_ref"],
        "Surname": lambda row: row["surname"],
        "First_Name": lambda row: row["forename"],
        "Middle_Name": lambda row: "",
        "M/F": lambda row: row["sex"],
        "Ethnicity": lambda row: w.ONS_2021[row["ethnicity_code"]],
        "Rank/Grade": own_grade,
        "Section": lambda row: row["unit"],
        "DOB": lambda row: uk(row["born"]),
    }
    joined = {"Commencement_Date": lambda row: uk(row["service_start"])}

    def written(name, rows):
        books.text(folder / name, [["Report of staff in post"], *rows], encoding="utf-8-sig", end="\r\n")
        return name

    return [
        written("Staff in post 20220331.csv", table(at(force, START), **common, **joined, FTE=lambda row: f"{row['fte']:g}")),
        written("Staff in post 20230331.csv", table(at(force, END), **common, **joined, FTE=lambda row: f"{row['fte']:g}")),
        written(
            "Leavers.csv",
            table(
                force.leavers,
                **common,
                **joined,
                Date_of_Leaving=lambda row: uk(row["leave_date"]),
                Reason_for_Leaving=lambda row: w.HOME_OFFICE[row["leaver_type"]],
            ),
        ),
    ]


OWN_WORDS = {
    "VR": "Left of own accord",
    "NR": "Pensioned off",
    "ER": "Pensioned early",
    "MR": "Pensioned (unfit)",
    "DI": "Sacked",
    "RR": "Asked to go",
    "CT": "Temp post ended",
    "TR": "Gone to other force",
    "DE": "DIS",
    "OT": "Misc",
    "UK": "",
}


def own_words(force: Force, folder: Path) -> list[str]:
    def remark(row):
        return f"Exit chat held by {row['forename']} {row['surname']}" if int(row["person_ref"]) % 2 else ""

    def rows(frame, **more):
        made = table(
            frame,
            Ref=lambda row: row["person_ref"],
            Name=lambda row: f"{row['surname']} {row['forename'][0]}",
            Gender=lambda row: w.SEX[row["sex"]],
            Ethnicity=lambda row: w.DASHED[row["ethnicity_code"]],
            Type=lambda row: w.KINDS[row["worker_type"]],
            Rank=lambda row: row["rank_grade"],
            Team=lambda row: row["unit"],
            Born=lambda row: true_day(row["born"]),
            Date_started=lambda row: true_day(row["service_start"]),
            **more,
        )
        return [["", "People"], [], *[["", *line] for line in made], [], ["", "Note: agency staff are not shown."], ["", "Checked by HR, April 2023"]]

    books.workbook(
        folder / "HR list for the board.xlsx",
        {
            "as at 31 Mar 22": rows(at(force, START), FTE=lambda row: row["fte"]),
            "as at 31 Mar 23": rows(at(force, END), FTE=lambda row: row["fte"]),
            "gone": rows(
                force.leavers, Date_left=lambda row: true_day(row["leave_date"]), Why_they_left=lambda row: OWN_WORDS[row["leaver_type"]], Remarks=remark
            ),
        },
    )
    return ["HR list for the board.xlsx"]


def own_word_lines() -> tuple[tuple[str, str], ...]:
    """What a reviewer says of the words that no list has, shown by the proposal or looked up in the file."""
    asked = {"VR": "Left of own accord", "NR": "Pensioned off", "TR": "Gone to other force", "DI": "Sacked"}
    lines = [(f'# {json.dumps(text) if " " in text else text} = ""', f'{json.dumps(text)} = "{code}"') for code, text in asked.items()]
    rest = "".join(f'{json.dumps(text)} = "{code}"\n' for code, text in OWN_WORDS.items() if text and code not in asked)
    return (*lines, ("[values.leaver_type]\n", "[values.leaver_type]\n" + rest))


#: What each style tells of the people, beyond what all tell: whether age, the ethnicity code, the grade of staff, marks of ranks.
ALL = {"age": True, "code": True, "grade": True, "marks": False, "joiners": True, "fte": True}
STYLES = (
    Style("oracle", "Oracle HRMS: a CSV for each table, headings in capitals, dates as 01-APR-2020", oracle, more=ALL),
    Style("sap", "SAP HCM: semicolons, Windows-1252, a title above, a count below, codes with their words, 80.00 %", sap, more=ALL),
    Style(
        "origin", "Origin: one workbook of five sheets, T/ and A/ ranks, 16+1 codes, a total at the foot", origin, more={**ALL, "code": False, "marks": True}
    ),
    Style("itrent", "iTrent: merged group headings, ONS 2021 labels, contracted hours, two posts of a person", itrent, more={**ALL, "joiners": False}),
    Style("wide", "One workforce list with the leavers in the same sheet, 80%", wide, truth=wide_truth, more=ALL),
    Style(
        "subtotalled", "An OpenDocument list by department, with titles and totals between, printed on another day", subtotalled, more={**ALL, "joiners": False}
    ),
    Style("workday", "Workday: dates month first, 80%", workday, more=ALL),
    Style("typed_by_hand", "A workbook with dates as dates, as figures and in words", typed_by_hand, more={**ALL, "joiners": False}),
    Style(
        "five_groups",
        "chris21: tabs, UTF-16, five groups of ethnicity, the system's own codes for kinds of worker",
        five_groups,
        ((r'# REG = ""', 'REG = "officer"'), (r'# SUP = ""', 'SUP = "staff"')),
        more={**ALL, "code": False},
    ),
    Style(
        "sheet_a_year",
        "PeopleSoft: a sheet for each year end, a lookup sheet, another date beside the first, hours",
        sheet_a_year,
        more={**ALL, "joiners": False},
    ),
    Style("no_kind", "No column of the kind of worker, NJC grades, split names", no_kind, more={**ALL, "grade": False, "joiners": False}),
    Style(
        "own_words",
        "A list kept by hand: an empty first column, notes below, words of its own for leaving, remarks with names",
        own_words,
        own_word_lines(),
        more={**ALL, "joiners": False},
    ),
)


def newcomers_list(force: Force, folder: Path) -> list[str]:
    """The list of the newcomer's page: everybody in one CSV file, with what such lists hold and some words of its own."""
    reasons = {**w.PLAIN, "TR": "Moved to other force", "ER": "Flexible retirement"}
    hours = {"staff": 36, "pcso": 36}
    rows = table(
        everybody(force),
        Payroll_No=lambda row: row["person_ref"],
        Surname=lambda row: row["surname"],
        Forenames=lambda row: row["forename"],
        Date_of_Birth=lambda row: uk(row["born"]),
        Gender=lambda row: w.SEX[row["sex"]],
        Ethnic_Origin=lambda row: w.DASHED[row["ethnicity_code"]],
        Employee_Group=lambda row: w.KINDS[row["worker_type"]],
        **{"Rank/Grade": marked_rank},
        Department=lambda row: row["unit"],
        Date_Joined=lambda row: uk(row["service_start"]),
        Contracted_Hours=lambda row: "" if pd.isna(row["fte"]) else f"{row['fte'] * hours.get(row['worker_type'], 40):g}",
        Date_Left=lambda row: uk(row["leave_date"]),
        Reason_for_Leaving=lambda row: reasons.get(row["leaver_type"], ""),
    )
    books.text(
        folder / "Workforce list.csv",
        [["INVENTED PEOPLE: nobody in this list exists."], ["Workforce list, position as at 31 March 2023"], ["Printed 04/04/2023"], [], *rows],
    )
    return ["Workforce list.csv"]
