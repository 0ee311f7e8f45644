"""The format ``closeness``: rooms, the chart of their closeness, a block layout that is judged live."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.closeness_guide import draw_guide
from templates.formats.closeness_layout import draw_layout
from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, HEADING, Look, filled
from templates.formats.plan_data import Input, draw_data
from templates.formats.plan_grid import grid_table
from templates.formats.rules import above_zero, where
from templates.formats.settings import DOCUMENT, Setting
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

ROOMS: Final = 60
"""How many rooms there is room for."""
FIRST: Final = HEADING_ROW + 1
LAST: Final = HEADING_ROW + ROOMS
RATINGS: Final = "AEIOUX"
_MATRIX: Final = f"$C${FIRST}:${xl_col_to_name(ROOMS + 1)}${LAST}"
_METRE: Final = "#,##0.0#"
_AREA: Final[Look] = {"num_format": _METRE, "align": "right"}
_WHOLE: Final[Look] = {"num_format": "#,##0", "align": "center"}
_FILLS: Final = {"A": "#F2B8B0", "E": "#F8D9A8", "I": "#CFE6D3", "O": "#CFE0EE", "X": "#C9BBB2"}
_INPUTS: Final = (
    Input("Panjang_lahan", "m", "Panjang lahan, dari kiri ke kanan denah.", number=_METRE,
          rule=above_zero("Panjang lahan", "Meter.")),
    Input("Lebar_lahan", "m", "Lebar lahan, dari atas ke bawah denah.", number=_METRE,
          rule=above_zero("Lebar lahan", "Meter.")),
)  # fmt: skip
_MEANINGS: Final = (
    "mutlak dekat", "sangat penting dekat", "penting dekat", "kedekatan biasa", "tidak perlu dekat",
    "jangan dekat",
)  # fmt: skip
_DEFAULTS: Final = (4, 3, 2, 1, 0, -1)


def draw(path: Path) -> None:
    """Draw the template of the closeness workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Kedekatan ruang", 8)
    draw_guide(house)
    _draw_data(house)
    _draw_rooms(house)
    _draw_chart(house)
    _draw_mirror(house)
    for name, title, note in (
        ("Diagram", "Diagram kedekatan", "Digambar oleh tombol Gambar tata letak dari lembar Kedekatan."),
        ("Tata Letak", "", ""),
        (
            "Denah",
            "Denah blok",
            "Digambar menurut skala oleh tombol Gambar tata letak dari lembar Tata Letak.",
        ),
    ):
        if not note:
            draw_layout(house, ROOMS)
            continue
        page = Page(house, name, title, (12,) * 12, colour=ACCENT, landscape=False)
        page.note(note, ())
        page.freeze(5)
    house.close()


def _draw_data(house: House) -> None:
    number = where("=ISNUMBER(B10)", "Nilai kode", "Angka; makin besar makin harus dekat.", "Isi angka.")
    settings = [
        Setting(f"Nilai_{letter}", f"Nilai {letter}",
                f"{{{{ {default} if settings.value_{letter} is none else settings.value_{letter} }}}}",
                f"Nilai kode {letter}: {meaning}.", number, {"num_format": "0.##"})
        for letter, meaning, default in zip(RATINGS, _MEANINGS, _DEFAULTS, strict=True)
    ]  # fmt: skip
    draw_data(house, "Data kedekatan ruang", _INPUTS, settings)
    first = HEADING_ROW + len(_INPUTS) + 2 + len(DOCUMENT) + 2
    house.name("Nilai_kode", f"Data!$B${first}:$B${first + len(RATINGS) - 1}")


def _draw_rooms(house: House) -> None:
    page = Page(
        house, "Ruang", "Ruang, luas, dan jumlah kedekatan", (6, 34, 14, 12, 12, 14, 16, 38), landscape=False
    )
    page.note(
        f"Satu baris satu ruang, tanpa baris kosong, paling banyak {ROOMS}. TCR: jumlah nilai kedekatan."
    )
    columns = (
        Column("No", "calculated", look=CENTRE),
        Column("Ruang", "input"),
        Column(
            "Luas (m²)", "input", look=_AREA, rule=above_zero("Luas", "Meter persegi dengan kelonggaran.")
        ),
        Column("TCR", "calculated", look=_WHOLE),
        Column("Peringkat", "calculated", look=_WHOLE),
        Column("Pasangan X", "calculated", look=_WHOLE),
        Column("Belum dinilai", "calculated", look=_WHOLE),
        Column("Periksa", "calculated"),
    )

    def content(heading: str, number: int) -> str | float:
        row = HEADING_ROW + number
        ratings = f"Hitungan!$C${row}:${xl_col_to_name(ROOMS + 1)}${row}"
        gap = "FALSE" if number == 1 else f'B{row - 1}=""'
        known = "+".join(f'COUNTIFS({ratings},"{letter}")' for letter in RATINGS)
        cases = (
            (gap, "Jangan lewati baris"),
            (f"COUNTIFS(B${FIRST}:B${LAST},B{row})>1", "Ruang tertulis dua kali"),
            (f"NOT(ISNUMBER(C{row}))", "Isi luas"),
            (f"C{row}<=0", "Luas harus di atas 0"),
            (f'SUMPRODUCT(({ratings}<>"")*1)<>{known}', "Ada kode selain A E I O U X"),
            (f"G{row}<0", "Ada kode untuk ruang yang tidak ada"),
        )
        check = '"OK"'
        for condition, told in reversed(cases):
            check = f'IF({condition},"{told}",{check})'
        cells: dict[str, str | float] = {
            "No": number,
            "Ruang": _item("rooms", number, "name"),
            "Luas (m²)": _item("rooms", number, "area"),
            "TCR": f'=IF(B{row}="","",TOTAL_CLOSENESS({ratings},Nilai_kode))',
            "Peringkat": f'=IF(ISNUMBER(D{row}),1+COUNTIFS(D${FIRST}:D${LAST},">"&D{row}),"")',
            "Pasangan X": f'=IF(B{row}="","",COUNTIFS({ratings},"X"))',
            "Belum dinilai": f'=IF(B{row}="","",$A$7-1-SUMPRODUCT(({ratings}<>"")*1))',
            "Periksa": f'=IF(B{row}="",IF(C{row}="","","Isi nama ruang"),{check})',
        }
        return cells[heading]

    grid_table(page, "tbl_ruang", columns, ROOMS, content)
    checks = f"H{FIRST}:H{LAST}"
    page.figures(
        {
            "A:B": figure("Jumlah ruang", f'=SUMPRODUCT((B{FIRST}:B{LAST}<>"")*1)'),
            "C:D": figure("Jumlah luas (m²)", f"=SUM(C{FIRST}:C{LAST})", _METRE),
            "E:G": figure(
                "Bagian lahan",
                '=IF(COUNT(Panjang_lahan,Lebar_lahan)<2,"",IF(Panjang_lahan*Lebar_lahan<=0,"",'
                "C7/(Panjang_lahan*Lebar_lahan)))", "0.0%",
            ),
            "H": figure(
                "Pemeriksaan",
                f'=IF(A7=0,"Belum ada ruang",IF(SUMPRODUCT(({checks}<>"")*({checks}<>"OK"))>0,'
                '"Ada ruang yang perlu diperiksa",IF(E7="","Isi lahan di Data",'
                'IF(E7>1,"Lahan kurang luas","OK"))))',
            ),
        }
    )  # fmt: skip
    page.mark_checks("H7")
    house.name("Nama_ruang", f"Ruang!$B${FIRST}:$B${LAST}")
    page.freeze(HEADING_ROW, 2)


