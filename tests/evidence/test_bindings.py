"""Every binding of the default cycle finds its row: a renamed part, group or question would read as "no data"."""

import pytest

import eianalysis as ei
from eianalysis.evidence.status_rules import BEFORE, LATEST

pytestmark = pytest.mark.slow

#: What items ask for and the synthetic force has no record of, by measure: each reads "no data" on the page.
GAPS = {
    "training_coverage/courses": {
        "Our People, Our Values",
        "Mental health training for leaders",
        "Better Listening",
        "Custody",
        "Community module for probationers",
        "Management development programme",
        "Mentivity",
        "Cultural competence",
        "Trauma",
        "Equality law",
    },
    "survey_favourable/staff": {"Clothing and equipment", "Buildings and access", "Wellbeing and support"},
    "survey_gap/street": {"Trust", "Aware of what the police do"},  # the street survey asks of fairness, not of trust
    "survey_response_rate/street": {"All"},  # nobody counts whom a street survey asks
    "participation_rate": {"Award nomination", "Diversity Allies", "Sponsorship"},
    "event_count": {"Night-time operation", "Wellbeing", "Event for good relations", "Visitors"},
    "dip_month/community": {"Road traffic stop", "Firearms stop"},
    "cadet_share": {"All", "Female", "Ethnic minorities"},
}


@pytest.mark.slow
def test_every_binding_names_a_row_that_its_measure_has():
    cycle = ei.load_cycle("2023-04")
    bindings = ei.load_evidence(cycle).frame
    force, lost, gaps = ei.force(cycle), [], set()
    for name, rows in bindings[bindings["measure"].isin(list(force.standing))].groupby("measure"):
        result = force.stand(name)
        levels = [result]
        while levels[-1].coarser is not None:
            levels.append(levels[-1].coarser())
        for row in rows.to_dict("records"):
            if any(_has(level.counts, row) for level in levels):
                continue
            asked = {row["group"], *(part.split("=", 1)[1] for part in row["part"].split(";") if part)} & GAPS.get(name, set())
            gaps |= {(name, one) for one in asked}
            if not asked:
                lost.append(f"{row['item_id']}: {name} {row['characteristic']}={row['group']} {row['part']}")
    assert not lost, "\n".join(lost)
    assert gaps == {(name, one) for name, ones in GAPS.items() for one in ones}, "a gap that is closed"


def _has(counts, row) -> bool:
    found = counts
    for key, value in (part.split("=", 1) for part in row["part"].split(";") if part):
        found = found[found[key].astype(str) == value] if key in found else found.iloc[:0]
    if found.empty:
        return False
    if row["characteristic"]:
        found = found[found["characteristic"] == row["characteristic"]]
    if row["group"] and row["group"] not in (LATEST, BEFORE):
        found = found[found["group"] == row["group"]]
    return len(found) > 0
