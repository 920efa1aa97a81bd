"""From notebooks to a board pack: execute, export, check, and move into place in one step.

``run.run_cycle`` is the way in; ``check.check_cycle`` looks without touching. Only this package imports papermill and
nbconvert, and nothing is imported before it is needed.
"""
