"""What readers have already, with what these data count of it where a rounded figure stands of another period.

Of a rounded figure the true count is not in the pack that shows it. Where the same people and days are counted now, that is it;
else the questions of the cycle that issued it are counted again, so that periods can be taken from each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from eianalysis.cycle import BoardCycle, load_cycle
from eianalysis.dataset import Force
from eianalysis.disclosure.known_ranges import with_values
from eianalysis.disclosure.cells import Row
from eianalysis.disclosure.gate import level_of
from eianalysis.disclosure.issued_rows import ReleasedBefore, released_before, rounds
from eianalysis.disclosure.published import is_public
from eianalysis.errors import EIAnalysisError
from eianalysis.issued import every_issue
from eianalysis.measures.spells import put_together_once
from eianalysis.policy import Policy
from eianalysis.results import Result


def beside_issued(cycle: BoardCycle, policy: Policy, asked: Sequence[Result], rows: Sequence[Row]) -> ReleasedBefore:
    """What every issue shows, to plan ``rows`` beside."""
    have = released_before(cycle, policy, asked, rows)
    here = {key for row in rows for key in row.sides}
    if all(each.key in here for each in have.rounded):
        return have
    return have._replace(rounded=with_values(have.rounded, _counted_again(cycle)))


def _counted_again(cycle: BoardCycle) -> Iterable[Row]:
    """What the questions of the cycles that issued rounded tables count now."""
    wanted: dict[str, set[str]] = {}
    for issue in every_issue(cycle):
        measures = {side["measure"] for side in issue.about.values() if rounds(side)}
        if measures and issue.cycle not in (None, cycle.name):
            wanted[issue.cycle] = wanted.get(issue.cycle, set()) | measures
    for name, measures in wanted.items():
        with suppress(EIAnalysisError), put_together_once():  # a cycle whose file is gone cannot be counted again
            then = load_cycle(name, data_dir=cycle.data_dir, outputs_dir=cycle.outputs_dir)
            force = Force(then)
            for question, (measure, _) in force.standing.items():
                if measure.id in measures:
                    with suppress(EIAnalysisError):
                        yield from rows_to_plan(force.stand(question), then.policy_as("public"))


def rows_to_plan(result: Result, policy: Policy) -> Iterable[Row]:
    """The rows of one result that are planned: none of what is public, missing, or refused by the gate on its page."""
    if result.shape != "counts" or result.missing or is_public(result, policy):
        return
    with suppress(EIAnalysisError):
        yield from (row for row in level_of(result, policy).rows if row is not None)
