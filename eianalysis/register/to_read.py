"""What an analyst has to read before it is printed: passages of the register's files that tell of a few people in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault
from eianalysis.register.evidence import FILES
from eianalysis.register.few_in_words import few_in_words, plain
from eianalysis.register.files import PLACES, read_csv_text
from eianalysis.register.redaction import SAFE

#: The files with texts, by the name under which pages ask for them.
TEXTS = {name: PLACES[name][1] for name in ("register", "updates", "workstreams")} | dict(FILES)


@dataclass(frozen=True)
class Passage:
    """A passage and where it stands, to be read by the analyst: never in a pack or a log."""

    file: str
    row: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}, column '{self.column}': \"{self.words}\""


def to_read(cycle: BoardCycle, files: Iterable[str] = tuple(TEXTS)) -> list[Passage]:
    """The passages that a pack of this cycle prints with [c] in them, because nobody has said that they may be printed.

    ``files`` are the names of those (of ``TEXTS``) that its pages read.
    """
    read = {plain(each) for each in cycle.as_written}
    return [passage for passage in _passages(cycle, [TEXTS[name] for name in files]) if plain(passage.words) not in read]


def _passages(cycle: BoardCycle, places: Iterable[str]) -> Iterable[Passage]:
    for place in places:
        if not (cycle.data_dir / place).is_file():
            continue
        try:
            frame, _ = read_csv_text(cycle.data_dir / place)
        except DataFault:  # told where the file itself is read
            continue
        for column in frame.columns.difference(list(SAFE), sort=False):
            for row, text in frame[column].items():
                yield from (Passage(place, int(row), column, words) for words in few_in_words(text))


def said(passages: Iterable[Passage]) -> list[str]:
    """The lines that show them, and how to let them be printed."""
    passages = list(passages)
    if not passages:
        return []
    each = dict.fromkeys(f'  "{passage.words}",' for passage in passages)
    return [
        "Texts with a small number of people in words: printed with [c] in its place until you have read them",
        *(f"  {passage}" for passage in passages),
        "  To print one as it is written, add it to the cycle's file:",
        "  as_written = [",
        *(f"  {line}" for line in each),
        "  ]",
    ]
