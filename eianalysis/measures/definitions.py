"""Every measure that can be asked for by id: what it counts, of whom, and what it is evidence for.

One registry, so that a caption, a sentence, the cycle's primary comparisons and the evidence map speak of the same
thing. An id names its denominator.
"""

from __future__ import annotations

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault, Fault, did_you_mean
from eianalysis.measures.dealings_definitions import DEALINGS
from eianalysis.measures.leaving_definitions import LEAVING, LEFT
from eianalysis.measures.progression_definitions import PROGRESSION
from eianalysis.measures.recruitment_definitions import RECRUITMENT
from eianalysis.measures.representation_definitions import REPRESENTATION
from eianalysis.measures.voice_definitions import VOICES
from eianalysis.results import Definition
from eianalysis.vocabulary import ETHNICITY_2, ETHNICITY_5, GROUPINGS, SEX

_CHARACTERISTICS = tuple(dict.fromkeys(column for columns in GROUPINGS.values() for column in columns)) + ("ethnicity",)
_GROUPS = {"ethnicity_2": ETHNICITY_2, "ethnicity_5": ETHNICITY_5, "officer_ethnicity": ETHNICITY_5,
           "sex": tuple(SEX.values())}
_RETENTION = ("TRT-10", "EIW-RET-O04", "EDHR-OP3.01")
_CONDUCT = ("CAS-16.3",)
_SEARCH = ("CAS-10", "EIW-COM-O05", "EIW-COM-O08")
_RATE = "Exact Poisson interval; ratio by the exact conditional interval of two Poisson rates."
_PROPORTION = "Wilson score interval; ratio by Koopman's score interval; Fisher's exact test."

