"""xlwings' Windows half on any machine: pywin32 stubbed, so that its own UDF generator and call path run."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from types import ModuleType
from unittest.mock import MagicMock

RANGE_IID = "{00020846-0000-0000-C000-000000000046}"
MISSING = -2147352572
"""What COM hands over for an argument that was left out."""
_PYWIN32 = (
    *("pythoncom", "pywintypes", "win32api", "win32con", "win32event", "win32gui", "win32process"),
    *("win32timezone", "win32com", "win32com.client", "win32com.client.dynamic", "win32com.client.gencache"),
    *("win32com.server", "win32com.server.dispatcher", "win32com.server.policy", "win32com.server.util"),
)
_LOADED = ("xlwings.udfs", "xlwings._xlwindows", "xlwings._win32patch", "xlwings.com_server")


class _Dispatch:
    """A COM object as pywin32 wraps it; xlwings passes these through Dispatch again."""


def _unwrap(thing: object) -> None:
    raise TypeError("not one of ours")


def _module(name: str) -> ModuleType:
    module = MagicMock(name=name)
    module.__path__ = []
    module.__spec__ = None
    return module


@contextmanager
def windows() -> Iterator[ModuleType]:
    """Yield ``xlwings.udfs``; when the block ends all is as it was."""
    import xlwings  # noqa: PLC0415 - as late as the stubs

    before = {name: sys.modules.get(name) for name in (*_PYWIN32, *_LOADED)}
    attributes = {name: getattr(xlwings, name, None) for name in ("func", "arg", "ret", "_xlwindows", "udfs")}
    fakes = {name: _module(name) for name in _PYWIN32}
    fakes["pywintypes"].IID = str
    fakes["pywintypes"].com_error = type("com_error", (Exception,), {})
    fakes["pywintypes"].TimeType = datetime
    fakes["pythoncom"].TypeIIDs = {fakes["pythoncom"].IID_IDispatch: _Dispatch}
    for kind in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(fakes["win32com.client"], kind, type(kind, (), {}))
    fakes["win32com.client"].Dispatch = lambda thing, **_: thing
    fakes["win32process"].GetWindowThreadProcessId = lambda window: (1, window)
    fakes["win32com.server.util"].unwrap = _unwrap
    fakes["win32com"].client = fakes["win32com.client"]
    fakes["win32com"].server = fakes["win32com.server"]
    fakes["win32com.server"].util = fakes["win32com.server.util"]
    fakes["pythoncom"].__file__ = "pythoncom.dll"
    libraries = {name: getattr(ctypes, name, None) for name in ("windll", "oledll", "PyDLL")}
    for name in libraries:
        setattr(ctypes, name, MagicMock(name=name))
    sys.modules.update(fakes)
    try:
        xlwings._xlwindows = import_module("xlwings._xlwindows")
        udfs = import_module("xlwings.udfs")
        xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
        excel = xlwings.Engine(impl=xlwings._xlwindows.engine)
        xlwings.engines.engines_by_name["excel"] = excel
        yield udfs
    finally:
        xlwings.engines.engines_by_name.pop("excel", None)
        _restore(ctypes, libraries)
        for name, module in before.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module
        _restore(xlwings, attributes)


def _restore(module: ModuleType, attributes: dict[str, object]) -> None:
    for name, value in attributes.items():
        if value is not None:
            setattr(module, name, value)
        elif hasattr(module, name):
            delattr(module, name)
