"""Sheet ``Petunjuk`` of the forecasting workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi parameter metode, hari setahun, dan pengaturan", "PPC", "Data"),
    ("Isi periode dan data penjualan, yang terlama lebih dulu", "Penjualan, PPC", "Peramalan"),
    ("Bandingkan metode; yang ukurannya paling kecil diberi warna hijau", "PPC", "Perbandingan"),
    ("Tetapkan metode yang dipakai, lalu tanda tangani", "PPC, Manajer", "Data, Perbandingan"),
    ("Perbarui rencana: ramalan diteruskan ke routing, persediaan, dan ekonomi", "PPC", "Buku kerja lain"),
)
_METHODS: Final = (
    ("Rata-rata bergerak", "Rata-rata beberapa periode sebelumnya. Sesudah data habis, ramalan dipakai "
     "sebagai data berikutnya. Fungsinya MOVING_AVERAGE."),
    ("Rata-rata tertimbang", "Seperti rata-rata bergerak, tetapi setiap periode punya bobot (Bobot_6 sampai "
     "Bobot_1 di Data); bobot tidak harus berjumlah 1."),
    ("Penghalusan eksponensial", "Ramalan lalu ditambah Alfa × galatnya. Ramalan periode 2 = data periode 1; "
     "sesudah data habis, ramalannya tetap."),
    ("Holt (tren)", "Penghalusan dengan tren. Dimulai dari data pertama dan kenaikan pertama, maka galat "
     "baru dihitung sejak periode 3."),
    ("Tren linear", "Garis kuadrat terkecil. Garis ini dicocokkan pada data yang sama, sehingga galatnya "
     "cenderung lebih kecil daripada nanti; begitu juga metode musiman."),
    ("Musiman", "Tren linear × indeks musim. Perlu paling sedikit dua musim utuh."),
)  # fmt: skip
_MEASURES: Final = (
    ("MAD, MSE, MAPE", "Rata-rata selisih, rata-rata kuadrat selisih, dan rata-rata persentase selisih "
     "terhadap data. Dihitung atas periode yang sama untuk semua metode."),
    ("Tracking signal", "Jumlah galat dibagi MAD. Di luar ± Batas_tracking, ramalan terus terlalu tinggi "
     "atau terlalu rendah."),
    ("Ramalan setahun", "Data yang sudah ada di tahun rencana ditambah ramalan sisanya. Bila Sesuai makalah "
     "= Ya, metodenya rata-rata bergerak dan hanya periode ramalan yang dijumlah."),
    ("Simpangan baku per hari", "Akar MSE metode yang dipakai, dibagi akar hari per periode. Bila galatnya "
     "belum dua, dipakai simpangan baku data."),
)  # fmt: skip
_HELP: Final = (
    ("Data lebih dari 60 periode", "Pakai 60 periode terbaru; periode lama jarang menolong ramalan."),
    ("Muncul #VALUE!", "Ada periode yang terlewat atau data yang bukan angka. Lihat kolom Periksa."),
    ("Muncul #NUM!", "Alfa, Beta, bobot, atau panjang musim di luar batas. Lihat lembar Data."),
    ("Muncul #N/A pada setahun", "Periode_ramalan belum menutup setahun. Tambah di lembar Data."),
    ("Muncul #DIV/0! pada MAPE", "Ada data 0: persentasenya tidak ada. Pilih MAD atau MSE."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    draw_plan_guide(
        house,
        "Petunjuk peramalan",
        "Meramal permintaan dari data penjualan dengan enam metode berdampingan, menunjukkan metode "
        "mana yang paling tepat selama ini, dan meneruskan ramalannya ke rencana produksi.",
        _STEPS,
        {
            "Metode": _METHODS,
            "Ukuran dan hasil": _MEASURES,
            "Bila ada yang janggal": _HELP,
        },
    )
