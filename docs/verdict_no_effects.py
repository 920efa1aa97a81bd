"""How many flags the tables of a pack show where no group differs from another, beside the number its front expects of chance.

A synthetic force is drawn without effects, and then without confounding: the characteristics of each person (and of each
encounter, respondent and applicant) are dealt out again at random, so that nobody's group has to do with their length of
service, unit or rank. Every standing question of its pages is then counted, planned, judged in the family of its page, released
and saved as a run does it. The flags are counted by what counts those of a front: they are those a reader sees. No page is
rendered there: the prose of a page changes no figure. Of a few forces the whole pack is rendered beside it, and its front read as a
reader reads it: what it prints is held to what its own tables flag, and to the number expected of them.

    python docs/verdict_no_effects.py 20 docs/verdict-no-effects.csv    # about 50 CPU seconds a force; those in the file are not made again
    python docs/verdict_no_effects.py rendered 3                        # whole packs of the first forces, some minutes each

The table stands in docs/verdicts.md. Remove the file where the rule of a verdict or of the gate has changed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eianalysis import load_cycle, save, synthetic  # noqa: E402
from eianalysis.cycle import BoardCycle  # noqa: E402
from eianalysis.dataset import Force  # noqa: E402
from eianalysis.errors import EIAnalysisError  # noqa: E402
from eianalysis.measures import families  # noqa: E402
from eianalysis.measures.catalogue import declared_measures  # noqa: E402
from eianalysis.report.clearest import Compared, ranked  # noqa: E402
from eianalysis.report.count import found_here, questions  # noqa: E402
from eianalysis.report.flags import Flags  # noqa: E402
from eianalysis.report.front import read  # noqa: E402
from eianalysis.report.front_differences import chance  # noqa: E402
from eianalysis.report.notebooks import select  # noqa: E402
from eianalysis.report.pack_plan import plan_pack  # noqa: E402
from eianalysis.report.released_tables import ReleasedTable, read_released  # noqa: E402
from eianalysis.report.run import run_cycle  # noqa: E402
from eianalysis.results import Result  # noqa: E402

PAGE = ROOT / "docs" / "verdicts.md"
#: Samples of what was dealt out again are samples of it no more, and a page of them is refused.
SAMPLES = ("dip_samples",)
#: What the front of a pack says of its flags.
SAID = re.compile(r"Of ([\d,]+) comparisons ([\d,]+) are clear, ([\d,]+) possible; by chance ([\d.]+) and ([\d.]+)")
KEPT = ("comparisons", "pages", "clear", "possible", "clear_by_chance", "possible_by_chance")
BETWEEN = re.compile(r"(<!-- no effects -->\n).*(<!-- /no effects -->)", re.S)
#: What is dealt out again: whatever a column's name begins with (whose it is: a complainant's, a perceived one).
DEALT = (
    "ethnicity_code",
    "ethnicity",
    "sex",
    "disability",
    "religion",
    "sexual_orientation",
    "gender_reassignment",
    "marital",
    "Gender",
    "Self-defined ethnicity",
    "Officer-defined ethnicity",
    "Age range",
)
WHOSE = ("person_ref", "respondent_ref", "applicant_ref")
#: Comparisons by these alone: groups of any other kind (a rank, a pattern, an object) were not dealt out.
ASKED = (
    "ethnicity",
    "ethnicity_2",
    "ethnicity_5",
    "sex",
    "woman",
    "women",
    "minority",
    "black",
    "disability",
    "religion",
    "sexual_orientation",
    "marital",
    "lgb",
)


def dealt(tables: dict[str, pd.DataFrame], seed: int) -> dict[str, pd.DataFrame]:
    """The tables with everybody's characteristics dealt out again, the same to each person in all of them."""
    rng, known = np.random.default_rng(seed), {}
    return {name: _dealt(frame, known, rng) for name, frame in tables.items()}


