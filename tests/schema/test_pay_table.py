"""The table of pay: what is refused, how hourly pay is made of a period's, and other words for its codes."""

import pytest
from builders import drawn

from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, validate
from eianalysis.sources import load_pay


def read(text):
    return validate(drawn(text), TABLES["pay"], file="pay.csv")


def test_a_bad_file_is_refused_with_every_fault():
    with pytest.raises(DataFault) as refused:
        read("""
            person_ref  as_at       pay_in_period  pay_period  weekly_hours  full_pay  bonus_pay
            P1          2023-03-31  3044           monthly     35            Y         0
            P1          2023-03-31  3044           monthly     35            Y         0
            P2          2023-03-31  -5             monthly     35            Y         0
            P3          2023-03-31  3044           mnthly      152           perhaps   lots
            P4          2023-03-31  3044           monthly     35            .         0
            """)
    for words in (
        "rows 2 and 3 have the same person_ref and as_at",
        "'mnthly' is not a code of the pay periods; nearest is 'monthly'",
        "it should be Y or N",
        "it is empty; every row needs one",
        "pay_in_period",
        "weekly_hours",
        "bonus_pay",
    ):
        assert words in str(refused.value)


def test_an_hourly_rate_that_is_a_months_pay_is_refused():
    with pytest.raises(DataFault, match="hourly_pay"):
        read("""
            person_ref  Snapshot date  Hourly rate  On full pay
            P1          31/03/2023     3044         Y
            """)


def test_a_file_without_pay_says_which_columns_would_do():
    with pytest.raises(DataFault) as refused:
        read("""
            person_ref  as_at       full_pay
            P1          2023-03-31  Y
            """)
    assert "hourly_pay" in str(refused.value) and "pay_in_period" in str(refused.value)


def test_hourly_pay_is_made_of_a_periods_pay():
    frame = read("""
        Employee ref  Snapshot date  Gross pay  Pay frequency  Contracted hours  On full pay  Bonus
        P1            31/03/2023     3044       Month          35                Yes          250
        P2            31/03/2023     1400       fortnight      35                Yes          .
        P3            31/03/2023     700        weekly         0                 No           .
        """)
    assert frame["hourly_pay"].round(4).tolist()[:2] == [20.0, 20.0] and frame["hourly_pay"].isna().tolist() == [False, False, True]


def test_an_hourly_rate_of_the_file_is_kept():
    frame = read("""
        person_ref  as_at       hourly_pay  full_pay
        P1          2023-03-31  21.5        Y
        """)
    assert frame["hourly_pay"].tolist() == [21.5]


def test_the_mapping_of_the_docs_reads_a_payroll(root, tmp_path):
    """The example of docs/pay-gaps.md, as it is written there, on a file with those headings."""
    page = (root / "docs/pay-gaps.md").read_text(encoding="utf-8")
    raw = tmp_path / "raw" / "2023-04"
    raw.mkdir(parents=True)
    (raw / "mapping.toml").write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    (raw / "payroll march 2023.csv").write_text(
        "Ref,Gross for gap report,Std hours,Reduced by leave,Honoraria 22/23,Name\nE1,3044,35,full,250,A\nE2,1522,35,reduced,,B\n", encoding="utf-8"
    )
    (tmp_path / "cycles").mkdir()
    text = (root / "data/cycles/2023-04.toml").read_text(encoding="utf-8")
    (tmp_path / "cycles/2023-04.toml").write_text(text.replace('data = "demo"', 'data = "real"'), encoding="utf-8")
    table = load_pay(load_cycle("2023-04", data_dir=tmp_path))
    assert table.frame["hourly_pay"].round(2).tolist() == [20.0, 10.0] and table.frame["full_pay"].tolist() == [True, False]
    assert table.frame["bonus_pay"].isna().tolist() == [False, True]
