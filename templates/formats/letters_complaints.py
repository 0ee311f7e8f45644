"""Letters of customer handling: the reply to the customer, the departments' reminder, the month's report."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.letter_page import Align, Letter

_SHARE: Final = "{% if one.share is not none %}{{ (100 * one.share) | angka(0) }} %{% endif %}"
_COUNTS: Final[tuple[tuple[str, str, float, Align], ...]] = (
    ("Masuk", "{{ one.received | angka }}", 1.5, "right"),
    ("Terbuka", "{{ one.open | angka }}", 1.8, "right"),
    ("Lewat batas", "{{ one.overdue | angka }}", 1.5, "right"),
    ("Tepat waktu", "{{ one.in_time | angka }}", 1.5, "right"),
    ("Terlambat", "{{ one.late | angka }}", 2.2, "right"),
    ("% tepat", _SHARE, 1.7, "right"),
    (
        "Hari s.d. dibalas",
        "{% if one.days[3] is not none %}{{ one.days[3] | angka(1) }}{% endif %}",
        2.2,
        "right",
    ),
)
_TOTAL: Final = tuple(content.replace("one.", "total.") for _, content, _, _ in _COUNTS)


def draw_reply(path: Path) -> None:
    """Draw the reply: what the customer wrote about, the answer, what is promised and by when.

    Args:
        path: File to write.
    """
    letter = Letter("")
    letter.facts(
        [
            ("Nomor", "{{ one.number }}"),
            ("Tanggal", "{{ one.replied | tanggal }}"),
            ("Perihal", "{% if is_request %}Jawaban permintaan{% else %}Tanggapan keluhan{% endif %}"
             "{% if one.product %}: {{ one.product }}{% endif %}"),
        ]
    )  # fmt: skip
    letter.paragraph("Kepada Yth.", after=0)
    letter.paragraph("**{{ one.customer }}**", after=0)
    letter.paragraph("{% if one.contact %}u.p. {{ one.contact }}{% endif %}", after=10)
    letter.paragraph("Dengan hormat,")
    letter.paragraph(
        "Terima kasih atas {{ written }} yang kami terima pada {{ one.received | tanggal }}"
        "{% if one.class %} ({{ one.class }}){% endif %}. Yang Bapak/Ibu sampaikan:"
    )
    letter.paragraph("{{ one.text }}", italic=True)
    letter.tag("{%p if not is_request %}")
    letter.paragraph("Kami mohon maaf atas ketidaknyamanan ini.")
    letter.tag("{%p endif %}")
    letter.heading("Jawaban kami")
    letter.paragraph("{{ one.answer }}")
    letter.tag("{%p if one.action %}")
    letter.heading("Tindakan yang kami janjikan")
    letter.facts(
        [
            ("Tindakan", "{{ one.action }}"),
            ("Selesai paling lambat", "**{{ one.action_due | tanggal }}**"),
            ("Penanggung jawab", "{{ one.pic }}"),
        ]
    )
    letter.tag("{%p endif %}")
    letter.paragraph(
        "Bila masih ada yang kurang jelas, mohon hubungi kami dengan menyebut nomor **{{ one.number }}**. "
        "Atas perhatian dan kerja sama Bapak/Ibu kami ucapkan terima kasih."
    )
    letter.signatures([("", ""), ("", ""), ("Hormat kami,", "{{ sender }}")])
    letter.save(path)


def draw_reminder(path: Path) -> None:
    """Draw the reminder to a department: what is late or due today, and who does it.

    Args:
        path: File to write.
    """
    letter = Letter("Pengingat keluhan pelanggan")
    letter.facts(
        [("Tanggal", "{{ date | tanggal }}"), ("Perihal", "Langkah yang terlambat atau jatuh tempo")]
    )
    letter.paragraph("Kepada Yth.", after=0)
    letter.paragraph("{{ recipient or 'Penanggung jawab' }}, {{ department }}")
    letter.paragraph(
        "Pada {{ date | tanggal }} ada {{ lines | length }} langkah penanganan pelanggan yang terlambat atau "
        "jatuh tempo hari ini di bagian Bapak/Ibu:"
    )
    columns: tuple[tuple[str, str, float, Align], ...] = (
        ("No", "{{ line.no }}", 2.7, "left"),
        ("Pelanggan", "{{ line.customer }}", 4.0, "left"),
        ("Yang harus dikerjakan", "{{ line.task }}", 3.4, "left"),
        ("Oleh", "{{ line.person }}", 2.6, "left"),
        ("Batas", "{{ line.due }}", 2.2, "center"),
        ("Terlambat", "{{ line.late }}", 2.1, "right"),
    )
    letter.table(columns, "line in lines")
    letter.paragraph("Mohon diselesaikan hari ini juga, dan kabari kami begitu selesai.")
    letter.signatures([("", ""), ("", ""), ("Hormat kami,", "{{ sender }}")])
    letter.save(path)


def draw_report(path: Path) -> None:
    """Draw the month's report: figures by class and department, causes, the year so far, what is late.

    Args:
        path: File to write.
    """
    letter = Letter("Laporan penanganan pelanggan, {{ month }}")
    letter.facts([("Kepada", "{{ manager }}"), ("Keadaan per", "{{ today | tanggal }}")])
    letter.paragraph(
        "Pada {{ month }} diterima **{{ total.received | angka }}** permintaan dan keluhan; "
        "**{{ total.open | angka }}** masih terbuka. "
        "{% if total.share is not none %}Dari yang selesai, **{{ (100 * total.share) | angka(0) }} %** tepat "
        "waktu. {% endif %}{% if total.days[3] is not none %}Pelanggan dibalas rata-rata dalam "
        "**{{ total.days[3] | angka(1) }} hari kerja**.{% endif %}"
    )
    for name, loop in (("Kelas", "classes"), ("Bagian", "departments")):
        letter.tag(f"{{%p if {loop} %}}")
        letter.heading(f"Per {name.lower()}")
        letter.table([(name, "{{ one.name }}", 4.6, "left"), *_COUNTS], f"one in {loop}", ("Jumlah", *_TOTAL))
        letter.tag("{%p endif %}")
    _causes(letter)
    letter.heading("Tahun ini sampai {{ month }}")
    letter.table([("Bulan", "{{ one.name }}", 4.6, "left"), *_COUNTS], "one in trend")
    _late(letter)
    letter.signatures([("Diterima,", "{{ manager }}"), ("", ""), ("Dibuat oleh,", "{{ sender }}")])
    letter.save(path)


def _causes(letter: Letter) -> None:
    letter.tag("{%p if causes %}")
    letter.heading("Sebab keluhan, yang terbanyak dahulu")
    columns: tuple[tuple[str, str, float, Align], ...] = (
        ("Sebab", "{{ one.name }}", 8.0, "left"),
        ("Jumlah", "{{ one.count | angka }}", 3.0, "right"),
        ("Porsi", "{{ (100 * one.share) | angka(0) }} %", 3.0, "right"),
        ("Kumulatif", "{{ (100 * one.together) | angka(0) }} %", 3.0, "right"),
    )
    letter.table(columns, "one in causes")
    letter.tag("{%p endif %}")


def _late(letter: Letter) -> None:
    letter.heading("Terlambat atau jatuh tempo per {{ today | tanggal }}: {{ late_count | angka }}")
    letter.tag("{%p if late %}")
    columns: tuple[tuple[str, str, float, Align], ...] = (
        ("No", "{{ one.no }}", 2.7, "left"),
        ("Pelanggan", "{{ one.customer }}", 4.3, "left"),
        ("Langkah", "{{ one.stage }}", 3.3, "left"),
        ("Oleh", "{{ one.who }}", 3.1, "left"),
        ("Batas", "{{ one.due }}", 2.2, "center"),
        ("Hari", "{{ one.days | angka }}", 1.5, "right"),
    )
    letter.table(columns, "one in late")
    letter.tag("{%p endif %}")
    letter.paragraph(
        "{% if late_more %}dan {{ late_more | angka }} lainnya; lihat Daftar terlambat.{% endif %}"
    )
