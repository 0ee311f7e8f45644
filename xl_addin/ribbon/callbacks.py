"""The VBA that the ribbon calls: what shows and can be pressed, what an action asks for, and its start.

Fifty buttons do not fit beside each other: for a workbook that is known, only its own group shows and the
tools; for any other, all do, grey.

What a person answers goes to Python as escaped text of plain ASCII, so that no name of a folder can break the
command or be run as one. A workbook that brings settings for another Python is told of and not served.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from xl_addin.actions import Option
from xl_addin.ribbon.buttons import WORKBOOKS, Button
from xl_addin.ribbon.ribbon import CLICKED, ENABLED, LOADED, VISIBLE
from xl_addin.ribbon.wrappers import DESCRIBE
from xl_addin.vba.modules import text

REFRESH: Final = "LembarRefresh"
RELINK: Final = "LembarRelink"
GUARD: Final = "LembarGuard"
_REDIRECTING: Final = (
    "INTERPRETER",
    "INTERPRETER_WIN",
    "INTERPRETER_MAC",
    "PYTHONPATH",
    "CONDA PATH",
    "CONDA ENV",
)
"""Settings that name another Python. xlwings takes them from the active workbook before any other place."""
_FOLDER: Final = re.compile(r"Folder\b")


def callbacks_code(listed: Iterable[Button]) -> str:
    """Return the module of the ribbon's callbacks."""
    every = list(listed)
    return _CODE.format(
        loaded=LOADED,
        clicked=CLICKED,
        enabled=ENABLED,
        visible=VISIBLE,
        refresh=REFRESH,
        relink=RELINK,
        guard=GUARD,
        redirecting=", ".join(map(text, _REDIRECTING)),
        suits="\n".join(_suits(every)),
        known=" Or _\n        ".join(f"HasName({text(kind.sign)})" for kind in WORKBOOKS.values()),
        groups="\n".join(_groups()),
        asks="\n".join(_asks(every)),
    )


def workbook_code() -> str:
    """Return the workbook's module: its start, and the ribbon kept up with the active workbook."""
    return _WORKBOOK.format(refresh=REFRESH, describe=DESCRIBE, relink=RELINK, guard=GUARD)


def _suits(listed: list[Button]) -> Iterator[str]:
    for name, kind in WORKBOOKS.items():
        ids = [text(button.id) for button in listed if button.workbook == name]
        if ids:
            yield "    Case " + ", _\n            ".join(ids)
            yield f"        Suits = HasName({text(kind.sign)})"


def _groups() -> Iterator[str]:
    """Yield for each group the signs of its workbooks."""
    signs: dict[str, list[str]] = {}
    for kind in WORKBOOKS.values():
        signs.setdefault(kind.group, []).append(f"HasName({text(kind.sign)})")
    for group, found in signs.items():
        yield f"    Case {text(group)}"
        yield f"        Belongs = {' Or '.join(found)}"


def _asks(listed: list[Button]) -> Iterator[str]:
    for button in listed:
        if button.options:
            yield f"    Case {text(button.id)}"
            yield from (f"        If Asked Then Asked = {_ask(option)}" for option in button.options)


def _ask(option: Option) -> str:
    asker = _asker(option)
    return f"{asker}(given, id, {text(option.name)}, {option.required}, _\n            {text(option.help)})"


def _asker(option: Option) -> str:
    """Return how to ask; the help of a path begins with what it is."""
    if option.kind is not Path:
        return "AskText"
    if _FOLDER.match(option.help):
        return "AskFolder"
    return "AskNewFile" if option.written else "AskFile"


