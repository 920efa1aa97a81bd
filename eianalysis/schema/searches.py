"""The table of stops and searches: the 15 columns of data.police.uk and what is made of them."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table

_SAME = {name: name for name in (*v.ETHNICITY_5, *v.UNDECLARED_CODES)}

STOP_SEARCH = Table(
    "stop_search",
    "one search (not one person: a person searched twice is two rows)",
    (
        Column("force", "text", "Force as data.police.uk writes it in the file's name.", derived="from the file name"),
        Column("searched_at", "date", "Moment of the search in local time; the file's text is UTC.", required=True, filled=True, aliases=("Date", "datetime")),
        Column("month", "text", "Month of the search in local time, as 2023-01.", derived="from searched_at"),
        Column(
            "search_type",
            "code",
            "What was searched.",
            codes={name: name for name in v.SEARCH_TYPES},
            list_name="the search types",
            required=True,
            aliases=("Type",),
        ),
        Column("person_searched", "flag", "A person was searched; false for a vehicle alone.", derived="from search_type"),
        Column("part_of_operation", "flag", "Part of a policing operation.", aliases=("Part of a policing operation", "operation")),
        Column("operation", "text", "Name of the operation.", aliases=("Policing operation", "operation_name")),
        Column(
            "latitude",
            "number",
            "Approximate place (moved to a near anchor point by the publisher).",
            low=-90,
            high=90,
            aliases=("Latitude",),
            spare="places of a small city would point at people",
        ),
        Column("longitude", "number", "Approximate place.", low=-180, high=180, aliases=("Longitude",), spare="places of a small city would point at people"),
        Column(
            "sex",
            "code",
            "Gender as the publisher calls it.",
            codes=v.SEX,
            holds="label",
            list_name="the sex codes",
            blank=v.NOT_RECORDED,
            required=True,
            aliases=("Gender",),
            of_person="sex",
        ),
        Column(
            "age_range",
            "code",
            "Age range.",
            codes={**{name: name for name in v.STOP_AGE}, v.NOT_RECORDED: v.NOT_RECORDED},
            list_name="the age ranges",
            blank=v.NOT_RECORDED,
            required=True,
            aliases=("Age range",),
            of_person="age range",
        ),
        Column(
            "self_defined",
            "code",
            "Self-defined ethnicity as printed in the file.",
            codes=v.POLICE_UK_ETHNICITY,
            list_name="the data.police.uk labels",
            required=True,
            aliases=("Self-defined ethnicity", "self_defined_ethnicity"),
            of_person="self-defined ethnicity",
        ),
        Column("ethnicity_18", "text", "Self-defined ethnicity, 18 groups.", derived="from self_defined", of_person="self-defined ethnicity"),
        Column("ethnicity_5", "code", "Self-defined ethnicity, 5 groups.", codes=_SAME, derived="from self_defined", of_person="self-defined ethnicity"),
        Column(
            "ethnicity_2",
            "code",
            "Ethnic minorities (excluding White minorities) or White.",
            codes={name: name for name in (*v.ETHNICITY_2, *v.UNDECLARED_CODES)},
            derived="from self_defined",
            of_person="self-defined ethnicity",
        ),
        Column(
            "officer_ethnicity",
            "code",
            "Ethnicity as the officer saw it.",
            codes=_SAME,
            required=True,
            list_name="the officer-defined groups",
            blank=v.NOT_RECORDED,
            aliases=("Officer-defined ethnicity", "officer_defined_ethnicity"),
            of_person="officer ethnicity",
        ),
        Column("legislation", "text", "Power used.", aliases=("Legislation",), spare="what was looked for says the same in fewer words"),
        Column("object", "text", "What was looked for.", aliases=("Object of search", "object_of_search")),
        Column(
            "outcome",
            "code",
            "What came of it; empty was not recorded.",
            codes={name: name for name in v.OUTCOMES},
            list_name="the outcomes of searches",
            required=True,
            aliases=("Outcome",),
        ),
        Column(
            "positive", "flag", "Something came of it (any outcome but no further action); empty where the outcome is not recorded.", derived="from outcome"
        ),
        Column(
            "linked",
            "flag",
            "The outcome has to do with what was looked for; empty where not recorded.",
            aliases=("Outcome linked to object of search", "outcome_linked_to_object_of_search"),
        ),
        Column(
            "find",
            "flag",
            "Positive and linked: what was looked for was found. Empty wherever the link is empty, "
            "positive or not: counting only the negatives would bias the rate.",
            derived="from positive and linked",
        ),
        Column(
            "clothing_removed",
            "flag",
            "More than outer clothing was removed.",
            aliases=("Removal of more than just outer clothing", "removal_of_more_than_outer_clothing"),
        ),
        Column(
            "duplicate",
            "flag",
            "Every value of the row stands in an earlier row of its month too; kept, because times are to the minute and groups are searched together.",
            derived="by comparing rows",
        ),
        Column(
            "encounter",
            "number",
            "The same number for searches of one incident: at one time and place, of a force. Empty for a search by itself, and where the place, or the "
            "time of day, is not recorded.",
            derived="by comparing rows",
        ),
        Column("source_file", "text", "File the row was read from.", derived="by the reader"),
        Column("source_row", "count", "Row in that file, the header being row 1.", derived="by the reader"),
    ),
    groupings={
        "ethnicity": v.GROUPINGS["ethnicity"],
        "ethnicity_18": v.GROUPINGS["ethnicity_18"],
        "sex": ("sex",),
        "age": ("age_range",),
        "age_range": ("age_range",),
        "officer_ethnicity": ("officer_ethnicity",),
    },
)
