"""Sheets of the product design workbook: alternatives, weighted functions, specification."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import GOOD, filled
from templates.formats.plan_data import EXACT, RUPIAH, SHARE, calculated
from templates.formats.rules import at_least_zero
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, fixed_table, loop_table

ALTERNATIVES: Final = 5
NAMES: Final = f"Alternatif!$B${HEADING_ROW + 1}:$B${HEADING_ROW + ALTERNATIVES}"
_FIRST: Final = HEADING_ROW + 1
_LAST: Final = HEADING_ROW + ALTERNATIVES
_SCORES: Final = "DEFGH"
_VALUES: Final = "IJKLM"
_HEADINGS: Final = (
    *("No", "Alternatif", "Keterangan", "Harga (Rp)", "Nilai produk", "Nilai kemasan", "Nilai total"),
    *("Fungsi di bawah batas", "Nilai sah", "Peringkat", "Periksa"),
)


def alternative(number: int) -> str:
    """Return the formula piece that is the name of an alternative, counted from 1."""
    return f"Alternatif!$B${HEADING_ROW + number}"


def draw_alternatives(house: House) -> None:
    """Draw the five alternatives: what they are, what they are worth, which are out, their rank."""
    page = Page(
        house, "Alternatif", "Alternatif yang dibandingkan", (5, 25, 42, 13, 11, 11, 11, 12, 11, 11, 30)
    )
    page.note("Isi dua sampai lima alternatif, tanpa baris kosong di antaranya. Nilainya dari lembar Fungsi.")
    rows = [[str(n), *[""] * 10] for n in range(1, ALTERNATIVES + 1)]
    fixed_table(page, "tbl_alternatif", [Column(heading) for heading in _HEADINGS], rows, row=HEADING_ROW)
    for number in range(ALTERNATIVES):
        _alternative(page, number)
    page.mark(f"A{_FIRST}:J{_LAST}", f"=$J{_FIRST}=1", GOOD | {"bold": True})
    page.mark_checks(f"K{_FIRST}:K{_LAST}")
    wrong = f'SUMPRODUCT((K{_FIRST}:K{_LAST}<>"")*(K{_FIRST}:K{_LAST}<>"OK"))'
    page.figures(
        {
            "A:B": figure("Jumlah alternatif", f'=SUMPRODUCT((B{_FIRST}:B{_LAST}<>"")*1)'),
            "K": figure(
                "Pemeriksaan",
                f'=IF(A7<2,"Isi paling sedikit dua alternatif",IF({wrong}>0,"Ada "&{wrong}&'
                '" baris yang perlu diperiksa","OK"))',
            ),
        }
    )
    page.mark_checks("K7")
    page.freeze(HEADING_ROW, 2)


def _alternative(page: Page, number: int) -> None:
    row = HEADING_ROW + 1 + number
    page.sheet.set_row(row - 1, 30)
    score, value = _SCORES[number], f"alternatives[{number}]"
    page.put(f"A{row}", number + 1, filled("data", align="center"))
    page.ask(f"B{row}", f"{{{{ {value}.name }}}}")
    page.ask(f"C{row}", f"{{{{ {value}.note }}}}")
    page.ask(f"D{row}", f"{{{{ {value}.price }}}}", at_least_zero("Harga", "Rupiah."), num_format=RUPIAH)
    few = f'IF(Nilai_minimum="",0,{_below("Fungsi Produk", score)}+{_below("Fungsi Kemasan", score)})'
    parts = "Bobot_produk*E#,Bobot_kemasan*F#".replace("#", str(row)).split(",")
    unknown = f'IF(AND(Bobot_produk>0,E{row}=""),1,0)+IF(AND(Bobot_kemasan>0,F{row}=""),1,0)>0'
    total = f"(IF(Bobot_produk>0,{parts[0]},0)+IF(Bobot_kemasan>0,{parts[1]},0))/(Bobot_produk+Bobot_kemasan)"
    ranks = f"$I${_FIRST}:$I${_LAST}"
    before = f"$I${_FIRST}:$I{row}"
    texts = {
        "E": (f'=IF(B{row}="","",\'Fungsi Produk\'!{score}7)', EXACT),
        "F": (f'=IF(B{row}="","",\'Fungsi Kemasan\'!{score}7)', EXACT),
        "G": (f'=IF(B{row}="","",IF({unknown},"",{total}))', EXACT),
        "H": (f'=IF(B{row}="","",{few})', "0"),
        "I": (f'=IFERROR(IF(G{row}="","",IF(H{row}>0,"",ROUND(G{row},9))),"")', EXACT),
        "J": (
            f'=IF(I{row}="","",SUMPRODUCT(({ranks}<>"")*({ranks}>I{row}))'
            f'+SUMPRODUCT(({before}<>"")*({before}=I{row})))',
            "0",
        ),
    }
    for column, (text, form) in texts.items():
        page.put(f"{column}{row}", text, calculated(form, align="center"))
    twice = f"SUMPRODUCT(({NAMES}=B{row})*1)>1"
    gap = f'IF(B{row - 1}="","Baris di atasnya kosong","OK")' if number else '"OK"'
    page.put(
        f"K{row}",
        f'=IF(B{row}="","",IF({twice},"Nama ganda",IFERROR(IF(G{row}="","Nilai fungsi belum lengkap",'
        f'IF(H{row}>0,"Gugur: "&H{row}&" fungsi di bawah batas",{gap})),"Periksa nilai fungsi")))',
        filled("calculated"),
    )


def _below(sheet: str, column: str) -> str:
    scores = f"'{sheet}'!${column}$10:${column}$12"
    return f'SUMPRODUCT(({scores}<>"")*({scores}<Nilai_minimum))'


def draw_functions(house: House, sheet: str, what: str, key: str) -> None:
    """Draw the functions of a part with weights and each alternative's score, and what decides.

    Args:
        house: The workbook.
        sheet: Name of the sheet.
        what: ``produk`` or ``kemasan``.
        key: Its functions in the data: ``product`` or ``packaging``.
    """
    page = Page(house, sheet, sheet.replace("Fungsi", "Fungsi dan bobot"),
                (26, 9, 10, *[12] * 5, *[10] * 5, 11, 30))  # fmt: skip
    page.note(
        "Satu fungsi satu baris: bobotnya, dan nilai setiap alternatif dari 0 (buruk) sampai Nilai_tertinggi."
    )
    weight = at_least_zero("Bobot", "Persen; jumlah semua fungsi 100.")
    score = at_least_zero("Nilai", "Dari 0 sampai Nilai_tertinggi pada lembar Data.")
    scores = [
        Column(f"Nilai {n}", "input", f"{{{{ one.scores[{n - 1}] }}}}", CENTRE, score)
        for n in range(1, ALTERNATIVES + 1)
    ]
    values = [
        Column(
            f"Bobot × nilai {n}", "calculated", f'=IF(OR($C#="",{c}#=""),"",$C#*{c}#)',
            {"num_format": EXACT, "align": "right"},
        )
        for n, c in enumerate(_SCORES, 1)
    ]  # fmt: skip
    gap = '=IFERROR(IF(A#="","",INDEX(I#:M#,1,Nomor_pemenang)-INDEX(I#:M#,1,Nomor_kedua)),"")'
    columns = [
        Column("Fungsi", "input", "{{ one.name }}"),
        Column("Bobot", "input", "{{ one.weight }}", CENTRE, weight, required=True),
        Column("Bobot (%)", "calculated", '=IF(B#="","",B#/SUM($B$10:$B$12))',
               {"num_format": SHARE, "align": "right"}),
        *scores,
        *values,
        Column("Selisih pemenang", "calculated", gap, {"num_format": "+0.00;-0.00;0.00", "align": "right"}),
        Column("Periksa", "calculated", _CHECK),
    ]  # fmt: skip
    loop_table(page, f"tbl_fungsi_{what}", columns, f"one in {key}")
    page.sheet.set_row(HEADING_ROW - 1, 30)
    wrong = 'SUMPRODUCT((O10:O12<>"")*(O10:O12<>"OK"))'
    shown = {
        c: figure(
            f'=IF({alternative(n)}="","Nilai {n}",{alternative(n)})',
            f"=FACTOR_RATING($B$10:$B$12,{c}10:{c}12)",
            EXACT,
        )
        for n, c in enumerate(_SCORES, 1)
    }  # fmt: skip
    page.figures(
        {
            "A": figure("Jumlah fungsi", '=SUMPRODUCT((A10:A12<>"")*1)'),
            "B:C": figure("Jumlah bobot", "=SUM(B10:B12)", "0.##"),
            **shown,
            "O": figure(
                "Pemeriksaan",
                f'=IF(A7=0,"Belum ada fungsi",IF({wrong}>0,"Ada "&{wrong}&" baris yang perlu diperiksa",'
                'IF(ABS(B7-100)>0.000001,"Jumlah bobot "&ROUND(B7,2)&", bukan 100","OK")))',
            ),
        }
    )
    page.mark_checks("O7")
    page.sheet.set_row(5, 30)
    house.name(f"Jumlah_bobot_{what}", f"'{sheet}'!$B$7")
    page.freeze(HEADING_ROW, 1)


_CHECK: Final = (
    '=IF(AND(A#="",B#="",COUNT(D#:H#)=0),"",IF(A#="","Isi nama fungsi",'
    'IF(SUMPRODUCT((B#:B#>"")*1)+SUMPRODUCT((D#:H#>"")*1)>0,"Ada teks, bukan angka",IF(B#="","Isi bobot",'
    'IF(B#<0,"Bobot negatif",IF(COUNT(D#:H#)<Alternatif!$A$7,"Isi nilai setiap alternatif",'
    'IF(OR(MIN(D#:H#)<0,MAX(D#:H#)>Nilai_tertinggi),"Nilai di luar 0 sampai Nilai_tertinggi","OK")))))))'
)


def draw_specification(house: House) -> None:
    """Draw the specification, and where two lines say different numbers of the same thing."""
    page = Page(house, "Spesifikasi", "Spesifikasi desain", (16, 22, 64, 12, 13, 36))
    page.note("Satu sifat satu baris. Angka yang berbeda untuk sifat yang sama ditandai.")
    same = '($B$10:$B$12=B#)*($D$10:$D$12<>"")*($D$10:$D$12<>D#)'
    check = (
        '=IF(B#="",IF(C#="","","Isi sifat"),IF(C#="","Isi keterangan",'
        f'IF(D#="","OK",IF(SUMPRODUCT({same})>0,"Angka berbeda untuk sifat yang sama","OK"))))'
    )
    columns = [
        Column("Bagian", "input", "{{ line.part }}"),
        Column("Sifat", "input", "{{ line.property }}"),
        Column("Isi", "input", "{{ line.text }}"),
        Column("Angka", "input", "{{ line.value }}", {"num_format": "#,##0.##", "align": "right"},
               at_least_zero("Angka", "Bila sifat ini berupa angka.")),
        Column("Satuan", "input", "{{ line.unit }}"),
        Column("Periksa", "calculated", check),
    ]  # fmt: skip
    loop_table(page, "tbl_spesifikasi", columns, "line in specification", key="B")
    wrong = 'SUMPRODUCT((F10:F12<>"")*(F10:F12<>"OK"))'
    page.figures(
        {
            "A:B": figure("Jumlah sifat", '=SUMPRODUCT((B10:B12<>"")*1)'),
            "F": figure("Pemeriksaan", f'=IF({wrong}>0,"Ada "&{wrong}&" baris yang perlu diperiksa","OK")'),
        }
    )
    page.mark_checks("F7")
    page.freeze(HEADING_ROW, 2)
