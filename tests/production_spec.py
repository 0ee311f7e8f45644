"""What the production planning workbooks are agreed to hold: sheets, tables with their headings, names."""

from __future__ import annotations

from typing import Final

INPUTS: Final = ["Nama", "Nilai", "Satuan", "Dari berkas", "Dari nama", "Keterangan"]
DOCUMENT: Final = {"Nama_perusahaan", "No_dokumen", "Revisi", "Tanggal_berlaku", "Tahun_rencana"}

PLACES: Final = [f"Lokasi {n}" for n in range(1, 6)]

RULES: Final = ("FCFS", "EDD", "SPT", "LPT", "CR", "MOORE")
FUNCTIONS: Final = [
    *("Fungsi", "Bobot", "Bobot (%)", *(f"Nilai {n}" for n in range(1, 6))),
    *(*(f"Bobot × nilai {n}" for n in range(1, 6)), "Selisih pemenang", "Periksa"),
]
SHEETS: Final[dict[str, list[str]]] = {
    "inventory": [
        *("Petunjuk", "Data", "Biaya", "Pesanan", "Grafik", "Potongan", "Barang", "Golongan ABC"),
        "Hitungan ABC",
    ],
    "forecasting": ["Petunjuk", "Data", "Peramalan", "Perbandingan", "Kesalahan", "Musiman"],
    "location": [
        *("Petunjuk", "Data", "Lokasi", "Gaji", "Biaya Tetap", "Biaya Variabel", "Titik Impas"),
        *("Penilaian Faktor", "Keputusan"),
    ],
    "economics": ["Petunjuk", "Data", "Biaya dan Harga", "Arus Kas", "Sensitivitas", "Kelayakan"],
    "process_chart": ["Petunjuk", "Data", "Langkah", "Ringkasan", "Peta Proses"],
    "routing": ["Petunjuk", "Data", "Permintaan", "Routing", "Beban Mesin"],
    "handling": [
        *("Petunjuk", "Data", "Alat Angkut", "Stasiun", "Pemindahan", "Peta Arus", "Peta Jarak"),
        *("Peta Ongkos", "Per Stasiun", "Perbandingan"),
    ],
    "closeness": [
        *("Petunjuk", "Data", "Ruang", "Kedekatan", "Hitungan", "Diagram", "Tata Letak", "Denah"),
    ],
    "floor_area": ["Petunjuk", "Data", "Ruang", "Mesin", "Ringkasan"],
    "paper_audit": ["Petunjuk", "Data", "Audit", "Ringkasan"],
    "product_design": [
        *("Petunjuk", "Data", "Alternatif", "Fungsi Produk", "Fungsi Kemasan", "Spesifikasi", "Keputusan"),
    ],
    "scheduling": ["Petunjuk", "Data", "Pekerjaan", "Aturan", "Jadwal", "Jaringan", "Flow Shop"],
}
METHODS: Final = [
    *("Rata-rata bergerak", "Rata-rata tertimbang", "Penghalusan eksponensial", "Holt (tren)"),
    *("Tren linear", "Musiman"),
]
HALVING: Final = ["Bawah", "Atas", "Tengah", "Di atasnya"]
ASME: Final = ["Operasi", "Inspeksi", "Gabungan", "Transportasi", "Menunggu", "Penyimpanan"]
TABLES: Final[dict[str, dict[str, list[str]]]] = {
    "inventory": {
        "tbl_masukan": INPUTS,
        "tbl_biaya_pesan": ["Jenis biaya", "Rupiah sekali pesan", "Dihitung", "Periksa"],
        "tbl_biaya_simpan": ["Jenis biaya", "Rupiah setahun", "Dihitung", "Periksa"],
        "tbl_potongan": [
            *("Mulai jumlah", "Harga per unit", "Biaya simpan per unit", "EOQ", "Jumlah pesan"),
            *("Biaya setahun", "Pilihan", "Periksa"),
        ],
        "tbl_barang": [
            *("Kode", "Barang", "Satuan", "Kebutuhan setahun", "Harga satuan", "Biaya pesan"),
            *("Waktu tunggu", "Simpangan harian", "Stok", "Nilai setahun", "Golongan", "Jumlah pesan"),
            *("Pengaman", "Titik pesan", "Tindakan", "Periksa"),
        ],
        "tbl_golongan": [
            *("Golongan", "Banyak barang", "Bagian barang", "Nilai setahun", "Bagian nilai"),
            *("Tingkat layanan", "Faktor z"),
        ],
        "tbl_belah": [
            *("No", *(f"{part} {letter}" for letter in "AB" for part in HALVING)),
        ],
    },
    "forecasting": {
        "tbl_masukan": INPUTS,
        "tbl_peramalan": [
            *("No", "Periode", "Data", "Pertumbuhan", *METHODS, "Ramalan dipakai", "Rencana", "Periksa"),
            *("Musim ke", "Level Holt", "Kenaikan Holt", "Grafik periode", "Grafik data", "Grafik ramalan"),
        ],
        "tbl_metode": [
            *("Metode", "Mulai", "Jumlah galat", "MAD", "MSE", "MAPE", "Bias", "Tracking signal"),
            *("Ukuran terpilih", "Peringkat", "Ramalan berikutnya", "Ramalan setahun", "Keterangan"),
        ],
        "tbl_kesalahan": [
            *("No", "Periode", "Data", *(f"Galat {method}" for method in METHODS)),
            *(f"Persen {method}" for method in METHODS),
        ],
        "tbl_musim": ["Musim ke", "Rata-rata data", "Indeks", "Arti"],
    },
    "location": {
        "tbl_masukan": INPUTS,
        "tbl_lokasi": [
            *("No", "Lokasi", "Kabupaten", "Luas tanah (m²)", "Harga tanah per m²", "Harga tanah"),
            *("Harga jual per unit", "Biaya variabel per unit (ketikan)", "FC 1 makalah", "FC 2 makalah"),
            *("Biaya variabel makalah", "Periksa"),
        ],
        "tbl_gaji": [
            *("Jabatan", "Orang", *(f"Gaji {n}" for n in range(1, 6))),
            *(*(f"Jumlah {n}" for n in range(1, 6)), "Periksa"),
        ],
        "tbl_biaya_tetap": ["Kelompok", "Jenis biaya", "Kapasitas", "Satuan", *PLACES, "Periksa"],
        "tbl_biaya_variabel": ["Jenis biaya", "Satuan waktu", *PLACES, "Periksa"],
        "tbl_titik_impas": [
            *("Lokasi", "Biaya tetap", "Biaya variabel per unit", "Harga jual per unit"),
            *("Titik impas (unit)", "Titik impas, unit utuh", "Titik impas (rupiah)"),
            *("Biaya total pada volume", "Laba pada volume", "Termurah dari volume"),
            *("Termurah sampai volume", "Status", "Periksa"),
        ],
        "tbl_faktor": ["Faktor", "Bobot", *(f"Nilai {n}" for n in range(1, 6)), "Keterangan", "Periksa"],
    },
    "economics": {
        "tbl_masukan": INPUTS,
        "tbl_arus_kas": [
            *("Tahun", "Investasi dan nilai sisa", "Laba setahun", "Penyesuaian", "Arus kas bersih"),
            *("Kumulatif", "Faktor diskonto", "Nilai sekarang", "Kumulatif nilai sekarang"),
            *("Balik modal", "Balik modal terdiskonto"),
        ],
    },
    "process_chart": {
        "tbl_masukan": INPUTS,
        "tbl_langkah": [
            *("Peta", "Kode", "Simbol", "Kegiatan", "Kode mesin", "Mesin / alat", "Jumlah", "Menit"),
            *("Bahan / produk", "Berikutnya", "Periksa"),
        ],
        "tbl_peta": [
            *("Peta", "Nama", "Jenis", "Langkah", "Jumlah mesin", "Menit", *ASME),
            *(*(f"Menit {symbol}" for symbol in ASME), "Porsi nilai tambah", "Periksa"),
        ],
    },
    "handling": {
        "tbl_masukan": INPUTS,
        "tbl_alat": ["Alat angkut", "Sampai berat (kg)", "Ongkos (Rp per m)", "Periksa"],
        "tbl_stasiun": [
            *("Kode", "Stasiun", "X sekarang (m)", "Y sekarang (m)", "X usulan (m)", "Y usulan (m)"),
            "Periksa",
        ],
        "tbl_pemindahan": [
            *("Dari", "Ke", "Bahan", "Berat sekali (kg)", "Alat menurut berat", "Alat dipilih"),
            *("Ongkos per m (ketikan)", "Ongkos per m", "Jarak (ketikan)", "Jarak (m)"),
            *("Frekuensi (ketikan)", "Frekuensi", "Ongkos sekali angkut", "Ongkos per periode", "Bagian"),
            *("Kecepatan (m/jam)", "Jam angkut", "Arah", "Periksa", "Rp per m × frekuensi"),
        ],
        "tbl_per_stasiun": [
            *("Kode", "Stasiun", "Arus keluar", "Arus masuk", "Keluar maju", "Keluar mundur"),
            *("Ongkos sekarang", "Ongkos usulan", "Hemat"),
        ],
    },
    "routing": {
        "tbl_masukan": INPUTS,
        "tbl_produk": [
            *("Produk", "Dari", "Permintaan ketikan", "Porsi ramalan", "Satuan", "Permintaan dipakai"),
            *("Disiapkan di operasi pertama", "Rendemen", "Mesin aktual", "Periksa"),
        ],
        "tbl_routing": [
            *("Produk", "Operasi", "Deskripsi", "Mesin / alat", "Cacat", "Efisiensi", "Kapasitas (unit/jam)"),
            *("Siklus per jam", "Isi per siklus", "Jam kerja", "Diminta", "Disiapkan", "Beban"),
            *("Kapasitas dipakai", "Mesin teoritis", "Mesin aktual", "Utilisasi", "Hambatan", "Periksa"),
            *("Diminta (benar)", "Disiapkan (benar)", "Diminta (makalah)", "Disiapkan (makalah)"),
            "Operasi pertama",
        ],
        "tbl_mesin": [
            *("Mesin / alat", "Operasi", "Mesin bila terpisah", "Mesin teoritis", "Mesin bersama"),
            *("Dimiliki", "Kurang", "Utilisasi", "Hambatan", "Periksa"),
        ],
    },
    "floor_area": {
        "tbl_masukan": INPUTS,
        "tbl_ruang": [
            *("Ruang", "Jumlah", "Panjang (m)", "Lebar (m)", "Kelonggaran", "Jumlah (makalah)"),
            *("Kelonggaran (makalah)", "Luas (m²)", "Kelonggaran (m²)", "Luas + kelonggaran (m²)"),
            *("Bagian lahan", "Luas mesin (m²)", "Terisi mesin", "Periksa"),
        ],
        "tbl_mesin_lantai": [
            *("Mesin / alat", "Jumlah", "Panjang (m)", "Lebar (m)", "Tinggi (m)", "Garis tengah (m)"),
            *("Kelonggaran", "Ruang", "Luas alas (m²)", "Kelonggaran (m²)", "Luas alas + kelonggaran (m²)"),
            *("Luas total (m²)", "Periksa"),
        ],
    },
    "paper_audit": {
        "tbl_masukan": INPUTS,
        "tbl_angka": [
            *("ID", "Bagian", "Besaran", "Rumus makalah", "Tercetak", "Desimal", "Dihitung ulang", "Selisih"),
            *("Hasil", "Cara yang benar", "Sesuai makalah", "Asal", "Catatan", "Periksa"),
        ],
        "tbl_bagian": [
            *("Bagian", "Isi", "Angka", "Cocok", "Pembulatan", "Salah", "Tanpa sumber", "Bagian cocok"),
            "Periksa",
        ],
    },
    "closeness": {
        "tbl_masukan": INPUTS,
        "tbl_ruang": [
            *("No", "Ruang", "Luas (m²)", "TCR", "Peringkat", "Pasangan X", "Belum dinilai", "Periksa"),
        ],
        "tbl_tata_letak": [
            *("No", "Ruang", "X (m)", "Y (m)", "Panjang (m)", "Lebar (m)", "Luas denah (m²)"),
            *("Luas diminta (m²)", "Ongkos", "Nilai berdampingan", "X bersentuhan", "Tumpang tindih"),
            *("Periksa", "Kiri", "Atas", "Kanan", "Bawah"),
        ],
    },
    "product_design": {
        "tbl_masukan": INPUTS,
        "tbl_alternatif": [
            *("No", "Alternatif", "Keterangan", "Harga (Rp)", "Nilai produk", "Nilai kemasan"),
            *("Nilai total", "Fungsi di bawah batas", "Nilai sah", "Peringkat", "Periksa"),
        ],
        "tbl_fungsi_produk": FUNCTIONS,
        "tbl_fungsi_kemasan": FUNCTIONS,
        "tbl_spesifikasi": ["Bagian", "Sifat", "Isi", "Angka", "Satuan", "Periksa"],
    },
    "scheduling": {
        "tbl_masukan": INPUTS,
        "tbl_pekerjaan": [
            *("Kode", "Pekerjaan", "Mesin / alat", "Waktu proses", "Batas waktu", "Batas dipakai"),
            *("Pendahulu", "Urutan EDDF (makalah)", "Periksa", *(f"Urutan {rule}" for rule in RULES)),
            *(*(f"Selesai {rule}" for rule in RULES), "Urutan dipakai", "Batas hitung"),
            *(f"Terlambat {rule}" for rule in RULES),
        ],
        "tbl_aturan": [
            *("Aturan", "Kepanjangan", "Jumlah waktu selesai", "Rata-rata selesai"),
            *("Rata-rata selesai (jam)", "Utilisasi", "Pekerjaan dalam sistem", "Jumlah keterlambatan"),
            *("Keterlambatan rata-rata", "Keterlambatan terbesar", "Pekerjaan terlambat", "Waktu total"),
            *("Urutan dilanggar", "Ukuran utama", "Peringkat", "Terbaik pada"),
        ],
        "tbl_jadwal": [
            *("Urutan", "Kode", "Pekerjaan", "Mesin / alat", "Mulai", "Lama", "Selesai"),
            *("Batas waktu", "Terlambat", "Baris"),
        ],
        "tbl_jaringan": [
            *("No", "Kode", "Pekerjaan", "Pendahulu", "Lama", "Mulai awal", "Selesai awal", "Mulai akhir"),
            *("Selesai akhir", "Kelonggaran", "Kritis", "Lama kritis", "Lama tidak kritis"),
        ],
        "tbl_flow": [
            *("No", "Pekerjaan", *(f"Mesin {n}" for n in range(1, 6)), "Kedatangan", "Johnson", "NEH"),
            *("Dipakai", "Pekerjaan dijadwalkan", *(f"Selesai di mesin {n}" for n in range(1, 6))),
            *("Periksa", *(f"{part} {n}" for n in range(1, 6) for part in ("Jeda", "Lama"))),
        ],
    },
}
NAMES: Final[dict[str, set[str]]] = {
    "inventory": DOCUMENT
    | {"Ramalan_tahun", "Ramalan_sigma_harian", "Sesuai_makalah", "Jumlah_pesan", "Biaya_persediaan"}
    | {"Titik_pesan", "Persediaan_pengaman", "Pesan_potongan", "Nilai_A", "Nilai_B"},
    "forecasting": DOCUMENT
    | {"Ramalan_tahun", "Ramalan_harian", "Ramalan_sigma_harian", "Sesuai_makalah", "Metode_dipakai"},
    "location": DOCUMENT
    | {"Volume", "Pajak", "Sesuai_makalah", "Nama_lokasi", "Lokasi_terpilih", "Alasan_lokasi"}
    | {"Biaya_tetap", "Biaya_variabel_unit"},
    "economics": DOCUMENT
    | {"Biaya_tetap", "Biaya_variabel_unit", "Ramalan_tahun", "Biaya_persediaan", "Sesuai_makalah"}
    | {"Titik_impas_unit", "Harga_jual", "HPP", "Nilai_NPV", "Nilai_IRR", "Nilai_MIRR", "Kelayakan"},
    "process_chart": DOCUMENT | {"Sesuai_makalah", "Menit_kerja", "Daftar_peta"},
    "handling": DOCUMENT
    | {"Unit_disiapkan", "Sesuai_makalah", "Ongkos_pindah", "Ongkos_sekali", "Peta_arus", "Penghematan"}
    | {"Arus_maju", "Arus_mundur", "Bagian_mundur", "Total_sekarang", "Total_usulan", "Kesimpulan"}
    | {"Jarak_sekarang", "Jarak_usulan", "Daftar_stasiun", "Daftar_alat"},
    "routing": DOCUMENT
    | {"Sesuai_makalah", "Jam_kerja", "Ramalan_harian", "Jumlah_mesin", "Unit_disiapkan", "Mesin_bersama"}
    | {"Daftar_produk", "Daftar_mesin"},
    "floor_area": DOCUMENT
    | {"Sesuai_makalah", "Luas_lahan", "Kelonggaran_baku", "Luas_total", "Luas_mesin", "Daftar_ruang"},
    "paper_audit": DOCUMENT | {"Angka_makalah", "Angka_diperiksa", "Angka_cocok", "Angka_salah"},
    "closeness": DOCUMENT
    | {"Panjang_lahan", "Lebar_lahan", "Nilai_kode", "Nama_ruang", "Peta_kedekatan", "Ongkos_denah"}
    | {"Kedekatan_terpenuhi", "Pasangan_X", "Tumpang_tindih"},
    "product_design": DOCUMENT
    | {"Bobot_produk", "Bobot_kemasan", "Desain_terpilih", "Alasan_desain", "Nilai_terpilih"},
    "scheduling": DOCUMENT
    | {"Sesuai_makalah", "Aturan_dipilih", "Ukuran_utama", "Urutan_flow", "Aturan_terbaik"}
    | {"Aturan_terjadwal", "Lama_jaringan", "Lintasan_kritis", "Optimum_flow", "Total_flow"},
}
