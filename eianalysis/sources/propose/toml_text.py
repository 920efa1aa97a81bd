"""A draft as the text of a mapping, with what a reviewer needs beside each line; added to a mapping that is there already."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date

from eianalysis.schema.shown import hidden, listed
from eianalysis.sources.propose.mapping_draft import Draft, Part, Words, to_decide

_BARE = re.compile(r"[A-Za-z0-9_-]+")
#: Where the comments of a line begin.
MARGIN = 46
_KNOWN_A_LINE = 4


def text_of(drafts: list[Draft], there: str = "") -> str:
    """The mapping: ``there`` as it stands, with what the drafts say of their file added.

    Words of a column that ``there`` explains already are not said again.
    """
    known = tomllib.loads(there).get("values", {}) if there else {}
    lines = _head(drafts)
    for one in drafts:
        lines += _tables(one)
    values: dict[str, Words] = {}
    for one in drafts:
        for name, said in one.values.items():
            _together(values.setdefault(name, Words(said.list_name)), said)
    text = there
    for name, said in values.items():
        said.lines = {theirs: ours for theirs, ours in said.lines.items() if theirs not in known.get(name, {})}
        said.unknown = [theirs for theirs in said.unknown if theirs not in known.get(name, {}) and f"# {_key(theirs)} = " not in there]
        said.known = {theirs: code for theirs, code in said.known.items() if f"{theirs} = {code}" not in there}
        if name in known:
            text = _inserted(text, name, _word_lines(said))
        else:
            lines += _values(name, said)
    return (text.rstrip("\n") + "\n\n" if text.strip() else "") + "\n".join(lines).rstrip("\n") + "\n"


def _together(one: Words, more: Words) -> None:
    one.lines |= more.lines
    one.known |= more.known
    one.unknown += [text for text in more.unknown if text not in one.unknown]
    one.unshown = (one.unshown[0] + more.unshown[0], (*one.unshown[1], *more.unshown[1]))


def _head(drafts: list[Draft]) -> list[str]:
    """What to decide, at the top."""
    file = drafts[0].look.file
    lines = [f"# --- {file}: proposed by `eianalysis map`; every line is yours to change (docs/mapping.md) ---"]
    decide = to_decide(drafts)
    lines += ["#", "# To decide:", *(f"#  {number}. {text}" for number, text in enumerate(decide, start=1))] if decide else []
    notes = [text for one in drafts for text in one.notes]
    lines += ["#", *(f"# Note: {text}." for text in notes)] if notes else []
    return [*lines, ""]


def _tables(one: Draft) -> list[str]:
    lines = []
    shared = len(one.parts) > 1
    place = _place(one)
    columns = {}
    if shared:
        columns = {name: said for name, said in one.parts[0].columns.items() if all(part.columns.get(name, said) == said for part in one.parts)}
        lines += ["[[file]]", *place, *_made(one), "", "[file.columns]", *_columns(columns)]
        lines += _rest(one, one.parts[0], "file", fte=False) + [""]
    for part in one.parts:
        own = {name: said for name, said in part.columns.items() if name not in columns}
        lines += ["[[table]]", _line("table", part.table), *(place[:1] if shared else [*place, *_made(one)])]
        lines += [_line(key, value) for key, value in part.keys.items()]
        lines += ["", "[table.columns]", *_columns(own)] if own else []
        lines += _constants(part)
        lines += ["", "[table.fte]", *(_line(key, value) for key, value in part.fte.items())] if part.fte else []
        if not shared:
            lines += _rest(one, part, "table")
        lines += _rules("table.only", part.only)
        lines.append("")
    return lines + _left_out(one) + [""]


def _place(one: Draft) -> list[str]:
    first, last = one.look.heading_row
    lines = [_line("file", one.look.file)]
    lines += [_line("sheet", one.look.sheet)] if one.look.sheet else []
    lines.append(_line("heading_row", last if first == last else [first, last]))
    return lines + ([_line("foot_rows", one.look.foot_rows, "notes and totals below the table")] if one.look.foot_rows is not None else [])


def _made(one: Draft) -> list[str]:
    born = one.keys.get("born")
    return [_line("born", born, "age is made of it on the day of the row, and it is dropped")] if born else []


def _rest(one: Draft, part: Part, where: str, fte: bool = True) -> list[str]:
    lines = ["", f"[{where}.posts]", *(_line(key, value) for key, value in part.posts.items())] if part.posts is not None else []
    return lines + _rules(f"{where}.set_aside", one.keys.get("set_aside", []))


def _rules(where: str, rules: list[dict]) -> list[str]:
    lines = []
    for rule in rules:
        lines += ["", f"[[{where}]]", *(_line(key, value) for key, value in rule.items())]
    return lines


def _columns(columns: dict[str, tuple[str, str]]) -> list[str]:
    return [_line(name, theirs, why) for name, (theirs, why) in columns.items()]


def _constants(part: Part) -> list[str]:
    if not part.constants:
        return []
    empty = {"as_at": "# as_at = 2023-03-31", "worker_type": '# worker_type = "officer"'}
    return [
        "",
        "[table.constants]",
        *(_line(name, value) if value is not None else _beside(empty[name], "say it, and take the # away") for name, value in part.constants.items()),
    ]


def _left_out(one: Draft) -> list[str]:
    """Columns that are not read, with why: headings only."""
    made, without = one.assignment, hidden(one.look.frame.columns)
    used = {heading for part in one.parts for heading, _ in part.columns.values()} | {str(part.fte.get("column")) for part in one.parts}
    reasons: dict[str, list[str]] = {}
    for profile, why in made.never:
        if profile.heading not in used:
            reasons.setdefault(why, []).append(profile.heading)
    lines = [f"# Not read, {why}: {listed(names, without, mark='')}" for why, names in reasons.items()]
    left = [profile.heading for profile in made.unplaced if profile.heading not in used]
    return lines + ([f"# Could not be placed: {listed(left, without, mark='')}"] if left else [])


def _values(name: str, said: Words) -> list[str]:
    lines = []
    if said.known:
        pairs = [f"{theirs} = {code}" for theirs, code in said.known.items()]
        lines += [f"# {name}: read without a line, by {said.list_name or 'its list'}:"]
        lines += [f"#   {'; '.join(pairs[at : at + _KNOWN_A_LINE])}" for at in range(0, len(pairs), _KNOWN_A_LINE)]
    words = _word_lines(said)
    return [*lines, *([f"[values.{name}]", *words] if words else []), ""] if lines or words else []


def _word_lines(said: Words) -> list[str]:
    return [
        *(_line(theirs, code, note) for theirs, (code, note) in said.lines.items()),
        *(_beside(f'# {_key(theirs)} = ""', "what does it mean? Say it, and take the # away") for theirs in said.unknown),
    ]


def _inserted(text: str, name: str, lines: list[str]) -> str:
    """The text with lines put under the heading [values.NAME] that is there."""
    if not lines:
        return text
    head = re.compile(rf"^\[values\.{re.escape(name)}\][^\n]*\n", re.M)
    return head.sub(lambda match: match.group() + "\n".join(lines) + "\n", text, count=1)


def _line(key: str, value: object, why: str = "") -> str:
    return _beside(f"{_key(key)} = {_value(value)}", why)


def _beside(line: str, why: str) -> str:
    return f"{line:<{MARGIN}}# {why}" if why else line


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }"
    return f"{value:g}" if isinstance(value, float) else str(value) if isinstance(value, int) else _quoted(str(value))
