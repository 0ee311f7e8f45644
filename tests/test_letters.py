"""Letters as Word documents: filled from data, whatever people typed, the same bytes from the same values."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from ooxml_schema import schema_errors

from templates.formats import LETTERS
from templates.formats.letter_page import Letter
from xl_addin import letters
from xl_addin.render.problems import TemplateError

ROOT = Path(__file__).resolve().parents[1]
VALUES = {
    "company": {"name": "PT Mebel Nusantara"},
    "document": {"number": "FR-PPC-02", "revision": "00"},
    "to": "CV Jati <Jaya> & Putra",
    "lines": [{"name": "=1+1", "count": 1234}, {"name": "Kursi\x0b lipat {{ to }}", "count": None}],
    "urgent": False,
}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    letter = Letter("Surat percobaan")
    letter.facts([("Kepada", "{{ to }}")])
    letter.tag("{%p if urgent %}")
    letter.paragraph("Segera.")
    letter.tag("{%p endif %}")
    letter.looped_list("line in lines", "Barang **{{ line.name }}**")
    columns = (("Barang", "{{ line.name }}", 9, "left"), ("Jumlah", "{{ line.count | angka }}", 4, "right"))
    letter.table(columns, "line in lines", total=("Jumlah", "{{ lines | length }}"))
    letter.signatures([("Dibuat", "{{ to }}"), ("Disetujui", "")])
    letter.save(tmp_path / "surat.docx")
    return tmp_path / "surat.docx"


def text_of(document: bytes) -> str:
    read = docx.Document(io.BytesIO(document))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in read.paragraphs] + cells)


def test_the_letter_says_what_the_values_say(template):
    table = docx.Document(io.BytesIO(letters.fill_document(template, VALUES))).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Barang", "Jumlah"],
        ["=1+1", "1.234"],
        ["Kursi lipat {{ to }}", ""],
        ["Jumlah", "2"],
    ]


def test_what_people_typed_is_text_and_no_markup(template):
    text = text_of(letters.fill_document(template, VALUES))
    assert "CV Jati <Jaya> & Putra" in text
    assert "{{ to }}" in text  # a tag in data is not a tag
    assert "Segera." not in text


def test_the_same_values_give_the_same_bytes(template):
    assert letters.fill_document(template, VALUES) == letters.fill_document(template, VALUES)


def test_a_name_that_is_not_there_is_told(template):
    with pytest.raises(TemplateError, match="to"):
        letters.fill_document(template, {key: VALUES[key] for key in VALUES if key != "to"})


def test_a_template_cannot_reach_out_of_its_data(tmp_path):
    letter = Letter("{{ ''.__class__.__mro__ }}")
    letter.save(tmp_path / "jahat.docx")
    with pytest.raises(TemplateError):
        letters.fill_document(tmp_path / "jahat.docx", VALUES)


def test_a_letter_that_is_there_is_not_written_again(template, tmp_path, monkeypatch):
    monkeypatch.setattr(letters, "fill_letter", lambda _, values: letters.fill_document(template, values))
    target = tmp_path / "surat" / "satu.docx"
    assert letters.write_letter("surat", target, VALUES)
    assert not letters.write_letter("surat", target, VALUES)
    assert letters.write_letter("surat", target, {**VALUES, "to": "orang lain"})


@pytest.mark.parametrize("name", LETTERS)
def test_the_committed_letters_are_the_drawn_ones(name, tmp_path):
    LETTERS[name](tmp_path / "drawn.docx")
    committed = ROOT / "templates" / "letters" / f"{name}.docx"
    assert (tmp_path / "drawn.docx").read_bytes() == committed.read_bytes()


@pytest.mark.parametrize("name", LETTERS)
def test_the_letters_keep_to_the_schema_of_word(name):
    assert schema_errors(ROOT / "templates" / "letters" / f"{name}.docx") == []
