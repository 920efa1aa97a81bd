"""What a ``Result`` can be asked at the end of its own name, what its cycle adds to each, and what it refuses."""

from __future__ import annotations

from eianalysis.errors import DisclosureError, UsageError, as_said

#: How a release is handed to others, and in what file.
HANDED = (("to_excel", "xlsx"), ("to_html", "html"), ("to_pptx", "pptx"))


def only_released(how: str, suffix: str):
    """What a result says that is asked to go out to others as it is."""

    def refuse(self, *_: object, **__: object):
        raise DisclosureError(f'{self.measure} is not released: small numbers are still in it. Release it first, as .release().{how}("table.{suffix}")')

    return refuse


def _by_reference(verb, result, *given, **options):
    """A verb that needs a reference: the cycle's own, and the measure's own beside it, unless another is named."""
    if given and verb.__name__ == "compare":
        raise UsageError(f"compare() takes the reference group by name: .compare(reference={given[0] if isinstance(given[0], str) else 'White'!r})")
    if "reference" not in options:
        if result.cycle is None:
            raise UsageError(f'this result belongs to no board cycle: name the reference group, as .{verb.__name__}(reference="White")')
        options["reference"] = result.cycle if result.reference is None else result.reference
        if result.reference is not None:
            options.setdefault("confidence", result.cycle.confidence)
        elif result.against:
            options.setdefault("also", dict(result.against))
    return verb(result, *given, **options)


def _as_it_is(verb, result, *given, **options):
    return verb(result, *given, **options)


#: What only a Release has; asked for it, a Result says that it is to be released first.
OF_A_RELEASE = ("table", "only", "note", "level")
#: What a Result can be asked to do, and what the cycle adds to it.
VERBS = {
    "compare": _by_reference,
    "adjust_for": _by_reference,
    "bounds": _by_reference,
    "detectable": _by_reference,
    "pool": _as_it_is,
    "funnel_plot": _as_it_is,
    "release": _as_it_is,
}


def no_result_has(name: str) -> str:
    """What a result says that is asked for something it has not."""
    if name in OF_A_RELEASE:
        return f"a Result has no '{name}' before it is released: .release().{name}"
    return f"a Result has no '{name}'; it has: {', '.join(VERBS)}"


def no_attribute(self, name: str):
    """What a release says that is asked for something it has not."""
    raise AttributeError(
        f"a Release has no '{name}', because it is released already: ask a Result, as force.ask(…).{name}()"
        if name in VERBS
        else f"a Release has no '{name}': its table is a data frame, as released.table.{name}"
    )


def no_columns(self, name: object):
    """What a release says that is taken for a data frame."""
    raise UsageError(f"a Release has no columns of its own: its table is a data frame, as released.table[{as_said(name)}]")
