"""The procedure that an open workbook ``sop`` holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_addin.actions.tables import ListTable, setting

if TYPE_CHECKING:
    import xlwings as xw

    from xl_addin.sop.procedure import Procedure


def read_procedure(book: xw.Book) -> Procedure:
    """Return the procedure of a workbook: steps, actors, terms, paragraphs, hours of a working day.

    Raises:
        LembarError: a workbook without these tables or names.
    """
    from xl_addin.sop.procedure import HOURS, Procedure, Section, Term  # noqa: PLC0415
    from xl_addin.sop.records import ACTOR_COLUMNS, STEP_COLUMNS, read_actors, read_steps  # noqa: PLC0415
    from xl_addin.sop.words import words  # noqa: PLC0415

    def rows(table: str, *columns: str) -> list[dict[str, Any]]:
        return ListTable(book, table, columns).records()

    hours = setting(book, "Jam_kerja")
    terms = rows("tbl_istilah", "Istilah", "Arti")
    sections = rows("tbl_isi", "Bagian", "No", "Isi")
    return Procedure(
        steps=read_steps(rows("tbl_langkah", *STEP_COLUMNS)),
        actors=read_actors(rows("tbl_pelaksana", *ACTOR_COLUMNS)),
        hours=float(hours) if isinstance(hours, int | float) and 0 < hours <= 24 else HOURS,
        title=words(setting(book, "Judul_SOP")),
        number=words(setting(book, "No_dokumen")),
        terms=tuple(Term(words(row["Istilah"]), words(row["Arti"])) for row in terms),
        sections=tuple(
            Section(words(row["Bagian"]), words(row["No"]), words(row["Isi"])) for row in sections
        ),
    )
