"""Every binding of the default cycle finds its row: a renamed part, group or question would read as "no data"."""

import pytest

import eianalysis as ei
from eianalysis.evidence.rules import BEFORE, LATEST

#: What an item asks for and the synthetic force has no record of: declared gaps, said on the page.
GAPS = {"EIW-HWB-O04", "EIW-HWB-O05", "CAS-11", "EDHR-OP5.02", "EDHR-OP7.01", "EIW-COM-O06", "TRT-11", "EDHR-OP8", "EDHR-OP8.06",
        "EDHR-LA11", "EDHR-LA11.01",  # nobody counts whom a street survey asks
        *("EIW-REC-D08", "EIW-HWB-O03", "EIW-HWB-P01", "EIW-HWB-N03", "EIW-COM-O09", "EIW-COM-P09", "EIW-RET-P4.2", "CAS-11.iii",
          "EDHR-OD2", "EDHR-OD2.01", "EDHR-OD14.03", "EDHR-OC12", "EDHR-OC12.01")}  # courses nobody has recorded


@pytest.mark.slow
def test_every_binding_names_a_row_that_its_measure_has():
    cycle = ei.load_cycle("2023-04")
    bindings = ei.load_evidence(cycle).frame
    force, lost = ei.force(cycle), []
    for name, rows in bindings[bindings["measure"].isin(list(force.standing))].groupby("measure"):
        result = force.stand(name)
        levels = [result]
        while levels[-1].coarser is not None:
            levels.append(levels[-1].coarser())
        for row in rows.to_dict("records"):
            if row["item_id"] not in GAPS and not any(_has(level.counts, row) for level in levels):
                lost.append(f"{row['item_id']}: {name} {row['characteristic']}={row['group']} {row['part']}")
    assert not lost, "\n".join(lost)


def _has(counts, row) -> bool:
    found = counts
    for key, value in (part.split("=", 1) for part in row["part"].split(";") if part):
        found = found[found[key].astype(str) == value] if key in found else found.iloc[:0]
    if row["characteristic"]:
        found = found[found["characteristic"] == row["characteristic"]]
    if row["group"] and row["group"] not in (LATEST, BEFORE):
        found = found[found["group"] == row["group"]]
    return len(found) > 0
