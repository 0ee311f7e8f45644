"""VBA functions that hand a cell's call over to Python, and their help in the function wizard.

The text is what xlwings itself would import, but for one difference: the result passes through
``CellValue``, which makes true errors of error words. (Free xlwings shows the text of an exception in the
cell.) It stands in the add-in from the start, so nobody needs to trust access to the VBA project.

>>> from udfs.registry import FUNCTIONS
>>> print(wrapper(FUNCTIONS["SWOT_X"]).splitlines()[0])
Function SWOT_X(s, w)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from udfs.registry import Udf
from xl_addin.vba.modules import text

PYTHON_MODULE: Final = "xl_addin.ribbon.functions"
"""What the setting ``UDF MODULES`` names."""
CONVERTED: Final = "CellValue"
FUNCTIONS_MODULE, HELP_MODULE, VALUES_MODULE = "LembarFunctions", "LembarHelp", "LembarValues"
DESCRIBE: Final = "LembarDescribe"
_LONGEST: Final = 255
"""So many characters does the function wizard show."""


def functions_code(entries: Iterable[Udf], workbook: str = "ActiveWorkbook") -> str:
    """Return the module of the functions; an add-in serves the active workbook, a workbook itself."""
    listed = sorted(entries, key=lambda entry: entry.name)
    head = '#Const App = "Microsoft Excel"\n\n'
    return head + "\n".join(wrapper(entry, workbook) for entry in listed)


def wrapper(entry: Udf, workbook: str = "ActiveWorkbook") -> str:
    """Return the VBA function of one entry."""
    name = entry.name
    declared = ", ".join(f"Optional {a.name}" if a.optional else a.name for a in entry.arguments)
    given = ", ".join(argument.name for argument in entry.arguments)
    call = f'XLPy.CallUDF("{PYTHON_MODULE}", "{name}", Array({given})'
    return (
        f"Function {name}({declared})\n"
        '    #If App = "Microsoft Excel" Then\n'
        "        If TypeOf Application.Caller Is Range Then On Error GoTo failed\n"
        f"        {name} = {CONVERTED}({call}, {workbook}, Application.Caller))\n"
        "        Exit Function\n"
        "    #Else\n"
        f"        {name} = {CONVERTED}({call}))\n"
        "        Exit Function\n"
        "    #End If\n"
        "failed:\n"
        f"    {name} = {CONVERTED}(Err.Description, True)\n"
        "End Function\n"
    )


def help_code(entries: Iterable[Udf]) -> str:
    """Return the module that tells the function wizard what the functions and their arguments are.

    Excel does not take this from a hidden workbook in some versions; then the add-in shows itself for a
    moment.
    """
    listed = sorted(entries, key=lambda entry: (entry.category, entry.name))
    groups = [list(members) for _, members in groupby(listed, key=lambda entry: entry.category)]
    calls = "".join(f"    Describe{number}\n" for number in range(1, len(groups) + 1))
    parts = [_DESCRIBE.format(name=DESCRIBE, calls=calls)]
    for number, members in enumerate(groups, 1):
        body = "".join(_description(entry) for entry in members)
        parts.append(f"Private Sub Describe{number}()\n{body}End Sub\n")
    return "\n".join(parts)


def _description(entry: Udf) -> str:
    arguments = ", _\n        ".join(text(argument.help[:_LONGEST]) for argument in entry.arguments)
    return (
        f"    Describe {text(entry.name)}, {text(entry.category)}, _\n"
        f"        {text(entry.help[:_LONGEST])}, Array( _\n        {arguments})\n"
    )


def intellisense(entries: Iterable[Udf]) -> list[list[str]]:
    """Return the rows of the sheet ``_IntelliSense_``, which Excel-DNA's IntelliSense reads.

    Source: Excel-DNA IntelliSense, "Getting Started": FunctionInfo in A1, then name, description, help topic,
    and name and description of each argument.
    """
    rows = [[entry.name, entry.help, "", *_pairs(entry)] for entry in entries]
    width = max((len(row) for row in rows), default=3)
    return [["FunctionInfo"], *sorted(row + [""] * (width - len(row)) for row in rows)]


def _pairs(entry: Udf) -> Sequence[str]:
    return [piece for argument in entry.arguments for piece in (argument.name, argument.help)]


_DESCRIBE: Final = """\
Option Explicit
Option Private Module

Public Sub {name}()
    On Error Resume Next
    DescribeAll
    If Err.Number <> 0 And ThisWorkbook.IsAddin Then
        Err.Clear
        Application.ScreenUpdating = False
        ThisWorkbook.IsAddin = False
        DescribeAll
        ThisWorkbook.IsAddin = True
        Application.ScreenUpdating = True
    End If
    If ThisWorkbook.IsAddin Then ThisWorkbook.Saved = True
End Sub

Private Sub DescribeAll()
{calls}End Sub

Private Sub Describe(ByVal functionName As String, ByVal categoryName As String, _
        ByVal functionHelp As String, ByVal argumentHelp As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & functionName, _
        Description:=functionHelp, Category:=categoryName, ArgumentDescriptions:=argumentHelp
End Sub
"""

VALUES_CODE: Final = """\
Option Explicit
Option Private Module

Public LastFailure As String

Public Function CellValue(ByVal found As Variant, Optional ByVal failed As Boolean = False) As Variant
    Dim i As Long, j As Long
    If failed Then
        LastFailure = found
        CellValue = CVErr(2029)
        Exit Function
    End If
    Select Case Dimensions(found)
    Case 0
        CellValue = TrueError(found)
    Case 1
        For i = LBound(found) To UBound(found)
            found(i) = TrueError(found(i))
        Next i
        CellValue = found
    Case Else
        For i = LBound(found, 1) To UBound(found, 1)
            For j = LBound(found, 2) To UBound(found, 2)
                found(i, j) = TrueError(found(i, j))
            Next j
        Next i
        CellValue = found
    End Select
End Function

Private Function TrueError(ByVal cell As Variant) As Variant
    TrueError = cell
    If VarType(cell) <> vbString Then Exit Function
    Select Case cell
    Case "#NULL!"
        TrueError = CVErr(2000)
    Case "#DIV/0!"
        TrueError = CVErr(2007)
    Case "#VALUE!"
        TrueError = CVErr(2015)
    Case "#REF!"
        TrueError = CVErr(2023)
    Case "#NAME?"
        TrueError = CVErr(2029)
    Case "#NUM!"
        TrueError = CVErr(2036)
    Case "#N/A"
        TrueError = CVErr(2042)
    End Select
End Function

Private Function Dimensions(ByRef found As Variant) As Long
    Dim bound As Long
    If Not IsArray(found) Then Exit Function
    On Error GoTo counted
    bound = UBound(found, 1)
    Dimensions = 1
    bound = UBound(found, 2)
    Dimensions = 2
counted:
End Function
"""
"""The module of ``CellValue``. A cell shows #NAME? where Python cannot be reached: there is no function."""
