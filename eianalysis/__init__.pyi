"""Every public name, typed: where it lives and what it takes. Names are loaded when first used."""

from .cycle import BoardCycle as BoardCycle, cycle_names as cycle_names, load_cycle as load_cycle
from .dataset import Force as Force, force as force
from .disclosure import release as release
from .disclosure.merging import what_would_free as what_would_free
from .disclosure.session import new_session as new_session
from .errors import (
    DataFault as DataFault,
    DisclosureError as DisclosureError,
    EIAnalysisError as EIAnalysisError,
    RefusedError as RefusedError,
    UsageError as UsageError,
)
from .evidence.changes import what_changed as what_changed
from .evidence.decisions import decisions_asked as decisions_asked, decisions_before as decisions_before
from .evidence.disparities import disparities as disparities, load_disparities as load_disparities
from .evidence.panel import load_panel as load_panel, panel_said as panel_said
from .evidence.exceptions import exceptions as exceptions
from .evidence.register_progress import age_of_updates as age_of_updates, completion_forecast as completion_forecast, contradictions as contradictions
from .evidence.map import evidence_map as evidence_map
from .evidence.maturity import maturity as maturity
from .evidence.objectives import objectives as objectives
from .evidence.responses import acceptance as acceptance, responses_overdue as responses_overdue
from .evidence.standing import highlights as highlights, standing as standing
from .evidence.standing_words import say_changes as say_changes, say_highlights as say_highlights, say_standing as say_standing
from .evidence.subjects import disagreements as disagreements, same_subject_proposals as same_subject_proposals
from .evidence.tracker import coverage as coverage, dormant as dormant, schedule as schedule, slippage as slippage
from .evidence.map_sentences import say_decisions as say_decisions, say_evidence as say_evidence, say_sureness as say_sureness
from .figures import (
    plot_adjusted as plot_adjusted,
    plot_bars as plot_bars,
    plot_bounds as plot_bounds,
    plot_declared as plot_declared,
    plot_exits as plot_exits,
    plot_explained as plot_explained,
    plot_funnel as plot_funnel,
    plot_headlines as plot_headlines,
    plot_panels as plot_panels,
    plot_rates as plot_rates,
    plot_ratios as plot_ratios,
    plot_representation as plot_representation,
    plot_shares as plot_shares,
    plot_stages as plot_stages,
    plot_survival as plot_survival,
    plot_trajectory as plot_trajectory,
    plot_trend as plot_trend,
)
from .figures.gap_lines import mini_lines as mini_lines
from .forms import show as show
from .issued import last_issued as last_issued
from .measures.adjust_for import adjust_for as adjust_for
from .measures.applicants import applicant_share as applicant_share
from .measures.bounds import bounds as bounds
from .measures.campaigns import outreach_interest as outreach_interest, panels_mixed as panels_mixed, panels_trained as panels_trained
from .measures.cohorts import cohort_retention as cohort_retention, first_year_leavers as first_year_leavers, rejoiners as rejoiners
from .measures.community import (
    eoi_rate as eoi_rate,
    eoi_share as eoi_share,
    event_attendance as event_attendance,
    event_count as event_count,
    event_reach as event_reach,
)
from .measures.compare import compare as compare
from .measures.complaints import (
    complainant_gaps as complainant_gaps,
    complaint_kinds as complaint_kinds,
    complaint_steps as complaint_steps,
    complaint_subjects as complaint_subjects,
)
from .measures.complaints_of_searches import complaints_per_search as complaints_per_search
from .measures.conduct import (
    case_action as case_action,
    discrimination_cases as discrimination_cases,
    misconduct_allegations as misconduct_allegations,
    misconduct_stages as misconduct_stages,
)
from .measures.crime import (
    cj_charge_change as cj_charge_change,
    cj_charge_rate as cj_charge_rate,
    cj_rape_to_court as cj_rape_to_court,
    cj_response_in_time as cj_response_in_time,
)
from .measures.declaring import declaration_rate as declaration_rate
from .measures.detectable import detectable as detectable
from .measures.dip_samples import sample_coverage as sample_coverage, sample_findings as sample_findings
from .evidence.earlier import year_by_year as year_by_year
from .measures.exits import avoidable_leavers as avoidable_leavers, exit_routes as exit_routes, leaver_routes as leaver_routes
from .measures.flow import workforce_flow as workforce_flow
from .measures.force import force_by_population as force_by_population, force_injuries as force_injuries, force_tactics as force_tactics
from .measures.from_counts import read_counts as read_counts
from .measures.funnel_plot import funnel_plot as funnel_plot
from .measures.grievances import (
    grievance_caseload as grievance_caseload,
    grievance_outcomes as grievance_outcomes,
    grievance_steps as grievance_steps,
    grievances_lodged as grievances_lodged,
)
from .measures.headcount import specials_headcount as specials_headcount
from .measures.inputs import code_checks as code_checks, definition_breaks as definition_breaks, input_tables as input_tables
from .measures.intersect import intersect as intersect
from .measures.interviews import exit_interviews as exit_interviews, exit_themes as exit_themes
from .measures.interviews_before_leaving import stay_interviews as stay_interviews, stay_themes as stay_themes
from .measures.leading_stage import leading_stage as leading_stage
from .measures.leaving import early_leaving as early_leaving, leaver_rate as leaver_rate
from .measures.catalogue import catalogue as catalogue
from .measures.means import mean as mean
from .measures.outcome_test import outcome_test as outcome_test
from .measures.pipeline import Stage as Stage, pipeline as pipeline
from .measures.pool import pool as pool
from .measures.progression import (
    exam_passes as exam_passes,
    promotion_applications as promotion_applications,
    promotion_stages as promotion_stages,
    temporary_promotions as temporary_promotions,
    women_and_others as women_and_others,
)
from .measures.quality import characteristics_captured as characteristics_captured, completeness as completeness, data_notes as data_notes
from .measures.rates import rate as rate, share as share
from .measures.recruitment import (
    applicants_over_time as applicants_over_time,
    recruitment_funnel as recruitment_funnel,
    sift_by_anonymity as sift_by_anonymity,
    sifts_by_quarter as sifts_by_quarter,
)
from .measures.recruitment_offers import offers as offers
from .measures.recruitment_process import (
    anonymised_campaigns as anonymised_campaigns,
    anonymised_sifts as anonymised_sifts,
    feedback as feedback,
    second_attempts as second_attempts,
)
from .measures.representation import representation as representation
from .measures.retention import turnover as turnover
from .measures.retention_after_a_year import stability as stability
from .measures.retention_target import retention_target as retention_target
from .measures.return_to_work import maternity_return as maternity_return
from .measures.scenario import beside as beside
from .measures.schemes import promotion_by_scheme as promotion_by_scheme
from .measures.searches import (
    ethnicity_agreement as ethnicity_agreement,
    search_outcomes as search_outcomes,
    searches_by_month as searches_by_month,
    shares_by_population as shares_by_population,
    undeclared_searches as undeclared_searches,
)
from .measures.service_notes import service_notes as service_notes
from .measures.survey_nonresponse import survey_nonresponse as survey_nonresponse
from .measures.surveys import survey_favourable as survey_favourable, survey_gap as survey_gap
from .measures.surveys_by_wave import survey_change as survey_change, survey_response_rate as survey_response_rate
from .measures.survival_curves import compare_survival as compare_survival, survival as survival
from .measures.taking_part import participation_rate as participation_rate
from .measures.pay import bonus_share as bonus_share, pay_gap as pay_gap, pay_quarters as pay_quarters, pay_quarters_apart as pay_quarters_apart
from .measures.leaving_explained import leaving_explained as leaving_explained
from .measures.leaving_under_investigation import left_with_case_open as left_with_case_open
from .measures.pay_explained import pay_explained as pay_explained
from .measures.training import training_audit as training_audit, training_coverage as training_coverage
from .measures.training_by_quarter import training_by_quarter as training_by_quarter
from .measures.training_first_aid import first_aiders as first_aiders
from .measures.trajectory import target_trajectory as target_trajectory
from .measures.trend import trend as trend
from .measures.vawg import vawg_decided_soon as vawg_decided_soon, vawg_police_suspects as vawg_police_suspects, vawg_results as vawg_results
from .measures.vetting import (
    clearances_overdue as clearances_overdue,
    vetting_appeals as vetting_appeals,
    vetting_reasons as vetting_reasons,
    vetting_refusals as vetting_refusals,
)
from .measures.vetting_backlog import clearance_standing as clearance_standing, vetting_waiting as vetting_waiting, vetting_withdrawals as vetting_withdrawals
from .provenance import save as save
from .register import (
    load_decisions as load_decisions,
    load_evidence as load_evidence,
    load_register as load_register,
    load_updates as load_updates,
    load_workstreams as load_workstreams,
    parse_date_as_written as parse_date_as_written,
    read_register as read_register,
)
from .results import Release as Release, Result as Result
from .sources import (
    every_table as every_table,
    load_applications as load_applications,
    load_benchmarks as load_benchmarks,
    load_cj_outcomes as load_cj_outcomes,
    load_community_events as load_community_events,
    load_complaints as load_complaints,
    load_definition_breaks as load_definition_breaks,
    load_development as load_development,
    load_dip_samples as load_dip_samples,
    load_exit_interviews as load_exit_interviews,
    load_family_leave as load_family_leave,
    load_grievances as load_grievances,
    load_joiners as load_joiners,
    load_leaver_contacts as load_leaver_contacts,
    load_leavers as load_leavers,
    load_misconduct as load_misconduct,
    load_other_forces as load_other_forces,
    load_outreach as load_outreach,
    load_pay as load_pay,
    load_promotions as load_promotions,
    load_selection_panels as load_selection_panels,
    load_stay_interviews as load_stay_interviews,
    load_stop_search as load_stop_search,
    load_survey_questions as load_survey_questions,
    load_survey_waves as load_survey_waves,
    load_surveys as load_surveys,
    load_targets as load_targets,
    load_training as load_training,
    load_vawg_offences as load_vawg_offences,
    load_use_of_force as load_use_of_force,
    load_vetting as load_vetting,
    load_workforce as load_workforce,
    read_stop_search as read_stop_search,
)
from .tables import table as table
from .tables.board_items import board_items as board_items
from .tables.you_said import you_said as you_said
from .tables.captured import captured_matrix as captured_matrix
from .tables.evidence import (
    data_gaps as data_gaps,
    evidence_counts as evidence_counts,
    evidence_map_by_programme as evidence_map_by_programme,
    exceptions_by_programme as exceptions_by_programme,
    was_and_is as was_and_is,
)
from .tables.highlight import highlight_reports as highlight_reports
from .tables.sections import sections as sections
from .wording import answer as answer, board_lines as board_lines, explain as explain, findings as findings
from .wording.trust import say_blanks as say_blanks, say_trust as say_trust, say_undeclared as say_undeclared
from . import stats as stats, synthetic as synthetic, vocabulary as vocabulary

__version__: str
