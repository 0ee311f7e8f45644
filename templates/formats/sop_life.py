"""Sheets ``Pengesahan``, ``Sosialisasi`` and ``Monev``: signed, made known, looked at again."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import CENTRE, DATE, TYPED, figure, list_sheet
from templates.formats.palette import ALARM, DAY, GOOD
from templates.formats.rules import choice, day
from templates.formats.settings import option
from templates.formats.sop_checks import first_problem, overall
from templates.formats.sop_steps import EVERYBODY
from templates.formats.style import House, Page
from templates.formats.tables import Column

SIGNED: Final = "Disetujui"
STATES: Final = ("Menunggu", SIGNED, "Dikembalikan")
SIGNERS: Final = ("Dibuat", "Dikoreksi", "Disahkan")
_MATTERS: Final = ("Terbuka", "Dikerjakan", "Selesai")
_WAYS: Final = ("Rapat khusus", "Pelatihan", "E-mail", "Papan pengumuman")


def draw_approvals(house: House) -> None:
    """Draw ``Pengesahan``: who made, corrected and put it in force, each with the date and the state."""
    page = Page(house, "Pengesahan", "Pengesahan", (16, 28, 30, 15, 16, 40, 30))
    page.note("SOP berlaku sesudah ketiga pihak menyetujui, dari atas ke bawah.", TYPED)
    roles = "+".join(f'(A#="{role}")*1' for role in SIGNERS)
    states = "+".join(f'(E#="{state}")*1' for state in STATES)
    problem = first_problem(
        (f"{roles}=0", "Peran tidak dikenal"), ('B#=""', "Isi nama"), ('C#=""', "Isi jabatan"),
        (f"{states}=0", "Pilih status"), (f'AND(E#="{SIGNED}",D#="")', "Isi tanggal"),
        ('AND(D#<>"",NOT(ISNUMBER(D#)))', "Tanggal tidak terbaca"),
        ("AND(ISNUMBER(D#),D#<Tanggal_dibuat)", "Sebelum SOP dibuat"),
        ('AND(E#="Menunggu",D#<>"")', "Bertanggal, tetapi menunggu"),
        ('AND(E#="Dikembalikan",F#="")', "Isi alasan pada catatan"),
    )  # fmt: skip
    columns = (
        Column("Peran", "input", "{{ approval.role }}", {"bold": True}, option(SIGNERS, "Peran")),
        Column("Nama", "input", "{{ approval.name }}", required=True),
        Column("Jabatan", "input", "{{ approval.position }}", required=True),
        Column("Tanggal", "input", "{{ approval.date }}", DATE, day("Tanggal", "Tanggal tanda tangan.")),
        Column("Status", "input", "{{ approval.status }}", CENTRE, option(STATES, "Status")),
        Column("Catatan", "input", "{{ approval.note }}"),
        Column("Periksa", "calculated", f'=IF(COUNTA(A#:F#)=0,"",{problem})'),
    )
    figures = {
        "A": figure("Disetujui", _approved()),
        "B": figure("Keadaan SOP", _state()),
        "C": figure("Tanda tangan terakhir", '=IF(COUNT(D10:D12)=0,"",MAX(D10:D12))', DAY),
        "G": figure("Pemeriksaan", _in_order()),
    }
    block = list_sheet(page, "tbl_pengesahan", columns, "approval in approvals", figures)
    cell = f"E{block.first + 1}"
    page.mark(cell, f'={cell}="{SIGNED}"', GOOD)
    page.mark(cell, f'={cell}="Dikembalikan"', ALARM)
    page.mark("B7", '=B7="Berlaku"', GOOD)
    page.mark("B7", '=B7="Dikembalikan"', ALARM)
    house.name("Keadaan_SOP", "Pengesahan!$B$7")
    house.name("Tanda_tangan", "Pengesahan!$A$7")


def _approved() -> str:
    return "=" + "+".join(f"MIN(1,{_count(role, SIGNED)})" for role in SIGNERS)


def _state() -> str:
    waiting = first_problem(
        ('COUNTIFS(E10:E12,"Dikembalikan")>0', "Dikembalikan"),
        *((f"{_count(role, SIGNED)}=0", f"Menunggu: {role}") for role in SIGNERS),
    )
    return "=" + waiting.replace('"OK"', '"Berlaku"')


def _in_order() -> str:
    """No later role has signed while one before it has not."""
    made, corrected, put = (_count(role, SIGNED) for role in SIGNERS)
    skipped = f"OR(AND({corrected}>0,{made}=0),AND({put}>0,{corrected}=0))"
    missing = "+".join(f'(COUNTIFS(A10:A12,"{role}")=0)*1' for role in SIGNERS)
    return overall("G", (f"{missing}>0", "Isi ketiga peran"), after=(skipped, "Ada yang terlangkahi"))


def _count(role: str, state: str) -> str:
    return f'COUNTIFS(A10:A12,"{role}",E10:E12,"{state}")'


def draw_briefings(house: House) -> None:
    """Draw ``Sosialisasi``: when and how those who do the steps were told."""
    page = Page(house, "Sosialisasi", "Sosialisasi", (14, 30, 20, 12, 34, 40, 24))
    page.note(f"Setiap pelaksana dari dalam perusahaan harus tahu. Pilih pelaksana, atau {EVERYBODY}.", TYPED)
    problem = first_problem(
        ('A#=""', "Isi tanggal"), ("NOT(ISNUMBER(A#))", "Tanggal tidak terbaca"), ('B#=""', "Isi pihak"),
        ('C#=""', "Isi cara"), ('E#=""', "Isi bukti"),
    )  # fmt: skip
    columns = (
        Column("Tanggal", "input", "{{ briefing.date }}", DATE, day("Tanggal", "Tanggal pemberitahuan.")),
        Column("Unit / pihak", "input", "{{ briefing.party }}", rule=choice(
            "Daftar_pelaksana", "Unit / pihak", f"Pelaksana, atau ketik {EVERYBODY}.", strict=False)),
        Column("Cara", "input", "{{ briefing.way }}", rule=choice(
            list(_WAYS), "Cara", "Cara pemberitahuan.", strict=False)),
        Column("Peserta", "input", "{{ briefing.participants }}", CENTRE),
        Column("Bukti", "input", "{{ briefing.evidence }}"),
        Column("Catatan", "input", "{{ briefing.note }}"),
        Column("Periksa", "calculated", f'=IF(COUNTA(A#:F#)=0,"",{problem})'),
    )  # fmt: skip
    figures = {
        "A": figure("Kegiatan", "=COUNT(A10:A12)"),
        "B": figure("Pelaksana yang belum tahu", "=Pelaksana!G7"),
        "C": figure("Terakhir", '=IF(A7=0,"",MAX(A10:A12))', DAY),
        "E": figure("Keadaan SOP", "=Keadaan_SOP"),
        "G": figure("Pemeriksaan", overall(
            "G", ("COUNTA(A10:B12)=0", "Belum disosialisasikan"), after=("B7>0", "Ada yang belum tahu"))),
    }  # fmt: skip
    list_sheet(page, "tbl_sosialisasi", columns, "briefing in briefings", figures)


def draw_reviews(house: House) -> None:
    """Draw ``Monev``: what was found in use, what should change, and when the procedure is due for review."""
    page = Page(house, "Monev", "Monitoring dan evaluasi", (12, 42, 37, 42, 18, 12, 13, 22))
    page.note("Satu baris satu temuan. Tinjauan berikutnya diisi pada lembar Identitas.", TYPED)
    late = '=IF(OR(Tanggal_tinjau="",Tanggal_acuan=""),"",'
    problem = first_problem(
        ('A#=""', "Isi tanggal"), ("NOT(ISNUMBER(A#))", "Tanggal tidak terbaca"), ('B#=""', "Isi temuan"),
        ('C#=""', "Isi dampak"), ('D#=""', "Isi usul perubahan"), ('E#=""', "Isi PIC"),
        ('F#=""', "Isi batas"),
        ("NOT(ISNUMBER(F#))", "Batas tidak terbaca"), ('G#=""', "Pilih status"),
        ('AND(G#<>"Selesai",Tanggal_acuan>F#)', "Lewat batas"),
    )  # fmt: skip
    columns = (
        Column("Tanggal", "input", "{{ review.date }}", DATE, day("Tanggal", "Tanggal temuan.")),
        Column("Temuan", "input", "{{ review.finding }}"),
        Column("Dampak", "input", "{{ review.impact }}"),
        Column("Usul perubahan", "input", "{{ review.proposal }}"),
        Column("PIC", "input", "{{ review.pic }}"),
        Column("Batas", "input", "{{ review.due }}", DATE, day("Batas", "Sampai kapan ditindaklanjuti.")),
        Column("Status", "input", "{{ review.status }}", CENTRE, option(_MATTERS, "Status")),
        Column("Periksa", "calculated", f'=IF(COUNTA(A#:G#)=0,"",{problem})'),
    )
    figures = {
        "A": figure("Temuan", '=SUMPRODUCT((B10:B12<>"")*1)'),
        "B": figure("Tinjauan berikutnya", '=IF(Tanggal_tinjau="","",Tanggal_tinjau)', DAY),
        "C": figure("Terlambat ditinjau (hari)", f"{late}MAX(0,Tanggal_acuan-Tanggal_tinjau))"),
        "D": figure("Tinjauan", f'{late}IF(C7>0,"Tinjauan terlambat","OK"))'),
        "E": figure("Belum selesai", '=A7-COUNTIFS(G10:G12,"Selesai")'),
        "H": figure("Pemeriksaan", overall("H")),
    }
    list_sheet(page, "tbl_monev", columns, "review in reviews", figures)
    page.mark_checks("D7")
    house.name("Tinjauan_terlambat", "Monev!$C$7")
