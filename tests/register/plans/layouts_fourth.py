"""The fourth set: layouts drawn up once the other three were right, with words and days of their own."""

from __future__ import annotations

import datetime as dt
import random

from tests.register.plans.layouts import RICH, TABLES, Layout, Plan, into
from tests.register.plans.write import Block, Cell, cells

LAYOUTS: list[Layout] = []
layout = into(LAYOUTS)
DOES = (
    "Audit how overtime is shared out between teams",
    "Give every applicant feedback within ten working days",
    "We will reopen the women in firearms network",
    "Line managers hold a return-to-work talk after family leave",
    "Set up a panel of young people to read our letters",
    "End the use of height as a selection test",
    "Officers record why a search was not carried out",
    "Buy screen readers for the control room",
    "Every promotion board has one member from outside the force",
    "Invite faith leaders to the custody open day",
    "Hold two listening events in each borough",
    "Look at who is put forward for awards",
    "Create a guide to pronouns and names in systems",
    "Remove jargon from the vetting questionnaire",
    "Measure how long grievances take",
    "Ask new joiners after six months what surprised them",
    "Reinforce the rule on recording officer-defined ethnicity",
    "Ring-fence four places for part-time detectives",
)
WHO = (
    "Ch Supt Neighbourhoods",
    "People Directorate",
    "Head of Estates",
    "ACO Finance",
    "Learning and Organisational Development",
    "Recruitment Manager",
    "Chief Inspector, Custody",
    "Legal Services",
    "Equality Team",
    "DCI Malik",
    "Supt Response",
    "Comms",
)
HOW = (
    "First draft with the unions",
    "Nine of eleven teams done",
    "Starts after the summer",
    "Signed off by the chief",
    "Waiting for money",
    "Slower than planned because of vacancies",
    "Trialled on two sites; well liked",
    "Replaced by a national scheme",
)
STRANDS = ("Belonging", "Policing by consent", "Who joins us", "Getting on")
GOALS = (
    "By 2028 people from every background stay with us as long as anybody else",
    "Everybody who meets us is treated with respect whatever they have done",
    "Our teams know the neighbourhoods they serve",
    "Decisions about careers are open and can be challenged",
)


def day(rng: random.Random) -> tuple[str, dt.date]:
    found = dt.date(rng.choice((2024, 2025)), rng.randint(1, 12), rng.randint(1, 28))
    form = rng.choice(("%d/%m/%Y", "%d %B %Y", "%d-%b-%y", "%A %d %B %Y", "%d.%m.%y"))
    return found.strftime(form), found


