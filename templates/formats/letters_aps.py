"""Letters of the APS: the invitation to a stage's meeting, and its result to every department."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.letter_page import Align, Letter

_LOADS: Final[tuple[tuple[str, str, float, Align], ...]] = (
    ("Pusat kerja", "{{ load.work_centre }}", 5.4, "left"),
    ("Kapasitas", "{{ load.capacity | angka(1) }}", 2.8, "right"),
    ("Diminta", "{{ load.asked | angka(1) }}", 2.8, "right"),
    ("Disanggupi", "{{ load.promised | angka(1) }}", 2.8, "right"),
    ("Beban", "{% if load.share is not none %}{{ (100 * load.share) | angka(0) }} %{% endif %}"
     "{% if load.is_over %} **lebih**{% endif %}", 3.2, "right"),
)  # fmt: skip
_DOCUMENT: Final = ("Tanggal surat", "{{ date | tanggal }}")


def draw_invitation(path: Path) -> None:
    """Draw the invitation: who, when, where, the agenda, and the figures that the meeting talks about.

    Args:
        path: File to write.
    """
    letter = Letter("Undangan rapat APS tahap {{ stage }}, {{ month }}")
    letter.facts([_DOCUMENT, ("Perihal", "Rapat koordinasi alokasi produksi dan sales (APS)")])
    letter.paragraph("Kepada Yth.", after=2)
    letter.looped_list("one in departments", "{{ one.recipient or 'Manajer' }}, Departemen {{ one.name }}")
    letter.paragraph(
        "Dengan hormat, kami mengundang Bapak/Ibu ke rapat koordinasi APS tahap {{ stage }} untuk bulan "
        "produksi **{{ month }}**:"
    )
    letter.facts(
        [
            ("Hari, tanggal", "**{{ meeting.weekday }}, {{ meeting.date | tanggal }}**"),
            ("Pukul", "{{ meeting.start }} WIB sampai selesai"),
            ("Tempat", "{{ meeting.place }}"),
        ]
    )
    letter.heading("Agenda")
    letter.looped_list("item in agenda", "{{ item }}")
    letter.heading("ROP yang dibahas")
    letter.facts(
        [
            ("Masuk", "{{ entered.first | tanggal }} sampai {{ entered.last | tanggal }}"),
            ("Jumlah", "{{ figures.orders | angka }} ROP dari {{ figures.customers | angka }} pelanggan, "
             "{{ figures.quantity | angka }} unit"),
            ("Sanggup dalam bulan", "{{ figures.in_month | angka }} ROP"),
            ("Perlu dibahas", "{{ figures.discussed | angka }} ROP"),
        ]
    )  # fmt: skip
    _discussed(letter)
    letter.heading("Beban pusat kerja {{ month }}, jam")
    letter.table(_LOADS, "load in loads")
    letter.paragraph(
        "Mohon menyiapkan usul penambahan atau pengurangan beserta alasannya; yang disepakati di rapat "
        "menjadi APS final. Hasilnya dikirim ke semua departemen pada hari rapat itu juga."
    )
    letter.signatures([("", ""), ("", ""), ("Hormat kami,", "{{ sender }}")])
    letter.save(path)


def _discussed(letter: Letter) -> None:
    """Write the orders without a day in their month, if there are any."""
    letter.tag("{%p if discussed %}")
    columns: tuple[tuple[str, str, float, Align], ...] = (
        ("No ROP", "{{ line.no }}", 2.8, "left"),
        ("Pelanggan", "{{ line.customer }}", 3.5, "left"),
        ("Produk", "{{ line.product }}", 3.3, "left"),
        ("Unit", "{{ line.quantity | angka }}", 1.5, "right"),
        ("Sanggup", "{{ line.promised }}", 2.2, "center"),
        ("Sebab", "{{ line.reason }}", 3.7, "left"),
    )
    letter.table(columns, "line in discussed")
    letter.tag("{%p endif %}")


def draw_result(path: Path) -> None:
    """Draw the letter with which the result goes to a department on the day of the meeting.

    Args:
        path: File to write.
    """
    letter = Letter("Hasil rapat APS tahap {{ stage }}, {{ month }}")
    letter.facts([_DOCUMENT, ("Lampiran", "{{ file }}")])
    letter.paragraph("Kepada Yth.", after=0)
    letter.paragraph("{{ recipient or 'Manajer' }}, Departemen {{ department }}")
    letter.paragraph(
        "Rapat koordinasi APS tahap {{ stage }} pada {{ meeting | tanggal }} menyepakati alokasi produksi "
        "bulan **{{ month }}** sebagai berikut. Alokasi ini final dan menjadi acuan semua departemen."
    )
    letter.facts(
        [
            ("ROP", "{{ figures.orders | angka }} ROP dari {{ figures.customers | angka }} pelanggan"),
            ("Diminta", "{{ figures.asked | angka }} unit"),
            ("Tambah/kurang", "{{ figures.change | angka }} unit"),
            ("**APS final**", "**{{ figures.agreed | angka }} unit**"),
        ]
    )
    _changes(letter)
    letter.heading("Beban pusat kerja {{ month }}, jam")
    letter.table(_LOADS, "load in loads")
    letter.paragraph(
        "Rincian setiap ROP dan kebutuhan material ada di buku kerja terlampir. ROP yang datang sesudah ini "
        "diajukan sebagai ROP susulan: masuk bila jam dan material masih ada."
    )
    letter.signatures([("", ""), ("", ""), ("Hormat kami,", "{{ sender }}")])
    letter.save(path)


def _changes(letter: Letter) -> None:
    """Write what the meetings added or cut, if they did."""
    letter.tag("{%p if changes %}")
    letter.heading("Yang ditambah atau dikurangi")
    columns: tuple[tuple[str, str, float, Align], ...] = (
        ("No ROP", "{{ line.no }}", 2.8, "left"),
        ("Pelanggan", "{{ line.customer }}", 3.4, "left"),
        ("Produk", "{{ line.name }}", 2.9, "left"),
        ("ROP", "{{ line.quantity | angka }}", 1.3, "right"),
        ("APS", "{{ line.agreed | angka }}", 1.3, "right"),
        ("Alasan, disepakati oleh", "{{ line.why }} ({{ line.agreed_by }})", 5.3, "left"),
    )
    letter.table(columns, "line in changes")
    letter.tag("{%p endif %}")
