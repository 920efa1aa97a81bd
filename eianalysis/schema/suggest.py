"""What the writer of a wrong code may have meant. A suggestion never leads to another group: rather none than that."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher, get_close_matches

from eianalysis.errors import nearest
from eianalysis.schema.columns import Column
from eianalysis.vocabulary import coded, labelled, meaning, plain
from eianalysis.vocabulary.synonyms import entries, stands_in, tokens

#: How like a known wording must be (1 is the same), and how far all wordings of other codes must stay behind.
ALIKE, APART = 0.85, 0.08


def nearest_code(text: str, column: Column) -> str:
    """What the writer may have meant: a proposed or very like code, else the whole list if it is short."""
    if column.words.startswith("ethnicity") and column.words != "ethnicity_minorities":
        finer = {"ethnicity": "ethnicity_families", "ethnicity_families": "ethnicity_minorities"}[column.words]
        if not coded(column.words, text, column.codes, proposed=True) and meaning(finer, text):
            name = {"ethnicity": "ethnicity_5", "ethnicity_families": "ethnicity_2"}[column.words]
            return f"it is a group of {name}: name the column so, in the file or in the columns of mapping.toml"
    code = labelled(coded(column.words, text, column.codes, proposed=True), column.codes) if column.words else None
    code = code or _same_letter(text, column) or _alike(text, column)
    if code is not None:
        label = column.codes[code]
        return f"nearest is '{code}'" + (f" ({label})" if label != code else "")
    if len(column.codes) <= 14:
        return "it can be: " + ", ".join(column.codes)
    return f"see {column.list_name} in docs/data-dictionary.md"


def like_a_code(text: str, column: Column) -> bool:
    """Whether a wrong value is a wording of a published list or a slip of one, so that a message may show it: no name is like that."""
    if column.words and (coded(column.words, text, column.codes, proposed=True) or stands_in("ethnicity_families", text)):
        return True
    if column.words:
        return _alike(text, column) is not None
    return bool(get_close_matches(plain(text), list(_wordings(column)), n=1, cutoff=0.8))


def _same_letter(text: str, column: Column) -> str | None:
    """'W8': of codes of two signs the one with the same letter; in ethnicity a letter is a group, elsewhere it must be alone."""
    if len(text) != 2 or not text[0].isalpha():
        return None
    same = [code for code in column.codes if len(code) == 2 and code[0] == text[0].upper() and code != "NS"]
    return same[-1] if same and (column.words == "ethnicity" or len(same) == 1) else None


def _alike(text: str, column: Column) -> str | None:
    """The code of the wording most like the text; of a list of wordings only one that is very like and alone."""
    known = _wordings(column)
    if not column.words:
        return known.get(nearest(text, known) or "")
    text = " ".join(tokens(text))
    matches = [(SequenceMatcher(None, text, " ".join(tokens(words))), code) for words, code in known.items()]
    scored = sorted(
        (
            (match.ratio(), code)
            for match, code in matches  # what is less alike than this decides nothing
            if match.real_quick_ratio() > ALIKE - APART and match.quick_ratio() > ALIKE - APART
        ),
        reverse=True,
    )
    if not scored:
        return None
    best, code = scored[0]
    near = {other for score, other in scored if score > best - APART}
    return code if best >= ALIKE and near == {code} else None


def _wordings(column: Column) -> Mapping[str, str]:
    """Every wording of a column and its code: labels and codes last, so that they win."""
    listed = {line["words"]: labelled(line["code"], column.codes) for line in entries(column.words)} if column.words else {}
    words = {
        **{word: code for word, code in listed.items() if code},
        **{label: code for code, label in column.codes.items()},
        **{code: code for code in column.codes},
    }
    return words if column.words else {plain(word): code for word, code in words.items()}