DEFINITIONS: dict[str, Definition] = {
    "turnover_start_headcount_ex_transfers": Definition(
        title="Leaving, per headcount at the start, transfers excluded",
        numerator="officers who left for any reason but a transfer to another force",
        denominator="officers in post on the day before the period began, those on career break or seconded out among "
                    "them; over several years, the sum of each year's",
        noun="officers", verb="left", outcome="harm", base_unit="officers", base_unit_pooled="officer-years", method=_RATE,
        notes=("The Home Office's definition of turnover. A career break is not a departure.",), serves=_RETENTION,
        within=LEFT),
    "turnover_average_headcount_inc_transfers": Definition(
        title="Leaving, per average headcount, transfers included",
        numerator="officers who left for any reason, transfers to other forces included",
        denominator="the mean of the headcounts at the start and the end; over several years, the sum of each year's",
        noun="officers", verb="left", outcome="harm", base_unit="officers on average",
        base_unit_pooled="officer-years", method=_RATE,
        notes=("The CIPD's definition of turnover. At a small force transfers are a large share of all losses.",),
        serves=_RETENTION),
    "stability_12m": Definition(
        title="Still in post after a year",
        numerator="of those, officers still in post a year later",
        denominator="officers in post on the day before the period began",
        noun="officers", verb="were still in post a year later", outcome="good", base_unit="officers",
        method=_PROPORTION, serves=("TRT-10",)),
    "survival_by_service": Definition(
        title="Still in service, by length of service",
        numerator="officers who left, for any reason", denominator="officers in service at that length of service",
        noun="officers", verb="were still in service", outcome="good", base_unit="officers at risk",
        method="Kaplan-Meier with delayed entry (officers already in service when records begin are counted only from "
               "then), log-log limits.",
        notes=("Uses all recorded history, not only the period. Read it as what would happen to officers who at each "
               "length of service left at the rate seen in the records.",), serves=(*_RETENTION, "GLA-04")),
    "survival_logrank": Definition(
        title="Do the curves differ?", numerator="officers who left", denominator="officers at risk", noun="officers",
        verb="left", method="Log-rank test with delayed entry, all lengths of service together.", serves=_RETENTION),
    "misconduct_allegation_rate": Definition(
        title="Officers subject to an allegation, per officer in post",
        numerator="officers who were the subject of at least one allegation received in the period",
        denominator="officers in post on the day before the period began; over several years, the sum of each year's",
        noun="officers", verb="were the subject of an allegation", outcome="harm", base_unit="officers",
        base_unit_pooled="officer-years", once_a_year=True, method=_RATE,
        notes=("People are counted, once a year, not cases or allegations.",), serves=_CONDUCT),
    "misconduct_stage_rate": Definition(
        title="Misconduct, stage by stage",
        numerator="cases that went on to the stage", denominator="cases at risk of that stage",
        noun="cases of officers", verb="went on to this stage", outcome="harm", base_unit="cases", method=_PROPORTION,
        notes=("A case is one officer in one case. Each stage has its own base, so the stages do not multiply to a "
               "whole.", "Stages are counted for cases finalised in the period."), serves=(*_CONDUCT, "CAS-16.2")),
    "search_find_rate": Definition(
        title="Searches that found what was searched for",
        numerator="searches with an outcome that was linked to the object of the search",
        denominator="searches of people whose outcome and its link to the object were both recorded",
        noun="searches of people", verb="found what was searched for", outcome="neutral", base_unit="searches",
        method=_PROPORTION,
        notes=("A search is an event: the same person can be searched more than once.",
               "Where something was found and no further action taken, the search counts as no find.",
               "A lower find rate can mean that a group is searched on weaker grounds, but also that the mix of objects "
               "and places differs."), serves=_SEARCH, within=("search_positive_outcome_rate",),
        base_within=("search_positive_outcome_rate",)),
    "search_outcome_test": Definition(
        title="Outcome test: searches that found what was searched for",
        numerator="searches with an outcome that was linked to the object of the search",
        denominator="searches of people whose outcome and its link to the object were both recorded",
        noun="searches of people", verb="found what was searched for", outcome="neutral", base_unit="searches",
        method=_PROPORTION,
        notes=("A lower rate suggests that a group is searched on weaker grounds. It does not prove it, and an equal rate does "
               "not prove the contrary: averages can hide what happens in the searches an officer was in two minds about "
               "(infra-marginality).",
               "Searches for different things find at different rates, so the same test within one object says more.",
               "A search is an event: the same person can be searched more than once."), serves=_SEARCH,
        within=("search_positive_outcome_rate",), base_within=("search_positive_outcome_rate",)),
    "search_under_18_find_rate": Definition(
        title="Searches of children that found what was searched for",
        numerator="searches of children with an outcome that was linked to the object of the search",
        denominator="searches of people recorded as under 18 whose outcome and its link to the object were both recorded",
        noun="searches of children", verb="found what was searched for", outcome="neutral", base_unit="searches",
        method=_PROPORTION,
        notes=("The age is as on record: the published files have the ranges under 10 and 10 to 17. Where none was recorded, a "
               "search is left out.",
               "A lower rate suggests that children of a group are searched on weaker grounds; it does not prove it.",
               "A search is an event: the same child can be searched more than once."), serves=("CAS-07", "CAS-10"),
        within=("search_outcome_test",), base_within=("search_outcome_test",)),
    "search_positive_outcome_rate": Definition(
        title="Searches that led to further action",
        numerator="searches with an outcome other than no further action",
        denominator="searches of people with a recorded outcome",
        noun="searches of people", verb="led to further action", outcome="neutral",
        base_unit="searches", method=_PROPORTION,
        notes=("The outcome need not be linked to what was searched for, and it depends on a decision after the search.",),
        serves=_SEARCH),
    "search_clothing_removed_rate": Definition(
        title="Searches in which more than outer clothing was removed",
        numerator="searches in which more than outer clothing was removed",
        denominator="searches of people where this was recorded", noun="searches of people",
        verb="went beyond outer clothing", outcome="harm", base_unit="searches", method=_PROPORTION,
        serves=("CAS-10", "CAS-07")),
    "search_ethnicity_agreement": Definition(
        title="How far the two records of ethnicity agree",
        numerator="searches in which the officer recorded the same broad group as the person",
        denominator="searches in which both recorded a group", noun="searches of people",
        verb="have the same group in both records", outcome="good", base_unit="searches", method=_PROPORTION,
        notes=("Groups are those the person gave. Neither record is filled in from the other.",
               "A group that officers have no word for is left out: they could not have recorded it alike."), serves=_SEARCH),
    "search_undeclared_share": Definition(
        title="Searches without a stated ethnicity",
        numerator="searches in which the person did not state their ethnicity, or it is blank",
        denominator="searches of people", noun="searches of people", verb="have no stated ethnicity",
        base_unit="searches", method=_PROPORTION, serves=("EDHR-OP3.03",)),
    "searches_by_month": Definition(
        title="How many searches led to further action, month by month",
        numerator="searches with an outcome other than no further action",
        denominator="searches of people with a recorded outcome, by month in London time", noun="searches of people",
        verb="led to further action", base_unit="searches", method=_PROPORTION, serves=_SEARCH),
    "search_share_by_population": Definition(
        title="Who was searched, beside several populations",
        numerator="people of the group", denominator="people of a known group in that population", noun="people",
        verb="belong to the group", base_unit="people", method="Shares; no ratio is given, on purpose.",
        notes=("The populations stand side by side, and no headline ratio is made of them.",),
        serves=_SEARCH),
    "data_notes": Definition(
        title="What is odd in the records", numerator="rows to which the note applies", denominator="rows read",
        noun="rows", verb="carry the note", base_unit="rows", method="Counted while reading; nothing is corrected.",
        serves=("EDHR-OP3.03", "EIW-COM-O04")),
    **DEALINGS,
    **LEAVING,
    **PROGRESSION,
    **VOICES,
    **RECRUITMENT,
    **REPRESENTATION,
}


