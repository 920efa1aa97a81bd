"""Whether the comparisons a board cycle declares before looking name what there is."""

from __future__ import annotations

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault, Fault, did_you_mean
from eianalysis.measures.catalogue import declared_measures, own_measures
from eianalysis.vocabulary import ETHNICITY_2, ETHNICITY_5, GROUPINGS, SEX

_CHARACTERISTICS = tuple(dict.fromkeys(column for columns in GROUPINGS.values() for column in columns)) + ("ethnicity",)
_GROUPS = {"ethnicity_2": ETHNICITY_2, "ethnicity_5": ETHNICITY_5, "officer_ethnicity": ETHNICITY_5, "sex": tuple(SEX.values())}


def check_primary(cycle: BoardCycle) -> None:
    """Stop where a primary comparison or a reference names a measure, characteristic, group or window that is none.

    Raises ``DataFault`` with every fault: a misspelt comparison would silently be an exploratory one.
    """
    faults, known = [], declared_measures(own_measures(cycle.data_dir))
    for item in cycle.primary_comparisons:
        for word, value, choice in (
            ("measure", item.measure, known),
            ("characteristic", item.characteristic, _CHARACTERISTICS),
            ("group", item.group, _GROUPS.get(item.characteristic)),
            ("reference", item.reference, _GROUPS.get(item.characteristic)),
        ):
            if choice is not None and value not in choice:
                faults.append(Fault(f"primary comparison '{item}' names the {word} '{value}'", did_you_mean(value, choice)))
        if item.window not in ("12m", f"{cycle.pooled_months}m"):
            faults.append(Fault(f"primary comparison '{item}' names the window '{item.window}'", f"it can be: 12m, {cycle.pooled_months}m"))
    for row in cycle.withhold:
        if row.split("/")[0] not in known:
            faults.append(Fault(f"withhold names the measure '{row.split('/')[0]}'", did_you_mean(row.split("/")[0], known)))
    for name, group in cycle.reference.items():
        columns = GROUPINGS.get(name, (name,))
        if name not in GROUPINGS and name not in _CHARACTERISTICS:
            faults.append(Fault(f"[reference] names the characteristic '{name}'", did_you_mean(name, GROUPINGS)))
        elif name == "sex" and group not in _GROUPS["sex"]:
            faults.append(Fault(f"[reference] {name} is '{group}'", did_you_mean(group, _GROUPS[columns[0]])))
    if faults:
        raise DataFault(f"cycles/{cycle.name}.toml", "a board cycle", faults, "Correct the cycle file.")
