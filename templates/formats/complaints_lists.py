"""Sheets ``Tindak Lanjut`` and ``Arsip`` of the complaints workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import CENTRE, DATE, TYPED, figure, list_sheet
from templates.formats.palette import QUIET
from templates.formats.rules import day
from templates.formats.style import House, Page
from templates.formats.tables import Column

_CHECK: Final = (
    '=IF(COUNTA(A#:F#)=0,"",IF(NOT(ISNUMBER(A#)),"Isi Tanggal",IF(B#="","Isi No",'
    'IF(C#="","Isi Perkembangan",IF(D#="","Isi Oleh",'
    'IF(OR(ISTEXT(E#),ISTEXT(F#)),"Batas bukan tanggal","OK"))))))'
)


def draw_follow_ups(house: House) -> None:
    """Draw ``Tindak Lanjut``: what became of the actions promised, line after line, until each is closed."""
    page = Page(house, "Tindak Lanjut", "Tindak lanjut yang dijanjikan", (14, 16, 70, 24, 14, 14, 24))
    page.note("Satu perkembangan satu baris. Batas yang digeser tetap tercatat di sini.", TYPED)
    columns = (
        Column("Tanggal", "input", "{{ one.date }}", DATE, day("Tanggal", "Tanggal perkembangan ini.")),
        Column("No", "input", "{{ one.number }}", CENTRE, required=True),
        Column("Perkembangan", "input", "{{ one.progress }}", required=True),
        Column("Oleh", "input", "{{ one.by }}"),
        Column("Batas lama", "input", "{{ one.old_due }}", DATE, day("Batas lama", "Bila batas digeser.")),
        Column("Batas baru", "input", "{{ one.new_due }}", DATE, day("Batas baru", "Bila batas digeser.")),
        Column("Periksa", "calculated", _CHECK, CENTRE),
    )
    figures = {"A": figure("Jumlah catatan", "=COUNT(A10:A12)")}
    list_sheet(page, "tbl_tindak_lanjut", columns, "one in follow_ups", figures, frozen=2)


def draw_archive(house: House) -> None:
    """Draw ``Arsip``: what an action took out of a sheet, with the date and the reason."""
    page = Page(house, "Arsip", "Arsip", (14, 20, 16, 80, 40), colour=QUIET)
    page.note("Tidak ada isian yang dihapus; yang tidak lagi dipakai disimpan di sini.", TYPED)
    columns = (
        Column("Tanggal", "data", "{{ one.date }}", DATE),
        Column("Lembar", "data", "{{ one.sheet }}", CENTRE),
        Column("No", "data", "{{ one.number }}", CENTRE),
        Column("Isi", "data", "{{ one.content }}"),
        Column("Alasan", "data", "{{ one.reason }}"),
    )
    figures = {"A": figure("Jumlah", "=COUNT(A10:A12)")}
    list_sheet(page, "tbl_arsip", columns, "one in archive", figures)
