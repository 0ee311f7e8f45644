"""Sheets ``Penilaian Faktor`` and ``Keputusan`` of the location workbook: scores, ranks, the choice, why."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import figure
from templates.formats.location_costs import SITES, named, site
from templates.formats.palette import CELL, GOOD, HEADING, LINE, QUIET, Look, filled
from templates.formats.plan_data import EXACT, RUPIAH, calculated
from templates.formats.rules import above_zero, at_least_zero
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, loop_table

BASES: Final = ("Biaya total", "Titik impas", "Laba", "Nilai faktor")
_WORDS: Final = (
    "biaya total pada volume rencana paling rendah",
    "titik impasnya paling kecil",
    "laba pada volume rencana paling besar",
    "nilai faktornya paling tinggi",
)
_TOP: Final = 15
_LAST: Final = _TOP + SITES - 1


def draw_factors(house: House) -> None:
    """Draw the factors with their weights and a score for each site; the rating stands above the column."""
    page = Page(house, "Penilaian Faktor", "Penilaian faktor lokasi", (36, 10, *[15] * 5, 46, 20))
    page.note("Nilai setiap lokasi pada skala yang sama (misalnya 0 sampai 100); makin tinggi makin baik.")
    weight = above_zero("Bobot", "Angka di atas 0; tidak harus berjumlah 1 atau 100.")
    score = at_least_zero("Nilai", "Skala yang sama untuk semua faktor.")
    scores = [
        Column(f"Nilai {n}", "input", f"{{{{ factor.scores[{n - 1}] }}}}", {"align": "center"}, score)
        for n in range(1, SITES + 1)
    ]
    told = (
        '=IF(A#="",IF(COUNT(B#:G#)>0,"Isi nama faktor",""),IF(SUMPRODUCT((B#:G#>"")*1)>0,"Ada teks",'
        'IF(B#="","Isi bobot",IF(COUNT(C#:G#)<Lokasi!$A$7,"Ada nilai kosong","OK"))))'
    )
    columns = [
        Column("Faktor", "input", "{{ factor.name }}"),
        Column("Bobot", "input", "{{ factor.weight }}", {"align": "center"}, weight),
        *scores,
        Column("Keterangan", "input", "{{ factor.note }}"),
        Column("Periksa", "calculated", told),
    ]
    loop_table(page, "tbl_faktor", columns, "factor in factors")
    shown = {"B": figure("Jumlah bobot", "=SUM(B10:B12)", EXACT)}
    for number in range(1, SITES + 1):
        column = chr(ord("B") + number)
        rating = f"FACTOR_RATING($B$10:$B$12,{column}10:{column}12)"
        formula = f'=IF({site(number)}="","",IF(B7=0,"",{rating}))'.replace("B7", "$B$7")
        shown[column] = figure(named(number), formula, EXACT)
    page.figures(shown)
    page.freeze(HEADING_ROW, 1)


def draw_choice(house: House) -> None:
    """Draw the chosen site, the reason in words, and the sites ranked by four bases."""
    page = Page(house, "Keputusan", "Keputusan lokasi", (24, *[19, 10] * 4, 16))
    page.note("Lokasi dipilih menurut Dasar pilihan pada lembar Data.", ("calculated",))
    page.section(6, "Kesimpulan", "J")
    big = filled("calculated", bold=True, font_size=15, align="center")
    page.put("A7", "Lokasi terpilih", CELL | {"bold": True})
    page.sheet.set_row(6, 30)
    found = f"MATCH(1,{_chosen_ranks()},0)"
    page.put("B7:D7", f'=IFERROR(INDEX(A{_TOP}:A{_LAST},{found}),"Belum dapat dipilih")', big)
    page.put("E7:F7", "Dasar pilihan", CELL)
    page.put("G7:J7", "=Dasar_pilihan", filled("calculated", bold=True))
    page.put("A8", "Alasan", CELL | {"bold": True})
    page.put("B8:J8", _reason(), filled("calculated"))
    page.sheet.set_row(7, 62)
    _costs(page)
    house.name("Lokasi_terpilih", "Keputusan!$B$7")
    house.name("Alasan_lokasi", "Keputusan!$B$8")
    page.section(_TOP - 2, "Perbandingan menurut empat dasar", "J")
    heads = ("Lokasi", *(text for base in BASES for text in (base, "Peringkat")), "Terpilih")
    for column, text in zip("ABCDEFGHIJ", heads, strict=True):
        page.put(f"{column}{_TOP - 1}", text, HEADING)
    for number in range(1, SITES + 1):
        _site_row(page, number)
    page.mark(f"A{_TOP}:J{_LAST}", f'=$J{_TOP}="Terpilih"', GOOD | {"bold": True})
    page.signatures(_LAST + 3, (("A", "B"), ("C", "F"), ("G", "J")))
    page.sheet.print_area(f"A1:J{_LAST + 7}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _costs(page: Page) -> None:
    """Write what the chosen site costs, for the economics, and how much less than the second."""
    place = f"MATCH(Lokasi_terpilih,A{_TOP}:A{_LAST},0)"
    costs = (
        ("Biaya tetap per periode", "Biaya_tetap", f"=INDEX('Titik Impas'!$B$10:$B$14,{place})", RUPIAH),
        ("Biaya variabel per unit", "Biaya_variabel_unit",
         f"=INDEX('Titik Impas'!$C$10:$C$14,{place})", EXACT),
        (
            "Lebih murah daripada pilihan kedua", "Selisih_kedua",
            f"=INDEX(B{_TOP}:B{_LAST},{_second()})-INDEX(B{_TOP}:B{_LAST},{place})", RUPIAH,
        ),
    )  # fmt: skip
    for row, ((label, name, formula, form), note) in enumerate(zip(costs, _NOTES, strict=True), 9):
        page.put(f"A{row}", label, CELL)
        page.put(f"B{row}", formula, calculated(form, bold=True))
        page.put(f"C{row}:J{row}", note, CELL)
        page.house.name(name, f"Keputusan!$B${row}")


_NOTES: Final = (
    "Dipakai berkas Ekonomi teknik.",
    "Dipakai berkas Ekonomi teknik.",
    "Selisih biaya total pada volume rencana dengan lokasi di peringkat kedua menurut dasar pilihan.",
)


def _site_row(page: Page, number: int) -> None:
    row, source = _TOP + number - 1, HEADING_ROW + number
    page.put(f"A{row}", named(number), filled("calculated", bold=True))
    rating = f"'Penilaian Faktor'!{chr(ord('B') + number)}7"
    values = (f"'Titik Impas'!H{source}", f"'Titik Impas'!E{source}", f"'Titik Impas'!I{source}", rating)
    forms = (RUPIAH, "#,##0.000", RUPIAH, EXACT)
    for place, (value, form) in enumerate(zip(values, forms, strict=True)):
        shown, rank, key = "BDFH"[place], "CEGI"[place], "LMNO"[place]
        page.put(f"{shown}{row}", f'=IF({site(number)}="","",IFERROR({value},"tidak ada"))', calculated(form))
        sign = "-" if place > 1 else ""
        small: Look = {"font_size": 8, "font_color": QUIET, "border": 1, "border_color": LINE}
        page.put(f"{key}{row}", f"=IF(ISNUMBER({shown}{row}),{sign}{shown}{row},1E+15)", small, cached=0)
        keys, before = f"${key}${_TOP}:${key}${_LAST}", f"${key}${_TOP}:${key}{row}"
        ranked = f"SUMPRODUCT(({keys}<{key}{row})*1)+SUMPRODUCT(({before}={key}{row})*1)"
        page.put(f"{rank}{row}", f'=IF({key}{row}>=1E+15,"",{ranked})', calculated("0", align="center"))
    page.put(f"J{row}", f'=IF(AND(A{row}<>"",A{row}=Lokasi_terpilih),"Terpilih","")', filled("calculated"))
    if number == 1:
        page.put(
            f"L{_TOP - 1}", "Untuk peringkat (dihitung, jangan diubah)", {"font_size": 8, "font_color": QUIET}
        )


def _ranks(place: int) -> str:
    column = "CEGI"[place]
    return f"${column}${_TOP}:${column}${_LAST}"


def _chosen_ranks() -> str:
    """Return the formula piece that is the column of ranks by the chosen basis."""
    text = _ranks(3)
    for place in (2, 1, 0):
        text = f'IF(Dasar_pilihan="{BASES[place]}",{_ranks(place)},{text})'
    return text


def _second() -> str:
    return f"MATCH(2,{_chosen_ranks()},0)"


def _best(place: int) -> str:
    return f"INDEX($A${_TOP}:$A${_LAST},MATCH(1,{_ranks(place)},0))"


def _reason() -> str:
    """Return the sentences: the basis, the second, the other bases, at which volumes it is the cheapest."""
    basis = f'"{_WORDS[3]}"'
    for place in (2, 1, 0):
        basis = f'IF(Dasar_pilihan="{BASES[place]}","{_WORDS[place]}",{basis})'
    second = f'IFERROR(". Pilihan kedua: "&INDEX($A${_TOP}:$A${_LAST},{_second()}),"")'
    others = "&".join(
        f'IFERROR(IF({_best(place)}=Lokasi_terpilih,"",". Menurut {base.lower()} yang terbaik "'
        f'&{_best(place)}),"")'
        for place, base in enumerate(BASES)
    )
    status = "INDEX('Titik Impas'!$L$10:$L$14,MATCH(Lokasi_terpilih,'Titik Impas'!$A$10:$A$14,0))"
    always = '". Lokasi ini termurah pada setiap volume."'
    partly = (
        f'IF({status}="Termurah sebagian",". Lokasi ini termurah hanya pada sebagian volume, lihat lembar '
        'Titik Impas.",". Pada setiap volume ada lokasi lain yang lebih murah.")'
    )
    volume = f'IF({status}="Selalu termurah",{always},{partly})'
    words = f'Lokasi_terpilih&" dipilih karena "&{basis}&{second}&{others}&{volume}'
    return f'=IFERROR({words},"Lengkapi biaya, harga, dan volume; lihat kolom Periksa setiap lembar.")'
