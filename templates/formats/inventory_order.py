"""Sheet ``Pesanan``: how much, how often, when, with how much in reserve; lots and backorders."""

from __future__ import annotations

from typing import Final

from templates.formats.palette import ACCENT
from templates.formats.plan_data import EXACT, RUPIAH
from templates.formats.plan_rows import Row, draw_rows
from templates.formats.style import House, Page

_PAPER: Final = 'Sesuai_makalah="Ya"'


def _paper(there: str, otherwise: str) -> str:
    return f"=IF({_PAPER},{there},{otherwise})"


def _shown(names: tuple[str, ...], formula: str) -> str:
    """Return a formula that is blank while one of these is."""
    for name in reversed(names):
        formula = f'IF({name}="","",{formula})'
    return f"={formula}"


_BASICS: Final = (
    Row("Kebutuhan setahun", _paper("Kebutuhan_makalah", 'IF(Ramalan_tahun="","",Ramalan_tahun)'),
        "unit", "Dari ramalan. Makalah memakai sembilan bulan saja.", "Kebutuhan", "#,##0.000"),
    Row("Harga beli", _paper(
        "Bahan_rupiah/(Bahan_kg/Hari_bulan)",
        'IF(Harga_beli<>"",Harga_beli,IF(Bahan_kg="","",Bahan_rupiah/Bahan_kg))',
    ), "Rp per unit", "Nilai bahan dibagi banyaknya. Makalah membagi dengan kg per hari.", "Harga_dipakai",
        EXACT),
    Row("Biaya sekali pesan", _paper("Nilai_bahan/Nilai_pesanan", "Jumlah_biaya_pesan"), "Rp",
        "Jumlah rincian di lembar Biaya. Makalah membagi rupiah dengan rupiah.", "Biaya_pesan", EXACT),
    Row("Biaya simpan", _paper(
        "Harga_dipakai*Hari_bulan/Bahan_routing",
        'IF(Simpan_dari="Persen harga",IF(Harga_dipakai="","",Persen_simpan*Harga_dipakai),'
        'IF(Kebutuhan="","",Jumlah_biaya_simpan/Kebutuhan))',
    ), "Rp per unit per tahun", "Lihat Biaya simpan dari di lembar Data.", "Biaya_simpan_unit", EXACT),
)  # fmt: skip
_ORDER: Final = (
    Row("EOQ", "=EOQ(Kebutuhan,Biaya_pesan,Biaya_simpan_unit)", "unit",
        "Akar dari 2 × kebutuhan × biaya pesan / biaya simpan.", "EOQ_tepat", "#,##0.0000"),
    Row("Jumlah sekali pesan", _shown(("EOQ_tepat",), f"IF({_PAPER},ROUND(EOQ_tepat,1),EOQ_tepat)"), "unit",
        "Yang dipakai di bawah. Makalah membulatkan ke satu desimal.", "Jumlah_pesan", EXACT, strong=True),
    Row("Pesanan setahun", "=EOQ_ORDERS(Kebutuhan,Jumlah_pesan)", "kali", "Kebutuhan / jumlah sekali pesan.",
        "Frekuensi_pesan", EXACT),
    Row("Jarak antarpesanan", "=EOQ_CYCLE(Kebutuhan,Jumlah_pesan,Hari_setahun)", "hari",
        "Hari setahun × jumlah sekali pesan / kebutuhan.", "Siklus_pesan", EXACT),
    Row("Biaya memesan setahun", _shown(("Jumlah_pesan",), "Biaya_pesan*Frekuensi_pesan"), "Rp",
        "Biaya sekali pesan × pesanan setahun.", "Biaya_memesan"),
    Row("Biaya menyimpan setahun", _shown(("Jumlah_pesan",), "Biaya_simpan_unit*Jumlah_pesan/2"), "Rp",
        "Biaya simpan × setengah jumlah sekali pesan.", "Biaya_menyimpan"),
    Row("Biaya menyimpan pengaman", _shown(("Biaya_simpan_unit", "Persediaan_pengaman"),
        "Biaya_simpan_unit*Persediaan_pengaman"), "Rp", "Biaya simpan × persediaan pengaman.",
        "Biaya_pengaman"),
    Row("Biaya persediaan setahun", _shown(
        ("Jumlah_pesan", "Biaya_pengaman"),
        "EOQ_TOTAL_COST(Kebutuhan,Biaya_pesan,Biaya_simpan_unit,Jumlah_pesan)+Biaya_pengaman",
    ), "Rp", "Memesan + menyimpan + pengaman, tanpa harga beli.", "Biaya_persediaan", strong=True),
)  # fmt: skip
_RESERVE: Final = (
    Row("Kebutuhan harian", _shown(("Kebutuhan",), "Kebutuhan/Hari_setahun"), "unit",
        "Kebutuhan setahun / hari setahun.", "Kebutuhan_harian", EXACT),
    Row("Faktor pengaman z", "=SERVICE_FACTOR(Tingkat_layanan)", "", "Dari tingkat layanan, sebaran normal.",
        "Faktor_z", "0.0000"),
    Row("Pengaman menurut tingkat layanan", "=SAFETY_STOCK(Faktor_z,Ramalan_sigma_harian,Waktu_tunggu)",
        "unit", "z × simpangan baku sehari × akar waktu tunggu.", "Pengaman_layanan", EXACT),
    Row("Pengaman menurut persen EOQ", _shown(("Jumlah_pesan",), "Persen_pengaman*Jumlah_pesan"), "unit",
        "Persen_pengaman × jumlah sekali pesan.", "Pengaman_persen", EXACT),
    Row("Persediaan pengaman",
        f'=IF(OR({_PAPER},Pengaman_dari="Persen EOQ"),Pengaman_persen,Pengaman_layanan)', "unit",
        "Yang dipakai; lihat pengaturan di lembar Data.", "Persediaan_pengaman", EXACT, strong=True),
    Row("Titik pesan kembali", "=REORDER_POINT(Kebutuhan_harian,Waktu_tunggu,Persediaan_pengaman)", "unit",
        "Kebutuhan harian × waktu tunggu + pengaman.", "Titik_pesan", EXACT, strong=True),
    Row("Persediaan tertinggi", _shown(("Jumlah_pesan", "Persediaan_pengaman"),
        "Jumlah_pesan+Persediaan_pengaman"), "unit", "Jumlah sekali pesan + pengaman.",
        "Persediaan_tertinggi", EXACT),
    Row("Keterangan", _shown(("Titik_pesan", "Persediaan_tertinggi"),
        'IF(Titik_pesan>Persediaan_tertinggi,"Lebih dari satu pesanan berjalan","OK")'), "",
        "Bila waktu tunggu lebih lama daripada jarak antarpesanan, hitung juga barang yang masih di jalan."),
)  # fmt: skip
_LOT: Final = (
    Row("Lot produksi (EPQ)", "=EPQ(Kebutuhan,Biaya_persiapan,Biaya_simpan_unit,Laju_produksi)", "unit",
        "Seperti EOQ, tetapi barang masuk selama diproduksi.", "Lot_produksi", EXACT, strong=True),
    Row("Persediaan puncak", _shown(("Lot_produksi",), "Lot_produksi*(1-Kebutuhan/Laju_produksi)"), "unit",
        "Lot × (1 − kebutuhan / laju produksi).", "Puncak_lot", EXACT),
    Row("Lama satu lot", _shown(("Lot_produksi",), "Lot_produksi/Laju_produksi*Hari_setahun"), "hari",
        "Lot / laju produksi × hari setahun.", "", EXACT),
    Row("Biaya setahun", _shown(("Lot_produksi",),
        "Biaya_persiapan*Kebutuhan/Lot_produksi+Biaya_simpan_unit*Puncak_lot/2"), "Rp",
        "Persiapan + penyimpanan.", "Biaya_lot"),
    Row("Keterangan", '=IF(OR(Laju_produksi="",Biaya_persiapan="",Kebutuhan=""),'
        '"Isi laju produksi dan biaya persiapan",'
        'IF(Laju_produksi<=Kebutuhan,"Laju produksi tidak di atas kebutuhan","OK"))', "",
        "Laju produksi harus di atas kebutuhan; kalau tidak, persediaan tidak pernah terbentuk."),
)  # fmt: skip
_BACKORDER: Final = (
    Row("Jumlah sekali pesan", "=EOQ_BACKORDER(Kebutuhan,Biaya_pesan,Biaya_simpan_unit,Biaya_kekurangan)",
        "unit", "EOQ × akar ((simpan + kekurangan) / kekurangan).", "Pesan_menyusul", EXACT, strong=True),
    Row("Kekurangan terbanyak", "=BACKORDER_LEVEL(Pesan_menyusul,Biaya_simpan_unit,Biaya_kekurangan)", "unit",
        "Bagian pesanan yang dipenuhi kemudian.", "Kekurangan_terbanyak", EXACT),
    Row("Persediaan tertinggi", _shown(("Pesan_menyusul",), "Pesan_menyusul-Kekurangan_terbanyak"), "unit",
        "Jumlah sekali pesan − kekurangan terbanyak.", "Tertinggi_menyusul", EXACT),
    Row("Biaya setahun", _shown(("Pesan_menyusul",),
        "Biaya_pesan*Kebutuhan/Pesan_menyusul+Biaya_simpan_unit*Tertinggi_menyusul*Tertinggi_menyusul"
        "/(2*Pesan_menyusul)+Biaya_kekurangan*Kekurangan_terbanyak*Kekurangan_terbanyak/(2*Pesan_menyusul)"),
        "Rp", "Memesan + menyimpan + kekurangan.", "Biaya_menyusul", RUPIAH),
)  # fmt: skip
_PARTS: Final = (
    ("1. Kebutuhan dan biaya", _BASICS),
    ("2. Jumlah pesanan ekonomis", _ORDER),
    ("3. Persediaan pengaman dan titik pesan", _RESERVE),
    ("4. Lot produksi sendiri", _LOT),
    ("5. Pesanan yang boleh menyusul", _BACKORDER),
)


def draw_order(house: House) -> None:
    """Draw the sheet; every figure that others use has a name."""
    page = Page(house, "Pesanan", "Jumlah dan waktu pesan", (38, 24, 22, 66), colour=ACCENT)
    page.note("Semua angka dihitung dari Data dan Biaya.", ("calculated",))
    row = 6
    for title, rows in _PARTS:
        row = draw_rows(page, row, title, rows)
    page.signatures(row, (("A", "A"), ("B", "C"), ("D", "D")))
    page.freeze(4)
