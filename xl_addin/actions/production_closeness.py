"""Propose a block layout in the workbook ``closeness``, and draw it and the closeness chart."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.registry import Result, action
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

CHART_SHEET: Final = "Diagram"
PLAN_SHEET: Final = "Denah"
AT: Final = (7, 1)
"""Row and column of the cell on which the pictures begin."""

_PLACE: Final = ("X (m)", "Y (m)", "Panjang (m)", "Lebar (m)")
_HEADINGS: Final = ("Ruang", "Yang perlu diperiksa")


@action(
    label="Usulkan tata letak",
    workbook="closeness",
    step=1,
    help="Mengusulkan letak dan ukuran setiap ruang dari luas dan kedekatan, lalu menggambarnya.",
)
def propose_layout(book: xw.Book) -> Result:
    """Write a proposed place of every room into ``Tata Letak`` and draw it; the places there are replaced.

    Args:
        book: The workbook ``closeness``.

    Raises:
        LembarError: a workbook without the tables, the names or the sheets.
    """
    from udfs.closeness import read_chart  # noqa: PLC0415
    from udfs.registry import UdfError  # noqa: PLC0415
    from xl_addin.actions.tables import ListTable, choices  # noqa: PLC0415
    from xl_addin.closeness import propose, touch  # noqa: PLC0415

    rooms = _rooms(book)
    wrong = _wrong(book, rooms)
    if wrong:
        return _refused(wrong)
    ratings = _ratings(book, len(rooms))
    letters = [[ratings.get((i, j), ("", ""))[0] for j in range(len(rooms))] for i in range(len(rooms))]
    try:
        chart = read_chart(letters)
        found = propose([area for _, area in rooms], chart, *_site(book), choices(book, "Nilai_kode"))
    except UdfError as error:
        return _refused([("Kedekatan", error.reason)])
    places = [place.rounded() for place in found]
    table = ListTable(book, "tbl_tata_letak", ("No", *_PLACE))
    free = [None] * (len(table.records()) - len(places))
    sides = zip(*((p.x, p.y, p.width, p.height) for p in places), strict=True)
    written = [table.fill(heading, [*side, *free]) for heading, side in zip(_PLACE, sides, strict=True)]
    drawn = draw_layout(book)
    broken = [
        (f"{rooms[i][0]} dan {rooms[j][0]}", "Dinilai X tetapi bersentuhan")
        for i, j in combinations(range(len(rooms)), 2)
        if chart[i][j] == "X" and touch(places[i], places[j])
    ]
    return Result(
        message=f"Tata letak {len(rooms)} ruang diusulkan."
        + (f" {len(broken)} pasangan X tidak dapat dipisahkan." if broken else ""),
        changed=any(written) or drawn.changed,
        problems=bool(broken),
        headings=_HEADINGS,
        rows=list(broken),
        next_step="Geser letaknya di lembar Tata Letak, atau perbesar lahannya." if broken else "",
    )


@action(
    label="Gambar tata letak",
    workbook="closeness",
    step=2,
    help="Menggambar ulang diagram kedekatan dan denah dari letak yang tertulis di Tata Letak.",
)
def draw_layout(book: xw.Book) -> Result:
    """Draw the diamond chart and, to scale, the layout as its places are typed now.

    Args:
        book: The workbook ``closeness``.

    Raises:
        LembarError: a workbook without the tables, the names or the sheets.
    """
    from xl_addin.actions.shapes import draw  # noqa: PLC0415 - drawing is heavy
    from xl_addin.actions.tables import ListTable  # noqa: PLC0415
    from xl_addin.closeness import Place, Room, closeness_chart, floor_plan  # noqa: PLC0415

    for name in (CHART_SHEET, PLAN_SHEET):
        if name not in [sheet.name for sheet in book.sheets]:
            expected = ", ".join(sheet.name for sheet in book.sheets)
            raise LembarError("no_sheet", file=book.name, found=name, expected=expected)
    rooms = _rooms(book)
    length, breadth = _site(book)
    rows = ListTable(book, "tbl_tata_letak", ("No", *_PLACE)).records()
    placed: list[Room] = []
    problems: list[tuple[Any, ...]] = []
    for number, ((name, _), row) in enumerate(zip(rooms, rows, strict=False), 1):
        sides = [row[heading] for heading in _PLACE]
        x, y, width, height = (side if isinstance(side, float) else -1.0 for side in sides)
        if min(x, y) < 0 or min(width, height) <= 0:
            problems.append((name, "Belum diletakkan, atau letaknya bukan angka di dalam lahan"))
        else:
            placed.append(Room(number, name, Place(x, y, width, height)))
    names = [name for name, _ in rooms]
    chart = draw(book.sheets[CHART_SHEET], closeness_chart(names, _ratings(book, len(rooms))), AT)
    plan = draw(book.sheets[PLAN_SHEET], floor_plan(placed, length or 1.0, breadth or 1.0), AT)
    changed = chart or plan
    return Result(
        message=f"Diagram dan denah {'digambar' if changed else 'sudah sesuai'}: {len(placed)} ruang.",
        changed=changed,
        problems=bool(problems),
        headings=_HEADINGS,
        rows=problems,
        next_step="Lengkapi letaknya di lembar Tata Letak, lalu tekan lagi." if problems else "",
    )


def _wrong(book: xw.Book, rooms: list[tuple[str, float]]) -> list[tuple[Any, ...]]:
    """Return what keeps the rooms from being placed."""
    wrong: list[tuple[Any, ...]] = [(name, "Luas harus di atas 0") for name, area in rooms if area <= 0]
    length, breadth = _site(book)
    needed = sum(area for _, area in rooms)
    if not rooms:
        wrong.append(("Ruang", "Belum ada ruang"))
    elif min(length, breadth) <= 0:
        wrong.append(("Data", "Panjang dan lebar lahan harus di atas 0"))
    elif not wrong and needed > length * breadth:
        wrong.append(("Data", f"Perlu {needed:g} m², lahan hanya {length * breadth:g} m²"))
    return wrong


def _refused(wrong: list[tuple[Any, ...]]) -> Result:
    return Result(
        message=f"Tata letak belum dapat diusulkan: {wrong[0][0]}, {wrong[0][1]}.",
        changed=False,
        problems=True,
        headings=_HEADINGS,
        rows=wrong,
        next_step="Perbaiki isiannya, lalu tekan lagi.",
    )


def _rooms(book: xw.Book) -> list[tuple[str, float]]:
    """Return name and area of the rooms down to the first blank one; no area is 0."""
    from xl_addin.actions.tables import ListTable  # noqa: PLC0415

    found: list[tuple[str, float]] = []
    for row in ListTable(book, "tbl_ruang", ("No", "Ruang", "Luas (m²)")).records():
        name, area = row["Ruang"], row["Luas (m²)"]
        if name in (None, ""):
            break
        found.append((_words(name), area if isinstance(area, float) else 0.0))
    return found


def _site(book: xw.Book) -> tuple[float, float]:
    from xl_addin.actions.tables import setting  # noqa: PLC0415

    sides = [setting(book, name) for name in ("Panjang_lahan", "Lebar_lahan")]
    length, breadth = (side if isinstance(side, float) else 0.0 for side in sides)
    return length, breadth


def _ratings(book: xw.Book, count: int) -> dict[tuple[int, int], tuple[str, str]]:
    """Return letter and reason code of each two rooms that are rated."""
    from xl_addin.actions.tables import setting  # noqa: PLC0415

    setting(book, "Peta_kedekatan")
    cells = book.names["Peta_kedekatan"].refers_to_range.options(ndim=2).value
    return {
        (i, j): (_words(cells[i][j]).upper(), _words(cells[j][i]))
        for i, j in combinations(range(count), 2)
        if cells[i][j] not in (None, "")
    }


def _words(value: object) -> str:
    """Return a cell as one line of text.

    >>> _words(2.0), _words(None), _words(" a ")
    ('2', '', 'a')
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    printable = "".join(letter if letter.isprintable() else " " for letter in str(value or ""))
    return " ".join(printable.split())[:80]
