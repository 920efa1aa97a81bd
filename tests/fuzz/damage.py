"""Ways in which a file goes wrong: cut, spoilt, doubled, packed, wrapped, with values that no program writes."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import zipfile

#: Pieces that have broken readers of text before: signs of other uses, numbers without end, brackets without end.
PIECES = (
    b"\x00",
    b"\xef\xbb\xbf\xef\xbb\xbf",
    b"\xff\xfe",
    b'"',
    b'""",',
    b"\n\n\n",
    b"\r",
    b"\t|\t",
    b"," * 3_000,
    b"9" * 5_001,
    b"-" * 300,
    b"[" * 3_000,
    b"{" * 900,
    b"1e999",
    b"nan",
    b"-0",
    b"2023-02-30",
    b"31/13/2023",
    b"0001-01-01",
    b"9999-12-31T23:59:60Z",
    b"=cmd|' /C calc'!A0",
    b"../../../etc/passwd",
    b"<script>alert(1)</script>",
    b"&#0;",
    b"&lt;!--",
    b"]]>",
    b"{{7*7}}",
    b"%s%n",
    b"${x}",
    "\u202e\u0000\u2028".encode(),
    "\U0001f3f4".encode() * 40,
    b"\xc3\x28",
    b"\xed\xa0\x80",
    "\u00e9".encode("latin-1"),
    b"'" * 3,
    b"\\u0000",
    b"#REF!",
    b"null",
    b"true",
)


def damaged(content: bytes, rng: random.Random) -> bytes:
    """A file with one to three things wrong with it; of a packed file sometimes with a part of it.

    What is JSON, and what has a line of headings, mostly stays so: else nothing in it would be read.
    """
    inside = _in_json if content[:1] in (b"{", b"[") else _below_the_headings if content.count(b"\n") > 1 else None
    ways = (
        (_parted, _parted, _whole)
        if content[:2] == b"PK"
        else (inside, inside, inside, _whole)
        if inside is _in_json
        else (inside, _whole)
        if inside
        else (_whole,)
    )
    way = rng.choice(ways)
    for _ in range(rng.choice((1, 1, 2, 3))):
        content = way(content, rng)
    return content


def _in_json(content: bytes, rng: random.Random) -> bytes:
    """A value somewhere in it is another, or is not there."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return _whole(content, rng)
    at = told
    while isinstance(at, (dict, list)) and at:
        place = rng.choice(sorted(at)) if isinstance(at, dict) else rng.randrange(len(at))
        if not isinstance(at[place], (dict, list)) or not at[place] or rng.random() < 0.3:
            if rng.random() < 0.3:
                del at[place]
            else:
                at[place] = rng.choice((None, True, -1, 1e308, "", "9" * 400, [], {}, [[]], {"a": [None]}, rng.choice(PIECES).decode("utf-8", "replace")))
            break
        at = at[place]
    return json.dumps(told).encode()


def _below_the_headings(content: bytes, rng: random.Random) -> bytes:
    first, end, rest = content.partition(b"\n")
    return first + end + _whole(rest, rng)


def _whole(content: bytes, rng: random.Random) -> bytes:
    return rng.choice((_cut, _spoilt, _doubled, _pierced, _pierced, _pierced, _swapped, _lines, _number, _wrapped))(content, rng)


def _place(content: bytes, rng: random.Random) -> int:
    return rng.randint(0, len(content))


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: _place(content, rng)]


def _spoilt(content: bytes, rng: random.Random) -> bytes:
    at, many = _place(content, rng), rng.choice((1, 4, 60))
    return content[:at] + rng.randbytes(many) + content[at + many :]


def _doubled(content: bytes, rng: random.Random) -> bytes:
    first, last = sorted((_place(content, rng), _place(content, rng)))
    return content[:last] + content[first:last] * rng.choice((1, 2, 20)) + content[last:] if len(content) < 200_000 else content


def _pierced(content: bytes, rng: random.Random) -> bytes:
    at = _place(content, rng)
    return content[:at] + rng.choice(PIECES) + content[at:]


def _swapped(content: bytes, rng: random.Random) -> bytes:
    text = content.decode("utf-8", errors="replace")
    return text.encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "cp037")), errors="replace")


def _lines(content: bytes, rng: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines[: rng.randint(0, len(lines))])


def _number(content: bytes, rng: random.Random) -> bytes:
    """Another number in the place of one that stands there."""
    found = list(re.finditer(rb"\d+", content[:200_000]))
    if not found:
        return content
    one = rng.choice(found)
    return content[: one.start()] + rng.choice((b"-1", b"0", b"99999999999999999999", b"1.5", b"x", b"", b"1_0", b"0x1f")) + content[one.end() :]


def _wrapped(content: bytes, rng: random.Random) -> bytes:
    way = rng.randrange(4)
    if way == 0:
        return gzip.compress(content)
    if way == 1:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(rng.choice(("a.csv", "../a.csv", "[Content_Types].xml")), content)
        return out.getvalue()
    return b"\xef\xbb\xbf" * 2 + content if way == 2 else b""


def _parted(content: bytes, rng: random.Random) -> bytes:
    """A packed file with one of its parts damaged, left out, or there twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {info.filename: packed.read(info.filename) for info in packed.infolist()}
    except Exception:  # noqa: BLE001 (damaged before: no longer a packed file)
        return _whole(content, rng)
    if not parts:
        return content
    name, way = rng.choice(sorted(parts)), rng.randrange(6)
    if way == 0:
        del parts[name]
    elif way == 1:
        parts[name] = parts[rng.choice(sorted(parts))]
    else:
        parts[name] = _whole(parts[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for one, text in parts.items():
            packed.writestr(one, text)
    return out.getvalue()
