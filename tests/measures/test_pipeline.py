"""Ordered stages: what multiplies to the whole, who dropped out, stages that skip, and which stage may be named."""

import re

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault, DisclosureError, UsageError
from eianalysis.measures.leading_stage import NONE_STANDS_OUT, contributions, lead
from eianalysis.measures.pipeline import WHOLE
from eianalysis.policy import policy_for
from eianalysis.sources import Source, TypedTable

BOARD = policy_for("board")
STAGES = [("Passed the sift", None, "sift"), ("Passed the interview", None, "interview"), ("Offered a post", None, "offer")]
NAMES = ("sift", "interview", "offer")


def applications(funnels, **more):
    """A table of applicants from {group: (applied, passed the sift, passed the interview, offered)}."""
    rows = []
    for group, (applied, *passes) in funnels.items():
        for number in range(applied):
            came = [number < passed for passed in passes]
            known = [True, *came[:-1]]
            rows.append({"ethnicity_2": group, **dict(zip(NAMES, [yes if here else None for yes, here in zip(came, known, strict=True)], strict=True)), **more})
    return typed(pd.DataFrame(rows))


def typed(frame):
    frame = frame.astype({name: "boolean" for name in NAMES})
    return TypedTable("applications", frame, (Source("applications", "applications.csv", "0" * 64, len(frame), "real"),), {"ethnicity": ("ethnicity_2",)})


def counted(result, group):
    rows = result.counts[result.counts["group"].eq(group)].set_index("stage")
    return {stage: (row["numerator"], row["denominator"]) for stage, row in rows.iterrows()}


HAND = {"White": (2000, 1200, 900, 540), "Ethnic minorities": (200, 60, 54, 27)}


def test_the_stage_ratios_multiply_to_the_ratio_of_the_whole_way():
    """By hand: (60/200)/(1200/2000) = 0.5; (54/60)/(900/1200) = 1.2; (27/54)/(540/900) = 5/6; together 0.135/0.27 = 0.5."""
    made = ei.pipeline(applications(HAND), by="ethnicity", stages=STAGES)
    assert counted(made, "Ethnic minorities") == {"Passed the sift": (60, 200), "Passed the interview": (54, 60), "Offered a post": (27, 54), WHOLE: (27, 200)}
    shown = ei.release(ei.compare(made, reference="White"), BOARD).table
    ratio = shown[shown["group"].eq("Ethnic minorities")].set_index("stage")["disparity_ratio"].astype(float)
    assert ratio.round(6).to_dict() == {"Passed the sift": 0.5, "Passed the interview": 1.2, "Offered a post": 0.833333, WHOLE: 0.5}
    assert ratio.drop(WHOLE).prod() == pytest.approx(ratio[WHOLE])


def test_who_withdrew_or_is_pending_is_a_stage_of_its_own_and_the_product_still_holds():
    table = applications(HAND)
    frame = table.frame
    passed = frame.index[frame["sift"].fillna(False) & frame["ethnicity_2"].eq("Ethnic minorities")]
    frame.loc[passed[-12:], ["interview", "offer"]] = pd.NA  # 12 of 60 withdrew; the 6 who would have failed among them
    made = ei.pipeline(table, by="ethnicity", stages=STAGES)
    found = counted(made, "Ethnic minorities")
    assert found["Continued to: Passed the interview"] == (48, 60)
    assert found["Passed the interview"] == (48, 48) and found[WHOLE][1] == 200
    rates = [cases / base for stage, (cases, base) in found.items() if stage != WHOLE]
    assert np.prod(rates) == pytest.approx(found[WHOLE][0] / found[WHOLE][1])


def test_a_stage_that_skips_the_one_before_is_refused_with_its_rows():
    table = applications({"White": (20, 10, 8, 4)})
    table.frame.loc[15, "offer"] = True  # did not pass the sift, row 17 of the file
    table.frame.loc[9, "offer"] = False  # did not pass the interview: no pass, no skip
    with pytest.raises(DataFault) as caught:
        ei.pipeline(table, by="ethnicity", stages=STAGES)
    assert len(caught.value.faults) == 1
    assert "row 17, column 'offer': is at 'Offered a post' or past it; but did not pass 'Passed the interview'" in str(caught.value)
    with pytest.raises(DataFault, match="row 17"):  # neither is being at risk of it
        ei.pipeline(table, by="ethnicity", stages=[*STAGES[:2], ("Offered a post", lambda rows: rows["offer"].notna(), "offer")])


