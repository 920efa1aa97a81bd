"""Force used: which tactics, on whom as the officer saw them, with what injury; never a ratio per head of population.

What is counted is one person in one incident, whatever the number of officers and tactics: a tactic used twice on a person
in an incident counts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Each, Measure, Population, Words
from eianalysis.measures.beside_populations import beside_populations
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import By, build, columns_for, in_every_step, not_available, share, tally
from eianalysis.measures.searches import people_searched
from eianalysis.measures.windows import window
from eianalysis.policy import LIMITS
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import TACTIC_ORDER

PERSON = ["incident_ref", "subject_ref"]
FORCED = "People on whom force was used, as the officer described them"
SEARCHED = "People searched, as the officer described them"
#: Tactics used on few people in the window, shown together.
ANY_OTHER = "Any other tactic"


def people_forced(force: TypedTable, cycle: BoardCycle, months: int = 12) -> TypedTable:
    """One row a person in an incident of the window, with ``tactics`` as a set of groups and ``injured`` where recorded."""
    if force.absent:
        return force
    w = window(cycle, months)
    rows = force.frame[force.frame["used_on"].between(w.start, w.end)]
    each = rows.drop_duplicates(PERSON).reset_index(drop=True)
    used = rows.groupby(PERSON, sort=False)["tactic_group"].agg(frozenset).rename("tactics")
    each = each.merge(used, left_on=PERSON, right_index=True) if len(each) else each.assign(tactics=None)
    if "injury" not in rows:
        return replace(force, frame=each.assign(injured=pd.Series(pd.NA, index=each.index, dtype="boolean")))
    said = rows["injury"].ne("none").astype("boolean").mask(rows["injury"].isna())
    hurt = said.groupby([rows[name] for name in PERSON], sort=False).max().rename("injured")  # recorded on any of their rows
    return replace(force, frame=each.merge(hurt, left_on=PERSON, right_index=True))


def force_tactics(force: TypedTable, *, cycle: BoardCycle, by: By = "officer_ethnicity", months: int = 36) -> Result:
    """Of the people on whom force was used, the share on whom each tactic was used, by group; key column ``tactic``.

    Tactics used on fewer than 30 people are one row, ``Any other tactic``. The shares of a group add up to more than 100%,
    because force is seldom one tactic.

    Examples
    --------
    >>> import eianalysis as ei                                                                 # doctest: +SKIP
    >>> ei.compare(ei.force_tactics(force, cycle=board), reference=board)                       # doctest: +SKIP
    """
    measure = "force_tactic_rate"
    people = people_forced(force, cycle, months)
    if people.absent:
        return not_available(measure, definition_of(measure), people, keys=("tactic",))
    rows, w = people.frame, window(cycle, months)
    flags = {tactic: rows["tactics"].map(lambda used, tactic=tactic: tactic in used) for tactic in TACTIC_ORDER}
    rare = [tactic for tactic, used in flags.items() if used.sum() < LIMITS.encounter_kind]
    shown = {tactic: used for tactic, used in flags.items() if tactic not in rare}
    if rare:
        shown[ANY_OTHER] = rows["tactics"].map(lambda used: bool(used & set(rare)))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = [tally(rows[used.astype(bool)], rows, columns.values()).assign(tactic=tactic) for tactic, used in shown.items()]
        return in_every_step(pd.concat(parts, ignore_index=True), "tactic")

    return build(
        measure, definition_of(measure), counts, columns_for(people, by), keys=("tactic",), window=w.name, period=(w.start, w.end), sources=people.sources
    )


def force_injuries(force: TypedTable, *, cycle: BoardCycle, by: By = ("officer_ethnicity", "perceived_sex"), months: int = 36) -> Result:
    """Of the people on whom force was used, the share who were injured, by group as the officer saw it.

    Numerator and base are people in incidents: two officers' forms on one person are one, and an injury on any of them counts.
    Whoever no form says of is in no base.
    """
    measure = "force_injury_rate"
    people, w = people_forced(force, cycle, months), window(cycle, months)
    return share(people, "injured", by=by, measure=measure, definition=definition_of(measure), window=w.name, period=(w.start, w.end))


def force_by_population(force: TypedTable, searches: TypedTable, benchmarks: TypedTable, *, cycle: BoardCycle) -> Result:
    """Each group's share of those force was used on, of those searched, and of several populations; no ratio is made."""
    measure = "force_share_by_population"
    w = window(cycle, 12)
    people, stopped = people_forced(force, cycle), people_searched(searches, cycle, w)
    for table in (people, benchmarks):
        if table.absent:
            return not_available(measure, definition_of(measure), table, keys=("population",))
    own = {FORCED: people.frame["officer_ethnicity"]}
    if not stopped.absent:
        own[SEARCHED] = stopped.frame["officer_ethnicity"]
    return beside_populations(measure, own, benchmarks, cycle, w, (people, stopped))


