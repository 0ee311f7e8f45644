"""Runs VBA in LibreOffice, in the Python that has UNO: modules and calls in as JSON, results out."""

from __future__ import annotations

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def loaded(desktop, path):
    """Open a file as Excel's with VBA, without running it; return its modules as LibreOffice reads them."""
    chosen = (
        PropertyValue("FilterName", 0, "Calc MS Excel 2007 VBA XML", 0),
        PropertyValue("MacroExecutionMode", 0, 0, 0),
        PropertyValue("Hidden", 0, True, 0),
    )
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, chosen)
    library = document.BasicLibraries.getByName("Lembar")
    modules = {name: library.getByName(name) for name in library.ElementNames}
    document.close(True)
    return modules


def main():
    work = json.load(sys.stdin)
    context = connected(sys.argv[1])
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    always = PropertyValue("MacroExecutionMode", 0, 4, 0)
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (always,))
    library = document.BasicLibraries.createLibrary("Project")
    for name, code in work["modules"].items():
        library.insertByName(name, "Option VBASupport 1\n" + code)
    results = []
    for procedure, arguments in work["calls"]:
        address = f"vnd.sun.star.script:Project.{procedure}?language=Basic&location=document"
        script = document.getScriptProvider().getScript(address)
        results.append(script.invoke(tuple(arguments), (), ())[0])
    document.close(True)
    read = {path: loaded(desktop, path) for path in work["files"]}
    json.dump({"results": results, "read": read}, sys.stdout)


main()
