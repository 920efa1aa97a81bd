"""What was reported of every item of the register, and what the data say of it: one room.

``tracker``, ``history`` and ``standing`` judge the register by its own words and dates; ``map`` sets measures beside them by
the ``rules``; ``decisions`` and ``responses`` are what is asked and answered; ``words`` says it.
"""
