"""Board papers as they are become draft registers, for a person to review: five layouts are known.

Nothing here is imported with the package; ``read_document`` finds the layout by what the rows look like.
"""

from __future__ import annotations

from importlib import import_module

_WHERE = {"read_document": "document", "Draft": "draft_items", "Reading": "draft_items"}
__all__ = list(_WHERE)


def __getattr__(name: str):
    if name in _WHERE:
        return getattr(import_module(f"eianalysis.register.read.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'eianalysis.register.read' has no attribute '{name}'")
