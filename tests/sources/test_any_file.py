"""Whatever bytes a file holds and whatever cells a table has: a table, or one clear refusal, never a traceback."""

import gzip

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, validate
from eianalysis.sources import read_stop_search, read_table

ODD = st.sampled_from(
    [
        "",
        "N/A",
        "W1",
        "F",
        "officer",
        "31/02/2022",
        "2022-11-01",
        "44866",
        "P1",
        "Total",
        '"',
        ",",
        ";",
        "\t",
        "\r",
        "\n",
        "\x00",
        "\ufeff",
        "é",
        "1,234",
        "-",
        "sep=;",
        "person_ref",
        "sex",
        "leave_date",
    ]
)
CELL = st.one_of(ODD, st.text(max_size=8))
CONTENT = st.one_of(st.binary(max_size=300), st.lists(ODD, max_size=40).map(lambda words: "".join(words).encode()))
GROUPS = ["Asian", "Black", "Mixed", "White", "Other", "Not stated", "Prefer not to say", "Not recorded"]


@settings(max_examples=150, deadline=None)
@given(content=CONTENT, ending=st.sampled_from([".csv", ".csv.gz", ".xlsx"]), packed=st.booleans())
def test_any_bytes_are_read_or_refused(tmp_path_factory, content, ending, packed):
    path = tmp_path_factory.mktemp("any") / f"leavers{ending}"
    path.write_bytes(gzip.compress(content) if packed else content)
    try:
        read = read_table(path)
    except DataFault as fault:
        assert fault.faults and str(fault).startswith(f"leavers{ending} does not fit")
    else:
        assert read.rows >= len(read.frame) > 0


@settings(max_examples=60, deadline=None)
@given(content=CONTENT)
def test_any_bytes_named_as_a_month_are_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "2023-01-city-of-london-stop-and-search.csv"
    path.write_bytes(content)
    try:
        read_stop_search(path)
    except DataFault as fault:
        assert fault.faults


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=7, max_size=7), min_size=1, max_size=6))
def test_any_cells_are_typed_or_refused_with_every_row_named(rows):
    names = ["person_ref", "worker_type", "ethnicity_code", "sex", "service_start", "leave_date", "leaver_type"]
    rows = [["SECRET" + row[0], *row[1:]] for row in rows]
    try:
        frame = validate(pd.DataFrame(rows, columns=names, dtype=object), TABLES["leavers"], file="leavers.csv")
    except DataFault as refused:
        assert all(fault.row is None or 2 <= fault.row <= len(rows) + 1 for fault in refused.faults)
        assert "SECRET" not in str(refused)  # a reference is never repeated
    else:
        assert len(frame) == len(rows)
        assert frame["leave_date"].notna().all()
        assert frame["ethnicity_5"].isin(GROUPS).all()
