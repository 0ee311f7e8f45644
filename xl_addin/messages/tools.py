"""The command line, recalculation, templates, the add-ins."""

from __future__ import annotations

from typing import Final

from xl_addin.messages.message import Message

COMMANDS: Final = {
    "exists": Message(
        "Berkas {file} sudah ada.",
        "The file {file} is there already.",
        "Pilih nama lain, atau ganti dengan --force.",
        "Choose another name, or replace it with --force.",
    ),
    "bad_data": Message(
        "Berkas data {file} tidak dapat dibaca: {found}.",
        "The data file {file} cannot be read: {found}.",
        "Tulis sebagai YAML atau JSON dengan nama di tingkat teratas.",
        "Write it as YAML or JSON with names at the top level.",
    ),
    "bad_option": Message(
        "Pilihan {found} tidak dipahami; tulis {expected}.",
        "The option {found} is not understood; write {expected}.",
        "Lihat lembar --help.",
        "See lembar --help.",
    ),
    "unknown_udf": Message(
        "Fungsi {found} tidak ada. Yang ada: {expected}.",
        "There is no function {found}. There are: {expected}.",
        "Lihat lembar udf list.",
        "See lembar udf list.",
    ),
}

RECALCULATION: Final = {
    "unknown_engine": Message(
        "Mesin hitung {found} tidak dikenal. Yang ada: {expected}.",
        "There is no engine {found}. There are: {expected}.",
        "Pilih salah satu.",
        "Choose one of them.",
    ),
    "no_engine": Message(
        "Mesin hitung {expected} tidak dapat dipakai: {found} tidak ada di komputer ini.",
        "The engine {expected} cannot be used: {found} is not on this computer.",
        "Pasang dahulu, atau pilih mesin hitung lain.",
        "Install it, or choose another engine.",
    ),
    "udf_in_engine": Message(
        "Mesin hitung {expected} tidak mengenal fungsi {found} yang dipakai berkas {file}.",
        "The engine {expected} does not know {found}, which the file {file} uses.",
        "Pakai mesin hitung lain, atau versi berkas tanpa add-in (--portable).",
        "Use another engine, or the flavour of the file without the add-in (--portable).",
    ),
    "date_1904": Message(
        "Berkas {file} menghitung tanggal sejak 1904; mesin hitung {expected} tidak dapat mengikutinya.",
        "The file {file} counts dates from 1904, which the engine {expected} cannot follow.",
        "Pakai mesin hitung lain.",
        "Use another engine.",
    ),
    "not_computable": Message(
        "Berkas {file} tidak dihitung ulang, karena ada sel yang tidak dapat dihitung dengan benar: {found}.",
        "The file {file} was not recalculated, for these cells cannot be computed rightly: {found}.",
        "Berkas tidak berubah. Hitung di Excel, atau biarkan nilai lama sel itu dengan --keep.",
        "The file is as it was. Calculate it in Excel, or keep the old values of these cells with --keep.",
    ),
    "engine_failed": Message(
        "Mesin hitung {expected} gagal menghitung berkas {file}: {found}.",
        "The engine {expected} failed on the file {file}: {found}.",
        "Coba mesin hitung lain (--engine).",
        "Try another engine (--engine).",
    ),
    "engine_timeout": Message(
        "Mesin hitung {expected} belum selesai setelah {found} detik, lalu dihentikan.",
        "The engine {expected} had not finished after {found} seconds and was stopped.",
        "Ulangi ketika komputer tidak sibuk, atau pilih mesin hitung lain.",
        "Try again when the computer is less busy, or choose another engine.",
    ),
}

CALC: Final = {
    "no_libreoffice": Message(
        "LibreOffice ({expected}) tidak ditemukan di komputer ini.",
        "LibreOffice ({expected}) was not found on this computer.",
        "Pasang LibreOffice Calc, lalu ulangi.",
        "Install LibreOffice Calc and try again.",
    ),
    "no_python_in_office": Message(
        "LibreOffice di komputer ini tidak dapat menjalankan add-in berbahasa Python.",
        "The LibreOffice of this computer cannot run add-ins written in Python.",
        "Minta bagian TI memasang paket python3-uno, lalu ulangi.",
        "Install the package python3-uno and try again.",
    ),
    "extension_refused": Message(
        "LibreOffice menolak {file}: {found}.",
        "LibreOffice refused {file}: {found}.",
        "Tutup semua jendela LibreOffice, lalu ulangi.",
        "Close all windows of LibreOffice and try again.",
    ),
}

TEMPLATES: Final = {
    "template": Message(
        "Templat {file} memuat {found} kesalahan.",
        "The template {file} has {found} faults.",
        "Perbaiki sel berikut di Excel, lalu ulangi.",
        "Correct the cells below in Excel and try again.",
    ),
    "render_limit": Message(
        "Pengisian templat {file} dihentikan: {found}; batasnya {expected}.",
        "Filling the template {file} was stopped: {found}; the limit is {expected}.",
        "Periksa pengulangannya, kurangi datanya, atau naikkan batasnya.",
        "Check its loops, give it less data, or raise the limit.",
    ),
    "render_died": Message(
        "Pengisian templat {file} berhenti di tengah jalan: {found}.",
        "Filling the template {file} broke off: {found}.",
        "Periksa ekspresi yang sangat panjang atau sangat dalam. Hasil tidak ditulis.",
        "Look for expressions that are very long or nest very deeply. Nothing was written.",
    ),
}

ADDIN: Final = {
    "no_selection": Message(
        "Belum ada sel yang dipilih di {file}.",
        "No cell of {file} is selected.",
        "Klik sel yang ingin dijelaskan, lalu tekan Jelaskan.",
        "Click the cell to be explained and press the button again.",
    ),
    "undo_cloud": Message(
        "Buku kerja {file} tidak dapat dikembalikan, karena letak berkasnya di komputer ini tidak diketahui.",
        "The workbook {file} cannot be restored: where its file is on this PC is not known.",
        "Buka {found}, lalu simpan dengan nama buku kerja itu.",
        "Open {found} and save it under the workbook's name.",
    ),
    "addin_xlwings": Message(
        "Paket xlwings yang terpasang ({found}) tidak memuat {expected}.",
        "The installed xlwings ({found}) does not hold {expected}.",
        "Pasang ulang Lembar, atau jalankan pip install lembar kembali.",
        "Install Lembar again: pip install --force-reinstall lembar.",
    ),
    "addin_sheet": Message(
        "Buku kerja {file} sudah memuat lembar {sheet}.",
        "The workbook {file} has a sheet {sheet} already.",
        "Pakai buku kerja .xlsx yang belum dilengkapi dengan add-in.",
        "Use an .xlsx that has not been given the add-in yet.",
    ),
    "addin_macros": Message(
        "Buku kerja {file} sudah memuat makro.",
        "The workbook {file} holds macros already.",
        "Simpan sebagai .xlsx dahulu, atau pakai add-in lembar.xlam.",
        "Save it as .xlsx first, or use the add-in lembar.xlam instead.",
    ),
}
