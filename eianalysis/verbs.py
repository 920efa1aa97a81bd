"""What a ``Result`` can be asked at the end of its own name, what its cycle adds to each, and what it refuses."""

from __future__ import annotations

from eianalysis.errors import DisclosureError, UsageError
from eianalysis.policy import Policy

#: How a release is handed to others, and in what file.
HANDED = (("to_excel", "xlsx"), ("to_html", "html"), ("to_pptx", "pptx"))


def only_released(how: str, suffix: str):
    """What a result says that is asked to go out to others as it is."""
    def refuse(self, *_: object, **__: object):
        raise DisclosureError(f"{self.measure} is not released: small numbers are still in it. Release it first, as .release().{how}(\"table.{suffix}\")")
    return refuse


def _by_reference(verb, result, *given, **options):
    """A verb that needs a reference: the cycle's own, and the measure's own beside it, unless another is named."""
    if given and verb.__name__ == "compare":
        raise UsageError(f"compare() takes the reference group by name: .compare(reference={given[0] if isinstance(given[0], str) else 'White'!r})")
    if "reference" not in options:
        if result.cycle is None:
            raise UsageError(f"this result belongs to no board cycle: name the reference group, as .{verb.__name__}(reference=\"White\")")
        options["reference"] = result.cycle if result.reference is None else result.reference
        if result.reference is not None:
            options.setdefault("confidence", result.cycle.confidence)
        elif result.against:
            options.setdefault("also", dict(result.against))
    return verb(result, *given, **options)


def _by_policy(verb, result, policy: Policy | None = None):
    """Release by the cycle's own policy unless another is named."""
    if policy is None and result.cycle is None:
        raise UsageError("this result belongs to no board cycle: name the policy, as .release(cycle.policy)")
    return verb(result, result.cycle.policy if policy is None else policy)


def _as_it_is(verb, result, *given, **options):
    return verb(result, *given, **options)


#: What a Result can be asked to do, and what the cycle adds to it.
VERBS = {"compare": _by_reference, "adjust_for": _by_reference, "bounds": _by_reference, "detectable": _by_reference,
         "pool": _as_it_is, "funnel_plot": _as_it_is, "release": _by_policy}
