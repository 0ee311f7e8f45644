"""The routing sheet: what each operation must prepare, and how many machines that takes.

The last operation comes first: what it is asked for is the demand, and what an operation must prepare is what
the one before it is asked for. The setting "as in the paper" reproduces the paper's own chain: it runs from
the first operation to the last, rounds up to two decimals and divides by an extra 0.8.

Sources: production planning, chapter 3; Apple, *Plant Layout and Material Handling*, chapter 7 (scrap and
machine requirements).
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from math import ceil
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, Numbers, UdfError, shown, udf

CATEGORY: Final = "Routing"
PAPER_FACTOR: Final = 0.8
"""What the paper divides machines by on top; its text does not mention it."""

_DECIMALS: Final = 6  # what is less than a millionth of a machine over is no machine more


@udf(
    category=CATEGORY,
    help="Jumlah yang harus disiapkan supaya sesudah cacat tersisa yang diminta.",
    args={"requested": "Jumlah diminta, unit", "scrap": "Cacat, bagian dari yang disiapkan (0,1 = 10 %)"},
    native=if_blank(
        ["requested", "scrap"],
        if_numbers(
            "IF(OR({requested}<0,{scrap}<0,{scrap}>=1),#NUM!,{requested}/(1-{scrap}))",
            singles=["requested", "scrap"],
        ),
    ),
)
def routing_prepared(requested: float, scrap: float) -> float:
    r"""Return what an operation must prepare, :math:`R / (1 - s)`.

    Args:
        requested: Good units that the operation must deliver (:math:`R`), 0 or more.
        scrap: Share of what it prepares that is lost (:math:`s`), 0 up to but not 1.

    Raises:
        UdfError: #NUM!, a negative request, or scrap below 0 or of 100 % and more.

    **Example:**

    >>> round(routing_prepared(30, 0.1), 4)
    33.3333

    Source: production planning, chapter 3, step 3.
    """
    if requested < 0:
        raise UdfError(ExcelError.NUM, f"jumlah diminta tidak boleh negatif, ditemukan {shown(requested)}")
    if not 0 <= scrap < 1:
        raise UdfError(ExcelError.NUM, f"cacat harus 0 % sampai di bawah 100 %, ditemukan {shown(scrap)}")
    return requested / (1 - scrap)


@udf(
    category=CATEGORY,
    help="Beban operasi: yang disiapkan dibagi efisiensi.",
    args={"prepared": "Jumlah disiapkan, unit", "efficiency": "Efisiensi, rasio di atas 0 (0,9 = 90 %)"},
    native=if_blank(
        ["prepared", "efficiency"],
        if_numbers(
            "IF(OR({prepared}<0,{efficiency}<=0),#NUM!,{prepared}/{efficiency})",
            singles=["prepared", "efficiency"],
        ),
    ),
)
def routing_load(prepared: float, efficiency: float) -> float:
    r"""Return the load that an operation puts on its machines, :math:`P / e`.

    Args:
        prepared: Units that it must prepare (:math:`P`), 0 or more.
        efficiency: Share of the rated output that is reached (:math:`e`), above 0.

    Raises:
        UdfError: #NUM!, a negative quantity or an efficiency of 0 or less.

    **Example:**

    >>> round(routing_load(33.34, 0.9), 4)
    37.0444

    Source: production planning, chapter 3, step 4.
    """
    if prepared < 0:
        raise UdfError(ExcelError.NUM, f"jumlah disiapkan tidak boleh negatif, ditemukan {shown(prepared)}")
    if efficiency <= 0:
        raise UdfError(ExcelError.NUM, f"efisiensi harus lebih dari 0, ditemukan {shown(efficiency)}")
    return prepared / efficiency


@udf(
    category=CATEGORY,
    help="Jumlah mesin secara teori: beban dibagi hasil satu mesin selama jam kerja.",
    args={
        "load": "Beban, unit",
        "capacity_per_hour": "Kapasitas mesin, unit per jam",
        "hours": "Jam kerja, jam dalam waktu beban itu",
    },
    native=if_blank(
        ["load", "capacity_per_hour", "hours"],
        if_numbers(
            "IF(OR({load}<0,{capacity_per_hour}<0,{hours}<0),#NUM!,{load}/({capacity_per_hour}*{hours}))",
            singles=["load", "capacity_per_hour", "hours"],
        ),
    ),
)
def machines_theoretical(load: float, capacity_per_hour: float, hours: float) -> float:
    r"""Return how many machines a load takes, not rounded: :math:`N = L / (c\,h)`.

    Args:
        load: Units to be worked (:math:`L`), 0 or more.
        capacity_per_hour: Units that one machine works in an hour (:math:`c`), above 0.
        hours: Hours that it runs for this load (:math:`h`), above 0.

    Raises:
        UdfError: #NUM!, one of them is negative; #DIV/0!, no capacity or no hours.

    **Example** (Tabel 3.1, first row, without the paper's extra 0.8):

    >>> machines_theoretical(37.12, 4, 8)
    1.16

    Source: production planning, chapter 3, step 5.
    """
    for label, amount in (("beban", load), ("kapasitas mesin", capacity_per_hour), ("jam kerja", hours)):
        if amount < 0:
            raise UdfError(ExcelError.NUM, f"{label} tidak boleh negatif, ditemukan {shown(amount)}")
    return load / (capacity_per_hour * hours)


@udf(
    category=CATEGORY,
    help="Jumlah mesin sebenarnya: jumlah teoritis dibulatkan ke atas.",
    args={"theoretical": "Mesin teoritis, tidak dibulatkan"},
    native=if_blank(
        ["theoretical"],
        if_numbers("IF({theoretical}<0,#NUM!,ROUNDUP(ROUND({theoretical},6),0))", singles=["theoretical"]),
    ),
)
def machines_actual(theoretical: float) -> int:
    """Return the whole number of machines to have.

    Args:
        theoretical: Machines as calculated, 0 or more; a millionth over is the computer's rounding.

    Raises:
        UdfError: #NUM!, a negative number.

    **Example:**

    >>> machines_actual(1.16), machines_actual(2.0), machines_actual(0)
    (2, 2, 0)

    Source: production planning, chapter 3, step 6.
    """
    if theoretical < 0:
        raise UdfError(ExcelError.NUM, f"jumlah mesin tidak boleh negatif, ditemukan {shown(theoretical)}")
    return ceil(round(theoretical, _DECIMALS))


@udf(
    category=CATEGORY,
    help="Routing sheet lengkap: satu baris untuk setiap operasi; kolom diminta, disiapkan, beban, mesin "
    "teoritis, mesin aktual, utilisasi.",
    args={
        "final_demand": "Permintaan akhir, unit baik sesudah operasi terakhir",
        "scrap": "Cacat, satu sel untuk setiap operasi, urut proses",
        "efficiency": "Efisiensi, sel sebaris dengan cacatnya",
        "capacity": "Kapasitas, unit per jam satu mesin, sel sebaris dengan cacatnya",
        "hours": "Jam kerja, jam dalam waktu permintaan itu",
        "as_paper": "Sesuai makalah, TRUE: rantai dari operasi pertama, dibulatkan ke atas, dibagi 0,8 lagi",
    },
)
def routing_sheet(
    final_demand: float,
    scrap: Numbers,
    efficiency: Numbers,
    capacity: Numbers,
    hours: float,
    as_paper: bool = False,
) -> list[list[float]]:
    r"""Return the routing sheet, a row for each operation in the order of the process.

    .. math:: R_n = D, \quad P_k = \frac{R_k}{1 - s_k}, \quad R_{k-1} = P_k, \quad
        L_k = \frac{P_k}{e_k}, \quad N_k = \left\lceil \frac{L_k}{c_k h} \right\rceil

    Args:
        final_demand: Good units wanted after the last operation (:math:`D`).
        scrap: Share lost at each operation (:math:`s_k`).
        efficiency: Efficiency of each operation (:math:`e_k`).
        capacity: Units that one machine works in an hour (:math:`c_k`).
        hours: Hours worked for the demand (:math:`h`).
        as_paper: Reproduce the paper: its chain begins at the first operation, quantities are rounded up and
            the theoretical number cut to two decimals, and machines are divided by :data:`PAPER_FACTOR` too.

    Returns:
        Columns: requested, prepared, load, machines in theory, machines, utilisation of these (a ratio).

    Raises:
        UdfError: #VALUE!, a value is missing or the columns differ in length; as the functions for one row.

    **Example** (three operations of 10 % scrap and 90 %; then the first rows of Tabel 3.1):

    >>> for row in routing_sheet(81, [0.1] * 3, [0.9] * 3, [10] * 3, 8):
    ...     print([round(value, 2) for value in row])
    [100.0, 111.11, 123.46, 1.54, 2, 0.77]
    [90.0, 100.0, 111.11, 1.39, 2, 0.69]
    [81, 90.0, 100.0, 1.25, 2, 0.62]
    >>> routing_sheet(30, [0.1] * 2, [0.9] * 2, [4, 2.4], 8, as_paper=True)[1][:5]
    [33.34, 37.05, 41.17, 2.68, 3]

    Source: production planning, chapter 3 and Tabel 3.1.
    """
    columns = [_filled("cacat", scrap), _filled("efisiensi", efficiency), _filled("kapasitas", capacity)]
    if len({len(column) for column in columns}) > 1:
        found = ", ".join(f"{len(column)}" for column in columns)
        raise UdfError(
            ExcelError.VALUE, f"cacat, efisiensi dan kapasitas harus sama banyak, ditemukan {found}"
        )
    operations = list(zip(*columns, strict=True))
    rows: list[list[float]] = []
    requested = final_demand
    for lost, reached, speed in operations if as_paper else reversed(operations):
        row = _operation(requested, lost, reached, speed, hours, as_paper)
        rows.append(row)
        requested = row[1]
    return rows if as_paper else rows[::-1]


def _operation(
    requested: float, scrap: float, efficiency: float, capacity: float, hours: float, as_paper: bool
) -> list[float]:
    """Return one row of the sheet."""
    prepared = routing_prepared(requested, scrap)
    if as_paper:
        prepared = _rounded(prepared, ROUND_CEILING)
    load = routing_load(prepared, efficiency)
    if as_paper:
        load = _rounded(load, ROUND_CEILING)
    theoretical = machines_theoretical(load, capacity, hours * PAPER_FACTOR if as_paper else hours)
    if as_paper:
        theoretical = _rounded(theoretical, ROUND_DOWN)
    machines = machines_actual(theoretical)
    return [requested, prepared, load, theoretical, machines, theoretical / machines if machines else 0.0]


def _rounded(value: float, way: str) -> float:
    """Round to two decimals as written on paper: what the computer has over in the ninth does not count."""
    return float(Decimal(repr(round(value, 9))).quantize(Decimal("0.01"), rounding=way))


def _filled(label: str, values: Numbers) -> list[float]:
    found = [value for value in values if value is not None]
    if len(found) < len(values) or not found:
        raise UdfError(ExcelError.VALUE, f"{label} belum diisi untuk semua operasi")
    return found
