"""Sheet ``Pemindahan``: every move with its carrier, distance, frequency and cost."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import CENTRE, figure, list_sheet
from templates.formats.palette import PERCENT, Look
from templates.formats.rules import above_zero, at_least_zero, choice
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Block, Column

_RUPIAH: Final[Look] = {"num_format": "#,##0", "align": "right"}
_NUMBER: Final[Look] = {"num_format": "#,##0.##", "align": "right"}
_METRE: Final[Look] = {"num_format": "#,##0.0#", "align": "right"}
_SHARE: Final[Look] = {"num_format": PERCENT, "align": "right"}
_WIDTHS: Final = (7, 7, 27, 9, 14, 16, 10, 10, 9, 9, 10.5, 10, 12, 13, 8, 10, 9, 9, 27, 12)

_FROM: Final = "MATCH(A#,Daftar_stasiun,0)"
_TO: Final = "MATCH(B#,Daftar_stasiun,0)"
_CHART: Final = f"INDEX(Jarak_sekarang,{_FROM},{_TO})"
_CHOSEN: Final = 'IF(F#="",E#,F#)'
_PROBLEMS: Final = (
    ('OR(A#="",B#="")', "Isi dari dan ke"),
    ("COUNTIFS(Daftar_stasiun,A#)=0", "Dari tidak ada di Stasiun"),
    ("COUNTIFS(Daftar_stasiun,B#)=0", "Ke tidak ada di Stasiun"),
    ("A#=B#", "Dari dan ke sama"),
    ('AND(D#<>"",NOT(ISNUMBER(D#)))', "Isi berat dengan angka"),
    ("AND(ISNUMBER(D#),D#<0)", "Berat tidak boleh negatif"),
    ("NOT(ISTEXT(E#))", "Periksa lembar Alat Angkut"),
    (f'AND({_CHOSEN}<>"",COUNTIFS(Daftar_alat,{_CHOSEN})=0)', "Alat tidak ada di Alat Angkut"),
    ("NOT(ISNUMBER(H#))", "Isi ongkos per m, atau berat"),
    ("H#<0", "Ongkos tidak boleh negatif"),
    ("NOT(ISNUMBER(J#))", "Isi jarak, atau letak stasiun"),
    ("J#<0", "Jarak tidak boleh negatif"),
    ("NOT(ISNUMBER(L#))", "Isi frekuensi"),
    ("L#<0", "Frekuensi tidak boleh negatif"),
    (f"ABS(J#-{_CHART})>0.005", "Jarak berbeda dari Peta Jarak"),
)
_FREQUENCY: Final = (
    '=IF(OR(A#="",B#=""),"",IF(Sesuai_makalah="Ya",1,IF(K#<>"",K#,IF(AND(ISNUMBER(Unit_disiapkan),'
    'ISNUMBER(D#)),IF(D#>0,ROUNDUP(ROUND(Unit_disiapkan/D#,9),0),""),""))))'
)


def draw_moves(house: House) -> Block:
    """Draw the moves; return where their table stands."""
    page = Page(house, "Pemindahan", "Ongkos pemindahan bahan", _WIDTHS, across=19)
    page.note(
        "Satu baris satu jalur. Kosongkan ongkos, jarak, atau frekuensi untuk memakai Alat Angkut, Peta "
        "Jarak, atau bahan yang disiapkan dibagi berat sekali angkut."
    )
    block = list_sheet(page, "tbl_pemindahan", _columns(), "move in moves", _figures())
    page.sheet.set_row(8, 42)
    house.name("Ongkos_sekali", "Pemindahan!$M$7")
    house.name("Ongkos_pindah", "Pemindahan!$N$7")
    page.sheet.print_area("A1:S12")
    return block


def _columns() -> tuple[Column, ...]:
    station = choice("Daftar_stasiun", "Stasiun", "Pilih kode dari lembar Stasiun.")
    carrier = choice("Daftar_alat", "Alat angkut", "Kosong: menurut berat.")
    check = '"OK"'
    for condition, text in reversed(_PROBLEMS):
        check = f'IF({condition},"{text}",{check})'
    return (
        Column("Dari", "input", "{{ move.origin }}", CENTRE, station),
        Column("Ke", "input", "{{ move.target }}", CENTRE, station),
        Column("Bahan", "input", "{{ move.material }}"),
        Column("Berat sekali (kg)", "input", "{{ move.weight }}", _NUMBER,
               at_least_zero("Berat", "Kilogram sekali angkut.")),
        Column("Alat menurut berat", "calculated", "=CARRIER_BY_WEIGHT(D#,Batas_berat,Daftar_alat)"),
        Column("Alat dipilih", "input", "{{ move.carrier }}", rule=carrier),
        Column("Ongkos per m (ketikan)", "input", "{{ move.rate }}", _RUPIAH,
               at_least_zero("Ongkos per m", "Rupiah per meter; kosong: dari lembar Alat Angkut.")),
        Column("Ongkos per m", "calculated",
               f'=IF(A#="","",IF(G#<>"",G#,IFERROR(INDEX(Ongkos_alat,MATCH({_CHOSEN},Daftar_alat,0)),"")))',
               _RUPIAH),
        Column("Jarak (ketikan)", "input", "{{ move.distance }}", _METRE,
               at_least_zero("Jarak", "Meter; kosong: dari Peta Jarak.")),
        Column("Jarak (m)", "calculated",
               f'=IF(OR(A#="",B#=""),"",IF(I#<>"",I#,IFERROR({_CHART},"")))', _METRE),
        Column("Frekuensi (ketikan)", "input", "{{ move.frequency }}", _NUMBER,
               at_least_zero("Frekuensi", "Kali pindah per periode; kosong: bahan yang disiapkan / berat.")),
        Column("Frekuensi", "calculated", _FREQUENCY, _NUMBER),
        Column("Ongkos sekali angkut", "calculated", "=HANDLING_COST(H#,J#)", _RUPIAH),
        Column("Ongkos per periode", "calculated", '=IF(L#="","",HANDLING_COST(H#,J#,L#))',
               _RUPIAH | {"bold": True}),
        Column("Bagian", "calculated", '=IF(N#="","",IF($N$7=0,"",N#/$N$7))', _SHARE),
        Column("Kecepatan (m/jam)", "input", "{{ move.speed }}", _NUMBER,
               above_zero("Kecepatan", "Meter per jam alat itu; boleh kosong.")),
        Column("Jam angkut", "calculated",
               '=IF(OR(P#="",J#="",L#=""),"",IF(P#<=0,NA(),J#*L#/P#))',
               {"num_format": "0.000", "align": "right"}),
        Column("Arah", "calculated", f'=IFERROR(IF({_FROM}={_TO},"",IF({_FROM}<{_TO},"Maju","Mundur")),"")',
               CENTRE),
        Column("Periksa", "calculated", f'=IF(AND(A#="",B#="",C#=""),"",{check})'),
        Column("Rp per m × frekuensi", "calculated", '=IF(OR(H#="",L#=""),0,H#*L#)', _RUPIAH),
    )  # fmt: skip


def _figures() -> dict[str, Figure]:
    wrong = 'SUMPRODUCT((S10:S12<>"")*(S10:S12<>"OK"))'
    return {
        "A:B": figure("Pemindahan", '=SUMPRODUCT((A10:A12<>"")*1)'),
        "C": figure("Arus mundur (baris)", '=COUNTIFS(R10:R12,"Mundur")'),
        "M": figure("Jumlah sekali angkut", "=SUM(M10:M12)", "#,##0"),
        "N": figure("Jumlah per periode", "=SUM(N10:N12)", "#,##0"),
        "P:Q": figure("Jam angkut", "=SUM(Q10:Q12)", "0.00"),
        "R:S": figure(
            "Pemeriksaan",
            f'=IF(A7=0,"Belum ada pemindahan",IF({wrong}>0,"Ada "&{wrong}&'
            '" baris yang perlu diperiksa","OK"))',
        ),
    }
