"""The third set: the column headings of templates that public bodies use, in their own order; drawn up last of all."""

from __future__ import annotations

import random

from tests.register.plans.layouts import Layout, into
from tests.register.plans.layouts_held_out import TITLE, grid, items, plan
from tests.register.plans.words_held_out import GROUPS, NOTES
from tests.register.plans.write import Block, Cell, cells

LAYOUTS: list[Layout] = []
layout = into(LAYOUTS)
OUTCOMES = (
    "Panels are trusted by those who sit before them",
    "Half of all managers have used it",
    "Fewer people leave in their first year",
    "People say that they were heard",
    "No gap between groups by 2027",
)
REASONS = ("The last survey found that few knew of it", "Staff networks asked for it", "Numbers have not moved in three years", "The inspectorate named it")


def filled(rng: random.Random, its, **columns):
    for item in its:
        for name, choices in columns.items():
            item[name] = rng.choice(choices)
    return its


@layout()
def charter_mark_plan(rng):
    its = filled(rng, items(rng), why=REASONS, success=OUTCOMES)
    return plan(
        its,
        ("owner", "due"),
        TITLE,
        grid(
            (
                "Reference",
                "Planned action / objective",
                "Rationale",
                "Key outputs and milestones",
                "Timeframe",
                "Person responsible (include job title)",
                "Success criteria and outcome",
            ),
            [{**item, "out": "Workshops held"} for item in its],
            ("label", "title", "why", "out", "due_raw", "owner", "success"),
        ),
    )


@layout()
def race_equality_standard(rng):
    its = filled(rng, items(rng), indicator=("Indicator 1", "Indicator 2", "Indicator 5", "Indicator 7"))
    return plan(
        its,
        ("owner", "due", "progress", "rag"),
        TITLE,
        grid(
            ("Indicator", "Action", "Lead(s)", "Timescale", "Progress at October", "BRAG rating"),
            its,
            ("indicator", "title", "owner", "due_raw", "progress", "rag"),
        ),
    )


@layout()
def inspection_tracker(rng):
    its = filled(rng, items(rng), report=("Report on custody 2023", "PEEL 2023/25", "National child protection"), sro=("Deputy Chief Constable", "ACC Crime"))
    return plan(
        its,
        ("owner", "due", "status", "progress"),
        TITLE,
        grid(
            ("Report", "Ref", "Recommendation / AFI", "SRO", "Business owner", "Target date", "Status", "Current position"),
            its,
            ("report", "label", "title", "sro", "owner", "due_raw", "status", "progress"),
        ),
    )


@layout()
def audit_recommendations(rng):
    its = filled(rng, items(rng), grade=("High", "Medium", "Low"), answer=("Accepted", "Agreed"))
    return plan(
        its,
        ("owner", "due", "progress"),
        TITLE,
        grid(
            ("No.", "Recommendation", "Priority", "Management response", "Responsible officer", "Implementation date", "Follow-up: progress made"),
            its,
            ("label", "title", "grade", "answer", "owner", "due_raw", "progress"),
        ),
    )


@layout()
def committee_action_log(rng):
    its = filled(rng, items(rng), date=("12/09/2023", "14/11/2023", "16/01/2024"), minute=("Item 4", "Item 7", "Item 9"))
    return plan(
        its,
        ("owner", "due", "progress"),
        TITLE,
        grid(
            ("Date of meeting", "Agenda item", "Action", "Officer", "To be completed by", "Progress update"),
            its,
            ("date", "minute", "title", "owner", "due_raw", "progress"),
        ),
    )


@layout()
def equality_objectives_plan(rng):
    its = items(rng)
    return plan(
        its,
        ("theme", "owner", "due"),
        TITLE,
        grid(
            ("Equality objective", "What we will do", "Who is responsible", "By when", "How we will measure success"),
            [{**item, "success": rng.choice(OUTCOMES)} for item in its],
            ("theme", "title", "owner", "due_raw", "success"),
        ),
    )


@layout()
def delivery_plan_with_phases(rng):
    its = filled(rng, items(rng), phase=("Phase 1", "Phase 2", "Phase 3"), begun=("01/04/2023", "01/10/2023"))
    return plan(
        its,
        ("owner", "due", "status"),
        TITLE,
        grid(
            ("Activity ID", "Phase", "Activity", "Activity owner", "Planned start", "Planned finish", "% complete", "Status"),
            [{**item, "share": f"{rng.randint(0, 10) * 10}%"} for item in its],
            ("label", "phase", "title", "owner", "begun", "due_raw", "share", "status"),
        ),
    )


