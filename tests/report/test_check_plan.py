"""``check`` counts and plans what the pages ask: it finds what a run would stop at there, and says what can ever be shown."""

import re
import shutil

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats, synthetic
from eianalysis.report.check_plan import UNASKED, _telling
from eianalysis.stats import verdict

TURNOVER = "turnover_start_headcount_ex_transfers"
PAGE = f"import eianalysis as ei\nforce = ei.force(cycle, data_dir=data_dir, outputs_dir=outputs_dir)\nforce.ask('{TURNOVER}').compare().release()"


@pytest.fixture(scope="module")
def people(tmp_path_factory, make_force):
    folder = tmp_path_factory.mktemp("people")
    tables = make_force(seed=11, people=250, searches=False)
    synthetic.write(folder, tables={name: tables[name] for name in ("workforce_snapshot", "joiners", "leavers")})
    return folder


@pytest.fixture
def checked(project, people, root):
    """``checked(lines of the cycle's file)``: exit code, lines and message of ``check`` of a force of 250."""
    shutil.copytree(people, project.folder / "data" / "synthetic")
    shutil.copytree(root / "data" / "reference", project.folder / "data" / "reference")
    project.add("06-retention", "# Who leaves?", PAGE)

    def check(more: str, reference: str = 'ethnicity = "White"\nsex = "Male"'):
        project.cycle(more=f"{more}\n[reference]\n{reference}")
        code, out, err = project("check", "2023-04")
        return code, dict(line.strip().split(": ", 1) for line in out.partition("Primary comparisons\n")[2].splitlines()[:-1]), err

    return check


def test_each_primary_comparison_is_said_to_be_shown_or_hidden(checked):
    women, short, black = (f"{TURNOVER}/{row}" for row in ("36m/sex/Female:Male", "12m/sex/Female:Male", "36m/ethnicity_5/Black:White"))
    code, told, err = checked(f'primary_comparisons = ["{short}", "{black}"]')
    assert code == 0, err
    assert told[short].startswith("hidden: ") and told[short].endswith("; over 36m the numbers of both are large enough")
    assert told[black].startswith("not shown: Ethnicity (2 groups)"), told[black]
    told |= checked(f'primary_comparisons = ["{women}"]')[1]  # what is advised cures
    usually = r"a real difference of \d+\.\d times or more(, or of 0\.\d times or less|, or that leaves next to nobody|, and no lower rate,) would be found 8 times in 10"
    assert re.match(rf"shown; {usually}; a ratio of", told[women]), told[women]
    assert re.search(r"; a ratio of \d\.\d or more(, or of 0\.\d or less|, or nobody at all)?, would be a clear difference$", told[women])
    assert not any(re.search(r"(?<![\d.])[1-4](?![\d.])", words) for words in (told[women], told[short])), "a count of a few"


def test_a_comparison_that_no_page_asks_for_is_told(checked):
    code, told, _ = checked(f'primary_comparisons = ["{TURNOVER}/36m/disability/Disabled:Not disabled", "misconduct_allegation_rate/36m/sex/Female:Male"]')
    assert code == 0 and set(told.values()) == {UNASKED}


def test_a_reference_that_is_no_group_stops_check_as_it_would_stop_the_run(checked, project):
    code, told, err = checked("", reference='ethnicity = "Wite"')
    assert code == 2 and told == {} and "06-retention asks for" in err and "did you mean 'White'?" in err
    assert project("run", "2023-04")[0] != 0
    project.add("06-retention", "# Who leaves?", "print('nothing asked')")
    assert checked("", reference='ethnicity = "Wite"')[0] == 0  # what a page does not ask for cannot stop it


@pytest.mark.parametrize("kind", ["proportion", "rate"])
@pytest.mark.parametrize("base, cases, of", [(90, 64, 800), (40, 10, 60), (500, 300, 900)])
def test_the_ratio_told_would_be_clear_and_a_smaller_one_not(kind, base, cases, of):
    side = pd.Series({"tested_denominator": base, "reference_numerator": cases, "reference_denominator": of, "own_people": base, "reference_people": of})
    told = _telling(kind, side, 0.95)

    def word(count):
        return verdict(cases=[count], base=[base], reference_cases=[cases], reference_base=[of], kind=kind, people=[base], reference_people=[of])[0]

    ratio = float(re.search(r"ratio of (\d+\.\d)", told)[1])
    alike = base * cases / of
    assert word(int(-(-ratio * alike // 1))) == "clear difference"
    assert word(int((ratio - 0.1) * alike) - 1) != "clear difference"
    lower = re.search(r"or of (\d\.\d) or less", told)
    assert word(int(float(lower[1]) * alike) if lower else 0) == "clear difference"


def test_too_few_people_can_show_nothing_whatever_their_years():
    side = pd.Series({"tested_denominator": 27.0, "reference_numerator": 64, "reference_denominator": 800.0, "own_people": 9, "reference_people": 300})
    assert _telling("rate", side, 0.95).startswith("shown, but no ratio")


@pytest.mark.parametrize("kind", ["proportion", "rate"])
@pytest.mark.parametrize("base, cases, of", [(90, 64, 800), (40, 10, 60), (500, 300, 900)])
def test_a_real_difference_as_large_as_is_told_is_found_eight_times_in_ten(kind, base, cases, of):
    """Drawn anew: both groups at their true rates, tested as a page tests them. One a fifth nearer to 1 is found less often."""
    side = pd.Series({"tested_denominator": base, "reference_numerator": cases, "reference_denominator": of, "own_people": base, "reference_people": of})
    times = float(re.search(r"real difference of (\d+\.\d) times or more", _telling(kind, side, 0.95))[1])
    rng, rate = np.random.default_rng(5), cases / of

    def found(ratio):
        if kind == "proportion":
            own, other = rng.binomial(base, min(ratio * rate, 1), 1500), rng.binomial(of, rate, 1500)
            return (stats.fisher_test(cases=own, base=base, reference_cases=other, reference_base=of) <= 0.05).mean()
        own, other = rng.poisson(base * ratio * rate, 400), rng.poisson(of * rate, 400)
        return (np.asarray(stats.rate_ratio_test(cases=own, exposure=base, reference_cases=other, reference_exposure=of)) <= 0.05).mean()

    assert found(times) > 0.76 and found(1 + 0.8 * (times - 1.1)) < 0.8


def test_where_rows_are_of_fewer_people_the_difference_that_could_be_found_is_larger():
    of_rows = dict(tested_denominator=400.0, reference_numerator=160.0, reference_denominator=2000.0, own_people=400, reference_people=2000)
    of_people = dict(tested_denominator=100.0, reference_numerator=40.0, reference_denominator=500.0, own_people=100, reference_people=500)
    rows, people = (float(re.search(r"of (\d+\.\d) times or more", _telling("proportion", pd.Series(each), 0.95))[1]) for each in (of_rows, of_people))
    assert rows + 0.3 < people
