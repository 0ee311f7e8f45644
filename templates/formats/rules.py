"""Data validations with their Indonesian prompts, as XlsxWriter takes them."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

Rule: TypeAlias = dict[str, Any]


def choice(source: str | list[str], title: str, prompt: str, *, strict: bool = True) -> Rule:
    """Offer a list: a defined name, or fixed words that formulas compare with.

    Args:
        source: The name of a range, or the words themselves.
        title: Heading of the prompt (at most 32 characters).
        prompt: What to choose.
        strict: Refuse other values; otherwise ask whether the value is meant.
    """
    rule: Rule = {"validate": "list", "source": f"={source}" if isinstance(source, str) else source}
    problem = "Pilih salah satu dari daftar." if strict else "Nilai ini tidak ada di daftar. Tetap dipakai?"
    return rule | _words(title, prompt, problem, "stop" if strict else "warning")


def above_zero(title: str, prompt: str) -> Rule:
    """Accept numbers above zero."""
    rule: Rule = {"validate": "decimal", "criteria": ">", "value": 0}
    return rule | _words(title, prompt, "Isi angka yang lebih besar dari 0.")


def at_least_zero(title: str, prompt: str) -> Rule:
    """Accept numbers from zero on."""
    rule: Rule = {"validate": "decimal", "criteria": ">=", "value": 0}
    return rule | _words(title, prompt, "Isi angka 0 atau lebih.")


def where(formula: str, title: str, prompt: str, problem: str) -> Rule:
    """Accept what a formula over the area's first cell holds true."""
    rule: Rule = {"validate": "custom", "value": formula, "ignore_blank": True}
    return rule | _words(title, prompt, problem)


def between(low: float, high: float, title: str, prompt: str, *, whole: bool = False) -> Rule:
    """Accept numbers from ``low`` to ``high``."""
    rule: Rule = {"criteria": "between", "minimum": low, "maximum": high}
    rule["validate"] = "integer" if whole else "decimal"
    return rule | _words(title, prompt, f"Isi {'bilangan bulat' if whole else 'angka'} {low} sampai {high}.")


def day(title: str, prompt: str) -> Rule:
    """Accept dates of this century."""
    rule: Rule = {"validate": "date", "criteria": "between"}
    rule |= {"minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31)}
    return rule | _words(title, prompt, "Isi tanggal yang benar, misalnya 31/10/2026.")


def _words(title: str, prompt: str, problem: str, style: str = "stop") -> Rule:
    return {
        "input_title": title,
        "input_message": prompt,
        "error_title": "Periksa isian",
        "error_message": problem,
        "error_type": style,
    }
