"""Runs inside LibreOffice: a method for each worksheet function of the registry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import uno
import unohelper
from com.sun.star.lang import XServiceInfo, XServiceName

import udfs  # noqa: F401 - fills the registry
from udfs.registry import FUNCTIONS, Udf
from xl_addin.calc.names import INTERFACE, SERVICE, method
from xl_addin.calc.values import call

_SERVICES = (SERVICE, "com.sun.star.sheet.AddIn")


class Functions(unohelper.Base, uno.getClass(INTERFACE), XServiceInfo, XServiceName):
    """What Calc calls for a cell."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def getServiceName(self) -> str:
        """Return the service under which CalcAddIns.xcu describes the functions."""
        return SERVICE

    def getImplementationName(self) -> str:
        """Return the same name: there is one implementation."""
        return SERVICE

    def supportsService(self, name: str) -> bool:
        """Say whether this is a Calc add-in."""
        return name in _SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        """Return the two services that Calc asks for."""
        return _SERVICES


def _served(entry: Udf) -> Callable[..., Any]:
    def serve(_: Functions, *arguments: Any) -> Any:
        return call(entry, arguments)

    return serve


for _name, _entry in FUNCTIONS.items():
    setattr(Functions, method(_name), _served(_entry))

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Functions, SERVICE, _SERVICES)
