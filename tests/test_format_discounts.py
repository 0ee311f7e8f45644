"""The discounts workbook: words for what is wrong, both flavours alike, engines alike, sums that hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from discount_books import GROUPS, Discounts, bought, came_back, customer, data, paid, rows
from discount_books import billed as bill

from templates.formats.discounts_books import EXAMPLES
from xl_addin import formats
from xl_addin.ooxml.package import Package
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import verify
from xl_addin.render import render

ROOT = Path(__file__).parents[1]
DAY = date(2027, 3, 15)
EARLY = date(2027, 3, 1)


def shown(table: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of a table of a workbook on which no button was pressed."""
    return rows(_calculated(**values).to_bytes(), table)


def _calculated(*, portable: bool = False, **values: Any) -> Package:
    known = formats.find("discounts")
    package = render(known.template, {**known.defaults(), **data(**values)}, portable=portable)
    recalculate(package)
    return package


def counted(**more: Any) -> dict[str, Any]:
    """A payment as the button leaves it."""
    usual = {"code": "A", "limit": DAY, "rate": 0.01, "before": None, "counted": 1000, "excess": None}
    return {**paid("M1", DAY, "F1", 1000), **usual, "finding": None, **more}


@pytest.mark.parametrize(
    ("table", "lists", "told"),
    [
        ("tbl_pelanggan", {"customers": [customer("A")]}, "OK"),
        ("tbl_pelanggan", {"customers": [customer("A", group="Lain")]}, "Golongan tidak dikenal"),
        ("tbl_pelanggan", {"customers": [customer("A", name=None)]}, "Isi Pelanggan"),
        ("tbl_tingkatan", {"groups": GROUPS[:1]}, "OK"),
        ("tbl_tingkatan", {"groups": [GROUPS[0] | {"tiers": []}]}, "Isi Mulai 1"),
        (
            "tbl_tingkatan",
            {"groups": [GROUPS[0] | {"tiers": [{"limit": 5, "rate": 0.1}, {"limit": 5, "rate": 0.2}]}]},
            "Batas naik, tarif 0 - 100 %",
        ),
        (
            "tbl_tingkatan",
            {"groups": [GROUPS[0] | {"tiers": [{"limit": 5, "rate": 3}]}]},
            "Batas naik, tarif 0 - 100 %",
        ),
        (
            "tbl_tingkatan",
            {"groups": [GROUPS[0] | {"tiers": [{"limit": 5, "rate": None}]}]},
            "Batas dan tarif berpasangan",
        ),
        ("tbl_pembelian", {"purchases": [bought("A", DAY, 5)]}, "OK"),
        ("tbl_pembelian", {"purchases": [bought("A", DAY, None)]}, "Isi Nilai"),
        ("tbl_pembelian", {"purchases": [bought("A", DAY, "dua juta")]}, "Nilai harus angka"),
        ("tbl_pembelian", {"purchases": [bought("A", DAY, -5)]}, "Nilai harus di atas 0"),
        ("tbl_pembelian", {"purchases": [bought("A", DAY, 5.5)]}, "Isi rupiah penuh"),
        ("tbl_pembelian", {"purchases": [bought("A", DAY, 5, date="besok")]}, "Tanggal belum benar"),
        ("tbl_retur", {"returns": [came_back("A", DAY, 5)]}, "OK"),
        ("tbl_retur", {"returns": [came_back("", DAY, 5)]}, "Isi Kode"),
        ("tbl_faktur", {"invoices": [bill("F1", "A", DAY, 5, DAY)]}, "OK"),
        ("tbl_faktur", {"invoices": [bill("F1", "A", DAY, 5)]}, "Tekan Hitung diskon"),
        ("tbl_faktur", {"invoices": [bill("F1", "A", DAY, 5, EARLY)]}, "Jatuh tempo sebelum faktur"),
        ("tbl_pembayaran", {"payments": [counted()]}, "OK"),
        ("tbl_pembayaran", {"payments": [paid("M1", DAY, "F1", 1000)]}, "Tekan Hitung diskon"),
        ("tbl_pembayaran", {"payments": [counted(amount=1001)]}, "Tekan Hitung diskon"),
        ("tbl_pembayaran", {"payments": [counted(counted=900, excess=100, finding="Lebih")]}, "Lebih"),
    ],
)  # fmt: skip
def test_a_row_says_what_is_wrong_with_it(table: str, lists: dict[str, Any], told: str) -> None:
    assert shown(table, **lists)[0]["Periksa"] == told


def row(**more: Any) -> dict[str, Any]:
    return {"code": "A", "name": "Toko A", "group": "Distributor", **more}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"rows": [row()]}, "Tekan Hitung diskon"),
        ({"rows": [row(group="Lain")]}, "Golongan tanpa tingkatan"),
        (
            {"rows": [row()], "groups": [GROUPS[0] | {"tiers": [{"limit": 5, "rate": 3}]}]},
            "Tingkatan golongan salah",
        ),
        ({"rows": [row(correction="x")]}, "Koreksi harus angka"),
        ({"rows": [row(correction=5)]}, "Isi alasan koreksi"),
    ],
)
def test_a_customer_s_month_says_what_it_lacks(values: dict[str, Any], told: str) -> None:
    assert shown("tbl_hitung", **values)[0]["Periksa"] == told


