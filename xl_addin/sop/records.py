"""A procedure's steps and actors, read from the records of a workbook's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any, Final

from xl_addin.sop.procedure import Actor, Step
from xl_addin.sop.words import key, words

STEP_COLUMNS: Final[Mapping[str, str]] = {
    "Kode": "code", "Kegiatan": "activity", "Pelaksana": "actor", "Jenis": "kind",
    "Kelengkapan": "requirements", "Dokumen": "document", "Waktu cepat": "low", "Waktu wajar": "likely",
    "Waktu lambat": "high", "Satuan": "unit", "Keluaran": "output", "Berikutnya": "next",
    "Cabang": "branches", "Peluang": "shares", "Indikator": "indicator", "Keterangan": "note",
}  # fmt: skip
"""The columns of the table of steps, and what each is called here."""
ACTOR_COLUMNS: Final[Mapping[str, str]] = {
    "Pelaksana": "name", "Jabatan / bagian": "position", "Jumlah orang": "people", "Luar": "outside",
}  # fmt: skip


def read_steps(records: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return the steps of a table whose headings are those of :data:`STEP_COLUMNS`.

    >>> read_steps([{"Kode": 1.0, "Kegiatan": "Terima", "Waktu wajar": 5.0, "Berikutnya": 3.0}])[0].next
    '3'
    """
    return tuple(Step(**_fields(record, STEP_COLUMNS, ("low", "likely", "high"))) for record in records)


def read_actors(records: Iterable[Mapping[str, Any]]) -> tuple[Actor, ...]:
    """Return the actors of a table whose headings are those of :data:`ACTOR_COLUMNS`.

    >>> read_actors([{"Pelaksana": "PPC", "Jumlah orang": 2.0, "Luar": None}])
    (Actor(name='PPC', position='', people=2, outside=False),)
    """
    found = []
    for record in records:
        fields = _fields(record, ACTOR_COLUMNS, ("people",))
        people = fields["people"]
        fields["people"] = None if people is None or people < 1 else int(people)
        fields["outside"] = key(fields["outside"]) == "ya"
        if fields["name"]:
            found.append(Actor(**fields))
    return tuple(found)


def _fields(record: Mapping[str, Any], columns: Mapping[str, str], numbers: Iterable[str]) -> dict[str, Any]:
    return {
        name: _cell_number(record.get(heading)) if name in numbers else words(record.get(heading))
        for heading, name in columns.items()
    }


def _cell_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if isfinite(value) else None
