"""What stands around every figure and table: its exact title, its sources, and how it was made, folded away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import pandas as pd

from eianalysis.measures.catalogue import declared_measures
from eianalysis.register.ids import in_register
from eianalysis.results import ALL, Missing, Release
from eianalysis.vocabulary import characteristic_label, day_in_words
from eianalysis.wording.numbers import HIDDEN, capital, listed, period_label, step_name, uncapital
from eianalysis.wording.reading import key_columns, split_names

OGL = "Contains public sector information licensed under the Open Government Licence v3.0."
SYNTHETIC = "SYNTHETIC DATA."


def statistical_title(released: Release) -> str:
    """Name the measure, how it is split, of whom, and the period: 'Leaving, by sex, officers, 12 months to …'."""
    definition, table = released.definition, released.table
    keys = (
        []
        if released.shape == "register"
        else [
            step_name(table.iloc[0]) if name == "month" and len(table) else name.replace("_", " ")
            for name in key_columns(released)
            if name != "benchmark" and not table[name].eq(ALL).all() and f"{name} by {name}" not in definition.title
        ]
    )
    named = [] if released.shape == "register" else split_names(released)
    split = f", by {listed([*named, *keys])}" if named or keys else ""
    periods = []
    if "period_start" in table:
        rows = table.drop_duplicates(["period_start", "period_end"])
        periods = [period_label(row) for _, row in rows.iterrows() if period_label(row)]
        ends = [period.partition(" months to ") for period in periods]
        if 1 < len(periods) <= 3 and len({end for _, _, end in ends if end}) == 1 and all(end for _, _, end in ends):
            periods = [f"{' and '.join(months for months, _, _ in ends)} months to {ends[0][2]}"]
        if len(periods) > 3:  # one row a month: from the first to the last
            start, end = pd.Timestamp(table["period_start"].min()), pd.Timestamp(table["period_end"].max())
            periods = [f"{day_in_words(start)} to {day_in_words(end)}"]
    return ", ".join(part for part in (f"{definition.title}{split}", definition.noun, " and ".join(periods)) if part)


def source_line(released: Release) -> str:
    """'Source: leavers.csv (synthetic).' and the licence line where a source asks for it."""
    names = []
    for table in dict.fromkeys(source.table for source in released.sources):
        files = [source for source in released.sources if source.table == table and source.state != "absent"]
        made = " (synthetic)" if any(source.state == "synthetic" for source in files) else ""
        if len(files) > 3:
            names.append(f"{files[0].file} to {files[-1].file}, {len(files)} files{made}")
        else:
            names += [f"{source.file}{' (synthetic)' if source.state == 'synthetic' else ''}" for source in files]
    words = f"Source: {'; '.join(dict.fromkeys(names))}." if names else "Source: no file."
    notes = " ".join(source.note for source in released.sources).casefold()
    return f"{words} {OGL}" if "open government" in notes or "ogl" in notes.split() else words


def caption(released: Release, reading: str = "") -> str:
    """The caption: SYNTHETIC DATA where it is, the statistical title, how to read it."""
    said = (SYNTHETIC if released.synthetic else "", f"{statistical_title(released)}.", reading)
    return " ".join(part for part in said if part)


def of_the_force(items: Sequence[str], released: Release) -> Sequence[str]:
    """Those items that the register of the release's own force has, on pages of a board; all of them where it is of no cycle."""
    if released.cycle is None:
        return items
    return in_register(items, released.cycle.data_dir) if released.cycle.for_board else ()  # a reader outside has no such register


def missing_words(released: Release) -> str:
    """Say what is not available and what would make it so, columns by their labels; the note below has their names."""
    missing = released.missing
    columns = f", with {listed(dict.fromkeys(map(_label, missing.columns)))}" if missing.columns else ""
    named = of_the_force(missing.items, released)
    items = f"; would evidence items {', '.join(named)}" if named else ""
    if missing.file in declared_measures():  # figures of another table, of which no file is wanting
        return f"[x] not available: {missing.reason}{items}"
    return f"[x] not available: needs file {missing.file}{columns} ({missing.reason}){items}"


def _label(column: str) -> str:
    """A column in words: 'leave date', and 'item' where it holds an id of one."""
    return re.sub(r" (?:id|ref|raw|flag)$", "", uncapital(characteristic_label(column)))


def not_available(several: Sequence[Release]) -> list[str]:
    """What of several is not available and why, a sentence a reason; what it would take stands where each is shown.

    '[x] Not available: leaving; resigning. No file leavers was given.'
    """
    why: dict[str, list[str]] = {}
    for each in several:
        reason = f"no file {each.missing.file} was given" if each.missing.reason == Missing.reason else each.missing.reason
        why.setdefault(reason, []).append(each.definition.title)
    return [f"[x] Not available: {'; '.join(dict.fromkeys(titles))}. {capital(reason)}." for reason, titles in why.items()]


def about(released: Release, what: str = "figure", *, marked: bool = True) -> str:
    """The folded 'About this figure': definition, sources with fingerprints, what was set aside, policy, level.

    ``marked`` says whether [c] stands in it: only then is the mark explained.
    """
    note = released.note if marked else released.note.replace(f" ({HIDDEN})", "")
    definition, policy, declared = released.definition, released.policy, declared_measures().get(released.measure)
    facts = [
        ("Number", capital(definition.numerator)),
        ("Base", capital(definition.denominator)),
        ("Unit", capital(declared.unit(definition)) if declared and released.shape == "counts" else ""),
        ("Method", definition.method),
        *(("Note", note) for note in definition.notes),
    ]
    facts += [("Evidence for", ", ".join(of_the_force(definition.serves, released)))]
    facts += [("Source", _source(source)) for source in released.sources]
    facts += [("Disclosure control", _policy(policy)), ("Level released", released.level), ("Hidden", note), ("Measure", released.measure)]
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in facts if words)
    return f'<details class="about"><summary>About this {escape(what)}</summary><dl>{lines}</dl></details>'


def _source(source) -> str:
    parts = [f"{source.file} ({source.state}), table {source.table}, {source.rows if isinstance(source.rows, str) else f'{source.rows:,}'} rows"]
    parts += [f"sha256 {source.sha256[:12]}"] if source.sha256 else []
    parts += [", ".join(filter(None, (f"set aside: {why}", rows))) for why, rows in source.set_aside]
    parts += [", ".join(filter(None, (f"flagged: {what}", rows))) for what, rows in source.flags]
    return "; ".join([*parts, source.note] if source.note else parts)


def _policy(policy) -> str:
    words = [f"profile {policy.profile}"]
    if policy.threshold:
        words.append(f"counts from 1 to {policy.threshold - 1} are hidden, and whatever would give them away")
    if policy.sensitive_threshold > policy.threshold:
        words.append(f"for sensitive characteristics from 1 to {policy.sensitive_threshold - 1}")
    if policy.rate_base:
        words.append(f"no rate from a base under {policy.rate_base}")
    if policy.round_to > 1:
        words.append(f"counts are rounded to the nearest {policy.round_to}")
    return "; ".join(words)
