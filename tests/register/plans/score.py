"""Reads invented plans and counts: how many fields are right, and which are wrong without a word."""

from __future__ import annotations

import importlib
import random
import sys
import zlib
from pathlib import Path

from eianalysis.errors import DataFault
from eianalysis.register.written_dates import parse_date_as_written
from eianalysis.register.read.contents import colour_words
from eianalysis.register.read.document import read_document
from eianalysis.register.text import comparable
from tests.register.plans.write import write

#: Questions and flags that tell of a field.
TOLD = {
    "owner": ({"owner", "other_owner"}, {"read_from_brackets", "merged_cell", "owner_from_objective", "part_struck_through"}),
    "due": ({"due", "start", "earlier_due"}, {"date_not_read", "read_from_brackets", "part_struck_through", "hidden_text"}),
    "rag": ({"rag", "earlier_rag", "status"}, {"colour_not_read", "colour_from_shading"}),
    "status": ({"status", "rag"}, {"status_not_read"}),
    "progress": ({"progress", "title", "measure", "response"}, {"joined_over_pages"}),
    "theme": ({"theme", "title", "measure", "progress"}, {"theme_from_above"}),
    "label": ({"label"}, {"id_by_place", "label_stands_twice"}),
    "title": ({"title", "items"}, {"joined_over_pages", "struck_through"}),
    "level": ({"level", "target_level"}, set()),
    "target_level": ({"level", "target_level"}, set()),
    "priority": ({"priority"}, set()),
    "response": ({"response", "progress"}, {"response_not_known"}),
    "ticked": (set(), set()),
    "struck": (set(), {"struck_through"}),
}


def plain(text: object) -> str:
    return comparable(text).strip(" .")


def same(key: str, wanted, item) -> bool:
    if key == "title":
        return plain(item.title_raw) == plain(wanted)
    if key == "owner":
        return plain(item.owner_raw) == plain(wanted)
    if key == "due":
        return parse_date_as_written(item.date_raw).due == wanted
    if key == "rag":
        return colour_words(item.rag_raw) == wanted.casefold()
    if key == "status":
        return plain(item.status_raw) == plain(wanted)
    if key == "progress":
        return plain(wanted) in plain(item.progress_raw) and (bool(wanted) or not item.progress_raw or item.response != "")
    if key == "theme":
        return plain(item.workstream) == plain(wanted) or plain(wanted) in plain(item.workstream).split(" / ")
    if key == "label":
        return plain(item.label).strip("():-") == plain(wanted).strip(":-")
    if key == "ticked":
        return sorted(item.ticked) == sorted(wanted)
    if key == "struck":
        return ("struck_through" in item.flags) == wanted
    return plain(getattr(item, key)) == plain(wanted)


def scored(plan, path: Path) -> tuple[int, int, list[str], list[str]]:
    """Fields right, fields in all, those wrong, and those of them that nothing tells of."""
    write(plan.blocks, path)
    wanted = sum(len(item) for item in plan.items)
    try:
        reading = read_document(path, prefix="NEW")
    except DataFault as fault:
        return 0, wanted, [f"refused: {str(fault).splitlines()[1].strip()[:80]}"], []
    found: dict[str, list] = {}
    for item in reading.items:
        found.setdefault(plain(item.title_raw), []).append(item)
    asked = {question.about for question in reading.questions}
    listed = " ".join(what for _, what in reading.unplaced)
    right, wrong, silent = 0, [], []
    taken = 0
    for item in plan.items:
        own = found.get(plain(item["title"]), [])
        if not own:
            near = [other for other in reading.items if plain(item["title"])[:25] in plain(other.title_raw)]
            told = bool(asked & {"title", "items"}) or bool(near and {"joined_over_pages", "shared_cell"} & set(near[0].flags)) or "no plan" in listed
            wrong += [f"missing: {item['title'][:40]}"] * len(item)
            silent += [] if told else [f"missing: {item['title'][:50]}"]
            continue
        one = own.pop(0)
        taken += 1
        for key, value in item.items():
            if same(key, value, one):
                right += 1
            else:
                got = {
                    "title": one.title_raw,
                    "owner": one.owner_raw,
                    "due": one.date_raw,
                    "rag": one.rag_raw,
                    "status": one.status_raw,
                    "progress": one.progress_raw,
                    "theme": one.workstream,
                    "label": one.label,
                    "ticked": one.ticked,
                }.get(key, getattr(one, key, ""))
                said = f"{key}: wanted {value!r}, got {str(got)[:60]!r}"
                wrong.append(said)
                questions, flags = TOLD[key]
                if not (asked & questions or set(one.flags) & flags or one.confidence in ("guessed", "failed")):
                    silent.append(said)
    parents = {item.parent_id for item in reading.items}
    extra = [item for item in reading.items if item.item_id not in parents and any(item is left for rest in found.values() for left in rest)]
    for item in extra:
        wrong.append(f"extra: {item.title_raw[:50]}")
        if not (asked & {"title", "items"} or item.confidence in ("guessed", "failed")):
            silent.append(f"extra: {item.title_raw[:50]}")
    return right, wanted, wrong, silent


def run(layouts, folder: Path, seeds, formats: int = 3):
    """Every layout in several formats for each seed: {layout: (right, wanted, wrong, silent)}."""
    results = {}
    for layout in layouts:
        right = wanted = 0
        wrong, silent = [], []
        for seed in seeds:
            rng = random.Random(zlib.crc32(f"{layout.name}-{seed}".encode()))
            kinds = list(layout.formats)
            rng.shuffle(kinds)
            for kind in kinds[:formats]:
                state = rng.getstate()
                plan = layout.make(rng)
                rng.setstate(state)
                a, b, c, d = scored(plan, folder / f"{layout.name}-{seed}{kind}")
                right, wanted = right + a, wanted + b
                wrong += [f"{kind} {seed} {one}" for one in c]
                silent += [f"{kind} {seed} {one}" for one in d]
        results[layout.name] = right, wanted, wrong, silent
    return results


def main(module: str = "layouts", first: str = "0", last: str = "3", *names: str) -> None:
    """``python -m tests.register.plans.score layouts_held_out 0 3``: a line a layout, and the first of what went wrong."""
    import tempfile

    folder = Path(tempfile.mkdtemp())
    chosen = [one for one in importlib.import_module(f"tests.register.plans.{module}").LAYOUTS if not names or one.name in names]
    found = run(chosen, folder, range(int(first), int(last)))
    for name, (right, wanted, wrong, silent) in found.items():
        print(f"{name:48} {right:5}/{wanted:5} {right / max(wanted, 1):7.1%}  without a word: {len(silent)}")
        for one in wrong if names else wrong[:4]:
            print("      ", one)
    total, wanted = sum(one[0] for one in found.values()), sum(one[1] for one in found.values())
    print(
        f"{len(found)} layouts: {total} of {wanted} fields right ({total / wanted:.2%}), "
        f"wrong without a word {sum(len(one[3]) for one in found.values())}; the files are in {folder}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