def _dealt(frame: pd.DataFrame, known: dict, rng) -> pd.DataFrame:
    columns = [name for name in frame if name.removeprefix("complainant_").removeprefix("perceived_").removeprefix("officer_") in DEALT]
    if not columns:
        return frame
    key = next((name for name in WHOSE if name in frame), None)
    if key is None:
        return frame.assign(**{name: frame[columns].to_numpy()[at, place] for at in [rng.permutation(len(frame))] for place, name in enumerate(columns)})
    hands = frame.drop_duplicates(key, keep="last").set_index(key)[columns]
    new = hands.index.difference(list(known)) if key == "person_ref" else hands.index
    deal = hands.loc[new].iloc[rng.permutation(len(new))]
    mine = known if key == "person_ref" else {}
    mine.update(zip(new, deal.to_dict("records"), strict=True))
    return frame.assign(**{name: [mine[who].get(name, was) for who, was in zip(frame[key], frame[name], strict=True)] for name in columns})


def null_force(folder: Path, seed: int, without: tuple[str, ...] = ()) -> BoardCycle:
    """A project of a force in which nothing differs, and its cycle; ``without`` names tables that it does not have."""
    data = folder / "data"
    for part in ("cycles", "reference", "recommendations"):
        shutil.copytree(ROOT / "data" / part, data / part)
    tables = dealt(synthetic.force(seed=seed, effects=synthetic.NO_EFFECTS), seed)
    synthetic.write(data / "synthetic", tables={name: frame for name, frame in tables.items() if name not in without})
    return load_cycle("2023-04", data_dir=data, outputs_dir=folder / "outputs")


def told_of(tables: Mapping[str, ReleasedTable], cycle: BoardCycle, *, only_null: bool = True) -> Flags:
    """The flags that the tables of a pack show, and those expected: of everything, as its front has it, or of what was dealt out."""
    found = ranked(tables, declared_measures())
    shown = replace(found, comparisons=tuple(filter(null, found.comparisons))) if only_null else found
    told = chance(shown, cycle)
    if told is None:
        raise SystemExit("a reference stands in no table, so the front of this pack expects no number")
    return told


def printed(front: str) -> dict[str, float]:
    """What a front says of its flags: how many comparisons, clear, possible, and the two numbers that chance alone would give."""
    names = ("comparisons", "clear", "possible", "clear_by_chance", "possible_by_chance")
    found = SAID.search(" ".join(read(front).split()))
    if found is None:
        raise SystemExit("the front says nothing of the flags that chance would raise")
    return dict(zip(names, map(float, found.groups()), strict=True))


def tables_of(folder: Path) -> dict[str, ReleasedTable]:
    """The tables of a finished pack, each of the page that saved it: whose family its comparisons are of."""
    saved: dict[str, list[str]] = {}
    for each in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["releases"]:
        for page in each["pages"]:
            saved.setdefault(page, []).append(each["name"])
    return read_released(folder / "tables", dict(sorted(saved.items())))