def definition_of(measure: str) -> Definition:
    """The definition of a measure id."""
    return DEFINITIONS[measure]


def check_primary(cycle: BoardCycle) -> None:
    """Stop where a primary comparison or a reference names a measure, characteristic, group or window that is none.

    Raises ``DataFault`` with every fault: a misspelt comparison would silently be an exploratory one.
    """
    faults = []
    for item in cycle.primary_comparisons:
        for word, value, known in (
            ("measure", item.measure, DEFINITIONS),
            ("characteristic", item.characteristic, _CHARACTERISTICS),
            ("group", item.group, _GROUPS.get(item.characteristic)),
            ("reference", item.reference, _GROUPS.get(item.characteristic)),
        ):
            if known is not None and value not in known:
                faults.append(Fault(f"primary comparison '{item}' names the {word} '{value}'", did_you_mean(value, known)))
        if item.window not in ("12m", f"{cycle.pooled_months}m"):
            faults.append(Fault(f"primary comparison '{item}' names the window '{item.window}'",
                                f"it can be: 12m, {cycle.pooled_months}m"))
    for row in cycle.withhold:
        if row.split("/")[0] not in DEFINITIONS:
            faults.append(Fault(f"withhold names the measure '{row.split('/')[0]}'",
                                did_you_mean(row.split("/")[0], DEFINITIONS)))
    for name, group in cycle.reference.items():
        columns = GROUPINGS.get(name, (name,))
        if name not in GROUPINGS and name not in _CHARACTERISTICS:
            faults.append(Fault(f"[reference] names the characteristic '{name}'", did_you_mean(name, GROUPINGS)))
        elif name == "sex" and group not in _GROUPS["sex"]:
            faults.append(Fault(f"[reference] {name} is '{group}'", did_you_mean(group, _GROUPS[columns[0]])))
    if faults:
        raise DataFault(f"cycles/{cycle.name}.toml", "a board cycle", faults, "Correct the cycle file.")
