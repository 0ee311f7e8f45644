"""Issue the document of a procedure: a .docx, and a PDF where LibreOffice can make one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin import files
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.sop_book import read_procedure
from xl_addin.actions.sop_cover import read_cover
from xl_addin.errors import LembarError
from xl_addin.sop import pdf
from xl_addin.sop.checks import check
from xl_addin.sop.document import IN_FORCE, Cover, fill
from xl_addin.sop.procedure import Procedure
from xl_addin.sop.words import key

if TYPE_CHECKING:
    import xlwings as xw

FOLDER: Final = "Dokumen SOP"
DRAFT: Final = "DRAF"


@action(
    label="Terbitkan SOP",
    workbook="sop",
    step=4,
    help="Memeriksa SOP, lalu menulis dokumennya (.docx dan PDF); bertanda DRAF sampai disahkan.",
    options=(
        Option("out", f"Folder untuk dokumen; bila kosong: folder {FOLDER} di samping buku kerja", Path),
        Option("force", "Ya: terbitkan sebagai draf walaupun masih ada temuan pemeriksaan"),
    ),
)
def issue_sop(book: xw.Book, out: Path | None = None, force: str | None = None) -> Result:
    """Write the document of the procedure, unless that very document is there.

    Findings of the check keep it from being issued; with ``force`` it is, as a draft. A document that all
    three have signed is never replaced by another one of the same revision.

    Args:
        book: The workbook ``sop``; it stays as it is.
        out: Folder for the document; by default one beside the workbook.
        force: "Ya" to issue a draft in spite of findings.

    Raises:
        LembarError: a workbook without the tables, a folder that cannot be written, or a signed document of
            this revision that says something else.

    Source: SOP drafting: three signatures; the procedures' own layout.
    """
    procedure, cover = read_procedure(book), read_cover(book)
    findings = check(procedure)
    rows = [(one.kind, one.code, one.found, one.action) for one in findings]
    headings = ("Jenis", "Kode", "Temuan", "Yang perlu diperbaiki")
    if findings and key(force or "") != "ya":
        return Result(
            message=f"Dokumen belum diterbitkan: {len(findings)} temuan harus diperbaiki dahulu.",
            problems=True,
            headings=headings,
            rows=rows,
            next_step="Perbaiki temuan itu, atau terbitkan sebagai draf dengan pilihan force Ya.",
        )
    issued = _Issue(_folder(book, out), procedure, cover, is_draft=bool(findings) or cover.state != IN_FORCE)
    return Result(
        message=issued.write(),
        problems=bool(findings),
        headings=headings if rows else (),
        rows=rows,
        files=issued.written,
        next_step=issued.next_step,
    )


class _Issue:
    """The document of a procedure and where it goes."""

    def __init__(self, folder: Path, procedure: Procedure, cover: Cover, *, is_draft: bool) -> None:
        self.written: list[Path] = []
        self._procedure, self._cover, self._is_draft = procedure, cover, is_draft
        words = [procedure.number, procedure.title, f"Revisi {cover.revision}" if cover.revision else ""]
        name = files.safe_name(" ".join(word for word in words if word), "SOP")
        self._path = folder / f"{name}{f' {DRAFT}' * is_draft}.docx"

    @property
    def next_step(self) -> str:
        """What to do with it."""
        if self._is_draft:
            return "Mintakan tanda tangan, isi lembar Pengesahan, lalu terbitkan lagi tanpa tanda DRAF."
        return "Sosialisasikan kepada semua pelaksana dan catat di lembar Sosialisasi."

    def write(self) -> str:
        """Write what is not there yet, and say what was written."""
        document = fill(self._procedure, self._cover, draft=self._is_draft)
        is_there = self._path.exists() and files.read_bytes(self._path) == document
        if self._path.exists() and not is_there and not self._is_draft:
            raise LembarError("sop_issued", file=self._path.name)
        if not is_there:
            files.write_bytes(self._path, document)
            self.written.append(self._path)
        kind = f"Draf ({self._cover.state})" if self._is_draft else "Dokumen yang berlaku"
        told = "sudah ada" if is_there else "ditulis"
        return f"{kind} {told}: {self._path.name}. {self._write_pdf(document)}".strip()

    def _write_pdf(self, document: bytes) -> str:
        """Write the PDF unless it is there and no older than the document; say what became of it."""
        path = self._path.with_suffix(".pdf")
        if not pdf.is_there():
            return "PDF tidak dibuat: LibreOffice tidak ada di komputer ini."
        if path.exists() and path.stat().st_mtime >= self._path.stat().st_mtime:
            return ""
        try:
            content = pdf.to_pdf(document)
        except LembarError as error:
            return f"PDF tidak dibuat: {error.indonesian()}"
        files.write_bytes(path, content)
        self.written.append(path)
        return ""


def _folder(book: xw.Book, out: Path | None) -> Path:
    if out is not None:
        return out
    if "://" in book.fullname:  # OneDrive: no place beside the workbook
        raise LembarError("missing_option", found="issue_sop", expected="out")
    return Path(book.fullname).parent / FOLDER
