"""Tables as a pack prints them, written by hand, for what is planted in them."""

import csv
import json
from math import floor

import pytest

YEAR, THREE = ("12m", "2022-04-01", "2023-03-31"), ("36m", "2020-04-01", "2023-03-31")
LEFT = "officers who left within the period, by any door"
ALSO_LEFT = "officers who left for any reason, transfers to other forces included"
BUT = "officers who left for any reason but a transfer to another force"
START = "officers in post on the day before the period began"


@pytest.fixture
def printed(tmp_path):
    """``printed(name, {group: (number, base)})`` writes a table; None is a hidden row. ``to``: rounded to so many."""

    def write(name, groups, *, words=LEFT, base=START, characteristic="sex", window=YEAR, key=None, kind="proportion", public=False, to=1, folder=""):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        side = {
            "shape": "counts",
            "public": public,
            "policy": {"round_to": to},
            "definition": {"numerator": words, "denominator": base, "noun": "officers", "title": name},
        }
        (place / f"{name}.json").write_text(json.dumps(side), encoding="utf-8")
        columns = [
            "kind",
            "window",
            "period_start",
            "period_end",
            "characteristic",
            "group",
            *([key] if key else []),
            "numerator",
            "denominator",
            "rate",
            "status",
        ]
        with (place / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            for group, counts in groups.items():
                group, *value = group if isinstance(group, tuple) else (group,)
                writer.writerow(
                    [kind, *window, characteristic, group, *value, *(_rounded(counts, to) if counts else ("", "", "")), "shown" if counts else "hidden"]
                )
        return place

    return write


def _rounded(counts, to):
    rate = counts[0] / counts[1] if counts[1] else ""
    return (*(floor(count / to + 0.5) * to for count in counts), round(rate, 2) if to > 1 else rate)
