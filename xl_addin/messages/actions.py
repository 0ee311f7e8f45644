"""What the buttons' actions refuse."""

from __future__ import annotations

from typing import Final

from xl_addin.messages.message import Message

ACTIONS: Final = {
    "circular_plan": Message(
        "Buku kerja saling mengambil angka dalam lingkaran: {found}.",
        "Workbooks take numbers from each other in a circle: {found}.",
        "Ubah kolom Dari berkas di lembar Data salah satunya. Tidak ada yang berubah.",
        "Change the column Dari berkas on the sheet Data of one of them. Nothing has changed.",
    ),
    "sop_not_simulated": Message(
        "Prosedur ini belum dapat disimulasikan. {found}.",
        "This procedure cannot be simulated yet. {found}.",
        "Perbaiki lembar Langkah, lalu tekan lagi.",
        "Correct the sheet Langkah and try again.",
    ),
    "sop_issued": Message(
        "Dokumen {file} sudah terbit dan disahkan dengan isi lain.",
        "The document {file} has already been issued and signed with other content.",
        "Naikkan nomor revisi di lembar Identitas lalu minta pengesahan lagi; dokumen lama tidak diganti.",
        "Raise the revision on the sheet Identitas and have it signed again; the old document stays.",
    ),
    "sop_setting": Message(
        "Isian {sheet}!{cell} belum benar: {found}.",
        "The setting at {sheet}!{cell} is not right: {found}.",
        "Isi {expected}, lalu tekan lagi.",
        "Fill in {expected} and try again.",
    ),
    "sop_too_long": Message(
        "Satu kasus rata-rata melalui {found} langkah; simulasi sebesar ini tidak muat di memori.",
        "A case takes {found} steps on average; a simulation of this size does not fit into memory.",
        "Pakai paling banyak {expected} kasus, atau periksa peluang pada pengulangan.",
        "Use {expected} cases at most, or check the shares of the loops.",
    ),
    "unknown_action": Message(
        "Perintah {found} tidak dikenal. Yang ada: {expected}.",
        "There is no action {found}. There are: {expected}.",
        "Pilih salah satu.",
        "Choose one of them.",
    ),
    "unknown_option": Message(
        "Pilihan {found} tidak dikenal oleh perintah ini. Yang ada: {expected}.",
        "This action has no option {found}. It has: {expected}.",
        "Periksa ejaannya.",
        "Check its spelling.",
    ),
    "missing_option": Message(
        "Perintah {found} membutuhkan pilihan {expected}.",
        "The action {found} needs the option {expected}.",
        "Isi pilihan itu lalu ulangi.",
        "Give it and try again.",
    ),
    "no_folder": Message(
        "Folder {file} tidak ditemukan.",
        "The folder {file} was not found.",
        "Periksa nama dan letaknya.",
        "Check its name and where it is.",
    ),
    "no_table": Message(
        "Buku kerja {file} tidak memiliki tabel {expected}.",
        "The workbook {file} has no table {expected}.",
        "Pakai format Lembar yang sesuai, atau pulihkan nama tabel itu.",
        "Use Lembar's own format, or give the table its name back.",
    ),
    "no_column": Message(
        "Tabel di {sheet}!{cell} tidak memiliki kolom {expected}. Yang ada: {found}.",
        "The table at {sheet}!{cell} has no column {expected}. It has: {found}.",
        "Pulihkan judul kolom itu lalu ulangi.",
        "Give the column its heading back and try again.",
    ),
    "no_name": Message(
        "Buku kerja {file} tidak memiliki nama {expected}.",
        "The workbook {file} has no defined name {expected}.",
        "Pakai format Lembar yang sesuai, atau pulihkan nama itu (Rumus > Manajer Nama).",
        "Use Lembar's own format, or define the name again (Formulas > Name Manager).",
    ),
    "bad_block": Message(
        "Nama {found} di {sheet}!{cell} harus mencakup {expected} kolom.",
        "The name {found} at {sheet}!{cell} must cover {expected} columns.",
        "Perbaiki nama itu (Rumus > Manajer Nama).",
        "Correct the name (Formulas > Name Manager).",
    ),
    "nothing_to_adopt": Message(
        "Di berkas {file} tidak ditemukan daftar isu SWOT.",
        "No list of SWOT issues was found in the file {file}.",
        "Pastikan ada baris judul kolom seperti {expected}.",
        "Make sure that it has a row of headings such as {expected}.",
    ),
    "order_columns": Message(
        "Berkas {file} tidak memiliki kolom {expected}. Yang ditemukan: {found}.",
        "The file {file} has no column {expected}. It has: {found}.",
        "Ekspor lagi dari sistem order dengan kolom itu, atau perbaiki judul kolomnya.",
        "Export it again from the order system with that column, or correct its headings.",
    ),
    "not_routing": Message(
        "Berkas {file} bukan buku kerja routing: {expected} tidak ada.",
        "The file {file} is not a routing workbook: it has no {expected}.",
        "Pilih routing.xlsx dari set perencanaan produksi.",
        "Choose routing.xlsx of the production planning set.",
    ),
    "aps_not_final": Message(
        "APS {found} belum final.",
        "The APS of {found} is not final.",
        "Tekan Finalkan APS sesudah rapatnya, lalu ulangi.",
        "Press Finalkan APS after its meeting and try again.",
    ),
    "transaction_columns": Message(
        "Berkas {file} tidak memiliki kolom {expected}. Yang ditemukan: {found}.",
        "The file {file} has no column {expected}. It has: {found}.",
        "Ekspor lagi dengan kolom itu, atau perbaiki judul kolomnya.",
        "Export it again with that column, or correct its headings.",
    ),
    "bad_setting": Message(
        "Pengaturan {cell} di lembar {sheet} belum benar: {found}; seharusnya {expected}.",
        "The setting {cell} on the sheet {sheet} is not right: {found}; it should be {expected}.",
        "Perbaiki di lembar {sheet} lalu ulangi.",
        "Correct it on the sheet {sheet} and try again.",
    ),
    "aps_calendar": Message(
        "Kalender APS di {sheet}!{cell} belum lengkap atau tidak berurutan: {found}.",
        "The calendar of APS stages at {sheet}!{cell} is not complete or not in order: {found}.",
        "Tekan Susun kalender, lalu perbaiki tanggal rapat baris itu.",
        "Press Susun kalender, then correct the meeting date of that row.",
    ),
    "aps_setting": Message(
        "{expected} belum diisi dengan benar; ditemukan {found}.",
        "{expected} is not filled as it should be; found {found}.",
        "Perbaiki di lembar Pengaturan atau Kalender APS, lalu ulangi.",
        "Correct it on the sheet Pengaturan or Kalender APS and try again.",
    ),
    "unknown_format": Message(
        "Format {found} tidak dikenal. Yang ada: {expected}.",
        "There is no format {found}. There are: {expected}.",
        "Pilih salah satu.",
        "Choose one of them.",
    ),
    "not_department": Message(
        "Berkas {file} bukan buku kerja KPI departemen: {expected} tidak ada.",
        "The file {file} is not a department's KPI workbook: it has no {expected}.",
        "Pakai berkas yang dibuat tombol Turunkan KPI, atau pindahkan berkas itu dari foldernya.",
        "Use the file that the KPI cascade made, or take this one out of the folder.",
    ),
    "changed_meanwhile": Message(
        "Berkas {file} disimpan orang lain selagi diolah.",
        "The file {file} was saved by somebody else in the meantime.",
        "Ulangi; berkas tidak berubah.",
        "Try again; the file is as they saved it.",
    ),
    "not_approved": Message(
        "KPI Corporate dan Directorate belum disetujui Direksi; keputusan terakhir: {found}.",
        "The board has not approved the corporate and directorate KPIs; its last decision: {found}.",
        "Catat keputusan Setuju di lembar {sheet}, lalu ulangi.",
        "Enter its decision Setuju on the sheet {sheet} and try again.",
    ),
    "no_year": Message(
        "Tahun rencana di lembar {sheet} belum benar: {found}.",
        "The year of the plan on the sheet {sheet} is not right: {found}.",
        "Isi tahunnya, misalnya 2027, lalu ulangi.",
        "Fill in the year, for example 2027, and try again.",
    ),
    "bad_portal_file": Message(
        "Berkas {file} tidak dapat dibaca sebagai CSV atau JSON portal: {found}.",
        "The file {file} cannot be read as CSV or JSON of the portal: {found}.",
        "Ekspor ulang dari portal; kolomnya ada di docs/portal.md.",
        "Export it from the portal again; docs/portal.md has its columns.",
    ),
    "portal_columns": Message(
        "Berkas {file} tidak memiliki kolom {expected}. Yang ada: {found}.",
        "The file {file} lacks the columns {expected}. It has: {found}.",
        "Judul kolom ada di baris pertama; lihat docs/portal.md.",
        "The headings are on the first line; see docs/portal.md.",
    ),
    "bad_semester": Message(
        "Semester {found} tidak dikenal; tulis {expected}.",
        "There is no semester {found}; write {expected}.",
        "1 adalah Januari sampai Juni, 2 adalah Juli sampai Desember.",
        "1 is January to June, 2 is July to December.",
    ),
    "bad_month": Message(
        "Bulan {found} tidak dikenal; tulis {expected}.",
        "There is no month {found}; write {expected}.",
        "Periksa tulisannya.",
        "Check how it is written.",
    ),
    "no_shapes": Message(
        "Program ini tidak dapat menggambar {found} di lembar {sheet}.",
        "This program cannot draw {found} on the sheet {sheet}.",
        "Gunakan Excel untuk Windows, atau lembar run pada berkasnya.",
        "Use Excel for Windows, or lembar run on the file.",
    ),
    "complaint_unknown": Message(
        "Keluhan {found} tidak ada di lembar {sheet}.",
        "There is no complaint {found} on the sheet {sheet}.",
        "Periksa nomornya, misalnya {expected}.",
        "Check its number, {expected} for example.",
    ),
    "complaint_twice": Message(
        "Nomor {found} ada pada lebih dari satu baris: {sheet}!{cell}.",
        "The number {found} is in more than one row: {sheet}!{cell}.",
        "Beri setiap keluhan nomor sendiri lalu ulangi.",
        "Give each complaint its own number and try again.",
    ),
    "complaint_blank": Message(
        "{sheet}!{cell} masih kosong: {found} belum ada {expected}.",
        "{sheet}!{cell} is blank: {found} has no {expected} yet.",
        "Isi {expected} lebih dahulu lalu ulangi. Tidak ada yang berubah.",
        "Fill in {expected} first and try again. Nothing has changed.",
    ),
    "complaint_filled": Message(
        "{sheet}!{cell} sudah berisi {found}, bukan {expected}; isian itu tidak diganti.",
        "{sheet}!{cell} already holds {found}, not {expected}; it is not replaced.",
        "Bila isian itu salah, ubah sendiri selnya lalu ulangi.",
        "If it is wrong, change the cell yourself and try again.",
    ),
    "complaint_no_date": Message(
        "{sheet}!{cell} berisi {found}, bukan tanggal.",
        "{sheet}!{cell} holds {found}, which is no date.",
        "Ketik ulang tanggalnya, misalnya 31/10/2027, lalu ulangi.",
        "Type the date again, 31/10/2027 for example, and try again.",
    ),
    "complaint_order": Message(
        "Urutan tanggal terbalik: {found}, sedangkan {sheet}!{cell} {expected}.",
        "The dates are in the wrong order: {found}, but {sheet}!{cell} is {expected}.",
        "Periksa kedua tanggal itu lalu ulangi.",
        "Check both dates and try again.",
    ),
    "complaint_future": Message(
        "Tanggal {found} sesudah Tanggal acuan {expected}.",
        "The date {found} is after the reference date {expected}.",
        "Periksa tanggalnya, atau ganti Tanggal acuan di lembar Pengaturan.",
        "Check the date, or change the reference date on the sheet Pengaturan.",
    ),
    "complaint_waits": Message(
        "Keluhan {found} belum dapat diteruskan: {sheet}!{cell}, {expected}.",
        "The complaint {found} cannot be forwarded yet: {sheet}!{cell}, {expected}.",
        "Tanyakan kekurangannya ke pelanggan; isi Ditanyakan, lalu Dilengkapi begitu dijawab.",
        "Ask the customer what is missing; fill in Ditanyakan, and Dilengkapi once answered.",
    ),
    "complaint_choice": Message(
        "{found} tidak ada dalam daftar. Yang ada: {expected}.",
        "{found} is not on the list. There are: {expected}.",
        "Pilih salah satu, atau tambahkan pada daftar di lembar Pengaturan.",
        "Choose one of them, or add it to the list on the sheet Pengaturan.",
    ),
    "complaint_form": Message(
        "Berkas {file} bukan Form Keluhan yang dapat dibaca: {found}.",
        "The file {file} is no complaint form that can be read: {found}.",
        "Pakai formulir yang ditulis tombol Teruskan keluhan; seharusnya {expected}.",
        "Use the form that the button Teruskan keluhan wrote; expected {expected}.",
    ),
    "no_reference_date": Message(
        "Tanggal acuan di lembar {sheet} belum benar: {found}.",
        "The reference date on the sheet {sheet} is not right: {found}.",
        "Isi tanggalnya di sel Tanggal acuan lalu ulangi.",
        "Fill in the date in the cell Tanggal acuan and try again.",
    ),
}
