"""Every input table of a cycle at once, for the page that says what there was to work with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eianalysis import sources
from eianalysis.sources.typed import TypedTable

if TYPE_CHECKING:
    from eianalysis.cycle import BoardCycle

#: The loaders in the order a reader expects: the force, who comes, who goes, how they fare, whom they meet, what is known.
LOADERS = (
    "load_workforce",
    "load_joiners",
    "load_leavers",
    "load_applications",
    "load_vetting",
    "load_selection_panels",
    "load_outreach",
    "load_promotions",
    "load_development",
    "load_exit_interviews",
    "load_stay_interviews",
    "load_leaver_contacts",
    "load_family_leave",
    "load_pay",
    "load_misconduct",
    "load_grievances",
    "load_complaints",
    "load_stop_search",
    "load_use_of_force",
    "load_dip_samples",
    "load_surveys",
    "load_survey_questions",
    "load_survey_waves",
    "load_training",
    "load_community_events",
    "load_cj_outcomes",
    "load_vawg_offences",
    "load_benchmarks",
    "load_targets",
    "load_definition_breaks",
    "load_other_forces",
)


def every_table(cycle: BoardCycle) -> tuple[TypedTable, ...]:
    """Every input table of the cycle, absent ones among them, in the order of a pack; the register is loaded by itself.

    Raises
    ------
    DataFault, DataFaults
        As each loader does, at the first table with faults.

    Examples
    --------
    >>> import eianalysis as ei                                                                 # doctest: +SKIP
    >>> ei.table(ei.release(ei.input_tables(*ei.every_table(cycle), cycle=cycle), cycle.policy))  # doctest: +SKIP
    """
    return tuple(getattr(sources, name)(cycle) for name in LOADERS)
