"""Runs inside LibreOffice: the buttons, and what is done by itself when a workbook is opened or saved.

An action works on the file, not on the open document: the document is saved, the action runs outside in the
Python in which Lembar is installed, and the document is opened again as what it has become.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX
from com.sun.star.frame import DispatchResultEvent, FeatureStateEvent, XDispatchProvider, XNotifyingDispatch
from com.sun.star.frame.DispatchResultState import FAILURE, SUCCESS
from com.sun.star.lang import XInitialization, XServiceInfo
from com.sun.star.task import XJob
from com.sun.star.ui.dialogs.TemplateDescription import FILESAVE_SIMPLE

from xl_addin.calc.linking import calls, linked
from xl_addin.calc.names import HANDLER, JOB, LINK, PROTOCOL
from xl_addin.calc.outside import Answer, press, settings
from xl_addin.calc.saved import SUFFIXES, replace, restore
from xl_addin.errors import LembarError

_SHEETS = "com.sun.star.sheet.SpreadsheetDocument"
_FORMULAS = 16  # com.sun.star.sheet.CellFlags.FORMULA
_SETTINGS = settings()
_NOT_A_FILE = "Simpan dahulu dokumen ini sebagai buku kerja Excel (.xlsx), lalu tekan tombol ini lagi."
_READ_ONLY = "Dokumen ini hanya dapat dibaca. Simpan dengan nama lain, lalu tekan tombol ini lagi."
_NOT_SAVED = "Dokumen ini tidak dapat disimpan: {}. Simpan dengan nama lain, lalu tekan tombol ini lagi."
_LINKED = "{} rumus dihubungkan ke fungsi Lembar."
_CALCULATED = "Semua rumus sudah dihitung ulang."


class _Served(XServiceInfo):
    """A service that has one implementation, of the same name."""

    SERVICE = ""

    def getImplementationName(self) -> str:
        """Return the name of the implementation."""
        return self.SERVICE

    def supportsService(self, name: str) -> bool:
        """Say whether it is this service."""
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        """Return the services."""
        return (self.SERVICE,)


class Opened(unohelper.Base, _Served, XJob):
    """Links the formulas of a workbook that was opened; gives a saved file its short names back."""

    SERVICE = JOB

    def __init__(self, context: Any) -> None:
        self.context = context

    def execute(self, arguments: tuple[Any, ...]) -> None:
        """Do what the event asks for."""
        told = {one.Name: one.Value for one in arguments}
        event = {one.Name: one.Value for one in told.get("Environment", ())}
        document = event.get("Model")
        if document is None or not document.supportsService(_SHEETS):
            return
        if event.get("EventName", "").startswith("OnSave"):
            _restore(document)
        else:
            link(document)


class Buttons(unohelper.Base, _Served, XInitialization, XDispatchProvider, XNotifyingDispatch):
    """Answers to the buttons of one window."""

    SERVICE = HANDLER

    def __init__(self, context: Any) -> None:
        self.context = context
        self.frame: Any = None

    def initialize(self, arguments: tuple[Any, ...]) -> None:
        """Be told the window."""
        if arguments:
            self.frame = arguments[0]

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        """Return the services."""
        return (self.SERVICE, "com.sun.star.frame.ProtocolHandler")

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:  # noqa: ARG002 - of the interface
        """Answer to addresses of ours."""
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests: tuple[Any, ...]) -> tuple[Any, ...]:
        """Answer to several addresses."""
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def addStatusListener(self, listener: Any, url: Any) -> None:
        """Tell whether the button can be pressed in this window's document."""
        event = FeatureStateEvent()
        event.Source, event.FeatureURL = self, url
        event.IsEnabled = self._suits(url.Complete.removeprefix(PROTOCOL))
        listener.statusChanged(event)

    def removeStatusListener(self, listener: Any, url: Any) -> None:
        """Do nothing: nobody is told again."""

    def dispatch(self, url: Any, arguments: tuple[Any, ...]) -> None:
        """Do what a button says."""
        self.dispatchWithNotification(url, arguments, None)

    def dispatchWithNotification(self, url: Any, arguments: tuple[Any, ...], listener: Any) -> None:
        """Do what a button says, and tell the result to who asks for it."""
        given = {one.Name: str(one.Value) for one in arguments if one.Name.islower()}
        answer = self._pressed(url.Complete.removeprefix(PROTOCOL), given)
        if answer is not None:
            self._select(answer)
            self._show(answer)
        if listener is not None:
            event = DispatchResultEvent()
            event.Source = self
            event.State = FAILURE if answer is None or answer.fault else SUCCESS
            event.Result = "" if answer is None else answer.text
            listener.dispatchFinished(event)

    def _document(self) -> Any:
        return self.frame.Controller.Model

    def _suits(self, name: str) -> bool:
        document, button = self._document(), _SETTINGS["buttons"].get(name)
        if button is None or not document.supportsService(_SHEETS):
            return False
        return not button["sign"] or document.NamedRanges.hasByName(button["sign"])

    def _pressed(self, name: str, given: dict[str, str]) -> Answer | None:
        """Do what a button says; None where the person changes his mind."""
        document = self._document()
        if name == LINK:
            return Answer(_LINKED.format(link(document)))
        if name == "recalculate":
            document.calculateAll()
            return Answer(_CALCULATED)
        file = _file(document)
        if file is None or document.isReadonly():
            return Answer(_NOT_A_FILE if file is None else _READ_ONLY, fault=True)
        for question in _SETTINGS["buttons"][name]["questions"]:
            if question["option"] not in given and not self._ask(question, file, given):
                return None
        return _saved(document) or self._outside(name, file, given)

    def _outside(self, name: str, file: Path, given: dict[str, str]) -> Answer:
        indicator = self.frame.createStatusIndicator()
        indicator.start(f"Lembar: {_SETTINGS['buttons'][name]['label']} ...", 0)
        try:
            with tempfile.TemporaryDirectory(prefix="lembar-", ignore_cleanup_errors=True) as folder:
                result = Path(folder, file.name)
                command, selected = _SETTINGS["command"], self._selected()
                answer = press(command, name, file, result, selected=selected, given=given)
                if answer.changed:
                    self._reopen(file, result.read_bytes())
        finally:
            indicator.end()
        return answer

    def _reopen(self, file: Path, data: bytes) -> None:
        """Show in this window what the workbook has become; meanwhile an empty one keeps it open."""
        sheet = self.frame.Controller.ActiveSheet.Name
        self.frame.loadComponentFromURL("private:factory/scalc", "_self", 0, ())
        try:
            replace(file, data)
        finally:
            document = self.frame.loadComponentFromURL(uno.systemPathToFileUrl(str(file)), "_self", 0, ())
        link(document)
        _unmodified(document)
        if document.Sheets.hasByName(sheet):
            self.frame.Controller.setActiveSheet(document.Sheets[sheet])

    def _selected(self) -> str:
        """Return the selected cell as ``'Sheet'!A1``."""
        with contextlib.suppress(AttributeError):
            cell = self._document().CurrentSelection.getCellByPosition(0, 0)
            place = cell.AbsoluteName.rpartition(".")[2].replace("$", "")
            sheet = cell.Spreadsheet.Name.replace("'", "''")
            return f"'{sheet}'!{place}"
        return ""

    def _select(self, answer: Answer) -> None:
        """Select the cell that the answer is about, if it is still there."""
        sheets = self._document().Sheets
        if answer.sheet and answer.cell and sheets.hasByName(answer.sheet):
            with contextlib.suppress(Exception):
                self.frame.Controller.select(sheets[answer.sheet].getCellRangeByName(answer.cell))

    def _show(self, answer: Answer) -> None:
        kind = ERRORBOX if answer.fault else INFOBOX
        toolkit = self._service("com.sun.star.awt.Toolkit")
        box = toolkit.createMessageBox(self.frame.ContainerWindow, kind, 1, "Lembar", answer.text)
        box.execute()
        box.dispose()

    def _ask(self, question: dict[str, str], file: Path, given: dict[str, str]) -> bool:
        text = question["kind"] == "text"
        answer = self._asked_text(question) if text else self._asked_path(question, file.parent)
        if answer:
            given[question["option"]] = answer
        return bool(answer)

    def _asked_path(self, question: dict[str, str], beside: Path) -> str:
        kind = "FolderPicker" if question["kind"] == "folder" else "FilePicker"
        picker = self._service(f"com.sun.star.ui.dialogs.{kind}")
        if question["kind"] == "new file":
            picker.initialize((FILESAVE_SIMPLE,))
        picker.setTitle(question["prompt"])
        picker.setDisplayDirectory(uno.systemPathToFileUrl(str(beside)))
        if not picker.execute():
            return ""
        url = picker.getDirectory() if kind == "FolderPicker" else picker.getFiles()[0]
        return str(uno.fileUrlToSystemPath(url))

    def _asked_text(self, question: dict[str, str]) -> str:
        model = self._service("com.sun.star.awt.UnoControlDialogModel")
        model.Title, model.Width, model.Height, model.PositionX, model.PositionY = "Lembar", 220, 62, 150, 90
        parts: dict[str, dict[str, Any]] = {
            "FixedText": {"Label": question["prompt"], "MultiLine": True, "PositionY": 6, "Height": 18},
            "Edit": {"PositionY": 26, "Height": 12},
            "Button": {
                "Label": "OK",
                "PositionY": 44,
                "Height": 14,
                "PushButtonType": 1,
                "DefaultButton": True,
            },
        }
        for kind, own in parts.items():
            part = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
            for name, value in {"PositionX": 6, "Width": 208, **own}.items():
                part.setPropertyValue(name, value)
            model.insertByName(kind, part)
        dialog = self._service("com.sun.star.awt.UnoControlDialog")
        dialog.setModel(model)
        dialog.createPeer(self._service("com.sun.star.awt.Toolkit"), self.frame.ContainerWindow)
        edit = dialog.getControl("Edit")
        edit.setFocus()
        text = edit.getText() if dialog.execute() else ""
        dialog.dispose()
        return str(text).strip()

    def _service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)


