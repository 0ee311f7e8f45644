"""Rules for the list of terms: an abbreviation that is used is explained, a term that is explained is used.

A term counts as explained when it stands in the list of terms, when a paragraph under *Definisi* begins with
it, when it stands in brackets after its long form, or when it is an actor whose position is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from xl_addin.sop.finding import Finding, place_of
from xl_addin.sop.procedure import Procedure, Step
from xl_addin.sop.words import key

KNOWN: Final = frozenset(("PT", "CV", "UD", "RI", "NKRI", "WIB", "WITA", "WIT", "SOP", "ISO", "ID", "NO"))
"""Abbreviations that need no explanation."""
DEFINITIONS: Final = "Definisi"

_ABBREVIATION: Final = re.compile(r"(?<![\w/.-])[A-Z][A-Z&/]*[A-Z](?![\w/-])")
_ROMAN: Final = re.compile(r"(?=[IVXLC])(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\Z")
_SMALL: Final = re.compile(r"[a-z]")
_LONG: Final = 6
"""Letters of the longest abbreviation; longer words in capitals are titles."""


def abbreviations(text: str) -> list[str]:
    """Return the abbreviations in a text, without Roman numerals and words of a heading in capitals.

    >>> abbreviations("ROP tahap II diteruskan ke PPC, lihat FR-PPC-01 dan SOP PT Mebel Nusantara")
    ['ROP', 'PPC']
    >>> abbreviations("PENANGANAN KELUHAN PELANGGAN")
    []
    """
    found = [word for word in _ABBREVIATION.findall(text) if len(word) <= _LONG and not _ROMAN.match(word)]
    is_heading = not _SMALL.search(text) and " " in text.strip()
    return [] if is_heading else [word for word in found if word not in KNOWN]


def terms_defined(procedure: Procedure) -> Iterator[Finding]:
    """Every abbreviation is explained; told once, where it is first used."""
    texts = list(_texts(procedure))
    explained = _explained(procedure)
    whole = "\n".join(text for _, text in texts)
    for where, text in texts:
        for word in abbreviations(text):
            if word not in explained:
                explained.add(word)
                if f"({word})" not in whole:
                    told = f"Istilah {word} dipakai, tetapi tidak dijelaskan"
                    yield Finding("Istilah", where, told, f"Tambahkan {word} dan artinya ke lembar Istilah.")


def terms_used(procedure: Procedure) -> Iterator[Finding]:
    """Every term of the list is used, explained, and stands in it once."""
    meanings = (term.meaning for term in procedure.terms)
    texts = key("\n".join([*(text for _, text in _texts(procedure, DEFINITIONS)), *meanings]))
    counts = Counter(key(term.name) for term in procedure.terms)
    for term in procedure.terms:
        if term.name and not _stands_in(term.name, texts):
            told = "Hapus dari daftar, atau pakai di prosedur."
            yield Finding("Istilah", term.name, "Dijelaskan, tetapi tidak pernah dipakai", told)
        if term.name and not term.meaning:
            yield Finding("Istilah", term.name, "Tidak ada artinya", "Isi artinya.")
        if counts.pop(key(term.name), 0) > 1:
            yield Finding("Istilah", term.name, "Tercantum dua kali", "Hapus salah satu barisnya.")


TERM_RULES: Final[tuple[Callable[[Procedure], Iterator[Finding]], ...]] = (terms_defined, terms_used)


def _stands_in(name: str, texts: str) -> bool:
    """Say whether a term, or a part of it in brackets or before them, stands in the texts as a word."""
    forms = {re.escape(key(form)) for form in (name, *re.split(r"[()=]", name)) if form.strip()}
    patterns = (form.replace(r"\+n", r"\+(n|\d+)") for form in forms)  # H+n is used as H+1
    return any(re.search(rf"(?<!\w){pattern}(?!\w)", texts) for pattern in patterns)


def _explained(procedure: Procedure) -> set[str]:
    found = {word for term in procedure.terms for word in _ABBREVIATION.findall(term.name)}
    for actor in procedure.actors:
        found.update(_ABBREVIATION.findall(actor.name) if actor.position else ())
    for section in procedure.sections:
        if key(section.part) == key(DEFINITIONS) and (first := _ABBREVIATION.match(section.text)):
            found.add(first[0])
    return found


def _texts(procedure: Procedure, without: str = "") -> Iterator[tuple[str, str]]:
    """Yield where a text stands, and the text: the steps, then the paragraphs but those of one heading."""
    for number, step in enumerate(procedure.steps):
        where = place_of(procedure, number)
        yield from ((where, text) for text in _words_of(step) if text)
    for section in procedure.sections:
        if key(section.part) != key(without):
            yield f"{section.part} {section.number}".strip(), section.text


def _words_of(step: Step) -> tuple[str, ...]:
    return (
        step.activity, step.actor, step.requirements, step.document, step.output, step.branches,
        step.indicator, step.note,
    )  # fmt: skip
