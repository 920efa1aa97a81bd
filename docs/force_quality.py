"""Makes docs/force-quality.csv and docs/force-quality.md: what the published searches of every force can and cannot say.

    python docs/force_quality.py FOLDER

FOLDER holds month files of data.police.uk, or archives and folders of them. Each force is read as a pack would read it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from eianalysis.errors import DataFault
from eianalysis.sources.months import find_months
from eianalysis.sources.stop_search import read_stop_search
from eianalysis.vocabulary import UNDECLARED

HERE = Path(__file__).resolve().parent
TITLE = """# The data of every force, as far as they are published

Made by `python docs/force_quality.py FOLDER` from the files of data.police.uk of {first} to {last} (Open Government Licence v3.0), each
force read as a pack reads it. Shares are of searches of people. "Found" has two columns, because forces differ in whether they record a
link to what was sought where no further action followed; a rate is given only of a field that was filled in whatever the outcome.

* **half recorded**: filled in (nearly) only where the outcome goes one way, in all or some of the months: those give no rate.
* **leans**: recorded more often where something came of the search than where nothing did: used, and told.
* **yes or blank**: a flag that never says no; a blank is not a no, so no rate is given.
* **counted once**: searches that a month's file, or the next month's, lists again.

"""
HEADS = {
    "force": "Force",
    "months": "Months",
    "searches": "Searches of people",
    "counted_once": "Counted once",
    "not_stated": "Ethnicity not stated (%)",
    "officer_blank": "Officer's word blank (%)",
    "outcome_blank": "Outcome blank (%)",
    "link": "Link to what was sought",
    "link_known": "Link known (%)",
    "found_and_action": "Found, further action (%)",
    "found": "Found, whatever followed (%)",
    "clothing": "Clothing removed",
    "refused": "Refused",
}


def row(force: str, folder: Path) -> dict[str, object]:
    """What is told of one force."""
    try:
        table = read_stop_search(folder, force)
    except DataFault as fault:
        return {"force": force, "refused": str(fault).splitlines()[1].strip()[:120]}
    frame = table.frame[table.frame["person_searched"]]
    flags = {words for source in table.sources for words, _ in source.flags}
    known = frame[frame["find"].notna()]

    def share(where: pd.Series) -> float:
        return round(100 * float(where.astype(float).mean()), 1)

    state = [
        word
        for word, sign in (("half recorded", "outcome has to do with what was looked for is recorded nearly only"), ("leans", "share of finds leans"))
        if any(sign in words for words in flags)
    ]
    clothing = [words for words in flags if "says yes or nothing" in words and "clothing" in words]
    return {
        "force": force,
        "months": frame["month"].nunique(),
        "searches": len(frame),
        "counted_once": sum(rows for source in table.sources for _, rows in source.set_aside),
        "not_stated": share(frame["ethnicity_5"].isin(UNDECLARED)),
        "officer_blank": share(frame["officer_ethnicity"].isin(UNDECLARED)),
        "outcome_blank": share(frame["positive"].isna()),
        "link": ", ".join(state) or ("blank" if frame["linked"].isna().all() else "recorded"),
        "link_known": share(frame["linked"].notna()),
        "found_and_action": share(known["find"]) if len(known) else None,
        "found": share(known["linked"]) if len(known) else None,
        "clothing": "yes or blank" if clothing else "blank" if frame["clothing_removed"].isna().all() else f"{share(frame['clothing_removed'].dropna())}%",
        "refused": "",
    }


def main(folder: Path) -> None:
    files = find_months(folder)
    forces = sorted({file.force for file in files})
    table = pd.DataFrame([row(force, folder) for force in forces])[list(HEADS)]
    table.to_csv(HERE / "force-quality.csv", index=False, lineterminator="\n")
    shown = table.astype({name: "Int64" for name in ("months", "searches", "counted_once")}).astype(object).where(table.notna(), "")
    lines = ["| " + " | ".join(HEADS.values()) + " |", "|" + " --- |" * len(HEADS)]
    lines += ["| " + " | ".join(f"{value:,}" if isinstance(value, int) else str(value) for value in each) + " |" for each in shown.itertuples(index=False)]
    months = sorted(file.month for file in files)
    page = TITLE.format(first=months[0], last=months[-1]) + "\n".join(lines) + "\n"
    (HERE / "force-quality.md").write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
