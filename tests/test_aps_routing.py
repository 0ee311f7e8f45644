"""Hours per unit from the routing workbook: scrap from the last operation back, efficiency once."""

from __future__ import annotations

from pathlib import Path

import pytest
from aps_books import DATA, centre, operation, order, records, type_orders, write_aps

from xl_addin import formats
from xl_addin.actions import pull_routing
from xl_addin.errors import LembarError
from xl_addin.headless import open_book


@pytest.fixture
def make(tmp_path: Path):
    opened = []

    def made(*orders, **more):
        path = write_aps(tmp_path / f"aps{len(opened)}.xlsx", **more)
        opened.append(context := open_book(path))
        book = context.__enter__()
        type_orders(book, orders)
        return book

    yield made
    for context in opened:
        context.__exit__(None, None, None)


class TestRouting:
    def routing(self, folder: Path, **more) -> Path:
        machines = [{"name": name, "owned": None} for name in ("Las", "Cat")]
        rows = [
            {"product": "Kursi", "operation": "O-2", "description": "Cat", "machine": "Cat", "scrap": 0.2,
             "efficiency": 0.5, "capacity": 10, "cycles": None, "batch": None, "hours": None},
            {"product": "Kursi", "operation": "O-1", "description": "Las", "machine": "Las", "scrap": 0.5,
             "efficiency": 0.8, "capacity": None, "cycles": 4, "batch": 5, "hours": None},
            {"product": "Meja", "operation": "O-1", "description": "Rakit", "machine": "Las", "scrap": 0,
             "efficiency": 1, "capacity": None, "cycles": 4, "batch": None, "hours": None},
        ]  # fmt: skip
        values = {"operations": rows, "machines": machines, "year": 2027} | more
        values["products"] = [{"name": name, "source": "Ketikan", "demand": 1, "share": None, "unit": "unit"}
                              for name in ("Kursi", "Meja")]  # fmt: skip
        path = folder / "routing.xlsx"
        formats.build("routing", values).save(path)
        return path

    def test_hours_of_a_good_unit_from_the_last_operation_back(self, make, tmp_path):
        typed = {**operation("KRS-01", "Kursi", 10, "Bubut", 9), "operation": "O-1 Las", "setup_hours": 0.75}
        old = [typed, {**typed, "operation": "Bungkus"}, DATA["routing"][2]]
        book = make(order("ROP-1"), routing=old)
        result = pull_routing(book, self.routing(tmp_path))
        rows = records(book, "tbl_routing")
        assert [
            (r["Kode produk"], r["Operasi"], r["Urutan"], r["Pusat kerja"], r["Jam siap"]) for r in rows
        ] == [
            ("KRS-01", "O-1 Las", 10, "Las", 0.75),
            ("KRS-01", "O-2 Cat", 20, "Cat", None),
            ("MJA-01", DATA["routing"][2]["operation"], 10, "Gergaji", None),
        ]
        # 1 good chair: 1.25 are painted, 2.5 welded; 10 and 20 an hour at 50 % and 80 %
        assert [row["Jam per unit"] for row in rows[:2]] == pytest.approx([2.5 / 0.8 / 20, 1.25 / 0.5 / 10])
        assert result.rows[0][:3] == ("Meja", "O-1", "Kapasitas (unit/jam) belum diisi")
        kept = [(row["No"], row["Alasan"]) for row in records(book, "tbl_arsip")]
        assert kept == [("KRS-01", "Diperbarui dari routing.xlsx"), ("KRS-01", "Tidak ada di routing.xlsx")]
        assert not pull_routing(book, self.routing(tmp_path)).changed

    def test_efficiency_counts_once(self, make, tmp_path):
        book = make(order("ROP-1"), work_centres=[centre("Las", efficiency=0.9), centre("Cat")], routing=[])
        pull_routing(book, self.routing(tmp_path))
        hours = [row["Jam per unit"] for row in records(book, "tbl_routing")]
        assert hours == pytest.approx([2.5 / 20, 1.25 / 0.5 / 10])

    def test_another_workbook_is_refused(self, make, tmp_path):
        book = make(order("ROP-1"))
        with pytest.raises(LembarError, match=r"aps lain.xlsx bukan buku kerja routing: Deskripsi"):
            pull_routing(book, write_aps(tmp_path / "aps lain.xlsx"))
