"""Text alternatives: what a figure shows, said from the numbers it shows. A hidden row is named, never numbered."""

from __future__ import annotations

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.results import Release, require_release
from eianalysis.wording.kinds.kind import Kind
from eianalysis.wording.kinds import KINDS, Missing, kind_of


def alt(released: Release, kind: str) -> str:
    """Return the text alternative of a figure: what is drawn, every value shown and what is hidden; the finding if that is long."""
    return _of(released, kind).short_alternative(kind_of(released).headline())


def full_alt(released: Release, kind: str) -> str:
    """Every value that is drawn, in words."""
    return _of(released, kind).alternative()


def _of(released: Release, name: str) -> Kind:
    released = require_release(released, "alt")
    drawn = {kind.name: kind for kind in KINDS if kind.drawn}
    if name not in drawn:
        raise UsageError(f"'{name}' is not a kind of figure; {did_you_mean(name, drawn)}")
    return Missing(released) if released.missing else drawn[name](released)
