"""Training, first aiders, declaring and taking part: every person of a small force followed by hand."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault, UsageError
from tests.builders import groups, table, workforce

PEOPLE = workforce("""
    person_ref  as_at       sex  worker_type  ethnicity_code  religion
    A           2023-03-31  F    officer      W1              CHR
    B           2023-03-31  M    officer      A1              U
    C           2023-03-31  F    staff        W1              P
    D           2023-03-31  M    staff        NS              NONE
    E           2023-03-31  M    officer      W1              .
    F           2023-03-31  M    officer      W1              MUS
    G           2023-03-31  M    special      W1              CHR
    H           2022-03-31  M    officer      W1              CHR
    A           2022-03-31  F    officer      U               CHR
""")
#: A came to the second session; B could not; C's certificate ran out; D is not eligible; E's availability is not recorded;
#: F is on no list; G is a special; H has left; A stands twice.
TRAINING = table(
    "training_attendance",
    """
    person_ref  course  session_date  status         eligible  available  unavailable_reason  mandatory  expires
    A           Bias    2022-05-02    not available  Y         N          travel              Y          .
    A           Bias    2022-06-02    attended       Y         Y          .                   Y          .
    B           Bias    .             not available  Y         N          career break        Y          .
    C           Bias    2020-05-02    attended       Y         Y          .                   Y          2023-03-30
    D           Bias    2022-05-02    attended       N         Y          .                   Y          .
    E           Bias    .             not booked     Y         .          .                   Y          .
    H           Bias    2022-05-02    attended       Y         Y          .                   Y          .
    A           Later   2023-04-20    attended       Y         .          .                   N          .
