"""Reports for the board, made from a calculated workbook without Excel: a page and a workbook.

- :mod:`xl_addin.report.source` gives the tables and names of a workbook file.
- :mod:`xl_addin.report.bsc_data` reads the scorecard out of them.
- :mod:`xl_addin.report.bsc` writes it as a page and as a workbook.

A page holds everything that it needs: it loads nothing, and opens on a machine without a network.
"""
