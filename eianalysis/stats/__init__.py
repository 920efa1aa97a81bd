"""Pure arithmetic: rates, ratios, intervals, tests and survival. Arrays in, numbers out; nothing else of ours."""

from eianalysis.stats.adjust import adjust_p
from eianalysis.stats.assurance import assurance, target_outlook
from eianalysis.stats.averages import mean_interval
from eianalysis.stats.chance import chance_flags
from eianalysis.stats.clustered import design_effect, spread, within_person
from eianalysis.stats.cox import hazard_ratios
from eianalysis.stats.decomposed import decompose_gap
from eianalysis.stats.exact import fisher_test, mid_p_test, share_test
from eianalysis.stats.oaxaca_blinder import explain_gap
from eianalysis.stats.explained_rates import explain_rates
from eianalysis.stats.family import attainable_p
from eianalysis.stats.four_fifths import four_fifths, shortfall
from eianalysis.stats.gaps import rate_gap, rate_gap_interval
from eianalysis.stats.incidence import cumulative_incidence
from eianalysis.stats.judgement import smallest_telling, verdict
from eianalysis.stats.limits import control_limits
from eianalysis.stats.logrank import logrank_test
from eianalysis.stats.mix import blau_index, dissimilarity_index
from eianalysis.stats.odds import odds_ratio, odds_ratio_interval
from eianalysis.stats.pay_gaps import amount_gap, hourly_pay, quarters_of_pay, spare_share
from eianalysis.stats.poisson import rate_interval, rate_ratio, rate_ratio_interval, rate_ratio_test
from eianalysis.stats.power import fisher_power, smallest_detectable_ratio
from eianalysis.stats.proportions import exact_interval, wilson_interval
from eianalysis.stats.raking import raked_weights, response_bounds, weighted_share
from eianalysis.stats.ratios import disparity_ratio, disparity_ratio_interval
from eianalysis.stats.same_rate import same_rate_test
from eianalysis.stats.shown_effect import effects_shown
from eianalysis.stats.shrunk import shrunk_rates
from eianalysis.stats.standardised import standardised_rate, standardised_ratio
from eianalysis.stats.stratified import mantel_haenszel, mantel_haenszel_rates
from eianalysis.stats.survival import life_table, median_survival, restricted_mean, survival_at
from eianalysis.stats.tipping import tipping_point

__all__ = [
    "adjust_p",
    "amount_gap",
    "assurance",
    "attainable_p",
    "blau_index",
    "chance_flags",
    "control_limits",
    "cumulative_incidence",
    "decompose_gap",
    "design_effect",
    "disparity_ratio",
    "disparity_ratio_interval",
    "dissimilarity_index",
    "effects_shown",
    "exact_interval",
    "explain_gap",
    "explain_rates",
    "fisher_power",
    "fisher_test",
    "four_fifths",
    "hazard_ratios",
    "hourly_pay",
    "life_table",
    "logrank_test",
    "mantel_haenszel",
    "mantel_haenszel_rates",
    "mean_interval",
    "median_survival",
    "mid_p_test",
    "odds_ratio",
    "odds_ratio_interval",
    "quarters_of_pay",
    "raked_weights",
    "rate_gap",
    "rate_gap_interval",
    "rate_interval",
    "rate_ratio",
    "rate_ratio_interval",
    "rate_ratio_test",
    "response_bounds",
    "restricted_mean",
    "same_rate_test",
    "share_test",
    "shortfall",
    "shrunk_rates",
    "smallest_detectable_ratio",
    "smallest_telling",
    "spare_share",
    "spread",
    "standardised_rate",
    "standardised_ratio",
    "survival_at",
    "target_outlook",
    "tipping_point",
    "verdict",
    "weighted_share",
    "wilson_interval",
    "within_person",
]
