"""What the production planning workbooks are agreed to hold: sheets, tables with their headings, names."""

from __future__ import annotations

from typing import Final

INPUTS: Final = ["Nama", "Nilai", "Satuan", "Dari berkas", "Dari nama", "Keterangan"]
DOCUMENT: Final = {"Nama_perusahaan", "No_dokumen", "Revisi", "Tanggal_berlaku", "Tahun_rencana"}

SHEETS: Final[dict[str, list[str]]] = {
    "economics": ["Petunjuk", "Data", "Biaya dan Harga", "Arus Kas", "Sensitivitas", "Kelayakan"],
}
TABLES: Final[dict[str, dict[str, list[str]]]] = {
    "economics": {
        "tbl_masukan": INPUTS,
        "tbl_arus_kas": [
            *("Tahun", "Investasi dan nilai sisa", "Laba setahun", "Penyesuaian", "Arus kas bersih"),
            *("Kumulatif", "Faktor diskonto", "Nilai sekarang", "Kumulatif nilai sekarang"),
            *("Balik modal", "Balik modal terdiskonto"),
        ],
    },
}
NAMES: Final[dict[str, set[str]]] = {
    "economics": DOCUMENT
    | {"Biaya_tetap", "Biaya_variabel_unit", "Ramalan_tahun", "Biaya_persediaan", "Sesuai_makalah"}
    | {"Titik_impas_unit", "Harga_jual", "HPP", "Nilai_NPV", "Nilai_IRR", "Nilai_MIRR", "Kelayakan"},
}
