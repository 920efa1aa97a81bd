"""Tables of the register: what was asked, what was reported at each cycle, who owns it, from which programme.

Cells that hold several words part them by ``;``. The words allowed are in ``SETS``; the register's reader checks them,
and checks ``KEYS`` too: its ids are no references to people, so its messages may name them.
"""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table


def _codes(*words: str) -> dict[str, str]:
    return {word: word.replace("_", " ").capitalize() for word in words}


MATURITY = "maturity"  # a standard that is assessed by levels: no promise, and no day is asked of it
KINDS = _codes("recommendation", "part", "objective", "action", "deliverable", "kpi", "measure", "progress_note", "next_step", "term_of_reference", MATURITY)
STATUSES = _codes(
    "not_started", "under_consideration", "in_progress", "delayed", "complete", "complete_recurring", "on_hold", "superseded", "not_applicable", "unknown"
)
RAGS = _codes("red", "amber", "green", "blue", "tbd", "not_recorded")

#: How often a thing comes round, most often first.
RECURRENCES = ("weekly", "monthly", "six_weekly", "quarterly", "six_monthly", "yearly", "three_yearly")

#: Columns that hold a set, and its words.
SETS = {
    "characteristics": (*v.CHARACTERISTICS, "all", "not_recorded"),
    "duties": ("eliminate", "advance", "foster", "not_recorded"),
    "force_priorities": ("public_disorder", "terrorism", "road_safety", "volume_crime", "ecd"),
}

#: Lists whose words each force declares for itself in lists.csv: {list: columns that hold its words}. A list of which
#: nothing is declared takes any word; that of the workstreams only says what a code is called on pages.
OPEN_LISTS = {
    "workstream": (),
    "applies_to": ("applies_to",),
    "priority": ("priority",),
    "pillar": ("pillar",),
    "benefit": ("benefit",),
    "level": ("target_level", "level"),
    "status": ("status",),
}

LISTS = Table(
    "lists",
    "one word that this force's plans use in a column with a list of its own",
    (
        Column("list", "code", "Which list.", required=True, filled=True, codes=_codes(*OPEN_LISTS), list_name="the open lists"),
        Column("word", "text", "The word, as it stands in the column.", required=True, filled=True),
        Column("label", "text", "How pages say it; the word itself where empty."),
        Column(
            "reads_as",
            "code",
            "Only for a status: the one of ours it stands for, because what is late follows from it.",
            codes=STATUSES,
            list_name="the statuses",
        ),
    ),
)

REGISTER = Table(
    "register",
    "one recommendation, objective, action, measure or other item",
    (
        Column("item_id", "text", "Our id of the item, such as CAS-16.3.", required=True, filled=True),
        Column("source_doc", "text", "Code of the source document, a row of programmes.csv.", required=True, filled=True),
        Column("source_label", "text", "Label exactly as printed; empty where the source prints none."),
        Column("source_ref", "text", "Row, page or line of the source."),
        Column(
            "gloss",
            "text",
            "What we read into the source's words at that place: a short form spelled out, a slip of the pen, a "
            "doubt; empty where the words stand for themselves.",
        ),
        Column("parent_id", "text", "Item this one belongs to: the objective of an action, the item of a measure."),
        Column(
            "kind",
            "code",
            "What kind of item it is; a part is a lettered piece of a recommendation.",
            required=True,
            filled=True,
            codes=KINDS,
            list_name="the kinds of item",
        ),
        Column("workstream", "text", "Workstream or strand.", required=True, filled=True),
        Column("title_plain", "text", "The item in plain English, in our own words.", required=True, filled=True),
        Column("owner_role", "text", "Roles that own it, separated by ';'; empty where the source names none."),
        Column("owner_code", "text", "Short codes of those roles, rows of owners.csv."),
        Column("characteristics", "text", "Protected characteristics, separated by ';', or all, or not_recorded.", required=True, filled=True),
        Column(
            "characteristics_basis",
            "code",
            "Where the characteristics and duties come from.",
            required=True,
            filled=True,
            codes=_codes("ticked_in_source", "inferred", "not_recorded"),
            list_name="the bases",
        ),
        Column("duties", "text", "Limbs of the equality duty served, separated by ';'."),
        Column("force_priorities", "text", "Force priorities ticked, separated by ';'.", spare="kept as the plan ticks them"),
        Column("external_refs", "text", "Other plans, standards and boards named, separated by ';'."),
        Column("linked_workstreams", "text", "Work that the source says it is linked to, separated by ';'."),
        Column("cross_refs", "text", "Items of this register that the source itself refers to, ids separated by ';'."),
        Column(
            "same_subject",
            "text",
            "Items of other papers or workstreams on the same subject, ids separated by ';'; proposed by "
            "wording (same_subject_proposals), and written here by a person who agrees.",
        ),
        Column("applies_to", "text", "Whom it addresses: a word of that list in lists.csv.", required=True, filled=True),
        Column(
            "applicability",
            "code",
            "Whether it applies to this force.",
            list_name="the applicabilities",
            codes=_codes("applies", "applies_in_part", "not_applicable", "not_assessed"),
        ),
        Column("target_value", "number", "Number asked for, if any."),
        Column("target_unit", "text", "Unit of that number."),
        Column("target_direction", "code", "Which way is better.", codes=_codes("up", "down", "maintain"), list_name="the directions"),
        Column(
            "evidence_type",
            "code",
            "What would be evidence.",
            list_name="the kinds of evidence",
            codes=_codes("quantitative", "survey", "documentary", "mixed"),
        ),
        Column("kpi_code", "text", "Measure bound to the item, if any."),
        Column("priority", "text", "Priority the source gives it, a word of that list in lists.csv."),
        Column("pillar", "text", "Pillar of a national or local plan it stands under, a word of that list."),
        Column("benefit", "text", "Benefit the source expects of it, a word of that list."),
        Column("target_level", "text", "Level of maturity aimed at, a word of the list of levels (lists.csv, the lowest first)."),
        Column("text_hash", "text", "Fingerprint of the source's words, to notice a change of wording."),
    ),
)

