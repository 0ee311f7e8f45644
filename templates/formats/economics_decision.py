"""Sheet ``Kelayakan``: whether the plan is feasible, by which criteria, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from templates.formats.palette import ALARM, CELL, GOOD, HEADING, filled
from templates.formats.plan_data import EXACT, calculated
from templates.formats.style import House, Page

_TOP: Final = 13


@dataclass(frozen=True)
class Criterion:
    """One question: what is compared with which limit, and the words for either answer."""

    text: str
    value: str
    limit: str
    number: str
    holds: str
    yes: str
    no: str
    asked: str = "TRUE"
    unknown: str = ""


_CRITERIA: Final = (
    Criterion(
        "Harga jual di atas biaya variabel", "Harga_jual", "Biaya_variabel_dipakai", EXACT, "{v}>{l}",
        "setiap unit yang terjual ikut menutup biaya tetap",
        "harga tidak di atas biaya variabel: makin banyak terjual makin rugi, titik impas tidak ada",
    ),
    Criterion(
        "Volume mencapai titik impas", "Volume", "IFERROR(Titik_impas_unit,0)", "#,##0",
        "AND(Margin_kontribusi>0,{v}>={l})", "volume rencana menutup semua biaya",
        "volume rencana di bawah titik impas: biaya tetap tidak tertutup",
    ),
    Criterion(
        "Volume setahun terserap permintaan", "Volume*Periode_setahun", "0+Ramalan_tahun", "#,##0",
        "{v}<={l}",
        "rencana tidak melebihi ramalan permintaan",
        "rencana melebihi ramalan permintaan setahun: kelebihannya tidak terjual",
        'Ramalan_tahun<>""', "ramalan permintaan belum diisi",
    ),
    Criterion(
        "Masa pengembalian tidak melebihi batas (tahun)", "IFERROR(Pengembalian_tahun,0)",
        "0+Batas_pengembalian", "0.00", "AND(Laba_setahun>0,{v}<={l})",
        "investasi kembali dalam waktu yang diterima",
        "investasi tidak kembali dalam waktu yang diterima",
    ),
    Criterion(
        "NPV tidak negatif", "Nilai_NPV", "0", "#,##0", "{v}>={l}",
        "arus kas melebihi pengembalian yang diminta",
        "arus kas tidak memberi pengembalian yang diminta",
    ),
    Criterion(
        "IRR tidak di bawah tingkat diskonto", "IFERROR(0+Nilai_IRR,0)", "0+Tingkat_diskonto", "0.0%",
        "{v}>={l}", "tingkat pengembalian memenuhi yang diminta",
        "tingkat pengembalian di bawah yang diminta",
        "IF(ISNUMBER(Nilai_IRR),ABS(NPV_pada_IRR)<=0.01+0.000001*ABS(Investasi_dipakai),FALSE)",
        "IRR tidak ada, lebih dari satu, atau belum dihitung ulang: NPV yang menentukan",
    ),
)  # fmt: skip


def draw_decision(house: House) -> None:
    """Draw the verdict, its reason, and the criteria one under another."""
    page = Page(house, "Kelayakan", "Kelayakan usaha", (46, 21, 21, 16, 76))
    page.note("Layak bila tidak ada kriteria yang dijawab Tidak.", ("calculated",))
    last = _TOP + len(_CRITERIA) - 1
    answers = f"D{_TOP}:D{last}"
    page.section(6, "Kesimpulan", "E")
    verdict = (
        f'=IF(COUNTIFS({answers},"Tidak")>0,"TIDAK LAYAK",IF(COUNTIFS({answers},"Periksa")>0,'
        '"BELUM DAPAT DINILAI","LAYAK"))'
    )
    page.put("A7", verdict, filled("calculated", bold=True, font_size=16, align="center"))
    page.put("B7:E7", _reason(last), filled("calculated"))
    page.sheet.set_row(6, 60)
    page.mark("A7", '=A7="LAYAK"', GOOD)
    page.mark("A7", '=A7<>"LAYAK"', ALARM)
    page.put("A8", "Yang paling menentukan NPV", CELL)
    page.put("B8:E8", "=Paling_menentukan", filled("calculated", bold=True))
    page.put("A9", "Harga", CELL)
    page.put("B9:E9", "=Pesan_harga", filled("calculated"))
    page.mark_checks("B9:E9")
    page.put("A10", "IRR", CELL)
    page.put("B10:E10", "=Catatan_IRR", filled("calculated"))
    page.mark_checks("B10:E10")
    for column, text in zip("ABCDE", ("Kriteria", "Nilai", "Batas", "Terpenuhi", "Alasan"), strict=True):
        page.put(f"{column}{_TOP - 1}", text, HEADING)
    for row, criterion in enumerate(_CRITERIA, _TOP):
        _criterion(page, row, criterion)
    page.mark(answers, f'=D{_TOP}="Ya"', GOOD)
    page.mark(answers, f'=OR(D{_TOP}="Tidak",D{_TOP}="Periksa")', ALARM)
    house.name("Kelayakan", "Kelayakan!$A$7")
    house.name("Alasan_kelayakan", "Kelayakan!$B$7")
    page.signatures(last + 3, (("A", "A"), ("B", "D"), ("E", "E")))
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _criterion(page: Page, row: int, one: Criterion) -> None:
    holds = one.holds.format(v=f"B{row}", l=f"C{row}")
    page.sheet.set_row(row - 1, 24)
    page.put(f"A{row}", one.text, CELL | {"bold": True})
    page.put(f"B{row}", f"={one.value}", calculated(one.number))
    page.put(f"C{row}", f"={one.limit}", calculated(one.number))
    answer = f'=IFERROR(IF(NOT({one.asked}),"Tidak dinilai",IF({holds},"Ya","Tidak")),"Periksa")'
    page.put(f"D{row}", answer, filled("calculated", bold=True, align="center"))
    unsure = f'IF(D{row}="Periksa","{_CHECK}","{one.unknown}")'
    words = f'IF(D{row}="Ya","{one.yes}",IF(D{row}="Tidak","{one.no}",{unsure}))'
    page.put(f"E{row}", f"={words}", filled("calculated"))


_CHECK: Final = "ada isian yang salah atau kosong"


def _reason(last: int) -> str:
    """Return the sentence: every reason of a criterion that fails, or that all hold."""
    failing = "&".join(
        f'IF(OR(D{row}="Tidak",D{row}="Periksa"),E{row}&". ","")' for row in range(_TOP, last + 1)
    )
    return f'=IF(A7="LAYAK","Semua kriteria yang dinilai terpenuhi.","Sebab: "&{failing})'