def test_stages_with_bases_of_their_own_claim_no_product():
    table = applications({"White": (20, 10, 8, 4)})
    own = [("Passed the sift", lambda rows: rows["sift"].notna(), "sift"), ("Passed the interview", "sift", "interview")]
    made = ei.pipeline(table, by="ethnicity", stages=own, chained=False)
    assert counted(made, "White") == {"Passed the sift": (10, 20), "Passed the interview": (8, 10)} and made.chain == ()
    with pytest.raises(UsageError, match="at_risk=None means the stage before"):
        ei.pipeline(table, by="ethnicity", stages=STAGES, chained=False)
    with pytest.raises(UsageError, match="chained stages"):
        ei.leading_stage(ei.release(made, BOARD))


def test_a_column_that_is_absent_or_blank_makes_it_not_available():
    table = applications({"White": (20, 10, 8, 4)})
    table.frame["offer"] = pd.NA
    made = ei.pipeline(table, by="ethnicity", stages=[*STAGES, ("Vetted", None, "vetted")])
    assert made.status == "not_available" and made.missing.columns == ("offer", "vetted")


def test_windows_and_parts_stand_beside_the_whole(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    table = applications(HAND)
    frame = table.frame.assign(applied=pd.Timestamp("2022-06-01"), route=["A", "B"] * 1100)
    frame.loc[frame.index[::4], "applied"] = pd.Timestamp("2020-06-01")
    made = ei.pipeline(typed(frame), by="ethnicity", stages=STAGES, cycle=cycle, when="applied", months=[12, 36], within=["route"])
    whole = made.counts[made.counts["group"].eq("All") & made.counts["stage"].eq(WHOLE)].set_index(["window", "route"])["denominator"]
    assert whole["36m", "All"] == 2200 and whole["12m", "All"] == 1650
    assert whole["36m", "A"] + whole["36m", "B"] == 2200


def test_the_gate_reads_chained_stages_as_overlapping_tables():
    """Hidden at one stage, a count may not follow from the next: three offers are hidden, and so are their 3 of 9."""
    few = {"White": (400, 300, 200, 100), "Ethnic minorities": (60, 30, 9, 3), "Not stated": (40, 20, 10, 6)}
    made = ei.pipeline(applications(few), by="ethnicity", stages=STAGES)
    shown = ei.release(ei.compare(made, reference="White"), BOARD).table.set_index(["stage", "group"])
    assert shown.loc[("Offered a post", "Ethnic minorities"), "status"] == "hidden"
    assert shown.loc[(WHOLE, "Ethnic minorities"), "status"] == "hidden"  # the same 3
    for stage in ("Offered a post", WHOLE):  # the total less the others would be the 3
        rows = shown.loc[stage]
        assert rows["numerator"].isna().sum() >= 2
    unchained = made.counts[made.counts["stage"].eq("Offered a post")]
    assert int(unchained.loc[unchained["group"].eq("Ethnic minorities"), "denominator"].iloc[0]) == 9


def test_the_leading_stage_is_named_only_where_it_nearly_always_leads():
    shown = ei.release(ei.compare(ei.pipeline(applications(HAND), by="ethnicity", stages=STAGES), reference="White"), BOARD)
    said = ei.release(ei.leading_stage(shown), BOARD)
    assert said.table["contributes_most"].tolist() == ["Passed the sift"]
    assert said.table["over_the_whole_way"].tolist() == ["0.50 times (0.35 to 0.71), clear difference"]
    again = ei.release(ei.leading_stage(shown), BOARD)
    assert said.table.equals(again.table)  # seeded
    assert "'Passed the sift' contributes most, leading in" in str(ei.findings(said))
    even = {"White": (2000, 1200, 900, 540), "Ethnic minorities": (200, 104, 68, 35)}  # 0.87, 0.87, 0.86
    shown = ei.release(ei.compare(ei.pipeline(applications(even), by="ethnicity", stages=STAGES), reference="White"), BOARD)
    said = ei.release(ei.leading_stage(shown), BOARD)
    assert said.table["contributes_most"].tolist() == [NONE_STANDS_OUT] and NONE_STANDS_OUT in str(ei.findings(said))


def test_each_stage_says_what_it_adds_and_the_stages_add_up_to_the_whole_way():
    """Recounted by hand: the logarithm of each stage's ratio, and of the ends of its range."""
    shown = ei.release(ei.compare(ei.pipeline(applications(HAND), by="ethnicity", stages=STAGES), reference="White"), BOARD)
    added = ei.release(ei.leading_stage(shown), BOARD).table["each_stage_adds"].iloc[0]
    plain = added.replace("−", "-")
    found = {name: tuple(map(float, rest)) for name, *rest in re.findall(r"(?:^|; )(.+?) (-?[\d.]+) \((-?[\d.]+) to (-?[\d.]+)\)", plain)}
    table = shown.table[shown.table["disparity_ratio"].notna()].set_index("stage")
    for stage, three in found.items():
        row = table.loc[WHOLE if stage == "together" else stage]
        assert three == pytest.approx([np.log(row[name]) for name in ("disparity_ratio", "ratio_low", "ratio_high")], abs=0.006), stage
    assert len(found) == len(table)
    assert sum(three[0] for name, three in found.items() if name != "together") == pytest.approx(found["together"][0], abs=0.02)
    assert added in str(ei.table(ei.release(ei.leading_stage(shown), BOARD)))


def test_a_stage_that_nobody_passed_has_no_number_and_no_least():
    rows = pd.DataFrame({"disparity_ratio": [0.0, np.nan], "ratio_low": [0.0, 0.0], "ratio_high": [0.9, np.inf]}, ["Sift", WHOLE])
    assert contributions(rows) == "Sift no number (no least to −0.11); together no number (no least to no most)"


def test_the_share_of_draws_agrees_with_resampling_people_one_by_one():
    """The truth: draw applicants with replacement, each knowing how far they came, and count again."""
    group, other = (100, 62, 50, 30), (900, 630, 500, 320)
    rng = np.random.default_rng(7)

    def far(applied, *passes):
        return np.concatenate([np.full(last - gone, place) for place, (last, gone) in enumerate(zip((applied, *passes), (*passes, 0), strict=True))])

    def logs(people):
        reached = np.array([(people >= place).sum() for place in range(4)])
        return np.log(reached[1:] / reached[:-1])

    mine, theirs = far(*group), far(*other)
    drawn = [logs(rng.choice(mine, len(mine))) - logs(rng.choice(theirs, len(theirs))) for _ in range(4000)]
    truth = np.mean([each.argmin() == 0 and each.sum() < 0 for each in drawn])  # the sift: 0.62 against 0.70
    place, share = lead(group[1:], group[:-1], other[1:], other[:-1], draws=4000, rng=np.random.default_rng(1))
    assert place == 0 and share == pytest.approx(truth, abs=0.03) and 0.3 < truth < 0.9


@pytest.mark.parametrize("more", [0, 2])
def test_where_the_whole_way_does_not_differ_no_stage_stands_out(more):
    """Women apply less often and get through more often: 0.98 times over the whole way, and two more promoted would turn its side."""
    funnels = {"White": (3629, 717, 191, 116), "Ethnic minorities": (1403, 196, 71, 44 + more)}
    shown = ei.release(ei.compare(ei.pipeline(applications(funnels), by="ethnicity", stages=STAGES), reference="White"), BOARD)
    said = ei.release(ei.leading_stage(shown), BOARD)
    assert said.table["contributes_most"].tolist() == [NONE_STANDS_OUT] and said.table["leads_in"].fillna("").tolist() == [""]
    assert "too few to say" in said.table["over_the_whole_way"].iloc[0] or "no material difference" in said.table["over_the_whole_way"].iloc[0]


def test_a_draw_whose_whole_lies_on_the_other_side_has_no_leader():
    """The first stage is always far below 1 and the second always far above: which side the whole lies on is chance."""
    _, share = lead([196, 71], [1403, 196], [717, 190], [3629, 717], rng=np.random.default_rng(1))
    assert 0.3 < share < 0.8


def test_nothing_hidden_is_leant_on_and_nothing_unreleased_is_taken():
    few = {"White": (400, 300, 200, 100), "Ethnic minorities": (60, 30, 9, 3)}
    made = ei.compare(ei.pipeline(applications(few), by="ethnicity", stages=STAGES), reference="White")
    said = ei.release(ei.leading_stage(ei.release(made, BOARD)), BOARD)
    assert said.table["contributes_most"].str.startswith("Hidden").all()
    assert "9" not in str(ei.findings(said)) and "times" not in str(ei.findings(said))
    assert said.table["each_stage_adds"].str.startswith("Hidden").all()  # where a stage is hidden, so is what it adds
    with pytest.raises(DisclosureError, match="leading_stage"):
        ei.leading_stage(made)
    with pytest.raises(UsageError, match="call compare"):
        ei.leading_stage(ei.release(ei.pipeline(applications(HAND), by="ethnicity", stages=STAGES), BOARD))


def test_nobody_of_a_group_got_through_and_no_difference_have_no_leader_by_accident():
    place, share = lead([30, 0], [100, 30], [300, 150], [1000, 300])  # all of it at the second stage: nobody passed
    assert place == 1 and share == 1
    assert lead([50, 25], [100, 50], [500, 250], [1000, 500])[0] == -1  # the same rates throughout: no side to lead on
