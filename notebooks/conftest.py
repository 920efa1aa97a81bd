"""nbval compares everything strictly; the bytes of drawings only where matplotlib is the locked one.

Another matplotlib draws the same data with other bytes. Titles, text alternatives and the digest of each figure's data
are compared always: they stand in the plain-text form of the output. A notebook of another kind of cycle has no committed
outputs, because no committed cycle is of that kind.
"""

import re
from pathlib import Path

import matplotlib

from eianalysis.report.notebooks import all_notebooks, kinds_of

collect_ignore = [path.name for path in all_notebooks(Path(__file__).parent).values() if "board" not in kinds_of(path)]


def pytest_collectstart(collector):
    if not hasattr(collector, "skip_compare"):
        return
    lock = (Path(__file__).resolve().parents[1] / "requirements.lock").read_text()
    if not re.search(rf"^matplotlib=={re.escape(matplotlib.__version__)}\b", lock, flags=re.M):
        collector.skip_compare += ("image/svg+xml",)
