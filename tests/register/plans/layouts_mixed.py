"""Plans put together at random: any columns, in any order, under any of their headings, with cells left blank as people do."""

from __future__ import annotations

import random

from tests.register.plans.layouts import Layout, Plan, front, heading
from tests.register.plans.words import ANSWERS, BUDGETS, COLOURS, EXECUTIVES, MEASURES, POSTS, PROGRESS, RISKS, STATUSES, THEMES, day, due, sentences
from tests.register.plans.words_held_out import NOTES, PEOPLE, many, when
from tests.register.plans.write import Block, cells

MAY_BE = {
    "label": 0.7,
    "theme": 0.4,
    "owner": 0.9,
    "executive": 0.2,
    "due": 0.9,
    "start": 0.2,
    "rag": 0.5,
    "earlier_rag": 0.15,
    "status": 0.5,
    "progress": 0.6,
    "measure": 0.3,
    "budget": 0.2,
    "risk": 0.15,
    "priority": 0.15,
    "response": 0.1,
}
PLAIN = {"executive": EXECUTIVES, "budget": BUDGETS, "risk": RISKS, "measure": MEASURES, "priority": ("High", "Medium", "Low"), "earlier_rag": COLOURS}


def mixed(rng: random.Random) -> Plan:
    roles = [role for role, share in MAY_BE.items() if rng.random() < share]
    if len({"owner", "due", "rag", "status"} & set(roles)) < 2:
        roles += [role for role in ("owner", "due") if role not in roles]
    if "earlier_rag" in roles and "rag" not in roles:
        roles.remove("earlier_rag")
    roles.append("title")
    rng.shuffle(roles)
    if rng.random() < 0.6:  # as most plans go
        roles.sort(key=lambda role: ("label", "theme", "title").index(role) if role in ("label", "theme", "title") else 3)
    taken: set[str] = set()
    names = {role: heading(rng, role if not (role == "due" and "start" in roles) else "end", taken) for role in roles}
    count, first = rng.randint(4, 18), rng.random() < 0.5
    titles = sentences(rng, count) if first else many(rng, count)
    told, rows = [], [cells(*(names[role] for role in roles))]
    themes = rng.sample(THEMES, 3)
    for at, title in enumerate(titles):
        raw, last = (due if first else when)(rng)
        answer = rng.choice(ANSWERS)
        item = {
            "title": title,
            "owner": rng.choice(POSTS if first else PEOPLE),
            "due": (raw, last),
            "rag": rng.choice(COLOURS),
            "status": rng.choice(STATUSES),
            "progress": rng.choice(PROGRESS if first else NOTES),
            "theme": themes[at * 3 // count],
            "label": str(at + 1),
            "response": (answer, "not_accepted" if answer == "Rejected" else "accepted"),
        }
        blank = {role for role in ("owner", "due", "rag", "status", "progress") if rng.random() < 0.08}
        if len([role for role in ("owner", "due", "rag", "status") if role in roles and role not in blank]) == 0:
            blank = set()
        row, wanted = [], {"title": title}
        for role in roles:
            value = item.get(role, "")
            if role == "start":
                row.append(day(rng, 2022, 2023).strftime("%d/%m/%Y"))
            elif role in PLAIN:
                row.append(rng.choice(PLAIN[role]))
            elif role in blank:
                row.append("")
                if role == "due":
                    wanted["due"] = None
            else:
                row.append(value[0] if isinstance(value, tuple) else value)
                wanted[role] = value[1] if isinstance(value, tuple) else value
        if "response" in roles and "progress" in roles:
            wanted.pop("progress", None)  # a response may be told there too
        rows.append(cells(*row))
        told.append(wanted)
    return Plan([*front(rng), Block("table", rows=rows)], told)


LAYOUTS = [Layout("mixed", mixed, (".docx", ".xlsx", ".html", ".md", ".txt", ".csv"))]
