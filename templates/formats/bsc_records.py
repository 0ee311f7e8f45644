"""Sheets that keep decisions and events: approvals, findings, revisions, reviews, history, archive."""

from __future__ import annotations

from typing import Final

from templates.formats.bsc_page import ListSheet, draw_list
from templates.formats.kpi_bands import NUMBER, SHARE, card, result_bands
from templates.formats.list_sheets import CENTRE, DATE, figure
from templates.formats.palette import QUIET, Kind
from templates.formats.rules import between, choice, day
from templates.formats.style import House
from templates.formats.tables import Column

_RECORDED: Final[tuple[Kind, ...]] = ("calculated", "data")
_DECIDED: Final[tuple[Kind, ...]] = ("input", "calculated", "data")
_MONTH: Final = {**CENTRE, "num_format": "0"}


def draw_approvals(house: House) -> None:
    """Draw ``Persetujuan``: every round of the board's approval."""
    sheet = ListSheet(
        "tbl_persetujuan",
        "Persetujuan Direksi",
        "Satu baris untuk setiap ronde dan tingkat. Putaran lama tidak dihapus. Catatan Direksi diisi bila "
        "dikembalikan.",
        "item in approvals",
        key="Ronde",
        wide={"Ronde": 9, "Tanggal": 14, "Tingkat": 16, "Keputusan": 15, "Diputuskan oleh": 26}
        | {"Catatan Direksi": 50, "Tindak lanjut": 50},
    )
    level = choice(["Corporate", "Directorate", "Departemen"], "Tingkat", "KPI tingkat mana yang diputuskan.")
    decision = choice(["Setuju", "Kembalikan"], "Keputusan", "Setuju atau Kembalikan.")
    columns = (
        Column(
            "Ronde", "input", "{{ item.round }}", _MONTH, between(1, 99, "Ronde", "1, 2, 3, ...", whole=True)
        ),
        Column(
            "Tanggal", "input", "{{ item.date }}", DATE, day("Tanggal", "Tanggal keputusan."), required=True
        ),
        Column("Tingkat", "input", "{{ item.level }}", CENTRE, level, required=True),
        Column("Keputusan", "input", "{{ item.decision }}", CENTRE, decision, required=True),
        Column("Diputuskan oleh", "input", "{{ item.by }}", required=True),
        Column("Catatan Direksi", "input", "{{ item.note }}"),
        Column("Tindak lanjut", "input", "{{ item.follow_up }}"),
    )
    rounds = "MAX(Persetujuan[Ronde])"
    figures = {
        "Ronde": figure("Ronde terakhir", f"={rounds}"),
        "Tingkat": figure("Disetujui", '=COUNTIFS(Persetujuan[Keputusan],"Setuju")'),
        "Keputusan": figure("Dikembalikan", '=COUNTIFS(Persetujuan[Keputusan],"Kembalikan")'),
    }
    page = draw_list(house, sheet, columns, figures)
    page.signatures(14, (("A", "C"), ("D", "E"), ("F", "F")))


def draw_findings(house: House) -> None:
    """Draw ``Verifikasi``: what CMS asks about the results of a month, and what it decides."""
    sheet = ListSheet(
        "tbl_temuan",
        "Verifikasi realisasi",
        "Temuan dari tombol Verifikasi realisasi. Terima: angka dipakai. Kembalikan: departemen memperbaiki.",
        "item in findings",
        key="Temuan",
        legend=_DECIDED,
        wide={"Tanggal": 13, "Bulan": 8, "Realisasi": 13, "Penyebut": 13, "Temuan": 40}
        | {"Keputusan": 14, "Catatan": 32, "KPI": 34},
    )
    decision = choice(["Terima", "Kembalikan"], "Keputusan", "Terima atau Kembalikan.")
    columns = (
        Column("Tanggal", "data", "{{ item.date }}", DATE),
        Column("Bulan", "data", "{{ item.month }}", _MONTH),
        *card(("Departemen", "ID", "Kode", "KPI"), "data", item="item"),
        Column("Realisasi", "data", "{{ item.actual }}", {**NUMBER, "num_format": "General"}),
        Column("Penyebut", "data", "{{ item.denominator }}", {**NUMBER, "num_format": "General"}),
        Column("Temuan", "data", "{{ item.finding }}"),
        Column("Keputusan", "input", "{{ item.decision }}", CENTRE, decision),
        Column("Catatan", "input", "{{ item.note }}"),
    )
    figures = {
        "Departemen": figure("Jumlah temuan", "=COUNTA(Temuan[Temuan])"),
        "KPI": figure("Menunggu keputusan", "=COUNTA(Temuan[Temuan])-COUNTA(Temuan[Keputusan])"),
        "Temuan": figure("Dikembalikan", '=COUNTIFS(Temuan[Keputusan],"Kembalikan")'),
    }
    draw_list(house, sheet, columns, figures)


