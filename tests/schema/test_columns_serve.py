"""Every column of the schema serves something, or says why it is asked for all the same."""

import ast
import re

import pytest

from eianalysis import vocabulary as v
from eianalysis.schema import TABLES

#: Rooms that declare, invent or translate columns, or look through all of them for references: that a name stands there is no use of it.
DECLARING = ("schema", "synthetic", "vocabulary", "sources/search_values.py", "report/loaded_inputs.py")
#: A name put together of parts, as f"attended_{group}": the first part must be this long to say anything.
TELLING = 6


@pytest.fixture(scope="module")
def words(root):
    """Every word that the package uses as a name of something, and the patterns of names that it puts together."""
    found, patterns = set(), []
    for path in sorted((root / "eianalysis").rglob("*.py")):
        if str(path.relative_to(root / "eianalysis")).startswith(DECLARING):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = {
            name.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for name in node.targets
            if isinstance(name, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [each.value if isinstance(each, ast.Constant) else own.get(getattr(each.value, "id", None)) for each in node.values]
                if isinstance(parts[0], str) and len(parts[0]) >= TELLING:
                    patterns.append(re.compile("".join(re.escape(part) if isinstance(part, str) else r"\w+" for part in parts)))
            found |= {value for name in ("attr", "arg") if isinstance(value := getattr(node, name, None), str)}
    return found, patterns


def _serves(table, name, words) -> bool:
    found, patterns = words
    made = " ".join(column.derived for column in table.columns)  # "from self_defined": another column is made of it
    by_itself = {*re.findall(r"\w+", made), *table.key, *table.stages, *table.groupings, *(each for columns in table.groupings.values() for each in columns)}
    return name in by_itself or name in found or any(pattern.fullmatch(name) for pattern in patterns)


def test_a_column_that_nothing_uses_says_so(words):
    """Either a measure can be made of it (bind the items it serves), or the dictionary says that nothing counts it yet."""
    unused = {
        f"{table.name}.{column.name}" for table in TABLES.values() for column in table.columns if not _serves(table, column.name, words) and not column.spare
    }
    assert not unused, f"these columns serve nothing; count them, or say why they are asked for (spare=...): {sorted(unused)}"


def test_a_column_that_something_uses_is_not_called_spare(words):
    used = {
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if column.spare and "_" in column.name and column.name in words[0]
    }  # "mode" is a word of much else besides
    assert not used, f"these columns are used and called spare: {sorted(used)}"


def test_the_dictionary_says_which_columns_nothing_counts(root):
    said = (root / "docs/data-dictionary.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        for column in table.columns:
            assert not column.spare or f"Nothing counts it yet: {column.spare}." in said, f"{table.name}.{column.name}"


def test_what_is_asked_of_somebody_is_declared_so():
    """Rules look for columns of characteristics by their declaration, so a column that says who somebody is has to be one."""
    lists = [set(codes) for codes in (v.SEX, v.DISABILITY, v.RELIGION, v.SEXUAL_ORIENTATION, v.MARITAL, v.GENDER_REASSIGNMENT, v.ETHNICITY_5, v.ETHNICITY_2)]
    undeclared = [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if any(codes <= set(column.codes) for codes in lists) and not column.of_person and column.name != "maternity"
    ]  # asked of some only, for what they come for
    assert not undeclared
    assert TABLES["leavers"].characteristics["ethnicity"] == ("ethnicity_code", "ethnicity_18", "ethnicity_5", "ethnicity_2", "ethnicity")
