"""Days and months in words, the same on every system and in every locale: ``31 March 2023``, ``March 2023``, ``Mar 2023``.

``strftime`` is left alone: its forms for a day without a leading zero are errors on Windows, and that for a month's name speaks the
language of the machine.
"""

from __future__ import annotations

from datetime import date

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def day_in_words(day: date) -> str:
    """A day (``date``, ``datetime`` or ``Timestamp``) as ``1 April 2023``."""
    return f"{day.day} {month_in_words(day)}"


def month_in_words(day: date, *, short: bool = False) -> str:
    """The month a day lies in, as ``April 2023``, or ``Apr 2023`` where room is short."""
    return f"{month_name(day)[:3] if short else month_name(day)} {day.year}"


def month_name(day: date) -> str:
    """``April``."""
    return MONTHS[day.month - 1]
