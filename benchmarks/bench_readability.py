"""How the pages of a pack read: how long their sentences are, how many numbers they hold, how long the titles are.

GOV.UK asks for sentences of at most 25 words; this project for three numbers a sentence and twelve words a title. Only what
stands open is counted, as a reader meets it.
"""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

from eianalysis.cycle import DEFAULT_CYCLE
from eianalysis.report.exhibits import SENTENCE_END

PACK = Path(__file__).resolve().parents[1] / "outputs" / DEFAULT_CYCLE
LONG, NUMBERS = 25, 3
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
#: The days and months that say when are no figures.
_WHEN = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{4}|\d+ months")


def main(pack: Path = PACK) -> None:
    """Print a line a page of the pack of the default cycle; `make report` makes one where there is none."""
    pages = sorted(pack.glob("[0-9]*.html"))
    if not pages:
        print("there is no pack to read: make one with `make report`")
        return
    print(f"{'page':34}{'sentences':>10}{'words each':>12}{f'over {LONG}':>9}{'numbers each':>14}{f'over {NUMBERS}':>8}{'words a title':>15}")
    for page in pages:
        sentences, titles = read(page.read_text(encoding="utf-8"))
        words = [len(each.split()) for each in sentences]
        numbers = [len(_NUMBER.findall(_WHEN.sub("", each))) for each in sentences]
        print(
            f"{page.stem:34}{len(sentences):>10}{_mean(words):>12.1f}{sum(many > LONG for many in words):>9}{_mean(numbers):>14.1f}"
            f"{sum(many > NUMBERS for many in numbers):>8}{_mean([len(each.split()) for each in titles]):>15.1f}"
        )


def read(page: str) -> tuple[list[str], list[str]]:
    """The sentences that stand open on a page, and the titles of its figures and tables."""
    soup = BeautifulSoup(page, "html.parser")
    for closed in soup.select("details:not([open]), style, nav, footer, svg"):
        closed.decompose()
    titles = [part.get("aria-label", "").partition(": ")[2] or part.get_text(" ") for part in soup.select(".ei-drawn, .ei-title")]
    texts = [" ".join(part.get_text(" ").split()) for part in soup.select("main p, main li") if not part.select_one("p, li")]
    return [each for text in texts for each in SENTENCE_END.split(text) if re.search(r"[A-Za-z]", each)], [each for each in titles if each.strip()]


def _mean(values: list[int]) -> float:
    return sum(values) / len(values) if values else 0.0
