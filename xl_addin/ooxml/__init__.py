"""An .xlsx as it is on disk: a package of parts, sheets of rows and cells, references that shift and grow."""
