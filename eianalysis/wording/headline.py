"""The short active title of a release: what it shows, with as much certainty as the verdicts allow."""

from __future__ import annotations

from eianalysis.results import Release, require_release
from eianalysis.vocabulary import characteristic_label
from eianalysis.wording.kinds import kind_of
from eianalysis.wording.numbers import absent, uncapital
from eianalysis.wording.short_titles import fits


def headline(released: Release) -> str:
    """Return a title of at most twelve words that states the finding: 'Asian officers left at 2.2 times the rate of …'."""
    return kind_of(require_release(released, "headline")).headline()


def full_title(released: Release) -> str:
    """The title with all that belongs to it, however long."""
    return kind_of(require_release(released, "headline")).title()


def tested_title(released: Release, test: Release) -> str:
    """The title of curves with what the log-rank test says of them: a gap at one length of service is not the whole."""
    row = None if test.missing or test.table.empty else test.table.iloc[0]
    if row is None or absent(row["p_value"]) or str(row["characteristic"]) != str(released.table["characteristic"].iloc[0]):
        return headline(released)
    by = uncapital(characteristic_label(str(row["characteristic"])))  # a page has curves by several
    if row["p_value"] < 1 - test.confidence:
        said = f"Over whole careers chance would seldom give such a difference by {by}"
        return said if fits(said) else said.partition(" (")[0]
    return f"Over whole careers the difference by {by} may be chance"
