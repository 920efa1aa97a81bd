"""Tables of community events and of crime outcomes: counts as they were added up, never people."""

from __future__ import annotations

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Column, Table


def _people(name: str, means: str, *aliases: str) -> Column:
    return Column(name, "count", f"{means} Empty: not counted, which is not none.", low=0, aliases=aliases)


def _of(total: str, said: str) -> tuple[Column, ...]:
    """How many of a total were women, men and so on; nobody is asked, so these are what an officer or a form noted."""
    groups = {"women": "women", "men": "men", "ethnic_minorities": "people from ethnic minorities", "white": "White people"}
    return tuple(_people(f"{total}_{name}", f"Of {said}, {words}.") for name, words in groups.items())


def _parts(total: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ((total, (f"{total}_women", f"{total}_men")), (total, (f"{total}_ethnic_minorities", f"{total}_white")))


COMMUNITY_EVENTS = Table(
    "community_events",
    "one event",
    (
        Column("event_ref", "text", "Key of the event.", required=True, filled=True, aliases=("Event ID", "Event")),
        Column("event_date", "date", "Day of the event.", required=True, filled=True, aliases=("Date of event",)),
        Column(
            "type",
            "code",
            "Kind of event.",
            codes=v.EVENT_TYPES,
            list_name="the kinds of event",
            required=True,
            filled=True,
            aliases=("Event type",),
            also={"ward panel": "cluster panel", "schools": "school"},
        ),
        Column(
            "audience",
            "code",
            "Whom it was meant for.",
            codes=v.AUDIENCES,
            list_name="the audiences",
            required=True,
            filled=True,
            aliases=("Aimed at", "Target group"),
            also={"public": "everyone", "all": "everyone"},
        ),
        Column("place", "text", "Ward or area.", aliases=("Ward", "Area")),
        Column(
            "partner",
            "code",
            "Kind of partner it was held with.",
            codes=v.PARTNERS,
            list_name="the kinds of partner",
            blank="none",
            aliases=("Partner type", "Held with"),
        ),
        _people("attended", "People who came.", "Attendance", "Number attended"),
        *_of("attended", "those who came"),
        _people("attended_under_25", "Of those who came, people under 25."),
        _people("expressions_of_interest", "People who said they might apply to the force.", "EOI", "Expressions of interest"),
        *_of("expressions_of_interest", "those who might apply"),
        Column("officers_hours", "number", "Hours of officers and staff.", low=0, aliases=("Officer hours",), spare="no item asks what an event cost"),
    ),
    happened=("event_date",),
    recurs=True,
    key=("event_ref",),
    parts=(*_parts("attended"), ("attended", ("attended_under_25",)), *_parts("expressions_of_interest")),
    groupings={name: (name,) for name in ("type", "audience", "place", "partner")},
)

CJ_OUTCOMES = Table(
    "cj_outcomes",
    "one offence group in one month, of victims of one sex where that is given",
    (
        Column(
            "month",
            "date",
            "First day of the month in which the offences were recorded.",
            required=True,
            filled=True,
            aliases=("Month recorded", "Recorded month"),
        ),
        Column(
            "offence_group",
            "code",
            "Offence group.",
            codes=v.OFFENCE_GROUPS,
            list_name="the offence groups",
            required=True,
            filled=True,
            aliases=("Offence", "Crime type"),
            also={
                "rape": "rape of an adult",
                "sexual offences": "other sexual",
                "harassment": "stalking",
                "stalking & harassment": "stalking",
                "criminal damage and arson": "criminal damage",
            },
        ),
        Column("vawg", "flag", "Counted as violence against women and girls.", required=True, filled=True),
        Column(
            "victim_sex",
            "code",
            "Sex of the victim, where there is one and it is recorded.",
            codes=v.SEX,
            holds="label",
            list_name="the sex codes",
            blank=v.NOT_RECORDED,
            of_person="victim sex",
            aliases=("Victim sex", "Victim gender"),
            also={"women": "F", "men": "M", "unknown": "U"},
        ),
        Column("recorded", "count", "Offences recorded in the month.", required=True, filled=True, low=0, aliases=("Offences recorded",)),
        Column(
            "charged",
            "count",
            "Of those, offences in which somebody had been charged or summonsed when the extract was made.",
            required=True,
            low=0,
            aliases=("Charged or summonsed", "Charges"),
        ),
        Column(
            "adult_rape_to_court",
            "count",
            "Cases of rape of an adult that reached court in the month, whenever they were recorded.",
            low=0,
            aliases=("Adult rape cases to court",),
        ),
        Column("responses", "count", "Emergency responses to incidents of this group.", low=0, aliases=("Immediate responses",)),
        Column("response_target_met", "count", "Of those, responses within the force's target time.", low=0, aliases=("Within target",)),
    ),
    happened=("month",),
    key=("month", "offence_group", "vawg", "victim_sex"),
    parts=(("recorded", ("charged",)), ("responses", ("response_target_met",))),
    groupings={"sex": ("victim_sex",), "victim_sex": ("victim_sex",), "offence_group": ("offence_group",)},
)
