"""The UNO interface of the worksheet functions, as the text that LibreOffice reads as a type library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from udfs.registry import Udf
from xl_addin.calc.names import INTERFACE, gives_array, method

_BASE: Final = "com::sun::star::uno::XInterface"
"""Meant where nothing is written, but LibreOffice 7.4 then loses its memory now and then."""


def idl(functions: Mapping[str, Udf]) -> str:
    """Return the interface with a method for each function; what a cell passes is settled when it is called.

    >>> from udfs.registry import FUNCTIONS
    >>> from udfs import swot
    >>> print(idl({"SWOT_X": FUNCTIONS["SWOT_X"]}))
    module org { module lembar { module calc {
    interface XFunctions: com::sun::star::uno::XInterface {
      any swotX([in] any a1, [in] any a2);
    };
    }; }; };
    <BLANKLINE>
    """
    *modules, interface = INTERFACE.split(".")
    opened = " ".join(f"module {name} {{" for name in modules)
    lines = [f"{opened}", f"interface {interface}: {_BASE} {{"]
    for name, entry in functions.items():
        arguments = ", ".join(f"[in] any {parameter(n)}" for n in range(len(entry.arguments)))
        result = "sequence<sequence<any> >" if gives_array(entry) else "any"
        lines.append(f"  {result} {method(name)}({arguments});")
    return "\n".join([*lines, "};", " ".join("};" for _ in modules), ""])


def parameter(place: int) -> str:
    """Return the name of a parameter: names of ours may be words of the language."""
    return f"a{place + 1}"
