"""Only what passed the gate gets onto a page: the text of the notebook, and what the library made of releases.

The library notes what it shows and saves (``eianalysis.rendered``); a table, picture or figure that is not among that stops the run.
Printed text is let through as words: a figure in it has passed no gate.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from eianalysis.errors import DisclosureError
from eianalysis.register.few_in_words import few_in_words
from eianalysis.rendered import digest
from eianalysis.report.body import FIGURE

#: Objects that say what they are, and no count of people: their figures are dates, and rows of tables that the pack holds.
NAMED = re.compile(r"<(?:saved tables/|Release |BoardCycle |LastIssued )[^<>]*>|\b0x[0-9a-f]+\b")
_TABLE = "show ei.table(released)"
_PLOT = "show a plot of the library, ei.plot_…(released)"
_PRINTED = f"a printed figure that no gate has seen; {_TABLE} or ei.findings(released) as the last line of the cell, or write it in a text cell"


def require_gated_outputs(name: str, notebook, shown: Collection[str] = ()) -> None:
    """Stop where a cell puts out what the library did not make: nothing says that it passed the gate.

    ``shown`` are the digests of what the library showed while the notebook ran. Every place is named, by cell, as a person counts them.
    """
    faults, number = [], 0
    for cell in notebook["cells"]:
        number += "injected-parameters" not in cell.get("metadata", {}).get("tags", ())
        found = dict.fromkeys(what for output in cell.get("outputs", ()) for what in _ungated(output, shown))
        faults += [f"  {name}, cell {number}: {what}" for what in found]
    if faults:
        raise DisclosureError("a page shows the notebook's own text and what the library makes of releases:\n" + "\n".join(faults))


def require_gated_files(name: str, tables: Path, shown: Collection[str]) -> None:
    """Stop where a notebook put a file among the tables of the pack that ``save`` did not write."""
    strange = [path.name for path in sorted(tables.glob("*")) if not path.is_file() or digest(path.read_bytes()) not in shown]
    if strange:
        raise DisclosureError(
            f"{name}: it wrote {len(strange)} file{'' if len(strange) == 1 else 's'} into the pack's tables by hand, "
            "which no gate has seen; use ei.save(released, cycle)"
        )


def _ungated(output: Mapping, shown: Collection[str]) -> Iterator[str]:
    if output["output_type"] == "error":
        yield "an error that the cell was told to pass over; mend it"
    elif output["output_type"] == "stream":  # warnings stay out of the pack: see scrub
        if output["name"] == "stdout" and not in_words("".join(output["text"])):
            yield _PRINTED
    else:
        data = {kind: "".join(content) if isinstance(content, list) else content for kind, content in output.get("data", {}).items()}
        if set(data) <= {"text/plain"}:
            if not in_words(data.get("text/plain", "")):
                yield _PRINTED
        elif digest(data) not in shown:
            yield _what(data)


def in_words(text: str) -> bool:
    """Whether a text holds no figure: no digit, and no small number of people in words.

    >>> in_words("Counted."), in_words("13"), in_words("Two officers left.")
    (True, False, False)
    """
    text = NAMED.sub("", text)
    return not re.search(r"\d", text) and not few_in_words(text)


def _what(data: Mapping) -> str:
    if FIGURE in data:
        return f"a figure that the library did not draw, or that was changed by hand; {_PLOT}"
    if 'class="dataframe"' in str(data.get("text/html", "")):
        return f"a table of pandas that no gate has seen; {_TABLE}"
    if any(kind.startswith("image/") for kind in data) or "application/pdf" in data:
        return f"a picture that no gate has seen; {_PLOT}"
    kind = next((known for known in ("text/html", "text/markdown", "text/latex") if known in data), min(set(data) - {"text/plain"}))
    said = {"text/html": "HTML", "text/markdown": "text made by code", "text/latex": "a formula made by code"}.get(kind, "an output of another kind")
    return f"{said} that the library did not make; write it in a text cell, or {_TABLE}"