FORCE_TACTIC_RATE = Measure(
    "force_tactic_rate",
    Words(
        "Which tactics force consists of",
        "people on whom the tactic was used",
        "people on whom any force was used, once an incident",
        noun="uses of force on people",
        verb="included this tactic",
        outcome="harm",
        base_unit="uses of force",
        notes=(
            "A person in an incident counts once, however many officers or tactics.",
            "Groups are as the officer saw them. No population is needed: all of these people had force used on them. It "
            "cannot say whether force should have been used at all.",
        ),
    ),
    steps={
        "Tactical communication": "included tactical communication",
        "Handcuffs, compliant": "included handcuffing a compliant person",
        "Handcuffs, not compliant": "included handcuffing a person who was not compliant",
        "Other restraint": "included other restraint",
        "Unarmed skills": "included unarmed skills",
        "Baton, spray, spit guard or shield": "included a baton, spray, spit guard or shield",
        "Taser or baton round": "included a Taser or baton round",
        "Firearm": "included a firearm",
        "Dog or improvised": "included a dog or improvised means",
        "Any other tactic": "included some other tactic",
    },
    counts=Population("use_of_force", During("used_on"), (("unit", "person in an incident"),)),
    rows=force_tactics,
    form="steps",
    keys={"tactic": Each(everybody=True)},
    asks=Ask("08b-force-and-samples", by=("officer_ethnicity",), months=(36,), compared=True, yearly=False),
    serves=("EIW-COM-O05", "EIW-COM-O08"),
)

FORCE_INJURY_RATE = Measure(
    "force_injury_rate",
    Words(
        "Injury of people on whom force was used",
        "people injured, slightly or severely",
        "people on whom force was used, once an incident, where injury was recorded",
        noun="uses of force on people",
        verb="left the person injured",
        outcome="harm",
        base_unit="uses of force",
        notes=("A person in an incident counts once, however many officers or tactics.",),
    ),
    counts=Population("use_of_force", During("used_on"), (("unit", "person in an incident"), "injury recorded")),
    did="injured",
    rows=force_injuries,
    reads={"use_of_force": ("injury",)},
    form="comparison",
    asks=Ask("08b-force-and-samples", against={"perceived_sex": "Male"}, compared=True, yearly=False),
    serves=("EIW-COM-O05", "EIW-COM-O08"),
)

FORCE_SHARE_BY_POPULATION = Measure(
    "force_share_by_population",
    Words(
        "On whom force was used, beside several populations",
        "people of the group",
        "people of a known group in that population",
        verb="belong to the group",
        method="Shares; no ratio is given, on purpose.",
        notes=(
            "The populations stand side by side, and no headline ratio is made of them.",
            "A person in an incident counts once, however many officers or tactics.",
        ),
    ),
    counts=Population("populations beside force used"),
    rows=force_by_population,
    looked_up=("benchmarks",),
    form="profile",
    base="whole",
    total="declared",
    asks=Ask("08b-force-and-samples", yearly=False),
    serves=("EIW-COM-O05", "EIW-COM-O08"),
)
