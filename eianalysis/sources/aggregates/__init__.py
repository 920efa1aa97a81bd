"""Counts that come in as counts: published tables and audits, read by what ``counts.toml`` says of each.

``declaration`` reads the declarations, ``cells`` finds the numbers in a file and refuses what could be counted twice.
"""

from __future__ import annotations

from eianalysis.sources.aggregates.published_cells import Counted, count
from eianalysis.sources.aggregates.declaration import NAME, Declared, read_declarations

__all__ = ["Counted", "Declared", "NAME", "count", "read_declarations"]