""",
)


@pytest.fixture
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


def test_the_base_is_those_eligible_and_available_and_in_post(cycle):
    got = ei.training_coverage(TRAINING, PEOPLE, cycle=cycle, by="worker_type")
    assert groups(got) == {"All": (1, 2), "Police officer": (1, 1), "Police staff": (0, 1)}
    assert groups(ei.training_coverage(TRAINING, PEOPLE, cycle=cycle, by=None)) == {"All": (1, 2)}
    assert set(got.counts["course"]) == {"Bias"}, "only mandatory courses unless asked for"


def test_the_audit_has_everybody_in_post_in_one_row(cycle):
    audit = groups(ei.training_audit(TRAINING, PEOPLE, cycle=cycle, course="Bias"))
    assert audit == {
        "Eligible, available, attended": (1, 6),
        "Eligible, available, not attended": (1, 6),
        "Not eligible": (1, 6),
        "Eligible, nobody recorded whether available": (1, 6),
        "Not on the course's list": (1, 6),
        "Eligible, not available: another reason": (1, 6),
        "All": (6, 6),
    }


def test_a_session_after_the_cut_off_does_not_count_and_attending_means_available(cycle):
    assert groups(ei.training_coverage(TRAINING, PEOPLE, cycle=cycle, course="Later")) == {"All": (0, 1), "Police officer": (0, 1)}


def test_lists_of_other_people_are_refused(cycle):
    other = replace(TRAINING, frame=TRAINING.frame.assign(person_ref=[f"X{n}" for n in range(len(TRAINING))]))
    for measure in (ei.training_coverage, ei.training_audit, ei.first_aiders):
        assert "are the references the same" in measure(other, PEOPLE, cycle=cycle, course="Bias").missing.reason


def test_what_cannot_be_told_is_not_available(cycle):
    assert "no course called 'Bais'" in ei.training_coverage(TRAINING, PEOPLE, cycle=cycle, course="Bais").missing.reason
    optional = replace(TRAINING, frame=TRAINING.frame.assign(mandatory=False))
    assert "no course is marked mandatory" in ei.training_coverage(optional, PEOPLE, cycle=cycle).missing.reason
    nobody = replace(TRAINING, frame=TRAINING.frame.assign(eligible=False))
    assert "nobody in post is recorded as eligible" in ei.training_coverage(nobody, PEOPLE, cycle=cycle).missing.reason
    absent = replace(TRAINING, absent=True)
    assert ei.training_coverage(absent, PEOPLE, cycle=cycle).missing.file == "training_attendance"
    early = replace(PEOPLE, frame=PEOPLE.frame.assign(as_at=pd.Timestamp("2030-01-01")))
    assert "no snapshot" in ei.training_coverage(TRAINING, early, cycle=cycle).missing.reason


def test_first_aiders_are_those_in_post_and_in_date_beside_the_target(cycle):
    result = ei.first_aiders(TRAINING, PEOPLE, cycle=cycle, course="Bias", target=3)
    assert groups(result) == {"All": (1, 3)} and result.unreleased["rate_low"].isna().all()
    assert groups(ei.first_aiders(ei.load_training(cycle), ei.load_workforce(cycle), ei.load_targets(cycle), cycle=cycle))["All"][1] == 60
    many = ei.first_aiders(ei.load_training(cycle), ei.load_workforce(cycle), cycle=cycle, target=20)
    assert groups(many)["All"][0] > 20, "more than the target is a count like any other"
    with pytest.raises(UsageError, match="target must be 1 or more"):
        ei.first_aiders(TRAINING, PEOPLE, cycle=cycle, target=0)


def test_special_constables_are_counted_beside_the_target_and_a_file_without_them_says_nothing(cycle):
    specials = ei.specials_headcount(PEOPLE, cycle=cycle, target=2)  # G alone
    assert groups(specials) == {"All": (1, 2)} and specials.unreleased["rate_low"].isna().all()
    assert groups(ei.specials_headcount(ei.load_workforce(cycle), ei.load_targets(cycle), cycle=cycle)) == {"All": (72, 100)}  # counted in the CSV
    left_out = replace(PEOPLE, frame=PEOPLE.frame[PEOPLE.frame["worker_type"] != "special"])
    assert "no snapshot has a special constable" in ei.specials_headcount(left_out, cycle=cycle).missing.reason
    with pytest.raises(UsageError, match="target must be 1 or more"):
        ei.specials_headcount(PEOPLE, cycle=cycle, target=0)


def test_a_target_is_the_force_s_own_as_written_down_or_there_is_none(cycle, tmp_path):
    known = ei.load_targets(cycle)
    none = replace(known, frame=known.frame[known.frame["basis"] != "people"])
    others = replace(known, frame=known.frame.assign(status="elsewhere"))
    for targets in (None, none, others):
        for made in (ei.specials_headcount(PEOPLE, targets, cycle=cycle), ei.first_aiders(TRAINING, PEOPLE, targets, cycle=cycle, course="Bias")):
            assert made.missing.columns == ("measure", "people") and "no number of people is aimed at" in made.missing.reason
    later = replace(known, frame=pd.concat([known.frame, known.frame.tail(2).assign(people=70, year=2024)], ignore_index=True))
    assert groups(ei.first_aiders(TRAINING, PEOPLE, later, cycle=cycle, course="Bias")) == {"All": (1, 70)}
    (tmp_path / "reference").mkdir()
    text = known.sources[0].file and (cycle.data_dir / "reference/targets.csv").read_text(encoding="utf-8")
    (tmp_path / "reference/targets.csv").write_text(text.replace(",0.33,", ",,"), encoding="utf-8")
    with pytest.raises(DataFault, match="row 5, column 'value': met-stock-women has no value"):
        ei.load_targets(replace(cycle, data_dir=tmp_path))


def test_the_first_aiders_of_the_synthetic_force_by_plain_counting(cycle, root):
    files = root / "data" / "synthetic"
    rows, people = pd.read_csv(files / "training_attendance.csv"), pd.read_csv(files / "workforce_snapshot.csv")
    now = set(people.loc[(people["as_at"] == "2023-03-31") & people["worker_type"].isin(["officer", "staff", "pcso"]), "person_ref"])
    held = rows[(rows["course"] == "Mental health first aid") & (rows["status"] == "attended") & (rows["expires"] >= "2023-03-31")]
    assert groups(ei.first_aiders(ei.load_training(cycle), ei.load_workforce(cycle), ei.load_targets(cycle), cycle=cycle))["All"] == (
        len(set(held["person_ref"]) & now),
        60,
    )


def test_declared_is_known_and_nothing_else(cycle):
    rates = ei.declaration_rate(PEOPLE, cycle=cycle, characteristics=["ethnicity_2", "religion"], snapshots=2)
    assert groups(rates, snapshot="31 March 2023") == {"Ethnicity": (6, 7), "Religion or belief": (4, 7)}
    assert groups(rates, snapshot="31 March 2022") == {"Ethnicity": (1, 2), "Religion or belief": (2, 2)}
    officers = ei.declaration_rate(PEOPLE, cycle=cycle, characteristics=["religion"], by="sex", worker_type="officer")
    assert groups(officers) == {"All": (2, 4), "Female": (1, 1), "Male": (1, 3)}


def test_a_characteristic_that_hr_does_not_hold_is_said_and_not_counted(cycle):
    fewer = replace(PEOPLE, frame=PEOPLE.frame.drop(columns="religion"))
    rates = ei.declaration_rate(fewer, cycle=cycle, characteristics=["sex", "religion"])
    assert set(groups(rates)) == {"Sex"} and "Not held by this workforce table: religion or belief." in rates.definition.notes
    assert "none of the characteristics" in ei.declaration_rate(fewer, cycle=cycle, characteristics=["religion"]).missing.reason
    with pytest.raises(UsageError, match="'relgion' is not something people declare; did you mean 'religion'"):
        ei.declaration_rate(PEOPLE, cycle=cycle, characteristics=["relgion"])


TAKING = table(
    "development_participation",
    """
    person_ref  scheme      started     ended       worker_type  ethnicity_code  sex
    A           mentoring   2022-06-01  .           officer      W1              F
    A           mentoring   2021-06-01  2022-05-01  officer      W1              F
    B           mentoring   2021-06-01  2022-03-31  officer      A1              M
    C           secondment  2023-03-31  .           staff        W1              F
    H           secondment  2022-06-01  .           officer      W1              M
""",
)


def test_taking_part_is_of_everybody_in_post_and_once_a_person(cycle):
    took = ei.participation_rate(TAKING, PEOPLE, cycle=cycle, by="woman")
    assert groups(took, scheme="Mentoring") == {"All": (1, 6), "Women": (1, 2), "All others": (0, 4)}
    assert groups(took, scheme="Secondment or attachment") == {"All": (1, 6), "Women": (1, 2), "All others": (0, 4)}
    with pytest.raises(UsageError, match="there is no scheme 'mentorng'; did you mean 'mentoring'"):
        ei.participation_rate(TAKING, PEOPLE, cycle=cycle, scheme="mentorng")
    none = replace(TAKING, frame=TAKING.frame.head(0))
    assert "nobody took part" in ei.participation_rate(none, PEOPLE, cycle=cycle).missing.reason


def test_what_a_table_holds_of_each_characteristic(cycle):
    held = ei.characteristics_captured(PEOPLE, TRAINING, cycle=cycle)
    people = groups(held, table="Workforce snapshot")
    assert people["Religion or belief"] == (6, 9) and people["Disability"] == (0, 0), "this file has no such column"
    assert set(groups(held, table="Training attendance").values()) == {(0, 0)}, "groups come from the workforce table"
    assert ei.characteristics_captured(replace(PEOPLE, absent=True), cycle=cycle).missing.file == "workforce_snapshot"