_CODE: Final = """\
Option Explicit
Private Const FOREIGN As String = "Buku kerja ini membawa pengaturan Python sendiri (lembar.conf). " & _
    "Tanyakan kepada IT sebelum memakainya."
Private shownRibbon As IRibbonUI

Public Sub {loaded}(ribbon As IRibbonUI)
    Set shownRibbon = ribbon
End Sub

Public Sub {refresh}()
    If Not shownRibbon Is Nothing Then shownRibbon.Invalidate
End Sub

Public Sub {enabled}(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Suits(control.Tag)
End Sub

Public Sub {visible}(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Belongs(control.Tag)
    If Not returnedVal Then returnedVal = Not IsKnown()
End Sub

Public Sub {clicked}(control As IRibbonControl)
    Dim given As String
    If control.Tag = "recalculate" Then
        Application.CalculateFullRebuild
        Exit Sub
    End If
    If Redirected(ActiveWorkbook) Then
        MsgBox FOREIGN & vbLf & vbLf & "Tombol tidak dijalankan.", vbExclamation, "Lembar"
        Exit Sub
    End If
    If Not Asked(control.Tag, given) Then Exit Sub
    If control.Tag = "doctor" Then
        RunPython "from xl_addin.addin.button import examine;examine(" & PythonText(LastFailure) & ")"
    Else
        RunPython "from xl_addin.ribbon.runner import click;click('" & control.Tag & "',{{" & given & "}})"
    End If
    {refresh}
End Sub

Public Sub {relink}(ByVal opened As Workbook)
    Dim places As Variant, i As Long
    If Not ThisWorkbook.IsAddin Then Exit Sub
    On Error Resume Next
    places = opened.LinkSources(1)
    If IsEmpty(places) Then Exit Sub
    For i = LBound(places) To UBound(places)
        If LCase$(places(i)) Like "*" & LCase$(ThisWorkbook.Name) _
                And LCase$(places(i)) <> LCase$(ThisWorkbook.FullName) Then
            opened.ChangeLink places(i), ThisWorkbook.FullName, 1
        End If
    Next i
End Sub

Public Sub {guard}(ByVal opened As Workbook)
    If Not Redirected(opened) Then Exit Sub
    MsgBox FOREIGN & vbLf & vbLf & opened.Name, vbExclamation, "Lembar"
    On Error Resume Next
    opened.Sheets(PROJECT_NAME & ".conf").Name = PROJECT_NAME & ".conf (asing)"
End Sub

Private Function Redirected(ByVal opened As Workbook) As Boolean
    Dim foreignSheet As Object, key As Range
    If opened Is Nothing Then Exit Function
    If opened Is ThisWorkbook Then Exit Function
    On Error Resume Next
    Redirected = Len(Dir(opened.Path & Application.PathSeparator & PROJECT_NAME & ".conf")) > 0
    Set foreignSheet = opened.Sheets(PROJECT_NAME & ".conf")
    On Error GoTo 0
    If foreignSheet Is Nothing Then Exit Function
    For Each key In foreignSheet.Range("A1:A99")
        Select Case UCase$(key.Text)
        Case {redirecting}
            Redirected = True
        End Select
    Next key
End Function

Private Function Suits(ByVal id As String) As Boolean
    If ActiveWorkbook Is Nothing Then Exit Function
    Select Case id
{suits}
    Case Else
        Suits = True
    End Select
End Function

Private Function Belongs(ByVal group As String) As Boolean
    Select Case group
{groups}
    End Select
End Function

Private Function IsKnown() As Boolean
    IsKnown = {known}
End Function

Private Function HasName(ByVal sign As String) As Boolean
    Dim found As Object
    On Error Resume Next
    Set found = ActiveWorkbook.Names(sign)
    HasName = Not found Is Nothing
End Function

Private Function Asked(ByVal id As String, ByRef given As String) As Boolean
    Asked = True
    Select Case id
{asks}
    End Select
End Function

Private Function AskText(ByRef given As String, ByVal id As String, ByVal optionName As String, _
        ByVal needed As Boolean, ByVal question As String) As Boolean
    Dim answer As Variant
    If Not needed Then question = question & vbLf & vbLf & "(boleh dikosongkan)"
    answer = Application.InputBox(question, "Lembar", GetSetting("Lembar", id, optionName, ""), Type:=2)
    If VarType(answer) = vbBoolean Then Exit Function
    AskText = Keep(given, id, optionName, needed, CStr(answer))
End Function

Private Function AskFolder(ByRef given As String, ByVal id As String, ByVal optionName As String, _
        ByVal needed As Boolean, ByVal question As String) As Boolean
#If Mac Then
    AskFolder = AskText(given, id, optionName, needed, question)
#Else
    Dim usual As Boolean
    If Not Wanted(needed, question, usual) Then
        AskFolder = usual
        Exit Function
    End If
    With Application.FileDialog(4)
        .Title = Left$(question, 120)
        .InitialFileName = Before(id, optionName)
        If .Show = -1 Then AskFolder = Keep(given, id, optionName, needed, .SelectedItems(1))
    End With
#End If
End Function

Private Function AskFile(ByRef given As String, ByVal id As String, ByVal optionName As String, _
        ByVal needed As Boolean, ByVal question As String) As Boolean
    Dim answer As Variant
    Dim usual As Boolean
    If Not Wanted(needed, question, usual) Then
        AskFile = usual
        Exit Function
    End If
    answer = Application.GetOpenFilename(Title:=Left$(question, 120))
    If VarType(answer) <> vbBoolean Then AskFile = Keep(given, id, optionName, needed, CStr(answer))
End Function

Private Function AskNewFile(ByRef given As String, ByVal id As String, ByVal optionName As String, _
        ByVal needed As Boolean, ByVal question As String) As Boolean
    Dim answer As Variant
    Dim usual As Boolean
    If Not Wanted(needed, question, usual) Then
        AskNewFile = usual
        Exit Function
    End If
    answer = Application.GetSaveAsFilename( _
        InitialFileName:=Before(id, optionName), Title:=Left$(question, 120))
    If VarType(answer) <> vbBoolean Then AskNewFile = Keep(given, id, optionName, needed, CStr(answer))
End Function

Private Function Wanted(ByVal needed As Boolean, ByVal question As String, ByRef usual As Boolean) As Boolean
    Wanted = needed
    If needed Then Exit Function
    Select Case MsgBox(question & vbLf & vbLf & "Pakai yang biasa? Pilih Tidak untuk memilih sendiri.", _
            vbYesNoCancel + vbQuestion, "Lembar")
    Case vbYes
        usual = True
    Case vbNo
        Wanted = True
    End Select
End Function

Private Function Before(ByVal id As String, ByVal optionName As String) As String
    Before = GetSetting("Lembar", id, optionName, ActiveWorkbook.Path & Application.PathSeparator)
End Function

Private Function Keep(ByRef given As String, ByVal id As String, ByVal optionName As String, _
        ByVal needed As Boolean, ByVal answer As String) As Boolean
    answer = Trim$(answer)
    Keep = Len(answer) > 0 Or Not needed
    If Len(answer) = 0 Then Exit Function
    SaveSetting "Lembar", id, optionName, answer
    If Len(given) > 0 Then given = given & ","
    given = given & "'" & optionName & "':" & PythonText(answer)
End Function

Private Function PythonText(ByVal plain As String) As String
    Dim i As Long
    For i = 1 To Len(plain)
        PythonText = PythonText & "\\u" & Right$("000" & Hex$(AscW(Mid$(plain, i, 1)) And &HFFFF&), 4)
    Next i
    PythonText = "'" & PythonText & "'"
End Function
"""

_WORKBOOK: Final = """\
Option Explicit
Private WithEvents App As Application

Private Sub Workbook_Open()
    Set App = Application
    {describe}
End Sub

Private Sub App_WorkbookOpen(ByVal Wb As Workbook)
    {guard} Wb
    {relink} Wb
End Sub

Private Sub App_WorkbookActivate(ByVal Wb As Workbook)
    {refresh}
End Sub

Private Sub App_WorkbookDeactivate(ByVal Wb As Workbook)
    {refresh}
End Sub

Private Sub App_SheetActivate(ByVal Sh As Object)
    {refresh}
End Sub
"""
