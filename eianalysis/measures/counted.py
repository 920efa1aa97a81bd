"""Populations that several measures count: who left the service, however it is measured."""

from __future__ import annotations

from eianalysis.declare import During, Population

#: Spells of service that ended by leaving in the window; a career break is not leaving.
LEFT = Population("service", During("ended"))
