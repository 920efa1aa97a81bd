"""The tables, declared once: the declaration checks the files, writes the data dictionary and words the errors.

pandera (0.35) was tried and is not used. Measured here, it costs 0.2 to 0.4 s of import on top of pandas and 0.1 s at
its first validation (0.8 to 1.2 s with pandas), where these modules cost 0.02 s; that would be paid by every command.
It does collect every fault, but its messages cannot say what would be right, nor keep references to people out, and
headings, blanks, dates as people write them and codes given as labels would be ours to read all the same. What was left
for it to do is fewer lines than an adapter to it.
"""

from __future__ import annotations

from eianalysis.schema.columns import KINDS, Column, Table, heading
from eianalysis.schema.community import CJ_OUTCOMES, COMMUNITY_EVENTS
from eianalysis.schema.complaints import COMPLAINTS
from eianalysis.schema.conduct import MISCONDUCT_CASES
from eianalysis.schema.conversations import EXIT_INTERVIEWS, FAMILY_LEAVE, LEAVER_CONTACTS, STAY_INTERVIEWS
from eianalysis.schema.encounters import DIP_SAMPLES, USE_OF_FORCE
from eianalysis.schema.evidence import DECISIONS, DISPARITIES, EVIDENCE, PANEL
from eianalysis.schema.grievances import GRIEVANCES
from eianalysis.schema.pay import PAY
from eianalysis.schema.people import JOINERS, LEAVERS, WORKFORCE_SNAPSHOT
from eianalysis.schema.progression import DEVELOPMENT_PARTICIPATION, PROMOTIONS
from eianalysis.schema.recruitment import APPLICATIONS, OUTREACH, SELECTION_PANELS, VETTING
from eianalysis.schema.reference import BENCHMARKS, DEFINITION_BREAKS, OTHER_FORCES, TARGETS
from eianalysis.schema.register import LISTS, OWNERS, PROGRAMMES, REGISTER, UPDATES, WORKSTREAMS
from eianalysis.schema.searches import STOP_SEARCH
from eianalysis.schema.training import TRAINING_ATTENDANCE
from eianalysis.schema.validate import unused, validate
from eianalysis.schema.vawg import VAWG_OFFENCES
from eianalysis.schema.surveys import SURVEY_QUESTIONS, SURVEY_WAVES, SURVEYS

#: Every declared table by its name, which is also how its files are named.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        WORKFORCE_SNAPSHOT,
        JOINERS,
        LEAVERS,
        MISCONDUCT_CASES,
        STOP_SEARCH,
        BENCHMARKS,
        TARGETS,
        DEFINITION_BREAKS,
        OTHER_FORCES,
        REGISTER,
        UPDATES,
        OWNERS,
        PROGRAMMES,
        WORKSTREAMS,
        LISTS,
        EVIDENCE,
        DECISIONS,
        DISPARITIES,
        PANEL,
        EXIT_INTERVIEWS,
        STAY_INTERVIEWS,
        FAMILY_LEAVE,
        LEAVER_CONTACTS,
        SURVEYS,
        SURVEY_QUESTIONS,
        SURVEY_WAVES,
        TRAINING_ATTENDANCE,
        COMMUNITY_EVENTS,
        CJ_OUTCOMES,
        VAWG_OFFENCES,
        GRIEVANCES,
        COMPLAINTS,
        USE_OF_FORCE,
        DIP_SAMPLES,
        PROMOTIONS,
        DEVELOPMENT_PARTICIPATION,
        APPLICATIONS,
        VETTING,
        SELECTION_PANELS,
        OUTREACH,
        PAY,
    )
}

#: The tables that come as files of a raw folder: all but those of the register, which has a folder of its own.
EXTRACTS: tuple[str, ...] = tuple(
    name for name, table in TABLES.items() if table not in (REGISTER, UPDATES, OWNERS, PROGRAMMES, WORKSTREAMS, EVIDENCE, DECISIONS, DISPARITIES, PANEL)
)

__all__ = ["Column", "EXTRACTS", "KINDS", "TABLES", "Table", "heading", "unused", "validate", "write_dictionary"]


def write_dictionary() -> str:
    """The data dictionary as markdown, for ``docs/data-dictionary.md``."""
    from eianalysis.schema.dictionary import write_dictionary as write

    return write(TABLES)
