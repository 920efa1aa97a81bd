"""Honest equality-and-inclusion analysis for police boards.

    import eianalysis as ei

    force = ei.force("2023-04")
    leaving = force.ask("turnover_start_headcount_ex_transfers", by="ethnicity").compare().release()
    ei.table(leaving)

``__init__.pyi`` lists every public name with the module it lives in. Names are loaded when first used, so that
``import eianalysis`` costs nothing.
"""

import sys
from importlib import import_module

import lazy_loader

__version__ = "0.2.0"
_load, _, __all__ = lazy_loader.attach_stub(__name__, __file__)
__all__ = ["__version__", *__all__]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str):
    try:
        value = _load(name)
    except AttributeError:
        raise AttributeError(f"eianalysis has no '{name}'; dir(eianalysis) lists what there is") from None
    home = getattr(value, "__module__", "")
    if home.startswith(f"{__name__}.measures.") and not isinstance(value, type):  # a table in the wrong place is told as that
        value = import_module(f"{__name__}.measures.asking").looked_at(value)
    elif home.startswith(f"{__name__}.") and callable(value) and not isinstance(value, type):  # a word in the place of a day, too
        value = import_module(f"{__name__}.argument_kinds").kept_to(value)
    globals()[name] = value
    return value


if "IPython" in sys.modules:  # a notebook or a console: Tab knows measures, columns and values
    import_module(f"{__name__}.names_by_tab").register()
