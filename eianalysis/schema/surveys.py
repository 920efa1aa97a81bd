"""Tables of surveys of staff and of the public: who was asked, what was asked, what was answered.

One row of ``surveys`` is one answer, so that a question can be followed over waves although its code and its wording
change: ``survey_questions`` says which questions are one. Whom nobody heard from is in ``survey_waves`` alone.
"""

from __future__ import annotations

from dataclasses import replace

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table
from eianalysis.schema.person_columns import BY_PEOPLE, COMMON

#: Anonymous answers carry what the respondent gave, and the public has no rank: nothing of the common block is a must.
_RESPONDENT = tuple(replace(column, required=False, filled=False, instead=()) for column in COMMON)
_SURVEY = Column(
    "survey",
    "text",
    "Which survey: staff, street, victims and so on. Surveys that ask differently are never added up.",
    required=True,
    filled=True,
    aliases=("Survey name",),
)
_WAVE = Column("wave", "text", "Name of the wave, such as 2022 or 2022-Q3.", required=True, filled=True, aliases=("Survey wave", "Round"))
_POPULATION = Column(
    "population",
    "code",
    "Who was asked; staff and public surveys are never counted together.",
    codes=v.POPULATIONS,
    list_name="the populations",
    required=True,
    filled=True,
    aliases=("Respondent type", "Audience"),
    also={
        "employee": "staff",
        "officers and staff": "staff",
        "residents": "resident",
        "workers": "worker",
        "visitors": "visitor",
        "victims": "victim",
        "witnesses": "witness",
        "business": "worker",
    },
)
_ITEM = Column("item_code", "text", "Code of the question in this wave.", required=True, filled=True, aliases=("Question code", "Item", "Question number"))
_MODE = Column("mode", "text", "How it was asked: online, on paper, in person, by telephone.", aliases=("Method", "Survey mode"))

SURVEYS = Table(
    "surveys",
    "one answer of one respondent to one question in one wave",
    (
        _SURVEY,
        _WAVE,
        _POPULATION,
        Column(
            "answered_on",
            "date",
            "Day of the answer, or the last day of the wave's fieldwork.",
            required=True,
            filled=True,
            aliases=("Response date", "Date completed", "Fieldwork end"),
        ),
        Column(
            "respondent_ref",
            "text",
            "Key of a respondent within a wave; never a person's reference, so that answers stay anonymous.",
            required=True,
            filled=True,
            aliases=("Respondent ID", "Response ID"),
        ),
        _ITEM,
        Column("response", "count", "The answer as a number, where it was one.", low=0, high=100, aliases=("Answer", "Score")),
        Column("scale", "text", "What the numbers mean, such as '1 disagree to 5 agree'.", aliases=("Response scale",)),
        Column(
            "favourable",
            "flag",
            "The answer counts as favourable; empty where there is no valid answer (don't know, does not apply). For 'I was bullied' a no is favourable.",
            required=True,
            aliases=("Positive", "Favourable answer"),
        ),
        Column(
            "weight", "number", "Weight of the respondent. Kept and said, not used: every figure counts people as they came.", low=0, aliases=("Survey weight",)
        ),
        _MODE,
        *_RESPONDENT,
    ),
    key=("survey", "wave", "respondent_ref", "item_code"),
    item="item_code",
    of_all=("favourable",),
    groupings={**BY_PEOPLE, "population": ("population",), "mode": ("mode",)},
)

SURVEY_QUESTIONS = Table(
    "survey_questions",
    "one question as it was asked in one wave",
    (
        _SURVEY,
        _WAVE,
        _ITEM,
        Column(
            "question",
            "text",
            "The question's own name over all waves. Two wordings with one name may be compared; a question that may not be compared has a name of its own.",
            required=True,
            filled=True,
            aliases=("Mapped to",),
        ),
        Column("item_text", "text", "The question in the words of this wave.", aliases=("Question text", "Wording")),
        Column("theme", "code", "What it is about.", codes=v.SURVEY_THEMES, list_name="the survey themes", required=True, filled=True, aliases=("Topic",)),
        Column(
            "wording",
            "code",
            "How it relates to the same question in the wave before.",
            codes=v.WORDING,
            list_name="the wordings",
            blank="new",
            aliases=("Change of wording",),
            spare="whether a wording changed is seen from the wordings themselves",
        ),
        Column("note", "text", "Who decided that two wordings may be compared, and why."),
    ),
    key=("survey", "wave", "item_code"),
    groupings={"theme": ("theme",)},
)

SURVEY_WAVES = Table(
    "survey_waves",
    "one group of the people asked in one wave",
    (
        _SURVEY,
        _WAVE,
        Column("closed", "date", "Last day of the fieldwork.", required=True, filled=True, aliases=("Fieldwork end", "Closed on")),
        Column(
            "characteristic",
            "text",
            "Column the group belongs to, such as sex or ethnicity_2; 'all' for everybody.",
            required=True,
            filled=True,
            aliases=("Breakdown",),
        ),
        Column("group", "text", "The group, in this package's words; 'All' for everybody.", required=True, filled=True),
        Column("invited", "count", "People asked to take part.", required=True, filled=True, low=0, aliases=("Sent", "Sample")),
        Column(
            "returned", "count", "Of those, people who answered at least one question.", required=True, filled=True, low=0, aliases=("Responses", "Completed")
        ),
        replace(_MODE, spare="how each answer was given is what is compared"),
    ),
    key=("survey", "wave", "characteristic", "group"),
    parts=(("invited", ("returned",)),),
)
