"""The published data sets of survival analysis, as R's survival, cmprsk and etm have them: every printed digit.

lung (Loprinzi and others, J. Clinical Oncology 12, 1994), veteran (Kalbfleisch and Prentice, 1980), mgus2 (Kyle and others,
New England J. Medicine 346, 2002): from R's package survival 3.5-3, the columns used here in tests/stats/data. rossi (Rossi,
Berk and Lenihan, 1980) is read from the shared public data.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats

DATA = Path(__file__).with_name("data")


@pytest.fixture(scope="module")
def lung():
    return pd.read_csv(DATA / "lung.csv")


@pytest.fixture(scope="module")
def veteran():
    return pd.read_csv(DATA / "veteran.csv")


@pytest.fixture(scope="module")
def mgus2():
    """Months to a plasma cell malignancy (1) or to death without one (2)."""
    data = pd.read_csv(DATA / "mgus2.csv")
    spread = data["pstat"] == 1
    return data.assign(time=data["ptime"].where(spread, data["futime"]), cause=np.where(spread, 1, 2 * data["death"]))


def at(table, times):
    """The last row of a life table or curve at each time."""
    return table.iloc[np.searchsorted(table["time"], times, side="right") - 1]


# f <- survfit(Surv(time, status) ~ sex, lung, conf.type = "log-log"); summary(f, times = c(100, 365, 730)):
# surv, std.err, lower, upper; summary(f, rmean = 365)$table: rmean, se(rmean), median
@pytest.mark.parametrize(
    "sex, curve, mean, median",
    [
        (
            1,
            [
                [0.826086956522, 0.0322655755879, 0.751851722986, 0.879870543129],
                [0.336087834639, 0.0434235888418, 0.252729143328, 0.421302168223],
                [0.078124091267, 0.0276475092814, 0.0352038844508, 0.143389617998],
            ],
            (241.495085192, 10.3582264911),
            270,
        ),
        (
            2,
            [
                [0.922088353414, 0.0282794136527, 0.843505205595, 0.962077737666],
                [0.526463030186, 0.0597368539904, 0.403579823267, 0.635316232824],
                [0.187232497905, 0.0620679022696, 0.0846596532273, 0.320832676867],
            ],
            (297.465409532, 10.7913239788),
            426,
        ),
    ],
)
def test_lung_curves(lung, sex, curve, mean, median):
    table = stats.life_table(*lung.loc[lung["sex"] == sex, ["time", "status"]].to_numpy().T)
    np.testing.assert_allclose(at(table, [100, 365, 730])[["survival", "se", "low", "high"]], curve, rtol=1e-10)
    assert tuple(stats.restricted_mean(table, 365)) == pytest.approx(mean, rel=1e-10)
    assert stats.median_survival(table) == median


def test_lung_between_groups(lung):
    # survdiff(Surv(time, status) ~ sex, lung); summary(coxph(Surv(time, status) ~ sex + age, lung))
    found = stats.logrank_test(lung["time"], lung["status"], lung["sex"])
    assert found.chi2 == pytest.approx(10.32674195488563, rel=1e-12) and found.p == pytest.approx(0.00131116452036, rel=1e-10)
    ratios = stats.hazard_ratios(lung, exit="time", event="status", covariates=["sex", "age"])
    np.testing.assert_allclose(
        ratios.to_numpy(),
        [[0.598565980407, 0.431093578804, 0.831098514374, 0.00217844504671], [1.017191432445, 0.998968580290, 1.035746699800, 0.06459101212955]],
        rtol=1e-7,
    )


def test_veteran_four_groups_and_strata(veteran):
    # survdiff(Surv(time, status) ~ celltype, veteran); survdiff(Surv(time, status) ~ trt + strata(celltype), veteran)
    four = stats.logrank_test(veteran["time"], veteran["status"], veteran["celltype"])
    assert (four.chi2, four.df) == (pytest.approx(25.4037003458, rel=1e-11), 3)
    assert four.p == pytest.approx(1.27124593901e-05, rel=1e-10)
    within = stats.logrank_test(veteran["time"], veteran["status"], veteran["trt"], strata=veteran["celltype"])
    assert (within.chi2, within.df, within.p) == (pytest.approx(0.701743346844, rel=1e-11), 1, pytest.approx(0.402198523781, rel=1e-10))
    # summary(coxph(Surv(time, status) ~ karno + age + strata(celltype), veteran))
    ratios = stats.hazard_ratios(veteran, exit="time", event="status", covariates=["karno", "age"], strata="celltype")
    np.testing.assert_allclose(
        ratios.to_numpy(),
        [[0.963856867035, 0.953105374582, 0.974729641554, 1.25846043361e-10], [0.991437596678, 0.973171436887, 1.010046607256, 3.64750433618e-01]],
        rtol=1e-7,
    )


def test_veteran_seen_from_a_third_of_their_time_on(veteran):
    """Late entry: ``en <- floor(time / 3)``, and everything with ``Surv(en, time, status)``."""
    late = veteran.assign(en=veteran["time"] // 3)
    times = {"entry": late["en"]}
    # coxph(... ~ celltype, ties = "exact")$score; ... ~ trt + strata(celltype): the log-rank test with late entry
    assert stats.logrank_test(late["time"], late["status"], late["celltype"], **times).chi2 == pytest.approx(5.9180436497, rel=1e-9)
    assert stats.logrank_test(late["time"], late["status"], late["trt"], strata=late["celltype"], **times).chi2 == pytest.approx(0.14432471726, rel=1e-9)
    ratios = stats.hazard_ratios(late, exit="time", event="status", entry="en", covariates=["karno"], strata="celltype")
    np.testing.assert_allclose(ratios.to_numpy()[0, :3], [0.980171574371, 0.968784866699, 0.991692116825], rtol=1e-9)
    table = stats.life_table(late["time"], late["status"], **times)
    np.testing.assert_allclose(
        at(table, [50, 100, 200])[["survival", "se", "low", "high"]],
        [
            [0.0412673103234, 0.0392533250035, 0.00327644706284, 0.169289047989],
            [0.0230723664641, 0.0220980231462, 0.00202517951477, 0.10120996975],
            [0.00973798228049, 0.00947503654005, 0.000919870104452, 0.0464901355313],
        ],
        rtol=1e-9,
    )


# timepoints(cuminc(time, cause), c(60, 120, 240, 360)): $est and $var of each cause; cuminc(..., group = sex) at 120, 240
@pytest.mark.parametrize(
    "sex, times, cause, incidence, variance",
    [
        (
            None,
            [60, 120, 240, 360],
            1,
            [0.0341037129743, 0.0637221680131, 0.0998137159355, 0.134041644326],
            [2.39202128437e-05, 4.62325046121e-05, 9.61598846207e-05, 0.000455249272306],
        ),
        (
            None,
            [60, 120, 240, 360],
            2,
            [0.3203670102679, 0.5318177040802, 0.7240279761425, 0.784208246832],
            [1.58040533867e-04, 1.97836059077e-04, 2.44882627827e-04, 0.000463440921728],
        ),
        ("F", [120, 240], 1, [0.0738856643759, 0.104940674186], [1.16239781702e-04, 0.000204983932384]),
        ("M", [120, 240], 1, [0.0553102406482, 0.095650755031], [7.48735296355e-05, 0.000185371704738]),
        ("F", [120, 240], 2, [0.4804900457747, 0.695307803032], [4.33857004780e-04, 0.000564533724813]),
        ("M", [120, 240], 2, [0.5751784888795, 0.748127889266], [3.59451642839e-04, 0.000432700634946]),
    ],
)
def test_mgus2_competing_causes(mgus2, sex, times, cause, incidence, variance):
    people = mgus2 if sex is None else mgus2[mgus2["sex"] == sex]
    table = stats.cumulative_incidence(people["time"], people["cause"])
    found = at(table[table["cause"] == cause], times)
    np.testing.assert_allclose(found["incidence"], incidence, rtol=1e-10)
    np.testing.assert_allclose(found["se"] ** 2, variance, rtol=1e-9)


def test_mgus2_with_late_entry_of_every_second_person(mgus2):
    """``en <- ifelse(seq_along(time) %% 2 == 0, floor(time / 3), 0)``.

    Shares as survfit(Surv(en, time, factor(cause)) ~ 1, id = ...) and etm 1.1.1's etmCIF have them. etm's variance is
    Greenwood's for several causes and ours Aalen's: they meet where many are at risk.
    """
    entry = np.where(np.arange(len(mgus2)) % 2 == 1, mgus2["time"] // 3, 0)
    table = stats.cumulative_incidence(mgus2["time"], mgus2["cause"], entry=entry)
    for cause, incidence, variance in [
        (1, [0.0439731852079, 0.0683762597792, 0.0968702415377], [4.12346313493e-05, 5.56988641377e-05, 8.65182983642e-05]),
        (2, [0.438127106117, 0.612410924318, 0.764180243766], [0.000239915479452, 0.000199568428852, 0.000190864591328]),
    ]:
        found = at(table[table["cause"] == cause], [60, 120, 240])
        np.testing.assert_allclose(found["incidence"], incidence, rtol=1e-10)
        np.testing.assert_allclose(found["se"] ** 2, variance, rtol=5e-3)
        assert found["at_risk"].tolist() == [785, 422, 57]


def test_rossi(shared):
    # summary(coxph(Surv(week, arrest) ~ fin + age + race + wexp + mar + paro + prio)), survdiff(... ~ fin), survfit(... ~ fin)
    rossi = pd.read_csv(shared / "public-data/retention/survival-reference/rossi.csv")
    names = ["fin", "age", "race", "wexp", "mar", "paro", "prio"]
    found = stats.hazard_ratios(rossi, exit="week", event="arrest", covariates=names)
    np.testing.assert_allclose(
        found.to_numpy(),
        [
            [0.684256681443, 0.470236717852, 0.995684063631, 0.04741609486577],
            [0.944180670711, 0.904334547176, 0.985782464827, 0.00903123990442],
            [1.368752564027, 0.748446943271, 2.503161511145, 0.30811796697728],
            [0.860883839037, 0.567935356931, 1.304938978127, 0.48028969400903],
            [0.648104145009, 0.306618333612, 1.369908243350, 0.25606424338064],
            [0.918630704342, 0.625910988322, 1.348246614461, 0.66461236567925],
            [1.095813577992, 1.035979084425, 1.159103900614, 0.00140424527933],
        ],
        rtol=1e-6,
    )  # coxph stops its steps a little earlier
    two = stats.logrank_test(rossi["week"], rossi["arrest"], rossi["fin"])
    assert (two.chi2, two.p) == (pytest.approx(3.837569576549, rel=1e-11), pytest.approx(0.050116117409, rel=1e-9))
    for fin, curve in [
        (0, [[0.958333333333, 0.0135964584774, 0.921456293455, 0.978100059348], [0.694444444444, 0.0313427407586, 0.628288307594, 0.751190933457]]),
        (1, [[0.972222222222, 0.0111816178597, 0.939218975857, 0.987424014091], [0.777777777778, 0.0282875042899, 0.716243778974, 0.827580452505]]),
    ]:
        table = stats.life_table(*rossi.loc[rossi["fin"] == fin, ["week", "arrest"]].to_numpy().T)
        np.testing.assert_allclose(at(table, [10, 52])[["survival", "se", "low", "high"]], curve, rtol=1e-10)
