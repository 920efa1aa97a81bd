"""Tables that bind the register to what would show it: measures with their targets, documents, decisions asked, what was
answered to each disparity, and what became of what scrutiny panels said.

Nothing here says how an item stands: that is worked out in every run from what was released, and typed nowhere.
"""

from __future__ import annotations

from eianalysis.schema.columns import Column, Table

KINDS = {"measured": "Measured", "documentary": "Documentary", "both": "Measured and documentary"}
FIGURES = {"rate": "The rate or share", "count": "The number", "ratio": "The disparity ratio", "gap": "The gap between rates"}
TARGETS_ARE = {"set": "Set by the source or the board", "proposed": "Proposed and not adopted, so nothing is held against it"}
DIRECTIONS = {
    "at_least": "Met when the figure is at or above the target",
    "at_most": "Met when the figure is at or below the target",
    "parity": "Met when the group is treated as the reference is",
    "no_target": "Measured only: the item sets no target, so it can be neither met nor missed",
    "up": "More is better",
    "down": "Less is better",
    "narrow": "Nearer to the reference is better",
}

EVIDENCE = Table(
    "evidence",
    "one way of showing that one item of the register is done or works",
    (
        Column("item_id", "text", "Item of the register.", required=True, filled=True),
        Column(
            "evidence_kind",
            "code",
            "Whether a measure would show it, a document, or both together.",
            required=True,
            filled=True,
            codes=KINDS,
            list_name="the kinds of proof",
        ),
        Column("measure", "text", "Id of the measure; empty where only a document would show it."),
        Column("window", "text", "Window of the measure: 12m, or pooled for the cycle's pooled months; empty for the one there is."),
        Column("characteristic", "text", "Column the measure is counted by, as ethnicity_2; empty for the row of everybody."),
        Column("group", "text", "Group it is about; All, or empty, for everybody."),
        Column("part", "text", "Part of the measure, as stage=Proven; several separated by ';'."),
        Column(
            "question",
            "text",
            "Of a survey: the question that a person found to show the item, word for word; empty where any question on the subject will do.",
        ),
        Column("reference", "text", "Group or population it is set beside, where it is a ratio or a gap."),
        Column("figure", "code", "Which figure of the row is judged.", codes=FIGURES, list_name="the figures"),
        Column("direction", "code", "How it is judged.", codes=DIRECTIONS, list_name="the directions of judging"),
        Column("target", "number", "Number asked for: a share as 0.4, a count as 60; only for at least and at most."),
        Column("target_status", "code", "Whether that number is set.", codes=TARGETS_ARE, list_name="the states of a target", blank="set"),
        Column("least_base", "count", "Smallest base of the group that is judged at all.", low=0),
        Column("population", "text", "Whom or what the measure counts here, and where that differs from the item."),
        Column("rests_on", "text", "The item's own words that this rests on, in short, or where they stand."),
        Column("met_when", "text", "What would count as met, in words.", required=True, filled=True),
        Column("document", "text", "Document that would show it, for what no count can show."),
    ),
)

DECISIONS = Table(
    "decisions",
    "one decision that somebody asks of the board at one cycle; rows are added, and completed when it is answered",
    (
        Column("item_id", "text", "Item it belongs to.", required=True, filled=True),
        Column("cycle_id", "text", "Board cycle it is asked at.", required=True, filled=True),
        Column("decision", "text", "The decision, as a question the board can answer.", required=True, filled=True),
        Column("recommendation", "text", "The answer that is recommended; empty where nobody recommends one."),
        Column("recommended_by", "text", "Who recommends it: a paper, a role, the analyst of the pack."),
        Column("options", "text", "The answers the board can give, separated by ';'."),
        Column("if_not", "text", "What follows where the board does not decide."),
        Column("owner_role", "text", "Role that carries it out."),
        Column("by_when", "date", "Day by which it is to be carried out."),
        Column("asked_by_role", "text", "Role that asks."),
        Column("source_ref", "text", "Where the request stands."),
        Column("answered_cycle", "text", "Board cycle at which it was answered; empty while it is open."),
        Column("answer", "text", "What the board decided; only with the cycle at which it did."),
        Column("done_cycle", "text", "Board cycle by which what was decided had been done; empty while it is not."),
    ),
)
#: Columns of decisions that name a board cycle, in the order of time.
DECISION_CYCLES = ("cycle_id", "answered_cycle", "done_cycle")

ANSWERS = {"explained": "Explained", "reform": "To be reformed"}
DISPARITIES = Table(
    "disparities",
    "what the force answers to one clear difference between groups: an explanation, or a reform; a row stays until its review changes it",
    (
        Column("measure", "text", "Id of the measure, as evidence.csv binds it; `tables/explain_or_reform.csv` of a pack has it.", required=True, filled=True),
        Column("part", "text", "Part of the measure, as stage=Proven, several separated by ';'; empty for every part of it."),
        Column("characteristic", "text", "Column the measure is counted by, as ethnicity_2.", required=True, filled=True),
        Column("group", "text", "Group it is about.", required=True, filled=True),
        Column("reference", "text", "Group or population it is set beside.", required=True, filled=True),
        Column(
            "answer",
            "code",
            "Whether the difference is explained, or something is to be reformed because of it; empty together with the next three while nobody has answered.",
            required=True,
            codes=ANSWERS,
            list_name="the two answers",
        ),
        Column("text", "text", "The explanation, or the reform, in words.", required=True),
        Column("owner_role", "text", "Role that answers for it.", required=True),
        Column("review_by", "date", "Day by which it is looked at again.", required=True, ahead=True),
        Column("published", "text", "Where the public can read it; empty where it is not published."),
        Column("first_seen", "text", "Board cycle whose pack showed the difference first.", required=True, filled=True),
    ),
)

SUBJECTS = {
    "stop_search": "Stop and search",
    "use_of_force": "Use of force",
    "reviews": "Encounters looked at again",
    "records": "Records and figures",
    "complaints": "Complaints",
    "panel": "The panel's own work",
    "other": "Something else",
}
#: What can have become of what a panel said, and how pages say it.
WAITING, UNDER_WAY, PLANNED, NOT_DONE, DONE = "waiting", "under_way", "planned", "not_done", "done"
STATES = {WAITING: "No answer yet", UNDER_WAY: "Under way", PLANNED: "Planned", NOT_DONE: "Will not be done", DONE: "Done"}
PANEL = Table(
    "panel",
    "one thing that a community scrutiny panel said, and what became of it; rows are added, and completed when there is an answer",
    (
        Column("said_on", "date", "Day on which it was said: that of the meeting.", required=True, filled=True),
        Column("panel", "text", "Which panel said it, by its name; never a person's.", required=True, filled=True),
        Column("subject", "code", "What it is about.", required=True, filled=True, codes=SUBJECTS, list_name="the subjects of a panel"),
        Column("said", "text", "What was said, in a sentence or two that the panel would know again; nobody is named.", required=True, filled=True),
        Column(
            "status",
            "code",
            "What became of it; waiting while nobody has answered.",
            required=True,
            filled=True,
            codes=STATES,
            list_name="what can become of it",
        ),
        Column("did", "text", "What was done or will be; where nothing will be, why. Empty while it waits.", required=True),
        Column("owner_role", "text", "Role that answers for it; empty only while it waits.", required=True),
        Column("by_when", "date", "Day by which it is done; asked for while it is planned or under way.", required=True, ahead=True),
    ),
)
