"""Which duty each table of a publication serves: what the section of its page says, told with the table wherever it goes.

A workbook or a CSV file is read without the page. What the page says of a section ("Duty: …. Source: ….") is said of each measure that it
shows, and so stands in the description of the table and on its sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from eianalysis.provenance import json_bytes

DUTY = "duty"
_SAID = re.compile(r"^Duty: .+$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_MEASURE = re.compile(r"<dt>Measure</dt><dd>([^<]+)</dd>")


def duties(notebook: Mapping) -> dict[str, str]:
    """The duty of each measure that an executed page shows, as the section says it in which the measure stands first."""
    found: dict[str, str] = {}
    duty = ""
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            said = _SAID.search(text)
            duty = said[0].strip() if said else "" if _HEADING.search(text) else duty
        elif duty:
            for output in cell.get("outputs", ()):
                for measure in _MEASURE.findall("".join(output.get("data", {}).get("text/html", ""))):
                    found.setdefault(measure, duty)
    return found


def tell_duties(folder: Path, notebooks: Iterable[Mapping], sidecars: dict[str, dict]) -> None:
    """Write into the description of each table the duty that it serves."""
    every: dict[str, str] = {}
    for notebook in notebooks:
        every = duties(notebook) | every
    for name, side in sidecars.items():
        if side["measure"] in every:
            sidecars[name] = {**side, DUTY: every[side["measure"]]}
            (folder / f"{name}.json").write_bytes(json_bytes(sidecars[name]))
