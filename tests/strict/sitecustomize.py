"""What Python meets on Windows, as far as Linux can play it; loaded by every interpreter that starts with this folder on its path.

- ``strftime`` takes the directives that Windows knows and no others;
- a file that is open can be neither removed nor moved, and no folder that holds one;
- there is no ``fork``: processes start anew; no two folders are exchanged in one step;
- kernels talk through ports, as nothing else is there.

The console's code page and the encoding of files come from the environment (``tests/strict/__main__.py``).
"""

import ctypes
import functools
import multiprocessing.context
import os
import re
import shutil
import sys
import time

KNOWN = set("aAbBcdDFgGhHIjmMnprRStTuUVwWxXyYzZ%")  # of Microsoft's C library
_strftime, _load = time.strftime, ctypes.CDLL.__getattr__


@functools.wraps(_strftime)
def strftime(form, *when):
    for directive in re.findall(r"%(.?)", form.replace("%%", "")):
        if directive not in KNOWN:
            raise ValueError(f"Invalid format string: %{directive}")
    return _strftime(form, *when)


def held(path) -> bool:
    """Whether this process has the file, or one below the folder, open."""
    path = os.path.abspath(os.fsdecode(path))
    for handle in os.listdir("/proc/self/fd"):
        try:
            there = os.readlink(f"/proc/self/fd/{handle}")
        except OSError:
            continue
        if there == path or there.startswith(path + os.sep):
            return True
    return False


def guarded(step):
    @functools.wraps(step)
    def careful(path, *more, **words):
        if words.get("dir_fd") is None and isinstance(path, (str, bytes, os.PathLike)) and held(path):
            raise PermissionError(13, "The process cannot access the file because it is being used by another process", os.fsdecode(path))
        return step(path, *more, **words)

    return careful


def no_exchange(library, name):
    if name == "renameat2":
        raise AttributeError(name)
    return _load(library, name)


time.strftime = strftime
for _name in ("rename", "replace", "unlink", "remove", "rmdir"):
    setattr(os, _name, guarded(getattr(os, _name)))
ctypes.CDLL.__getattr__ = no_exchange
for _name in ("fork", "forkpty"):
    if hasattr(os, _name):
        delattr(os, _name)
multiprocessing.context._default_context._default_context = multiprocessing.context._concrete_contexts["spawn"]
shutil._use_fd_functions = False  # as on Windows: by names, so that the guards are asked
sys.strict_windows = True
