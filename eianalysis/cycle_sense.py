"""What the values of a cycle must agree on, each of them right alone; and what each kind of cycle needs."""

from __future__ import annotations

from datetime import date, timedelta

from eianalysis.cycle_kinds import KINDS
from eianalysis.errors import DisclosureError, Fault
from eianalysis.policy import policy_for

ONE_DAY = timedelta(days=1)


def next_publication(end: date) -> date:
    """The first 30 March after a period's end: by then the information is to be published, once in every year.

    >>> next_publication(date(2023, 3, 31)), next_publication(date(2023, 2, 28))
    (datetime.date(2024, 3, 30), datetime.date(2023, 3, 30))
    """
    return next(day for day in (date(end.year, 3, 30), date(end.year + 1, 3, 30)) if day > end)


def kind_faults(values: dict) -> list[Fault]:
    """Faults of what the kind of cycle asks for; sets the day to publish by where there is one and none is said."""
    faults, by, end, kind = [], values["publish_by"], values.get("period_end"), KINDS[values["kind"]]
    if kind.profile and values.get("profile", kind.profile) != kind.profile:
        faults.append(Fault(f"profile is '{values['profile']}' in {kind.called}", f'it should be: profile = "{kind.profile}"'))
    if kind.marking and values.get("marking", kind.marking) != kind.marking:
        faults.append(Fault(f"marking is '{values['marking']}' in {kind.called}", f"what anybody may read is marked {kind.marking}"))
    if not kind.yearly:
        return [*faults, *([Fault(f"publish_by {by} is of a publication", 'kind = "publication" goes with it, or leave it out')] if by else [])]
    if by and end and by <= end:
        faults.append(Fault(f"publish_by {by} is not after the period's end ({end})", f"it should be: {next_publication(end)}, perhaps"))
    if end and not by:
        values["publish_by"] = next_publication(end)
    return faults


def _whole_months(start: date, end: date) -> date:
    """The day nearest to ``start`` from which whole months lead to ``end``."""
    days = (start + way * ONE_DAY * off for off in range(31) for way in (-1, 1))
    return next(day for day in days if day.day == (end + ONE_DAY).day)


def faults_between(values: dict) -> list[Fault]:
    """Faults between values that are each right alone."""
    faults = []
    start, end, cut = (values.get(key) for key in ("period_start", "period_end", "data_cut_off"))
    if start and end and start >= end:
        faults.append(Fault(f"the period ends ({end}) before it starts ({start})", "swap them"))
    elif start and end and start.day != (end + ONE_DAY).day:  # windows count whole months back from its end
        faults.append(
            Fault(
                f"the period, {start} to {end}, is not a whole number of months",
                f"every window counts whole months back from its end: from {_whole_months(start, end)} to {end}, perhaps",
            )
        )
    if end and cut and cut < end:
        faults.append(Fault(f"data_cut_off {cut} is before the period's end {end}", "data must reach the end of the period"))
    meeting, following = values.get("meeting_date"), values.get("next_meeting")
    if meeting and following and following <= meeting:
        faults.append(Fault(f"next_meeting {following} is not after this meeting ({meeting})", "the day the board meets next, or leave it out"))
    if values.get("previous_cycle") and values["previous_cycle"] == values.get("name"):
        faults.append(Fault("previous_cycle is this cycle itself", "name the board before, or leave it out"))
    if values.get("force") and values["force"] in values["similar_forces"]:
        faults.append(Fault(f"similar_forces names '{values['force']}', which is the cycle's own force", "leave it out of the list"))
    if values.get("data") == "demo" and values.get("published"):
        faults.append(Fault("published names tables of a demo", "nothing of an invented force was ever published: leave it out"))
    try:
        exported = policy_for(values["profile"]).export if "profile" in values else True
    except DisclosureError:  # said already
        exported = True
    if exported and values.get("profile") == "board" and values.get("marking") == "OFFICIAL":
        faults.append(
            Fault("marking is 'OFFICIAL' with profile 'board'", "a board pack holds exact small-force counts: OFFICIAL-SENSITIVE (OFFICIAL goes with 'public')")
        )
    return faults
