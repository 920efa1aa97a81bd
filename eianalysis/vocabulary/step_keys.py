"""Key columns that hold steps of a process: one question each, asked of a base of its own."""

STEP_KEYS = ("step", "stage", "tactic", "asked")
