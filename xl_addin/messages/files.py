"""Files, packages and workbooks: what cannot be read or written."""

from __future__ import annotations

from typing import Final

from xl_addin.messages.message import Message

FILES: Final = {
    "not_found": Message(
        "Berkas {file} tidak ditemukan.",
        "The file {file} was not found.",
        "Periksa nama dan foldernya.",
        "Check its name and its folder.",
    ),
    "unreadable": Message(
        "Berkas {file} tidak dapat dibaca: {found}.",
        "The file {file} cannot be read: {found}.",
        "Periksa hak akses Anda atas berkas itu; berkas OneDrive harus sudah terunduh.",
        "Check your permissions; a OneDrive file must have been downloaded.",
    ),
    "locked": Message(
        "Berkas {file} sedang terbuka di Excel (ada berkas kunci {found}).",
        "The file {file} is open in Excel (its lock {found} is there).",
        "Tutup berkas itu di Excel, lalu ulangi. Jika Excel sudah tertutup, hapus berkas kunci itu.",
        "Close it in Excel and try again. If Excel is closed already, delete the lock file.",
    ),
    "read_only": Message(
        "Berkas {file} tidak dapat ditulis: berkas atau foldernya hanya dapat dibaca.",
        "The file {file} cannot be written: it or its folder is read-only.",
        "Simpan ke folder lain, atau minta hak tulis. Berkas tidak berubah.",
        "Write to another folder, or ask for permission. The file is as it was.",
    ),
    "disk_full": Message(
        "Berkas {file} tidak dapat ditulis: penyimpanan penuh.",
        "The file {file} cannot be written: the disk is full.",
        "Kosongkan ruang lalu ulangi. Berkas tidak berubah.",
        "Free some space and try again. The file is as it was.",
    ),
    "not_written": Message(
        "Berkas {file} tidak dapat ditulis: {found}.",
        "The file {file} cannot be written: {found}.",
        "Berkas tidak berubah. Ulangi, atau simpan ke folder lain.",
        "The file is as it was. Try again, or write to another folder.",
    ),
}

PACKAGES: Final = {
    "not_zip": Message(
        "Berkas {file} bukan berkas Excel (.xlsx).",
        "The file {file} is not an Excel workbook (.xlsx): it is not a zip.",
        "Buka berkas itu di Excel dan simpan ulang sebagai Buku Kerja Excel (.xlsx).",
        "Open it in Excel and save it again as an Excel Workbook (.xlsx).",
    ),
    "old_xls": Message(
        "Berkas {file} memakai format Excel lama (.xls).",
        "The file {file} is in the old Excel format (.xls).",
        "Buka di Excel, pilih Simpan Sebagai, lalu pilih Buku Kerja Excel (.xlsx).",
        "Open it in Excel, choose Save As, and pick Excel Workbook (.xlsx).",
    ),
    "encrypted": Message(
        "Berkas {file} dilindungi kata sandi.",
        "The file {file} is protected by a password.",
        "Buka di Excel, hapus kata sandinya (Berkas > Info > Proteksi Buku Kerja), lalu simpan.",
        "Open it in Excel, remove the password (File > Info > Protect Workbook), and save.",
    ),
    "too_large": Message(
        "Berkas {file} terlalu besar: {found}; batasnya {expected}.",
        "The file {file} is too large: {found}; the limit is {expected}.",
        "Hapus lembar, gambar, atau baris yang tidak terpakai.",
        "Remove sheets, pictures or rows that are not used.",
    ),
    "bomb": Message(
        "Isi berkas {file} mengembang jauh melebihi ukuran yang wajar: {found}; batasnya {expected}.",
        "The file {file} unpacks to far more than is reasonable: {found}; the limit is {expected}.",
        "Jangan dibuka; mintalah berkas yang baru kepada pengirimnya.",
        "Do not open it; ask its sender for a new one.",
    ),
    "bad_part_name": Message(
        "Berkas {file} memuat bagian dengan nama yang tidak sah: {found}.",
        "The file {file} holds a part with an improper name: {found}.",
        "Buka di Excel dan simpan ulang; bila tidak bisa, mintalah berkas yang baru.",
        "Open it in Excel and save it again; if that fails, ask for a new file.",
    ),
    "damaged": Message(
        "Berkas {file} rusak: {found}.",
        "The file {file} is damaged: {found}.",
        "Buka di Excel agar diperbaiki, lalu simpan ulang; atau pakai salinan sebelumnya.",
        "Let Excel repair it and save it again, or use an earlier copy.",
    ),
    "bad_xml": Message(
        "Bagian {found} di berkas {file} tidak dapat dibaca sebagai XML.",
        "The part {found} of the file {file} is not well-formed XML.",
        "Buka di Excel agar diperbaiki, lalu simpan ulang.",
        "Let Excel repair the file and save it again.",
    ),
    "not_workbook": Message(
        "Berkas {file} bukan buku kerja Excel: bagian {found} tidak ada.",
        "The file {file} is not an Excel workbook: the part {found} is missing.",
        "Pastikan berkas itu disimpan sebagai Buku Kerja Excel (.xlsx atau .xlsm).",
        "Make sure that it was saved as an Excel Workbook (.xlsx or .xlsm).",
    ),
}

WORKBOOKS: Final = {
    "no_sheet": Message(
        "Lembar {found} tidak ada di berkas {file}. Yang ada: {expected}.",
        "The file {file} has no sheet {found}. It has: {expected}.",
        "Periksa ejaan nama lembar.",
        "Check the spelling of the sheet's name.",
    ),
    "no_import": Message(
        "Lembar {sheet} dari berkas {file} tidak dapat disertakan: {found}.",
        "The sheet {sheet} of the file {file} cannot be included: {found}.",
        "Buang bagian itu dari lembarnya, atau salin lembar itu ke dalam templat dengan Excel.",
        "Take that out of the sheet, or copy the sheet into the template with Excel.",
    ),
    "bad_cell": Message(
        "Alamat sel {found} tidak dikenali.",
        "The cell address {found} is not understood.",
        "Tulis seperti Strength!F9, atau 'Isu Internal & Eksternal'!A2.",
        "Write it like Strength!F9, or 'Isu Internal & Eksternal'!A2.",
    ),
    "part_of_array": Message(
        "Sel {cell} di lembar {sheet} adalah bagian dari rumus larik {found}.",
        "The cells {cell} on the sheet {sheet} are a part of the array formula {found}.",
        "Ubah seluruh rumus larik itu sekaligus.",
        "Change the whole array formula at once.",
    ),
    "bad_formula": Message(
        "Rumus di {sheet}!{cell} tidak dapat dibaca: {found}.",
        "The formula in {sheet}!{cell} cannot be read: {found}.",
        "Perbaiki rumus itu di Excel lalu simpan.",
        "Correct it in Excel and save.",
    ),
    "sheet_full": Message(
        "Lembar {sheet} tidak muat: butuh {found} baris; Excel hanya punya {expected}.",
        "The sheet {sheet} is full: {found} rows are needed; Excel has {expected}.",
        "Bagi datanya ke beberapa lembar.",
        "Spread the data over several sheets.",
    ),
    "sheet_wide": Message(
        "Lembar {sheet} tidak muat: butuh {found} kolom; Excel hanya punya {expected}.",
        "The sheet {sheet} is too wide: {found} columns are needed; Excel has {expected}.",
        "Taruh datanya ke bawah, atau bagi ke beberapa lembar.",
        "Put the data into rows, or spread them over several sheets.",
    ),
}
