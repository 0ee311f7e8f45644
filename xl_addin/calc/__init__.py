"""The LibreOffice Calc add-in: the registry's functions in cells, the actions in a menu and a toolbar.

``lembar calc build`` packs it into one file, ``lembar.oxt``. Some modules here run inside LibreOffice, whose
Python has nothing but its standard library: ``names``, ``values``, ``outside`` and the folder ``component``.
"""
