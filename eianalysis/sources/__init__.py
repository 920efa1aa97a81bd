"""Files become typed tables here: found, hashed, read, mapped, validated, sourced.

``Source`` and ``TypedTable`` are light; the loaders and readers are imported only when first used.
"""

from __future__ import annotations

from importlib import import_module

from eianalysis.sources.kept import kept
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

_WHERE = {
    "load_workforce": "loaders",
    "load_leavers": "loaders",
    "load_joiners": "loaders",
    "load_misconduct": "loaders",
    "load_stop_search": "loaders",
    "load_benchmarks": "loaders",
    "load_targets": "loaders",
    "load_definition_breaks": "loaders",
    "load_other_forces": "loaders",
    "every_table": "all_tables",
    "read_stop_search": "stop_search",
    "read_table": "read",
    "load_exit_interviews": "loaders",
    "load_stay_interviews": "loaders",
    "load_family_leave": "loaders",
    "load_leaver_contacts": "loaders",
    "load_surveys": "loaders",
    "load_survey_questions": "loaders",
    "load_survey_waves": "loaders",
    "load_training": "loaders",
    "load_community_events": "loaders",
    "load_cj_outcomes": "loaders",
    "load_vawg_offences": "loaders",
    "load_grievances": "loaders",
    "load_complaints": "loaders",
    "load_use_of_force": "loaders",
    "load_dip_samples": "loaders",
    "load_promotions": "loaders",
    "load_development": "loaders",
    "load_pay": "loaders",
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