def draw_revisions(house: House) -> None:
    """Draw ``Revisi``: results that changed after they were verified, the old one beside the new one."""
    sheet = ListSheet(
        "tbl_revisi",
        "Revisi realisasi terverifikasi",
        "Bulan yang sudah terverifikasi hanya berubah bila revisinya diterima. Angka lama tetap tercatat.",
        "item in revisions",
        key="ID",
        legend=_DECIDED,
        wide={"Diterima": 13, "Bulan": 8, "Keputusan": 13, "Catatan": 32, "Diputuskan": 13, "KPI": 32}
        | dict.fromkeys(("Realisasi lama", "Penyebut lama", "Realisasi baru", "Penyebut baru"), 12),
    )
    decision = choice(["Terima", "Tolak"], "Keputusan", "Terima atau Tolak.")
    general = {**NUMBER, "num_format": "General"}
    columns = (
        Column("Diterima", "data", "{{ item.received }}", DATE),
        Column("Bulan", "data", "{{ item.month }}", _MONTH),
        *card(("Departemen", "ID", "Kode", "KPI"), "data", item="item"),
        Column("Realisasi lama", "data", "{{ item.old_actual }}", general),
        Column("Penyebut lama", "data", "{{ item.old_denominator }}", general),
        Column("Realisasi baru", "data", "{{ item.new_actual }}", general),
        Column("Penyebut baru", "data", "{{ item.new_denominator }}", general),
        Column("Keputusan", "input", "{{ item.decision }}", CENTRE, decision),
        Column("Catatan", "input", "{{ item.note }}"),
        Column("Diputuskan", "data", "{{ item.decided }}", DATE),
    )
    figures = {
        "Departemen": figure("Jumlah revisi", "=COUNTA(Revisi[ID])"),
        "KPI": figure("Menunggu keputusan", "=COUNTA(Revisi[ID])-COUNTA(Revisi[Keputusan])"),
    }
    draw_list(house, sheet, columns, figures)


def draw_reviews(house: House) -> None:
    """Draw ``Review Semester``: how KPIs stood at each review, why, and what is done about it."""
    sheet = ListSheet(
        "tbl_review",
        "Review semester",
        "Angka adalah keadaan pada saat review dan tidak berubah lagi. Isi penyebab, tindak lanjut, PIC, "
        "dan batas untuk KPI di bawah target.",
        "item in reviews",
        legend=_DECIDED,
        wide={"Semester": 10, "Tingkat": 13, "KPI": 34, "Target": 11, "Realisasi": 11, "Pencapaian": 11}
        | {"Skor": 9, "Status": 10, "Penyebab": 28, "Tindak lanjut": 28, "Batas": 12, "PPK": 12},
    )
    columns = (
        Column("Semester", "data", "{{ item.semester }}", _MONTH),
        Column("Tingkat", "data", "{{ item.level }}", CENTRE),
        *card(("Departemen", "Kode", "KPI"), "data", item="item"),
        Column("Target", "data", "{{ item.target }}", NUMBER),
        Column("Realisasi", "data", "{{ item.actual }}", NUMBER),
        Column("Pencapaian", "data", "{{ item.achievement }}", SHARE),
        Column("Skor", "data", "{{ item.score }}", SHARE),
        Column("Status", "data", "{{ item.status }}", CENTRE),
        Column("Penyebab", "input", "{{ item.cause }}"),
        Column("Tindak lanjut", "input", "{{ item.action }}"),
        Column("PIC", "input", "{{ item.pic }}"),
        Column("Batas", "input", "{{ item.due }}", DATE, day("Batas", "Tanggal selesainya tindak lanjut.")),
        Column("PPK", "data", "{{ item.ppk }}", CENTRE),
    )
    figures = {
        "Departemen": figure("Baris review", "=COUNTA(Review[Kode])"),
        "KPI": figure("Di bawah target", '=COUNTIFS(Review[Pencapaian],"<1")'),
        "Penyebab": figure("Penyebab terisi", "=COUNTA(Review[Penyebab])"),
        "Tindak lanjut": figure("Tindak lanjut terisi", "=COUNTA(Review[Tindak lanjut])"),
    }
    page = draw_list(house, sheet, columns, figures)
    for test, shape in (("ABS(F11)<1", "0.000"), ("TRUE", "#,##0.00")):  # a snapshot has no Satuan
        page.mark("F11:G11", f"=AND(ISNUMBER(F11),F11<>ROUND(F11,0),{test})", {"num_format": shape})
    page.signatures(14, (("C", "E"), ("F", "J"), ("K", "K")))


def draw_history(house: House) -> None:
    """Draw ``Riwayat``: what changed in the KPIs, when, from what to what."""
    sheet = ListSheet(
        "tbl_riwayat",
        "Riwayat perubahan",
        "Dicatat sendiri setiap kali KPI, target, atau realisasi berubah.",
        "item in history",
        key="Perubahan",
        legend=_RECORDED,
        wide={"Tanggal": 14, "Perubahan": 30, "Lama": 30, "Baru": 30, "KPI": 40},
        colour=QUIET,
    )
    columns = (
        Column("Tanggal", "data", "{{ item.date }}", DATE),
        *card(("Departemen", "Kode", "KPI"), "data", item="item"),
        Column("Perubahan", "data", "{{ item.change }}"),
        Column("Lama", "data", "{{ item.old }}", CENTRE),
        Column("Baru", "data", "{{ item.new }}", CENTRE),
    )
    draw_list(house, sheet, columns, {"KPI": figure("Jumlah perubahan", "=COUNTA(Riwayat[Perubahan])")})


def draw_archive(house: House) -> None:
    """Draw ``Arsip``: KPIs that departments carry no more, with the results they had."""
    sheet = ListSheet(
        "tbl_arsip",
        "Arsip KPI",
        "KPI yang tidak lagi dipikul disimpan di sini beserta realisasinya. Tidak ada isian yang hilang.",
        "item in archive",
        legend=_RECORDED,
        across=9,
        folded=("Penyebut",),
        wide={"Tanggal": 14, "Alasan": 40},
        colour=QUIET,
    )
    columns = (
        Column("Tanggal", "data", "{{ item.date }}", DATE),
        *card(("ID", "Kode", "KPI", "Departemen"), "data", item="item"),
        Column("Alasan", "data", "{{ item.reason }}"),
        *result_bands("data", item="item"),
    )
    draw_list(house, sheet, columns, {"KPI": figure("KPI di arsip", "=COUNTA(Arsip[Kode])")})
