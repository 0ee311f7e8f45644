"""The monthly run of discounts and the import of transactions: rupiah, history, locks, statements."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from discount_books import Discounts, bought, came_back, customer, paid, rows
from discount_books import billed as bill
from hypothesis import given, settings
from hypothesis import strategies as st

from templates.formats.discounts_books import EXPORT, example
from udfs import target_discount
from xl_addin.actions.discount_rules import (
    Customer,
    Group,
    Invoice,
    Ledger,
    Line,
    Month,
    Payment,
    compare,
    month_of,
)
from xl_addin.demo.discounts import DiscountStory
from xl_addin.errors import LembarError

WORKBOOK = Path(__file__).parents[1] / "workbooks" / "discounts.xlsx"
MARCH = date(2027, 3, 1)
DAY = date(2027, 3, 15)
TIERS = ((100_000_000, 0.02), (250_000_000, 0.03))


def half_up(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


# --- the rules, without a workbook ---

CODES = ["A", "B", "C"]
AMOUNTS = st.integers(1, 400_000_000).map(float)
DAYS = st.dates(date(2027, 2, 20), date(2027, 4, 10))


@st.composite
def ledgers(draw: Any, code: st.SearchStrategy[str] = st.sampled_from([*CODES, "X"])) -> Ledger:  # noqa: B008
    groups = {"G": Group("G", TIERS, 0.01), "H": Group("H", ((0, 0.005),), 0.00125)}
    customers = {
        one: Customer(one, one, draw(st.sampled_from("GH")), 30, draw(st.sampled_from([None, 0.015])))
        for one in CODES
    }
    line = st.builds(Line, st.just("N"), DAYS, code, AMOUNTS)
    invoices = [
        Invoice(f"F{n}", DAY, draw(code), draw(AMOUNTS), draw(DAYS)) for n in range(draw(st.integers(0, 4)))
    ]
    returned = st.builds(Line, st.just("N"), DAYS, code, AMOUNTS, st.sampled_from(["", "F0", "F1"]))
    payment = st.builds(
        Payment,
        st.text("B1234", min_size=2, max_size=4),
        DAYS,
        st.sampled_from(["", "F0", "F1", "F2", "F9"]),
        AMOUNTS,
    )
    return Ledger(
        customers,
        groups,
        draw(st.lists(line, max_size=8)),
        draw(st.lists(returned, max_size=4)),
        invoices,
        draw(st.lists(payment, max_size=8)),
        draw(st.sampled_from(["Seluruhnya", "Bertingkat"])),
    )


@given(ledgers())
def test_the_sum_over_customers_is_the_sum_of_their_lines_and_rupiah_are_whole(ledger: Ledger) -> None:
    months = month_of(ledger, MARCH, {}, {})
    known = [one for one in ledger.purchases if one.code in CODES and one.day and one.day.month == 3]
    assert sum(one.purchases for one in months.values()) == sum(one.amount or 0 for one in known)
    counted = [
        (payment, settled)
        for payment, settled in zip(ledger.payments, ledger.settled, strict=True)
        if payment.day and payment.day.month == 3
    ]
    assert sum(one.in_time + one.late for one in months.values()) == sum(s.counted for _, s in counted)
    for one in months.values():
        assert one.total == one.target + one.payment == int(one.total)
        tiers = TIERS if ledger.customers[one.code].group == "G" else ((0, 0.005),)
        assert one.target == target_discount(one.net, tiers, ledger.mode)


@given(ledgers())
def test_payments_count_once_and_earn_what_the_paid_part_of_the_invoice_does(ledger: Ledger) -> None:
    for payment, settled in zip(ledger.payments, ledger.settled, strict=True):
        assert settled.counted + settled.excess == payment.amount
        assert bool(settled.finding) == bool(settled.excess)
    months = [month_of(ledger, date(2027, n, 1), {}, {}) for n in (2, 3, 4)]
    for number, invoice in ledger.by_number.items():
        mine = [
            (payment, settled)
            for payment, settled in zip(ledger.payments, ledger.settled, strict=True)
            if payment.invoice == number
        ]
        assert sum(settled.counted for _, settled in mine) <= (invoice.amount or 0)
    for code in CODES:
        earned = sum(month[code].payment for month in months if code in month)
        expected = 0
        for number, invoice in ledger.by_number.items():
            in_time = sum(
                settled.counted
                for payment, settled in zip(ledger.payments, ledger.settled, strict=True)
                if payment.invoice == number and settled.code == code and payment.day <= invoice.limit
            )
            rate = Decimal(str(ledger.rate_of(ledger.customers[code])))
            expected += half_up(Decimal(int(in_time)) * rate)
        assert earned == expected


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(ledger: Ledger, random: Any) -> None:
    lists: list[list[Any]] = [
        list(part) for part in (ledger.purchases, ledger.returns, ledger.invoices, ledger.payments)
    ]
    for part in lists:
        random.shuffle(part)
    other = Ledger(ledger.customers, ledger.groups, *lists, ledger.mode)
    for month in (date(2027, 2, 1), MARCH, date(2027, 4, 1)):
        assert month_of(other, month, {}, {}) == month_of(ledger, month, {}, {})


MONTHS = st.builds(
    Month,
    st.just("A"),
    purchases=AMOUNTS,
    returns=AMOUNTS,
    rate=st.sampled_from([0.0, 0.02, 0.03]),
    target=AMOUNTS,
    payment=AMOUNTS,
    correction=st.integers(-1000, 1000).map(float),
)


@given(MONTHS, MONTHS)
def test_the_parts_of_a_difference_are_the_whole_difference(last: Month, now: Month) -> None:
    parts = compare(last, now)
    found = parts.purchases + parts.returns + parts.tier + parts.payments + parts.correction
    assert found == now.total - last.total


# --- the run ---


def test_the_workbook_s_formulas_and_the_run_agree_on_random_data(tmp_path: Path) -> None:
    """The formulas of ``Perhitungan`` and the rules in Python are two calculations of the same."""

    @settings(max_examples=5, deadline=None)
    @given(st.data(), st.sampled_from(["Seluruhnya", "Bertingkat"]), st.sampled_from(["Bulanan", "Triwulan"]))
    def check(drawn: Any, mode: str, period: str) -> None:
        amount = st.integers(1, 300_000_000)
        days = st.dates(date(2027, 1, 5), date(2027, 3, 31))
        code = st.sampled_from(["A", "B", "Z"])
        purchases = [
            bought(drawn.draw(code), drawn.draw(days), drawn.draw(amount), f"P{n}")
            for n in range(drawn.draw(st.integers(1, 6)))
        ]
        back = [
            came_back(drawn.draw(code), drawn.draw(days), drawn.draw(amount), number=f"R{n}")
            for n in range(2)
        ]
        invoices = [bill(f"F{n}", drawn.draw(code), DAY, drawn.draw(amount), DAY) for n in range(3)]
        payments = [
            paid(
                f"M{n}",
                drawn.draw(st.dates(date(2027, 3, 10), date(2027, 3, 20))),
                f"F{n % 4}",
                drawn.draw(amount),
            )
            for n in range(5)
        ]
        book = Discounts(
            tmp_path, purchases=purchases, returns=back, invoices=invoices, payments=payments,
            customers=[customer("A"), customer("B", group="Toko")], set_mode=mode, set_period=period,
        )  # fmt: skip
        book.press()
        kept = {row["Kode"]: row for row in book.rows("tbl_riwayat")}
        shown = {row["Kode"]: row for row in book.rows("tbl_hitung")}
        assert set(kept) == set(shown) == {"A", "B"}
        for code, row in shown.items():
            for heading in ("Pembelian", "Retur", "Neto", "Neto periode", "Tingkat", "Tarif", "Diskon target",
                            "Bayar tepat waktu", "Bayar terlambat", "Diskon bayar", "Jumlah"):  # fmt: skip
                assert row[heading] == kept[code][heading], heading

    check()


def march(tmp_path: Path, **more: Any) -> Discounts:
    usual: dict[str, Any] = {
        "purchases": [bought("A", DAY, 250_000_000), bought("B", DAY, 99_999_999)],
        "invoices": [bill("F1", "A", DAY, 50_505_050)],
        "payments": [
            paid("M1", date(2027, 3, 20), "F1", 20_000_025),
            paid("M2", date(2027, 3, 31), "F1", 30_505_025),
        ],
    }
    return Discounts(tmp_path, **{**usual, **more})


def test_a_month_is_calculated_kept_explained_and_printed(tmp_path: Path) -> None:
    book = march(tmp_path)
    result = book.press()
    assert result.message.startswith(
        "Diskon Maret 2027: 2 pelanggan, target Rp 7.500.000, pembayaran Rp 505.051"
    )
    a = book.month("A")
    assert (a["Tingkat"], a["Diskon target"], a["Diskon bayar"], a["Jumlah"]) == (
        2,
        7_500_000,
        505_051,
        8_005_051,
    )
    assert (a["Periksa"], book.cell("Perhitungan!X7")) == ("OK", "OK")
    b = book.month("B")
    assert (b["Tingkat"], b["Jumlah"], b["Batas berikutnya"], b["Kurang"]) == (0, 0, 100_000_000, 1)
    assert [row["Jumlah"] for row in book.rows("tbl_riwayat")] == [8_005_051, 0]
    assert [path.name for path in result.files] == ["Lembar diskon 2027-03.xlsx"]


def test_pressing_again_changes_nothing_and_typed_data_stays(tmp_path: Path) -> None:
    book = march(tmp_path)
    typed = {
        "tbl_pelanggan": ["Kode", "Pelanggan", "Kota", "Golongan", "Tempo (hari)", "Diskon bayar", "Aktif"],
        "tbl_tingkatan": ["Golongan", "Diskon bayar", "Mulai 1", "Diskon 1", "Mulai 2", "Diskon 2"],
        "tbl_pembelian": ["No", "Tanggal", "Kode", "Uraian", "Nilai"],
        "tbl_faktur": ["No faktur", "Tanggal", "Kode", "Nilai", "Keterangan"],
        "tbl_pembayaran": ["No bukti", "Tanggal", "No faktur", "Jumlah", "Cara", "Keterangan"],
    }

    def read() -> dict[str, list[list[Any]]]:
        return {
            table: [[row[heading] for heading in headings] for row in book.rows(table)]
            for table, headings in typed.items()
        }

    before = read()
    book.press()
    assert read() == before
    content = book.path.read_bytes()
    statement = next(book.statements.iterdir())
    written = statement.stat().st_mtime_ns
    again = book.press()
    assert (again.changed, again.files) == (False, [])
    assert "tidak ada yang berubah" in again.message
    assert book.path.read_bytes() == content
    assert statement.stat().st_mtime_ns == written


def test_the_statement_is_the_calculation(tmp_path: Path) -> None:
    book = march(tmp_path, returns=[came_back("A", DAY, 1_000)])
    book.type({"Perhitungan!P10": None})
    (file,) = book.press().files
    statement = openpyxl.load_workbook(file)
    assert statement.sheetnames == ["A", "B"]
    for sheet in statement:
        shown = book.month(sheet.title)
        last = {row[0].value: row[6].value for row in sheet.iter_rows() if row[0].value}
        assert last["Pembelian bersih bulan ini"] == shown["Neto"]
        assert last["Diskon pembayaran"] == shown["Diskon bayar"]
        assert last["Jumlah diskon Maret 2027"] == shown["Jumlah"]
        (target,) = [value for label, value in last.items() if str(label).startswith("Diskon target, ")]
        assert target == shown["Diskon target"]
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert "Kurang Rp 1" in {cell.value for row in statement["B"].iter_rows() for cell in row}


def test_a_locked_month_stays_and_what_changed_is_told(tmp_path: Path) -> None:
    book = march(tmp_path)
    book.press()
    book.type({"Rekap!K12": "Terkunci"})
    kept, printed = book.rows("tbl_riwayat"), next(book.statements.iterdir()).read_bytes()
    book.type({"Pembelian!E11": 100_000_000})
    result = book.press()
    assert book.rows("tbl_riwayat") == kept
    assert next(book.statements.iterdir()).read_bytes() == printed
    told = "tercatat Rp 0, sekarang Rp 2.000.000; isi Koreksi pada bulan berjalan"
    assert ("Riwayat", "03/2027", "B", told) in result.rows
    assert book.month("B")["Periksa"] == "Terkunci, tercatat lain"
    book.type({"Bulan_hitung": 4, "Perhitungan!P11": 2_000_000, "Perhitungan!Q11": "Susulan Maret"})
    assert ("Riwayat", "03/2027", "B", told) in book.press().rows
    assert book.rows("tbl_riwayat")[:2] == kept


def test_corrections_stay_with_their_month(tmp_path: Path) -> None:
    book = march(tmp_path)
    book.press()
    book.type({"Perhitungan!P11": -1_500, "Perhitungan!Q11": "Salah harga"})
    assert book.month("B")["Periksa"] == "Tekan Hitung diskon"
    book.type({"Bulan_hitung": 4})
    book.press()
    assert book.month("B")["Koreksi"] is None
    march_b = next(row for row in book.rows("tbl_riwayat") if row["Kode"] == "B" and row["Bulan"].month == 3)
    assert (march_b["Koreksi"], march_b["Alasan koreksi"], march_b["Jumlah"]) == (
        -1_500,
        "Salah harga",
        -1_500,
    )
    explained = next(row for row in book.rows("tbl_penjelasan") if row["Kode"] == "B")
    assert (explained["Koreksi"], explained["Selisih"], explained["Periksa"]) == (1_500, 1_500, "OK")
    book.type({"Bulan_hitung": 3})
    book.press()
    assert (book.month("B")["Koreksi"], book.month("B")["Jumlah"]) == (-1_500, -1_500)


def test_corrections_for_a_locked_month_go_to_the_archive(tmp_path: Path) -> None:
    book = march(tmp_path)
    book.press()
    book.type(
        {"Rekap!K12": "Terkunci", "Perhitungan!P10": 7_000, "Perhitungan!Q10": "Lupa", "Bulan_hitung": 4}
    )
    book.press()
    (archived,) = book.rows("tbl_arsip")
    assert (archived["Kode"], archived["Isi"]) == ("A", "Koreksi Rp 7.000 (Lupa) untuk Maret 2027")
    assert all(row["Koreksi"] is None for row in book.rows("tbl_riwayat"))


def test_a_longer_period_gives_the_difference_and_takes_back_what_falls_away(tmp_path: Path) -> None:
    book = Discounts(
        tmp_path,
        customers=[customer("A")],
        purchases=[bought("A", date(2027, n, 9), 60_000_000) for n in (1, 2)]
        + [bought("A", date(2027, 4, 9), 260_000_000)],
        returns=[came_back("A", date(2027, 3, 9), 30_000_000)],
        set_period="Triwulan",
    )
    found = []
    for month in range(1, 5):
        book.type({"Bulan_hitung": month})
        book.press()
        found.append(book.month("A")["Diskon target"])
    assert found == [0, 2_400_000, -2_400_000, 7_800_000]
    assert book.month("A")["Neto periode"] == 260_000_000
    book.type({"Bulan_hitung": 3})
    book.press()
    assert book.month("A")["Periksa"] == "Diskon target ditarik kembali"


def test_every_odd_payment_has_its_words(tmp_path: Path) -> None:
    book = Discounts(
        tmp_path,
        invoices=[bill("F1", "A", DAY, 1_000_000), bill("F2", "X", DAY, 500), bill("F3", "B", DAY, 900, DAY)],
        returns=[came_back("A", DAY, 400_000, invoice="F1"), came_back("B", DAY, 5, invoice="F1")],
        payments=[
            paid("M1", DAY, "F1", 700_000),
            paid("M2", DAY + timedelta(1), "f1", 1),
            paid("M3", DAY, None, 5),
            paid("M4", DAY, "F9", 5),
            paid("M5", DAY, "F2", 500),
            paid("M6", DAY, "F3", -5),
            paid("M7", DAY, "F3", 900),
            paid("M7", DAY, "F3", 0.5),
        ],
    )
    told = [row[3] for row in book.press().rows if row[0] == "Pembayaran"]
    assert told == [
        *("Lebih bayar", "Faktur sudah lunas", "Tanpa nomor faktur", "Faktur tidak ada"),
        *("Pelanggan tidak dikenal: X", "Belum lengkap", "Lebih bayar", "Nomor ganda"),
    ]
    found = book.rows("tbl_pembayaran")
    assert [row["Dihitung"] for row in found] == [599_995, 0, 0, 0, 0, 0, 899.5, 0.5]
    assert [row["Periksa"] for row in found[:3]] == [
        "Lebih bayar",
        "Faktur sudah lunas",
        "Tanpa nomor faktur",
    ]
    assert (found[5]["Periksa"], found[7]["Periksa"]) == ("Nilai harus di atas 0", "Isi rupiah penuh")
    assert [row["Temuan"] for row in book.rows("tbl_retur")] == [None, "Faktur milik pelanggan lain"]
    assert [row["Temuan"] for row in book.rows("tbl_faktur")] == [None, "Pelanggan tidak dikenal", None]
    assert [row["Status"] for row in book.rows("tbl_faktur")][::2] == ["Lebih bayar", "Lebih bayar"]


def test_due_dates_follow_the_terms_and_the_days_off_when_they_shall(tmp_path: Path) -> None:
    """Thirty days after 11 March is Saturday, 10 April; the Monday after is still in time."""
    lists: dict[str, Any] = {
        "invoices": [bill("F1", "A", date(2027, 3, 11), 1_000_000)],
        "payments": [paid("M1", date(2027, 4, 12), "F1", 1_000_000)],
        "set_month": 4,
    }
    for setting, earned in (("Tetap", 0), ("Hari kerja berikutnya", 10_000)):
        book = Discounts(tmp_path, **lists, set_due_on_holiday=setting)
        book.press()
        (invoice,) = book.rows("tbl_faktur")
        (payment,) = book.rows("tbl_pembayaran")
        assert invoice["Jatuh tempo"] == datetime(2027, 4, 10)
        assert invoice["Batas bayar"] == payment["Batas bayar"] == datetime(2027, 4, 10 if not earned else 12)
        assert payment["Diskon"] == earned


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"Bulan_hitung": None}, "bad_setting"),
        ({"Bulan_hitung": 13}, "bad_setting"),
        ({"Cara_diskon": "Sebagian"}, "bad_setting"),
        ({"Periode_target": None}, "bad_setting"),
        ({"Tanggal_acuan": None}, "no_reference_date"),
    ],
)
def test_settings_that_are_none_are_refused(tmp_path: Path, typed: dict[str, object], key: str) -> None:
    book = march(tmp_path)
    book.type(typed)
    with pytest.raises(LembarError) as caught:
        book.press()
    assert caught.value.key == key
    assert not book.statements.exists()


# --- import ---


def test_an_export_is_taken_once_and_its_faulty_lines_are_told(tmp_path: Path) -> None:
    values = example()
    lists = ("groups", "customers", "purchases", "returns", "invoices", "payments")
    book = Discounts(tmp_path, **{key: values[key] for key in lists}, set_month=6)
    before = len(book.rows("tbl_pembelian"))
    result = book.press("import_transactions", file=str(EXPORT))
    assert result.message.startswith("56 baris baru dari transaksi-2027-06.csv")
    assert {(row[2], row[3]) for row in result.rows} == {
        ("Tanggal", "31/06/2027"),
        ("Nilai", "dua belas juta"),
        ("No faktur", "kosong"),
        ("Jenis", "Titipan"),
        ("Kode pelanggan", "C-99"),
        ("Tanggal", "01/06/2027"),
        ("Kode", "C-06"),
        ("Nilai", "82000000"),
        ("No faktur", "F-2612-77"),
    }
    assert len(book.rows("tbl_pembelian")) == before + 13
    content = book.path.read_bytes()
    again = book.press("import_transactions", file=str(EXPORT))
    assert (again.changed, again.message[:12]) == (False, "0 baris baru")
    assert book.path.read_bytes() == content


@pytest.mark.parametrize("kind", ["Faktur", None])
def test_a_workbook_of_another_system_is_read_too(tmp_path: Path, kind: str | None) -> None:
    book = march(tmp_path)
    export = openpyxl.Workbook()
    sheet = export.active
    assert sheet is not None
    sheet.title = "Data" if kind else "Invoice 2027"
    sheet.append(["Laporan penjualan"])
    sheet.append(["Invoice no", "Date", "Customer code", "Amount"])
    sheet.append(["F7", datetime(2027, 3, 2), "a", 1500])
    sheet.append(["F8", datetime(2027, 3, 2), "A", 1500.5])
    sheet.append(["F1", datetime(2027, 3, 15), "A", 50_505_050])
    export.save(tmp_path / "ekspor.xlsx")
    options = {"kind": kind} if kind else {}
    result = book.press("import_transactions", file=str(tmp_path / "ekspor.xlsx"), **options)
    assert [row["No faktur"] for row in book.rows("tbl_faktur")] == ["F1", "F7"]
    assert [row[2:4] for row in result.rows] == [("Nilai", "1500.5")]


def test_lines_for_a_locked_month_are_taken_and_told(tmp_path: Path) -> None:
    book = march(tmp_path)
    book.press()
    book.type({"Rekap!K12": "Terkunci"})
    file = tmp_path / "retur.csv"
    file.write_text("No;Tanggal;Kode;Nilai\nRT-9;30/03/2027;A;1.000.000\n", encoding="utf-8")
    result = book.press("import_transactions", file=str(file))
    assert [row[4] for row in result.rows] == ["bulan itu terkunci; diambil, tetapi Riwayat tetap"]
    assert [row["Nilai"] for row in book.rows("tbl_retur")] == [1_000_000]


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    book = march(tmp_path)
    file = tmp_path / "apa.csv"
    file.write_text("Nama;Alamat\nA;B\n", encoding="utf-8")
    with pytest.raises(LembarError) as caught:
        book.press("import_transactions", file=str(file))
    assert caught.value.key == "transaction_columns"
    with pytest.raises(LembarError) as caught:
        book.press("import_transactions", file=str(EXPORT), kind="Titipan")
    assert caught.value.key == "bad_option"


# --- the example ---


def test_the_example_teaches_every_edge() -> None:
    found = {row["Kode"]: row for row in rows(WORKBOOK.read_bytes(), "tbl_hitung")}
    assert len(found) == 12
    assert (found["C-01"]["Neto"], found["C-01"]["Tingkat"], found["C-01"]["Diskon target"]) == (
        250e6,
        2,
        7.5e6,
    )
    assert (found["C-02"]["Tingkat"], found["C-02"]["Kurang"]) == (2, 1)
    assert (found["C-04"]["Neto"], found["C-04"]["Tingkat"]) == (25e6, 1)
    assert (found["C-05"]["Neto"], found["C-05"]["Diskon target"]) == (-2_550_000, 0)
    assert found["C-05"]["Periksa"] == "Retur melebihi pembelian"
    checks = {code: row["Periksa"] for code, row in found.items() if row["Periksa"] != "OK"}
    assert set(checks) == {"C-05"}
    listed = [row for row in rows(WORKBOOK.read_bytes(), "tbl_pembayaran") if row["No faktur"]]
    payments = {f"{row['No faktur']}{row['Tanggal']:%d}": row for row in listed}
    assert payments["F-2706-0930"]["Tepat waktu"] == "Ya", "on the due date"
    assert payments["F-2706-1330"]["Tepat waktu"] == "Tidak", "a day late"
    assert payments["F-2706-1024"]["Temuan"] == "Lebih bayar"
    history = rows(WORKBOOK.read_bytes(), "tbl_riwayat")
    assert sorted({row["Bulan"].month for row in history}) == [1, 2, 3, 4, 5, 6]
    assert all(row["Periksa"] == "OK" for row in rows(WORKBOOK.read_bytes(), "tbl_penjelasan"))


def test_the_story_ends_with_june_and_a_late_return_of_may_that_is_told(tmp_path: Path) -> None:
    story = DiscountStory(tmp_path)
    steps = list(story.steps())
    assert "3 hal perlu diperiksa" in steps[-1].told
    assert sorted(file.name for file in story.statements.iterdir()) == [
        "Lembar diskon 2027-05.xlsx",
        "Lembar diskon 2027-06.xlsx",
    ]
    ending = story.ending()
    assert ending.month == date(2027, 6, 1)
    assert ending.target + ending.payment == ending.total == sum(one for one, _ in ending.customers.values())
    shown = {row["Kode"]: row["Jumlah"] for row in rows(WORKBOOK.read_bytes(), "tbl_hitung")}
    assert ending.total == sum(shown.values())
    kept = [row for row in rows(story.workbook.read_bytes(), "tbl_riwayat") if row["Bulan"].month == 5]
    assert sum(row["Retur"] for row in kept if row["Kode"] == "C-02") == 0, "May is locked"
