"""The fifth set: headings in odd order, several tables, notes amid the rows, parts of actions, words of other forces."""

from __future__ import annotations

import datetime as dt
import random

from tests.register.plans.layouts import RICH, TABLES, Layout, into
from tests.register.plans.layouts_fourth import HOW, STRANDS, WHO, grid, plan
from tests.register.plans.write import Block, Cell, cells

LAYOUTS: list[Layout] = []
layout = into(LAYOUTS)
DOES = (
    "Publish the ethnicity of everyone stopped by a response team",
    "Offer flexible rosters to carers in the contact centre",
    "Appoint a reader for neurodivergent candidates",
    "Repeat the staff survey with questions on belonging",
    "Brief inspectors on the new grievance route",
    "Write to former officers who left within two years",
    "Hold vetting surgeries in three colleges",
    "Refit the prayer rooms in both custody suites",
    "Compare bonus awards by sex each quarter",
    "Train interviewers to score before they discuss",
    "Translate the complaint form into five languages",
    "Map the journey of an applicant from first click to first day",
    "Agree a menopause policy with the unions",
    "Put body-worn video of searches before the panel",
    "Name a link officer for every faith group",
    "Review uniform for officers who are pregnant",
)
#: How periods are written, and the day by which they end.
PERIODS = (
    ("Q2 (24/25)", dt.date(2024, 9, 30)),
    ("Q3 2024-25", dt.date(2024, 12, 31)),
    ("24/25", dt.date(2025, 3, 31)),
    ("by end of FY 24/25", dt.date(2025, 3, 31)),
    ("Mar 24/25", dt.date(2025, 3, 31)),
    ("2024/10/31", dt.date(2024, 10, 31)),
    ("on or before 30/11/2024", dt.date(2024, 11, 30)),
    ("FYE25", dt.date(2025, 3, 31)),
    ("by Xmas 2024", dt.date(2024, 12, 25)),
)
STATES = ("Implemented", "On schedule", "Not on track", "Signed off", "Not yet started", "Cancelled", "Paused")


