"""Result sheets of the scorecard follow the KPIs, from none to some and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_addin import formats
from xl_addin.actions.bsc_refresh import refresh
from xl_addin.actions.tables import ListTable
from xl_addin.headless import open_book


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_sheet_of_results_has_a_row_for_each_kpi(tmp_path: Path, count: int) -> None:
    path = tmp_path / "bsc.xlsx"
    formats.build("bsc", {"year": 2027}).save(path)
    kpis = [
        {"Kode": f"F-{n}", "KPI": f"KPI {n}", "Perspektif": "Financial", "Bobot": 10} for n in range(count)
    ]
    with open_book(path) as book:
        ListTable(book, "tbl_kpi_korporat", ("Kode", "KPI", "Perspektif", "Bobot")).replace(kpis)
        assert refresh(book)
        book.app.calculate()
        matrix = book.sheets["Matriks Cascading"]
        assert matrix.range("A7").value == count
        names = matrix.range("B10").resize(count, 1).options(ndim=1).value
        assert names == [kpi["KPI"] for kpi in kpis]
        for table in ("tbl_capaian_korporat", "tbl_scorecard"):
            codes = [record["Kode"] for record in ListTable(book, table, ("Kode",)).records()]
            assert codes == [kpi["Kode"] for kpi in kpis]
        assert not refresh(book)
        ListTable(book, "tbl_kpi_korporat", ("Kode", "KPI", "Perspektif", "Bobot")).replace(kpis[:1])
        refresh(book)
        book.app.calculate()
        assert matrix.range("A7").value == 1
