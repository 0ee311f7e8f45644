"""The letters of the Balanced Scorecard: invitation, commitment and reminder, with all that they must say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2.exceptions import UndefinedError

from xl_addin.render.expressions import render_text

LETTERS = Path(__file__).parents[1] / "templates" / "letters"
COMMON: dict[str, Any] = {
    "company": {"name": "PT Mebel Nusantara"},
    "document": {"number": "FR-CMS-06", "revision": "00", "date": date(2026, 12, 1)},
    "sender": "Kepala Bagian CMS",
}
DEPARTMENT = {"department": "Produksi", "manager": "Ratna Dewi"}
MEETING = {"date": date(2026, 12, 15), "start": "09.00", "end": "12.00", "place": "Ruang Jati"}
DATA: dict[str, dict[str, Any]] = {
    "bsc_invitation": COMMON
    | {
        "year": 2027,
        "meeting": MEETING,
        "agenda": ["Pembukaan", "Penetapan KPI\ndepartemen"],
        "directors": ["Andi Prasetyo", "Sri Wahyuni"],
        "departments": [{"name": "Produksi", "manager": "Ratna Dewi"}, {"name": "PPC", "manager": None}],
        "confirm_by": date(2026, 12, 10),
    },
    "bsc_commitment": {key: COMMON[key] for key in ("company", "document")}
    | DEPARTMENT
    | {
        "second_layer": ["Budi Santoso", "Wati"],
        "director": "Andi Prasetyo",
        "year": 2027,
        "place": "Sidoarjo",
        "date": date(2026, 12, 15),
        "kpis": [
            {"code": "F-01", "name": "Nilai produksi", "unit": "Rp juta", "weight": 60, "target": 150000.5},
            {"code": "P-01", "name": "Cacat|akhir\nlini", "unit": "%", "weight": 39.5, "target": 0.018},
            {"code": "L-01", "name": "Pelatihan", "unit": "orang", "weight": None, "target": None},
        ],
    },
    "result_reminder": COMMON
    | DEPARTMENT
    | {
        "period": "September 2027",
        "due": date(2027, 10, 15),
        "today": date(2027, 10, 12),
        "file": "KPI 2027 - Produksi.xlsx",
        "rows": [
            {"code": "F-01", "name": "Nilai\nproduksi", "missing": None},
            {"code": "C-01", "name": "Ketepatan kirim", "missing": "penyebut"},
        ],
    },
}


def letter(name: str, **more: Any) -> str:
    return render_text(LETTERS / f"{name}.md.j2", {**DATA[name], **more})


@pytest.mark.parametrize("name", DATA)
def test_a_letter_has_its_header_and_needs_all_its_fields(name: str) -> None:
    text = letter(name)
    assert text.startswith("# PT Mebel Nusantara\n\n**")
    assert "\n- No. Dokumen: FR-CMS-06\n- Revisi: 00\n- Tanggal berlaku: 1 Desember 2026\n" in text
    assert "{{" not in text and "{%" not in text and "None" not in text
    assert "\n\n\n" not in text, "no gaps"
    for field in DATA[name]:
        with pytest.raises(Exception) as caught:
            render_text(
                LETTERS / f"{name}.md.j2", {key: value for key, value in DATA[name].items() if key != field}
            )
        assert isinstance(caught.value, UndefinedError) or field in str(caught.value)


@pytest.mark.parametrize("name", ["bsc_invitation", "result_reminder"])
def test_a_letter_may_be_dated(name: str) -> None:
    assert "\n- Tanggal surat: 2 November 2026\n\n" in letter(name, date=date(2026, 11, 2))


def test_the_invitation_says_when_where_what_and_who() -> None:
    text = letter("bsc_invitation")
    assert "\n- Tanggal: **15 Desember 2026**\n- Pukul: 09.00 sampai 12.00\n- Tempat: Ruang Jati\n" in text
    assert "\n1. Pembukaan\n2. Penetapan KPI departemen\n" in text
    assert "\n- Andi Prasetyo\n- Sri Wahyuni\n" in text
    assert "\n- Ratna Dewi, Departemen Produksi\n- Manajer, Departemen PPC\n" in text
    assert "paling lambat 10 Desember 2026" in text
    assert "Direksi, para Manajer Departemen, dan second layer" in text


def test_the_commitment_lists_the_kpis_and_who_signs() -> None:
    text = letter("bsc_commitment")
    lines = text.splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    kpis, signed = rows[2:6], rows[8:]
    assert kpis[0] == ["1", "F-01", "Nilai produksi", "Rp juta", "60", "150.000,5"]
    assert kpis[1] == ["2", "P-01", "Cacat/akhir lini", "%", "39,5", "1,8 %"]
    assert kpis[2] == ["3", "L-01", "Pelatihan", "orang", "", ""]
    assert kpis[3][2:5] == ["**Jumlah bobot**", "", "**99,5**"]
    assert [row[1] for row in signed] == ["Ratna Dewi", "Budi Santoso", "Wati", "Andi Prasetyo"]
    assert "\nSidoarjo, 15 Desember 2026\n" in text
    tables = [part.splitlines() for part in text.split("\n\n") if part.startswith("|")]
    assert [len(table) for table in tables] == [6, 6], "a blank line would end a table"
    assert {len(row) for row in rows[:6]} == {6}


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 10, 12), "adalah **15 Oktober 2027**, 3 hari lagi."),
        (date(2027, 10, 15), "Hari ini, **15 Oktober 2027**, adalah batas"),
        (date(2027, 10, 19), "batasnya **15 Oktober 2027** sudah lewat 4 hari."),
    ],
)
def test_the_reminder_counts_the_days_and_lists_what_is_blank(today: date, said: str) -> None:
    text = letter("result_reminder", today=today)
    assert said in text
    assert (
        "Yang masih kosong, 2 KPI:\n\n1. **F-01** Nilai produksi\n2. **C-01** Ketepatan kirim: penyebut\n"
        in text
    )
    assert "berkas **KPI 2027 - Produksi.xlsx**" in text
    assert ("sebab keterlambatan" in text) == (today > date(2027, 10, 15))
