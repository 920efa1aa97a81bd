"""Layouts of plans with known answers: each draws its headings, order and words, and says what must come out of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.register.plans.words import (
    ANSWERS,
    BUDGETS,
    COLOURS,
    EXECUTIVES,
    HEADINGS,
    LEVELS,
    MEASURES,
    OBJECTIVES,
    POSTS,
    PROGRESS,
    RISKS,
    STATUSES,
    THEMES,
    TICKED,
    day,
    due,
    sentences,
)
from tests.register.plans.write import Block, Cell, cells

ALL = (".docx", ".xlsx", ".html", ".md", ".txt", ".csv")
RICH = (".docx", ".xlsx", ".html")
TABLES = (".docx", ".xlsx", ".html", ".md", ".txt")


@dataclass
class Plan:
    blocks: list[Block]
    items: list[dict]


@dataclass
class Layout:
    name: str
    make: Callable[[random.Random], Plan]
    formats: tuple[str, ...] = ALL


LAYOUTS: list[Layout] = []


def into(layouts: list[Layout]):
    """The decorator that adds a layout to a set, for the formats it names or for all."""

    def layout(*formats: str):
        def register(make):
            layouts.append(Layout(make.__name__, make, formats or ALL))
            return make

        return register

    return layout


layout = into(LAYOUTS)


def heading(rng: random.Random, role: str, taken: set[str] | None = None) -> str:
    options = [text for text in HEADINGS[role] if taken is None or text.casefold() not in {one.casefold() for one in taken}]
    chosen = rng.choice(options)
    if taken is not None:
        taken.add(chosen)
    return chosen


def items(rng: random.Random, count: int = 0, groups: int = 0) -> list[dict]:
    """Items with words, owner, day, colour, status, progress, in groups of two or more."""
    count = count or rng.randint(6, 14)
    groups = groups or max(2, count // 3)
    themes = rng.sample(THEMES, min(groups, len(THEMES), count // 2))
    cuts = sorted(rng.sample(range(1, count), len(themes) - 1)) if len(themes) > 1 else []
    found = []
    for at, words in enumerate(sentences(rng, count)):
        raw, last = due(rng)
        group = sum(at >= cut for cut in cuts)
        found.append(
            {
                "title": words,
                "owner": rng.choice(POSTS),
                "due_raw": raw,
                "due": last,
                "rag": rng.choice(COLOURS),
                "status": rng.choice(STATUSES),
                "progress": rng.choice(PROGRESS) if rng.random() < 0.85 else "",
                "theme": themes[group],
                "group": group,
                "label": f"{group + 1}.{1 + at - ([0, *cuts][group])}",
            }
        )
    return found


COLUMN = {
    "label": "label",
    "title": "title",
    "owner": "owner",
    "due": "due_raw",
    "rag": "rag",
    "status": "status",
    "progress": "progress",
    "theme": "theme",
    "objective": "theme",
    "measure": "measure",
    "budget": "budget",
    "risk": "risk",
    "priority": "priority",
}


def table(rng: random.Random, told: list[dict], roles: list[str], *, headings: dict[str, str] | None = None, **more) -> Block:
    taken: set[str] = set()
    names = {role: (headings or {}).get(role) or heading(rng, role, taken) for role in roles}
    rows = [cells(*(names[role] for role in roles))]
    rows += [cells(*(item.get("cells", {}).get(role, item.get(COLUMN.get(role, role), "")) for role in roles)) for item in told]
    return Block("table", rows=rows, **more)


def front(rng: random.Random) -> list[Block]:
    out = [Block("heading", rng.choice(("Inclusion delivery plan", "Equality action plan 2024 to 2027", "Race and inclusion programme", "Our plan")))]
    if rng.random() < 0.5:
        out.append(
            Block(
                "text",
                rng.choice(
                    (
                        "Paper for the strategic board.",
                        "This plan was agreed in the spring and is looked at each quarter.",
                        "The lead for this plan is the deputy.",
                    )
                ),
            )
        )
    return out


def told(plan_items: list[dict], *keys: str) -> list[dict]:
    return [{key: item[key] for key in ("title", *keys)} for item in plan_items]


BASIC = ("owner", "due", "rag", "progress")


@layout()
def plain(rng):
    its = items(rng)
    return Plan([*front(rng), table(rng, its, ["label", "title", "owner", "due", "rag", "progress"])], told(its, "label", *BASIC))


@layout()
def any_order(rng):
    its, roles = items(rng), ["label", "title", "owner", "due", "rag", "progress"]
    rng.shuffle(roles)
    return Plan([*front(rng), table(rng, its, roles)], told(its, "label", *BASIC))


@layout()
def no_label(rng):
    its, roles = items(rng), ["title", "owner", "due", "status", "progress"]
    rng.shuffle(roles)
    return Plan([*front(rng), table(rng, its, roles)], told(its, "owner", "due", "status", "progress"))


@layout()
def status_and_colour(rng):
    its, roles = items(rng), ["label", "title", "owner", "due", "status", "rag"]
    rng.shuffle(roles)
    return Plan([*front(rng), table(rng, its, roles)], told(its, "owner", "due", "status", "rag"))


def _two_dates(rng, first, second, between=()):
    its = items(rng)
    for item in its:
        item["cells"] = {first: day(rng, 2022, 2023).strftime(rng.choice(("%d/%m/%Y", "%b-%y", "%B %Y")))}
        item["cells"][second] = item["due_raw"]
    roles = ["label", "title", "owner", first, *between, second, "rag", "progress"]
    return its, roles


@layout()
def start_and_end(rng):
    its, roles = _two_dates(rng, "start", "end")
    return Plan([*front(rng), table(rng, its, roles)], told(its, *BASIC))


@layout()
def end_before_start(rng):
    its, roles = _two_dates(rng, "start", "end")
    rng.shuffle(roles)
    return Plan([*front(rng), table(rng, its, roles)], told(its, *BASIC))


@layout()
def original_and_revised(rng):
    its, roles = _two_dates(rng, "earlier_due", "revised")
    return Plan([*front(rng), table(rng, its, roles)], told(its, *BASIC))


@layout()
def colours_before_and_now(rng):
    its = items(rng)
    for item in its:
        item["cells"] = {"earlier_rag": rng.choice(COLOURS), "rag_now": item["rag"]}
    roles = ["label", "title", "owner", "due", *rng.sample(["earlier_rag", "rag_now"], 2), "progress"]
    return Plan([*front(rng), table(rng, its, roles)], told(its, *BASIC))


@layout()
def colours_as_letters(rng):
    its = items(rng)
    for item in its:
        item["cells"] = {"rag": item["rag"][0]}
    return Plan([*front(rng), table(rng, its, ["label", "title", "owner", "due", "rag", "progress"])], told(its, *BASIC))


@layout()
def colours_with_words(rng):
    its = items(rng)
    for item in its:
        item["cells"] = {"rag": f"{item['rag']} {rng.choice((':', '-', '('))} {rng.choice(('on track', 'at risk', 'behind plan'))}"}
    return Plan([*front(rng), table(rng, its, ["title", "owner", "due", "rag", "progress"])], told(its, *BASIC))


@layout(*RICH)
def colours_as_fill(rng):
    its, roles = items(rng), ["label", "title", "owner", "due", "rag", "progress"]
    for item in its:
        item["cells"] = {"rag": Cell("", fill=item["rag"])}
    return Plan([*front(rng), table(rng, its, roles)], told(its, *BASIC))


@layout(*RICH)
def status_filled_with_colour(rng):
    its = items(rng, 10)
    for item in its:
        item["cells"] = {"status": Cell(item["status"], fill=item["rag"])}
    return Plan([*front(rng), table(rng, its, ["label", "title", "owner", "due", "status", "progress"])], told(its, *BASIC, "status"))


@layout()
def objective_beside(rng):
    its = items(rng)
    return Plan([*front(rng), table(rng, its, ["objective", "label", "title", "owner", "due", "rag", "progress"])], told(its, "theme", *BASIC))


@layout()
def theme_last(rng):
    its = items(rng)
    return Plan([*front(rng), table(rng, its, ["label", "title", "owner", "due", "status", "theme"])], told(its, "theme", "owner", "due", "status"))


def _merged(rng, role, roles, its):
    block = table(rng, its, [role, *roles])
    groups = [item["group"] for item in its]
    for at, group in enumerate(groups, start=1):
        first = groups.index(group) + 1
        block.rows[at][0] = Cell(its[at - 1]["theme"], down=groups.count(group)) if first == at else None
    return block


@layout(*RICH)
def objective_merged(rng):
    its = items(rng)
    return Plan([*front(rng), _merged(rng, "objective", ["label", "title", "owner", "due", "rag", "progress"], its)], told(its, "theme", *BASIC))


@layout(*RICH)
def theme_merged(rng):
    its = items(rng)
    return Plan([*front(rng), _merged(rng, "theme", ["title", "owner", "due", "status"], its)], told(its, "theme", "owner", "due", "status"))


@layout()
def objective_once_then_blank(rng):
    its = items(rng)
    for at, item in enumerate(its):
        item["cells"] = {"objective": item["theme"] if at == 0 or its[at - 1]["theme"] != item["theme"] else ""}
    return Plan([*front(rng), table(rng, its, ["objective", "title", "owner", "due", "rag", "progress"])], told(its, "theme", *BASIC))


@layout()
def recommendation_beside_action(rng):
    its = items(rng)
    names = {"theme": "Recommendation", "title": rng.choice(("Action", "Our action", "Agreed action", "Activity"))}
    return Plan([*front(rng), table(rng, its, ["theme", "title", "owner", "due", "rag", "progress"], headings=names)], told(its, "theme", *BASIC))


@layout()
def objectives_that_are_sentences(rng):
    its = items(rng, 9, 3)
    aims = rng.sample(OBJECTIVES, 3)
    for item in its:
        item["cells"] = {"objective": aims[item["group"] % 3]}
    return Plan([*front(rng), table(rng, its, ["objective", "title", "owner", "due", "rag"])], told(its, "owner", "due", "rag"))


@layout()
def rows_that_are_headings(rng):
    its = items(rng)
    block = table(rng, its, ["label", "title", "owner", "due", "rag", "progress"])
    rows = block.rows[:1]
    for at, item in enumerate(its):
        if at == 0 or its[at - 1]["theme"] != item["theme"]:
            rows.append([Cell(item["theme"], across=6), None, None, None, None, None])
        rows.append(block.rows[at + 1])
    block.rows = rows
    return Plan([*front(rng), block], told(its, "theme", *BASIC))


@layout(".docx", ".html", ".md")
def a_table_for_each_theme(rng):
    its = items(rng, 12, 3)
    names = {role: heading(rng, role) for role in ("label", "title", "owner", "due", "rag")}
    blocks = front(rng)
    word = rng.choice(("Objective ", "Theme ", "", "Priority "))
    for number, theme in enumerate(dict.fromkeys(item["theme"] for item in its), start=1):
        blocks.append(Block("heading", f"{word}{number}: {theme}" if word else theme, level=2))
        blocks.append(table(rng, [item for item in its if item["theme"] == theme], list(names), headings=names))
    return Plan(blocks, told(its, "theme", "owner", "due", "rag"))


@layout(".xlsx")
def a_sheet_for_each_theme(rng):
    its = items(rng, 12, 3)
    names = {role: heading(rng, role) for role in ("label", "title", "owner", "due", "rag")}
    blocks = [
        table(rng, [item for item in its if item["theme"] == theme], list(names), headings=names, sheet=theme[:30])
        for theme in dict.fromkeys(item["theme"] for item in its)
    ]
    return Plan(blocks, told(its, "theme", "owner", "due", "rag"))


@layout()
def smart(rng):
    its = items(rng)
    for item in its:
        item["cells"] = {"measure": rng.choice(MEASURES), "achievable": rng.choice(("Yes", "Yes, within budget")), "relevant": item["theme"]}
    names = {
        "title": "Specific",
        "measure": "Measurable",
        "achievable": rng.choice(("Achievable", "Attainable")),
        "relevant": "Relevant",
        "due": rng.choice(("Time-bound", "Timed", "Timely", "Time bound")),
    }
    roles = ["label", "title", "measure", "achievable", "relevant", "due", "owner", "rag"]
    return Plan([*front(rng), table(rng, its, roles, headings=names)], told(its, "owner", "due", "rag"))


@layout()
def success_budget_two_leads(rng):
    its = items(rng)
    for item in its:
        item["cells"] = {"measure": rng.choice(MEASURES), "budget": rng.choice(BUDGETS), "executive": rng.choice(EXECUTIVES), "delivery": item["owner"]}
    roles = ["label", "title", "measure", "budget", *rng.sample(["executive", "delivery"], 2), "due", "rag", "progress"]
    return Plan([*front(rng), table(rng, its, roles)], told(its, *BASIC))


@layout()
def risks_and_priority(rng):
    its = items(rng)
    for item in its:
        item["priority"] = rng.choice(("High", "Medium", "Low"))
        item["cells"] = {"risk": rng.choice(RISKS)}
    roles = ["label", "priority", "title", "owner", "due", "risk", "status", "progress"]
    return Plan([*front(rng), table(rng, its, roles)], told(its, "owner", "due", "status", "progress", "priority"))


@layout()
def long_headings(rng):
    its = items(rng)
    names = {
        "title": rng.choice(
            (
                "Action that will be taken by the service to meet this aim over the life of the plan",
                "What the force will do to make this happen and who it will do it with",
            )
        ),
        "owner": rng.choice(("Name of the person who is responsible for delivery", "Lead officer (role, not name)")),
        "due": rng.choice(("Date by which the action will be completed", "Deadline agreed with the board (month and year)")),
        "progress": rng.choice(("Update on what has been achieved since the last meeting of the board", "Comments from the lead on progress made")),
    }
    return Plan([*front(rng), table(rng, its, ["label", "title", "owner", "due", "progress"], headings=names)], told(its, "owner", "due", "progress"))


def _ticked(rng, sign):
    its = items(rng, 8)
    groups = rng.sample(TICKED, 4)
    for item in its:
        own = [name for name in groups if rng.random() < 0.4]
        item["ticked"] = own
        item["cells"] = {name: (sign() if name in own else "") for name in groups}
    return its, groups


@layout()
def ticks_typed(rng):
    sign = rng.choice(("\u2713", "\u2714", "X", "Y", "\u2022"))
    its, groups = _ticked(rng, lambda: Cell(sign))
    block = table(rng, its, ["label", "title", "owner", *groups, "due", "status"], headings={name: name for name in groups})
    return Plan([*front(rng), block], told(its, "owner", "due", "status", "ticked"))


@layout(".docx", ".xlsx", ".html")
def ticks_under_two_rows_of_headings(rng):
    its, groups = _ticked(rng, lambda: Cell(tick=True))
    block = table(rng, its, ["label", "title", "owner", *groups, "due", "status"], headings={name: name for name in groups})
    top = [Cell("") if name not in groups else None for name in ["label", "title", "owner", *groups, "due", "status"]]
    names = block.rows[0]
    for at, cell in enumerate(top):
        top[at] = None if cell is None else Cell(names[at].text, down=2)
    top[3] = Cell("Protected characteristics", across=4)
    block.rows[0:1] = [top, [names[at] if 3 <= at < 7 else None for at in range(len(names))]]
    block.headed = 2
    return Plan([*front(rng), block], told(its, "owner", "due", "status", "ticked"))


@layout(".docx", ".html", ".md")
def footnote_marks(rng):
    its = items(rng)
    for item in rng.sample(its, 3):
        item["cells"] = {"owner": Cell(item["owner"], raised="1")}
    block = table(rng, its, ["label", "title", "owner", "due", "rag"])
    for row in block.rows:
        for cell in row:
            if cell.raised:
                cell.raised = "\u00b9"
    return Plan([*front(rng), block, Block("text", "\u00b9 Until the post is filled.")], told(its, "owner", "due", "rag"))


@layout(".docx", ".xlsx", ".html")
def a_row_struck_through(rng):
    its = items(rng)
    gone = rng.choice(its)
    block = table(rng, its, ["label", "title", "owner", "due", "status"])
    for cell in block.rows[its.index(gone) + 1]:
        cell.struck, cell.text = cell.text, ""
    for item in its:
        item["struck"] = item is gone
    return Plan([*front(rng), block], told(its, "owner", "due", "status", "struck"))


@layout(".docx", ".xlsx", ".html", ".md")
def a_day_struck_through(rng):
    its = items(rng)
    for item in rng.sample(its, 3):
        item["cells"] = {"due": Cell(item["due_raw"], struck="31/01/2022")}
    return Plan([*front(rng), table(rng, its, ["label", "title", "owner", "due", "rag"])], told(its, "owner", "due", "rag"))


@layout(".docx", ".html")
def hidden_words(rng):
    its = items(rng)
    for item in rng.sample(its, 3):
        item["cells"] = {"due": Cell(item["due_raw"], hidden="31/01/2022"), "owner": Cell(item["owner"], hidden="(was Smith)")}
    return Plan([*front(rng), table(rng, its, ["label", "title", "owner", "due", "rag"])], told(its, "owner", "due", "rag"))


@layout()
def rows_that_go_on(rng):
    its = items(rng)
    block = table(rng, its, ["label", "title", "owner", "due", "progress"])
    rows = block.rows[:1]
    for at, item in enumerate(its):
        rows.append(block.rows[at + 1])
        if rng.random() < 0.4:
            more = rng.choice(("and tell the board what came of it", "as well as the joint units", "(continued) and report each quarter"))
            tail = more.removeprefix("(continued) ")
            item["title"] = f"{item['title']} {tail}"
            rows.append(cells("", more, "", "", "More to follow" if rng.random() < 0.5 else ""))
    block.rows = rows
    return Plan([*front(rng), block], told(its, "owner", "due"))


@layout()
def headings_that_come_again(rng):
    its = items(rng, 12)
    block = table(rng, its, ["label", "title", "owner", "due", "rag", "progress"])
    again = cells(*(cell.text for cell in block.rows[0]))
    block.rows[7:7] = [again]
    return Plan([*front(rng), block], told(its, *BASIC))


@layout(".docx", ".xlsx", ".html")
def numbered_by_the_program(rng):
    its = items(rng)
    start = rng.choice((1, 1, 5, 21))
    for at, item in enumerate(its):
        item["cells"] = {"label": Cell(number=True)}
        item["label"] = str(start + at)
    block = table(rng, its, ["label", "title", "owner", "due", "status"])
    block.start = start
    return Plan([*front(rng), block], told(its, "label", "owner", "due", "status"))


@layout()
def label_within_the_words(rng):
    its = items(rng)
    for item in its:
        item["cells"] = {"title": f"{item['label']} {item['title']}"}
    return Plan([*front(rng), table(rng, its, ["title", "owner", "due", "rag"])], told(its, "label", "owner", "due", "rag"))


@layout(".docx", ".html", ".txt", ".xlsx")
def blocks_in_one_table(rng):
    its = items(rng, 7)
    names = {role: heading(rng, role) for role in ("title", "owner", "due", "rag", "progress")}
    rows = [cells(names[role], item.get(COLUMN[role], "")) for item in its for role in names]
    return Plan([*front(rng), Block("table", rows=rows, headed=0)], told(its, *BASIC))


@layout(".docx", ".html", ".md")
def a_block_a_table(rng):
    its = items(rng, 6)
    names = {role: heading(rng, role) for role in ("label", "title", "owner", "due", "status", "progress")}
    blocks = front(rng)
    for item in its:
        blocks += [Block("table", rows=[cells(names[role], item.get(COLUMN[role], "")) for role in names], headed=0), Block("text", " ")]
    return Plan(blocks, told(its, "owner", "due", "status", "progress"))


@layout(".docx", ".html", ".xlsx")
def blocks_of_four_columns(rng):
    its = items(rng, 6)
    names = {role: heading(rng, role) for role in ("title", "owner", "due", "rag")}
    rows = []
    for item in its:
        rows += [cells(names["title"], item["title"], names["owner"], item["owner"]), cells(names["due"], item["due_raw"], names["rag"], item["rag"])]
    return Plan([*front(rng), Block("table", rows=rows, headed=0)], told(its, "owner", "due", "rag"))


@layout(".docx", ".html", ".md", ".txt")
def bullets_with_names_and_days(rng):
    its = items(rng, 9, 3)
    lead, colour = rng.choice(("Lead", "Owner", "Responsible")), rng.choice(("RAG", "Status", "BRAG"))
    by = rng.choice(("By {}.", "Due: {}.", "Deadline: {}.", "By when: {}."))
    blocks = front(rng)
    for number, theme in enumerate(dict.fromkeys(item["theme"] for item in its), start=1):
        own = [item for item in its if item["theme"] == theme]
        blocks.append(Block("heading", f"{number}. {theme}", level=2))
        blocks.append(
            Block(
                "list",
                points=[f"{item['label']} {item['title']}. {lead}: {item['owner']}. {by.format(item['due_raw'])} {colour}: {item['rag']}." for item in own],
            )
        )
    return Plan(blocks, told(its, "owner", "due", "rag", "theme"))


@layout(".docx", ".html", ".md", ".txt")
def bullets_with_brackets(rng):
    its = items(rng, 8)
    for item in its:
        item["due_raw"], item["due"] = due(rng, plain=True)
    points = [f"{item['title']} ({item['owner']}, {item['due_raw']})" for item in its]
    return Plan([*front(rng), Block("heading", "Actions", level=2), Block("list", points=points)], told(its, "owner", "due"))


@layout(".docx", ".html", ".md", ".txt")
def coded_paragraphs(rng):
    its = items(rng, 8)
    code = rng.choice(("R", "A", "EDI-", "REC "))
    blocks = front(rng)
    for at, item in enumerate(its, start=1):
        item["label"] = f"{code}{at}"
        blocks.append(Block("text", f"{code}{at}{rng.choice(('.', ':', ' -'))} {item['title']}."))
    return Plan(blocks, told(its))


@layout(".docx", ".html", ".md", ".txt")
def coded_paragraphs_with_lines(rng):
    its = items(rng, 6)
    lead, when = rng.choice(("Lead", "Owner", "Responsible")), rng.choice(("Deadline", "Due", "By when", "Target date"))
    blocks = front(rng)
    for at, item in enumerate(its, start=1):
        blocks += [Block("text", f"Action {at}: {item['title']}"), Block("text", f"{lead}: {item['owner']}"), Block("text", f"{when}: {item['due_raw']}")]
    return Plan(blocks, told(its, "owner", "due"))


@layout(".docx", ".html", ".md", ".txt")
def recommendations_in_prose(rng):
    its = items(rng, 7)
    blocks = front(rng)
    for at, item in enumerate(its, start=1):
        answer = rng.choice(ANSWERS)
        item["response"] = "not_accepted" if answer == "Rejected" else "accepted"
        blocks += [Block("text", f"Recommendation {at}"), Block("text", f"{item['title']}."), Block("text", f"Response: {answer}. {item['progress']}")]
    return Plan(blocks, told(its, "progress", "response"))


@layout(".docx", ".html", ".md", ".txt")
def numbered_list(rng):
    its = items(rng, 9)
    name = rng.choice(("Recommendations", "Summary of actions", "Our commitments", "Next steps"))
    return Plan([*front(rng), Block("heading", name, level=2), Block("list", points=[item["title"] for item in its], ordered=True)], told(its))


@layout()
def maturity_in_words(rng):
    ladder = rng.choice(LEVELS)
    its = [{"title": theme} for theme in rng.sample(THEMES, 5)]
    for item in its:
        at = rng.randrange(len(ladder) - 1)
        item["level"], item["target_level"] = ladder[at], ladder[rng.randint(at + 1, len(ladder) - 1)]
        item["cells"] = {name: rng.choice(PROGRESS) for name in ladder}
    names = {"title": rng.choice(("Outcome", "Standard", "Domain", "Element")), **{name: name for name in ladder}}
    return Plan([*front(rng), table(rng, its, ["title", *ladder, "level", "target_level"], headings=names)], told(its, "level", "target_level"))


@layout()
def levels_evidence_and_lead(rng):
    its = items(rng, 6)
    for item in its:
        item["level"], item["target_level"] = str(rng.randint(1, 3)), str(rng.randint(3, 5))
    roles = ["title", "level", "target_level", "owner", "due", "progress"]
    return Plan(
        [*front(rng), table(rng, its, roles, headings={"title": rng.choice(("Outcome", "Commitment", "Objective")), "progress": "Evidence"})],
        told(its, "level", "target_level", "owner", "due", "progress"),
    )


@layout()
def response_and_comments(rng):
    its = items(rng)
    for item in its:
        answer = rng.choice(ANSWERS)
        item["response"] = "not_accepted" if answer == "Rejected" else "accepted"
        item["cells"] = {"response": answer, "comment": item["progress"]}
    names = {"title": rng.choice(("Recommendation", "Recommendation text", "Area for improvement"))}
    return Plan(
        [*front(rng), table(rng, its, ["label", "title", "response", "comment", "owner", "due"], headings=names)],
        told(its, "response", "progress", "owner", "due"),
    )


@layout()
def response_first(rng):
    its = items(rng, 9)
    for item in its:
        item["progress"] = item["progress"] or "Work has begun in two directorates"
    names = {"progress": rng.choice(("Response", "Force response", "Our response")), "title": "Recommendation"}
    return Plan([*front(rng), table(rng, its, ["progress", "title"], headings=names)], told(its, "progress"))


@layout(*RICH)
def owner_merged_down(rng):
    its = items(rng, 9, 3)
    for item in its:
        item["owner"] = POSTS[item["group"]]
    block = table(rng, its, ["label", "title", "owner", "due", "rag"])
    groups = [item["group"] for item in its]
    for at, group in enumerate(groups, start=1):
        block.rows[at][2] = Cell(its[at - 1]["owner"], down=groups.count(group)) if groups.index(group) + 1 == at else None
    return Plan([*front(rng), block], told(its, "owner", "due", "rag"))


@layout()
def an_update_each_quarter(rng):
    its = items(rng)
    quarters = [f"Q{n} {rng.choice(('update', '2024/25', ''))}".strip() for n in (1, 2, 3)]
    for item in its:
        item["cells"] = {name: rng.choice(PROGRESS) for name in quarters}
        item["progress"] = item["cells"][quarters[0]]
    return Plan(
        [*front(rng), table(rng, its, ["label", "title", "owner", "due", "rag", *quarters], headings={name: name for name in quarters})], told(its, *BASIC)
    )


@layout(".xlsx", ".docx", ".html")
def notes_above_and_below(rng):
    its = items(rng)
    block = table(rng, its, ["label", "title", "owner", "due", "status"])
    width = len(block.rows[0])
    block.rows[0:0] = [[Cell("Delivery plan, version 3", across=width), *[None] * (width - 1)]]
    block.rows.append([Cell("Note: dates are those agreed in March.", across=width), *[None] * (width - 1)])
    return Plan([*front(rng), block], told(its, "owner", "due", "status"))


@layout()
def three_levels(rng):
    its = items(rng)
    for item in its:
        item["cells"] = {"pillar": rng.choice(("Pillar A", "Pillar B"))}
    return Plan([*front(rng), table(rng, its, ["pillar", "objective", "label", "title", "owner", "due", "rag"])], told(its, "theme", "owner", "due", "rag"))


@layout()
def headings_nobody_uses(rng):
    """Words that no reader can know: what the cells hold must do, and it must be asked."""
    its = items(rng, 12)
    names = {
        "title": rng.choice(("Undertaking agreed", "The job", "Ask")),
        "owner": rng.choice(("On point", "Baton", "Whose")),
        "due": rng.choice(("Sorted by", "Landing", "Wrap")),
        "rag": rng.choice(("How is it", "Light", "Temperature")),
        "progress": rng.choice(("Story so far", "Words", "Journal")),
    }
    return Plan([*front(rng), table(rng, its, ["label", "title", "owner", "due", "rag", "progress"], headings=names)], told(its, *BASIC))
