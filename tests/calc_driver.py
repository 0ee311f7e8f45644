"""Drives a running LibreOffice in the Python that has UNO: a command a line in, an answer a line out."""

from __future__ import annotations

import json
import sys
import time

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.frame import XStatusListener
from com.sun.star.util import URL


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def properties(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


class Listener(unohelper.Base, XStatusListener):
    """Hears whether a button can be pressed."""

    told = None

    def statusChanged(self, event):
        self.told = event.IsEnabled

    def disposing(self, event):
        pass


class Driver:
    def __init__(self, context):
        self.context = context
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.frame = None

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @property
    def document(self):
        return self.frame.Controller.Model

    def open(self, path=None):
        """Open a file, or an empty document, in a window (which nobody sees)."""
        url = uno.systemPathToFileUrl(path) if path else "private:factory/scalc"
        self.frame = self.desktop.loadComponentFromURL(url, "_blank", 0, ()).CurrentController.Frame
        return self.document.isModified()

    def modified(self):
        return self.document.isModified()

    def close(self):
        self.document.setModified(False)
        self.document.close(True)

    def write(self, sheet, cells):
        """Type into cells: formulas in English with semicolons, as a planner could."""
        for address, content in cells.items():
            self.cell(sheet, address).setFormula(content)

    def fill(self, area, rows):
        """Type a block of rows at once."""
        self.sheet(None).getCellRangeByName(area).setFormulaArray(tuple(tuple(row) for row in rows))

    def array(self, sheet, area, formula):
        self.sheet(sheet).getCellRangeByName(area).setArrayFormula(formula)

    def read(self, sheet, cells):
        return [self.value(self.cell(sheet, address)) for address in cells]

    def formulas(self, sheet, cells):
        return [self.cell(sheet, address).getFormula() for address in cells]

    def all(self):
        """Return the value of every formula cell."""
        found = {}
        for sheet in self.document.Sheets:
            for area in sheet.queryContentCells(16):
                at = area.RangeAddress
                for row in range(at.StartRow, at.EndRow + 1):
                    for column in range(at.StartColumn, at.EndColumn + 1):
                        cell = sheet.getCellByPosition(column, row)
                        found[f"{sheet.Name}|{row + 1}|{column + 1}"] = self.value(cell)
        return found

    def value(self, cell):
        if cell.getError():
            return {"error": cell.String}
        if cell.Type.value == "VALUE":
            return cell.Value
        if cell.Type.value == "FORMULA" and cell.FormulaResultType2 == 1:
            return cell.Value
        return cell.String

    def press(self, name, given=None):
        """Press a button as the menu does, and return what it said."""
        helper = self.service("com.sun.star.frame.DispatchHelper")
        given = properties(**(given or {}))
        result = helper.executeDispatch(self.frame, f"vnd.org.lembar:{name}", "_self", 0, given)
        return [result.State, result.Result]

    def enabled(self, name):
        """Say whether a button can be pressed."""
        url = URL()
        url.Complete = f"vnd.org.lembar:{name}"
        _, url = self.service("com.sun.star.util.URLTransformer").parseStrict(url)
        listener = Listener()
        dispatch = self.frame.queryDispatch(url, "_self", 0)
        dispatch.addStatusListener(listener, url)
        return listener.told

    def save(self, path=None):
        if path:
            given = properties(FilterName="Calc MS Excel 2007 XML")
            self.document.storeAsURL(uno.systemPathToFileUrl(path), given)
        else:
            self.document.store()

    def select(self, sheet, address):
        self.frame.Controller.select(self.cell(sheet, address))

    def selected(self):
        return self.document.CurrentSelection.AbsoluteName

    def wizard(self):
        """Return what the function wizard shows of every function of ours."""
        found = {}
        for function in self.service("com.sun.star.sheet.FunctionDescriptions"):
            told = {one.Name: one.Value for one in function}
            arguments = [[one.Name, one.Description, one.IsOptional] for one in told["Arguments"] or ()]
            found[told["Name"]] = [told["Description"], arguments]
        return found

    def modules(self, path):
        """Open a workbook with macros and return its modules of VBA: name and source."""
        url = uno.systemPathToFileUrl(path)
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, properties(MacroExecutionMode=4))
        self.frame = document.CurrentController.Frame
        libraries = document.BasicLibraries
        library = libraries.getByName(next(name for name in libraries.ElementNames if name != "Standard"))
        return {name: library.getByName(name) for name in library.ElementNames}

    def compiles(self, name, source):
        """Say whether a module compiles, in a library of its own: a function at its end can be called."""
        libraries = self.document.BasicLibraries
        own = f"Library{len(libraries.ElementNames)}"
        probe = f"{source}\nFunction Probe()\nProbe = 42\nEnd Function\n"
        libraries.createLibrary(own).insertByName(name, probe)
        place = f"vnd.sun.star.script:{own}.{name}.Probe?language=Basic&location=document"
        return self.document.getScriptProvider().getScript(place).invoke((), (), ())[0] == 42

    def seconds(self):
        """Return how long a full calculation takes."""
        start = time.perf_counter()
        self.document.calculateAll()
        return time.perf_counter() - start

    def grid(self, sheet):
        """Return what a sheet shows from A1 on, row by row."""
        cursor = self.sheet(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        area = self.sheet(sheet).getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        return area.getDataArray()

    def sheet(self, name):
        return self.document.Sheets.getByIndex(0) if name is None else self.document.Sheets[name]

    def cell(self, sheet, address):
        return self.sheet(sheet).getCellRangeByName(address).getCellByPosition(0, 0)


def main():
    driver = Driver(connected(sys.argv[1]))
    for line in sys.stdin:
        name, arguments = json.loads(line)
        try:
            answer = {"answer": getattr(driver, name)(*arguments)}
        except Exception as error:
            answer = {"failed": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
