"""Faults in VBA source that show only in Excel: names that mean something else, lines too long.

>>> from xl_addin.vba.modules import procedures
>>> problems([procedures("M", "Function LAB1(Date)\\nEnd Function\\n")])
['M: LAB1 looks like a cell', 'M: Date is a word of VBA']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xl_addin.vba.modules import Kind, Module

_LISTED: Final = """
abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate
cdbl cdec cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date
debug decimal declare defbool defbyte defcur defdate defdbl defdec defint deflng deflnglng deflngptr
defobj defsng defstr defvar dim do doevents double each else elseif empty end endif enum eqv erase
event exit false fix for friend function get global gosub goto if imp implements in input inputb int
integer is lbound len lenb let like lock long longlong longptr loop lset me mod new next not nothing
null on open option optional or paramarray preserve print private property pset public put
raiseevent redim rem resume return rset scale seek select set sgn shared single spc static stop
string sub tab then to true type typeof ubound unlock until variant wend while with withevents write
xor
"""
_WORDS: Final = frozenset(_LISTED.split())
"""No name may be one of these: the reserved identifiers of MS-VBAL 3.3.5.2."""
_PROCEDURE: Final = re.compile(
    r"^\s*(?:(Public|Private|Friend)\s+)?(?:Static\s+)?(?:Sub|Function|Property\s+(?:Get|Let|Set))\s+"
    r"(\w+)\s*\(((?:[^()]|\(\))*)\)",
    re.IGNORECASE | re.MULTILINE,
)
_ARGUMENT: Final = re.compile(r"(?:^|,)\s*(?:(?:Optional|ByVal|ByRef|ParamArray)\s+)*(\w+)", re.IGNORECASE)
_CELL: Final = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_BLOCKS: Final = (
    ("Sub", r"(?:(?:Public|Private|Friend)\s+)?(?:Static\s+)?Sub\b", r"End Sub\b"),
    ("Function", r"(?:(?:Public|Private|Friend)\s+)?(?:Static\s+)?Function\b", r"End Function\b"),
    ("Property", r"(?:(?:Public|Private|Friend)\s+)?Property\b", r"End Property\b"),
    ("If", r"If\b.*\bThen$", r"End If\b"),
    ("#If", r"#If\b", r"#End If\b"),
    ("Select", r"Select Case\b", r"End Select\b"),
    ("With", r"With\b", r"End With\b"),
    ("For", r"For\b", r"Next\b"),
)
_LINE, _CONTINUATIONS, _MODULE_NAME = 1023, 24, 31


def problems(modules: Sequence[Module], others: Sequence[Module] = ()) -> list[str]:
    """Return what is wrong with modules, a sentence each with the module's name.

    Args:
        modules: Modules that were written here.
        others: Modules beside them, which are only looked at for names that both use.
    """
    found = [f"{module.name}: {problem}" for module in modules for problem in _of_module(module)]
    return found + list(_twice([*modules, *others]))


def _of_module(module: Module) -> Iterator[str]:
    yield from _of_name(module.name)
    if len(module.name) > _MODULE_NAME:
        yield f"{module.name} is longer than {_MODULE_NAME} characters"
    lines = module.source.splitlines()
    yield from _of_lines(lines)
    joined = re.sub(r" _\r?\n\s*", " ", module.source)
    for _, name, arguments in _PROCEDURE.findall(joined):
        yield from _of_name(name)
        yield from _of_arguments(name, _ARGUMENT.findall(arguments))
    yield from _of_blocks(joined.splitlines())


def _of_arguments(procedure: str, names: Sequence[str]) -> Iterator[str]:
    taken = {procedure.lower()}
    for name in names:
        if name.lower() in _WORDS:
            yield f"{name} is a word of VBA"
        if name.lower() in taken:
            yield f"{name} is there twice in {procedure}"
        taken.add(name.lower())


def _of_name(name: str) -> Iterator[str]:
    if name.lower() in _WORDS:
        yield f"{name} is a word of VBA"
    if _CELL.fullmatch(name):
        yield f"{name} looks like a cell"
    if not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII):
        yield f"{name} is no name"


def _of_lines(lines: Sequence[str]) -> Iterator[str]:
    run = 0
    for number, line in enumerate(lines, 1):
        if len(line) > _LINE:
            yield f"line {number} has {len(line)} characters"
        if not line.isascii():
            yield f"line {number} is not plain ASCII"
        run = run + 1 if line.endswith(" _") else 0
        if run == _CONTINUATIONS + 1:
            yield f"line {number} goes on over more than {_CONTINUATIONS} lines"


def _of_blocks(lines: Iterable[str]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for line in lines:
        code = re.sub(r"'.*", "", re.sub(r'"[^"]*"', '""', line)).strip()
        for name, begin, finish in _BLOCKS:
            counts[name] += bool(re.match(begin, code)) - bool(re.match(finish, code))
    yield from (f"{name} without its end" for name, count in counts.items() if count)


def _twice(modules: Sequence[Module]) -> Iterator[str]:
    """Tell of public procedures of one name in two standard modules: a call of either would not compile."""
    homes: dict[str, set[str]] = {}
    for module in modules:
        if module.kind is Kind.PROCEDURES:
            for scope, name, _ in _PROCEDURE.findall(re.sub(r" _\r?\n\s*", " ", module.source)):
                if scope.lower() != "private":
                    homes.setdefault(name.lower(), set()).add(module.name)
    names = {module.name.lower(): module.name for module in modules}
    for name, where in homes.items():
        if len(where) > 1:
            yield f"{name} is in {', '.join(sorted(where))}"
        if name in names:
            yield f"{name} is a module and a procedure"
