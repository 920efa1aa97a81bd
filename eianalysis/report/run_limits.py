"""How long and how much a run may take (`[limits]` of a cycle), and what is said where it takes more."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping

from eianalysis.cycle_keys import LIMITS

OUT_OF_MEMORY = ("MemoryError", "_ArrayMemoryError")


class Budget:
    """The limits of one run, from when it began."""

    def __init__(self, limits: Mapping[str, float] | None = None):
        self.sizes = {**LIMITS, **(limits or {})}
        self._deadline = time.monotonic() + self.sizes["run_minutes"] * 60
        self.ended = False  # from outside: no kernel is started any more

    @property
    def cell_seconds(self) -> int:
        return math.ceil(self.sizes["cell_minutes"] * 60)

    @property
    def output_bytes(self) -> float:
        return self.sizes["output_mb"] * 1e6

    @property
    def memory_bytes(self) -> int:
        return int(self.sizes["memory_gb"] * 2**30)

    @property
    def spent(self) -> bool:
        """Whether the run has taken longer than it may."""
        return time.monotonic() > self._deadline

    def said(self, name: str, what: str) -> str:
        """What was too much, the limit, and what to do about it."""
        return f"{what}: the limit is {name} = {self.sizes[name]:g}; if it needs more, raise {name} under [limits] in the cycle's file"

    @property
    def too_long(self) -> str:
        return self.said("run_minutes", "the whole run took too long and was stopped")


def size(message: Mapping) -> int:
    """How many characters a message of a kernel brings for its notebook."""
    content = message.get("content", {})
    return len(content.get("text", "")) + sum(len(str(part)) for part in content.get("data", {}).values())
