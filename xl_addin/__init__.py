"""Lembar: a spreadsheet add-in and template engine for company planning."""

__version__ = "0.1.0"