def _draw_chart(house: House) -> None:
    page = Page(house, "Kedekatan", "Peta kedekatan ruang", (5, 28, *(3.6,) * ROOMS))
    page.note("Di atas diagonal: kode A E I O U X. Di bawah diagonal: kode alasan pasangan itu (1 sampai 9).")
    rated = where(
        '=OR(C10="A",C10="E",C10="I",C10="O",C10="U",C10="X")', "Kode", "A E I O U X; kosong sama dengan U.",
        "Isi A, E, I, O, U, atau X.",
    )  # fmt: skip
    reason = where("=AND(C11>=1,C11<=9)", "Alasan", "Angka 1 sampai 9; lihat Petunjuk.", "Isi 1 sampai 9.")
    small: Look = {"align": "center", "font_size": 8}
    _heads(page)
    for i in range(ROOMS):
        for j in range(ROOMS):
            cell = f"{xl_col_to_name(j + 2)}{FIRST + i}"
            if i == j:
                page.put(cell, "", filled("data", **small) | {"bg_color": "#D5DADD"})
                continue
            page.put(cell, f"{{{{ matrix[{i}][{j}] if matrix|length > {max(i, j)} else none }}}}",
                     filled("input", **small))  # fmt: skip
    for i in range(ROOMS - 1):
        row, column = FIRST + i, xl_col_to_name(ROOMS + 1)
        start = xl_col_to_name(i + 3)
        page.sheet.data_validation(
            f"{start}{row}:{column}{row}", rated | {"value": rated["value"].replace("C10", f"{start}{row}")}
        )
        low = f"C{row + 1}"
        page.sheet.data_validation(
            f"{low}:{xl_col_to_name(i + 2)}{row + 1}", reason | {"value": reason["value"].replace("C11", low)}
        )
    for letter, fill in _FILLS.items():
        page.mark(_MATRIX.replace("$", ""), f'=C{FIRST}="{letter}"', {"bg_color": fill, "bold": True})
    house.name("Peta_kedekatan", f"Kedekatan!{_MATRIX}")
    page.freeze(HEADING_ROW, 2)


def _draw_mirror(house: House) -> None:
    page = Page(house, "Hitungan", "Peta kedekatan, kedua segitiga", (5, 28, *(3.6,) * ROOMS))
    page.note("Dihitung dari lembar Kedekatan; jangan diubah.", ("calculated",))
    _heads(page)
    look = filled("calculated", align="center", font_size=8)
    for i in range(ROOMS):
        for j in range(ROOMS):
            typed = f"Kedekatan!{xl_col_to_name(max(i, j) + 2)}{FIRST + min(i, j)}"
            content = "" if i == j else f'=IF({typed}="","",{typed})'
            page.put(f"{xl_col_to_name(j + 2)}{FIRST + i}", content, look)
    page.freeze(HEADING_ROW, 2)


def _heads(page: Page) -> None:
    """Write number and name of the rooms beside a chart, their numbers above it."""
    page.put(f"A{HEADING_ROW}", "No", HEADING)
    page.put(f"B{HEADING_ROW}", "Ruang", HEADING)
    for number in range(1, ROOMS + 1):
        row = HEADING_ROW + number
        page.put(f"{xl_col_to_name(number + 1)}{HEADING_ROW}", number, HEADING | {"font_size": 8})
        page.put(f"A{row}", number, filled("calculated", align="center"))
        page.put(f"B{row}", f'=IF(Ruang!B{row}="","",Ruang!B{row})', filled("calculated"))


def _item(key: str, number: int, field: str) -> str:
    return f"{{{{ {key}[{number - 1}].{field} if {key}|length >= {number} else none }}}}"
