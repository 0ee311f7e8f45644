"""What doctor says of each thing that it looks at, in both languages, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xl_addin.messages import Message


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Args:
        key: The check, an entry of :data:`CHECKS`.
        ok: Whether all is well; None where it could not be told.
        found: What was there.
        expected: What should have been there.
    """

    key: str
    ok: bool | None
    found: str = ""
    expected: str = ""

    def line(self, language: str) -> str:
        """Return the finding as a line of ``id`` or ``en``, with what to do where something is amiss."""
        message = CHECKS[self.key]
        mark = {True: "OK", False: "!!", None: "??"}[self.ok]
        facts = {"found": self.found or "-", "expected": self.expected or "-"}
        head = f"{mark} {getattr(message, language).format(**facts)}"
        return head if self.ok else f"{head}\n   {getattr(message, f'next_{language}').format(**facts)}"


CHECKS: Final = {
    "excel": Message(
        "Excel: {found}",
        "Excel: {found}",
        "Add-in ini butuh Excel 2016 atau lebih baru. Tanpa Excel, pakai buku kerja portabel.",
        "The add-in needs Excel 2016 or newer. Without it use portable workbooks, or lembar calc install.",
    ),
    "addin": Message(
        "Berkas add-in: {found}",
        "The add-in's file: {found}",
        "Jalankan lembar addin install. Bila hilang lagi karena antivirus, minta IT mengecualikannya.",
        "Run lembar addin install. If it goes again, an antivirus quarantines it: have {expected} excluded.",
    ),
    "twice": Message(
        "Add-in terpasang satu kali: {found}",
        "The add-in is there once: {found}",
        "Jalankan lembar addin uninstall, lalu lembar addin install.",
        "Run lembar addin uninstall, then lembar addin install.",
    ),
    "macros": Message(
        "Makro di dalam add-in: {found}",
        "Macros inside the add-in: {found}",
        "Isinya dibuang, biasanya oleh antivirus. Minta IT mengecualikannya, lalu pasang ulang.",
        "They were taken out, mostly by an antivirus. Have the file excluded and install it again.",
    ),
    "settings": Message(
        "Lembar pengaturan di add-in: {found}",
        "Settings' sheet in the add-in: {found}",
        "Add-in rusak atau bukan dari lembar addin build. Pasang ulang.",
        "The add-in is damaged, or not of lembar addin build. Install it again.",
    ),
    "version": Message(
        "Versi add-in {found}, versi paket {expected}",
        "Add-in of version {found}, package of version {expected}",
        "Jalankan lembar addin install lagi setelah setiap pembaruan.",
        "Run lembar addin install again after every update.",
    ),
    "xlwings": Message(
        "xlwings di add-in {found}, di Python {expected}",
        "xlwings in the add-in {found}, in Python {expected}",
        "Keduanya harus sama. Jalankan lembar addin install lagi.",
        "They must be equal. Run lembar addin install again.",
    ),
    "interpreter": Message(
        "Python untuk Excel: {found}",
        "Python for Excel: {found}",
        "Python dipindah atau dihapus. Jalankan lembar addin install dari Python yang dipakai.",
        "It was moved or removed. Run lembar addin install from the Python that is to be used.",
    ),
    "library": Message(
        "Pustaka xlwings di samping Python: {found}",
        "xlwings' library beside Python: {found}",
        "pip install --force-reinstall xlwings. Jangan memakai Python dari Microsoft Store.",
        "pip install --force-reinstall xlwings. Do not use Python of the Microsoft Store.",
    ),
    "pywin32": Message(
        "pywin32 (penghubung Python dan Excel): {found}",
        "pywin32 (between Python and Excel): {found}",
        "Jalankan pip install --force-reinstall pywin32.",
        "Run pip install --force-reinstall pywin32.",
    ),
    "com": Message(
        "Excel terdaftar untuk program lain (COM): {found}",
        "Excel is registered for other programs (COM): {found}",
        "Perbaiki Office: Setelan > Aplikasi > Microsoft Office > Ubah > Perbaikan cepat.",
        "Repair Office: Settings > Apps > Microsoft Office > Modify > Quick Repair.",
    ),
    "functions": Message(
        "Fungsi Lembar dapat dimuat Python: {found}",
        "Python can load Lembar's functions: {found}",
        "Pasang Lembar di Python itu: pip install lembar.",
        "Install Lembar in that Python: pip install lembar.",
    ),
    "mark": Message(
        "Tanda berkas dari internet (Mark of the Web): {found}",
        "Mark of the Web: {found}",
        "Klik kanan berkas add-in > Properti > centang Buka blokir; atau jalankan lembar addin install lagi.",
        "Right-click the add-in's file > Properties > Unblock; or run lembar addin install again.",
    ),
    "quarantine": Message(
        "Karantina macOS: {found}",
        "Quarantine of macOS: {found}",
        "Jalankan xattr -d com.apple.quarantine pada berkas add-in.",
        "Run xattr -d com.apple.quarantine on the add-in's file.",
    ),
    "trust": Message(
        "Izin makro dan add-in di Excel: {found}",
        "Excel's settings for macros and add-ins: {found}",
        "Berkas > Opsi > Pusat Kepercayaan > Pengaturan Makro. Bila diatur kantor, mintalah kepada IT.",
        "File > Options > Trust Center > Macro Settings. If a policy sets it, have the folder made trusted.",
    ),
    "disabled": Message(
        "Dinonaktifkan Excel setelah macet: {found}",
        "Switched off by Excel after a crash: {found}",
        "Berkas > Opsi > Add-in > Kelola: Item Dinonaktifkan > pilih lembar.xlam > Aktifkan.",
        "File > Options > Add-ins > Manage: Disabled Items > lembar.xlam > Enable.",
    ),
    "failure": Message(
        "Pesan terakhir dari Python: {found}",
        "The last message from Python: {found}",
        "Bila sel menunjukkan #NAME?, inilah sebabnya. Setelah diperbaiki, tekan Hitung ulang.",
        "Where cells show #NAME?, this is why. When it is mended, press Hitung ulang.",
    ),
}
"""Every check by its key."""
