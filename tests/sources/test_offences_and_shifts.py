"""Offences of a crime system, and roles and shifts of a duty system, under other headings and words: read by a mapping."""

import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.sources import load_vawg_offences, load_workforce

CRIMES = """Crime number,Created date,Offence,Victim ethnic group,Victim gender,Suspect employer,Crime outcome,Outcome date
C1,01/05/2022,Rape,White,F,Police,Charge,13/06/2022
C2,02/05/2022,Harassment,Black,F,,NFA,20/05/2022
C3,03/05/2022,Stalking,,F,,,
"""
MAPPING = """[[table]]
table = "vawg_offences"
file = "crimes.csv"
[table.columns]
offence_ref = "Crime number"
recorded_on = "Created date"
offence_group = "Offence"
victim_ethnicity = "Victim ethnic group"
victim_sex = "Victim gender"
result = "Crime outcome"
decided_on = "Outcome date"
police_suspect = "Suspect employer"
[table.values.police_suspect]
Police = "Y"
"" = "N"
"""


def test_a_crime_extract_is_read_with_its_own_headings_and_words(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "crimes.csv", CRIMES)
    put(cycle.raw_dir, "mapping.toml", MAPPING)
    rows = load_vawg_offences(cycle).frame
    assert rows["result"].tolist()[:2] == ["charged", "no further action"] and rows["result"].isna().tolist() == [False, False, True]
    assert rows["victim_ethnicity"].tolist() == ["White", "Black", "Not recorded"]
    assert rows["police_suspect"].tolist() == [True, False, False]
    assert (rows["decided_on"] - rows["recorded_on"]).dt.days.tolist()[:2] == [43, 18]


def test_a_result_before_the_offence_is_refused_with_its_row(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "crimes.csv", CRIMES.replace("20/05/2022", "20/04/2022"))
    put(cycle.raw_dir, "mapping.toml", MAPPING)
    with pytest.raises(DataFault, match="row 3.*decided_on"):
        load_vawg_offences(cycle)


def test_roles_and_shifts_are_known_by_usual_headings_and_may_be_absent(tmp_path):
    cycle = a_cycle(tmp_path)
    rows = "person_ref,as_at,worker_type,ethnicity_code,sex,service_start{},Roster\nP1,2023-03-31,officer,W1,F,2015-04-01{},Nights\n"
    put(cycle.raw_dir, "workforce_snapshot.csv", rows.format(",Role group", ",Response"))
    frame = load_workforce(cycle).frame
    assert frame[["role_group", "shift_pattern"]].iloc[0].tolist() == ["Response", "Nights"]
    put(cycle.raw_dir, "workforce_snapshot.csv", rows.format("", ""))
    assert "role_group" not in load_workforce(cycle).frame