def items(rng: random.Random, count: int = 0) -> list[dict]:
    made = []
    for at, title in enumerate(rng.sample(DOES, count or rng.randint(6, 12)), start=1):
        raw, due = day(rng)
        made.append(
            {
                "title": title,
                "owner": rng.choice(WHO),
                "due_raw": raw,
                "due": due,
                "rag": rng.choice(("Red", "Amber", "Green")),
                "status": rng.choice(("In progress", "Complete", "Not started", "Delayed")),
                "progress": rng.choice(HOW),
                "label": str(at),
                "theme": STRANDS[(at - 1) // 3],
            }
        )
    return made


def plan(its, keys, *blocks):
    return Plan([Block("heading", "Our plan for fairness"), *blocks], [{key: item[key] for key in ("title", *keys)} for item in its])


def grid(headings, its, keys, **more) -> Block:
    return Block("table", rows=[cells(*headings), *(cells(*(item.get(key, "") for key in keys)) for item in its)], **more)


@layout()
def sponsor_and_lead(rng):
    its = items(rng)
    for item in its:
        item["sponsor"] = rng.choice(("Deputy Chief Constable", "Assistant Chief Constable"))
    return plan(
        its,
        ("owner", "due", "rag"),
        grid(
            ("Ref", "What we'll deliver", "Executive sponsor", "Delivery lead", "Start", "Finish", "Current RAG"),
            [{**item, "start": "01/10/2023"} for item in its],
            ("label", "title", "sponsor", "owner", "start", "due_raw", "rag"),
        ),
    )


@layout()
def baseline_forecast_actual(rng):
    its = items(rng)
    return plan(
        its,
        ("owner", "status"),
        grid(
            ("ID", "Deliverable", "Baseline date", "Forecast date", "Actual date", "Accountable", "State"),
            [{**item, "base": "31/12/2023", "done": ""} for item in its],
            ("label", "title", "base", "due_raw", "done", "owner", "status"),
        ),
    )


@layout()
def a_column_a_quarter(rng):
    its = items(rng)
    for item in its:
        item["q1"], item["q2"], item["q3"] = "Scope", "Consult", "Launch"
    return plan(its, ("owner",), grid(("Action", "Owner", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"), its, ("title", "owner", "q1", "q2", "q3")))


@layout()
def you_said_we_will(rng):
    its = items(rng)
    for item in its:
        item["said"] = rng.choice(("We are never told the outcome", "Panels all look the same", "Nobody explains the form"))
    return plan(its, ("owner", "due"), grid(("You said", "We will", "By", "Lead", "Update"), its, ("said", "title", "due_raw", "owner", "progress")))


@layout()
def duty_and_characteristics(rng):
    its = items(rng)
    for item in its:
        item["who"], item["aim"] = (
            rng.choice(("Race", "Sex", "Disability", "All")),
            rng.choice(("Eliminate discrimination", "Foster good relations", "Advance equality")),
        )
    return plan(
        its,
        ("owner", "due"),
        grid(
            ("Equality objective", "Protected characteristic(s)", "General duty", "Action to be taken", "Lead Officer/Team", "Timescale"),
            [{**item, "goal": GOALS[at // 3]} for at, item in enumerate(its)],
            ("goal", "who", "aim", "title", "owner", "due_raw"),
        ),
    )


@layout()
def finding_recommendation_management_action(rng):
    its = items(rng)
    for item in its:
        item["finding"] = rng.choice(("Records were missing in one file in four", "No owner was named", "Training was out of date"))
    return plan(
        its,
        ("owner", "due"),
        grid(
            ("Ref", "Finding", "Risk rating", "Agreed management action", "Responsible manager", "Implementation date"),
            [{**item, "risk": rng.choice(("High", "Medium", "Low"))} for item in its],
            ("label", "finding", "risk", "title", "owner", "due_raw"),
        ),
    )


@layout(*RICH)
def owner_and_day_in_one_cell(rng):
    its = items(rng)
    for item in its:
        item["both"] = f"{item['owner']} / {item['due_raw']}"
    return plan(its, ("owner", "due"), grid(("No", "Action", "Owner / date", "Comment"), its, ("label", "title", "both", "progress")))


@layout(".docx", ".html", ".md", ".txt")
def a_paragraph_an_action(rng):
    its = items(rng, 8)
    blocks = []
    for at in range(0, 8, 2):
        blocks.append(Block("heading", STRANDS[at // 2], level=2))
        blocks += [Block("text", f"Action {item['label']}: {item['title']}. Owner: {item['owner']}. Deadline: {item['due_raw']}.") for item in its[at : at + 2]]
    return plan(its, ("owner", "due"), *blocks)


@layout(".docx", ".html", ".md", ".txt")
def commitments_with_a_line_of_facts(rng):
    its = items(rng, 7)
    blocks = []
    for item in its:
        blocks += [
            Block("heading", f"Commitment {item['label']}", level=2),
            Block("text", item["title"]),
            Block("text", f"Lead: {item['owner']} | Due: {item['due_raw']} | Status: {item['status']}"),
        ]
    return plan(its, ("owner", "due", "status"), *blocks)


@layout(".docx", ".html", ".md")
def bullets_under_goals(rng):
    its = items(rng, 9)
    blocks = []
    for at in range(0, 9, 3):
        blocks += [
            Block("heading", f"Goal {at // 3 + 1}: {GOALS[at // 3]}", level=2),
            Block("list", points=[f"{item['title']} - {item['owner']}, {item['due_raw']}" for item in its[at : at + 3]]),
        ]
    return plan(its, ("owner", "due"), *blocks)


@layout(*TABLES)
def status_with_reason(rng):
    its = items(rng)
    for item in its:
        item["shown"] = f"{item['rag']} \u2013 {item['progress']}"
    return plan(
        its,
        ("owner", "due", "rag"),
        grid(("Workstream", "Action", "Lead", "Deadline", "RAG and commentary"), its, ("theme", "title", "owner", "due_raw", "shown")),
    )


@layout(*RICH)
def two_rows_an_action(rng):
    its = items(rng, 7)
    rows = [cells("Ref", "Action", "Lead", "Due", "RAG")]
    for item in its:
        rows += [
            cells(item["label"], item["title"], item["owner"], item["due_raw"], item["rag"]),
            [Cell(f"Update: {item['progress']}", across=5), None, None, None, None],
        ]
    return plan(its, ("owner", "due", "rag", "progress"), Block("table", rows=rows))


@layout(*TABLES)
def a_total_row_below(rng):
    its = items(rng)
    block = grid(
        ("Number", "Action", "Responsible", "Due date", "Cost (\u00a3)", "Status"),
        [{**item, "cost": str(rng.randint(1, 20) * 500)} for item in its],
        ("label", "title", "owner", "due_raw", "cost", "status"),
    )
    block.rows.append(cells("", "Total", "", "", "31000", ""))
    return plan(its, ("owner", "due", "status"), block)


@layout()
def levels_of_a_self_assessment(rng):
    its = items(rng, 6)
    for item in its:
        item["level"], item["target_level"] = rng.choice(("1 - Initial", "2 - Defined")), "4 - Leading"
    return plan(
        its,
        ("level", "target_level", "owner"),
        grid(("Statement", "Where we are now", "Where we want to be", "Evidence", "Lead"), its, ("title", "level", "target_level", "progress", "owner")),
    )


@layout(*RICH)
def owner_over_several_rows_and_colour_by_fill(rng):
    its = items(rng, 9)
    rows = [cells("Action", "Owner", "Target date", "RAG")]
    for at in range(0, 9, 3):
        for place, item in enumerate(its[at : at + 3]):
            item["owner"] = its[at]["owner"]
            rows.append([Cell(item["title"]), Cell(item["owner"], down=3) if place == 0 else None, Cell(item["due_raw"]), Cell("", fill=item["rag"])])
    return plan(its, ("owner", "due", "rag"), Block("table", rows=rows))


@layout()
def national_plan_with_codes(rng):
    its = items(rng)
    for at, item in enumerate(its):
        item["label"] = f"WS{at // 3 + 1}.{at % 3 + 1}"
    return plan(
        its,
        ("label", "owner", "due", "rag"),
        grid(("Workstream action", "Description of activity", "Force lead", "Expected completion", "BRAG"), its, ("label", "title", "owner", "due_raw", "rag")),
    )
