"""The register: every recommendation, objective, action and measure of the source documents, dated, owned, tracked."""

from __future__ import annotations

from importlib import import_module

_WHERE = {
    "load_register": "register_table",
    "load_updates": "register_table",
    "load_workstreams": "register_table",
    "parse_date_as_written": "written_dates",
    "DateAsWritten": "written_dates",
    "read_register": "import_register",
    "load_evidence": "evidence",
    "load_decisions": "evidence",
}
__all__ = list(_WHERE)


def __getattr__(name: str):
    if name in _WHERE:
        return getattr(import_module(f"eianalysis.register.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'eianalysis.register' has no attribute '{name}'")
