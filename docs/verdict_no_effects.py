"""How many flags a whole pack raises where no group differs from another, beside the number its front expects of chance.

A synthetic force is drawn without effects, and then without confounding: the characteristics of each person (and of each
encounter, respondent and applicant) are dealt out again at random, so that nobody's group has to do with their length of
service, unit or rank. Its standing questions are then counted, compared and judged in the families of their pages.

    python docs/verdict_no_effects.py 20 docs/verdict-no-effects.csv
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eianalysis import load_cycle, synthetic  # noqa: E402
from eianalysis.dataset import Force  # noqa: E402
from eianalysis.errors import EIAnalysisError  # noqa: E402
from eianalysis.measures import families  # noqa: E402
from eianalysis.report import flags  # noqa: E402

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


def pack(seed: int) -> flags.Flags:
    """The flags of one force beside those expected."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        for part in ("cycles", "reference", "recommendations"):
            shutil.copytree(ROOT / "data" / part, data / part)
        synthetic.write(data / "synthetic", tables=dealt(synthetic.force(seed=seed, effects=synthetic.NO_EFFECTS), seed))
        force, pages = Force(load_cycle("2023-04", data_dir=data, outputs_dir=Path(folder) / "outputs")), {}
        for name, (_, ask) in force.standing.items():
            if not ask.compared:
                continue
            try:
                result = force.stand(name)
            except EIAnalysisError:
                continue
            if not result.missing and result.shape == "counts":
                table = result.unreleased
                pages.setdefault(ask.page, []).append(replace(result, counts=table[table["characteristic"].isin(ASKED)], steps=()))
        found = []
        for page, results in pages.items():
            family, alpha = families.family_of(page, results), 1 - results[0].confidence
            results = [replace(each, counts=families.settled(each.counts, keys=each.keys, alpha=alpha, family=family)) for each in results]
            found.append(flags.comparisons_of(page, results))
        return flags.flags(pd.concat([each for each in found if len(each)], ignore_index=True))


def main(packs: int, path: Path) -> None:
    rows = []
    for seed in range(1, packs + 1):
        rows.append({"seed": seed, **pack(seed)._asdict()})
        pd.DataFrame(rows).round(2).to_csv(path, index=False, lineterminator="\n")
    table = pd.DataFrame(rows)
    for name in ("clear", "possible"):
        print(f"{name}: {table[name].mean():.2f} a pack seen, {table[f'{name}_by_chance'].mean():.2f} expected")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
