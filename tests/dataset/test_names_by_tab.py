"""Tab inside the quotes of a question: measures, columns and values, in IPython as an analyst has it."""

import json
import subprocess
import sys

import pytest

import eianalysis as ei
from eianalysis.names_by_tab import matcher, suggested


@pytest.fixture(scope="module")
def space(root):
    force = ei.force("2023-04", data_dir=root / "data")
    assert len(force.people) and len(force.leavers)
    return {"ei": ei, "force": force, "people": force.people, "number": 3}


def offered(before, space):
    begun, found = suggested(before, space)
    return {each for each in found if each.startswith(begun)}


@pytest.mark.parametrize(
    ("before", "some", "none"),
    [
        ('force.ask("turn', {"turnover_start_headcount_ex_transfers"}, {"stability_12m"}),
        ("x = force.ask('", {"stability_12m", "search_find_rate"}, {"people"}),
        ('ei.catalogue("search_', {"search_find_rate"}, set()),
        ("force.where(un", {"unit="}, {"person_ref="}),
        ("force.where(", {"unit=", "sex=", "object="}, {"person_ref=", "application_ref="}),
        ('people.where(sex="Female", ra', {"rank_band="}, {"object="}),
        ('force.where(unit="', {"TFG"}, {"Female"}),
        ('people.where(sex="F', {"Female"}, {"Male"}),
        ('force.people.where(worker_type="', {"officer", "staff"}, set()),
        ('people.where(sex=["Female", "', {"Male"}, set()),
        ('force.where(object="', {"Controlled drugs"}, set()),
        ('force.ask("stability_12m", by="', {"ethnicity", "sex", "ethnicity_2"}, {"person_ref"}),
        ('force.ask("stability_12m", by="sex * eth', {"ethnicity_5"}, {"sex"}),
        ('force.ask("stability_12m", by="sex", every="', {"year", "quarter", "month"}, set()),
        ('ei.force("2023-04").ask("turn', {"turnover_start_headcount_ex_transfers"}, set()),
        ('ei.force("2023-04").where(sex="', {"Female"}, set()),
        ('force.ask(\n    "turn', {"turnover_start_headcount_ex_transfers"}, set()),
    ],
)
def test_what_may_stand_there_is_suggested(space, before, some, none):
    assert len(space["force"].searches)  # read, as a question reads them
    found = offered(before, space)
    assert some <= found and not none & found


@pytest.mark.parametrize(
    "before", ["", "x", 'print("turn', 'force.where(person_ref="', 'force.where(nothing="', "number.where(3).x(", 'force.ask("a")', 'unknown.where(sex"', "f(("]
)
def test_elsewhere_nothing_is_suggested(space, before):
    assert not offered(before, space)


def test_no_table_is_read_for_it(root):
    force = ei.force("2023-04", data_dir=root / "data")
    assert "Female" in offered('force.where(sex="', {"force": force}) and "unit=" in offered("force.where(", {"force": force})
    assert not offered('force.where(unit="', {"force": force}) and not force.read


def test_what_ipython_is_told(space):
    told = matcher('y = 1\nforce.ask("stabil', 1, 17, space)
    assert told["matched_fragment"] == "stabil" and told["suppress"] and "stability_12m" in [each.text for each in told["completions"]]
    assert matcher("y = 1", 0, 5, space)["suppress"] is False


IN_IPYTHON = """
import json
from IPython.core.completer import provisionalcompleter
from IPython.testing.globalipapp import start_ipython
shell = start_ipython()
shell.run_cell("import eianalysis as ei; import eianalysis; force = ei.force('2023-04', data_dir={data!r}); _ = force.people")
found = []
for text in {texts!r}:
    with provisionalcompleter():
        found.append([text[each.start:each.end] + " -> " + each.text for each in shell.Completer.completions(text, len(text))][:3])
print(json.dumps([found, len(shell.Completer.custom_matchers)]))
"""


def test_ipython_offers_it_and_nothing_beside(root):
    texts = ['force.ask("stability', 'force.where(unit="TF', "force.where(worker_t"]
    code = IN_IPYTHON.format(data=str(root / "data"), texts=texts)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found, matchers = json.loads(done.stdout.splitlines()[-1])
    assert found[1:] == [["TF -> TFG"], ["worker_t -> worker_type="]] and found[0][0].startswith("stability -> stability_") and matchers == 1