@pytest.mark.parametrize(
    ("invoice", "told"),
    [
        ({"due": date(2027, 4, 2)}, "Belum dibayar"),
        ({"due": date(2027, 4, 1)}, "Lewat jatuh tempo"),
        ({"due": DAY, "paid": 4}, "Lewat jatuh tempo"),
        ({"due": date(2027, 4, 2), "paid": 4}, "Dibayar sebagian"),
        ({"due": DAY, "paid": 4, "returned": 1}, "Lunas"),
        ({"due": DAY, "paid": 6}, "Lebih bayar"),
    ],
)
def test_an_invoice_says_how_it_stands(invoice: dict[str, Any], told: str) -> None:
    (found,) = shown("tbl_faktur", invoices=[bill("F1", "A", DAY, 5) | invoice])
    assert found["Status"] == told


@pytest.mark.parametrize(
    ("month", "period", "start"),
    [
        (3, "Bulanan", 3),
        (3, "Triwulan", 1),
        (4, "Triwulan", 4),
        (7, "Semester", 7),
        (6, "Semester", 1),
        (12, "Tahunan", 1),
    ],
)
def test_the_period_of_the_target_begins_with_its_first_month(month: int, period: str, start: int) -> None:
    purchases = [bought("A", date(2027, n, 1), 1_000 * n) for n in range(1, 13)]
    (found,) = shown("tbl_hitung", rows=[row()], purchases=purchases, set_month=month, set_period=period)
    assert found["Pembelian"] == 1_000 * month
    assert found["Neto periode"] == sum(1_000 * n for n in range(start, month + 1))


def test_transactions_that_belong_to_nobody_are_told(tmp_path: Path) -> None:
    lists = {"purchases": [bought("A", DAY, 5), bought("Z", DAY, 7)]}
    book = Discounts(tmp_path, **lists)
    book.press()
    assert book.cell("Perhitungan!X7") == "Ada transaksi tanpa pelanggan"
    assert book.month("A")["Periksa"] == "OK"
    assert [one["Temuan"] for one in book.rows("tbl_pembelian")] == [None, "Pelanggan tidak dikenal"]


def test_what_was_counted_for_another_month_is_not_taken_for_this_one(tmp_path: Path) -> None:
    book = Discounts(tmp_path, purchases=[bought("A", DAY, 5)])
    book.press()
    assert book.cell("Perhitungan!X7") == "OK"
    book.type({"Bulan_hitung": 4})
    assert book.cell("Perhitungan!X7") == "Tekan Hitung diskon"


def committed(folder: str) -> bytes:
    return (ROOT / folder / "discounts.xlsx").read_bytes()


@pytest.mark.parametrize("table", ["tbl_hitung", "tbl_pembayaran", "tbl_faktur", "tbl_riwayat", "tbl_bulan"])
def test_both_flavours_show_the_same(table: str) -> None:
    assert rows(committed("workbooks/portable"), table) == rows(committed("workbooks"), table)


def test_the_sums_hold_in_the_example() -> None:
    content = committed("workbooks")
    found, kept = rows(content, "tbl_hitung"), rows(content, "tbl_riwayat")
    june = [one for one in rows(content, "tbl_pembelian") if one["Tanggal"].month == 6]
    assert sum(one["Pembelian"] for one in found) == sum(one["Nilai"] for one in june)
    for one in found:
        assert one["Jumlah"] == one["Diskon target"] + one["Diskon bayar"] + (one["Koreksi"] or 0)
        assert one["Selisih"] == one["Jumlah"] - one["Bulan lalu"]
    for number, month in enumerate(rows(content, "tbl_bulan")[:6], 1):
        mine = [one["Jumlah"] for one in kept if one["Bulan"].month == number]
        assert month["Jumlah"] == sum(mine)
        assert month["Pelanggan"] == sum(map(bool, mine))
    explained = rows(content, "tbl_penjelasan")
    parts = ("Pembelian", "Retur", "Tingkat", "Pembayaran", "Koreksi")
    assert all(sum(one[part] for part in parts) == one["Selisih"] for one in explained)


def test_the_engines_agree_on_a_month_in_both_flavours(tmp_path: Path) -> None:
    lists: dict[str, Any] = {
        "purchases": [bought("A", DAY, 250_000_000), bought("B", DAY, 99_999_950)],
        "returns": [came_back("B", DAY, 120_000_000)],
        "invoices": [bill("F1", "A", DAY, 50_505_050)],
        "payments": [paid("M1", DAY, "F1", 20_000_050), paid("M2", date(2027, 4, 15), "F1", 505_000)],
    }
    for portable in (False, True):
        book = Discounts(tmp_path, portable=portable, set_due_on_holiday="Hari kerja berikutnya", **lists)
        book.press()
        assert list(verify(book.path, ("formualizer", "formulas")).differences) == []


def test_an_empty_workbook_is_quiet() -> None:
    package = formats.build("discounts")
    for table in ("tbl_pembelian", "tbl_faktur", "tbl_pembayaran", "tbl_hitung", "tbl_penjelasan"):
        assert rows(package.to_bytes(), table) == []


def test_the_statement_s_page_stands_for_every_customer() -> None:
    sheet = openpyxl.load_workbook(ROOT / "templates" / "discount_statement.xlsx").active
    assert sheet is not None
    assert str(sheet["A1"].value).startswith("{% sheet for s in statements")
    assert sheet.page_setup.orientation == "portrait"
    assert sum(sheet.column_dimensions[letter].width for letter in "ABCDEFG") <= 125


def test_the_example_names_twelve_customers_and_half_a_year() -> None:
    text = (EXAMPLES / "company.yaml").read_text(encoding="utf-8")
    assert text.count("code: C-") == 12
