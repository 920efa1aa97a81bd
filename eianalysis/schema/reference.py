"""Reference tables: published populations, targets with the population each applies to, and breaks of definitions."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table

BENCHMARKS = Table(
    "benchmarks",
    "one group of one population",
    (
        Column("population", "text", "Short name of the population.", required=True, filled=True),
        Column("source", "text", "Who published it, and the table.", required=True, filled=True),
        Column("year", "count", "Year it speaks of.", required=True, filled=True, low=1900, high=2100),
        Column(
            "geography", "text", "Area and its code.", required=True, filled=True, spare="it says of what place the figure is, to whoever checks the source"
        ),
        Column("age_range", "text", "Ages covered; 'all ages' where not restricted.", required=True, filled=True),
        Column("characteristic", "text", "Column the groups belong to, such as ethnicity_5; 'all' for a total.", required=True, filled=True),
        Column("group", "text", "Group, in this package's words.", required=True, filled=True),
        Column("count", "count", "People.", low=0),
        Column("share", "number", "Share of the population's known total, 0 to 1.", low=0, high=1),
        Column(
            "precision",
            "code",
            "How exact the figure is.",
            required=True,
            filled=True,
            codes={
                "P": "Precise: printed by the publisher, perhaps perturbed or rounded",
                "A": "Approximate: computed or rounded by us or by a secondary source",
                "K": "General knowledge, to be checked",
            },
            list_name="the precision marks",
        ),
        Column("forces", "text", "Police forces that are set beside the population, split by ';'; empty where every force is."),
        Column("pool", "flag", "Whether a force can recruit from the population: no where few live and many work; empty where it can."),
        Column("caution", "text", "What readers must be told wherever the population is shown, as it should be printed."),
        Column("note", "text", "What to know before using it."),
    ),
    key=("population", "year", "age_range", "characteristic", "group"),
    needs_rows=True,
    same=(("population", ("forces", "pool", "caution")),),
)

TARGETS = Table(
    "targets",
    "one target for one group",
    (
        Column("target_id", "text", "Short name of the target.", required=True, filled=True),
        Column("characteristic", "text", "Column the group belongs to, such as ethnicity_2.", required=True, filled=True),
        Column("group", "text", "Group, in this package's words.", required=True, filled=True),
        Column("value", "number", "The share aimed at, 0 to 1; empty where it is a number of people.", required=True, low=0, high=1),
        Column("people", "count", "Of basis people: how many are aimed at.", low=1),
        Column(
            "basis",
            "code",
            "What it is a share of.",
            required=True,
            filled=True,
            codes={"joiners": "Those who join", "stock": "Those in post", "people": "Nothing: it is a number of people"},
            list_name="the bases of a target",
        ),
        Column("worker_type", "code", "Whom it applies to; empty for all of them.", required=True, codes=v.WORKER_TYPES, list_name="the worker types"),
        Column("measure", "text", "Of basis people: the measure that counts them, as specials_headcount."),
        Column("by_date", "date", "When it should be reached; empty where no date was set.", ahead=True),
        Column(
            "status",
            "code",
            "Whether this force's board set it.",
            required=True,
            filled=True,
            codes={"proposed": "Proposed or considered, not approved", "approved": "Approved by the board", "elsewhere": "Another force's, to compare with"},
            list_name="the states of a target",
        ),
        Column("approved_by", "text", "Who approved it.", spare="it tells a reader of the file whose target it is"),
        Column("approved_on", "date", "When it was approved.", spare="it tells a reader of the file since when it holds"),
        Column("source", "text", "Where it is stated.", required=True, filled=True),
        Column("year", "count", "Year it was stated.", required=True, filled=True, low=1900, high=2100),
        Column(
            "precision",
            "code",
            "How exact the record of it is.",
            required=True,
            filled=True,
            codes=BENCHMARKS["precision"].codes,
            list_name="the precision marks",
        ),
        Column("note", "text", "What to know before using it."),
    ),
    key=("target_id",),
)

DEFINITION_BREAKS = Table(
    "definition_breaks",
    "one change of a definition or break of a series",
    (
        Column("break_id", "text", "Short name of the break.", required=True, filled=True),
        Column("series", "text", "Which series or table it concerns.", required=True, filled=True),
        Column("changed_on", "date", "First day of the new state; the first of the month or year where only that is known.", required=True, filled=True),
        Column("date_words", "text", "The date as exactly as it is known.", required=True, filled=True),
        Column("change", "text", "What changed.", required=True, filled=True),
        Column("consequence", "text", "What may not be compared across it.", required=True, filled=True),
        Column("source", "text", "Who says so.", required=True, filled=True),
        Column("precision", "code", "How exact the fact is.", required=True, filled=True, codes=BENCHMARKS["precision"].codes, list_name="the precision marks"),
    ),
    key=("break_id",),
)

#: What is counted of every force: series -> what a row's count and base are.
SERIES = {
    "officers": "Police officers of the group, of those in post on the day (of ethnicity: of those who stated it); headcount",
    "leavers": "Police officers of the group who left in the period, transfers left out, of those in post the day before it",
    "joiners": "People of the group who joined as police officers in the period, of all who did (of ethnicity: who stated it)",
    "searches": "Searches of people with an outcome other than no further action, of those whose outcome was recorded",
    "finds": "Searches of people with an outcome that was linked to the object of the search, of those whose outcome and its link were both recorded",
    "handcuffing": "Times handcuffs were used without compliance, of those times for which it was recorded",
}

OTHER_FORCES = Table(
    "other_forces",
    "one published count of one police force, of one group in one period",
    (
        Column(
            "force",
            "code",
            "The police force.",
            required=True,
            filled=True,
            codes=v.POLICE_FORCES,
            list_name="the police forces",
            holds="label",
            words="police_forces",
            aliases=("Force name", "Police force", "Force area"),
        ),
        Column("series", "code", "What is counted, and of what.", required=True, filled=True, codes=SERIES, list_name="the series of other forces"),
        Column("period_start", "date", "First day of the period; empty for a count on one day.", ahead=True),
        Column(
            "period_end",
            "date",
            "Last day of the period, or the day of the count; the year it speaks of.",
            required=True,
            filled=True,
            ahead=True,
            aliases=("As at",),
        ),
        Column("characteristic", "text", "Column the group belongs to, such as ethnicity_2; 'all' for everybody.", required=True, filled=True),
        Column("group", "text", "Group, in this package's words; 'All' for everybody.", required=True, filled=True),
        Column("count", "count", "The published count.", required=True, filled=True, low=0),
        Column("base", "count", "What it is a part of; a force without any has no row.", required=True, filled=True, low=1),
        Column("source", "text", "Who published it, and the table.", required=True, filled=True),
        Column(
            "precision", "code", "How exact the figure is.", required=True, filled=True, codes=BENCHMARKS["precision"].codes, list_name="the precision marks"
        ),
        Column("note", "text", "What to know before using it."),
    ),
    key=("force", "series", "period_end", "characteristic", "group"),
    not_before=(("period_end", "period_start"),),
    parts=(("base", ("count",)),),
    needs_rows=True,
)