@layout()
def you_said_we_did(rng):
    its = filled(rng, items(rng), said=REASONS)
    return plan(its, ("owner", "due"), TITLE, grid(("You said", "We will", "Lead", "When"), its, ("said", "title", "owner", "due_raw")))


@layout()
def four_pillars(rng):
    its = filled(rng, items(rng), pillar=("Pillar 1: Represented", "Pillar 2: Not over-policed", "Pillar 3: Involved", "Pillar 4: Protected"))
    return plan(
        its,
        ("owner", "due", "rag", "progress"),
        TITLE,
        grid(
            ("Pillar", "National action", "Local delivery lead", "Target completion date", "Delivery RAG", "Local progress"),
            its,
            ("pillar", "title", "owner", "due_raw", "rag", "progress"),
        ),
    )


@layout()
def improvement_plan_with_baseline(rng):
    its = filled(rng, items(rng), now=("12%", "31%", "Not known"), aim=("20%", "50%", "80%"))
    return plan(
        its,
        ("owner", "due", "progress"),
        TITLE,
        grid(
            ("Priority no.", "Improvement action", "Baseline", "Target", "Accountable lead", "Deadline", "Narrative"),
            its,
            ("label", "title", "now", "aim", "owner", "due_raw", "progress"),
        ),
    )


@layout(".docx", ".html", ".xlsx")
def objective_rows_and_numbered_actions(rng):
    its = items(rng, 9)
    rows = [cells("No.", "Action", "Responsible", "Target date", "Progress and evidence", "RAG")]
    for number, start in enumerate((0, 3, 6), start=1):
        rows.append([Cell(f"Objective {number}: {GROUPS[number]}", across=6), *[None] * 5])
        for letter, item in zip("abc", its[start : start + 3], strict=True):
            item["theme"] = GROUPS[number]
            rows.append(cells(f"{number}{letter}", item["title"], item["owner"], item["due_raw"], item["progress"], item["rag"]))
    return plan(its, ("theme", "owner", "due", "progress", "rag"), TITLE, Block("table", rows=rows))


@layout()
def benefits_and_dependencies(rng):
    its = filled(rng, items(rng), gain=OUTCOMES, needs=("New HR system", "Budget round", "None"))
    return plan(
        its,
        ("owner", "due", "status"),
        TITLE,
        grid(
            ("Workstream", "Deliverable", "Benefit", "Dependencies", "Owner", "Due date", "Delivery status"),
            its,
            ("theme", "title", "gain", "needs", "owner", "due_raw", "status"),
        ),
    )


@layout()
def questions_as_headings(rng):
    its = items(rng)
    return plan(
        its,
        ("owner", "due", "progress"),
        TITLE,
        grid(
            (
                "What do we want to achieve?",
                "What actions will we take?",
                "Who will lead?",
                "When will it be done by?",
                "How will we know it has worked?",
                "What has happened so far?",
            ),
            [{**item, "success": rng.choice(OUTCOMES)} for item in its],
            ("theme", "title", "owner", "due_raw", "success", "progress"),
        ),
    )


@layout(".docx", ".html", ".md", ".txt")
def report_with_boxed_recommendations(rng):
    its = items(rng, 5)
    blocks = [
        TITLE,
        Block("text", "This review looked at how the force treats its own people. It makes five recommendations."),
        Block("heading", "What we found", level=2),
        Block("text", "Staff told us that little had changed."),
    ]
    for number, item in enumerate(its, start=1):
        blocks += [Block("text", f"Recommendation {number}: {item['title']}."), Block("text", rng.choice(NOTES))]
    return plan(its, (), *blocks)


@layout(".docx", ".html", ".md", ".txt")
def minutes_with_actions(rng):
    its = items(rng, 6)
    points = [f"ACTION {number}: {item['title']}. Owner: {item['owner']}. Due: {item['due_raw']}." for number, item in enumerate(its, start=1)]
    return plan(its, ("owner", "due"), TITLE, Block("text", "The board met on 3 May and agreed:"), Block("list", points=points))


@layout()
def initials_and_short_headings(rng):
    its = items(rng)
    for item in its:
        item["owner"] = rng.choice(("DCC", "HRD", "CFO", "ACC(C)", "HoL", "CI Ops"))
    return plan(
        its, ("owner", "due", "rag"), TITLE, grid(("#", "Action", "Own", "Due", "R/A/G", "Upd"), its, ("label", "title", "owner", "due_raw", "rag", "progress"))
    )
