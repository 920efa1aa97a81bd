"""Honest equality-and-inclusion analysis for police boards.

    import eianalysis as ei

    cycle = ei.load_cycle("2023-04")
    people, leavers, joiners = ei.load_workforce(cycle), ei.load_leavers(cycle), ei.load_joiners(cycle)
    result = ei.compare(ei.turnover(people, leavers, joiners, cycle=cycle, by="ethnicity"), reference=cycle)
    ei.table(ei.release(result, cycle.policy))

Names are loaded when first used, so that ``import eianalysis`` costs nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

_WHERE = {
    "cycle": ("load_cycle", "BoardCycle", "cycle_names"),
    "sources": ("load_workforce", "load_leavers", "load_joiners", "load_misconduct", "load_stop_search",
                "load_benchmarks", "load_targets", "read_stop_search", "load_exit_interviews", "load_stay_interviews",
                "load_family_leave", "load_promotions", "load_development", "load_leaver_contacts",
                "load_surveys", "load_survey_questions", "load_survey_waves",
                "load_training", "load_community_events", "load_cj_outcomes", "load_grievances", "load_complaints",
                "load_use_of_force", "load_dip_samples", "load_applications", "load_vetting", "load_selection_panels",
                "load_outreach", "every_table", "load_definition_breaks"),
    "register": ("load_register", "load_updates", "load_workstreams", "load_evidence", "load_decisions",
                 "parse_date_as_written", "read_register"),
    "issued": ("last_issued",),
    "results": ("Result", "Release"),
    "disclosure": ("release",),
    "measures.rates": ("rate", "share"),
    "measures.compare": ("compare",),
    "measures.pool": ("pool",),
    "measures.adjust_for": ("adjust_for",),
    "measures.bounds": ("bounds",),
    "measures.detectable": ("detectable",),
    "measures.funnel_plot": ("funnel_plot",),
    "measures.intersect": ("intersect",),
    "measures.trend": ("trend",),
    "measures.outcome_test": ("outcome_test",),
    "measures.retention": ("turnover", "stability", "survival", "compare_survival"),
    "measures.exits": ("exit_routes", "leaver_routes", "avoidable_leavers"),
    "measures.leaving": ("leaver_rate", "early_leaving"),
    "measures.cohorts": ("cohort_retention", "first_year_leavers", "rejoiners"),
    "measures.interviews": ("exit_interviews", "exit_themes", "stay_interviews", "stay_themes"),
    "measures.return_to_work": ("maternity_return",),
    "measures.retention_target": ("retention_target",),
    "measures.service_notes": ("service_notes",),
    "measures.pipeline": ("pipeline", "Stage"),
    "measures.representation": ("representation",),
    "measures.flow": ("workforce_flow",),
    "measures.trajectory": ("target_trajectory",),
    "measures.leading_stage": ("leading_stage",),
    "measures.progression": ("promotion_stages", "promotion_applications", "exam_passes",
                             "temporary_promotions", "promotion_by_scheme", "women_and_others"),
    "measures.conduct": ("misconduct_allegations", "misconduct_stages", "discrimination_cases", "case_action"),
    "measures.grievances": ("grievances_lodged", "grievance_caseload", "grievance_steps", "grievance_outcomes"),
    "measures.complaints": ("complaint_subjects", "complaint_kinds", "complainant_gaps", "complaint_steps",
                            "complaints_per_search"),
    "measures.force": ("force_tactics", "force_injuries", "force_by_population"),
    "measures.dip_samples": ("sample_findings", "sample_coverage"),
    "measures.applicants": ("applicant_share",),
    "measures.recruitment": ("recruitment_funnel", "sift_by_anonymity", "anonymised_sifts",
                             "anonymised_campaigns", "offers", "sifts_by_quarter", "applicants_over_time", "feedback",
                             "second_attempts"),
    "measures.vetting": ("vetting_refusals", "vetting_reasons", "vetting_appeals", "clearances_overdue"),
    "measures.campaigns": ("panels_mixed", "panels_trained", "outreach_interest"),
    "measures.searches": ("search_outcomes", "searches_by_month", "ethnicity_agreement", "undeclared_searches",
                          "shares_by_population"),
    "measures.surveys": ("survey_favourable", "survey_gap", "survey_change", "survey_response_rate"),
    "measures.taking_part": ("participation_rate",),
    "measures.declaring": ("declaration_rate",),
    "measures.headcount": ("specials_headcount",),
    "measures.training": ("training_coverage", "training_audit", "first_aiders"),
    "measures.community": ("event_count", "event_reach", "event_attendance", "eoi_share", "eoi_rate"),
    "measures.crime": ("cj_charge_rate", "cj_charge_change", "cj_response_in_time", "cj_rape_to_court"),
    "measures.quality": ("data_notes", "characteristics_captured", "completeness"),
    "measures.inputs": ("input_tables", "code_checks", "definition_breaks"),
    "evidence.tracker": ("schedule", "exceptions", "coverage", "dormant", "slippage"),
    "evidence.history": ("contradictions", "age_of_updates", "completion_forecast"),
    "evidence.standing": ("standing", "highlights"),
    "evidence.map": ("evidence_map",),
    "evidence.decisions": ("decisions_asked",),
    "evidence.responses": ("acceptance", "responses_overdue"),
    "figures": ("plot_ratios", "plot_rates", "plot_survival", "plot_trend", "plot_shares", "plot_stages",
                "plot_bars", "plot_exits", "plot_panels", "plot_adjusted",
                "plot_funnel", "plot_bounds", "plot_headlines",
                "plot_representation", "plot_trajectory", "plot_declared"),
    "tables": ("table",),
    "tables.sections": ("sections",),
    "tables.captured": ("captured_matrix",),
    "tables.highlight": ("highlight_reports",),
    "wording": ("findings", "explain", "board_lines"),
    "wording.trust": ("say_trust", "say_undeclared", "say_blanks"),
    "evidence.standing_words": ("say_standing", "say_highlights"),
    "evidence.words": ("say_decisions", "say_evidence", "say_sureness"),
    "tables.evidence": ("evidence_map_by_programme", "evidence_counts", "exceptions_by_programme", "was_and_is", "data_gaps"),
    "provenance": ("save",),
    "errors": ("EIAnalysisError", "UsageError", "DataFault", "DisclosureError", "RefusedError"),
}
_HOME = {name: module for module, names in _WHERE.items() for name in names}
_MODULES = ("stats", "synthetic", "vocabulary")

__all__ = ["__version__", *sorted(_HOME), *_MODULES]


def __getattr__(name: str):
    if name in _HOME:
        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        makes = _HOME[name].startswith(("measures.", "evidence.")) and not name.startswith("say_") and not isinstance(value, type)
        if makes:  # a table in the wrong place is told as that
            value = import_module(f"{__name__}.measures.given").looked_at(value)
    elif name in _MODULES:
        value = import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"eianalysis has no '{name}'; dir(eianalysis) lists what there is")
    globals()[name] = value
    return value


def __dir__():
    return __all__
