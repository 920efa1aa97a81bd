"""Reference tables: published populations to compare with."""

from __future__ import annotations

from eianalysis.schema.columns import Column, Table

BENCHMARKS = Table(
    "benchmarks", "one group of one population", (
        Column("population", "text", "Short name of the population.", required=True, filled=True),
        Column("source", "text", "Who published it, and the table.", required=True, filled=True),
        Column("year", "count", "Year it speaks of.", required=True, filled=True, low=1900, high=2100),
        Column("geography", "text", "Area and its code.", required=True, filled=True),
        Column("age_range", "text", "Ages covered; 'all ages' where not restricted.", required=True, filled=True),
        Column("characteristic", "text", "Column the groups belong to, such as ethnicity_5; 'all' for a total.",
               required=True, filled=True),
        Column("group", "text", "Group, in this package's words.", required=True, filled=True),
        Column("count", "count", "People.", low=0),
        Column("share", "number", "Share of the population's known total, 0 to 1.", low=0, high=1),
        Column("precision", "code", "How exact the figure is.", required=True, filled=True,
               codes={"P": "Precise: printed by the publisher, perhaps perturbed or rounded",
                      "A": "Approximate: computed or rounded by us or by a secondary source",
                      "K": "General knowledge, to be checked"}, list_name="the precision marks"),
        Column("note", "text", "What to know before using it."),
    ), key=("population", "year", "age_range", "characteristic", "group"),
)
