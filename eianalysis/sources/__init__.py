"""Files become typed tables here: found, hashed, read, mapped, validated, sourced.

``Source`` and ``TypedTable`` are light; the loaders and readers are imported only when first used.
"""

from __future__ import annotations

from importlib import import_module

from eianalysis.sources.kept import kept
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

_WHERE = {
    "load_workforce": "load",
    "load_leavers": "load",
    "load_joiners": "load",
    "load_misconduct": "load",
    "load_stop_search": "load",
    "load_benchmarks": "load",
    "load_targets": "load",
    "load_definition_breaks": "load",
    "load_other_forces": "load",
    "every_table": "every",
    "read_stop_search": "stop_search",
    "read_table": "read",
    "load_exit_interviews": "load",
    "load_stay_interviews": "load",
    "load_family_leave": "load",
    "load_leaver_contacts": "load",
    "load_surveys": "load",
    "load_survey_questions": "load",
    "load_survey_waves": "load",
    "load_training": "load",
    "load_community_events": "load",
    "load_cj_outcomes": "load",
    "load_grievances": "load",
    "load_complaints": "load",
    "load_use_of_force": "load",
    "load_dip_samples": "load",
    "load_promotions": "load",
    "load_development": "load",
    "load_pay": "load",
    "load_applications": "recruitment",
    "load_vetting": "recruitment",
    "load_selection_panels": "recruitment",
    "load_outreach": "recruitment",
}
__all__ = ["Source", "TypedTable", *_WHERE]


def __getattr__(name: str):
    if name in _WHERE:
        found = getattr(import_module(f"eianalysis.sources.{_WHERE[name]}"), name)
        return kept(found) if name.startswith("load_") else found
    raise AttributeError(f"module 'eianalysis.sources' has no attribute '{name}'")