def rendered(seed: int) -> tuple[dict[str, float], Flags, Flags]:
    """A whole pack of a force in which nothing differs: what its front prints, what its tables flag, and of those what was dealt out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cycle = null_force(folder, seed, without=SAMPLES)
        page = run_cycle(cycle, notebooks_dir=ROOT / "notebooks")
        tables = tables_of(cycle.folder)
        return printed(page.read_text(encoding="utf-8")), told_of(tables, cycle, only_null=False), told_of(tables, cycle)


def pack(seed: int) -> dict[str, object]:
    """The flags of the tables of one force beside those expected, and how many of its comparisons are hidden."""
    with tempfile.TemporaryDirectory() as folder:
        cycle, scratch = null_force(Path(folder), seed), Path(folder) / "scratch"
        asked = questions(cycle, select(ROOT / "notebooks", cycle))
        scratch.mkdir()
        plan_pack(cycle, scratch, asked, summary=False)
        with found_here(scratch):
            pages = released(Force(cycle), asked)
            tables = read_released(cycle.folder / "tables", pages)
        told = told_of(tables, cycle)._asdict()
        return {"seed": seed, **{name: told[name] for name in KEPT}, "hidden": hidden_in(tables)}


def null(each: Compared) -> bool:
    """Whether nothing differs in what is compared: groups that were dealt out, and not beside a population outside the force."""
    return each.row["characteristic"] in ASKED and pd.isna(each.row.get("benchmark_share"))


def released(force: Force, asked: list[str]) -> dict[str, list[str]]:
    """Release and save every standing question that compares, its exploratory rows judged with those of its page; the tables of each page."""
    results, pages = {}, {}
    page_of = {name: ask.page for name, (_, ask) in force.standing.items() if name in asked and ask.compared}
    for name in page_of:
        with suppress(EIAnalysisError):  # a question that cannot be counted is told on its page
            result = force.stand(name)
            if not result.missing and result.shape == "counts":
                results[name] = result
    for page in set(page_of.values()):
        together = [dealt_only(each) for name, each in results.items() if page_of[name] == page]
        families.keep(Path(os.environ[families.FAMILIES]), families.family_of(page, together))
    for name in results:
        table = re.sub(r"[^a-z0-9_-]+", "-", name)
        save(force.stand(name).release(), force.cycle, table)
        pages.setdefault(page_of[name], []).append(table)
    return pages


def dealt_only(result: Result) -> Result:
    """The result without comparisons of what was not dealt out: ranks and squads do differ, and are of no family of nulls."""
    table = result.unreleased
    return replace(result, counts=table[table["characteristic"].isin(ASKED)], steps=())


def hidden_in(tables: Mapping[str, ReleasedTable]) -> int:
    """How many rows of groups that were dealt out, each with a reference beside it, the gate hides."""
    rows = [each.rows[each.rows["characteristic"].isin(ASKED) & each.rows["comparison"].notna()] for each in tables.values()]
    return int(sum(each["status"].eq("hidden").sum() for each in rows))


def figures(packs: pd.DataFrame) -> str:
    """The table of the page."""
    many = len(packs)
    lines = [
        f"Of {many} forces, {packs['comparisons'].mean():.0f} comparisons a pack on {packs['pages'].min()} to {packs['pages'].max()} pages, "
        f"beside {packs['hidden'].mean():.0f} that the gate hides (`docs/verdict-no-effects.csv`):",
        "",
        f"| what the tables of a pack show | mean of {many} | least and most | expected, as the front prints it |",
        "|---|---:|---:|---:|",
    ]
    for name in ("clear", "possible"):
        seen, expected = packs[name], packs[f"{name}_by_chance"].mean()
        error = seen.std() / many**0.5
        lines.append(f"| `{name} difference` | {seen.mean():.2f} (standard error {error:.2f}) | {seen.min()} to {seen.max()} | {expected:.2f} |")
    return "\n".join(lines) + "\n"


def main(many: int, path: Path) -> None:
    rows = pd.read_csv(path).to_dict("records") if path.exists() else []
    done = {row["seed"] for row in rows}
    for seed in (seed for seed in range(1, many + 1) if seed not in done):
        rows.append(pack(seed))
        pd.DataFrame(rows).sort_values("seed").round(2).to_csv(path, index=False, lineterminator="\n")
    told = figures(pd.read_csv(path))
    print(told)
    PAGE.write_text(BETWEEN.sub(lambda found: f"{found[1]}{told}{found[2]}", PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__" and sys.argv[1] == "rendered":
    for seed in range(1, int(sys.argv[2]) + 1):
        front, whole, dealt_out = rendered(seed)
        print(f"seed {seed}: the front prints {front}; its tables hold {whole}; of groups that were dealt out {dealt_out}", flush=True)
elif __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
