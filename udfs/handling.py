"""Material handling: what moving between departments costs, and with what it is carried.

Sources: production planning, chapter 9; Apple, *Plant Layout and Material Handling* (from-to chart).
"""

from __future__ import annotations

from math import fsum
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, Matrix, Numbers, Texts, UdfError, shown, udf

CATEGORY: Final = "Pemindahan bahan"
CARRIERS: Final = ("Manusia", "Conveyor", "Lift truck")
LIMITS: Final = (25.0, 50.0)
"""Up to which weight, in kilograms, a person and a conveyor carry; above it is the lift truck."""


@udf(
    category=CATEGORY,
    help="Ongkos pemindahan: ongkos per meter kali jarak kali frekuensi.",
    args={
        "cost_per_metre": "Ongkos, rupiah per meter",
        "distance": "Jarak, meter",
        "frequency": "Frekuensi, kali pindah dalam satu periode",
    },
    native=if_blank(
        ["cost_per_metre", "distance"],
        if_numbers(
            "IF(OR({cost_per_metre}<0,{distance}<0,{frequency}<0),#NUM!,"
            'IF({frequency}="",1,{frequency})*{cost_per_metre}*{distance})',
            singles=["cost_per_metre", "distance", "frequency"],
        ),
    ),
)
def handling_cost(cost_per_metre: float, distance: float, frequency: float = 1.0) -> float:
    """Return what a move costs in a period.

    Args:
        cost_per_metre: Cost of carrying over one metre, rupiah.
        distance: Metres of one move.
        frequency: Moves in the period.

    Returns:
        Rupiah.

    Raises:
        UdfError: #NUM!, one of them is negative.

    **Example** (Tabel 9.1, sorting to peeling):

    >>> handling_cost(1000, 1.8)
    1800.0

    Source: production planning, item 9.1.
    """
    for label, amount in (("ongkos", cost_per_metre), ("jarak", distance), ("frekuensi", frequency)):
        if amount < 0:
            raise UdfError(ExcelError.NUM, f"{label} tidak boleh negatif, ditemukan {shown(amount)}")
    return cost_per_metre * distance * frequency


@udf(
    category=CATEGORY,
    help="Alat angkut menurut berat; tepat di batas masih alat angkut yang lebih ringan.",
    args={
        "weight": "Berat, kilogram sekali angkut",
        "limits": "Batas berat, sampai berapa kilogram tiap alat, menaik; yang terakhir tanpa batas",
        "carriers": "Alat angkut, satu sel lebih banyak daripada batasnya",
    },
    native=if_blank(
        ["weight"],
        if_numbers(
            'IF({weight}<0,#NUM!,IF(SUMPRODUCT(({carriers}<>"")*1)<>SUMPRODUCT(({limits}<>"")*1)+1,#VALUE!,'
            'INDEX({carriers},1+SUMPRODUCT(({limits}<>"")*({weight}>{limits})))&""))',
            singles=["weight"],
            ranges=["limits"],
        ),
    ),
)
def carrier_by_weight(weight: float, limits: Numbers = LIMITS, carriers: Texts = CARRIERS) -> str:
    """Return what a load is carried with.

    Args:
        weight: Kilograms of one load, 0 or more.
        limits: Up to which weight each carrier takes it, ascending; the last carrier has no limit.
        carriers: Names, one more than limits.

    Raises:
        UdfError: #NUM!, a negative weight; #VALUE!, not one carrier more than limits.

    **Example:**

    >>> [carrier_by_weight(weight) for weight in (25, 26, 51)]
    ['Manusia', 'Conveyor', 'Lift truck']

    Source: production planning, chapter 9.2.
    """
    if weight < 0:
        raise UdfError(ExcelError.NUM, f"berat tidak boleh negatif, ditemukan {shown(weight)}")
    filled = [limit for limit in limits if limit is not None]
    if sum(1 for carrier in carriers if carrier) != len(filled) + 1:
        raise UdfError(ExcelError.VALUE, "alat angkut harus satu lebih banyak daripada batas berat")
    return carriers[sum(weight > limit for limit in filled)] or ""


@udf(
    category=CATEGORY,
    help="Jumlah arus kali jarak sebuah tata letak: ukuran ongkos pemindahannya.",
    args={
        "flows": "Arus, tabel dari-ke (kali atau kilogram per periode)",
        "distances": "Jarak, tabel dari-ke yang sama besar, meter",
    },
    native=if_numbers(
        "IF(OR(ROWS({flows})<>ROWS({distances}),COLUMNS({flows})<>COLUMNS({distances})),#VALUE!,"
        "SUMPRODUCT({flows},{distances}))",
        ranges=["flows", "distances"],
    ),
)
def flow_distance(flows: Matrix, distances: Matrix) -> float:
    """Return the sum of flow times distance over a from-to chart, both triangles.

    Args:
        flows: Moves (or kilograms) from each department to each other in a period; a blank is 0.
        distances: Metres from each department to each other; a blank is 0.

    Raises:
        UdfError: #VALUE!, the tables differ in size.

    **Example** (ten moves forward over 5 m, two back over 7 m):

    >>> flow_distance([[None, 10], [2, None]], [[0, 5], [7, 0]])
    64.0

    Source: production planning, chapter 9.3; Apple, from-to chart.
    """
    if [len(row) for row in flows] != [len(row) for row in distances]:
        raise UdfError(ExcelError.VALUE, "tabel arus dan tabel jarak harus sama besar")
    pairs = zip((f for row in flows for f in row), (d for row in distances for d in row), strict=True)
    return fsum((flow or 0.0) * (distance or 0.0) for flow, distance in pairs)


@udf(
    category=CATEGORY,
    help="Bagian arus yang berjalan mundur pada tabel dari-ke, dari seluruh arus.",
    args={"flows": "Arus, tabel dari-ke; urutan baris dan kolom sama, menurut urutan proses"},
)
def backtrack_share(flows: Matrix) -> float | None:
    """Return which share of the flow goes back, below the diagonal of the from-to chart.

    Args:
        flows: Moves from each department to each other, rows and columns in the order of the process.

    Returns:
        A ratio, None where there is no flow.

    Raises:
        UdfError: #VALUE!, the table is not square.

    **Example:**

    >>> backtrack_share([[None, 30], [10, None]])
    0.25

    Source: Apple, from-to chart.
    """
    if any(len(row) != len(flows) for row in flows):
        raise UdfError(ExcelError.VALUE, "tabel dari-ke harus sama banyak baris dan kolomnya")
    back = fsum(flow or 0.0 for n, row in enumerate(flows) for flow in row[:n])
    whole = fsum(flow or 0.0 for row in flows for flow in row)
    return back / whole if whole else None
