"""Disclosure control: the one gate, ``release``, and the rules and the audit behind it."""

from eianalysis.disclosure.gate import release

__all__ = ["release"]
