"""The printed dictionary and code lists are those of the declarations."""

from eianalysis.schema import TABLES, write_dictionary
from eianalysis.schema.dictionary import write_codes


def test_the_data_dictionary_is_in_step(root):
    assert (root / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == write_dictionary(), "run python -m eianalysis.schema.dictionary"


def test_the_code_lists_are_in_step(root):
    assert (root / "data" / "reference" / "codes.csv").read_text(encoding="utf-8") == write_codes(), "run python -m eianalysis.schema.dictionary"


def test_every_column_has_a_meaning_and_every_list_a_name():
    text = write_dictionary()
    for table in TABLES.values():
        assert f"## `{table.name}`" in text
        for column in table.columns:
            assert column.means.endswith("."), f"{table.name}.{column.name}"
            assert f"| `{column.name}` |" in text


def test_long_lists_of_one_name_are_one_list():
    lists = {}
    for table in TABLES.values():
        for column in table.columns:
            if len(column.codes) > 7:
                name = column.list_name or column.name
                assert lists.setdefault(name, column.codes) == column.codes, name


def test_groupings_name_columns_of_their_table():
    for table in TABLES.values():
        for columns in table.groupings.values():
            assert set(columns) <= set(table.names)
