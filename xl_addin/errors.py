"""What can go wrong, told in words: one catalogue in Indonesian (the planner) and English (the command line).

>>> error = LembarError("not_found", file="swot.xlsx")
>>> print(error)
Berkas swot.xlsx tidak ditemukan. Periksa nama dan foldernya.
>>> print(error.english())
The file swot.xlsx was not found. Check its name and its folder.
>>> error.facts()
{'file': 'swot.xlsx'}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Message:
    """A sentence and the next step in both languages; ``{file}``, ``{found}`` and the like are filled in."""

    id: str
    en: str
    next_id: str
    next_en: str


class LembarError(Exception):
    """A refusal that a person can act on: what happened, where, and what to do next.

    Args:
        key: An entry of :data:`MESSAGES`.
        file: The file concerned, as the person named it.
        sheet: The sheet concerned.
        cell: The cell or range concerned, in A1 style.
        found: What was there.
        expected: What should have been there.
    """

    def __init__(
        self,
        key: str,
        *,
        file: object = None,
        sheet: str | None = None,
        cell: str | None = None,
        found: object = None,
        expected: object = None,
    ) -> None:
        self.key = key
        self.message = MESSAGES[key]
        given = {"file": file, "sheet": sheet, "cell": cell, "found": found, "expected": expected}
        self._facts = {name: str(value) for name, value in given.items() if value is not None}
        super().__init__(key)

    def indonesian(self) -> str:
        """Return the sentence and the next step for the planner."""
        return self._filled(f"{self.message.id} {self.message.next_id}", _UNKNOWN_ID)

    def english(self) -> str:
        """Return the sentence and the next step for the command line."""
        return self._filled(f"{self.message.en} {self.message.next_en}", _UNKNOWN_EN)

    def facts(self) -> dict[str, str]:
        """Return what is known of the case, for a program: file, sheet, cell, found, expected."""
        return dict(self._facts)

    def in_file(self, file: object) -> LembarError:
        """Name the file, when the place that raised could not know it; return the error itself."""
        if file is not None:
            self._facts.setdefault("file", str(file))
        return self

    def _filled(self, text: str, unknown: dict[str, str]) -> str:
        return text.format(**{**unknown, **self._facts}).strip()

    def __str__(self) -> str:
        return self.indonesian()


_UNKNOWN_ID: Final = {"file": "ini", "sheet": "?", "cell": "?", "found": "?", "expected": "?"}
_UNKNOWN_EN: Final = {"file": "given", "sheet": "?", "cell": "?", "found": "?", "expected": "?"}


_FILES: Final = {
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

_COMMANDS: Final = {
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

_PACKAGES: Final = {
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

_WORKBOOKS: Final = {
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

_RECALCULATION: Final = {
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

_CALC: Final = {
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

_TEMPLATES: Final = {
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

_ACTIONS: Final = {
    "circular_plan": Message(
        "Buku kerja saling mengambil angka dalam lingkaran: {found}.",
        "Workbooks take numbers from each other in a circle: {found}.",
        "Ubah kolom Dari berkas di lembar Data salah satunya. Tidak ada yang berubah.",
        "Change the column Dari berkas on the sheet Data of one of them. Nothing has changed.",
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
    "no_reference_date": Message(
        "Tanggal acuan di lembar {sheet} belum benar: {found}.",
        "The reference date on the sheet {sheet} is not right: {found}.",
        "Isi tanggalnya di sel Tanggal acuan lalu ulangi.",
        "Fill in the date in the cell Tanggal acuan and try again.",
    ),
}

_ADDIN: Final = {
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

MESSAGES: Final[dict[str, Message]] = {
    **_FILES,
    **_COMMANDS,
    **_PACKAGES,
    **_WORKBOOKS,
    **_RECALCULATION,
    **_CALC,
    **_TEMPLATES,
    **_ACTIONS,
    **_ADDIN,
}
"""Every refusal by its key. Declare new ones in the dictionary of their area."""
