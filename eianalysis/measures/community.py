"""Community events: how many, whom they reached, who came, who said they might join. Sums of head counts, never people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Words
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.declaring import without_range
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import By, build, columns_for, not_available
from eianalysis.measures.small_groups import LABEL
from eianalysis.measures.windows import Window, month_window, window
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import AUDIENCES, EVENT_TYPES, NOT_RECORDED, PARTNERS

#: Characteristic -> group -> column of the table that counts it, after ``attended_`` or ``expressions_of_interest_``.
NOTED = {"sex": {"Female": "women", "Male": "men"}, "ethnicity_2": {"Ethnic minorities": "ethnic_minorities", "White": "white"}}
_LABELS = {"type": EVENT_TYPES, "audience": AUDIENCES, "partner": PARTNERS}
INTEREST = "expressions_of_interest"


def event_count(events: TypedTable, *, cycle: BoardCycle, by: By | None = "type", months: int | Sequence[int] = 12) -> Result:
    """How many community events were held, by kind, audience, partner or place; each a share of all events of the period.

    ``months=1`` is the last calendar month; ``by=None`` counts all of them together.
    """
    return _shares("event_count", events, cycle, by, months, None)


def event_reach(events: TypedTable, *, cycle: BoardCycle, by: By = "audience", months: int | Sequence[int] = 12) -> Result:
    """How many people came to community events, by audience, kind, partner or place, of all who came.

    An event at which nobody counted is left out; who came twice is counted twice.
    """
    return _shares("event_reach", events, cycle, by, months, "attended")


def event_attendance(events: TypedTable, *, cycle: BoardCycle, by: By = ("sex", "ethnicity_2"), months: int | Sequence[int] = 12) -> Result:
    """Of the people who came to events at which groups were noted, how many were women, men, from ethnic minorities, White.

    Those of such events whose group nobody noted are the group Not recorded. Only ``sex`` and ``ethnicity_2`` are noted.
    """
    return _noted("event_attendance", events, cycle, by, months, "attended")


def eoi_share(events: TypedTable, *, cycle: BoardCycle, by: By = ("sex", "ethnicity_2"), months: int | Sequence[int] = 12) -> Result:
    """Of the people at events who said they might apply to the force, how many were women, men and so on.

    The few whose group nobody noted are in no figure: with them and the total, each would be found by subtraction.
    """
    return _noted("eoi_share", events, cycle, by, months, INTEREST, unnoted=False)


def eoi_rate(events: TypedTable, *, cycle: BoardCycle, by: By = ("sex", "ethnicity_2"), months: int | Sequence[int] = 12) -> Result:
    """Of the people of each group who came, how many said they might apply; at events where groups were noted of both.

    Compare it with ``compare(…, reference={"sex": "Male", "ethnicity": "White"})``.
    """
    measure = "eoi_rate"
    names = _names(by)
    found = _rows(measure, events, cycle, months, [*_columns("attended", names), *_columns(INTEREST, names)])
    if isinstance(found, Result):
        return found
    parts = []
    for w, rows in found:
        for name in names:
            both = rows[rows[[*_columns("attended", [name]), *_columns(INTEREST, [name])]].notna().all(axis=1)]
            each = [(group, int(both[f"{INTEREST}_{column}"].sum()), int(both[f"attended_{column}"].sum())) for group, column in NOTED[name].items()]
            each.append((ALL, sum(row[1] for row in each), sum(row[2] for row in each)))
            frame = pd.DataFrame(each, columns=["group", "numerator", "denominator"])
            frame["numerator"] = frame[["numerator", "denominator"]].min(axis=1)  # an interest noted twice is one person's
            parts.append(frame.assign(characteristic=name, window=w.name, period_start=w.start, period_end=w.end))
    return _built(measure, events, names, pd.concat(parts, ignore_index=True))


def _shares(measure, events, cycle, by, months, size) -> Result:
    definition = definition_of(measure)
    if events.absent:
        return not_available(measure, definition, events)
    levels = ({"all": "all"},) if by is None else columns_for(events, by)
    found = _rows(measure, events, cycle, months, [size] if size else [])
    if isinstance(found, Result):
        return found

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([_share(rows, name, size, w) for w, rows in found for name in dict.fromkeys(columns.values())], ignore_index=True)

    result = build(measure, definition, counts, levels, sources=events.sources, shared_base=True)
    return result.then(without_range)


def _share(rows: pd.DataFrame, name: str, size: str | None, w: Window) -> pd.DataFrame:
    if name == "all":
        return pd.DataFrame(
            {
                "group": [ALL],
                "numerator": [len(rows)],
                "denominator": [len(rows)],
                "characteristic": [name],
                "window": [w.name],
                "period_start": [w.start],
                "period_end": [w.end],
            }
        )
    group = rows[name].map(_LABELS.get(name, {})).fillna(rows[name]).fillna(NOT_RECORDED).astype(object)
    weight = rows[size].fillna(0).astype(int) if size else pd.Series(1, index=rows.index)
    total = weight.groupby(group).sum()
    small = list(total[total < LIMITS.event_kinds].index)
    if small and len(small) < 2 and len(total) > 2:  # one alone would only have another name
        small = list(total.sort_values(kind="stable").index[:2])
    small = [] if len(small) == len(total) else small  # one row that says nothing
    total = weight.groupby(group.where(~group.isin(small), LABEL)).sum() if len(small) > 1 else total
    made = pd.DataFrame({"group": [*total.index, ALL], "numerator": [*total.astype(int), int(weight.sum())]})
    return made.assign(characteristic=name, denominator=int(weight.sum()), window=w.name, period_start=w.start, period_end=w.end)


def _noted(measure, events, cycle, by, months, total, *, unnoted: bool = True) -> Result:
    names = _names(by)
    found = _rows(measure, events, cycle, months, _columns(total, names))
    if isinstance(found, Result):
        return found
    parts = []
    for w, rows in found:
        for name in names:
            noted = rows[rows[_columns(total, [name])].notna().all(axis=1) & rows[total].notna()]
            each = {group: int(noted[f"{total}_{column}"].sum()) for group, column in NOTED[name].items()}
            base = int(noted[total].sum())
            each |= {NOT_RECORDED: base - sum(each.values())} if unnoted else {}
            base = base if unnoted else sum(each.values())
            each[ALL] = base
            frame = pd.DataFrame({"group": list(each), "numerator": list(each.values())})
            parts.append(frame.assign(characteristic=name, denominator=base, window=w.name, period_start=w.start, period_end=w.end))
    return _built(measure, events, names, pd.concat(parts, ignore_index=True), shared_base=True).then(without_range)


def _built(measure, events, names, counted, **more) -> Result:
    return build(measure, definition_of(measure), lambda _: counted.copy(), ({name: name for name in names},), sources=events.sources, **more)


def _names(by: By) -> list[str]:
    names = [{"ethnicity": "ethnicity_2"}.get(name, name) for name in ([by] if isinstance(by, str) else by)]
    for name in names:
        if name not in NOTED:
            raise UsageError(f"nobody notes '{name}' at events; {did_you_mean(name, NOTED)}")
    return names


def _columns(total: str, names) -> list[str]:
    return [f"{total}_{column}" for name in names for column in NOTED[name].values()]


def _rows(measure, events, cycle, months, needed) -> list[tuple[Window, pd.DataFrame]] | Result:
    """The events of each window; or why there is nothing: no table, no event, or nobody counted."""
    definition = definition_of(measure)
    if events.absent:
        return not_available(measure, definition, events)
    missing = [name for name in needed if name not in events.frame or events.frame[name].isna().all()]
    if missing:
        return not_available(measure, definition, events, columns=missing, reason="these were never counted")
    windows = [month_window(cycle) if span == 1 else window(cycle, span) for span in ([months] if isinstance(months, int) else months)]
    found = [(w, events.frame[events.frame["event_date"].between(w.start, w.end)]) for w in windows]
    if all(rows.empty for _, rows in found):
        return not_available(measure, definition, events, reason="it has no event in the period")
    return found


EVENT_COUNT = Measure(
    "event_count",
    Words(
        "Community events",
        "events",
        "all events of the period",
        noun="events",
        verb="were held",
        base_unit="events",
        method="Counted from the log of events; shares of all events.",
        notes=("Only what was logged is counted.",),
    ),
    counts=Population("community_events", During("event_date")),
    rows=event_count,
    form="shares",
    base="whole",
    asks={"": Ask("12-community", by=("type", "audience")), "last_month": Ask("12-community", months=(1,), options={"by": None}, yearly=False)},
    serves=(
        "EIW-COM-K05",
        "EIW-COM-O01",
        "EIW-COM-O02",
        "EIW-COM-O03",
        "EIW-COM-O06",
        "EIW-COM-D01",
        "EIW-COM-D05",
        "TRT-05",
        "TRT-08",
        "CAS-12",
        "EDHR-OP8.01",
        "EDHR-OD12.02",
    ),
)

EVENT_REACH = Measure(
    "event_reach",
    Words(
        "People met at community events",
        "people who came",
        "people who came to any event at which they were counted",
        noun="attendances",
        verb="came",
        base_unit="attendances",
        method="Sums of head counts; shares of the whole.",
        notes=("Somebody who came to two events is counted twice.", "Events at which nobody counted are in no figure."),
    ),
    counts=Population("community_events", During("event_date"), ("attendance counted",), amount="people who came"),
    rows=event_reach,
    form="shares",
    base="whole",
    asks=Ask("12-community", by=("audience", "type"), yearly=False),
    serves=(
        "EIW-COM-K05",
        "EIW-COM-O01",
        "EIW-COM-O02",
        "EIW-COM-O03",
        "EIW-COM-O06",
        "EIW-COM-D01",
        "EIW-COM-D05",
        "TRT-05",
        "TRT-08",
        "CAS-12",
        "EDHR-OP8.01",
        "EDHR-OD12.02",
    ),
)

EVENT_ATTENDANCE = Measure(
    "event_attendance",
    Words(
        "Who came to community events",
        "people of the group who came",
        "people who came to events at which groups were noted",
        noun="attendances",
        verb="came",
        base_unit="attendances",
        method="Sums of head counts; shares of the whole.",
        notes=("Groups are what an officer or a form noted; nobody was asked.", "Somebody who came to two events is counted twice."),
    ),
    counts=Population("community_events", During("event_date"), ("groups noted",), amount="people who came"),
    rows=event_attendance,
    form="shares",
    base="whole",
    asks=Ask("12-community", yearly=False),
    serves=("EIW-COM-O02", "EIW-COM-O03", "EDHR-LA11.01"),
)

EOI_SHARE = Measure(
    "eoi_share",
    Words(
        "Expressions of interest in joining, by group",
        "people of the group who said they might apply",
        "all who said so and whose group was noted",
        noun="expressions of interest",
        verb="came",
        base_unit="expressions of interest",
        method="Sums of head counts; shares of the whole.",
    ),
    counts=Population("community_events", During("event_date"), ("interest noted",), amount="people who said they might apply"),
    rows=eoi_share,
    form="shares",
    base="whole",
    serves=("EIW-COM-K06", "EIW-COM-O02", "EIW-COM-O01"),
)

EOI_RATE = Measure(
    "eoi_rate",
    Words(
        "Expressions of interest, of those who came",
        "people who said they might apply",
        "people who came to the same events, where groups were noted of both",
        noun="people at events",
        verb="said they might apply",
        base_unit="attendances",
        notes=("Groups are what an officer or a form noted; nobody was asked.",),
    ),
    counts=Population("community_events", During("event_date"), ("groups and interest noted",), amount="people who came"),
    did="said they might apply",
    rows=eoi_rate,
    form="comparison",
    asks=Ask("12-community", months=(36,), compared=True),
    serves=("EIW-COM-K06", "EIW-COM-O02", "EIW-COM-O01"),
)
