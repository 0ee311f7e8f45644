"""Recalculation without Excel."""
