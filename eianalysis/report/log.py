"""What a scheduler reads afterwards: one line of JSON an event in ``outputs/log.jsonl``, beside the packs and in none.

A run that was killed has a ``started`` line and no other. Lines hold what is told on the terminal and nothing of the data.
"""

from __future__ import annotations

import json
import os
from datetime import datetime, UTC
from pathlib import Path

LOG = "log.jsonl"


class Log:
    """Appends events of one run; each line is written in one piece, so that runs of two cycles do not mix."""

    def __init__(self, outputs_dir: Path, command: str, cycle: str):
        self.path, self.about = outputs_dir / LOG, {"command": command, "cycle": cycle, "pid": os.getpid()}

    def write(self, event: str, **facts: object) -> None:
        """One event with its facts."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "event": event, **self.about, **facts}, ensure_ascii=False) + "\n"
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(handle, line.encode(errors="backslashreplace"))
        finally:
            os.close(handle)
