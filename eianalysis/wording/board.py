"""What a page leads with: one sentence each from several releases, so that a board can act on three lines."""

from __future__ import annotations

from eianalysis.errors import UsageError
from eianalysis.results import Release, require_release
from eianalysis.wording.about import SYNTHETIC
from eianalysis.wording.findings import Findings
from eianalysis.wording.kinds import kind_of


def board_lines(*released: Release) -> Findings:
    """Say the one thing each released result has for a board: a comparison if it made one, which group stands out if not.

    Of comparisons the declared one comes first, then the most certain; of rates those that stand out by more than chance; of a
    target what it would be and when it could be shown to be met. One sentence (or two short ones) a release.

    Examples
    --------
    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> ei.board_lines(turnover, early, target)                                               # doctest: +SKIP
    """
    if not released:
        raise UsageError("board_lines() needs at least one release")
    said = [kind_of(require_release(each, "board_lines")).line() for each in released]
    return Findings((f"{SYNTHETIC} {said[0]}" if released[0].synthetic else said[0], *said[1:]), css="findings lead")
