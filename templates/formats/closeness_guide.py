"""Sheet ``Petunjuk`` of the closeness workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi ukuran lahan dan nilai kode", "PPC", "Data"),
    ("Daftar ruang dengan luasnya", "PPC, Produksi", "Ruang"),
    ("Nilai kedekatan setiap pasangan ruang dan tulis alasannya", "PPC, Produksi, Mutu", "Kedekatan"),
    ("Usulkan tata letak", "PPC", "Tata Letak, tombol Usulkan tata letak"),
    ("Geser ruang bila perlu, baca ongkosnya, gambar ulang", "PPC", "Tata Letak, tombol Gambar tata letak"),
    ("Periksa gambar, lalu tanda tangani", "Manajer", "Diagram, Denah, Tata Letak"),
)
_METHOD: Final = (
    ("Kode kedekatan", "A mutlak dekat, E sangat penting, I penting, O biasa, U tidak perlu, X jangan dekat. "
     "Kosong sama dengan U."),
    ("Kode alasan", "1 aliran bahan, 2 pengawasan, 3 orang yang sama, 4 catatan yang sama, 5 alat yang sama, "
     "6 kebersihan, 7 bising atau bau, 8 keamanan, 9 lainnya."),
    ("TCR", "Jumlah nilai kode sebuah ruang terhadap semua ruang lain. Yang tertinggi lebih dulu."),
    ("Usulan", "Ruang diurutkan seperti CORELAP, lahan dibagi menurut luasnya, lalu ruang saling bertukar "
     "tempat seperti CRAFT. Pasangan X dipisahkan lebih dulu, baru ongkos dikecilkan."),
    ("Ongkos", "Jumlah nilai kode × jarak siku-siku antartitik tengah ruang. Makin kecil makin baik."),
    ("Kedekatan terpenuhi", "Nilai A, E, I, O yang ruangnya berdampingan dibagi semua nilai A, E, I, O."),
    ("Bersentuhan", "Dua ruang berbagi dinding. Celah sampai 5 cm masih satu dinding; sudut bukan sentuhan."),
)  # fmt: skip
_HELP: Final = (
    ("Muncul #VALUE! pada TCR", "Ada kode selain A E I O U X, atau nilai kode di Data kosong."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Pasangan X bersentuhan", "Tombol menyebut pasangan yang tidak dapat dipisahkan. Geser salah satunya, "
     "atau perbesar lahan."),
    ("Letak sebelum usulan hilang", "Ambil dari salinan yang disimpan sebelum tombol bekerja."),
    ("Gambar tidak sama dengan tabel", "Tekan Gambar tata letak; gambar tidak berubah sendiri."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    draw_plan_guide(
        house,
        "Petunjuk kedekatan ruang",
        "Menilai ruang mana harus berdekatan dan mana harus dipisahkan, mengusulkan tata letak dari luas dan "
        "nilai itu, dan menilai tata letak yang digeser sendiri.",
        _STEPS,
        {
            "Cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
        (5, 66, 28, 40, 26),
    )
