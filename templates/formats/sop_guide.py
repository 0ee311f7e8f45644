"""Sheet ``Petunjuk`` of the SOP workbook: the order of a procedure's life."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Persiapan: bentuk tim penyusun dari empat peran", "Kepala unit", "Identitas (Tim penyusun)"),
    ("Kebutuhan: urai tugas, dokumen, pihak, dan durasi tiap unit; tandai yang perlu SOP", "Tim penyusun",
     "Kebutuhan"),
    ("Penulisan: isi identitas, ruang lingkup sampai pencatatan, dan istilah", "Penulis",
     "Identitas, Isi Prosedur, Istilah"),
    ("Penulisan: daftar pelaksana, lalu uraikan setiap langkah dengan pilihan dan cabangnya",
     "Penulis, pelaksana di lapangan", "Pelaksana, Langkah"),
    ("Pemeriksaan: perbaiki semua temuan sampai tidak ada lagi", "Pengawas", "Periksa, tombol Periksa SOP"),
    ("Diagram: gambar sesudah uraian langkah lengkap, lalu periksa sekali lagi", "Penulis",
     "Diagram Alir, tombol Gambar Diagram Alir"),
    ("Simulasi: coba dengan waktu dan jumlah orang yang sebenarnya; perbaiki yang tidak sesuai",
     "Tim penyusun", "Simulasi, tombol Simulasikan SOP"),
    ("Pengesahan: dibuat, dikoreksi, disahkan pimpinan tertinggi; lalu terbitkan dokumennya", "Tiga pihak",
     "Pengesahan, tombol Terbitkan SOP"),
    ("Sosialisasi: beri tahu semua pelaksana, dengan rapat khusus", "Kepala unit", "Sosialisasi"),
    ("Monev: catat temuan, usulkan perubahan, tinjau pada tanggalnya", "Pengawas", "Monev"),
)  # fmt: skip
_METHOD: Final = (
    ("Jenis langkah", "Mulai dan Selesai digambar kapsul, Kegiatan kotak, Keputusan belah ketupat. Keputusan "
     "ditulis sebagai pertanyaan, misalnya Lengkap?"),
    ("Berikutnya", "Kosong: baris di bawahnya. Keputusan wajib menyebut kode setiap cabang, misalnya L05;L04 "
     "dengan Cabang Ya;Tidak."),
    ("Peluang", "Berapa persen kasus mengambil tiap cabang, misalnya 80;20. Kosong: sama besar."),
    ("Waktu", "Cepat, wajar, lambat dari yang pernah terjadi. Waktu harapan = (cepat + 4 × wajar + lambat) / "
     "6, dalam menit. Satu hari kerja = jam kerja sehari pada Identitas."),
    ("Simulasi", "Setiap kasus menempuh langkah dengan waktu dan cabang acak. Bila kasus baru per hari diisi "
     "kasus antre menunggu pelaksana yang jumlah orangnya terbatas."),
    ("Janji waktu", "Selesai paling lambat pada akhir hari kerja ke-n sesudah hari mulai (H+n)."),
    ("Hambatan", "Pelaksana yang paling sibuk, atau yang waktunya terbanyak bila tidak ada antrean."),
    ("Berlaku", "SOP berlaku bila ketiga tanda tangan disetujui. Sebelum itu dokumennya bertanda air."),
    ("Golongan proses", "Memenuhi permintaan: pekerjaan utama unit itu. Pendukung: sistem atau pihak lain "
     "yang membuatnya dapat berjalan."),
)  # fmt: skip
_HELP: Final = (
    ("Periksa berisi selain OK", "Baris itu belum lengkap; teksnya menyebut yang harus diisi."),
    ("Bentuk pada diagram digeser", "Boleh; garisnya ikut. Tombolnya menggambar ulang dari Langkah."),
    ("Nama pelaksana diganti", "Ganti juga di Langkah; Periksa SOP menyebut langkah yang tertinggal."),
    ("Muncul #NUM! di Waktu harapan", "Waktu negatif, atau urutan cepat, wajar, lambat terbalik."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its words and what to do when something looks wrong."""
    draw_plan_guide(
        house,
        "Petunjuk SOP",
        "Menyusun satu standar operasional prosedur: dari kebutuhan, uraian langkah, diagram alir, simulasi, "
        "sampai pengesahan, sosialisasi, dan peninjauannya.",
        _STEPS,
        {
            "Arti istilah": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
    )
