"""Sheet ``Petunjuk`` of the process chart workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi menit kerja dan pengaturan", "PPC", "Data"),
    ("Daftar peta: OPC untuk satu produk, MPPC untuk beberapa produk", "Teknik", "Ringkasan"),
    ("Isi langkah setiap peta, urut dari atas ke bawah", "Teknik", "Langkah"),
    ("Gambar peta", "Teknik", "Peta Proses, tombol Gambar Peta Proses"),
    ("Baca jumlah, waktu, dan porsi nilai tambah", "PPC, Manajer", "Ringkasan"),
)
_METHOD: Final = (
    ("Operasi (lingkaran)", "Bahan berubah bentuk atau sifatnya."),
    ("Inspeksi (persegi)", "Jumlah atau mutu diperiksa."),
    ("Gabungan (lingkaran dalam persegi)", "Operasi dan inspeksi bersamaan di satu tempat."),
    ("Transportasi (panah)", "Bahan dipindahkan."),
    ("Menunggu (huruf D)", "Bahan tertahan sebelum langkah berikutnya."),
    ("Penyimpanan (segitiga)", "Bahan disimpan."),
    ("Bahan / produk", "Langkah dengan bahan yang sama saling menyusul. Kolom Berikutnya diisi bila sesudah "
     "langkah itu bahan masuk ke langkah bahan lain."),
    ("Porsi nilai tambah", "Menit operasi dan gabungan dibagi seluruh menit peta."),
    ("MPPC", "Baris = mesin, kolom = produk. Garis ke atas berarti bahan kembali ke mesin "
     "sebelumnya (arus balik)."),
    ("Sesuai makalah = Ya", "Jumlah mesin dihitung sebagai banyaknya langkah, seperti dalam makalah; "
     "yang benar menjumlahkan kolom Jumlah."),
)  # fmt: skip
_HELP: Final = (
    ("Muncul #NUM! di Ringkasan", "Menit sebuah langkah nol atau negatif. Kosongkan bila tidak diukur."),
    ("Muncul #VALUE! di Ringkasan", "Ada teks di kolom Menit lembar Langkah."),
    ("Garis tidak tersambung", "Kode di kolom Berikutnya tidak ada di peta itu, atau membuat lingkaran."),
    ("Bentuk digeser", "Boleh; garisnya ikut. Menekan tombol lagi menggambar ulang dari lembar Langkah."),
    ("Waktu kosong", "Langkah tanpa waktu tetap digambar dan dihitung langkahnya, tetapi 0 menit."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its symbols and what to do when something looks wrong."""
    draw_plan_guide(
        house,
        "Petunjuk peta proses",
        "Mencatat setiap langkah proses dengan simbol ASME, menjumlahkan waktu, mesin, dan langkah, "
        "dan menggambarnya sebagai peta proses operasi (OPC) dan peta proses beberapa produk (MPPC).",
        _STEPS,
        {
            "Simbol dan cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
    )
