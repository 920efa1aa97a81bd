"""The words and codes of the field, in one place: code lists, roll-ups, display order, labels, symbols.

Plain dicts (``code -> label``) and small functions, nothing else, so that every other module can use them. Three values
mean three different things and are never merged: *Not stated* (asked, did not state), *Prefer not to say* (asked,
declined), *Not recorded* (blank: nobody knows whether it was asked). A word that is not here is reported, not guessed.

``codes`` has the lists, ``ethnicity`` the traps of ethnicity, ``groups`` how groups are ordered, ``phrases`` how they are said; everything is
imported from here: ``from eianalysis.vocabulary import NOT_STATED, order``.
"""

from types import ModuleType

from eianalysis.vocabulary.calendar import day_in_words, month_in_words, month_name
from eianalysis.vocabulary.codes import (
    AGE_BANDS,
    ALL,
    CHARACTERISTICS,
    DISABILITY,
    GENDER_REASSIGNMENT,
    JOINER_ROUTES,
    LEAVER_FAMILIES,
    LEAVER_FAMILY,
    HIGH_RANKS,
    LEAVER_TYPES,
    MARITAL,
    MATERNITY,
    NOT_LEAVERS,
    NOT_RECORDED,
    NOT_STATED,
    OBJECTS,
    OUTCOMES,
    PREFER_NOT,
    RANK_BANDS,
    RANKS,
    RELIGION,
    SEARCH_TYPES,
    SERVICE_BANDS,
    SEX,
    SEXUAL_ORIENTATION,
    STAFF_BANDS,
    STOP_AGE,
    STOP_AGE_BANDS,
    UNDECLARED,
    UNDECLARED_CODES,
    UNDECLARED_TOGETHER,
    WORKER_TYPES,
    band,
    plain,
    rank_band,
)
from eianalysis.vocabulary.conversations import EXIT_REASONS, FREE_TEXT, INTERVIEWERS, LEAVE_GROUPS, LEAVE_KINDS
from eianalysis.vocabulary.crossed import crossed_group, crossed_name, crossed_parts, group_parts
from eianalysis.vocabulary.complaints import (
    COMPLAINT_ACTIONS,
    COMPLAINT_CHANNELS,
    COMPLAINT_DECIDED,
    COMPLAINT_FACTORS,
    COMPLAINT_KINDS,
    COMPLAINT_OUTCOMES,
    ENCOUNTERS,
    FORCE_AGES,
    FORCE_OUTCOMES,
    FORCE_REASONS,
    GRIEVANCE_KINDS,
    GRIEVANCE_OUTCOMES,
    GRIEVANCE_STAGES,
    INJURIES,
    LEARNING_THEMES,
    SAMPLE_RESULTS,
    SAMPLERS,
    TACTIC_GROUPS,
    TACTIC_ORDER,
    TACTICS,
    TRIBUNAL,
)
from eianalysis.vocabulary.ethnicity import (
    CHINESE_16,
    CHINESE_18,
    ETHNICITY_2,
    ETHNICITY_5,
    ETHNICITY_16,
    ETHNICITY_18,
    ETHNICITY_UNDECLARED,
    OFFICER_ETHNICITY,
    POLICE_UK_ETHNICITY,
    ethnicity_groups,
    ethnicity_system,
    officer_group,
    police_uk_code,
)
from eianalysis.vocabulary.police_forces import POLICE_FORCES, force_named
from eianalysis.vocabulary.progression import CAREER_BANDS, SCHEME_ROLES, SCHEMES
from eianalysis.vocabulary.groups import ACRONYMS, GROUPINGS, ROLL_UP, SMALL_TOGETHER, SYMBOLS, characteristic_label, is_group, order, roll_up, whole_list
from eianalysis.vocabulary.pay import PAY_PERIOD_DAYS, PAY_PERIODS
from eianalysis.vocabulary.phrases import narrowed, phrase, whose
from eianalysis.vocabulary.protected import protected
from eianalysis.vocabulary.recruitment import (
    APPEALS,
    CLEARANCE_DECISIONS,
    CLEARANCE_LEVELS,
    CLEARANCE_PURPOSES,
    EVENT_KINDS,
    NO_STAGE,
    RECRUITMENT_STAGES,
    REFUSAL_REASONS,
    ROUTE_GROUPS,
    STAGE_RESULTS,
    WENT_ON,
)
from eianalysis.vocabulary.synonyms import coded, labelled, meaning, rank_as_written, rank_below, rank_held
from eianalysis.vocabulary.surveys import (
    ATTENDANCE,
    AUDIENCES,
    EVENT_TYPES,
    OFFENCE_GROUPS,
    OFFENCE_RESULTS,
    PARTNERS,
    POPULATIONS,
    SURVEY_THEMES,
    SUSPECTS,
    UNAVAILABLE,
    WORDING,
)

__all__ = [name for name, value in list(globals().items()) if not name.startswith("_") and not isinstance(value, ModuleType)]