def link(document: Any) -> int:
    """Link the formulas of an open document that call worksheet functions; return how many."""
    if document.isReadonly():
        return 0
    was, count = document.isModified(), 0
    automatic = document.isAutomaticCalculationEnabled()
    document.lockControllers()
    document.enableAutomaticCalculation(False)
    try:
        for sheet in document.Sheets:
            for cells in sheet.queryContentCells(_FORMULAS):
                count += _link_range(sheet, cells)
    finally:
        document.enableAutomaticCalculation(automatic)
        document.unlockControllers()
    if count and not was:
        _unmodified(document)
    return count


def _unmodified(document: Any) -> None:
    """Let a document whose formulas were linked count as what the file holds; its charts were drawn anew."""
    document.calculate()
    for sheet in document.Sheets:
        for chart in sheet.Charts:
            chart.EmbeddedObject.setModified(False)
    document.setModified(False)


def _link_range(sheet: Any, cells: Any) -> int:
    count = 0
    arrays: set[str] = set()
    for row, formulas in enumerate(cells.getFormulaArray()):
        for column, text in enumerate(formulas):
            if not calls(text):
                continue
            cell = cells.getCellByPosition(column, row)
            if not text.startswith("{"):
                new = linked(text, ";")
                if new != text:
                    cell.setFormula(new)
                    count += 1
                continue
            area = sheet.createCursorByRange(cell)
            area.collapseToCurrentArray()
            new = "{" + linked(text[1:-1], ";", array=True) + "}"
            if area.AbsoluteName not in arrays and new != text:
                area.setArrayFormula(new[1:-1])
                count += 1
            arrays.add(area.AbsoluteName)
    return count


def _saved(document: Any) -> Answer | None:
    """Save what has been typed; return what to say where that is not possible."""
    try:
        if document.isModified():
            document.store()
            _restore(document)
    except Exception as error:  # LibreOffice has many reasons
        return Answer(_NOT_SAVED.format(getattr(error, "Message", error)), fault=True)
    return None


def _restore(document: Any) -> None:
    """Give the file of a document its short names back, where it can be written."""
    file = _file(document)
    if file is not None:
        with contextlib.suppress(OSError, LembarError):
            restore(file)


def _file(document: Any) -> Path | None:
    """Return the workbook on disk of an open document, None where there is none."""
    if not document.URL.startswith("file:"):
        return None
    path = Path(uno.fileUrlToSystemPath(document.URL))
    return path if path.suffix.lower() in SUFFIXES else None


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Opened, JOB, (JOB,))
g_ImplementationHelper.addImplementation(Buttons, HANDLER, (HANDLER, "com.sun.star.frame.ProtocolHandler"))