UPDATES = Table(
    "updates",
    "what was reported about one item at one board cycle; rows are added, never changed",
    (
        Column("item_id", "text", "Item reported on.", required=True, filled=True),
        Column("cycle_id", "text", "Board cycle it was reported at, as 2023-01.", required=True, filled=True),
        Column("status", "code", "Status as reported.", required=True, list_name="the statuses", blank="unknown", codes=STATUSES),
        Column(
            "rag_reported", "code", "Colour as reported; never inferred, never green because empty.", list_name="the colours", blank="not_recorded", codes=RAGS
        ),
        Column(
            "rag_source",
            "code",
            "Where the colour was read.",
            list_name="the sources of a colour",
            blank="not_recorded",
            codes=_codes("cell_text", "cell_shading", "cell_shading_lost", "board_decision", "not_recorded"),
        ),
        Column("date_raw", "text", "Due date exactly as written."),
        Column("date_start", "date", "First day the date can mean."),
        Column("date_end", "date", "Last day the date can mean."),
        Column(
            "precision",
            "code",
            "How exact the date is.",
            blank="none",
            list_name="the precisions",
            codes=_codes("day", "week", "month", "quarter", "half", "year", "open_ended", "event", "recurring", "none"),
        ),
        Column(
            "year_basis",
            "code",
            "Calendar or financial year; unknown where both readings are kept.",
            codes=_codes("calendar", "financial", "unknown"),
            list_name="the year bases",
        ),
        Column("qualifier", "text", "Marks beside the date, separated by ';'."),
        Column("trigger_text", "text", "Event the item waits for, as written."),
        Column("recurrence", "code", "How often it comes round.", list_name="the recurrences", blank="none", codes=_codes(*RECURRENCES, "none")),
        Column("level", "text", "Level of maturity as reported, a word of the list of levels."),
        Column("owner_reported", "text", "Codes of the owners this report names, where they are not those named before."),
        Column("value_reported", "number", "Number this report gives of what the item counts, as 12 of 15 posts."),
        Column("value_unit", "text", "What that number counts."),
        Column("progress_plain", "text", "What was said about progress, in our own words."),
        Column("evidence_link", "text", "Where the evidence is kept."),
        Column("updated_on", "date", "Day of the update; empty where the source is undated."),
        Column("updated_by_role", "text", "Role that gave it."),
        Column("parse_flags", "text", "What reading the source had to decide, separated by ';'."),
    ),
)

OWNERS = Table(
    "owners",
    "one way an owner is written in a source",
    (
        Column("owner_raw", "text", "Owner as written; never shown on a page.", required=True, filled=True),
        Column("owner_code", "text", "Short code of the role.", required=True, filled=True),
        Column("owner_role", "text", "Role shown on pages.", required=True, filled=True),
        Column("person", "flag", "Whether the owner as written is a person's name; pages then show the role instead."),
        Column("note", "text", "Why it was read so."),
    ),
)

PROGRAMMES = Table(
    "programmes",
    "one programme, report or plan that items come from",
    (
        Column("source_doc", "text", "Short code.", required=True, filled=True),
        Column("programme", "text", "Name shown on pages.", required=True, filled=True),
        Column("source_date", "text", "When the source speaks from, as it says.", spare="it tells a reader of the file how old the source is"),
        Column("addressee", "text", "Whom the source addresses.", required=True, filled=True),
        Column("live_from", "text", "First cycle in which it is reported, as 2023-01.", required=True, filled=True),
        Column("live_until", "text", "Last cycle in which it is reported; empty while it goes on."),
        Column("last_reported", "text", "Month of the last report, in words."),
        Column("note", "text", "What to know about it."),
    ),
)

WORKSTREAMS = Table(
    "workstreams",
    "the header line of one workstream's highlight report at one board cycle; rows are added, never changed",
    (
        Column("workstream", "text", "Short code, as the register has it.", required=True, filled=True),
        Column("cycle_id", "text", "Board cycle it was reported at.", required=True, filled=True),
        Column("name", "text", "Name shown on pages.", required=True, filled=True),
        Column("owner_role", "text", "Role that owns it.", required=True),
        Column("project_rag", "code", "Project colour as reported; never inferred.", list_name="the colours", blank="not_recorded", codes=RAGS),
        Column("benefit_rag", "code", "Benefit colour as reported; never inferred.", list_name="the colours", blank="not_recorded", codes=RAGS),
        Column("reported_on", "date", "Day of the report."),
        Column("reported_by_role", "text", "Role that gave it."),
    ),
)

KEYS = {
    "register": ("item_id",),
    "updates": ("item_id", "cycle_id"),
    "owners": ("owner_raw",),
    "programmes": ("source_doc",),
    "workstreams": ("workstream", "cycle_id"),
    "lists": ("list", "word"),
}

TABLES = {table.name: table for table in (REGISTER, UPDATES, OWNERS, PROGRAMMES, WORKSTREAMS, LISTS)}
