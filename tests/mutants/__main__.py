"""``python -m tests.mutants eianalysis/stats/judgement.py``: alter a module in many small ways; which do its tests notice?

What survives stands in docs/mutants.md, each with a reason typed there, which is kept. Exit code 1 where one has none.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: The tests of a module where they are not tests/ROOM/test_NAME.py.
COVERED = {
    "eianalysis/stats/judgement.py": ["tests/stats/test_verdict.py"],
    **{f"eianalysis/stats/{name}.py": [f"tests/stats/test_{name}.py", "tests/stats/test_small_bases.py"] for name in ("ratios", "poisson", "stratified")},
    "eianalysis/disclosure/conclusions.py": ["tests/evidence/test_leaks.py", "tests/disclosure/test_conclusions.py"],
    "eianalysis/disclosure/model.py": ["tests/disclosure/test_model.py"],
    "eianalysis/disclosure/prove.py": ["tests/disclosure/test_prove.py", "tests/disclosure/test_solve.py"],
    "eianalysis/disclosure/gap_parts.py": ["tests/disclosure/test_gap_parts.py"],
    "eianalysis/disclosure/hidden_strata.py": ["tests/disclosure/test_hidden_strata.py"],
    "eianalysis/disclosure/solve.py": ["tests/disclosure/test_solve.py", "tests/disclosure/test_prove.py"],
    "eianalysis/disclosure/gate.py": [f"tests/disclosure/test_{name}.py" for name in ("gate", "guards", "other_shapes", "seal")]
    + ["tests/evidence/test_leaks.py"],
    "eianalysis/disclosure/derived_populations.py": ["tests/disclosure/test_derive.py", "tests/disclosure/test_plan.py", "tests/disclosure/test_model.py"],
    "eianalysis/disclosure/rounding.py": ["tests/disclosure/test_rounding.py", "tests/disclosure/test_counts.py"],
    "eianalysis/disclosure/primary_suppression.py": ["tests/disclosure/test_primary.py", "tests/disclosure/test_counts.py"],
    "eianalysis/evidence/status_rules.py": ["tests/evidence/test_rules.py", "tests/evidence/test_readings.py"],
    "eianalysis/evidence/conclude.py": ["tests/evidence/test_conclude.py", "tests/evidence/test_leaks.py"],
    "eianalysis/disclosure/undeclared.py": ["tests/disclosure/test_undeclared_by_hand.py"],
    "eianalysis/sources/recoded.py": ["tests/sources/test_recoded_by_hand.py"],
    "eianalysis/sources/by_day.py": ["tests/sources/test_by_day_by_hand.py"],
    "eianalysis/sources/doubled.py": ["tests/sources/test_doubled_by_hand.py"],
    "eianalysis/sources/turned.py": ["tests/sources/test_turned_by_hand.py"],
    "eianalysis/sources/order.py": ["tests/sources/test_order_by_hand.py"],
    "eianalysis/sources/exchanged.py": ["tests/sources/test_exchanged_by_hand.py"],
    "eianalysis/sources/months.py": ["tests/sources/test_months.py", "tests/sources/test_stop_search.py"],
    "eianalysis/report/leaks.py": ["tests/report/test_leaks.py", "tests/report/test_leaks_by_hand.py", "tests/report/test_guards.py"],
    "eianalysis/report/reference_words.py": ["tests/report/test_leaks.py", "tests/report/test_reference_words.py"],
    "eianalysis/report/run_limits.py": ["tests/report/test_budget.py"],
    "eianalysis/report/gated.py": ["tests/report/test_guards.py"],
    "eianalysis/report/overlap.py": ["tests/report/test_guards.py"],
    "eianalysis/report/followed.py": ["tests/report/test_guards.py", "tests/report/test_followed.py"],
    "eianalysis/report/pack_checks.py": ["tests/report/test_check_pack.py"],
    "eianalysis/measures/windows.py": ["tests/measures/test_windows.py"],
    "eianalysis/measures/periods.py": ["tests/measures/test_windows.py"],
    "eianalysis/service.py": ["tests/measures/test_service_rules.py", "tests/measures/test_spell_rules.py"],
    "eianalysis/measures/spell_rules.py": ["tests/measures/test_spell_rules.py", "tests/measures/test_service_rules.py"],
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__.splitlines()[0])
    parser.add_argument("module", type=Path)
    parser.add_argument("--tests", nargs="+", help="the tests that should notice; else those of the module by convention")
    parser.add_argument("--lines", type=int, nargs="+", default=[], help="alter these lines only, and write nothing")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--least", type=float, default=5, help="seconds of the processor that each mutant may take at least, and ten times that by the clock")
    said = parser.parse_args()
    name = said.module.as_posix()
    tests = said.tests or tests_of(name)
    if not tests:
        parser.error(f"no tests of {name} are known; name them with --tests")

    import pytest

    from tests.mutants import told
    from tests.mutants.tried import Trial

    trial = Trial(name.removesuffix(".py").replace("/", "."), said.jobs, tuple(said.lines), said.least)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = pytest.main(["-q", "-s", "--tb=native", "--hypothesis-seed=0", "-p", "no:xdist", "-p", "no:cacheprovider", *tests], plugins=[trial])
    if trial.wrong or not trial.found:
        print(trial.wrong or out.getvalue()[-3000:] or f"pytest ended with {code}", file=sys.stderr)
        return 2
    if said.lines:
        return 0
    open_ones = told.write(name, tests, trial.found)
    print(told.summary(name, trial.found))
    return 1 if open_ones else 0


def tests_of(name: str) -> list[str]:
    """The tests named for a module, or those of its room that bear its name."""
    room, stem = Path(name).parts[1], Path(name).stem
    named = COVERED.get(name) or [path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob(f"tests/{room}/test_{stem}*.py"))]
    return [path for path in named if (ROOT / path).exists()]


if __name__ == "__main__":
    sys.exit(main())