def items(rng: random.Random, count: int = 0) -> list[dict]:
    made = []
    for at, title in enumerate(rng.sample(DOES, count or rng.randint(6, 12)), start=1):
        due = dt.date(rng.choice((2024, 2025)), rng.randint(1, 12), rng.randint(1, 28))
        form = rng.choice(("%d/%m/%Y", "%d %B %Y", "%d-%b-%y", "%d.%m.%y"))
        facts = {
            "owner": rng.choice(WHO),
            "due_raw": due.strftime(form),
            "due": due,
            "rag": rng.choice(("Red", "Amber", "Green")),
            "status": rng.choice(STATES),
        }
        made.append({"title": title, **facts, "progress": rng.choice(HOW), "label": str(at), "theme": STRANDS[(at - 1) // 3 % 4]})
    return made


def with_periods(rng, its):
    for item in its:
        item["due_raw"], item["due"] = rng.choice(PERIODS)
    return its


@layout()
def periods_as_written(rng):
    its = with_periods(rng, items(rng))
    return plan(its, ("owner", "due"), grid(("No.", "Action", "Lead", "Timescale"), its, ("label", "title", "owner", "due_raw")))


@layout()
def the_day_first(rng):
    its = items(rng)
    return plan(its, ("owner", "due", "rag"), grid(("When", "Who", "RAG", "What"), its, ("due_raw", "owner", "rag", "title")))


@layout()
def ids_of_letters(rng):
    its = items(rng)
    for at, item in enumerate(its):
        item["label"] = f"EDI/{'ABC'[at // 4]}{at % 4 + 1}"
    return plan(its, ("label", "owner", "due"), grid(("Ref", "Owner", "Activity", "Completion"), its, ("label", "owner", "title", "due_raw")))


@layout()
def ids_are_letters_alone(rng):
    its = items(rng)
    for at, item in enumerate(its):
        item["label"] = "abcdefghijklmnop"[at]
    return plan(its, ("owner", "due", "status"), grid(("", "Action", "Lead", "Due", "Status"), its, ("label", "title", "owner", "due_raw", "status")))


@layout()
def ids_stand_last(rng):
    its = items(rng)
    return plan(its, ("owner", "due"), grid(("Task", "Responsible officer", "Target", "Tracker ref"), its, ("title", "owner", "due_raw", "label")))


@layout(*TABLES)
def two_tables_in_another_order(rng):
    its = items(rng, 8)
    one = grid(("Ref", "Action", "Owner", "Due date"), its[:4], ("label", "title", "owner", "due_raw"))
    two = grid(("Due date", "Owner", "Action", "Ref"), its[4:], ("due_raw", "owner", "title", "label"))
    return plan(its, ("owner", "due"), Block("heading", STRANDS[0], level=2), one, Block("heading", STRANDS[1], level=2), two)


@layout(*TABLES)
def membership_and_key_beside_the_plan(rng):
    its = items(rng)
    people = Block("table", rows=[cells("Role", "Attends for"), cells("Head of HR", "People"), cells("Supt Response", "Operations")])
    key = Block("table", rows=[cells("Colour", "Meaning"), cells("Red", "Will not be met"), cells("Amber", "At risk"), cells("Green", "On track")])
    block = grid(("Action", "Lead", "By when", "BRAG"), its, ("title", "owner", "due_raw", "rag"))
    return plan(its, ("owner", "due", "rag"), people, Block("text", "Colours mean:"), key, block)


@layout(*TABLES)
def a_note_amid_the_rows(rng):
    its = items(rng, 8)
    block = grid(("Ref", "Action", "Lead", "Due"), its, ("label", "title", "owner", "due_raw"))
    block.rows.insert(5, [Cell("Note: the dates above were agreed at the board in May.", across=4), None, None, None])
    return plan(its, ("owner", "due"), block)


@layout()
def a_note_below(rng):
    its = items(rng, 8)
    block = grid(("Ref", "Action", "Lead", "Due"), its, ("label", "title", "owner", "due_raw"))
    block.rows += [cells("", "", "", ""), cells("* Dates in this table are the last working day.", "", "", "")]
    return plan(its, ("owner", "due"), block)


@layout()
def numbered_parts(rng):
    its = items(rng, 9)
    for at, item in enumerate(its):
        item["label"] = f"{at // 3 + 1}.{at % 3 + 1}"
    return plan(its, ("label", "owner", "due"), grid(("#", "Step", "Accountable", "Deadline"), its, ("label", "title", "owner", "due_raw")))


@layout()
def several_owners(rng):
    its = items(rng)
    for item in its:
        item["owner"] = "; ".join(rng.sample(WHO, 2))
    return plan(its, ("owner", "due"), grid(("Ref", "Action", "Owners", "Due"), its, ("label", "title", "owner", "due_raw")))


@layout()
def words_of_another_force(rng):
    its = items(rng)
    return plan(its, ("status", "owner"), grid(("Action", "Action owner", "Action status", "Latest position"), its, ("title", "owner", "status", "progress")))


@layout()
def confidence_and_status(rng):
    its = items(rng)
    for item in its:
        item["sure"] = rng.choice(("High", "Medium", "Low"))
    block = grid(("Action", "Delivery confidence", "Delivery RAG", "SRO", "Milestone date"), its, ("title", "sure", "rag", "owner", "due_raw"))
    return plan(its, ("owner", "due", "rag"), block)


@layout()
def likelihood_and_impact(rng):
    its = items(rng)
    for item in its:
        item["one"], item["two"] = str(rng.randint(1, 5)), str(rng.randint(1, 5))
    headings = ("No", "Action", "Impact (1-5)", "Effort (1-5)", "Owner", "Finish by")
    return plan(its, ("owner", "due"), grid(headings, its, ("label", "title", "one", "two", "owner", "due_raw")))


@layout()
def raised_due_and_done(rng):
    its = items(rng)
    for at, item in enumerate(its):
        item["raised"], item["done"] = "04/01/2024", "12/02/2024" if at % 4 == 0 else ""
    headings = ("Date raised", "Action", "Owner", "Due by", "Date closed", "Comments")
    return plan(its, ("owner", "due"), grid(headings, its, ("raised", "title", "owner", "due_raw", "done", "progress")))


@layout()
def dates_of_two_boards(rng):
    its = items(rng)
    for item in its:
        item["old"] = "31/12/2023"
    headings = ("Action", "Lead", "Original completion date", "Revised completion date", "RAG last month", "RAG this month")
    made = [{**item, "was": "Green"} for item in its]
    return plan(its, ("owner", "due", "rag"), grid(headings, made, ("title", "owner", "old", "due_raw", "was", "rag")))


@layout(*RICH)
def colours_without_words(rng):
    its = items(rng)
    rows = [cells("Action", "Owner", "Due", "Progress against plan")]
    rows += [[Cell(one["title"]), Cell(one["owner"]), Cell(one["due_raw"]), Cell(one["progress"], fill=one["rag"])] for one in its]
    return plan(its, ("owner", "due", "rag"), Block("table", rows=rows))


@layout()
def colours_by_letter(rng):
    its = items(rng)
    made = [{**item, "letter": item["rag"][0]} for item in its]
    return plan(its, ("owner", "rag"), grid(("Action", "Owner", "R/A/G"), made, ("title", "owner", "letter")))


@layout(*RICH)
def actions_over_two_rows(rng):
    its = items(rng, 6)
    rows = [cells("Ref", "Action", "Owner", "Due")]
    for item in its:
        first, _, rest = item["title"].partition(" the ")
        rows.append(cells(item["label"], first if rest else item["title"], item["owner"], item["due_raw"]))
        if rest:
            rows.append(cells("", f"the {rest}", "", ""))
    return plan(its, ("owner", "due"), Block("table", rows=rows))


@layout(*RICH)
def heading_again_on_each_page(rng):
    its = items(rng, 12)
    head = ("Ref", "Action", "Owner", "Due", "Update")
    keys = ("label", "title", "owner", "due_raw", "progress")
    rows = grid(head, its[:6], keys).rows + grid(head, its[6:], keys).rows
    return plan(its, ("owner", "due", "progress"), Block("table", rows=rows))


@layout(*RICH)
def objective_merged_beside_actions(rng):
    its = items(rng, 8)
    rows = [cells("Objective", "Actions", "Lead", "Deadline")]
    for at, item in enumerate(its):
        goal = Cell(("We listen to people before we decide", "Careers are open to everybody")[at // 4], down=4) if at % 4 == 0 else None
        rows.append([goal, Cell(item["title"]), Cell(item["owner"]), Cell(item["due_raw"])])
    return plan(its, ("owner", "due"), Block("table", rows=rows))


@layout(".xlsx")
def a_sheet_a_strand(rng):
    its = items(rng, 9)
    blocks = []
    for at in range(3):
        one = grid(("Ref", "Action", "Lead", "Due"), its[at * 3 : at * 3 + 3], ("label", "title", "owner", "due_raw"))
        one.sheet = STRANDS[at]
        blocks.append(one)
    return plan(its, ("owner", "due"), *blocks)


@layout(".docx", ".html", ".md")
def facts_in_brackets(rng):
    its = items(rng, 7)
    return plan(its, ("owner", "due"), Block("list", points=[f"{one['title']} (Lead: {one['owner']}; by {one['due_raw']})" for one in its], ordered=True))


@layout(".docx", ".html", ".md", ".txt")
def one_small_table_an_action(rng):
    its = items(rng, 5)
    blocks = []
    for one in its:
        pairs = (("Action", one["title"]), ("Lead", one["owner"]), ("Deadline", one["due_raw"]), ("Status", one["status"]))
        blocks += [Block("heading", f"Action {one['label']}", level=2), Block("table", rows=[cells(*pair) for pair in pairs], headed=0)]
    return plan(its, ("owner", "due", "status"), *blocks)


@layout()
def share_done(rng):
    its = items(rng)
    for item in its:
        item["done"] = f"{rng.choice((0, 25, 50, 75, 100))}%"
    headings = ("Task name", "% complete", "Start", "Finish", "Resource names")
    return plan(its, ("owner", "due"), grid(headings, [{**one, "start": "02/10/2023"} for one in its], ("title", "done", "start", "due_raw", "owner")))


@layout()
def who_is_consulted(rng):
    its = items(rng)
    for item in its:
        item["others"], item["told"] = rng.choice(WHO), "Police and Crime Panel"
    headings = ("Activity", "Responsible", "Consulted", "Informed", "Due date")
    return plan(its, ("owner", "due"), grid(headings, its, ("title", "owner", "others", "told", "due_raw")))


@layout()
def outcome_then_action(rng):
    its = items(rng)
    for item in its:
        item["why"] = rng.choice(("People trust the process", "More apply for promotion", "Fewer leave in their first year"))
    headings = ("Desired outcome", "How we will get there", "Measure of success", "Owner", "Review date")
    made = [{**one, "measure": "Survey score rises by five points"} for one in its]
    return plan(its, ("owner",), grid(headings, made, ("why", "title", "measure", "owner", "due_raw")))


@layout(*TABLES)
def closed_actions_apart(rng):
    its = items(rng, 8)
    head, keys = ("Ref", "Action", "Owner", "Due", "Status"), ("label", "title", "owner", "due_raw", "status")
    blocks = [Block("heading", "Open actions", level=2), grid(head, its[:5], keys), Block("heading", "Closed actions", level=2), grid(head, its[5:], keys)]
    return plan(its, ("owner", "due", "status"), *blocks)


@layout()
def heading_with_its_month(rng):
    its = items(rng)
    headings = ("Rec no.", "Recommendation", "Force lead", "Target date (as at April 2024)", "Position at 30 April 2024")
    return plan(its, ("owner", "due", "progress"), grid(headings, its, ("label", "title", "owner", "due_raw", "progress")))


@layout()
def rank_and_force_number(rng):
    its = items(rng)
    for item in its:
        item["owner"] = f"{rng.choice(('Insp', 'Sgt', 'Supt'))} {rng.choice(('Okafor', 'Bains', 'Lowe'))} {rng.randint(1000, 9999)}"
    return plan(its, ("owner", "due"), grid(("Action", "Assigned to", "Due"), its, ("title", "owner", "due_raw")))
