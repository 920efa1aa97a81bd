"""What was reported of every item of the register, and what the data say of it: one room.

``judging`` dates every item, ``tracker``, ``exceptions``, ``history`` and ``standing`` judge the register by its own words
and dates, ``changes`` sets it beside the register of the last board, ``subjects`` beside other papers; ``map`` sets measures
beside what was reported, by the ``rules``; ``decisions`` and ``responses`` are what is asked and answered; ``words`` and
``standing_words`` say it.
"""
