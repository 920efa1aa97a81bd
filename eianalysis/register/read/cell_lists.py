"""Lists as they come out of board papers: bullets of several kinds mixed, or no bullets at all.

Where bullets are gone, the splitter falls back on how items begin: with an imperative, or after a reference mark. Such
a list is marked as guessed, because a person can see what a rule cannot.
"""

from __future__ import annotations

import re

from eianalysis.register.read.document_rows import words

_BULLET = re.compile(r"[\u2022\u25cb\u00b7\u25aa\u25e6\uf0b7]|(?<!\w)(?:i{1,3}|iv|vi{0,3})\)")
#: "○ i)" is one mark, not two.
_DOUBLE = re.compile(r"[\u2022\u25cb\u00b7]\s*(?=(?:i{1,3}|iv|vi{0,3})\))")
_VERBS = (
    "Agree|Appoint|Await|Build|Commence|Complete|Consider|Create|Cross-check|Deliver|Develop|Embed|Encourage|Engage|"
    "Ensure|Equip|Establish|Evolve|Finalise|Focus|Formalise|Further develop|Host|Identify|Implement|Improve|Increase|"
    "Introduce|Invest|Launch|Leaders to|Prioritise|Promote|Provide|Publish|Recognise|Review|Scope|Set up|Support|"
    "Undertake|Utilise|Widely|Work with|Improvements in|Increases in|Reductions in|A narrowing"
)
#: A new item begins with one of these words after a word, a full stop or a bracket; not after a comma or "&".
_AFTER = re.compile(rf"(?<=[\w.):])(?<!\d\d/\d\d) (?=(?:{_VERBS})\b)")
_LIST = re.compile(r"<ul\b[^>]*>", re.IGNORECASE)


def has_bullets(cell: str) -> bool:
    return bool(_BULLET.search(words(cell)))


def split_list(cell: str) -> tuple[list[str], bool]:
    """The items of a list in a cell, and whether the split had to be guessed.

    >>> split_list("• Train staff • Review policy")
    (['Train staff', 'Review policy'], False)
    >>> split_list("<ul>Train all staff in it Review the policy Ensure access</ul>")
    (['Train all staff in it', 'Review the policy', 'Ensure access'], True)
    """
    text = words(cell)
    if _BULLET.search(text):
        return [item.strip() for item in _BULLET.split(_DOUBLE.sub("", text)) if item.strip()], False
    items = [item.strip() for item in _AFTER.split(text) if item.strip()]
    return items, len(items) > 1


def introduction(cell: str) -> tuple[str, str]:
    """What a cell says before its list, and the list: ('', the cell) where it has no list."""
    mark = _LIST.search(cell)
    if mark is None:
        bullet = _BULLET.search(cell)
        return (cell[: bullet.start()], cell[bullet.start() :]) if bullet else ("", cell)
    return cell[: mark.start()], cell[mark.start() :]
