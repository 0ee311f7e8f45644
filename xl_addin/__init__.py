"""Lembar: a spreadsheet add-in and template engine for company planning."""
