"""The second set of layouts, drawn up after the reader was done, with words of its own."""

from __future__ import annotations

import random

from tests.register.plans.layouts import RICH, TABLES, Layout, Plan, into
from tests.register.plans.words_held_out import GROUPS, NOTES, PEOPLE, many, when
from tests.register.plans.write import Block, Cell, cells

LAYOUTS: list[Layout] = []
layout = into(LAYOUTS)


def items(rng: random.Random, count: int = 0) -> list[dict]:
    found = []
    for at, title in enumerate(many(rng, count or rng.randint(6, 12)), start=1):
        raw, day = when(rng)
        found.append(
            {
                "title": title,
                "owner": rng.choice(PEOPLE),
                "due_raw": raw,
                "due": day,
                "rag": rng.choice(("Red", "Amber", "Green")),
                "status": rng.choice(("Open", "Closed", "Underway", "Not yet started", "Completed", "Paused")),
                "progress": rng.choice(NOTES),
                "label": str(at),
                "theme": GROUPS[(at - 1) // 3 % len(GROUPS)],
            }
        )
    return found


def plan(its, keys, *blocks):
    return Plan(list(blocks), [{key: item[key] for key in ("title", *keys)} for item in its])


def grid(headings, its, keys, **more) -> Block:
    return Block("table", rows=[cells(*headings), *(cells(*(item.get(key, "") for key in keys)) for item in its)], **more)


TITLE = Block("heading", "Fairness and inclusion: what we have promised")


@layout()
def headings_in_capitals(rng):
    its = items(rng)
    return plan(
        its,
        ("owner", "due", "rag", "progress"),
        TITLE,
        grid(
            ("REF", "ACTION", "ACTION OWNER", "DUE DATE", "RAG STATUS", "PROGRESS / COMMENTS"), its, ("label", "title", "owner", "due_raw", "rag", "progress")
        ),
    )


@layout()
def headings_with_explanations(rng):
    its = items(rng)
    return plan(
        its,
        ("owner", "due", "rag", "progress"),
        TITLE,
        grid(
            ("Item no.", "Action (what will be done)", "Owner (role)", "Due (month and year)", "RAG (R/A/G)", "Latest update (one line)"),
            its,
            ("label", "title", "owner", "due_raw", "rag", "progress"),
        ),
    )


@layout()
def raised_due_and_closed(rng):
    its = items(rng)
    for item in its:
        item["raised"], item["shut"] = when(rng)[0], "" if rng.random() < 0.7 else "12/05/2024"
    return plan(
        its,
        ("owner", "due", "status"),
        TITLE,
        grid(
            ("No", "Date raised", "Action", "Action holder", "Due by", "Date closed", "Open / closed"),
            its,
            ("label", "raised", "title", "owner", "due_raw", "shut", "status"),
        ),
    )


@layout()
def percent_complete(rng):
    its = items(rng)
    for item in its:
        item["percent"] = f"{rng.randint(0, 20) * 5}%"
    return plan(
        its,
        ("owner", "due", "progress"),
        TITLE,
        grid(("Action", "Lead", "Target date", "% complete", "Comments"), its, ("title", "owner", "due_raw", "percent", "progress")),
    )


@layout()
def colours_with_arrows(rng):
    its = items(rng)
    for item in its:
        item["shown"] = item["rag"] + rng.choice((" (\u2191)", " (\u2193)", " - no change", " - improving"))
    return plan(
        its, ("owner", "due", "rag"), TITLE, grid(("#", "Commitment", "Who leads", "Complete by", "RAG"), its, ("label", "title", "owner", "due_raw", "shown"))
    )


@layout(".docx", ".xlsx", ".html", ".md", ".csv")
def colours_as_discs(rng):
    its = items(rng)
    for item in its:
        item["shown"] = {"Red": "\U0001f534", "Amber": "\U0001f7e0", "Green": "\U0001f7e2"}[item["rag"]]
    return plan(
        its,
        ("owner", "due", "rag"),
        TITLE,
        grid(("Ref", "Activity", "Accountable officer", "Delivery date", "RAG"), its, ("label", "title", "owner", "due_raw", "shown")),
    )


@layout(*RICH)
def a_key_before_the_plan(rng):
    its = items(rng)
    key = Block("table", rows=[cells("Colour", "Meaning"), cells("Red", "Will not be met"), cells("Amber", "Needs attention"), cells("Green", "Going well")])
    return plan(
        its,
        ("owner", "due", "rag"),
        TITLE,
        Block("text", "Key"),
        key,
        Block("heading", "The plan", level=2),
        grid(("Ref", "Action", "Owner", "Due", "RAG"), its, ("label", "title", "owner", "due_raw", "rag")),
    )


@layout(*TABLES)
def versions_before_the_plan(rng):
    its = items(rng)
    versions = Block(
        "table",
        rows=[
            cells("Version", "Date", "Author", "Changes"),
            cells("0.1", "12/01/2024", "Policy team", "First draft"),
            cells("1.0", "03/03/2024", "Policy team", "Agreed by the board"),
        ],
    )
    return plan(
        its,
        ("owner", "due", "status"),
        TITLE,
        Block("heading", "Document control", level=2),
        versions,
        Block("heading", "Actions", level=2),
        grid(("Ref", "Action", "Responsible", "Deadline", "Status"), its, ("label", "title", "owner", "due_raw", "status")),
    )


@layout(*RICH)
def risks_after_the_plan(rng):
    its = items(rng)
    risks = Block(
        "table",
        rows=[
            cells("Risk", "Likelihood", "Impact", "Mitigation", "Risk owner"),
            cells("Money runs out", "High", "High", "Bid in spring", "Director of Finance"),
            cells("Staff leave", "Low", "High", "Succession plan", "HR"),
        ],
    )
    return plan(
        its,
        ("owner", "due", "status"),
        TITLE,
        grid(("Ref", "Action", "Responsible", "Deadline", "Status"), its, ("label", "title", "owner", "due_raw", "status")),
        Block("heading", "Risks", level=2),
        risks,
    )


@layout(*RICH)
def one_heading_over_number_and_words(rng):
    its = items(rng)
    block = grid(("Action", "", "Lead", "By when", "RAG"), its, ("label", "title", "owner", "due_raw", "rag"))
    block.rows[0][0] = Cell("Action", across=2)
    block.rows[0][1] = None
    return plan(its, ("owner", "due", "rag"), TITLE, block)


@layout(".docx", ".html")
def pages_without_headings(rng):
    its = items(rng, 12)
    keys = ("label", "title", "owner", "due_raw", "status")
    first = grid(("No.", "Action", "Owner", "Due date", "Status"), its[:6], keys)
    second = Block("table", rows=[cells(*(item[key] for key in keys)) for item in its[6:]], headed=0)
    return plan(its, ("owner", "due", "status"), TITLE, first, Block("text", "Page 2 of 2"), second)


@layout(".txt", ".csv", ".docx", ".html")
def no_headings_at_all(rng):
    its = items(rng, 9)
    return plan(
        its,
        ("owner", "due", "rag"),
        TITLE,
        Block("table", rows=[cells(*(item[key] for key in ("label", "title", "owner", "due_raw", "rag"))) for item in its], headed=0),
    )


@layout(".xlsx")
def a_summary_sheet_first(rng):
    its = items(rng)
    summary = Block("table", rows=[cells("Theme", "Red", "Amber", "Green"), cells("Belonging", "1", "2", "3"), cells("Health", "0", "1", "4")], sheet="Summary")
    return plan(
        its,
        ("owner", "due", "rag"),
        summary,
        grid(("Ref", "Action", "Owner", "Due", "RAG"), its, ("label", "title", "owner", "due_raw", "rag"), sheet="Actions"),
    )


@layout()
def quarters_crossed(rng):
    its = items(rng)
    for item in its:
        for name in ("Q1", "Q2", "Q3", "Q4"):
            item[name] = "X" if rng.random() < 0.4 else ""
    return plan(
        its, ("owner",), TITLE, grid(("No.", "What we will do", "Owner", "Q1", "Q2", "Q3", "Q4"), its, ("label", "title", "owner", "Q1", "Q2", "Q3", "Q4"))
    )


@layout()
def lead_and_support(rng):
    its = items(rng)
    for item in its:
        item["support"] = rng.choice(PEOPLE)
    order = ["owner", "support"]
    rng.shuffle(order)
    names = {"owner": "Lead", "support": "Supported by"}
    return plan(
        its,
        ("owner", "due"),
        TITLE,
        grid(
            ("Action", *(names[key] for key in order), "Timescale", "Outcome expected"),
            [{**item, "x": "People feel heard"} for item in its],
            ("title", *order, "due_raw", "x"),
        ),
    )


@layout()
def short_titles(rng):
    its = items(rng, 7)
    for item, title in zip(its, ("Mentoring", "Exit interviews", "Fair shifts", "Uniform", "Apprentices", "Quiet room", "Adverts"), strict=True):
        item["title"] = title
    return plan(its, ("owner", "due", "progress"), TITLE, grid(("Action", "Owner", "Due", "Progress"), its, ("title", "owner", "due_raw", "progress")))


@layout()
def long_actions(rng):
    its = items(rng, 6)
    extra = many(rng, 18)
    for at, item in enumerate(its):
        item["title"] = f"{item['title']}. {extra[3 * at]}. In the second year, {extra[3 * at + 1].lower()}; after that {extra[3 * at + 2].lower()}"
    return plan(its, ("owner", "due", "rag"), TITLE, grid(("Action", "Owner", "Due", "RAG"), its, ("title", "owner", "due_raw", "rag")))


@layout()
def done_yes_or_no(rng):
    its = items(rng)
    for item in its:
        item["status"] = rng.choice(("Yes", "No", "Yes", "No"))
    return plan(
        its,
        ("owner", "due"),
        TITLE,
        grid(("Ref", "Task", "Owner", "Due", "Complete? (Y/N)", "Notes"), its, ("label", "title", "owner", "due_raw", "status", "progress")),
    )


@layout()
def empty_columns(rng):
    its = items(rng)
    for item in its:
        item["none"] = ""
    return plan(
        its,
        ("owner", "due"),
        TITLE,
        grid(("Ref", "Action", "Owner", "Deadline", "RAG", "Progress"), its, ("label", "title", "owner", "due_raw", "none", "none")),
    )


@layout()
def meeting_log(rng):
    its = items(rng)
    for item in its:
        item["met"] = rng.choice(("14/02/2024", "20/03/2024", "17/04/2024"))
    return plan(
        its,
        ("owner", "progress", "status"),
        TITLE,
        grid(("Meeting date", "Item", "Action agreed", "Assigned to", "Status", "Update"), its, ("met", "label", "title", "owner", "status", "progress")),
    )


@layout(".docx", ".html", ".md")
def actions_in_letters_under_numbers(rng):
    its = items(rng, 8)
    blocks = [TITLE]
    for number, start in enumerate(range(0, 8, 2), start=1):
        theme = GROUPS[number]
        blocks.append(Block("text", f"{number}. {theme}"))
        for letter, item in zip("ab", its[start : start + 2], strict=True):
            item["theme"] = theme
            blocks.append(Block("text", f"{number}.{letter}) {item['title']} - Lead: {item['owner']}; Due: {item['due_raw']}"))
    return plan(its, ("owner", "due"), *blocks)


@layout(".docx", ".html", ".md", ".txt")
def numbered_with_points_below(rng):
    its = items(rng, 5)
    blocks = [TITLE, Block("heading", "Action plan", level=2)]
    for number, item in enumerate(its, start=1):
        blocks += [
            Block("text", f"{number}. {item['title']}"),
            Block("list", points=[f"Owner: {item['owner']}", f"Deadline: {item['due_raw']}", f"Status: {item['status']}"]),
        ]
    return plan(its, ("owner", "due", "status"), *blocks)


@layout(".docx", ".html", ".md")
def a_heading_for_each_action(rng):
    its = items(rng, 5)
    blocks = [TITLE]
    for number, item in enumerate(its, start=1):
        blocks += [
            Block("heading", f"Action {number}: {item['title']}", level=2),
            Block("text", f"Lead: {item['owner']}"),
            Block("text", f"Due date: {item['due_raw']}"),
            Block("text", f"RAG: {item['rag']}"),
            Block("text", f"Progress: {item['progress']}"),
        ]
    return plan(its, ("owner", "due", "rag", "progress"), *blocks)


@layout(".docx", ".html", ".md")
def a_table_under_each_action(rng):
    its = items(rng, 5)
    blocks = [TITLE]
    for number, item in enumerate(its, start=1):
        blocks += [
            Block("heading", f"Commitment {number}: {item['title']}", level=2),
            Block("table", rows=[cells("Owner", item["owner"]), cells("Due", item["due_raw"]), cells("RAG", item["rag"])], headed=0),
        ]
    return plan(its, ("owner", "due", "rag"), *blocks)


@layout(".docx", ".xlsx", ".html")
def blocks_with_a_title_row(rng):
    its = items(rng, 6)
    rows = []
    for number, item in enumerate(its, start=1):
        rows += [
            [Cell(f"Action {number}", across=2), None],
            cells("Description", item["title"]),
            cells("Owner", item["owner"]),
            cells("Target date", item["due_raw"]),
            cells("Progress", item["progress"]),
        ]
    return plan(its, ("owner", "due", "progress"), TITLE, Block("table", rows=rows, headed=0))


@layout(".docx", ".html", ".md", ".txt")
def bullets_with_dashes(rng):
    its = items(rng, 7)
    for item in its:
        item["owner"] = rng.choice(("Supt A Mensah", "Chief Constable", "Training Manager", "Director of Change", "Lead for Custody"))
    points = [f"{item['title']} \u2013 {item['owner']} \u2013 {item['due_raw']}" for item in its]
    return plan(its, (), TITLE, Block("heading", "Commitments", level=2), Block("list", points=points))


@layout(".docx", ".xlsx", ".html")
def group_beside_and_colour_over_rows(rng):
    its = items(rng, 9)
    block = grid(("Theme", "Action", "Owner", "Due", "RAG"), its, ("theme", "title", "owner", "due_raw", "rag"))
    for start in (1, 4, 7):
        colour = its[start - 1]["rag"]
        for at in range(start, start + 3):
            its[at - 1]["rag"] = colour
            block.rows[at][0] = Cell(its[start - 1]["theme"], down=3) if at == start else None
            block.rows[at][4] = Cell(colour, down=3) if at == start else None
    return plan(its, ("theme", "owner", "due", "rag"), TITLE, block)


@layout(".docx", ".html", ".xlsx")
def recommendation_with_response_and_two_actions(rng):
    its = items(rng, 8)
    block = grid(
        ("Rec no.", "Recommendation", "Accepted", "Action", "Lead", "Due"),
        [
            {
                **item,
                "no": str((at // 2) + 1),
                "rec": f"The force should be open about {('pay', 'stops', 'exits', 'leave')[at // 2]} and say so in public",
                "yes": "Accepted",
            }
            for at, item in enumerate(its)
        ],
        ("no", "rec", "yes", "title", "owner", "due_raw"),
    )
    for start in range(1, 9, 2):
        for place in (0, 1, 2):
            block.rows[start][place].down = 2
            block.rows[start + 1][place] = None
    return plan(its, ("owner", "due"), TITLE, block)


@layout()
def semicolons_and_names(rng):
    its = items(rng)
    for item in its:
        item["owner"] = "; ".join(rng.sample(PEOPLE, 2))
    return plan(its, ("owner", "due", "rag"), TITLE, grid(("Ref", "Action", "Leads", "When", "RAG"), its, ("label", "title", "owner", "due_raw", "rag")))


@layout()
def impact_and_evidence(rng):
    its = items(rng)
    for item in its:
        item["impact"], item["proof"] = rng.choice(("Fewer leavers", "More trust", "Better data")), rng.choice(("Survey", "Minutes", "Dashboard"))
    return plan(
        its,
        ("owner", "due", "progress"),
        TITLE,
        grid(
            ("Ref", "Action", "Intended impact", "Evidence source", "Lead", "Due", "Progress to date"),
            its,
            ("label", "title", "impact", "proof", "owner", "due_raw", "progress"),
        ),
    )
