"""Order lines of the order system: notations of two countries, bad lines told, nothing overwritten."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from aps_books import add, cells, change, day, order, records, row_of, write_aps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xl_addin.actions import assign_stage, import_orders
from xl_addin.actions.aps_order_file import COLUMNS, read_orders
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action

HEADING = "No ROP;Pelanggan;Kode produk;Produk;Jumlah;Tanggal minta;Tanggal masuk;Keterangan"
GOOD = "ROP-1;RS Harapan;KRS-01;Kursi;1.250;30/04/2027;22/03/2027;Cepat"


@pytest.fixture
def book(tmp_path: Path):
    with open_book(write_aps(tmp_path / "aps.xlsx")) as opened:
        yield opened


def export(folder: Path, *lines: str, heading: str = HEADING, coding: str = "utf-8") -> Path:
    path = folder / "ekspor.csv"
    path.write_bytes("\r\n".join([heading, *lines]).encode(coding))
    return path


def told(result) -> list[tuple]:
    return [tuple(row[1:]) for row in result.rows]


class TestNotations:
    @pytest.mark.parametrize(
        ("heading", "line"),
        [
            (HEADING, GOOD),
            (HEADING.replace(";", ","), 'ROP-1,RS Harapan,KRS-01,Kursi,"1,250",4/30/2027,3/22/2027,Cepat'),
            (HEADING.replace(";", "\t"), GOOD.replace(";", "\t")),
            (
                "sep=;\r\nLaporan\r\nOrder No;Customer;Item code;Product;Qty;Requested date;Entry date;Notes",
                "ROP-1;RS Harapan;KRS-01;Kursi;1250;2027-04-30;2027-03-22 08:15;Cepat",
            ),
            (
                "Tgl. Input;TGL KIRIM;jml;Kode Barang;Nama Barang;No. ROP;Nama Pelanggan;Catatan;Gudang",
                "22 Maret 2027;Jumat, 30 April 2027;1.250,0;KRS-01;Kursi;ROP-1;RS Harapan;Cepat;A",
            ),
        ],
    )
    def test_the_same_line_in_every_notation(self, book, tmp_path, heading, line):
        result = import_orders(book, export(tmp_path, line, heading=heading))
        assert told(result) == []
        assert records(book, "tbl_rop") == [
            {
                "No ROP": "ROP-1",
                "Pelanggan": "RS Harapan",
                "Kode produk": "KRS-01",
                "Produk": "Kursi",
                "Jumlah": 1250.0,
                "Tanggal minta": day(4, 30),
                "Tanggal masuk": day(3, 22),
                "Keterangan": "Cepat",
            }
        ]

    @pytest.mark.parametrize("coding", ["utf-8-sig", "cp1252", "utf-16"])
    def test_names_of_every_coding(self, tmp_path, coding):
        [line] = read_orders(export(tmp_path, GOOD.replace("RS Harapan", "Café Élan"), coding=coding))
        assert line.values["Pelanggan"] == "Café Élan"

    def test_a_workbook_with_dates_numbers_and_a_title_above(self, book, tmp_path):
        source = openpyxl.Workbook()
        source.active.title = "Sampul"
        sheet = source.create_sheet("Order")
        sheet.append(["Daftar order pelanggan"])
        sheet.append(["No Order", "Customer", "Product code", "Qty", "Due date", "Entered on"])
        sheet.append([1001, "RS Harapan", "KRS-01", 40, datetime(2027, 4, 30), datetime(2027, 3, 22)])
        sheet.append(["ROP-2", "RS Harapan", "KRS-01", 5, "30 Apr 2027", datetime(2027, 3, 22)])
        source.save(tmp_path / "ekspor.xlsx")
        result = import_orders(book, tmp_path / "ekspor.xlsx")
        assert told(result) == []
        assert [(row["No ROP"], row["Jumlah"]) for row in records(book, "tbl_rop")] == [
            ("1001", 40),
            ("ROP-2", 5),
        ]
        assert not import_orders(book, tmp_path / "ekspor.xlsx").changed

    def test_a_day_that_could_be_two_is_asked_for(self, tmp_path):
        lines = [
            GOOD,
            GOOD.replace("30/04", "04/30").replace("22/03", "03/22"),
            GOOD.replace("30/04", "05/06"),
        ]
        path = export(tmp_path, *(line.replace("ROP-1", f"ROP-{n}") for n, line in enumerate(lines)))
        assert [bool(line.faults) for line in read_orders(path)] == [False, False, True]
        assert [bool(line.faults) for line in read_orders(path, "dmy")] == [False, False, False]
        assert read_orders(path, "mdy")[2].values["Tanggal minta"] == date(2027, 5, 6)


class TestFaults:
    def test_bad_lines_are_told_by_line_and_column_and_good_ones_taken(self, book, tmp_path):
        lines = (
            "ROP-1;RS Harapan;KRS-01;Kursi;dua puluh;30/04/2027;22/03/2027;",
            "ROP-2;RS Harapan;KRS-01;Kursi;2,5;30/04/2027;22/03/2027;",
            "ROP-3;RS Harapan;KRS-01;Kursi;-4;30/04/2027;22/03/2027;",
            "ROP-4;RS Harapan;KRS-01;Kursi;10;31/02/2027;22/03/2027;",
            "ROP-5;;KRS-01;Kursi;10;30/04/2027;22/03/2027;",
            "ROP-6;RS Harapan;KRS-01;Kursi;10;01/03/2027;22/03/2027;",
            ";RS Harapan;KRS-01;Kursi;10;30/04/2027;22/03/2027;",
            'ROP-7;"RS Harapan;KRS-01;Kursi;10;30/04/2027;22/03/2027;',
            "ROP-8;RS; Harapan;KRS-01;Kursi;10;30/04/2027;22/03/2027;Cepat",
            ";;;;;;;",
            GOOD.replace("ROP-1", "ROP-9"),
            GOOD.replace("ROP-1", "rop-9 "),
        )
        result = import_orders(book, export(tmp_path, *lines))
        assert result.problems
        assert [row["No ROP"] for row in records(book, "tbl_rop")] == ["ROP-9"]
        assert [(row[1], row[3], row[4].partition(";")[0], row[5]) for row in result.rows] == [
            (2, "Jumlah", "dua puluh", "bilangan bulat di atas 0"),
            (3, "Jumlah", "2,5", "bilangan bulat di atas 0"),
            (4, "Jumlah", "-4", "bilangan bulat di atas 0"),
            (5, "Tanggal minta", "31/02/2027", "tanggal, misalnya 2027-01-14"),
            (6, "Pelanggan", "kosong", "diisi"),
            (7, "Tanggal minta", "01/03/2027", "tidak sebelum Tanggal masuk, 22/03/2027"),
            (8, "No ROP", "kosong", "diisi"),
            (9, "", "tanda kutip tidak berpasangan (unexpected end of data)", "satu baris per order"),
            (10, "", "9 kolom, judulnya 8", "satu baris per order"),
            (13, "No ROP", "sudah ada di baris 12", "satu baris per No ROP"),
        ]

    @pytest.mark.parametrize(
        ("content", "key"),
        [
            (b"No ROP;Pelanggan\r\n1;A\r\n", "order_columns"),
            (b"", "order_columns"),
            (b"\xd0\xcf\x11\xe0rest", "not_workbook"),
        ],
    )
    def test_a_file_of_something_else_is_refused(self, book, tmp_path, content, key):
        (tmp_path / "lain.csv").write_bytes(content)
        with pytest.raises(LembarError) as caught:
            import_orders(book, tmp_path / "lain.csv")
        assert caught.value.key == key
        with pytest.raises(LembarError, match="tidak ditemukan"):
            import_orders(book, tmp_path / "tidak ada.csv")
        with pytest.raises(LembarError, match="dmy"):
            import_orders(book, tmp_path / "lain.csv", dates="bebas")

    def test_text_of_people_is_text(self, book, tmp_path):
        odd = "ROP-1;=1+1;../x;@SUM(A1);10;30/04/2027;22/03/2027;'=2"
        import_orders(book, export(tmp_path, odd))
        row = row_of(book, "tbl_rop", "ROP-1")
        assert [row[name] for name in ("Pelanggan", "Kode produk", "Produk")] == ["=1+1", "../x", "@SUM(A1)"]
        book.app.calculate()
        assert not import_orders(book, export(tmp_path, odd)).changed


class TestFixedOrders:
    def test_a_second_import_changes_nothing(self, tmp_path):
        path, file = write_aps(tmp_path / "aps.xlsx"), export(tmp_path, GOOD)
        assert run_action(path, "import_orders", {"file": file}).changed
        before = path.read_bytes()
        again = run_action(path, "import_orders", {"file": file})
        assert not again.changed and "1 sudah ada dan sama" in again.message
        assert path.read_bytes() == before

    def test_a_changed_line_is_told_and_stays_unless_asked(self, book, tmp_path):
        import_orders(book, export(tmp_path, GOOD))
        other = export(tmp_path, GOOD.replace("1.250", "900").replace("Cepat", ""))
        result = import_orders(book, other)
        assert not result.changed and result.problems
        assert told(result) == [
            (
                2,
                "ROP-1",
                "Jumlah",
                "900; tidak diambil, order tetap; isi update = Ya bila memang berubah",
                "1250",
            )
        ]
        updated = import_orders(book, other, update="ya")
        assert updated.changed and not updated.problems
        row = row_of(book, "tbl_rop", "ROP-1")
        assert (row["Jumlah"], row["Keterangan"]) == (900, "Cepat"), "the remark is the planner's"
        [kept] = records(book, "tbl_arsip")
        assert (kept["Lembar"], kept["No"]) == ("ROP", "ROP-1")
        assert "Jumlah: 1250" in kept["Isi"] and "ekspor.csv" in kept["Alasan"]
        assert not import_orders(book, other, update="Ya").changed

    def test_a_final_line_is_never_changed(self, book, tmp_path):
        import_orders(book, export(tmp_path, GOOD))
        final = {"Bulan_produksi": day(4, 1), "Tahap": 1, "No_ROP": "ROP-1", "Jumlah_ROP": 1250}
        add(book, "tbl_aps_final", **final)
        result = import_orders(book, export(tmp_path, GOOD.replace("1.250", "900")), update="Ya")
        assert not result.changed
        assert "sudah final" in result.rows[0][4]

    def test_what_people_typed_beside_it_stays(self, book, tmp_path):
        import_orders(book, export(tmp_path, GOOD))
        change(book, "tbl_rop", "ROP-1", Keterangan="Kirim pagi")
        add(book, "tbl_rop", No_ROP="KETIK-1", Pelanggan="Toko Jati")
        import_orders(book, export(tmp_path, GOOD, GOOD.replace("ROP-1", "ROP-2")))
        rows = records(book, "tbl_rop")
        assert [row["No ROP"] for row in rows] == ["ROP-1", "KETIK-1", "ROP-2"]
        assert rows[0]["Keterangan"] == "Kirim pagi"

    def test_the_formulas_of_a_new_line_know_its_stage(self, book, tmp_path):
        import_orders(book, export(tmp_path, GOOD, GOOD.replace("ROP-1", "ROP-2").replace("22/03", "18/04")))
        book.app.calculate()
        table = book.sheets["ROP"].tables["tbl_rop"].data_body_range
        assert [row[8:10] for row in table.value] == [[1, day(4, 1)], [2, day(4, 1)]]


class TestStages:
    @pytest.fixture
    def filled(self, tmp_path):
        lines = [
            order("ROP-1"),
            order("ROP-2", entered=date(2027, 4, 4)),
            order("ROP-3", entered=date(2027, 4, 6)),
            order("ROP-4", entered=date(2027, 4, 20)),
            order("ROP-5", entered=None),
        ]
        with open_book(write_aps(tmp_path / "aps.xlsx", orders=lines)) as book:
            yield book

    def test_lines_stand_in_the_stage_of_their_entry(self, filled):
        result = assign_stage(filled)
        assert [row["No ROP"] for row in records(filled, "tbl_aps_1")] == ["ROP-1", "ROP-2"]
        assert [row["No ROP"] for row in records(filled, "tbl_aps_2")] == ["ROP-3"]
        assert result.rows == [("ROP", "ROP-5", "Tanggal masuk: kosong", "tanggal")]
        filled.app.calculate()
        before = cells(filled)
        assert not assign_stage(filled).changed
        assert cells(filled) == before

    def test_what_the_meeting_typed_stays_with_its_number(self, filled):
        assign_stage(filled)
        change(filled, "tbl_aps_1", "ROP-2", Tambah__kurang=-3, Alasan="Kayu", Disepakati_oleh="Rina")
        rows = records(filled, "tbl_rop")
        sheet_rows = [*rows[1:], rows[0]]
        ListTable(filled, "tbl_rop", COLUMNS).replace(sheet_rows)
        assign_stage(filled)
        row = row_of(filled, "tbl_aps_1", "ROP-2")
        assert (row["Tambah/kurang"], row["Alasan"], row["Disepakati oleh"]) == (-3, "Kayu", "Rina")

    def test_lines_that_leave_with_something_typed_go_to_the_archive(self, filled):
        assign_stage(filled)
        change(filled, "tbl_aps_1", "ROP-1", Tambah__kurang=5, Alasan="=1+1")
        change(filled, "tbl_rop", "ROP-1", Tanggal_masuk=day(4, 7))
        change(filled, "tbl_rop", "ROP-2", No_ROP="ROP-2B")
        result = assign_stage(filled)
        assert [row["No ROP"] for row in records(filled, "tbl_aps_1")] == ["ROP-2B"]
        kept = {row["No"]: row for row in records(filled, "tbl_arsip")}
        assert set(kept) == {"ROP-1", "ROP-2"}, "ROP-2 is gone from ROP"
        assert "Tambah/kurang: 5; Alasan: =1+1" in kept["ROP-1"]["Isi"]
        assert kept["ROP-1"]["Alasan"] == "Bukan ROP tahap 1 April 2027"
        assert "2 baris yang keluar dicatat di Arsip" in result.message

    def test_another_month_has_its_own_lines(self, filled):
        assign_stage(filled)
        filled.names["Bulan_produksi"].refers_to_range.value = 5
        assign_stage(filled)
        assert records(filled, "tbl_aps_2") == []
        assert [row["No ROP"] for row in records(filled, "tbl_aps_1")] == ["ROP-4"]
        assert records(filled, "tbl_arsip") == [], "nothing was typed: nothing is lost"


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20
).filter(lambda text: text.strip(" .;,'\u00a0") and text.isprintable())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_comes_in_once_and_as_it_is(book, tmp_path, names):
    rows = [
        [f"ROP-{n}", name, "KRS-01", "", "1", "30/04/2027", "22/03/2027", ""] for n, name in enumerate(names)
    ]
    lines = [";".join('"' + field.replace('"', '""') + '"' for field in row) for row in rows]
    ListTable(book, "tbl_rop", COLUMNS).replace([])
    import_orders(book, export(tmp_path, *lines))
    found = [row["Pelanggan"] for row in records(book, "tbl_rop")]
    assert found == [" ".join(name.split()) for name in names]
    assert not import_orders(book, export(tmp_path, *lines)).changed
