"""Sheet ``Petunjuk`` of the handling workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi pengaturan; perbarui bahan yang disiapkan dari routing", "PPC", "Data, tombol Perbarui rencana"),
    ("Isi alat angkut, batas berat, dan ongkos per meter", "PPC", "Alat Angkut"),
    ("Isi stasiun menurut urutan proses dan letaknya, sekarang dan usulan", "PPC, Produksi", "Stasiun"),
    ("Isi semua pemindahan, juga yang mundur", "PPC", "Pemindahan"),
    ("Baca arus, jarak, dan ongkos dari-ke", "PPC", "Peta Arus, Peta Jarak, Peta Ongkos"),
    ("Bandingkan tata letak, lalu tanda tangani", "Manajer", "Per Stasiun, Perbandingan"),
)
_METHOD: Final = (
    ("Alat angkut", "Dipilih menurut berat sekali angkut; tepat di batas masih alat yang lebih ringan. Alat "
     "dipilih sendiri bila kolomnya diisi."),
    ("Ongkos", "Sekali angkut = ongkos per meter × jarak. Per periode = sekali angkut × frekuensi."),
    ("Frekuensi", "Ketikan; bila kosong, bahan yang disiapkan / berat sekali angkut, dibulatkan ke atas."),
    ("Jarak", "Siku-siku = selisih X + selisih Y; lurus = garis lurus. Jarak bolak-balik sama."),
    ("Peta dari-ke", "Baris = stasiun asal, kolom = stasiun tujuan. Di atas diagonal arus maju, di bawahnya "
     "arus mundur. Jumlah baris = keluar, jumlah kolom = masuk."),
    ("Tata letak usulan", "Letak yang kosong berarti stasiun itu tidak pindah. Penghematan = ongkos "
     "sekarang − ongkos usulan dengan arus yang sama."),
    ("Sesuai makalah", "Ya: frekuensi 1, dan jarak mulai tiga langkah menurut aturan penjumlahan makalah, "
     "yang membesar dua kali tiap langkah. Hanya untuk membandingkan."),
)  # fmt: skip
_HELP: Final = (
    ("Muncul #NUM!", "Berat, ongkos, jarak, atau frekuensi negatif."),
    ("Muncul #N/A pada jam angkut", "Kecepatan nol atau negatif."),
    ("Muncul #VALUE!", "Ada teks di tempat angka, atau alat angkut tidak satu lebih banyak daripada batas "
     "beratnya."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Stasiun lebih dari 12", "Gabungkan stasiun yang berdampingan, atau pakai satu berkas tiap bagian."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    draw_plan_guide(
        house,
        "Petunjuk pemindahan bahan",
        "Memilih alat angkut, menghitung ongkos pemindahan bahan antarstasiun, dan menilai berapa "
        "yang dihemat tata letak lain.",
        _STEPS,
        {
            "Cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
    )
