"""SOP workbooks for tests: a procedure of a furniture maker that is complete, simulated and signed or not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from xl_addin import formats
from xl_addin.sop.records import STEP_COLUMNS

Row = dict[str, Any]

SIGNED: list[Row] = [
    {"role": role, "name": name, "position": position, "date": day, "status": "Disetujui", "note": None}
    for role, name, position, day in (
        ("Dibuat", "Sinta Maharani", "Staf Penjualan", date(2027, 1, 5)),
        ("Dikoreksi", "Dewi Lestari", "Manajer Penjualan", date(2027, 1, 8)),
        ("Disahkan", "Hendra Wijaya", "Direktur Utama", date(2027, 1, 12)),
    )
]
STEPS: list[Row] = [
    {"code": "L01", "activity": "Pesanan kursi diterima", "actor": "Pelanggan", "kind": "Mulai"},
    {
        "code": "L02", "activity": "Periksa kelengkapan pesanan", "actor": "Penjualan", "kind": "Kegiatan",
        "requirements": "Gambar kerja", "document": "Form pesanan", "low": 10, "likely": 20, "high": 60,
        "unit": "menit", "output": "Pesanan terperiksa", "indicator": "Selesai pada hari yang sama",
    },
    {
        "code": "L03", "activity": "Lengkap?", "actor": "Penjualan", "kind": "Keputusan",
        "document": "Form pesanan", "likely": 5, "unit": "menit", "next": "L04; L02",
        "branches": "Ya; Tidak", "shares": "80; 20",
    },
    {
        "code": "L04", "activity": "Buat jadwal & SPK <produksi>", "actor": "PPC", "kind": "Kegiatan",
        "document": "SPK", "low": 1, "likely": 2, "high": 6, "unit": "jam", "output": "SPK terbit",
        "indicator": "Paling lambat H+1", "note": "Urut menurut tanggal minta",
    },
    {"code": "L05", "activity": "Pesanan terjadwal", "actor": "PPC", "kind": "Selesai"},
]  # fmt: skip
ACTORS: list[Row] = [
    {"name": "Pelanggan", "position": "Pemesan", "outside": "Ya"},
    {"name": "Penjualan", "position": "Staf Penjualan", "people": 1},
    {"name": "PPC", "position": "Kepala PPC", "people": 2},
]
SECTIONS = [
    *(("Ruang lingkup", 1, "Semua pesanan mebel kantor dan rumah sakit."),),
    *(
        ("Tujuan", 1, "Pesanan terjadwal pada hari berikutnya."),
        ("Tujuan", 2, "Tidak ada pesanan yang hilang."),
    ),
    *(("Definisi", 1, "Hari kerja: Senin sampai Jumat."), ("Ketentuan umum", 1, "Pesanan hanya lewat form.")),
    *(
        ("Tanggung jawab", 1, "Penjualan memeriksa kelengkapan."),
        ("Ketentuan khusus", 1, "Order mendesak: telepon."),
    ),
    *(
        ("Rekaman", 1, "Form pesanan, 5 tahun."),
        ("Lampiran", 1, "Contoh form."),
        ("Referensi", 1, "ISO 9001:2015"),
    ),
    *(("Dasar hukum", 1, "UU 8/1999"), ("Kualifikasi pelaksana", 1, "Paham gambar teknik")),
    *(
        ("Keterkaitan", 1, "SOP APS"),
        ("Peralatan", 1, "Komputer"),
        ("Peringatan", 1, "Pesanan lisan tidak diproses"),
    ),
    ("Pencatatan", 1, "Register pesanan"),
]


def procedure(**changes: Any) -> Row:
    """Return the data of a workbook that has no fault, except for what is changed."""
    return {
        "company": {"name": "PT Mebel Nusantara"},
        "document": {"number": "SOP-PJL-01", "revision": "01", "date": date(2027, 1, 15)},
        "year": 2027,
        "reference_date": date(2027, 2, 1),
        "sop": {
            "title": "Penerimaan pesanan",
            "unit": "Penjualan",
            "created": date(2026, 12, 20),
            "review": date(2028, 1, 15),
            "promise": 1,
            "hours": 8,
        },
        "simulation_settings": {"runs": 400, "seed": 5, "arrivals": None},
        "team": [{"name": name, "position": "Staf"} for name in ("Sinta", "Budi", "Dewi", "Hendra")],
        "revisions": [
            {
                "revision": "00",
                "date": date(2026, 12, 20),
                "change": "Terbitan pertama",
                "by": "Sinta Maharani",
            },
            {
                "revision": "01",
                "date": date(2027, 1, 4),
                "change": "Langkah L03 ditambah",
                "by": "Dewi Lestari",
            },
        ],
        "sections": [{"part": part, "number": number, "text": text} for part, number, text in SECTIONS],
        "terms": [
            {"term": "SPK", "meaning": "Surat perintah kerja"},
            {"term": "PPC", "meaning": "Perencanaan dan pengendalian produksi"},
        ],
        "actors": [{"people": None, "outside": None, **actor} for actor in ACTORS],
        "steps": [step(**one) for one in STEPS],
        "approvals": SIGNED,
        **changes,
    }


def step(**given: Any) -> Row:
    """Return a row of the table of steps; what is not given is blank."""
    return {**dict.fromkeys(STEP_COLUMNS.values()), **given}


def write_sop(path: Path, **changes: Any) -> Path:
    """Write a workbook of the procedure and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(formats.build("sop", procedure(**changes)).to_bytes())
    return path
