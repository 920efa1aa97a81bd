"""The evidence map in sentences: what the board must decide, what the data answer, and how sure one can be.

Everything is said from releases. What comes from the invented force is counted apart and enters no decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.evidence.conclude import ILLUSTRATION
from eianalysis.evidence.status_rules import ALIKE, AWAY, MEASURED, MET, NO_CHANGE, NOT_MET, TOWARDS
from eianalysis.results import Release, require_release
from eianalysis.wording.about import missing_words
from eianalysis.wording.findings import Findings
from eianalysis.wording.numbers import HIDDEN, absent, by_threes, capital, count, listed, ratio_words, span, times

ANSWERED = (MET, ALIKE, NOT_MET, TOWARDS, AWAY, NO_CHANGE, MEASURED)
#: Exceptions of the register and the question each puts to the board.
QUESTIONS = {
    "reported red": "{n} reported red: what is to be done about each?",
    "overdue": "{n} past their date: a new date for each, or an end? Longest overdue:",
    "status contradicts itself": "{n} reported in two ways at once: which is true?",
    "no owner": "{n} without an owner: who takes each?",
    "status unknown": "{n} of which nobody has said how they stand: who will?",
    "no date": "{n} without a date: by when is each to be done?",
}
_SHOWN = 3


def value_words(row: Mapping, *, interval: bool = True) -> str:
    """A figure of the evidence map as it is read: '8.2 per 100 (5.7 to 11.3)', '1.5 times (1.2 to 2.0)', '45 first aiders'."""
    if row["status"] == "hidden":
        return HIDDEN
    if absent(row["value"]):
        return "[x]"
    figure, unit = row["figure"], row["said_in"]
    if figure == "count":
        return f"{count(row['value'])} {unit}"
    if figure == "ratio":
        value, limits = ratio_words(row["value"], row["low"], row["high"], brief=True)
        return times(value).removesuffix(" the rate").removesuffix(" rate") + (f" ({limits})" if interval and limits else "")
    per = float(row["per"])

    def write(value: float) -> str:
        written = f"{value * per:,.{0 if absent(row['base']) or row['base'] < 100 else 1}f}"
        return written.replace("-", "−")

    value = f"{write(row['value'])}{unit if unit == '%' else f' {unit}'}"
    ranged = interval and not absent(row["low"]) and not absent(row["high"])
    return f"{value} ({span(row['low'], row['high'], write)})" if ranged else value


def who_words(row: Mapping) -> str:
    """Whom a figure of the map is about: 'Ethnic minorities beside White, 36 months'."""
    parts = [words.partition("=")[2] for words in str(row["part"]).split(";") if words and not words.endswith("=All")]
    parts = [words for words in parts if words != row["reference"]]
    group = "" if row["group"] in ("", "All", "latest") else str(row["group"])
    other = str(row["reference"]).partition(" (")[0]
    beside = f" beside {other}" if other and row["figure"] in ("ratio", "gap") else ""
    months = f"{row['window'][:-1]} months" if str(row["window"]).endswith("m") and row["window"][:-1].isdigit() else ""
    return ", ".join(filter(None, (f"{group}{beside}".strip(), *parts, months)))


def say_decisions(asked: Release, exceptions: Release, evidence: Release) -> Findings:
    """Say what the board must decide: what it was asked, then what the exceptions of the register put to it.

    Reports contradicted by data count only where the data are real.

    Examples
    --------
    >>> ei.say_decisions(asked, exceptions, evidence)                                             # doctest: +SKIP
    """
    asked, exceptions, evidence = (require_release(each, "say_decisions") for each in (asked, exceptions, evidence))
    said = [] if asked.missing else [f"{row['decision']} {row['item_id']}, asked in cycle {row['asked_at']}" for row in asked.table.to_dict("records")]
    if not evidence.missing:
        against = contradicted(evidence)
        if len(against):
            said.append(
                f"{_items(against['item_id'].nunique())} reported as done or on track while the data say otherwise, or the "
                f"reverse: which is true? {_named(against)}"
            )
    if not exceptions.missing:
        table = exceptions.table
        for reason, question in QUESTIONS.items():
            own = table[table["reasons"].str.split("; ").map(lambda found, reason=reason: reason in found)]
            if len(own):
                if reason == "overdue":
                    own = own.sort_values("days_overdue", ascending=False, kind="stable")
                said.append(f"{question.format(n=_items(len(own)))} {_named(own)}")
    return Findings(tuple(said) or ("Nothing in the register asks for a decision.",), css="findings decisions")


def contradicted(evidence: Release) -> pd.DataFrame:
    """The rows whose report the data contradict, of live programmes and real data only."""
    table = evidence.table
    return table[(table["contradiction"] != "") & (table["data"] == "real") & table["live"].astype(bool)]


def say_evidence(evidence: Release) -> Findings:
    """Say how many items the data answer, what they say, and what stands beside a report that says otherwise."""
    evidence = require_release(evidence, "say_evidence")
    if evidence.missing:
        return Findings((missing_words(evidence) + ".",))
    _check(evidence, "say_evidence")
    table = evidence.table
    live = table[table["live"].astype(bool)]
    items, measured = live["item_id"].nunique(), live[live["measure"] != ""]
    answered = measured[measured["evidence_status"].isin(ANSWERED)]
    real, made_up = answered[answered["data"] == "real"], answered[answered["data"] == ILLUSTRATION]
    said = [
        f"{count(measured['item_id'].nunique())} of {count(items)} live items (objectives, parts and next steps among them) "
        f"can be shown by figures, the others by documents only. The data of this pack answer {count(answered['item_id'].nunique())} of them."
    ]
    if len(real):
        said.append(f"From real data: {_statuses(real)}.")
    if len(made_up):
        said.append(f"{ILLUSTRATION}: {_statuses(made_up)}. These figures describe an invented force; they show how a row will read, and enter no decision.")
    against = contradicted(evidence)
    invented = live[(live["contradiction"] != "") & (live["data"] == ILLUSTRATION)]
    if len(against):
        said.append(f"Real data contradict the report of {_items(against['item_id'].nunique())}: {_ids(against['item_id'], 8)}.")
    elif len(real):
        said.append("No report is contradicted by real data.")
    if len(invented):
        said.append(f"{ILLUSTRATION}: {_items(invented['item_id'].nunique())} would read as contradicted ({_ids(invented['item_id'], 8)}).")
    return Findings(tuple(said), css="findings summary")


def say_sureness(evidence: Release) -> Findings:
    """Say how sure one can be of the page: what is too small to tell, hidden, invented, absent or not yet measured."""
    evidence = require_release(evidence, "say_sureness")
    if evidence.missing:
        return Findings((missing_words(evidence) + ".",))
    _check(evidence, "say_sureness")
    table = evidence.table
    rows = table[(table["measure"] != "") & table["live"].astype(bool)]
    total, status = len(rows), rows["evidence_status"]
    shown, invented = rows["status"] == "shown", rows["data"] == ILLUSTRATION
    built = status != "no data: measure not built"
    said = [
        f"{count(total)} ways of showing a live item by figures are bound. {count((~built).sum())} need a measure that is not "
        f"built yet, and {count((status == 'no data').sum())} lack the data: of these nothing is known.",
        f"{count((shown & invented).sum())} of {count(shown.sum())} figures shown come from the invented force and describe nobody."
        if invented.any()
        else f"All {count(shown.sum())} figures shown come from real data.",
        f"For {count((status == 'too few to say').sum())} the numbers are too small to say, or hidden to protect people; that is not the same as no problem.",
        f"Ranges beside figures are those in which the true rate plausibly lies {100 * evidence.confidence:.0f} times in 100. All changes of the map are "
        "judged together, so that one in twenty does not stand out by chance alone.",
        "A figure can show that something differs. It cannot show why, nor that a recommendation caused it.",
    ]
    if status.eq(ALIKE).any():
        said.insert(
            -1,
            f"{capital(ALIKE)} means that the figures as counted rule one out. Nothing is adjusted for: neither role, rank "
            "nor length of service, nor what people were searched or complained of for.",
        )
    return Findings(tuple(said))


def _statuses(rows: pd.DataFrame) -> str:
    """'6 met, 21 not met, 38 measured without a target': each state counted apart, none added to another."""
    found = rows["evidence_status"].value_counts()
    said = {MEASURED: "measured without a target"}
    return by_threes([f"{count(found[name])} {said.get(name, name)}" for name in ANSWERED if name in found])


def _items(number: int) -> str:
    return "1 item" if number == 1 else f"{count(number)} items"


def _named(rows: pd.DataFrame) -> str:
    """The first item by its title, so that it is known without the register, and how many more there are."""
    first, more = rows.iloc[0], rows["item_id"].nunique() - 1
    return f"{first['title_plain']} ({first['item_id']})" + (f", and {count(more)} more" if more else "")


def _ids(ids: pd.Series, most: int = _SHOWN) -> str:
    unique = list(dict.fromkeys(ids))
    if len(unique) <= most + 1:
        return listed(unique)
    return f"{', '.join(unique[:most])} and {len(unique) - most} more"


def _check(released: Release, caller: str) -> None:
    if released.measure != "evidence_map":
        raise UsageError(f"{caller}() speaks of the release of evidence_map(), not of {released.measure}")


def headline_rows(evidence: Release, items: Sequence[str] | None = None) -> list[dict]:
    """One row for each of these items, in their order: the first that has a figure, or the first of all.

    Without ``items``, those live items of which the source itself says which way is better, or names a number.
    """
    table = evidence.table[evidence.table["measure"] != ""]
    if items is None:
        items = dict.fromkeys(table.loc[table["live"].astype(bool) & (table["target_direction"] != ""), "item_id"])
    each = [table[table["item_id"] == item].to_dict("records") for item in items]
    return [next((row for row in rows if row["status"] == "shown"), rows[0]) for rows in each if rows]


def headline_title(rows: list[dict]) -> str:
    """What the headline measures say together; an invented force is named first."""
    found = pd.Series([row["evidence_status"] for row in rows], dtype=object).value_counts()
    told = ", ".join(f"{count(found[name])} {name}" for name in (*ANSWERED, "too few to say") if name in found)
    words = f"Headline measures: {told or 'none has data'}"
    return f"{words} (an invented force)" if any(row["data"] == ILLUSTRATION for row in rows) else words


def drawn(rows: list[dict]) -> tuple[list[dict], list[str]]:
    """The rows that have data, and the items of those that have none."""
    has = [row for row in rows if not row["evidence_status"].startswith("no data")]
    return has, list(dict.fromkeys(row["item_id"] for row in rows if row["evidence_status"].startswith("no data")))


def mark_of(row: Mapping) -> float | None:
    """What a headline figure is set against: its target, or a ratio of 1 or a gap of 0."""
    if not absent(row["target"]):
        return float(row["target"])
    return {"ratio": 1.0, "gap": 0.0}.get(row["figure"])


def said_words(row: Mapping) -> str:
    """What the data say of a row, in a few words."""
    if row["evidence_status"] == "no data: measure not built":
        return "No data: measure not built"
    proposed = row["target_status"] == "proposed"
    target = "" if absent(row["target"]) else f" ({target_words(row)} proposed)" if proposed else f" (target {target_words(row)})"
    change = "Change: " if row["direction"] in ("up", "down", "narrow") else ""
    return f"{change}{row['evidence_status'] if change else capital(row['evidence_status'])}{target}"


def target_words(row: Mapping) -> str:
    """A target as it is read: '40%', '60'."""
    value = float(row["target"])
    return f"{value * 100:g}%" if row["figure"] == "rate" else f"{value:g}"


def say_headlines(rows: list[dict]) -> str:
    """The text alternative of the headline measures: every figure shown, and what the others lack."""
    return " ".join(
        f"{row['item_id']}, {row['measure_title']}{f' ({who})' if (who := who_words(row)) else ''}: {value_words(row)}; {said_words(row)}." for row in rows
    )
