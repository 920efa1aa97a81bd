"""Measures that may show the items of a draft, proposed from the measures' own words for a person to confirm.

A proposal binds nothing: it says which words an item and a measure share. Confirmed, it is measured without a target, because
none is read out of an item's words; whoever confirms it sets one where the item does.
"""

from __future__ import annotations

import csv
import io
import re

import pandas as pd

from eianalysis.declare import Measure
from eianalysis.measures.catalogue import declared_measures
from eianalysis.register.likeness import Wordings
from eianalysis.schema.evidence import EVIDENCE

LIKE, SHARED, MOST = 0.25, 2, 2  # how alike, how many words shared, how many measures an item
COLUMNS = ("confirmed", "item", "measures", "shared", *EVIDENCE.names)
#: What an item's words say of whom it is about, and the columns that measures are cut by for it.
_ABOUT = (
    (r"ethnic|rac(?:e|ial|ism|ist)\b|black|asian|minorit", ("ethnicity_2", "ethnicity")),
    (r"women|female|\bsex\b|gender", ("sex", "women")),
    (r"disab", ("disability",)),
    (r"\bage\b|younger|older", ("age_band",)),
    (r"religio|faith", ("religion",)),
)


def proposed_evidence(draft: pd.DataFrame) -> bytes | None:
    """The file of proposals for a draft's items; None where no measure shares enough words with any.

    One row a proposal, with the columns of evidence.csv: write Y into ``confirmed`` where it holds, and correct the rest.
    """
    known = declared_measures()
    told = Wordings({name: _words(measure) for name, measure in known.items()})
    rows = []
    for item, kind, title, success in zip(draft["item_id"], draft["kind"], draft["title_raw"], draft["measure_raw"], strict=True):
        if kind in ("progress_note", "term_of_reference"):
            continue
        like = [one for one in told.like(f"{title} {success}") if one[1] >= LIKE and len(one[2]) >= SHARED][:MOST]
        rows += [_row(item, title, known[name], shared) for name, _, shared in like]
    if not rows:
        return None
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _words(measure: Measure) -> str:
    words = measure.words.of(measure.workers)
    return " ".join((words.title, words.numerator, words.denominator, words.noun, words.verb, measure.id.replace("_", " ")))


def _row(item: str, title: str, measure: Measure, shared: tuple[str, ...]) -> dict[str, str]:
    words = measure.words.of(measure.workers)
    name, ask = next(iter(measure.names.items()), (measure.id, None))
    cut = next(
        (column for pattern, columns in _ABOUT if re.search(pattern, title, re.IGNORECASE) for column in columns if ask is not None and column in ask.by), ""
    )
    return {
        "item": _safe(title),
        "measures": words.title,
        "shared": ", ".join(shared),
        "item_id": item,
        "evidence_kind": "measured",
        "measure": name,
        "characteristic": cut,
        "group": "",
        "figure": "rate",
        "direction": "no_target",
        "population": words.denominator,
        "rests_on": _safe(title[:120]),
        "met_when": "Measured: the item names no figure to reach",
    }


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
